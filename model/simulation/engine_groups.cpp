// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;
constexpr std::int64_t dayNs = 24 * 60 * minuteNs;

} // namespace

void EventEngine::fireScaling(Timer timer)
{
    switch (timer.kind) {
    case TimerKind::MemberBooted:
        return memberBooted(timer.a);
    case TimerKind::HookEnd:
        return endHook(timer.a);
    case TimerKind::WarmReady: {
        --m_groups[timer.a].warming;
        ++m_groups[timer.a].warm;
        return;
    }
    case TimerKind::LaunchRetry: {
        m_groups[timer.a].isRetrying = false;
        return restoreCapacity(timer.a,
                               MODEL_TEXT("Scaling", "an instance was started in response to a "
                                                     "difference between desired and actual "
                                                     "capacity"));
    }
    case TimerKind::Scheduled:
        return runSchedule(timer.a);
    case TimerKind::Metrics:
        return tickMetrics();
    case TimerKind::DeployStep:
        return stepDeployment(timer.a);
    default:
        return;
    }
}

void EventEngine::startGroup(Index groupIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    GroupState& group = m_groups[groupIndex];
    group.policyQuietUntil.assign(plan.policies.size(), 0);
    group.minimum = plan.minimum;
    group.maximum = plan.maximum;
    group.desired = plan.desired;
    group.nextWarmupNs = plan.warmupNs;
    for (const Index node : plan.drawn)
        group.members.push_back(m_instanceOf[node]);
    while (group.members.size() < group.desired) {
        std::vector<Index> zones = zonesForLaunch(groupIndex);
        std::erase_if(zones, [&](Index zone) { return !hasAddress(groupIndex, zone); });
        if (zones.empty())
            break; // it tries again, below
        group.members.push_back(addMember(groupIndex, zones.front()));
    }
    for (const Index member : group.members) {
        m_instances[member].lifecycle = Lifecycle::InService;
        registerMember(member, true);
    }
    group.desired = std::max(plan.desired, static_cast<std::uint32_t>(group.members.size()));
    restoreCapacity(groupIndex,
                    MODEL_TEXT("Scaling", "an instance was started in response to a difference "
                                          "between desired and actual capacity"));
    if (plan.warmPool.isOn)
        group.warm = std::max(plan.warmPool.minimum,
                              group.maximum > group.desired ? group.maximum - group.desired : 0U);
    startTimer(TimerKind::GroupMinute, groupIndex, minuteNs);
    for (Index schedule = 0; schedule < m_plan.schedules.size(); ++schedule)
        if (m_plan.schedules[schedule].group == groupIndex)
            startTimer(TimerKind::Scheduled, schedule, m_plan.schedules[schedule].atNs);
}

/// A new instance that is not drawn; not yet among the members.
Index EventEngine::addMember(Index groupIndex, Index zone)
{
    const Index node = m_plan.groups[groupIndex].node;
    GroupState& group = m_groups[groupIndex];
    const std::string name =
        m_plan.nodes[node].id.value() + '/' + std::to_string(group.nextNumber++);
    const Index instance = addInstance(node, groupIndex, name);
    m_instances[instance].isVirtual = true;
    m_instances[instance].zone = zone;
    m_instances[instance].launchedAt = m_now;
    takeAddress(instance);
    return instance;
}

void EventEngine::registerMember(Index instance, bool isInService)
{
    const Index group = m_instances[instance].group;
    if (m_plan.groups[group].isSuspended(GroupProcess::AddToLoadBalancer) && !isInService)
        return;
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

void EventEngine::recordScaling(Index group, std::uint32_t from, std::uint32_t to, Text cause)
{
    m_scaling.push_back(ScalingEvent{.atS = static_cast<double>(m_now) / 1e9,
                                     .group = m_plan.nodes[m_plan.groups[group].node].id,
                                     .from = static_cast<int>(from),
                                     .to = static_cast<int>(to),
                                     .cause = std::move(cause)});
}

void EventEngine::setDesired(Index groupIndex, std::uint32_t desired, Text cause,
                             const Text& activity)
{
    GroupState& group = m_groups[groupIndex];
    if (desired == group.desired)
        return;
    recordScaling(groupIndex, group.desired, desired, std::move(cause));
    const std::uint32_t before = group.desired;
    group.desired = desired;
    const Text words = MODEL_TEXT("Scaling", "%1, changing the desired capacity from %2 to %3")
                           .with(activity)
                           .with(static_cast<int>(before))
                           .with(static_cast<int>(desired));
    const auto members = static_cast<std::uint32_t>(group.members.size());
    if (desired < members)
        return scaleIn(groupIndex, std::min(members - desired, before - std::min(before, desired)),
                       words);
    restoreCapacity(groupIndex, words);
}

bool EventEngine::isBusy(const GroupState& group) const
{
    return std::any_of(group.members.begin(), group.members.end(), [&](Index member) {
        const Lifecycle phase = m_instances[member].lifecycle;
        return phase == Lifecycle::Pending || phase == Lifecycle::PendingWait;
    });
}

bool EventEngine::isWarming(const GroupState& group) const
{
    return isBusy(group)
           || std::any_of(group.members.begin(), group.members.end(),
                          [&](Index member) { return m_instances[member].warmUntil > m_now; });
}

/// What a group looks after all the time: unhealthy members, zones in balance, its warm pool.
void EventEngine::reviewGroup(Index groupIndex)
{
    replaceUnhealthy(groupIndex);
    endCooldown(groupIndex);
    rebalance(groupIndex);
    refillWarmPool(groupIndex);
}

/// Launches in the zone with the fewest members before it terminates in the one with the most, and
/// may exceed the maximum for it by 10 % or one instance (Amazon EC2 Auto Scaling user guide,
/// "Amazon EC2 Auto Scaling benefits", on rebalancing).
void EventEngine::rebalance(Index groupIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    GroupState& group = m_groups[groupIndex];
    if (group.deployment.isRunning || isBusy(group))
        return;
    const auto members = static_cast<std::uint32_t>(group.members.size());
    if (members > group.desired)
        return scaleIn(groupIndex, members - group.desired,
                       MODEL_TEXT("Scaling", "instances were launched to balance the zones; the "
                                             "group has more than its desired capacity"));
    if (plan.zones.size() < 2 || plan.isSuspended(GroupProcess::RebalanceZones)
        || members < group.desired)
        return;
    const auto inZone = [&](Index zone) {
        return std::count_if(group.members.begin(), group.members.end(),
                             [&](Index member) { return m_instances[member].zone == zone; });
    };
    std::ptrdiff_t most = 0;
    for (const Index zone : plan.zones)
        most = std::max(most, inZone(zone));
    const std::vector<Index> zones = zonesForLaunch(groupIndex);
    const std::uint32_t beyond = std::max(group.maximum / 10, 1U);
    if (zones.empty() || most - inZone(zones.front()) < 2 || members >= group.maximum + beyond
        || m_zoneFull[zones.front()] > 0 || !hasAddress(groupIndex, zones.front()))
        return;
    launchMember(groupIndex,
                 MODEL_TEXT("Scaling", "an instance was launched to aid in balancing the group's "
                                       "zones"));
}

void EventEngine::runSchedule(Index schedule)
{
    const ScheduledActionPlan& action = m_plan.schedules[schedule];
    if (action.isDaily)
        startTimer(TimerKind::Scheduled, schedule, m_now + dayNs);
    if (m_plan.groups[action.group].isSuspended(GroupProcess::ScheduledActions))
        return;
    GroupState& group = m_groups[action.group];
    group.minimum = action.minimum.value_or(group.minimum);
    group.maximum = std::max(action.maximum.value_or(group.maximum), group.minimum);
    const std::uint32_t desired =
        std::clamp(action.desired.value_or(group.desired), group.minimum, group.maximum);
    setDesired(
        action.group, desired, MODEL_TEXT("Scaling", "scheduled action %1").with(action.name),
        MODEL_TEXT("Scaling", "a scheduled action (%1) updated the group's constraints to min: %2, "
                              "max: %3, desired: %4")
            .with(action.name)
            .with(static_cast<int>(group.minimum))
            .with(static_cast<int>(group.maximum))
            .with(static_cast<int>(desired)));
}

} // namespace skydraft
