// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"
#include "model/simulation/recovery.h"

#include <algorithm>

namespace skydraft {

namespace {

/// The last lines of a history: frames are copied many times a second.
template <typename Line>
std::vector<Line> newest(const std::vector<Line>& lines)
{
    constexpr std::size_t most = 200;
    const auto skipped = static_cast<std::ptrdiff_t>(lines.size() - std::min(lines.size(), most));
    return {lines.begin() + skipped, lines.end()};
}

} // namespace

void EventEngine::addMeter(const Instance& instance, Meter& sum) const
{
    Instance upToDate = instance;
    upToDate.accrue(m_now);
    sum.add(upToDate.meter);
}

namespace {

void takeStored(const Instance& instance, NodeResult& result)
{
    result.staleReads = instance.staleReads;
    result.storedWrites = instance.storedWrites;
}

/// What was uploaded to a node's instances, and the cookies that came to them.
struct Kept
{
    std::uint64_t files = 0;
    std::uint64_t cookies = 0;
    std::uint64_t cookieBytes = 0;

    void add(const Instance& instance)
    {
        files += instance.files;
        cookies += instance.cookies;
        cookieBytes += instance.cookieBytes;
    }
    void putInto(NodeResult& result) const
    {
        result.files = files;
        if (cookies > 0)
            result.meanCookieBytes =
                static_cast<double>(cookieBytes) / static_cast<double>(cookies);
    }
};

} // namespace

NodeResult EventEngine::nodeResult(Index node) const
{
    const NodePlan& plan = m_plan.nodes[node];
    Meter meter = m_nodeMeters[node];
    Kept kept;
    if (plan.kind == NodeKind::Station) {
        addMeter(m_instances[m_instanceOf[node]], meter);
        kept.add(m_instances[m_instanceOf[node]]);
    } else if (plan.kind == NodeKind::Group) {
        meter = Meter{};
        for (const Instance& instance : m_instances)
            if (instance.group == plan.group) {
                addMeter(instance, meter);
                kept.add(instance);
            }
    }
    const double span = static_cast<double>(std::max<std::int64_t>(m_now - m_plan.warmupNs, 1));
    const double capacity = meter.capacity.toDouble();
    const double busy = meter.busy.toDouble();
    NodeResult result;
    result.arrivals = meter.arrivals;
    result.blocked = meter.blocked;
    result.throughputPerS = static_cast<double>(meter.served) * 1e9 / span;
    result.utilization = capacity > 0 ? busy / capacity : 0;
    result.meanInQueue = meter.queued.toDouble() / span;
    result.meanInSystem = result.meanInQueue + busy / span;
    result.meanWaitMs =
        meter.waited > 0 ? meter.waits.toDouble() / static_cast<double>(meter.waited) / 1e6 : 0;
    if (plan.kind == NodeKind::Station && m_instances[m_instanceOf[node]].queue != none)
        addQueue(m_queues[m_instances[m_instanceOf[node]].queue], result);
    if (plan.kind == NodeKind::Station)
        takeStored(m_instances[m_instanceOf[node]], result);
    result.coldStarts = meter.coldStarts;
    result.throttled = meter.throttled;
    result.hotKeys = meter.hotKeys;
    kept.putInto(result);
    if (meter.lookups > 0)
        result.hitRatio = static_cast<double>(meter.hits) / static_cast<double>(meter.lookups);
    return result;
}

/// A queue of messages: those that wait, and how long for their first worker.
void EventEngine::addQueue(MessageQueue queue, NodeResult& result) const
{
    queue.waiting.addProduct(static_cast<std::uint64_t>(m_now - queue.since),
                             static_cast<std::uint32_t>(queue.visible.size()));
    const double span = static_cast<double>(std::max<std::int64_t>(m_now, 1));
    result.meanInQueue = result.meanInSystem = queue.waiting.toDouble() / span;
    if (queue.received > 0)
        result.meanWaitMs = queue.waits.toDouble() / static_cast<double>(queue.received) / 1e6;
    result.throughputPerS = static_cast<double>(queue.deleted) * 1e9 / span;
    result.redelivered = queue.redelivered;
    result.deadLettered = queue.deadLettered;
}

std::vector<Incident> EventEngine::incidents() const
{
    std::vector<Incident> all = m_incidents;
    for (Incident& incident : all) {
        const Recovery recovery =
            recoveryAfter(m_series, static_cast<double>(m_plan.sampleNs) / 1e9, incident.atS);
        incident.recoveredS = recovery.afterS;
        incident.failedRequests = recovery.failed;
        incident.phases = phasesOf(static_cast<Index>(&incident - all.data()), incident.recoveredS);
    }
    return all;
}

Histogram EventEngine::latencies() const
{
    Histogram all;
    for (const Population& state : m_populations)
        all.merge(state.latencies);
    return all;
}

SimulationResult EventEngine::result() const
{
    SimulationResult result;
    result.scenario = m_plan.scenario;
    result.seed = m_plan.seed;
    result.simulatedS = static_cast<double>(m_now) / 1e9;
    for (std::size_t population = 0; population < m_populations.size(); ++population) {
        const Population& state = m_populations[population];
        result.offered += state.offered;
        result.succeeded += state.succeeded;
        result.failed += state.failed;
        result.populations.emplace(m_plan.populations[population].id,
                                   PopulationResult{.offered = state.offered,
                                                    .succeeded = state.succeeded,
                                                    .failed = state.failed,
                                                    .latencyMs = summaryOf(state.latencies)});
    }
    result.inFlight = result.offered - result.succeeded - result.failed;
    for (std::size_t cause = 0; cause < causes; ++cause)
        if (m_failedByCause[cause] > 0)
            result.failedByCause.emplace(toString(static_cast<Cause>(cause)),
                                         m_failedByCause[cause]);
    const auto finished = static_cast<double>(result.succeeded + result.failed);
    result.availability = finished > 0 ? static_cast<double>(result.succeeded) / finished : 1;
    result.latencyMs = summaryOf(latencies());
    result.latencyMean95 = {result.latencyMs.mean, result.latencyMs.mean};
    for (Index node = 0; node < m_plan.nodes.size(); ++node)
        result.nodes.emplace(m_plan.nodes[node].id, nodeResult(node));
    result.incidents = incidents();
    result.scaling = m_scaling;
    result.timeline = m_timeline;
    result.lostSessions = m_lostSessions;
    result.lostFiles = m_lostFiles;
    result.sessions = liveSessions();
    result.activities = m_activities;
    result.alarms = m_alarmEvents;
    result.notifications = m_notifications;
    result.series = m_series;
    result.events = m_events;
    return result;
}

NodeFrame EventEngine::nodeFrame(Index node) const
{
    const NodePlan& plan = m_plan.nodes[node];
    NodeFrame frame;
    if (plan.kind == NodeKind::Balancer) {
        frame.health = isAnswering(node) ? NodeHealth::Running : NodeHealth::Unhealthy;
        frame.hasWorkers = false;
        return frame;
    }
    const auto addInstanceTo = [&](const Instance& instance) {
        const bool isUnhealthy =
            std::any_of(instance.targets.begin(), instance.targets.end(), [&](Index target) {
                return m_targets[target].state == TargetState::Unhealthy
                       || m_targets[target].state == TargetState::Initial;
            });
        frame.load += instance.lastLoad;
        frame.throughputPerS += instance.lastRate;
        frame.queue += instance.queued;
        frame.inService += instance.isRunning() && !isUnhealthy ? 1 : 0;
        ++frame.total;
        return isUnhealthy;
    };
    frame.inService = 0;
    frame.total = 0;
    if (plan.kind == NodeKind::Station) {
        const Instance& instance = m_instances[m_instanceOf[node]];
        const bool isUnhealthy = addInstanceTo(instance);
        if (instance.queue != none)
            frame.queue += static_cast<double>(m_queues[instance.queue].visible.size());
        const bool isStarting = instance.state == InstanceState::Booting || instance.isFailingOver;
        frame.health = instance.isRunning()
                           ? (isUnhealthy ? NodeHealth::Unhealthy : NodeHealth::Running)
                       : isStarting ? NodeHealth::Starting
                                    : NodeHealth::Stopped;
        return frame;
    }
    for (const Index member : m_groups[plan.group].members)
        addInstanceTo(m_instances[member]);
    frame.load = frame.inService > 0 ? frame.load / frame.inService : 0;
    frame.health = frame.inService == frame.total ? NodeHealth::Running
                   : frame.inService > 0          ? NodeHealth::Starting
                                                  : NodeHealth::Unhealthy;
    return frame;
}

MemberPhase EventEngine::phaseOf(const Instance& instance) const
{
    if (instance.isDraining)
        return MemberPhase::Draining;
    if (instance.lifecycle == Lifecycle::Terminating
        || instance.lifecycle == Lifecycle::TerminatingWait)
        return MemberPhase::Terminating;
    const bool isStarting =
        instance.state == InstanceState::Pending || instance.state == InstanceState::Booting
        || instance.lifecycle == Lifecycle::Pending || instance.lifecycle == Lifecycle::PendingWait;
    const auto is = [&](TargetState state) {
        return std::any_of(instance.targets.begin(), instance.targets.end(),
                           [&](Index target) { return m_targets[target].state == state; });
    };
    if (isStarting || (instance.isRunning() && is(TargetState::Initial)))
        return MemberPhase::Booting;
    return instance.isRunning() && !is(TargetState::Unhealthy) ? MemberPhase::InService
                                                               : MemberPhase::Unhealthy;
}

/// In one walk over all instances: what leaves a group is none of its members any more.
void EventEngine::addMembers(SimulationFrame& frame) const
{
    std::vector<NodeFrame*> groups;
    for (const GroupPlan& group : m_plan.groups)
        groups.push_back(&frame.nodes.at(m_plan.nodes[group.node].id));
    for (const Instance& instance : m_instances)
        if (instance.group != none && instance.lifecycle != Lifecycle::None
            && instance.lifecycle != Lifecycle::Terminated
            && instance.state != InstanceState::Terminated)
            groups[instance.group]->members.push_back(phaseOf(instance));
    for (NodeFrame* group : groups)
        std::sort(group->members.begin(), group->members.end());
}

SimulationFrame EventEngine::frame()
{
    SimulationFrame frame;
    frame.now = SimTime{m_now};
    for (Index node = 0; node < m_plan.nodes.size(); ++node)
        frame.nodes.emplace(m_plan.nodes[node].id, nodeFrame(node));
    if (!m_plan.groups.empty())
        addMembers(frame);
    for (Index index = 0; index < m_plan.edges.size(); ++index) {
        const Index to = m_plan.edges[index].to;
        if (to != none && m_plan.nodes[to].kind == NodeKind::Balancer)
            frame.nodes.at(m_plan.nodes[to].id).throughputPerS += m_edges[index].requestRate;
        const Index connection = m_plan.edges[index].connection;
        if (connection == none)
            continue;
        frame.connectionRatePerS[m_plan.connections[connection]] += m_edges[index].requestRate;
        frame.connectionFailedPerS[m_plan.connections[connection]] += m_edges[index].failedRate;
    }
    for (const Population& state : m_populations) {
        frame.offered += state.offered;
        frame.succeeded += state.succeeded;
        frame.failed += state.failed;
    }
    frame.newSamples.assign(m_series.begin() + static_cast<std::ptrdiff_t>(m_samplesShown),
                            m_series.end());
    m_samplesShown = m_series.size();
    frame.scaling = m_scaling;
    frame.activities = newest(m_activities);
    frame.alarms = newest(m_alarmEvents);
    frame.incidents = incidents();
    frame.timeline = m_timeline;
    frame.isFinished = m_now >= m_plan.endNs;
    return frame;
}

} // namespace skydraft
