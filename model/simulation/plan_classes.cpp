// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/plan_json.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr std::size_t mostClasses = 255;

} // namespace

Result<void> PlanCompiler::makeClass(const Resource& client, const Json& json,
                                     const std::string& pointer)
{
    if (m_plan.classes.size() > mostClasses)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "A drawing has at most 255 kinds of requests."),
                    pointer);
    const double share = numberIn(json, "share", 1);
    const double factor = numberIn(json, "service_factor", 1);
    const double size = numberIn(json, "size_kib", 0);
    const auto isCount = [](double value) { return std::isfinite(value) && value >= 0; };
    if (!isCount(share) || !isCount(factor) || factor > 1e6 || !isCount(size) || size > 1e12)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation",
                               "The share, the work and the size of a kind of request "
                               "are numbers from 0 on."),
                    pointer);
    RequestClassPlan plan{.name = textIn(json, "name"), .path = textIn(json, "path")};
    const std::string operation = textIn(json, "operation");
    if (operation == "read" || operation == "write")
        plan.only = operation == "read" ? Operation::Read : Operation::Write;
    const Json cacheable = memberOf(json, "cacheable");
    plan.isCacheable = !cacheable.is_boolean() || cacheable.get<bool>();
    plan.priority =
        static_cast<std::uint32_t>(std::clamp(numberIn(json, "priority", 0), 0.0, 1000.0));
    plan.serviceFactor = factor;
    plan.sizeKib = size;
    const double mbps = numberOf(m_catalogue, client, "bandwidth_mbps", 0);
    if (mbps > 0)
        plan.transferNs = toNanoseconds(size * 1024 * 8 / (mbps * 1e6));
    m_classesOf[client.id].emplace_back(share, static_cast<std::uint8_t>(m_plan.classes.size()));
    m_plan.classes.push_back(std::move(plan));
    return {};
}

Result<void> PlanCompiler::makeClasses()
{
    m_plan.classes.assign(1, RequestClassPlan{});
    for (const auto& resource : m_architecture.resources()) {
        if (typeOf(*resource).behaviour != BehaviourKind::Clients)
            continue;
        const Json classes = valueOf(m_catalogue, *resource, "request_classes");
        if (!classes.is_array())
            continue;
        const std::string pointer = pointerOf(*resource) + "/properties/request_classes";
        for (std::size_t i = 0; i < classes.size(); ++i)
            if (auto made = makeClass(*resource, classes[i], pointerTo(pointer, i)); !made)
                return made;
    }
    return {};
}

void PlanCompiler::takeClasses(PopulationPlan& plan, const Resource& client) const
{
    const auto found = m_classesOf.find(client.id);
    if (found == m_classesOf.end())
        return;
    double sum = 0;
    for (const auto& [share, number] : found->second)
        sum += share;
    double below = 0;
    for (const auto& [share, number] : found->second) {
        below += sum > 0 ? share / sum : 1.0 / static_cast<double>(found->second.size());
        plan.classes.emplace_back(below, number);
    }
}

Result<void> PlanCompiler::takePopularity(PopulationPlan& plan, const Resource& client)
{
    const double objects = numberOf(m_catalogue, client, "objects", 0);
    if (!(objects >= 1))
        return {};
    const double total = objects + static_cast<double>(m_plan.objects);
    if (total > Popularity::mostObjects)
        return fail(
            ErrorCode::OutOfRange,
            MODEL_TEXT("Simulation", "All clients together ask for at most 2,000,000 objects."),
            pointerOf(client) + "/properties/objects");
    plan.firstObject = m_plan.objects;
    plan.popularity = std::make_shared<const Popularity>(
        static_cast<std::uint32_t>(objects),
        numberOf(m_catalogue, client, "popularity_exponent", 0.8));
    m_plan.objects += plan.popularity->objects();
    return {};
}

bool PlanCompiler::isFor(const RequestClassPlan& requestClass, const std::string& paths) const
{
    return paths.empty() || matchesPath(paths, requestClass.path);
}

/// Connections for certain paths come before those for all: a request takes the first kind where
/// there is one for it, as the behaviours of a CDN and the locations of a web server do.
void PlanCompiler::splitByPath(CallGroup& group) const
{
    const auto hasPath = [&](Index edge) { return !m_plan.edges[edge].paths.empty(); };
    const auto split = [&](const EdgeChoice& all, std::vector<EdgeChoice>& byClass) {
        for (const RequestClassPlan& requestClass : m_plan.classes) {
            EdgeChoice certain;
            EdgeChoice any;
            for (const Index edge : all.edges) {
                const double weight = m_plan.edges[edge].weight;
                if (!hasPath(edge))
                    add(any, edge, weight);
                else if (isFor(requestClass, m_plan.edges[edge].paths))
                    add(certain, edge, weight);
            }
            normalize(certain);
            normalize(any);
            byClass.push_back(certain.isEmpty() ? std::move(any) : std::move(certain));
        }
    };
    if (std::none_of(group.reads.edges.begin(), group.reads.edges.end(), hasPath)
        && std::none_of(group.writes.edges.begin(), group.writes.edges.end(), hasPath))
        return;
    split(group.reads, group.classReads);
    split(group.writes, group.classWrites);
}

void PlanCompiler::makePathRules(BalancerPlan& balancer, const Resource& resource,
                                 const std::function<Index(const ResourceId&)>& poolOf) const
{
    const Json rules = valueOf(m_catalogue, resource, "rules");
    if (!rules.is_array() || rules.empty())
        return;
    balancer.poolOfClass.assign(m_plan.classes.size(), none);
    for (const Json& rule : rules) { // the first one that matches decides
        const Index pool = poolOf(ResourceId{textIn(rule, "target_group")});
        for (std::size_t number = 1; number < m_plan.classes.size(); ++number)
            if (balancer.poolOfClass[number] == none
                && matchesPath(textIn(rule, "path"), m_plan.classes[number].path))
                balancer.poolOfClass[number] = pool;
    }
}

} // namespace skydraft
