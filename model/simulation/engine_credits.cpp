// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

/// How often credits are earned and spent; EC2 does so at millisecond resolution.
constexpr std::int64_t stepNs = 5'000'000'000;

} // namespace

void EventEngine::startCredits()
{
    for (const NodePlan& node : m_plan.nodes)
        if (node.burst.mostCredits > 0) {
            startTimer(TimerKind::Credits, 0, stepNs);
            return;
        }
}

/// An instance in standard mode earns credits all the time and spends them by its CPU; without any
/// it falls back to its baseline until it has some again (Amazon EC2 user guide, "Standard mode for
/// burstable performance instances").
void EventEngine::settleCredits()
{
    startTimer(TimerKind::Credits, 0, m_now + stepNs);
    constexpr double stepS = static_cast<double>(stepNs) / 1e9;
    for (Instance& instance : m_instances) {
        const BurstPlan& plan = m_plan.nodes[instance.node].burst;
        if (plan.mostCredits <= 0 || instance.state == InstanceState::Terminated)
            continue;
        instance.accrue(m_now);
        const Meter& meter = instance.meter;
        const double capacity = meter.capacity.minus(instance.credited.capacity).toDouble();
        const double busy = meter.busy.minus(instance.credited.busy).toDouble()
                            + meter.burned.minus(instance.credited.burned).toDouble();
        instance.credited =
            MeterMark{meter.busy, meter.capacity, meter.arrivals, meter.served, meter.burned};
        // Throttled, its busy workers use the baseline only.
        const double share = capacity > 0 ? std::min(busy / capacity, 1.0) : 0;
        const double used = instance.isThrottled ? share * plan.baseline : share;
        const double spent = plan.vcpus * used * stepS / 60;
        instance.credits = std::clamp(instance.credits + plan.creditsPerHour * stepS / 3600 - spent,
                                      0.0, plan.mostCredits);
        const bool wasThrottled = instance.isThrottled;
        constexpr double trifle = 1e-9;
        instance.isThrottled = instance.credits <= trifle;
        if (instance.isThrottled && !wasThrottled)
            note(TimelineKind::Detection, instance.name,
                 MODEL_TEXT("Timeline", "%1 has spent its CPU credits and runs at its baseline")
                     .with(instance.name),
                 none);
    }
}

} // namespace skydraft
