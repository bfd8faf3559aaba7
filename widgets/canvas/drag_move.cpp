// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/drag_move.h"

#include "model/architecture/names.h"
#include "widgets/canvas/canvas_marks.h"
#include "widgets/canvas/clipboard.h"
#include "widgets/canvas/snapping.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

DragMove::DragMove(CanvasContext& context, const ResourceId& grabbed, const QPointF& start)
    : m_context(context)
    , m_grabbed(grabbed)
    , m_start(start)
    , m_items(outermost(context.scene, context.controller.selectedResources()))
{
    m_all = context.scene.withContents({m_items.begin(), m_items.end()});
    // What is grabbed inside a selected frame moves with the frame.
    for (const ResourceId& item : m_items)
        if (item == grabbed || context.scene.isInside(grabbed, item))
            m_grabbed = item;
    m_context.live.lift(m_all);
}

void DragMove::move(const PointerState& at)
{
    m_pointer = at.widget;
    m_isCopying = at.modifiers.testFlag(Qt::AltModifier);
    m_context.live.setIsCopy(m_isCopying);
    snap(at);
    m_context.live.setOffset(m_offset);
    aim(at);
}

void DragMove::snap(const PointerState& at)
{
    m_guides.clear();
    m_offset = at.drawing - m_start;
    if (at.modifiers.testFlag(Qt::ShiftModifier))
        (std::abs(m_offset.x()) >= std::abs(m_offset.y()) ? m_offset.ry() : m_offset.rx()) = 0;
    if (at.modifiers.testFlag(Qt::ControlModifier)) {
        m_offset = {std::round(m_offset.x()), std::round(m_offset.y())};
        return;
    }
    const SceneNode* grabbed = m_context.scene.find(m_grabbed);
    if (grabbed == nullptr)
        return;
    const Snap found =
        snapMoving(grabbed->rect.translated(m_offset),
                   snapCandidates(m_context.scene, *grabbed, m_context.viewport.visible(),
                                  m_isCopying ? ResourceSet() : m_all),
                   m_context.units(6));
    const bool isConstrained = at.modifiers.testFlag(Qt::ShiftModifier);
    if (!isConstrained || m_offset.x() != 0)
        m_offset.rx() += found.correction.x();
    if (!isConstrained || m_offset.y() != 0)
        m_offset.ry() += found.correction.y();
    if (!isConstrained)
        m_guides = found.guides;
}

void DragMove::aim(const PointerState& at)
{
    m_targets.clear();
    m_changesParent = false;
    m_isRefused = false;
    if (at.modifiers.testFlag(Qt::ControlModifier)) {
        m_context.hint({});
        return;
    }
    QString hint;
    for (const ResourceId& id : m_items) {
        const SceneNode* node = m_context.scene.find(id);
        if (node == nullptr)
            continue;
        const QPointF point =
            id == m_grabbed ? at.drawing : node->rect.translated(m_offset).center();
        DropTarget target = DropTargets::find(
            m_context.scene, m_context.scene.catalogue().typeOrGeneric(node->type), point, m_all);
        const ResourceId now = target.parent.value_or(ResourceId());
        if (!target.isAccepted
            && target.frame == node->parent) // it stood there before, e.g. imported
            target = {true, node->parent, node->parent, {}};
        else if (!target.isAccepted)
            m_isRefused = true;
        else if (now != node->parent)
            m_changesParent = true;
        if (id == m_grabbed || !target.isAccepted)
            hint = target.text;
        m_targets[id] = std::move(target);
    }
    m_context.hint(m_changesParent || m_isRefused ? hint : QString());
}

std::vector<Moved> DragMove::moves() const
{
    std::vector<Moved> result;
    for (const ResourceId& id : m_items) {
        const Resource* resource = m_context.scene.architecture().find(id);
        if (resource == nullptr)
            continue;
        const auto target = m_targets.find(id);
        result.push_back(
            {id, m_offset, target == m_targets.end() ? resource->parent : target->second.parent});
    }
    return result;
}

void DragMove::finish(const PointerState& at)
{
    move(at);
    m_context.hint({});
    if (m_isRefused) {
        QString reason;
        for (const auto& [id, target] : m_targets)
            if (!target.isAccepted)
                reason = target.text;
        cancel();
        m_context.hint(reason);
        return;
    }
    if (m_isCopying) {
        cancel();
        copy();
        return;
    }
    const Edit edit = moveEdit(m_context.scene, moves());
    if (!std::get<Batch>(edit.change).edits.empty()) {
        const Resource* first = m_context.scene.architecture().find(m_grabbed);
        m_context.controller.apply(
            edit,
            m_items.size() == 1 && first != nullptr
                ? MODEL_TEXT("Edit", "Move %1").with(displayName(*first))
                : MODEL_TEXT("Edit", "Move %1 resources").with(static_cast<int>(m_items.size())));
    }
    m_context.live.release();
}

void DragMove::copy()
{
    Clip clip = clipOf(m_context.scene, m_context.controller.selectedResources());
    std::map<ResourceId, std::optional<ResourceId>> parents;
    for (const auto& [id, target] : m_targets)
        parents[id] = target.parent;
    pasteClip(m_context, clip, m_offset, parents, MODEL_TEXT("Edit", "Duplicate"));
}

void DragMove::cancel()
{
    m_context.hint({});
    m_context.live.release();
}

void DragMove::paint(QPainter& painter) const
{
    paintGuides(painter, m_context, m_guides);
    if (!m_changesParent && !m_isRefused)
        return;
    for (const auto& [id, target] : m_targets)
        if (!target.isAccepted) {
            paintDropTarget(painter, m_context, target, m_pointer);
            return;
        }
    if (const auto grabbed = m_targets.find(m_grabbed); grabbed != m_targets.end())
        paintDropTarget(painter, m_context, grabbed->second, m_pointer);
}

} // namespace skydraft
