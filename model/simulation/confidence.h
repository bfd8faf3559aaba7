// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/simulation/statistics.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace skydraft {

/// Intervals of one node's numbers over replications.
struct NodeConfidence
{
    Interval utilization{};
    Interval meanWaitMs{};
};

/// Intervals of one second over replications. A replication in which nothing succeeded in this
/// second says nothing about its latencies.
struct SecondBand
{
    double atS = 0;
    Interval offered{};
    Interval succeeded{};
    Interval failed{};
    Interval meanMs{};
    Interval p50Ms{};
    Interval p95Ms{};
    Interval p99Ms{};
};

/// Intervals of one incident over the replications in which it was detected, or recovered from.
struct IncidentConfidence
{
    std::string fault{};
    std::string target{};
    double atS = 0;
    Interval detectedS{};
    Interval recoveredS{};
    Interval failedRequests{};
};

/// How a warm-up was found.
enum class WarmupMethod
{
    Given,    ///< the scenario says it
    Mser5,    ///< see warmup.h
    NotSteady ///< automatic, but the scenario has faults or a load that changes: nothing is deleted
};

/// How sure the numbers of a result are.
struct Confidence
{
    /// By Measure. The mean of a quantile is the mean of the replications' quantiles; the quantiles
    /// of LatencySummary are those of all requests together.
    std::array<Interval, measures> measured{};
    std::map<ResourceId, NodeConfidence> nodes{};
    std::vector<IncidentConfidence> incidents{};
    std::vector<SecondBand> series{}; ///< empty for a single replication

    WarmupMethod warmup = WarmupMethod::Given;
    double warmupS = 0;
    bool hasSettled = true;      ///< Mser5: see Truncation
    bool isTargetReached = true; ///< false: stopped by the largest number of replications

    const Interval& of(Measure measure) const
    {
        return measured[static_cast<std::size_t>(measure)];
    }
};

} // namespace skydraft
