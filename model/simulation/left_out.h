// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/text.h"
#include "model/simulation/plan.h"

#include <string>
#include <vector>

namespace skydraft {

/// What the event engine plays of a plan and neither the flow engine nor the estimate knows: a
/// sentence for each resource, so that nobody takes their figures for more than they are.
std::vector<Text> leftOut(const SimulationPlan& plan);

/// The first resource whose stores decide which requests succeed, so that a run without them would
/// be wrong; empty where there is none.
std::string storeThatDecides(const SimulationPlan& plan);

} // namespace skydraft
