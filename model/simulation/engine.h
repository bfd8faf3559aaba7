// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/cache_store.h"
#include "model/simulation/cause.h"
#include "model/simulation/edge_state.h"
#include "model/simulation/event_queue.h"
#include "model/simulation/histogram.h"
#include "model/simulation/instance.h"
#include "model/simulation/plan.h"
#include "model/simulation/request.h"
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
///   engine_branches.cpp   calls at the same time
///   engine_caches.cpp     caches that know their objects
///   engine_sharing.cpp    processor sharing
///   engine_balancers.cpp  targets, health checks, draining
///   engine_names.cpp      the DNS
///   engine_groups.cpp     size of groups, schedules, zones in balance
///   engine_launches.cpp, engine_terminations.cpp  life of their members
///   engine_policies.cpp, engine_alarms.cpp        scaling policies, CloudWatch
///   engine_deployments.cpp, engine_activities.cpp new versions, history
///   engine_faults.cpp     stopping, starting, incidents
///   engine_disturbances.cpp  faults of zones, regions, gateways, connections, clients
///   engine_credits.cpp    CPU credits
///   engine_gateways.cpp, engine_functions.cpp  limits of requests, environments, time-outs
///   engine_fetches.cpp    what CDNs fetch, forget and keep of errors
///   engine_flows.cpp      connections of network balancers
///   engine_web.cpp        connections of web servers
///   engine_hosts.cpp      worker processes, sizes, addresses, configuration of instances
///   engine_capacity.cpp   throughput of tables
///   engine_files.cpp      files on disks and in shared stores
///   engine_sessions.cpp   what is lost: sessions, writes
///   engine_carts.cpp      where sessions are kept: caches, cookies
///   engine_backups.cpp    snapshots, restoring a database
///   engine_queues.cpp     messages
///   engine_timeline.cpp   what happened, in words
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
    Histogram latencies() const;

    /// What shares the workers of an instance with others.
    struct Job
    {
        double end = 0; ///< when each job has had so much work, this one is done
        std::uint64_t number = 0;
        Index request = none;
    };

private:
    // engine.cpp ------------------------------------------------------------------------------
    enum class TimerKind : std::uint8_t
    {
        None,
        GiveUp, ///< a: population
        WarmedUp,
        HealthCheck,    ///< a: target
        CheckFailed,    ///< a: target; nobody had answered
        DrainEnd,       ///< a: instance
        Launched,       ///< a: instance
        GroupMinute,    ///< a: group
        FaultBegin,     ///< a: fault of the scenario
        FaultEnd,       ///< a: active fault
        FailoverEnd,    ///< a: instance
        BootEnd,        ///< a: instance
        DnsCheck,       ///< a: check
        ZoneNoticed,    ///< a: zone; the DNS of balancers learns of it
        StatusCheck,    ///< a: instance of a group; EC2 sees that its host is gone
        PatienceEnd,    ///< a: place in m_patience
        Delivery,       ///< a: queue
        QueuePoll,      ///< a: queue
        MessageVisible, ///< a: message
        SpotEnd,        ///< a: active fault
        MemberBooted,   ///< a: instance of a group; its process starts
        HookEnd,        ///< a: instance that waits for its lifecycle hooks
        WarmReady,      ///< a: group; one more instance is prepared in its warm pool
        LaunchRetry,    ///< a: group
        Scheduled,      ///< a: scheduled action
        Metrics,        ///< CloudWatch
        DeployStep,     ///< a: group
        Credits,        ///< CPU credits of all instances
        DeadlineEnd,    ///< a: node whose calls must be answered in time
        Invalidated,    ///< a: node, a CDN
        TableMinute,    ///< a: table; auto scaling looks at its capacity
        Backup,         ///< a: instance; its daily snapshot
        RestoreEnd,     ///< a: instance; the restored database is ready
    };
    struct Timer
    {
        TimerKind kind = TimerKind::None;
        Index a = none;
        Index next = none;
    };
    void startTimer(TimerKind kind, Index a, std::int64_t time);
    void fire(Timer timer);
    void schedule(Index request, std::int64_t time);
    void expectArrival(Index population, std::int64_t time);
    void handleRequest(Index request, std::uint32_t ticket);
    void finishWarmup();
    void finishSecond();
    void startEverything();
    void startEdges();
    Index addInstance(Index node, Index group, const std::string& name);
    RandomStream stream(std::string_view resource, Purpose purpose) const;

    // engine_clients.cpp ----------------------------------------------------------------------
    enum class Outcome
    {
        Succeeded,
        Failed
    };
    /// An attempt that its client gives up at a time; which attempt is told by its beginning.
    struct GiveUpEntry
    {
        std::int64_t time = 0;
        std::int64_t started = 0;
        Index request = none;
        std::uint8_t attempt = 0;
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
        RandomStream classes{};
        RandomStream keys{};
        RandomStream patience{};
        Histogram latencies{};
        std::uint64_t offered = 0;
        std::uint64_t succeeded = 0;
        std::uint64_t failed = 0;
        double factor = 1;            ///< faults multiply the load
        std::int64_t base = 0;        ///< constant intervals are counted from then on
        std::int64_t users = 0;       ///< of a closed load, those who leave included
        std::int64_t leaving = 0;     ///< users who go when they have their answer
        std::int64_t staleSince = -1; ///< resolvers renew nothing since; -1: they do
        std::uint64_t arrived = 0;
        std::int64_t lastArrival = 0;
        Index firstSession = 0;
        std::deque<GiveUpEntry> giveUps{}; ///< in order of time; only the first is in the queue
        bool isGivingUp = false;           ///< its timer runs
    };
    void startPopulation(Index population);
    void addUser(Index population);
    void scheduleArrival(Index population);
    std::int64_t nextPoisson(const PopulationPlan& plan, Population& state) const;
    std::int64_t nextDeterministic(const PopulationPlan& plan, Population& state) const;
    void arrive(Index population);
    void beginRequest(Index request);
    void chooseWhat(Request& request, const PopulationPlan& plan, Population& state);
    void attempt(Index request);
    void noteFailed(Population& state, bool isCounted, Cause cause);
    void startPatience(Index request, const PopulationPlan& plan, Population& state);
    void losePatience(Index place);
    bool isWaiting(const GiveUpEntry& entry, Index population) const;
    void giveUp(Index population);
    void attemptSucceeded(Index request);
    void attemptFailed(Index request, Cause cause);
    void finishRequest(Index request, Outcome outcome);

    // engine_calls.cpp ------------------------------------------------------------------------
    // Where a function takes a `lag`, what it does happens so much later than now: hops at which
    // nothing waits are passed in one event.
    enum class IsAnswer
    {
        No, ///< silence, or a connection that broke
        Yes
    };
    Index instanceOf(const RequestHop& hop) const
    {
        return (hop.flags & RequestHop::target) != 0 ? m_targets[hop.place].instance : hop.place;
    }
    void issue(Index request, Index edge, std::int64_t lag);
    void push(Request& request, Index edge);
    void travel(Index request, std::int64_t delay);
    void enter(Index request);
    void passThrough(Index request, Index node, std::int64_t delay);
    void arriveAt(Index request, Index instance);
    void startService(Index request, Instance& instance);
    void finishService(Index request);
    void startNext(Instance& instance);
    void releaseWorker(Instance& instance);
    void enqueue(Index request, Instance& instance);
    std::int64_t workOf(const Request& request, Instance& instance);
    void decide(Index request, Instance& instance, std::int64_t lag);
    bool isSettled(Index request, Instance& instance, std::int64_t lag);
    Cause refusalBy(Request& request, Instance& instance);
    void continueCalls(Index request, std::int64_t lag);
    void answer(Index request, std::int64_t lag);
    void goBack(Index request, std::int64_t lag);
    void arriveBack(Index request);
    void fail(Index request, Cause cause, IsAnswer isAnswer);
    void failAfter(Index request, Cause cause, std::int64_t after, IsAnswer isAnswer);
    void refuse(Index request, Instance& instance, Cause cause, std::int64_t lag);
    static Cause answeredBy(const NodePlan& balancer, Cause cause);
    void leaveQueue(Index request);
    void abandon(Index request);
    void releaseRequest(Index request);
    Index split(Index request, Index at);
    std::int64_t connectTimeoutOf(const Request& request, const RequestHop& hop) const;
    std::int64_t patienceOf(const RequestHop& hop) const;

    // engine_branches.cpp ---------------------------------------------------------------------
    void callAll(Index request, std::int64_t lag);
    void finishBranch(Index branch, Cause cause);
    void abandonBranches(Index request);

    // engine_caches.cpp -----------------------------------------------------------------------
    void startStores();
    void loseCache(const FaultPlan& fault, Index incident);
    bool isInCache(const Request& request, Instance& instance);
    void fillCaches(const Request& request, const NodePlan& node);
    bool helpsItself(Index request, Instance& caller, Cause cause);

    // engine_gateways.cpp ---------------------------------------------------------------------
    void startEntrances();
    Entrance entranceOf(const NodePlan& plan) const;
    bool admit(Index request, Instance& instance);
    bool admitByRate(Index request, Instance& instance);
    void watchDeadline(Index request, Index node);
    void endDeadlines(Index node);
    bool isPending(const DeadlineEntry& entry) const;
    void cutOff(const DeadlineEntry& entry, Index node);
    void fireEdge(Timer timer);

    // engine_functions.cpp --------------------------------------------------------------------
    enum class Environment
    {
        None,
        Warm,
        Cold
    };
    void invoke(Index request, Instance& instance);
    Environment takeEnvironment(const FunctionPlan& plan, FunctionState& state);
    void returnEnvironment(const Instance& instance, bool isAlive);
    void loseEnvironments(const Instance& instance);

    // engine_fetches.cpp ----------------------------------------------------------------------
    bool isHeldBack(Index request, Instance& instance, std::int64_t lag);
    void finishFetch(Index request, const RequestHop& hop, Instance& instance, std::int64_t lag);
    void failFetch(Index request, const RequestHop& hop, Instance& instance, Cause cause);
    void passFetchOn(std::uint32_t key, const Instance& instance);
    void goOnAfterFetch(Index request);
    void loseFetches(const Instance& instance);
    void invalidate(Index node);

    // engine_web.cpp --------------------------------------------------------------------------
    bool openConnection(Index request, Instance& instance);
    void closeConnection(const RequestHop& hop);
    void answerAsWebServer(Index request, const WebServerPlan& plan, std::int64_t lag);

    // engine_capacity.cpp ---------------------------------------------------------------------
    struct TableState
    {
        TableCapacity capacity;
        Index node = none;
        std::int64_t throttledAt = -1; ///< the last time; -1: never
    };
    void startTables();
    bool throttles(const Request& request, Instance& instance);
    void scaleTable(Index table);

    // engine_files.cpp ------------------------------------------------------------------------
    struct FileSystemState
    {
        FilePipe pipe;
        std::vector<char> isTold{}; ///< by zone: that it has no mount target
    };
    enum class IsForGood
    {
        No,
        Yes
    };
    static constexpr Index asDeployed = none; ///< a file that all servers have
    static constexpr Index lostFile = none - 1;
    void startFiles();
    bool useFiles(const Request& request, Instance& instance, Index index);
    void loseFiles(Index instance, IsForGood isForGood);
    bool isMounted(const Request& request, const Instance& fileSystem);
    void useStore(Index request, Instance& instance, std::int64_t lag);

    // engine_queues.cpp -----------------------------------------------------------------------
    struct MessageQueue
    {
        Index instance = none;
        std::deque<Index> visible{}; ///< messages that wait
        bool isDelivering = false;   ///< its timer runs
        std::int64_t since = 0;
        WideSum waiting{}; ///< visible messages times nanoseconds
        WideSum waits{};   ///< from sending to the first receiving
        std::uint64_t sent = 0;
        std::uint64_t received = 0; ///< for the first time
        std::uint64_t redelivered = 0;
        std::uint64_t deleted = 0;
        std::uint64_t processedTwice = 0;
        std::uint64_t deadLettered = 0;
    };
    void startQueues();
    void findFeeders();
    void accrueQueue(MessageQueue& queue);
    void sendMessage(const Request& request, Index queue);
    void expectDelivery(Index queue);
    void pollQueue(Index queue);
    std::pair<Index, Index> idleWorker(const QueuePlan& plan) const;
    void deliver(Index queue);
    void receive(Index message, Index worker, Index edge);
    void finishMessage(Index request, Cause cause);
    void showMessage(Index message);
    void releaseMessage(Index message);

    // engine_sharing.cpp ----------------------------------------------------------------------
    /// An instance whose workers are shared by all of its jobs.
    struct Share
    {
        std::int64_t since = 0;
        double work = 0; ///< nanoseconds that each job has had since the beginning
        double speed = 1;
        std::uint64_t numbers = 0;
        Index expected = none;     ///< the request whose end is in the queue of events
        std::uint32_t present = 0; ///< jobs, of all processes on the host
        std::vector<Job> jobs{};
    };
    void advance(Share& share, const Instance& instance);
    void awaitNextEnd(Share& share);
    void shareIn(Index request, Instance& instance);
    void shareOut(Index request, Instance& instance);
    void dropJobs(Index instance);
    void shareHosts();

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
        std::int64_t delayNs = 0; ///< from the balancer, one way
        std::int64_t healthySince = 0;
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
        std::vector<std::size_t> cursors{}; ///< by zone, without cross-zone load balancing
        std::vector<Index> nearby{};        ///< of the request that is placed now
        RandomStream choices{};
        RandomStream flows{};
        std::vector<Binding> bindings{}; ///< by session, where it stays with a target
    };
    void registerTarget(Index pool, Index instance, Index edge, bool isInService);
    void deregister(Index instance);
    void removeTarget(Index target);
    void setTargetState(Index target, TargetState state);
    void forward(Index request);
    Index pickTarget(Index pool, const Request& request, Index edge);
    Index pickNear(Pool& pool, const PoolPlan& plan, const std::vector<Index>& candidates,
                   Index zone);
    Index pickAmong(Pool& pool, const PoolPlan& plan, const std::vector<Index>& candidates,
                    std::size_t& cursor);
    bool isWarmEnough(Pool& pool, const PoolPlan& plan, const Target& target);
    /// engine_flows.cpp
    Index followFlow(Pool& pool, const PoolPlan& plan, const Request& request,
                     const std::vector<Index>& candidates, Index zone);
    Index lessBusyOfTwo(Pool& pool, const std::vector<Index>& candidates);
    Index poolOf(const Request& request, Index edge) const;
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
        bool isDelegated = true;
        bool wasMissing = false;        ///< at some time nobody found it
        std::vector<Index> withdrawn{}; ///< nodes that somebody took out of it
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
    const Answers& believed(const Name& name, std::int64_t asked, std::int64_t ttl,
                            std::int64_t askedForNothing) const;
    void delegate(const FaultPlan& fault, bool isDelegated);
    void editRecord(const FaultPlan& fault, bool isWithdrawn);

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
    void sampleQueue(const AlarmPlan& plan, AlarmWatch& watch) const;
    void noteAnswer(Index hop, Outcome outcome, std::int64_t lag);
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
    void stopHost(Index instance, Index active);
    void disturb(Index instance, FaultKind kind, Index active);
    void undo(Index instance, FaultKind kind);
    void loseCalls(Index instance, Stop how);
    Index hopAt(const Request& request, Index instance) const;
    void loseAt(Index request, Index hop, Stop how);
    void goUp(Index instance);
    void noteDetected(Index instance);
    static bool strikesOne(FaultKind kind);
    void strike(Index victim, const FaultPlan& fault, Index active);
    void takeBack(Index active);
    Index victimOf(const FaultPlan& fault) const;

    // engine_disturbances.cpp -----------------------------------------------------------------
    void beginDisturbance(const FaultPlan& fault, Index active);
    void endDisturbance(const FaultPlan& fault, Index incident);
    void loseZone(Index zone, Index active);
    void regainZone(Index zone);
    void loseRegion(Index region, Index active);
    void regainRegion(Index region);
    bool isRegionDown(Index node) const;
    void changeLink(const FaultPlan& fault, int sign);
    void multiplyLoad(Index population, double factor);
    bool isCutOff(const Request& request, const EdgePlan& edge) const;
    bool isOldAddress(const EdgePlan& edge, Index via) const;

    // engine_capacity.cpp ---------------------------------------------------------------------
    std::uint32_t workersOf(const Instance& instance) const;
    void changeWorkers(Index instance);
    void loseOne(Index instance);
    void stopWorker(Index instance, int sign);
    void startAgain(Index instance, const FaultPlan& fault);
    bool isFormerAddress(const Request& request, const EdgePlan& edge) const;
    bool hasAddress(Index group, Index zone) const;
    void takeAddress(Index instance);
    void giveAddressBack(Instance& instance);
    Text whyNoLaunch(Index group, Index zone) const;
    void changeConfiguration(Index group, Index active);
    void keepOldConfiguration(Index instance);
    void readConfiguration(Index instance);
    void restoreConfiguration(Index group);

    // engine_credits.cpp ----------------------------------------------------------------------
    void startCredits();
    void settleCredits();

    // engine_sessions.cpp ---------------------------------------------------------------------
    void useSession(const Request& request, Index instance);
    void loseSessionsOf(Index instance);
    void loseSession(Index incident);
    void noteWrite(Instance& instance);
    void loseWrites(Instance& instance, Index incident);
    void noteStaleRead(Instance& instance);

    // engine_carts.cpp ------------------------------------------------------------------------
    struct Tampering
    {
        double share = 0; ///< of the requests
        Index incident = none;
    };
    Cause keepSession(const Request& request, Instance& instance, Index index);
    Cause takeCookie(const Request& request, Instance& instance);
    bool isForged(const Instance& instance);
    void tamper(const FaultPlan& fault, double share, Index incident);
    void forget(const FaultPlan& fault, Index incident);
    void loseSessionShare(Index instance, std::uint32_t nodes);
    std::uint64_t liveSessions() const;

    // engine_backups.cpp ----------------------------------------------------------------------
    void startBackups();
    void backUp(Index instance);
    void takeSnapshot(Index instance, Index incident);
    std::int64_t restorePointOf(const Instance& instance, std::int64_t wanted) const;
    void beginRestore(const FaultPlan& fault, Index active);
    void endRestore(Index instance);
    static std::uint64_t dropWrites(Instance& instance, std::int64_t fromSecond);

    // engine_timeline.cpp ---------------------------------------------------------------------
    void note(TimelineKind kind, const std::string& subject, Text text, Index incident);
    void noteFault(Index active);
    std::vector<IncidentPhase> phasesOf(Index incident, double recoveredS) const;

    // engine_report.cpp -----------------------------------------------------------------------
    NodeResult nodeResult(Index node) const;
    void addMeter(const Instance& instance, Meter& sum) const;
    NodeFrame nodeFrame(Index node) const;
    void addMembers(SimulationFrame& frame) const;
    MemberPhase phaseOf(const Instance& instance) const;
    void addQueue(MessageQueue queue, NodeResult& result) const;
    std::vector<Incident> incidents() const;

    struct EdgeState
    {
        std::int64_t delayNs = 0; ///< to the node, one way
        Index to = none;
        Index via = none; ///< the edge to the name that answers with this one
        std::uint64_t requests = 0;
        std::uint64_t failed = 0;
        std::uint64_t requestsBefore = 0; ///< at the last whole second
        std::uint64_t failedBefore = 0;
        double requestRate = 0;
        double failedRate = 0;
        double loss = 0; ///< share of packets that a fault loses
    };
    std::int64_t retransmissionsOn(const EdgeState& edge);
    std::int64_t heldUp(const Request& request, Index edge);

    SimulationPlan m_plan;
    std::uint64_t m_replication = 0;
    std::int64_t m_now = 0;
    std::uint64_t m_events = 0;
    EventQueue m_queue;
    Requests m_requests;
    RequestHops m_hops;
    std::vector<Timer> m_timers;
    Index m_freeTimer = none;

    std::vector<Instance> m_instances;
    std::vector<Share> m_shares;
    std::vector<CacheStore> m_stores;
    std::vector<EdgeObjects> m_edgeObjects; ///< by store
    std::vector<TokenBucket> m_throttles;
    std::vector<FunctionState> m_functions;
    std::vector<std::uint32_t> m_sharedBusy; ///< by concurrency that functions share
    std::vector<Deadlines> m_deadlines;      ///< by node; empty: none has any
    std::vector<std::uint64_t> m_hopSerials; ///< by hop, of those with a deadline
    std::uint64_t m_serials = 0;
    std::vector<TableState> m_tables;
    std::vector<FileSystemState> m_fileSystems;
    std::vector<Index> m_fileHomes; ///< by object: the instance that has it
    std::uint64_t m_lostFiles = 0;
    std::vector<Index> m_instanceOf; ///< by node, where it is a station
    std::vector<Population> m_populations;
    std::vector<GiveUpEntry> m_patience; ///< free places are linked through `request`
    Index m_freePatience = none;
    std::vector<Target> m_targets;
    std::vector<Pool> m_pools;
    std::vector<Name> m_names;
    std::vector<DnsCheckState> m_checks;
    std::vector<GroupState> m_groups;
    std::vector<AlarmWatch> m_alarms;
    std::int64_t m_metricStep = 0;           ///< 0: nobody asks for metrics
    bool m_watchesAnswers = false;           ///< an alarm needs response times or errors
    std::vector<std::int64_t> m_forwardedAt; ///< by hop, where answers are watched
    std::vector<MessageQueue> m_queues;
    QueuedMessages m_messages;
    std::vector<Index> m_feederOf;     ///< by node: the queue that it works for
    std::vector<Index> m_sessionHomes; ///< by session: the instance that keeps it
    std::uint64_t m_lostSessions = 0;
    std::vector<std::uint32_t> m_cartBytes; ///< by session, where carts are in cookies
    std::vector<Tampering> m_tampering;     ///< by node; empty: nobody ever tampered
    RandomStream m_forgeries;
    std::vector<TimelineEvent> m_timeline;
    bool m_hasPriorities = false; ///< some kinds of requests are more urgent than others
    bool m_isDisturbed = false;   ///< a fault may hold messages up on their way
    std::vector<std::uint32_t> m_natFaults;
    std::vector<std::uint32_t> m_regionDown; ///< faults that struck each
    std::vector<std::int64_t> m_rotated;     ///< by balancer: when it had new addresses; -1: never
    std::int64_t m_answeredAt = 0;           ///< when the last name that was asked for was answered
    RandomStream m_losses;
    std::vector<std::uint32_t> m_zoneDown;   ///< faults that struck each
    std::vector<std::uint32_t> m_zoneHidden; ///< the DNS of balancers no longer answers with it
    std::vector<ActiveFault> m_active;
    std::vector<Incident> m_incidents;
    std::vector<std::uint32_t> m_zoneFull; ///< faults because of which it has no instances to give
    std::vector<std::uint32_t> m_subnetFree; ///< addresses
    std::vector<ScalingEvent> m_scaling;
    std::vector<ScalingActivity> m_activities;
    std::vector<AlarmEvent> m_alarmEvents;
    std::vector<Notification> m_notifications;
    std::vector<EdgeState> m_edges;
    std::vector<Meter> m_nodeMeters; ///< of balancers

    Histogram m_secondLatencies;
    SecondSample m_second{};
    std::int64_t m_secondStart = 0;
    std::int64_t m_secondEnd = 0;
    std::vector<SecondSample> m_series;
    std::size_t m_samplesShown = 0;
    std::array<std::uint64_t, causes> m_failedByCause{};
};

} // namespace skydraft
