// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <utility>

namespace skydraft {

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
    noteFault(active);
    const Index victim = strikesOne(fault.kind) ? victimOf(fault) : none;
    if (!strikesOne(fault.kind))
        beginDisturbance(fault, active);
    else if (victim != none)
        strike(victim, fault, active);
    if (fault.durationNs >= 0)
        startTimer(TimerKind::FaultEnd, active, m_now + fault.durationNs);
}

bool EventEngine::strikesOne(FaultKind kind)
{
    switch (kind) {
    case FaultKind::ProcessStop:
    case FaultKind::ProcessHang:
    case FaultKind::Http500:
    case FaultKind::CpuBurn:
    case FaultKind::HostStop:
    case FaultKind::HostTermination:
    case FaultKind::SpotInterruption:
    case FaultKind::HostRestart:
    case FaultKind::HostResize:
    case FaultKind::WorkerStop:
        return true;
    default:
        return false;
    }
}

void EventEngine::strike(Index victim, const FaultPlan& fault, Index active)
{
    switch (fault.kind) {
    case FaultKind::ProcessStop:
        return stop(victim, Stop::Process, active);
    case FaultKind::HostTermination:
        loseWrites(m_instances[victim], m_active[active].incident);
        stopHost(victim, active);
        return loseFiles(victim, IsForGood::Yes);
    case FaultKind::HostRestart:
    case FaultKind::HostResize:
        m_isDisturbed = true; // its clients may look for it where it was
        return stopHost(victim, active);
    case FaultKind::HostStop:
        return stopHost(victim, active);
    case FaultKind::WorkerStop:
        m_instances[victim].incident = m_active[active].incident;
        m_active[active].instances.push_back(victim);
        return stopWorker(victim, 1);
    case FaultKind::SpotInterruption:
        // EC2 says two minutes before that it takes a Spot Instance back (Amazon EC2 user guide,
        // "Spot Instance interruption notices").
        m_instances[victim].incident = m_active[active].incident;
        noteDetected(victim);
        m_active[active].instances.push_back(victim);
        return startTimer(TimerKind::SpotEnd, active,
                          m_now + static_cast<std::int64_t>(fault.strength * 1e9));
    default:
        return disturb(victim, fault.kind, active);
    }
}

/// A host stops with everything that runs on it.
void EventEngine::stopHost(Index victim, Index active)
{
    const Index node = m_instances[victim].node;
    const Index host = m_plan.nodes[node].host != none ? m_plan.nodes[node].host : node;
    stop(victim, Stop::Host, active);
    for (Index other = 0; other < m_plan.nodes.size(); ++other) {
        const bool isThere = other == host || m_plan.nodes[other].host == host;
        if (!isThere || other == node)
            continue;
        if (m_active[active].plan.kind == FaultKind::HostTermination)
            loseWrites(m_instances[m_instanceOf[other]], m_active[active].incident);
        stop(m_instanceOf[other], Stop::Host, active);
    }
}

void EventEngine::takeBack(Index active)
{
    const std::vector<Index> instances = std::exchange(m_active[active].instances, {});
    for (const Index instance : instances) {
        stop(instance, Stop::Host, active);
        loseFiles(instance, IsForGood::Yes);
    }
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
    if (how == Stop::Host) {
        loseFiles(instanceIndex, IsForGood::No);
        // Its data stood on a disk of the host.
        if (plan.behaviour == BehaviourKind::Database && plan.fileStore == FileStore::InstanceStore)
            loseWrites(instance, instance.incident);
    }
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
    if (instance.entrance == Entrance::Function)
        loseEnvironments(instance);
    if (instance.store != none)
        loseFetches(instance);
    instance.connections = 0;
    const NodePlan& plan = m_plan.nodes[instance.node];
    // A cache without a replica that takes over begins anew.
    const bool isEmptied =
        plan.behaviour == BehaviourKind::Cache && how != Stop::Hang && !instance.isFailingOver;
    if (plan.sessionStore == SessionStore::Instance || (isEmptied && plan.isSessionStore))
        loseSessionsOf(instanceIndex);
    if (isEmptied && instance.store != none)
        m_stores[instance.store].clear();
    if (instance.share != none)
        dropJobs(instanceIndex);
    // New ones that are taken meanwhile have lost what there was to lose.
    const Index size = m_requests.size();
    for (Index request = 0; request < size; ++request) {
        const Index hop = hopAt(m_requests[request], instanceIndex);
        if (hop != none)
            loseAt(request, hop, how);
    }
}

/// The hop at which a request depends on an instance; none: at none.
Index EventEngine::hopAt(const Request& request, Index instance) const
{
    if (request.state == RequestState::Free)
        return none;
    for (Index hop = request.top; hop != none; hop = m_hops[hop].below) {
        if (instanceOf(m_hops[hop]) != instance)
            continue;
        // On its way there, or lost already.
        const bool isElsewhere =
            request.state == RequestState::Arriving || request.state == RequestState::Failing;
        return hop == request.top && isElsewhere ? none : hop;
    }
    return none;
}

void EventEngine::loseAt(Index request, Index hop, Stop how)
{
    m_hops[hop].flags &=
        static_cast<std::uint8_t>(~(RequestHop::connected | RequestHop::connectedTwice));
    if (m_requests[request].top != hop)
        request = split(request, hop); // what it called works on
    else if (m_requests[request].state == RequestState::Joining)
        abandonBranches(request);
    if (how == Stop::Process)
        return fail(request, Cause::ConnectionReset, IsAnswer::No);
    // Nothing tells the caller: a balancer waits for its idle timeout, others give up earlier.
    failAfter(request, how == Stop::Hang ? Cause::Timeout : Cause::ConnectTimeout,
              patienceOf(m_hops[hop]), IsAnswer::No);
}

void EventEngine::goUp(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state == InstanceState::Terminated || instance.hostFaults > 0
        || instance.isFailingOver)
        return;
    instance.accrue(m_now);
    if (instance.incident != none && instance.processFaults == 0)
        note(TimelineKind::Recovery, instance.name,
             MODEL_TEXT("Timeline", "%1 runs again").with(instance.name), instance.incident);
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
    if (kind == FaultKind::WorkerStop)
        return stopWorker(instanceIndex, -1);
    lessen(instance.hostFaults);
    if (instance.hostFaults > 0 || instance.state != InstanceState::Gone)
        return;
    const NodePlan& plan = m_plan.nodes[instance.node];
    instance.accrue(m_now);
    instance.state = InstanceState::Booting;
    // The host comes back without its process, where nothing starts that by itself.
    instance.processFaults = plan.startsByItself ? 0 : 1;
    instance.hangFaults = instance.burnFaults = 0;
    instance.errorFaults =
        (instance.isVersionBad ? 1U : 0U) + (instance.hasOldConfiguration ? 1U : 0U);
    startTimer(TimerKind::BootEnd, instanceIndex, m_now + plan.bootNs);
}

void EventEngine::endFault(Index activeIndex)
{
    ActiveFault& active = m_active[activeIndex];
    if (active.isOver)
        return;
    active.isOver = true;
    note(TimelineKind::Repair, active.plan.target,
         MODEL_TEXT("Timeline", "%1 on %2 is over").with(active.plan.name).with(active.plan.target),
         active.incident);
    const FaultPlan plan = active.plan;
    const std::vector<Index> instances = active.instances;
    const FaultKind undone = plan.kind == FaultKind::RegionDown ? FaultKind::ZoneDown : plan.kind;
    for (const Index instance : instances) {
        if (plan.kind == FaultKind::HostRestart || plan.kind == FaultKind::HostResize)
            startAgain(instance, plan);
        undo(instance, undone);
    }
    if (!strikesOne(plan.kind))
        endDisturbance(plan, active.incident);
}

void EventEngine::noteDetected(Index instance)
{
    const Index incident = m_instances[instance].incident;
    if (incident == none || m_incidents[incident].detectedS >= 0)
        return;
    m_incidents[incident].detectedS = static_cast<double>(m_now) / 1e9 - m_incidents[incident].atS;
    note(TimelineKind::Detection, m_instances[instance].name,
         MODEL_TEXT("Timeline", "%1 is noticed to be down").with(m_instances[instance].name),
         incident);
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
