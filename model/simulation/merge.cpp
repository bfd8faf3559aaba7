// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/merge.h"

#include "model/simulation/recovery.h"

#include <algorithm>
#include <limits>

namespace skydraft {

namespace {

constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();

void addNode(NodeResult& sum, const NodeResult& node)
{
    sum.arrivals += node.arrivals;
    sum.blocked += node.blocked;
    sum.throughputPerS += node.throughputPerS;
    sum.utilization += node.utilization;
    sum.meanInQueue += node.meanInQueue;
    sum.meanInSystem += node.meanInSystem;
    sum.meanWaitMs += node.meanWaitMs;
    sum.redelivered += node.redelivered;
    sum.deadLettered += node.deadLettered;
    sum.staleReads += node.staleReads;
    sum.throttled += node.throttled;
    sum.hotKeys += node.hotKeys;
    sum.files += node.files;
    sum.storedWrites += node.storedWrites;
    if (sum.meanCookieBytes >= 0 && node.meanCookieBytes >= 0)
        sum.meanCookieBytes += node.meanCookieBytes;
    if (sum.hitRatio >= 0 && node.hitRatio >= 0)
        sum.hitRatio += node.hitRatio;
}

void divideNode(NodeResult& node, double count)
{
    node.throughputPerS /= count;
    node.utilization /= count;
    node.meanInQueue /= count;
    node.meanInSystem /= count;
    node.meanWaitMs /= count;
    if (node.meanCookieBytes >= 0)
        node.meanCookieBytes /= count;
    if (node.hitRatio >= 0)
        node.hitRatio /= count;
}

/// Counts are summed up; each latency is the mean over the replications.
void addPopulation(PopulationResult& sum, const PopulationResult& one)
{
    sum.offered += one.offered;
    sum.succeeded += one.succeeded;
    sum.failed += one.failed;
    for (double LatencySummary::*member :
         {&LatencySummary::mean, &LatencySummary::p50, &LatencySummary::p90, &LatencySummary::p95,
          &LatencySummary::p99, &LatencySummary::p999})
        sum.latencyMs.*member += one.latencyMs.*member;
    sum.latencyMs.max = std::max(sum.latencyMs.max, one.latencyMs.max);
}

void dividePopulation(PopulationResult& one, double count)
{
    for (double LatencySummary::*member :
         {&LatencySummary::mean, &LatencySummary::p50, &LatencySummary::p90, &LatencySummary::p95,
          &LatencySummary::p99, &LatencySummary::p999})
        one.latencyMs.*member /= count;
}

/// The interval of something that lies between `least` and `most`.
Interval within(Interval interval, double least, double most)
{
    interval.low = std::clamp(interval.low, std::min(least, interval.mean), interval.mean);
    interval.high = std::clamp(interval.high, interval.mean, std::max(most, interval.mean));
    return interval;
}

Interval share(const RunningMean& mean)
{
    return within(mean.interval(), 0, 1);
}

Interval positive(const RunningMean& mean)
{
    return within(mean.interval(), 0, std::numeric_limits<double>::infinity());
}

} // namespace

Measured measuredOf(const SimulationResult& result, double measuredS)
{
    const LatencySummary& latency = result.latencyMs;
    Measured measured{latency.mean, latency.p50, latency.p95, latency.p99, result.availability};
    if (result.succeeded == 0)
        for (const Measure one :
             {Measure::LatencyMean, Measure::LatencyP50, Measure::LatencyP95, Measure::LatencyP99})
            measured[static_cast<std::size_t>(one)] = noNumber;
    measured[static_cast<std::size_t>(Measure::Throughput)] =
        measuredS > 0 ? static_cast<double>(result.succeeded) / measuredS : 0;
    return measured;
}

void ResultMerger::add(const SimulationResult& result, const Histogram& latencies, double measuredS)
{
    m_latencies.merge(latencies);
    const Measured measured = measuredOf(result, measuredS);
    for (std::size_t i = 0; i < measures; ++i)
        m_measured[i].add(measured[i]);
    for (const auto& [id, node] : result.nodes) {
        m_nodes[id].utilization.add(node.utilization);
        m_nodes[id].wait.add(node.meanWaitMs);
    }
    addSeries(result.series);
    addIncidents(result.incidents);
    if (++m_count == 1) {
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
    m_sum.lostSessions += result.lostSessions;
    m_sum.lostFiles += result.lostFiles;
    m_sum.sessions += result.sessions;
    for (const auto& [id, node] : result.nodes)
        addNode(m_sum.nodes[id], node);
    for (const auto& [id, population] : result.populations)
        addPopulation(m_sum.populations[id], population);
}

void ResultMerger::addSeries(const std::vector<SecondSample>& series)
{
    m_series.resize(std::max(m_series.size(), series.size()));
    for (std::size_t i = 0; i < series.size(); ++i) {
        const SecondSample& sample = series[i];
        const auto ofSome = [&](double latency) {
            return sample.succeeded > 0 ? latency : noNumber;
        };
        const std::array<double, secondValues> values{static_cast<double>(sample.offered),
                                                      static_cast<double>(sample.succeeded),
                                                      static_cast<double>(sample.failed),
                                                      ofSome(sample.meanMs),
                                                      ofSome(sample.p50Ms),
                                                      ofSome(sample.p95Ms),
                                                      ofSome(sample.p99Ms)};
        for (std::size_t value = 0; value < secondValues; ++value)
            m_series[i][value].add(values[value]);
    }
}

void ResultMerger::addIncidents(const std::vector<Incident>& incidents)
{
    // The faults of a scenario happen in every replication in the same order.
    m_incidents.resize(std::max(m_incidents.size(), incidents.size()));
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const Incident& incident = incidents[i];
        m_incidents[i].detected.add(incident.detectedS < 0 ? noNumber : incident.detectedS);
        m_incidents[i].recovered.add(incident.recoveredS < 0 ? noNumber : incident.recoveredS);
        m_incidents[i].failed.add(static_cast<double>(incident.failedRequests));
    }
}

Confidence ResultMerger::confidence() const
{
    Confidence confidence;
    for (std::size_t i = 0; i < measures; ++i)
        confidence.measured[i] = i == static_cast<std::size_t>(Measure::Availability)
                                     ? share(m_measured[i])
                                     : positive(m_measured[i]);
    for (const auto& [id, node] : m_nodes)
        confidence.nodes.emplace(id, NodeConfidence{share(node.utilization), positive(node.wait)});
    for (std::size_t i = 0; i < std::min(m_incidents.size(), m_sum.incidents.size()); ++i) {
        const Incident& first = m_sum.incidents[i];
        const IncidentMeans& means = m_incidents[i];
        confidence.incidents.push_back({first.fault, first.target, first.atS,
                                        positive(means.detected), positive(means.recovered),
                                        positive(means.failed)});
    }
    if (m_count < 2)
        return confidence;
    for (std::size_t i = 0; i < std::min(m_series.size(), m_sum.series.size()); ++i) {
        const Second& second = m_series[i];
        confidence.series.push_back({m_sum.series[i].atS, positive(second[0]), positive(second[1]),
                                     positive(second[2]), positive(second[3]), positive(second[4]),
                                     positive(second[5]), positive(second[6])});
    }
    return confidence;
}

SimulationResult ResultMerger::merged() const
{
    SimulationResult result = m_sum;
    result.replications = m_count;
    const auto finished = static_cast<double>(result.succeeded + result.failed);
    result.availability = finished > 0 ? static_cast<double>(result.succeeded) / finished : 1;
    result.latencyMs = summaryOf(m_latencies);
    result.confidence = confidence();
    const Interval& mean = result.confidence.of(Measure::LatencyMean);
    result.latencyMean95 = {mean.low, mean.high};
    for (auto& [id, node] : result.nodes)
        divideNode(node, m_count);
    for (auto& [id, population] : result.populations)
        dividePopulation(population, m_count);
    return result;
}

} // namespace skydraft
