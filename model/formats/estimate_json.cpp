// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/estimate_json.h"

#include "model/formats/result_json.h"

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

/// Latencies of all populations together, by how much each succeeds; the percentiles of one alone.
struct Latencies
{
    bool isKnown = true;
    bool hasPercentiles = false;
    double mean = 0;
    double p50 = 0;
    double p99 = 0;
};

Latencies latenciesOf(const Estimate& estimate)
{
    Latencies all;
    double succeeded = 0;
    for (const PopulationEstimate& population : estimate.populations) {
        all.isKnown = all.isKnown && !population.isOverloaded && population.isReached;
        all.mean += population.meanMs * population.succeededPerS;
        succeeded += population.succeededPerS;
    }
    all.isKnown = all.isKnown && succeeded > 0;
    all.mean = succeeded > 0 ? all.mean / succeeded : 0;
    if (estimate.populations.size() == 1) {
        const PopulationEstimate& only = estimate.populations.front();
        all.hasPercentiles = all.isKnown && only.percentiles != Formula::None;
        all.p50 = only.p50Ms;
        all.p99 = only.p99Ms;
    }
    return all;
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
    const Latencies latencies = latenciesOf(estimate);
    json["latency_ms"] = {
        {"mean", pairOf(result.latencyMs.mean, latencies.mean, latencies.isKnown)},
        {"p50", pairOf(result.latencyMs.p50, latencies.p50, latencies.hasPercentiles)},
        {"p99", pairOf(result.latencyMs.p99, latencies.p99, latencies.hasPercentiles)}};
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
    const Latencies latencies = latenciesOf(estimate);
    std::string text = "theory    measured / expected";
    text += sideBySide("mean ms", result.latencyMs.mean, latencies.mean, latencies.isKnown);
    if (latencies.hasPercentiles)
        text += sideBySide("p99 ms", result.latencyMs.p99, latencies.p99, true);
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
    for (const Text& left : estimate.notes)
        text += "\n    " + left.english();
    return text + '\n';
}

} // namespace skydraft
