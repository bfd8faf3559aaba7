// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"
#include "model/simulation/composites.h"
#include "model/simulation/plan.h"
#include "model/simulation/simulation.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skydraft {

/// Turns a drawing and a scenario into a plan, by the behaviours and network roles of the types.
/// Used once:
///
///     Result<SimulationPlan> plan = PlanCompiler{catalogue, architecture, scenario,
///     canReach}.compile();
///
///   plan_compiler.cpp  zones, nodes, faults, cycles of calls
///   plan_pools.cpp     balancers, target groups
///   plan_groups.cpp    scaling groups, schedules, topics
///   plan_capacity.cpp  processors, addresses
///   plan_alarms.cpp    alarms and scaling policies
///   plan_edges.cpp     connections, calls
///   plan_names.cpp     the DNS
///   plan_entrances.cpp limits of gateways and functions, web servers
///   plan_regions.cpp   regions, distances, NAT gateways
///   plan_stores.cpp    tables, files
///   plan_databases.cpp connections, backups, hosts of several processes
///   plan_load.cpp       client populations
///   plan_classes.cpp   kinds of requests, paths, popularity of objects
class PlanCompiler
{
public:
    PlanCompiler(const Catalogue& catalogue, const Architecture& architecture,
                 const Scenario& scenario, const CanReach& canReach);

    Result<SimulationPlan> compile();

private:
    // plan_compiler.cpp
    Result<void> readScenario();
    void findZones();
    void makeNodes();
    void linkReplicas();
    NodePlan makeNode(const Resource& resource) const;
    void takeQueueing(NodePlan& node, const Resource& resource) const;
    Result<void> findCycle() const;
    Result<void> walk(Index node, std::vector<Index>& path, std::vector<char>& state) const;
    std::vector<Index> calledFrom(Index node) const;
    Result<void> makeFaults();
    Index zoneNamed(const std::string& name);
    std::string zoneNameOf(const Resource& resource) const;
    std::vector<Index> zonesOfSubnets(const Resource& resource);

    // plan_stores.cpp
    void takeTable(NodePlan& node, const Resource& resource);
    void takeFileSystem(NodePlan& node, const Resource& resource);
    void takeSoftware(NodePlan& node, const Resource& resource);
    void findSessionStores();

    // plan_databases.cpp
    void takeDatabase(NodePlan& node, const Resource& resource);
    void linkHosts();
    void sendWritesToReplicas(CallGroup& group) const;
    std::vector<const Resource*> mountTargetsOf(const ResourceId& fileSystem) const;
    bool canMount(const ResourceId& from, const NodePlan& fileSystem, const Connection* connection);

    // plan_groups.cpp
    void makeGroups();
    void takeGroupSettings(GroupPlan& group, const Resource& resource);
    void takePattern(GroupPlan& group, const Resource& resource);
    void makeSchedule(Index group, const Resource& resource);
    /// The hour of the day at which the scenario starts.
    double startHour() const;
    std::int64_t metricIntervalOf(const Resource& resource) const;
    Index topicNumber(const std::string& id);

    // plan_capacity.cpp
    void takeProcessors(NodePlan& node, const Resource& resource) const;
    bool losesAddress(const Resource& resource) const;
    void findSubnets();
    void takeSubnets(GroupPlan& group, const Resource& resource);

    // plan_alarms.cpp
    void makeAlarms();
    AlarmPlan makeAlarm(const Resource& resource);
    ScalingPolicyPlan makePolicy(const Json& json, const Resource& group) const;
    void addTrackingAlarms(ScalingPolicyPlan& policy, Index group);
    static bool hasSubject(const AlarmPlan& alarm);

    // plan_pools.cpp
    void makeBalancers();
    Index makePool(const Resource& balancer, const Resource& settings);
    void fillTargetGroup(Index pool, const Resource& balancer, const Resource& targetGroup);
    void fillDirectPool(Index pool, const Resource& balancer);
    void addToPool(Index pool, const Resource& balancer, const ResourceId& target, int port,
                   const Connection* connection);
    Index poolFor(Index balancer, int port) const;

    // plan_edges.cpp
    void makeCalls();
    void addCall(const Connection& connection, Index from);
    Index makeEdge(const ResourceId& from, const ResourceId& to, const Connection* connection);
    Index makePlainEdge(const ResourceId& from, Index to, const Connection* connection, Index zone);
    std::vector<Index> makeAddresses(const ResourceId& from, Index to,
                                     const Connection* connection);
    void findFills(NodePlan& node) const;
    void findFallback(NodePlan& node);
    static void add(EdgeChoice& choice, Index edge, double weight);
    static void remove(EdgeChoice& choice, Index edge);
    static void normalize(EdgeChoice& choice);
    int portOf(const Resource& resource) const;
    bool mayReach(const ResourceId& from, const ResourceId& to, const Connection* connection,
                  int port) const;

    void makeQueues();

    // plan_names.cpp
    Index makeName(const ResourceId& from, const Resource& record);
    std::vector<const Resource*> recordsOf(const Resource& record) const;
    bool leadsSomewhere(const Resource& record) const;
    AnswerPlan makeAnswer(const ResourceId& from, const Resource& record, int depth);
    bool rankAnswer(const ResourceId& from, const Resource& record, AnswerPlan& answer);
    Index checkOf(const Resource& record, const AnswerPlan& answer);
    void takeZone(NamePlan& name, const Resource& record) const;

    // plan_entrances.cpp
    Result<void> makeEntrances();
    void makeFunctions();
    void makeGateways();
    Result<void> makeWebServers();
    Result<WebServerPlan> webServerOf(const Resource& resource) const;
    double quotaOf(const Resource& resource, std::string_view property, double usual) const;

    // plan_regions.cpp
    const Resource* ancestor(const Resource& resource, NetworkRole role) const;
    std::string regionCodeOf(const Resource& resource) const;
    Index regionOf(const Resource& resource);
    const Resource* natOf(const Resource& subnet) const;
    Index natNumber(const Resource& nat);
    void findNats(NodePlan& node);
    bool leavesVpc(const Resource& from, const Resource& to) const;

    // plan_classes.cpp
    Result<void> makeClasses();
    Result<void> makeClass(const Resource& client, const Json& json, const std::string& pointer);
    void takeClasses(PopulationPlan& plan, const Resource& client) const;
    Result<void> takePopularity(PopulationPlan& plan, const Resource& client);
    bool isFor(const RequestClassPlan& requestClass, const std::string& paths) const;
    void splitByPath(CallGroup& group) const;
    void makePathRules(BalancerPlan& balancer, const Resource& resource,
                       const std::function<Index(const ResourceId&)>& poolOf) const;

    // plan_load.cpp
    Result<void> makePopulations();
    Result<PopulationPlan> makePopulation(const Resource& client, const Load* load,
                                          const std::string& pointer);
    Result<void> takeOpenLoad(PopulationPlan& plan, const Resource& client, const Load* load,
                              const std::string& pointer) const;
    Result<void> takeClosedLoad(PopulationPlan& plan, const Resource& client, const Load* load,
                                const std::string& pointer) const;
    Result<void> makeRoutes(PopulationPlan& plan, const Resource& client);

    const ServiceType& typeOf(const Resource& resource) const
    {
        return m_catalogue.typeOrGeneric(resource.type);
    }
    bool has(const Resource& resource, std::string_view property) const;
    /// Seconds or milliseconds as nanoseconds, within 0 … 10^18.
    std::int64_t seconds(const Resource& resource, std::string_view property,
                         double fallback) const;
    std::string pointerOf(const Resource& resource) const;
    CanReach throughComposites(const CanReach& canReach) const;
    Index connectionNumber(const Connection* connection);

    const Catalogue& m_catalogue;
    const Architecture& m_source; ///< as it was drawn
    Expansion m_expansion;        ///< with what its composites make
    const Architecture& m_architecture;
    const Scenario& m_scenario;
    CanReach m_canReach;
    std::string m_pointer; ///< of the scenario
    SimulationPlan m_plan;
    std::map<ConnectionId, Index> m_connectionNumbers;
    std::vector<const Resource*> m_endpoints;
    std::map<ResourceId, const Resource*> m_mainTables; ///< by VPC
    std::set<Index> m_secondaryOrigins;                 ///< edges
    std::map<ResourceId, Index> m_subnetNumbers;
    std::set<Index> m_readOnly;             ///< edges drawn for reads
    std::set<std::string> m_withElasticIp;  ///< ids of resources
    std::set<std::string> m_withKeptVolume; ///< ids of those whose volume outlives them
    std::map<ResourceId, std::vector<const Connection*>> m_outgoing;
    std::map<ResourceId, std::vector<std::pair<double, std::uint8_t>>>
        m_classesOf; ///< share, class
};

/// Nanoseconds within 0 … 10^18; 0 for what is no number.
std::int64_t toNanoseconds(double seconds);

} // namespace skydraft
