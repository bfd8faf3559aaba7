// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/base/text.h"
#include "model/base/time.h"
#include "model/simulation/confidence.h"

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
    double utilization = 0;         ///< busy workers / workers, averaged over time, 0..1
    double meanInQueue = 0;         ///< Lq
    double meanInSystem = 0;        ///< L
    double meanWaitMs = 0;          ///< Wq, of those that were served
    std::uint64_t redelivered = 0;  ///< messages that a queue gave out once more
    std::uint64_t deadLettered = 0; ///< messages that it gave up
    std::uint64_t staleReads = 0;   ///< of a replica or a CDN: older than the last write
    std::uint64_t coldStarts = 0;   ///< environments that a function had to start
    std::uint64_t throttled = 0;    ///< requests that a table refused for want of capacity
    std::uint64_t hotKeys = 0;      ///< of those, because one key was asked for too often
    std::uint64_t files = 0;        ///< uploaded to it, and still there at the end
    std::uint64_t storedWrites = 0; ///< of a database: that are in it at the end
    double meanCookieBytes = -1;    ///< of each request; -1: it keeps no carts in cookies
    double hitRatio = -1;           ///< of what was looked up in a cache; -1: nothing was
};

/// What one client population saw of its requests that arrived after the warm-up.
struct PopulationResult
{
    std::uint64_t offered = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    LatencySummary latencyMs{};
};

enum class TimelineKind
{
    Fault,
    Repair,
    Detection, ///< a health check, a notice
    Failover,  ///< a standby took over, names answer otherwise
    Scaling,
    Recovery ///< something works again
};

/// One thing that happened, in words.
struct TimelineEvent
{
    double atS = 0;
    TimelineKind kind = TimelineKind::Fault;
    std::string subject{}; ///< id of a resource, name of an instance or of a zone
    Text text{};
    int incident = -1; ///< to which of the incidents it belongs; -1: to none
};

/// A part of the time that a recovery took.
struct IncidentPhase
{
    Text cause{};
    double seconds = 0;
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
    std::uint64_t lostFiles = 0;
    std::uint64_t forgedAccepted = 0; ///< cookies that were tampered with and taken for true
    std::uint64_t forgedRefused = 0;
    std::vector<IncidentPhase> phases{}; ///< from the fault to the recovery, in order
};

struct ScalingEvent
{
    double atS = 0;
    ResourceId group{};
    int from = 0;
    int to = 0;
    Text cause{};
};

enum class ActivityStatus
{
    InProgress,
    Successful,
    Failed,
    Cancelled
};

/// One line of a group's activity history: a launch, a termination, a deployment.
struct ScalingActivity
{
    double atS = 0;
    double endS = -1; ///< -1: still under way
    ResourceId group{};
    std::string instance{}; ///< empty where it is about no single one
    ActivityStatus status = ActivityStatus::InProgress;
    Text description{};
    Text cause{};
};

enum class AlarmState
{
    InsufficientData,
    Ok,
    Alarm
};

/// A change in the history of an alarm.
struct AlarmEvent
{
    double atS = 0;
    std::string alarm{}; ///< its name
    AlarmState from = AlarmState::InsufficientData;
    AlarmState to = AlarmState::InsufficientData;
    Text reason{};
};

/// A message of a topic to those that have confirmed their subscription.
struct Notification
{
    double atS = 0;
    ResourceId topic{};
    Text message{};
    std::vector<std::string> recipients{};
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
    std::map<ResourceId, PopulationResult> populations{};
    std::map<ResourceId, NodeResult> nodes{};
    std::vector<Incident> incidents{};
    std::vector<ScalingEvent> scaling{};
    std::vector<TimelineEvent> timeline{};
    std::uint64_t lostSessions = 0;
    std::uint64_t lostFiles = 0; ///< uploaded, and gone with a disk
    std::uint64_t sessions = 0;  ///< carts and logins that somebody has at the end
    std::vector<ScalingActivity> activities{};
    std::vector<AlarmEvent> alarms{};
    std::vector<Notification> notifications{};
    std::vector<SecondSample> series{}; ///< one per simulated second
    int replications = 1;
    std::array<double, 2> latencyMean95{};
    Confidence confidence{}; ///< of merged replications
    std::uint64_t events = 0;
    std::string engine = "event"; ///< or "flow"
    std::vector<Text> notes{};    ///< what the engine leaves out of this drawing
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

/// Where a member of a group is in its life (Amazon EC2 Auto Scaling user guide, "Instance
/// lifecycle"), in this order on the drawing.
enum class MemberPhase : std::uint8_t
{
    InService,
    Booting,   ///< launched; nothing answers yet
    Unhealthy, ///< it stands in no balancer's rotation, or does not run
    Draining,  ///< it gets no new requests and finishes those it has
    Terminating
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
    /// Of a group: one for each member, and for each that is leaving (`total` counts those no
    /// more).
    std::vector<MemberPhase> members{};
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
    std::vector<SecondSample> newSamples{};    ///< since the frame before
    std::vector<ScalingEvent> scaling{};       ///< all so far
    std::vector<ScalingActivity> activities{}; ///< the last 200
    std::vector<AlarmEvent> alarms{};          ///< the last 200
    std::vector<Incident> incidents{};         ///< all so far
    std::vector<TimelineEvent> timeline{};     ///< all so far
    bool isFinished = false;
};

} // namespace skydraft
