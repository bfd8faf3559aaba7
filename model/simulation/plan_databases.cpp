// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/database_connections.h"
#include "model/simulation/plan_compiler.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

/// Connections, backups, and which processes stand on one host.
void PlanCompiler::takeDatabase(NodePlan& node, const Resource& resource)
{
    if (node.behaviour != BehaviourKind::Database)
        return;
    node.hasBackups = numberOf(m_catalogue, resource, "backup_retention_days", 0) > 0
                      || flagOf(m_catalogue, resource, "point_in_time_recovery", false);
    const double hour = numberOf(m_catalogue, resource, "backup_hour", -1);
    if (node.hasBackups && hour >= 0 && hour < 24)
        node.backupNs = toNanoseconds(3600 * (hour - startHour() + (hour < startHour() ? 24 : 0)));
    const double perWriteKib = numberOf(m_catalogue, resource, "write_size_kib", 0);
    if (perWriteKib > 0) {
        const double freeGib = numberOf(m_catalogue, resource, "storage_gib", 20)
                               - numberOf(m_catalogue, resource, "used_gib", 0);
        constexpr double kibPerGib = 1024.0 * 1024;
        node.mostWrites =
            static_cast<std::uint64_t>(std::clamp(freeGib * kibPerGib / perWriteKib, 1.0, 1e15));
    }
    if (!flagOf(m_catalogue, resource, "limit_connections", false) || node.workers == unlimited)
        return;
    const double given = numberOf(m_catalogue, resource, "max_connections", 0);
    const auto byClass = mostConnections(textOf(m_catalogue, resource, "engine"),
                                         textOf(m_catalogue, resource, "instance_class"));
    if (!(given >= 1) && !byClass)
        return;
    const auto most = given >= 1 ? static_cast<std::uint32_t>(std::min(given, 1e6)) : *byClass;
    // Every query has a connection, be it at work or waiting for a worker.
    node.limitsConnections = true;
    node.workers = std::min(node.workers, most);
    node.queueLimit = std::min(node.queueLimit, most - node.workers);
}

/// Processes that share a host share its processors: those of the instance that is the host.
void PlanCompiler::linkHosts()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        NodePlan& plan = m_plan.nodes[node];
        const auto host = m_plan.nodeOf.find(
            ResourceId{textOf(m_catalogue, *m_architecture.find(plan.id), "host")});
        if (host == m_plan.nodeOf.end() || host->second == node || plan.kind != NodeKind::Station
            || m_plan.nodes[host->second].kind != NodeKind::Station)
            continue;
        plan.host = host->second;
    }
    for (NodePlan& plan : m_plan.nodes) {
        if (plan.host == none)
            continue;
        NodePlan& host = m_plan.nodes[plan.host];
        if (host.host != none || host.workers == unlimited) {
            plan.host = none; // it is no host itself
            continue;
        }
        host.discipline = plan.discipline = Discipline::ProcessorSharing;
        plan.workers = host.workers;
        plan.zone = host.zone;
        plan.isPassThrough = false;
    }
}

/// What writes to a database where only replicas of it are drawn: those refuse them.
void PlanCompiler::sendWritesToReplicas(CallGroup& group) const
{
    if (group.behaviour != BehaviourKind::Database || !group.writes.isEmpty())
        return;
    for (const Index edge : group.reads.edges) {
        const EdgePlan& plan = m_plan.edges[edge];
        if (plan.to != none && m_plan.nodes[plan.to].isReplica && !m_readOnly.contains(edge))
            add(group.writes, edge, plan.weight);
    }
}

} // namespace skydraft
