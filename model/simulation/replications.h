// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/merge.h"
#include "model/simulation/simulation.h"

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

namespace skydraft {

/// Where a run of replications stands.
struct ReplicationProgress
{
    int finished = 0;   ///< replications
    double started = 0; ///< the shares of those under way, summed up
    int most = 1;       ///< replications that there will be at most
    Interval watched{}; ///< of the measure that decides, so far
};

struct ReplicationSettings
{
    /// So many runs; with `halfWidth` at least so many (and at least two).
    int replications = 1;
    /// Goes on until the half-width of the 95 % interval of `watched` is at most this share of its
    /// mean, or until there are `maxReplications`. The rule is asked after each replication in
    /// their order, so the number does not depend on the threads. (A rule that looks at the data
    /// again and again is a little too sure when it begins with few replications: Law, Simulation
    /// Modeling and Analysis, 9.4.1.)
    std::optional<double> halfWidth{};
    Measure watched = Measure::LatencyMean;
    int maxReplications = 1000;
    /// Deletes the transient that MSER-5 finds in runs that are made for nothing else: as many as
    /// `replications`, but at least 5 and at most 50. See warmup.h. Otherwise the scenario's own
    /// warm-up counts.
    bool findsWarmup = false;
    int jobs = 1; ///< threads

    /// Ends early, with ErrorCode::Cancelled, once this is true. May be set in a signal handler.
    const std::atomic<bool>* cancel = nullptr;
    /// Told by whichever thread, by one at a time.
    std::function<void(const ReplicationProgress&)> progress{};
};

/// The merged result, and what each replication said, in their order.
struct Replications
{
    SimulationResult result{};
    std::vector<Measured> each{};
};

/// Runs the scenario several times with random streams of their own, on up to `jobs` threads, and
/// merges the runs in their order, so that the result is the same for any number of threads.
Result<Replications> replicate(const Catalogue& catalogue, const Architecture& architecture,
                               const Scenario& scenario, const CanReach& canReach,
                               const ReplicationSettings& settings);

/// replicate, where only the merged result is wanted.
Result<SimulationResult> simulate(const Catalogue& catalogue, const Architecture& architecture,
                                  const Scenario& scenario, const CanReach& canReach,
                                  const ReplicationSettings& settings = {});

} // namespace skydraft
