// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/walker.h"

#include <algorithm>

namespace skydraft {

/// A host that passes packets on sees them twice: its groups, its source/destination check and the
/// ACL of its subnet decide on both sides. What it does inside is taken to be forwarding.
/// Source: AWS VPC User Guide, "Middlebox routing".
void Walker::passMiddlebox(Index fromSubnet, Index number, const Leg& leg)
{
    std::vector<Hop>& hops = hopsOf(leg);
    const InterfaceModel& box = interfaceAt(number);
    const bool isRequest = leg.way == Way::Request;
    const bool isKnown =
        std::find(m_middleboxes.begin(), m_middleboxes.end(), number) != m_middleboxes.end();
    if (box.subnet != fromSubnet)
        checkAcl(box.subnet, Direction::Ingress, leg.source, leg.way, leg.ports);
    if (!isRequest && !isKnown && box.isFiltered) {
        note(hops, box.owner, "interface", "ingress", Decision::Unknown,
             MODEL_TEXT("Trace", "it did not see the request that this answers"));
        m_result.unknown =
            MODEL_TEXT("Trace", "the answer goes through %1, which did not see the request")
                .with(nameOf(box.owner));
        return;
    }
    if (!isRequest) {
        noteStateful(number, Direction::Ingress);
        noteInterface(hops, number);
        return;
    }
    m_middleboxes.push_back(number);
    const Index sender = m_request.from.interface;
    const bool isDirect =
        m_middleboxes.size() == 1 && sender != noIndex && interfaceAt(sender).vpc == box.vpc;
    checkGroups(hops, number, Direction::Ingress,
                {leg.source, isDirect ? &interfaceAt(sender).groups : nullptr, {}},
                isDirect ? ruleSource(sender, number) : leg.source.toString());
    if (box.checksSourceAndDestination)
        block(hops, box.owner, "interface", "ingress", "ENI_SOURCE_DEST_CHECK_RESTRICTION",
              MODEL_TEXT("Trace", "its source/destination check drops packets for others"),
              SetValues{box.owner,
                        {{"source_dest_check", false}},
                        MODEL_TEXT("Fix", "Switch off the source/destination check of %1")
                            .with(nameOf(box.owner))});
    noteInterface(hops, number);
    checkGroups(hops, number, Direction::Egress, {leg.target, nullptr, {}}, leg.target.toString());
}

Index Walker::carryThroughMiddlebox(Index fromSubnet, Index number, Index toInterface,
                                    const RouteChoice& choice, const Leg& leg)
{
    noteRoute(hopsOf(leg), fromSubnet, choice);
    passMiddlebox(fromSubnet, number, leg);
    const InterfaceModel& box = interfaceAt(number);
    if (box.subnet == interfaceAt(toInterface).subnet)
        return box.subnet;
    checkAcl(box.subnet, Direction::Egress, leg.target, leg.way, leg.ports);
    return carry(box.subnet, toInterface, leg);
}

/// Whether the route leads to a private NAT gateway of the VPC whose own table leads on.
bool Walker::isPrivateNat(const RouteModel* route, Index fromSubnet, Index toInterface) const
{
    if (route == nullptr || route->kind != TargetKind::NatGateway || m_translator != noIndex
        || at(m_model.natGateways, route->index).isPublic)
        return false;
    const InterfaceModel& nat = interfaceAt(*translatorOf(*route));
    if (nat.subnet == noIndex || nat.vpc != at(m_model.subnets, fromSubnet).vpc)
        return false;
    const RouteChoice onward =
        lookUp(m_model, at(m_model.subnets, nat.subnet).table, addressOf(interfaceAt(toInterface)));
    return !onward.isLocal && onward.route != nullptr
           && (onward.route->kind == TargetKind::Peering
               || onward.route->kind == TargetKind::TransitGateway);
}

/// A private NAT gateway takes packets of its VPC on with its own private address.
/// Source: AWS VPC User Guide, "NAT gateways".
Index Walker::carryThroughPrivateNat(Index fromSubnet, Index translator, Index toInterface,
                                     const RouteChoice& choice, const Leg& leg)
{
    std::vector<Hop>& hops = hopsOf(leg);
    const InterfaceModel& nat = interfaceAt(translator);
    noteRoute(hops, fromSubnet, choice);
    if (nat.subnet != fromSubnet)
        checkAcl(nat.subnet, Direction::Ingress, leg.source, leg.way, leg.ports);
    note(hops, nat.owner, "nat-gateway", "", Decision::Forward,
         (nat.isAddressAssumed ? MODEL_TEXT("Trace", "source %1 becomes %2 (assumed)")
                               : MODEL_TEXT("Trace", "source %1 becomes %2"))
             .with(nameOf(leg.source))
             .with(nat.address.toString()));
    m_translator = translator;
    checkAcl(nat.subnet, Direction::Egress, leg.target, leg.way, leg.ports);
    const Cidr source = Cidr::of(nat.address, nat.address.bits());
    return carry(nat.subnet, toInterface, {leg.way, source, leg.target, leg.ports});
}

} // namespace skydraft
