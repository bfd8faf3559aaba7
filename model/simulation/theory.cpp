// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/theory.h"

#include "model/simulation/left_out.h"

#include <algorithm>
#include <utility>

namespace skydraft {

OverallEstimate overallOf(const Estimate& estimate)
{
    OverallEstimate all;
    all.isKnown = true;
    for (const PopulationEstimate& population : estimate.populations) {
        all.isKnown = all.isKnown && !population.isOverloaded && population.isReached;
        all.requestsPerS += population.requestsPerS;
        all.succeededPerS += population.succeededPerS;
        all.meanMs += population.meanMs * population.succeededPerS;
    }
    all.isKnown = all.isKnown && all.succeededPerS > 0;
    all.meanMs = all.isKnown ? all.meanMs / all.succeededPerS : 0;
    if (all.isKnown && estimate.populations.size() == 1) {
        const PopulationEstimate& only = estimate.populations.front();
        all.percentiles = only.percentiles;
        all.p50Ms = only.p50Ms;
        all.p99Ms = only.p99Ms;
    }
    return all;
}

bool isExact(Formula formula)
{
    switch (formula) {
    case Formula::KraemerLangenbachBelz:
    case Formula::OnePool:
    case Formula::GammaFit:
        return false;
    default:
        return true;
    }
}

std::vector<Text> theoryCaveats(const SimulationPlan& plan)
{
    std::vector<Text> caveats;
    if (!plan.faults.empty())
        caveats.push_back(
            MODEL_TEXT("Theory", "The scenario has faults; theory takes everything as healthy."));
    const auto changes = [](const PopulationPlan& population) {
        return !population.isClosed && population.shape.kind != LoadShape::Constant;
    };
    if (std::any_of(plan.populations.begin(), plan.populations.end(), changes))
        caveats.push_back(
            MODEL_TEXT("Theory", "The load changes over time; theory is about its highest rate."));
    const auto scales = [](const GroupPlan& group) { return !group.policies.empty(); };
    if (std::any_of(plan.groups.begin(), plan.groups.end(), scales) || !plan.schedules.empty())
        caveats.push_back(
            MODEL_TEXT("Theory", "Groups grow and shrink; theory takes them as they begin."));
    if (plan.objects > 0)
        caveats.push_back(
            MODEL_TEXT("Theory", "Caches start empty and fill; theory takes them as full."));
    if (plan.warmupNs == 0)
        caveats.push_back(MODEL_TEXT("Theory", "The scenario has no warm-up; theory is about the "
                                               "steady state after it."));
    for (Text& note : leftOutOf(Approximation::Estimate, plan))
        caveats.push_back(std::move(note));
    return caveats;
}

} // namespace skydraft
