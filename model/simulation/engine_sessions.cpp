// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

/// A request comes to a server that keeps sessions: what was kept elsewhere is lost (AWS
/// Well-Architected, "Do not store state on your instances").
void EventEngine::useSession(const Request& request, Index instanceIndex)
{
    if (m_sessionHomes.size() <= request.session)
        m_sessionHomes.resize(request.session + 1U, none);
    Index& home = m_sessionHomes[request.session];
    if (home == instanceIndex)
        return;
    if (home != none)
        loseSession(m_instances[home].incident);
    home = instanceIndex;
}

/// An instance is gone, and with it the sessions that it kept.
void EventEngine::loseSessionsOf(Index instance)
{
    for (Index& home : m_sessionHomes) {
        if (home != instance)
            continue;
        home = none;
        loseSession(m_instances[instance].incident);
    }
}

void EventEngine::noteWrite(Instance& instance)
{
    const auto second = static_cast<std::size_t>(m_now / 1'000'000'000);
    constexpr std::size_t mostSeconds = 1'000'000;
    instance.lastWriteNs = m_now;
    // Without space it takes no more writes, until somebody allocates more (Amazon RDS user guide,
    // "Amazon RDS DB instance running out of storage").
    if (++instance.storedWrites == m_plan.nodes[instance.node].mostWrites)
        note(TimelineKind::Detection, instance.name,
             MODEL_TEXT("Timeline", "%1 has no storage left: writes fail").with(instance.name),
             none);
    if (second >= mostSeconds)
        return;
    if (instance.writes.size() <= second)
        instance.writes.resize(second + 1, 0);
    ++instance.writes[second];
}

/// A database is gone for good: what was written since its last backup is lost with it.
void EventEngine::loseWrites(Instance& instance, Index incident)
{
    const std::int64_t snapshot = instance.snapshots.empty() ? 0 : instance.snapshots.back();
    const std::int64_t from = std::max(m_now - m_plan.nodes[instance.node].lossNs, snapshot);
    instance.diedAt = m_now;
    m_incidents[incident].lostWrites +=
        dropWrites(instance, std::max<std::int64_t>(from, 0) / 1'000'000'000);
}

/// A replica answers with what it had: stale where its source was written to within its lag.
void EventEngine::noteStaleRead(Instance& instance)
{
    const NodePlan& plan = m_plan.nodes[instance.node];
    if (plan.source == none || m_instanceOf[plan.source] == none)
        return;
    const std::int64_t written = m_instances[m_instanceOf[plan.source]].lastWriteNs;
    if (written >= 0 && m_now - written < plan.lagNs + instance.lagNs)
        ++instance.staleReads;
}

void EventEngine::loseSession(Index incident)
{
    ++m_lostSessions;
    if (incident != none)
        ++m_incidents[incident].lostSessions;
}

} // namespace skydraft
