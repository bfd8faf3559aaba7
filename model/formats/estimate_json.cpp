// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/estimate_json.h"

#include "model/formats/result_json.h"
#include "model/simulation/theory.h"

#include <algorithm>
#include <cstdio>

namespace skydraft {
namespace {

OrderedJson pairOf(double measured, double expected, bool isKnown)
{
    return {{"measured", measured}, {"expected", isKnown ? OrderedJson(expected) : OrderedJson()}};
}

OrderedJson nodeToJson(const NodeResult& measured, const NodeEstimate& expected)
{
    OrderedJson json{{"formula", std::string(nameOf(expected.formula))},
                     {"overloaded", expected.isOverloaded}};
    json["throughput_per_s"] = pairOf(measured.throughputPerS, expected.throughputPerS, true);
    json["utilization"] = pairOf(measured.utilization, expected.utilization, true);
    json["mean_in_queue"] =
        pairOf(measured.meanInQueue, expected.meanInQueue, !expected.isOverloaded);
    json["mean_wait_ms"] = pairOf(measured.meanWaitMs, expected.meanWaitMs, !expected.isOverloaded);
    if (expected.hitRatio >= 0)
        json["hit_ratio"] = expected.hitRatio;
    return json;
}

OrderedJson availabilityToJson(const AvailabilityEstimate& availability)
{
    OrderedJson json{{"expected", availability.availability},
                     {"down_minutes_per_month", availability.downMinutesPerMonth},
                     {"single_points", OrderedJson::array()},
                     {"single_zones", OrderedJson(availability.singleZones)}};
    for (const ResourceId& id : availability.singlePoints)
        json["single_points"].push_back(id.value());
    return json;
}

std::string numberText(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

std::string sideBySide(const char* what, double measured, double expected, bool isKnown)
{
    return std::string{", "} + what + ' ' + numberText(measured) + " / "
           + (isKnown ? numberText(expected) : "no limit");
}

} // namespace

OrderedJson theoryToJson(const SimulationResult& result, const Estimate& estimate)
{
    OrderedJson json{
        {"stable", estimate.isStable},
        {"bottleneck",
         estimate.bottleneck ? OrderedJson(estimate.bottleneck->value()) : OrderedJson()},
        {"headroom", estimate.headroom > 0 ? OrderedJson(estimate.headroom) : OrderedJson()}};
    const OverallEstimate latencies = overallOf(estimate);
    json["latency_ms"] = {
        {"mean", pairOf(result.latencyMs.mean, latencies.meanMs, latencies.isKnown)},
        {"p50", pairOf(result.latencyMs.p50, latencies.p50Ms, latencies.hasPercentiles())},
        {"p99", pairOf(result.latencyMs.p99, latencies.p99Ms, latencies.hasPercentiles())}};
    json["nodes"] = OrderedJson::object();
    for (const auto& [id, measured] : result.nodes) {
        const auto expected = estimate.nodes.find(id);
        if (expected != estimate.nodes.end())
            json["nodes"][id.value()] = nodeToJson(measured, expected->second);
    }
    json["availability"] = availabilityToJson(estimate.availability);
    if (!estimate.notes.empty())
        json["notes"] = textsToJson(estimate.notes);
    return json;
}

std::string theoryToText(const SimulationResult& result, const Estimate& estimate)
{
    const OverallEstimate latencies = overallOf(estimate);
    std::string text = "theory    measured / expected";
    text += sideBySide("mean ms", result.latencyMs.mean, latencies.meanMs, latencies.isKnown);
    if (latencies.hasPercentiles())
        text += sideBySide("p99 ms", result.latencyMs.p99, latencies.p99Ms, true);
    if (estimate.bottleneck)
        text += ", bottleneck " + estimate.bottleneck->value() + " carries "
                + numberText(estimate.headroom) + " times the load";
    text += '\n';
    for (const auto& [id, measured] : result.nodes) {
        const auto found = estimate.nodes.find(id);
        if (found == estimate.nodes.end() || found->second.formula == Formula::None)
            continue;
        const NodeEstimate& expected = found->second;
        text += "    " + id.value() + ": " + std::string(nameOf(expected.formula));
        text += sideBySide("busy %", 100 * measured.utilization, 100 * expected.utilization, true);
        text +=
            sideBySide("wait ms", measured.meanWaitMs, expected.meanWaitMs, !expected.isOverloaded);
        text += expected.isOverloaded ? ", overloaded\n" : "\n";
    }
    text += "    availability " + numberText(100 * estimate.availability.availability) + " %, down "
            + numberText(estimate.availability.downMinutesPerMonth) + " minutes a month";
    for (const ResourceId& id : estimate.availability.singlePoints)
        text += ", " + id.value() + " alone can stop it";
    for (const std::string& zone : estimate.availability.singleZones)
        text += ", zone " + zone + " alone can stop it";
    text += '\n';
    for (const Text& note : estimate.notes)
        text += "    " + note.english() + '\n';
    return text;
}

} // namespace skydraft
