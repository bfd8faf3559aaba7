// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/plan_json.h"
#include "model/simulation/regions.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr int deepest = 64;

} // namespace

const Resource* PlanCompiler::ancestor(const Resource& resource, NetworkRole role) const
{
    const Resource* place = &resource;
    for (int depth = 0; place != nullptr && depth < deepest; ++depth) {
        if (typeOf(*place).role == role)
            return place;
        place = place->parent ? m_architecture.find(*place->parent) : nullptr;
    }
    return nullptr;
}

/// The code of the region that a resource stands in, or that its zone's name tells; clients say
/// theirs. Empty for what is everywhere, as CDNs are.
std::string PlanCompiler::regionCodeOf(const Resource& resource) const
{
    if (typeOf(resource).behaviour == BehaviourKind::Clients)
        return textOf(m_catalogue, resource, "region");
    if (const Resource* region = ancestor(resource, NetworkRole::Region))
        return textOf(m_catalogue, *region, "code");
    std::string zone = zoneNameOf(resource);
    if (!zone.empty())
        zone.pop_back(); // ap-northeast-2a
    return placeOfRegion(zone) ? zone : std::string{};
}

Index PlanCompiler::regionOf(const Resource& resource)
{
    const std::string code = regionCodeOf(resource);
    if (code.empty())
        return none;
    const auto [place, isNew] =
        m_plan.regionOfName.emplace(code, static_cast<Index>(m_plan.regions.size()));
    if (isNew)
        m_plan.regions.push_back(code);
    if (const Resource* region = ancestor(resource, NetworkRole::Region))
        m_plan.regionOfName.emplace(region->id.value(), place->second);
    return place->second;
}

/// The gateway of a subnet's default route, where that is a NAT gateway.
const Resource* PlanCompiler::natOf(const Resource& subnet) const
{
    const Resource* table =
        m_architecture.find(ResourceId{textOf(m_catalogue, subnet, "route_table")});
    const Resource* vpc = ancestor(subnet, NetworkRole::Vpc);
    if (const auto main = vpc != nullptr ? m_mainTables.find(vpc->id) : m_mainTables.end();
        table == nullptr && main != m_mainTables.end())
        table = main->second;
    if (table == nullptr)
        return nullptr;
    const Json routes = valueOf(m_catalogue, *table, "routes");
    for (const Json& route : routes.is_array() ? routes : Json::array()) {
        if (textIn(route, "destination") != "0.0.0.0/0")
            continue;
        const Resource* target = m_architecture.find(ResourceId{textIn(route, "target")});
        if (target != nullptr && typeOf(*target).role == NetworkRole::NatGateway)
            return target;
    }
    return nullptr;
}

Index PlanCompiler::natNumber(const Resource& nat)
{
    for (Index number = 0; number < m_plan.nats.size(); ++number)
        if (m_plan.nats[number].id == nat.id)
            return number;
    m_plan.nats.push_back({.id = nat.id, .zone = zoneNamed(zoneNameOf(nat))});
    return static_cast<Index>(m_plan.nats.size() - 1);
}

/// Through which NAT gateway a node's requests leave, by zone.
void PlanCompiler::findNats(NodePlan& node)
{
    const Resource& resource = *m_architecture.find(node.id);
    const auto take = [&](const Resource* subnet) {
        const Resource* nat = subnet != nullptr ? natOf(*subnet) : nullptr;
        if (nat != nullptr)
            node.nats.emplace_back(zoneNamed(zoneNameOf(*subnet)), natNumber(*nat));
    };
    take(ancestor(resource, NetworkRole::Subnet));
    for (const ResourceId& id : idsOf(m_catalogue, resource, "subnets"))
        take(m_architecture.find(id));
}

/// Whether packets between the two leave the VPC to the internet or to a service of the region
/// that no endpoint stands for.
bool PlanCompiler::leavesVpc(const Resource& from, const Resource& to) const
{
    const Resource* vpc = ancestor(from, NetworkRole::Vpc);
    if (vpc == nullptr || ancestor(to, NetworkRole::Vpc) != nullptr
        || typeOf(to).role == NetworkRole::Balancer || !idsOf(m_catalogue, to, "subnets").empty())
        return false;
    const std::string service = to.type.substr(0, to.type.find('.'));
    return std::none_of(m_endpoints.begin(), m_endpoints.end(), [&](const Resource* endpoint) {
        return endpoint->parent == vpc->id
               && textOf(m_catalogue, *endpoint, "service").find(service) != std::string::npos;
    });
}

} // namespace skydraft
