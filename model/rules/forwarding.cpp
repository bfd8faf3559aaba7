// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/forwarding.h"

namespace skydraft {
const std::vector<Index>& interfacesOf(const RuleContext& context, const Resource& resource)
{
    static const std::vector<Index> none;
    const NetworkModel& model = context.network.model();
    const auto found = model.interfacesOf.find(resource.id);
    return found == model.interfacesOf.end() ? none : found->second;
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
