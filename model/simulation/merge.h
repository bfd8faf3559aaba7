// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/histogram.h"
#include "model/simulation/result.h"

#include <array>
#include <vector>

namespace skydraft {

/// The half-width of the 95 % interval of a mean over `samples`, by Student's t; 0 for fewer than
/// two.
double halfWidth95(const std::vector<double>& samples);

/// Makes one result of several replications, added in their order. Counts are sums; utilizations,
/// means of queues and waits are averages over replications; percentiles are those of all latencies
/// together; the series, incidents, scaling and histories are those of the first replication.
class ResultMerger
{
public:
    void add(const SimulationResult& result, const Histogram& latencies);
    SimulationResult merged() const;

private:
    SimulationResult m_sum;
    Histogram m_latencies;
    std::vector<double> m_means;
};

} // namespace skydraft
