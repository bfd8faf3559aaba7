// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

/// After this the DNS of a balancer no longer answers with the address in a lost zone: three missed
/// checks of Route 53, which look every 10 seconds.
constexpr std::int64_t zoneNoticedNs = 30'000'000'000;

} // namespace

Index EventEngine::victimOf(const FaultPlan& fault) const
{
    const NodePlan& plan = m_plan.nodes[fault.node];
    if (plan.kind == NodeKind::Station)
        return m_instanceOf[fault.node];
    for (const Index member : m_groups[plan.group].members)
        if (m_instances[member].isRunning())
            return member;
    return none;
}

void EventEngine::beginFault(const FaultPlan& fault)
{
    const auto active = static_cast<Index>(m_active.size());
    m_active.push_back(ActiveFault{.plan = fault, .incident = active});
    m_incidents.push_back(Incident{
        .fault = fault.name, .target = fault.target, .atS = static_cast<double>(m_now) / 1e9});
    if (fault.kind == FaultKind::Deploy) {
        beginDeployment(m_plan.nodes[fault.node].group, fault.deploy, active);
    } else if (fault.kind == FaultKind::CapacityOut) {
        ++m_zoneFull[fault.zone];
    } else if (fault.kind == FaultKind::ZoneDown) {
        m_zoneDown[fault.zone] = 1;
        startTimer(TimerKind::ZoneNoticed, fault.zone, m_now + zoneNoticedNs);
        // Instances that replace the lost ones are added meanwhile; those are not struck.
        const auto count = static_cast<Index>(m_instances.size());
        for (Index instance = 0; instance < count; ++instance)
            if (m_instances[instance].zone == fault.zone)
                stop(instance, Stop::Host, active);
    } else if (const Index victim = victimOf(fault); victim != none) {
        if (fault.kind == FaultKind::HostStop || fault.kind == FaultKind::ProcessStop)
            stop(victim, fault.kind == FaultKind::HostStop ? Stop::Host : Stop::Process, active);
        else
            disturb(victim, fault.kind, active);
    }
    if (fault.durationNs >= 0)
        startTimer(TimerKind::FaultEnd, active, m_now + fault.durationNs);
}

void EventEngine::stop(Index instanceIndex, Stop how, Index active)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state == InstanceState::Terminated || instance.isFailingOver)
        return;
    instance.accrue(m_now);
    instance.incident = m_active[active].incident;
    const NodePlan& plan = m_plan.nodes[instance.node];
    if (how == Stop::Host && plan.failoverNs >= 0) {
        // The standby takes over (Amazon RDS user guide, "Failover process for Amazon RDS").
        instance.isFailingOver = true;
        instance.state = InstanceState::Gone;
        noteDetected(instanceIndex);
        startTimer(TimerKind::FailoverEnd, instanceIndex, m_now + plan.failoverNs);
        return loseCalls(instanceIndex, how);
    }
    m_active[active].instances.push_back(instanceIndex);
    if (how == Stop::Process) {
        ++instance.processFaults;
        if (instance.state == InstanceState::Running)
            instance.state = InstanceState::Stopped;
    } else {
        ++instance.hostFaults;
        instance.state = InstanceState::Gone;
    }
    loseCalls(instanceIndex, how);
    // A stopped process is none of EC2's business.
    if (how == Stop::Host && instance.group != none)
        awaitStatusCheck(instanceIndex);
}

void EventEngine::disturb(Index instanceIndex, FaultKind kind, Index active)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state == InstanceState::Terminated)
        return;
    instance.accrue(m_now);
    instance.incident = m_active[active].incident;
    m_active[active].instances.push_back(instanceIndex);
    if (kind == FaultKind::Http500)
        ++instance.errorFaults;
    if (kind == FaultKind::CpuBurn)
        ++instance.burnFaults;
    if (kind != FaultKind::ProcessHang)
        return;
    ++instance.hangFaults;
    if (instance.isRunning())
        instance.state = InstanceState::Hung;
    loseCalls(instanceIndex, Stop::Hang);
}

void EventEngine::loseCalls(Index instanceIndex, Stop how)
{
    Instance& instance = m_instances[instanceIndex];
    instance.head = none;
    instance.tail = none;
    instance.queued = 0;
    instance.busy = 0;
    instance.warm = 0;
    for (Index index = 0; index < m_calls.size(); ++index) {
        Call& call = m_calls[index];
        const bool isThere = call.state == CallState::Queued || call.state == CallState::InService
                             || call.state == CallState::Calling;
        if (!isThere || call.instance != instanceIndex)
            continue;
        orphanChild(index);
        if (how == Stop::Process) {
            fail(index, Cause::ConnectionReset, false);
            continue;
        }
        // Nothing tells the caller: a balancer waits for its idle timeout, others give up earlier.
        failLater(index, how == Stop::Hang ? Cause::Timeout : Cause::ConnectTimeout,
                  patienceOf(call));
    }
}

void EventEngine::goUp(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state == InstanceState::Terminated || instance.hostFaults > 0
        || instance.isFailingOver)
        return;
    instance.accrue(m_now);
    const bool runs = instance.processFaults == 0 && instance.state != InstanceState::Pending;
    instance.state = !runs                     ? InstanceState::Stopped
                     : instance.hangFaults > 0 ? InstanceState::Hung
                                               : InstanceState::Running;
}

void EventEngine::undo(Index instanceIndex, FaultKind kind)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state == InstanceState::Terminated)
        return;
    if (kind == FaultKind::ProcessStop) {
        instance.processFaults -= instance.processFaults > 0 ? 1 : 0;
        if (instance.state == InstanceState::Stopped && instance.processFaults == 0)
            goUp(instanceIndex);
        return;
    }
    const auto lessen = [](std::uint32_t& faults) { faults -= faults > 0 ? 1 : 0; };
    if (kind == FaultKind::ProcessHang || kind == FaultKind::Http500
        || kind == FaultKind::CpuBurn) {
        instance.accrue(m_now);
        lessen(kind == FaultKind::ProcessHang ? instance.hangFaults
               : kind == FaultKind::Http500   ? instance.errorFaults
                                              : instance.burnFaults);
        if (instance.state == InstanceState::Hung && instance.hangFaults == 0)
            goUp(instanceIndex);
        return;
    }
    lessen(instance.hostFaults);
    if (instance.hostFaults > 0 || instance.state != InstanceState::Gone)
        return;
    const NodePlan& plan = m_plan.nodes[instance.node];
    instance.accrue(m_now);
    instance.state = InstanceState::Booting;
    // The host comes back without its process, where nothing starts that by itself.
    instance.processFaults = plan.startsByItself ? 0 : 1;
    instance.hangFaults = instance.burnFaults = 0;
    instance.errorFaults = instance.isVersionBad ? 1 : 0;
    startTimer(TimerKind::BootEnd, instanceIndex, m_now + plan.bootNs);
}

void EventEngine::endFault(Index activeIndex)
{
    ActiveFault& active = m_active[activeIndex];
    if (active.isOver)
        return;
    active.isOver = true;
    const FaultPlan plan = active.plan;
    const std::vector<Index> instances = active.instances;
    for (const Index instance : instances)
        undo(instance, plan.kind);
    if (plan.kind == FaultKind::Deploy) {
        const Index group = m_plan.nodes[plan.node].group;
        // A later deployment stays.
        if (m_groups[group].deployment.incident == active.incident)
            rollBack(group);
        return;
    }
    if (plan.kind == FaultKind::CapacityOut)
        --m_zoneFull[plan.zone];
    if (plan.kind != FaultKind::ZoneDown)
        return;
    const bool isDownStill =
        std::any_of(m_active.begin(), m_active.end(), [&](const ActiveFault& other) {
            return !other.isOver && other.plan.kind == FaultKind::ZoneDown
                   && other.plan.zone == plan.zone;
        });
    if (isDownStill)
        return;
    m_zoneDown[plan.zone] = 0;
    startTimer(TimerKind::ZoneNoticed, plan.zone, m_now + zoneNoticedNs);
    for (Index group = 0; group < m_groups.size(); ++group)
        restoreCapacity(group, MODEL_TEXT("Scaling", "an Availability Zone is available again"));
}

void EventEngine::noteDetected(Index instance)
{
    const Index incident = m_instances[instance].incident;
    if (incident == none || m_incidents[incident].detectedS >= 0)
        return;
    m_incidents[incident].detectedS = static_cast<double>(m_now) / 1e9 - m_incidents[incident].atS;
}

Result<void> EventEngine::inject(const Fault& fault)
{
    Result<FaultPlan> plan = planFault(m_plan, fault, "");
    if (!plan)
        return tl::unexpected(plan.error());
    beginFault(*plan);
    return {};
}

bool EventEngine::repair(std::string_view target)
{
    bool hasRepaired = false;
    for (Index index = 0; index < m_active.size(); ++index) {
        if (m_active[index].isOver)
            continue;
        if (m_active[index].plan.target == target) {
            endFault(index);
            hasRepaired = true;
            continue;
        }
        // Part of a larger fault: one instance of a lost zone.
        std::vector<Index> instances = m_active[index].instances;
        for (const Index instance : instances) {
            if (m_instances[instance].name != target)
                continue;
            std::erase(m_active[index].instances, instance);
            undo(instance, m_active[index].plan.kind);
            hasRepaired = true;
        }
    }
    return hasRepaired;
}

} // namespace skydraft
