// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

namespace skydraft {

namespace {

constexpr std::int64_t scalingStepNs = 60'000'000'000;
/// A table that throttled nothing for so long and does so again is told of again.
constexpr std::int64_t quietNs = 60'000'000'000;

} // namespace

void EventEngine::startTables()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        const Index table = m_plan.nodes[node].table;
        if (table == none)
            continue;
        if (m_tables.size() <= table)
            m_tables.resize(table + 1U, TableState{TableCapacity{TablePlan{}}});
        m_tables[table].node = node;
        m_tables[table].capacity = TableCapacity{m_plan.tables[table]};
        if (m_plan.tables[table].scales)
            startTimer(TimerKind::TableMinute, table, scalingStepNs);
    }
}

/// Whether a table refuses a request because its capacity is used up. What it refuses costs no
/// capacity (Amazon DynamoDB developer guide, "Troubleshooting throttling in Amazon DynamoDB").
bool EventEngine::throttles(const Request& request, Instance& instance)
{
    TableState& state = m_tables[m_plan.nodes[instance.node].table];
    const bool hasKeys = m_plan.populations[request.population].popularity != nullptr;
    const TableCapacity::Verdict verdict = state.capacity.take(
        request.is(Request::write) ? TableCapacity::Writes : TableCapacity::Reads,
        hasKeys ? std::optional{request.key} : std::nullopt, m_now);
    if (verdict == TableCapacity::Verdict::Taken)
        return false;
    --instance.meter.served;
    ++instance.meter.throttled;
    const bool isHot = verdict == TableCapacity::Verdict::BeyondPartition;
    instance.meter.hotKeys += isHot ? 1U : 0U;
    if (state.throttledAt < 0 || m_now - state.throttledAt > quietNs)
        note(TimelineKind::Detection, instance.name,
             isHot ? MODEL_TEXT("Timeline",
                                "%1 throttles requests: one partition key is asked for more often "
                                "than a partition serves")
                         .with(instance.name)
                   : MODEL_TEXT("Timeline", "%1 throttles requests: its capacity is used up")
                         .with(instance.name),
             none);
    state.throttledAt = m_now;
    return true;
}

void EventEngine::scaleTable(Index table)
{
    TableState& state = m_tables[table];
    startTimer(TimerKind::TableMinute, table, m_now + scalingStepNs);
    if (!state.capacity.endMinute(m_now))
        return;
    const std::string& name = m_plan.nodes[state.node].id.value();
    note(TimelineKind::Scaling, name,
         MODEL_TEXT("Timeline", "%1 has a capacity of %2 read and %3 write units")
             .with(name)
             .with(static_cast<int>(state.capacity.perS(TableCapacity::Reads)))
             .with(static_cast<int>(state.capacity.perS(TableCapacity::Writes))),
         none);
}

} // namespace skydraft
