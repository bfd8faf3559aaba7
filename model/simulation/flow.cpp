// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow.h"

#include "model/simulation/flow_engine.h"
#include "model/simulation/plan_compiler.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

/// Requests of some six hops that the event engine carries through per second, on one core.
constexpr double requestsPerS = 3e6;

} // namespace

SimulationResult playFlow(const SimulationPlan& plan)
{
    SimulationResult result = FlowEngine{plan}.run();
    result.errorBound = flowErrorBound(plan);
    return result;
}

Result<SimulationResult> simulateFlow(const Catalogue& catalogue, const Architecture& architecture,
                                      const Scenario& scenario, const CanReach& canReach)
{
    const auto plan = PlanCompiler{catalogue, architecture, scenario, canReach}.compile();
    if (!plan)
        return tl::unexpected(plan.error());
    return playFlow(*plan);
}

double expectedRequests(const SimulationPlan& plan)
{
    constexpr int samples = 1000;
    const double horizon = static_cast<double>(plan.endNs) / 1e9;
    double requests = 0;
    for (const PopulationPlan& population : plan.populations) {
        if (population.isClosed) {
            // Nobody comes round faster than that; users who do not think, every 10 ms say.
            requests +=
                population.users * horizon / std::max(population.think.meanNs() / 1e9, 0.01);
            continue;
        }
        for (int i = 0; i < samples; ++i)
            requests += population.shape.at(horizon * (i + 0.5) / samples) * horizon / samples;
    }
    return requests;
}

double projectedSeconds(const SimulationPlan& plan)
{
    return expectedRequests(plan) / requestsPerS;
}

EngineKind chooseEngine(const SimulationPlan& plan, double budgetS)
{
    return projectedSeconds(plan) <= budgetS ? EngineKind::Event : EngineKind::Flow;
}

double flowErrorBound(const SimulationPlan& plan)
{
    double bound = 0.05;
    for (const NodePlan& node : plan.nodes)
        if (node.kind != NodeKind::Balancer && node.workers < FlowStation::fewWorkers)
            bound = std::max(bound, 0.15);
    for (const PopulationPlan& population : plan.populations)
        if (population.isClosed)
            bound = std::max(bound, 0.2);
    return bound;
}

} // namespace skydraft
