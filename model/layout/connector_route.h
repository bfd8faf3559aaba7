// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/resource.h"

#include <vector>

namespace skydraft {

struct Point
{
    double x = 0;
    double y = 0;

    bool operator==(const Point&) const = default;
};

/// The corners of a connector from the border of `from` to the border of `to`: horizontal and
/// vertical segments only, leaving and entering at the middle of the sides that face each other.
/// `lane` moves parallel connectors apart (0, 1, -1, 2 …). Always at least two points. Where one
/// end stands inside the other, the connector runs to the inner side of the outer one.
std::vector<Point> connectorRoute(const Placement& from, const Placement& to, int lane = 0);

} // namespace skydraft
