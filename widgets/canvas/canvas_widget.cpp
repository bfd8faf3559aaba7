// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_widget.h"

#include <QStyle>

#include "widgets/canvas/accessibility.h"
#include "widgets/canvas/canvas_private.h"
#include "widgets/canvas/clipboard.h"

namespace skydraft {

CanvasWidget::CanvasWidget(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, controller))
{
    setObjectName(QStringLiteral("canvas"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setAccessibleName(tr("Drawing"));
    setReducedMotion(style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0);
    installCanvasAccessibility();
    connect(&controller, &DocumentController::selectionChanged, this,
            [this] { announceSelection(*this); });
    d->lastZoom = d->context.viewport.zoom();
    d->restyle();
}

CanvasWidget::~CanvasWidget() = default;

QSize CanvasWidget::sizeHint() const
{
    return {960, 640};
}

double CanvasWidget::zoom() const
{
    return d->context.viewport.zoom();
}

QPointF CanvasWidget::toDrawing(const QPointF& widgetPoint) const
{
    return d->context.viewport.toDrawing(widgetPoint);
}

QPointF CanvasWidget::toWidget(const QPointF& drawingPoint) const
{
    return d->context.viewport.toWidget(drawingPoint);
}

QRectF CanvasWidget::visibleArea() const
{
    return d->context.viewport.visible();
}

QRectF CanvasWidget::resourceRect(const ResourceId& id) const
{
    const SceneNode* node = d->context.scene.find(id);
    return node == nullptr ? QRectF() : d->context.viewport.toWidget(node->rect);
}

QPointF CanvasWidget::connectorPoint(const ConnectionId& id) const
{
    const SceneConnector* connector = d->context.scene.find(id);
    return connector == nullptr ? QPointF() : d->context.viewport.toWidget(connector->pointAt(0.5));
}

bool CanvasWidget::isSettled() const
{
    return d->isSettled();
}

const Scene& CanvasWidget::scene() const
{
    return d->context.scene;
}

DocumentController& CanvasWidget::controller() const
{
    return d->context.controller;
}

void CanvasWidget::setReducedMotion(bool isReduced)
{
    d->overlay.setMotion(isReduced ? SimulationOverlay::Motion::Reduced
                                   : SimulationOverlay::Motion::Moving);
    d->updateAnimation();
    update();
}

void CanvasWidget::setAnalysis(const AnalysisPointer& analysis)
{
    d->analysis = analysis;
    const DirtyAreas areas = d->context.scene.setAnalysis(analysis);
    d->context.tiles.invalidate(areas);
    update();
}

void CanvasWidget::setTrace(const TracePointer& trace)
{
    d->trace.setTrace(trace, d->context.scene);
    update();
}

void CanvasWidget::emphasizeHop(const HopPlace& hop)
{
    d->trace.emphasize(hop);
    update();
}

void CanvasWidget::revealHop(const HopPlace& hop)
{
    d->trace.emphasize(hop);
    if (const TraceRoute::HopSpot* spot = d->trace.route().find(hop))
        d->show(spot->rect);
    update();
}

const TraceRoute& CanvasWidget::traceRoute() const
{
    return d->trace.route();
}

void CanvasWidget::setExposure(const std::map<ResourceId, QString>& ports)
{
    d->exposure.setPorts(ports);
    update();
}

const std::map<ResourceId, QString>& CanvasWidget::exposure() const
{
    return d->exposure.ports();
}

void CanvasWidget::setTheory(const TheoryPointer& theory)
{
    d->estimate.setTheory(theory);
    update();
}

const std::map<ResourceId, QString>& CanvasWidget::expectedLoads() const
{
    return d->estimate.words();
}

void CanvasWidget::setKeyShown(bool isShown)
{
    if (isShown == (d->legend != nullptr))
        return;
    if (isShown) {
        d->legend = new VerdictKey(this);
        connect(d->legend, &VerdictKey::closeRequested, this, &CanvasWidget::keyDismissed);
        d->legend->place();
        d->legend->show();
    } else {
        d->legend->hide();
        d->legend->deleteLater(); // it may be the sender
        d->legend = nullptr;
    }
}

void CanvasWidget::setFrame(const FramePointer& frame)
{
    d->overlay.setFrame(frame);
    d->updateAnimation();
    update();
}

void CanvasWidget::commitPending()
{
    d->nudge.commit();
}

void CanvasWidget::zoomIn()
{
    d->zoomAt(zoom() * Viewport::notch, QRectF(rect()).center());
}

void CanvasWidget::zoomOut()
{
    d->zoomAt(zoom() / Viewport::notch, QRectF(rect()).center());
}

void CanvasWidget::zoomToActualSize()
{
    d->zoomAt(1, QRectF(rect()).center());
}

void CanvasWidget::zoomToFit()
{
    d->zoomToArea(d->context.scene.bounds(), 1);
    d->fitted = {d->context.scene.bounds(), d->context.viewport.deviceOrigin(),
                 d->context.viewport.zoom()};
}

void CanvasWidget::zoomToSelection()
{
    QRectF area;
    for (const ResourceId& id : controller().selectedResources())
        if (const SceneNode* node = d->context.scene.find(id))
            area |= node->paintBounds();
    for (const ConnectionId& id : controller().selectedConnections())
        if (const SceneConnector* connector = d->context.scene.find(id))
            for (const QRectF& part : connector->areas())
                area |= part;
    d->zoomToArea(area, 2);
}

void CanvasWidget::centreOn(const QPointF& drawingPoint)
{
    d->context.viewport.centreOn(drawingPoint);
    d->viewMoved();
}

void CanvasWidget::reveal(const ResourceId& id)
{
    const SceneNode* node = d->context.scene.find(id);
    if (node == nullptr)
        return;
    d->show(node->isFrame ? node->rect : node->paintBounds());
    controller().select({id});
}

void CanvasWidget::insertType(const QString& typeId)
{
    const ServiceType* type = d->context.scene.catalogue().find(typeId.toStdString());
    if (type == nullptr || d->context.isReadOnly())
        return;
    QPointF point = d->insertPoint.value_or(d->context.viewport.visible().center());
    const auto& selected = controller().selectedResources();
    const SceneNode* frame =
        selected.size() == 1 ? d->context.scene.find(*selected.begin()) : nullptr;
    if (frame != nullptr && !frame->isFrame) // beside what is selected
        frame = d->context.scene.find(frame->parent);
    if (frame != nullptr && !d->insertPoint)
        point = frame->rect.center();
    d->insertPoint.reset();
    NewResource plan = planNewResource(d->context.scene, *type, point);
    if (!plan.target.isAccepted && frame != nullptr) {
        point =
            frame->rect.topLeft() + QPointF(4, 4); // what stands in the middle may be in the way
        plan = planNewResource(d->context.scene, *type, point);
    }
    if (!plan.target.isAccepted) {
        emit hintChanged(plan.target.text);
        return;
    }
    if (controller().apply(plan.edit, plan.title))
        reveal(plan.id);
}

void CanvasWidget::renameSelected()
{
    const auto& selected = controller().selectedResources();
    if (selected.size() == 1)
        d->rename.start(*selected.begin());
}

void CanvasWidget::selectAll()
{
    std::set<ResourceId> resources;
    for (const auto& resource : controller().architecture().resources())
        resources.insert(resource->id);
    std::set<ConnectionId> connections;
    for (const auto& connection : controller().architecture().connections())
        connections.insert(connection->id);
    controller().select(std::move(resources), std::move(connections));
}

void CanvasWidget::copy()
{
    copySelection(d->context);
}

void CanvasWidget::cut()
{
    if (!d->context.isReadOnly() && copySelection(d->context))
        controller().removeSelection();
}

void CanvasWidget::paste()
{
    if (!d->context.isReadOnly())
        pasteFromClipboard(d->context);
}

void CanvasWidget::duplicate()
{
    if (!d->context.isReadOnly())
        duplicateSelection(d->context);
}

} // namespace skydraft
