// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/network/possible_flows.h"
#include "model/network/reachability_tables.h"
#include "model/network/target_groups.h"

#include <algorithm>

namespace skydraft {
namespace {

bool mayBeAnEnd(NetworkRole role)
{
    switch (role) {
    case NetworkRole::Interface:
    case NetworkRole::Balancer:
    case NetworkRole::ScalingGroup:
    case NetworkRole::NatGateway:
    case NetworkRole::Endpoint:
    case NetworkRole::Clients:
    case NetworkRole::OnPremises:
    case NetworkRole::PublicService:
    case NetworkRole::Cdn:
        return true;
    default:
        return false;
    }
}

FlowEnd endOf(const ResourceId& id)
{
    return id.empty() ? FlowEnd{.isInternet = true} : FlowEnd{.resource = id};
}

} // namespace

void Reachability::Tables::makeParties()
{
    if (hasParties)
        return;
    hasParties = true;
    const auto classesFor = [&](const ResourceId& id, Side side) {
        std::vector<Index> found;
        if (const auto resolved = resolveEnd(network, endOf(id), side, noIndex))
            for (const WalkEnd& end : resolved->ends)
                found.push_back(classOf(end));
        return found;
    };
    parties.push_back({.sends = classesFor({}, Side::From), .receives = classesFor({}, Side::To)});
    for (const auto& resource : network.architecture().resources()) {
        const NetworkRole role = network.catalogue().typeOrGeneric(resource->type).role;
        if (!mayBeAnEnd(role))
            continue;
        Party party{.id = resource->id,
                    .sends = classesFor(resource->id, Side::From),
                    .receives = classesFor(resource->id, Side::To)};
        for (const auto* own : {&party.sends, &party.receives})
            for (const Index number : *own)
                party.isInside = party.isInside
                                 || (number != noIndex && !at(classes, number).interfaces.empty());
        party.balancer = role == NetworkRole::Balancer ? resource.get() : nullptr;
        party.isEdge = role == NetworkRole::Cdn;
        party.isNearVpc = role == NetworkRole::OnPremises;
        if (!party.sends.empty() || !party.receives.empty())
            parties.push_back(std::move(party));
    }
}

const Reachability::Tables::Party* Reachability::Tables::party(const ResourceId& id)
{
    makeParties();
    const auto place = std::lower_bound(
        parties.begin(), parties.end(), id,
        [](const Party& party, const ResourceId& wanted) { return party.id < wanted; });
    return place == parties.end() || place->id != id ? nullptr : &*place;
}

/// A host beside AWS comes through the VPN gateway of the VPC that the other end stands in.
std::vector<Index> Reachability::Tables::nearClasses(const Party& party, Side side,
                                                     const Party& other)
{
    const auto& own = side == Side::From ? party.sends : party.receives;
    if (!party.isNearVpc)
        return own;
    const auto& others = side == Side::From ? other.receives : other.sends;
    const auto* interfaces = others.empty() || others.front() == noIndex
                                 ? nullptr
                                 : &at(classes, others.front()).interfaces;
    if (interfaces == nullptr || interfaces->empty())
        return own;
    std::vector<Index> found;
    const Index vpc = at(model().interfaces, interfaces->front()).vpc;
    if (const auto resolved = resolveEnd(network, endOf(party.id), side, vpc))
        for (const WalkEnd& end : resolved->ends)
            found.push_back(classOf(end));
    return found;
}

Reachability::Tables::Passing Reachability::Tables::combined(const std::vector<Index>& from,
                                                             const std::vector<Index>& to,
                                                             Ends ends)
{
    Passing result;
    bool isFirst = true;
    for (const Index sender : from)
        for (const Index receiver : to) {
            const Passing found = passing(sender, receiver);
            const PortSets::Id either = ports.unite(found.open, found.unknown);
            if (isFirst) {
                result = found;
            } else if (ends == Ends::All) {
                const PortSets::Id known = ports.unite(result.open, result.unknown);
                result.open = ports.intersect(result.open, found.open);
                result.unknown = ports.without(ports.intersect(known, either), result.open);
            } else {
                result.open = ports.unite(result.open, found.open);
                result.unknown =
                    ports.without(ports.unite(result.unknown, found.unknown), result.open);
            }
            isFirst = false;
        }
    return result;
}

Reachability::Tables::Passing Reachability::Tables::between(const Party& from, const Party& to,
                                                            Ends ends)
{
    const bool isNear = from.isNearVpc || to.isNearVpc;
    const auto sends = isNear ? nearClasses(from, skydraft::Side::From, to) : from.sends;
    const auto receives = isNear ? nearClasses(to, skydraft::Side::To, from) : to.receives;
    Passing result = combined(sends, receives, ends);
    const bool isV4 = family == IpFamily::V4; // balancers that speak IPv6 are not looked behind
    if (from.isEdge && isV4 && !to.id.empty() && isOrigin(from, to))
        return walked(from, to, ends, PortSets::all);
    if (from.balancer != nullptr && isV4 && !to.id.empty() && !receives.empty())
        result = fromBalancer(from, to, ends);
    else if (to.balancer != nullptr && isV4)
        result = toBalancer(from, to, ends, result);
    if (to.isEdge) {
        PortSets::Id web = ports.rest();
        for (const int port : {80, 443})
            web = ports.unite(web, ports.of(Protocol::Tcp, {port, port}));
        result = {ports.intersect(result.open, web), ports.intersect(result.unknown, web)};
    }
    return result;
}

/// A private origin of CloudFront is reached by interfaces that the tables do not know.
bool Reachability::Tables::isOrigin(const Party& edge, const Party& to) const
{
    const Resource* distribution = network.find(edge.id);
    const auto origins = idsOf(network.catalogue(), *distribution, "vpc_origins");
    return std::find(origins.begin(), origins.end(), to.id) != origins.end();
}

/// Which nodes send, to which ports and with whose addresses, depends on what is registered: what
/// the tables let pass at best is walked port by port.
Reachability::Tables::Passing Reachability::Tables::fromBalancer(const Party& from, const Party& to,
                                                                 Ends ends)
{
    const Passing plain = combined(from.sends, to.receives, Ends::Any);
    PortSets::Id candidates = ports.unite(plain.open, plain.unknown);
    const bool isTransparent =
        network.catalogue().typeOrGeneric(from.balancer->type).preservesClientAddress;
    for (const Index sender : from.sends)
        for (const Index receiver : to.receives) {
            if (!isTransparent || sender == noIndex || receiver == noIndex)
                continue;
            const Class& node = at(classes, sender);
            const Class& host = at(classes, receiver);
            if (node.interfaces.empty() || host.interfaces.empty())
                continue;
            const Cidr clients =
                clientsOf(model(), at(model().interfaces, node.interfaces.front()));
            const Passing kept =
                answered(paths.preserving(node.place, host.place, clients), node, host);
            candidates = ports.unite(candidates, ports.unite(kept.open, kept.unknown));
        }
    if (candidates == PortSets::none)
        return {};
    const Resource* target = network.find(to.id);
    const auto registrations = registrationsOf(network, *from.balancer, *target);
    PortSets::Id registered = ports.unite(ports.rest(), ports.of(Protocol::Icmp));
    for (const Registration& registration : registrations)
        for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp})
            registered =
                ports.unite(registered, ports.of(protocol, {registration.port, registration.port}));
    if (!registrations.empty())
        candidates = ports.intersect(candidates, registered);
    return walked(from, to, ends, candidates);
}

/// A balancer answers where something stands behind its listener; one that passes packets on as
/// they are, where a target answers the sender.
Reachability::Tables::Passing Reachability::Tables::toBalancer(const Party& from, const Party& to,
                                                               Ends ends, const Passing& plain)
{
    const bool isTransparent =
        network.catalogue().typeOrGeneric(to.balancer->type).preservesClientAddress;
    if (isTransparent)
        return walked(from, to, ends, ports.unite(plain.open, plain.unknown));
    const auto nodes = model().interfacesOf.find(to.id);
    if (nodes == model().interfacesOf.end() || nodes->second.empty())
        return plain;
    PortSets::Sum open(ports);
    PortSets::Sum unknown(ports);
    for (int atom = 0; atom < ports.atoms(); ++atom) {
        const bool isOpen = ports.has(plain.open, atom);
        if (!isOpen && !ports.has(plain.unknown, atom))
            continue;
        const auto [place, isNew] = answering.try_emplace({to.id, atom}, Verdict::Reachable);
        if (isNew) {
            const auto [protocol, port] = ports.exampleOf(atom);
            const WalkResult asked = askTargets(network, nodes->second.front(), protocol, port);
            place->second = !asked.needs.empty()     ? Verdict::Blocked
                            : !asked.unknown.empty() ? Verdict::Unknown
                                                     : Verdict::Reachable;
        }
        if (place->second == Verdict::Unknown || (place->second == Verdict::Reachable && !isOpen))
            unknown.addAtom(atom);
        else if (place->second == Verdict::Reachable)
            open.addAtom(atom);
    }
    return {open.finish(), unknown.finish()};
}

Reachability::Tables::Passing Reachability::Tables::walked(const Party& from, const Party& to,
                                                           Ends ends, PortSets::Id candidates)
{
    PortSets::Sum open(ports);
    PortSets::Sum unknown(ports);
    for (int atom = 0; atom < ports.atoms(); ++atom) {
        if (!ports.has(candidates, atom))
            continue;
        const auto [protocol, port] = ports.exampleOf(atom);
        Flow flow{.from = endOf(from.id), .to = endOf(to.id), .protocol = protocol};
        if (protocol == Protocol::Tcp || protocol == Protocol::Udp)
            flow.port = port;
        const std::vector<Flow> flows =
            ends == Ends::All ? std::vector{flow} : flowsOfInterfaces(network, flow);
        Verdict best = Verdict::Blocked;
        for (const Flow& one : flows) {
            const Verdict verdict = verdictOf(network, one);
            if (verdict == Verdict::Reachable || best == Verdict::Blocked)
                best = verdict;
        }
        if (best == Verdict::Reachable)
            open.addAtom(atom);
        else if (best == Verdict::Unknown)
            unknown.addAtom(atom);
    }
    return {open.finish(), unknown.finish()};
}

Reach Reachability::Tables::reach(const Party& from, const Party& to, Ends ends)
{
    if (from.id == to.id)
        return {from.id, to.id, {}, {}};
    const Passing found = between(from, to, ends);
    return {from.id, to.id, ports.runsOf(found.open), ports.runsOf(found.unknown)};
}

bool Reachability::Tables::isInside(const ResourceId& id)
{
    const Party* found = party(id);
    return found != nullptr && found->isInside;
}

} // namespace skydraft
