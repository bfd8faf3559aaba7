// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"
#include "model/simulation/scaling_policy.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

double rounded(double value)
{
    return std::round(value * 10) / 10;
}

} // namespace

/// The capacity that a target tracking policy wants, while its alarm rings.
std::uint32_t EventEngine::trackedCapacity(Index groupIndex, const ScalingPolicyPlan& policy,
                                           bool isHigh) const
{
    const AlarmWatch& watch = m_alarms[isHigh ? policy.alarm : policy.alarm + 1];
    const Datapoint metric = watch.last();
    const GroupState& group = m_groups[groupIndex];
    if (!metric)
        return group.desired;
    return std::clamp(wantedCapacity(watch.measured, *metric, policy.target), group.minimum,
                      group.maximum);
}

/// What one policy wants now; none where it wants nothing.
EventEngine::Proposal EventEngine::proposalOf(Index groupIndex, Index policyIndex) const
{
    const GroupState& group = m_groups[groupIndex];
    const ScalingPolicyPlan& policy = m_plan.groups[groupIndex].policies[policyIndex];
    if (policy.alarm == none || m_alarms[policy.alarm].state != AlarmState::Alarm)
        return {};
    const auto within = [&](std::uint32_t capacity) {
        return std::clamp(capacity, group.minimum, group.maximum);
    };
    if (policy.kind == PolicyKind::TargetTracking) {
        const std::uint32_t wanted = trackedCapacity(groupIndex, policy, true);
        return wanted > group.desired ? Proposal{policyIndex, wanted} : Proposal{};
    }
    if (policy.kind == PolicyKind::Simple) {
        if (m_now < group.quietUntil || group.hasCooldown)
            return {};
        return {policyIndex, within(adjustedCapacity(group.desired, policy, policy.adjustment))};
    }
    const AlarmPlan& alarm = m_plan.alarms[policy.alarm];
    const Datapoint metric = m_alarms[policy.alarm].last();
    const StepPlan* step = metric ? stepFor(policy, alarm.rule.threshold, *metric) : nullptr;
    if (step == nullptr)
        return {};
    // What warms up is no part of the current capacity while the group grows, so that one step
    // makes one change; what terminates is none of its members any more. The group does not shrink
    // while it grows.
    const auto warming = static_cast<std::uint32_t>(
        std::count_if(group.members.begin(), group.members.end(), [&](Index member) {
            const Instance& instance = m_instances[member];
            return instance.lifecycle != Lifecycle::InService || instance.warmUntil > m_now;
        }));
    const std::uint32_t current = group.desired - std::min(warming, group.desired);
    const std::uint32_t grown = within(adjustedCapacity(current, policy, step->adjustment));
    if (grown > group.desired)
        return {policyIndex, grown};
    const std::uint32_t shrunk = within(adjustedCapacity(group.desired, policy, step->adjustment));
    return shrunk < group.desired && warming == 0 ? Proposal{policyIndex, shrunk} : Proposal{};
}

/// All policies are asked every minute. Where several want something, the one that leaves most
/// instances wins; target tracking shrinks a group only when all of its policies agree (Amazon EC2
/// Auto Scaling user guide, "Dynamic scaling").
void EventEngine::runPolicies(Index groupIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    GroupState& group = m_groups[groupIndex];
    if (plan.isSuspended(GroupProcess::AlarmNotification) || group.deployment.isRunning)
        return;
    Proposal out{};
    Proposal in{};
    const auto take = [](Proposal& best, const Proposal& other) {
        if (best.policy == none || other.capacity > best.capacity)
            best = other;
    };
    std::uint32_t tracking = 0;
    std::uint32_t agreeing = 0;
    Proposal tracked{};
    for (Index policy = 0; policy < plan.policies.size(); ++policy) {
        const ScalingPolicyPlan& settings = plan.policies[policy];
        const Proposal proposal = proposalOf(groupIndex, policy);
        if (proposal.policy != none && proposal.capacity > group.desired)
            take(out, proposal);
        else if (proposal.policy != none && proposal.capacity < group.desired)
            take(in, proposal);
        if (settings.kind != PolicyKind::TargetTracking || !settings.mayScaleIn)
            continue;
        ++tracking;
        if (m_alarms[settings.alarm + 1].state != AlarmState::Alarm)
            continue;
        ++agreeing;
        take(tracked, {policy, trackedCapacity(groupIndex, settings, false)});
    }
    if (tracking > 0 && agreeing == tracking && tracked.capacity < group.desired
        && !isWarming(group) && m_now >= group.policyQuietUntil[tracked.policy]) {
        group.policyQuietUntil[tracked.policy] = m_now + plan.policies[tracked.policy].cooldownNs;
        take(in, tracked);
    }
    follow(groupIndex, out.policy != none ? out : in);
}

Text EventEngine::causeOf(const ScalingPolicyPlan& policy, bool isOut) const
{
    const bool isTracking = policy.kind == PolicyKind::TargetTracking;
    const Index alarm = isTracking && !isOut ? policy.alarm + 1 : policy.alarm;
    const double value = rounded(m_alarms[alarm].last().value_or(0));
    const AlarmPlan& plan = m_plan.alarms[alarm];
    if (!isTracking) {
        const Text words = plan.rule.looksBelow() ? MODEL_TEXT("Scaling", "alarm %1: %2 below %3")
                                                  : MODEL_TEXT("Scaling", "alarm %1: %2 above %3");
        return words.with(plan.name).with(value).with(plan.rule.threshold);
    }
    const bool isCpu = policy.metric == Metric::Cpu;
    const Text words =
        isOut
            ? (isCpu ? MODEL_TEXT("Scaling", "average CPU %1 % above the target %2 % for 3 minutes")
                     : MODEL_TEXT("Scaling",
                                  "requests per target %1 above the target %2 for 3 minutes"))
            : (isCpu
                   ? MODEL_TEXT("Scaling", "average CPU %1 % below the target %2 % for 15 minutes")
                   : MODEL_TEXT("Scaling",
                                "requests per target %1 below the target %2 for 15 minutes"));
    return words.with(value).with(policy.target);
}

void EventEngine::follow(Index groupIndex, const Proposal& proposal)
{
    if (proposal.policy == none)
        return;
    const GroupPlan& plan = m_plan.groups[groupIndex];
    const ScalingPolicyPlan& policy = plan.policies[proposal.policy];
    GroupState& group = m_groups[groupIndex];
    const bool isOut = proposal.capacity > group.desired;
    const bool isLow = policy.kind == PolicyKind::TargetTracking && !isOut;
    group.nextWarmupNs = policy.warmupNs >= 0 ? policy.warmupNs : plan.warmupNs;
    if (policy.kind == PolicyKind::Simple) {
        group.hasCooldown = true;
        group.cooldownNs = policy.cooldownNs;
    }
    setDesired(groupIndex, proposal.capacity, causeOf(policy, isOut),
               MODEL_TEXT("Scaling", "a monitor alarm %1 in state ALARM triggered policy %2")
                   .with(m_plan.alarms[isLow ? policy.alarm + 1 : policy.alarm].name)
                   .with(policy.name));
}

} // namespace skydraft
