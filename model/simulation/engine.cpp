// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <utility>

namespace skydraft {

namespace {

/// Subjects of events: requests below, timers from here on, arrivals of populations at the end.
constexpr Index firstTimer = Index{1} << (Event::subjectBits - 1);
constexpr Index firstArrival = (Index{1} << Event::subjectBits) - (Index{1} << 16U);
/// No event is later: twice the longest run, so that sums of times never overflow.
constexpr std::int64_t latestNs = 4'000'000'000'000'000'000;

} // namespace

EventEngine::EventEngine(SimulationPlan plan, std::uint64_t replication)
    : m_plan(std::move(plan))
    , m_replication(replication)
{
    startEverything();
}

RandomStream EventEngine::stream(std::string_view resource, Purpose purpose) const
{
    return {m_plan.seed, m_replication, resource, purpose};
}

Index EventEngine::addInstance(Index node, Index group, const std::string& name)
{
    const NodePlan& plan = m_plan.nodes[node];
    Instance instance;
    instance.node = node;
    instance.group = group;
    instance.zone = plan.zone;
    instance.workers = plan.workers;
    instance.queueLimit = plan.queueLimit;
    instance.since = m_now;
    instance.capacitySince = m_now;
    instance.metricNs = plan.metricNs;
    instance.credits = plan.burst.mostCredits;
    instance.service = stream(name, Purpose::Service);
    instance.draws = stream(name, Purpose::Hit);
    instance.routes = stream(name, Purpose::Route);
    instance.counts = stream(name, Purpose::Calls);
    instance.name = name;
    instance.subnet = plan.subnet;
    instance.feeder = m_feederOf[group != none ? m_plan.groups[group].node : node];
    instance.entrance = entranceOf(plan);
    if (plan.discipline == Discipline::ProcessorSharing) {
        instance.share = static_cast<Index>(m_shares.size());
        m_shares.push_back(Share{.since = m_now});
    }
    m_instances.push_back(std::move(instance));
    return static_cast<Index>(m_instances.size() - 1);
}

void EventEngine::startEverything()
{
    startEdges();
    m_nodeMeters.resize(m_plan.nodes.size());
    m_instanceOf.assign(m_plan.nodes.size(), none);
    m_zoneDown.assign(m_plan.zones.size(), 0);
    m_natFaults.assign(m_plan.nats.size(), 0);
    m_regionDown.assign(m_plan.regions.size(), 0);
    m_rotated.assign(m_plan.balancers.size(), -1);
    m_losses = stream("", Purpose::Loss);
    findFeeders();
    m_hasPriorities = std::any_of(m_plan.classes.begin(), m_plan.classes.end(),
                                  [](const RequestClassPlan& one) { return one.priority > 0; });
    for (NodePlan& node : m_plan.nodes) {
        node.isSpecial = node.table != none || node.web != none || node.isReplica
                         || node.mostWrites > 0 || node.sessionStore != SessionStore::None
                         || node.fileStore != FileStore::None
                         || node.behaviour == BehaviourKind::ObjectStore
                         || node.behaviour == BehaviourKind::Queue;
        node.isPlain =
            node.behaviour == BehaviourKind::Server && !node.callsInParallel && !node.isSpecial;
    }
    m_zoneHidden.assign(m_plan.zones.size(), 0);
    m_zoneFull.assign(m_plan.zones.size(), 0);
    for (const SubnetPlan& subnet : m_plan.subnets)
        m_subnetFree.push_back(subnet.free);
    if (m_plan.warmupNs > 0)
        startTimer(TimerKind::WarmedUp, 0, m_plan.warmupNs);
    for (Index fault = 0; fault < m_plan.faults.size(); ++fault)
        startTimer(TimerKind::FaultBegin, fault, m_plan.faults[fault].atNs);
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        const NodePlan& plan = m_plan.nodes[node];
        if (plan.kind == NodeKind::Station)
            m_instanceOf[node] = addInstance(node, plan.group, plan.id.value());
    }
    shareHosts();
    startStores();
    startEntrances();
    startCredits();
    startTables();
    startFiles();
    startBackups();
    startQueues();
    for (Index pool = 0; pool < m_plan.pools.size(); ++pool) {
        m_pools.emplace_back().choices = stream(m_plan.pools[pool].id.value(), Purpose::Route);
        m_pools[pool].flows = stream(m_plan.pools[pool].id.value(), Purpose::Flow);
        for (const PoolMember& member : m_plan.pools[pool].members)
            if (m_instanceOf[member.node] != none)
                registerTarget(pool, m_instanceOf[member.node], member.edge, true);
    }
    m_groups.resize(m_plan.groups.size());
    for (Index group = 0; group < m_plan.groups.size(); ++group)
        startGroup(group);
    startAlarms();
    startNames();
    m_populations.resize(m_plan.populations.size());
    for (Index population = 0; population < m_plan.populations.size(); ++population)
        startPopulation(population);
    m_secondEnd = std::min(m_plan.sampleNs, m_plan.endNs);
}

void EventEngine::startEdges()
{
    m_edges.resize(m_plan.edges.size());
    for (Index edge = 0; edge < m_edges.size(); ++edge) {
        const EdgePlan& plan = m_plan.edges[edge];
        EdgeState& state = m_edges[edge];
        state.to = plan.to;
        // A group stands for its members; the way to one of them is the delay.
        state.delayNs = plan.delayNs;
        if (plan.to != none && m_plan.nodes[plan.to].kind != NodeKind::Group)
            state.delayNs += m_plan.nodes[plan.to].delayNs;
        if (plan.name == none)
            continue;
        for (const AnswerPlan& answer : m_plan.names[plan.name].answers)
            for (const Index address : answer.edges)
                m_edges[address].via = edge;
    }
}

void EventEngine::startTimer(TimerKind kind, Index a, std::int64_t time)
{
    Index place = m_freeTimer;
    if (place == none) {
        place = static_cast<Index>(m_timers.size());
        m_timers.emplace_back();
    } else {
        m_freeTimer = m_timers[place].next;
    }
    m_timers[place] = Timer{kind, a, none};
    m_queue.push(time, firstTimer + place);
}

void EventEngine::expectArrival(Index population, std::int64_t time)
{
    m_queue.push(time, firstArrival + population);
}

void EventEngine::schedule(Index request, std::int64_t time)
{
    m_requests[request].ticketOrNext = m_queue.push(std::min(time, latestNs), request);
}

void EventEngine::runUntil(std::int64_t time)
{
    const std::int64_t last = std::min(time, m_plan.endNs);
    while (!m_queue.isEmpty() && m_queue.first().time <= last) {
        const Event event = m_queue.pop();
        if (const Event* soon = m_queue.soon(); soon != nullptr && soon->subject() < firstTimer)
            m_requests.prefetch(soon->subject());
        // A second ends before what happens at its end; the last one takes that in.
        while (event.time >= m_secondEnd && m_secondEnd < m_plan.endNs)
            finishSecond();
        m_now = event.time;
        ++m_events;
        const Index subject = event.subject();
        if (subject < firstTimer) {
            handleRequest(subject, event.ticket());
            continue;
        }
        if (subject >= firstArrival) {
            arrive(subject - firstArrival);
            continue;
        }
        const Index place = subject - firstTimer;
        const Timer timer = m_timers[place];
        m_timers[place].next = m_freeTimer;
        m_freeTimer = place;
        fire(timer);
    }
    while (m_secondEnd <= last && m_secondStart < m_plan.endNs)
        finishSecond();
    m_now = std::max(m_now, last);
}

void EventEngine::handleRequest(Index request, std::uint32_t ticket)
{
    const Request& record = m_requests[request];
    if (record.ticketOrNext != ticket)
        return; // what it was scheduled for no longer happens
    switch (record.state) {
    case RequestState::Thinking:
        return beginRequest(request);
    case RequestState::BackingOff:
        return attempt(request);
    case RequestState::Arriving:
        return enter(request);
    case RequestState::InService:
        return finishService(request);
    case RequestState::Returning:
        return arriveBack(request);
    case RequestState::Failing:
        return fail(request, record.cause,
                    record.is(Request::isAnswer) ? IsAnswer::Yes : IsAnswer::No);
    case RequestState::Fetched:
        return goOnAfterFetch(request);
    case RequestState::Free:
    case RequestState::Waiting:
    case RequestState::Calling:
    case RequestState::Queued:
    case RequestState::Joining:
        return;
    }
}

void EventEngine::fire(Timer timer)
{
    switch (timer.kind) {
    case TimerKind::None:
        return;
    case TimerKind::GiveUp:
        return giveUp(timer.a);
    case TimerKind::Credits:
        return settleCredits();
    case TimerKind::TableMinute:
        return scaleTable(timer.a);
    case TimerKind::Backup:
        return backUp(timer.a);
    case TimerKind::RestoreEnd:
        return endRestore(timer.a);
    case TimerKind::QueuePoll:
        return pollQueue(timer.a);
    case TimerKind::Delivery:
        return deliver(timer.a);
    case TimerKind::MessageVisible:
        return showMessage(timer.a);
    case TimerKind::SpotEnd:
        return takeBack(timer.a);
    case TimerKind::PatienceEnd:
        return losePatience(timer.a);
    case TimerKind::WarmedUp:
        return finishWarmup();
    case TimerKind::HealthCheck:
        return checkHealth(timer.a);
    case TimerKind::CheckFailed:
        return noteCheck(timer.a, false);
    case TimerKind::DrainEnd: {
        if (m_instances[timer.a].isDraining)
            drained(timer.a);
        return;
    }
    case TimerKind::Launched:
        return memberLaunched(timer.a);
    case TimerKind::GroupMinute: {
        constexpr std::int64_t minute = 60'000'000'000;
        reviewGroup(timer.a);
        return startTimer(TimerKind::GroupMinute, timer.a, m_now + minute);
    }
    case TimerKind::FaultBegin:
        return beginFault(m_plan.faults[timer.a]);
    case TimerKind::FaultEnd:
        return endFault(timer.a);
    case TimerKind::FailoverEnd: {
        Instance& standby = m_instances[timer.a];
        standby.isFailingOver = false;
        note(TimelineKind::Failover, standby.name,
             MODEL_TEXT("Timeline", "the standby of %1 has taken over").with(standby.name),
             standby.incident);
        return goUp(timer.a);
    }
    case TimerKind::BootEnd:
        return goUp(timer.a);
    case TimerKind::DeadlineEnd:
    case TimerKind::Invalidated:
        return fireEdge(timer);
    case TimerKind::DnsCheck:
        return checkName(timer.a);
    case TimerKind::StatusCheck:
        return noteStopped(timer.a);
    case TimerKind::MemberBooted:
    case TimerKind::HookEnd:
    case TimerKind::WarmReady:
    case TimerKind::LaunchRetry:
    case TimerKind::Scheduled:
    case TimerKind::Metrics:
    case TimerKind::DeployStep:
        return fireScaling(timer);
    case TimerKind::ZoneNoticed: {
        m_zoneHidden[timer.a] = m_zoneDown[timer.a];
        for (Index name = 0; name < m_names.size(); ++name)
            refreshName(name);
        return;
    }
    }
}

void EventEngine::finishWarmup()
{
    for (Instance& instance : m_instances) {
        instance.accrue(m_now);
        instance.meter = Meter{};
        instance.second = MeterMark{};
        instance.minute = MeterMark{};
    }
    for (Meter& meter : m_nodeMeters)
        meter = Meter{};
}

void EventEngine::finishSecond()
{
    m_now = m_secondEnd;
    const double seconds = static_cast<double>(m_secondEnd - m_secondStart) / 1e9;
    m_second.atS = static_cast<double>(m_secondStart) / 1e9;
    m_second.meanMs = m_secondLatencies.mean() / 1e6;
    const auto [p50, p95, p99] = m_secondLatencies.percentiles({0.5, 0.95, 0.99});
    m_second.p50Ms = p50 / 1e6;
    m_second.p95Ms = p95 / 1e6;
    m_second.p99Ms = p99 / 1e6;
    m_series.push_back(m_second);
    m_second = SecondSample{};
    m_secondLatencies.clear();

    for (Instance& instance : m_instances) {
        if (instance.state == InstanceState::Terminated)
            continue;
        instance.accrue(m_now);
        const Meter& meter = instance.meter;
        const double capacity = meter.capacity.minus(instance.second.capacity).toDouble();
        const double busy = meter.busy.minus(instance.second.busy).toDouble()
                            + meter.burned.minus(instance.second.burned).toDouble();
        instance.lastLoad = capacity > 0 ? busy / capacity : 0;
        instance.lastRate = static_cast<double>(meter.served - instance.second.served) / seconds;
        instance.second =
            MeterMark{meter.busy, meter.capacity, meter.arrivals, meter.served, meter.burned};
    }
    for (EdgeState& edge : m_edges) {
        edge.requestRate = static_cast<double>(edge.requests - edge.requestsBefore) / seconds;
        edge.failedRate = static_cast<double>(edge.failed - edge.failedBefore) / seconds;
        edge.requestsBefore = edge.requests;
        edge.failedBefore = edge.failed;
    }
    m_secondStart = m_secondEnd;
    m_secondEnd = std::min(m_secondEnd + m_plan.sampleNs, m_plan.endNs);
}

} // namespace skydraft
