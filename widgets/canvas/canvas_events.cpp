// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to the canvas: events, handed on to its parts.
#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QWheelEvent>

#include "widgets/canvas/canvas_private.h"
#include "widgets/canvas/empty_hint.h"

#include <cmath>
#include <utility>

namespace skydraft {
namespace {

constexpr double wheelStep = 64; // widget pixels of one notch

bool isForUs(const QMimeData* mime)
{
    return mime->hasFormat(QString::fromLatin1(serviceTypeMimeType))
           || mime->hasFormat(QString::fromLatin1(securityGroupMimeType));
}

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt
           || key == Qt::Key_Meta || key == Qt::Key_AltGr;
}

} // namespace

bool CanvasWidget::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isArrow = key->key() >= Qt::Key_Left && key->key() <= Qt::Key_Down;
        if (!isArrow && !isModifier(key->key()))
            d->nudge.commit(); // an undo that follows must find the burst as a step
        break;
    }
    case QEvent::NativeGesture: {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() != Qt::ZoomNativeGesture)
            break;
        d->zoomAt(zoom() * (1 + gesture->value()), gesture->position());
        return true;
    }
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString words = d->toolTipAt(QPointF(help->pos()));
        if (words.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), words, this);
        return true;
    }
    case QEvent::ScreenChangeInternal:
        d->restyle();
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

void CanvasWidget::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isFitted = d->isStillFitted();
    d->context.viewport.setSize(QSizeF(size()));
    if (isFitted)
        zoomToFit();
    if (d->legend != nullptr)
        d->legend->place();
    emit viewChanged();
}

void CanvasWidget::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->restyle();
    if (std::exchange(d->fitsOnShow, false))
        zoomToFit();
    d->updateAnimation();
}

void CanvasWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
        d->restyle();
        d->context.tiles.clear();
        break;
    case QEvent::LanguageChange:
        setAccessibleName(tr("Drawing"));
        d->rebuild();
        break;
    case QEvent::FontChange:
    case QEvent::ApplicationFontChange:
        d->rebuild();
        break;
    default:
        break;
    }
}

void CanvasWidget::mousePressEvent(QMouseEvent* event)
{
    d->nudge.commit();
    d->rename.commit();
    d->lastPointer = d->pointer(event->position(), event->modifiers());
    if (d->context.scene.isEmpty() && event->button() == Qt::LeftButton
        && EmptyHint::exampleRect(QRectF(rect()), font()).contains(event->position())) {
        emit exampleRequested();
        return;
    }
    d->tool.press(d->lastPointer, event->button(), d->isSpaceHeld);
    d->updateCursor();
    update();
}

void CanvasWidget::mouseMoveEvent(QMouseEvent* event)
{
    d->lastPointer = d->pointer(event->position(), event->modifiers());
    const QPoint before = d->context.viewport.deviceOrigin();
    d->tool.move(d->lastPointer);
    if (before != d->context.viewport.deviceOrigin())
        d->viewMoved();
    if (d->tool.gesture() && d->tool.gesture()->scrollsAtEdge() && !d->edge.isActive())
        d->edge.start();
    d->updateCursor();
    update();
}

void CanvasWidget::mouseReleaseEvent(QMouseEvent* event)
{
    d->edge.stop();
    d->lastPointer = d->pointer(event->position(), event->modifiers());
    const bool isClick = event->button() == Qt::LeftButton && d->tool.gesture() == nullptr;
    d->tool.release(d->lastPointer);
    if (isClick && d->trace.isShown()) {
        const Hit hit = hitAt(d->context, d->lastPointer.drawing);
        if (const auto hop = d->trace.hopAt(d->context, d->lastPointer.widget, hit.resource))
            emit hopClicked(*hop);
    }
    d->updateCursor();
    update();
}

void CanvasWidget::mouseDoubleClickEvent(QMouseEvent* event)
{
    d->tool.cancel();
    if (event->button() != Qt::LeftButton)
        return;
    const Hit hit = hitAt(d->context, toDrawing(event->position()));
    if (hit.isHandleOfResource()) {
        controller().select({hit.resource});
        d->rename.start(hit.resource);
        return;
    }
    if (hit.part == Hit::Part::Connector || d->context.isReadOnly())
        return;
    d->insertPoint = toDrawing(event->position());
    emit searchRequested(event->globalPosition().toPoint());
}

void CanvasWidget::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    d->tool.leave();
    update();
}

void CanvasWidget::wheelEvent(QWheelEvent* event)
{
    d->nudge.commit();
    const QPoint angle = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        d->zoomAt(zoom() * std::pow(Viewport::notch, angle.y() / 120.0), event->position());
        event->accept();
        return;
    }
    QPointF by = event->pixelDelta().isNull() ? QPointF(angle) / 120 * wheelStep
                                              : QPointF(event->pixelDelta());
    if (event->modifiers().testFlag(Qt::ShiftModifier) && by.x() == 0)
        by = {by.y(), 0};
    d->context.viewport.pan(by);
    if (d->tool.isActive())
        d->tool.move(d->pointer(event->position(), event->modifiers()));
    d->viewMoved();
    event->accept();
}

void CanvasWidget::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        d->isSpaceHeld = true;
        d->updateCursor();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        const bool wasNudging = d->nudge.isActive();
        d->nudge.cancel();
        const bool wasBusy = d->tool.cancel() || wasNudging;
        if (!wasBusy && d->trace.isShown()) {
            setTrace(nullptr);
            emit traceDismissed();
        } else if (!wasBusy) {
            controller().clearSelection();
        }
        d->edge.stop();
        d->updateCursor();
        update();
        return;
    }
    // Modifiers change what a drag does at once, not only when the pointer moves again.
    if (d->tool.gesture()) {
        d->lastPointer.modifiers = event->modifiers();
        d->tool.move(d->lastPointer);
        update();
        return;
    }
    if (isModifier(event->key())) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (event->key() == Qt::Key_Slash)
        d->insertPoint.reset();
    if (!d->keyboard.press(*event))
        QWidget::keyPressEvent(event);
}

void CanvasWidget::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        d->isSpaceHeld = false;
    if (d->tool.gesture()) {
        d->lastPointer.modifiers = event->modifiers();
        d->tool.move(d->lastPointer);
        update();
    }
    d->updateCursor();
    QWidget::keyReleaseEvent(event);
}

void CanvasWidget::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    d->hasKeyboardFocus = event->reason() == Qt::TabFocusReason
                          || event->reason() == Qt::BacktabFocusReason
                          || event->reason() == Qt::ShortcutFocusReason;
    update();
}

void CanvasWidget::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    d->nudge.commit();
    d->isSpaceHeld = false;
    update();
}

bool CanvasWidget::focusNextPrevChild(bool next)
{
    return d->keyboard.walk(next ? Keyboard::Step::Next : Keyboard::Step::Previous)
           || QWidget::focusNextPrevChild(next);
}

void CanvasWidget::contextMenuEvent(QContextMenuEvent* event)
{
    d->nudge.commit();
    d->tool.cancel();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const auto& selected = controller().selectedResources();
        const ResourceId id = selected.empty() ? ResourceId() : *selected.begin();
        const QRectF at = resourceRect(id);
        emit contextMenuRequested(
            id, mapToGlobal((at.isEmpty() ? QRectF(rect()) : at).center().toPoint()));
        return;
    }
    const Hit hit = hitAt(d->context, toDrawing(QPointF(event->pos())));
    if (hit.part == Hit::Part::Connector)
        controller().select({}, {hit.connection});
    else if (hit.resource.empty())
        controller().clearSelection();
    else if (!controller().selectedResources().contains(hit.resource))
        controller().select({hit.resource});
    d->insertPoint = toDrawing(QPointF(event->pos()));
    emit contextMenuRequested(hit.resource, event->globalPos());
}

void CanvasWidget::dragEnterEvent(QDragEnterEvent* event)
{
    if (!isForUs(event->mimeData()) || d->context.isReadOnly())
        return;
    d->nudge.commit();
    event->acceptProposedAction();
}

void CanvasWidget::dragMoveEvent(QDragMoveEvent* event)
{
    d->planDragged(*event->mimeData(), event->position());
    update();
    if ((d->drop && d->drop->target.isAccepted)
        || (d->groupDrop && d->groupDrop->target.isAccepted))
        event->acceptProposedAction();
    else
        event->ignore();
}

void CanvasWidget::dragLeaveEvent(QDragLeaveEvent* event)
{
    QWidget::dragLeaveEvent(event);
    d->drop.reset();
    d->groupDrop.reset();
    emit hintChanged({});
    update();
}

void CanvasWidget::dropEvent(QDropEvent* event)
{
    d->planDragged(*event->mimeData(), event->position());
    const auto plan = std::exchange(d->drop, std::nullopt);
    const auto groupPlan = std::exchange(d->groupDrop, std::nullopt);
    update();
    if (groupPlan) {
        emit hintChanged(groupPlan->target.isAccepted ? QString() : groupPlan->target.text);
        if (groupPlan->target.isAccepted && controller().apply(groupPlan->edit, groupPlan->title))
            event->acceptProposedAction();
        else
            event->ignore();
        return;
    }
    if (!plan)
        return;
    if (!plan->target.isAccepted) {
        emit hintChanged(plan->target.text);
        event->ignore();
        return;
    }
    emit hintChanged({});
    if (controller().apply(plan->edit, plan->title)) {
        controller().select({plan->id});
        setFocus(Qt::OtherFocusReason);
        event->acceptProposedAction();
    }
}

} // namespace skydraft
