// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow_engine.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

/// As in the event engine: when the DNS of a balancer no longer answers with a lost zone.
constexpr std::int64_t zoneNoticedNs = 30'000'000'000;
constexpr std::int64_t silentNs = 10'000'000'000;
constexpr std::int64_t statusCheckNs = 60'000'000'000;

} // namespace

void FlowEngine::registerTarget(Index pool, Index cohort, Index edge, bool isInService)
{
    const HealthCheckPlan& check = m_plan.pools[pool].check;
    const auto index = static_cast<Index>(m_targets.size());
    Target target{.pool = pool, .cohort = cohort, .edge = edge};
    target.state = isInService || !check.isOn ? TargetState::Healthy : TargetState::Initial;
    m_targets.push_back(target);
    m_pools[pool].targets.push_back(index);
    m_cohorts[cohort].targets.push_back(index);
    m_isStale = true;
    if (!check.isOn)
        return;
    // Phases half an interval on average, spread by the golden ratio.
    const double golden = 0.6180339887498949;
    const double place = 0.5 + static_cast<double>(m_pools[pool].targets.size() - 1) * golden;
    const double phase = (place - std::floor(place)) * static_cast<double>(check.intervalNs);
    startTimer(Control::HealthCheck, index, m_now + static_cast<std::int64_t>(phase));
}

void FlowEngine::checkHealth(Index index)
{
    const Target& target = m_targets[index];
    if (target.state == TargetState::Draining || target.state == TargetState::Removed)
        return;
    const HealthCheckPlan& check = m_plan.pools[target.pool].check;
    startTimer(Control::HealthCheck, index, m_now + check.intervalNs);
    const bool isBlocked = target.edge != none && m_plan.edges[target.edge].isBlocked;
    const Cohort& cohort = m_cohorts[target.cohort];
    if (!isBlocked && cohort.isAnswering())
        return noteCheck(index, true);
    if (!isBlocked && (cohort.isRunning() || cohort.state == InstanceState::Stopped))
        return noteCheck(index, false);
    startTimer(Control::CheckFailed, index, m_now + check.timeoutNs);
}

void FlowEngine::noteCheck(Index index, bool hasPassed)
{
    Target& target = m_targets[index];
    if (target.state == TargetState::Draining || target.state == TargetState::Removed)
        return;
    const HealthCheckPlan& check = m_plan.pools[target.pool].check;
    target.passed = hasPassed ? target.passed + 1 : 0;
    target.failed = hasPassed ? 0 : target.failed + 1;
    const std::uint32_t wanted = target.state == TargetState::Initial ? 1 : check.healthyThreshold;
    if (hasPassed) {
        if (target.state != TargetState::Healthy && target.passed >= wanted) {
            target.state = TargetState::Healthy;
            m_isStale = true;
        }
        return;
    }
    if (target.failed < check.unhealthyThreshold)
        return;
    const Index cohort = target.cohort;
    if (target.state != TargetState::Unhealthy) {
        target.state = TargetState::Unhealthy;
        m_isStale = true;
        noteDetected(cohort);
    }
    const Index group = m_cohorts[cohort].group;
    if (group != none && m_plan.groups[group].replacesUnhealthy
        && m_now >= m_cohorts[cohort].graceUntil)
        replace(cohort,
                MODEL_TEXT("Scaling", "%1 failed its health checks; a new instance replaces it")
                    .with(m_plan.nodes[m_cohorts[cohort].node].id.value()));
}

void FlowEngine::noteDetected(Index cohort)
{
    const Index incident = m_cohorts[cohort].incident;
    if (incident == none || m_incidents[incident].detectedS >= 0)
        return;
    m_incidents[incident].detectedS = static_cast<double>(m_now) / 1e9 - m_incidents[incident].atS;
}

void FlowEngine::beginFault(const FaultPlan& fault)
{
    const auto active = static_cast<Index>(m_active.size());
    m_active.push_back(ActiveFault{.plan = fault});
    m_incidents.push_back(Incident{
        .fault = fault.name, .target = fault.target, .atS = static_cast<double>(m_now) / 1e9});
    m_isStale = true;
    const auto count = static_cast<Index>(m_cohorts.size());
    if (fault.kind == FaultKind::ZoneDown) {
        m_zoneDown[fault.zone] = 1;
        startTimer(Control::ZoneNoticed, fault.zone, m_now + zoneNoticedNs);
        for (Index cohort = 0; cohort < count; ++cohort)
            if (m_cohorts[cohort].zone == fault.zone)
                strike(cohort, fault, active);
    } else if (fault.node != none && m_plan.nodes[fault.node].kind == NodeKind::Group) {
        const std::vector<Index> members = membersOf(m_plan.nodes[fault.node].group);
        const auto victim = std::find_if(members.begin(), members.end(), [&](Index member) {
            return m_cohorts[member].isRunning();
        });
        if (victim != members.end())
            strike(split(*victim, 1), fault, active);
    } else if (fault.node != none && !m_cohortsOf[fault.node].empty()) {
        strike(m_cohortsOf[fault.node].front(), fault, active);
    }
    if (fault.durationNs >= 0)
        startTimer(Control::FaultEnd, active, m_now + fault.durationNs);
}

void FlowEngine::strike(Index index, const FaultPlan& fault, Index active)
{
    Cohort& cohort = m_cohorts[index];
    if (cohort.isGone() || cohort.isFailingOver)
        return;
    cohort.incident = active;
    const bool isHost = fault.kind == FaultKind::HostStop || fault.kind == FaultKind::ZoneDown;
    const NodePlan& plan = m_plan.nodes[cohort.node];
    if (isHost && plan.failoverNs >= 0) {
        cohort.isFailingOver = true;
        cohort.state = InstanceState::Gone;
        noteDetected(index);
        startTimer(Control::FailoverEnd, index, m_now + plan.failoverNs);
        return loseContent(index, Cause::ConnectTimeout, silentNs);
    }
    m_active[active].cohorts.push_back(index);
    if (isHost) {
        ++cohort.hostFaults;
        cohort.state = InstanceState::Gone;
        loseContent(index, Cause::ConnectTimeout, silentNs);
        // EC2 looks every minute: half a minute on average.
        if (cohort.group != none)
            startTimer(Control::StatusCheck, index, m_now + statusCheckNs / 2);
    } else if (fault.kind == FaultKind::ProcessStop) {
        ++cohort.processFaults;
        if (cohort.isRunning())
            cohort.state = InstanceState::Stopped;
        loseContent(index, Cause::ConnectionReset, 0);
    } else if (fault.kind == FaultKind::ProcessHang) {
        ++cohort.hangFaults;
        if (cohort.isRunning())
            cohort.state = InstanceState::Hung;
        loseContent(index, Cause::Timeout, silentNs);
    } else if (fault.kind == FaultKind::Http500) {
        ++cohort.errorFaults;
    } else if (fault.kind == FaultKind::CpuBurn) {
        ++cohort.burnFaults;
    }
}

void FlowEngine::goUp(Index index)
{
    Cohort& cohort = m_cohorts[index];
    if (cohort.isGone() || cohort.hostFaults > 0 || cohort.isFailingOver)
        return;
    cohort.state = cohort.processFaults > 0 || cohort.state == InstanceState::Pending
                       ? InstanceState::Stopped
                   : cohort.hangFaults > 0 ? InstanceState::Hung
                                           : InstanceState::Running;
    m_isStale = true;
}

void FlowEngine::undo(Index index, FaultKind kind)
{
    Cohort& cohort = m_cohorts[index];
    if (cohort.isGone())
        return;
    const auto lessen = [](std::uint32_t& faults) { faults -= faults > 0 ? 1 : 0; };
    switch (kind) {
    case FaultKind::ProcessStop:
        lessen(cohort.processFaults);
        if (cohort.state == InstanceState::Stopped && cohort.processFaults == 0)
            goUp(index);
        return;
    case FaultKind::ProcessHang:
        lessen(cohort.hangFaults);
        if (cohort.state == InstanceState::Hung && cohort.hangFaults == 0)
            goUp(index);
        return;
    case FaultKind::Http500:
        return lessen(cohort.errorFaults);
    case FaultKind::CpuBurn:
        return lessen(cohort.burnFaults);
    case FaultKind::HostStop:
    case FaultKind::ZoneDown:
        break;
    default:
        return;
    }
    lessen(cohort.hostFaults);
    if (cohort.hostFaults > 0 || cohort.state != InstanceState::Gone)
        return;
    const NodePlan& plan = m_plan.nodes[cohort.node];
    cohort.state = InstanceState::Booting;
    cohort.processFaults = plan.startsByItself ? 0 : 1;
    cohort.hangFaults = cohort.errorFaults = cohort.burnFaults = 0;
    startTimer(Control::BootEnd, index, m_now + plan.bootNs);
}

void FlowEngine::endFault(Index activeIndex)
{
    if (m_active[activeIndex].isOver)
        return;
    m_active[activeIndex].isOver = true;
    m_isStale = true;
    const FaultPlan fault = m_active[activeIndex].plan;
    for (const Index cohort : m_active[activeIndex].cohorts)
        undo(cohort, fault.kind);
    if (fault.kind != FaultKind::ZoneDown)
        return;
    const bool isDownStill =
        std::any_of(m_active.begin(), m_active.end(), [&](const ActiveFault& other) {
            return !other.isOver && other.plan.kind == FaultKind::ZoneDown
                   && other.plan.zone == fault.zone;
        });
    if (isDownStill)
        return;
    m_zoneDown[fault.zone] = 0;
    startTimer(Control::ZoneNoticed, fault.zone, m_now + zoneNoticedNs);
    for (Index group = 0; group < m_groups.size(); ++group)
        launch(group, std::exchange(m_groups[group].postponed, 0U));
}

void FlowEngine::refreshName(Index index)
{
    const NamePlan& plan = m_plan.names[index];
    const auto isHealthy = [&](const AnswerPlan& answer) {
        return answer.check == none || m_checks[answer.check].isHealthy;
    };
    const bool isNobodyHealthy = std::none_of(plan.answers.begin(), plan.answers.end(), isHealthy);
    NamePlan shown = plan;
    shown.answers.clear();
    for (AnswerPlan answer : plan.answers) {
        if (!isNobodyHealthy && !isHealthy(answer))
            continue;
        std::vector<Index> seen = answer.edges;
        std::erase_if(seen, [&](Index edge) {
            return m_plan.edges[edge].zone != none && m_zoneHidden[m_plan.edges[edge].zone] != 0;
        });
        if (!seen.empty())
            answer.edges = std::move(seen);
        shown.answers.push_back(std::move(answer));
    }
    NameState::Version version{.since = m_now};
    for (const AddressShare& address : sharesOf(shown))
        version.addresses.emplace_back(address.edge, address.share);
    std::vector<NameState::Version>& versions = m_names[index].versions;
    if (versions.empty() || versions.back().addresses != version.addresses)
        versions.push_back(std::move(version));
}

/// Each cache renews its answer every TTL, at its own phase: the share of those that hold an older
/// answer falls linearly to nothing within one TTL.
void FlowEngine::mixName(NameState& name, std::int64_t ttl) const
{
    name.now.clear();
    double sum = 0;
    std::int64_t until = m_now;
    for (auto version = name.versions.rbegin(); version != name.versions.rend(); ++version) {
        const std::int64_t oldest = m_now - ttl;
        const std::int64_t from = std::max(version->since, oldest);
        double share = ttl > 0 ? static_cast<double>(until - from) / static_cast<double>(ttl) : 1;
        if (ttl <= 0 && version != name.versions.rbegin())
            break;
        until = from;
        if (share <= 0)
            continue;
        for (const auto& [edge, part] : version->addresses) {
            sum += share * part;
            name.now.push_back({edge, sum});
        }
        if (version->since <= oldest)
            break;
    }
    for (Address& address : name.now)
        address.cumulative /= sum;
}

void FlowEngine::refreshNames()
{
    m_isFading = false;
    for (Index index = 0; index < m_names.size(); ++index) {
        refreshName(index);
        const std::int64_t ttl = m_plan.names[index].ttlNs;
        mixName(m_names[index], ttl);
        const std::int64_t since = m_names[index].versions.back().since;
        m_isFading = m_isFading || (m_names[index].versions.size() > 1 && since + ttl > m_now);
    }
}

bool FlowEngine::isAnswering(Index node) const
{
    const NodePlan& plan = m_plan.nodes[node];
    if (plan.kind == NodeKind::Station)
        return !m_cohortsOf[node].empty() && m_cohorts[m_cohortsOf[node].front()].isAnswering();
    for (const Index pool : m_poolsOf[node])
        for (const Index target : m_pools[pool].targets)
            if (m_targets[target].state == TargetState::Healthy
                && m_cohorts[m_targets[target].cohort].isAnswering())
                return true;
    return false;
}

void FlowEngine::checkName(Index index)
{
    const DnsCheckPlan& plan = m_plan.checks[index];
    CheckState& check = m_checks[index];
    startTimer(Control::DnsCheck, index,
               m_now + std::max<std::int64_t>(plan.intervalNs, 1'000'000));
    const bool hasPassed = isAnswering(plan.node);
    check.passed = hasPassed ? check.passed + 1 : 0;
    check.failed = hasPassed ? 0 : check.failed + 1;
    const bool flips = check.isHealthy ? check.failed >= plan.failureThreshold
                                       : check.passed >= plan.failureThreshold;
    if (!flips)
        return;
    check.isHealthy = !check.isHealthy;
    if (!check.isHealthy && !m_cohortsOf[plan.node].empty())
        noteDetected(m_cohortsOf[plan.node].front());
    refreshNames();
}

} // namespace skydraft
