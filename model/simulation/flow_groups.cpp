// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/flow_engine.h"

#include <algorithm>
#include <cmath>
#include <utility>

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
    group.policyQuietUntil.assign(plan.policies.size(), 0);
    group.minimum = plan.minimum;
    group.maximum = plan.maximum;
    group.warmupNs = plan.warmupNs;
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
    for (Index schedule = 0; schedule < m_plan.schedules.size(); ++schedule)
        if (m_plan.schedules[schedule].group == index)
            startTimer(Control::Scheduled, schedule, m_plan.schedules[schedule].atNs);
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
        startTimer(Control::Launched, cohort,
                   m_now + plan.launchNs + plan.bootNs + plan.userDataNs);
    }
}

void FlowEngine::launched(Index index)
{
    Cohort& cohort = m_cohorts[index];
    if (cohort.state != InstanceState::Pending || cohort.isGone())
        return;
    const GroupPlan& plan = m_plan.groups[cohort.group];
    cohort.state = InstanceState::Running;
    cohort.warmUntil = m_now + m_groups[cohort.group].warmupNs;
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

} // namespace skydraft
