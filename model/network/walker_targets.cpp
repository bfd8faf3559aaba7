// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/network/walker.h"

#include <algorithm>

namespace skydraft {

/// The target group of the listener that takes the request; null where none is drawn.
const Resource* Walker::usedTargetGroup(const Resource& balancer) const
{
    for (const Json& listener : valueOf(m_network.catalogue(), balancer, "listeners"))
        if (listensOn(listener, m_request.protocol, m_request.ports)) {
            const Json id = memberOf(listener, "target_group");
            return id.is_string() ? m_network.find(id.get_ref<const std::string&>()) : nullptr;
        }
    return nullptr;
}

/// Whether the node cannot send to the target, because that stands in another zone. Zones that are
/// not drawn count as the same.
bool Walker::isInOtherZone(Index node, Index target) const
{
    const auto zoneOf = [&](Index number) {
        const Index subnet = interfaceAt(number).subnet;
        return subnet == noIndex ? std::string() : at(m_model.subnets, subnet).zone;
    };
    const std::string here = zoneOf(node);
    const std::string there = zoneOf(target);
    return !here.empty() && !there.empty() && here != there;
}

/// A balancer with nothing behind its listener answers nobody, and one that passes packets on as
/// they are (a network balancer) answers only where a target does. Application and classic
/// balancers end the connection themselves.
/// Source: Elastic Load Balancing, "Target groups for your Network Load Balancers".
void Walker::checkTargets(Index number, const Cidr& source)
{
    const InterfaceModel& node = interfaceAt(number);
    const Resource* balancer = m_network.find(node.owner);
    const bool hasPorts =
        m_request.protocol == Protocol::Tcp || m_request.protocol == Protocol::Udp;
    if (balancer == nullptr || !hasPorts)
        return;
    if (node.isClassicNode) {
        const auto set = balancer->properties.find("instances");
        if (set != balancer->properties.end() && set->empty())
            block(m_result.forward, node.owner, "listener", "egress", "NO_POSSIBLE_DESTINATION",
                  MODEL_TEXT("Trace", "no instance is registered with it"), std::monostate{});
        return;
    }
    const Resource* group = usedTargetGroup(*balancer);
    if (group == nullptr)
        return;
    const auto targets = targetsOf(m_network, *group);
    // An arrow to a target says who is meant, also before somebody registers it.
    const auto& arrows = m_network.architecture().connections();
    const bool isDrawn = std::any_of(arrows.begin(), arrows.end(), [&](const auto& arrow) {
        return arrow->from == balancer->id && arrow->kind == ConnectionKind::Traffic;
    });
    const bool isPartlyDrawn = group->extra.contains("aws")
                               && memberOf(group->extra["aws"], "missing").contains("targets");
    if (targets.empty() && isPartlyDrawn) {
        m_result.unknown = MODEL_TEXT("Trace", "the drawing does not show the targets of %1")
                               .with(displayName(*group));
        return;
    }
    if (targets.empty() && !isDrawn)
        block(m_result.forward, group->id, "target-group", "egress", "ELBV2_LISTENER_HAS_NO_TG",
              MODEL_TEXT("Trace", "it has no targets"), std::monostate{});
    else if (!targets.empty() && node.isTransparent)
        passOn(number, source, *balancer, targets);
}

WalkResult Walker::askTargets(Index node)
{
    checkTargets(node, {});
    return std::move(m_result);
}

WalkResult Walker::walkToTarget(Index node, Index target, const Registration& registration,
                                const Cidr& source) const
{
    const InterfaceModel& to = interfaceAt(target);
    WalkRequest request{.from = {.interface = node,
                                 .component = interfaceAt(node).owner,
                                 .kind = "interface",
                                 .ephemeralPorts = awsEphemeralPorts},
                        .to = {.interface = target,
                               .component = to.owner,
                               .kind = "interface",
                               .isByPrivateAddress = true,
                               .ephemeralPorts = to.ephemeralPorts},
                        .protocol = m_request.protocol,
                        .ports = {registration.port, registration.port},
                        .family = m_request.family};
    if (registration.keepsClientAddress)
        request.preservedSource = source;
    return walk(m_network, request);
}

/// One target that answers is enough; where none does, what the first one lacks is noted. Without
/// cross-zone balancing a node sends to its own zone only.
void Walker::passOn(Index number, const Cidr& source, const Resource& balancer,
                    const std::vector<const Resource*>& targets)
{
    const bool isCrossZone = flagOf(m_network.catalogue(), balancer, "cross_zone", false);
    const bool isNamed = m_request.to.isByPrivateAddress || m_request.to.isByPublicAddress
                         || m_request.to.component != balancer.id;
    std::optional<WalkResult> shown;
    for (const Resource* target : targets) {
        const auto ways = registrationsOf(m_network, balancer, *target);
        const auto found = m_model.interfacesOf.find(target->id);
        if (ways.empty() || found == m_model.interfacesOf.end())
            continue;
        for (const Index interface : found->second) {
            if (!isCrossZone && isInOtherZone(number, interface))
                continue;
            WalkResult walked = walkToTarget(number, interface, ways.front(), source);
            const bool passes = walked.needs.empty() && walked.unknown.empty();
            if (!shown || passes)
                shown = std::move(walked);
            if (passes)
                break;
        }
        if (shown && shown->needs.empty() && shown->unknown.empty())
            break;
    }
    if (!shown) {
        // By its name nobody is sent to a node that has no targets.
        if (isNamed)
            block(m_result.forward, balancer.id, "target-group", "egress", "ELBV2_NO_TARGETS_IN_AZ",
                  MODEL_TEXT("Trace", "it has no targets in the zone of this node"),
                  SetValues{balancer.id,
                            {{"cross_zone", true}},
                            MODEL_TEXT("Fix", "Switch on cross-zone load balancing of %1")
                                .with(nameOf(balancer.id))});
        return;
    }
    m_result.forward.insert(m_result.forward.end(), shown->forward.begin() + 1,
                            shown->forward.end());
    m_result.back.insert(m_result.back.end(), shown->back.begin(), shown->back.end() - 1);
    for (Need& need : shown->needs)
        m_result.needs.push_back(std::move(need));
    if (m_result.unknown.empty())
        m_result.unknown = shown->unknown;
}

} // namespace skydraft
