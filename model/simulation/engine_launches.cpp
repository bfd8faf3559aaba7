// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"

#include <algorithm>
#include <optional>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;
/// The pause after a launch that failed doubles up to this.
constexpr std::int64_t longestPauseNs = 64 * minuteNs;

Text launching(const std::string& name)
{
    return MODEL_TEXT("Scaling", "Launching a new EC2 instance: %1").with(name);
}

} // namespace

/// The zones that stand, the one with the fewest members first; none where it names no zones.
std::vector<Index> EventEngine::zonesForLaunch(Index groupIndex) const
{
    const GroupState& group = m_groups[groupIndex];
    if (m_plan.groups[groupIndex].zones.empty())
        return {none};
    const auto inZone = [&](Index zone) {
        return std::count_if(group.members.begin(), group.members.end(),
                             [&](Index member) { return m_instances[member].zone == zone; });
    };
    std::vector<Index> zones = m_plan.groups[groupIndex].zones;
    std::erase_if(zones, [&](Index zone) { return m_zoneDown[zone] != 0; });
    std::stable_sort(zones.begin(), zones.end(),
                     [&](Index a, Index b) { return inZone(a) < inZone(b); });
    return zones;
}

/// Launches what is missing to the desired capacity.
void EventEngine::restoreCapacity(Index groupIndex, const Text& cause)
{
    GroupState& group = m_groups[groupIndex];
    while (group.members.size() < group.desired)
        if (launchMember(groupIndex, cause) == none)
            return;
}

/// A new member on its way into service, or none where no zone can give one now; that is tried
/// again later.
Index EventEngine::launchMember(Index groupIndex, const Text& cause)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    GroupState& group = m_groups[groupIndex];
    if (plan.isSuspended(GroupProcess::Launch))
        return none;
    std::optional<Index> zone;
    for (const Index candidate : zonesForLaunch(groupIndex)) {
        const bool isFull = candidate != none && m_zoneFull[candidate] > 0;
        if (!isFull && hasAddress(groupIndex, candidate)) {
            zone = candidate;
            break;
        }
        // The next zone may have what this one lacks.
        const Index activity =
            beginActivity(groupIndex, none, whyNoLaunch(groupIndex, candidate), cause);
        endActivity(activity, ActivityStatus::Failed);
        notify(groupIndex, GroupNotice::LaunchError,
               candidate == none ? std::string{} : m_plan.zones[candidate]);
    }
    if (!zone) {
        retryLater(groupIndex);
        return none;
    }
    const Index index = addMember(groupIndex, *zone);
    const bool isWarm = group.warm > 0;
    group.warm -= isWarm ? 1 : 0;
    group.members.push_back(index);
    Instance& member = m_instances[index];
    member.state = InstanceState::Pending;
    member.lifecycle = Lifecycle::Pending;
    member.fromWarmPool = isWarm;
    member.activity = beginActivity(groupIndex, index, launching(member.name), cause);
    applyVersion(index, group.version, group.isVersionBad);
    startTimer(TimerKind::Launched, index,
               m_now + (isWarm ? plan.warmPool.startNs : plan.launchNs));
    return index;
}

void EventEngine::retryLater(Index groupIndex)
{
    GroupState& group = m_groups[groupIndex];
    if (group.isRetrying)
        return;
    constexpr std::uint32_t mostDoublings = 6;
    const std::uint32_t doublings = std::min(group.failedLaunches, mostDoublings);
    ++group.failedLaunches;
    group.isRetrying = true;
    const std::int64_t pause = std::min(minuteNs << doublings, longestPauseNs);
    startTimer(TimerKind::LaunchRetry, groupIndex, m_now + pause);
}

void EventEngine::applyVersion(Index instanceIndex, std::uint32_t version, bool isBad)
{
    Instance& instance = m_instances[instanceIndex];
    instance.version = version;
    if (isBad != instance.isVersionBad) {
        instance.errorFaults += isBad ? 1 : 0;
        instance.errorFaults -= !isBad && instance.errorFaults > 0 ? 1 : 0;
    }
    instance.isVersionBad = isBad;
    if (isBad)
        instance.incident = m_groups[instance.group].deployment.incident;
}

/// EC2 runs the instance: its software starts, and it is in service at once or after its hooks.
void EventEngine::memberLaunched(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state != InstanceState::Pending || instance.lifecycle != Lifecycle::Pending)
        return;
    const GroupPlan& plan = m_plan.groups[instance.group];
    instance.accrue(m_now);
    instance.state = InstanceState::Booting;
    readConfiguration(instanceIndex);
    // User data runs at the first boot only, which an instance of a warm pool has behind it.
    const std::int64_t boot = !instance.fromWarmPool    ? plan.bootNs + plan.userDataNs
                              : plan.warmPool.isRunning ? 0
                                                        : plan.bootNs;
    if (boot == 0)
        memberBooted(instanceIndex);
    else
        startTimer(TimerKind::MemberBooted, instanceIndex, m_now + boot);
    if (!plan.launchHook)
        return putInService(instanceIndex);
    instance.lifecycle = Lifecycle::PendingWait;
    instance.hookUntil = m_now + plan.launchHook->waitNs;
    startTimer(TimerKind::HookEnd, instanceIndex, m_now + plan.launchHook->waitNs);
}

void EventEngine::memberBooted(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state != InstanceState::Booting)
        return;
    // Its process does not start where nothing starts it.
    if (!m_plan.nodes[instance.node].startsByItself)
        ++instance.processFaults;
    goUp(instanceIndex);
}

void EventEngine::putInService(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    const Index groupIndex = instance.group;
    const GroupPlan& plan = m_plan.groups[groupIndex];
    instance.lifecycle = Lifecycle::InService;
    m_groups[groupIndex].failedLaunches = 0;
    instance.warmUntil = m_now + m_groups[groupIndex].nextWarmupNs;
    instance.graceUntil = m_now + plan.graceNs;
    // The new fleet of a blue/green deployment is kept apart until it takes over.
    const Deployment& deployment = m_groups[groupIndex].deployment;
    const bool isApart =
        deployment.isRunning && deployment.plan.policy == DeployPolicy::BlueGreen
        && std::find(deployment.extra.begin(), deployment.extra.end(), instanceIndex)
               != deployment.extra.end();
    endActivity(instance.activity, ActivityStatus::Successful);
    notify(groupIndex, GroupNotice::Launch, instance.name);
    if (!isApart)
        registerMember(instanceIndex, false);
    endCooldown(groupIndex);
}

void EventEngine::endHook(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (m_now != instance.hookUntil)
        return; // it was terminated while it waited
    if (instance.lifecycle == Lifecycle::TerminatingWait)
        return terminate(instanceIndex); // both results lead there
    if (instance.lifecycle != Lifecycle::PendingWait)
        return;
    const Index groupIndex = instance.group;
    const HookPlan& hook = *m_plan.groups[groupIndex].launchHook;
    if (hook.continues)
        return putInService(instanceIndex);
    endActivity(instance.activity, ActivityStatus::Cancelled);
    const std::string name = instance.name;
    notify(groupIndex, GroupNotice::LaunchError, name);
    std::erase(m_groups[groupIndex].members, instanceIndex);
    retire(instanceIndex,
           MODEL_TEXT("Scaling", "the lifecycle hook %1 was abandoned").with(hook.name));
    retryLater(groupIndex);
}

/// A cooldown of simple scaling begins when the last launch or termination is done, draining
/// included (Amazon EC2 Auto Scaling user guide, "Scaling cooldowns").
void EventEngine::endCooldown(Index groupIndex)
{
    GroupState& group = m_groups[groupIndex];
    const auto isLeaving = [&](const Instance& instance) {
        return instance.group == groupIndex
               && (instance.lifecycle == Lifecycle::Terminating
                   || instance.lifecycle == Lifecycle::TerminatingWait);
    };
    if (!group.hasCooldown || isBusy(group)
        || std::any_of(m_instances.begin(), m_instances.end(), isLeaving))
        return;
    group.hasCooldown = false;
    group.quietUntil = m_now + group.cooldownNs;
}

/// A warm pool holds what lies between the group and its maximum, prepared (Amazon EC2 Auto Scaling
/// user guide, "Warm pools for Amazon EC2 Auto Scaling").
void EventEngine::refillWarmPool(Index groupIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    GroupState& group = m_groups[groupIndex];
    if (!plan.warmPool.isOn)
        return;
    const auto members = static_cast<std::uint32_t>(group.members.size());
    const std::uint32_t wanted =
        std::max(plan.warmPool.minimum, group.maximum > members ? group.maximum - members : 0U);
    for (; group.warm + group.warming < wanted; ++group.warming)
        startTimer(TimerKind::WarmReady, groupIndex,
                   m_now + plan.launchNs + plan.bootNs + plan.userDataNs);
}

} // namespace skydraft
