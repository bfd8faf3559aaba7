// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

/// How many requests it can work on at once: its worker processes, or its processors where each
/// process needs one.
std::uint32_t EventEngine::workersOf(const Instance& instance) const
{
    const NodePlan& plan = m_plan.nodes[instance.node];
    if (plan.workers == unlimited)
        return unlimited;
    const auto sized = [&](std::uint32_t count) {
        return static_cast<std::uint32_t>(std::max(std::round(count * instance.size), 1.0));
    };
    const std::uint32_t processes = plan.isCpuBound ? plan.processes : sized(plan.workers);
    const std::uint32_t left = processes - std::min(processes, instance.lostWorkers);
    return plan.isCpuBound ? std::min(left, sized(plan.vcpus)) : left;
}

/// Takes a change of its size or its processes into account.
void EventEngine::changeWorkers(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    instance.accrue(m_now);
    instance.workers = workersOf(instance);
    if (instance.share != none) {
        const std::uint32_t jobs = instance.busy + instance.queued;
        instance.busy = std::min(jobs, instance.workers);
        instance.queued = jobs - instance.busy;
        advance(m_shares[instance.share], instance);
        return awaitNextEnd(m_shares[instance.share]);
    }
    if (instance.busy > instance.workers)
        loseOne(instanceIndex);
    while (instance.head != none && instance.busy < instance.workers)
        startNext(instance);
    if (instance.feeder != none)
        expectDelivery(instance.feeder);
}

/// The request that a worker was at work on when it ended.
void EventEngine::loseOne(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    const bool holds = m_plan.nodes[instance.node].holdsWorker;
    const Index size = m_requests.size();
    for (Index request = 0; request < size; ++request) {
        const Request& record = m_requests[request];
        const Index hop = hopAt(record, instanceIndex);
        if (hop == none || record.state == RequestState::Queued)
            continue;
        if (!holds && (hop != record.top || record.state != RequestState::InService))
            continue;
        --instance.busy;
        return loseAt(request, hop, Stop::Process);
    }
}

void EventEngine::stopWorker(Index instanceIndex, int sign)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.state == InstanceState::Terminated)
        return;
    if (sign > 0)
        ++instance.lostWorkers;
    else if (instance.lostWorkers > 0)
        --instance.lostWorkers;
    changeWorkers(instanceIndex);
}

/// A host that was stopped on purpose starts again: on other hardware, perhaps of another type, and
/// with a new public address where EC2 chose that (Amazon EC2 user guide, "Stop and start Amazon
/// EC2 instances").
void EventEngine::startAgain(Index instanceIndex, const FaultPlan& fault)
{
    Instance& instance = m_instances[instanceIndex];
    NodePlan& plan = m_plan.nodes[instance.node];
    if (plan.losesAddress && instance.group == none) {
        instance.hasNewAddress = true;
        note(TimelineKind::Failover, instance.name,
             MODEL_TEXT("Timeline", "%1 has a new public address").with(instance.name),
             instance.incident);
    }
    if (fault.kind != FaultKind::HostResize)
        return;
    instance.size = fault.strength;
    // Burstable types in standard mode start with what they had earned; others know no credits.
    plan.burst = fault.burst;
    instance.isThrottled = instance.isThrottled && plan.burst.mostCredits > 0;
    changeWorkers(instanceIndex);
}

/// A client who asks for an address that its server no longer has. Records hold the same address;
/// servers of the VPC use the private one, which stays.
bool EventEngine::isFormerAddress(const Request& request, const EdgePlan& edge) const
{
    const Index instance = m_instanceOf[edge.to];
    return instance != none && m_instances[instance].hasNewAddress
           && m_hops[request.top].below == none && !request.is(Request::branch);
}

bool EventEngine::hasAddress(Index groupIndex, Index zone) const
{
    const std::vector<Index>& subnets = m_plan.groups[groupIndex].subnets;
    const auto isThere = [&](Index subnet) { return m_plan.subnets[subnet].zone == zone; };
    const auto isOpen = [&](Index subnet) { return isThere(subnet) && m_subnetFree[subnet] > 0; };
    return std::none_of(subnets.begin(), subnets.end(), isThere)
           || std::any_of(subnets.begin(), subnets.end(), isOpen);
}

/// From the subnet of its zone that has most left.
void EventEngine::takeAddress(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    Index best = none;
    for (const Index subnet : m_plan.groups[instance.group].subnets)
        if (m_plan.subnets[subnet].zone == instance.zone
            && (best == none || m_subnetFree[subnet] > m_subnetFree[best]))
            best = subnet;
    if (best == none || m_subnetFree[best] == 0)
        return;
    instance.subnet = best;
    --m_subnetFree[best];
}

void EventEngine::giveAddressBack(Instance& instance)
{
    if (instance.subnet != none)
        ++m_subnetFree[instance.subnet];
    instance.subnet = none;
}

Text EventEngine::whyNoLaunch(Index groupIndex, Index zone) const
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    if (zone != none && m_zoneFull[zone] > 0)
        return MODEL_TEXT(
                   "Scaling",
                   "Launching a new EC2 instance failed: there is not sufficient %1 capacity "
                   "in the Availability Zone %2")
            .with(plan.instanceType.empty() ? "EC2" : plan.instanceType)
            .with(m_plan.zones[zone]);
    const auto subnet = std::find_if(plan.subnets.begin(), plan.subnets.end(),
                                     [&](Index one) { return m_plan.subnets[one].zone == zone; });
    return MODEL_TEXT("Scaling", "Launching a new EC2 instance failed: there are not enough free "
                                 "addresses in the subnet %1")
        .with(subnet == plan.subnets.end() ? "" : m_plan.subnets[*subnet].id.value());
}

/// What a group's instances read when they started is no longer true. Those that start from now on
/// read it anew where user data does so at their first boot; an image has what it was made with.
void EventEngine::changeConfiguration(Index groupIndex, Index active)
{
    GroupState& group = m_groups[groupIndex];
    ++group.configurationChanges;
    group.configurationIncident = m_active[active].incident;
    for (const Index member : group.members)
        keepOldConfiguration(member);
}

void EventEngine::keepOldConfiguration(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.hasOldConfiguration || instance.state == InstanceState::Terminated)
        return;
    instance.accrue(m_now);
    instance.hasOldConfiguration = true;
    ++instance.errorFaults;
    instance.incident = m_groups[instance.group].configurationIncident;
}

/// Called for each instance whose software starts for the first time.
void EventEngine::readConfiguration(Index instanceIndex)
{
    const Instance& instance = m_instances[instanceIndex];
    const bool readsAnew = m_plan.groups[instance.group].userDataNs > 0 && !instance.fromWarmPool;
    if (m_groups[instance.group].configurationChanges > 0 && !readsAnew)
        keepOldConfiguration(instanceIndex);
}

void EventEngine::restoreConfiguration(Index groupIndex)
{
    if (--m_groups[groupIndex].configurationChanges > 0)
        return;
    for (Instance& instance : m_instances) {
        if (instance.group != groupIndex || !instance.hasOldConfiguration)
            continue;
        instance.accrue(m_now);
        instance.hasOldConfiguration = false;
        instance.errorFaults -= instance.errorFaults > 0 ? 1 : 0;
    }
}

} // namespace skydraft
