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

WalkResult askTargets(const Network& network, Index node, Protocol protocol, int port)
{
    const WalkRequest request{
        .to = {.interface = node}, .protocol = protocol, .ports = {port, port}};
    return Walker(network, request).askTargets(node);
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
    const bool isV6 = m_request.family == IpFamily::V6; // one address for both
    if (m_request.to.isByPrivateAddress && !isV6)
        return true;
    if (m_request.to.isByPublicAddress && !isV6)
        return false;
    if (to.kind == InterfaceKind::BalancerNode && to.publicAddress && !isV6)
        return false;
    if (from.subnet == noIndex || from.vpc == to.vpc || !publicAddressOf(to))
        return true;
    if (!isV6 && peeringBetween(from.vpc, to.vpc) != nullptr)
        return true;
    const RouteChoice choice =
        lookUp(m_model, at(m_model.subnets, from.subnet).table, addressOf(to));
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
    Cidr source = m_request.preservedSource.value_or(rangeOf(sender, receiver));
    PortRange answerPorts = m_request.preservedSource ? hostEphemeralPorts : from.ephemeralPorts;
    m_isFromOtherVpc = isRouted && from.vpc != to.vpc;

    noteInterface(m_result.forward, sender);
    checkOwnAddress(m_result.forward, sender);
    checkOwnAddress(m_result.forward, receiver);
    checkGroupsBetween(Direction::Egress, target);
    if (leaves)
        checkAcl(from.subnet, Direction::Egress, target, Way::Request, m_request.ports);
    Index last = noIndex;
    if (isRouted)
        last = carry(from.subnet, receiver, {Way::Request, source, target, m_request.ports});
    if (m_translator != noIndex) {
        source = rangeOf(m_translator, receiver);
        answerPorts = awsEphemeralPorts;
    }
    if (crosses && isToPlaced && last != to.subnet)
        checkAcl(to.subnet, Direction::Ingress, source, Way::Request, m_request.ports);
    checkGroupsBetween(Direction::Ingress, source);
    arriveAt(receiver, source);

    noteInterface(m_result.back, receiver);
    noteStateful(receiver, Direction::Egress);
    if (crosses && isToPlaced)
        checkAcl(to.subnet, Direction::Egress, source, Way::Answer, answerPorts);
    last = noIndex;
    if (isRouted && !m_request.preservedSource)
        last = answerPrivately(target, source, answerPorts);
    if (leaves && (last != from.subnet || !crosses))
        checkAcl(from.subnet, Direction::Ingress, target, Way::Answer,
                 m_translator == noIndex ? answerPorts : from.ephemeralPorts);
    noteStateful(sender, Direction::Ingress);
    noteInterface(m_result.back, sender);
}

/// The answer goes back to the sender, by the private NAT gateway where the request had its
/// address.
Index Walker::answerPrivately(const Cidr& target, const Cidr& source, const PortRange& ports)
{
    const Index sender = m_request.from.interface;
    const InterfaceModel& to = interfaceAt(m_request.to.interface);
    m_carried = 0;
    if (m_translator == noIndex)
        return carry(to.subnet, sender, {Way::Answer, target, source, ports});
    const InterfaceModel& nat = interfaceAt(m_translator);
    const InterfaceModel& from = interfaceAt(sender);
    const Index last = carry(to.subnet, m_translator, {Way::Answer, target, source, ports});
    if (last != nat.subnet)
        checkAcl(nat.subnet, Direction::Ingress, target, Way::Answer, ports);
    note(m_result.back, nat.owner, "nat-gateway", "", Decision::Forward,
         MODEL_TEXT("Trace", "the answer goes to %1").with(addressOf(from).toString()));
    if (nat.subnet == from.subnet)
        return from.subnet;
    checkAcl(nat.subnet, Direction::Egress, rangeOf(sender, noIndex), Way::Answer,
             from.ephemeralPorts);
    return carry(nat.subnet, sender,
                 {Way::Answer, target, rangeOf(sender, noIndex), from.ephemeralPorts});
}

/// The groups of the sender or of the receiver, with rules that name each other's groups as far as
/// those match on this way.
void Walker::checkGroupsBetween(Direction direction, const Cidr& range)
{
    const bool isEgress = direction == Direction::Egress;
    const Index own = isEgress ? m_request.from.interface : m_request.to.interface;
    const Index other = isEgress ? m_request.to.interface : m_request.from.interface;
    const std::vector<Index>& groups = interfaceAt(other).groups;
    const char* lost = whyReferencesAreLost(direction);
    const bool isSourceGroup = !groups.empty() && !at(m_model.groups, groups.front()).id.empty();
    const bool isKept = !isEgress && m_request.preservedSource;
    if (lost == nullptr) {
        checkGroups(m_result.forward, own, direction, {range, &groups, {}},
                    isKept && !isSourceGroup ? range.toString() : ruleSource(other, own));
        return;
    }
    m_lostCode = lost;
    checkGroups(m_result.forward, own, direction, {range, nullptr, {}},
                isKept || (!isEgress && m_translator != noIndex) ? range.toString()
                                                                 : blockAround(other, own),
                &groups);
    m_lostCode = "SG_REFERENCES_NOT_PRESERVED";
}

/// A packet of IPv6 needs an IPv6 address at both ends.
void Walker::checkOwnAddress(std::vector<Hop>& hops, Index number)
{
    const InterfaceModel& interface = interfaceAt(number);
    if (m_request.family != IpFamily::V6 || interface.ipv6Address)
        return;
    block(hops, interface.owner, "interface", "", "ENI_ADDRESS_RESTRICTION",
          MODEL_TEXT("Trace", "%1 has no IPv6 address").with(nameOf(interface.owner)),
          givePublicAddress(number));
}

void Walker::walkPublicly()
{
    m_isPublicWalk = true;
    const Index sender = m_request.from.interface;
    const Index receiver = m_request.to.interface;
    const bool isFromPlaced = sender != noIndex && interfaceAt(sender).subnet != noIndex;
    WalkEnd destination = m_request.to;
    if (receiver != noIndex) {
        const InterfaceModel& to = interfaceAt(receiver);
        const IpAddress address = m_request.family == IpFamily::V6
                                      ? addressOf(to)
                                      : to.publicAddress.value_or(to.possiblePublicAddress);
        destination.range = Cidr::of(address, address.bits());
    }
    Departure departure{.source = m_request.from.range,
                        .ephemeralPorts = m_request.from.ephemeralPorts};
    const std::vector<Index>* lostGroups = nullptr;
    if (isFromPlaced) {
        checkOwnAddress(m_result.forward, sender);
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
void Walker::arriveAt(Index receiver, const Cidr& source)
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
    if (to.kind == InterfaceKind::BalancerNode && m_request.outline != nullptr) {
        m_request.outline->questions.push_back(
            {.kind = FilterQuestion::Kind::Listener, .place = receiver});
    } else if (to.kind == InterfaceKind::BalancerNode) {
        checkListener(to);
        checkTargets(receiver, source);
    }
}

void Walker::checkListener(const InterfaceModel& node)
{
    const Resource* balancer = m_network.find(node.owner);
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
    const IpAddress address = addressOf(interface);
    if (interface.subnet != noIndex || !interface.isAddressAssumed)
        return Cidr::of(address, address.bits());
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
    return blockAround(number, other);
}

/// The narrowest drawn block around the interface.
std::string Walker::blockAround(Index number, Index other) const
{
    const InterfaceModel& interface = interfaceAt(number);
    if (interface.subnet == noIndex)
        return rangeOf(number, other).toString();
    const IpAddress address = addressOf(interface);
    const SubnetModel& subnet = at(m_model.subnets, interface.subnet);
    if (!subnet.isBlockAssumed && subnet.block.contains(address))
        return subnet.block.toString();
    if (subnet.ipv6Block && subnet.ipv6Block->contains(address))
        return subnet.ipv6Block->toString();
    for (const Cidr& block : at(m_model.vpcs, interface.vpc).blocks)
        if (block.contains(address))
            return block.toString();
    return Cidr::of(address, address.bits()).toString();
}

IpAddress Walker::addressOf(const InterfaceModel& interface) const
{
    if (m_request.family == IpFamily::V6)
        return interface.ipv6Address.value_or(interface.possibleIpv6Address);
    return interface.address;
}

/// IPv6 addresses are global: nothing is translated.
std::optional<IpAddress> Walker::publicAddressOf(const InterfaceModel& interface) const
{
    return m_request.family == IpFamily::V6 ? interface.ipv6Address : interface.publicAddress;
}

Remedy Walker::givePublicAddress(Index number) const
{
    const InterfaceModel& interface = interfaceAt(number);
    if (m_request.family == IpFamily::V4) {
        if (canHavePublicAddress(m_network, interface))
            return GivePublicAddress{number};
        return std::monostate{};
    }
    const Resource* owner = m_network.find(interface.owner);
    const bool hasBlock =
        interface.subnet != noIndex && at(m_model.subnets, interface.subnet).ipv6Block;
    if (owner == nullptr || !hasBlock
        || m_network.catalogue().typeOrGeneric(owner->type).property("ipv6_address") == nullptr)
        return std::monostate{};
    return SetValues{owner->id,
                     {{"ipv6_address", interface.possibleIpv6Address.toString()}},
                     MODEL_TEXT("Fix", "Give %1 an IPv6 address").with(nameOf(owner->id))};
}

IpAddress Walker::sampleOf(const WalkEnd& end) const
{
    if (end.range == anyInternetAddress)
        return someInternetAddress;
    if (end.range == anyIpv6Address)
        return someIpv6Address;
    return end.range.size() == 1 ? end.range.base : addressAt(end.range, 1);
}

} // namespace skydraft
