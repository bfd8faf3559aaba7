// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/network/network_acl_rules.h"
#include "model/network/walker.h"

#include <algorithm>

namespace skydraft {
namespace {

const char* nameOfDirection(Direction direction)
{
    return direction == Direction::Ingress ? "ingress" : "egress";
}

std::string describeRanges(const std::vector<PortRange>& ranges)
{
    std::string text;
    for (const PortRange& range : ranges) {
        text += text.empty() ? "" : ", ";
        text += std::to_string(range.from);
        if (range.to != range.from)
            text += "-" + std::to_string(range.to);
    }
    return text;
}

Text allowedByGroup(const GroupRule& rule, Direction direction, const std::string& peer)
{
    if (rule.protocol == Protocol::Any)
        return (direction == Direction::Ingress ? MODEL_TEXT("Trace", "all traffic from %1")
                                                : MODEL_TEXT("Trace", "all traffic to %1"))
            .with(peer);
    return (direction == Direction::Ingress ? MODEL_TEXT("Trace", "%1 from %2")
                                            : MODEL_TEXT("Trace", "%1 to %2"))
        .with(portsInWords(rule.protocol, rule.ports))
        .with(peer);
}

Text decidedByAcl(const AclRule& rule, Direction direction)
{
    Text text;
    if (rule.isAllow)
        text = direction == Direction::Ingress ? MODEL_TEXT("Trace", "rule %1 allow %2 from %3")
                                               : MODEL_TEXT("Trace", "rule %1 allow %2 to %3");
    else
        text = direction == Direction::Ingress ? MODEL_TEXT("Trace", "rule %1 deny %2 from %3")
                                               : MODEL_TEXT("Trace", "rule %1 deny %2 to %3");
    return text.with(rule.number)
        .with(rule.protocol == Protocol::Any
                  ? TextArgument(std::make_shared<const Text>(MODEL_TEXT("Trace", "all")))
                  : TextArgument(describePorts(rule.protocol, rule.ports)))
        .with(rule.block.toString());
}

} // namespace

void Walker::note(std::vector<Hop>& hops, const ResourceId& component, const char* kind,
                  const char* direction, Decision decision, Text rule) const
{
    if (m_request.outline != nullptr)
        return;
    hops.push_back({component, kind, direction, decision, std::move(rule), {}});
}

void Walker::block(std::vector<Hop>& hops, const ResourceId& component, const char* kind,
                   const char* direction, const char* code, Text rule, Remedy remedy)
{
    hops.push_back({component, kind, direction, Decision::Deny, rule, code});
    m_result.needs.push_back({{component, code, std::move(rule)}, std::move(remedy)});
}

void Walker::noteInterface(std::vector<Hop>& hops, Index number) const
{
    if (m_request.outline != nullptr)
        return;
    const InterfaceModel& interface = interfaceAt(number);
    Text text;
    if (interface.subnet == noIndex && interface.isAddressAssumed)
        text = MODEL_TEXT("Trace", "no network is drawn around it");
    else
        text = (interface.isAddressAssumed ? MODEL_TEXT("Trace", "%1 (assumed)")
                                           : MODEL_TEXT("Trace", "%1"))
                   .with(interface.address.toString());
    note(hops, interface.owner, "interface", "", Decision::Forward, std::move(text));
}

void Walker::noteOutside(std::vector<Hop>& hops, const WalkEnd& end) const
{
    if (m_request.outline != nullptr)
        return;
    note(hops, end.component, end.kind.c_str(), "", Decision::Forward,
         end.range == anyInternetAddress ? MODEL_TEXT("Trace", "any internet address")
                                         : MODEL_TEXT("Trace", "%1").with(nameOf(end.range)));
}

void Walker::checkGroups(std::vector<Hop>& hops, Index number, Direction direction,
                         const Peer& peer, const std::string& wantedPeer,
                         const std::vector<Index>* lostGroups)
{
    const InterfaceModel& interface = interfaceAt(number);
    if (!interface.isFiltered)
        return;
    if (m_request.outline != nullptr) {
        m_request.outline->questions.push_back(
            {.place = number, .direction = direction, .peer = peer});
        return;
    }
    const Probe packet = probe(Way::Request, m_request.ports);
    const GroupDecision decision = decide(m_model, interface.groups, direction, packet, peer);
    const auto componentOf = [&](Index group) {
        const ResourceId& id = at(m_model.groups, group).id;
        return id.empty() ? interface.owner : id; // the default group is not drawn
    };
    const char* toward = nameOfDirection(direction);
    if (decision.isAllowed) {
        const GroupRule& rule = *decision.rule;
        const std::string from = rule.group == noIndex ? nameOf(ResourceId(rule.peer))
                                                       : at(m_model.groups, rule.group).name;
        note(hops, componentOf(decision.group), "security-group", toward, Decision::Allow,
             allowedByGroup(rule, direction, from));
        return;
    }
    const bool hasRules =
        std::any_of(interface.groups.begin(), interface.groups.end(), [&](Index group) {
            const GroupModel& model = at(m_model.groups, group);
            return !(direction == Direction::Ingress ? model.ingress : model.egress).empty();
        });
    const bool isReferenceLost =
        lostGroups != nullptr
        && decide(m_model, interface.groups, direction, packet, {peer.range, lostGroups, {}})
               .isAllowed;
    const TextArgument ports = portsInWords(m_request.protocol, m_request.ports);
    const std::string who = nameOf(peer.range);
    Text text;
    if (isReferenceLost)
        text = MODEL_TEXT("Trace",
                          "the rule for a group does not match %1 from the public address %2");
    else if (direction == Direction::Ingress)
        text = MODEL_TEXT("Trace", "no rule allows %1 from %2");
    else
        text = MODEL_TEXT("Trace", "no rule allows %1 to %2");
    block(hops, componentOf(interface.groups.front()), "security-group", toward,
          isReferenceLost ? "SG_REFERENCES_NOT_PRESERVED"
          : hasRules      ? "ENI_SG_RULES_MISMATCH"
                          : "SG_HAS_NO_RULES",
          text.with(ports).with(who),
          OpenGroup{number, direction, m_request.protocol, m_request.ports, wantedPeer});
}

/// Security groups are stateful: the answer of a connection they let begin is not looked at.
void Walker::noteStateful(Index number, Direction direction)
{
    const InterfaceModel& interface = interfaceAt(number);
    if (!interface.isFiltered || m_request.outline != nullptr)
        return;
    const ResourceId& group = at(m_model.groups, interface.groups.front()).id;
    note(m_result.back, group.empty() ? interface.owner : group, "security-group",
         nameOfDirection(direction), Decision::Allow,
         MODEL_TEXT("Trace", "answers of an open connection pass (stateful)"));
}

Probe Walker::probe(Way way, const PortRange& ports) const
{
    return {m_request.protocol, ports, way == Way::Request ? 8 : 0};
}

Protocol Walker::protocolOfWay() const
{
    if (m_request.outline != nullptr)
        m_request.outline->dependsOnProtocol = true;
    return m_request.protocol;
}

void Walker::checkAcl(Index number, Direction direction, const Cidr& range, Way way,
                      const PortRange& ports)
{
    std::vector<Hop>& hops = way == Way::Request ? m_result.forward : m_result.back;
    const SubnetModel& subnet = at(m_model.subnets, number);
    if (m_request.outline != nullptr) {
        m_request.outline->questions.push_back({.kind = FilterQuestion::Kind::Acl,
                                                .place = subnet.acl,
                                                .direction = direction,
                                                .way = way == Way::Request
                                                           ? FilterQuestion::Way::Request
                                                           : FilterQuestion::Way::Answer,
                                                .peer = {.range = range},
                                                .answerPorts = ports});
        return;
    }
    const AclModel& acl = at(m_model.acls, subnet.acl);
    const ResourceId component = acl.id.empty() ? subnet.frame : acl.id;
    const char* toward = nameOfDirection(direction);
    const AclDecision decision = decide(direction == Direction::Ingress ? acl.ingress : acl.egress,
                                        probe(way, ports), range);
    if (decision.isAllowed && decision.allowing != nullptr) {
        note(hops, component, "network-acl", toward, Decision::Allow,
             decidedByAcl(*decision.allowing, direction));
        return;
    }
    const TextArgument wanted = portsInWords(m_request.protocol, ports);
    Text text;
    if (!decision.allowedPorts.empty())
        text = MODEL_TEXT("Trace", "only ports %1 of %2 pass (%3)")
                   .with(describeRanges(decision.allowedPorts))
                   .with(wanted)
                   .with(nameOf(range));
    else if (decision.denying != nullptr)
        text = decidedByAcl(*decision.denying, direction);
    else
        text = (direction == Direction::Ingress
                    ? MODEL_TEXT("Trace", "rule * deny: no rule allows %1 from %2")
                    : MODEL_TEXT("Trace", "rule * deny: no rule allows %1 to %2"))
                   .with(wanted)
                   .with(nameOf(range));
    const bool hasPorts =
        m_request.protocol == Protocol::Tcp || m_request.protocol == Protocol::Udp;
    if (way == Way::Answer && hasPorts && decision.denying == nullptr
        && decision.allowedPorts.empty())
        text =
            MODEL_TEXT("Trace", "rule * deny: answers to %1 need %2 (network ACLs are stateless)")
                .with(nameOf(range))
                .with(wanted);
    block(hops, component, "network-acl", toward, "SUBNET_ACL_RESTRICTION", std::move(text),
          OpenAcl{subnet.acl, direction, m_request.protocol,
                  way == Way::Answer ? awsEphemeralPorts : ports, subnetAround(range)});
}

/// ACLs speak of subnets: the drawn block around one host, or the range itself.
Cidr Walker::subnetAround(const Cidr& range) const
{
    for (const Index end : {m_request.from.interface, m_request.to.interface}) {
        if (end == noIndex || interfaceAt(end).subnet == noIndex || range.size() != 1)
            continue;
        const SubnetModel& subnet = at(m_model.subnets, interfaceAt(end).subnet);
        const bool isIts = interfaceAt(end).address == range.base;
        if (isIts && !subnet.isBlockAssumed && subnet.block.contains(range))
            return subnet.block;
    }
    return range;
}

ResourceId Walker::tableComponent(Index subnet) const
{
    const ResourceId& table = at(m_model.tables, at(m_model.subnets, subnet).table).id;
    return table.empty() ? at(m_model.subnets, subnet).frame : table;
}

void Walker::noteRoute(std::vector<Hop>& hops, Index subnet, const RouteChoice& choice) const
{
    if (m_request.outline != nullptr)
        return;
    const std::string target = choice.isLocal ? "local" : nameOf(choice.route->target);
    const std::string destination = choice.route == nullptr
                                        ? choice.block.toString()
                                        : nameOf(ResourceId(choice.route->destination));
    note(hops, tableComponent(subnet), "route-table", "", Decision::Forward,
         MODEL_TEXT("Trace", "%1 → %2").with(destination).with(target));
}

void Walker::routeWithinOrPeer(Index fromSubnet, Index toInterface, Way way)
{
    std::vector<Hop>& hops = way == Way::Request ? m_result.forward : m_result.back;
    const SubnetModel& subnet = at(m_model.subnets, fromSubnet);
    const InterfaceModel& destination = interfaceAt(toInterface);
    const RouteChoice choice = lookUp(m_model, subnet.table, destination.address);
    if (destination.vpc != subnet.vpc) {
        routeToPeer(hops, fromSubnet, toInterface, choice);
        return;
    }
    const auto& own = at(m_model.vpcs, subnet.vpc).blocks;
    const bool isLocal = !choice.isFound() || choice.isLocal
                         || std::none_of(own.begin(), own.end(), [&](const Cidr& block) {
                                return block.contains(choice.block);
                            });
    if (isLocal) {
        const Cidr block = choice.isLocal ? choice.block : Cidr::of(destination.address, 32);
        noteRoute(hops, fromSubnet, {.isLocal = true, .block = block});
        return;
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
        return;
    }
    block(hops, tableComponent(fromSubnet), "route-table", "",
          route.kind == TargetKind::Missing ? "BAD_STATE_ROUTE" : "MORE_SPECIFIC_ROUTE", text,
          RemoveRoute{subnet.table, route.destination});
}

void Walker::routeToPeer(std::vector<Hop>& hops, Index fromSubnet, Index toInterface,
                         const RouteChoice& choice)
{
    const Index here = at(m_model.subnets, fromSubnet).vpc;
    const Index there = interfaceAt(toInterface).vpc;
    const auto joins = [&](const PeeringModel& peering) {
        return (peering.requester == here && peering.accepter == there)
               || (peering.requester == there && peering.accepter == here);
    };
    const RouteModel* route = choice.route;
    if (route != nullptr && route->kind == TargetKind::TransitGateway) {
        noteRoute(hops, fromSubnet, choice);
        note(hops, route->target, "transit-gateway", "", Decision::Unknown,
             MODEL_TEXT("Trace", "the route tables of a transit gateway are not followed"));
        m_result.unknown = MODEL_TEXT("Trace", "what the transit gateway %1 does is not known")
                               .with(nameOf(route->target));
        return;
    }
    const PeeringModel* used = route != nullptr && route->kind == TargetKind::Peering
                                   ? &at(m_model.peerings, route->index)
                                   : nullptr;
    if (used != nullptr && joins(*used)) {
        noteRoute(hops, fromSubnet, choice);
        if (used->isActive)
            note(hops, used->id, "peering", "", Decision::Forward, MODEL_TEXT("Trace", "active"));
        else
            blockPending(hops, used->id);
        return;
    }
    const PeeringModel* known = nullptr;
    for (const PeeringModel& peering : m_model.peerings)
        if (joins(peering) && (known == nullptr || (peering.isActive && !known->isActive)))
            known = &peering;
    const bool isKnown = known != nullptr;
    Cidr wanted = at(m_model.vpcs, there).blocks.front();
    for (const Cidr& block : at(m_model.vpcs, there).blocks)
        if (block.contains(interfaceAt(toInterface).address))
            wanted = block;
    const bool isShadowed =
        route != nullptr && !choice.isLocal && choice.block.length >= wanted.length;
    Remedy remedy;
    const bool canPeer = !at(m_model.vpcs, here).id.empty() && !at(m_model.vpcs, there).id.empty();
    if (!choice.isLocal && (isKnown || canPeer))
        remedy = AddRoute{.subnet = fromSubnet,
                          .destination = isShadowed ? route->destination : wanted.toString(),
                          .kind = TargetKind::Peering,
                          .target = isKnown ? known->id : ResourceId(),
                          .peerVpc = there};
    auto [component, code, text] = whyNoPeer(choice, fromSubnet, there, wanted, isKnown);
    block(hops, component, used != nullptr ? "peering" : "route-table", "", code, std::move(text),
          std::move(remedy));
    if (isKnown && !known->isActive && !choice.isLocal)
        blockPending(hops, known->id);
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

// ---- names and addresses

std::string Walker::nameOf(const ResourceId& id) const
{
    const Resource* resource = m_network.architecture().find(id);
    return resource == nullptr ? id.value() : displayName(*resource);
}

std::string Walker::nameOf(const Cidr& range) const
{
    return range.size() == 1 ? range.base.toString() : range.toString();
}

} // namespace skydraft
