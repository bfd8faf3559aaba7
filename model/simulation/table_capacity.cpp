// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/table_capacity.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;
constexpr double burstS = 300;
/// Peaks count from then on for what an on-demand table serves at once.
constexpr std::int64_t settlingMinutes = 30;
/// Auto scaling's alarms: minutes above the target, minutes well below it.
constexpr int minutesAbove = 2;
constexpr int minutesBelow = 15;
constexpr double belowTarget = 0.2;
/// A table's capacity may be lowered so often a day at any time, and once an hour besides.
constexpr std::size_t decreasesPerDay = 4;
constexpr std::int64_t hourNs = 60 * minuteNs;

/// Spreads keys over partitions (the finalizer of SplitMix64).
std::uint32_t partitionOf(std::uint32_t key, std::size_t partitions)
{
    std::uint64_t z = key + 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::uint32_t>((z ^ (z >> 31U)) % partitions);
}

} // namespace

/// So many seconds of its capacity are kept.
double TableCapacity::deepestS() const
{
    return m_plan.isProvisioned ? burstS : 1;
}

TableCapacity::TableCapacity(const TablePlan& plan)
    : m_plan(plan)
    , m_sides{Side{.plan = plan.reads,
                   .table = TokenBucket(plan.reads.perS, plan.reads.perS * deepestS())},
              Side{.plan = plan.writes,
                   .table = TokenBucket(plan.writes.perS, plan.writes.perS * deepestS())}}
{
    for (Side& side : m_sides)
        side.partitions.assign(std::max(plan.partitions, 1U),
                               TokenBucket(side.plan.perPartition, side.plan.perPartition));
}

TableCapacity::Verdict TableCapacity::take(Direction direction, std::optional<std::uint32_t> key,
                                           std::int64_t now)
{
    Side& side = m_sides[direction];
    if (!m_plan.isProvisioned)
        settlePeak(side, now);
    const double units = side.plan.perRequest;
    TokenBucket* partition =
        key ? &side.partitions[partitionOf(*key, side.partitions.size())] : nullptr;
    if (!side.table.holds(units, now))
        return Verdict::BeyondTable;
    if (partition != nullptr && !partition->holds(units, now))
        return Verdict::BeyondPartition;
    side.table.take(units);
    if (partition != nullptr)
        partition->take(units);
    side.consumed += units;
    return Verdict::Taken;
}

/// Closes the minutes that are over and raises the capacity to twice the peak that has settled.
void TableCapacity::settlePeak(Side& side, std::int64_t now) const
{
    const std::int64_t minute = now / minuteNs;
    if (minute == side.minute)
        return;
    side.recent.emplace_back(side.minute, side.consumed / 60);
    side.consumed = 0;
    side.minute = minute;
    while (!side.recent.empty() && minute - side.recent.front().first > settlingMinutes) {
        side.settledPeak = std::max(side.settledPeak, side.recent.front().second);
        side.recent.pop_front();
    }
    const double perS = std::clamp(2 * side.settledPeak, side.plan.perS,
                                   std::max(side.plan.mostPerS, side.plan.perS));
    side.table.setRate(perS, perS * deepestS(), now);
}

bool TableCapacity::endMinute(std::int64_t now)
{
    const bool reads = scale(m_sides[Reads], now);
    const bool writes = scale(m_sides[Writes], now);
    return reads || writes;
}

bool TableCapacity::mayDecrease(Side& side, std::int64_t now)
{
    while (!side.decreases.empty() && now - side.decreases.front() >= 24 * hourNs)
        side.decreases.pop_front();
    return side.decreases.size() < decreasesPerDay || now - side.decreases.back() >= hourNs;
}

bool TableCapacity::scale(Side& side, std::int64_t now) const
{
    bool hasChanged = false;
    if (side.next > 0) {
        side.table.setRate(side.next, side.next * deepestS(), now);
        side.next = 0;
        hasChanged = true;
    }
    const double consumedPerS = side.consumed / 60;
    side.consumed = 0;
    const double capacity = side.table.perS();
    const double utilization = capacity > 0 ? consumedPerS / capacity : 0;
    side.above = utilization > m_plan.targetUtilization ? side.above + 1 : 0;
    side.below = utilization < m_plan.targetUtilization - belowTarget ? side.below + 1 : 0;
    const bool isOver = side.above >= minutesAbove;
    const bool isUnder = side.below >= minutesBelow;
    if (!isOver && !isUnder)
        return hasChanged;
    const double wanted = std::clamp(std::ceil(consumedPerS / m_plan.targetUtilization),
                                     side.plan.perS, std::max(side.plan.mostPerS, side.plan.perS));
    if (isOver && wanted > capacity) {
        side.next = wanted;
    } else if (isUnder && wanted < capacity && mayDecrease(side, now)) {
        side.next = wanted;
        side.decreases.push_back(now);
    }
    side.above = side.below = 0;
    return hasChanged;
}

} // namespace skydraft
