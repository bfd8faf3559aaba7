// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/plan.h"

#include <vector>

namespace skydraft {

/// The nodes of a plan, callers before those that they call. A plan has no cycles.
std::vector<Index> callersFirst(const SimulationPlan& plan);

/// The pools among which a balancer or a group chooses; none for a station.
std::vector<Index> poolsOf(const SimulationPlan& plan, Index node);

/// Members of a group that are not drawn, when a run begins.
std::uint32_t undrawnMembers(const SimulationPlan& plan, Index group);

/// Targets of a pool that are alike.
struct PoolTargets
{
    Index node = none;       ///< a station, or the group whose undrawn members these are
    std::uint32_t count = 1; ///< how many there are
    Index edge = none;
    bool isBlocked = false; ///< the network lets nothing through to them
};
std::vector<PoolTargets> targetsOf(const SimulationPlan& plan, Index pool);

struct AddressShare
{
    Index edge = none;
    double share = 0;
};
/// The addresses that a name answers with while everything is healthy, and how often each is taken.
std::vector<AddressShare> addressesOf(const SimulationPlan& plan, Index name);
/// The same of a name with these answers only.
std::vector<AddressShare> sharesOf(const NamePlan& name);

/// The share of one edge of a choice.
double shareOf(const EdgeChoice& choice, std::size_t place);

} // namespace skydraft
