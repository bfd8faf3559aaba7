// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/route_targets.h"

#include "model/architecture/containment.h"
#include "model/architecture/property_value.h"

#include <algorithm>

namespace skydraft {
namespace {

const std::vector<std::string>& targetTypes(const Catalogue& catalogue, const Resource& table)
{
    static const std::vector<std::string> none;
    const Property* routes = catalogue.typeOrGeneric(table.type).property("routes");
    const Property* target = routes == nullptr ? nullptr : routes->field("target");
    return target == nullptr ? none : target->types;
}

bool names(const std::vector<ResourceId>& ids, const Resource* vpc)
{
    return vpc != nullptr && std::find(ids.begin(), ids.end(), vpc->id) != ids.end();
}

RouteTargetState usableIf(bool isUsable)
{
    return isUsable ? RouteTargetState::Usable : RouteTargetState::OtherVpc;
}

} // namespace

RouteTargetState routeTargetState(const Catalogue& catalogue, const Architecture& architecture,
                                  const Resource& table, const std::string& target)
{
    if (target == "local")
        return RouteTargetState::Usable;
    const Resource* resource = architecture.find(ResourceId(target));
    if (resource == nullptr)
        return RouteTargetState::Missing;
    const auto& types = targetTypes(catalogue, table);
    if (std::find(types.begin(), types.end(), resource->type) == types.end())
        return RouteTargetState::NotATarget;
    const auto ids = [&](const char* property) { return idsOf(catalogue, *resource, property); };
    const Resource* vpc = ancestorOf(catalogue, architecture, table, NetworkRole::Vpc);
    const Resource* own = ancestorOf(catalogue, architecture, *resource, NetworkRole::Vpc);
    switch (catalogue.typeOrGeneric(resource->type).role) {
    case NetworkRole::InternetGateway:
        if (!flagOf(catalogue, *resource, "attached", true))
            return RouteTargetState::NotAttached;
        return usableIf(own == nullptr || own == vpc);
    case NetworkRole::Peering:
        return usableIf(names(ids("requester"), vpc) || names(ids("accepter"), vpc));
    case NetworkRole::VpnGateway:
        if (ids("vpc").empty() && own == nullptr)
            return RouteTargetState::NotAttached;
        return usableIf(ids("vpc").empty() ? own == vpc : names(ids("vpc"), vpc));
    case NetworkRole::TransitGateway:
        return usableIf(ids("attachments").empty() || names(ids("attachments"), vpc));
    case NetworkRole::Endpoint:
        if (textOf(catalogue, *resource, "endpoint_type") == "interface")
            return RouteTargetState::NotATarget;
        return usableIf(own == vpc);
    default:
        return usableIf(own == vpc);
    }
}

std::vector<ResourceId> routeTargets(const Catalogue& catalogue, const Architecture& architecture,
                                     const Resource& table)
{
    std::vector<ResourceId> targets;
    for (const std::string& type : targetTypes(catalogue, table))
        for (const auto& resource : architecture.resources())
            if (resource->type == type
                && routeTargetState(catalogue, architecture, table, resource->id.value())
                       == RouteTargetState::Usable)
                targets.push_back(resource->id);
    return targets;
}

} // namespace skydraft
