// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/packet_paths.h"

#include "model/architecture/property_value.h"
#include "model/network/network_acl_rules.h"

#include <algorithm>

namespace skydraft {
namespace {

template <class Visit>
void forEachListener(const Network& network, const Resource& balancer, Visit visit)
{
    for (const Json& listener : valueOf(network.catalogue(), balancer, "listeners")) {
        const Json port = memberOf(listener, "port");
        const int number = port.is_number_integer() ? port.get<int>() : 80;
        for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp})
            if (const PortRange ports{number, number}; listensOn(listener, protocol, ports))
                visit(protocol, ports, memberOf(listener, "instance_port"));
    }
}

bool isOneAddress(const Cidr& range)
{
    return range.length == range.base.bits();
}

} // namespace

PacketPaths::PacketPaths(const Network& network, PortSets& ports, GroupRows& rows, IpFamily family)
    : m_network(network)
    , m_ports(ports)
    , m_rows(rows)
    , m_family(family)
{
    for (const RouteTableModel& table : model().tables)
        for (const RouteModel& route : table.routes)
            for (const Cidr& block : route.blocks)
                m_cuts.cut(block);
    for (const AclModel& acl : model().acls)
        for (const auto* rules : {&acl.ingress, &acl.egress})
            for (const AclRule& rule : *rules)
                m_cuts.cut(rule.block);
    for (const VpcModel& vpc : model().vpcs)
        for (const Cidr& block : vpc.blocks)
            m_cuts.cut(block);
    m_cuts.finish();
}

void PacketPaths::cutPorts(const Network& network, PortSets& ports)
{
    for (const AclModel& acl : network.model().acls)
        for (const auto* rules : {&acl.ingress, &acl.egress})
            for (const AclRule& rule : *rules)
                ports.cut(rule.protocol, rule.ports);
    for (const auto& resource : network.architecture().resources()) {
        if (network.catalogue().typeOrGeneric(resource->type).role != NetworkRole::TargetGroup)
            continue;
        const int port = static_cast<int>(numberOf(network.catalogue(), *resource, "port", 80));
        for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp})
            ports.cut(protocol, {port, port});
    }
    const ResourceId* last = nullptr;
    for (const InterfaceModel& interface : network.model().interfaces) {
        if (interface.kind != InterfaceKind::BalancerNode
            || (last != nullptr && *last == interface.owner))
            continue;
        last = &interface.owner;
        if (const Resource* balancer = network.find(interface.owner))
            forEachListener(network, *balancer,
                            [&](Protocol protocol, const PortRange& listened, const Json& sent) {
                                ports.cut(protocol, listened);
                                if (sent.is_number_integer())
                                    ports.cut(protocol, {sent.get<int>(), sent.get<int>()});
                            });
    }
}

PacketPaths::Place PacketPaths::placeOf(Index number)
{
    const InterfaceModel& interface = at(model().interfaces, number);
    const bool isOwn =
        interface.kind != InterfaceKind::Host && interface.kind != InterfaceKind::GroupMember;
    const auto pieceOf = [&](const std::optional<IpAddress>& address) {
        return address ? m_cuts.pieceOf(*address) : noIndex;
    };
    const Key key{interface.subnet,
                  interface.vpc,
                  static_cast<int>(interface.kind),
                  pieceOf(addressOf(interface, m_family)),
                  pieceOf(publicAddressOf(interface, m_family)),
                  interface.ephemeralPorts.from,
                  interface.isFiltered ? 1 : 0,
                  interface.isTransparent ? 1 : 0,
                  interface.isClassicNode ? 1 : 0,
                  interface.subnet == noIndex && interface.isAddressAssumed ? 1 : 0,
                  isOwn ? interface.owner.value() : std::string()};
    const auto [place, isNew] = m_numbers.try_emplace(key, places());
    if (isNew) {
        m_places.push_back({.interface = number,
                            .component = interface.owner,
                            .kind = "interface",
                            .ephemeralPorts = interface.ephemeralPorts});
        m_paths.emplace_back();
    }
    return place->second;
}

PacketPaths::Place PacketPaths::placeOf(WalkEnd outside)
{
    if (m_family == IpFamily::V6 && outside.range.base.family == IpFamily::V4)
        outside.range = anyIpv6Address;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const WalkEnd& known = m_places[i];
        if (known.interface == noIndex && known.range == outside.range
            && known.service == outside.service && known.isPrivate == outside.isPrivate
            && known.transitGateway == outside.transitGateway
            && known.attachment == outside.attachment
            && known.ephemeralPorts == outside.ephemeralPorts)
            return static_cast<Place>(i);
    }
    m_places.push_back(std::move(outside));
    m_paths.emplace_back();
    return places() - 1;
}

const PacketPaths::Path& PacketPaths::between(Place from, Place to)
{
    auto& row = at(m_paths, from);
    if (row.size() < m_places.size())
        row.resize(m_places.size());
    auto& path = row[static_cast<std::size_t>(to)];
    if (!path)
        path = std::make_unique<const Path>(walkPath(from, to, std::nullopt));
    return *path;
}

/// Whether packets may go from one VPC to the other at all; saves most walks of a large network.
bool PacketPaths::mayBeJoined(const WalkEnd& from, const WalkEnd& to) const
{
    if (from.interface == noIndex || to.interface == noIndex)
        return true;
    const InterfaceModel& sender = at(model().interfaces, from.interface);
    const InterfaceModel& receiver = at(model().interfaces, to.interface);
    if (sender.vpc == receiver.vpc || sender.vpc == noIndex || receiver.vpc == noIndex
        || publicAddressOf(receiver, m_family))
        return true;
    const auto leadsOn = [](const RouteModel& route) {
        return route.kind == TargetKind::Peering || route.kind == TargetKind::TransitGateway
               || route.kind == TargetKind::VpnGateway || route.kind == TargetKind::Interface
               || route.kind == TargetKind::NatGateway || route.kind == TargetKind::Undescribed;
    };
    const Index table =
        sender.subnet == noIndex ? noIndex : at(model().subnets, sender.subnet).table;
    if (table == noIndex)
        return true;
    const auto& routes = at(model().tables, table).routes;
    return std::any_of(routes.begin(), routes.end(), leadsOn);
}

struct PacketPaths::Leg
{
    bool isBlocked = false;
    bool isUnknown = false;
    PathOutline outline{};
};

PacketPaths::Leg PacketPaths::walkAs(Protocol protocol, const WalkEnd& from, const WalkEnd& to,
                                     const std::optional<Cidr>& clients)
{
    Leg leg;
    WalkRequest request{.from = from, .to = to, .protocol = protocol, .family = m_family};
    request.preservedSource = clients;
    request.outline = &leg.outline;
    const WalkResult walked = walk(m_network, request);
    leg.isBlocked = !walked.needs.empty();
    leg.isUnknown = !walked.unknown.empty();
    return leg;
}

PacketPaths::Path PacketPaths::walkPath(Place fromPlace, Place toPlace,
                                        const std::optional<Cidr>& clients)
{
    Path path;
    const WalkEnd from = example(fromPlace);
    const WalkEnd to = example(toPlace);
    if (!mayBeJoined(from, to))
        return path;
    const Leg first = walkAs(Protocol::Tcp, from, to, clients);
    if (!first.outline.dependsOnProtocol) {
        addLeg(path, first, PortSets::all, from, to);
        const auto& questions = path.questions;
        path.isPlain =
            questions.size() == 2 && questions[0].asked == Side::Sender
            && questions[0].seen == Seen::ReceiverAddress && questions[0].named == Side::Receiver
            && questions[1].asked == Side::Receiver && questions[1].seen == Seen::SenderAddress
            && questions[1].named == Side::Sender;
        return path;
    }
    addLeg(path, first, m_ports.of(Protocol::Tcp), from, to);
    for (const Protocol protocol : {Protocol::Udp, Protocol::Icmp, Protocol::Any})
        addLeg(path, walkAs(protocol, from, to, clients),
               protocol == Protocol::Any ? m_ports.rest() : m_ports.of(protocol), from, to);
    return path;
}

void PacketPaths::addLeg(Path& path, const Leg& leg, PortSets::Id packets, const WalkEnd& from,
                         const WalkEnd& to)
{
    if (leg.isBlocked)
        return;
    PortSets::Id passing = packets;
    for (const FilterQuestion& question : leg.outline.questions) {
        if (question.kind == FilterQuestion::Kind::Acl)
            passing = m_ports.intersect(passing, aclAnswer(question));
        else if (question.kind == FilterQuestion::Kind::Listener)
            passing = m_ports.intersect(passing, listenerAnswer(question.place));
    }
    if (passing == PortSets::none)
        return;
    for (const FilterQuestion& question : leg.outline.questions)
        if (question.kind == FilterQuestion::Kind::Groups) {
            path.questions.push_back(groupQuestion(question, from, to));
            path.questions.back().packets = packets;
        }
    path.ports = m_ports.unite(path.ports, passing);
    if (leg.isUnknown)
        path.unknown = m_ports.unite(path.unknown, passing);
}

PacketPaths::GroupQuestion PacketPaths::groupQuestion(const FilterQuestion& question,
                                                      const WalkEnd& from, const WalkEnd& to)
{
    const bool isEgress = question.direction == Direction::Egress;
    GroupQuestion result{.direction = question.direction};
    const auto groupsOf = [&](Index interface) {
        return interface == noIndex ? nullptr : &at(model().interfaces, interface).groups;
    };
    if (question.place == from.interface && (isEgress || from.interface != to.interface))
        result.asked = Side::Sender;
    else if (question.place == to.interface)
        result.asked = Side::Receiver;
    else {
        result.asked = Side::Fixed;
        result.askedSet = m_rows.setOf(at(model().interfaces, question.place));
        m_fixedSets.insert(result.askedSet);
    }
    const auto* named = question.peer.groups;
    const Index other = isEgress ? to.interface : from.interface;
    if (named != nullptr && named == groupsOf(other)) {
        result.named = isEgress ? Side::Receiver : Side::Sender;
    } else if (named != nullptr) {
        result.named = Side::Fixed;
        result.namedSet = m_rows.setOf(*named);
    }
    const Cidr& range = question.peer.range;
    const InterfaceModel* seen = other == noIndex ? nullptr : &at(model().interfaces, other);
    if (seen != nullptr && isOneAddress(range) && addressOf(*seen, m_family) == range.base)
        result.seen = isEgress ? Seen::ReceiverAddress : Seen::SenderAddress;
    else if (seen != nullptr && isOneAddress(range)
             && publicAddressOf(*seen, m_family) == range.base)
        result.seen = isEgress ? Seen::ReceiverPublicAddress : Seen::SenderPublicAddress;
    else {
        result.seen = Seen::Range;
        result.range = m_rows.rangeOf(range, question.peer.service);
    }
    return result;
}

/// What the rules in order of their numbers let pass; of answers all ports must.
PortSets::Id PacketPaths::aclAnswer(const FilterQuestion& question)
{
    const auto [place, isNew] = m_acls.try_emplace(
        {question.place, static_cast<int>(question.direction), static_cast<int>(question.way),
         question.peer.range, question.answerPorts.from, question.answerPorts.to});
    if (!isNew)
        return place->second;
    const AclModel& acl = at(model().acls, question.place);
    const auto& rules = question.direction == Direction::Ingress ? acl.ingress : acl.egress;
    PortSets::Id passing = PortSets::none;
    if (question.way == FilterQuestion::Way::Answer) {
        const bool isV6 = m_family == IpFamily::V6;
        const int echoReply = isV6 ? 129 : 0;
        for (const Protocol protocol :
             {Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::Any})
            if (decide(rules, {protocol, question.answerPorts, echoReply, isV6},
                       question.peer.range)
                    .isAllowed)
                passing = m_ports.unite(passing, protocol == Protocol::Any ? m_ports.rest()
                                                                           : m_ports.of(protocol));
    } else {
        PortSets::Id open = PortSets::all;
        for (const AclRule& rule : rules) {
            if (!rule.block.contains(question.peer.range))
                continue;
            const PortSets::Id covered = m_ports.intersect(open, m_ports.of(rule, m_family));
            if (rule.isAllow)
                passing = m_ports.unite(passing, covered);
            open = m_ports.without(open, covered);
        }
    }
    place->second = passing;
    return passing;
}

/// A node answers a ping itself.
PortSets::Id PacketPaths::listenerAnswer(Index interface)
{
    const ResourceId& owner = at(model().interfaces, interface).owner;
    const auto [place, isNew] = m_listeners.try_emplace(owner, PortSets::all);
    const Resource* balancer = isNew ? m_network.find(owner) : nullptr;
    if (balancer == nullptr)
        return place->second;
    PortSets::Id passing = m_ports.of(Protocol::Icmp);
    forEachListener(m_network, *balancer,
                    [&](Protocol protocol, const PortRange& ports, const Json&) {
                        passing = m_ports.unite(passing, m_ports.of(protocol, ports));
                        passing = m_ports.unite(passing, m_ports.rest());
                    });
    place->second = passing;
    return passing;
}

} // namespace skydraft
