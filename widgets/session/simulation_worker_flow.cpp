// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/theory.h"
#include "widgets/session/drawing_theory.h"
#include "widgets/session/flow_run.h"
#include "widgets/session/simulation_worker.h"

#include <algorithm>
#include <cmath>
#include <utility>

// Which engine plays, and how the flow engine does.

namespace skydraft {
namespace {

constexpr double mostPoints = 3600; // of each resource in a chart

} // namespace

EngineKind SimulationWorker::choose(const SimulationPlan& plan) const
{
    switch (m_engine) {
    case EngineChoice::Event:
        return EngineKind::Event;
    case EngineChoice::Flow:
        return EngineKind::Flow;
    case EngineChoice::Automatic:
        break;
    }
    return chooseEngine(plan);
}

/// Tells what the textbooks expect and makes the run. False where the engine does not play this.
bool SimulationWorker::prepare(SimulationPlan plan)
{
    const EngineKind engine = choose(plan);
    if (engine == EngineKind::Flow)
        if (auto checked = checkFlow(plan); !checked) {
            send([&](SimulationNews& news) {
                news.errors.push_back(std::move(checked.error()));
                news.couldNotStart = true;
            });
            return false;
        }
    auto theory = std::make_shared<const Theory>(
        Theory{.figures = estimate(plan), .caveats = theoryCaveats(plan)});
    const double bound = engine == EngineKind::Flow ? flowErrorBound(plan) : 0;
    send([&](SimulationNews& news) {
        SimulationNews::OfRun& run = news.runs[0];
        run.engine = engine;
        run.errorBound = bound;
        run.theory = std::move(theory);
    });
    const double endS = static_cast<double>(plan.endNs) / 1e9;
    m_pointEvery = fromSeconds(std::max(1.0, std::ceil(endS / mostPoints)));
    if (engine == EngineKind::Flow) {
        m_flow = std::make_unique<FlowRun>(std::move(plan));
        m_nextFlowPoint = m_pointEvery;
        return true;
    }
    m_runs.push_back(
        {.recording = Recording(Simulation::of(std::move(plan))), .nextPoint = m_pointEvery});
    shareMemory();
    return true;
}

void SimulationWorker::advanceFlow(SimTime step)
{
    if (m_flow->isLookingBack())
        return m_flow->advance(step);
    const SimTime until = std::min(m_flow->asked() + step, m_flow->end());
    while (m_flow->asked() < until) {
        m_flow->advance(std::min(until, m_nextFlowPoint) - m_flow->asked());
        if (m_flow->played() < m_nextFlowPoint)
            continue;
        m_nextFlowPoint = m_pointEvery * (m_flow->played() / m_pointEvery + 1);
        const SimulationFrame& frame = *m_flow->newest();
        const std::lock_guard lock(m_mutex); // announced with the next frame
        addPoints(frame, m_news.runs[0]);
    }
}

/// The flow engine has no states to go on from otherwise.
bool SimulationWorker::refusesDeeds()
{
    if (m_flow == nullptr)
        return false;
    send([](SimulationNews& news) { news.isDeedRefused = true; });
    return true;
}

void SimulationWorker::publishFlow(Figures figures)
{
    std::shared_ptr<const SimulationResult> result;
    if (isTimeForFigures(figures))
        result = std::make_shared<const SimulationResult>(m_flow->result());
    const SimulationFrame& newest = *m_flow->newest();
    auto frame = std::make_shared<SimulationFrame>(*m_flow->shown());
    const std::vector<SecondSample> samples = m_flow->takeSamples();
    send([&](SimulationNews& news) {
        SimulationNews::OfRun& run = news.runs[0];
        run.samples.insert(run.samples.end(), samples.begin(), samples.end());
        run.incidents = newest.incidents;
        run.scaling = newest.scaling;
        run.playedS = toSeconds(newest.now);
        run.endS = toSeconds(m_flow->end());
        run.offered = newest.offered;
        run.succeeded = newest.succeeded;
        run.failed = newest.failed;
        if (result != nullptr)
            run.soFar = result;
        if (result != nullptr && isAtEnd())
            run.result = result;
        news.frame = std::move(frame);
        news.shownRun = 0;
        news.ordersFollowed = m_ordersFollowed;
    });
}

} // namespace skydraft
