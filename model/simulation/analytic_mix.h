// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/cache_formulas.h"
#include "model/simulation/plan.h"

#include <array>
#include <vector>

namespace skydraft {

/// What an estimate knows of kinds of requests: shares and moments of all of them together. Every
/// server is taken to see the same mixture, which is exact for one population whose kinds all go
/// the same way. By operation: 0 reads, 1 writes.
class RequestMix
{
public:
    explicit RequestMix(const SimulationPlan& plan);

    /// The share of a population's requests that read.
    double readShare(Index population) const { return m_populations[population].reads; }
    /// The answer on the client's line, seconds: mean and variance.
    std::array<double, 2> transfer(Index population) const
    {
        return m_populations[population].transfer;
    }
    /// First and second moment of the factor by which the kinds multiply a server's usual work.
    double work() const { return m_work; }
    double workSquared() const { return m_workSquared; }
    /// The share of reads that a cache may answer.
    double cacheable() const { return m_cacheable; }
    /// All kinds' choices as one.
    EdgeChoice choiceOf(const CallGroup& group, std::size_t operation) const;

    struct PoolShare
    {
        Index pool = none;
        double share = 1;
    };
    /// The pools behind an edge to a balancer, by its rules for paths.
    std::vector<PoolShare> poolsBehind(const SimulationPlan& plan, const EdgePlan& edge) const;

    /// How popular the objects are that clients ask for, their shares summing up to 1; empty where
    /// they ask for none.
    const std::vector<ItemGroup>& items() const { return m_items; }
    double readsOfAll() const { return m_reads; }

private:
    struct OfPopulation
    {
        double reads = 1;
        std::array<double, 2> transfer{};
    };
    void addItems(const PopulationPlan& population, double share);

    std::vector<OfPopulation> m_populations;
    std::vector<double> m_classes; ///< share of each kind among all requests
    std::vector<ItemGroup> m_items;
    double m_work = 1;
    double m_workSquared = 1;
    double m_cacheable = 1;
    double m_reads = 1;
};

} // namespace skydraft
