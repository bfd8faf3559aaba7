// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;

std::uint64_t since(std::uint64_t now, std::uint64_t& before)
{
    // Counters begin again at the end of the warm-up.
    const std::uint64_t span = now >= before ? now - before : now;
    before = now;
    return span;
}

} // namespace

void EventEngine::startAlarms()
{
    m_alarms.resize(m_plan.alarms.size());
    if (m_plan.alarms.empty())
        return;
    m_metricStep = minuteNs;
    for (const AlarmPlan& plan : m_plan.alarms) {
        if (plan.periodNs < minuteNs)
            m_metricStep = minuteNs / 6;
        m_watchesAnswers = m_watchesAnswers || plan.metric == Metric::ResponseTime
                           || plan.metric == Metric::Errors;
    }
    startTimer(TimerKind::Metrics, 0, m_metricStep);
}

/// Metrics are told at whole minutes, periods end at whole multiples of their length, and policies
/// are asked every minute as long as their alarm rings.
void EventEngine::tickMetrics()
{
    startTimer(TimerKind::Metrics, 0, m_now + m_metricStep);
    const bool isMinute = m_now % minuteNs == 0;
    if (isMinute)
        measureInstances();
    for (Index alarm = 0; alarm < m_alarms.size(); ++alarm) {
        if (isMinute)
            sampleAlarm(alarm);
        if (m_now % m_plan.alarms[alarm].periodNs == 0)
            evaluateAlarm(alarm);
    }
    if (!isMinute)
        return;
    for (Index group = 0; group < m_groups.size(); ++group)
        runPolicies(group);
}

/// Each instance tells its CPU at the end of its own interval, as the average since the last time.
void EventEngine::measureInstances()
{
    for (Instance& instance : m_instances) {
        instance.cpu = -1;
        if (instance.state == InstanceState::Terminated)
            continue;
        instance.accrue(m_now);
        instance.requests = since(instance.meter.arrivals, instance.requestsBefore);
        if (m_now % instance.metricNs != 0)
            continue;
        const Meter& meter = instance.meter;
        const double capacity = meter.capacity.minus(instance.minute.capacity).toDouble();
        const double busy = meter.busy.minus(instance.minute.busy).toDouble()
                            + meter.burned.minus(instance.minute.burned).toDouble();
        instance.minute =
            MeterMark{meter.busy, meter.capacity, meter.arrivals, meter.served, meter.burned};
        // A host whose process does not run is idle; one that is gone tells nothing.
        const bool isIdle = instance.state == InstanceState::Stopped
                            || instance.state == InstanceState::Hung
                            || instance.state == InstanceState::Booting;
        if (capacity > 0)
            instance.cpu = 100 * busy / capacity;
        else if (isIdle && instance.workers != unlimited)
            instance.cpu = 0;
    }
}

std::vector<Index> EventEngine::watchedInstances(const AlarmPlan& plan) const
{
    std::vector<Index> watched;
    if (plan.pool != none) {
        for (const Index target : m_pools[plan.pool].registered)
            watched.push_back(m_targets[target].instance);
    } else if (plan.group != none) {
        // A warming instance does not count into the metric of its group (Amazon EC2 Auto Scaling
        // user guide, "Set the default instance warmup for an Auto Scaling group").
        for (const Index member : m_groups[plan.group].members)
            if (m_instances[member].lifecycle == Lifecycle::InService
                && m_instances[member].warmUntil <= m_now)
                watched.push_back(member);
    } else if (plan.node != none && m_instanceOf[plan.node] != none) {
        watched.push_back(m_instanceOf[plan.node]);
    }
    return watched;
}

/// A queue tells how many messages wait, and how old the oldest of them is (Amazon SQS developer
/// guide, "Available CloudWatch metrics for Amazon SQS").
void EventEngine::sampleQueue(const AlarmPlan& plan, AlarmWatch& watch) const
{
    const Index instance = plan.node == none ? none : m_instanceOf[plan.node];
    if (instance == none || m_instances[instance].queue == none)
        return;
    const MessageQueue& queue = m_queues[m_instances[instance].queue];
    if (plan.metric == Metric::QueueDepth)
        return watch.samples.add(static_cast<double>(queue.visible.size()));
    std::int64_t oldest = m_now;
    for (const Index message : queue.visible)
        oldest = std::min(oldest, m_messages[message].sent);
    watch.samples.add(static_cast<double>(m_now - oldest) / 1e9);
}

void EventEngine::sampleAlarm(Index alarm)
{
    const AlarmPlan& plan = m_plan.alarms[alarm];
    AlarmWatch& watch = m_alarms[alarm];
    switch (plan.metric) {
    case Metric::Cpu:
        return sampleCpu(plan, watch);
    case Metric::RequestsPerTarget:
    case Metric::RequestRate:
        return sampleRequests(plan, watch);
    case Metric::UnhealthyHosts:
        return sampleUnhealthy(plan, watch);
    case Metric::QueueDepth:
    case Metric::MessageAge:
        return sampleQueue(plan, watch);
    case Metric::ResponseTime: // told with every answer
    case Metric::Errors:
    case Metric::Unknown:
        return;
    }
}

void EventEngine::sampleCpu(const AlarmPlan& plan, AlarmWatch& watch)
{
    std::uint32_t measured = 0;
    for (const Index index : watchedInstances(plan)) {
        if (m_instances[index].cpu < 0)
            continue;
        watch.samples.add(m_instances[index].cpu);
        ++measured;
    }
    // Target tracking reckons with as many instances as told something last.
    watch.measured = measured > 0 ? measured : watch.measured;
}

void EventEngine::sampleRequests(const AlarmPlan& plan, AlarmWatch& watch)
{
    const bool isBalancer = plan.node != none && m_plan.nodes[plan.node].kind == NodeKind::Balancer;
    std::uint64_t requests = 0;
    std::uint32_t targets = 0;
    if (isBalancer) {
        requests = since(m_nodeMeters[plan.node].arrivals, watch.requestsBefore);
    } else {
        for (const Index index : watchedInstances(plan)) {
            if (!m_instances[index].isRunning())
                continue;
            requests += m_instances[index].requests;
            ++targets;
        }
    }
    watch.measured = targets;
    if (plan.metric == Metric::RequestRate)
        watch.samples.add(1, requests); // nothing is told where there are none
    else if (targets > 0)
        watch.samples.add(static_cast<double>(requests) / targets);
}

void EventEngine::sampleUnhealthy(const AlarmPlan& plan, AlarmWatch& watch)
{
    std::uint32_t registered = 0;
    std::uint32_t unhealthy = 0;
    const auto countPool = [&](Index pool) {
        for (const Index target : m_pools[pool].registered) {
            ++registered;
            unhealthy += m_targets[target].state == TargetState::Unhealthy ? 1U : 0U;
        }
    };
    if (plan.pool != none)
        countPool(plan.pool);
    if (plan.group != none)
        for (const Index member : m_groups[plan.group].members) {
            ++registered;
            unhealthy += isUnhealthyTarget(member) ? 1U : 0U;
        }
    if (plan.node != none && m_plan.nodes[plan.node].balancer != none) {
        const BalancerPlan& balancer = m_plan.balancers[m_plan.nodes[plan.node].balancer];
        if (balancer.directPool != none)
            countPool(balancer.directPool);
        for (const auto& listener : balancer.listeners)
            countPool(listener.second);
    }
    if (registered > 0)
        watch.samples.add(unhealthy);
}

/// A balancer's call is over: from a target, or without one.
void EventEngine::noteAnswer(Index hopIndex, Outcome outcome, std::int64_t lag)
{
    const RequestHop& hop = m_hops[hopIndex];
    const Index node = m_edges[hop.edge].to;
    const Index target = (hop.flags & RequestHop::target) != 0 ? hop.place : none;
    const Index instance = target == none ? none : m_targets[target].instance;
    for (Index alarm = 0; alarm < m_alarms.size(); ++alarm) {
        const AlarmPlan& plan = m_plan.alarms[alarm];
        const bool isTime = plan.metric == Metric::ResponseTime && outcome == Outcome::Succeeded;
        const bool isError = plan.metric == Metric::Errors && outcome == Outcome::Failed;
        const bool isHere =
            plan.node == node
            || (plan.pool != none && target != none && m_targets[target].pool == plan.pool)
            || (plan.group != none && instance != none
                && m_instances[instance].group == plan.group);
        if (!isHere || (!isTime && !isError))
            continue;
        if (isTime)
            m_alarms[alarm].samples.addTime(m_now + lag - m_forwardedAt[hopIndex]);
        else
            m_alarms[alarm].samples.add(1);
    }
}

void EventEngine::evaluateAlarm(Index index)
{
    const AlarmPlan& plan = m_plan.alarms[index];
    AlarmWatch& watch = m_alarms[index];
    watch.recent.push_back(watch.samples.value(plan.statistic));
    watch.samples.clear();
    if (watch.recent.size() > plan.rule.evaluationPeriods + furtherPeriods)
        watch.recent.erase(watch.recent.begin());
    const AlarmState before = watch.state;
    watch.state = stateAfter(plan.rule, watch.recent, before);
    if (watch.state == before)
        return;
    const Datapoint last = watch.last();
    const Text reason =
        watch.state == AlarmState::InsufficientData
            ? MODEL_TEXT("Alarm", "there are no datapoints to decide by")
        : !last ? MODEL_TEXT("Alarm", "missing datapoints count as the alarm says")
        : watch.state == AlarmState::Alarm
            ? MODEL_TEXT("Alarm", "threshold crossed: the newest datapoint is %1, the threshold %2")
            : MODEL_TEXT("Alarm", "within the threshold: the newest datapoint is %1, the threshold "
                                  "%2");
    m_alarmEvents.push_back(AlarmEvent{
        .atS = static_cast<double>(m_now) / 1e9,
        .alarm = plan.name,
        .from = before,
        .to = watch.state,
        .reason = last && watch.state != AlarmState::InsufficientData
                      ? reason.with(std::round(*last * 1000) / 1000).with(plan.rule.threshold)
                      : reason});
    const char* const state = watch.state == AlarmState::Alarm ? "ALARM"
                              : watch.state == AlarmState::Ok  ? "OK"
                                                               : "INSUFFICIENT_DATA";
    publish(plan.topic, MODEL_TEXT("Alarm", "%1: \"%2\"").with(state).with(plan.name));
}

} // namespace skydraft
