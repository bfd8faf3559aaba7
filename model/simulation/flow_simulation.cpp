// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow_simulation.h"

#include "model/simulation/flow.h"
#include "model/simulation/flow_engine.h"

#include <utility>

namespace skydraft {

/// The engine looks at the plan, so both stay where they are.
struct FlowSimulation::Parts
{
    explicit Parts(SimulationPlan played)
        : plan(std::move(played))
        , engine(plan)
    {}

    SimulationPlan plan;
    FlowEngine engine;
};

FlowSimulation::FlowSimulation(SimulationPlan plan)
    : m_parts(std::make_unique<Parts>(std::move(plan)))
{}

FlowSimulation::~FlowSimulation() = default;
FlowSimulation::FlowSimulation(FlowSimulation&&) noexcept = default;
FlowSimulation& FlowSimulation::operator=(FlowSimulation&&) noexcept = default;

SimTime FlowSimulation::now() const
{
    return SimTime{m_parts->engine.now()};
}

SimTime FlowSimulation::end() const
{
    return SimTime{m_parts->plan.endNs};
}

void FlowSimulation::runUntil(SimTime time)
{
    m_parts->engine.runUntil(time.count());
}

SimulationFrame FlowSimulation::frame()
{
    return m_parts->engine.frame();
}

SimulationResult FlowSimulation::result()
{
    SimulationResult result = m_parts->engine.result();
    result.errorBound = flowErrorBound(m_parts->plan);
    return result;
}

} // namespace skydraft
