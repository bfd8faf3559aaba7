// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/walker.h"

#include <algorithm>

namespace skydraft {

/// What a new rule names a range outside by: the prefix list of its AWS service where one is drawn.
std::string Walker::ruleFor(const Cidr& range, const std::string& service) const
{
    for (const PrefixListModel& list : m_model.prefixLists)
        if (!service.empty() && list.managedService == service)
            return list.id.value();
    return range.toString();
}

/// CloudFront has interfaces of its own in the VPC of a VPC origin. They need no public address and
/// no route, but an internet gateway in the VPC.
/// Source: Amazon CloudFront Developer Guide, "Restrict access with VPC origins".
void Walker::enterAsOrigin(Index number)
{
    const InterfaceModel& interface = interfaceAt(number);
    const VpcModel& vpc = at(m_model.vpcs, interface.vpc);
    if (vpc.internetGateway == noIndex)
        block(m_result.forward,
              vpc.id.empty() ? at(m_model.subnets, interface.subnet).frame : vpc.id,
              "internet-gateway", "ingress", "NO_PATH",
              MODEL_TEXT("Trace", "a VPC origin needs an internet gateway in its VPC"),
              AttachInternetGateway{interface.vpc});
}

/// The packet leaves the sender's subnet for an address outside of its VPC.
Departure Walker::depart(Index number, const WalkEnd& destination)
{
    const InterfaceModel& interface = interfaceAt(number);
    noteInterface(m_result.forward, number);
    checkGroups(m_result.forward, number, Direction::Egress,
                {destination.range, nullptr, destination.service},
                ruleFor(destination.range, destination.service));
    checkAcl(interface.subnet, Direction::Egress, destination.range, Way::Request, m_request.ports);
    return departFrom(interface.subnet, number, destination);
}

/// The packet is in `subnet` now: at first in that of the sender, later in that of a middlebox or
/// of an attachment.
Departure Walker::departFrom(Index subnet, Index number, const WalkEnd& destination)
{
    const RouteChoice choice = lookUp(m_model, at(m_model.subnets, subnet).table,
                                      sampleOf(destination), destination.service);
    constexpr int mostRouters = 12;
    if (++m_carried > mostRouters) {
        block(m_result.forward, tableComponent(subnet), "route-table", "", "NO_PATH",
              MODEL_TEXT("Trace", "packets to %1 go in circles").with(nameOf(destination.range)),
              std::monostate{});
        return {};
    }
    return departBy(choice, subnet, number, destination);
}

Departure Walker::departBy(const RouteChoice& choice, Index subnet, Index number,
                           const WalkEnd& destination)
{
    const InterfaceModel& interface = interfaceAt(number);
    const RouteModel* route = choice.route;
    if (isUndescribed(m_result.forward, subnet, choice))
        return {};
    if (route == nullptr || choice.isLocal)
        return departWithoutRoute(choice, subnet, number, destination);
    if (route->kind == TargetKind::TransitGateway)
        return departThroughTransitGateway(choice, subnet, number, destination);
    if (route->kind == TargetKind::VpnGateway || destination.isPrivate)
        return departByTunnel(choice, subnet, number, destination);
    if (route->kind == TargetKind::EgressOnlyGateway && m_request.family == IpFamily::V6)
        return departByEgressOnlyGateway(choice, subnet, number);
    const bool isAtHome = at(m_model.subnets, subnet).vpc == interface.vpc;
    if (route->kind == TargetKind::InternetGateway && isAtHome) {
        noteRoute(m_result.forward, subnet, choice);
        return departThroughInternetGateway(number);
    }
    if (route->kind == TargetKind::GatewayEndpoint && isAtHome) {
        noteRoute(m_result.forward, subnet, choice);
        if (protocolOfWay() == Protocol::Udp)
            block(m_result.forward, route->target, "endpoint", "egress",
                  "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
                  MODEL_TEXT("Trace", "a gateway endpoint passes tcp and ICMP echo only"),
                  std::monostate{});
        else
            note(m_result.forward, route->target, "endpoint", "egress", Decision::Forward,
                 MODEL_TEXT("Trace", "gateway endpoint"));
        return {.way = Departure::Way::Endpoint,
                .gateway = route->target,
                .source = rangeOf(number, noIndex),
                .ephemeralPorts = interface.ephemeralPorts};
    }
    const auto translator = translatorOf(*route);
    const bool canTranslate =
        translator && *translator != number && m_request.family == IpFamily::V4
        && interfaceAt(*translator).subnet != noIndex
        && interfaceAt(*translator).vpc == at(m_model.subnets, subnet).vpc
        && !(route->kind == TargetKind::NatGateway && interfaceAt(*translator).subnet == subnet);
    if (!canTranslate)
        return departWithoutRoute(choice, subnet, number, destination);
    noteRoute(m_result.forward, subnet, choice);
    return departThroughTranslator(subnet, number, *translator, destination);
}

/// Through a VPN gateway to a network beside AWS. A peer VPC cannot use it (Amazon VPC Peering
/// Guide, "Edge to edge routing").
Departure Walker::departByTunnel(const RouteChoice& choice, Index subnet, Index number,
                                 const WalkEnd& destination)
{
    const IpAddress address = sampleOf(destination);
    const RouteModel& route = *choice.route;
    const bool isOffice = destination.isPrivate || address.isRfc1918() || address.isRfc6598();
    const bool isAtHome = at(m_model.subnets, subnet).vpc == interfaceAt(number).vpc;
    if (route.kind != TargetKind::VpnGateway || !isAtHome)
        return departWithoutRoute(choice, subnet, number, destination);
    noteRoute(m_result.forward, subnet, choice);
    const auto& remote = at(m_model.vpnGateways, route.index).remoteBlocks;
    const bool isKnown = !destination.component.empty() || remote.empty()
                         || std::any_of(remote.begin(), remote.end(),
                                        [&](const Cidr& block) { return block.contains(address); });
    if (!isKnown)
        block(m_result.forward, route.target, "vpn-gateway", "egress", "NO_ROUTE_TO_DESTINATION",
              MODEL_TEXT("Trace", "no tunnel leads to %1").with(address.toString()),
              std::monostate{});
    else
        note(m_result.forward, route.target, "vpn-gateway", "egress", Decision::Forward,
             MODEL_TEXT("Trace", "through the tunnel"));
    if (isKnown && !isOffice)
        m_result.unknown = MODEL_TEXT("Trace", "what lies behind the tunnel to %1 is not known")
                               .with(nameOf(route.target));
    return {.way = Departure::Way::VpnGateway,
            .gateway = route.target,
            .source = rangeOf(number, noIndex),
            .ephemeralPorts = interfaceAt(number).ephemeralPorts};
}

/// Lets connections over IPv6 out, and only their answers in.
/// Source: AWS VPC User Guide, "Egress-only internet gateways".
Departure Walker::departByEgressOnlyGateway(const RouteChoice& choice, Index subnet, Index number)
{
    noteRoute(m_result.forward, subnet, choice);
    const InterfaceModel& interface = interfaceAt(number);
    const VpcModel& vpc = at(m_model.vpcs, interface.vpc);
    if (vpc.publicAccess == PublicAccess::BlockedBothWays)
        checkPublicAccess(m_result.forward, interface.vpc, false);
    note(m_result.forward, choice.route->target, "egress-only-gateway", "egress", Decision::Forward,
         MODEL_TEXT("Trace", "connections may begin here, not outside"));
    return {.way = Departure::Way::InternetGateway,
            .gateway = choice.route->target,
            .source = rangeOf(number, noIndex),
            .ephemeralPorts = interface.ephemeralPorts};
}

/// VPC Block Public Access comes before routes, groups and ACLs.
/// Source: AWS VPC User Guide, "Block public access to VPCs and subnets".
void Walker::checkPublicAccess(std::vector<Hop>& hops, Index number, bool mayLeave)
{
    const VpcModel& vpc = at(m_model.vpcs, number);
    if (vpc.publicAccess == PublicAccess::Allowed
        || (mayLeave && vpc.publicAccess == PublicAccess::BlockedIngress))
        return;
    block(
        hops, vpc.id, "internet-gateway", "", "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
        MODEL_TEXT("Trace", "VPC Block Public Access stops it"),
        SetValues{vpc.id,
                  {{"block_public_access", "off"}},
                  MODEL_TEXT("Fix", "Switch off Block Public Access of %1").with(nameOf(vpc.id))});
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
    const bool isTranslator = interface.kind == InterfaceKind::NatGateway;
    checkPublicAccess(m_result.forward, interface.vpc, isTranslator);
    if (m_request.family == IpFamily::V6) {
        note(m_result.forward, gateway, "internet-gateway", "egress", Decision::Forward,
             MODEL_TEXT("Trace", "IPv6 addresses are not translated"));
        return {.way = Departure::Way::InternetGateway,
                .gateway = gateway,
                .source = rangeOf(number, noIndex),
                .ephemeralPorts = interface.ephemeralPorts};
    }
    const IpAddress source = interface.publicAddress.value_or(interface.possiblePublicAddress);
    if (interface.publicAddress) {
        note(m_result.forward, gateway, "internet-gateway", "egress", Decision::Forward,
             (interface.isPublicAddressAssumed
                  ? MODEL_TEXT("Trace", "source %1 becomes %2 (assumed)")
                  : MODEL_TEXT("Trace", "source %1 becomes %2"))
                 .with(interface.address.toString())
                 .with(source.toString()));
    } else {
        block(m_result.forward, gateway, "internet-gateway", "egress",
              "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
              MODEL_TEXT("Trace", "%1 has no public address").with(nameOf(interface.owner)),
              givePublicAddress(number));
        m_result.needs.back().block.component = interface.owner;
    }
    return {.way = Departure::Way::InternetGateway,
            .gateway = gateway,
            .source = Cidr::of(source, source.bits()),
            .ephemeralPorts = interface.ephemeralPorts};
}

/// A NAT gateway has no security group; the ACL of its subnet sees both sides of it. A NAT
/// instance is a host, so its groups and its source/destination check decide too.
/// Source: AWS VPC User Guide, "NAT gateways" and "NAT instances".
Departure Walker::departThroughTranslator(Index fromSubnet, Index number, Index translator,
                                          const WalkEnd& destination)
{
    const InterfaceModel& from = interfaceAt(number);
    const InterfaceModel& nat = interfaceAt(translator);
    const bool isGateway = nat.kind == InterfaceKind::NatGateway;
    const char* kind = isGateway ? "nat-gateway" : "interface";
    const Cidr source = rangeOf(number, translator);
    std::vector<Hop>& hops = m_result.forward;
    const RouteChoice onward =
        lookUp(m_model, at(m_model.subnets, nat.subnet).table, sampleOf(destination));
    const bool passesOn = !isGateway && !onward.isLocal && onward.route != nullptr
                          && onward.route->kind != TargetKind::InternetGateway
                          && onward.route->kind != TargetKind::Missing
                          && translatorOf(*onward.route) != translator;
    if (passesOn) {
        passMiddlebox(fromSubnet, translator,
                      {Way::Request, source, destination.range, m_request.ports});
        checkAcl(nat.subnet, Direction::Egress, destination.range, Way::Request, m_request.ports);
        return departFrom(nat.subnet, number, destination);
    }
    if (nat.subnet != fromSubnet)
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
    m_carried = 0;
    Index last = noIndex;
    if (departure.way == Departure::Way::TransitGateway)
        last = answerFromTransitGateway(number, destination, departure);
    if (isTranslated) {
        const InterfaceModel& nat = interfaceAt(departure.translator);
        const bool isGateway = nat.kind == InterfaceKind::NatGateway;
        checkAcl(nat.subnet, Direction::Ingress, destination.range, Way::Answer,
                 nat.ephemeralPorts);
        noteStateful(departure.translator, Direction::Ingress);
        note(hops, nat.owner, isGateway ? "nat-gateway" : "interface", "", Decision::Forward,
             MODEL_TEXT("Trace", "the answer goes to %1").with(interface.address.toString()));
        if (crossesSubnets(nat, interface)) {
            const Cidr own = rangeOf(number, noIndex);
            checkAcl(nat.subnet, Direction::Egress, own, Way::Answer, interface.ephemeralPorts);
            last = carry(nat.subnet, number,
                         {Way::Answer, destination.range, own, interface.ephemeralPorts});
        }
    }
    if (last != interface.subnet)
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
    if (interface.subnet != noIndex && from.isVpcOrigin) {
        enterAsOrigin(number);
    } else if (interface.subnet != noIndex && from.isPrivate && from.attachment != noIndex) {
        enterFromTransitGateway(number, source, from);
    } else if (interface.subnet != noIndex) {
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
        if (!from.isPrivate)
            checkPublicAccess(hops, interface.vpc, false);
        if (hasGateway || !from.isPrivate)
            noteDoor(number, from);
        checkAcl(interface.subnet, Direction::Ingress, source, Way::Request, m_request.ports);
    }
    checkGroups(hops, number, Direction::Ingress, {source, nullptr, from.service},
                ruleFor(source, from.service), lostGroups);
    arriveAt(number, source);
}

/// The gateway through which packets come in, and what it does with their destination.
void Walker::noteDoor(Index number, const WalkEnd& from)
{
    std::vector<Hop>& hops = m_result.forward;
    const InterfaceModel& interface = interfaceAt(number);
    const VpcModel& vpc = at(m_model.vpcs, interface.vpc);
    if (from.isPrivate) {
        note(hops, at(m_model.vpnGateways, vpc.vpnGateway).id, "vpn-gateway", "ingress",
             Decision::Forward, MODEL_TEXT("Trace", "through the tunnel"));
        return;
    }
    const ResourceId gateway = vpc.internetGateway == noIndex
                                   ? ResourceId()
                                   : at(m_model.internetGateways, vpc.internetGateway).id;
    if (m_request.family == IpFamily::V6) {
        checkOwnAddress(hops, number);
        if (!gateway.empty())
            note(hops, gateway, "internet-gateway", "ingress", Decision::Forward,
                 MODEL_TEXT("Trace", "IPv6 addresses are not translated"));
    } else if (!interface.publicAddress) {
        block(hops, gateway, "internet-gateway", "ingress",
              "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
              MODEL_TEXT("Trace", "%1 has no public address").with(nameOf(interface.owner)),
              givePublicAddress(number));
        m_result.needs.back().block.component = interface.owner;
    } else if (!gateway.empty()) {
        note(hops, gateway, "internet-gateway", "ingress", Decision::Forward,
             (interface.isPublicAddressAssumed
                  ? MODEL_TEXT("Trace", "destination %1 (assumed) becomes %2")
                  : MODEL_TEXT("Trace", "destination %1 becomes %2"))
                 .with(interface.publicAddress->toString())
                 .with(interface.address.toString()));
    }
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
    if (from.isVpcOrigin)
        return;
    if (from.isPrivate && from.attachment != noIndex) {
        answerIntoTransitGateway(number, source, ephemeralPorts, from);
        return;
    }
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
