// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/call_order.h"

#include <algorithm>
#include <utility>

namespace skydraft {

namespace {

void addEdge(const SimulationPlan& plan, Index edge, std::vector<Index>& called)
{
    if (plan.edges[edge].name == none) {
        called.push_back(plan.edges[edge].to);
        return;
    }
    for (const AnswerPlan& answer : plan.names[plan.edges[edge].name].answers)
        for (const Index address : answer.edges)
            called.push_back(plan.edges[address].to);
}

std::vector<Index> calledBy(const SimulationPlan& plan, Index node)
{
    std::vector<Index> called;
    for (const CallGroup& group : plan.nodes[node].calls) {
        for (const Index edge : group.reads.edges)
            addEdge(plan, edge, called);
        for (const Index edge : group.writes.edges)
            addEdge(plan, edge, called);
    }
    for (const Index pool : poolsOf(plan, node))
        for (const PoolTargets& target : targetsOf(plan, pool))
            if (target.node != node)
                called.push_back(target.node);
    return called;
}

} // namespace

std::vector<Index> poolsOf(const SimulationPlan& plan, Index node)
{
    std::vector<Index> pools;
    const NodePlan& planned = plan.nodes[node];
    if (planned.kind == NodeKind::Group && planned.group != none)
        pools.push_back(plan.groups[planned.group].pool);
    if (planned.kind == NodeKind::Balancer && planned.balancer != none) {
        const BalancerPlan& balancer = plan.balancers[planned.balancer];
        for (const auto& listener : balancer.listeners)
            pools.push_back(listener.second);
        pools.push_back(balancer.directPool);
        pools.insert(pools.end(), balancer.poolOfClass.begin(), balancer.poolOfClass.end());
    }
    std::sort(pools.begin(), pools.end());
    pools.erase(std::unique(pools.begin(), pools.end()), pools.end());
    std::erase(pools, none);
    return pools;
}

std::vector<Index> callersFirst(const SimulationPlan& plan)
{
    const auto count = static_cast<Index>(plan.nodes.size());
    std::vector<std::vector<Index>> called(count);
    std::vector<std::uint32_t> callers(count, 0);
    for (Index node = 0; node < count; ++node) {
        called[node] = calledBy(plan, node);
        for (const Index next : called[node])
            ++callers[next];
    }
    std::vector<Index> order;
    order.reserve(count);
    for (Index node = 0; node < count; ++node)
        if (callers[node] == 0)
            order.push_back(node);
    for (std::size_t place = 0; place < order.size(); ++place)
        for (const Index next : called[order[place]])
            if (--callers[next] == 0)
                order.push_back(next);
    return order;
}

std::uint32_t undrawnMembers(const SimulationPlan& plan, Index group)
{
    const GroupPlan& planned = plan.groups[group];
    const auto drawn = static_cast<std::uint32_t>(planned.drawn.size());
    return planned.desired > drawn ? planned.desired - drawn : 0;
}

std::vector<PoolTargets> targetsOf(const SimulationPlan& plan, Index pool)
{
    std::vector<PoolTargets> targets;
    std::vector<char> isThere(plan.nodes.size(), 0);
    const auto add = [&](Index node, std::uint32_t count, Index edge) {
        if (count > 0 && std::exchange(isThere[node], char{1}) == 0)
            targets.push_back({node, count, edge, edge != none && plan.edges[edge].isBlocked});
    };
    for (const PoolMember& member : plan.pools[pool].members)
        if (plan.nodes[member.node].kind == NodeKind::Station)
            add(member.node, 1, member.edge);
    for (const PoolMember& member : plan.pools[pool].members) {
        const NodePlan& node = plan.nodes[member.node];
        if (node.kind != NodeKind::Group)
            continue;
        for (const Index drawn : plan.groups[node.group].drawn)
            add(drawn, 1, member.edge);
        add(member.node, undrawnMembers(plan, node.group), member.edge);
    }
    return targets;
}

std::vector<AddressShare> addressesOf(const SimulationPlan& plan, Index name)
{
    return sharesOf(plan.names[name]);
}

std::vector<AddressShare> sharesOf(const NamePlan& planned)
{
    std::vector<AddressShare> shares;
    const auto addAll = [&](const AnswerPlan& answer, double share) {
        for (const Index edge : answer.edges)
            shares.push_back({edge, share / static_cast<double>(answer.edges.size())});
    };
    if (planned.answers.empty())
        return shares;
    if (planned.policy == RoutingPolicy::Multivalue) {
        std::size_t count = 0;
        for (const AnswerPlan& answer : planned.answers)
            count += answer.edges.size();
        for (const AnswerPlan& answer : planned.answers)
            addAll(answer, static_cast<double>(answer.edges.size()) / static_cast<double>(count));
        return shares;
    }
    if (planned.policy == RoutingPolicy::Failover) {
        addAll(planned.answers.front(), 1);
        return shares;
    }
    double sum = 0;
    const auto weightOf = [&](const AnswerPlan& answer) {
        return planned.policy == RoutingPolicy::Weighted ? answer.weight : 1;
    };
    for (const AnswerPlan& answer : planned.answers)
        sum += weightOf(answer);
    for (const AnswerPlan& answer : planned.answers)
        addAll(answer,
               sum > 0 ? weightOf(answer) / sum : 1 / static_cast<double>(planned.answers.size()));
    return shares;
}

double shareOf(const EdgeChoice& choice, std::size_t place)
{
    return choice.cumulative[place] - (place > 0 ? choice.cumulative[place - 1] : 0);
}

} // namespace skydraft
