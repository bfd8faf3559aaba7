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
    lookups += other.lookups;
    hits += other.hits;
    coldStarts += other.coldStarts;
    throttled += other.throttled;
    hotKeys += other.hotKeys;
}

void EventEngine::issue(Index request, Index edgeIndex, std::int64_t lag)
{
    Request& record = m_requests[request];
    const bool isFromClient = record.top == none && !record.is(Request::branch);
    const EdgePlan* edge = &m_plan.edges[edgeIndex];
    if (edge->name != none) {
        ++m_edges[edgeIndex].requests;
        const Index address = resolve(edge->name, isFromClient ? Index{record.population} : none);
        if (address == none) {
            push(record, edgeIndex);
            return failAfter(request, Cause::DnsFailure, lag, IsAnswer::Yes);
        }
        edgeIndex = address;
        edge = &m_plan.edges[address];
    }
    const std::int64_t connectTimeout = isFromClient
                                            ? m_plan.populations[record.population].connectTimeoutNs
                                            : serverConnectTimeoutNs;
    push(record, edgeIndex);
    ++m_edges[edgeIndex].requests;
    if (edge->isBlocked)
        return failAfter(request, Cause::BlockedByNetwork, lag + connectTimeout, IsAnswer::No);
    if (edge->zone != none && m_zoneDown[edge->zone] != 0)
        return failAfter(request, Cause::ConnectTimeout, lag + connectTimeout, IsAnswer::No);
    const NodePlan& node = m_plan.nodes[edge->to];
    std::int64_t delay = lag + m_edges[edgeIndex].delayNs;
    if (m_isDisturbed) {
        const std::int64_t held = heldUp(record, edgeIndex);
        if (held < 0)
            return failAfter(request, Cause::ConnectTimeout, lag + connectTimeout, IsAnswer::No);
        delay += held;
    }
    // Not where a call is repeated many times: each would stand on the one before.
    const Index below = m_hops[record.top].below;
    if (node.isPassThrough && (below == none || m_hops[below].repeats == 0))
        return passThrough(request, edge->to, delay);
    if (node.kind == NodeKind::Station)
        m_hops[record.top].place = m_instanceOf[edge->to];
    travel(request, delay);
}

void EventEngine::push(Request& request, Index edge)
{
    const Index place = m_hops.take();
    RequestHop& hop = m_hops[place];
    hop.edge = edge;
    hop.below = request.top;
    request.top = place;
}

void EventEngine::travel(Index request, std::int64_t delay)
{
    if (delay == 0)
        return enter(request);
    m_requests[request].state = RequestState::Arriving;
    schedule(request, m_now + delay);
}

void EventEngine::enter(Index request)
{
    const RequestHop& hop = m_hops[m_requests[request].top];
    if (hop.place == none)
        return forward(request);
    arriveAt(request, instanceOf(hop));
}

/// A station where nothing waits, like a CDN, is left in the same event: what it decides takes no
/// time, so it is decided when the message leaves for it. That saves an event for each such hop.
void EventEngine::passThrough(Index request, Index node, std::int64_t delay)
{
    RequestHop& hop = m_hops[m_requests[request].top];
    Instance& instance = m_instances[m_instanceOf[node]];
    hop.place = m_instanceOf[node];
    if (!instance.isRunning())
        return travel(request, delay);
    ++instance.meter.arrivals;
    decide(request, instance, delay);
}

void EventEngine::arriveAt(Index request, Index instanceIndex)
{
    Request& record = m_requests[request];
    Instance& instance = m_instances[instanceIndex];
    if (!instance.isRunning()) {
        const RequestHop& hop = m_hops[record.top];
        if (instance.state == InstanceState::Stopped)
            return fail(request, Cause::ConnectionRefused, IsAnswer::No);
        if (instance.state == InstanceState::Hung)
            return failAfter(request, Cause::Timeout, patienceOf(hop), IsAnswer::No);
        return failAfter(request, Cause::ConnectTimeout, connectTimeoutOf(record, hop),
                         IsAnswer::No);
    }
    ++instance.meter.arrivals;
    if (instance.entrance != Entrance::Plain) {
        if (!admit(request, instance))
            return;
        if (instance.share != none)
            return shareIn(request, instance);
    }
    if (instance.busy < instance.workers) {
        instance.accrueLoad(m_now);
        ++instance.busy;
        if (m_now >= m_plan.warmupNs)
            ++instance.meter.waited;
        return startService(request, instance);
    }
    if (instance.queued >= instance.queueLimit) {
        ++instance.meter.blocked;
        return fail(request, refusalOf(m_plan.nodes[instance.node]), IsAnswer::Yes);
    }
    instance.accrueLoad(m_now);
    enqueue(request, instance);
}

void EventEngine::enqueue(Index request, Instance& instance)
{
    Request& record = m_requests[request];
    record.state = RequestState::Queued;
    record.entered = m_now;
    ++instance.queued;
    if (!m_hasPriorities) {
        record.ticketOrNext = none;
        (instance.tail == none ? instance.head : m_requests[instance.tail].ticketOrNext) = request;
        instance.tail = request;
        return;
    }
    const auto priorityOf = [&](Index other) {
        return m_plan.classes[m_requests[other].requestClass].priority;
    };
    const std::uint32_t priority = priorityOf(request);
    if (instance.tail == none || priorityOf(instance.tail) <= priority) {
        record.ticketOrNext = none;
        (instance.tail == none ? instance.head : m_requests[instance.tail].ticketOrNext) = request;
        instance.tail = request;
        return;
    }
    // Behind the last one that is as urgent, before the first one that is less so.
    Index before = none;
    Index after = instance.head;
    while (priorityOf(after) <= priority) {
        before = after;
        after = m_requests[after].ticketOrNext;
    }
    record.ticketOrNext = after;
    (before == none ? instance.head : m_requests[before].ticketOrNext) = request;
}

std::int64_t EventEngine::workOf(const Request& request, Instance& instance)
{
    const NodePlan& plan = m_plan.nodes[instance.node];
    std::int64_t work = plan.service.draw(instance.service);
    if (request.requestClass != 0)
        work = static_cast<std::int64_t>(static_cast<double>(work)
                                         * m_plan.classes[request.requestClass].serviceFactor);
    if (instance.burnFaults > 0)
        work *= 2; // two processes share each processor
    if (instance.isThrottled)
        work = static_cast<std::int64_t>(static_cast<double>(work) / plan.burst.baseline);
    return work;
}

void EventEngine::startService(Index request, Instance& instance)
{
    const std::int64_t span = workOf(m_requests[request], instance);
    m_requests[request].state = RequestState::InService;
    schedule(request, m_now + span);
}

void EventEngine::startNext(Instance& instance)
{
    const Index next = instance.head;
    if (next == none || instance.busy >= instance.workers)
        return;
    Request& record = m_requests[next];
    instance.head = record.ticketOrNext;
    if (instance.head == none)
        instance.tail = none;
    if (record.is(Request::left)) {
        abandon(next);
        return startNext(instance);
    }
    --instance.queued;
    ++instance.busy;
    if (record.entered >= m_plan.warmupNs) {
        instance.meter.waits.add(static_cast<std::uint64_t>(m_now - record.entered));
        ++instance.meter.waited;
    }
    startService(next, instance);
}

void EventEngine::releaseWorker(Instance& instance)
{
    instance.accrueLoad(m_now);
    --instance.busy;
    startNext(instance);
    if (instance.entrance == Entrance::Function)
        returnEnvironment(instance, true);
    if (instance.feeder != none)
        expectDelivery(instance.feeder);
}

void EventEngine::finishService(Index request)
{
    Instance& instance = m_instances[instanceOf(m_hops[m_requests[request].top])];
    if (instance.share != none)
        shareOut(request, instance);
    else if (!m_plan.nodes[instance.node].holdsWorker)
        releaseWorker(instance);
    decide(request, instance, 0);
}

/// What a station does once it has worked on a request: answer, or make calls of its own.
void EventEngine::decide(Index request, Instance& instance, std::int64_t lag)
{
    const NodePlan& plan = m_plan.nodes[instance.node];
    Request& record = m_requests[request];
    ++instance.meter.served;
    if (plan.isPlain && instance.errorFaults == 0)
        return plan.calls.empty() ? answer(request, lag) : continueCalls(request, lag);
    if (instance.errorFaults > 0) {
        if (plan.holdsWorker)
            releaseWorker(instance);
        return failAfter(request, Cause::Http500, lag, IsAnswer::Yes);
    }
    if (plan.isSpecial && isSettled(request, instance, lag))
        return;
    if (record.is(Request::write) && plan.behaviour == BehaviourKind::Database)
        noteWrite(instance);
    const bool isCache =
        plan.behaviour == BehaviourKind::Cache || plan.behaviour == BehaviourKind::Cdn;
    if (isCache && isInCache(record, instance)) {
        record.flags |= Request::hit;
        return answer(request, lag);
    }
    if (isCache && instance.store != none && isHeldBack(request, instance, lag))
        return;
    if (plan.calls.empty())
        return answer(request, lag);
    if (plan.callsInParallel)
        return callAll(request, lag);
    continueCalls(request, lag);
}

/// Where the station decides otherwise than by working and calling: true once it has.
bool EventEngine::isSettled(Index request, Instance& instance, std::int64_t lag)
{
    const NodePlan& plan = m_plan.nodes[instance.node];
    Request& record = m_requests[request];
    if (plan.table != none && throttles(record, instance)) {
        failAfter(request, Cause::ThroughputExceeded, lag, IsAnswer::Yes);
        return true;
    }
    if (plan.behaviour == BehaviourKind::ObjectStore) {
        useStore(request, instance, lag);
        return true;
    }
    if (const Cause cause = refusalBy(record, instance); cause != Cause::None) {
        refuse(request, instance, cause, lag);
        return true;
    }
    if (instance.queue != none) {
        sendMessage(record, instance.queue);
        answer(request, lag);
        return true;
    }
    if (plan.isReplica && instance.lagNs + plan.lagNs > 0)
        noteStaleRead(instance);
    if (plan.web != none && !m_plan.webServers[plan.web].byClass.empty()) {
        answerAsWebServer(request, m_plan.webServers[plan.web], lag);
        return true;
    }
    return false;
}

/// Why a server with sessions, files, or a database refuses; none where it does not.
Cause EventEngine::refusalBy(Request& request, Instance& instance)
{
    const NodePlan& plan = m_plan.nodes[instance.node];
    const Index index = instanceOf(m_hops[request.top]);
    if (plan.sessionStore != SessionStore::None)
        if (const Cause cause = keepSession(request, instance, index); cause != Cause::None)
            return cause;
    if (plan.fileStore != FileStore::None && plan.behaviour != BehaviourKind::Database
        && !useFiles(request, instance, index))
        return Cause::Http404;
    if (plan.isReplica && request.is(Request::write))
        return Cause::ReadOnly;
    if (plan.mostWrites > 0 && request.is(Request::write)
        && instance.storedWrites >= plan.mostWrites)
        return Cause::StorageFull;
    return Cause::None;
}

void EventEngine::continueCalls(Index request, std::int64_t lag)
{
    const Request& record = m_requests[request];
    RequestHop& hop = m_hops[record.top];
    Instance& instance = m_instances[instanceOf(hop)];
    const std::vector<CallGroup>& groups = m_plan.nodes[instance.node].calls;
    const auto choiceOf = [&](const CallGroup& group) -> const EdgeChoice& {
        if (!group.classReads.empty())
            return (record.is(Request::write) ? group.classWrites
                                              : group.classReads)[record.requestClass];
        return record.is(Request::write) ? group.writes : group.reads;
    };
    if (hop.repeats > 0) {
        --hop.repeats;
        return issue(request, choiceOf(groups[hop.step - 1U]).pick(instance.routes), lag);
    }
    while (hop.step < groups.size()) {
        const CallGroup& group = groups[hop.step++];
        const EdgeChoice& choice = choiceOf(group);
        const bool isAnswered = group.behaviour == BehaviourKind::Database
                                && (hop.flags & RequestHop::skipsDatabase) != 0;
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
        hop.repeats = static_cast<std::uint16_t>(count - 1);
        return issue(request, edge, lag);
    }
    answer(request, lag);
}

/// The last hop has its answer: it goes back to who called. As long as nobody has to be asked on
/// the way back and no worker is freed there, that is one event, however many hops it passes.
void EventEngine::answer(Index request, std::int64_t lag)
{
    Request& record = m_requests[request];
    const RequestHop hop = m_hops[record.top];
    const EdgeState& edge = m_edges[hop.edge];
    Index instance = hop.place;
    if ((hop.flags & RequestHop::target) != 0) {
        instance = m_targets[hop.place].instance;
        lag += m_targets[hop.place].delayNs;
        ++m_nodeMeters[edge.to].served;
        if (m_watchesAnswers)
            noteAnswer(record.top, Outcome::Succeeded, lag);
        finishTarget(hop.place);
    }
    const NodePlan& plan = m_plan.nodes[m_instances[instance].node];
    if (plan.holdsWorker)
        releaseWorker(m_instances[instance]);
    if ((hop.flags & (RequestHop::missed | RequestHop::connected)) != 0) {
        if ((hop.flags & RequestHop::connected) != 0)
            closeConnection(hop);
        else if (plan.behaviour == BehaviourKind::Cdn)
            finishFetch(request, hop, m_instances[instance], lag);
    }
    lag += edge.delayNs;
    m_hops.release(record.top);
    record.top = hop.below;
    goBack(request, lag);
}

void EventEngine::goBack(Index request, std::int64_t lag)
{
    Request& record = m_requests[request];
    if (record.top == none) {
        if (record.is(Request::orphan))
            return releaseRequest(request);
        if (!record.is(Request::branch))
            lag += m_plan.classes[record.requestClass].transferNs;
        if (lag == 0)
            return arriveBack(request);
        record.state = RequestState::Returning;
        return schedule(request, m_now + lag);
    }
    RequestHop& caller = m_hops[record.top];
    const NodePlan& node = m_plan.nodes[m_instances[instanceOf(caller)].node];
    if (record.is(Request::hit)) {
        caller.flags |= RequestHop::skipsDatabase;
        record.flags &= static_cast<std::uint8_t>(~Request::hit);
    } else if (!node.fills.empty() && caller.step > 0
               && node.calls[caller.step - 1U].behaviour == BehaviourKind::Database) {
        fillCaches(record, node);
    }
    if (lag == 0 || !node.holdsWorker)
        return continueCalls(request, lag);
    record.state = RequestState::Returning;
    schedule(request, m_now + lag);
}

void EventEngine::arriveBack(Index request)
{
    const Request& record = m_requests[request];
    if (record.top != none)
        return continueCalls(request, 0);
    if (record.is(Request::orphan))
        return releaseRequest(request);
    if (record.is(Request::branch))
        return finishBranch(request, Cause::None);
    attemptSucceeded(request);
}

void EventEngine::failAfter(Index request, Cause cause, std::int64_t after, IsAnswer isAnswer)
{
    if (after == 0)
        return fail(request, cause, isAnswer);
    Request& record = m_requests[request];
    record.state = RequestState::Failing;
    record.cause = cause;
    record.flags = static_cast<std::uint8_t>(record.flags & ~Request::isAnswer);
    if (isAnswer == IsAnswer::Yes)
        record.flags |= Request::isAnswer;
    schedule(request, m_now + after);
}

/// A server answers at once that it does not do what it is asked.
void EventEngine::refuse(Index request, Instance& instance, Cause cause, std::int64_t lag)
{
    if (m_plan.nodes[instance.node].holdsWorker)
        releaseWorker(instance);
    failAfter(request, cause, lag, IsAnswer::Yes);
}

/// The codes an Application Load Balancer answers with, from its user guide, "Troubleshoot": 502
/// for a refused or reset connection, 504 for one that was not answered.
Cause EventEngine::answeredBy(const NodePlan& balancer, Cause cause)
{
    if (balancer.kind != NodeKind::Balancer || cause == Cause::BlockedByNetwork)
        return cause;
    return cause == Cause::ConnectTimeout || cause == Cause::Timeout ? Cause::Http504
                                                                     : Cause::Http502;
}

void EventEngine::fail(Index request, Cause cause, IsAnswer isAnswer)
{
    Request& record = m_requests[request];
    while (record.top != none) {
        const RequestHop hop = m_hops[record.top];
        const EdgeState& edge = m_edges[hop.edge];
        ++m_edges[hop.edge].failed;
        if (edge.via != none)
            ++m_edges[edge.via].failed;
        if ((hop.flags & RequestHop::target) != 0) {
            const Index targetEdge = m_targets[hop.place].edge;
            if (targetEdge != none)
                ++m_edges[targetEdge].failed;
            if (m_watchesAnswers)
                noteAnswer(record.top, isServerError(cause) ? Outcome::Failed : Outcome::Succeeded,
                           0);
            finishTarget(hop.place);
            if (isAnswer == IsAnswer::No)
                cause = answeredBy(m_plan.nodes[edge.to], cause);
        }
        if ((hop.flags & RequestHop::connected) != 0)
            closeConnection(hop);
        m_hops.release(record.top);
        record.top = hop.below;
        // Whoever called fails too, and says so.
        isAnswer = IsAnswer::Yes;
        if (record.top != none) {
            Instance& caller = m_instances[instanceOf(m_hops[record.top])];
            if (helpsItself(request, caller, cause))
                return;
            if (m_plan.nodes[caller.node].holdsWorker)
                releaseWorker(caller);
        }
    }
    if (record.is(Request::orphan))
        return releaseRequest(request);
    if (record.is(Request::branch))
        return finishBranch(request, cause);
    attemptFailed(request, cause);
}

/// Its client goes: where the server would notice, it no longer counts as waiting. Its record goes
/// when its turn comes.
void EventEngine::leaveQueue(Index request)
{
    Request& record = m_requests[request];
    if (record.state != RequestState::Queued)
        return;
    Instance& instance = m_instances[instanceOf(m_hops[record.top])];
    if (!m_plan.nodes[instance.node].dropsAbandoned)
        return;
    instance.accrueLoad(m_now);
    --instance.queued;
    record.flags |= Request::left;
}

/// A request in a queue that nobody waits for any longer ends without having been served.
void EventEngine::abandon(Index request)
{
    Request& record = m_requests[request];
    while (record.top != none) {
        const RequestHop hop = m_hops[record.top];
        if ((hop.flags & RequestHop::target) != 0)
            finishTarget(hop.place);
        if ((hop.flags & RequestHop::connected) != 0)
            closeConnection(hop);
        if ((hop.flags & RequestHop::fetches) != 0)
            passFetchOn(record.key, m_instances[instanceOf(hop)]);
        m_hops.release(record.top);
        record.top = hop.below;
        if (record.top == none)
            break;
        Instance& caller = m_instances[instanceOf(m_hops[record.top])];
        if (m_plan.nodes[caller.node].holdsWorker)
            releaseWorker(caller);
    }
    releaseRequest(request);
}

void EventEngine::releaseRequest(Index request)
{
    m_requests[request].state = RequestState::Free;
    m_requests.release(request);
}

/// Divides a request at one of its hops (none: at its client): what lies beyond goes on without
/// anybody waiting for it, under the old number, by which its event knows it. Returns the number
/// under which the part that waits goes on.
Index EventEngine::split(Index request, Index at)
{
    const Index waiting = m_requests.take();
    Request& beyond = m_requests[request];
    Request& near = m_requests[waiting];
    near = beyond;
    near.ticketOrNext = 0;
    near.top = at;
    if (beyond.top == at) {
        beyond.top = none;
    } else {
        Index lowest = beyond.top;
        while (m_hops[lowest].below != at)
            lowest = m_hops[lowest].below;
        m_hops[lowest].below = none;
    }
    beyond.flags |= Request::orphan;
    return waiting;
}

std::int64_t EventEngine::patienceOf(const RequestHop& hop) const
{
    const Index balancer = m_plan.nodes[m_edges[hop.edge].to].balancer;
    return balancer != none ? m_plan.balancers[balancer].idleTimeoutNs : silentNs;
}

std::int64_t EventEngine::connectTimeoutOf(const Request& request, const RequestHop& hop) const
{
    const Index balancer = m_plan.nodes[m_edges[hop.edge].to].balancer;
    if (balancer != none)
        return m_plan.balancers[balancer].connectTimeoutNs;
    return hop.below == none && !request.is(Request::orphan)
               ? m_plan.populations[request.population].connectTimeoutNs
               : serverConnectTimeoutNs;
}

} // namespace skydraft
