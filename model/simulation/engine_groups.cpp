// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"
#include "model/simulation/scaling_policy.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;

} // namespace

void EventEngine::startGroup(Index groupIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    Group& group = m_groups[groupIndex];
    group.policies.resize(plan.policies.size());
    group.desired = plan.desired;
    for (const Index node : plan.drawn) {
        group.members.push_back(m_instanceOf[node]);
        registerMember(m_instanceOf[node], true);
    }
    while (group.members.size() < group.desired) {
        const Index zone = zoneForLaunch(groupIndex);
        const std::string name =
            m_plan.nodes[plan.node].id.value() + '/' + std::to_string(group.nextNumber++);
        const Index instance = addInstance(plan.node, groupIndex, name);
        m_instances[instance].isVirtual = true;
        m_instances[instance].zone = zone;
        group.members.push_back(instance);
        registerMember(instance, true);
    }
    group.desired = static_cast<std::uint32_t>(group.members.size());
    if (!plan.policies.empty())
        startTimer(TimerKind::GroupMinute, groupIndex, minuteNs);
}

void EventEngine::registerMember(Index instance, bool isInService)
{
    const Index group = m_instances[instance].group;
    const Index node = m_plan.groups[group].node;
    for (Index pool = 0; pool < m_plan.pools.size(); ++pool) {
        // A drawn member may stand in a target group by its own name too.
        const std::vector<Index>& targets = m_instances[instance].targets;
        const bool isThere = std::any_of(targets.begin(), targets.end(), [&](Index target) {
            return m_targets[target].pool == pool;
        });
        for (const PoolMember& member : m_plan.pools[pool].members)
            if (member.node == node && !isThere)
                registerTarget(pool, instance, member.edge, isInService);
    }
}

Index EventEngine::zoneForLaunch(Index groupIndex) const
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    const Group& group = m_groups[groupIndex];
    Index best = none;
    std::ptrdiff_t fewest = 0;
    for (const Index zone : plan.zones) {
        if (m_zoneDown[zone] != 0)
            continue;
        const auto here =
            std::count_if(group.members.begin(), group.members.end(),
                          [&](Index member) { return m_instances[member].zone == zone; });
        if (best == none || here < fewest) {
            best = zone;
            fewest = here;
        }
    }
    return best;
}

void EventEngine::launchMember(Index groupIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    Group& group = m_groups[groupIndex];
    const Index zone = zoneForLaunch(groupIndex);
    if (zone == none && !plan.zones.empty()) {
        ++group.postponed; // all its zones are down
        return;
    }
    const std::string name =
        m_plan.nodes[plan.node].id.value() + '/' + std::to_string(group.nextNumber++);
    const Index instance = addInstance(plan.node, groupIndex, name);
    Instance& member = m_instances[instance];
    member.isVirtual = true;
    member.zone = zone;
    member.state = InstanceState::Pending;
    group.members.push_back(instance);
    startTimer(TimerKind::Launched, instance, m_now + plan.launchNs);
}

void EventEngine::memberLaunched(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state != InstanceState::Pending)
        return;
    const GroupPlan& plan = m_plan.groups[instance.group];
    instance.accrue(m_now);
    instance.state = InstanceState::Running;
    instance.warmUntil = m_now + plan.warmupNs;
    instance.graceUntil = m_now + plan.graceNs;
    registerMember(instanceIndex, false);
}

void EventEngine::recordScaling(Index group, std::uint32_t from, std::uint32_t to, Text cause)
{
    m_scaling.push_back(ScalingEvent{.atS = static_cast<double>(m_now) / 1e9,
                                     .group = m_plan.nodes[m_plan.groups[group].node].id,
                                     .from = static_cast<int>(from),
                                     .to = static_cast<int>(to),
                                     .cause = std::move(cause)});
}

void EventEngine::setDesired(Index groupIndex, std::uint32_t desired, Text cause)
{
    Group& group = m_groups[groupIndex];
    if (desired == group.desired)
        return;
    recordScaling(groupIndex, group.desired, desired, std::move(cause));
    const std::uint32_t before = group.desired;
    group.desired = desired;
    if (desired < before)
        return scaleIn(groupIndex, before - desired);
    for (std::uint32_t added = before; added < desired; ++added)
        launchMember(groupIndex);
}

Index EventEngine::memberToRemove(const Group& group) const
{
    // Default termination policy: the zone with most instances first (Amazon EC2 Auto Scaling user
    // guide, "Termination policies"); there the newest, those that were drawn last of all.
    const auto inZoneOf = [&](Index member) {
        return std::count_if(group.members.begin(), group.members.end(), [&](Index other) {
            return m_instances[other].zone == m_instances[member].zone;
        });
    };
    Index best = none;
    for (const Index member : group.members) {
        const bool isBetter =
            best == none || inZoneOf(member) > inZoneOf(best)
            || (inZoneOf(member) == inZoneOf(best)
                && (m_instances[member].isVirtual || !m_instances[best].isVirtual));
        if (isBetter)
            best = member;
    }
    return best;
}

void EventEngine::scaleIn(Index groupIndex, std::uint32_t count)
{
    Group& group = m_groups[groupIndex];
    for (; count > 0 && group.postponed > 0; --count)
        --group.postponed;
    for (; count > 0 && !group.members.empty(); --count) {
        const Index instance = memberToRemove(group);
        std::erase(group.members, instance);
        drain(instance);
    }
}

void EventEngine::drain(Index instanceIndex)
{
    deregister(instanceIndex);
    Instance& instance = m_instances[instanceIndex];
    std::int64_t delay = 0;
    for (const Index target : instance.targets)
        if (m_targets[target].outstanding > 0)
            delay = std::max(delay, m_plan.pools[m_targets[target].pool].deregistrationNs);
    instance.isDraining = true;
    if (delay == 0)
        return terminate(instanceIndex);
    startTimer(TimerKind::DrainEnd, instanceIndex, m_now + delay);
}

void EventEngine::terminate(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state == InstanceState::Terminated)
        return;
    for (const Index target : instance.targets)
        removeTarget(target);
    instance.accrue(m_now);
    instance.state = InstanceState::Terminated;
    instance.isDraining = false;
    loseCalls(instanceIndex, Stop::Process);
}

void EventEngine::replace(Index instanceIndex, Text cause)
{
    const Index groupIndex = m_instances[instanceIndex].group;
    Group& group = m_groups[groupIndex];
    if (std::erase(group.members, instanceIndex) == 0)
        return; // it was no longer wanted
    noteDetected(instanceIndex);
    const auto left = static_cast<std::uint32_t>(group.members.size());
    terminate(instanceIndex);
    if (left >= group.desired)
        return;
    recordScaling(groupIndex, left, left + 1, std::move(cause));
    launchMember(groupIndex);
}

/// EC2 looks at an instance every minute ("Status checks for your instances", Amazon EC2 user
/// guide); a group replaces an instance that does not run as soon as it is told ("Health checks for
/// instances in an Auto Scaling group"). Each instance has its own phase.
void EventEngine::awaitStatusCheck(Index instanceIndex)
{
    RandomStream phases = stream(m_instances[instanceIndex].name, Purpose::StatusCheck);
    const auto phase = static_cast<std::int64_t>(static_cast<double>(minuteNs) * phases.uniform());
    const std::int64_t sinceCheck = (m_now + minuteNs - phase) % minuteNs;
    startTimer(TimerKind::StatusCheck, instanceIndex, m_now + minuteNs - sinceCheck);
}

bool EventEngine::isWarming(const Group& group) const
{
    return std::any_of(group.members.begin(), group.members.end(), [&](Index member) {
        const Instance& instance = m_instances[member];
        return instance.state == InstanceState::Pending || instance.warmUntil > m_now;
    });
}

void EventEngine::finishMinute(Index groupIndex)
{
    Group& group = m_groups[groupIndex];
    double cpu = 0;
    double requests = 0;
    std::uint32_t measured = 0;
    for (const Index member : group.members) {
        Instance& instance = m_instances[member];
        instance.accrue(m_now);
        const Meter& meter = instance.meter;
        const double capacity = meter.capacity.minus(instance.minute.capacity).toDouble();
        const double busy = meter.busy.minus(instance.minute.busy).toDouble()
                            + meter.burned.minus(instance.minute.burned).toDouble();
        const auto arrivals = static_cast<double>(meter.arrivals - instance.minute.arrivals);
        instance.minute =
            MeterMark{meter.busy, meter.capacity, meter.arrivals, meter.served, meter.burned};
        // A warming instance does not count into the metric of its group (Amazon EC2 Auto Scaling
        // user guide, "Default instance warmup").
        if (!instance.isRunning() || instance.warmUntil > m_now || capacity <= 0)
            continue;
        cpu += 100 * busy / capacity;
        requests += arrivals;
        ++measured;
    }
    const double count = std::max(measured, 1U);
    group.cpu.push_back(cpu / count);
    group.requests.push_back(requests / count);
    const std::vector<ScalingPolicyPlan>& policies = m_plan.groups[groupIndex].policies;
    for (std::size_t policy = 0; policy < policies.size(); ++policy) {
        if (policies[policy].kind == PolicyKind::Simple)
            evaluateAlarm(groupIndex, policy);
        else if (measured > 0) // insufficient data: no action
            trackTarget(groupIndex, policy,
                        policies[policy].metric == Metric::Cpu ? group.cpu.back()
                                                               : group.requests.back(),
                        measured);
    }
}

void EventEngine::trackTarget(Index groupIndex, std::size_t policyIndex, double metric,
                              std::uint32_t measured)
{
    // The two alarms of a target tracking policy: above the target for 3 minutes, or below 90 % of
    // it for 15 minutes. Amazon EC2 Auto Scaling makes them so; they cannot be changed.
    constexpr std::uint32_t highMinutes = 3;
    constexpr std::uint32_t lowMinutes = 15;
    constexpr double lowShare = 0.9;
    const GroupPlan& plan = m_plan.groups[groupIndex];
    const ScalingPolicyPlan& policy = plan.policies[policyIndex];
    Group& group = m_groups[groupIndex];
    PolicyState& state = group.policies[policyIndex];
    state.high = metric > policy.target ? state.high + 1 : 0;
    state.low = metric < lowShare * policy.target ? state.low + 1 : 0;
    const std::uint32_t wanted =
        std::clamp(wantedCapacity(measured, metric, policy.target), plan.minimum, plan.maximum);
    const bool isCpu = policy.metric == Metric::Cpu;
    const auto inWords = [&](const Text& cause) {
        return cause.with(std::round(metric * 10) / 10).with(policy.target);
    };
    if (state.high >= highMinutes && wanted > group.desired) {
        setDesired(groupIndex, wanted,
                   inWords(isCpu ? MODEL_TEXT(
                               "Scaling", "average CPU %1 % above the target %2 % for 3 minutes")
                                 : MODEL_TEXT(
                                     "Scaling",
                                     "requests per target %1 above the target %2 for 3 minutes")));
    } else if (state.low >= lowMinutes && wanted < group.desired && !isWarming(group)
               && m_now >= state.quietUntil) {
        state.quietUntil = m_now + policy.cooldownNs;
        setDesired(groupIndex, wanted,
                   inWords(isCpu ? MODEL_TEXT(
                               "Scaling", "average CPU %1 % below the target %2 % for 15 minutes")
                                 : MODEL_TEXT(
                                     "Scaling",
                                     "requests per target %1 below the target %2 for 15 minutes")));
    }
}

void EventEngine::evaluateAlarm(Index groupIndex, std::size_t policyIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    const ScalingPolicyPlan& policy = plan.policies[policyIndex];
    Group& group = m_groups[groupIndex];
    PolicyState& state = group.policies[policyIndex];
    const std::vector<double>& minutes = policy.metric == Metric::Cpu ? group.cpu : group.requests;
    if (minutes.size() % policy.periodMinutes != 0)
        return; // its period has not ended
    double sum = 0;
    for (std::size_t back = 1; back <= policy.periodMinutes; ++back)
        sum += minutes[minutes.size() - back];
    const double value = sum / policy.periodMinutes;
    const bool isBeyond = policy.isBelow ? value < policy.threshold : value > policy.threshold;
    const bool isAt = policy.isInclusive && value >= policy.threshold && value <= policy.threshold;
    state.breaching = isBeyond || isAt ? state.breaching + 1 : 0;
    if (state.breaching < policy.evaluationPeriods || m_now < state.quietUntil)
        return;
    const std::uint32_t wanted =
        std::clamp(adjustedCapacity(group.desired, policy), plan.minimum, plan.maximum);
    if (wanted == group.desired)
        return;
    // Simple scaling waits for its cooldown from the last launch or termination on.
    state.quietUntil = m_now + policy.cooldownNs + (wanted > group.desired ? plan.launchNs : 0);
    const Text cause = policy.isBelow ? MODEL_TEXT("Scaling", "alarm %1: %2 below %3")
                                      : MODEL_TEXT("Scaling", "alarm %1: %2 above %3");
    setDesired(groupIndex, wanted,
               cause.with(policy.alarm).with(std::round(value * 10) / 10).with(policy.threshold));
}

} // namespace skydraft
