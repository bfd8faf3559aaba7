// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/resource.h"

#include <optional>
#include <vector>

namespace skydraft {

inline constexpr double gridUnit = 8;          ///< things snap to multiples of it, drawing units
inline constexpr double frameTitleHeight = 30; ///< of the title bar of a frame

double toGrid(double coordinate);

/// The room that a node takes up: its name stands below it, on two lines and with what is said
/// about it, and is wider than its symbol.
Placement footprintOf(const Placement& node);
/// The node whose footprint this is.
Placement nodeIn(const Placement& footprint);

/// Where footprints of nodes may lie in a frame: below its title.
Placement roomFor(const Placement& frame);

/// The place of the size of `wanted`, nearest to it, within `around` and clear of `taken`; without
/// `around` it is looked for 600 units around. Nothing where all is taken.
std::optional<Placement> freeSpot(const Placement& wanted, const std::optional<Placement>& around,
                                  const std::vector<Placement>& taken);

} // namespace skydraft
