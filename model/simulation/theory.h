// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/text.h"
#include "model/simulation/analytic.h"

#include <vector>

namespace skydraft {

/// What an estimate says about all client populations together.
struct OverallEstimate
{
    double requestsPerS = 0;
    double succeededPerS = 0;
    double meanMs = 0;
    double p50Ms = 0; ///< percentiles: of one population alone only
    double p99Ms = 0;
    Formula percentiles = Formula::None; ///< none: there are no percentiles
    bool isKnown = false; ///< false: something is overloaded or out of reach, latencies are 0

    bool hasPercentiles() const { return percentiles != Formula::None; }
};

/// Latencies are averaged by how much of each population succeeds.
OverallEstimate overallOf(const Estimate& estimate);

/// The formula gives the value itself where its assumptions hold, no approximation of it.
bool isExact(Formula formula);

/// Why a run of this plan need not come to what its estimate says: it is of a steady state, with
/// everything healthy and at the highest load. Empty where nothing stands against it.
std::vector<Text> theoryCaveats(const SimulationPlan& plan);

} // namespace skydraft
