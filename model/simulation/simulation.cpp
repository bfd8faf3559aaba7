// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/simulation.h"

#include "model/architecture/property_value.h"
#include "model/simulation/engine.h"
#include "model/simulation/plan_compiler.h"

#include <algorithm>
#include <utility>

namespace skydraft {

class Simulation::Engine : public EventEngine
{
public:
    using EventEngine::EventEngine;
};

Simulation::Simulation(std::unique_ptr<Engine> engine)
    : m_engine(std::move(engine))
{}

Simulation::~Simulation() = default;
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;

Result<Simulation> Simulation::create(const Catalogue& catalogue, const Architecture& architecture,
                                      const Scenario& scenario, const CanReach& canReach)
{
    auto plan = PlanCompiler{catalogue, architecture, scenario, canReach}.compile();
    if (!plan)
        return tl::unexpected(plan.error());
    return of(std::move(*plan));
}

Simulation Simulation::of(SimulationPlan plan)
{
    return Simulation{std::make_unique<Engine>(std::move(plan), 0)};
}

Simulation Simulation::copy() const
{
    return Simulation{std::make_unique<Engine>(*m_engine)};
}

void Simulation::copyInto(Simulation& other) const
{
    *other.m_engine = *m_engine;
}

SimTime Simulation::now() const
{
    return SimTime{m_engine->now()};
}

SimTime Simulation::end() const
{
    return SimTime{m_engine->end()};
}

void Simulation::runUntil(SimTime time)
{
    m_engine->runUntil(time.count());
}

void Simulation::runToEnd()
{
    m_engine->runUntil(m_engine->end());
}

Result<void> Simulation::inject(const Fault& fault)
{
    return m_engine->inject(fault);
}

bool Simulation::repair(std::string_view target)
{
    return m_engine->repair(target);
}

SimulationFrame Simulation::frame()
{
    return m_engine->frame();
}

SimulationResult Simulation::result() const
{
    return m_engine->result();
}

Scenario defaultScenario(const Catalogue& catalogue, const Architecture& architecture)
{
    Scenario scenario;
    scenario.id = ScenarioId{"default"};
    scenario.name = "Everyday traffic";
    for (const auto& resource : architecture.resources()) {
        if (catalogue.typeOrGeneric(resource->type).behaviour != BehaviourKind::Clients)
            continue;
        Load load{.client = resource->id};
        if (textOf(catalogue, *resource, "load") == "closed") {
            load.users = static_cast<std::int64_t>(
                std::clamp(numberOf(catalogue, *resource, "users", 100), 0.0, 1e7));
            load.thinkTimeS = numberOf(catalogue, *resource, "think_time_s", 1);
        } else {
            load.ratePerS = numberOf(catalogue, *resource, "rate_per_s", 10);
            load.arrivals = textOf(catalogue, *resource, "arrivals");
        }
        scenario.load.push_back(std::move(load));
    }
    return scenario;
}

} // namespace skydraft
