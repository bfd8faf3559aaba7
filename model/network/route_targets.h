// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <string>
#include <vector>

namespace skydraft {

/// Whether packets can go where a route sends them. All but Usable is a blackhole.
enum class RouteTargetState
{
    Usable,
    Missing,     ///< names nothing on the drawing
    OtherVpc,    ///< belongs to a VPC that is not the table's
    NotAttached, ///< an internet or virtual private gateway that is attached to no VPC
    NotATarget,  ///< a resource that no route can lead to
};

/// What stands behind `target` ("local" or an id) for a table in its VPC.
/// Source: AWS VPC User Guide, "Configure route tables" and its routing options.
RouteTargetState routeTargetState(const Catalogue& catalogue, const Architecture& architecture,
                                  const Resource& table, const std::string& target);

/// Every resource that a route of `table` may lead to: first by the order in which the catalogue
/// names the types, then by id. "local" is not among them.
std::vector<ResourceId> routeTargets(const Catalogue& catalogue, const Architecture& architecture,
                                     const Resource& table);

} // namespace skydraft
