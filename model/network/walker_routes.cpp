// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/walker.h"

#include <algorithm>

namespace skydraft {

/// The interface of a NAT gateway or NAT instance behind a route.
std::optional<Index> Walker::translatorOf(const RouteModel& route) const
{
    if (route.kind == TargetKind::NatGateway)
        return at(m_model.natGateways, route.index).interface;
    if (route.kind != TargetKind::Interface)
        return std::nullopt;
    const auto found = m_model.interfacesOf.find(route.target);
    if (found == m_model.interfacesOf.end() || found->second.empty())
        return std::nullopt;
    return found->second.front();
}

/// A public NAT gateway of the VPC that the sender's subnet could be routed to, one in its own
/// zone before others.
Index Walker::usableNatGateway(Index number) const
{
    const InterfaceModel& interface = interfaceAt(number);
    const SubnetModel& subnet = at(m_model.subnets, interface.subnet);
    Index best = noIndex;
    for (std::size_t i = 0; i < m_model.natGateways.size(); ++i) {
        const NatGatewayModel& gateway = m_model.natGateways[i];
        const InterfaceModel& nat = interfaceAt(gateway.interface);
        if (!gateway.isPublic || nat.vpc != interface.vpc || nat.subnet == interface.subnet)
            continue;
        const SubnetModel& place = at(m_model.subnets, nat.subnet);
        const bool sharesTable = place.table == subnet.table;
        const bool isImplicit = at(m_model.tables, subnet.table).id.empty();
        if (sharesTable && place.id.empty() && !(isImplicit && !subnet.id.empty()))
            continue; // its place could not be given another table
        if (best == noIndex || place.zone == subnet.zone)
            best = static_cast<Index>(i);
        if (place.zone == subnet.zone)
            break;
    }
    return best;
}

/// The route that a sender without one should have: to the endpoint of the service, to a NAT
/// gateway of its VPC, or to the internet gateway where it has or can have a public address.
/// monostate where none helps.
Remedy Walker::routeOutFor(const RouteChoice& choice, Index number,
                           const WalkEnd& destination) const
{
    const InterfaceModel& interface = interfaceAt(number);
    const VpcModel& vpc = at(m_model.vpcs, interface.vpc);
    const IpAddress address = sampleOf(destination);
    const bool isNowhere = !destination.isPrivate && (address.isRfc1918() || address.isRfc6598());
    if (choice.isLocal || isNowhere)
        return std::monostate{};
    AddRoute wanted{.subnet = interface.subnet};
    if (choice.route != nullptr)
        wanted.destination = choice.route->destination;
    if (destination.isPrivate) {
        if (vpc.vpnGateway == noIndex)
            return std::monostate{};
        if (choice.route == nullptr)
            wanted.destination = destination.range.toString();
        wanted.kind = TargetKind::VpnGateway;
        wanted.target = at(m_model.vpnGateways, vpc.vpnGateway).id;
        return wanted;
    }
    for (const EndpointModel& endpoint : m_model.endpoints)
        if (endpoint.isGateway && endpoint.vpc == interface.vpc && !destination.service.empty()
            && endpoint.service == destination.service && protocolOfWay() != Protocol::Udp) {
            wanted.kind = TargetKind::GatewayEndpoint;
            wanted.target = endpoint.id;
            return wanted;
        }
    const Index nat = interface.publicAddress ? noIndex : usableNatGateway(number);
    if (nat != noIndex) {
        wanted.kind = TargetKind::NatGateway;
        wanted.target = at(m_model.natGateways, nat).id;
        return wanted;
    }
    if (!interface.publicAddress && !canHavePublicAddress(m_network, interface))
        return std::monostate{};
    if (vpc.internetGateway != noIndex)
        wanted.target = at(m_model.internetGateways, vpc.internetGateway).id;
    return wanted;
}

/// Why the choice of a route table leads the packet nowhere: code and words.
std::pair<const char*, Text> Walker::whyNoWay(const RouteChoice& choice, Index number,
                                              const WalkEnd& destination) const
{
    const std::string where = nameOf(destination.range);
    if (choice.isLocal)
        return {"NO_POSSIBLE_DESTINATION",
                MODEL_TEXT("Trace", "%1 lies in the VPC, but nothing has it").with(where)};
    if (choice.route == nullptr)
        return {"NO_ROUTE_TO_DESTINATION", MODEL_TEXT("Trace", "no route to %1").with(where)};
    const RouteModel& route = *choice.route;
    if (route.kind == TargetKind::Missing)
        return {"BAD_STATE_ROUTE",
                MODEL_TEXT("Trace", "%1 → %2: the target is missing or not attached")
                    .with(route.destination)
                    .with(nameOf(route.target))};
    if (route.kind == TargetKind::Peering && sampleOf(destination).isRfc1918())
        return {"NO_POSSIBLE_DESTINATION",
                MODEL_TEXT("Trace", "nothing in the peer VPC has %1").with(where)};
    const Index translator = translatorOf(route).value_or(noIndex);
    const bool isElsewhere =
        translator != noIndex && interfaceAt(translator).vpc != interfaceAt(number).vpc;
    const char* code = route.kind == TargetKind::Peering ? "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
                       : isElsewhere                     ? "NGW_REQUIRES_SOURCE_IN_VPC"
                                                         : "CANNOT_ROUTE";
    return {code, MODEL_TEXT("Trace", "%1 → %2: it cannot lead on from here")
                      .with(route.destination)
                      .with(nameOf(route.target))};
}

/// No route leads where the packet must go: says which one is missing and goes on along it.
Departure Walker::departWithoutRoute(const RouteChoice& choice, Index number,
                                     const WalkEnd& destination)
{
    const InterfaceModel& interface = interfaceAt(number);
    const Remedy remedy = routeOutFor(choice, number, destination);
    auto [code, text] = whyNoWay(choice, number, destination);
    block(m_result.forward, tableComponent(interface.subnet), "route-table", "", code,
          std::move(text), remedy);
    Departure departure{Departure::Way::Nowhere,
                        {},
                        noIndex,
                        Cidr::of(interface.possiblePublicAddress, 32),
                        interface.ephemeralPorts};
    const auto* added = std::get_if<AddRoute>(&remedy);
    if (added == nullptr)
        return departure;
    switch (added->kind) {
    case TargetKind::NatGateway: {
        const NatGatewayModel& nat = at(m_model.natGateways, usableNatGateway(number));
        return departThroughTranslator(number, nat.interface, destination);
    }
    case TargetKind::InternetGateway:
        return departThroughInternetGateway(number);
    default:
        departure.way = added->kind == TargetKind::VpnGateway ? Departure::Way::VpnGateway
                                                              : Departure::Way::Endpoint;
        departure.gateway = added->target;
        departure.source = rangeOf(number, noIndex);
        return departure;
    }
}

/// Whether the table of `subnet` leads `address` to the gateway of that kind. `tableInUse` is a
/// table that must keep the routes it has, because the flow itself needs them.
void Walker::checkGatewayRoute(std::vector<Hop>& hops, Index number, const IpAddress& address,
                               TargetKind wanted, std::optional<Index> tableInUse)
{
    const SubnetModel& subnet = at(m_model.subnets, number);
    const VpcModel& vpc = at(m_model.vpcs, subnet.vpc);
    const RouteChoice choice = lookUp(m_model, subnet.table, address);
    const RouteModel* route = choice.isLocal ? nullptr : choice.route;
    if (route != nullptr && route->kind == wanted) {
        noteRoute(hops, number, choice);
        return;
    }
    // A place without a subnet has the main table; an undrawn one is drawn anew, and the other
    // subnet gets a table of its own anyway.
    const bool isUndrawn = at(m_model.tables, subnet.table).id.empty();
    const bool isShared = tableInUse == subnet.table && !(isUndrawn && subnet.id.empty());
    AddRoute add{.subnet = number, .kind = wanted, .needsOwnTable = isShared};
    if (route != nullptr)
        add.destination = route->destination;
    Remedy remedy;
    const bool isInternet = wanted == TargetKind::InternetGateway;
    if (isInternet && vpc.internetGateway != noIndex)
        add.target = at(m_model.internetGateways, vpc.internetGateway).id;
    if (!isInternet && vpc.vpnGateway != noIndex)
        add.target = at(m_model.vpnGateways, vpc.vpnGateway).id;
    if (!isInternet && route == nullptr)
        add.destination = Cidr::of(address, address.bits()).toString();
    if (!choice.isLocal && !(isShared && subnet.id.empty()) && (isInternet || !add.target.empty()))
        remedy = add;
    const bool isMissing = route != nullptr && route->kind == TargetKind::Missing;
    Text text;
    if (route == nullptr)
        text = MODEL_TEXT("Trace", "no route to %1").with(address.toString());
    else
        text =
            (isMissing ? MODEL_TEXT("Trace", "%1 → %2: the target is missing or not attached")
                       : MODEL_TEXT("Trace", "%1 → %2, not to the gateway that the packet needs"))
                .with(route->destination)
                .with(nameOf(route->target));
    block(hops, tableComponent(number), "route-table", "",
          isMissing ? "BAD_STATE_ROUTE" : "NO_ROUTE_TO_DESTINATION", std::move(text),
          std::move(remedy));
}

} // namespace skydraft
