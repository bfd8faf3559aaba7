// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/free_spot.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double besideNode = 20;
constexpr double aboveNode = 24; // what it does while a simulation plays
constexpr double belowNode = 48; // two lines of name and one about it
constexpr double insideBorder = 4;
constexpr double searchRadius = 600;
constexpr double step = 3 * gridUnit;

bool overlaps(const Placement& a, const Placement& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
           && b.y < a.y + a.height;
}

bool isWithin(const Placement& inner, const Placement& outer)
{
    return inner.x >= outer.x && inner.y >= outer.y
           && inner.x + inner.width <= outer.x + outer.width
           && inner.y + inner.height <= outer.y + outer.height;
}

} // namespace

double toGrid(double coordinate)
{
    return std::round(coordinate / gridUnit) * gridUnit;
}

Placement footprintOf(const Placement& node)
{
    return {node.x - besideNode, node.y - aboveNode, node.width + 2 * besideNode,
            node.height + aboveNode + belowNode};
}

Placement nodeIn(const Placement& footprint)
{
    return {footprint.x + besideNode, footprint.y + aboveNode, footprint.width - 2 * besideNode,
            footprint.height - aboveNode - belowNode};
}

Placement roomFor(const Placement& frame)
{
    return {frame.x + insideBorder, frame.y + frameTitleHeight, frame.width - 2 * insideBorder,
            frame.height - frameTitleHeight - insideBorder};
}

std::optional<Placement> freeSpot(const Placement& wanted, const std::optional<Placement>& around,
                                  const std::vector<Placement>& taken)
{
    const auto isFree = [&](const Placement& place) {
        return std::none_of(taken.begin(), taken.end(),
                            [&](const Placement& other) { return overlaps(place, other); });
    };
    if (isFree(wanted) && (!around || isWithin(wanted, *around)))
        return wanted;
    const Placement area = around.value_or(
        Placement{wanted.x - searchRadius, wanted.y - searchRadius, wanted.width + 2 * searchRadius,
                  wanted.height + 2 * searchRadius});
    constexpr double rounding = 0.5;
    std::optional<Placement> best;
    double bestDistance = 0;
    for (double y = area.y; y + wanted.height <= area.y + area.height + rounding; y += step) {
        for (double x = area.x; x + wanted.width <= area.x + area.width + rounding; x += step) {
            const Placement place{toGrid(x), toGrid(y), wanted.width, wanted.height};
            const double distance = std::hypot(place.x - wanted.x, place.y - wanted.y);
            if ((!best || distance < bestDistance) && isFree(place)) {
                best = place;
                bestDistance = distance;
            }
        }
    }
    return best;
}

} // namespace skydraft
