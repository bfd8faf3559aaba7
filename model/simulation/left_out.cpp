// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/left_out.h"

#include <algorithm>
#include <utility>

namespace skydraft {

namespace {

/// The flow engine refuses to play these.
std::vector<Text> leftOutOfFormulas(const SimulationPlan& plan)
{
    std::vector<Text> notes;
    const auto add = [&](bool isLeftOut, const ResourceId& id, const Text& text) {
        if (isLeftOut)
            notes.push_back(Text{text}.with(id.value()));
    };
    for (const NodePlan& node : plan.nodes) {
        add(node.callsInParallel, node.id,
            MODEL_TEXT("Simulation", "Calls that \"%1\" makes at the same time count one after the "
                                     "other."));
        add(node.burst.mostCredits > 0, node.id,
            MODEL_TEXT("Simulation", "The CPU credits of \"%1\" are left out: it is never "
                                     "throttled."));
    }
    for (const QueuePlan& queue : plan.queues)
        add(!queue.consumers.empty(), plan.nodes[queue.node].id,
            MODEL_TEXT("Simulation", "The work on messages of \"%1\" is left out."));
    for (const PoolPlan& pool : plan.pools)
        add(pool.algorithm == Algorithm::PowerOfTwo, pool.id,
            MODEL_TEXT("Simulation", "\"%1\" chooses the less busy of two targets, which counts as "
                                     "a round robin."));
    for (const PopulationPlan& population : plan.populations) {
        const bool hasUrgent =
            std::any_of(population.classes.begin(), population.classes.end(),
                        [&](const auto& one) { return plan.classes[one.second].priority > 0; });
        add(hasUrgent, population.id,
            MODEL_TEXT("Simulation", "The priorities of requests of \"%1\" are left out: all wait "
                                     "in one line."));
        add(population.isPatienceRandom, population.id,
            MODEL_TEXT("Simulation", "All clients of \"%1\" count as equally patient."));
    }
    return notes;
}

} // namespace

std::vector<Text> leftOutOf(Approximation approximation, const SimulationPlan& plan)
{
    std::vector<Text> notes = leftOutAtTheEdge(approximation, plan);
    for (Text& note : leftOutOfStores(plan))
        notes.push_back(std::move(note));
    if (approximation == Approximation::Estimate)
        for (Text& note : leftOutOfFormulas(plan))
            notes.push_back(std::move(note));
    return notes;
}

} // namespace skydraft
