// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/text.h"
#include "model/simulation/availability.h"
#include "model/simulation/plan.h"
#include "model/simulation/simulation.h"

#include <map>
#include <optional>
#include <vector>

namespace skydraft {

/// Where a number of an estimate comes from.
enum class Formula
{
    None,                  ///< no queue: nothing comes, or AWS gives it what it needs
    InfiniteServer,        ///< M/G/∞: no waiting
    ErlangC,               ///< M/M/c, exact
    ErlangLoss,            ///< M/G/c/c, exact: whoever finds no place fails
    LimitedQueue,          ///< M/M/c/K, exact
    PollaczekKhinchine,    ///< M/G/1, exact mean
    ErlangArrivals,        ///< E_k/M/c, exact: a round robin over k targets
    KraemerLangenbachBelz, ///< G/G/c, approximation
    OnePool,           ///< M/M/c of all targets together: least outstanding requests, approximation
    MeanValueAnalysis, ///< closed network, exact where service is exponential
    GammaFit,          ///< percentiles from mean and variance, approximation
};
std::string_view nameOf(Formula formula);

struct NodeEstimate
{
    double arrivalsPerS = 0; ///< of all its members
    double throughputPerS = 0;
    double capacityPerS = 0; ///< 0: without a limit
    double utilization = 0;  ///< 0..1; of one whose worker waits for what it calls, with that
    double meanInQueue = 0;
    double meanWaitMs = 0;
    double meanServiceMs = 0;  ///< a worker's time per request
    double meanResponseMs = 0; ///< wait, service and calls, without the way to it
    double lossProbability = 0;
    double hitRatio = -1;      ///< of a cache; -1: it is none
    bool isOverloaded = false; ///< more comes than it can serve: waits have no limit and are 0 here
    Formula formula = Formula::None;
};

struct PopulationEstimate
{
    ResourceId id{};
    double requestsPerS = 0; ///< first attempts
    double attemptsPerS = 0; ///< with retries
    double succeededPerS = 0;
    double failedShare = 0; ///< of requests, after all retries
    double meanMs = 0;      ///< of those that succeed
    double p50Ms = 0;
    double p99Ms = 0;
    bool isOverloaded = false; ///< it uses something that is: latencies are 0 here
    bool isReached = true;     ///< false: not one request can succeed
    Formula percentiles = Formula::None;
};

/// What the textbooks say about a drawing under its everyday load, without playing it: the steady
/// state at the highest rate that each population reaches, everything healthy, function
/// environments warm. Times to think and to wait are those of the mean; scaling does not act.
struct Estimate
{
    std::map<ResourceId, NodeEstimate> nodes{};
    std::vector<PopulationEstimate> populations{};
    std::optional<ResourceId> bottleneck{}; ///< the node that fills up first
    double headroom =
        0; ///< how many times the load it carries; below 1 it is overloaded; 0: no limit
    bool isStable = true;
    AvailabilityEstimate availability{};
    std::vector<Text> notes{}; ///< what these formulas leave out
};

/// Takes some milliseconds for thousands of nodes, on any thread.
Estimate estimate(const SimulationPlan& plan,
                  const AvailabilityFigures& figures = AvailabilityFigures::builtIn());

/// The same from a drawing; fails as Simulation::create does.
Result<Estimate> estimateOf(const Catalogue& catalogue, const Architecture& architecture,
                            const Scenario& scenario, const CanReach& canReach);

} // namespace skydraft
