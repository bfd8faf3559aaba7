// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "model/simulation/plan.h"

#include <string>
#include <vector>

namespace skydraft {

/// A kind of fault that a person may choose.
struct FaultChoice
{
    std::string kind{}; ///< as scenarios name it
    FaultTarget target = FaultTarget::Station;
    QString words{}; ///< as an order: "Stop a process"
};

/// All kinds that scenarios know, in the order of the model's table, in the current language.
std::vector<FaultChoice> faultChoices();

/// Those that can strike `target`, a resource's or a connection's id, when this plan is played.
std::vector<FaultChoice> faultChoicesFor(const SimulationPlan& plan, const std::string& target);

} // namespace skydraft
