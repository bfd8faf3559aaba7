// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/analytic.h"
#include "model/simulation/analytic_mix.h"
#include "model/simulation/call_order.h"
#include "model/simulation/queueing_formulas.h"

#include <array>
#include <optional>
#include <vector>

namespace skydraft {

/// A time as far as its mean and variance say, and how often it comes to its end.
struct Spread
{
    double mean = 0; ///< seconds, of those that succeed
    double variance = 0;
    double success = 1;
    double fixed = 0; ///< it takes at least this

    /// One after the other, independent.
    Spread then(const Spread& next) const
    {
        return {mean + next.mean, variance + next.variance, success * next.success,
                fixed + next.fixed};
    }
};

/// Requests per second that flow somewhere, and how even they are.
struct Stream
{
    std::array<double, 2> rate{}; ///< reads, writes
    double variations = 0;        ///< squared coefficients of variation times rates, summed up
    double squares = 0;           ///< of the rates that flow together

    double all() const { return rate[0] + rate[1]; }
    void add(std::size_t operation, double more, double variation)
    {
        rate[operation] += more;
        variations += more * variation;
        squares += more * more;
    }
};

/// One walk down the calls with the rates and one up with the responses; repeated until losses,
/// held workers and retries agree with each other.
class AnalyticWalk
{
public:
    explicit AnalyticWalk(const SimulationPlan& plan);

    /// Attempts per second that each population sends.
    void solve(const std::vector<double>& attempts);

    /// Visits: arrivals per second at each node of the last solution.
    const Stream& arrivals(Index node) const { return m_nodes[node].stream; }
    const QueueFigures& queue(Index node) const { return m_nodes[node].queue; }
    /// Work that one worker of the node has per request, seconds.
    double serviceOf(Index node) const { return m_nodes[node].service; }
    std::uint32_t membersOf(Index node) const { return m_nodes[node].members; }
    Spread responseOf(Index node) const;
    /// What a population sees of an attempt.
    Spread attemptOf(Index population) const;
    /// Whether the population uses something overloaded.
    bool isOverloaded(Index population) const;
    NodeEstimate nodeEstimate(Index node) const;
    /// Busy share of the node's workers if nothing limited what comes.
    double loadOf(Index node) const;

private:
    struct Node
    {
        Stream stream{};
        std::uint32_t members = 1;
        double service = 0; ///< seconds, with the calls where a worker waits for them
        double variation = 1;
        QueueFigures queue{};
        Formula formula = Formula::None;
        double served = 1; ///< the share of arrivals that is served
        std::array<Spread, 2> calls{};
        std::array<Spread, 2> response{};
        bool isOverloaded = false;
        std::array<bool, 2> leadsToOverload{};
        double pooledServers = 0; ///< least outstanding requests: of the whole pool
        double pooledRate = 0;
        double hitRatio = 0;                              ///< of a cache, of all reads
        std::optional<CacheFigures> lru{};                ///< where its objects are known
        std::vector<std::array<EdgeChoice, 2>> choices{}; ///< for each group of calls
    };
    struct Pool
    {
        std::vector<PoolTargets> targets{};
        Stream stream{};
        std::vector<Stream> byZone{}; ///< where it does not cross zones
        std::array<Spread, 2> response{};
        std::array<bool, 2> leadsToOverload{};
        double failing = 0; ///< the share that finds no target
    };

    void clear();
    void findHitRatios();
    double keptBy(const NodePlan& plan) const;
    double hitRatioOf(const Node& node, const NodePlan& plan) const;
    void walkDown(const std::vector<double>& attempts);
    void walkUp();
    void solveResponse(Index node);
    void solvePool(Pool& pool, std::size_t operation);
    void send(Index edge, double rate, double variation, std::size_t operation);
    void sendChoice(const EdgeChoice& choice, double rate, double variation, std::size_t operation);
    void spread(Index pool);
    void spreadAmong(Index pool, const Stream& stream, Index zone);
    void sendCalls(Index node);
    void solveQueue(Node& node, const NodePlan& plan) const;
    void solveUnlimitedQueue(Node& node, const NodePlan& plan) const;
    static double variationOf(const Stream& stream, double load);
    double shareInZone(const PoolTargets& target, Index zone) const;
    Spread edgeResponse(Index edge, std::size_t operation) const;
    Spread choiceResponse(const EdgeChoice& choice, std::size_t operation) const;
    Spread callsOf(Index node, std::size_t operation) const;
    double hitsOf(const EdgeChoice& choice) const;
    bool edgeIsOverloaded(Index edge, std::size_t operation) const;
    Spread nodeResponse(const EdgePlan& edge, std::size_t operation) const;
    Spread mixture(const std::vector<std::pair<double, Spread>>& parts) const;

    const SimulationPlan& m_plan;
    const RequestMix m_mix;
    std::vector<Index> m_order;
    std::vector<Node> m_nodes;
    std::vector<Pool> m_pools;
};

/// P(time > `time`) for a gamma distribution of this mean and variance that starts at `fixed`.
double gammaTail(const Spread& spread, double time);
double gammaQuantile(const Spread& spread, double share);

} // namespace skydraft
