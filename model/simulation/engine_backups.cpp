// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace skydraft {

namespace {

constexpr std::int64_t oneSecondNs = 1'000'000'000;
constexpr std::int64_t oneDayNs = 86'400 * oneSecondNs;
/// The latest time to which a database can be restored lies so far back, typically (Amazon RDS user
/// guide, "Restoring a DB instance to a specified time").
constexpr std::int64_t restorableLagNs = 300 * oneSecondNs;

int wholeSeconds(std::int64_t ns)
{
    return static_cast<int>(std::min<std::int64_t>(ns / oneSecondNs, 2'000'000'000));
}

} // namespace

void EventEngine::startBackups()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node)
        if (m_plan.nodes[node].backupNs >= 0 && m_instanceOf[node] != none)
            startTimer(TimerKind::Backup, m_instanceOf[node], m_plan.nodes[node].backupNs);
}

void EventEngine::backUp(Index instance)
{
    startTimer(TimerKind::Backup, instance, m_now + oneDayNs);
    takeSnapshot(instance, none);
}

void EventEngine::takeSnapshot(Index index, Index incident)
{
    Instance& instance = m_instances[index];
    if (!instance.isRunning() && incident == none)
        return; // the daily one is left out
    instance.snapshots.push_back(m_now);
    note(TimelineKind::Repair, instance.name,
         (incident == none
              ? MODEL_TEXT("Timeline", "%1: the automatic snapshot of the day is taken")
              : MODEL_TEXT("Timeline", "%1: a snapshot is taken"))
             .with(instance.name),
         incident);
}

/// The time whose state a restore brings back: what is wanted, as far as there are backups of it;
/// -1: there are none.
std::int64_t EventEngine::restorePointOf(const Instance& instance, std::int64_t wanted) const
{
    const std::int64_t until = instance.diedAt >= 0 ? instance.diedAt : m_now;
    const std::int64_t limit = wanted >= 0 ? wanted : until;
    std::int64_t point = -1;
    for (const std::int64_t snapshot : instance.snapshots)
        if (snapshot <= limit)
            point = snapshot;
    if (m_plan.nodes[instance.node].hasBackups && until >= restorableLagNs)
        point = std::max(point, std::min(limit, until - restorableLagNs));
    return point < 0 ? -1 : point - point % oneSecondNs;
}

/// A new instance is made from the backups while the old one goes on, if it still runs.
void EventEngine::beginRestore(const FaultPlan& fault, Index active)
{
    Index index = m_instanceOf[fault.node];
    Instance& instance = m_instances[index];
    const Index incident = m_active[active].incident;
    const std::int64_t point = restorePointOf(instance, fault.toNs);
    if (point < 0)
        return note(TimelineKind::Detection, instance.name,
                    MODEL_TEXT("Timeline", "%1 has no backup that it could be restored from")
                        .with(instance.name),
                    incident);
    instance.restorePoint = point;
    instance.restoreIncident = incident;
    note(TimelineKind::Detection, instance.name,
         MODEL_TEXT("Timeline", "%1 is being restored to its state at %2 s")
             .with(instance.name)
             .with(wholeSeconds(point)),
         incident);
    startTimer(TimerKind::RestoreEnd, index,
               m_now + static_cast<std::int64_t>(fault.strength * 1e9));
}

/// The restored database takes the place of the old one: what was written after its point in time
/// is not in it.
void EventEngine::endRestore(Index index)
{
    Instance& instance = m_instances[index];
    if (instance.state == InstanceState::Terminated || instance.restorePoint < 0)
        return;
    const std::int64_t point = std::exchange(instance.restorePoint, -1);
    const std::uint64_t lost = dropWrites(instance, point / oneSecondNs);
    m_incidents[instance.restoreIncident].lostWrites += lost;
    instance.incident = instance.restoreIncident;
    loseCalls(index, Stop::Process);
    instance.accrue(m_now);
    instance.hostFaults = instance.processFaults = instance.hangFaults = instance.errorFaults = 0;
    instance.isFailingOver = false;
    instance.diedAt = -1;
    note(TimelineKind::Failover, instance.name,
         MODEL_TEXT("Timeline", "%1 is back as it was at %2 s: %3 writes after that are not in it")
             .with(instance.name)
             .with(wholeSeconds(point))
             .with(static_cast<int>(std::min<std::uint64_t>(lost, 2'000'000'000))),
         instance.restoreIncident);
    goUp(index);
}

/// Forgets the writes from a second on; how many those were.
std::uint64_t EventEngine::dropWrites(Instance& instance, std::int64_t fromSecond)
{
    const auto size = static_cast<std::int64_t>(instance.writes.size());
    const auto first = instance.writes.begin() + std::min(fromSecond, size);
    const std::uint64_t lost = std::accumulate(first, instance.writes.end(), std::uint64_t{0});
    std::fill(first, instance.writes.end(), 0U);
    instance.storedWrites -= lost;
    return lost;
}

} // namespace skydraft
