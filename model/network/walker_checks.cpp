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
                   .with(addressOf(interface).toString());
    note(hops, interface.owner, "interface", "", Decision::Forward, std::move(text));
}

void Walker::noteOutside(std::vector<Hop>& hops, const WalkEnd& end) const
{
    if (m_request.outline != nullptr)
        return;
    note(hops, end.component, end.kind.c_str(), "", Decision::Forward,
         end.range.length == 0 ? MODEL_TEXT("Trace", "any internet address")
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
    const bool isStale = m_isFromOtherVpc && namesUnknownGroup(number, direction, packet);
    Text text;
    if (isReferenceLost && m_isPublicWalk)
        text = MODEL_TEXT("Trace",
                          "the rule for a group does not match %1 from the public address %2");
    else if (isReferenceLost)
        text = direction == Direction::Ingress
                   ? MODEL_TEXT("Trace", "a rule for a group does not match %1 from %2 on this way")
                   : MODEL_TEXT("Trace", "a rule for a group does not match %1 to %2 on this way");
    else if (direction == Direction::Ingress)
        text = MODEL_TEXT("Trace", "no rule allows %1 from %2");
    else
        text = MODEL_TEXT("Trace", "no rule allows %1 to %2");
    block(hops, componentOf(interface.groups.front()), "security-group", toward,
          isReferenceLost ? m_lostCode
          : isStale       ? "UNKNOWN_PEERED_SGS"
          : hasRules      ? "ENI_SG_RULES_MISMATCH"
                          : "SG_HAS_NO_RULES",
          text.with(ports).with(who),
          OpenGroup{number, direction, m_request.protocol, m_request.ports, wantedPeer,
                    m_request.family});
}

/// Whether a rule would let the packet pass if the group that it names were known: that of a
/// peering which is gone, or of an account that is not drawn.
bool Walker::namesUnknownGroup(Index number, Direction direction, const Probe& packet) const
{
    for (const Index group : interfaceAt(number).groups) {
        const GroupModel& model = at(m_model.groups, group);
        for (const GroupRule& rule : direction == Direction::Ingress ? model.ingress : model.egress)
            if (rule.group == noIndex && rule.blocks.empty() && rule.managedService.empty()
                && !rule.peer.empty() && coversPackets(rule, packet))
                return true;
    }
    return false;
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
    const bool isV6 = m_request.family == IpFamily::V6;
    const int request = isV6 ? 128 : 8; // echo request and echo reply
    const int answer = isV6 ? 129 : 0;
    return {m_request.protocol, ports, way == Way::Request ? request : answer, isV6};
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
        const bool isIts = addressOf(interfaceAt(end)) == range.base;
        if (isIts && !subnet.isBlockAssumed && subnet.block.contains(range))
            return subnet.block;
        if (isIts && subnet.ipv6Block && subnet.ipv6Block->contains(range))
            return *subnet.ipv6Block;
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

// ---- names and addresses

std::string Walker::nameOf(const ResourceId& id) const
{
    const Resource* resource = m_network.find(id);
    return resource == nullptr ? id.value() : displayName(*resource);
}

std::string Walker::nameOf(const Cidr& range) const
{
    return range.size() == 1 ? range.base.toString() : range.toString();
}

} // namespace skydraft
