// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/base/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace skydraft {

/// What one client population sends. Open (`ratePerS`) or closed (`users` with `thinkTimeS`).
struct Load
{
    ResourceId client{};
    std::string shape = "constant";   ///< constant, ramp, step, spike, daily, trace
    std::string arrivals = "poisson"; ///< poisson, deterministic
    std::optional<double> ratePerS{};
    std::optional<std::int64_t> users{};
    double thinkTimeS = 0; ///< mean of an exponential think time
    Json extra = Json::object();

    bool operator==(const Load&) const = default;
};

struct Fault
{
    double atS = 0;
    std::string kind{}; ///< process.stop, host.stop, az.down, …
    std::string target{};
    std::optional<double> durationS{}; ///< without it the fault lasts to the end
    Json extra = Json::object();

    bool operator==(const Fault&) const = default;
};

/// Times are seconds of simulated time.
struct Scenario
{
    ScenarioId id{};
    std::string name{};
    std::uint64_t seed = 1;
    double durationS = 600;
    double warmupS = 0;
    std::vector<Load> load{};
    std::vector<Fault> faults{};
    Json extra = Json::object();

    bool operator==(const Scenario&) const = default;
};

} // namespace skydraft
