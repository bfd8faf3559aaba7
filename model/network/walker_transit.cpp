// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/walker.h"

#include <algorithm>

namespace skydraft {
namespace {

Index attachmentOf(const TransitGatewayModel& gateway, const ResourceId& attached)
{
    for (std::size_t i = 0; i < gateway.attachments.size(); ++i)
        if (gateway.attachments[i].attached == attached)
            return static_cast<Index>(i);
    return noIndex;
}

Index attachmentOfVpc(const TransitGatewayModel& gateway, Index vpc)
{
    for (std::size_t i = 0; i < gateway.attachments.size(); ++i)
        if (gateway.attachments[i].vpc == vpc && vpc != noIndex)
            return static_cast<Index>(i);
    return noIndex;
}

} // namespace

const TransitAttachment& Walker::attachmentAt(const TransitEnd& end) const
{
    return at(at(m_model.transitGateways, end.gateway).attachments, end.attachment);
}

/// Where the transit gateway, or one that it is peered with, joins the VPC.
std::optional<TransitEnd> Walker::transitEndOf(Index gateway, Index vpc) const
{
    const TransitGatewayModel& hub = at(m_model.transitGateways, gateway);
    if (const Index own = attachmentOfVpc(hub, vpc); own != noIndex)
        return TransitEnd{gateway, own};
    for (const TransitAttachment& joined : hub.attachments) {
        if (joined.peer == noIndex)
            continue;
        const Index far = attachmentOfVpc(at(m_model.transitGateways, joined.peer), vpc);
        if (far != noIndex)
            return TransitEnd{joined.peer, far};
    }
    return std::nullopt;
}

/// A transit gateway through which packets of one VPC may come to the other; noIndex for none.
Index Walker::commonTransitGateway(Index here, Index there) const
{
    for (std::size_t i = 0; i < m_model.transitGateways.size(); ++i) {
        const auto number = static_cast<Index>(i);
        if (attachmentOfVpc(m_model.transitGateways[i], here) != noIndex
            && transitEndOf(number, there))
            return number;
    }
    return noIndex;
}

/// A VPC uses a transit gateway only in the zones where a subnet is attached, and the network ACL
/// of that subnet sees what comes from the VPC.
/// Source: AWS Transit Gateway guide, "Transit gateway attachments to a VPC" and "How network ACLs
/// work with transit gateways".
Index Walker::enterTransitGateway(Index fromSubnet, Index gateway, const Leg& leg)
{
    std::vector<Hop>& hops = hopsOf(leg);
    const TransitGatewayModel& hub = at(m_model.transitGateways, gateway);
    const SubnetModel& subnet = at(m_model.subnets, fromSubnet);
    const ResourceId& vpc = at(m_model.vpcs, subnet.vpc).id;
    const Index number = attachmentOfVpc(hub, subnet.vpc);
    if (number == noIndex) {
        Remedy remedy;
        if (!vpc.empty())
            remedy = SetAttachment{hub.id, vpc, SetAttachment::What::Attached, {}};
        block(hops, hub.id, "transit-gateway", "ingress", "BAD_STATE_ATTACHMENT",
              MODEL_TEXT("Trace", "%1 is not attached to it").with(nameOf(vpc)), std::move(remedy));
        return noIndex;
    }
    const TransitAttachment& joined = at(hub.attachments, number);
    if (!joined.isAvailable)
        block(hops, hub.id, "transit-gateway", "ingress", "BAD_STATE_ATTACHMENT",
              MODEL_TEXT("Trace", "the attachment of %1 is not available").with(nameOf(vpc)),
              SetAttachment{hub.id, joined.attached, SetAttachment::What::State, "available"});
    if (joined.subnets.empty())
        return number;
    const auto isHere = [&](Index place) {
        const std::string& zone = at(m_model.subnets, place).zone;
        return zone.empty() || subnet.zone.empty() || zone == subnet.zone;
    };
    const auto place = std::find_if(joined.subnets.begin(), joined.subnets.end(), isHere);
    if (place == joined.subnets.end()) {
        Remedy remedy;
        if (!subnet.id.empty())
            remedy = SetAttachment{hub.id, joined.attached, SetAttachment::What::Subnet,
                                   subnet.id.value()};
        block(hops, hub.id, "transit-gateway", "ingress", "TGW_ATTACH_VPC_AZ_RESTRICTION",
              MODEL_TEXT("Trace", "no subnet of zone %1 is attached").with(subnet.zone),
              std::move(remedy));
    } else {
        checkAcl(*place, Direction::Ingress, leg.source, leg.way, leg.ports);
    }
    return number;
}

/// From attachment to attachment by the route table that the first one is associated with.
/// `wanted` is where the packet must come out; what stands in the way of it is noted. Nothing where
/// it comes out nowhere.
std::optional<TransitEnd> Walker::crossTransitGateway(const TransitEnd& entry,
                                                      const std::optional<TransitEnd>& wanted,
                                                      const IpAddress& address, const Leg& leg)
{
    std::vector<Hop>& hops = hopsOf(leg);
    const TransitGatewayModel& hub = at(m_model.transitGateways, entry.gateway);
    const TransitAttachment& from = attachmentAt(entry);
    if (++m_carried > 12) {
        block(hops, hub.id, "transit-gateway", "", "NO_PATH",
              MODEL_TEXT("Trace", "packets to %1 go in circles").with(address.toString()),
              std::monostate{});
        return std::nullopt;
    }
    std::string table = from.association;
    if (table.empty()) {
        block(hops, hub.id, "transit-gateway", "ingress", "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
              MODEL_TEXT("Trace", "the attachment of %1 is associated with no route table")
                  .with(nameOf(from.attached)),
              SetAttachment{hub.id, from.attached, SetAttachment::What::Association,
                            hub.defaultTable});
        table = hub.defaultTable;
    }
    const TransitChoice choice = lookUpTransit(hub, table, address);
    if (choice.attachment != noIndex)
        return followTransitRoute(entry, table, choice, wanted, address, leg);
    if (choice.mayBeLearned
        && (!wanted || attachmentAt(*wanted).kind == TransitAttachment::Kind::Vpn)) {
        note(hops, hub.id, "transit-gateway", "", Decision::Unknown,
             MODEL_TEXT("Trace", "%1: no drawn route to %2, but one may be learned by BGP")
                 .with(table)
                 .with(address.toString()));
        hops.back().code = "TGW_RTB_ROUTES_ARE_UNKNOWN";
        m_result.unknown = MODEL_TEXT("Trace", "the routes that %1 learns by BGP are not known")
                               .with(nameOf(hub.id));
        return wanted;
    }
    return mendTransitRoute(entry, table, choice, wanted, address, leg);
}

std::optional<TransitEnd> Walker::followTransitRoute(const TransitEnd& entry,
                                                     const std::string& table,
                                                     const TransitChoice& choice,
                                                     const std::optional<TransitEnd>& wanted,
                                                     const IpAddress& address, const Leg& leg)
{
    std::vector<Hop>& hops = hopsOf(leg);
    const TransitEnd exit{entry.gateway, choice.attachment};
    const TransitGatewayModel& hub = at(m_model.transitGateways, entry.gateway);
    const TransitAttachment& joined = attachmentAt(exit);
    const bool isPeering = joined.kind == TransitAttachment::Kind::Peering;
    const bool isRightWay =
        !wanted || exit == *wanted || (isPeering && joined.peer == wanted->gateway)
        || (joined.kind == TransitAttachment::Kind::Vpc && leadsOn(joined, address));
    if (!isRightWay && !(isPeering && wanted->gateway != entry.gateway))
        return mendTransitRoute(entry, table, choice, wanted, address, leg);
    note(hops, hub.id, "transit-gateway", "", Decision::Forward,
         MODEL_TEXT("Trace", "%1: %2 → %3")
             .with(table)
             .with(choice.block.toString())
             .with(nameOf(joined.attached)));
    if (!joined.isAvailable)
        block(hops, hub.id, "transit-gateway", "egress", "BAD_STATE_ATTACHMENT",
              MODEL_TEXT("Trace", "the attachment of %1 is not available")
                  .with(nameOf(joined.attached)),
              SetAttachment{hub.id, joined.attached, SetAttachment::What::State, "available"});
    if (!isPeering)
        return exit;
    const Index back = attachmentOf(at(m_model.transitGateways, joined.peer), hub.id);
    return crossTransitGateway({joined.peer, back}, wanted, address, leg);
}

/// The table leads nowhere, or elsewhere: says what is wrong with it and goes on as if it were
/// right.
std::optional<TransitEnd> Walker::mendTransitRoute(const TransitEnd& entry,
                                                   const std::string& table,
                                                   const TransitChoice& choice,
                                                   const std::optional<TransitEnd>& wanted,
                                                   const IpAddress& address, const Leg& leg)
{
    const TransitGatewayModel& hub = at(m_model.transitGateways, entry.gateway);
    const char* code = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT";
    Text text = MODEL_TEXT("Trace", "%1: no route to %2").with(table).with(address.toString());
    if (choice.isBlackhole) {
        code = "TGW_RTB_BAD_STATE_ROUTE";
        text =
            MODEL_TEXT("Trace", "%1: %2 is a blackhole").with(table).with(choice.block.toString());
    } else if (choice.attachment != noIndex) {
        code = choice.route != nullptr ? "TGW_RTB_HIGHER_PRIORITY_ROUTE"
                                       : "TGW_RTB_MORE_SPECIFIC_ROUTE";
        text = MODEL_TEXT("Trace", "%1: %2 → %3, where nothing has %4")
                   .with(table)
                   .with(choice.block.toString())
                   .with(nameOf(attachmentAt({entry.gateway, choice.attachment}).attached))
                   .with(address.toString());
    }
    Remedy remedy;
    std::optional<TransitEnd> onward = wanted;
    if (wanted) {
        const TransitAttachment& target = attachmentAt(*wanted);
        const bool isFar = wanted->gateway != entry.gateway;
        const bool isFound = choice.isBlackhole || choice.attachment != noIndex;
        Cidr destination = Cidr::of(address, address.bits());
        for (const Cidr& known : target.blocks)
            if (known.contains(address))
                destination = known;
        if (isFound && choice.block.length > destination.length)
            destination = choice.block;
        const bool isWritten = isFound && choice.block == destination && choice.route != nullptr;
        if (!isFar && !isFound && destination.length < address.bits())
            remedy =
                SetAttachment{hub.id, target.attached, SetAttachment::What::Propagation, table};
        else
            remedy = SetTransitRoute{
                hub.id, table, isWritten ? choice.route->destination : destination.toString(),
                isFar ? at(m_model.transitGateways, wanted->gateway).id : target.attached};
    }
    block(hopsOf(leg), hub.id, "transit-gateway", "", code, std::move(text), std::move(remedy));
    if (wanted && wanted->gateway != entry.gateway) {
        const Index back = attachmentOf(at(m_model.transitGateways, wanted->gateway), hub.id);
        onward = back == noIndex
                     ? std::nullopt
                     : crossTransitGateway({wanted->gateway, back}, wanted, address, leg);
    }
    return onward;
}

/// The attached subnet through which packets come into the VPC: that of their own zone, else the
/// first. noIndex where none is drawn.
Index Walker::attachedSubnet(const TransitAttachment& joined, const std::string& zone) const
{
    for (const Index subnet : joined.subnets)
        if (at(m_model.subnets, subnet).zone == zone)
            return subnet;
    return joined.subnets.empty() ? noIndex : joined.subnets.front();
}

/// Whether packets for an address elsewhere find a way out of the attached VPC, as in one that
/// inspects what others send to each other.
bool Walker::leadsOn(const TransitAttachment& joined, const IpAddress& address) const
{
    if (joined.subnets.empty())
        return false;
    const RouteChoice choice =
        lookUp(m_model, at(m_model.subnets, joined.subnets.front()).table, address);
    return !choice.isLocal && choice.route != nullptr && choice.route->kind != TargetKind::Missing;
}

Index Walker::leaveTransitGateway(const TransitEnd& exit, const std::string& zone,
                                  Index toInterface, const Leg& leg)
{
    const TransitAttachment& joined = attachmentAt(exit);
    const InterfaceModel& to = interfaceAt(toInterface);
    if (joined.kind != TransitAttachment::Kind::Vpc) {
        m_result.unknown = MODEL_TEXT("Trace", "what lies behind the tunnel to %1 is not known")
                               .with(nameOf(joined.attached));
        return noIndex;
    }
    const Index place = attachedSubnet(joined, zone);
    if (place == noIndex && joined.vpc == to.vpc)
        return noIndex;
    if (place == noIndex) {
        m_result.unknown =
            MODEL_TEXT("Trace", "the subnets that attach %1 to the transit gateway are not drawn")
                .with(nameOf(joined.attached));
        return noIndex;
    }
    if (place == to.subnet)
        return place;
    checkAcl(place, Direction::Egress, leg.target, leg.way, leg.ports);
    return carry(place, toInterface, leg);
}

Index Walker::carryThroughTransitGateway(Index fromSubnet, Index toInterface, Index gateway,
                                         const Leg& leg)
{
    const InterfaceModel& to = interfaceAt(toInterface);
    const Index entry = enterTransitGateway(fromSubnet, gateway, leg);
    const auto wanted = transitEndOf(gateway, to.vpc);
    if (!wanted) {
        const ResourceId& vpc = at(m_model.vpcs, to.vpc).id;
        const ResourceId& hub = at(m_model.transitGateways, gateway).id;
        Remedy remedy;
        if (!vpc.empty())
            remedy = SetAttachment{hub, vpc, SetAttachment::What::Attached, {}};
        const bool isOnward =
            entry != noIndex
            && lookUpTransit(at(m_model.transitGateways, gateway),
                             attachmentAt({gateway, entry}).association, addressOf(to))
                       .attachment
                   != noIndex;
        if (!isOnward) {
            block(hopsOf(leg), hub, "transit-gateway", "egress", "BAD_STATE_ATTACHMENT",
                  MODEL_TEXT("Trace", "%1 is not attached to it").with(nameOf(vpc)),
                  std::move(remedy));
            return noIndex;
        }
    }
    if (entry == noIndex)
        return noIndex;
    const auto exit = crossTransitGateway({gateway, entry}, wanted, addressOf(to), leg);
    if (!exit)
        return noIndex;
    return leaveTransitGateway(*exit, at(m_model.subnets, fromSubnet).zone, toInterface, leg);
}

// ---- to and from what lies outside of the drawn VPCs

Departure Walker::departThroughTransitGateway(const RouteChoice& choice, Index fromSubnet,
                                              Index number, const WalkEnd& destination)
{
    const Index gateway = choice.route->index;
    const Leg leg{Way::Request, rangeOf(number, noIndex), destination.range, m_request.ports};
    noteRoute(m_result.forward, fromSubnet, choice);
    const Index entry = enterTransitGateway(fromSubnet, gateway, leg);
    if (entry == noIndex)
        return {};
    std::optional<TransitEnd> wanted;
    if (destination.isPrivate && destination.attachment != noIndex)
        wanted = TransitEnd{destination.transitGateway, destination.attachment};
    const auto exit = crossTransitGateway({gateway, entry}, wanted, sampleOf(destination), leg);
    if (!exit)
        return {};
    const TransitAttachment& joined = attachmentAt(*exit);
    if (joined.kind == TransitAttachment::Kind::Vpc)
        return departFromAttachment(*exit, fromSubnet, number, destination, leg);
    const IpAddress address = sampleOf(destination);
    const bool isOffice = destination.isPrivate || address.isRfc1918() || address.isRfc6598();
    if (joined.kind == TransitAttachment::Kind::Undescribed)
        m_result.unknown = MODEL_TEXT("Trace", "the drawing does not show %1, where %2 is led to")
                               .with(joined.attached.value())
                               .with(nameOf(destination.range));
    else if (!isOffice)
        m_result.unknown = MODEL_TEXT("Trace", "what lies behind the tunnel to %1 is not known")
                               .with(nameOf(joined.attached));
    return {.way = Departure::Way::TransitGateway,
            .gateway = at(m_model.transitGateways, exit->gateway).id,
            .exit = *exit,
            .source = leg.source,
            .ephemeralPorts = interfaceAt(number).ephemeralPorts};
}

/// Another VPC takes the packets out: through its NAT gateway to the internet.
/// Source: AWS Transit Gateway guide, "Centralized outbound routing to the internet".
Departure Walker::departFromAttachment(const TransitEnd& exit, Index fromSubnet, Index number,
                                       const WalkEnd& destination, const Leg& leg)
{
    const TransitAttachment& joined = attachmentAt(exit);
    const Index place = attachedSubnet(joined, at(m_model.subnets, fromSubnet).zone);
    if (place == noIndex) {
        m_result.unknown =
            MODEL_TEXT("Trace", "the subnets that attach %1 to the transit gateway are not drawn")
                .with(nameOf(joined.attached));
        return {};
    }
    checkAcl(place, Direction::Egress, leg.target, leg.way, leg.ports);
    return departFrom(place, number, destination);
}

/// The answer of a host behind a tunnel: by the table that its attachment is associated with.
Index Walker::answerFromTransitGateway(Index number, const WalkEnd& destination,
                                       const Departure& departure)
{
    const InterfaceModel& interface = interfaceAt(number);
    const Leg leg{Way::Answer, destination.range, rangeOf(number, noIndex),
                  interface.ephemeralPorts};
    const auto exit =
        crossTransitGateway(departure.exit, transitEndOf(departure.exit.gateway, interface.vpc),
                            addressOf(interface), leg);
    if (!exit)
        return noIndex;
    return leaveTransitGateway(*exit, at(m_model.subnets, interface.subnet).zone, number, leg);
}

/// A host behind a tunnel of a transit gateway calls an interface.
void Walker::enterFromTransitGateway(Index number, const Cidr& source, const WalkEnd& from)
{
    const InterfaceModel& interface = interfaceAt(number);
    const Cidr target = Cidr::of(addressOf(interface), addressOf(interface).bits());
    const Leg leg{Way::Request, source, target, m_request.ports};
    const auto wanted = transitEndOf(from.transitGateway, interface.vpc);
    Index last = noIndex;
    if (!wanted) {
        const ResourceId& vpc = at(m_model.vpcs, interface.vpc).id;
        const ResourceId& hub = at(m_model.transitGateways, from.transitGateway).id;
        Remedy remedy;
        if (!vpc.empty())
            remedy = SetAttachment{hub, vpc, SetAttachment::What::Attached, {}};
        block(m_result.forward, hub, "transit-gateway", "egress", "BAD_STATE_ATTACHMENT",
              MODEL_TEXT("Trace", "%1 is not attached to it").with(nameOf(vpc)), std::move(remedy));
    } else if (const auto exit = crossTransitGateway({from.transitGateway, from.attachment}, wanted,
                                                     addressOf(interface), leg)) {
        last = leaveTransitGateway(*exit, at(m_model.subnets, interface.subnet).zone, number, leg);
    }
    if (last != interface.subnet)
        checkAcl(interface.subnet, Direction::Ingress, source, Way::Request, m_request.ports);
}

void Walker::answerIntoTransitGateway(Index number, const Cidr& source,
                                      const PortRange& ephemeralPorts, const WalkEnd& from)
{
    const InterfaceModel& interface = interfaceAt(number);
    WalkEnd client = from;
    client.range = source;
    const IpAddress address = sampleOf(client);
    const Cidr own = Cidr::of(addressOf(interface), addressOf(interface).bits());
    const Leg leg{Way::Answer, own, source, ephemeralPorts};
    const RouteChoice choice =
        lookUp(m_model, at(m_model.subnets, interface.subnet).table, address);
    Index hub = from.transitGateway;
    if (const auto end = transitEndOf(from.transitGateway, interface.vpc))
        hub = end->gateway;
    const bool isTransit = !choice.isLocal && choice.route != nullptr
                           && choice.route->kind == TargetKind::TransitGateway;
    if (isTransit) {
        hub = choice.route->index;
        noteRoute(m_result.back, interface.subnet, choice);
    } else {
        AddRoute add{.subnet = interface.subnet,
                     .destination =
                         choice.route != nullptr ? choice.route->destination : source.toString(),
                     .kind = TargetKind::TransitGateway,
                     .target = at(m_model.transitGateways, hub).id};
        Remedy remedy;
        if (!choice.isLocal)
            remedy = add;
        block(m_result.back, tableComponent(interface.subnet), "route-table", "",
              "NO_ROUTE_TO_DESTINATION", MODEL_TEXT("Trace", "no route to %1").with(nameOf(source)),
              std::move(remedy));
    }
    const Index entry = enterTransitGateway(interface.subnet, hub, leg);
    if (entry != noIndex)
        crossTransitGateway({hub, entry}, TransitEnd{from.transitGateway, from.attachment}, address,
                            leg);
}

} // namespace skydraft
