// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/left_out.h"

#include <algorithm>

namespace skydraft {

namespace {

/// The most requests a second that all clients together send at first; those without a think time
/// have no such limit.
double highestRateOf(const SimulationPlan& plan)
{
    constexpr double unbounded = 1e18;
    double sum = 0;
    for (const PopulationPlan& population : plan.populations) {
        const double thinkS = population.think.meanNs() / 1e9;
        sum += !population.isClosed ? population.shape.highest()
               : thinkS > 0         ? population.users / thinkS
                                    : unbounded;
    }
    return sum;
}

bool hasFlowHash(const SimulationPlan& plan)
{
    return std::any_of(plan.pools.begin(), plan.pools.end(),
                       [](const PoolPlan& pool) { return pool.algorithm == Algorithm::FlowHash; });
}

bool knowsObjectsAtTheEdge(const SimulationPlan& plan)
{
    return plan.objects > 0
           && std::any_of(plan.nodes.begin(), plan.nodes.end(), [](const NodePlan& node) {
                  return node.behaviour == BehaviourKind::Cdn && node.cacheObjects > 0;
              });
}

} // namespace

const ResourceId* limitedAtTheEdge(const SimulationPlan& plan)
{
    const double highest = highestRateOf(plan);
    for (const GatewayPlan& gateway : plan.gateways)
        for (const Index limit : gateway.throttles)
            if (plan.throttles[limit].ratePerS < highest)
                return &plan.nodes[gateway.node].id;
    for (std::size_t i = 0; i < plan.functions.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) // they take places from each other
            if (plan.functions[i].shared != none
                && plan.functions[i].shared == plan.functions[j].shared)
                return &plan.nodes[plan.functions[i].node].id;
    for (const WebServerPlan& server : plan.webServers)
        if (server.connections > 0)
            return &plan.nodes[server.node].id;
    for (const NamePlan& name : plan.names)
        if (!name.isDelegated)
            return &name.zone;
    return nullptr;
}

std::vector<Text> leftOutAtTheEdge(Approximation approximation, const SimulationPlan& plan)
{
    std::vector<Text> notes;
    if (!plan.functions.empty())
        notes.push_back(MODEL_TEXT("Simulation",
                                   "Functions are taken as warm: cold starts, their "
                                   "time-outs and how fast they may grow are left out."));
    if (!plan.gateways.empty())
        notes.push_back(MODEL_TEXT(
            "Simulation", "Limits of requests and integration time-outs of APIs are left out."));
    if (hasFlowHash(plan))
        notes.push_back(MODEL_TEXT("Simulation", "Connections of Network Load Balancers are left "
                                                 "out: each request finds its target at random."));
    if (approximation == Approximation::Flow)
        return notes; // it refuses to play the rest
    if (!plan.webServers.empty())
        notes.push_back(MODEL_TEXT("Simulation",
                                   "Limits of connections and locations of web servers "
                                   "are left out."));
    if (knowsObjectsAtTheEdge(plan))
        notes.push_back(MODEL_TEXT("Simulation",
                                   "What a distribution collapses and keeps of errors is left "
                                   "out."));
    if (std::any_of(plan.names.begin(), plan.names.end(),
                    [](const NamePlan& name) { return !name.isDelegated; }))
        notes.push_back(MODEL_TEXT("Simulation", "Names that nobody finds are taken as found."));
    return notes;
}

} // namespace skydraft
