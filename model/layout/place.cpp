// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/place.h"

#include "model/architecture/containment.h"
#include "model/layout/free_spot.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double gap = 48;     // between nodes, wide enough for a two-line name below each
constexpr double padding = 32; // inside a frame

struct Size
{
    double width = 0;
    double height = 0;
};

/// How the children of one frame stand: nodes first in a grid, frames below or beside them.
class Placer
{
public:
    Placer(const Catalogue& catalogue, const Architecture& architecture)
        : m_catalogue(catalogue)
        , m_containment(architecture)
    {}

    Placements run()
    {
        double x = padding;
        double bottom = 0;
        for (const Resource* root : m_containment.roots())
            if (root->placement)
                bottom = std::max(bottom, root->placement->y + root->placement->height + 2 * gap);
        std::vector<const Resource*> unplaced;
        for (const Resource* root : m_containment.roots()) {
            if (root->placement)
                fill(*root, *root->placement);
            else
                unplaced.push_back(root);
        }
        std::stable_sort(unplaced.begin(), unplaced.end(),
                         [&](const Resource* a, const Resource* b) { return rank(*a) < rank(*b); });
        for (const Resource* root : unplaced) {
            const Size size = sizeOf(*root);
            const Placement place{x, bottom + padding, size.width, size.height};
            set(*root, place);
            x += size.width + 2 * gap;
        }
        return std::move(m_placements);
    }

private:
    const ServiceType& typeOf(const Resource& resource) const
    {
        return m_catalogue.typeOrGeneric(resource.type);
    }

    bool isFrame(const Resource& resource) const { return typeOf(resource).shape == Shape::Frame; }

    /// People left, what they reach first next to them, the rest behind.
    int rank(const Resource& resource) const
    {
        switch (typeOf(resource).role) {
        case NetworkRole::Clients:
        case NetworkRole::OnPremises:
            return 0;
        case NetworkRole::Dns:
        case NetworkRole::Cdn:
            return 1;
        case NetworkRole::Balancer:
            return 2;
        case NetworkRole::Interface:
            return 3;
        default:
            return isFrame(resource) ? 4 : 5;
        }
    }

    /// Splits children into nodes and frames, each in order of id.
    std::pair<std::vector<const Resource*>, std::vector<const Resource*>>
    split(const Resource& parent) const
    {
        std::pair<std::vector<const Resource*>, std::vector<const Resource*>> result;
        for (const Resource* child : m_containment.childrenOf(parent.id))
            (isFrame(*child) ? result.second : result.first).push_back(child);
        return result;
    }

    /// Frames stand side by side, except subnets of one zone, which stand below each other.
    bool stacks(const Resource& parent) const { return typeOf(parent).role == NetworkRole::Zone; }

    static std::size_t columnsFor(std::size_t count)
    {
        return std::max<std::size_t>(
            1, static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(count)))));
    }

    static Size gridSize(const std::vector<const Resource*>& nodes)
    {
        if (nodes.empty())
            return {};
        const auto columns = static_cast<double>(columnsFor(nodes.size()));
        const double rows = std::ceil(static_cast<double>(nodes.size()) / columns);
        return {columns * (64 + gap), rows * (64 + gap)};
    }

    Size sizeOf(const Resource& resource) const
    {
        const ServiceType& type = typeOf(resource);
        if (!isFrame(resource))
            return {type.width, type.height};
        const auto [nodes, frames] = split(resource);
        Size inside = gridSize(nodes);
        Size framesSize;
        for (const Resource* frame : frames) {
            const Size size = sizeOf(*frame);
            if (stacks(resource)) {
                framesSize.width = std::max(framesSize.width, size.width);
                framesSize.height += size.height + gap / 2;
            } else {
                framesSize.width += size.width + gap / 2;
                framesSize.height = std::max(framesSize.height, size.height);
            }
        }
        inside.width = std::max(inside.width, framesSize.width);
        inside.height += framesSize.height;
        const Size least =
            nodes.empty() && frames.empty() ? Size{type.width, type.height} : Size{200, 140};
        return {std::max(inside.width + 2 * padding, least.width),
                std::max(inside.height + 2 * padding + frameTitleHeight, least.height)};
    }

    void set(const Resource& resource, const Placement& place)
    {
        m_placements[resource.id] = place;
        placeChildren(resource, place);
    }

    /// Puts the children of a frame that somebody placed where there is room between the others.
    void fill(const Resource& parent, const Placement& around)
    {
        std::vector<Placement> taken;
        std::vector<const Resource*> unplaced;
        for (const Resource* child : m_containment.childrenOf(parent.id)) {
            if (!child->placement) {
                unplaced.push_back(child);
                continue;
            }
            fill(*child, *child->placement);
            taken.push_back(isFrame(*child) ? *child->placement : footprintOf(*child->placement));
        }
        const Placement room = roomFor(around);
        const bool isPlaceLeft =
            std::all_of(unplaced.begin(), unplaced.end(), [&](const Resource* child) {
                const Size size = sizeOf(*child);
                Placement place{0, 0, size.width, size.height};
                if (!isFrame(*child))
                    place = footprintOf(place);
                place.x = toGrid(room.x + gridUnit);
                place.y = toGrid(room.y + gridUnit);
                const auto spot = freeSpot(place, room, taken);
                if (!spot)
                    return false;
                taken.push_back(*spot);
                set(*child, isFrame(*child) ? *spot : nodeIn(*spot));
                return true;
            });
        if (!isPlaceLeft)
            placeChildren(parent, around);
    }

    void placeChildren(const Resource& parent, const Placement& around)
    {
        auto [nodes, frames] = split(parent);
        const auto isPlaced = [&](const Resource* child) {
            if (child->placement)
                fill(*child, *child->placement);
            return child->placement.has_value();
        };
        double top = around.y + frameTitleHeight + padding / 2;
        for (const Resource* child : m_containment.childrenOf(parent.id))
            if (child->placement)
                top = std::max(top, child->placement->y + child->placement->height + gap);
        std::erase_if(nodes, isPlaced);
        std::erase_if(frames, isPlaced);
        const std::size_t columns = columnsFor(nodes.size());
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const auto column = static_cast<double>(i % columns);
            const std::size_t rowNumber = i / columns;
            const auto row = static_cast<double>(rowNumber);
            const ServiceType& type = typeOf(*nodes[i]);
            set(*nodes[i], {around.x + padding + gap / 2 + column * (64 + gap),
                            top + row * (64 + gap), type.width, type.height});
        }
        top += gridSize(nodes).height;
        double x = around.x + padding;
        for (const Resource* frame : frames) {
            const Size size = sizeOf(*frame);
            set(*frame, {x, top, size.width, size.height});
            if (stacks(parent))
                top += size.height + gap / 2;
            else
                x += size.width + gap / 2;
        }
    }

    const Catalogue& m_catalogue;
    Containment m_containment;
    Placements m_placements;
};

} // namespace

Placements placeMissing(const Catalogue& catalogue, const Architecture& architecture)
{
    const bool isComplete =
        std::all_of(architecture.resources().begin(), architecture.resources().end(),
                    [](const auto& resource) { return resource->placement.has_value(); });
    return isComplete ? Placements() : Placer(catalogue, architecture).run();
}

Placement placementOf(const Resource& resource, const Placements& missing)
{
    if (resource.placement)
        return *resource.placement;
    const auto found = missing.find(resource.id);
    return found != missing.end() ? found->second : Placement{0, 0, 64, 64};
}

} // namespace skydraft
