// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/walker.h"

#include <algorithm>

namespace skydraft {
namespace {

/// More routers than any sensible way asks: beyond it packets go in circles.
constexpr int mostRouters = 12;

} // namespace

std::vector<Hop>& Walker::hopsOf(const Leg& leg)
{
    return leg.way == Way::Request ? m_result.forward : m_result.back;
}

/// Takes a packet from the router of `fromSubnet` to the VPC of `toInterface`, through peerings,
/// transit gateways and middleboxes. Answers with the subnet that it comes from at the end, noIndex
/// for one that is not drawn: inside the receiver's own subnet no network ACL is asked.
Index Walker::carry(Index fromSubnet, Index toInterface, const Leg& leg)
{
    std::vector<Hop>& hops = hopsOf(leg);
    const SubnetModel& subnet = at(m_model.subnets, fromSubnet);
    const InterfaceModel& destination = interfaceAt(toInterface);
    const RouteChoice choice = lookUp(m_model, subnet.table, addressOf(destination));
    if (++m_carried > mostRouters) {
        block(hops, tableComponent(fromSubnet), "route-table", "", "NO_PATH",
              MODEL_TEXT("Trace", "packets to %1 go in circles")
                  .with(addressOf(destination).toString()),
              std::monostate{});
        return fromSubnet;
    }
    if (isUndescribed(hops, fromSubnet, choice))
        return fromSubnet;
    const RouteModel* route = choice.isLocal ? nullptr : choice.route;
    if (route != nullptr && route->kind == TargetKind::Interface) {
        const auto box = translatorOf(*route);
        if (box && *box != toInterface && interfaceAt(*box).vpc == subnet.vpc
            && interfaceAt(*box).subnet != noIndex)
            return carryThroughMiddlebox(fromSubnet, *box, toInterface, choice, leg);
    }
    return destination.vpc == subnet.vpc ? carryInside(fromSubnet, toInterface, choice, leg)
                                         : carryToPeer(fromSubnet, toInterface, choice, leg);
}

/// AWS said that the route is active, so its target exists; no drawing shows what it does.
bool Walker::isUndescribed(std::vector<Hop>& hops, Index subnet, const RouteChoice& choice)
{
    if (choice.isLocal || choice.route == nullptr)
        return false;
    const RouteModel& found = *choice.route;
    const bool isPeerUnknown = found.kind == TargetKind::Peering
                               && (at(m_model.peerings, found.index).requester == noIndex
                                   || at(m_model.peerings, found.index).accepter == noIndex);
    if (found.kind != TargetKind::Undescribed && !isPeerUnknown)
        return false;
    note(hops, tableComponent(subnet), "route-table", "", Decision::Unknown,
         MODEL_TEXT("Trace", "%1 → %2")
             .with(choice.route->destination)
             .with(choice.route->target.value()));
    m_result.unknown = MODEL_TEXT("Trace", "the drawing does not show %1, where %2 is led to")
                           .with(choice.route->target.value())
                           .with(choice.route->destination);
    return true;
}

Index Walker::carryInside(Index fromSubnet, Index toInterface, const RouteChoice& choice,
                          const Leg& leg)
{
    std::vector<Hop>& hops = hopsOf(leg);
    const SubnetModel& subnet = at(m_model.subnets, fromSubnet);
    const IpAddress address = addressOf(interfaceAt(toInterface));
    const auto& own = at(m_model.vpcs, subnet.vpc).blocks;
    const bool isToItself = choice.route != nullptr && choice.route->kind == TargetKind::Interface
                            && translatorOf(*choice.route) == toInterface;
    const bool isLocal = !choice.isFound() || choice.isLocal || isToItself
                         || std::none_of(own.begin(), own.end(), [&](const Cidr& block) {
                                return block.contains(choice.block);
                            });
    if (isLocal) {
        const Cidr block = choice.isLocal ? choice.block : Cidr::of(address, address.bits());
        noteRoute(hops, fromSubnet, {.isLocal = true, .block = block});
        return fromSubnet;
    }
    const RouteModel& route = *choice.route;
    const Text text = MODEL_TEXT("Trace", "%1 → %2")
                          .with(nameOf(ResourceId(route.destination)))
                          .with(nameOf(route.target));
    if (route.kind == TargetKind::Interface || route.kind == TargetKind::TransitGateway) {
        note(hops, tableComponent(fromSubnet), "route-table", "", Decision::Unknown, text);
        m_result.unknown = MODEL_TEXT("Trace", "%1 is led to %2, which decides itself what passes")
                               .with(route.destination)
                               .with(nameOf(route.target));
        return fromSubnet;
    }
    block(hops, tableComponent(fromSubnet), "route-table", "",
          route.kind == TargetKind::Missing ? "BAD_STATE_ROUTE" : "MORE_SPECIFIC_ROUTE", text,
          RemoveRoute{subnet.table, route.destination});
    return fromSubnet;
}

/// An active peering before one that waits.
const PeeringModel* Walker::peeringBetween(Index here, Index there) const
{
    const PeeringModel* known = nullptr;
    for (const PeeringModel& peering : m_model.peerings) {
        const bool joins = (peering.requester == here && peering.accepter == there)
                           || (peering.requester == there && peering.accepter == here);
        if (joins && (known == nullptr || (peering.isActive && !known->isActive)))
            known = &peering;
    }
    return known;
}

Index Walker::carryToPeer(Index fromSubnet, Index toInterface, const RouteChoice& choice,
                          const Leg& leg)
{
    std::vector<Hop>& hops = hopsOf(leg);
    const Index here = at(m_model.subnets, fromSubnet).vpc;
    const Index there = interfaceAt(toInterface).vpc;
    const RouteModel* route = choice.isLocal ? nullptr : choice.route;
    if (route != nullptr && route->kind == TargetKind::TransitGateway) {
        noteRoute(hops, fromSubnet, choice);
        return carryThroughTransitGateway(fromSubnet, toInterface, route->index, leg);
    }
    if (leg.way == Way::Request && isPrivateNat(route, fromSubnet, toInterface))
        return carryThroughPrivateNat(fromSubnet, *translatorOf(*route), toInterface, choice, leg);
    const PeeringModel* used = route != nullptr && route->kind == TargetKind::Peering
                                   ? &at(m_model.peerings, route->index)
                                   : nullptr;
    const PeeringModel* known = peeringBetween(here, there);
    const bool usesIt = used != nullptr
                        && ((used->requester == here && used->accepter == there)
                            || (used->requester == there && used->accepter == here));
    if (usesIt) {
        noteRoute(hops, fromSubnet, choice);
        if (used->isActive)
            note(hops, used->id, "peering", "", Decision::Forward, MODEL_TEXT("Trace", "active"));
        else
            blockPending(hops, used->id);
        return noIndex;
    }
    const bool isKnown = known != nullptr;
    const Index hub = isKnown ? noIndex : commonTransitGateway(here, there);
    Cidr wanted = at(m_model.vpcs, there).blocks.front();
    for (const Cidr& block : at(m_model.vpcs, there).blocks)
        if (block.contains(addressOf(interfaceAt(toInterface))))
            wanted = block;
    const bool isShadowed = route != nullptr && choice.block.length >= wanted.length;
    Remedy remedy;
    const bool canPeer = !at(m_model.vpcs, here).id.empty() && !at(m_model.vpcs, there).id.empty();
    if (!choice.isLocal && (isKnown || canPeer)) {
        AddRoute add{.subnet = fromSubnet,
                     .destination = isShadowed ? route->destination : wanted.toString(),
                     .kind = TargetKind::Peering,
                     .target = isKnown ? known->id : ResourceId(),
                     .peerVpc = there};
        if (hub != noIndex) {
            add.kind = TargetKind::TransitGateway;
            add.target = at(m_model.transitGateways, hub).id;
        }
        remedy = add;
    }
    auto [component, code, text] =
        whyNoPeer(choice, fromSubnet, there, wanted, isKnown || hub != noIndex);
    block(hops, component, used != nullptr ? "peering" : "route-table", "", code, std::move(text),
          std::move(remedy));
    if (isKnown && !known->isActive && !choice.isLocal)
        blockPending(hops, known->id);
    if (hub != noIndex && !choice.isLocal)
        return carryThroughTransitGateway(fromSubnet, toInterface, hub, leg);
    return noIndex;
}

/// Rules that name a group match its members in the same VPC, in a peer VPC of the same Region, and
/// behind a transit gateway that lets them: there in ingress rules only. Behind a middlebox they
/// match nothing. Null where they match.
/// Source: AWS VPC User Guide, "Security group rules" and "Security group referencing"; AWS Transit
/// Gateway guide, "Security group referencing".
const char* Walker::whyReferencesAreLost(Direction direction) const
{
    constexpr const char* lost = "SG_REFERENCES_NOT_PRESERVED";
    const InterfaceModel& from = interfaceAt(m_request.from.interface);
    const InterfaceModel& to = interfaceAt(m_request.to.interface);
    if (from.subnet == noIndex || to.subnet == noIndex || from.subnet == to.subnet)
        return nullptr;
    const RouteChoice choice =
        lookUp(m_model, at(m_model.subnets, from.subnet).table, addressOf(to));
    const RouteModel* route = choice.isLocal ? nullptr : choice.route;
    const bool isElsewhere = from.vpc != to.vpc;
    if (route != nullptr && route->kind == TargetKind::Interface)
        return translatorOf(*route).value_or(noIndex) == m_request.to.interface ? nullptr : lost;
    if (!isElsewhere)
        return nullptr;
    if (m_translator != noIndex || isPrivateNat(route, from.subnet, m_request.to.interface))
        return lost;
    const ResourceId& here = at(m_model.vpcs, from.vpc).region;
    const ResourceId& there = at(m_model.vpcs, to.vpc).region;
    if (!here.empty() && !there.empty() && here != there)
        return lost;
    Index hub = noIndex;
    if (route != nullptr && route->kind == TargetKind::TransitGateway)
        hub = route->index;
    else if (peeringBetween(from.vpc, to.vpc) == nullptr)
        hub = commonTransitGateway(from.vpc, to.vpc);
    if (hub == noIndex)
        return nullptr;
    if (direction == Direction::Egress)
        return lost;
    return at(m_model.transitGateways, hub).referencesGroups ? nullptr : "SG_REFERENCING_SUPPORT";
}

/// What to change, the code and the words where a packet for a peer VPC finds no way.
std::tuple<ResourceId, const char*, Text> Walker::whyNoPeer(const RouteChoice& choice,
                                                            Index fromSubnet, Index there,
                                                            const Cidr& wanted, bool isPeered) const
{
    const ResourceId table = tableComponent(fromSubnet);
    const std::string peer = nameOf(at(m_model.vpcs, there).id);
    if (choice.isLocal)
        return {table, "VPC_LOCAL_ROUTE_CIDR_RESTRICTION",
                MODEL_TEXT("Trace", "%1 lies in both VPCs: their blocks overlap")
                    .with(wanted.toString())};
    if (choice.route != nullptr && choice.route->kind == TargetKind::Peering)
        return {
            choice.route->target, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
            MODEL_TEXT("Trace", "peering leads to its own two VPCs only, not on to %1").with(peer)};
    if (choice.route != nullptr && choice.route->kind == TargetKind::Missing)
        return {table, "BAD_STATE_ROUTE",
                MODEL_TEXT("Trace", "%1 → %2: the target is missing")
                    .with(choice.route->destination)
                    .with(choice.route->target.value())};
    return {table, isPeered ? "NO_ROUTE_TO_DESTINATION" : "DISCONNECTED_VPCS",
            MODEL_TEXT("Trace", "no route to %1 in %2").with(wanted.toString()).with(peer)};
}

void Walker::blockPending(std::vector<Hop>& hops, const ResourceId& peering)
{
    block(hops, peering, "peering", "", "BAD_STATE",
          MODEL_TEXT("Trace", "the peering is not active"),
          SetValues{peering,
                    {{"status", "active"}},
                    MODEL_TEXT("Fix", "Accept the peering %1").with(nameOf(peering))});
}

} // namespace skydraft
