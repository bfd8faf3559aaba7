// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "widgets/canvas/canvas_context.h"
#include "widgets/canvas/trace_route.h"

#include <optional>

namespace skydraft {

/// A traced path above the drawing: what the packet meets lights up with the numbers of its hops,
/// the way there is a solid line, the way back a dashed one, and a cross with its code stands where
/// a packet ends.
class TraceOverlay
{
public:
    /// Null shows nothing.
    void setTrace(const TracePointer& trace, const Scene& scene);
    /// The drawing changed: lines follow what moved.
    void follow(const Scene& scene);
    void emphasize(const HopPlace& hop) { m_emphasized = hop; }

    bool isShown() const { return m_trace != nullptr; }
    const TraceRoute& route() const { return m_route; }
    /// The hop that a click at `widgetPoint`, on `resource`, means; clicking again goes on to the
    /// next hop there.
    std::optional<HopPlace> hopAt(const CanvasContext& context, const QPointF& widgetPoint,
                                  const ResourceId& resource) const;

    /// In widget coordinates.
    void paint(QPainter& painter, const CanvasContext& context) const;

private:
    void paintLit(QPainter& painter, const CanvasContext& context) const;
    void paintEmphasis(QPainter& painter, const CanvasContext& context) const;
    void paintLeg(QPainter& painter, const CanvasContext& context, const TraceLeg& leg) const;
    void paintNumbers(QPainter& painter, const CanvasContext& context) const;
    void paintBlocks(QPainter& painter, const CanvasContext& context) const;
    bool blocksAt(const std::vector<HopPlace>& hops) const;

    TracePointer m_trace;
    TraceRoute m_route;
    HopPlace m_emphasized;
};

/// The line moved to its right (as seen by who travels along it) by `distance`.
std::vector<QPointF> shiftedLine(const std::vector<QPointF>& corners, double distance);

} // namespace skydraft
