// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/nudge.h"

#include "widgets/canvas/move_plan.h"

#include <utility>

namespace skydraft {

Nudge::Nudge(CanvasContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(600);
    connect(&m_rest, &QTimer::timeout, this, &Nudge::commit);
}

bool Nudge::nudge(const QPointF& step)
{
    if (m_context.isReadOnly())
        return false;
    if (m_items.empty()) {
        m_items = outermost(m_context.scene, m_context.controller.selectedResources());
        if (m_items.empty())
            return false;
        m_offset = {};
        m_context.live.lift(m_context.scene.withContents({m_items.begin(), m_items.end()}));
    }
    m_offset += step;
    m_context.live.setOffset(m_offset);
    m_context.widget.update();
    if (!m_rest.isActive()) // also while keys keep coming: what is shown must not be lost for long
        m_rest.start();
    return true;
}

void Nudge::commit()
{
    m_rest.stop();
    const std::vector<ResourceId> items = std::exchange(m_items, {});
    if (items.empty())
        return;
    std::vector<Moved> moves;
    for (const ResourceId& id : items)
        if (const Resource* resource = m_context.scene.architecture().find(id))
            moves.push_back({id, m_offset, resource->parent});
    const Edit edit = moveEdit(m_context.scene, moves);
    if (!std::get<Batch>(edit.change).edits.empty())
        m_context.controller.apply(edit, MODEL_TEXT("Edit", "Move"));
    m_context.live.release();
    m_context.widget.update();
}

void Nudge::cancel()
{
    m_rest.stop();
    if (std::exchange(m_items, {}).empty())
        return;
    m_context.live.release();
    m_context.widget.update();
}

} // namespace skydraft
