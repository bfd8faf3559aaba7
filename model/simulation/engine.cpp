// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <utility>

namespace skydraft {

namespace {

/// Subjects of events: calls below, timers from here on.
constexpr Index firstTimer = Index{1} << (Event::subjectBits - 1);
constexpr std::int64_t minuteNs = 60'000'000'000;

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
    instance.metricNs = plan.metricNs;
    instance.service = stream(name, Purpose::Service);
    instance.hits = stream(name, Purpose::Hit);
    instance.routes = stream(name, Purpose::Route);
    instance.counts = stream(name, Purpose::Calls);
    instance.name = name;
    m_instances.push_back(std::move(instance));
    return static_cast<Index>(m_instances.size() - 1);
}

void EventEngine::startEverything()
{
    m_edges.resize(m_plan.edges.size());
    m_nodeMeters.resize(m_plan.nodes.size());
    m_instanceOf.assign(m_plan.nodes.size(), none);
    m_zoneDown.assign(m_plan.zones.size(), 0);
    m_zoneHidden.assign(m_plan.zones.size(), 0);
    m_zoneFull.assign(m_plan.zones.size(), 0);
    if (m_plan.warmupNs > 0)
        startTimer(TimerKind::WarmedUp, 0, m_plan.warmupNs);
    for (Index fault = 0; fault < m_plan.faults.size(); ++fault)
        startTimer(TimerKind::FaultBegin, fault, m_plan.faults[fault].atNs);
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        const NodePlan& plan = m_plan.nodes[node];
        if (plan.kind == NodeKind::Station)
            m_instanceOf[node] = addInstance(node, plan.group, plan.id.value());
    }
    for (Index pool = 0; pool < m_plan.pools.size(); ++pool) {
        m_pools.emplace_back().choices = stream(m_plan.pools[pool].id.value(), Purpose::Route);
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

void EventEngine::schedule(Index call, std::int64_t time)
{
    m_calls[call].ticket = m_queue.push(time, call);
}

void EventEngine::runUntil(std::int64_t time)
{
    const std::int64_t last = std::min(time, m_plan.endNs);
    while (!m_queue.isEmpty() && m_queue.first().time <= last) {
        const Event event = m_queue.pop();
        // A second ends before what happens at its end; the last one takes that in.
        while (event.time >= m_secondEnd && m_secondEnd < m_plan.endNs)
            finishSecond();
        m_now = event.time;
        ++m_events;
        const Index subject = event.subject();
        if (subject < firstTimer) {
            handleCall(subject, event.ticket());
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

void EventEngine::handleCall(Index call, std::uint32_t ticket)
{
    const Call& record = m_calls[call];
    if (record.ticket != ticket)
        return; // what it was scheduled for no longer happens
    switch (record.state) {
    case CallState::Thinking:
        return beginRequest(call, record.node);
    case CallState::BackingOff:
        return attempt(call);
    case CallState::Arriving:
        return enter(call);
    case CallState::InService:
        return finishService(call);
    case CallState::Returning:
        return complete(call);
    case CallState::Failing:
        return fail(call, record.cause, false);
    case CallState::Free:
    case CallState::Calling:
    case CallState::Queued:
        return;
    }
}

void EventEngine::fire(Timer timer)
{
    switch (timer.kind) {
    case TimerKind::None:
        return;
    case TimerKind::Arrival:
        return arrive(timer.a);
    case TimerKind::GiveUp:
        return giveUp(timer.a);
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
        reviewGroup(timer.a);
        return startTimer(TimerKind::GroupMinute, timer.a, m_now + minuteNs);
    }
    case TimerKind::FaultBegin:
        return beginFault(m_plan.faults[timer.a]);
    case TimerKind::FaultEnd:
        return endFault(timer.a);
    case TimerKind::FailoverEnd: {
        m_instances[timer.a].isFailingOver = false;
        return goUp(timer.a);
    }
    case TimerKind::BootEnd:
        return goUp(timer.a);
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
    m_second.p50Ms = m_secondLatencies.percentile(0.5) / 1e6;
    m_second.p95Ms = m_secondLatencies.percentile(0.95) / 1e6;
    m_second.p99Ms = m_secondLatencies.percentile(0.99) / 1e6;
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
    for (EdgeMeter& edge : m_edges) {
        edge.requestRate = static_cast<double>(edge.requests - edge.requestsBefore) / seconds;
        edge.failedRate = static_cast<double>(edge.failed - edge.failedBefore) / seconds;
        edge.requestsBefore = edge.requests;
        edge.failedBefore = edge.failed;
    }
    m_secondStart = m_secondEnd;
    m_secondEnd = std::min(m_secondEnd + m_plan.sampleNs, m_plan.endNs);
}

} // namespace skydraft
