// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/base/error.h"
#include "model/catalogue/catalogue.h"
#include "model/simulation/result.h"

#include <functional>
#include <memory>
#include <string_view>

namespace skydraft {

struct SimulationPlan;

/// Whether the network lets `from` open a connection to `to`. Asked once per pair while compiling;
/// the caller answers from the network model, which this folder does not see.
using CanReach = std::function<bool(const ResourceId& from, const ResourceId& to,
                                    std::string_view protocol, int port)>;

/// The event engine on one compiled drawing. Deterministic: the same drawing, scenario and seed
/// give the same result on every platform. Lives on one thread at a time.
///
///     auto simulation = Simulation::create(catalogue, architecture, scenario, canReach);
///     simulation->runUntil(fromSeconds(60));
///     simulation->inject({.kind = "process.stop", .target = "web-a"});
///     simulation->runToEnd();
///     const SimulationResult result = simulation->result();
class Simulation
{
public:
    /// Fails, with a pointer into the document, where a drawing or a scenario cannot be played: no
    /// clients, a load for something that is not `clients`, a cycle of calls, an unknown fault …
    static Result<Simulation> create(const Catalogue& catalogue, const Architecture& architecture,
                                     const Scenario& scenario, const CanReach& canReach);
    /// Of a plan that was compiled before.
    static Simulation of(SimulationPlan plan);
    ~Simulation();
    Simulation(Simulation&&) noexcept;
    Simulation& operator=(Simulation&&) noexcept;
    Simulation(const Simulation&) = delete;
    Simulation& operator=(const Simulation&) = delete;

    /// The same state in a simulation of its own: both go on alike, to the last bit, until
    /// something else is done to one of them. Costs a copy of what is in flight.
    Simulation copy() const;
    /// The same into a simulation that is no longer needed: its memory is used again, which is what
    /// most of the time of a copy goes into.
    void copyInto(Simulation& other) const;

    SimTime now() const;
    SimTime end() const;

    /// Carries out every event up to and including `time` (at most the end).
    void runUntil(SimTime time);
    void runToEnd();

    /// A fault that happens now; `atS` is ignored.
    Result<void> inject(const Fault& fault);
    /// Starts what a fault stopped. False where there was nothing to repair.
    bool repair(std::string_view target);

    /// The state for drawing it; `newSamples` are those since the last call.
    SimulationFrame frame();
    SimulationResult result() const;

private:
    class Engine;
    explicit Simulation(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};

/// The scenario that plays when a drawing has none: every client population sends what its
/// properties say for ten minutes.
Scenario defaultScenario(const Catalogue& catalogue, const Architecture& architecture);

} // namespace skydraft
