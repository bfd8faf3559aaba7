// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

/// How long a server waits for an unanswered connection to another.
constexpr std::int64_t serverConnectTimeoutNs = 10'000'000'000;
constexpr std::uint32_t mostRepeats = 60'000;
/// How long a server waits for an answer on a connection whose other end says nothing.
constexpr std::int64_t silentNs = 10'000'000'000;

} // namespace

void Meter::add(const Meter& other)
{
    busy.add(other.busy);
    queued.add(other.queued);
    capacity.add(other.capacity);
    waits.add(other.waits);
    burned.add(other.burned);
    arrivals += other.arrivals;
    served += other.served;
    blocked += other.blocked;
    waited += other.waited;
}

void EventEngine::issue(Index parent, Index edgeIndex)
{
    const Index child = m_calls.take();
    Call& call = m_calls[child];
    Call& from = m_calls[parent];
    call.parent = parent;
    from.child = child;
    call.flags = from.flags & Call::inherited;
    call.session = from.session;
    call.edge = edgeIndex;
    const EdgePlan* edge = &m_plan.edges[edgeIndex];
    if (edge->name != none) {
        ++m_edges[edgeIndex].requests;
        const Index address = resolve(edge->name, from.is(Call::root) ? from.node : none);
        if (address == none)
            return fail(child, Cause::DnsFailure, true);
        call.via = edgeIndex;
        call.edge = address;
        edge = &m_plan.edges[address];
    }
    ++m_edges[call.edge].requests;
    if (edge->isBlocked)
        return failLater(child, Cause::BlockedByNetwork, connectTimeoutOf(parent));
    if (edge->zone != none && m_zoneDown[edge->zone] != 0)
        return failLater(child, Cause::ConnectTimeout, connectTimeoutOf(parent));
    send(child, edge->to, m_instanceOf[edge->to]);
}

void EventEngine::send(Index callIndex, Index node, Index instance)
{
    Call& call = m_calls[callIndex];
    call.node = node;
    call.instance = instance;
    const std::int64_t delay = delayOf(call);
    if (delay == 0)
        return enter(callIndex);
    call.state = CallState::Arriving;
    schedule(callIndex, m_now + delay);
}

void EventEngine::enter(Index callIndex)
{
    const Call& call = m_calls[callIndex];
    if (call.instance != none)
        return arriveAt(callIndex, call.instance);
    forward(callIndex);
}

void EventEngine::arriveAt(Index callIndex, Index instanceIndex)
{
    Call& call = m_calls[callIndex];
    Instance& instance = m_instances[instanceIndex];
    if (!instance.isRunning()) {
        if (instance.state == InstanceState::Stopped)
            return fail(callIndex, Cause::ConnectionRefused, false);
        if (instance.state == InstanceState::Hung)
            return failLater(callIndex, Cause::Timeout, patienceOf(call));
        return failLater(callIndex, Cause::ConnectTimeout, connectTimeoutOf(call.parent));
    }
    call.started = m_now;
    ++instance.meter.arrivals;
    if (instance.busy < instance.workers) {
        instance.accrue(m_now);
        ++instance.busy;
        return startService(callIndex, instance);
    }
    if (instance.queued >= instance.queueLimit) {
        ++instance.meter.blocked;
        const bool isFunction = m_plan.nodes[instance.node].behaviour == BehaviourKind::Function;
        return fail(callIndex, isFunction ? Cause::Throttled : Cause::QueueFull, true);
    }
    instance.accrue(m_now);
    call.state = CallState::Queued;
    call.next = none;
    if (instance.tail == none)
        instance.head = callIndex;
    else
        m_calls[instance.tail].next = callIndex;
    instance.tail = callIndex;
    ++instance.queued;
}

void EventEngine::startService(Index callIndex, Instance& instance)
{
    Call& call = m_calls[callIndex];
    const NodePlan& plan = m_plan.nodes[instance.node];
    if (call.started >= m_plan.warmupNs) {
        instance.meter.waits.add(static_cast<std::uint64_t>(m_now - call.started));
        ++instance.meter.waited;
    }
    std::int64_t span = plan.service.draw(instance.service);
    if (plan.coldStartNs > 0 && instance.busy > instance.warm) {
        // More at once than ever before: one more environment starts. It stays warm.
        instance.warm = instance.busy;
        span += plan.coldStartNs;
    }
    if (instance.burnFaults > 0)
        span *= 2; // two processes share each processor
    call.state = CallState::InService;
    schedule(callIndex, m_now + span);
}

void EventEngine::startNext(Instance& instance)
{
    if (instance.head == none || instance.busy >= instance.workers)
        return;
    const Index next = instance.head;
    instance.head = m_calls[next].next;
    if (instance.head == none)
        instance.tail = none;
    m_calls[next].next = none;
    --instance.queued;
    ++instance.busy;
    startService(next, instance);
}

void EventEngine::releaseWorker(Instance& instance)
{
    instance.accrue(m_now);
    --instance.busy;
    startNext(instance);
}

void EventEngine::finishService(Index callIndex)
{
    Call& call = m_calls[callIndex];
    Instance& instance = m_instances[call.instance];
    const NodePlan& plan = m_plan.nodes[instance.node];
    ++instance.meter.served;
    call.state = CallState::Calling;
    call.ticket = 0;
    if (!plan.holdsWorker)
        releaseWorker(instance);
    if (instance.errorFaults > 0) {
        if (plan.holdsWorker)
            releaseWorker(instance);
        return fail(callIndex, Cause::Http500, true);
    }
    if (plan.calls.empty() && plan.hitRatio <= 0)
        return answer(callIndex);
    const bool isCache =
        plan.behaviour == BehaviourKind::Cache || plan.behaviour == BehaviourKind::Cdn;
    if (isCache && !call.is(Call::write) && instance.hits.chance(plan.hitRatio)) {
        call.flags |= Call::hit;
        return answer(callIndex);
    }
    continueCalls(callIndex);
}

void EventEngine::continueCalls(Index callIndex)
{
    Call& call = m_calls[callIndex];
    Instance& instance = m_instances[call.instance];
    const std::vector<CallGroup>& groups = m_plan.nodes[instance.node].calls;
    const auto choiceOf = [&](const CallGroup& group) -> const EdgeChoice& {
        return call.is(Call::write) ? group.writes : group.reads;
    };
    if (call.repeats > 0) {
        --call.repeats;
        return issue(callIndex, choiceOf(groups[call.group - 1U]).pick(instance.routes));
    }
    while (call.group < groups.size()) {
        const CallGroup& group = groups[call.group++];
        const EdgeChoice& choice = choiceOf(group);
        const bool isAnswered =
            group.behaviour == BehaviourKind::Database && call.is(Call::skipsDatabase);
        if (isAnswered || choice.isEmpty())
            continue;
        const Index edge = choice.pick(instance.routes);
        const double calls = m_plan.edges[edge].calls;
        auto count = static_cast<std::uint32_t>(std::min(calls, double{mostRepeats}));
        const double fraction = calls - static_cast<double>(count);
        if (fraction > 0 && instance.counts.chance(fraction))
            ++count;
        if (count == 0)
            continue;
        call.repeats = static_cast<std::uint16_t>(count - 1);
        return issue(callIndex, edge);
    }
    answer(callIndex);
}

void EventEngine::answer(Index callIndex)
{
    Call& call = m_calls[callIndex];
    const NodePlan& plan = m_plan.nodes[call.node];
    if (call.instance != none && plan.holdsWorker)
        releaseWorker(m_instances[call.instance]);
    const std::int64_t delay = delayOf(call);
    if (delay == 0)
        return complete(callIndex);
    call.state = CallState::Returning;
    schedule(callIndex, m_now + delay);
}

std::int64_t EventEngine::delayOf(const Call& call) const
{
    // A group stands for its members; the way to one of them is the delay.
    const NodePlan& plan = m_plan.nodes[call.node];
    return plan.kind == NodeKind::Group && call.instance == none ? 0 : plan.delayNs;
}

void EventEngine::complete(Index callIndex)
{
    const Call& call = m_calls[callIndex];
    const Index parent = call.parent;
    const bool wasHit = call.is(Call::hit);
    m_calls.release(callIndex);
    if (parent != none)
        childSucceeded(parent, wasHit);
}

void EventEngine::childSucceeded(Index parent, bool wasHit)
{
    Call& call = m_calls[parent];
    call.child = none;
    if (call.is(Call::root))
        return attemptSucceeded(parent);
    if (call.target != none) {
        ++m_nodeMeters[call.node].served;
        if (m_watchesAnswers)
            noteAnswer(call, Outcome::Succeeded);
        finishTarget(call.target);
        return answer(parent);
    }
    if (wasHit)
        call.flags |= Call::skipsDatabase;
    continueCalls(parent);
}

void EventEngine::fail(Index callIndex, Cause cause, bool isAnswer)
{
    const Call& call = m_calls[callIndex];
    const Index parent = call.parent;
    if (call.edge != none)
        ++m_edges[call.edge].failed;
    if (call.via != none)
        ++m_edges[call.via].failed;
    m_calls.release(callIndex);
    if (parent != none)
        childFailed(parent, cause, isAnswer);
}

void EventEngine::failLater(Index callIndex, Cause cause, std::int64_t after)
{
    Call& call = m_calls[callIndex];
    call.state = CallState::Failing;
    call.cause = cause;
    call.instance = none;
    schedule(callIndex, m_now + after);
}

void EventEngine::childFailed(Index parent, Cause cause, bool isAnswer)
{
    Call& call = m_calls[parent];
    call.child = none;
    if (call.is(Call::root))
        return attemptFailed(parent, cause);
    if (call.target != none) {
        if (m_watchesAnswers)
            noteAnswer(call, Outcome::Failed);
        finishTarget(call.target);
        if (isAnswer || m_plan.nodes[call.node].kind != NodeKind::Balancer)
            return fail(parent, cause, isAnswer);
        // The codes an Application Load Balancer answers with, from its user guide, "Troubleshoot":
        // 502 for a refused or reset connection, 504 for one that was not answered.
        const bool isSilent = cause == Cause::ConnectTimeout || cause == Cause::Timeout;
        const bool isBlocked = cause == Cause::BlockedByNetwork;
        return fail(parent, isBlocked ? cause : isSilent ? Cause::Http504 : Cause::Http502, true);
    }
    Instance& instance = m_instances[call.instance];
    if (m_plan.nodes[instance.node].holdsWorker)
        releaseWorker(instance);
    fail(parent, cause, true);
}

std::int64_t EventEngine::patienceOf(const Call& call) const
{
    if (call.parent == none || m_calls[call.parent].is(Call::root))
        return silentNs;
    const Index balancer = m_plan.nodes[m_calls[call.parent].node].balancer;
    return balancer != none ? m_plan.balancers[balancer].idleTimeoutNs : silentNs;
}

std::int64_t EventEngine::connectTimeoutOf(Index caller) const
{
    if (caller == none)
        return 0;
    const Call& call = m_calls[caller];
    if (call.is(Call::root))
        return m_plan.populations[call.node].connectTimeoutNs;
    const NodePlan& plan = m_plan.nodes[call.node];
    return plan.balancer != none ? m_plan.balancers[plan.balancer].connectTimeoutNs
                                 : serverConnectTimeoutNs;
}

} // namespace skydraft
