// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/base/text.h"
#include "model/base/time.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace skydraft {

/// Latencies of succeeded requests that arrived after the warm-up, milliseconds.
struct LatencySummary
{
    double mean = 0;
    double p50 = 0;
    double p90 = 0;
    double p95 = 0;
    double p99 = 0;
    double p999 = 0;
    double max = 0;
};

struct NodeResult
{
    std::uint64_t arrivals = 0;
    std::uint64_t blocked = 0; ///< arrivals that found the queue full
    double throughputPerS = 0;
    double utilization = 0;  ///< busy workers / workers, averaged over time, 0..1
    double meanInQueue = 0;  ///< Lq
    double meanInSystem = 0; ///< L
    double meanWaitMs = 0;   ///< Wq, of those that were served
};

struct Incident
{
    std::string fault{};
    std::string target{};
    double atS = 0;
    double detectedS = -1;  ///< after atS, -1: never (the first health check that marked a target)
    double recoveredS = -1; ///< after atS, -1: never (from then on requests succeeded for 60 s)
    std::uint64_t failedRequests = 0;
    std::uint64_t lostSessions = 0;
    std::uint64_t lostWrites = 0;
};

struct ScalingEvent
{
    double atS = 0;
    ResourceId group{};
    int from = 0;
    int to = 0;
    Text cause{};
};

/// What happened in one second of simulated time (or one sampling interval), for series and charts.
struct SecondSample
{
    double atS = 0;
    std::uint64_t offered = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    double meanMs = 0;
    double p50Ms = 0;
    double p95Ms = 0;
    double p99Ms = 0;
};

struct SimulationResult
{
    std::string scenario{};
    std::uint64_t seed = 1;
    double simulatedS = 0;
    std::uint64_t offered = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    std::uint64_t inFlight = 0; ///< neither yet: offered = succeeded + failed + in flight
    std::map<std::string, std::uint64_t> failedByCause{};
    double availability = 1; ///< succeeded / (succeeded + failed)
    LatencySummary latencyMs{};
    std::map<ResourceId, NodeResult> nodes{};
    std::vector<Incident> incidents{};
    std::vector<ScalingEvent> scaling{};
    std::vector<SecondSample> series{}; ///< one per simulated second
    int replications = 1;
    std::array<double, 2> latencyMean95{};
    std::uint64_t events = 0;
    std::string engine = "event"; ///< or "flow"
    double errorBound = 0;        ///< of an approximation, as a share; 0: every request was played
};

/// Health of a resource as the window shows it.
enum class NodeHealth
{
    Running,
    Starting,
    Unhealthy,
    Stopped
};

struct NodeFrame
{
    double load = 0;        ///< utilization over the last second, 0..1
    bool hasWorkers = true; ///< false for a balancer: AWS gives it what it needs
    double throughputPerS = 0;
    double queue = 0;  ///< requests waiting now
    int inService = 1; ///< members in service (groups), else 0 or 1
    int total = 1;
    NodeHealth health = NodeHealth::Running;
};

/// What the window draws: whole values, cheap to copy for drawings of ordinary size.
struct SimulationFrame
{
    SimTime now{};
    std::map<ResourceId, NodeFrame> nodes{};
    std::map<ConnectionId, double> connectionRatePerS{}; ///< requests over the last second
    std::map<ConnectionId, double> connectionFailedPerS{};
    std::uint64_t offered = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    std::vector<SecondSample> newSamples{}; ///< since the frame before
    std::vector<ScalingEvent> scaling{};    ///< all so far
    std::vector<Incident> incidents{};      ///< all so far
    bool isFinished = false;
};

} // namespace skydraft
