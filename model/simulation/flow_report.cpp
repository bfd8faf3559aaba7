// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow_engine.h"
#include "model/simulation/recovery.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

std::uint64_t whole(double requests)
{
    return static_cast<std::uint64_t>(std::max(std::floor(requests + 0.5), 0.0));
}

/// The next whole number of a sum that is told in parts: nothing is lost by rounding.
std::uint64_t next(double& shown, double more)
{
    const std::uint64_t before = whole(shown);
    shown += more;
    return whole(shown) - std::min(before, whole(shown));
}

} // namespace

void FlowEngine::closeInterval()
{
    const auto place = static_cast<std::size_t>((m_now - 1) / m_plan.sampleNs);
    Interval& interval = m_intervals[place];
    SecondSample sample{
        .atS = static_cast<double>(static_cast<std::int64_t>(place) * m_plan.sampleNs) / 1e9};
    double failed = 0;
    for (std::size_t cause = 0; cause < causes; ++cause) {
        failed += interval.failed[cause][0];
        m_failed[cause] += interval.failed[cause][1];
    }
    m_succeeded += interval.succeeded[1];
    sample.offered = next(m_shownOffered, interval.offered);
    sample.succeeded = next(m_shownSucceeded, interval.succeeded[0]);
    sample.failed = next(m_shownFailed, failed);
    Histogram latencies;
    for (const Latency& latency : interval.latencies) {
        const auto ns = static_cast<std::int64_t>(static_cast<double>(latency.seconds) * 1e9);
        latencies.record(ns);
        // Each probe stands for about as many requests; what is over is carried on.
        m_latencyDue +=
            latency.isCounted ? static_cast<double>(latency.requests) / m_probeWeight : 0;
        for (; m_latencyDue >= 0.5; --m_latencyDue)
            m_latencies.record(ns);
    }
    if (latencies.count() > 0) {
        const LatencySummary summary = summaryOf(latencies);
        sample.meanMs = summary.mean;
        sample.p50Ms = summary.p50;
        sample.p95Ms = summary.p95;
        sample.p99Ms = summary.p99;
    }
    m_series.push_back(sample);
    if (m_now <= m_plan.warmupNs)
        m_beforeWarmup = {m_shownOffered, m_shownSucceeded, m_shownFailed};
    std::vector<Latency>{}.swap(interval.latencies);
}

NodeResult FlowEngine::nodeResult(Index node) const
{
    const NodePlan& plan = m_plan.nodes[node];
    const double span = std::max(static_cast<double>(m_now - m_plan.warmupNs) / 1e9, 1e-9);
    NodeResult result;
    if (plan.kind == NodeKind::Balancer) {
        result.arrivals = whole(m_balancers[node].arrivals);
        result.throughputPerS = m_balancers[node].served / span;
        return result;
    }
    FlowMeter sum;
    for (const Cohort& cohort : m_cohorts) {
        const bool isHere =
            plan.kind == NodeKind::Group ? cohort.group == plan.group : cohort.node == node;
        if (!isHere)
            continue;
        for (const auto field : {&FlowMeter::arrivals, &FlowMeter::served, &FlowMeter::blocked,
                                 &FlowMeter::busy, &FlowMeter::queued, &FlowMeter::capacity})
            sum.*field += cohort.meter.*field;
    }
    result.arrivals = whole(sum.arrivals);
    result.blocked = whole(sum.blocked);
    result.throughputPerS = sum.served / span;
    result.utilization = sum.capacity > 0 ? std::min(sum.busy / sum.capacity, 1.0) : 0;
    result.meanInQueue = std::max(sum.queued / span, 0.0);
    result.meanInSystem = result.meanInQueue + sum.busy / span;
    result.meanWaitMs = sum.served > 0 ? std::max(sum.queued / sum.served * 1e3, 0.0) : 0;
    return result;
}

void FlowEngine::findRecoveries()
{
    for (Incident& incident : m_incidents) {
        const Recovery recovery =
            recoveryAfter(m_series, static_cast<double>(m_plan.sampleNs) / 1e9, incident.atS);
        incident.recoveredS = recovery.afterS;
        incident.failedRequests = recovery.failed;
    }
}

SimulationResult FlowEngine::result()
{
    SimulationResult result;
    result.engine = "flow";
    result.scenario = m_plan.scenario;
    result.seed = m_plan.seed;
    result.simulatedS = static_cast<double>(m_now) / 1e9;
    double failed = 0;
    for (const double part : m_failed)
        failed += part;
    result.offered = whole(m_offered);
    result.succeeded = std::min(whole(m_succeeded), result.offered);
    result.failed = std::min(whole(failed), result.offered - result.succeeded);
    result.inFlight = result.offered - result.succeeded - result.failed;
    double shown = 0;
    for (std::size_t cause = 0; cause < causes; ++cause) {
        const std::uint64_t count = next(shown, m_failed[cause]);
        if (count > 0)
            result.failedByCause.emplace(toString(static_cast<Cause>(cause)), count);
    }
    const auto finished = static_cast<double>(result.succeeded + result.failed);
    result.availability = finished > 0 ? static_cast<double>(result.succeeded) / finished : 1;
    result.latencyMs = summaryOf(m_latencies);
    result.latencyMean95 = {result.latencyMs.mean, result.latencyMs.mean};
    for (Index node = 0; node < m_plan.nodes.size(); ++node)
        result.nodes.emplace(m_plan.nodes[node].id, nodeResult(node));
    findRecoveries();
    result.incidents = m_incidents;
    result.scaling = m_scaling;
    result.series = m_series;
    result.events = m_steps;
    return result;
}

} // namespace skydraft
