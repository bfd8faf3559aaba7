// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/plan.h"
#include "model/simulation/result.h"

#include <cstddef>
#include <vector>

namespace skydraft {

struct Truncation
{
    std::size_t deleted = 0; ///< observations at the start
    /// False where deleting half is best: the series is too short to say where it settles.
    bool hasSettled = false;
};

/// Where the transient of a series ends, by MSER-5: means of five observations each; so many are
/// deleted that the variance of those that stay, divided once more by their number, is smallest;
/// never more than half (White, Cobb and Spratt: A comparison of five steady-state truncation
/// heuristics for simulation, 2000).
Truncation mser5(const std::vector<double>& observations);

/// Latencies over time, in milliseconds: for each sample the mean over all requests that succeeded
/// in it in any of the runs; a sample without one repeats its neighbour. The latency of a single
/// run is too noisy to see a transient in; the mean of several is less so.
class LatencyCurve
{
public:
    void add(const std::vector<SecondSample>& series);
    std::vector<double> meanMs() const;

private:
    std::vector<double> m_sumMs;
    std::vector<double> m_count;
};

/// Whether a run of the plan comes to a steady state that a transient could be deleted before:
/// constant load and no faults.
bool hasSteadyState(const SimulationPlan& plan);

} // namespace skydraft
