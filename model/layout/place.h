// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <map>

namespace skydraft {

using Placements = std::map<ResourceId, Placement>;

/// A place for every resource that has none, so that any drawing can be shown: contents are set out
/// in rows inside their frame (zones side by side, subnets one below the other, nodes in a grid),
/// frames grow around them, and what stands in nothing is put left to right with clients first.
/// Resources that have a placement keep it. Deterministic: the order is that of the ids.
Placements placeMissing(const Catalogue& catalogue, const Architecture& architecture);

/// The placement of `id`: its own, or the one in `missing`.
Placement placementOf(const Resource& resource, const Placements& missing);

} // namespace skydraft
