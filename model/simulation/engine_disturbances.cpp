// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

/// After this the DNS of a balancer no longer answers with the address in a lost zone: three missed
/// checks of Route 53, which look every 10 seconds.
constexpr std::int64_t zoneNoticedNs = 30'000'000'000;
/// A packet that nobody confirmed is sent again after 1 s, then after twice as long each time
/// (RFC 6298: Computing TCP's retransmission timer); after six times the connection is given up.
constexpr std::int64_t firstRetransmissionNs = 1'000'000'000;
constexpr int mostRetransmissions = 6;

} // namespace

/// Faults that strike no single instance: zones, regions, gateways, connections, clients.
void EventEngine::beginDisturbance(const FaultPlan& fault, Index active)
{
    m_isDisturbed = true;
    switch (fault.kind) {
    case FaultKind::Deploy:
        return beginDeployment(m_plan.nodes[fault.node].group, fault.deploy, active);
    case FaultKind::ConfigChange:
        return changeConfiguration(m_plan.nodes[fault.node].group, active);
    case FaultKind::CapacityOut:
        ++m_zoneFull[fault.zone];
        return;
    case FaultKind::ZoneDown:
        return loseZone(fault.zone, active);
    case FaultKind::RegionDown:
        return loseRegion(fault.region, active);
    case FaultKind::NatDown:
        ++m_natFaults[fault.nat];
        return;
    case FaultKind::CacheLoss:
        return loseCache(fault, m_active[active].incident);
    case FaultKind::Forget:
        return forget(fault, m_active[active].incident);
    case FaultKind::CookieTampering:
        return tamper(fault, fault.strength, m_active[active].incident);
    case FaultKind::Snapshot:
        return takeSnapshot(m_instanceOf[fault.node], m_active[active].incident);
    case FaultKind::Restore:
        return beginRestore(fault, active);
    case FaultKind::AddressRotation:
        m_rotated[m_plan.nodes[fault.node].balancer] = m_now;
        return;
    case FaultKind::Invalidation:
        return startTimer(TimerKind::Invalidated, fault.node,
                          m_now + static_cast<std::int64_t>(fault.strength * 1e9));
    case FaultKind::ContentChange: {
        const Index store = m_instances[m_instanceOf[fault.node]].store;
        if (store != none)
            m_edgeObjects[store].changedAt = m_now;
        return;
    }
    case FaultKind::Delegation:
    case FaultKind::Undelegation:
        return delegate(fault, fault.kind == FaultKind::Delegation);
    case FaultKind::RecordEdit:
        return editRecord(fault, true);
    case FaultKind::StaleNames:
        if (m_populations[fault.population].staleSince < 0)
            m_populations[fault.population].staleSince = m_now;
        return;
    case FaultKind::LinkLatency:
    case FaultKind::LinkLoss:
        return changeLink(fault, 1);
    case FaultKind::LoadSpike:
        return multiplyLoad(fault.population, fault.strength);
    case FaultKind::QueueStall:
        ++m_instances[m_instanceOf[fault.node]].stallFaults;
        return;
    case FaultKind::ReplicaLag:
        m_instances[m_instanceOf[fault.node]].lagNs +=
            static_cast<std::int64_t>(fault.strength * 1e9);
        return;
    default:
        return;
    }
}

void EventEngine::endDisturbance(const FaultPlan& fault, Index incident)
{
    switch (fault.kind) {
    case FaultKind::Deploy: {
        const Index group = m_plan.nodes[fault.node].group;
        // A later deployment stays.
        if (m_groups[group].deployment.incident == incident)
            rollBack(group);
        return;
    }
    case FaultKind::ConfigChange:
        return restoreConfiguration(m_plan.nodes[fault.node].group);
    case FaultKind::CapacityOut:
        --m_zoneFull[fault.zone];
        return;
    case FaultKind::RecordEdit:
        return editRecord(fault, false);
    case FaultKind::ZoneDown:
        return regainZone(fault.zone);
    case FaultKind::RegionDown:
        return regainRegion(fault.region);
    case FaultKind::NatDown:
        --m_natFaults[fault.nat];
        return;
    case FaultKind::StaleNames:
        m_populations[fault.population].staleSince = -1;
        return;
    case FaultKind::CookieTampering:
        return tamper(fault, 0, incident);
    case FaultKind::LinkLatency:
    case FaultKind::LinkLoss:
        return changeLink(fault, -1);
    case FaultKind::LoadSpike:
        return multiplyLoad(fault.population, fault.strength > 0 ? 1 / fault.strength : 1);
    case FaultKind::QueueStall:
        --m_instances[m_instanceOf[fault.node]].stallFaults;
        return expectDelivery(m_instances[m_instanceOf[fault.node]].queue);
    case FaultKind::ReplicaLag:
        m_instances[m_instanceOf[fault.node]].lagNs -=
            static_cast<std::int64_t>(fault.strength * 1e9);
        return;
    default:
        return;
    }
}

void EventEngine::loseZone(Index zone, Index active)
{
    ++m_zoneDown[zone];
    startTimer(TimerKind::ZoneNoticed, zone, m_now + zoneNoticedNs);
    // Instances that replace the lost ones are added meanwhile; those are not struck.
    const auto count = static_cast<Index>(m_instances.size());
    for (Index instance = 0; instance < count; ++instance)
        if (m_instances[instance].zone == zone)
            stop(instance, Stop::Host, active);
}

void EventEngine::regainZone(Index zone)
{
    if (--m_zoneDown[zone] > 0)
        return;
    startTimer(TimerKind::ZoneNoticed, zone, m_now + zoneNoticedNs);
    for (Index group = 0; group < m_groups.size(); ++group)
        restoreCapacity(group, MODEL_TEXT("Scaling", "an Availability Zone is available again"));
}

void EventEngine::loseRegion(Index region, Index active)
{
    ++m_regionDown[region];
    for (Index zone = 0; zone < m_plan.zones.size(); ++zone)
        if (m_plan.regionOfZone[zone] == region)
            loseZone(zone, active);
    const auto count = static_cast<Index>(m_instances.size());
    for (Index index = 0; index < count; ++index) {
        const Instance& instance = m_instances[index];
        if (instance.zone == none && m_plan.nodes[instance.node].region == region)
            stop(index, Stop::Host, active);
    }
}

void EventEngine::regainRegion(Index region)
{
    --m_regionDown[region];
    for (Index zone = 0; zone < m_plan.zones.size(); ++zone)
        if (m_plan.regionOfZone[zone] == region)
            regainZone(zone);
}

bool EventEngine::isRegionDown(Index node) const
{
    const Index region = m_plan.nodes[node].region;
    return region != none && m_regionDown[region] > 0;
}

void EventEngine::changeLink(const FaultPlan& fault, int sign)
{
    const auto change = [&](Index edge) {
        if (fault.kind == FaultKind::LinkLatency)
            m_edges[edge].delayNs += sign * static_cast<std::int64_t>(fault.strength * 1e6);
        else
            m_edges[edge].loss = sign > 0 ? fault.strength : 0;
    };
    for (Index edge = 0; edge < m_edges.size(); ++edge) {
        if (m_plan.edges[edge].connection != fault.connection)
            continue;
        if (m_plan.edges[edge].name == none)
            change(edge);
        for (Index other = 0; other < m_edges.size(); ++other)
            if (m_edges[other].via == edge)
                change(other);
    }
    // A balancer's way to a target is kept with the target.
    for (Target& target : m_targets)
        if (target.edge != none && m_plan.edges[target.edge].connection == fault.connection
            && fault.kind == FaultKind::LinkLatency)
            target.delayNs += sign * static_cast<std::int64_t>(fault.strength * 1e6);
}

/// How long lost packets hold a message up; -1: the connection is given up.
std::int64_t EventEngine::retransmissionsOn(const EdgeState& edge)
{
    std::int64_t delay = 0;
    for (int times = 0; m_losses.chance(edge.loss); ++times) {
        if (times == mostRetransmissions)
            return -1;
        delay += firstRetransmissionNs << static_cast<unsigned>(times);
    }
    return delay;
}

void EventEngine::multiplyLoad(Index population, double factor)
{
    Population& state = m_populations[population];
    const PopulationPlan& plan = m_plan.populations[population];
    state.factor *= factor;
    state.base = m_now;
    state.arrived = 0;
    if (!plan.isClosed) {
        const double highest = plan.shape.highest() * state.factor;
        state.gap = RandomTime{Distribution::Exponential, highest > 0 ? 1e9 / highest : 0, 1};
        return;
    }
    // More users come, or those who came go when they have their next answer.
    const auto wanted = static_cast<std::int64_t>(plan.users * state.factor + 0.5);
    const std::int64_t present = state.users - state.leaving;
    state.leaving =
        std::max<std::int64_t>(state.leaving - std::max<std::int64_t>(wanted - present, 0), 0)
        + std::max<std::int64_t>(present - wanted, 0);
    while (state.users - state.leaving < wanted)
        addUser(population);
}

/// Whether a request cannot leave because the NAT gateway on its way is down.
bool EventEngine::isCutOff(const Request& request, const EdgePlan& edge) const
{
    if (!edge.leavesVpc)
        return false;
    const Index below = m_hops[request.top].below;
    if (below == none)
        return false;
    const Instance& caller = m_instances[instanceOf(m_hops[below])];
    const auto& nats = m_plan.nodes[caller.node].nats;
    const auto own = std::find_if(nats.begin(), nats.end(),
                                  [&](const auto& one) { return one.first == caller.zone; });
    if (nats.empty())
        return false;
    const Index nat = own != nats.end() ? own->second : nats.front().second;
    const Index zone = m_plan.nats[nat].zone;
    return m_natFaults[nat] > 0 || (zone != none && m_zoneDown[zone] > 0);
}

/// How much longer a message takes on its way because of a fault; -1: it never arrives.
std::int64_t EventEngine::heldUp(const Request& request, Index edgeIndex)
{
    const EdgePlan& edge = m_plan.edges[edgeIndex];
    const EdgeState& state = m_edges[edgeIndex];
    if (isRegionDown(edge.to) || isCutOff(request, edge) || isOldAddress(edge, state.via)
        || isFormerAddress(request, edge))
        return -1;
    return state.loss > 0 ? retransmissionsOn(state) : 0;
}

/// A name answered with an address that its balancer has given up since.
bool EventEngine::isOldAddress(const EdgePlan& edge, Index via) const
{
    const Index balancer = m_plan.nodes[edge.to].balancer;
    if (balancer == none || via == none || m_rotated[balancer] < 0)
        return false;
    const NamePlan& name = m_plan.names[m_plan.edges[via].name];
    return name.pinsAddresses || m_answeredAt < m_rotated[balancer];
}

} // namespace skydraft
