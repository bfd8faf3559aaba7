// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/analytic_walk.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr int mostRounds = 40;
constexpr double settled = 1e-9;

bool isCache(const NodePlan& node)
{
    return node.behaviour == BehaviourKind::Cache || node.behaviour == BehaviourKind::Cdn;
}

} // namespace

AnalyticWalk::AnalyticWalk(const SimulationPlan& plan)
    : m_plan(plan)
    , m_mix(plan)
    , m_order(callersFirst(plan))
    , m_nodes(plan.nodes.size())
    , m_pools(plan.pools.size())
{
    for (Index pool = 0; pool < m_pools.size(); ++pool) {
        std::vector<PoolTargets>& targets = m_pools[pool].targets;
        targets = targetsOf(plan, pool);
        // Targets that health checks do not reach are not in service; with none left, all are.
        const auto isOpen = [](const PoolTargets& target) { return !target.isBlocked; };
        if (std::any_of(targets.begin(), targets.end(), isOpen))
            std::erase_if(targets, [](const PoolTargets& target) { return target.isBlocked; });
    }
    for (Index node = 0; node < m_nodes.size(); ++node) {
        const NodePlan& planned = plan.nodes[node];
        if (planned.kind == NodeKind::Group && planned.group != none)
            m_nodes[node].members = undrawnMembers(plan, planned.group);
        m_nodes[node].service = planned.service.meanNs() / 1e9;
        m_nodes[node].variation = planned.service.variation();
        for (const CallGroup& group : planned.calls)
            m_nodes[node].choices.push_back({m_mix.choiceOf(group, 0), m_mix.choiceOf(group, 1)});
        if (planned.cacheObjects > 0 && !m_mix.items().empty())
            m_nodes[node].lru = lruCache(m_mix.items(), planned.cacheObjects / keptBy(planned));
    }
    findHitRatios();
}

void AnalyticWalk::findHitRatios()
{
    for (Index index = 0; index < m_nodes.size(); ++index)
        if (isCache(m_plan.nodes[index]))
            m_nodes[index].hitRatio = hitRatioOf(m_nodes[index], m_plan.nodes[index]);
}

/// The share of objects asked for not long ago that are there: a request that writes throws its
/// object out of a cache beside a database.
double AnalyticWalk::keptBy(const NodePlan& plan) const
{
    return plan.behaviour == BehaviourKind::Cache ? std::max(m_mix.readsOfAll(), 1e-6) : 1;
}

/// Of a cache whose objects are known by Che's approximation and by the renewal argument for those
/// that expire; an object goes for whichever reason comes first. What a cache before it has
/// answered is taken to be of all objects alike.
double AnalyticWalk::hitRatioOf(const Node& node, const NodePlan& plan) const
{
    if (!node.lru)
        return plan.hitRatio * m_mix.cacheable();
    const double rate = node.stream.rate[0];
    const double ttl = static_cast<double>(plan.cacheTtlNs) / 1e9;
    double hits = node.lru->hitRatio;
    if (ttl > 0 && rate > 0) {
        hits = 0;
        for (const ItemGroup& item : m_mix.items())
            hits += item.count * item.share
                    * std::min(lruItemHitRatio(item.share, node.lru->characteristicTime),
                               ttlHitRatio(item.share * rate, ttl));
    }
    return hits * keptBy(plan) * m_mix.cacheable();
}

void AnalyticWalk::solve(const std::vector<double>& attempts)
{
    double before = -1;
    for (int round = 0; round < mostRounds; ++round) {
        walkDown(attempts);
        findHitRatios();
        walkUp();
        double sum = 0;
        for (const Node& node : m_nodes)
            sum += node.response[0].mean + node.response[1].mean + node.served
                   + node.response[0].success + node.response[1].success;
        if (std::abs(sum - before) <= settled * sum)
            return;
        before = sum;
    }
}

void AnalyticWalk::clear()
{
    for (Node& node : m_nodes) {
        node.stream = Stream{};
        node.pooledRate = node.pooledServers = 0;
    }
    for (Pool& pool : m_pools) {
        pool.stream = Stream{};
        pool.failing = 0;
        pool.byZone.clear();
    }
}

void AnalyticWalk::walkDown(const std::vector<double>& attempts)
{
    clear();
    for (Index index = 0; index < m_plan.populations.size(); ++index) {
        const PopulationPlan& population = m_plan.populations[index];
        const double variation = population.isClosed || population.isPoisson ? 1 : 0;
        const double reads = m_mix.readShare(index);
        sendChoice(population.routes, attempts[index] * reads, variation * reads + 1 - reads, 0);
        sendChoice(population.routes, attempts[index] * (1 - reads),
                   variation * (1 - reads) + reads, 1);
    }
    for (const Index node : m_order) {
        for (const Index pool : poolsOf(m_plan, node))
            spread(pool);
        if (m_plan.nodes[node].kind == NodeKind::Balancer)
            continue;
        solveQueue(m_nodes[node], m_plan.nodes[node]);
        sendCalls(node);
    }
}

void AnalyticWalk::sendChoice(const EdgeChoice& choice, double rate, double variation,
                              std::size_t operation)
{
    if (rate <= 0)
        return;
    for (std::size_t place = 0; place < choice.edges.size(); ++place) {
        const double share = shareOf(choice, place);
        send(choice.edges[place], rate * share, share * variation + 1 - share, operation);
    }
}

void AnalyticWalk::send(Index index, double rate, double variation, std::size_t operation)
{
    const EdgePlan& edge = m_plan.edges[index];
    if (rate <= 0)
        return;
    if (edge.name != none) {
        for (const AddressShare& address : addressesOf(m_plan, edge.name))
            send(address.edge, rate * address.share, address.share * variation + 1 - address.share,
                 operation);
        return;
    }
    if (edge.isBlocked)
        return;
    if (m_plan.nodes[edge.to].kind != NodeKind::Group)
        m_nodes[edge.to].stream.add(operation, rate, variation);
    if (edge.pool == none)
        return;
    for (const auto& [number, share] : m_mix.poolsBehind(m_plan, edge)) {
        Pool& pool = m_pools[number];
        const double there = share * variation + 1 - share;
        pool.stream.add(operation, rate * share, there);
        if (m_plan.pools[number].crossesZones || edge.zone == none)
            continue;
        if (pool.byZone.size() <= edge.zone)
            pool.byZone.resize(edge.zone + std::size_t{1});
        pool.byZone[edge.zone].add(operation, rate * share, there);
    }
}

double AnalyticWalk::shareInZone(const PoolTargets& target, Index zone) const
{
    if (zone == none)
        return 1;
    const NodePlan& node = m_plan.nodes[target.node];
    if (node.kind != NodeKind::Group)
        return node.zone == zone ? 1 : 0;
    const std::vector<Index>& zones = m_plan.groups[node.group].zones;
    const bool isThere = std::find(zones.begin(), zones.end(), zone) != zones.end();
    return isThere ? 1 / static_cast<double>(zones.size()) : 0;
}

void AnalyticWalk::spread(Index index)
{
    Pool& pool = m_pools[index];
    if (pool.stream.all() <= 0)
        return;
    Stream everywhere = pool.stream;
    for (Index zone = 0; zone < pool.byZone.size(); ++zone) {
        const Stream stream = pool.byZone[zone];
        if (stream.all() <= 0)
            continue;
        spreadAmong(index, stream, zone);
        everywhere.rate[0] -= stream.rate[0];
        everywhere.rate[1] -= stream.rate[1];
    }
    if (everywhere.all() > 1e-12 * pool.stream.all())
        spreadAmong(index, everywhere, none);
}

void AnalyticWalk::spreadAmong(Index index, const Stream& stream, Index zone)
{
    Pool& pool = m_pools[index];
    const PoolPlan& plan = m_plan.pools[index];
    double count = 0;
    double workers = 0;
    for (const PoolTargets& target : pool.targets) {
        const double here = target.count * shareInZone(target, zone);
        count += here;
        workers += here * m_plan.nodes[target.node].workers;
    }
    if (count <= 0) {
        pool.failing += stream.all() / pool.stream.all();
        return;
    }
    const bool isRandom = plan.isSticky || plan.algorithm == Algorithm::Random
                          || plan.algorithm == Algorithm::FlowHash;
    const double mixed = stream.variations / stream.all();
    const double variation = isRandom ? mixed / count + 1 - 1 / count : mixed / count;
    for (const PoolTargets& target : pool.targets) {
        const double share = target.count * shareInZone(target, zone) / count;
        if (share <= 0 || target.isBlocked)
            continue;
        Node& node = m_nodes[target.node];
        for (std::size_t operation = 0; operation < 2; ++operation) {
            const double rate = stream.rate[operation] * share;
            node.stream.rate[operation] += rate;
            node.stream.variations += rate * variation;
        }
        // To each of its members one stream flows, not several.
        const double rate = stream.all() * share;
        node.stream.squares += rate * rate;
        if (!isRandom && plan.algorithm == Algorithm::LeastOutstandingRequests) {
            node.pooledServers = workers;
            node.pooledRate = stream.all();
        }
    }
}

void AnalyticWalk::solveQueue(Node& node, const NodePlan& plan) const
{
    const double rate = node.stream.all() / std::max(node.members, 1U);
    node.isOverloaded = false;
    node.served = 1;
    node.queue = QueueFigures{};
    node.formula = Formula::None;
    if (rate <= 0)
        return;
    node.formula = Formula::InfiniteServer;
    if (plan.workers == unlimited || node.service <= 0) {
        node.queue.throughput = rate;
        node.queue.meanInSystem = rate * node.service;
        return;
    }
    const double serviceRate = 1 / node.service;
    if (plan.queueLimit != unlimited) {
        const auto most = static_cast<std::uint64_t>(plan.workers) + plan.queueLimit;
        node.queue = queueMMcK(rate, serviceRate, plan.workers,
                               static_cast<std::uint32_t>(std::min<std::uint64_t>(most, 4e9)));
        node.served = std::clamp(1 - node.queue.lossProbability, 0.0, 1.0);
        node.formula = plan.queueLimit == 0 ? Formula::ErlangLoss : Formula::LimitedQueue;
        return;
    }
    solveUnlimitedQueue(node, plan);
    if (node.queue.isStable)
        return;
    node.isOverloaded = true;
    node.served = plan.workers * serviceRate / rate;
    node.queue.utilization = 1;
    node.queue.throughput = plan.workers * serviceRate;
}

double AnalyticWalk::variationOf(const Stream& stream, double load)
{
    // Streams that flow together look like Poisson, the more of them the more (Whitt, The Queueing
    // Network Analyzer, 1983, equations 29 and 33).
    const double all = stream.all();
    const double streams = all * all / stream.squares;
    const double weight = 1 / (1 + 4 * (1 - load) * (1 - load) * (streams - 1));
    return std::max(weight * stream.variations / all + 1 - weight, 0.0);
}

void AnalyticWalk::solveUnlimitedQueue(Node& node, const NodePlan& plan) const
{
    const double rate = node.stream.all() / std::max(node.members, 1U);
    const double serviceRate = 1 / node.service;
    const double variation =
        variationOf(node.stream, std::min(rate * node.service / plan.workers, 1.0));
    const bool isPoisson = std::abs(variation - 1) < 1e-3;
    const bool isExponential = std::abs(node.variation - 1) < 1e-9;
    if (node.pooledServers > 0 && node.pooledRate > 0) {
        const auto servers = static_cast<std::uint32_t>(std::min(node.pooledServers, 4e9));
        node.queue =
            queueGGc(node.pooledRate, serviceRate, std::max(servers, 1U), 1, node.variation);
        node.queue.meanInQueue = rate * node.queue.meanWait;
        node.queue.meanInSystem = rate * node.queue.meanResponse;
        node.queue.throughput = rate;
        node.formula = Formula::OnePool;
    } else if (plan.discipline == Discipline::ProcessorSharing) {
        // As many inside as with exponential service, whatever its form (Kelly, Reversibility and
        // Stochastic Networks, 1979, 3.3).
        node.queue = queueMMc(rate, serviceRate, plan.workers);
        node.formula = Formula::ProcessorSharing;
    } else if (isPoisson && isExponential) {
        node.queue = queueMMc(rate, serviceRate, plan.workers);
        node.formula = Formula::ErlangC;
    } else if (isPoisson && plan.workers == 1) {
        node.queue = queueMG1(rate, node.service, node.variation);
        node.formula = Formula::PollaczekKhinchine;
    } else {
        const double stages = variation > 0 ? 1 / variation : 0;
        const bool isErlang =
            isExponential && plan.workers <= 32
            && (variation <= 0 || (stages < 1e4 && std::abs(stages - std::round(stages)) < 0.01));
        node.queue = isErlang
                         ? queueErlangMc(rate, static_cast<std::uint32_t>(stages + 0.5),
                                         serviceRate, plan.workers)
                         : queueGGc(rate, serviceRate, plan.workers, variation, node.variation);
        node.formula = isErlang ? Formula::ErlangArrivals : Formula::KraemerLangenbachBelz;
    }
}

void AnalyticWalk::sendCalls(Index index)
{
    const Node& node = m_nodes[index];
    const NodePlan& plan = m_plan.nodes[index];
    const double all = node.stream.all();
    if (all <= 0 || plan.calls.empty())
        return;
    const double departures = departureVariation(
        std::min(node.queue.utilization, 1.0), plan.workers == unlimited ? 1'000'000 : plan.workers,
        node.stream.variations / all, node.variation);
    for (std::size_t operation = 0; operation < 2; ++operation) {
        double rate = node.stream.rate[operation] * node.served;
        if (isCache(plan) && operation == 0)
            rate *= 1 - node.hitRatio;
        double missed = 1; // no cache that it asked had the answer
        for (std::size_t group = 0; group < plan.calls.size(); ++group) {
            const EdgeChoice& choice = node.choices[group][operation];
            if (choice.isEmpty())
                continue;
            const bool isDatabase = plan.calls[group].behaviour == BehaviourKind::Database;
            const double reached = rate * (isDatabase ? missed : 1);
            for (std::size_t place = 0; place < choice.edges.size(); ++place) {
                const double share = shareOf(choice, place);
                const double calls = share * m_plan.edges[choice.edges[place]].calls;
                const double kept = std::min(calls, 1.0) * reached / all;
                send(choice.edges[place], reached * calls, kept * departures + 1 - kept, operation);
            }
            rate *= choiceResponse(choice, operation).success;
            if (operation == 0)
                missed *= 1 - hitsOf(choice);
        }
    }
}

} // namespace skydraft
