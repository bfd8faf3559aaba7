// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/availability.h"

#include "model/simulation/call_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace skydraft {

namespace {

/// A set of nodes.
class NodeSet
{
public:
    explicit NodeSet(std::size_t nodes = 0)
        : m_words((nodes + 63) / 64, 0)
    {}
    void insert(Index node) { m_words[node / 64] |= std::uint64_t{1} << (node % 64); }
    void unite(const NodeSet& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] |= other.m_words[i];
    }
    void intersect(const NodeSet& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] &= other.m_words[i];
    }
    template <typename Visit>
    void forEach(const Visit& visit) const
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            for (std::uint64_t word = m_words[i]; word != 0; word &= word - 1)
                visit(static_cast<Index>(i * 64) + static_cast<Index>(std::countr_zero(word)));
    }

private:
    std::vector<std::uint64_t> m_words;
};

/// The probability that something works, and the nodes without which it never does.
struct Part
{
    double works = 1;
    NodeSet needed{};
};

/// Goes through the calls of a plan from the far end, for one state of the zones.
class Walk
{
public:
    Walk(const SimulationPlan& plan, const AvailabilityFigures& figures)
        : m_plan(plan)
        , m_figures(figures)
        , m_order(callersFirst(plan))
        , m_isDown(plan.zones.size(), 0)
        , m_own(plan.nodes.size(), 1)
        , m_nodes(plan.nodes.size())
        , m_pools(plan.pools.size())
    {
        for (Index pool = 0; pool < plan.pools.size(); ++pool)
            m_targets.push_back(targetsOf(plan, pool));
        for (Index node = 0; node < plan.nodes.size(); ++node)
            m_poolsOf.push_back(poolsOf(plan, node));
    }

    void solve(const std::vector<Index>& zonesDown);
    Part population(const PopulationPlan& population) const;

private:
    double figureOf(Index node) const;
    double upShare(Index node) const;
    Part edge(Index edge, std::size_t operation) const;
    Part choice(const EdgeChoice& choice, std::size_t operation) const;
    Part station(Index node, std::size_t operation) const;
    Part pool(Index pool, std::size_t operation) const;
    Part name(const NamePlan& name, std::size_t operation) const;
    Part inSeries(Part first, const Part& second) const;
    Part oneOf(const std::vector<std::pair<double, Part>>& parts) const;
    Part anyOf(const std::vector<std::pair<double, Part>>& parts) const;
    double product(const NodeSet& nodes) const;

    const SimulationPlan& m_plan;
    const AvailabilityFigures& m_figures;
    std::vector<Index> m_order;
    std::vector<char> m_isDown;
    std::vector<double> m_own;
    std::vector<std::array<Part, 2>> m_nodes;
    std::vector<std::array<Part, 2>> m_pools;
    std::vector<std::vector<PoolTargets>> m_targets;
    std::vector<std::vector<Index>> m_poolsOf;
};

double Walk::figureOf(Index index) const
{
    const NodePlan& node = m_plan.nodes[index];
    const bool isSpread = node.kind == NodeKind::Balancer
                              ? m_plan.balancers[node.balancer].zones.size() >= 2
                              : node.failoverNs >= 0;
    const BehaviourKind kind =
        node.kind == NodeKind::Group ? BehaviourKind::Server : node.behaviour;
    const auto redundant = m_figures.redundant.find(kind);
    if (isSpread && redundant != m_figures.redundant.end())
        return redundant->second.availability;
    const auto single = m_figures.single.find(kind);
    return single != m_figures.single.end() ? single->second.availability : 1;
}

/// The share of the node that stands in zones that are up.
double Walk::upShare(Index index) const
{
    const NodePlan& node = m_plan.nodes[index];
    const auto isUp = [&](Index zone) { return m_isDown[zone] == 0; };
    const auto shareOfZones = [&](const std::vector<Index>& zones) {
        return zones.empty() ? 1
                             : static_cast<double>(std::count_if(zones.begin(), zones.end(), isUp))
                                   / static_cast<double>(zones.size());
    };
    if (node.kind == NodeKind::Balancer)
        return shareOfZones(m_plan.balancers[node.balancer].zones) > 0 ? 1 : 0;
    if (node.kind == NodeKind::Group)
        return shareOfZones(m_plan.groups[node.group].zones);
    return node.failoverNs >= 0 || node.zone == none || isUp(node.zone) ? 1 : 0;
}

double Walk::product(const NodeSet& nodes) const
{
    double all = 1;
    nodes.forEach([&](Index node) { all *= m_own[node]; });
    return all;
}

/// Both are needed; what both need is counted once.
Part Walk::inSeries(Part first, const Part& second) const
{
    NodeSet shared = first.needed;
    shared.intersect(second.needed);
    const double common = product(shared);
    first.works = common > 0 ? first.works * second.works / common : 0;
    first.needed.unite(second.needed);
    return first;
}

/// One of them, by chance.
Part Walk::oneOf(const std::vector<std::pair<double, Part>>& parts) const
{
    Part all{0, NodeSet(m_plan.nodes.size())};
    bool isFirst = true;
    double weights = 0;
    for (const auto& [weight, part] : parts) {
        if (weight <= 0)
            continue;
        weights += weight;
        all.works += weight * part.works;
        if (std::exchange(isFirst, false))
            all.needed = part.needed;
        else
            all.needed.intersect(part.needed);
    }
    all.works = weights > 0 ? all.works / weights : 1;
    return all;
}

/// Any of them is enough; what all of them need is in series with the rest.
Part Walk::anyOf(const std::vector<std::pair<double, Part>>& parts) const
{
    Part all = oneOf(parts);
    const double common = product(all.needed);
    double nobody = 1;
    for (const auto& [count, part] : parts)
        if (common > 0 && count > 0)
            nobody *= std::pow(std::max(1 - part.works / common, 0.0), count);
    all.works = common * (1 - nobody);
    return all;
}

Part Walk::name(const NamePlan& plan, std::size_t operation) const
{
    std::vector<std::pair<double, Part>> answers;
    bool isChecked = plan.policy == RoutingPolicy::Failover;
    if (plan.policy != RoutingPolicy::Simple)
        isChecked = isChecked
                    || std::all_of(plan.answers.begin(), plan.answers.end(),
                                   [](const AnswerPlan& answer) { return answer.check != none; });
    for (const AnswerPlan& answer : plan.answers) {
        std::vector<std::pair<double, Part>> addresses;
        for (const Index address : answer.edges)
            addresses.emplace_back(1, edge(address, operation));
        const double weight = plan.policy == RoutingPolicy::Weighted ? answer.weight : 1;
        answers.emplace_back(isChecked ? 1 : weight, oneOf(addresses));
    }
    if (answers.empty())
        return {0, NodeSet(m_plan.nodes.size())};
    return isChecked ? anyOf(answers) : oneOf(answers);
}

Part Walk::edge(Index index, std::size_t operation) const
{
    const EdgePlan& plan = m_plan.edges[index];
    if (plan.name != none)
        return name(m_plan.names[plan.name], operation);
    if (plan.isBlocked)
        return {0, NodeSet(m_plan.nodes.size())};
    if (plan.pool == none)
        return m_nodes[plan.to][operation];
    if (m_plan.nodes[plan.to].kind == NodeKind::Group)
        return m_pools[plan.pool][operation];
    Part balancer{m_own[plan.to], NodeSet(m_plan.nodes.size())};
    balancer.needed.insert(plan.to);
    return inSeries(std::move(balancer), m_pools[plan.pool][operation]);
}

Part Walk::choice(const EdgeChoice& plan, std::size_t operation) const
{
    std::vector<std::pair<double, Part>> parts;
    for (std::size_t place = 0; place < plan.edges.size(); ++place) {
        Part part = edge(plan.edges[place], operation);
        const double calls = m_plan.edges[plan.edges[place]].calls;
        if (calls < 1)
            part = {1 - calls + calls * part.works, NodeSet(m_plan.nodes.size())};
        parts.emplace_back(shareOf(plan, place), std::move(part));
    }
    return oneOf(parts);
}

Part Walk::station(Index index, std::size_t operation) const
{
    const NodePlan& plan = m_plan.nodes[index];
    Part calls{1, NodeSet(m_plan.nodes.size())};
    double missed = 1;
    for (const CallGroup& group : plan.calls) {
        const EdgeChoice& way = operation == 0 ? group.reads : group.writes;
        if (way.isEmpty())
            continue;
        Part next = choice(way, operation);
        if (group.behaviour == BehaviourKind::Database && missed < 1)
            next = {1 - missed + missed * next.works, NodeSet(m_plan.nodes.size())};
        calls = inSeries(std::move(calls), next);
        if (operation == 0 && group.behaviour == BehaviourKind::Cache)
            for (std::size_t place = 0; place < way.edges.size(); ++place)
                if (m_plan.edges[way.edges[place]].to != none)
                    missed -= shareOf(way, place)
                              * m_plan.nodes[m_plan.edges[way.edges[place]].to].hitRatio;
    }
    const bool isCache =
        plan.behaviour == BehaviourKind::Cache || plan.behaviour == BehaviourKind::Cdn;
    if (isCache && operation == 0 && plan.hitRatio > 0)
        calls = {plan.hitRatio + (1 - plan.hitRatio) * calls.works, NodeSet(m_plan.nodes.size())};
    Part own{m_own[index], NodeSet(m_plan.nodes.size())};
    if (plan.kind == NodeKind::Station)
        own.needed.insert(index);
    return inSeries(std::move(own), calls);
}

Part Walk::pool(Index index, std::size_t operation) const
{
    std::vector<std::pair<double, Part>> parts;
    for (const PoolTargets& target : m_targets[index]) {
        const bool isGroup = m_plan.nodes[target.node].kind == NodeKind::Group;
        const double count = isGroup ? target.count * upShare(target.node) : target.count;
        if (!target.isBlocked)
            parts.emplace_back(count, m_nodes[target.node][operation]);
    }
    return parts.empty() ? Part{0, NodeSet(m_plan.nodes.size())} : anyOf(parts);
}

void Walk::solve(const std::vector<Index>& zonesDown)
{
    std::fill(m_isDown.begin(), m_isDown.end(), char{0});
    for (const Index zone : zonesDown)
        m_isDown[zone] = 1;
    for (Index node = 0; node < m_own.size(); ++node) {
        const bool isGroup = m_plan.nodes[node].kind == NodeKind::Group;
        m_own[node] = figureOf(node) * (isGroup ? 1 : upShare(node));
    }
    for (auto place = m_order.rbegin(); place != m_order.rend(); ++place)
        for (std::size_t operation = 0; operation < 2; ++operation) {
            if (m_plan.nodes[*place].kind != NodeKind::Balancer)
                m_nodes[*place][operation] = station(*place, operation);
            for (const Index index : m_poolsOf[*place])
                m_pools[index][operation] = pool(index, operation);
        }
}

Part Walk::population(const PopulationPlan& population) const
{
    return oneOf({{population.readRatio, choice(population.routes, 0)},
                  {1 - population.readRatio, choice(population.routes, 1)}});
}

} // namespace

AvailabilityEstimate availabilityOf(const SimulationPlan& plan, const AvailabilityFigures& figures)
{
    AvailabilityEstimate estimate;
    if (plan.populations.empty())
        return estimate;
    Walk walk{plan, figures};
    const auto works = [&](const PopulationPlan& population) {
        return walk.population(population).works;
    };
    const auto mean = [&] {
        double sum = 0;
        for (const PopulationPlan& population : plan.populations)
            sum += works(population);
        return sum / static_cast<double>(plan.populations.size());
    };
    // No zone down, one, two; that three are down at once counts as a failure.
    const double zoneUp = figures.zone.availability;
    const auto zones = static_cast<Index>(plan.zones.size());
    const auto chance = [&](double down) {
        return std::pow(1 - zoneUp, down) * std::pow(zoneUp, zones - down);
    };
    double sum = 0;
    for (Index first = 0; first < zones; ++first) {
        for (Index second = first + 1; second < zones; ++second) {
            walk.solve({first, second});
            sum += chance(2) * mean();
        }
        walk.solve({first});
        sum += chance(1) * mean();
        if (std::any_of(plan.populations.begin(), plan.populations.end(),
                        [&](const PopulationPlan& one) { return works(one) <= 0; }))
            estimate.singleZones.push_back(plan.zones[first]);
    }
    walk.solve({});
    sum += chance(0) * mean();
    estimate.availability = figures.region.availability * sum;
    estimate.downMinutesPerMonth = (1 - estimate.availability) * 30 * 24 * 60;
    NodeSet needed(plan.nodes.size());
    for (const PopulationPlan& population : plan.populations)
        needed.unite(walk.population(population).needed);
    needed.forEach([&](Index node) { estimate.singlePoints.push_back(plan.nodes[node].id); });
    return estimate;
}

} // namespace skydraft
