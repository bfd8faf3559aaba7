// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

/// What one partition of a DynamoDB table serves, what a new on-demand table serves at once, and
/// the quota of an on-demand table (Amazon DynamoDB developer guide, "Best practices for designing
/// and using partition keys effectively", "DynamoDB on-demand capacity mode", "Quotas in Amazon
/// DynamoDB").
constexpr double partitionReads = 3'000;
constexpr double partitionWrites = 1'000;
constexpr double partitionGib = 10;
constexpr double onDemandReads = 12'000;
constexpr double onDemandWrites = 4'000;
constexpr double onDemandQuota = 40'000;
/// A unit reads 4 KB strongly consistent, or two times that, and writes 1 KB.
constexpr double readUnitKib = 4;

} // namespace

void PlanCompiler::takeTable(NodePlan& node, const Resource& resource)
{
    const std::string mode = textOf(m_catalogue, resource, "billing_mode");
    if (node.behaviour != BehaviourKind::Database || mode.empty())
        return;
    const auto number = [&](std::string_view property, double fallback, double least, double most) {
        const double value = numberOf(m_catalogue, resource, property, fallback);
        return std::isfinite(value) ? std::clamp(value, least, most) : fallback;
    };
    TablePlan table;
    table.isProvisioned = mode == "provisioned";
    table.scales = table.isProvisioned && flagOf(m_catalogue, resource, "auto_scaling", false);
    table.targetUtilization = number("target_utilization", 70, 20, 90) / 100;
    const double itemKib = number("item_size_kib", 1, 0.001, 400);
    const bool isStrong = flagOf(m_catalogue, resource, "consistent_reads", false);
    table.reads.perRequest = std::ceil(itemKib / readUnitKib) * (isStrong ? 1 : 0.5);
    table.writes.perRequest = std::ceil(itemKib);
    table.reads.perPartition = partitionReads;
    table.writes.perPartition = partitionWrites;
    table.reads.perS = table.isProvisioned ? number("read_capacity", 5, 1, 1e9) : onDemandReads;
    table.writes.perS = table.isProvisioned ? number("write_capacity", 5, 1, 1e9) : onDemandWrites;
    table.reads.mostPerS =
        table.isProvisioned ? number("maximum_read_capacity", 40'000, 1, 1e9) : onDemandQuota;
    table.writes.mostPerS =
        table.isProvisioned ? number("maximum_write_capacity", 40'000, 1, 1e9) : onDemandQuota;
    // A partition serves both at once; a provisioned table begins with as many as their sum needs.
    const double reads = table.reads.perS / partitionReads;
    const double writes = table.writes.perS / partitionWrites;
    const double byUnits = table.isProvisioned ? reads + writes : std::max(reads, writes);
    const double bySize = number("size_gib", 1, 0, 1e9) / partitionGib;
    table.partitions = static_cast<std::uint32_t>(
        std::clamp(std::ceil(std::max(byUnits, bySize)), 1.0, 100'000.0));
    node.isPassThrough = false; // who comes when decides who is throttled
    node.table = static_cast<Index>(m_plan.tables.size());
    m_plan.tables.push_back(table);
}

/// What an instance or a launch template says about the software on it.
void PlanCompiler::takeSoftware(NodePlan& node, const Resource& resource)
{
    const std::string sessions = textOf(m_catalogue, resource, "session_store");
    node.sessionStore = sessions == "instance"                       ? SessionStore::Instance
                        : sessions == "cookie"                       ? SessionStore::Cookie
                        : sessions == "cache" || sessions == "table" ? SessionStore::Shared
                                                                     : SessionStore::None;
    m_plan.hasSessions = m_plan.hasSessions || node.sessionStore != SessionStore::None;
    node.validatesCookies = flagOf(m_catalogue, resource, "validate_cookies", false);
    node.cartItemBytes = static_cast<std::uint32_t>(
        std::clamp(numberOf(m_catalogue, resource, "cart_item_bytes", 100), 1.0, 1e6));
    const std::string files = textOf(m_catalogue, resource, "file_store");
    node.fileStore = files == "instance-store" ? FileStore::InstanceStore
                     : files == "volume"       ? FileStore::Volume
                                               : FileStore::None;
    // A root volume is deleted with its instance, one that was attached to it stays (Amazon EC2
    // user guide, "Preserve data when an instance is terminated").
    node.deletesVolume = !m_withKeptVolume.contains(resource.id.value());
}

/// Sessions that are not in the server are in the first cache, or in the first database, that it
/// calls.
void PlanCompiler::findSessionStores()
{
    for (NodePlan& node : m_plan.nodes) {
        if (node.sessionStore != SessionStore::Shared)
            continue;
        // Caches stand before databases.
        for (const CallGroup& group : node.calls)
            for (const Index edge : group.reads.edges)
                if (const Index to = m_plan.edges[edge].to;
                    node.sessionHome == none && to != none
                    && (group.behaviour == BehaviourKind::Cache
                        || group.behaviour == BehaviourKind::Database))
                    node.sessionHome = to;
        if (node.sessionHome != none && m_plan.nodes[node.sessionHome].kind == NodeKind::Station)
            m_plan.nodes[node.sessionHome].isSessionStore = true;
        else
            node.sessionHome = none;
    }
}

std::vector<const Resource*> PlanCompiler::mountTargetsOf(const ResourceId& fileSystem) const
{
    std::vector<const Resource*> targets;
    for (const auto& other : m_architecture.resources())
        if (textOf(m_catalogue, *other, "file_system") == fileSystem.value())
            targets.push_back(other.get());
    return targets;
}

/// Amazon EFS user guide, "Amazon EFS performance": 50 MiB/s per TiB stored, at least 1, and
/// 100 MiB/s per TiB, at least 100, while there are credits; at most 2.1 TiB of those, more from
/// one TiB on.
void PlanCompiler::takeFileSystem(NodePlan& node, const Resource& resource)
{
    const std::string mode = textOf(m_catalogue, resource, "throughput_mode");
    if (node.behaviour != BehaviourKind::ObjectStore || mode.empty())
        return;
    constexpr double mibPerGib = 1024;
    FileSystemPlan plan;
    const bool isOneZone = textOf(m_catalogue, resource, "availability") == "one-zone";
    for (const Resource* target : mountTargetsOf(resource.id)) {
        const Index zone = zoneNamed(zoneNameOf(*target));
        if (zone == none)
            continue;
        if (isOneZone)
            node.zone = zone; // reached from all zones, and lost with this one
        else
            plan.zones.push_back(zone);
    }
    const auto amount = [&](std::string_view property, double fallback) {
        const double value = numberOf(m_catalogue, resource, property, fallback);
        return std::isfinite(value) ? std::clamp(value, 0.0, 1e9) : fallback;
    };
    if (mode == "provisioned") {
        plan.baselineMibPerS = plan.burstMibPerS = std::max(amount("provisioned_mibps", 1), 0.001);
    } else if (mode == "bursting") {
        const double tib = amount("size_gib", 10) / 1024;
        plan.baselineMibPerS = std::max(50 * tib, 1.0);
        plan.burstMibPerS = std::max(100 * tib, 100.0);
        plan.mostCreditsMib = 2.1 * std::max(tib, 1.0) * 1024 * mibPerGib;
        const double given = amount("burst_credit_gib", -1);
        const bool isGiven = !valueOf(m_catalogue, resource, "burst_credit_gib").is_null();
        plan.creditsMib =
            isGiven ? std::min(given * mibPerGib, plan.mostCreditsMib) : plan.mostCreditsMib;
    }
    if (plan.baselineMibPerS > 0)
        node.isPassThrough = false; // operations wait for each other
    node.fileSystem = static_cast<Index>(m_plan.fileSystems.size());
    m_plan.fileSystems.push_back(std::move(plan));
}

/// Whether the network lets `from` reach a mount target: that of its own zone, or any where it
/// stands in none.
bool PlanCompiler::canMount(const ResourceId& from, const NodePlan& fileSystem,
                            const Connection* connection)
{
    constexpr int nfsPort = 2049;
    const Resource* caller = m_architecture.find(from);
    const Index zone = caller != nullptr ? zoneNamed(zoneNameOf(*caller)) : none;
    bool hasOne = false;
    for (const Resource* target : mountTargetsOf(fileSystem.id)) {
        if (zone != none && zoneNamed(zoneNameOf(*target)) != zone && fileSystem.zone == none)
            continue;
        hasOne = true;
        if (mayReach(from, target->id, connection, nfsPort))
            return true;
    }
    return !hasOne; // without one in its zone it fails when it tries to mount
}

} // namespace skydraft
