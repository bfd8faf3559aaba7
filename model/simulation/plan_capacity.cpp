// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/base/cidr.h"
#include "model/simulation/instance_type.h"
#include "model/simulation/plan_compiler.h"

#include <algorithm>

namespace skydraft {

namespace {

/// AWS keeps the first four addresses of a subnet and the last one (Amazon VPC user guide, "Subnet
/// CIDR blocks").
constexpr std::uint32_t reservedAddresses = 5;

} // namespace

/// What an instance type has, and what its processors mean for its workers.
void PlanCompiler::takeProcessors(NodePlan& node, const Resource& resource) const
{
    node.processes = node.workers;
    node.vcpus = vcpusOf(textOf(m_catalogue, resource, "instance_type"));
    node.isCpuBound = node.vcpus > 0 && node.workers != unlimited
                      && flagOf(m_catalogue, resource, "cpu_bound", false);
    if (node.isCpuBound)
        node.workers = std::min(node.workers, node.vcpus);
}

/// A public address that EC2 chose goes back when the instance stops, unless an Elastic IP address
/// takes its place (Amazon EC2 user guide, "Public IPv4 addresses").
bool PlanCompiler::losesAddress(const Resource& resource) const
{
    if (typeOf(resource).role != NetworkRole::Interface || !has(resource, "public_ip"))
        return false;
    const Json address = valueOf(m_catalogue, resource, "public_ip");
    const Resource* subnet = ancestor(resource, NetworkRole::Subnet);
    const bool isAutomatic = address.is_boolean()
                                 ? address.get<bool>()
                                 : address.is_null() && subnet != nullptr
                                       && flagOf(m_catalogue, *subnet, "map_public_ip", false);
    return isAutomatic && !m_withElasticIp.contains(resource.id.value());
}

/// How many addresses each subnet has left for the instances of groups: what is drawn in it, and
/// the balancers that stand in it, hold one each.
void PlanCompiler::findSubnets()
{
    for (const auto& resource : m_architecture.resources()) {
        if (typeOf(*resource).role != NetworkRole::Subnet)
            continue;
        const auto block = Cidr::parse(textOf(m_catalogue, *resource, "cidr"));
        if (!block || block->base.family != IpFamily::V4 || block->length < 8)
            continue;
        const std::uint32_t all = std::uint32_t{1} << static_cast<unsigned>(32 - block->length);
        m_subnetNumbers.emplace(resource->id, static_cast<Index>(m_plan.subnets.size()));
        m_plan.subnets.push_back({.id = resource->id,
                                  .zone = zoneNamed(zoneNameOf(*resource)),
                                  .free = all - std::min(all, reservedAddresses)});
    }
    const auto take = [&](const ResourceId& id) {
        const auto number = m_subnetNumbers.find(id);
        if (number != m_subnetNumbers.end() && m_plan.subnets[number->second].free > 0)
            --m_plan.subnets[number->second].free;
    };
    for (const auto& resource : m_architecture.resources()) {
        const NetworkRole role = typeOf(*resource).role;
        const Resource* subnet = ancestor(*resource, NetworkRole::Subnet);
        const bool isInside =
            subnet != nullptr && subnet != resource.get()
            && (role == NetworkRole::Interface || role == NetworkRole::NatGateway);
        if (isInside)
            take(subnet->id);
        if (role == NetworkRole::Balancer)
            for (const ResourceId& id : idsOf(m_catalogue, *resource, "subnets"))
                take(id);
    }
}

/// The subnets of a group whose sizes are known, and those of its drawn members.
void PlanCompiler::takeSubnets(GroupPlan& group, const Resource& resource)
{
    for (const ResourceId& id : idsOf(m_catalogue, resource, "subnets")) {
        const auto number = m_subnetNumbers.find(id);
        if (number != m_subnetNumbers.end())
            group.subnets.push_back(number->second);
    }
    for (const Index node : group.drawn) {
        const Resource* subnet =
            ancestor(*m_architecture.find(m_plan.nodes[node].id), NetworkRole::Subnet);
        const auto number =
            subnet != nullptr ? m_subnetNumbers.find(subnet->id) : m_subnetNumbers.end();
        if (number != m_subnetNumbers.end())
            m_plan.nodes[node].subnet = number->second;
    }
}

} // namespace skydraft
