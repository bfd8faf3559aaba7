// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/walker.h"

#include <algorithm>

namespace skydraft {

/// The packet leaves the sender's subnet for an address outside of its VPC.
Departure Walker::depart(Index number, const WalkEnd& destination)
{
    const InterfaceModel& interface = interfaceAt(number);
    std::string wanted = destination.range.toString();
    for (const PrefixListModel& list : m_model.prefixLists)
        if (!destination.service.empty() && list.managedService == destination.service)
            wanted = list.id.value();
    noteInterface(m_result.forward, number);
    checkGroups(m_result.forward, number, Direction::Egress,
                {destination.range, nullptr, destination.service}, wanted);
    checkAcl(interface.subnet, Direction::Egress, destination.range, Way::Request, m_request.ports);
    const RouteChoice choice = lookUp(m_model, at(m_model.subnets, interface.subnet).table,
                                      sampleOf(destination), destination.service);
    return departBy(choice, number, destination);
}

Departure Walker::departBy(const RouteChoice& choice, Index number, const WalkEnd& destination)
{
    const InterfaceModel& interface = interfaceAt(number);
    const RouteModel* route = choice.route;
    if (route == nullptr || choice.isLocal)
        return departWithoutRoute(choice, number, destination);
    if (route->kind == TargetKind::TransitGateway) {
        noteRoute(m_result.forward, interface.subnet, choice);
        note(m_result.forward, route->target, "transit-gateway", "", Decision::Unknown,
             MODEL_TEXT("Trace", "the route tables of a transit gateway are not followed"));
        m_result.unknown = MODEL_TEXT("Trace", "what the transit gateway %1 does is not known")
                               .with(nameOf(route->target));
        return {};
    }
    if (destination.isPrivate) {
        if (route->kind != TargetKind::VpnGateway)
            return departWithoutRoute(choice, number, destination);
        noteRoute(m_result.forward, interface.subnet, choice);
        note(m_result.forward, route->target, "vpn-gateway", "egress", Decision::Forward,
             MODEL_TEXT("Trace", "through the tunnel"));
        return {Departure::Way::VpnGateway, route->target, noIndex, rangeOf(number, noIndex),
                interface.ephemeralPorts};
    }
    if (route->kind == TargetKind::InternetGateway) {
        noteRoute(m_result.forward, interface.subnet, choice);
        return departThroughInternetGateway(number);
    }
    if (route->kind == TargetKind::GatewayEndpoint) {
        noteRoute(m_result.forward, interface.subnet, choice);
        if (protocolOfWay() == Protocol::Udp)
            block(m_result.forward, route->target, "endpoint", "egress",
                  "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
                  MODEL_TEXT("Trace", "a gateway endpoint passes tcp and ICMP echo only"),
                  std::monostate{});
        else
            note(m_result.forward, route->target, "endpoint", "egress", Decision::Forward,
                 MODEL_TEXT("Trace", "gateway endpoint"));
        return {Departure::Way::Endpoint, route->target, noIndex, rangeOf(number, noIndex),
                interface.ephemeralPorts};
    }
    const auto translator = translatorOf(*route);
    const bool canTranslate = translator && *translator != number
                              && interfaceAt(*translator).vpc == interface.vpc
                              && !(route->kind == TargetKind::NatGateway
                                   && interfaceAt(*translator).subnet == interface.subnet);
    if (!canTranslate)
        return departWithoutRoute(choice, number, destination);
    noteRoute(m_result.forward, interface.subnet, choice);
    return departThroughTranslator(number, *translator, destination);
}

/// The internet gateway translates one private address to one public address, and back.
/// Source: AWS VPC User Guide, "Internet gateways".
Departure Walker::departThroughInternetGateway(Index number)
{
    const InterfaceModel& interface = interfaceAt(number);
    const VpcModel& vpc = at(m_model.vpcs, interface.vpc);
    const ResourceId gateway = vpc.internetGateway == noIndex
                                   ? ResourceId()
                                   : at(m_model.internetGateways, vpc.internetGateway).id;
    const IpAddress source = interface.publicAddress.value_or(interface.possiblePublicAddress);
    if (interface.publicAddress) {
        note(m_result.forward, gateway, "internet-gateway", "egress", Decision::Forward,
             (interface.isPublicAddressAssumed
                  ? MODEL_TEXT("Trace", "source %1 becomes %2 (assumed)")
                  : MODEL_TEXT("Trace", "source %1 becomes %2"))
                 .with(interface.address.toString())
                 .with(source.toString()));
    } else {
        Remedy remedy;
        if (canHavePublicAddress(m_network, interface))
            remedy = GivePublicAddress{number};
        block(m_result.forward, gateway, "internet-gateway", "egress",
              "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
              MODEL_TEXT("Trace", "%1 has no public address").with(nameOf(interface.owner)),
              std::move(remedy));
        m_result.needs.back().block.component = interface.owner;
    }
    return {Departure::Way::InternetGateway, gateway, noIndex, Cidr::of(source, source.bits()),
            interface.ephemeralPorts};
}

/// A NAT gateway has no security group; the ACL of its subnet sees both sides of it. A NAT
/// instance is a host, so its groups and its source/destination check decide too.
/// Source: AWS VPC User Guide, "NAT gateways" and "NAT instances".
Departure Walker::departThroughTranslator(Index number, Index translator,
                                          const WalkEnd& destination)
{
    const InterfaceModel& from = interfaceAt(number);
    const InterfaceModel& nat = interfaceAt(translator);
    const bool isGateway = nat.kind == InterfaceKind::NatGateway;
    const char* kind = isGateway ? "nat-gateway" : "interface";
    const Cidr source = rangeOf(number, translator);
    std::vector<Hop>& hops = m_result.forward;
    if (crossesSubnets(from, nat))
        checkAcl(nat.subnet, Direction::Ingress, source, Way::Request, m_request.ports);
    if (!isGateway) {
        checkGroups(hops, translator, Direction::Ingress, {source, &from.groups, {}},
                    ruleSource(number, translator));
        if (nat.checksSourceAndDestination)
            block(hops, nat.owner, kind, "ingress", "ENI_SOURCE_DEST_CHECK_RESTRICTION",
                  MODEL_TEXT("Trace", "its source/destination check drops packets for others"),
                  SetValues{nat.owner,
                            {{"source_dest_check", false}},
                            MODEL_TEXT("Fix", "Switch off the source/destination check of %1")
                                .with(nameOf(nat.owner))});
    }
    note(hops, nat.owner, kind, "", Decision::Forward,
         (nat.isAddressAssumed ? MODEL_TEXT("Trace", "source %1 becomes %2 (assumed)")
                               : MODEL_TEXT("Trace", "source %1 becomes %2"))
             .with(from.address.toString())
             .with(nat.address.toString()));
    if (!isGateway)
        checkGroups(hops, translator, Direction::Egress,
                    {destination.range, nullptr, destination.service},
                    destination.range.toString());
    checkAcl(nat.subnet, Direction::Egress, destination.range, Way::Request, m_request.ports);
    checkGatewayRoute(hops, nat.subnet, sampleOf(destination), TargetKind::InternetGateway,
                      at(m_model.subnets, from.subnet).table);
    Departure departure = departThroughInternetGateway(translator);
    departure.way = Departure::Way::Translator;
    departure.translator = translator;
    return departure;
}

/// Private addresses are not routed on the internet (RFC 1918, RFC 6598).
void Walker::leaveAws(const WalkEnd& destination, const Departure& departure)
{
    const IpAddress address = sampleOf(destination);
    const bool isInternet = departure.way == Departure::Way::InternetGateway
                            || departure.way == Departure::Way::Translator;
    if (isInternet && (address.isRfc1918() || address.isRfc6598()))
        block(m_result.forward, departure.gateway, "internet-gateway", "egress",
              address.isRfc1918() ? "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"
                                  : "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS",
              MODEL_TEXT("Trace", "%1 is a private address: the internet has no way to it")
                  .with(nameOf(destination.range)),
              std::monostate{});
    else
        noteOutside(m_result.forward, destination);
}

void Walker::answerArrives(Index number, const WalkEnd& destination, const Departure& departure)
{
    const InterfaceModel& interface = interfaceAt(number);
    std::vector<Hop>& hops = m_result.back;
    const bool isTranslated = departure.way == Departure::Way::Translator;
    if (departure.way == Departure::Way::InternetGateway || isTranslated)
        note(hops, departure.gateway, "internet-gateway", "ingress", Decision::Forward,
             MODEL_TEXT("Trace", "the public address becomes the private one"));
    if (departure.way == Departure::Way::Endpoint)
        note(hops, departure.gateway, "endpoint", "ingress", Decision::Forward,
             MODEL_TEXT("Trace", "gateway endpoint"));
    if (departure.way == Departure::Way::VpnGateway)
        note(hops, departure.gateway, "vpn-gateway", "ingress", Decision::Forward,
             MODEL_TEXT("Trace", "through the tunnel"));
    if (isTranslated) {
        const InterfaceModel& nat = interfaceAt(departure.translator);
        const bool isGateway = nat.kind == InterfaceKind::NatGateway;
        checkAcl(nat.subnet, Direction::Ingress, destination.range, Way::Answer,
                 nat.ephemeralPorts);
        noteStateful(departure.translator, Direction::Ingress);
        note(hops, nat.owner, isGateway ? "nat-gateway" : "interface", "", Decision::Forward,
             MODEL_TEXT("Trace", "the answer goes to %1").with(interface.address.toString()));
        if (crossesSubnets(nat, interface)) {
            checkAcl(nat.subnet, Direction::Egress, rangeOf(number, noIndex), Way::Answer,
                     interface.ephemeralPorts);
            routeWithinOrPeer(nat.subnet, number, Way::Answer);
        }
    }
    checkAcl(interface.subnet, Direction::Ingress, destination.range, Way::Answer,
             interface.ephemeralPorts);
    noteStateful(number, Direction::Ingress);
    noteInterface(hops, number);
}

/// The packet comes into a VPC from outside: by the public address through the internet gateway,
/// or by the private one through a VPN gateway.
void Walker::enter(Index number, const Cidr& source, const WalkEnd& from,
                   const std::vector<Index>* lostGroups)
{
    const InterfaceModel& interface = interfaceAt(number);
    std::vector<Hop>& hops = m_result.forward;
    if (interface.subnet != noIndex) {
        const VpcModel& vpc = at(m_model.vpcs, interface.vpc);
        const bool hasGateway =
            from.isPrivate ? vpc.vpnGateway != noIndex : vpc.internetGateway != noIndex;
        const ResourceId around =
            vpc.id.empty() ? at(m_model.subnets, interface.subnet).frame : vpc.id;
        if (!hasGateway && from.isPrivate) {
            block(hops, around, "vpn-gateway", "ingress", "NO_PATH",
                  MODEL_TEXT("Trace", "the VPC has no VPN gateway"), std::monostate{});
        } else if (!hasGateway) {
            block(hops, around, "internet-gateway", "ingress", "NO_PATH",
                  MODEL_TEXT("Trace", "the VPC has no internet gateway"),
                  AttachInternetGateway{interface.vpc});
        }
        if (from.isPrivate && hasGateway) {
            note(hops, at(m_model.vpnGateways, vpc.vpnGateway).id, "vpn-gateway", "ingress",
                 Decision::Forward, MODEL_TEXT("Trace", "through the tunnel"));
        } else if (!from.isPrivate && !interface.publicAddress) {
            Remedy remedy;
            if (canHavePublicAddress(m_network, interface))
                remedy = GivePublicAddress{number};
            block(hops,
                  hasGateway ? at(m_model.internetGateways, vpc.internetGateway).id : ResourceId(),
                  "internet-gateway", "ingress", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
                  MODEL_TEXT("Trace", "%1 has no public address").with(nameOf(interface.owner)),
                  std::move(remedy));
            m_result.needs.back().block.component = interface.owner;
        } else if (!from.isPrivate && hasGateway) {
            note(hops, at(m_model.internetGateways, vpc.internetGateway).id, "internet-gateway",
                 "ingress", Decision::Forward,
                 (interface.isPublicAddressAssumed
                      ? MODEL_TEXT("Trace", "destination %1 (assumed) becomes %2")
                      : MODEL_TEXT("Trace", "destination %1 becomes %2"))
                     .with(interface.publicAddress->toString())
                     .with(interface.address.toString()));
        }
        checkAcl(interface.subnet, Direction::Ingress, source, Way::Request, m_request.ports);
    }
    checkGroups(hops, number, Direction::Ingress, {source, nullptr, from.service},
                source.toString(), lostGroups);
    arriveAt(number);
}

void Walker::answerLeaves(Index number, const Cidr& source, const PortRange& ephemeralPorts,
                          const WalkEnd& from, std::optional<Index> tableInUse)
{
    const InterfaceModel& interface = interfaceAt(number);
    std::vector<Hop>& hops = m_result.back;
    noteInterface(hops, number);
    noteStateful(number, Direction::Egress);
    if (interface.subnet == noIndex)
        return;
    const VpcModel& vpc = at(m_model.vpcs, interface.vpc);
    checkAcl(interface.subnet, Direction::Egress, source, Way::Answer, ephemeralPorts);
    WalkEnd client = from;
    client.range = source;
    checkGatewayRoute(hops, interface.subnet, sampleOf(client),
                      from.isPrivate ? TargetKind::VpnGateway : TargetKind::InternetGateway,
                      tableInUse);
    if (from.isPrivate && vpc.vpnGateway != noIndex)
        note(hops, at(m_model.vpnGateways, vpc.vpnGateway).id, "vpn-gateway", "egress",
             Decision::Forward, MODEL_TEXT("Trace", "through the tunnel"));
    else if (!from.isPrivate && vpc.internetGateway != noIndex)
        note(hops, at(m_model.internetGateways, vpc.internetGateway).id, "internet-gateway",
             "egress", Decision::Forward,
             MODEL_TEXT("Trace", "the private address becomes the public one"));
}

} // namespace skydraft
