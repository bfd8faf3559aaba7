// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/engine_kind.h"
#include "model/simulation/plan.h"
#include "model/simulation/simulation.h"

#include <string>

namespace skydraft {

/// Plays the plan as a fluid: each queue by the mean and the variance of what is inside
/// (flow_station.h), clients by probes, each of which stands for many requests and meets the queues
/// as they are when it starts. Faults, health checks, the DNS and scaling act as in the event
/// engine, with checks at evenly spread phases in place of random ones. One run needs no
/// replications. The same plan and seed give the same result on one machine; the last digits may
/// differ between C libraries.
///
/// Left out: stickiness of sessions (targets are taken as if nobody came twice; with faults or
/// scaling policies that is refused), cold starts, work
/// that goes on for clients who have given up and of retries within a tick.
SimulationResult playFlow(const SimulationPlan& plan);

/// The same from a drawing; fails as Simulation::create does, and where checkFlow() does.
Result<SimulationResult> simulateFlow(const Catalogue& catalogue, const Architecture& architecture,
                                      const Scenario& scenario, const CanReach& canReach);

/// Fails, with a pointer into the scenario, for faults and scaling policies that only the event
/// engine plays, and for sticky sessions whose targets come and go.
Result<void> checkFlow(const SimulationPlan& plan, const std::string& pointer = {});

/// Requests that the plan sends, retries left out.
double expectedRequests(const SimulationPlan& plan);
/// Seconds that the event engine takes for them, about, on one core.
double projectedSeconds(const SimulationPlan& plan);
/// The event engine where it ends within `budgetS` or nothing else plays the plan, else the flow
/// engine.
EngineKind chooseEngine(const SimulationPlan& plan, double budgetS = 10);

/// How far off the flow engine may be, as a share: of mean latencies, throughputs and 99th
/// percentiles over a run, by the worst that its stations and clients were measured at. Beside
/// replications of the event engine, at 80 % of load, through a sine and through a burst, it was
/// off by (mean latency, 99th percentile)
///
///     8 workers and more, exponential service           1 %,  2 %
///     fewer workers                                     5 %,  7 %
///     8 targets in turn or at random                    3 %,  3 %
///     8 targets of 4 and of 1, least outstanding        3 %,  7 % and  8 %,  9 %
///     service of other forms                            6 %,  5 %
///     workers held while a full database answers        6 % of the throughput
///     500, 100, 50, 20, 5 users who think               1, 3, 6, 14, 28 %; 0, 1, 2, 21, 65 %
///
/// and, while a backlog clears, up to 10 % in the 99th percentile of single seconds.
double flowErrorBound(const SimulationPlan& plan);

} // namespace skydraft
