// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include "model/simulation/simulation.h"
#include "tests/support/drawing.h"

#include <cmath>
#include <sstream>
#include <string>

namespace skydraft::testing {

/// Properties of a station: exponential service of `serviceMs` unless said otherwise.
inline Json station(double serviceMs, int workers = 1, Json more = Json::object())
{
    Json properties = {{"service_time_ms", serviceMs}, {"workers", workers}};
    properties.update(more);
    return properties;
}

/// An open load of the resource "users".
inline Scenario open(double ratePerS, double durationS, double warmupS = 0, std::uint64_t seed = 1)
{
    Scenario scenario;
    scenario.id = ScenarioId{"test"};
    scenario.seed = seed;
    scenario.durationS = durationS;
    scenario.warmupS = warmupS;
    scenario.load = {Load{.client = ResourceId{"users"}, .ratePerS = ratePerS}};
    return scenario;
}

/// The same with arrivals at equal distances: the first at 1 / rate.
inline Scenario evenly(double ratePerS, double durationS, double warmupS = 0,
                       std::uint64_t seed = 1)
{
    Scenario scenario = open(ratePerS, durationS, warmupS, seed);
    scenario.load.front().arrivals = "deterministic";
    return scenario;
}

inline Scenario closed(std::int64_t users, double thinkS, double durationS, double warmupS)
{
    Scenario scenario = open(0, durationS, warmupS);
    scenario.load = {Load{.client = ResourceId{"users"}, .users = users, .thinkTimeS = thinkS}};
    return scenario;
}

inline Simulation start(const Architecture& architecture, const Scenario& scenario,
                        const CanReach& canReach = {})
{
    auto simulation = Simulation::create(Catalogue::builtIn(), architecture, scenario, canReach);
    if (!simulation)
        qFatal("%s", describe(simulation.error()).c_str());
    return std::move(*simulation);
}

inline SimulationResult play(const Architecture& architecture, const Scenario& scenario,
                             const CanReach& canReach = {})
{
    Simulation simulation = start(architecture, scenario, canReach);
    simulation.runToEnd();
    return simulation.result();
}

inline NodeResult node(const SimulationResult& result, const char* id)
{
    return result.nodes.at(ResourceId{id});
}

inline double relativeError(double actual, double expected)
{
    return std::abs(actual - expected) / std::abs(expected);
}

/// Everything a result says, to compare runs to the last bit.
inline std::string bytesOf(const SimulationResult& result)
{
    std::ostringstream out;
    out << std::hexfloat << result.offered << ' ' << result.succeeded << ' ' << result.failed << ' '
        << result.inFlight << ' ' << result.events << ' ' << result.latencyMs.mean << ' '
        << result.latencyMs.p50 << ' ' << result.latencyMs.p99 << ' ' << result.latencyMs.max
        << '\n';
    for (const auto& [cause, count] : result.failedByCause)
        out << cause << ' ' << count << '\n';
    for (const auto& [id, one] : result.nodes)
        out << id << ' ' << one.arrivals << ' ' << one.blocked << ' ' << one.throughputPerS << ' '
            << one.utilization << ' ' << one.meanInQueue << ' ' << one.meanInSystem << ' '
            << one.meanWaitMs << '\n';
    for (const Incident& incident : result.incidents)
        out << incident.fault << ' ' << incident.target << ' ' << incident.detectedS << ' '
            << incident.recoveredS << ' ' << incident.failedRequests << '\n';
    for (const ScalingEvent& event : result.scaling)
        out << event.atS << ' ' << event.group << ' ' << event.from << ' ' << event.to << ' '
            << event.cause.english() << '\n';
    for (const ScalingActivity& activity : result.activities)
        out << activity.atS << ' ' << activity.endS << ' ' << activity.instance << ' '
            << static_cast<int>(activity.status) << ' ' << activity.description.english() << '\n';
    for (const AlarmEvent& event : result.alarms)
        out << event.atS << ' ' << event.alarm << ' ' << static_cast<int>(event.to) << ' '
            << event.reason.english() << '\n';
    for (const SecondSample& second : result.series)
        out << second.atS << ' ' << second.offered << ' ' << second.succeeded << ' '
            << second.failed << ' ' << second.meanMs << ' ' << second.p99Ms << '\n';
    return out.str();
}

} // namespace skydraft::testing

/// Compares within a relative tolerance and says all three numbers when it fails.
#define VERIFY_NEAR(actual, expected, tolerance)                                                   \
    do {                                                                                           \
        const double actualValue = (actual);                                                       \
        const double expectedValue = (expected);                                                   \
        QVERIFY2(skydraft::testing::relativeError(actualValue, expectedValue) <= (tolerance),      \
                 qPrintable(QStringLiteral(#actual " is %1, not %2 within %3 %")                   \
                                .arg(actualValue, 0, 'g', 9)                                       \
                                .arg(expectedValue, 0, 'g', 9)                                     \
                                .arg(100 * (tolerance))));                                         \
    } while (false)
