// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/forwarding.h"

namespace skydraft {
namespace {

std::vector<const Resource*> targetsOf(const RuleContext& context, const Resource& group)
{
    std::vector<const Resource*> targets;
    std::set<ResourceId> seen;
    const auto add = [&](const Resource* target) {
        if (target != nullptr && seen.insert(target->id).second)
            targets.push_back(target);
    };
    for (const ResourceId& id : idsOf(context.catalogue, group, "targets"))
        add(context.architecture.find(id));
    for (const Resource* naming : context.survey.namedBy(group.id))
        if (context.typeOf(*naming).role == NetworkRole::ScalingGroup)
            add(naming);
    return targets;
}

} // namespace

std::vector<Forwarding> forwardings(const RuleContext& context)
{
    std::vector<Forwarding> result;
    for (const Resource* balancer : context.survey.of(NetworkRole::Balancer)) {
        std::set<ResourceId> seen;
        for (const Json& listener : context.peek(*balancer, "listeners")) {
            const Resource* group =
                context.architecture.find(ResourceId(memberText(listener, "target_group")));
            if (group != nullptr && seen.insert(group->id).second)
                result.push_back({balancer, group, targetsOf(context, *group)});
        }
        Forwarding own{balancer, balancer, {}};
        for (const ResourceId& id : idsOf(context.catalogue, *balancer, "instances"))
            if (const Resource* instance = context.architecture.find(id))
                own.targets.push_back(instance);
        if (!own.targets.empty())
            result.push_back(std::move(own));
    }
    return result;
}

std::vector<Index> interfacesOf(const RuleContext& context, const Resource& resource)
{
    const NetworkModel& model = context.network.model();
    const auto found = model.interfacesOf.find(resource.id);
    return found == model.interfacesOf.end() ? std::vector<Index>() : found->second;
}

std::set<Index> subnetsOf(const RuleContext& context, const Resource& resource)
{
    std::set<Index> subnets;
    for (const Index number : interfacesOf(context, resource))
        if (const Index subnet = at(context.network.model().interfaces, number).subnet;
            subnet != noIndex)
            subnets.insert(subnet);
    return subnets;
}

} // namespace skydraft
