// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/merge.h"

#include "model/simulation/recovery.h"

#include <cmath>

namespace skydraft {

namespace {

/// Quantiles 0.975 of Student's t for 1 … 30 degrees of freedom (any table of statistics).
constexpr std::array<double, 30> student{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306,
                                         2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
                                         2.110,  2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
                                         2.060,  2.056, 2.052, 2.048, 2.045, 2.042};
constexpr double normal = 1.96;

void addNode(NodeResult& sum, const NodeResult& node)
{
    sum.arrivals += node.arrivals;
    sum.blocked += node.blocked;
    sum.throughputPerS += node.throughputPerS;
    sum.utilization += node.utilization;
    sum.meanInQueue += node.meanInQueue;
    sum.meanInSystem += node.meanInSystem;
    sum.meanWaitMs += node.meanWaitMs;
}

void divideNode(NodeResult& node, double count)
{
    node.throughputPerS /= count;
    node.utilization /= count;
    node.meanInQueue /= count;
    node.meanInSystem /= count;
    node.meanWaitMs /= count;
}

} // namespace

double halfWidth95(const std::vector<double>& samples)
{
    if (samples.size() < 2)
        return 0;
    const auto count = static_cast<double>(samples.size());
    double mean = 0;
    for (const double sample : samples)
        mean += sample / count;
    double squares = 0;
    for (const double sample : samples)
        squares += (sample - mean) * (sample - mean);
    const std::size_t freedom = samples.size() - 1;
    const double quantile = freedom <= student.size() ? student[freedom - 1] : normal;
    return quantile * std::sqrt(squares / static_cast<double>(freedom) / count);
}

void ResultMerger::add(const SimulationResult& result, const Histogram& latencies)
{
    m_latencies.merge(latencies);
    m_means.push_back(result.latencyMs.mean);
    if (m_means.size() == 1) {
        m_sum = result;
        return;
    }
    m_sum.offered += result.offered;
    m_sum.succeeded += result.succeeded;
    m_sum.failed += result.failed;
    m_sum.inFlight += result.inFlight;
    m_sum.events += result.events;
    for (const auto& [cause, count] : result.failedByCause)
        m_sum.failedByCause[cause] += count;
    for (const auto& [id, node] : result.nodes)
        addNode(m_sum.nodes[id], node);
}

SimulationResult ResultMerger::merged() const
{
    SimulationResult result = m_sum;
    const auto count = static_cast<double>(m_means.size());
    result.replications = static_cast<int>(m_means.size());
    const auto finished = static_cast<double>(result.succeeded + result.failed);
    result.availability = finished > 0 ? static_cast<double>(result.succeeded) / finished : 1;
    result.latencyMs = summaryOf(m_latencies);
    double mean = 0;
    for (const double sample : m_means)
        mean += sample / count;
    const double half = halfWidth95(m_means);
    result.latencyMean95 = {mean - half, mean + half};
    for (auto& [id, node] : result.nodes)
        divideNode(node, count);
    return result;
}

} // namespace skydraft
