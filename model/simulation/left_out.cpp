// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/left_out.h"

namespace skydraft {

std::vector<Text> leftOut(const SimulationPlan& plan)
{
    std::vector<Text> notes;
    for (const NodePlan& node : plan.nodes)
        if (node.table != none)
            notes.push_back(MODEL_TEXT("Simulation",
                                       "The throughput limits of \"%1\" and of its partitions are "
                                       "left out: nothing is throttled here.")
                                .with(node.id.value()));
    return notes;
}

std::string storeThatDecides(const SimulationPlan& plan)
{
    for (const NodePlan& node : plan.nodes)
        if (node.table != none && plan.tables[node.table].isProvisioned)
            return node.id.value();
    return {};
}

} // namespace skydraft
