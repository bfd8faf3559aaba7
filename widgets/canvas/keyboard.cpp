// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/keyboard.h"

#include "widgets/canvas/canvas_widget.h"
#include "widgets/canvas/inline_rename.h"
#include "widgets/canvas/nudge.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

/// In reading order, so that walking feels like reading the drawing.
std::vector<ResourceId> inReadingOrder(const Scene& scene, const ResourceId& parent)
{
    std::vector<ResourceId> ids = scene.childrenOf(parent);
    std::sort(ids.begin(), ids.end(), [&](const ResourceId& a, const ResourceId& b) {
        const QRectF first = scene.find(a)->rect;
        const QRectF second = scene.find(b)->rect;
        if (std::abs(first.y() - second.y()) > 24)
            return first.y() < second.y();
        return std::pair(first.x(), a) < std::pair(second.x(), b);
    });
    return ids;
}

QPointF arrowOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return {-1, 0};
    case Qt::Key_Right:
        return {1, 0};
    case Qt::Key_Up:
        return {0, -1};
    case Qt::Key_Down:
        return {0, 1};
    default:
        return {};
    }
}

} // namespace

Keyboard::Keyboard(CanvasContext& context, Nudge& nudge, InlineRename& rename, CanvasWidget& canvas)
    : m_context(context)
    , m_nudge(nudge)
    , m_rename(rename)
    , m_canvas(canvas)
{}

const SceneNode* Keyboard::current() const
{
    const auto& selected = m_context.controller.selectedResources();
    return selected.empty() ? nullptr : m_context.scene.find(*selected.begin());
}

bool Keyboard::press(const QKeyEvent& event)
{
    if (!arrowOf(event.key()).isNull())
        return pressArrow(event);
    m_nudge.commit();
    return pressCommand(event);
}

bool Keyboard::pressArrow(const QKeyEvent& event)
{
    const QPointF direction = arrowOf(event.key());
    if (event.modifiers().testFlag(Qt::ControlModifier))
        return selectNeighbour(direction);
    const double step = event.modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    if (m_nudge.nudge(direction * step))
        return true;
    m_context.viewport.pan(direction * -48);
    m_context.widget.update();
    emit m_canvas.viewChanged();
    return true;
}

bool Keyboard::pressCommand(const QKeyEvent& event)
{
    if (event.matches(QKeySequence::SelectAll))
        m_canvas.selectAll();
    else if (event.matches(QKeySequence::Copy))
        m_canvas.copy();
    else if (event.matches(QKeySequence::Cut))
        m_canvas.cut();
    else if (event.matches(QKeySequence::Paste))
        m_canvas.paste();
    else if (event.key() == Qt::Key_D && event.modifiers() == Qt::ControlModifier)
        m_canvas.duplicate();
    else if (event.key() == Qt::Key_0 && event.modifiers() == Qt::ControlModifier)
        m_canvas.zoomToActualSize();
    else if (event.matches(QKeySequence::ZoomIn))
        m_canvas.zoomIn();
    else if (event.matches(QKeySequence::ZoomOut))
        m_canvas.zoomOut();
    // Shift+1 and Shift+2 give "!" and "@" on most layouts, other signs on some.
    else if (event.key() == Qt::Key_Exclam
             || (event.key() == Qt::Key_1 && event.modifiers() == Qt::ShiftModifier))
        m_canvas.zoomToFit();
    else if (event.key() == Qt::Key_At
             || (event.key() == Qt::Key_2 && event.modifiers() == Qt::ShiftModifier))
        m_canvas.zoomToSelection();
    else if (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace)
        m_context.controller.removeSelection();
    else if (event.key() == Qt::Key_F2)
        m_canvas.renameSelected();
    else if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)
        event.modifiers().testFlag(Qt::ShiftModifier) ? leaveToParent() : enter();
    else if (event.key() == Qt::Key_Slash && event.modifiers() == Qt::NoModifier)
        emit m_canvas.searchRequested(m_canvas.mapToGlobal(m_canvas.rect().center()));
    else
        return false;
    return true;
}

void Keyboard::enter()
{
    const SceneNode* node = current();
    if (node == nullptr)
        return;
    const std::vector<ResourceId> inside = inReadingOrder(m_context.scene, node->id);
    if (node->isFrame && !inside.empty())
        m_canvas.reveal(inside.front());
    else
        m_rename.start(node->id);
}

void Keyboard::leaveToParent()
{
    const SceneNode* node = current();
    if (node != nullptr && !node->parent.empty())
        m_canvas.reveal(node->parent);
}

bool Keyboard::walk(Step step)
{
    m_nudge.commit();
    const SceneNode* node = current();
    const auto siblings =
        inReadingOrder(m_context.scene, node == nullptr ? ResourceId() : node->parent);
    if (siblings.empty())
        return false;
    if (node == nullptr) {
        m_canvas.reveal(step == Step::Next ? siblings.front() : siblings.back());
        return true;
    }
    const auto at = std::find(siblings.begin(), siblings.end(), node->id);
    const bool isLast =
        step == Step::Next ? std::next(at) == siblings.end() : at == siblings.begin();
    if (isLast) {
        m_context.controller.clearSelection(); // so that Tab can leave the canvas and come back
        return false;
    }
    m_canvas.reveal(step == Step::Next ? *std::next(at) : *std::prev(at));
    return true;
}

bool Keyboard::selectNeighbour(const QPointF& direction)
{
    const SceneNode* from = current();
    if (from == nullptr)
        return walk(Step::Next);
    const SceneNode* best = nullptr;
    double bestCost = 0;
    const QRectF area = m_context.viewport.visible().adjusted(-2000, -2000, 2000, 2000);
    for (const SceneNodePointer& node : m_context.scene.nodesIn(area)) {
        if (node->id == from->id || node->isFrame != from->isFrame)
            continue;
        const QPointF away = node->rect.center() - from->rect.center();
        const double along = QPointF::dotProduct(away, direction);
        const double aside =
            std::abs(away.x() * direction.y()) + std::abs(away.y() * direction.x());
        if (along <= 4)
            continue;
        const double cost = along + 2 * aside;
        if (best == nullptr || cost < bestCost) {
            best = node.get();
            bestCost = cost;
        }
    }
    if (best != nullptr)
        m_canvas.reveal(ResourceId(best->id));
    return true;
}

} // namespace skydraft
