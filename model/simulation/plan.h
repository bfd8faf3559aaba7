// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/scenario.h"
#include "model/base/error.h"
#include "model/base/id.h"
#include "model/base/time.h"
#include "model/catalogue/service_type.h"
#include "model/simulation/edge_plan.h"
#include "model/simulation/file_pipe.h"
#include "model/simulation/load_shape.h"
#include "model/simulation/plan_index.h"
#include "model/simulation/popularity.h"
#include "model/simulation/random_stream.h"
#include "model/simulation/scaling_plan.h"
#include "model/simulation/table_capacity.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

enum class Operation
{
    Read,
    Write
};

/// A way from one node to another: a drawn connection, an address in an answer of the DNS, or a
/// balancer and its target. Exactly one of `to` and `name` is set.
struct EdgePlan
{
    Index to = none;         ///< a node
    Index name = none;       ///< a name that the DNS resolves to other edges
    Index pool = none;       ///< where `to` is a balancer or a group: the targets it chooses from
    Index zone = none;       ///< where `to` is a balancer: the zone in which its address stands
    Index connection = none; ///< the drawn connection that counts its requests
    double weight = 1;
    double calls = 1;         ///< calls per request; the fraction is a probability
    bool isBlocked = false;   ///< the network lets nothing through
    bool leavesVpc = false;   ///< through a NAT gateway, where its caller has one
    std::int64_t delayNs = 0; ///< from region to region, one way
    std::string paths{};      ///< only requests with such a path take it; empty: all do
};

/// One kind of request that a client population sends.
struct RequestClassPlan
{
    std::string name{};
    std::string path{};              ///< of its address: "/album/7"
    std::optional<Operation> only{}; ///< none: by the population's share of reads
    bool isCacheable = true;
    std::uint32_t priority = 0;  ///< lower ones are served first
    double serviceFactor = 1;    ///< its work, times the server's usual service time
    std::int64_t transferNs = 0; ///< for its answer on the client's line
    double sizeKib = 0;          ///< of what it reads or uploads
};

/// Whether a path matches a pattern as load balancers and CDNs write it: `*` stands for any number
/// of characters and `?` for one; letters are told apart by case.
bool matchesPath(std::string_view pattern, std::string_view path);

/// Several edges, of which one is taken at random by weight.
struct EdgeChoice
{
    std::vector<Index> edges{};
    std::vector<double> cumulative{}; ///< weights summed up, the last one is 1

    bool isEmpty() const { return edges.empty(); }
    /// Draws nothing where there is only one.
    Index pick(RandomStream& stream) const;
};

/// Calls that a server makes one group after another: first caches, then databases, then the rest.
struct CallGroup
{
    BehaviourKind behaviour = BehaviourKind::None;
    EdgeChoice reads{};
    EdgeChoice writes{};
    /// By class of request, where connections are for certain paths only; else empty.
    std::vector<EdgeChoice> classReads{};
    std::vector<EdgeChoice> classWrites{};
};

enum class NodeKind : std::uint8_t
{
    Station,
    Balancer,
    Group
};

enum class Discipline : std::uint8_t
{
    FirstComeFirstServed, ///< among equal priorities
    ProcessorSharing      ///< all at once, each with its share of the workers
};

/// CPU credits of a T instance in standard mode; none where mostCredits is 0.
struct BurstPlan
{
    double creditsPerHour = 0;
    double mostCredits = 0;
    double vcpus = 2;
    double baseline = 1; ///< share of its CPU without credits
};

/// Where a server keeps the carts and logins of visitors.
enum class SessionStore : std::uint8_t
{
    None,     ///< nowhere, or nobody says
    Instance, ///< in its own memory or on its own disk
    Shared,   ///< in a cache or a table that it calls
    Cookie    ///< at the visitors
};

/// One resource that takes part.
struct NodePlan
{
    // What every request touches stands first, in as few cache lines as possible.
    std::int64_t delayNs = 0; ///< one way
    NodeKind kind = NodeKind::Station;
    bool holdsWorker = false;
    SessionStore sessionStore = SessionStore::None;
    bool isPlain = false;       ///< works and calls; no cache, queue, session or replica
    bool isSpecial = false;     ///< refuses, throttles, keeps or passes on in a way of its own
    bool isPassThrough = false; ///< nobody ever waits there, and it takes no time
    Discipline discipline = Discipline::FirstComeFirstServed;
    bool dropsAbandoned = false; ///< does not begin work whose client no longer waits
    bool callsInParallel = false;
    bool startsByItself = true; ///< its process runs again after the host has booted
    BehaviourKind behaviour = BehaviourKind::None;
    RandomTime service{};
    std::int64_t coldStartNs = 0;
    double hitRatio = 0;
    std::vector<CallGroup> calls{};
    Index balancer = none;
    Index group = none; ///< the group itself, or the group that a drawn member belongs to
    Index zone = none;
    std::uint32_t workers = 1;
    std::uint32_t queueLimit = unlimited;
    std::int64_t bootNs = 0;
    bool isReplica = false;  ///< a read replica of a database
    Index source = none;     ///< of a replica
    std::int64_t lagNs = 0;  ///< of a replica, as a rule
    std::int64_t lossNs = 0; ///< writes that are lost with it: those of the last so many ns
    Index region = none;
    std::vector<std::pair<Index, Index>> nats{}; ///< zone, NAT gateway through which it leaves
    Index fallback = none;                       ///< edge to the second origin of a CDN
    std::vector<Index> fills{};     ///< caches (nodes) that it fills with what its database answers
    std::uint32_t cacheObjects = 0; ///< that fit into the cache; 0: it has a hit ratio instead
    std::uint32_t cacheNodes = 1;
    std::int64_t cacheTtlNs = 0;  ///< 0: objects stay
    std::int64_t failoverNs = -1; ///< a standby takes over after this; -1: there is none
    ResourceId id{};
    BurstPlan burst{};
    Index gateway = none;
    Index function = none;
    Index web = none;
    bool collapses = false;      ///< a CDN that fetches an object once for all who wait for it
    std::int64_t errorTtlNs = 0; ///< a CDN keeps an origin's error so long
    Index table = none;          ///< where it is a table whose capacity is known
    FileStore fileStore = FileStore::None;
    bool deletesVolume = true;   ///< its volume goes when the instance is terminated
    Index fileSystem = none;     ///< where it is one
    Index sessionHome = none;    ///< the node that keeps its sessions, where they are shared
    bool isSessionStore = false; ///< others keep their sessions in it
    bool validatesCookies = false;
    std::uint32_t cartItemBytes = 100;      ///< by which a write makes the cookie longer
    bool limitsConnections = false;         ///< its queue ends where its connections do
    bool hasBackups = false;                ///< automatic ones, with recovery to a point in time
    std::int64_t backupNs = -1;             ///< the first automatic snapshot; -1: nobody says when
    std::uint64_t mostWrites = 0;           ///< that its storage takes; 0: nobody says
    Index host = none;                      ///< the node whose processors it uses
    std::int64_t metricNs = 60'000'000'000; ///< how often it tells its CPU to CloudWatch
    std::uint32_t vcpus = 0;                ///< of its instance type; 0: it has none
    std::uint32_t processes = 1;            ///< worker processes; `workers` of them work at once
    bool isCpuBound = false;                ///< each needs a processor while it works
    bool losesAddress = false;              ///< stopped and started it has a new public address
    Index subnet = none;                    ///< of a drawn member of a group
};

struct HealthCheckPlan
{
    bool isOn = false;
    std::int64_t intervalNs = 30'000'000'000;
    std::int64_t timeoutNs = 5'000'000'000;
    std::uint32_t healthyThreshold = 5;
    std::uint32_t unhealthyThreshold = 2;
};

enum class Algorithm
{
    RoundRobin,
    LeastOutstandingRequests,
    Random,
    PowerOfTwo, ///< the less busy of two that are drawn at random
    FlowHash    ///< by the client's connection, which stays with its target
};

struct PoolMember
{
    Index node = none; ///< a station, or a group, which stands for all its members
    Index edge = none; ///< from the balancer
};

/// The targets among which one balancer chooses: a target group behind it, or the instances that it
/// is connected to directly.
struct PoolPlan
{
    ResourceId id{}; ///< the target group; the balancer for direct targets
    Algorithm algorithm = Algorithm::RoundRobin;
    HealthCheckPlan check{};
    std::int64_t deregistrationNs = 300'000'000'000;
    bool isSticky = false;
    std::int64_t stickyNs = 0;
    bool crossesZones = true;
    std::int64_t slowStartNs = 0; ///< a new target's share grows to the full one over this time
    std::int64_t flowIdleNs = 350'000'000'000; ///< a connection without requests is forgotten
    std::vector<PoolMember> members{};
};

struct BalancerPlan
{
    Index node = none;
    std::int64_t connectTimeoutNs = 10'000'000'000;
    std::int64_t idleTimeoutNs = 60'000'000'000;
    std::vector<Index> zones{};                     ///< one address stands in each
    std::vector<std::pair<int, Index>> listeners{}; ///< port, pool
    std::vector<Index> poolOfClass{}; ///< by its rules for paths; none: that of the listener
    Index directPool = none;
    bool hasStaticAddresses = false; ///< one in each zone, for as long as it lives
};

enum class RoutingPolicy
{
    Simple,
    Weighted,
    Failover, ///< the first healthy one
    Multivalue
};

/// One record of a name.
struct AnswerPlan
{
    std::vector<Index> edges{}; ///< its addresses
    double weight = 1;
    double rank = 0;    ///< failover, latency and geolocation: the lowest healthy one answers
    Index check = none; ///< the health check that must pass
};

struct DnsCheckPlan
{
    ResourceId id{};
    Index node = none;
    std::int64_t intervalNs = 30'000'000'000;
    std::uint32_t failureThreshold = 3;
};

struct NamePlan
{
    ResourceId id{};
    RoutingPolicy policy = RoutingPolicy::Simple;
    std::int64_t ttlNs = 300'000'000'000;
    bool pinsAddresses = false; ///< holds addresses of a balancer, as no alias does
    ResourceId zone{};          ///< the hosted zone; empty: none is drawn
    std::vector<ResourceId> records{};
    bool isDelegated = true; ///< the registrar names the zone's name servers
    std::int64_t negativeTtlNs =
        900'000'000'000; ///< resolvers believe so long that it is not there
    std::vector<AnswerPlan> answers{};
};

/// A queue of messages and who works on them.
struct QueuePlan
{
    Index node = none;
    std::vector<Index> consumers{}; ///< edges from the queue
    std::int64_t visibilityNs = 30'000'000'000;
    std::uint32_t mostReceives = unlimited; ///< then it goes to the dead-letter queue
};

/// One client population.
struct PopulationPlan
{
    ResourceId id{};
    bool isClosed = false;
    bool isPoisson = true;
    ShapePlan shape{};
    std::uint32_t users = 0;
    RandomTime think{};
    /// Share of all requests summed up, and the class; empty: all are of class 0.
    std::vector<std::pair<double, std::uint8_t>> classes{};
    std::shared_ptr<const Popularity> popularity{}; ///< of its objects; null: no matter which
    Index firstObject = 0;
    bool isPlain = false;          ///< all its requests read, and are alike
    bool isPatienceRandom = false; ///< the time-out is the mean of an exponential time
    std::int64_t timeoutNs = -1;   ///< -1: waits as long as it takes
    std::int64_t connectTimeoutNs = 10'000'000'000;
    std::int64_t backoffNs = 100'000'000;
    std::uint32_t retries = 0;
    double readRatio = 1;
    std::uint32_t resolvers = 64;
    std::uint32_t sessions = 1;   ///< different people, for stickiness
    std::int64_t keepAliveNs = 0; ///< a person's connection stays open so long; 0: one per request
    EdgeChoice routes{};
};

enum class FaultKind
{
    ProcessStop,
    ProcessHang, ///< accepts connections and answers nothing
    Http500,     ///< answers every request with an error
    CpuBurn,     ///< something else takes half of each processor
    HostStop,
    ZoneDown,
    RegionDown,
    HostTermination,  ///< the host is gone for good
    SpotInterruption, ///< announced, then gone for good
    ReplicaLag,       ///< a read replica falls behind
    CacheLoss,        ///< what a cache holds is lost
    Forget,           ///< a cache or a store of sessions loses all it knew
    CookieTampering,  ///< a share of the visitors change their cookies
    Snapshot,         ///< of a database; nothing breaks
    Restore,          ///< a database as it was at a point in time takes its place
    QueueStall,       ///< a queue hands out nothing
    NatDown,
    AddressRotation, ///< a load balancer has new addresses
    StaleNames,      ///< the resolvers of these clients do not renew their answers
    LinkLatency,
    LinkLoss,
    LoadSpike,
    CapacityOut,   ///< a zone has no instances to give
    Deploy,        ///< a group gets a new version
    Invalidation,  ///< a CDN forgets what it holds
    ContentChange, ///< the origin of a CDN has other content
    Delegation,    ///< the registrar gets the right name servers of a zone
    Undelegation,  ///< it loses them
    RecordEdit,    ///< somebody takes an address out of a record
    HostRestart,   ///< stopped and started again
    HostResize,    ///< stopped, given another instance type and started again
    WorkerStop,    ///< one of its worker processes stops
    ConfigChange,  ///< what a group's instances read when they started is no longer true
};

/// What a kind of fault strikes.
enum class FaultTarget
{
    Station, ///< something that runs, or one member of a group
    Host,    ///< an instance of a known type that is no member of a group
    Workers, ///< something that has worker processes, or one member of a group
    Standby, ///< a database or cache that has one
    Replica,
    Cache,
    Memory,   ///< a cache, or what keeps sessions
    Cookies,  ///< servers that keep carts in cookies
    Database, ///< one that can be backed up
    Queue,
    Balancer,
    Group,
    Zone,
    Region,
    Nat,
    Connection,
    Clients,
    Cdn,
    HostedZone,
    Record
};

struct FaultDescription
{
    std::string_view name{}; ///< in scenarios: "process.stop"
    FaultKind kind = FaultKind::ProcessStop;
    FaultTarget target = FaultTarget::Station;
};

/// All kinds of faults, as scenarios name them.
std::vector<FaultDescription> faultDescriptions();

struct FaultPlan
{
    FaultKind kind = FaultKind::ProcessStop;
    std::string name{};
    std::string target{};
    Index node = none;
    Index zone = none;
    Index region = none;
    Index nat = none;
    Index connection = none;
    Index population = none;
    double strength = 0; ///< by its kind: ms of latency, share of loss, factor, s of lag or notice
    BurstPlan burst{};   ///< CPU credits of a new instance type
    std::int64_t atNs = 0;
    std::int64_t durationNs = -1; ///< -1: to the end
    std::int64_t toNs = -1;       ///< the point in time of a restore; -1: the latest
    DeployPlan deploy{};
    std::vector<Index> names{}; ///< that it concerns
};

/// A NAT gateway through which requests of private subnets leave.
struct NatPlan
{
    ResourceId id{};
    Index zone = none; ///< with which it fails
};

/// A subnet from which instances of groups take their addresses.
struct SubnetPlan
{
    ResourceId id{};
    Index zone = none;
    std::uint32_t free = 0; ///< addresses that nothing drawn holds
};

/// A drawing and a scenario as flat arrays. Nothing in it points into the document.
struct SimulationPlan
{
    std::string scenario{};
    std::uint64_t seed = 1;
    std::int64_t endNs = 0;
    std::int64_t warmupNs = 0;
    std::int64_t sampleNs = 1'000'000'000;
    bool hasSessions = false;
    std::uint32_t objects = 0; ///< of all populations

    std::vector<RequestClassPlan> classes{}; ///< 0: what has no class
    std::vector<NodePlan> nodes{};           ///< sorted by id
    std::vector<EdgePlan> edges{};
    std::vector<PoolPlan> pools{};
    std::vector<BalancerPlan> balancers{};
    std::vector<GroupPlan> groups{};
    std::vector<AlarmPlan> alarms{};
    std::vector<ScheduledActionPlan> schedules{};
    std::vector<TopicPlan> topics{};
    std::vector<NamePlan> names{};
    std::vector<DnsCheckPlan> checks{};
    std::vector<PopulationPlan> populations{};
    std::vector<QueuePlan> queues{};
    std::vector<ThrottlePlan> throttles{};
    std::vector<GatewayPlan> gateways{};
    std::vector<ConcurrencyPlan> concurrencies{};
    std::vector<FunctionPlan> functions{};
    std::vector<WebServerPlan> webServers{};
    std::vector<TablePlan> tables{};
    std::vector<FileSystemPlan> fileSystems{};
    std::vector<FaultPlan> faults{};
    std::vector<NatPlan> nats{};
    std::vector<SubnetPlan> subnets{};
    std::vector<std::string> regions{};
    std::map<std::string, Index> regionOfName{}; ///< by code and by id of the region's resource
    std::vector<ConnectionId> connections{};
    std::vector<std::string> zones{}; ///< names
    std::vector<Index> regionOfZone{};
    std::map<std::string, Index> zoneOfName{}; ///< by name and by id of the zone's resource
    std::map<ResourceId, Index> nodeOf{};
    std::map<ResourceId, Index> groupOfComposite{}; ///< the node that faults strike
};

/// The fault with its target looked up. Fails for an unknown kind (pointer + "/kind"), an unknown
/// target ("/target"), a target that this kind cannot strike or a time that is no number.
Result<FaultPlan> planFault(const SimulationPlan& plan, const Fault& fault,
                            const std::string& pointer);

} // namespace skydraft
