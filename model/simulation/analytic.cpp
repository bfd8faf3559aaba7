// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/analytic.h"

#include "model/simulation/analytic_walk.h"
#include "model/simulation/left_out.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/queueing_networks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace skydraft {

namespace {

/// Work of the exact mean value analysis beyond which an approximation answers sooner.
constexpr double mostClosedSteps = 300'000;
constexpr int mostRetryRounds = 60;
constexpr int closedHalvings = 20;

/// The estimate of one plan, step by step.
class Estimator
{
public:
    explicit Estimator(const SimulationPlan& plan)
        : m_plan(plan)
        , m_walk(plan)
        , m_requests(plan.populations.size(), 0)
        , m_attempts(plan.populations.size(), 0)
    {}

    Estimate run();

private:
    void solve();
    double failureOf(Index population) const;
    double responseOf(Index population) const;
    bool solveByMeanValues();
    void solveClosed(Index population);
    void takeNodes(Estimate& estimate) const;
    PopulationEstimate populationEstimate(Index population) const;
    std::optional<double> exactQuantile(Index population, double share) const;

    const SimulationPlan& m_plan;
    AnalyticWalk m_walk;
    std::vector<double> m_requests; ///< per second, by population
    std::vector<double> m_attempts;
    std::map<Index, double> m_inside; ///< by node, from the mean value analysis
    double m_response = 0;            ///< of it
};

double Estimator::failureOf(Index index) const
{
    const PopulationPlan& population = m_plan.populations[index];
    const Spread attempt = m_walk.attemptOf(index);
    if (attempt.success <= 0)
        return 1;
    double late = 0;
    if (population.timeoutNs > 0 && !m_walk.isOverloaded(index))
        late = gammaTail(attempt, static_cast<double>(population.timeoutNs) / 1e9);
    return std::clamp(1 - attempt.success * (1 - late), 0.0, 1.0);
}

/// Rates with retries: more attempts lose more, which makes more attempts.
void Estimator::solve()
{
    m_attempts = m_requests;
    for (int round = 0; round < mostRetryRounds; ++round) {
        m_walk.solve(m_attempts);
        double change = 0;
        for (Index index = 0; index < m_attempts.size(); ++index) {
            const std::uint32_t retries = m_plan.populations[index].retries;
            if (retries == 0)
                continue;
            const double wanted =
                m_requests[index] * attemptsWithRetries(failureOf(index), retries);
            change = std::max(change, std::abs(wanted - m_attempts[index])
                                          / std::max(m_requests[index], 1e-300));
            m_attempts[index] = (m_attempts[index] + wanted) / 2;
        }
        if (change < 1e-6)
            return;
    }
}

/// Of one request, in seconds; infinite where something it uses is overloaded.
double Estimator::responseOf(Index index) const
{
    return m_walk.isOverloaded(index) ? std::numeric_limits<double>::infinity()
                                      : m_walk.attemptOf(index).mean;
}

/// One closed population alone, nothing lost, workers that do not wait for others: a product form.
bool Estimator::solveByMeanValues()
{
    const PopulationPlan& population = m_plan.populations.front();
    if (m_plan.populations.size() != 1 || !population.isClosed || population.users == 0
        || population.timeoutNs > 0)
        return false;
    std::vector<double> unit{1.0};
    m_requests = unit;
    m_walk.solve({1e-9});
    std::vector<ClosedStation> stations;
    std::vector<std::pair<Index, std::size_t>> places;
    double delay = m_walk.attemptOf(0).mean;
    double steps = 0;
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        const NodePlan& plan = m_plan.nodes[node];
        const double visits = m_walk.arrivals(node).all() / 1e-9;
        if (plan.kind == NodeKind::Balancer || visits <= 0 || plan.workers == unlimited)
            continue;
        if (plan.holdsWorker || plan.queueLimit != unlimited)
            return false;
        const std::uint32_t members = std::max(m_walk.membersOf(node), 1U);
        const double demand = visits / members * m_walk.serviceOf(node);
        steps += static_cast<double>(members) * std::min(plan.workers, population.users);
        if (steps * population.users > mostClosedSteps)
            return false;
        places.emplace_back(node, stations.size());
        delay -= demand * members;
        for (std::uint32_t member = 0; member < members; ++member)
            stations.push_back({demand, std::min(plan.workers, population.users)});
    }
    if (m_walk.attemptOf(0).success < 1)
        return false;
    // What is left of the response without queues is ways and servers without limit: a delay.
    const double think = population.think.meanNs() / 1e9;
    delay = std::max(delay, 0.0);
    const ClosedFigures figures = closedNetwork(stations, think + delay, population.users);
    m_requests = {figures.throughput};
    for (const auto& [node, place] : places)
        m_inside[node] = figures.inside[place];
    m_response = figures.response + delay;
    m_walk.solve(m_requests);
    m_attempts = m_requests;
    return true;
}

/// The rate at which the users of a closed population come round: rate · (think + response) =
/// users, with the response of the open formulas.
void Estimator::solveClosed(Index index)
{
    const PopulationPlan& population = m_plan.populations[index];
    const double think = population.think.meanNs() / 1e9;
    m_requests[index] = 1e-9;
    solve();
    constexpr double shortestCycle = 1e-6; // of users who do not think
    const double cycle = std::max(think + m_walk.attemptOf(index).mean, shortestCycle);
    double low = 0;
    double high = population.users / cycle;
    for (int step = 0; step < closedHalvings; ++step) {
        m_requests[index] = (low + high) / 2;
        solve();
        const double needed = m_requests[index] * (think + responseOf(index));
        (needed > population.users ? high : low) = m_requests[index];
    }
    m_requests[index] = low;
    solve();
}

std::optional<double> Estimator::exactQuantile(Index index, double share) const
{
    const PopulationPlan& population = m_plan.populations[index];
    if (population.routes.edges.size() != 1 || population.timeoutNs > 0)
        return std::nullopt;
    const EdgePlan& edge = m_plan.edges[population.routes.edges.front()];
    if (edge.name != none || edge.pool != none || edge.to == none)
        return std::nullopt;
    const NodePlan& node = m_plan.nodes[edge.to];
    if (!node.calls.empty() || m_walk.nodeEstimate(edge.to).formula != Formula::ErlangC)
        return std::nullopt;
    return 2e-9 * static_cast<double>(node.delayNs)
           + responseQuantileMMc(m_walk.arrivals(edge.to).all(), 1 / m_walk.serviceOf(edge.to),
                                 node.workers, share);
}

PopulationEstimate Estimator::populationEstimate(Index index) const
{
    const PopulationPlan& population = m_plan.populations[index];
    PopulationEstimate estimate;
    estimate.id = population.id;
    estimate.requestsPerS = m_requests[index];
    estimate.attemptsPerS = m_attempts[index];
    const double failure = failureOf(index);
    estimate.failedShare = std::pow(failure, population.retries + 1.0);
    estimate.succeededPerS = m_requests[index] * (1 - estimate.failedShare);
    estimate.isOverloaded = m_walk.isOverloaded(index);
    const Spread attempt = m_walk.attemptOf(index);
    estimate.isReached = attempt.success > 0;
    if (estimate.isOverloaded || !estimate.isReached)
        return estimate;
    if (!m_inside.empty()) {
        estimate.meanMs = m_response * 1e3;
        return estimate;
    }
    estimate.meanMs = attempt.mean * 1e3;
    const std::optional<double> exact = exactQuantile(index, 0.5);
    estimate.percentiles = exact ? Formula::ErlangC : Formula::GammaFit;
    estimate.p50Ms = 1e3 * exact.value_or(gammaQuantile(attempt, 0.5));
    estimate.p99Ms = 1e3 * exactQuantile(index, 0.99).value_or(gammaQuantile(attempt, 0.99));
    return estimate;
}

void Estimator::takeNodes(Estimate& estimate) const
{
    double most = 0;
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        NodeEstimate figures = m_walk.nodeEstimate(node);
        const auto inside = m_inside.find(node);
        if (inside != m_inside.end()) {
            const double members = std::max(m_walk.membersOf(node), 1U);
            const double rate = figures.arrivalsPerS / members;
            const double service = m_walk.serviceOf(node);
            figures.isOverloaded = false;
            figures.formula = Formula::MeanValueAnalysis;
            figures.throughputPerS = figures.arrivalsPerS;
            figures.utilization = rate * service / m_plan.nodes[node].workers;
            figures.meanInQueue = std::max(inside->second - rate * service, 0.0) * members;
            figures.meanWaitMs = rate > 0 ? figures.meanInQueue / members / rate * 1e3 : 0;
            figures.meanResponseMs = 0; // what it calls has waits of its own
        }
        const double load = m_walk.loadOf(node);
        if (load > most) {
            most = load;
            estimate.bottleneck = m_plan.nodes[node].id;
        }
        estimate.isStable = estimate.isStable && !figures.isOverloaded;
        estimate.nodes.emplace(m_plan.nodes[node].id, figures);
    }
    estimate.headroom = most > 0 ? 1 / most : 0;
}

Estimate Estimator::run()
{
    bool hasClosed = false;
    for (Index index = 0; index < m_requests.size(); ++index) {
        hasClosed = hasClosed || m_plan.populations[index].isClosed;
        if (!m_plan.populations[index].isClosed)
            m_requests[index] = m_plan.populations[index].shape.highest();
    }
    if (!hasClosed) {
        solve();
    } else if (!solveByMeanValues()) {
        m_inside.clear();
        const int rounds = m_requests.size() > 1 ? 4 : 1;
        for (Index index = 0; index < m_requests.size(); ++index)
            if (m_plan.populations[index].isClosed)
                m_requests[index] = 0;
        for (int round = 0; round < rounds; ++round)
            for (Index index = 0; index < m_requests.size(); ++index)
                if (m_plan.populations[index].isClosed)
                    solveClosed(index);
    }
    Estimate estimate;
    takeNodes(estimate);
    for (Index index = 0; index < m_requests.size(); ++index)
        estimate.populations.push_back(populationEstimate(index));
    if (!m_inside.empty())
        for (PopulationEstimate& population : estimate.populations)
            population.isOverloaded = false;
    return estimate;
}

} // namespace

std::string_view nameOf(Formula formula)
{
    constexpr std::array<std::string_view, 11> names{
        "none",          "infinite_server",     "erlang_c",        "erlang_b",
        "limited_queue", "pollaczek_khinchine", "erlang_arrivals", "kraemer_langenbach_belz",
        "one_pool",      "mean_value_analysis", "gamma_fit",
    };
    return names[static_cast<std::size_t>(formula)];
}

Estimate estimate(const SimulationPlan& plan, const AvailabilityFigures& figures)
{
    Estimate result = Estimator{plan}.run();
    result.availability = availabilityOf(plan, figures);
    result.notes = leftOut(plan);
    return result;
}

Result<Estimate> estimateOf(const Catalogue& catalogue, const Architecture& architecture,
                            const Scenario& scenario, const CanReach& canReach)
{
    const auto plan = PlanCompiler{catalogue, architecture, scenario, canReach}.compile();
    if (!plan)
        return tl::unexpected(plan.error());
    return estimate(*plan);
}

} // namespace skydraft
