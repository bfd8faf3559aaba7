// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/plan_json.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

std::uint32_t toCount(double value, double most = 100'000)
{
    return static_cast<std::uint32_t>(std::clamp(std::isfinite(value) ? value : 0, 0.0, most));
}

Algorithm algorithmOf(std::string_view name)
{
    if (name == "least_outstanding_requests")
        return Algorithm::LeastOutstandingRequests;
    if (name == "flow_hash")
        return Algorithm::FlowHash;
    if (name == "power_of_two")
        return Algorithm::PowerOfTwo;
    return name == "random" ? Algorithm::Random : Algorithm::RoundRobin;
}

} // namespace

void PlanCompiler::makeBalancers()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        if (m_plan.nodes[node].kind != NodeKind::Balancer)
            continue;
        const Resource& resource = *m_architecture.find(m_plan.nodes[node].id);
        BalancerPlan balancer{.node = node};
        m_plan.nodes[node].balancer = static_cast<Index>(m_plan.balancers.size());
        balancer.connectTimeoutNs = seconds(resource, "connect_timeout_s", 10);
        balancer.idleTimeoutNs = seconds(resource, "idle_timeout_s", 60);
        balancer.zones = zonesOfSubnets(resource);
        balancer.hasStaticAddresses = has(resource, "elastic_ips");
        std::map<ResourceId, Index> pools;
        const auto poolOf = [&](const ResourceId& id) {
            const Resource* targetGroup = m_architecture.find(id);
            if (targetGroup == nullptr || typeOf(*targetGroup).role != NetworkRole::TargetGroup)
                return none;
            const auto found = pools.find(id);
            if (found != pools.end())
                return found->second;
            const Index pool = makePool(resource, *targetGroup);
            fillTargetGroup(pool, resource, *targetGroup);
            return pools.emplace(id, pool).first->second;
        };
        const Json listeners = valueOf(m_catalogue, resource, "listeners");
        for (const Json& listener : listeners.is_array() ? listeners : Json::array()) {
            const Index pool = poolOf(ResourceId{textIn(listener, "target_group")});
            if (pool != none)
                balancer.listeners.emplace_back(static_cast<int>(numberIn(listener, "port", 80)),
                                                pool);
        }
        for (const Connection* connection : m_outgoing[resource.id]) {
            const Index pool = poolOf(connection->to); // a line drawn to a target group
            if (pool != none && balancer.listeners.empty())
                balancer.listeners.emplace_back(0, pool);
        }
        makePathRules(balancer, resource, poolOf);
        balancer.directPool = makePool(resource, resource);
        fillDirectPool(balancer.directPool, resource);
        if (m_plan.pools[balancer.directPool].members.empty())
            balancer.directPool = none;
        m_plan.balancers.push_back(std::move(balancer));
    }
}

Index PlanCompiler::makePool(const Resource& balancer, const Resource& settings)
{
    PoolPlan pool;
    pool.id = settings.id;
    pool.algorithm = algorithmOf(textOf(m_catalogue, settings, "algorithm"));
    // A network balancer has no other algorithm, whatever the target group says.
    if (algorithmOf(textOf(m_catalogue, balancer, "algorithm")) == Algorithm::FlowHash)
        pool.algorithm = Algorithm::FlowHash;
    pool.flowIdleNs = seconds(balancer, "idle_timeout_s", 350);
    const Json check = valueOf(m_catalogue, settings, "health_check");
    pool.check.isOn = true;
    pool.check.intervalNs =
        std::max<std::int64_t>(toNanoseconds(numberIn(check, "interval_s", 30)), 1'000'000);
    pool.check.timeoutNs = toNanoseconds(numberIn(check, "timeout_s", 5));
    pool.check.healthyThreshold = std::max(toCount(numberIn(check, "healthy_threshold", 5)), 1U);
    pool.check.unhealthyThreshold =
        std::max(toCount(numberIn(check, "unhealthy_threshold", 2)), 1U);
    const char* delay = has(settings, "deregistration_delay_s") ? "deregistration_delay_s"
                                                                : "connection_draining_s";
    pool.deregistrationNs = seconds(settings, delay, 300);
    const Json stickiness = valueOf(m_catalogue, settings, "stickiness");
    const std::string kind = textIn(stickiness, "kind");
    pool.isSticky = !kind.empty() && kind != "none";
    pool.stickyNs = toNanoseconds(numberIn(stickiness, "duration_s", 86'400));
    m_plan.hasSessions =
        m_plan.hasSessions || pool.isSticky || pool.algorithm == Algorithm::FlowHash;
    pool.slowStartNs = seconds(settings, "slow_start_s", 0);
    pool.crossesZones = flagOf(m_catalogue, balancer, "cross_zone", true);
    m_plan.pools.push_back(std::move(pool));
    return static_cast<Index>(m_plan.pools.size() - 1);
}

void PlanCompiler::addToPool(Index poolIndex, const Resource& balancer, const ResourceId& target,
                             int port, const Connection* connection)
{
    const auto node = m_plan.nodeOf.find(target);
    if (node == m_plan.nodeOf.end() || m_plan.nodes[node->second].kind == NodeKind::Balancer)
        return;
    const auto& members = m_plan.pools[poolIndex].members;
    const bool isThere = std::any_of(members.begin(), members.end(), [&](const PoolMember& member) {
        return member.node == node->second;
    });
    if (isThere)
        return;
    EdgePlan edge{.to = node->second, .connection = connectionNumber(connection)};
    edge.isBlocked = !mayReach(balancer.id, target, connection, port);
    m_plan.edges.push_back(edge);
    m_plan.pools[poolIndex].members.push_back(
        {.node = node->second, .edge = static_cast<Index>(m_plan.edges.size() - 1)});
}

void PlanCompiler::fillTargetGroup(Index pool, const Resource& balancer,
                                   const Resource& targetGroup)
{
    const int port = portOf(targetGroup);
    for (const ResourceId& target : idsOf(m_catalogue, targetGroup, "targets"))
        addToPool(pool, balancer, target, port, nullptr);
    for (const Connection* connection : m_outgoing[targetGroup.id])
        addToPool(pool, balancer, connection->to, port, connection);
    for (const auto& resource : m_architecture.resources()) {
        const std::vector<ResourceId> groups = idsOf(m_catalogue, *resource, "target_groups");
        if (typeOf(*resource).role == NetworkRole::ScalingGroup
            && std::find(groups.begin(), groups.end(), targetGroup.id) != groups.end())
            addToPool(pool, balancer, resource->id, port, nullptr);
    }
}

void PlanCompiler::fillDirectPool(Index pool, const Resource& balancer)
{
    for (const Connection* connection : m_outgoing[balancer.id]) {
        const Resource* target = m_architecture.find(connection->to);
        if (connection->kind == ConnectionKind::Traffic && target != nullptr)
            addToPool(pool, balancer, connection->to, portOf(*target), connection);
    }
    for (const ResourceId& id : idsOf(m_catalogue, balancer, "instances")) {
        const Resource* target = m_architecture.find(id);
        if (target != nullptr)
            addToPool(pool, balancer, id, portOf(*target), nullptr);
    }
}

Index PlanCompiler::poolFor(Index node, int port) const
{
    const NodePlan& plan = m_plan.nodes[node];
    if (plan.kind == NodeKind::Group)
        return m_plan.groups[plan.group].pool;
    if (plan.balancer == none)
        return none;
    const BalancerPlan& balancer = m_plan.balancers[plan.balancer];
    for (const auto& [listenerPort, pool] : balancer.listeners)
        if (listenerPort == port)
            return pool;
    return balancer.listeners.empty() ? balancer.directPool : balancer.listeners.front().second;
}

} // namespace skydraft
