// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/web_location.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr double mostEnvironments = 1e9;
/// Quotas of an account in a Region (AWS Lambda developer guide, "Lambda quotas"; Amazon API
/// Gateway developer guide, "Amazon API Gateway quotas").
constexpr double usualConcurrency = 1000;
constexpr double usualRate = 10'000;
constexpr double usualBurst = 5000;

std::uint32_t toWhole(double value, double most)
{
    return static_cast<std::uint32_t>(std::clamp(std::isfinite(value) ? value : 0, 0.0, most));
}

} // namespace

/// A quota of the account in the Region where a resource stands; the usual one where the drawing
/// shows no Region.
double PlanCompiler::quotaOf(const Resource& resource, std::string_view property,
                             double usual) const
{
    const Resource* region = ancestor(resource, NetworkRole::Region);
    const double quota =
        region != nullptr ? numberOf(m_catalogue, *region, property, usual) : usual;
    return std::isfinite(quota) && quota >= 0 ? quota : usual;
}

Result<void> PlanCompiler::makeEntrances()
{
    makeFunctions();
    makeGateways();
    return makeWebServers();
}

/// Concurrency that is reserved or provisioned for one function is taken out of what the others of
/// the Region share (AWS Lambda developer guide, "Configuring reserved concurrency").
void PlanCompiler::makeFunctions()
{
    std::map<Index, Index> sharedOfRegion;
    std::map<Index, double> left;
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        NodePlan& plan = m_plan.nodes[node];
        if (plan.behaviour != BehaviourKind::Function)
            continue;
        const Resource& resource = *m_architecture.find(plan.id);
        plan.function = static_cast<Index>(m_plan.functions.size());
        FunctionPlan function{.node = node};
        const double reserved = numberOf(m_catalogue, resource, "reserved_concurrency", -1);
        function.provisioned =
            toWhole(numberOf(m_catalogue, resource, "provisioned_concurrency", 0), 1e6);
        function.idleNs = seconds(resource, "environment_idle_s", 360);
        function.timeoutNs = seconds(resource, "timeout_s", 3);
        left.try_emplace(plan.region,
                         quotaOf(resource, "lambda_concurrency_quota", usualConcurrency));
        if (reserved >= 0) {
            function.limit = toWhole(reserved, mostEnvironments);
            function.provisioned = std::min(function.provisioned, function.limit);
            left[plan.region] -= reserved;
        } else {
            const auto [shared, isNew] = sharedOfRegion.emplace(
                plan.region, static_cast<Index>(m_plan.concurrencies.size()));
            if (isNew)
                m_plan.concurrencies.emplace_back();
            function.shared = shared->second;
            left[plan.region] -= function.provisioned;
        }
        m_plan.functions.push_back(function);
    }
    for (const auto& [region, shared] : sharedOfRegion)
        m_plan.concurrencies[shared].limit = toWhole(left[region], mostEnvironments);
    for (const FunctionPlan& function : m_plan.functions)
        m_plan.nodes[function.node].workers =
            function.shared == none
                ? function.limit
                : m_plan.concurrencies[function.shared].limit + function.provisioned;
}

/// A token must be there for the stage and for the account (Amazon API Gateway developer guide,
/// "Throttle API requests for better throughput").
void PlanCompiler::makeGateways()
{
    std::map<Index, Index> throttleOfRegion;
    const auto addThrottle = [&](double rate, double burst) {
        m_plan.throttles.push_back({.ratePerS = rate, .burst = burst});
        return static_cast<Index>(m_plan.throttles.size() - 1);
    };
    const auto positive = [&](const Resource& resource, std::string_view property, double usual) {
        const double value = numberOf(m_catalogue, resource, property, usual);
        return std::isfinite(value) && value >= 0 ? value : usual;
    };
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        NodePlan& plan = m_plan.nodes[node];
        if (plan.behaviour != BehaviourKind::Gateway)
            continue;
        const Resource& resource = *m_architecture.find(plan.id);
        plan.gateway = static_cast<Index>(m_plan.gateways.size());
        plan.isPassThrough = false;
        GatewayPlan gateway{.node = node, .timeoutNs = seconds(resource, "timeout_s", 29)};
        gateway.throttles.push_back(
            addThrottle(positive(resource, "throttle_rate_per_s", usualRate),
                        positive(resource, "throttle_burst", usualBurst)));
        if (!throttleOfRegion.contains(plan.region))
            throttleOfRegion[plan.region] =
                addThrottle(quotaOf(resource, "apigateway_rate_quota", usualRate),
                            quotaOf(resource, "apigateway_burst_quota", usualBurst));
        gateway.throttles.push_back(throttleOfRegion[plan.region]);
        m_plan.gateways.push_back(std::move(gateway));
    }
}

Result<void> PlanCompiler::makeWebServers()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        const Resource* resource = m_architecture.find(m_plan.nodes[node].id);
        if (m_plan.nodes[node].kind == NodeKind::Group) {
            const Resource* pattern =
                m_architecture.find(ResourceId{textOf(m_catalogue, *resource, "launch_template")});
            const std::vector<Index>& drawn = m_plan.groups[m_plan.nodes[node].group].drawn;
            if (pattern == nullptr && !drawn.empty())
                pattern = m_architecture.find(m_plan.nodes[drawn.front()].id);
            resource = pattern;
        }
        if (resource == nullptr)
            continue;
        auto server = webServerOf(*resource);
        if (!server)
            return tl::unexpected(server.error());
        if (server->connections == 0 && server->byClass.empty())
            continue;
        server->node = node;
        m_plan.nodes[node].web = static_cast<Index>(m_plan.webServers.size());
        m_plan.webServers.push_back(std::move(*server));
    }
    return {};
}

Result<WebServerPlan> PlanCompiler::webServerOf(const Resource& resource) const
{
    WebServerPlan server;
    server.connections = toWhole(numberOf(m_catalogue, resource, "worker_processes", 0)
                                     * numberOf(m_catalogue, resource, "worker_connections", 1024),
                                 1e9);
    const Json locations = valueOf(m_catalogue, resource, "locations");
    const Json files = valueOf(m_catalogue, resource, "static_files");
    if ((!locations.is_array() || locations.empty()) && (!files.is_array() || files.empty()))
        return server;
    const auto rules =
        WebLocations::fromJson(locations, files, pointerOf(resource) + "/properties/locations");
    if (!rules)
        return tl::unexpected(rules.error());
    for (const RequestClassPlan& one : m_plan.classes)
        server.byClass.push_back(one.path.empty() ? WebAnswer::Anything
                                                  : rules->answerTo(one.path));
    return server;
}

} // namespace skydraft
