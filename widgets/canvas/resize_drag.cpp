// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/resize_drag.h"

#include "model/architecture/names.h"
#include "widgets/canvas/canvas_marks.h"
#include "widgets/canvas/move_plan.h"
#include "widgets/canvas/placement_rect.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

ResizeDrag::ResizeDrag(CanvasContext& context, const ResourceId& id, int handle,
                       const QPointF& start)
    : m_context(context)
    , m_id(id)
    , m_handle(handle)
    , m_start(start)
{
    const SceneNode* node = context.scene.find(id);
    m_before = node->rect;
    m_now = m_before;
    m_smallest = node->isFrame ? QSizeF(120, 80) : QSizeF(32, 32);
    for (const ResourceId& child : context.scene.childrenOf(id))
        if (const SceneNode* inside = context.scene.find(child))
            m_contents |= inside->rect;
    if (!m_contents.isNull()) {
        // Contents that already stand beyond the border do not hold it back.
        m_contents = m_contents.adjusted(-8, -frameTitleHeight, 8, 8).intersected(m_before);
    }
    context.live.lift({id});
}

Qt::CursorShape ResizeDrag::cursor() const
{
    return resizeCursor(m_handle);
}

void ResizeDrag::move(const PointerState& at)
{
    m_pointer = at.widget;
    const bool isFree = at.modifiers.testFlag(Qt::ControlModifier);
    const auto snapped = [&](double coordinate) {
        return isFree ? std::round(coordinate) : toGrid(coordinate);
    };
    const QPointF offset = at.drawing - m_start;
    const bool movesLeft = m_handle == 0 || m_handle == 6 || m_handle == 7;
    const bool movesRight = m_handle >= 2 && m_handle <= 4;
    const bool movesTop = m_handle <= 2;
    const bool movesBottom = m_handle >= 4 && m_handle <= 6;
    QRectF rect = m_before;
    if (movesLeft)
        rect.setLeft(
            std::min(snapped(rect.left() + offset.x()), rect.right() - m_smallest.width()));
    if (movesRight)
        rect.setRight(
            std::max(snapped(rect.right() + offset.x()), rect.left() + m_smallest.width()));
    if (movesTop)
        rect.setTop(
            std::min(snapped(rect.top() + offset.y()), rect.bottom() - m_smallest.height()));
    if (movesBottom)
        rect.setBottom(
            std::max(snapped(rect.bottom() + offset.y()), rect.top() + m_smallest.height()));
    m_now = m_contents.isNull() ? rect : rect.united(m_contents);
    m_context.live.setRect(m_id, m_now);
}

void ResizeDrag::finish(const PointerState& at)
{
    move(at);
    const Resource* resource = m_context.scene.architecture().find(m_id);
    if (resource != nullptr && m_now != m_before) {
        Batch batch{{Edit{MoveResource{m_id, resource->parent, placementOf(m_now)}}}};
        // Layout would place the contents anew in the new size: what is seen now stays.
        for (const ResourceId& id : m_context.scene.withContents({m_id})) {
            const Resource* inside = m_context.scene.architecture().find(id);
            if (id != m_id && inside != nullptr && !inside->placement)
                batch.edits.push_back(Edit{
                    MoveResource{id, inside->parent, placementOf(m_context.scene.find(id)->rect)}});
        }
        m_context.controller.apply(Edit{std::move(batch)},
                                   MODEL_TEXT("Edit", "Resize %1").with(displayName(*resource)));
    }
    m_context.live.release();
}

void ResizeDrag::cancel()
{
    m_context.live.release();
}

void ResizeDrag::paint(QPainter& painter) const
{
    const QString size =
        QStringLiteral("%1 × %2").arg(std::lround(m_now.width())).arg(std::lround(m_now.height()));
    paintPill(painter, m_pointer + QPointF(18, 22), size, theme().selection, theme().canvas,
              QRectF(m_context.widget.rect()));
}

} // namespace skydraft
