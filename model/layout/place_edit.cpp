// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/place_edit.h"

#include "model/layout/place.h"

#include <algorithm>

namespace skydraft {
namespace {

struct Mentions
{
    bool isPlacing = false; ///< says where something stands
    std::vector<ResourceId> unplaced{};
};

void collect(const Edit& edit, Mentions& mentions)
{
    if (const auto* batch = std::get_if<Batch>(&edit.change)) {
        for (const Edit& part : batch->edits)
            collect(part, mentions);
    } else if (const auto* added = std::get_if<AddResource>(&edit.change)) {
        if (added->resource.placement)
            mentions.isPlacing = true;
        else
            mentions.unplaced.push_back(added->resource.id);
    } else if (const auto* moved = std::get_if<MoveResource>(&edit.change)) {
        mentions.isPlacing = mentions.isPlacing || moved->placement.has_value();
    }
}

} // namespace

Edit withPlaces(const Catalogue& catalogue, const Architecture& architecture, const Edit& edit)
{
    Mentions mentions;
    collect(edit, mentions);
    if (!mentions.isPlacing && mentions.unplaced.empty())
        return edit;
    Batch batch;
    if (mentions.isPlacing)
        for (const auto& [id, place] : placeMissing(catalogue, architecture))
            batch.edits.push_back(Edit{MoveResource{id, architecture.find(id)->parent, place}});
    batch.edits.push_back(edit);
    const auto applied = apply(catalogue, architecture, Edit{batch});
    if (!applied)
        return edit;
    const Placements missing = placeMissing(catalogue, applied->architecture);
    for (const ResourceId& id : mentions.unplaced) {
        const Resource* added = applied->architecture.find(id);
        const auto place = missing.find(id);
        if (added == nullptr || place == missing.end())
            continue;
        const Resource* parent =
            added->parent ? applied->architecture.find(*added->parent) : nullptr;
        const bool isWithin = parent != nullptr && parent->placement.has_value();
        const auto& all = applied->architecture.resources();
        const bool isAmongPlaced =
            !added->parent && std::any_of(all.begin(), all.end(), [](const auto& resource) {
                return !resource->parent && resource->placement.has_value();
            });
        if (isWithin || isAmongPlaced)
            batch.edits.push_back(Edit{MoveResource{id, added->parent, place->second}});
    }
    return batch.edits.size() == 1 ? edit : Edit{std::move(batch)};
}

} // namespace skydraft
