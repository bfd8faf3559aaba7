// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/scenario.h"
#include "model/base/error.h"
#include "model/simulation/plan.h"

#include <string>

namespace skydraft {

/// Looks up the group of a fault that strikes one. Reads what a fault "deploy" or "deploy.refresh"
/// says beside its time: `policy`, `batch` (a number of instances or a text like "30%"),
/// `bad_version`, `rollback`, `install_time_s` and `timeout_s`; looks up the group, which may be
/// named by a balancer that sends to one group only. Fails with the place of a member that cannot
/// stand.
Result<void> takeDeploy(FaultPlan& planned, const SimulationPlan& plan, const Fault& fault,
                        const std::string& pointer);

} // namespace skydraft
