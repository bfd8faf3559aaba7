// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/regions.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

double positive(const Connection* connection, std::string_view property, double fallback)
{
    if (connection == nullptr)
        return fallback;
    const Json value = memberOf(connection->properties, property);
    const double number = value.is_number() ? value.get<double>() : fallback;
    return std::isfinite(number) && number >= 0 ? std::min(number, 1e9) : fallback;
}

std::string textIn(const Connection* connection, std::string_view property)
{
    const Json value = connection != nullptr ? memberOf(connection->properties, property) : Json{};
    return value.is_string() ? value.get<std::string>() : std::string{};
}

/// Caches are asked before databases, databases before the rest.
int rankOf(BehaviourKind kind)
{
    if (kind == BehaviourKind::Cache)
        return 0;
    return kind == BehaviourKind::Database ? 1 : 2 + static_cast<int>(kind);
}

} // namespace

int PlanCompiler::portOf(const Resource& resource) const
{
    const double port = numberOf(m_catalogue, resource, "port", 0);
    if (port >= 1 && port <= 65535)
        return static_cast<int>(port);
    for (const ListeningPort& listening : typeOf(resource).ports)
        if (listening.property.empty()
            || textOf(m_catalogue, resource, listening.property) == listening.value)
            return listening.port;
    return 80;
}

bool PlanCompiler::mayReach(const ResourceId& from, const ResourceId& to,
                            const Connection* connection, int port) const
{
    if (!m_canReach)
        return true;
    const double drawn = positive(connection, "port", 0);
    const std::string protocol = textIn(connection, "protocol");
    return m_canReach(from, to, protocol.empty() ? "tcp" : protocol,
                      drawn >= 1 && drawn <= 65535 ? static_cast<int>(drawn) : port);
}

Index PlanCompiler::makePlainEdge(const ResourceId& from, Index to, const Connection* connection,
                                  Index zone)
{
    const Resource& target = *m_architecture.find(m_plan.nodes[to].id);
    EdgePlan edge{.to = to, .zone = zone, .connection = connectionNumber(connection)};
    edge.pool = poolFor(to, static_cast<int>(positive(connection, "port", 0)));
    edge.weight = positive(connection, "weight", 1);
    edge.calls = positive(connection, "calls_per_request", 1);
    edge.isBlocked = !mayReach(from, target.id, connection, portOf(target));
    if (const Resource* source = m_architecture.find(from)) {
        edge.delayNs = oneWayNs(regionCodeOf(*source), regionCodeOf(target));
        edge.leavesVpc = leavesVpc(*source, target);
    }
    if (m_plan.nodes[to].fileSystem != none && !canMount(from, m_plan.nodes[to], connection))
        edge.isBlocked = true;
    m_plan.edges.push_back(edge);
    return static_cast<Index>(m_plan.edges.size() - 1);
}

std::vector<Index> PlanCompiler::makeAddresses(const ResourceId& from, Index to,
                                               const Connection* connection)
{
    const Index balancer = m_plan.nodes[to].balancer;
    if (balancer == none || m_plan.balancers[balancer].zones.empty())
        return {makePlainEdge(from, to, connection, none)};
    std::vector<Index> edges;
    for (const Index zone : m_plan.balancers[balancer].zones)
        edges.push_back(makePlainEdge(from, to, connection, zone));
    return edges;
}

Index PlanCompiler::makeEdge(const ResourceId& from, const ResourceId& to,
                             const Connection* connection)
{
    const Resource* target = m_architecture.find(to);
    if (target == nullptr)
        return none;
    Index name = none;
    const bool isName = typeOf(*target).behaviour == BehaviourKind::Dns;
    if (isName) {
        name = makeName(from, *target);
        if (name == none)
            return none;
    } else {
        const auto node = m_plan.nodeOf.find(to);
        if (node == m_plan.nodeOf.end())
            return none;
        std::vector<Index> addresses = makeAddresses(from, node->second, connection);
        if (addresses.size() == 1)
            return addresses.front();
        // A balancer has an address in each of its zones; its own name has a TTL of 60 s (Elastic
        // Load Balancing user guide, "How Elastic Load Balancing works").
        for (const Index address : addresses)
            m_plan.edges[address].connection = none; // the edge to the name counts
        name = static_cast<Index>(m_plan.names.size());
        m_plan.names.push_back(NamePlan{.id = to,
                                        .policy = RoutingPolicy::Simple,
                                        .ttlNs = 60'000'000'000,
                                        .answers = {AnswerPlan{.edges = std::move(addresses)}}});
    }
    EdgePlan edge{.name = name, .connection = connectionNumber(connection)};
    edge.weight = positive(connection, "weight", 1);
    edge.calls = positive(connection, "calls_per_request", 1);
    m_plan.edges.push_back(edge);
    return static_cast<Index>(m_plan.edges.size() - 1);
}

void PlanCompiler::add(EdgeChoice& choice, Index edge, double weight)
{
    choice.edges.push_back(edge);
    choice.cumulative.push_back((choice.cumulative.empty() ? 0 : choice.cumulative.back())
                                + weight);
}

void PlanCompiler::normalize(EdgeChoice& choice)
{
    const double sum = choice.cumulative.empty() ? 0 : choice.cumulative.back();
    for (std::size_t i = 0; i < choice.cumulative.size(); ++i)
        choice.cumulative[i] =
            sum > 0 ? choice.cumulative[i] / sum
                    : static_cast<double>(i + 1) / static_cast<double>(choice.edges.size());
}

void PlanCompiler::addCall(const Connection& connection, Index from)
{
    const NodePlan& caller = m_plan.nodes[from];
    const Resource* target = m_architecture.find(connection.to);
    const bool isOrigin =
        connection.kind == ConnectionKind::Origin && caller.behaviour == BehaviourKind::Cdn;
    if (caller.behaviour == BehaviourKind::Queue)
        return; // a queue calls nobody; its workers take from it
    if (target == nullptr || (connection.kind != ConnectionKind::Traffic && !isOrigin))
        return;
    const std::string role = textOf(m_catalogue, *target, "replica_role");
    const std::string operation = textIn(&connection, "operation");
    const bool takesReads = operation != "write" && role != "standby";
    // A replica that is told to write refuses it.
    const bool takesWrites = operation != "read" && role != "standby"
                             && (role != "read-replica" || operation == "write");
    if (!takesReads && !takesWrites)
        return;
    const Index edge = makeEdge(caller.id, connection.to, &connection);
    if (edge == none)
        return;
    m_plan.edges[edge].paths = textIn(&connection, "path");
    if (operation == "read")
        m_readOnly.insert(edge);
    if (textIn(&connection, "origin_role") == "secondary")
        m_secondaryOrigins.insert(edge);
    // The origins of a CDN are alternatives, whatever they are.
    const Index to = m_plan.edges[edge].to;
    const BehaviourKind behaviour = isOrigin     ? BehaviourKind::None
                                    : to != none ? m_plan.nodes[to].behaviour
                                                 : typeOf(*target).behaviour;
    std::vector<CallGroup>& groups = m_plan.nodes[from].calls;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const CallGroup& other) { return other.behaviour == behaviour; });
    if (group == groups.end())
        group = groups.insert(groups.end(), CallGroup{.behaviour = behaviour});
    const double weight = m_plan.edges[edge].weight;
    if (takesReads)
        add(group->reads, edge, weight);
    if (takesWrites)
        add(group->writes, edge, weight);
}

/// Which caches a server fills with what its database answers.
void PlanCompiler::findFills(NodePlan& node) const
{
    for (const CallGroup& group : node.calls)
        for (const Index edge : group.reads.edges) {
            const Index to = m_plan.edges[edge].to;
            if (group.behaviour == BehaviourKind::Cache && to != none
                && m_plan.nodes[to].cacheObjects > 0)
                node.fills.push_back(to);
        }
}

/// The second origin of a CDN that has one: the connection whose `origin_role` is secondary, or
/// else the last one.
void PlanCompiler::findFallback(NodePlan& node)
{
    const Resource& resource = *m_architecture.find(node.id);
    if (node.behaviour != BehaviourKind::Cdn
        || !flagOf(m_catalogue, resource, "origin_failover", false))
        return;
    for (const bool isSaid : {true, false}) {
        for (auto group = node.calls.rbegin(); group != node.calls.rend(); ++group) {
            for (auto edge = group->reads.edges.rbegin(); edge != group->reads.edges.rend();
                 ++edge) {
                if (isSaid && !m_secondaryOrigins.contains(*edge))
                    continue;
                node.fallback = *edge;
                remove(group->reads, node.fallback);
                remove(group->writes, node.fallback);
                return;
            }
        }
    }
}

void PlanCompiler::remove(EdgeChoice& choice, Index edge)
{
    const auto place = std::find(choice.edges.begin(), choice.edges.end(), edge);
    if (place == choice.edges.end())
        return;
    choice.edges.erase(place);
    choice.cumulative.clear();
    for (std::size_t i = 0; i < choice.edges.size(); ++i)
        choice.cumulative.push_back(static_cast<double>(i + 1)
                                    / static_cast<double>(choice.edges.size()));
}

/// Who works on the messages of a queue: what its connections lead to.
void PlanCompiler::makeQueues()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        if (m_plan.nodes[node].behaviour != BehaviourKind::Queue)
            continue;
        const Resource& resource = *m_architecture.find(m_plan.nodes[node].id);
        QueuePlan queue{.node = node};
        queue.visibilityNs = seconds(resource, "visibility_timeout_s", 30);
        if (!textOf(m_catalogue, resource, "dead_letter_queue").empty())
            queue.mostReceives = static_cast<std::uint32_t>(
                std::clamp(numberOf(m_catalogue, resource, "max_receive_count", 10), 1.0, 1000.0));
        for (const Connection* connection : m_outgoing[resource.id]) {
            const auto worker = m_plan.nodeOf.find(connection->to);
            if (worker != m_plan.nodeOf.end()
                && m_plan.nodes[worker->second].kind != NodeKind::Balancer)
                queue.consumers.push_back(
                    makePlainEdge(resource.id, worker->second, connection, none));
        }
        m_plan.queues.push_back(std::move(queue));
    }
}

void PlanCompiler::makeCalls()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        if (m_plan.nodes[node].kind == NodeKind::Balancer)
            continue;
        for (const Connection* connection : m_outgoing[m_plan.nodes[node].id])
            addCall(*connection, node);
        std::vector<CallGroup>& groups = m_plan.nodes[node].calls;
        std::stable_sort(groups.begin(), groups.end(), [](const CallGroup& a, const CallGroup& b) {
            return rankOf(a.behaviour) < rankOf(b.behaviour);
        });
        for (CallGroup& group : groups) {
            sendWritesToReplicas(group);
            splitByPath(group);
            normalize(group.reads);
            normalize(group.writes);
        }
        findFills(m_plan.nodes[node]);
        findFallback(m_plan.nodes[node]);
    }
    // A group and its drawn members do the same; what is drawn at one counts for the other.
    for (const GroupPlan& group : m_plan.groups) {
        std::vector<CallGroup>& common = m_plan.nodes[group.node].calls;
        for (const Index member : group.drawn)
            if (common.empty())
                common = m_plan.nodes[member].calls;
        for (const Index member : group.drawn)
            if (m_plan.nodes[member].calls.empty())
                m_plan.nodes[member].calls = common;
    }
}

} // namespace skydraft
