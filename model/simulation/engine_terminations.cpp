// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"

#include <algorithm>
#include <tuple>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;
constexpr std::int64_t hourNs = 60 * minuteNs;

} // namespace

bool EventEngine::goesBefore(const GroupPlan& plan, const GroupState& group, Index oneIndex,
                             Index otherIndex) const
{
    const Instance& one = m_instances[oneIndex];
    const Instance& other = m_instances[otherIndex];
    const auto hour = [&](const Instance& instance) {
        return -((m_now - instance.launchedAt) % hourNs); // the longest into its hour first
    };
    const bool byHour = plan.termination == TerminationPolicy::Default
                        || plan.termination == TerminationPolicy::ClosestToInstanceHour;
    const bool byTemplate = plan.termination == TerminationPolicy::Default
                            || plan.termination == TerminationPolicy::OldestTemplate;
    if (byTemplate && (one.version < group.version) != (other.version < group.version))
        return one.version < group.version;
    if (byHour && hour(one) != hour(other))
        return hour(one) < hour(other);
    if (plan.termination == TerminationPolicy::OldestInstance && one.launchedAt != other.launchedAt)
        return one.launchedAt < other.launchedAt;
    if (plan.termination == TerminationPolicy::NewestInstance && one.launchedAt != other.launchedAt)
        return one.launchedAt > other.launchedAt;
    // AWS takes any of those that are left; here the newest, those that were drawn last of all.
    return std::pair{one.isVirtual, oneIndex} > std::pair{other.isVirtual, otherIndex};
}

/// The zone with most instances comes first, there the termination policy decides; protected
/// instances stay (Amazon EC2 Auto Scaling user guide, "Configure termination policies").
Index EventEngine::memberToRemove(const GroupPlan& plan, const GroupState& group) const
{
    const auto inZoneOf = [&](Index member) {
        return std::count_if(group.members.begin(), group.members.end(), [&](Index other) {
            return m_instances[other].zone == m_instances[member].zone;
        });
    };
    Index best = none;
    for (const Index member : group.members) {
        if (plan.protectsFromScaleIn && m_instances[member].lifecycle == Lifecycle::InService)
            continue;
        const auto crowd = inZoneOf(member);
        const auto most = best == none ? 0 : inZoneOf(best);
        if (best == none || crowd > most
            || (crowd == most && goesBefore(plan, group, member, best)))
            best = member;
    }
    return best;
}

void EventEngine::scaleIn(Index groupIndex, std::uint32_t count, const Text& cause)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    GroupState& group = m_groups[groupIndex];
    if (plan.isSuspended(GroupProcess::Terminate))
        return;
    for (; count > 0 && !group.members.empty(); --count) {
        const Index instance = memberToRemove(plan, group);
        if (instance == none) {
            // Said once; what is protected stays.
            const Text words =
                MODEL_TEXT("Scaling", "Could not scale to the desired capacity: all remaining "
                                      "instances are protected from scale-in");
            const bool isSaid = std::any_of(m_activities.begin(), m_activities.end(),
                                            [&](const ScalingActivity& activity) {
                                                return activity.group == m_plan.nodes[plan.node].id
                                                       && activity.description == words;
                                            });
            if (isSaid)
                return;
            endActivity(beginActivity(groupIndex, none, words, cause), ActivityStatus::Failed);
            return notify(groupIndex, GroupNotice::TerminateError, "");
        }
        std::erase(group.members, instance);
        retire(instance, MODEL_TEXT("Scaling", "%1. Instance %2 was selected for termination")
                             .with(cause)
                             .with(m_instances[instance].name));
    }
    endCooldown(groupIndex);
}

/// Takes an instance out of service: requests in flight finish, then hooks run, then it ends.
void EventEngine::retire(Index instanceIndex, const Text& cause)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.lifecycle == Lifecycle::Pending || instance.lifecycle == Lifecycle::PendingWait)
        endActivity(instance.activity, ActivityStatus::Cancelled);
    instance.lifecycle = Lifecycle::Terminating;
    instance.activity = beginActivity(
        instance.group, instanceIndex,
        MODEL_TEXT("Scaling", "Terminating EC2 instance: %1").with(instance.name), cause);
    drain(instanceIndex);
}

void EventEngine::drain(Index instanceIndex)
{
    deregister(instanceIndex);
    Instance& instance = m_instances[instanceIndex];
    std::int64_t delay = 0;
    for (const Index target : instance.targets)
        if (m_targets[target].outstanding > 0 && instance.state != InstanceState::Gone)
            delay = std::max(delay, m_plan.pools[m_targets[target].pool].deregistrationNs);
    instance.isDraining = true;
    if (delay == 0)
        return drained(instanceIndex);
    startTimer(TimerKind::DrainEnd, instanceIndex, m_now + delay);
}

void EventEngine::drained(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    instance.isDraining = false;
    if (instance.lifecycle != Lifecycle::Terminating)
        return; // it leaves its balancer for a new version only
    const auto& hook = m_plan.groups[instance.group].terminateHook;
    if (!hook || instance.state == InstanceState::Pending)
        return terminate(instanceIndex);
    instance.lifecycle = Lifecycle::TerminatingWait;
    instance.hookUntil = m_now + hook->waitNs;
    startTimer(TimerKind::HookEnd, instanceIndex, m_now + hook->waitNs);
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
    giveAddressBack(instance);
    instance.lifecycle = Lifecycle::Terminated;
    instance.isDraining = false;
    endActivity(instance.activity, ActivityStatus::Successful);
    notify(instance.group, GroupNotice::Terminate, instance.name);
    const Index group = instance.group;
    loseCalls(instanceIndex, Stop::Process);
    loseFiles(instanceIndex, IsForGood::Yes);
    if (group != none)
        endCooldown(group);
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

void EventEngine::noteStopped(Index instanceIndex)
{
    const Instance& instance = m_instances[instanceIndex];
    if (instance.state != InstanceState::Gone)
        return;
    const GroupPlan& plan = m_plan.groups[instance.group];
    if (plan.isSuspended(GroupProcess::HealthCheck)
        || plan.isSuspended(GroupProcess::ReplaceUnhealthy))
        return;
    replace(instanceIndex,
            MODEL_TEXT("Scaling", "%1 stopped; a new instance replaces it").with(instance.name),
            MODEL_TEXT("Scaling",
                       "an instance was taken out of service in response to an EC2 health check "
                       "that indicates it has been terminated or stopped"));
}

void EventEngine::replace(Index instanceIndex, const Text& cause, const Text& activity)
{
    const Index groupIndex = m_instances[instanceIndex].group;
    GroupState& group = m_groups[groupIndex];
    if (m_plan.groups[groupIndex].isSuspended(GroupProcess::Terminate)
        || std::erase(group.members, instanceIndex) == 0)
        return; // it was no longer wanted
    std::erase(group.unhealthy, instanceIndex);
    noteDetected(instanceIndex);
    retire(instanceIndex, activity);
    const auto left = static_cast<std::uint32_t>(group.members.size());
    if (left >= group.desired)
        return;
    recordScaling(groupIndex, left, left + 1, cause);
    const Index next = launchMember(
        groupIndex, MODEL_TEXT("Scaling", "an instance was launched in response to an unhealthy "
                                          "instance needing to be replaced"));
    if (next != none)
        m_instances[next].isReplacement = true;
}

bool EventEngine::isUnhealthyTarget(Index instance) const
{
    const std::vector<Index>& targets = m_instances[instance].targets;
    return std::any_of(targets.begin(), targets.end(), [&](Index target) {
        return m_targets[target].state == TargetState::Unhealthy;
    });
}

bool EventEngine::isHealthyTarget(Index instanceIndex) const
{
    const Instance& instance = m_instances[instanceIndex];
    return instance.isAnswering()
           && std::all_of(instance.targets.begin(), instance.targets.end(), [&](Index target) {
                  return m_targets[target].state == TargetState::Healthy
                         || m_targets[target].state == TargetState::Removed;
              });
}

/// A health check of a balancer has failed so often that the target is unhealthy.
void EventEngine::reportUnhealthy(Index instanceIndex)
{
    const Instance& instance = m_instances[instanceIndex];
    if (instance.group == none || !m_plan.groups[instance.group].replacesUnhealthy
        || m_now < instance.graceUntil || instance.lifecycle != Lifecycle::InService
        || instance.stage != DeployStage::None)
        return;
    std::vector<Index>& unhealthy = m_groups[instance.group].unhealthy;
    if (std::find(unhealthy.begin(), unhealthy.end(), instanceIndex) == unhealthy.end())
        unhealthy.push_back(instanceIndex);
    replaceUnhealthy(instance.group);
}

/// At most 10 % of the group are replaced at a time, in small groups one by one, and the next not
/// before those that replace them pass a health check and have warmed up (Amazon EC2 Auto Scaling
/// user guide, "How Amazon EC2 Auto Scaling minimizes downtime").
void EventEngine::replaceUnhealthy(Index groupIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    GroupState& group = m_groups[groupIndex];
    if (plan.isSuspended(GroupProcess::HealthCheck)
        || plan.isSuspended(GroupProcess::ReplaceUnhealthy))
        return;
    std::erase_if(group.unhealthy, [&](Index member) {
        return !isUnhealthyTarget(member) || m_instances[member].lifecycle != Lifecycle::InService;
    });
    const auto isReported = [&](Index member) {
        return std::find(group.unhealthy.begin(), group.unhealthy.end(), member)
               != group.unhealthy.end();
    };
    const auto isOnItsWay = [&](Index member) {
        const Instance& instance = m_instances[member];
        if (!instance.isReplacement || isReported(member))
            return false;
        const std::int64_t readyAt =
            instance.graceUntil - plan.graceNs + plan.replacementWarmupNs; // after its start
        return instance.lifecycle != Lifecycle::InService || !isHealthyTarget(member)
               || m_now < readyAt;
    };
    const auto under = static_cast<std::uint32_t>(
        std::count_if(group.members.begin(), group.members.end(), isOnItsWay));
    const std::uint32_t limit = std::max(group.desired / 10, 1U);
    for (std::uint32_t allowed = limit - std::min(under, limit);
         allowed > 0 && !group.unhealthy.empty(); --allowed) {
        const Index member = group.unhealthy.front();
        group.unhealthy.erase(group.unhealthy.begin());
        const std::string& name = m_instances[member].name;
        replace(member,
                MODEL_TEXT("Scaling", "%1 failed its health checks; a new instance replaces it")
                    .with(name),
                MODEL_TEXT("Scaling", "an instance was taken out of service in response to an ELB "
                                      "system health check failure"));
    }
}

} // namespace skydraft
