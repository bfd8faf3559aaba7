// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/analytic_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace skydraft {

namespace {

double secondsOf(std::int64_t ns)
{
    return static_cast<double>(ns) / 1e9;
}

/// Of something that happens `count` times in a row, the fraction by chance.
Spread repeated(const Spread& once, double count)
{
    const double whole = std::floor(count);
    const double rest = count - whole;
    const double square = once.variance + once.mean * once.mean;
    return {count * once.mean,
            whole * once.variance + rest * square - rest * rest * once.mean * once.mean,
            std::pow(once.success, whole) * (1 - rest + rest * once.success), whole * once.fixed};
}

} // namespace

Spread AnalyticWalk::mixture(const std::vector<std::pair<double, Spread>>& parts) const
{
    double weights = 0;
    double succeeded = 0;
    double mean = 0;
    double square = 0;
    double fixed = std::numeric_limits<double>::infinity();
    for (const auto& [weight, part] : parts) {
        weights += weight;
        if (weight * part.success > 0)
            fixed = std::min(fixed, part.fixed);
        const double share = weight * part.success;
        succeeded += share;
        mean += share * part.mean;
        square += share * (part.variance + part.mean * part.mean);
    }
    if (succeeded <= 0)
        return {0, 0, weights > 0 ? 0.0 : 1.0};
    mean /= succeeded;
    return {mean, std::max(square / succeeded - mean * mean, 0.0), succeeded / weights, fixed};
}

Spread AnalyticWalk::edgeResponse(Index index, std::size_t operation) const
{
    const EdgePlan& edge = m_plan.edges[index];
    if (edge.name != none) {
        std::vector<std::pair<double, Spread>> parts;
        for (const AddressShare& address : addressesOf(m_plan, edge.name))
            parts.emplace_back(address.share, edgeResponse(address.edge, operation));
        return parts.empty() ? Spread{0, 0, 0} : mixture(parts);
    }
    if (edge.isBlocked)
        return {0, 0, 0};
    const NodePlan& node = m_plan.nodes[edge.to];
    const double own = node.kind == NodeKind::Group ? 0 : secondsOf(node.delayNs);
    const double way = 2 * (own + secondsOf(edge.delayNs));
    return Spread{way, 0, 1, way}.then(nodeResponse(edge, operation));
}

Spread AnalyticWalk::nodeResponse(const EdgePlan& edge, std::size_t operation) const
{
    if (edge.pool == none && m_plan.nodes[edge.to].kind != NodeKind::Station)
        return {0, 0, 0}; // a balancer without targets
    if (edge.pool == none)
        return m_nodes[edge.to].response[operation];
    std::vector<std::pair<double, Spread>> parts;
    for (const auto& [pool, share] : m_mix.poolsBehind(m_plan, edge))
        parts.emplace_back(share, m_pools[pool].response[operation]);
    return mixture(parts);
}

Spread AnalyticWalk::choiceResponse(const EdgeChoice& choice, std::size_t operation) const
{
    std::vector<std::pair<double, Spread>> parts;
    for (std::size_t place = 0; place < choice.edges.size(); ++place)
        parts.emplace_back(shareOf(choice, place),
                           repeated(edgeResponse(choice.edges[place], operation),
                                    m_plan.edges[choice.edges[place]].calls));
    return mixture(parts);
}

double AnalyticWalk::hitsOf(const EdgeChoice& choice) const
{
    double hits = 0;
    for (std::size_t place = 0; place < choice.edges.size(); ++place) {
        const EdgePlan& edge = m_plan.edges[choice.edges[place]];
        if (edge.to == none || edge.pool != none)
            continue;
        const NodePlan& node = m_plan.nodes[edge.to];
        const double ratio = m_nodes[edge.to].hitRatio;
        if (node.behaviour == BehaviourKind::Cache || node.behaviour == BehaviourKind::Cdn)
            hits += shareOf(choice, place) * (1 - std::pow(1 - ratio, edge.calls));
    }
    return hits;
}

Spread AnalyticWalk::callsOf(Index index, std::size_t operation) const
{
    const NodePlan& plan = m_plan.nodes[index];
    Spread all;
    double missed = 1;
    for (std::size_t group = 0; group < plan.calls.size(); ++group) {
        const EdgeChoice& choice = m_nodes[index].choices[group][operation];
        if (choice.isEmpty())
            continue;
        Spread calls = choiceResponse(choice, operation);
        if (plan.calls[group].behaviour == BehaviourKind::Database && missed < 1)
            calls = mixture({{missed, calls}, {1 - missed, Spread{}}});
        all = all.then(calls);
        if (operation == 0)
            missed *= 1 - hitsOf(choice);
    }
    const double hits = m_nodes[index].hitRatio;
    if (operation == 0 && hits > 0)
        all = mixture({{1 - hits, all}, {hits, Spread{}}});
    return all;
}

bool AnalyticWalk::edgeIsOverloaded(Index index, std::size_t operation) const
{
    const EdgePlan& edge = m_plan.edges[index];
    if (edge.name != none) {
        const std::vector<AddressShare> addresses = addressesOf(m_plan, edge.name);
        return std::any_of(addresses.begin(), addresses.end(), [&](const AddressShare& address) {
            return address.share > 0 && edgeIsOverloaded(address.edge, operation);
        });
    }
    if (edge.isBlocked)
        return false;
    if (edge.pool == none)
        return m_nodes[edge.to].leadsToOverload[operation];
    const auto pools = m_mix.poolsBehind(m_plan, edge);
    return std::any_of(pools.begin(), pools.end(), [&](const RequestMix::PoolShare& one) {
        return m_pools[one.pool].leadsToOverload[operation];
    });
}

void AnalyticWalk::walkUp()
{
    for (auto place = m_order.rbegin(); place != m_order.rend(); ++place) {
        solveResponse(*place);
        for (const Index pool : poolsOf(m_plan, *place))
            for (std::size_t operation = 0; operation < 2; ++operation)
                solvePool(m_pools[pool], operation);
    }
}

void AnalyticWalk::solveResponse(Index index)
{
    const NodePlan& plan = m_plan.nodes[index];
    Node& node = m_nodes[index];
    for (std::size_t operation = 0; operation < 2; ++operation) {
        node.calls[operation] = callsOf(index, operation);
        node.leadsToOverload[operation] = node.isOverloaded;
        for (const std::array<EdgeChoice, 2>& choices : node.choices)
            for (const Index edge : choices[operation].edges)
                node.leadsToOverload[operation] =
                    node.leadsToOverload[operation] || edgeIsOverloaded(edge, operation);
    }
    const double usual = plan.service.meanNs() / 1e9;
    const double own = usual * m_mix.work();
    double variance =
        usual * usual * (1 + plan.service.variation()) * m_mix.workSquared() - own * own;
    node.service = own;
    node.variation = own > 0 ? variance / (own * own) : plan.service.variation();
    if (plan.holdsWorker && node.stream.all() > 0) {
        const double reads = node.stream.rate[0] / node.stream.all();
        const Spread calls = mixture({{reads, node.calls[0]}, {1 - reads, node.calls[1]}});
        node.service = own + calls.mean;
        node.variation =
            node.service > 0 ? (variance + calls.variance) / (node.service * node.service) : 0;
    }
    // Of those that wait, the wait is about exponential.
    const double wait = node.queue.meanWait;
    const double waiting = std::max(node.queue.waitProbability, 1e-12);
    if (wait > 0)
        variance += std::max(2 / waiting - 1, 0.0) * wait * wait;
    const bool isFixed = plan.service.distribution() == Distribution::Deterministic;
    const Spread here{wait + own, variance, node.served, isFixed ? own : 0};
    for (std::size_t operation = 0; operation < 2; ++operation)
        node.response[operation] = here.then(node.calls[operation]);
}

void AnalyticWalk::solvePool(Pool& pool, std::size_t operation)
{
    std::vector<std::pair<double, Spread>> parts;
    pool.leadsToOverload[operation] = false;
    for (const PoolTargets& target : pool.targets) {
        const double way = 2 * secondsOf(m_plan.nodes[target.node].delayNs);
        const Spread response{way, 0, target.isBlocked ? 0.0 : 1.0, way};
        const Node& node = m_nodes[target.node];
        parts.emplace_back(target.count, response.then(node.response[operation]));
        pool.leadsToOverload[operation] =
            pool.leadsToOverload[operation] || node.leadsToOverload[operation];
    }
    pool.response[operation] = parts.empty() ? Spread{0, 0, 0} : mixture(parts);
    pool.response[operation].success *= 1 - std::min(pool.failing, 1.0);
}

Spread AnalyticWalk::responseOf(Index node) const
{
    const Node& here = m_nodes[node];
    return mixture(
        {{here.stream.rate[0], here.response[0]}, {here.stream.rate[1], here.response[1]}});
}

Spread AnalyticWalk::attemptOf(Index index) const
{
    const PopulationPlan& population = m_plan.populations[index];
    const double reads = m_mix.readShare(index);
    const auto [transfer, variance] = m_mix.transfer(index);
    return mixture({{reads, choiceResponse(population.routes, 0)},
                    {1 - reads, choiceResponse(population.routes, 1)}})
        .then({transfer, variance, 1, 0});
}

bool AnalyticWalk::isOverloaded(Index index) const
{
    const double reads = m_mix.readShare(index);
    for (const Index edge : m_plan.populations[index].routes.edges)
        if ((reads > 0 && edgeIsOverloaded(edge, 0)) || (reads < 1 && edgeIsOverloaded(edge, 1)))
            return true;
    return false;
}

double AnalyticWalk::loadOf(Index index) const
{
    const Node& node = m_nodes[index];
    const NodePlan& plan = m_plan.nodes[index];
    if (plan.kind == NodeKind::Balancer || plan.workers == unlimited || node.members == 0)
        return 0;
    return node.stream.all() * node.service / (static_cast<double>(plan.workers) * node.members);
}

double gammaTail(const Spread& spread, double time)
{
    const double mean = spread.mean - spread.fixed;
    const double x = time - spread.fixed;
    if (x <= 0)
        return 1;
    if (mean <= 0 || spread.variance <= 1e-12 * mean * mean)
        return x < mean ? 1 : 0;
    const double shape = mean * mean / spread.variance;
    const double y = x * mean / spread.variance;
    const double front = std::exp(shape * std::log(y) - y - std::lgamma(shape));
    if (y < shape + 1) { // the series of the incomplete gamma function
        double term = 1 / shape;
        double sum = term;
        for (double n = shape + 1; term > 1e-15 * sum; ++n) {
            term *= y / n;
            sum += term;
        }
        return std::clamp(1 - front * sum, 0.0, 1.0);
    }
    double b = y + 1 - shape; // its continued fraction, by Lentz's method
    double c = 1e300;
    double d = 1 / b;
    double fraction = d;
    for (double n = 1; n < 10'000; ++n) {
        const double a = -n * (n - shape);
        b += 2;
        d = 1 / (a * d + b);
        c = b + a / c;
        fraction *= d * c;
        if (std::abs(d * c - 1) < 1e-14)
            break;
    }
    return std::clamp(front * fraction, 0.0, 1.0);
}

double gammaQuantile(const Spread& spread, double share)
{
    double low = spread.fixed;
    double high = spread.mean + 1e-9;
    while (gammaTail(spread, high) > 1 - share)
        high = spread.fixed + 2 * (high - spread.fixed);
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (gammaTail(spread, middle) > 1 - share ? low : high) = middle;
    }
    return (low + high) / 2;
}

NodeEstimate AnalyticWalk::nodeEstimate(Index index) const
{
    const Node& node = m_nodes[index];
    const NodePlan& plan = m_plan.nodes[index];
    NodeEstimate estimate;
    estimate.arrivalsPerS = node.stream.all();
    if (plan.kind == NodeKind::Balancer) {
        estimate.throughputPerS = estimate.arrivalsPerS;
        return estimate;
    }
    const bool isCache =
        plan.behaviour == BehaviourKind::Cache || plan.behaviour == BehaviourKind::Cdn;
    estimate.throughputPerS = node.queue.throughput * node.members;
    estimate.utilization = node.queue.utilization;
    estimate.meanInQueue = node.queue.meanInQueue * node.members;
    estimate.meanWaitMs = node.queue.meanWait * 1e3;
    estimate.meanServiceMs = node.service * 1e3;
    estimate.lossProbability = node.queue.lossProbability;
    estimate.hitRatio = isCache ? node.hitRatio : -1;
    estimate.isOverloaded = node.isOverloaded;
    estimate.formula = node.formula;
    if (plan.workers != unlimited && node.service > 0)
        estimate.capacityPerS = static_cast<double>(plan.workers) * node.members / node.service;
    const bool isLost = node.isOverloaded || node.leadsToOverload[0] || node.leadsToOverload[1];
    estimate.meanResponseMs = isLost ? 0 : responseOf(index).mean * 1e3;
    return estimate;
}

} // namespace skydraft
