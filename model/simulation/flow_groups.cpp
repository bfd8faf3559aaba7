// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/flow_engine.h"
#include "model/simulation/scaling_policy.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;

} // namespace

std::vector<Index> FlowEngine::membersOf(Index group) const
{
    std::vector<Index> members;
    for (Index index = 0; index < m_cohorts.size(); ++index) {
        const Cohort& cohort = m_cohorts[index];
        if (cohort.group == group && !cohort.isGone() && !cohort.isDraining)
            members.push_back(index);
    }
    return members;
}

double FlowEngine::memberCount(Index group) const
{
    double count = 0;
    for (const Index member : membersOf(group))
        count += m_cohorts[member].count;
    return count;
}

void FlowEngine::registerMember(Index cohort, bool isInService)
{
    const Index node = m_plan.groups[m_cohorts[cohort].group].node;
    for (Index pool = 0; pool < m_plan.pools.size(); ++pool) {
        const std::vector<Index>& targets = m_cohorts[cohort].targets;
        const bool isThere = std::any_of(targets.begin(), targets.end(), [&](Index target) {
            return m_targets[target].pool == pool;
        });
        for (const PoolMember& member : m_plan.pools[pool].members)
            if (member.node == node && !isThere)
                registerTarget(pool, cohort, member.edge, isInService);
    }
}

void FlowEngine::startGroup(Index index)
{
    const GroupPlan& plan = m_plan.groups[index];
    GroupState& group = m_groups[index];
    group.policies.resize(plan.policies.size());
    for (const Index member : membersOf(index))
        registerMember(member, true);
    group.desired = std::max(plan.desired, static_cast<std::uint32_t>(plan.drawn.size()));
    const std::size_t before = m_cohorts.size();
    launch(index, undrawnMembers(m_plan, index));
    for (auto cohort = static_cast<Index>(before); cohort < m_cohorts.size(); ++cohort) {
        m_cohorts[cohort].state = InstanceState::Running;
        registerMember(cohort, true);
    }
    if (!plan.policies.empty())
        startTimer(Control::GroupMinute, index, minuteNs);
}

/// New members, each in the zone that has fewest; those of one zone are one cohort.
void FlowEngine::launch(Index index, std::uint32_t count)
{
    if (count == 0)
        return;
    const GroupPlan& plan = m_plan.groups[index];
    std::vector<std::pair<double, Index>> zones; // members there, zone
    for (const Index zone : plan.zones)
        if (m_zoneDown[zone] == 0)
            zones.emplace_back(0, zone);
    if (zones.empty() && !plan.zones.empty()) {
        m_groups[index].postponed += count;
        return;
    }
    if (zones.empty())
        zones.emplace_back(0, none);
    for (const Index member : membersOf(index))
        for (auto& [members, zone] : zones)
            members += m_cohorts[member].zone == zone ? m_cohorts[member].count : 0;
    std::vector<std::uint32_t> added(zones.size(), 0);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto fewest =
            std::min_element(zones.begin(), zones.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
        fewest->first += 1;
        ++added[static_cast<std::size_t>(fewest - zones.begin())];
    }
    for (std::size_t place = 0; place < zones.size(); ++place) {
        if (added[place] == 0)
            continue;
        const Index cohort = addCohort(plan.node, index, zones[place].second, added[place]);
        m_cohorts[cohort].isVirtual = true;
        m_cohorts[cohort].state = InstanceState::Pending;
        startTimer(Control::Launched, cohort, m_now + plan.launchNs);
    }
}

void FlowEngine::launched(Index index)
{
    Cohort& cohort = m_cohorts[index];
    if (cohort.state != InstanceState::Pending || cohort.isGone())
        return;
    const GroupPlan& plan = m_plan.groups[cohort.group];
    cohort.state = InstanceState::Running;
    cohort.warmUntil = m_now + plan.warmupNs;
    cohort.graceUntil = m_now + plan.graceNs;
    registerMember(index, false);
}

void FlowEngine::recordScaling(Index group, std::uint32_t from, std::uint32_t to, Text cause)
{
    m_scaling.push_back(ScalingEvent{.atS = static_cast<double>(m_now) / 1e9,
                                     .group = m_plan.nodes[m_plan.groups[group].node].id,
                                     .from = static_cast<int>(from),
                                     .to = static_cast<int>(to),
                                     .cause = std::move(cause)});
}

void FlowEngine::setDesired(Index index, std::uint32_t desired, Text cause)
{
    GroupState& group = m_groups[index];
    if (desired == group.desired)
        return;
    recordScaling(index, group.desired, desired, std::move(cause));
    const std::uint32_t before = std::exchange(group.desired, desired);
    if (desired < before)
        return scaleIn(index, before - desired);
    launch(index, desired - before);
}

/// One at a time from the zone that has most; the newest first, those that were drawn last.
void FlowEngine::scaleIn(Index index, std::uint32_t count)
{
    GroupState& group = m_groups[index];
    const std::uint32_t never = std::min(count, group.postponed);
    group.postponed -= never;
    for (count -= never; count > 0; --count) {
        const std::vector<Index> members = membersOf(index);
        const auto inZone = [&](Index zone) {
            double here = 0;
            for (const Index member : members)
                here += m_cohorts[member].zone == zone ? m_cohorts[member].count : 0;
            return here;
        };
        Index best = none;
        for (const Index member : members) {
            const Cohort& cohort = m_cohorts[member];
            const bool isBetter = best == none || inZone(cohort.zone) > inZone(m_cohorts[best].zone)
                                  || (inZone(cohort.zone) >= inZone(m_cohorts[best].zone)
                                      && (cohort.isVirtual || !m_cohorts[best].isVirtual));
            best = isBetter ? member : best;
        }
        if (best == none)
            return;
        const Index leaving = split(best, 1);
        Cohort& cohort = m_cohorts[leaving];
        std::int64_t delay = 0;
        for (const Index target : cohort.targets) {
            m_targets[target].state = TargetState::Draining;
            delay = std::max(delay, m_plan.pools[m_targets[target].pool].deregistrationNs);
        }
        cohort.isDraining = true;
        m_isStale = true;
        startTimer(Control::DrainEnd, leaving, m_now + (cohort.station.level() > 0 ? delay : 0));
    }
}

void FlowEngine::terminate(Index index)
{
    Cohort& cohort = m_cohorts[index];
    if (cohort.isGone())
        return;
    for (const Index target : cohort.targets)
        m_targets[target].state = TargetState::Removed;
    loseContent(index, Cause::ConnectionReset, 0);
    cohort.state = InstanceState::Terminated;
    cohort.isDraining = false;
    m_isStale = true;
}

void FlowEngine::replace(Index index, Text cause)
{
    const Index group = m_cohorts[index].group;
    if (m_cohorts[index].isGone() || m_cohorts[index].isDraining)
        return;
    noteDetected(index);
    const auto lost = static_cast<std::uint32_t>(std::lround(m_cohorts[index].count));
    terminate(index);
    const auto left = static_cast<std::uint32_t>(std::lround(memberCount(group)));
    if (left >= m_groups[group].desired)
        return;
    const std::uint32_t wanted = std::min(lost, m_groups[group].desired - left);
    recordScaling(group, left, left + wanted, std::move(cause));
    launch(group, wanted);
}

bool FlowEngine::isWarming(Index group) const
{
    const std::vector<Index> members = membersOf(group);
    return std::any_of(members.begin(), members.end(), [&](Index member) {
        const Cohort& cohort = m_cohorts[member];
        return cohort.state == InstanceState::Pending || cohort.warmUntil > m_now;
    });
}

void FlowEngine::finishMinute(Index index)
{
    startTimer(Control::GroupMinute, index, m_now + minuteNs);
    GroupState& group = m_groups[index];
    double cpu = 0;
    double requests = 0;
    double measured = 0;
    for (const Index member : membersOf(index)) {
        Cohort& cohort = m_cohorts[member];
        const FlowMeter minute = std::exchange(cohort.minute, FlowMeter{});
        if (!cohort.isRunning() || cohort.warmUntil > m_now || minute.capacity <= 0)
            continue;
        cpu += 100 * minute.busy / minute.capacity * cohort.count;
        requests += minute.arrivals;
        measured += cohort.count;
    }
    const double count = std::max(measured, 1.0);
    group.cpu.push_back(cpu / count);
    group.requests.push_back(requests / count);
    const std::vector<ScalingPolicyPlan>& policies = m_plan.groups[index].policies;
    for (std::size_t policy = 0; policy < policies.size(); ++policy) {
        if (policies[policy].kind == PolicyKind::Simple)
            evaluateAlarm(index, policy);
        else if (policies[policy].kind == PolicyKind::TargetTracking && measured > 0)
            trackTarget(index, policy,
                        policies[policy].metric == Metric::Cpu ? group.cpu.back()
                                                               : group.requests.back(),
                        static_cast<std::uint32_t>(std::lround(measured)));
    }
}

void FlowEngine::trackTarget(Index index, std::size_t policyIndex, double metric,
                             std::uint32_t measured)
{
    // The alarms of a target tracking policy, as in the event engine.
    constexpr std::uint32_t highMinutes = 3;
    constexpr std::uint32_t lowMinutes = 15;
    constexpr double lowShare = 0.9;
    const GroupPlan& plan = m_plan.groups[index];
    const ScalingPolicyPlan& policy = plan.policies[policyIndex];
    GroupState& group = m_groups[index];
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
        setDesired(index, wanted,
                   inWords(isCpu ? MODEL_TEXT(
                               "Scaling", "average CPU %1 % above the target %2 % for 3 minutes")
                                 : MODEL_TEXT(
                                     "Scaling",
                                     "requests per target %1 above the target %2 for 3 minutes")));
    } else if (state.low >= lowMinutes && wanted < group.desired && !isWarming(index)
               && m_now >= state.quietUntil) {
        state.quietUntil = m_now + policy.cooldownNs;
        setDesired(index, wanted,
                   inWords(isCpu ? MODEL_TEXT(
                               "Scaling", "average CPU %1 % below the target %2 % for 15 minutes")
                                 : MODEL_TEXT(
                                     "Scaling",
                                     "requests per target %1 below the target %2 for 15 minutes")));
    }
}

void FlowEngine::evaluateAlarm(Index index, std::size_t policyIndex)
{
    const GroupPlan& plan = m_plan.groups[index];
    const ScalingPolicyPlan& policy = plan.policies[policyIndex];
    GroupState& group = m_groups[index];
    PolicyState& state = group.policies[policyIndex];
    const std::vector<double>& minutes = policy.metric == Metric::Cpu ? group.cpu : group.requests;
    if (policy.periodMinutes == 0 || minutes.size() % policy.periodMinutes != 0)
        return;
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
    state.quietUntil = m_now + policy.cooldownNs + (wanted > group.desired ? plan.launchNs : 0);
    const Text cause = policy.isBelow ? MODEL_TEXT("Scaling", "alarm %1: %2 below %3")
                                      : MODEL_TEXT("Scaling", "alarm %1: %2 above %3");
    setDesired(index, wanted,
               cause.with(policy.alarm).with(std::round(value * 10) / 10).with(policy.threshold));
}

} // namespace skydraft
