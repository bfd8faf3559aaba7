// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/plan.h"
#include "model/simulation/result.h"

#include <memory>

namespace skydraft {

/// A run of the flow engine that is watched while it goes on; see flow.h. At its end the result is
/// that of playFlow(), however it was cut into pieces. It cannot be copied, so it cannot branch.
/// Lives on one thread at a time.
class FlowSimulation
{
public:
    /// What checkFlow() refuses must not be given.
    explicit FlowSimulation(SimulationPlan plan);
    ~FlowSimulation();
    FlowSimulation(FlowSimulation&&) noexcept;
    FlowSimulation& operator=(FlowSimulation&&) noexcept;

    SimTime now() const;
    SimTime end() const;
    /// Until `time` is reached: with the last tick a sampling interval (a second) beyond at most.
    void runUntil(SimTime time);

    /// The state for drawing it; `newSamples` are those since the last call.
    SimulationFrame frame();
    /// What there is so far.
    SimulationResult result();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace skydraft
