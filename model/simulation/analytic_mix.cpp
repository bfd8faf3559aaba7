// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/analytic_mix.h"

#include "model/simulation/call_order.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

/// Kinds of one population's requests and how many of all are such.
std::vector<std::pair<double, Index>> sharesOfKinds(const PopulationPlan& population)
{
    std::vector<std::pair<double, Index>> shares;
    double before = 0;
    for (const auto& [cumulative, kind] : population.classes) {
        shares.emplace_back(cumulative - before, kind);
        before = cumulative;
    }
    if (shares.empty())
        shares.emplace_back(1, 0);
    return shares;
}

double weightOf(const PopulationPlan& population)
{
    return population.isClosed ? population.users : population.shape.highest();
}

/// Sum of k^-exponent for k from `first` on, `count` of them: by its integral (midpoint rule),
/// which is good where `count` is small beside `first`.
double powerSum(double first, double count, double exponent)
{
    if (count <= 1)
        return std::pow(first, -exponent);
    const double low = first - 0.5;
    const double high = low + count;
    return std::abs(exponent - 1) < 1e-9
               ? std::log(high / low)
               : (std::pow(high, 1 - exponent) - std::pow(low, 1 - exponent)) / (1 - exponent);
}

} // namespace

RequestMix::RequestMix(const SimulationPlan& plan)
    : m_populations(plan.populations.size())
    , m_classes(std::max<std::size_t>(plan.classes.size(), 1), 0)
{
    double all = 0;
    for (const PopulationPlan& population : plan.populations)
        all += weightOf(population);
    double work = 0;
    double workSquared = 0;
    double reads = 0;
    double cacheable = 0;
    for (std::size_t index = 0; index < m_populations.size(); ++index) {
        const PopulationPlan& population = plan.populations[index];
        OfPopulation& own = m_populations[index];
        own.reads = 0;
        double transferSquared = 0;
        const double weight = all > 0 ? weightOf(population) / all : 0;
        for (const auto& [share, number] : sharesOfKinds(population)) {
            const RequestClassPlan& kind = plan.classes[number];
            const double reading = !kind.only                      ? population.readRatio
                                   : *kind.only == Operation::Read ? 1
                                                                   : 0;
            const double transfer = static_cast<double>(kind.transferNs) / 1e9;
            own.reads += share * reading;
            own.transfer[0] += share * transfer;
            transferSquared += share * transfer * transfer;
            m_classes[number] += weight * share;
            work += weight * share * kind.serviceFactor;
            workSquared += weight * share * kind.serviceFactor * kind.serviceFactor;
            cacheable += kind.isCacheable ? weight * share * reading : 0;
        }
        own.transfer[1] = std::max(transferSquared - own.transfer[0] * own.transfer[0], 0.0);
        reads += weight * own.reads;
        addItems(population, weight * own.reads);
    }
    double asked = 0;
    for (const ItemGroup& item : m_items)
        asked += item.share * item.count;
    for (ItemGroup& item : m_items)
        item.share /= asked;
    if (all <= 0)
        return;
    m_work = work;
    m_workSquared = workSquared;
    m_reads = reads;
    m_cacheable = reads > 0 ? cacheable / reads : 1;
}

/// The first thousand objects one by one, then groups of 1 % of what came before them.
void RequestMix::addItems(const PopulationPlan& population, double share)
{
    if (!population.popularity || share <= 0)
        return;
    const double objects = population.popularity->objects();
    const double exponent = population.popularity->exponent();
    std::vector<ItemGroup> groups;
    double sum = 0;
    for (double first = 1; first <= objects;) {
        constexpr double alone = 1000;
        const double count =
            std::min(first <= alone ? 1 : std::floor(first / 100), objects - first + 1);
        const double weight = powerSum(first, count, exponent);
        groups.push_back({weight / count, count});
        sum += weight;
        first += count;
    }
    for (const ItemGroup& group : groups)
        m_items.push_back({group.share / sum * share, group.count});
}

EdgeChoice RequestMix::choiceOf(const CallGroup& group, std::size_t operation) const
{
    const std::vector<EdgeChoice>& byKind = operation == 0 ? group.classReads : group.classWrites;
    if (byKind.empty())
        return operation == 0 ? group.reads : group.writes;
    EdgeChoice all;
    std::vector<double> weights;
    double sum = 0;
    for (std::size_t kind = 0; kind < byKind.size() && kind < m_classes.size(); ++kind)
        for (std::size_t place = 0; place < byKind[kind].edges.size(); ++place) {
            const double weight = m_classes[kind] * shareOf(byKind[kind], place);
            if (weight <= 0)
                continue;
            const Index edge = byKind[kind].edges[place];
            const auto found = std::find(all.edges.begin(), all.edges.end(), edge);
            if (found == all.edges.end()) {
                all.edges.push_back(edge);
                weights.push_back(weight);
            } else {
                weights[static_cast<std::size_t>(found - all.edges.begin())] += weight;
            }
            sum += weight;
        }
    double below = 0;
    for (const double weight : weights)
        all.cumulative.push_back(below += weight / sum);
    return all;
}

std::vector<RequestMix::PoolShare> RequestMix::poolsBehind(const SimulationPlan& plan,
                                                           const EdgePlan& edge) const
{
    const Index balancer = plan.nodes[edge.to].balancer;
    if (balancer == none || plan.balancers[balancer].poolOfClass.empty())
        return {{edge.pool, 1}};
    const std::vector<Index>& byKind = plan.balancers[balancer].poolOfClass;
    std::vector<PoolShare> shares;
    for (std::size_t kind = 0; kind < m_classes.size(); ++kind) {
        const Index own = kind < byKind.size() ? byKind[kind] : none;
        const Index pool = own != none ? own : edge.pool;
        if (m_classes[kind] <= 0)
            continue;
        const auto found = std::find_if(shares.begin(), shares.end(),
                                        [&](const PoolShare& one) { return one.pool == pool; });
        if (found != shares.end())
            found->share += m_classes[kind];
        else
            shares.push_back({pool, m_classes[kind]});
    }
    return shares;
}

} // namespace skydraft
