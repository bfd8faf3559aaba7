// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_private.h"

#include <QAccessible>
#include <QMimeData>
#include <QStyle>

#include "widgets/canvas/verdict_words.h"
#include "widgets/common/mime_types.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr int frameMilliseconds = 16;
constexpr double edgeWidth = 24; // widget pixels
constexpr double edgeSpeed = 14;

} // namespace

CanvasWidget::Private::Private(CanvasWidget& owner, DocumentController& controller)
    : widget(owner)
    , context(owner, controller)
    , tool(context)
    , rename(context)
    , nudge(context)
    , keyboard(context, nudge, rename, owner)
{
    context.hint = [this](const QString& hint) { emit widget.hintChanged(hint); };
    tool.connectionClicked = [this](const ConnectionId& id) { emit widget.connectionClicked(id); };
    connect(&context.tiles, &TileCache::rendered, &owner, qOverload<>(&QWidget::update));
    connect(&controller, &DocumentController::changed, &owner,
            [this](const ChangeSet& changes) { follow(changes); });
    connect(&controller, &DocumentController::selectionChanged, &owner,
            qOverload<>(&QWidget::update));
    animation.setTimerType(Qt::PreciseTimer);
    animation.setInterval(frameMilliseconds);
    connect(&animation, &QTimer::timeout, &owner, [this, &owner] {
        owner.update();
        updateAnimation(); // it ends when simulated time stands still
    });
    idle.setSingleShot(true);
    idle.setInterval(30);
    connect(&idle, &QTimer::timeout, &owner, [this] { prefetch(); });
    edge.setInterval(frameMilliseconds);
    connect(&edge, &QTimer::timeout, &owner, [this] { scrollAtEdge(); });
    context.scene.reset(controller.architecture());
}

PointerState CanvasWidget::Private::pointer(const QPointF& at,
                                            Qt::KeyboardModifiers modifiers) const
{
    return {at, context.viewport.toDrawing(at), modifiers};
}

void CanvasWidget::Private::restyle()
{
    context.viewport.setDeviceRatio(widget.devicePixelRatioF());
    context.tiles.setStyle(context.paintStyle());
    widget.update();
}

void CanvasWidget::Private::rebuild()
{
    context.scene.reset(context.controller.architecture());
    trace.follow(context.scene);
    restyle();
    context.tiles.clear();
}

void CanvasWidget::Private::follow(const ChangeSet& changes)
{
    // A gesture that works on things that somebody else changed has lost its ground.
    const Architecture& now = context.controller.architecture();
    const bool wasEmpty = context.scene.isEmpty();
    const std::size_t all = now.resources().size() + now.connections().size();
    if (changes.resources.size() + changes.connections.size()
        > std::max<std::size_t>(2000, all / 2)) {
        context.scene.reset(now);
        context.tiles.clear();
    } else {
        const DirtyAreas areas = context.scene.update(now, changes);
        context.tiles.invalidate(areas);
    }
    // A document that was just opened is shown whole.
    const bool isOpened = wasEmpty && context.scene.nodeCount() > 1;
    if (isOpened && widget.isVisible())
        widget.zoomToFit();
    fitsOnShow = fitsOnShow || isOpened;
    trace.follow(context.scene);
    rename.place();
    widget.update();
}

void CanvasWidget::Private::viewMoved()
{
    if (context.viewport.zoom() != lastZoom) {
        lastZoom = context.viewport.zoom();
        restyle();
        emit widget.zoomChanged(lastZoom);
    }
    rename.place();
    widget.update();
    emit widget.viewChanged();
}

void CanvasWidget::Private::zoomAt(double zoom, const QPointF& anchor)
{
    nudge.commit();
    context.viewport.zoomTo(zoom, anchor);
    viewMoved();
}

void CanvasWidget::Private::zoomToArea(const QRectF& area, double most)
{
    if (area.isEmpty())
        return;
    nudge.commit();
    context.viewport.setSize(widget.size());
    context.viewport.fit(area, most);
    viewMoved();
}

bool CanvasWidget::Private::isStillFitted() const
{
    return fitted && fitted->area == context.scene.bounds()
           && fitted->origin == context.viewport.deviceOrigin()
           && fitted->zoom == context.viewport.zoom();
}

void CanvasWidget::Private::scrollAtEdge()
{
    if (!tool.gesture() || !tool.gesture()->scrollsAtEdge()) {
        edge.stop();
        return;
    }
    const QPointF at = lastPointer.widget;
    const auto speed = [](double low, double high) {
        if (low < edgeWidth)
            return edgeSpeed * std::min(1.0, (edgeWidth - low) / edgeWidth);
        if (high < edgeWidth)
            return -edgeSpeed * std::min(1.0, (edgeWidth - high) / edgeWidth);
        return 0.0;
    };
    const QPointF by(speed(at.x(), widget.width() - at.x()),
                     speed(at.y(), widget.height() - at.y()));
    if (by.isNull())
        return;
    context.viewport.pan(by);
    lastPointer = pointer(at, lastPointer.modifiers);
    tool.move(lastPointer);
    viewMoved();
}

void CanvasWidget::Private::updateCursor()
{
    const Qt::CursorShape shape =
        isSpaceHeld && !tool.isActive() ? Qt::OpenHandCursor : tool.cursor();
    if (widget.cursor().shape() != shape)
        widget.setCursor(shape);
}

void CanvasWidget::Private::updateAnimation()
{
    if (overlay.isMoving() && widget.isVisible()) {
        if (!animation.isActive())
            animation.start();
    } else {
        animation.stop();
    }
}

QString CanvasWidget::Private::toolTipAt(const QPointF& at) const
{
    if (tool.isActive())
        return {};
    const Hit hit = hitAt(context, context.viewport.toDrawing(at));
    if (hit.isHandleOfResource())
        if (const QString members = overlay.membersText(hit.resource); !members.isEmpty())
            return members;
    if (!analysis)
        return {};
    if (hit.part == Hit::Part::Connector)
        return VerdictWords::toolTip(context.scene, *analysis, hit.connection);
    return hit.isHandleOfResource() ? VerdictWords::toolTip(context.scene, *analysis, hit.resource)
                                    : QString();
}

void CanvasWidget::Private::show(const QRectF& wanted)
{
    const QRectF visible = context.viewport.visible();
    if (wanted.isEmpty() || visible.contains(wanted))
        return;
    if (wanted.width() > visible.width() || wanted.height() > visible.height())
        zoomToArea(wanted, context.viewport.zoom());
    else
        widget.centreOn(wanted.center());
}

void CanvasWidget::Private::planDrop(const QString& typeId, const QPointF& at)
{
    const ServiceType* type = context.scene.catalogue().find(typeId.toStdString());
    drop.reset();
    context.hint({});
    if (type == nullptr || context.isReadOnly())
        return;
    dropPoint = at;
    dropIcon = type->icon;
    isFrameDropped = type->shape == Shape::Frame;
    drop = planNewResource(context.scene, *type, context.viewport.toDrawing(at));
    context.hint(drop->target.text);
}

void CanvasWidget::Private::planGroupDrop(const QString& group, const QPointF& at)
{
    drop.reset();
    groupDrop.reset();
    if (context.isReadOnly())
        return;
    dropPoint = at;
    groupDrop = GroupDrops::plan(context.scene, ResourceId(group.toStdString()),
                                 context.viewport.toDrawing(at));
    context.hint(groupDrop->target.text);
}

void CanvasWidget::Private::planDragged(const QMimeData& mime, const QPointF& at)
{
    const auto text = [&](const char* type) {
        return QString::fromUtf8(mime.data(QString::fromLatin1(type)));
    };
    if (mime.hasFormat(QString::fromLatin1(securityGroupMimeType)))
        planGroupDrop(text(securityGroupMimeType), at);
    else
        planDrop(text(serviceTypeMimeType), at);
}

} // namespace skydraft
