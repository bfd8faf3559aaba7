// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPainter>

#include "widgets/canvas/scene_node.h"
#include "widgets/theme/theme.h"

#include <functional>
#include <vector>

namespace skydraft {

/// How a drawing is painted; a copy goes to every worker thread.
struct PaintStyle
{
    Theme theme{};
    QFont font{};
    double zoom = 1;  ///< decides what is left out
    double scale = 1; ///< device pixels per drawing unit: zoom times the device pixel ratio

    bool showsLabels() const { return zoom >= 0.35; }
    bool showsDetails() const { return zoom >= 0.5; }
    bool showsIcons() const { return zoom >= 0.12; }
    bool hasFineConnectors() const { return zoom >= 0.45; }
};

/// Part of a drawing, to be painted anywhere and on any thread.
struct SceneSnapshot
{
    std::vector<SceneNodePointer> nodes{}; ///< frames outside in, then nodes
    std::vector<SceneConnectorPointer> connectors{};
};

/// Paints parts of the scene. The painter's transformation maps drawing units to device pixels:
/// `style.scale` and a translation by whole device pixels, so that lines come out sharp.
class ScenePainter
{
public:
    ScenePainter(QPainter& painter, const PaintStyle& style);

    /// Everything in its order: frames, connectors, nodes, labels of connectors.
    void paint(const SceneSnapshot& snapshot);

    void paintGround(const QRectF& area);
    void paintFrame(const SceneNode& frame, const QRectF& rect);
    void paintNode(const SceneNode& node, const QRectF& rect);
    void paintConnector(const SceneConnector& connector);
    void paintConnectorLabel(const SceneConnector& connector);

    const PaintStyle& style() const { return m_style; }
    /// The device pixel's middle nearest to a coordinate, in drawing units.
    double sharp(double coordinate) const;
    QRectF sharp(const QRectF& rect) const;

private:
    void paintFrameTitle(const SceneNode& frame, const QRectF& rect, const QColor& color);
    void paintLabel(const SceneNode& node, const QRectF& rect);
    void paintMark(const SceneNode& node, const QRectF& rect);
    void paintIcon(const std::string& icon, const QRectF& rect);

    QPainter& m_painter;
    const PaintStyle& m_style;
};

/// A connector's colour by its verdict.
QColor connectorColor(const Theme& theme, ConnectorVerdict verdict);

/// Small signs with a meaning, so that no meaning is by colour alone. `rect` is square.
void paintVerdictBadge(QPainter& painter, const QRectF& rect, ConnectorVerdict verdict,
                       const Theme& theme);
void paintLock(QPainter& painter, const QRectF& rect, const QColor& color, bool isOpen);

/// A path along corners, rounded by `radius` at each.
QPainterPath roundedPath(const std::vector<QPointF>& corners, double radius);

} // namespace skydraft
