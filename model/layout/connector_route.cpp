// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/connector_route.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double laneWidth = 10;

double middleX(const Placement& p)
{
    return p.x + p.width / 2;
}

double middleY(const Placement& p)
{
    return p.y + p.height / 2;
}

bool contains(const Placement& outer, const Placement& inner)
{
    return inner.x >= outer.x && inner.y >= outer.y
           && inner.x + inner.width <= outer.x + outer.width
           && inner.y + inner.height <= outer.y + outer.height;
}

/// Drops corners that lie on a straight line and points that repeat.
std::vector<Point> simplified(const std::vector<Point>& points)
{
    std::vector<Point> result;
    for (const Point& point : points) {
        if (!result.empty() && result.back() == point)
            continue;
        if (result.size() >= 2) {
            const Point& a = result[result.size() - 2];
            const Point& b = result.back();
            if ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y))
                result.pop_back();
        }
        result.push_back(point);
    }
    if (result.size() < 2)
        result.push_back(result.front());
    return result;
}

/// Leaves sideways at `y`, turns at `turnX`.
std::vector<Point> sideways(double startX, double startY, double endX, double endY, double turnX)
{
    return simplified({{startX, startY}, {turnX, startY}, {turnX, endY}, {endX, endY}});
}

std::vector<Point> upright(double startX, double startY, double endX, double endY, double turnY)
{
    return simplified({{startX, startY}, {startX, turnY}, {endX, turnY}, {endX, endY}});
}

} // namespace

std::vector<Point> connectorRoute(const Placement& from, const Placement& to, int lane)
{
    const double shift = laneWidth * lane;
    if (contains(from, to))
        return simplified({{middleX(to) + shift, from.y}, {middleX(to) + shift, to.y}});
    if (contains(to, from))
        return simplified({{middleX(from) + shift, from.y}, {middleX(from) + shift, to.y}});
    const double gapX = std::max(to.x - (from.x + from.width), from.x - (to.x + to.width));
    const double gapY = std::max(to.y - (from.y + from.height), from.y - (to.y + to.height));
    // The names of nodes stand below them: sideways is the clearer way where there is room.
    if (gapX >= gapY) {
        const bool isRight = middleX(to) >= middleX(from);
        const double startX = isRight ? from.x + from.width : from.x;
        const double endX = isRight ? to.x : to.x + to.width;
        return sideways(startX, middleY(from) + shift, endX, middleY(to) + shift,
                        (startX + endX) / 2 + shift);
    }
    const bool isDown = middleY(to) >= middleY(from);
    const double startY = isDown ? from.y + from.height : from.y;
    const double endY = isDown ? to.y : to.y + to.height;
    return upright(middleX(from) + shift, startY, middleX(to) + shift, endY,
                   (startY + endY) / 2 + shift);
}

} // namespace skydraft
