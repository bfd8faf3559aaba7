// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/compare.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace skydraft {

namespace {

constexpr std::array<Measure, 3> compared{Measure::LatencyMean, Measure::LatencyP99,
                                          Measure::Availability};

Difference differenceOf(Measure measure, const std::vector<Measured>& a,
                        const std::vector<Measured>& b)
{
    const auto index = static_cast<std::size_t>(measure);
    RunningMean ofA;
    RunningMean ofB;
    RunningMean ofBoth;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        ofA.add(a[i][index]);
        ofB.add(b[i][index]);
        ofBoth.add(b[i][index] - a[i][index]); // NaN where either has no such number
    }
    Difference difference{measure, ofA.interval(), ofB.interval(), ofBoth.interval()};
    if (ofBoth.variance() > 0)
        difference.pairingGain = (ofA.variance() + ofB.variance()) / ofBoth.variance();
    const Interval& interval = difference.difference;
    if (!interval.isKnown() || (interval.low <= 0 && interval.high >= 0))
        return difference;
    const bool isMoreBetter = measure == Measure::Availability;
    difference.better = (interval.mean > 0) == isMoreBetter ? Better::B : Better::A;
    return difference;
}

/// To three significant digits or, beyond 1,000, to whole numbers.
std::string rounded(double value)
{
    if (value == 0)
        return "0";
    const double size = std::abs(value);
    const int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return {text.data(), static_cast<std::size_t>(length)};
}

Text nameOf(Measure measure)
{
    if (measure == Measure::LatencyMean)
        return MODEL_TEXT("Compare", "Mean latency");
    return measure == Measure::LatencyP99 ? MODEL_TEXT("Compare", "99th percentile")
                                          : MODEL_TEXT("Compare", "Availability");
}

} // namespace

Result<Comparison> compareDesigns(const Catalogue& catalogue, const ComparedDesign& a,
                                  const ComparedDesign& b, const ReplicationSettings& settings)
{
    ReplicationSettings fixed = settings;
    fixed.halfWidth.reset();
    fixed.replications = std::max(settings.replications, 2);
    const auto run = [&](const ComparedDesign& one) {
        Scenario scenario = one.design.scenario;
        scenario.seed = a.design.scenario.seed;
        return replicate(catalogue, one.design.architecture, scenario, one.canReach, fixed);
    };
    const auto ofA = run(a);
    if (!ofA)
        return tl::unexpected(ofA.error());
    const auto ofB = run(b);
    if (!ofB)
        return tl::unexpected(ofB.error());
    Comparison comparison{.replications = fixed.replications, .seed = a.design.scenario.seed};
    bool isAnyA = false;
    bool isAnyB = false;
    for (std::size_t i = 0; i < compared.size(); ++i) {
        comparison.differences[i] = differenceOf(compared[i], ofA->each, ofB->each);
        isAnyA = isAnyA || comparison.differences[i].better == Better::A;
        isAnyB = isAnyB || comparison.differences[i].better == Better::B;
    }
    comparison.better = isAnyA && isAnyB ? Better::Mixed
                        : isAnyA         ? Better::A
                        : isAnyB         ? Better::B
                                         : Better::Neither;
    return comparison;
}

Text sentenceOf(const Difference& difference, const std::string& a, const std::string& b)
{
    const bool isShare = difference.measure == Measure::Availability;
    const double factor = isShare ? 100 : 1;
    const Interval& interval = difference.difference;
    const Text unit =
        isShare ? MODEL_TEXT("Compare", "percentage points") : MODEL_TEXT("Compare", "ms");
    const Text name = nameOf(difference.measure);
    if (!interval.isKnown())
        return MODEL_TEXT("Compare", "%1: too few requests succeeded to compare it.").with(name);
    if (difference.better == Better::Neither)
        return MODEL_TEXT("Compare", "%1: no significant difference (95 % interval of %2 minus %3: "
                                     "%4 … %5 %6).")
            .with(name)
            .with(b)
            .with(a)
            .with(rounded(interval.low * factor))
            .with(rounded(interval.high * factor))
            .with(unit);
    const double sign = interval.mean < 0 ? -1 : 1;
    const Text text =
        sign < 0 ? MODEL_TEXT("Compare", "%1: %2 is lower by %3 %6 (95 % interval %4 … %5 %6), "
                                         "which is significant.")
                 : MODEL_TEXT("Compare", "%1: %2 is higher by %3 %6 (95 % interval %4 … %5 %6), "
                                         "which is significant.");
    return text.with(name)
        .with(b)
        .with(rounded(std::abs(interval.mean) * factor))
        .with(rounded((sign < 0 ? -interval.high : interval.low) * factor))
        .with(rounded((sign < 0 ? -interval.low : interval.high) * factor))
        .with(unit);
}

Text verdictOf(const Comparison& comparison, const std::string& a, const std::string& b)
{
    switch (comparison.better) {
    case Better::A:
    case Better::B: {
        const bool isA = comparison.better == Better::A;
        return MODEL_TEXT("Compare", "%1 is better than %2.").with(isA ? a : b).with(isA ? b : a);
    }
    case Better::Mixed:
        return MODEL_TEXT("Compare", "%1 and %2 are each better in something.").with(a).with(b);
    case Better::Neither:
        break;
    }
    return MODEL_TEXT("Compare",
                      "%1 replications show no significant difference between %2 and %3.")
        .with(comparison.replications)
        .with(a)
        .with(b);
}

} // namespace skydraft
