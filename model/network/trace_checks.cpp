// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/trace_checks.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"

#include <algorithm>

namespace skydraft {
namespace {

std::string zoneOf(const NetworkModel& model, const WalkEnd& end)
{
    const Index subnet =
        end.interface == noIndex ? noIndex : at(model.interfaces, end.interface).subnet;
    return subnet == noIndex ? std::string() : at(model.subnets, subnet).zone;
}

} // namespace

void stop(WalkResult& walked, const ResourceId& component, const char* kind, const char* code,
          Text text, Remedy remedy)
{
    walked.forward.push_back({component, kind, "ingress", Decision::Deny, text, code});
    walked.needs.push_back({{component, code, std::move(text)}, std::move(remedy)});
}

/// What stands behind an address outside of the drawn networks may still refuse.
void checkOutsideTarget(WalkResult& walked, const ResolvedEnd& from, const ResolvedEnd& to,
                        const WalkRequest& request)
{
    const bool isFromOutside = request.from.interface == noIndex;
    if (to.isUnknownAddress && isFromOutside && !from.isNameOnly) {
        const IpAddress& address = request.to.range.base;
        const bool isPrivate = address.isRfc1918() || address.isRfc6598();
        stop(walked, {}, "internet",
             isPrivate ? "IGW_EXPECTS_PUBLIC_ADDRESS" : "UNKNOWN_DESTINATION",
             (isPrivate ? MODEL_TEXT("Trace", "the internet has no way to the private address %1")
                        : MODEL_TEXT("Trace", "nothing in the drawing has the address %1"))
                 .with(address.toString()),
             std::monostate{});
    }
    const bool isCdn = to.type != nullptr && to.type->role == NetworkRole::Cdn;
    const bool isWeb =
        request.protocol == Protocol::Tcp
        && (request.ports == PortRange{80, 80} || request.ports == PortRange{443, 443});
    if (isCdn && request.protocol != Protocol::Any && !isWeb)
        stop(walked, to.resource->id, "cdn", "ELBV2_LISTENERS_MISMATCH",
             MODEL_TEXT("Trace", "edge locations answer on tcp 80 and 443 only"), std::monostate{});
}

/// The names that were asked first. A private hosted zone answers only in the VPCs that it is
/// associated with (Amazon Route 53 Developer Guide, "Working with private hosted zones").
void askNames(const Network& network, WalkResult& walked, const ResolvedEnd& to,
              const WalkRequest& request)
{
    std::vector<Hop> asked;
    for (const Resource* record : to.names) {
        asked.push_back({record->id,
                         "dns",
                         "",
                         Decision::Forward,
                         MODEL_TEXT("Trace", "the name stands for what follows"),
                         {}});
        const Resource* zone = record->parent ? network.find(*record->parent) : nullptr;
        if (zone == nullptr || !flagOf(network.catalogue(), *zone, "private", false))
            continue;
        const Index from = request.from.interface == noIndex
                               ? noIndex
                               : at(network.model().interfaces, request.from.interface).vpc;
        const ResourceId vpc = from == noIndex ? ResourceId() : at(network.model().vpcs, from).id;
        auto associated = idsOf(network.catalogue(), *zone, "vpcs");
        if (!vpc.empty()
            && std::find(associated.begin(), associated.end(), vpc) != associated.end())
            continue;
        Remedy remedy;
        if (!vpc.empty()) {
            Json vpcs = Json::array();
            associated.push_back(vpc);
            for (const ResourceId& id : associated)
                vpcs.push_back(id.value());
            remedy = SetValues{zone->id,
                               {{"vpcs", std::move(vpcs)}},
                               MODEL_TEXT("Fix", "Associate the private zone %1 with %2")
                                   .with(displayName(*zone))
                                   .with(vpc.value())};
        }
        const Text text = MODEL_TEXT("Trace", "the private zone %1 answers only in its VPCs")
                              .with(displayName(*zone));
        asked.back() = {record->id, "dns", "", Decision::Deny, text, "UNKNOWN_DESTINATION"};
        walked.needs.push_back({{zone->id, "UNKNOWN_DESTINATION", text}, std::move(remedy)});
    }
    walked.forward.insert(walked.forward.begin(), asked.begin(), asked.end());
}

bool isVpcOrigin(const Network& network, const ResolvedEnd& from, const ResolvedEnd& to)
{
    if (from.type == nullptr || from.type->role != NetworkRole::Cdn || to.resource == nullptr)
        return false;
    const auto origins = idsOf(network.catalogue(), *from.resource, "vpc_origins");
    return std::find(origins.begin(), origins.end(), to.resource->id) != origins.end();
}

void enterAsOrigin(const NetworkModel& model, WalkRequest& request)
{
    if (request.to.interface == noIndex)
        return;
    request.from.isVpcOrigin = true;
    const Index subnet = at(model.interfaces, request.to.interface).subnet;
    if (subnet != noIndex)
        request.from.range = at(model.subnets, subnet).block;
}

ZoneChoice choiceOf(const Network& network, const ResolvedEnd& from, const WalkEnd& sender,
                    const WalkEnd& receiver)
{
    const NetworkModel& model = network.model();
    if (sender.interface == noIndex || receiver.interface == noIndex)
        return ZoneChoice::Sends;
    const std::string here = zoneOf(model, sender);
    const std::string there = zoneOf(model, receiver);
    if (there.empty() || here.empty()
        || at(model.interfaces, sender.interface).vpc
               != at(model.interfaces, receiver.interface).vpc)
        return ZoneChoice::Sends;
    const bool hasNode = std::any_of(from.ends.begin(), from.ends.end(), [&](const WalkEnd& node) {
        return zoneOf(model, node).empty() || zoneOf(model, node) == there;
    });
    if (!hasNode)
        return ZoneChoice::NoNode;
    const bool isCrossZone = flagOf(network.catalogue(), *from.resource, "cross_zone", true);
    return here == there || isCrossZone ? ZoneChoice::Sends : ZoneChoice::SendsElsewhere;
}

void stopInOtherZone(const Network& network, WalkResult& walked, const ResolvedEnd& from,
                     const WalkEnd& receiver)
{
    const NetworkModel& model = network.model();
    const SubnetModel& subnet = at(model.subnets, at(model.interfaces, receiver.interface).subnet);
    const InterfaceModel& node = at(model.interfaces, from.ends.front().interface);
    const auto listed = idsOf(network.catalogue(), *from.resource, "subnets");
    Remedy remedy;
    if (!subnet.id.empty() && !listed.empty()) {
        Json subnets = Json::array();
        for (const ResourceId& id : listed)
            subnets.push_back(id.value());
        subnets.push_back(subnet.id.value());
        remedy = SetValues{from.resource->id,
                           {{"subnets", std::move(subnets)}},
                           MODEL_TEXT("Fix", "Enable zone %1 of %2 by its subnet %3")
                               .with(subnet.zone)
                               .with(displayName(*from.resource))
                               .with(subnet.id.value())};
    }
    stop(walked, from.resource->id, "interface",
         node.isClassicNode ? "ELB_INSTALLED_AZ_RESTRICTION" : "ELBV2_NO_TARGETS_IN_AZ",
         MODEL_TEXT("Trace", "it is not enabled in zone %1 of its target").with(subnet.zone),
         std::move(remedy));
}

} // namespace skydraft
