// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "widgets/canvas/canvas_context.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/canvas/estimate_overlay.h"
#include "widgets/canvas/exposure_overlay.h"
#include "widgets/canvas/group_drop.h"
#include "widgets/canvas/inline_rename.h"
#include "widgets/canvas/keyboard.h"
#include "widgets/canvas/new_resource.h"
#include "widgets/canvas/nudge.h"
#include "widgets/canvas/select_tool.h"
#include "widgets/canvas/simulation_overlay.h"
#include "widgets/canvas/trace_overlay.h"
#include "widgets/canvas/verdict_key.h"

#include <optional>

class QMimeData;

namespace skydraft {

/// The parts of the canvas and what holds them together. Only the canvas's own files include this.
class CanvasWidget::Private
{
public:
    Private(CanvasWidget& owner, DocumentController& controller);

    void paint(QPainter& painter);
    void paintTiles(QPainter& painter);
    void paintPreview(QPainter& painter);
    void paintLive(QPainter& painter);
    void paintDrop(QPainter& painter);
    void prefetch();
    std::vector<TileKey> keysInView(int ring) const;
    bool isSettled() const;

    /// Colours, fonts, zoom or the device pixel ratio may be other ones.
    void restyle();
    /// All that is cached is of no use any more.
    void rebuild();
    void follow(const ChangeSet& changes);
    /// The view moved.
    void viewMoved();
    void zoomAt(double zoom, const QPointF& anchor);
    void zoomToArea(const QRectF& area, double most);
    void scrollAtEdge();
    void updateCursor();
    void updateAnimation();

    PointerState pointer(const QPointF& at, Qt::KeyboardModifiers modifiers) const;
    /// What the pointer rests on, in words; empty where there is nothing to say.
    QString toolTipAt(const QPointF& at) const;
    /// Scrolls so that the area is in view.
    void show(const QRectF& wanted);
    void planDrop(const QString& typeId, const QPointF& at);
    void planGroupDrop(const QString& group, const QPointF& at);
    /// Of whatever is being dragged in.
    void planDragged(const QMimeData& mime, const QPointF& at);

    CanvasWidget& widget;
    CanvasContext context;
    SelectTool tool;
    InlineRename rename;
    Nudge nudge;
    Keyboard keyboard;
    SimulationOverlay overlay;
    TraceOverlay trace;
    EstimateOverlay estimate;
    ExposureOverlay exposure;
    AnalysisPointer analysis;
    VerdictKey* legend = nullptr; ///< null while it is hidden

    std::optional<NewResource> drop;    ///< while something is dragged in from the palette
    std::optional<GroupDrop> groupDrop; ///< while a security group is
    QPointF dropPoint;
    std::string dropIcon;
    bool isFrameDropped = false;

    QTimer animation;
    QTimer idle;
    QTimer edge;
    PointerState lastPointer;
    std::optional<QPointF> insertPoint; ///< where a search was asked for
    double previewScale = 0;
    double lastZoom = 0;
    bool isSpaceHeld = false;
    bool hasKeyboardFocus = false; ///< came by Tab: the ring helps, by a click it only disturbs
    /// What zoomToFit() came to: while nobody moves the view or draws, a new size fits again.
    struct FittedView
    {
        QRectF area{};
        QPointF origin{};
        double zoom = 0;
    };
    std::optional<FittedView> fitted{};
    bool isStillFitted() const;
    bool fitsOnShow = true;
};

} // namespace skydraft
