// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

namespace skydraft {

namespace {

/// Beyond this only faults, repairs and failovers are noted.
constexpr std::size_t mostEvents = 10'000;

double secondsOf(std::int64_t ns)
{
    return static_cast<double>(ns) / 1e9;
}

/// What the time up to an event was spent on.
Text phaseCause(TimelineKind kind)
{
    switch (kind) {
    case TimelineKind::Detection:
        return MODEL_TEXT("Timeline", "detection");
    case TimelineKind::Failover:
        return MODEL_TEXT("Timeline", "failover");
    case TimelineKind::Scaling:
        return MODEL_TEXT("Timeline", "decision to replace");
    case TimelineKind::Repair:
        return MODEL_TEXT("Timeline", "until the fault was over");
    default:
        return MODEL_TEXT("Timeline", "start of what replaces it");
    }
}

} // namespace

void EventEngine::note(TimelineKind kind, const std::string& subject, Text text, Index incident)
{
    const bool isRare = kind == TimelineKind::Fault || kind == TimelineKind::Repair
                        || kind == TimelineKind::Failover;
    if (m_timeline.size() >= mostEvents && !isRare)
        return;
    m_timeline.push_back({.atS = secondsOf(m_now),
                          .kind = kind,
                          .subject = subject,
                          .text = std::move(text),
                          .incident = incident == none ? -1 : static_cast<int>(incident)});
}

void EventEngine::noteFault(Index active)
{
    const FaultPlan& plan = m_active[active].plan;
    note(TimelineKind::Fault, plan.target,
         MODEL_TEXT("Timeline", "%1 strikes %2").with(plan.name).with(plan.target),
         m_active[active].incident);
}

/// The time from the fault to the recovery, cut at what happened in between; what comes after the
/// last event is the time until old answers of the DNS and waiting requests were gone.
std::vector<IncidentPhase> EventEngine::phasesOf(Index incident, double recoveredS) const
{
    std::vector<IncidentPhase> phases;
    if (recoveredS < 0)
        return phases;
    const double begin = m_incidents[incident].atS;
    const double end = begin + recoveredS;
    double reached = begin;
    const auto add = [&](const Text& cause, double until) {
        if (until <= reached)
            return;
        if (!phases.empty() && phases.back().cause == cause)
            phases.back().seconds += until - reached;
        else
            phases.push_back({cause, until - reached});
        reached = until;
    };
    for (const TimelineEvent& event : m_timeline)
        if (event.incident == static_cast<int>(incident) && event.kind != TimelineKind::Fault
            && event.atS <= end)
            add(phaseCause(event.kind), event.atS);
    add(MODEL_TEXT("Timeline", "old DNS answers and waiting requests"), end);
    return phases;
}

} // namespace skydraft
