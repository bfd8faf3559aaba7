// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/walker.h"

#include "model/architecture/property_value.h"

#include <algorithm>

namespace skydraft {
namespace {

/// Where nothing says which addresses there are, the ones of a new VPC.
const Cidr undrawnBlock = Cidr::of(IpAddress::v4(0x0A000000U), 16); // 10.0.0.0/16

} // namespace

bool listensOn(const Json& listener, Protocol protocol, const PortRange& ports)
{
    const Json given = memberOf(listener, "protocol");
    const Json port = memberOf(listener, "port");
    const std::string name = given.is_string() ? given.get<std::string>() : "tcp";
    const bool isUdp = name == "udp" || name == "UDP" || name == "tcp_udp" || name == "TCP_UDP";
    const bool isTcp = name != "udp" && name != "UDP";
    const bool isKind = protocol == Protocol::Any || (protocol == Protocol::Tcp && isTcp)
                        || (protocol == Protocol::Udp && isUdp);
    if (!isKind)
        return false;
    const int number = port.is_number_integer() ? port.get<int>() : 80;
    return protocol == Protocol::Any || ports == PortRange{} || ports == PortRange{number, number};
}

WalkResult walk(const Network& network, const WalkRequest& request)
{
    return Walker(network, request).run();
}

Walker::Walker(const Network& network, const WalkRequest& request)
    : m_network(network)
    , m_model(network.model())
    , m_request(request)
{}

WalkResult Walker::run()
{
    const bool isFromInside = m_request.from.interface != noIndex;
    const bool isToInside = m_request.to.interface != noIndex;
    if (isFromInside && !isToInside && !m_request.to.service.empty()) {
        const Index vpc = interfaceAt(m_request.from.interface).vpc;
        for (std::size_t i = 0; i < m_model.endpoints.size(); ++i) {
            const EndpointModel& endpoint = m_model.endpoints[i];
            const bool answers = !endpoint.isGateway && endpoint.hasPrivateDns && vpc != noIndex
                                 && endpoint.vpc == vpc && endpoint.service == m_request.to.service
                                 && !endpoint.interfaces.empty();
            if (answers) {
                walkThroughEndpoint(static_cast<Index>(i));
                return std::move(m_result);
            }
        }
    }
    if (isFromInside && isToInside && isPrivatePath())
        walkPrivately();
    else
        walkPublicly();
    return std::move(m_result);
}

/// With private DNS the name of the service gives the addresses of the endpoint's interfaces.
/// Source: AWS PrivateLink guide, "Private DNS".
void Walker::walkThroughEndpoint(Index number)
{
    const EndpointModel& endpoint = at(m_model.endpoints, number);
    const auto zoneOf = [&](Index interface) {
        const Index subnet = interfaceAt(interface).subnet;
        return subnet == noIndex ? std::string() : at(m_model.subnets, subnet).zone;
    };
    WalkRequest request = m_request;
    request.to = {.interface = endpoint.interfaces.front(), .component = endpoint.id};
    for (const Index interface : endpoint.interfaces)
        if (zoneOf(interface) == zoneOf(m_request.from.interface)) {
            request.to.interface = interface;
            break;
        }
    m_result = walk(m_network, request);
    noteOutside(m_result.forward, m_request.to);
    std::vector<Hop> back;
    noteOutside(back, m_request.to);
    m_result.back.insert(m_result.back.begin(), back.begin(), back.end());
}

/// Whether the two interfaces talk by their private addresses. An internet-facing balancer's name
/// gives its public addresses inside the VPC too (Elastic Load Balancing User Guide, "Scheme").
bool Walker::isPrivatePath() const
{
    const InterfaceModel& from = interfaceAt(m_request.from.interface);
    const InterfaceModel& to = interfaceAt(m_request.to.interface);
    if (to.subnet == noIndex)
        return true;
    if (m_request.to.isByPublicAddress)
        return false;
    if (to.kind == InterfaceKind::BalancerNode && to.publicAddress)
        return false;
    if (from.subnet == noIndex || from.vpc == to.vpc || !to.publicAddress)
        return true;
    for (const PeeringModel& peering : m_model.peerings)
        if ((peering.requester == from.vpc && peering.accepter == to.vpc)
            || (peering.requester == to.vpc && peering.accepter == from.vpc))
            return true;
    const RouteChoice choice = lookUp(m_model, at(m_model.subnets, from.subnet).table, to.address);
    return choice.route != nullptr && choice.block.length > 0;
}

bool Walker::crossesSubnets(const InterfaceModel& from, const InterfaceModel& to) const
{
    return from.subnet != to.subnet;
}

/// Order of hops: the sender's groups, its subnet's ACL and table when the packet leaves the
/// subnet, then the ACL and the groups at the other end. Inside one subnet neither ACL nor table
/// is asked. Source: AWS VPC User Guide, "Network ACL basics" and "Subnet route tables".
void Walker::walkPrivately()
{
    const Index sender = m_request.from.interface;
    const Index receiver = m_request.to.interface;
    const InterfaceModel& from = interfaceAt(sender);
    const InterfaceModel& to = interfaceAt(receiver);
    const bool isFromPlaced = from.subnet != noIndex;
    const bool isToPlaced = to.subnet != noIndex;
    const bool crosses = crossesSubnets(from, to);
    const bool isRouted = crosses && isFromPlaced && isToPlaced;
    // Classic balancers pass their subnet's ACL even towards a target in the same subnet.
    const bool leaves = isFromPlaced && (crosses || from.isClassicNode);
    const Cidr target = rangeOf(receiver, sender);
    const Cidr source = m_request.preservedSource.value_or(rangeOf(sender, receiver));
    const PortRange answerPorts =
        m_request.preservedSource ? hostEphemeralPorts : from.ephemeralPorts;

    noteInterface(m_result.forward, sender);
    checkGroups(m_result.forward, sender, Direction::Egress, {target, &to.groups, {}},
                ruleSource(receiver, sender));
    if (leaves)
        checkAcl(from.subnet, Direction::Egress, target, Way::Request, m_request.ports);
    if (isRouted)
        routeWithinOrPeer(from.subnet, receiver, Way::Request);
    if (crosses && isToPlaced)
        checkAcl(to.subnet, Direction::Ingress, source, Way::Request, m_request.ports);
    const bool isSourceGroup =
        !from.groups.empty() && !at(m_model.groups, from.groups.front()).id.empty();
    checkGroups(m_result.forward, receiver, Direction::Ingress, {source, &from.groups, {}},
                m_request.preservedSource && !isSourceGroup ? source.toString()
                                                            : ruleSource(sender, receiver));
    arriveAt(receiver);

    noteInterface(m_result.back, receiver);
    noteStateful(receiver, Direction::Egress);
    if (crosses && isToPlaced)
        checkAcl(to.subnet, Direction::Egress, source, Way::Answer, answerPorts);
    if (isRouted && !m_request.preservedSource)
        routeWithinOrPeer(to.subnet, sender, Way::Answer);
    if (leaves)
        checkAcl(from.subnet, Direction::Ingress, target, Way::Answer, answerPorts);
    noteStateful(sender, Direction::Ingress);
    noteInterface(m_result.back, sender);
}

void Walker::walkPublicly()
{
    const Index sender = m_request.from.interface;
    const Index receiver = m_request.to.interface;
    const bool isFromPlaced = sender != noIndex && interfaceAt(sender).subnet != noIndex;
    WalkEnd destination = m_request.to;
    if (receiver != noIndex) {
        const InterfaceModel& to = interfaceAt(receiver);
        destination.range = Cidr::of(to.publicAddress.value_or(to.possiblePublicAddress), 32);
    }
    Departure departure{.source = m_request.from.range,
                        .ephemeralPorts = m_request.from.ephemeralPorts};
    const std::vector<Index>* lostGroups = nullptr;
    if (isFromPlaced) {
        departure = depart(sender, destination);
        lostGroups = &interfaceAt(sender).groups;
    } else if (sender != noIndex) {
        departure.ephemeralPorts = interfaceAt(sender).ephemeralPorts;
        noteInterface(m_result.forward, sender);
        checkGroups(m_result.forward, sender, Direction::Egress,
                    {destination.range, nullptr, destination.service},
                    destination.range.toString());
    } else {
        noteOutside(m_result.forward, m_request.from);
    }

    if (receiver != noIndex)
        enter(receiver, departure.source, m_request.from, lostGroups);
    else
        leaveAws(destination, departure);

    if (receiver != noIndex) {
        const bool mustKeepTable = isFromPlaced && departure.way == Departure::Way::Translator;
        answerLeaves(receiver, departure.source, departure.ephemeralPorts, m_request.from,
                     mustKeepTable
                         ? std::optional(at(m_model.subnets, interfaceAt(sender).subnet).table)
                         : std::nullopt);
    } else {
        noteOutside(m_result.back, destination);
    }

    if (isFromPlaced) {
        answerArrives(sender, destination, departure);
    } else if (sender != noIndex) {
        noteStateful(sender, Direction::Ingress);
        noteInterface(m_result.back, sender);
    } else {
        noteOutside(m_result.back, m_request.from);
    }
}

/// What the receiver itself does with the packet.
void Walker::arriveAt(Index receiver)
{
    const InterfaceModel& to = interfaceAt(receiver);
    if (to.kind == InterfaceKind::NatGateway) {
        block(m_result.forward, to.owner, "nat-gateway", "ingress", "NGW_DEST_ADDRESS_PRESERVATION",
              MODEL_TEXT("Trace",
                         "a NAT gateway takes no connections, only answers to those it passed on"),
              std::monostate{});
        return;
    }
    noteInterface(m_result.forward, receiver);
    if (to.kind == InterfaceKind::BalancerNode && m_request.outline != nullptr)
        m_request.outline->questions.push_back(
            {.kind = FilterQuestion::Kind::Listener, .place = receiver});
    else if (to.kind == InterfaceKind::BalancerNode)
        checkListener(to);
}

void Walker::checkListener(const InterfaceModel& node)
{
    const Resource* balancer = m_network.architecture().find(node.owner);
    if (balancer == nullptr || m_request.protocol == Protocol::Icmp)
        return; // a node answers a ping itself
    const Json listeners = valueOf(m_network.catalogue(), *balancer, "listeners");
    const TextArgument wanted = portsInWords(m_request.protocol, m_request.ports);
    for (const Json& listener : listeners)
        if (listensOn(listener, m_request.protocol, m_request.ports)) {
            const Json protocol = memberOf(listener, "protocol");
            const Json port = memberOf(listener, "port");
            note(m_result.forward, node.owner, "listener", "ingress", Decision::Allow,
                 MODEL_TEXT("Trace", "listener %1 %2")
                     .with(protocol.is_string() ? protocol.get<std::string>() : std::string("tcp"))
                     .with(port.is_number_integer() ? port.get<int>() : 80));
            return;
        }
    Remedy remedy;
    const ServiceType& type = m_network.catalogue().typeOrGeneric(balancer->type);
    const Property* property = type.property("listeners");
    const Property* protocols = property != nullptr ? property->field("protocol") : nullptr;
    const bool offersUdp =
        protocols != nullptr
        && std::any_of(protocols->choices.begin(), protocols->choices.end(),
                       [](const Choice& choice) { return choice.value == "udp"; });
    const bool isOnePort = m_request.ports.from == m_request.ports.to;
    if (isOnePort
        && (m_request.protocol == Protocol::Tcp
            || (m_request.protocol == Protocol::Udp && offersUdp)))
        remedy = AddListener{node.owner, m_request.protocol, m_request.ports.from};
    block(m_result.forward, node.owner, "listener", "ingress",
          node.isClassicNode ? "ELB_LISTENERS_MISMATCH" : "ELBV2_LISTENERS_MISMATCH",
          MODEL_TEXT("Trace", "no listener for %1").with(wanted), std::move(remedy));
}

/// The addresses the interface may have, seen from `other`. One without a network around it is
/// somewhere in the other's VPC.
Cidr Walker::rangeOf(Index number, Index other) const
{
    const InterfaceModel& interface = interfaceAt(number);
    if (interface.subnet != noIndex || !interface.isAddressAssumed)
        return Cidr::of(interface.address, interface.address.bits());
    const Index vpc = other == noIndex ? noIndex : interfaceAt(other).vpc;
    return vpc == noIndex ? undrawnBlock : at(m_model.vpcs, vpc).blocks.front();
}

/// What a new rule names the interface by: its group, or the narrowest drawn block around it.
std::string Walker::ruleSource(Index number, Index other) const
{
    const InterfaceModel& interface = interfaceAt(number);
    for (const Index group : interface.groups)
        if (const ResourceId& id = at(m_model.groups, group).id; !id.empty())
            return id.value();
    if (interface.subnet == noIndex)
        return rangeOf(number, other).toString();
    const SubnetModel& subnet = at(m_model.subnets, interface.subnet);
    if (!subnet.isBlockAssumed && subnet.block.contains(interface.address))
        return subnet.block.toString();
    for (const Cidr& block : at(m_model.vpcs, interface.vpc).blocks)
        if (block.contains(interface.address))
            return block.toString();
    return Cidr::of(interface.address, interface.address.bits()).toString();
}

IpAddress Walker::sampleOf(const WalkEnd& end) const
{
    if (end.range == anyInternetAddress)
        return someInternetAddress;
    return end.range.size() == 1 ? end.range.base : addressAt(end.range, 1);
}

} // namespace skydraft
