// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/target_groups.h"

#include "model/architecture/property_value.h"

#include <algorithm>
#include <set>

namespace skydraft {
namespace {

bool names(const std::vector<ResourceId>& ids, const ResourceId& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// The target and the Auto Scaling group it is a drawn member of.
std::vector<const Resource*> identitiesOf(const Network& network, const Resource& target)
{
    std::vector<const Resource*> result{&target};
    for (const ResourceId& id : idsOf(network.catalogue(), target, "auto_scaling_group"))
        if (const Resource* group = network.find(id))
            result.push_back(group);
    return result;
}

bool isRegistered(const Network& network, const Resource& group, const Resource& target)
{
    const auto targets = idsOf(network.catalogue(), group, "targets");
    for (const Resource* identity : identitiesOf(network, target))
        if (names(targets, identity->id)
            || names(idsOf(network.catalogue(), *identity, "target_groups"), group.id))
            return true;
    return false;
}

/// Elastic Load Balancing User Guide, "Client IP preservation": on for instance targets, and for
/// IP targets only with UDP, unless the target group says otherwise.
bool keepsClientAddress(const Network& network, const Resource& group)
{
    const Json set = valueOf(network.catalogue(), group, "preserve_client_ip");
    const std::string protocol = textOf(network.catalogue(), group, "protocol");
    if (protocol == "udp" || protocol == "tcp_udp")
        return true;
    if (set.is_boolean())
        return set.get<bool>();
    return textOf(network.catalogue(), group, "target_type") != "ip";
}

} // namespace

std::vector<Registration> registrationsOf(const Network& network, const Resource& balancer,
                                          const Resource& target)
{
    std::vector<Registration> result;
    std::set<ResourceId> seen;
    const ServiceType& type = network.catalogue().typeOrGeneric(balancer.type);
    const Property* listeners = type.property("listeners");
    const bool isClassic = listeners != nullptr && listeners->field("instance_port") != nullptr;
    for (const Json& listener : valueOf(network.catalogue(), balancer, "listeners")) {
        if (isClassic) {
            const Json port = memberOf(listener, "instance_port");
            const Json own = memberOf(listener, "port");
            const int fallback = own.is_number_integer() ? own.get<int>() : 80;
            result.push_back({.owner = balancer.id,
                              .port = port.is_number_integer() ? port.get<int>() : fallback});
            continue;
        }
        const Json id = memberOf(listener, "target_group");
        const Resource* group =
            id.is_string() ? network.find(id.get_ref<const std::string&>()) : nullptr;
        if (group == nullptr || !seen.insert(group->id).second
            || !isRegistered(network, *group, target))
            continue;
        result.push_back(
            {.owner = group->id,
             .property = "port",
             .port = static_cast<int>(numberOf(network.catalogue(), *group, "port", 80)),
             .keepsClientAddress = keepsClientAddress(network, *group)});
    }
    return result;
}

std::vector<const Resource*> targetsOf(const Network& network, const Resource& group)
{
    std::vector<const Resource*> result;
    for (const ResourceId& id : idsOf(network.catalogue(), group, "targets"))
        if (const Resource* target = network.find(id))
            result.push_back(target);
    for (const auto& resource : network.architecture().resources())
        if (names(idsOf(network.catalogue(), *resource, "target_groups"), group.id)
            && std::find(result.begin(), result.end(), resource.get()) == result.end())
            result.push_back(resource.get());
    return result;
}

} // namespace skydraft
