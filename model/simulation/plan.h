// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/scenario.h"
#include "model/base/error.h"
#include "model/base/id.h"
#include "model/base/time.h"
#include "model/catalogue/service_type.h"
#include "model/simulation/load_shape.h"
#include "model/simulation/plan_index.h"
#include "model/simulation/random_stream.h"
#include "model/simulation/scaling_plan.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
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
    double calls = 1;       ///< calls per request; the fraction is a probability
    bool isBlocked = false; ///< the network lets nothing through
};

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
};

enum class NodeKind : std::uint8_t
{
    Station,
    Balancer,
    Group
};

/// One resource that takes part.
struct NodePlan
{
    // What every request touches stands first, in as few cache lines as possible.
    std::int64_t delayNs = 0; ///< one way
    NodeKind kind = NodeKind::Station;
    bool holdsWorker = false;
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
    std::int64_t failoverNs = -1; ///< a standby takes over after this; -1: there is none
    ResourceId id{};
    std::int64_t metricNs = 60'000'000'000; ///< how often it tells its CPU to CloudWatch
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
    Random
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
    std::vector<PoolMember> members{};
};

struct BalancerPlan
{
    Index node = none;
    std::int64_t connectTimeoutNs = 10'000'000'000;
    std::int64_t idleTimeoutNs = 60'000'000'000;
    std::vector<Index> zones{};                     ///< one address stands in each
    std::vector<std::pair<int, Index>> listeners{}; ///< port, pool
    Index directPool = none;
};

enum class RoutingPolicy
{
    Simple,
    Weighted,
    Failover,
    Multivalue
};

/// One record of a name.
struct AnswerPlan
{
    std::vector<Index> edges{}; ///< its addresses
    double weight = 1;
    bool isSecondary = false;
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
    std::vector<AnswerPlan> answers{};
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
    std::int64_t timeoutNs = -1; ///< -1: waits as long as it takes
    std::int64_t connectTimeoutNs = 10'000'000'000;
    std::int64_t backoffNs = 100'000'000;
    std::uint32_t retries = 0;
    double readRatio = 1;
    std::uint32_t resolvers = 64;
    std::uint32_t sessions = 1; ///< different people, for stickiness
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
    CapacityOut, ///< a zone has no instances to give
    Deploy,      ///< a group gets a new version
};

struct FaultPlan
{
    FaultKind kind = FaultKind::ProcessStop;
    std::string name{};
    std::string target{};
    Index node = none;
    Index zone = none;
    std::int64_t atNs = 0;
    std::int64_t durationNs = -1; ///< -1: to the end
    DeployPlan deploy{};
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

    std::vector<NodePlan> nodes{}; ///< sorted by id
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
    std::vector<FaultPlan> faults{};
    std::vector<ConnectionId> connections{};
    std::vector<std::string> zones{};          ///< names
    std::map<std::string, Index> zoneOfName{}; ///< by name and by id of the zone's resource
    std::map<ResourceId, Index> nodeOf{};
    std::map<ResourceId, Index> groupOfComposite{}; ///< the node that faults strike
};

/// The fault with its target looked up. Fails for an unknown kind (pointer + "/kind"), an unknown
/// target ("/target"), a target that this kind cannot strike or a time that is no number.
Result<FaultPlan> planFault(const SimulationPlan& plan, const Fault& fault,
                            const std::string& pointer);

} // namespace skydraft
