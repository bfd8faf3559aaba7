// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/text.h"
#include "model/simulation/plan.h"

#include <string>
#include <vector>

namespace skydraft {

/// Who does not play every request, and so leaves something out.
enum class Approximation
{
    Flow,    ///< the flow engine
    Estimate ///< the formulas
};

/// What only the event engine plays of this drawing, in sentences for those who read the figures of
/// an approximation. Empty where it leaves nothing out.
std::vector<Text> leftOutOf(Approximation approximation, const SimulationPlan& plan);
/// Of these, what happens at the edge.
std::vector<Text> leftOutAtTheEdge(Approximation approximation, const SimulationPlan& plan);
/// Of these, what stores and hosts do.
std::vector<Text> leftOutOfStores(const SimulationPlan& plan);

/// The first resource whose limits of requests, connections or names the flow engine would have to
/// know to be right; null: there is none.
const ResourceId* limitedAtTheEdge(const SimulationPlan& plan);
/// The first resource whose stores decide which requests succeed, so that a run without them would
/// be wrong; empty where there is none.
std::string storeThatDecides(const SimulationPlan& plan);

} // namespace skydraft
