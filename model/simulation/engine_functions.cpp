// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

namespace skydraft {

/// Each environment of a function works on one request at a time (AWS Lambda developer guide,
/// "Understanding Lambda function scaling"). There is no queue: what finds no environment and may
/// start none is throttled.
void EventEngine::invoke(Index request, Instance& instance)
{
    const NodePlan& node = m_plan.nodes[instance.node];
    const Environment taken =
        takeEnvironment(m_plan.functions[node.function], m_functions[node.function]);
    if (taken == Environment::None) {
        ++instance.meter.blocked;
        return fail(request, Cause::Throttled, IsAnswer::Yes);
    }
    instance.accrueLoad(m_now);
    ++instance.busy;
    if (m_now >= m_plan.warmupNs)
        ++instance.meter.waited;
    Request& record = m_requests[request];
    std::int64_t span = workOf(record, instance);
    if (taken == Environment::Cold) {
        ++instance.meter.coldStarts;
        span += node.coldStartNs;
    }
    record.state = RequestState::InService;
    schedule(request, m_now + span);
    watchDeadline(request, instance.node);
}

EventEngine::Environment EventEngine::takeEnvironment(const FunctionPlan& plan,
                                                      FunctionState& state)
{
    if (state.provisionedBusy < plan.provisioned) {
        ++state.provisionedBusy;
        return Environment::Warm;
    }
    const bool hasRoom = plan.shared == none
                             ? state.busy + plan.provisioned < plan.limit
                             : m_sharedBusy[plan.shared] < m_plan.concurrencies[plan.shared].limit;
    if (!hasRoom)
        return Environment::None;
    const bool isWarm = state.warm.take(m_now);
    if (!isWarm && !state.growth.hasOne(m_now))
        return Environment::None;
    if (!isWarm)
        state.growth.take();
    ++state.busy;
    if (plan.shared != none)
        ++m_sharedBusy[plan.shared];
    return isWarm ? Environment::Warm : Environment::Cold;
}

/// Environments are alike: those that were started on demand are given back first.
void EventEngine::returnEnvironment(const Instance& instance, bool isAlive)
{
    const Index function = m_plan.nodes[instance.node].function;
    FunctionState& state = m_functions[function];
    if (state.busy == 0) {
        state.provisionedBusy -= state.provisionedBusy > 0 ? 1 : 0;
        return;
    }
    --state.busy;
    if (m_plan.functions[function].shared != none)
        --m_sharedBusy[m_plan.functions[function].shared];
    if (isAlive)
        state.warm.giveBack(m_now);
}

void EventEngine::loseEnvironments(const Instance& instance)
{
    const Index function = m_plan.nodes[instance.node].function;
    FunctionState& state = m_functions[function];
    if (m_plan.functions[function].shared != none)
        m_sharedBusy[m_plan.functions[function].shared] -= state.busy;
    state.busy = 0;
    state.provisionedBusy = 0;
    state.warm.clear();
}

} // namespace skydraft
