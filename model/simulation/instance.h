// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/cause.h"
#include "model/simulation/plan.h"
#include "model/simulation/scaling_state.h"
#include "model/simulation/wide_sum.h"

#include <cstdint>
#include <string>
#include <vector>

namespace skydraft {

enum class InstanceState : std::uint8_t
{
    Pending, ///< a group launches it
    Booting, ///< its host starts; nothing answers yet
    Running,
    Stopped,    ///< the host runs, its process does not: connections are refused
    Hung,       ///< the process accepts connections and answers nothing
    Gone,       ///< nobody answers
    Terminated, ///< for ever
};

/// What a group says about a member (Amazon EC2 Auto Scaling user guide, "Instance lifecycle").
enum class Lifecycle : std::uint8_t
{
    None, ///< of no group
    Pending,
    PendingWait,
    InService,
    Terminating,
    TerminatingWait,
    Terminated
};

/// Sums over time of one instance since the warm-up, in nanoseconds times requests.
struct Meter
{
    WideSum busy{}; ///< workers at work
    WideSum queued{};
    WideSum capacity{}; ///< workers there were
    WideSum waits{};    ///< waiting time of those that were served
    WideSum burned{};   ///< idle workers' time that something else took
    std::uint64_t arrivals = 0;
    std::uint64_t served = 0;
    std::uint64_t blocked = 0;
    std::uint64_t waited = 0;  ///< how many `waits` has
    std::uint64_t lookups = 0; ///< in a cache
    std::uint64_t hits = 0;
    std::uint64_t throttled = 0;  ///< by a table
    std::uint64_t coldStarts = 0; ///< of a function
    std::uint64_t hotKeys = 0;    ///< of those, by one of its partitions

    void add(const Meter& other);
};

/// What a request meets before it is worked on.
enum class Entrance : std::uint8_t
{
    Plain,   ///< a worker or the queue
    Shared,  ///< all workers at once
    Gateway, ///< a limit of requests
    Function,
    Web ///< a limit of connections
};

/// What a meter said at the beginning of a span.
struct MeterMark
{
    WideSum busy{};
    WideSum capacity{};
    std::uint64_t arrivals = 0;
    std::uint64_t served = 0;
    WideSum burned{};
};

/// One running copy of a station: workers and a queue, first come, first served.
struct Instance
{
    // What every request touches stands first, in as few cache lines as possible.
    Index node = none; ///< whose properties it has
    InstanceState state = InstanceState::Running;
    Entrance entrance = Entrance::Plain;
    bool isDraining = false;
    bool isFailingOver = false;
    Index head = none; ///< the queue, linked through Request::ticketOrNext
    Index tail = none;
    std::uint32_t queued = 0;
    std::uint32_t busy = 0;
    std::uint32_t workers = 1;
    std::uint32_t queueLimit = unlimited;
    std::int64_t since = 0; ///< busy and queued are up to date until then
    RandomStream service{};
    Meter meter{};
    bool isVirtual = false;         ///< of a group, not drawn
    std::int64_t capacitySince = 0; ///< the rest of the meter is up to date until then
    RandomStream routes{};
    RandomStream counts{};
    RandomStream draws{}; ///< whether a cache with a hit ratio has the answer
    Index queue = none;   ///< where it is a queue of messages
    Index feeder = none;  ///< the queue whose messages it works on
    std::uint32_t stallFaults = 0;
    std::int64_t lagNs = 0;        ///< of a replica, beyond the usual
    std::int64_t lastWriteNs = -1; ///< of a database
    std::uint64_t staleReads = 0;
    std::uint32_t connections = 0;       ///< open, of a web server that limits them
    std::vector<std::uint32_t> writes{}; ///< of a database: by second
    Index share = none;                  ///< where its workers are shared by all at once
    Index store = none;                  ///< where it is a cache whose objects are known
    Index group = none;
    Index zone = none;
    Index incident = none; ///< of the last fault that struck it
    std::uint32_t processFaults = 0;
    std::uint32_t hostFaults = 0;
    std::uint32_t hangFaults = 0;
    std::uint32_t errorFaults = 0;
    std::uint32_t burnFaults = 0;
    MeterMark second{};   ///< at the last whole second
    MeterMark credited{}; ///< when its CPU credits were settled
    double credits = 0;
    bool isThrottled = false; ///< it has no CPU credits left
    MeterMark minute{};       ///< at the last metric of its group
    double lastLoad = 0;      ///< over the last whole second
    double lastRate = 0;
    std::int64_t warmUntil = 0;  ///< metrics of a group leave it out until then
    std::int64_t graceUntil = 0; ///< a group does not replace it for being unhealthy until then
    std::string name{};
    std::vector<Index> targets{}; ///< where it is registered
    Lifecycle lifecycle = Lifecycle::None;
    DeployStage stage = DeployStage::None;
    bool isReplacement = false; ///< of an unhealthy member
    bool fromWarmPool = false;
    std::uint32_t version = 1;
    bool isVersionBad = false;
    std::int64_t launchedAt = 0;
    std::int64_t stageUntil = 0;            ///< the new version is installed then
    std::int64_t hookUntil = -1;            ///< its lifecycle hooks are done then
    std::int64_t metricNs = 60'000'000'000; ///< how often it tells its CPU
    double cpu = -1;                        ///< percent, told this minute; -1: nothing told
    std::uint64_t requests = 0;             ///< in the last minute
    std::uint64_t requestsBefore = 0;
    Index activity = none;         ///< under way
    Index subnet = none;           ///< from which a member of a group has its address
    std::uint32_t lostWorkers = 0; ///< worker processes that stopped
    double size = 1;               ///< vCPUs, times those of its drawn type
    bool hasNewAddress = false;    ///< clients know its former public address only
    bool hasOldConfiguration = false;
    std::uint64_t files = 0;   ///< uploaded to it, and still there
    std::uint64_t cookies = 0; ///< that came with requests, and their bytes
    std::uint64_t cookieBytes = 0;
    std::uint64_t storedWrites = 0; ///< of a database: that are in it
    std::vector<std::int64_t> snapshots{};
    std::int64_t diedAt = -1;       ///< a database whose host is gone for good
    std::int64_t restorePoint = -1; ///< of the restore that is under way
    Index restoreIncident = none;

    bool isRunning() const { return state == InstanceState::Running; }
    /// It runs and answers what it is asked.
    bool isAnswering() const { return isRunning() && errorFaults == 0; }

    /// Brings the sums of busy and queued up to `now`. Must run before they change.
    void accrueLoad(std::int64_t now)
    {
        const auto span = static_cast<std::uint64_t>(now - since);
        since = now;
        meter.busy.addProduct(span, busy);
        if (queued > 0)
            meter.queued.addProduct(span, queued);
        if (burnFaults > 0 && workers != unlimited)
            meter.burned.addProduct(span, workers - (busy < workers ? busy : workers));
    }

    /// Brings the whole meter up to `now`. Must run before workers, state or faults change.
    void accrue(std::int64_t now)
    {
        accrueLoad(now);
        const auto span = static_cast<std::uint64_t>(now - capacitySince);
        capacitySince = now;
        if (isRunning() && workers != unlimited)
            meter.capacity.addProduct(span, workers);
    }
};

/// What somebody is told who finds no place in a queue.
inline Cause refusalOf(const NodePlan& node)
{
    if (node.limitsConnections)
        return Cause::TooManyConnections;
    return node.behaviour == BehaviourKind::Function ? Cause::Throttled : Cause::QueueFull;
}

} // namespace skydraft
