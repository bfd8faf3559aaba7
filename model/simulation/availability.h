// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/base/id.h"
#include "model/simulation/plan.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// A share of time, and who says so.
struct AvailabilityFigure
{
    double availability = 1;
    std::string source{};
};

/// How often things work, by what they are. The built-in ones stand in
/// resources/availability/figures.json with their sources; a caller may replace any.
struct AvailabilityFigures
{
    AvailabilityFigure region{};
    AvailabilityFigure zone{};
    std::map<BehaviourKind, AvailabilityFigure> single{};    ///< one, in one zone
    std::map<BehaviourKind, AvailabilityFigure> redundant{}; ///< spread over zones by AWS

    static const AvailabilityFigures& builtIn();
    /// Refuses, with a JSON pointer, what is no number from 0 to 1 and what has no source.
    static Result<AvailabilityFigures> fromJson(std::string_view text, const std::string& source);
};

struct AvailabilityEstimate
{
    double availability = 1;        ///< of a request of the average client
    double downMinutesPerMonth = 0; ///< 30 days
    /// Without any one of them no request of some population succeeds.
    std::vector<ResourceId> singlePoints{};
    /// Zones whose loss alone stops some population, by name.
    std::vector<std::string> singleZones{};
};

/// The availability of what the clients use: parts that are all needed in series, targets of a
/// balancer in parallel (one that works is enough), zones as common causes (three or more down at
/// once count as a failure), the region in series. Parts fail independently of each other; a
/// service level agreement is a promise to pay, not a measurement.
AvailabilityEstimate availabilityOf(const SimulationPlan& plan, const AvailabilityFigures& figures);

} // namespace skydraft
