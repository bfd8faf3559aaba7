// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/alarm_state.h"
#include "model/simulation/call_order.h"
#include "model/simulation/cause.h"
#include "model/simulation/flow_station.h"
#include "model/simulation/histogram.h"
#include "model/simulation/instance.h"
#include "model/simulation/plan.h"
#include "model/simulation/result.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace skydraft {

/// Plays one plan as a fluid; see flow.h. Instances that are alike and fare alike are one *cohort*
/// with one queue state; a fault that strikes some of them splits it.
///
///   flow_engine.cpp    time, ticks, cohorts
///   flow_rates.cpp     requests per second from node to node
///   flow_control.cpp   health checks, the DNS, faults
///   flow_groups.cpp    members that come and go
///   flow_policies.cpp  alarms, policies, schedules
///   flow_probes.cpp    requests that are tried, what clients see
///   flow_report.cpp    the result
///   flow_frame.cpp     the state for drawing it
class FlowEngine
{
public:
    explicit FlowEngine(const SimulationPlan& plan);
    SimulationResult run();

    std::int64_t now() const { return m_now; }
    /// Whole ticks, until `time` is reached: a sampling interval beyond it at most. However a run
    /// is cut into pieces, it is the same.
    void runUntil(std::int64_t time);
    /// What there is so far; at the end what run() gives.
    SimulationResult result();
    SimulationFrame frame();

private:
    // flow_engine.cpp -------------------------------------------------------------------------
    enum class Control : std::uint8_t
    {
        FaultBegin,
        FaultEnd,
        HealthCheck,
        CheckFailed,
        DrainEnd,
        Launched,
        GroupMinute,
        FailoverEnd,
        BootEnd,
        DnsCheck,
        ZoneNoticed,
        StatusCheck,
        Scheduled,
    };
    struct Event
    {
        std::int64_t time = 0;
        std::uint64_t order = 0;
        Control kind = Control::FaultBegin;
        Index a = none;
    };
    /// Sums over time since the warm-up, requests and seconds.
    struct FlowMeter
    {
        double arrivals = 0;
        double served = 0;
        double blocked = 0;
        double busy = 0;
        double queued = 0;
        double capacity = 0;
    };
    /// Numbers in 0..1 that fill it evenly, by the golden ratio.
    struct Spreader
    {
        double last = 0.5;
        double next()
        {
            last += 0.6180339887498949;
            last -= last >= 1 ? 1 : 0;
            return last;
        }
    };
    struct Cohort
    {
        Index node = none;
        double count = 1;
        FlowStation station{1, 0, 0};
        InstanceState state = InstanceState::Running;
        bool isVirtual = false;
        bool isFailingOver = false;
        bool isDraining = false;
        Index group = none;
        Index zone = none;
        Index incident = none;
        std::uint32_t processFaults = 0;
        std::uint32_t hostFaults = 0;
        std::uint32_t hangFaults = 0;
        std::uint32_t errorFaults = 0;
        std::uint32_t burnFaults = 0;
        std::int64_t warmUntil = 0;
        std::int64_t graceUntil = 0;
        std::vector<Index> targets{};
        std::array<double, 2> arrivals{};   ///< per second, of all of them, this tick
        std::array<double, 2> shares{1, 0}; ///< of what is inside, by operation
        double served = 0;                  ///< per second, this tick
        Spreader draws{};
        double held = 0;           ///< seconds that a worker waits for what it calls
        std::uint32_t sharing = 1; ///< targets it shares requests with
        std::uint32_t pooled = 1;  ///< of them as one pool
        bool isEvenlyFed = false;  ///< in turn, not at random
        const LoadTable* table = nullptr;
        FlowMeter meter{};
        FlowMeter minute{};       ///< since the last metric of its group
        double arrivedBefore = 0; ///< of it, a minute ago

        bool isRunning() const { return state == InstanceState::Running; }
        bool isAnswering() const { return isRunning() && errorFaults == 0; }
        bool isGone() const { return state == InstanceState::Terminated || count <= 0; }
    };
    void startTimer(Control kind, Index a, std::int64_t time);
    void fire(const Event& event);
    Index addCohort(Index node, Index group, Index zone, double count);
    Index split(Index cohort, double count);
    void tick(std::int64_t until);
    void passChecks(std::int64_t until);
    std::int64_t tickLength();
    struct Twin
    {
        std::uint64_t history = 0;
        Index cohort = none;
        FlowStation::Step step{};
    };
    void advance(Cohort& cohort, double seconds, bool isCounted);
    FlowStation::Step advanceOnce(Cohort& cohort, double arrivals, double seconds);
    const LoadTable* tableFor(const Cohort& cohort);
    void startEverything();

    // flow_rates.cpp --------------------------------------------------------------------------
    struct Member
    {
        Index cohort = none;
        Index edge = none;
        double cumulative = 0;
    };
    /// Who gets the requests of one pool now, all zones or those of one.
    struct Shares
    {
        std::vector<Member> members{};
        double total = 0;
    };
    struct PoolState
    {
        std::vector<Index> targets{};
        Shares all{};
        std::vector<Shares> byZone{};
        std::array<double, 2> rate{};
        std::vector<std::array<double, 2>> zoneRate{};
        Spreader draws{};
    };
    struct Address
    {
        Index edge = none;
        double cumulative = 0;
    };
    void refreshPools();
    void refreshPool(Index pool);
    void fillShares(const PoolPlan& plan, const PoolState& pool, Index zone, Shares& shares) const;
    void flowDown(double seconds);
    void send(Index edge, std::size_t operation, double rate);
    void sendChoice(const EdgeChoice& choice, std::size_t operation, double rate);
    double spreadPool(Index pool);
    double spread(const Shares& shares, const std::array<double, 2>& rate);
    void sendCalls(const Cohort& cohort);
    void findHeldTimes();
    double edgeTime(Index edge, std::size_t operation) const;
    double callTime(Index node, std::size_t operation) const;
    double hitsOf(const EdgeChoice& choice) const;

    // flow_control.cpp ------------------------------------------------------------------------
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
        Index cohort = none;
        Index edge = none;
        TargetState state = TargetState::Initial;
        std::uint32_t passed = 0;
        std::uint32_t failed = 0;
    };
    struct ActiveFault
    {
        FaultPlan plan{};
        std::vector<Index> cohorts{};
        bool isOver = false;
    };
    struct NameState
    {
        struct Version
        {
            std::int64_t since = 0;
            std::vector<std::pair<Index, double>> addresses{};
        };
        std::vector<Version> versions{};
        std::vector<Address> now{};
        Spreader draws{};
    };
    struct CheckState
    {
        bool isHealthy = true;
        std::uint32_t failed = 0;
        std::uint32_t passed = 0;
    };
    void registerTarget(Index pool, Index cohort, Index edge, bool isInService);
    void checkHealth(Index target);
    void noteCheck(Index target, bool hasPassed);
    void beginFault(const FaultPlan& fault);
    void strike(Index cohort, const FaultPlan& fault, Index active);
    void endFault(Index active);
    void undo(Index cohort, FaultKind kind);
    void goUp(Index cohort);
    void noteDetected(Index cohort);
    void refreshNames();
    void refreshName(Index name);
    void mixName(NameState& name, std::int64_t ttl) const;
    void checkName(Index check);
    bool isAnswering(Index node) const;

    // flow_groups.cpp -------------------------------------------------------------------------
    struct GroupState
    {
        std::uint32_t desired = 0;
        std::uint32_t minimum = 0;
        std::uint32_t maximum = 0;
        std::uint32_t postponed = 0;
        std::uint32_t measured = 0; ///< members that told something last
        std::int64_t warmupNs = 0;  ///< of members that are launched next
        std::int64_t quietUntil = 0;
        std::vector<std::int64_t> policyQuietUntil{};
        Datapoint cpu{}; ///< of the last minute, percent
        Datapoint requests{};
    };
    struct FlowAlarm
    {
        std::vector<double> minutes{}; ///< of the period that runs
        std::vector<Datapoint> recent{};
        Datapoint last{};
        AlarmState state = AlarmState::InsufficientData;
    };
    void startGroup(Index group);
    std::vector<Index> membersOf(Index group) const;
    double memberCount(Index group) const;
    void launch(Index group, std::uint32_t count);
    void launched(Index cohort);
    void registerMember(Index cohort, bool isInService);
    void setDesired(Index group, std::uint32_t desired, Text cause);
    void recordScaling(Index group, std::uint32_t from, std::uint32_t to, Text cause);
    void scaleIn(Index group, std::uint32_t count);
    void terminate(Index cohort);
    void replace(Index cohort, Text cause);
    bool isWarming(Index group) const;

    // flow_policies.cpp -----------------------------------------------------------------------
    void finishMinute(Index group);
    void watch(Index alarm, const GroupState& group);
    std::uint32_t wantedBy(Index group, std::size_t policy) const;
    void runPolicies(Index group);
    void follow(Index group, std::size_t policy, std::uint32_t capacity);
    Text causeOf(const ScalingPolicyPlan& policy, bool isOut) const;
    void runSchedule(Index schedule);

    // flow_probes.cpp -------------------------------------------------------------------------
    struct Outcome
    {
        double seconds = 0;
        Cause cause = Cause::None; ///< none: it succeeded
        bool isAnswer = true;      ///< what failed said so itself
        bool wasHit = false;
        bool isOk() const { return cause == Cause::None; }
    };
    struct Latency
    {
        float seconds = 0;
        float requests = 0;
        bool isCounted = false; ///< started after the warm-up
    };
    /// What starts and what finishes in one sampling interval, requests. The second of each pair
    /// are those that started after the warm-up.
    struct Interval
    {
        double offered = 0;
        std::array<double, 2> succeeded{};
        std::array<std::array<double, 2>, causes> failed{};
        std::vector<Latency> latencies{};
    };
    struct PopulationState
    {
        double due = 0;     ///< requests that the next probes stand for
        double users = 0;   ///< closed: who think
        double pending = 0; ///< attempts after a failure that the queues have not seen yet
    };
    /// One probe between two attempts, or users who think again.
    struct Return
    {
        std::int64_t time = 0;
        std::uint64_t order = 0;
        Index population = none;
        double requests = 0;
        std::int64_t start = 0;
        std::uint32_t attempt = 0; ///< 0: they think
        std::uint8_t operation = 0;
    };
    double rateOf(Index population, double seconds);
    void takeReturns();
    void sendProbes(double seconds, std::int64_t until);
    void attempt(Return probe);
    Outcome tryEdge(Index edge, std::size_t operation, double connectTimeoutS);
    Outcome tryNode(Index edge, std::size_t operation, double connectTimeoutS);
    Outcome tryPool(Index edge, std::size_t operation);
    Outcome tryCohort(Index cohort, std::size_t operation, double connectTimeoutS, double silentS);
    Outcome tryCalls(const Cohort& cohort, std::size_t operation, double seconds);
    void finish(const Return& probe, std::int64_t end, Cause cause);
    void comeBack(const Return& probe);
    void loseContent(Index cohort, Cause cause, std::int64_t afterNs);

    // flow_report.cpp -------------------------------------------------------------------------
    void closeInterval();
    NodeResult nodeResult(Index node) const;
    void findRecoveries();

    // flow_frame.cpp --------------------------------------------------------------------------
    NodeFrame nodeFrame(Index node) const;
    void addCohortTo(const Cohort& cohort, NodeFrame& frame) const;

    const SimulationPlan& m_plan;
    std::int64_t m_now = 0;
    std::int64_t m_tick = 0; ///< the last one
    std::uint64_t m_orders = 0;
    std::uint64_t m_steps = 0;
    bool m_isStale = true;       ///< pools must be filled anew
    bool m_isFading = false;     ///< caches of the DNS hold older answers still
    std::vector<Event> m_events; ///< a heap, the next one first
    std::vector<Index> m_order;
    std::vector<std::vector<Index>> m_poolsOf;
    std::vector<std::vector<Index>> m_cohortsOf; ///< by node
    std::vector<Cohort> m_cohorts;
    std::vector<Twin> m_twins;          ///< of this tick, the last few
    std::vector<FlowMeter> m_balancers; ///< by node
    std::vector<double> m_nodeRate;     ///< by node: through a balancer, this tick
    std::vector<double> m_edgeRate;     ///< by edge, this tick
    std::vector<double> m_edgeFailed;   ///< of it, what nobody answers
    std::vector<PoolState> m_pools;
    std::vector<Target> m_targets;
    std::vector<NameState> m_names;
    std::vector<CheckState> m_checks;
    std::vector<GroupState> m_groups;
    std::vector<FlowAlarm> m_alarms;
    std::vector<char> m_zoneDown;
    std::vector<char> m_zoneHidden;
    std::vector<ActiveFault> m_active;
    std::vector<Incident> m_incidents;
    std::vector<ScalingEvent> m_scaling;
    std::map<std::tuple<std::uint32_t, long, long, std::uint32_t>, std::unique_ptr<LoadTable>>
        m_tables;
    bool m_holdsWorkers = false;

    RandomStream m_stream;
    double m_probeWeight = 1;
    std::vector<PopulationState> m_populations;
    std::vector<Return> m_returns;     ///< a heap, the next one first
    std::vector<Interval> m_intervals; ///< by sampling interval
    double m_latencyDue = 0;
    std::vector<SecondSample> m_series;
    Histogram m_latencies;
    double m_offered = 0; ///< counted: after the warm-up
    double m_succeeded = 0;
    std::array<double, causes> m_failed{};
    double m_shownOffered = 0; ///< of the series, all
    double m_shownSucceeded = 0;
    double m_shownFailed = 0;
    std::array<double, 3> m_beforeWarmup{}; ///< of what is shown
    std::size_t m_samplesTold = 0;          ///< in frames
};

} // namespace skydraft
