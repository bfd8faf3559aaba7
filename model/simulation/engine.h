// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/call.h"
#include "model/simulation/event_queue.h"
#include "model/simulation/histogram.h"
#include "model/simulation/instance.h"
#include "model/simulation/plan.h"
#include "model/simulation/result.h"
#include "model/simulation/scaling_state.h"

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// Plays one plan. All that happens goes through one queue of events; everything is a function of
/// (plan, seed, replication) and of the faults injected meanwhile.
///
///   engine.cpp            the loop, timers, seconds
///   engine_clients.cpp    arrivals, attempts, retries, time-outs
///   engine_calls.cpp      a request on its way through stations
///   engine_balancers.cpp  targets, health checks, draining
///   engine_names.cpp      the DNS
///   engine_groups.cpp     size of groups, schedules, zones in balance
///   engine_launches.cpp, engine_terminations.cpp  life of their members
///   engine_policies.cpp, engine_alarms.cpp        scaling policies, CloudWatch
///   engine_deployments.cpp, engine_activities.cpp new versions, history
///   engine_faults.cpp     stopping, starting, incidents
///   engine_report.cpp     frames and results
class EventEngine
{
public:
    EventEngine(SimulationPlan plan, std::uint64_t replication);

    std::int64_t now() const { return m_now; }
    std::int64_t end() const { return m_plan.endNs; }
    void runUntil(std::int64_t time);

    Result<void> inject(const Fault& fault);
    bool repair(std::string_view target);

    SimulationFrame frame();
    SimulationResult result() const;
    /// Latencies of succeeded requests that arrived after the warm-up.
    const Histogram& latencies() const { return m_latencies; }

private:
    // engine.cpp ------------------------------------------------------------------------------
    enum class TimerKind : std::uint8_t
    {
        None,
        Arrival, ///< a: population
        GiveUp,  ///< a: population
        WarmedUp,
        HealthCheck,  ///< a: target
        CheckFailed,  ///< a: target; nobody had answered
        DrainEnd,     ///< a: instance
        Launched,     ///< a: instance
        GroupMinute,  ///< a: group
        FaultBegin,   ///< a: fault of the scenario
        FaultEnd,     ///< a: active fault
        FailoverEnd,  ///< a: instance
        BootEnd,      ///< a: instance
        DnsCheck,     ///< a: check
        ZoneNoticed,  ///< a: zone; the DNS of balancers learns of it
        StatusCheck,  ///< a: instance of a group; EC2 sees that its host is gone
        MemberBooted, ///< a: instance of a group; its process starts
        HookEnd,      ///< a: instance that waits for its lifecycle hooks
        WarmReady,    ///< a: group; one more instance is prepared in its warm pool
        LaunchRetry,  ///< a: group
        Scheduled,    ///< a: scheduled action
        Metrics,      ///< CloudWatch
        DeployStep,   ///< a: group
    };
    struct Timer
    {
        TimerKind kind = TimerKind::None;
        Index a = none;
        Index next = none;
    };
    void startTimer(TimerKind kind, Index a, std::int64_t time);
    void fire(Timer timer);
    void schedule(Index call, std::int64_t time);
    void handleCall(Index call, std::uint32_t ticket);
    void finishWarmup();
    void finishSecond();
    void startEverything();
    Index addInstance(Index node, Index group, const std::string& name);
    RandomStream stream(std::string_view resource, Purpose purpose) const;

    // engine_clients.cpp ----------------------------------------------------------------------
    enum class Outcome
    {
        Succeeded,
        Failed
    };
    struct GiveUpEntry
    {
        std::int64_t time = 0;
        Index call = none;
        std::uint32_t generation = 0;
    };
    struct Population
    {
        RandomTime gap{};
        RandomStream arrivals{};
        RandomStream thinning{};
        RandomStream thinks{};
        RandomStream operations{};
        RandomStream routes{};
        RandomStream sessions{};
        RandomStream resolvers{};
        RandomStream renewals{};
        std::uint64_t arrived = 0;
        std::int64_t lastArrival = 0;
        Index firstSession = 0;
        std::deque<GiveUpEntry> giveUps{}; ///< in order of time; only the first is in the queue
        bool isGivingUp = false;           ///< its timer runs
    };
    void startPopulation(Index population);
    void scheduleArrival(Index population);
    std::int64_t nextPoisson(const PopulationPlan& plan, Population& state) const;
    std::int64_t nextDeterministic(const PopulationPlan& plan, Population& state) const;
    void arrive(Index population);
    void beginRequest(Index root, Index population);
    void attempt(Index root);
    void giveUp(Index population);
    void attemptSucceeded(Index root);
    void attemptFailed(Index root, Cause cause);
    void finishRequest(Index root, Outcome outcome);
    void orphanChild(Index call);

    // engine_calls.cpp ------------------------------------------------------------------------
    void issue(Index parent, Index edge);
    void send(Index call, Index node, Index instance);
    void enter(Index call);
    void arriveAt(Index call, Index instance);
    void startService(Index call, Instance& instance);
    void finishService(Index call);
    void startNext(Instance& instance);
    void releaseWorker(Instance& instance);
    void continueCalls(Index call);
    void answer(Index call);
    void complete(Index call);
    void fail(Index call, Cause cause, bool isAnswer);
    void failLater(Index call, Cause cause, std::int64_t after);
    void childSucceeded(Index parent, bool wasHit);
    void childFailed(Index parent, Cause cause, bool isAnswer);
    std::int64_t connectTimeoutOf(Index caller) const;
    std::int64_t patienceOf(const Call& call) const;
    std::int64_t delayOf(const Call& call) const;

    // engine_balancers.cpp --------------------------------------------------------------------
    enum class TargetState : std::uint8_t
    {
        Initial,
        Healthy,
        Unhealthy,
        Draining,
        Removed
    };
    struct Target
    {
        Index pool = none;
        Index instance = none;
        Index edge = none;
        TargetState state = TargetState::Initial;
        std::uint32_t passed = 0; ///< checks in a row
        std::uint32_t failed = 0;
        std::uint32_t outstanding = 0;
    };
    struct Binding
    {
        Index target = none;
        std::int64_t last = 0;
    };
    struct Pool
    {
        std::vector<Index> inService{};
        std::vector<Index> registered{};
        std::size_t cursor = 0;
        RandomStream choices{};
        std::vector<Binding> bindings{}; ///< by session, where the pool is sticky
    };
    void registerTarget(Index pool, Index instance, Index edge, bool isInService);
    void deregister(Index instance);
    void removeTarget(Index target);
    void setTargetState(Index target, TargetState state);
    void forward(Index call);
    Index pickTarget(Index pool, const Call& call);
    Index pickAmong(Pool& pool, const PoolPlan& plan, const std::vector<Index>& candidates,
                    Index zone);
    Index boundTarget(Pool& pool, const PoolPlan& plan, std::uint32_t session);
    void finishTarget(Index target);
    void checkHealth(Index target);
    void noteCheck(Index target, bool passed);

    // engine_names.cpp ------------------------------------------------------------------------
    struct Answers
    {
        std::int64_t since = 0;
        std::vector<std::vector<Index>> edges{}; ///< of each possible answer
        std::vector<double> cumulative{};
    };
    struct Name
    {
        std::vector<Answers> versions{};
        RandomStream answers{};
    };
    struct DnsCheckState
    {
        bool isHealthy = true;
        std::uint32_t failed = 0;
        std::uint32_t passed = 0;
    };
    void startNames();
    void refreshName(Index name);
    void checkName(Index check);
    bool isAnswering(Index node) const;
    Index resolve(Index name, Index population);
    static Index takeAddress(const Answers& answers, std::uint64_t draw, RandomStream& stream);
    const Answers& answersAt(const Name& name, std::int64_t time) const;

    // engine_groups.cpp -----------------------------------------------------------------------
    void startGroup(Index group);
    Index addMember(Index group, Index zone);
    void registerMember(Index instance, bool isInService);
    void setDesired(Index group, std::uint32_t desired, Text cause, const Text& activity);
    void recordScaling(Index group, std::uint32_t from, std::uint32_t to, Text cause);
    void reviewGroup(Index group);
    void rebalance(Index group);
    void runSchedule(Index schedule);
    bool isBusy(const GroupState& group) const;
    bool isWarming(const GroupState& group) const;
    void fireScaling(Timer timer);

    // engine_launches.cpp ---------------------------------------------------------------------
    void restoreCapacity(Index group, const Text& cause);
    Index launchMember(Index group, const Text& cause);
    void retryLater(Index group);
    std::vector<Index> zonesForLaunch(Index group) const;
    void memberLaunched(Index instance);
    void memberBooted(Index instance);
    void putInService(Index instance);
    void endHook(Index instance);
    void endCooldown(Index group);
    void refillWarmPool(Index group);
    void applyVersion(Index instance, std::uint32_t version, bool isBad);

    // engine_terminations.cpp -----------------------------------------------------------------
    void scaleIn(Index group, std::uint32_t count, const Text& cause);
    Index memberToRemove(const GroupPlan& plan, const GroupState& group) const;
    bool goesBefore(const GroupPlan& plan, const GroupState& group, Index one, Index other) const;
    void retire(Index instance, const Text& cause);
    void drain(Index instance);
    void drained(Index instance);
    void terminate(Index instance);
    void replace(Index instance, const Text& cause, const Text& activity);
    void awaitStatusCheck(Index instance);
    void noteStopped(Index instance);
    void reportUnhealthy(Index instance);
    void replaceUnhealthy(Index group);
    bool isUnhealthyTarget(Index instance) const;
    bool isHealthyTarget(Index instance) const;

    // engine_policies.cpp ---------------------------------------------------------------------
    struct Proposal
    {
        Index policy = none;
        std::uint32_t capacity = 0;
    };
    void runPolicies(Index group);
    Proposal proposalOf(Index group, Index policy) const;
    std::uint32_t trackedCapacity(Index group, const ScalingPolicyPlan& policy, bool isHigh) const;
    void follow(Index group, const Proposal& proposal);
    Text causeOf(const ScalingPolicyPlan& policy, bool isOut) const;

    // engine_alarms.cpp -----------------------------------------------------------------------
    void startAlarms();
    void tickMetrics();
    void measureInstances();
    void sampleAlarm(Index alarm);
    void sampleCpu(const AlarmPlan& plan, AlarmWatch& watch);
    void sampleRequests(const AlarmPlan& plan, AlarmWatch& watch);
    void sampleUnhealthy(const AlarmPlan& plan, AlarmWatch& watch);
    void evaluateAlarm(Index alarm);
    void noteAnswer(const Call& call, Outcome outcome);
    std::vector<Index> watchedInstances(const AlarmPlan& plan) const;

    // engine_activities.cpp -------------------------------------------------------------------
    Index beginActivity(Index group, Index instance, Text description, Text cause);
    void endActivity(Index activity, ActivityStatus status);
    void notify(Index group, GroupNotice notice, const std::string& instance);
    void publish(Index topic, const Text& message);

    // engine_deployments.cpp ------------------------------------------------------------------
    void beginDeployment(Index group, const DeployPlan& plan, Index incident);
    void awaitStep(Index group, std::int64_t time);
    void stepDeployment(Index group);
    void stepInPlace(Index group);
    void stepFleet(Index group);
    void stepRefresh(Index group);
    bool launchExtra(Index group, std::uint32_t count);
    void takeBatch(Index group);
    void install(Index instance);
    void stepMember(Index group, Index instance);
    void failDeployment(Index group, Index instance);
    void rollBack(Index group);
    void finishDeployment(Index group, ActivityStatus status);
    bool hasFailed(Index instance) const;

    // engine_faults.cpp -----------------------------------------------------------------------
    enum class Stop
    {
        Process,
        Hang,
        Host
    };
    struct ActiveFault
    {
        FaultPlan plan{};
        std::vector<Index> instances{};
        bool isOver = false;
        Index incident = none;
    };
    void beginFault(const FaultPlan& fault);
    void endFault(Index active);
    void stop(Index instance, Stop how, Index active);
    void disturb(Index instance, FaultKind kind, Index active);
    void undo(Index instance, FaultKind kind);
    void loseCalls(Index instance, Stop how);
    void goUp(Index instance);
    void noteDetected(Index instance);
    Index victimOf(const FaultPlan& fault) const;

    // engine_report.cpp -----------------------------------------------------------------------
    NodeResult nodeResult(Index node) const;
    void addMeter(const Instance& instance, Meter& sum) const;
    NodeFrame nodeFrame(Index node) const;
    std::vector<Incident> incidents() const;
    double recoveryOf(double atS, std::uint64_t& failed) const;

    struct EdgeMeter
    {
        std::uint64_t requests = 0;
        std::uint64_t failed = 0;
        std::uint64_t requestsBefore = 0; ///< at the last whole second
        std::uint64_t failedBefore = 0;
        double requestRate = 0;
        double failedRate = 0;
    };

    SimulationPlan m_plan;
    std::uint64_t m_replication = 0;
    std::int64_t m_now = 0;
    std::uint64_t m_events = 0;
    EventQueue m_queue;
    CallSlab m_calls;
    std::vector<Timer> m_timers;
    Index m_freeTimer = none;

    std::vector<Instance> m_instances;
    std::vector<Index> m_instanceOf; ///< by node, where it is a station
    std::vector<Population> m_populations;
    std::vector<Target> m_targets;
    std::vector<Pool> m_pools;
    std::vector<Name> m_names;
    std::vector<DnsCheckState> m_checks;
    std::vector<GroupState> m_groups;
    std::vector<AlarmWatch> m_alarms;
    std::int64_t m_metricStep = 0; ///< 0: nobody asks for metrics
    bool m_watchesAnswers = false; ///< an alarm needs response times or errors
    std::vector<char> m_zoneDown;
    std::vector<char> m_zoneHidden; ///< the DNS of balancers no longer answers with it
    std::vector<ActiveFault> m_active;
    std::vector<Incident> m_incidents;
    std::vector<std::uint32_t> m_zoneFull; ///< faults because of which it has no instances to give
    std::vector<ScalingEvent> m_scaling;
    std::vector<ScalingActivity> m_activities;
    std::vector<AlarmEvent> m_alarmEvents;
    std::vector<Notification> m_notifications;
    std::vector<EdgeMeter> m_edges;
    std::vector<Meter> m_nodeMeters; ///< of balancers

    Histogram m_latencies;
    Histogram m_secondLatencies;
    SecondSample m_second{};
    std::int64_t m_secondStart = 0;
    std::int64_t m_secondEnd = 0;
    std::vector<SecondSample> m_series;
    std::size_t m_samplesShown = 0;
    std::uint64_t m_offered = 0;
    std::uint64_t m_succeeded = 0;
    std::uint64_t m_failed = 0;
    std::array<std::uint64_t, causes> m_failedByCause{};
};

} // namespace skydraft
