// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

Entrance EventEngine::entranceOf(const NodePlan& plan) const
{
    if (plan.function != none)
        return Entrance::Function;
    if (plan.gateway != none)
        return Entrance::Gateway;
    if (plan.web != none && m_plan.webServers[plan.web].connections > 0)
        return Entrance::Web;
    return plan.discipline == Discipline::ProcessorSharing ? Entrance::Shared : Entrance::Plain;
}

void EventEngine::startEntrances()
{
    for (const ThrottlePlan& plan : m_plan.throttles)
        m_throttles.emplace_back(plan.ratePerS, plan.burst);
    m_sharedBusy.assign(m_plan.concurrencies.size(), 0);
    // A function may start 1,000 environments every 10 seconds: as many at once, and 100 more each
    // second; what is not used does not add up (AWS Lambda developer guide, "Lambda scaling
    // behavior").
    constexpr double growth = 1000;
    constexpr double growthPerS = 100;
    for (const FunctionPlan& plan : m_plan.functions)
        m_functions.push_back(
            {.warm = WarmEnvironments{plan.idleNs}, .growth = TokenBucket{growthPerS, growth}});
    if (!m_plan.gateways.empty() || !m_plan.functions.empty())
        m_deadlines.resize(m_plan.nodes.size());
    for (const GatewayPlan& plan : m_plan.gateways)
        m_deadlines[plan.node].spanNs = plan.timeoutNs;
    for (const FunctionPlan& plan : m_plan.functions)
        m_deadlines[plan.node].spanNs = plan.timeoutNs;
}

/// Whether a request goes on as at any other station. If not, all is done with it here.
bool EventEngine::admit(Index request, Instance& instance)
{
    switch (instance.entrance) {
    case Entrance::Gateway:
        return admitByRate(request, instance);
    case Entrance::Function:
        invoke(request, instance);
        return false;
    case Entrance::Web:
        return openConnection(request, instance);
    case Entrance::Plain:
    case Entrance::Shared:
        break;
    }
    return true;
}

bool EventEngine::admitByRate(Index request, Instance& instance)
{
    const GatewayPlan& plan = m_plan.gateways[m_plan.nodes[instance.node].gateway];
    const bool isAllowed =
        std::all_of(plan.throttles.begin(), plan.throttles.end(),
                    [&](Index limit) { return m_throttles[limit].hasOne(m_now); });
    if (!isAllowed) {
        ++instance.meter.blocked;
        fail(request, Cause::TooManyRequests, IsAnswer::Yes);
        return false;
    }
    for (const Index limit : plan.throttles)
        m_throttles[limit].take();
    watchDeadline(request, instance.node);
    return true;
}

/// From now on the last hop of a request has to answer within its node's time.
void EventEngine::watchDeadline(Index request, Index node)
{
    Deadlines& deadlines = m_deadlines[node];
    if (deadlines.spanNs <= 0)
        return;
    const Request& record = m_requests[request];
    m_hopSerials.resize(std::max<std::size_t>(m_hopSerials.size(), record.top + 1U));
    m_hopSerials[record.top] = ++m_serials;
    deadlines.entries.push_back({.time = m_now + deadlines.spanNs,
                                 .started = record.started,
                                 .serial = m_serials,
                                 .request = request,
                                 .hop = record.top,
                                 .attempt = record.attempt});
    if (deadlines.isArmed)
        return;
    deadlines.isArmed = true;
    startTimer(TimerKind::DeadlineEnd, node, deadlines.entries.front().time);
}

bool EventEngine::isPending(const DeadlineEntry& entry) const
{
    const Request& record = m_requests[entry.request];
    if (m_hopSerials[entry.hop] != entry.serial || record.state == RequestState::Free
        || record.started != entry.started || record.attempt != entry.attempt)
        return false;
    Index hop = record.top;
    while (hop != none && hop != entry.hop)
        hop = m_hops[hop].below;
    return hop != none;
}

void EventEngine::endDeadlines(Index node)
{
    Deadlines& deadlines = m_deadlines[node];
    while (!deadlines.entries.empty()) {
        const DeadlineEntry entry = deadlines.entries.front();
        const bool isStillOpen = isPending(entry);
        if (isStillOpen && entry.time > m_now)
            return startTimer(TimerKind::DeadlineEnd, node, entry.time);
        deadlines.entries.pop_front();
        if (isStillOpen)
            cutOff(entry, node);
    }
    deadlines.isArmed = false;
}

/// A gateway no longer waits for its backend, which works on; a function is stopped with its
/// environment.
void EventEngine::cutOff(const DeadlineEntry& entry, Index node)
{
    Instance& instance = m_instances[m_instanceOf[node]];
    const Request& record = m_requests[entry.request];
    const bool isFunction = instance.entrance == Entrance::Function;
    const bool isAtWork =
        record.state == RequestState::InService || record.state == RequestState::Returning;
    Index waiting = entry.request;
    if (record.top != entry.hop)
        waiting = split(entry.request, entry.hop);
    else if (!isFunction || !isAtWork)
        return; // it ends by itself at this instant
    if (isFunction) {
        instance.accrueLoad(m_now);
        --instance.busy;
        returnEnvironment(instance, false);
    }
    fail(waiting, isFunction ? Cause::FunctionTimeout : Cause::Http504, IsAnswer::Yes);
}

void EventEngine::fireEdge(Timer timer)
{
    if (timer.kind == TimerKind::DeadlineEnd)
        return endDeadlines(timer.a);
    invalidate(timer.a);
}

} // namespace skydraft
