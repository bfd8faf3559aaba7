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

} // namespace skydraft
