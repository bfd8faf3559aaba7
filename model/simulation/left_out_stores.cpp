// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/left_out.h"

#include <algorithm>

namespace skydraft {

namespace {

bool isReplica(const SimulationPlan& plan, Index edge)
{
    return plan.edges[edge].to != none && plan.nodes[plan.edges[edge].to].isReplica;
}

bool writesToReplica(const SimulationPlan& plan, const NodePlan& node)
{
    for (const CallGroup& group : node.calls)
        for (const Index edge : group.writes.edges)
            if (isReplica(plan, edge))
                return true;
    return false;
}

bool writesToReplica(const SimulationPlan& plan, const PopulationPlan& clients)
{
    const bool writes =
        clients.readRatio < 1
        || std::any_of(clients.classes.begin(), clients.classes.end(), [&](const auto& one) {
               return plan.classes[one.second].only == Operation::Write;
           });
    return writes
           && std::any_of(clients.routes.edges.begin(), clients.routes.edges.end(),
                          [&](Index edge) { return isReplica(plan, edge); });
}

} // namespace

std::vector<Text> leftOutOfStores(const SimulationPlan& plan)
{
    std::vector<Text> notes;
    for (const NodePlan& node : plan.nodes)
        if (node.table != none)
            notes.push_back(MODEL_TEXT("Simulation",
                                       "The throughput limits of \"%1\" and of its partitions are "
                                       "left out: nothing is throttled here.")
                                .with(node.id.value()));
    for (const NodePlan& node : plan.nodes)
        if (node.fileSystem != none
            && (plan.fileSystems[node.fileSystem].baselineMibPerS > 0
                || !plan.fileSystems[node.fileSystem].zones.empty()))
            notes.push_back(MODEL_TEXT("Simulation",
                                       "The mount targets and the throughput of \"%1\" are left "
                                       "out: everybody reaches it here, as fast as they like.")
                                .with(node.id.value()));
    for (const NodePlan& node : plan.nodes)
        if (node.host != none)
            notes.push_back(MODEL_TEXT("Simulation",
                                       "That \"%1\" shares the processors of \"%2\" is left out: "
                                       "each has them for itself here.")
                                .with(node.id.value())
                                .with(plan.nodes[node.host].id.value()));
    for (const NodePlan& node : plan.nodes)
        if (writesToReplica(plan, node))
            notes.push_back(MODEL_TEXT("Simulation",
                                       "\"%1\" writes to a read replica: the refusals are left out "
                                       "here.")
                                .with(node.id.value()));
    for (const PopulationPlan& clients : plan.populations)
        if (writesToReplica(plan, clients))
            notes.push_back(MODEL_TEXT("Simulation",
                                       "\"%1\" writes to a read replica: the refusals are left out "
                                       "here.")
                                .with(clients.id.value()));
    for (const NodePlan& node : plan.nodes)
        if (node.fileStore != FileStore::None)
            notes.push_back(MODEL_TEXT("Simulation",
                                       "The files on the disks of \"%1\" are left out: every "
                                       "server finds every file here.")
                                .with(node.id.value()));
    for (const NodePlan& node : plan.nodes)
        if (node.mostWrites > 0)
            notes.push_back(
                MODEL_TEXT("Simulation", "That the storage of \"%1\" fills up is left out here.")
                    .with(node.id.value()));
    for (const NodePlan& node : plan.nodes)
        if (node.sessionStore == SessionStore::Cookie)
            notes.push_back(MODEL_TEXT("Simulation",
                                       "The carts in the cookies of \"%1\" are left out: none "
                                       "outgrows its cookie here.")
                                .with(node.id.value()));
    return notes;
}

std::string storeThatDecides(const SimulationPlan& plan)
{
    for (const NodePlan& node : plan.nodes)
        if ((node.table != none && plan.tables[node.table].isProvisioned)
            || node.fileStore != FileStore::None || node.host != none || node.mostWrites > 0
            || writesToReplica(plan, node) || node.sessionStore == SessionStore::Cookie
            || (node.fileSystem != none && plan.fileSystems[node.fileSystem].baselineMibPerS > 0))
            return node.id.value();
    for (const PopulationPlan& clients : plan.populations)
        if (writesToReplica(plan, clients))
            return clients.id.value();
    return {};
}

} // namespace skydraft
