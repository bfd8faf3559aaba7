// SPDX-License-Identifier: GPL-3.0-or-later
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
    const auto* interfaces = others.empty() ? nullptr : &at(classes, others.front()).interfaces;
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
    Passing result = from.isNearVpc || to.isNearVpc
                         ? combined(nearClasses(from, skydraft::Side::From, to),
                                    nearClasses(to, skydraft::Side::To, from), ends)
                         : combined(from.sends, to.receives, ends);
    if (from.balancer != nullptr && !to.id.empty() && !to.receives.empty())
        result = fromBalancer(from, to, ends, result);
    if (to.isEdge) {
        PortSets::Id web = ports.rest();
        for (const int port : {80, 443})
            web = ports.unite(web, ports.of(Protocol::Tcp, {port, port}));
        result = {ports.intersect(result.open, web), ports.intersect(result.unknown, web)};
    }
    return result;
}

/// A balancer sends to the ports that it has registered, where it has; a transparent one
/// leaves the addresses of its clients in the packets.
Reachability::Tables::Passing Reachability::Tables::fromBalancer(const Party& from, const Party& to,
                                                                 Ends ends, Passing plain)
{
    const Resource* target = network.architecture().find(to.id);
    const auto registrations = registrationsOf(network, *from.balancer, *target);
    const bool isTransparent =
        network.catalogue().typeOrGeneric(from.balancer->type).preservesClientAddress;
    Passing kept = plain;
    if (isTransparent) {
        Passing all{PortSets::all, PortSets::none};
        bool isFirst = true;
        for (const Index sender : from.sends)
            for (const Index receiver : to.receives) {
                const Class& node = at(classes, sender);
                const Class& host = at(classes, receiver);
                if (node.interfaces.empty() || host.interfaces.empty())
                    continue;
                const Cidr clients =
                    clientsOf(model(), at(model().interfaces, node.interfaces.front()));
                const Passing found =
                    answered(paths.preserving(node.place, host.place, clients), node, host);
                if (isFirst || ends == Ends::All)
                    all = isFirst ? found
                                  : Passing{ports.intersect(all.open, found.open),
                                            ports.intersect(all.unknown, found.unknown)};
                else
                    all = {ports.unite(all.open, found.open),
                           ports.unite(all.unknown, found.unknown)};
                isFirst = false;
            }
        if (!isFirst)
            kept = all;
    }
    if (registrations.empty())
        return isTransparent ? kept : plain;
    Passing result;
    PortSets::Id left = PortSets::all;
    const auto take = [&](const Registration& registration, PortSets::Id packets) {
        const Passing& found = isTransparent && registration.keepsClientAddress ? kept : plain;
        packets = ports.intersect(packets, left);
        result.open = ports.unite(result.open, ports.intersect(found.open, packets));
        result.unknown = ports.unite(result.unknown, ports.intersect(found.unknown, packets));
        left = ports.without(left, packets);
    };
    take(registrations.front(), ports.unite(ports.rest(), ports.of(Protocol::Icmp)));
    for (const Registration& registration : registrations)
        for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp})
            take(registration, ports.of(protocol, {registration.port, registration.port}));
    return result;
}

Reach Reachability::Tables::reach(const Party& from, const Party& to, Ends ends)
{
    if (from.id == to.id)
        return {from.id, to.id, {}, {}};
    const Passing found = between(from, to, ends);
    return {from.id, to.id, ports.runsOf(found.open), ports.runsOf(found.unknown)};
}

} // namespace skydraft
