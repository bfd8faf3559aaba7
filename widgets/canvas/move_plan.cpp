// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/move_plan.h"

#include "widgets/canvas/placement_rect.h"

#include <algorithm>
#include <utility>

namespace skydraft {

Edit moveEdit(const Scene& scene, const std::vector<Moved>& moves)
{
    Batch batch;
    for (const Moved& move : moves) {
        const Resource* resource = scene.architecture().find(move.id);
        const SceneNode* node = scene.find(move.id);
        if (resource == nullptr || node == nullptr
            || (move.offset.isNull() && resource->parent == move.parent))
            continue;
        batch.edits.push_back(Edit{
            MoveResource{move.id, move.parent, placementOf(node->rect.translated(move.offset))}});
        const ResourceSet contents = scene.withContents({move.id});
        std::vector<ResourceId> outsideIn(contents.begin(), contents.end());
        std::sort(
            outsideIn.begin(), outsideIn.end(), [&](const ResourceId& a, const ResourceId& b) {
                return std::pair(scene.find(a)->depth, a) < std::pair(scene.find(b)->depth, b);
            });
        for (const ResourceId& id : outsideIn) {
            const Resource* inside = scene.architecture().find(id);
            // A move carries only contents that have a place, and only where it had one itself.
            if (id == move.id || inside == nullptr || (inside->placement && resource->placement))
                continue;
            batch.edits.push_back(Edit{MoveResource{
                id, inside->parent, placementOf(scene.find(id)->rect.translated(move.offset))}});
        }
    }
    return Edit{std::move(batch)};
}

std::vector<ResourceId> outermost(const Scene& scene, const std::set<ResourceId>& ids)
{
    std::vector<ResourceId> result;
    for (const ResourceId& id : ids) {
        bool isNested = false;
        for (const SceneNode* at = scene.find(id); at != nullptr && !at->parent.empty();
             at = scene.find(at->parent))
            isNested = isNested || ids.contains(at->parent);
        if (!isNested && scene.find(id) != nullptr)
            result.push_back(id);
    }
    return result;
}

} // namespace skydraft
