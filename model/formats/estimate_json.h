// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/resource_json.h"
#include "model/simulation/analytic.h"
#include "model/simulation/result.h"

#include <string>

namespace skydraft {

/// What was measured beside what the textbooks expect: the member "theory" of
/// simulate.schema.json. What is expected of something overloaded is null.
OrderedJson theoryToJson(const SimulationResult& result, const Estimate& estimate);

/// The same as lines of text.
std::string theoryToText(const SimulationResult& result, const Estimate& estimate);

} // namespace skydraft
