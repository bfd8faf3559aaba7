// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow.h"

#include "model/simulation/flow_engine.h"
#include "model/simulation/left_out.h"
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
    result.notes = leftOutOf(Approximation::Flow, plan);
    return result;
}

Result<SimulationResult> simulateFlow(const Catalogue& catalogue, const Architecture& architecture,
                                      const Scenario& scenario, const CanReach& canReach)
{
    const auto plan = PlanCompiler{catalogue, architecture, scenario, canReach}.compile();
    if (!plan)
        return tl::unexpected(plan.error());
    if (auto checked = checkFlow(*plan); !checked)
        return tl::unexpected(checked.error());
    return playFlow(*plan);
}

namespace {

/// The first resource that asks for what only the event engine knows: messages in queues, objects
/// in caches, calls at the same time, CPU credits, shared processors, the less busy of two targets,
/// classes of requests, patience, sessions that a fault may cost, limits at the edge. Empty where
/// there is none.
std::string playedByEventsOnly(const SimulationPlan& plan)
{
    for (const QueuePlan& queue : plan.queues)
        if (!queue.consumers.empty())
            return plan.nodes[queue.node].id.value();
    for (const NodePlan& node : plan.nodes)
        if (node.callsInParallel || (node.cacheObjects > 0 && plan.objects > 0)
            || node.fallback != none || node.burst.mostCredits > 0
            || node.discipline == Discipline::ProcessorSharing
            || (node.sessionStore == SessionStore::Instance && !plan.faults.empty()))
            return node.id.value();
    for (const PoolPlan& pool : plan.pools)
        if (pool.algorithm == Algorithm::PowerOfTwo)
            return pool.id.value();
    for (const PopulationPlan& population : plan.populations)
        if (!population.classes.empty() || population.isPatienceRandom)
            return population.id.value();
    if (const ResourceId* limited = limitedAtTheEdge(plan); limited != nullptr)
        return limited->value();
    return storeThatDecides(plan);
}

} // namespace

Result<void> checkFlow(const SimulationPlan& plan, const std::string& pointer)
{
    const auto isPlayed = [](FaultKind kind) {
        return kind == FaultKind::ProcessStop || kind == FaultKind::ProcessHang
               || kind == FaultKind::Http500 || kind == FaultKind::CpuBurn
               || kind == FaultKind::HostStop || kind == FaultKind::ZoneDown;
    };
    for (std::size_t i = 0; i < plan.faults.size(); ++i)
        if (!isPlayed(plan.faults[i].kind))
            return fail(ErrorCode::Unsupported,
                        MODEL_TEXT("Simulation", "The flow engine does not play the fault %1: use "
                                                 "the event engine.")
                            .with(plan.faults[i].name),
                        pointerTo(pointerTo(pointerTo(pointer, "faults"), i), "kind"));
    if (const std::string what = playedByEventsOnly(plan); !what.empty())
        return fail(ErrorCode::Unsupported,
                    MODEL_TEXT("Simulation",
                               "The flow engine does not play \"%1\" as it is set: use the event "
                               "engine.")
                        .with(what),
                    pointer);
    const bool isSteady =
        plan.faults.empty()
        && std::all_of(plan.groups.begin(), plan.groups.end(),
                       [](const GroupPlan& group) { return group.policies.empty(); })
        && plan.schedules.empty();
    const bool isSticky = std::any_of(plan.pools.begin(), plan.pools.end(),
                                      [](const PoolPlan& pool) { return pool.isSticky; });
    if (isSticky && !isSteady)
        return fail(ErrorCode::Unsupported,
                    MODEL_TEXT("Simulation",
                               "The flow engine does not know which session sticks to "
                               "which target when targets come and go: use the event "
                               "engine."),
                    pointer);
    const auto isWatched = [&](const ScalingPolicyPlan& policy) {
        if (policy.alarm == none)
            return true; // nothing triggers it
        const AlarmPlan& alarm = plan.alarms[policy.alarm];
        return (alarm.metric == Metric::Cpu || alarm.metric == Metric::RequestsPerTarget)
               && (alarm.statistic == Statistic::Average || alarm.statistic == Statistic::Sum)
               && alarm.group != none && alarm.periodNs >= 60'000'000'000;
    };
    for (const GroupPlan& group : plan.groups) {
        std::uint64_t addresses = 0;
        for (const Index subnet : group.subnets)
            addresses += plan.subnets[subnet].free;
        if (!group.subnets.empty() && addresses < group.maximum)
            return fail(ErrorCode::Unsupported,
                        MODEL_TEXT("Simulation",
                                   "The flow engine does not play \"%1\" as it is set: use the "
                                   "event engine.")
                            .with(plan.nodes[group.node].id.value()),
                        pointer);
        if (group.launchHook || group.terminateHook || group.warmPool.isOn || group.suspended != 0)
            return fail(ErrorCode::Unsupported,
                        MODEL_TEXT("Simulation",
                                   "The flow engine plays no lifecycle hooks, warm pools and "
                                   "suspended processes of \"%1\": use the event engine.")
                            .with(plan.nodes[group.node].id.value()),
                        pointer);
        for (const ScalingPolicyPlan& policy : group.policies)
            if (!isWatched(policy))
                return fail(ErrorCode::Unsupported,
                            MODEL_TEXT("Simulation", "The flow engine does not play the scaling "
                                                     "policy \"%1\": use the event engine.")
                                .with(policy.name),
                            pointer);
    }
    return {};
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
    return projectedSeconds(plan) <= budgetS || !checkFlow(plan) ? EngineKind::Event
                                                                 : EngineKind::Flow;
}

double flowErrorBound(const SimulationPlan& plan)
{
    double bound = 0.03;
    const auto raise = [&](double to) { bound = std::max(bound, to); };
    for (const NodePlan& node : plan.nodes) {
        if (node.kind == NodeKind::Balancer || node.workers == unlimited
            || node.service.meanNs() <= 0)
            continue;
        constexpr std::uint32_t few = 8;
        const bool isExponential = node.service.distribution() == Distribution::Exponential;
        if (node.workers < few || !isExponential || node.holdsWorker)
            raise(0.08);
    }
    for (const PoolPlan& pool : plan.pools)
        if (pool.algorithm == Algorithm::LeastOutstandingRequests && pool.members.size() > 1)
            raise(0.1);
    for (const PoolPlan& pool : plan.pools)
        if (pool.isSticky)
            raise(0.1);
    for (const PopulationPlan& population : plan.populations) {
        if (population.retries > 0 || population.timeoutNs > 0)
            raise(0.05);
        if (!population.isClosed)
            continue;
        const std::uint32_t users = population.users;
        raise(users >= 200   ? 0.03
              : users >= 100 ? 0.06
              : users >= 50  ? 0.1
              : users >= 20  ? 0.25
                             : 0.7);
    }
    return bound;
}

} // namespace skydraft
