// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/flow_engine.h"
#include "model/simulation/scaling_policy.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;
constexpr std::int64_t dayNs = 24 * 60 * minuteNs;

} // namespace

void FlowEngine::finishMinute(Index index)
{
    startTimer(Control::GroupMinute, index, m_now + minuteNs);
    GroupState& group = m_groups[index];
    double cpu = 0;
    double requests = 0;
    double measured = 0;
    double counted = 0;
    for (const Index member : membersOf(index)) {
        Cohort& cohort = m_cohorts[member];
        FlowMeter& minute = cohort.minute;
        const double arrivals =
            minute.arrivals - std::exchange(cohort.arrivedBefore, minute.arrivals);
        const bool tells = m_now % m_plan.nodes[cohort.node].metricNs == 0;
        const FlowMeter told = minute;
        if (tells) {
            minute = FlowMeter{};
            cohort.arrivedBefore = 0;
        }
        if (!cohort.isRunning() || cohort.warmUntil > m_now)
            continue;
        requests += arrivals;
        counted += cohort.count;
        if (!tells || told.capacity <= 0)
            continue;
        cpu += 100 * told.busy / told.capacity * cohort.count;
        measured += cohort.count;
    }
    group.cpu = measured > 0 ? Datapoint{cpu / measured} : std::nullopt;
    group.requests = counted > 0 ? Datapoint{requests / counted} : std::nullopt;
    if (measured > 0)
        group.measured = static_cast<std::uint32_t>(std::lround(measured));
    for (const ScalingPolicyPlan& policy : m_plan.groups[index].policies) {
        if (policy.alarm == none)
            continue;
        watch(policy.alarm, group);
        if (policy.kind == PolicyKind::TargetTracking)
            watch(policy.alarm + 1, group);
    }
    runPolicies(index);
}

/// One minute of an alarm's metric, and its state when its period ends.
void FlowEngine::watch(Index index, const GroupState& group)
{
    const AlarmPlan& plan = m_plan.alarms[index];
    FlowAlarm& alarm = m_alarms[index];
    const Datapoint& minute = plan.metric == Metric::Cpu ? group.cpu : group.requests;
    if (minute)
        alarm.minutes.push_back(*minute);
    if (m_now % std::max(plan.periodNs, minuteNs) != 0)
        return;
    Datapoint value;
    if (!alarm.minutes.empty()) {
        const double sum = std::accumulate(alarm.minutes.begin(), alarm.minutes.end(), 0.0);
        value = plan.statistic == Statistic::Sum ? sum
                                                 : sum / static_cast<double>(alarm.minutes.size());
    }
    alarm.minutes.clear();
    alarm.last = value ? value : alarm.last;
    alarm.recent.push_back(value);
    if (alarm.recent.size() > plan.rule.evaluationPeriods + furtherPeriods)
        alarm.recent.erase(alarm.recent.begin());
    alarm.state = stateAfter(plan.rule, alarm.recent, alarm.state);
}

/// What one policy wants now: the desired capacity where it wants nothing.
std::uint32_t FlowEngine::wantedBy(Index index, std::size_t policyIndex) const
{
    const GroupState& group = m_groups[index];
    const ScalingPolicyPlan& policy = m_plan.groups[index].policies[policyIndex];
    const auto within = [&](std::uint32_t capacity) {
        return std::clamp(capacity, group.minimum, group.maximum);
    };
    if (policy.alarm == none)
        return group.desired;
    const FlowAlarm& alarm = m_alarms[policy.alarm];
    const bool rings = alarm.state == AlarmState::Alarm && alarm.last;
    if (policy.kind == PolicyKind::TargetTracking) {
        if (rings)
            return std::max(within(wantedCapacity(group.measured, *alarm.last, policy.target)),
                            group.desired);
        const FlowAlarm& low = m_alarms[policy.alarm + 1];
        if (low.state != AlarmState::Alarm || !low.last || !policy.mayScaleIn || isWarming(index)
            || m_now < group.policyQuietUntil[policyIndex])
            return group.desired;
        return std::min(within(wantedCapacity(group.measured, *low.last, policy.target)),
                        group.desired);
    }
    if (!rings)
        return group.desired;
    if (policy.kind == PolicyKind::Simple)
        return m_now < group.quietUntil
                   ? group.desired
                   : within(adjustedCapacity(group.desired, policy, policy.adjustment));
    const StepPlan* step = stepFor(policy, m_plan.alarms[policy.alarm].rule.threshold, *alarm.last);
    if (step == nullptr)
        return group.desired;
    // What warms up is no part of the current capacity while the group grows.
    double warming = 0;
    for (const Index member : membersOf(index))
        if (!m_cohorts[member].isRunning() || m_cohorts[member].warmUntil > m_now)
            warming += m_cohorts[member].count;
    const auto rest = static_cast<std::uint32_t>(std::lround(warming));
    const std::uint32_t current = group.desired - std::min(rest, group.desired);
    const std::uint32_t grown = within(adjustedCapacity(current, policy, step->adjustment));
    if (grown > group.desired)
        return grown;
    const std::uint32_t shrunk = within(adjustedCapacity(group.desired, policy, step->adjustment));
    return rest == 0 ? std::min(shrunk, group.desired) : group.desired;
}

/// The policy that leaves most instances wins; target tracking shrinks a group only when all of its
/// policies agree, as in the event engine.
void FlowEngine::runPolicies(Index index)
{
    const GroupPlan& plan = m_plan.groups[index];
    GroupState& group = m_groups[index];
    std::size_t best = plan.policies.size();
    std::uint32_t most = group.desired;
    std::uint32_t agreed = 0;
    bool doAgree = true;
    std::size_t shrinking = plan.policies.size();
    for (std::size_t policy = 0; policy < plan.policies.size(); ++policy) {
        const std::uint32_t wanted = wantedBy(index, policy);
        if (wanted > most) {
            most = wanted;
            best = policy;
        }
        const bool isTracking = plan.policies[policy].kind == PolicyKind::TargetTracking;
        if (wanted >= group.desired) {
            doAgree = doAgree && !(isTracking && plan.policies[policy].mayScaleIn);
        } else if (wanted >= agreed) {
            agreed = wanted;
            shrinking = policy;
        }
    }
    if (best < plan.policies.size())
        return follow(index, best, most);
    if (shrinking < plan.policies.size()
        && (doAgree || plan.policies[shrinking].kind != PolicyKind::TargetTracking))
        follow(index, shrinking, agreed);
}

void FlowEngine::follow(Index index, std::size_t policyIndex, std::uint32_t capacity)
{
    const GroupPlan& plan = m_plan.groups[index];
    const ScalingPolicyPlan& policy = plan.policies[policyIndex];
    GroupState& group = m_groups[index];
    const bool isOut = capacity > group.desired;
    group.warmupNs = policy.warmupNs >= 0 ? policy.warmupNs : plan.warmupNs;
    if (policy.kind == PolicyKind::Simple)
        group.quietUntil = m_now + policy.cooldownNs + (isOut ? plan.launchNs : 0);
    if (policy.kind == PolicyKind::TargetTracking && !isOut)
        group.policyQuietUntil[policyIndex] = m_now + policy.cooldownNs;
    setDesired(index, capacity, causeOf(policy, isOut));
}

Text FlowEngine::causeOf(const ScalingPolicyPlan& policy, bool isOut) const
{
    const bool isTracking = policy.kind == PolicyKind::TargetTracking;
    const Index alarm = isTracking && !isOut ? policy.alarm + 1 : policy.alarm;
    const double value = std::round(m_alarms[alarm].last.value_or(0) * 10) / 10;
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

void FlowEngine::runSchedule(Index schedule)
{
    const ScheduledActionPlan& action = m_plan.schedules[schedule];
    if (action.isDaily)
        startTimer(Control::Scheduled, schedule, m_now + dayNs);
    GroupState& group = m_groups[action.group];
    group.minimum = action.minimum.value_or(group.minimum);
    group.maximum = std::max(action.maximum.value_or(group.maximum), group.minimum);
    setDesired(action.group,
               std::clamp(action.desired.value_or(group.desired), group.minimum, group.maximum),
               MODEL_TEXT("Scaling", "scheduled action %1").with(action.name));
}

} // namespace skydraft
