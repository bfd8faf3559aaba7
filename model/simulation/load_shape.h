// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/scenario.h"
#include "model/base/error.h"

#include <string>
#include <utility>
#include <vector>

namespace skydraft {

enum class LoadShape
{
    Constant,
    Ramp,
    Step,
    Spike,
    Curve ///< daily and trace
};

/// How the rate of an open load changes.
struct ShapePlan
{
    LoadShape kind = LoadShape::Constant;
    double ratePerS = 0;
    double otherPerS = 0; ///< ramp: at the start; step: after it; spike: during it
    double atS = 0;       ///< step, spike
    double durationS = 0; ///< ramp, spike
    /// Curve: seconds and requests per second, by ascending time; straight lines join them. Before
    /// the first and after the last the rate stays.
    std::vector<std::pair<double, double>> points{};
    double periodS = 0; ///< curve: begins again after it; 0: never

    double at(double seconds) const;
    double highest() const;
};

/// The highest rate that a load may have, requests per second.
inline constexpr double highestRate = 1e9;

/// The shape of an open load whose usual rate is `rate`; `scenarioS` is how long it plays. The
/// members that each shape reads stand in the document's schema. Fails, with a pointer below
/// `pointer`, for an unknown shape and for what is no curve: numbers that are none, times that do
/// not ascend, a line of a trace that cannot be read.
Result<ShapePlan> shapeOf(const Load& load, double rate, double scenarioS,
                          const std::string& pointer);

} // namespace skydraft
