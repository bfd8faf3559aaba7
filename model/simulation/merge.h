// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/confidence.h"
#include "model/simulation/histogram.h"
#include "model/simulation/result.h"
#include "model/simulation/statistics.h"

#include <array>
#include <map>
#include <vector>

namespace skydraft {

/// What one replication says; `measuredS` is its time after the warm-up.
Measured measuredOf(const SimulationResult& result, double measuredS);

/// Makes one result of several replications, added in their order. Counts are sums; utilizations,
/// means of queues and waits are averages over replications; percentiles are those of all latencies
/// together; the series, incidents, scaling and histories are those of the first replication, and
/// `confidence` has the intervals of all.
class ResultMerger
{
public:
    void add(const SimulationResult& result, const Histogram& latencies, double measuredS);

    int count() const { return m_count; }
    Interval interval(Measure measure) const
    {
        return m_measured[static_cast<std::size_t>(measure)].interval();
    }
    SimulationResult merged() const;

private:
    struct Node
    {
        RunningMean utilization{};
        RunningMean wait{};
    };
    struct IncidentMeans
    {
        RunningMean detected{};
        RunningMean recovered{};
        RunningMean failed{};
    };
    static constexpr std::size_t secondValues = 7;
    using Second = std::array<RunningMean, secondValues>;

    void addSeries(const std::vector<SecondSample>& series);
    void addIncidents(const std::vector<Incident>& incidents);
    Confidence confidence() const;

    SimulationResult m_sum;
    Histogram m_latencies;
    int m_count = 0;
    std::array<RunningMean, measures> m_measured;
    std::map<ResourceId, Node> m_nodes;
    std::vector<IncidentMeans> m_incidents;
    std::vector<Second> m_series;
};

} // namespace skydraft
