// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/plan_compiler.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/simulation/burstable.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr double longestS = 1e9;
/// Samples that a result has at most; longer runs take longer samples.
constexpr double mostSamples = 100'000;
constexpr int deepest = 64;

bool takesPart(BehaviourKind kind)
{
    return kind != BehaviourKind::None && kind != BehaviourKind::Clients
           && kind != BehaviourKind::Dns && kind != BehaviourKind::Alarm
           && kind != BehaviourKind::Environment;
}

std::uint32_t toCount(double value, double least, double most)
{
    return static_cast<std::uint32_t>(
        std::clamp(std::isfinite(value) ? value : least, least, most));
}

Distribution distributionOf(std::string_view name)
{
    if (name == "exponential")
        return Distribution::Exponential;
    if (name == "erlang")
        return Distribution::Erlang;
    if (name == "lognormal")
        return Distribution::Lognormal;
    return name == "hyperexponential" ? Distribution::Hyperexponential
                                      : Distribution::Deterministic;
}

} // namespace

std::int64_t toNanoseconds(double seconds)
{
    if (!std::isfinite(seconds) || seconds <= 0)
        return 0;
    return fromSeconds(std::min(seconds, longestS)).count();
}

PlanCompiler::PlanCompiler(const Catalogue& catalogue, const Architecture& architecture,
                           const Scenario& scenario, const CanReach& canReach)
    : m_catalogue(catalogue)
    , m_source(architecture)
    , m_expansion(expandComposites(catalogue, architecture))
    , m_architecture(m_expansion.architecture)
    , m_scenario(scenario)
    , m_canReach(throughComposites(canReach))
{
    std::size_t place = 0;
    const auto scenarios = architecture.scenarios();
    for (std::size_t i = 0; i < scenarios.size(); ++i)
        place = scenarios[i]->id == scenario.id ? i : place;
    m_pointer = pointerTo("/scenarios", place);
    for (const auto& connection : m_architecture.connections())
        m_outgoing[connection->from].push_back(connection.get());
}

Result<SimulationPlan> PlanCompiler::compile()
{
    if (auto read = readScenario(); !read)
        return tl::unexpected(read.error());
    if (auto made = makeClasses(); !made)
        return tl::unexpected(made.error());
    for (const auto& resource : m_architecture.resources()) {
        if (typeOf(*resource).role == NetworkRole::Endpoint)
            m_endpoints.push_back(resource.get());
        if (typeOf(*resource).role == NetworkRole::RouteTable && resource->parent
            && flagOf(m_catalogue, *resource, "main", false))
            m_mainTables.emplace(*resource->parent, resource.get());
        if (typeOf(*resource).role == NetworkRole::ElasticIp)
            m_withElasticIp.insert(textOf(m_catalogue, *resource, "associated_with"));
        if (has(*resource, "attached_to")
            && !flagOf(m_catalogue, *resource, "delete_on_termination", false))
            m_withKeptVolume.insert(textOf(m_catalogue, *resource, "attached_to"));
    }
    findZones();
    findSubnets();
    makeNodes();
    linkReplicas();
    linkHosts();
    makeGroups();
    for (const auto& [composite, group] : m_expansion.groupOf)
        m_plan.groupOfComposite.emplace(composite, m_plan.nodeOf.at(group));
    if (auto made = makeEntrances(); !made)
        return tl::unexpected(made.error());
    makeBalancers();
    makeAlarms();
    makeCalls();
    findSessionStores();
    makeQueues();
    if (auto made = makePopulations(); !made)
        return tl::unexpected(made.error());
    if (auto checked = findCycle(); !checked)
        return tl::unexpected(checked.error());
    if (auto made = makeFaults(); !made)
        return tl::unexpected(made.error());
    m_plan.regionOfZone.resize(m_plan.zones.size(), none);
    return std::move(m_plan);
}

Result<void> PlanCompiler::readScenario()
{
    const double duration = m_scenario.durationS;
    const double warmup = m_scenario.warmupS;
    if (!std::isfinite(duration) || duration <= 0 || duration > longestS)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation",
                               "A scenario lasts more than 0 and at most 1,000,000,000 seconds."),
                    pointerTo(m_pointer, "duration_s"));
    if (!std::isfinite(warmup) || warmup < 0 || warmup > duration)
        return fail(
            ErrorCode::OutOfRange,
            MODEL_TEXT("Simulation", "The warm-up is between 0 and the duration of the scenario."),
            pointerTo(m_pointer, "warmup_s"));
    m_plan.scenario = m_scenario.id.value();
    m_plan.seed = m_scenario.seed;
    m_plan.endNs = std::max<std::int64_t>(toNanoseconds(duration), 1);
    m_plan.warmupNs = toNanoseconds(warmup);
    m_plan.sampleNs = toNanoseconds(std::max(std::ceil(duration / mostSamples), 1.0));
    return {};
}

bool PlanCompiler::has(const Resource& resource, std::string_view property) const
{
    return typeOf(resource).property(property) != nullptr
           || resource.properties.contains(std::string{property});
}

std::int64_t PlanCompiler::seconds(const Resource& resource, std::string_view property,
                                   double fallback) const
{
    return toNanoseconds(numberOf(m_catalogue, resource, property, fallback));
}

/// The network model knows what is drawn: a composite stands for what it makes.
CanReach PlanCompiler::throughComposites(const CanReach& canReach) const
{
    if (!canReach || m_expansion.groupOf.empty())
        return canReach;
    return [canReach, madeBy = m_expansion.madeBy](const ResourceId& from, const ResourceId& to,
                                                   std::string_view protocol, int port) {
        const auto drawn = [&](const ResourceId& id) {
            const auto made = madeBy.find(id);
            return made == madeBy.end() ? id : made->second;
        };
        const ResourceId start = drawn(from);
        const ResourceId end = drawn(to);
        return start == end || canReach(start, end, protocol, port);
    };
}

std::string PlanCompiler::pointerOf(const Resource& resource) const
{
    const auto made = m_expansion.madeBy.find(resource.id);
    const ResourceId& drawn = made == m_expansion.madeBy.end() ? resource.id : made->second;
    const auto resources = m_source.resources();
    for (std::size_t i = 0; i < resources.size(); ++i)
        if (resources[i]->id == drawn)
            return pointerTo("/resources", i);
    return {};
}

Index PlanCompiler::connectionNumber(const Connection* connection)
{
    if (connection == nullptr)
        return none;
    const auto [place, isNew] =
        m_connectionNumbers.emplace(connection->id, static_cast<Index>(m_plan.connections.size()));
    if (isNew)
        m_plan.connections.push_back(connection->id);
    return place->second;
}

Index PlanCompiler::zoneNamed(const std::string& name)
{
    if (name.empty())
        return none;
    const auto [place, isNew] =
        m_plan.zoneOfName.emplace(name, static_cast<Index>(m_plan.zones.size()));
    if (isNew)
        m_plan.zones.push_back(name);
    return place->second;
}

std::string PlanCompiler::zoneNameOf(const Resource& resource) const
{
    const Resource* place = &resource;
    for (int depth = 0; place != nullptr && depth < deepest; ++depth) {
        const NetworkRole role = typeOf(*place).role;
        if (role == NetworkRole::Zone || role == NetworkRole::Subnet) {
            const std::string zone = textOf(m_catalogue, *place, "zone");
            if (!zone.empty())
                return zone;
            if (role == NetworkRole::Zone)
                return place->id.value();
        }
        place = place->parent ? m_architecture.find(*place->parent) : nullptr;
    }
    return {};
}

std::vector<Index> PlanCompiler::zonesOfSubnets(const Resource& resource)
{
    std::vector<Index> zones;
    for (const ResourceId& id : idsOf(m_catalogue, resource, "subnets")) {
        const Resource* subnet = m_architecture.find(id);
        const Index zone = subnet != nullptr ? zoneNamed(zoneNameOf(*subnet)) : none;
        if (zone != none && std::find(zones.begin(), zones.end(), zone) == zones.end())
            zones.push_back(zone);
    }
    return zones;
}

void PlanCompiler::findZones()
{
    for (const auto& resource : m_architecture.resources()) {
        const NetworkRole role = typeOf(*resource).role;
        if (role != NetworkRole::Zone && role != NetworkRole::Subnet)
            continue;
        const Index zone = zoneNamed(zoneNameOf(*resource));
        if (zone != none) {
            m_plan.regionOfZone.resize(m_plan.zones.size(), none);
            m_plan.regionOfZone[zone] = regionOf(*resource);
        }
        if (role == NetworkRole::Zone)
            m_plan.zoneOfName.emplace(resource->id.value(), zone);
    }
}

void PlanCompiler::linkReplicas()
{
    for (NodePlan& node : m_plan.nodes) {
        const auto source = m_plan.nodeOf.find(
            ResourceId{textOf(m_catalogue, *m_architecture.find(node.id), "source")});
        if (node.isReplica && source != m_plan.nodeOf.end())
            node.source = source->second;
    }
}

void PlanCompiler::makeNodes()
{
    for (const auto& resource : m_architecture.resources()) {
        if (!takesPart(typeOf(*resource).behaviour))
            continue;
        NodePlan node = makeNode(*resource);
        node.zone = zoneNamed(zoneNameOf(*resource));
        if (node.zone == none && node.kind == NodeKind::Station) {
            const std::vector<Index> zones = zonesOfSubnets(*resource);
            node.zone = zones.empty() ? none : zones.front();
        }
        node.region = regionOf(*resource);
        takeTable(node, *resource);
        takeFileSystem(node, *resource);
        takeSoftware(node, *resource);
        takeDatabase(node, *resource);
        findNats(node);
        m_plan.nodeOf.emplace(resource->id, static_cast<Index>(m_plan.nodes.size()));
        m_plan.nodes.push_back(std::move(node));
    }
}

NodePlan PlanCompiler::makeNode(const Resource& resource) const
{
    NodePlan node;
    node.id = resource.id;
    node.behaviour = textOf(m_catalogue, resource, "software") == "database"
                         ? BehaviourKind::Database
                         : typeOf(resource).behaviour;
    node.kind = node.behaviour == BehaviourKind::Balancer       ? NodeKind::Balancer
                : node.behaviour == BehaviourKind::ScalingGroup ? NodeKind::Group
                                                                : NodeKind::Station;
    takeQueueing(node, resource);
    node.bootNs = seconds(resource, "boot_time_s", 0);
    node.startsByItself = flagOf(m_catalogue, resource, "autostart", true);
    node.losesAddress = losesAddress(resource);
    node.metricNs = metricIntervalOf(resource);
    node.coldStartNs = toNanoseconds(numberOf(m_catalogue, resource, "cold_start_ms", 0) / 1000);
    node.hitRatio = std::clamp(numberOf(m_catalogue, resource, "hit_ratio", 0), 0.0, 1.0);
    node.cacheObjects =
        toCount(numberOf(m_catalogue, resource, "capacity_objects", 0), 0, Popularity::mostObjects);
    node.cacheNodes = toCount(numberOf(m_catalogue, resource, "nodes", 1), 1, 1000);
    node.lagNs = toNanoseconds(numberOf(m_catalogue, resource, "replica_lag_ms", 0) / 1000);
    node.isReplica = textOf(m_catalogue, resource, "replica_role") == "read-replica";
    const char* ttl = node.behaviour == BehaviourKind::Cdn ? "default_ttl_s" : "ttl_s";
    node.cacheTtlNs = seconds(resource, ttl, 0);
    node.collapses = node.behaviour == BehaviourKind::Cdn
                     && flagOf(m_catalogue, resource, "request_collapsing", true);
    if (node.behaviour == BehaviourKind::Cdn)
        node.errorTtlNs = seconds(resource, "error_caching_ttl_s", 10);
    const bool hasStandby = flagOf(m_catalogue, resource, "multi_az", false)
                            || numberOf(m_catalogue, resource, "readers", 0) >= 1
                            || (node.behaviour == BehaviourKind::Database
                                && numberOf(m_catalogue, resource, "instances", 0) >= 2)
                            || (flagOf(m_catalogue, resource, "automatic_failover", false)
                                && numberOf(m_catalogue, resource, "replicas", 0) >= 1);
    node.isPassThrough = node.kind == NodeKind::Station && node.workers == unlimited
                         && node.service.meanNs() <= 0 && node.coldStartNs == 0
                         && !node.holdsWorker;
    // A cache promotes a replica in a few seconds (Amazon ElastiCache user guide, "Minimizing
    // downtime with Multi-AZ"); databases say their own time.
    if (node.behaviour == BehaviourKind::Database && !hasStandby) {
        // Point-in-time recovery has everything up to the last five minutes (Amazon RDS user guide,
        // "Restoring a DB instance to a specified time"); without backups nothing is left.
        constexpr std::int64_t logUploadNs = 300'000'000'000;
        const bool hasBackups = numberOf(m_catalogue, resource, "backup_retention_days", 0) > 0
                                || flagOf(m_catalogue, resource, "point_in_time_recovery", false);
        node.lossNs = hasBackups ? logUploadNs : toNanoseconds(longestS);
    }
    if (hasStandby)
        node.failoverNs = seconds(resource, "failover_time_s", 10);
    return node;
}

void PlanCompiler::takeQueueing(NodePlan& node, const Resource& resource) const
{
    const double meanNs = numberOf(m_catalogue, resource, "service_time_ms", 0) * 1e6;
    const double cv = numberOf(m_catalogue, resource, "service_time_cv", 1);
    const std::string form = textOf(m_catalogue, resource, "service_time_distribution");
    node.service = RandomTime{distributionOf(form), meanNs, cv};
    node.delayNs = toNanoseconds(numberOf(m_catalogue, resource, "network_delay_ms", 0) / 1000);
    node.holdsWorker = flagOf(m_catalogue, resource, "hold_worker", false);
    node.discipline = textOf(m_catalogue, resource, "service_discipline") == "processor_sharing"
                          ? Discipline::ProcessorSharing
                          : Discipline::FirstComeFirstServed;
    const auto burstable = burstableType(textOf(m_catalogue, resource, "instance_type"));
    if (burstable && textOf(m_catalogue, resource, "cpu_credits") == "standard")
        node.burst = BurstPlan{burstable->creditsPerHour, burstable->mostCredits, burstable->vcpus,
                               burstable->baseline};
    node.dropsAbandoned = flagOf(m_catalogue, resource, "drop_abandoned", false);
    node.callsInParallel = flagOf(m_catalogue, resource, "parallel_calls", false);
    node.workers = unlimited;
    node.queueLimit = unlimited;
    constexpr double mostWorkers = 1e9;
    if (typeOf(resource).behaviour == BehaviourKind::Function) {
        // An environment is taken until the answer is there.
        node.holdsWorker = true;
        node.queueLimit = 0;
    } else if (has(resource, "workers")) {
        const double copies = std::max(numberOf(m_catalogue, resource, "nodes", 1), 1.0);
        node.workers =
            toCount(numberOf(m_catalogue, resource, "workers", 1) * copies, 1, mostWorkers);
        const double limit = numberOf(m_catalogue, resource, "queue_limit", -1);
        node.queueLimit = limit < 0 ? unlimited : toCount(limit, 0, mostWorkers);
    }
    takeProcessors(node, resource);
}

Result<void> PlanCompiler::makeFaults()
{
    for (std::size_t i = 0; i < m_scenario.faults.size(); ++i) {
        const std::string pointer = pointerTo(pointerTo(m_pointer, "faults"), i);
        auto fault = planFault(m_plan, m_scenario.faults[i], pointer);
        if (!fault)
            return tl::unexpected(fault.error());
        m_plan.faults.push_back(std::move(*fault));
    }
    return {};
}

std::vector<Index> PlanCompiler::calledFrom(Index node) const
{
    std::vector<Index> called;
    const auto addEdges = [&](const std::vector<Index>& edges) {
        for (const Index edge : edges) {
            if (m_plan.edges[edge].name == none) {
                called.push_back(m_plan.edges[edge].to);
                continue;
            }
            for (const AnswerPlan& answer : m_plan.names[m_plan.edges[edge].name].answers)
                for (const Index address : answer.edges)
                    called.push_back(m_plan.edges[address].to);
        }
    };
    const auto addPool = [&](Index pool) {
        if (pool == none)
            return;
        for (const PoolMember& member : m_plan.pools[pool].members)
            called.push_back(member.node);
    };
    const NodePlan& plan = m_plan.nodes[node];
    for (const CallGroup& group : plan.calls) {
        addEdges(group.reads.edges);
        addEdges(group.writes.edges);
    }
    if (plan.kind == NodeKind::Group)
        called.insert(called.end(), m_plan.groups[plan.group].drawn.begin(),
                      m_plan.groups[plan.group].drawn.end());
    if (plan.balancer != none) {
        addPool(m_plan.balancers[plan.balancer].directPool);
        for (const auto& listener : m_plan.balancers[plan.balancer].listeners)
            addPool(listener.second);
    }
    return called;
}

Result<void> PlanCompiler::walk(Index node, std::vector<Index>& path,
                                std::vector<char>& state) const
{
    enum : char
    {
        New,
        Open,
        Done
    };
    if (state[node] == Done)
        return {};
    const auto nameOf = [&](Index index) {
        return displayName(*m_architecture.find(m_plan.nodes[index].id));
    };
    if (state[node] == Open) {
        std::string cycle;
        for (auto place = std::find(path.begin(), path.end(), node); place != path.end(); ++place)
            cycle += nameOf(*place) + " → ";
        return fail(ErrorCode::Unsupported,
                    MODEL_TEXT("Simulation",
                               "These call each other in a circle: %1. A request would never "
                               "end; remove one of the connections.")
                        .with(cycle + nameOf(node)),
                    pointerOf(*m_architecture.find(m_plan.nodes[node].id)));
    }
    state[node] = Open;
    path.push_back(node);
    for (const Index next : calledFrom(node))
        if (auto walked = walk(next, path, state); !walked)
            return walked;
    path.pop_back();
    state[node] = Done;
    return {};
}

Result<void> PlanCompiler::findCycle() const
{
    std::vector<char> state(m_plan.nodes.size(), 0);
    std::vector<Index> path;
    for (Index node = 0; node < m_plan.nodes.size(); ++node)
        if (auto walked = walk(node, path, state); !walked)
            return walked;
    return {};
}

} // namespace skydraft
