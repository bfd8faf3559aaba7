// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/compare_report.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

namespace skydraft {
namespace {

OrderedJson nameOf(Better better)
{
    constexpr std::array<const char*, 4> names{nullptr, "a", "b", "mixed"};
    const char* name = names[static_cast<std::size_t>(better)];
    return name == nullptr ? OrderedJson() : OrderedJson(name);
}

OrderedJson toJson(const Interval& interval)
{
    if (interval.samples == 0)
        return {};
    return {{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

/// "20.113 … 20.9 ms"
std::string meansOf(Measure measure, const Interval& interval)
{
    if (interval.samples == 0)
        return "-";
    const bool isShare = measure == Measure::Availability;
    const double factor = isShare ? 100 : 1;
    std::array<char, 128> text{};
    const int length = std::snprintf(
        text.data(), text.size(), isShare ? "%.4f (%.4f … %.4f) %%" : "%.3f (%.3f … %.3f) ms",
        interval.mean * factor, interval.low * factor, interval.high * factor);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string_view nameOf(Measure measure)
{
    if (measure == Measure::LatencyMean)
        return "latency_mean_ms";
    return measure == Measure::LatencyP99 ? "latency_p99_ms" : "availability";
}

} // namespace

OrderedJson comparisonToJson(const Comparison& comparison, const ComparedName& a,
                             const ComparedName& b)
{
    OrderedJson json{{"a", {{"file", a.file}, {"scenario", a.scenario}}},
                     {"b", {{"file", b.file}, {"scenario", b.scenario}}},
                     {"seed", comparison.seed},
                     {"replications", comparison.replications},
                     {"better", nameOf(comparison.better)},
                     {"verdict", verdictOf(comparison, a.shown, b.shown).english()},
                     {"differences", OrderedJson::array()}};
    for (const Difference& difference : comparison.differences)
        json["differences"].push_back(
            {{"measure", std::string(nameOf(difference.measure))},
             {"a", toJson(difference.a)},
             {"b", toJson(difference.b)},
             {"difference", toJson(difference.difference)},
             {"significant", difference.better != Better::Neither},
             {"better", nameOf(difference.better)},
             {"pairing_gain",
              difference.pairingGain > 0 ? OrderedJson(difference.pairingGain) : OrderedJson()},
             {"text", sentenceOf(difference, a.shown, b.shown).english()}});
    return json;
}

std::string comparisonToText(const Comparison& comparison, const ComparedName& a,
                             const ComparedName& b)
{
    std::string text = verdictOf(comparison, a.shown, b.shown).english() + "\n";
    for (const Difference& difference : comparison.differences) {
        text += "    " + sentenceOf(difference, a.shown, b.shown).english() + "\n";
        for (const auto& [name, interval] :
             {std::pair{&a, &difference.a}, std::pair{&b, &difference.b}})
            text += "        " + name->shown + ": " + meansOf(difference.measure, *interval) + "\n";
    }
    return text + "Paired over " + std::to_string(comparison.replications)
           + " replications under the same random numbers, seed " + std::to_string(comparison.seed)
           + ".\n";
}

} // namespace skydraft
