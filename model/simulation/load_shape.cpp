// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/load_shape.h"

#include "model/architecture/property_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <string_view>

namespace skydraft {
namespace {

constexpr double dayS = 86'400;
constexpr double hourS = 3'600;

bool isRate(double rate)
{
    return std::isfinite(rate) && rate >= 0 && rate <= highestRate;
}

/// A number of a load's further members; `fallback` where there is none.
double extraNumber(const Load& load, std::string_view key, double fallback)
{
    const Json value = memberOf(load.extra, key);
    return value.is_number() ? value.get<double>() : fallback;
}

Result<ShapePlan> wrongPoint(const std::string& pointer)
{
    return fail(ErrorCode::OutOfRange,
                MODEL_TEXT("Simulation", "A point of a load is a time in seconds, later than the "
                                         "one before, and a rate from 0 to 1,000,000,000 per "
                                         "second."),
                pointer);
}

bool mayFollow(const std::vector<std::pair<double, double>>& points, double seconds, double rate)
{
    return std::isfinite(seconds) && seconds >= 0 && isRate(rate)
           && (points.empty() || seconds > points.back().first);
}

/// A day by the hour: "hourly" has 24 factors of the usual rate; without it the rate swings around
/// the usual one by "amplitude" and is highest at "peak_h". The run starts at "starts_at_h".
Result<ShapePlan> dailyShape(const Load& load, double rate, const std::string& pointer)
{
    constexpr int hours = 24;
    const double start = extraNumber(load, "starts_at_h", 0);
    const double peak = extraNumber(load, "peak_h", 20);
    const double amplitude = extraNumber(load, "amplitude", 0.6);
    const Json hourly = memberOf(load.extra, "hourly");
    const auto isHour = [](double hour) { return hour >= 0 && hour < hours; };
    if (!isHour(start) || !isHour(peak) || !(amplitude >= 0 && amplitude <= 1)
        || (!hourly.is_null() && (!hourly.is_array() || hourly.size() != hours)))
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "A daily load has hours from 0 up to 24, an "
                                             "amplitude from 0 to 1 and, if any, 24 factors."),
                    pointer);
    std::vector<double> rates;
    for (int hour = 0; hour < hours; ++hour) {
        const auto position = static_cast<std::size_t>(hour);
        double factor = 1 + amplitude * std::cos(2 * std::numbers::pi * (hour - peak) / hours);
        if (hourly.is_array())
            factor = hourly[position].is_number() ? hourly[position].get<double>() : -1;
        rates.push_back(rate * factor);
        if (!isRate(rates.back()))
            return wrongPoint(pointerTo(pointerTo(pointer, "hourly"), position));
    }
    ShapePlan shape{.kind = LoadShape::Curve, .ratePerS = rate, .periodS = dayS};
    const auto rateAt = [&](double hour) {
        const double whole = std::floor(hour);
        const auto from = static_cast<std::size_t>(whole) % hours;
        return rates[from] + (hour - whole) * (rates[(from + 1) % hours] - rates[from]);
    };
    shape.points.emplace_back(0, rateAt(start));
    for (double hour = std::floor(start) + 1; hour < start + hours; ++hour)
        shape.points.emplace_back((hour - start) * hourS, rateAt(hour));
    shape.points.emplace_back(dayS, rateAt(start + hours));
    return shape;
}

std::optional<double> numberIn(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// Lines of "seconds,requests per second" in "csv". The first may be a heading.
Result<ShapePlan> tableShape(std::string_view text, double rate, const std::string& pointer)
{
    ShapePlan shape{.kind = LoadShape::Curve, .ratePerS = rate};
    for (int line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view row = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (row.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const std::size_t comma = std::min(row.find_first_of(",;"), row.size());
        const auto seconds = numberIn(row.substr(0, comma));
        const auto value = comma < row.size() ? numberIn(row.substr(comma + 1)) : std::nullopt;
        if (line == 1 && !seconds && !value && comma < row.size())
            continue;
        if (!seconds || !value || !mayFollow(shape.points, *seconds, *value))
            return fail(ErrorCode::OutOfRange,
                        MODEL_TEXT("Simulation",
                                   "Line %1 of the trace is not a time in seconds, later than the "
                                   "one before, and a rate per second: \"%2\"")
                            .with(line)
                            .with(std::string(row.substr(0, 60))),
                        pointer);
        shape.points.emplace_back(*seconds, *value);
    }
    return shape;
}

/// "points" is a list of pairs, "csv" the text of a table.
Result<ShapePlan> traceShape(const Load& load, double rate, const std::string& pointer)
{
    const Json table = memberOf(load.extra, "csv");
    const Json points = memberOf(load.extra, "points");
    ShapePlan shape{.kind = LoadShape::Curve, .ratePerS = rate};
    if (table.is_string()) {
        auto read =
            tableShape(table.get_ref<const std::string&>(), rate, pointerTo(pointer, "csv"));
        if (!read)
            return read;
        shape = *std::move(read);
    } else if (points.is_array()) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Json& point = points[i];
            const bool isPair = point.is_array() && point.size() == 2 && point[0].is_number()
                                && point[1].is_number();
            if (!isPair || !mayFollow(shape.points, point[0].get<double>(), point[1].get<double>()))
                return wrongPoint(pointerTo(pointerTo(pointer, "points"), i));
            shape.points.emplace_back(point[0].get<double>(), point[1].get<double>());
        }
    }
    if (shape.points.empty())
        return fail(ErrorCode::MissingMember,
                    MODEL_TEXT("Simulation", "A load of shape trace needs points: pairs of a time "
                                             "and a rate, or csv with a line for each."),
                    pointerTo(pointer, "points"));
    return shape;
}

} // namespace

double ShapePlan::at(double seconds) const
{
    switch (kind) {
    case LoadShape::Constant:
        return ratePerS;
    case LoadShape::Ramp:
        return seconds < durationS ? otherPerS + (ratePerS - otherPerS) * seconds / durationS
                                   : ratePerS;
    case LoadShape::Step:
        return seconds < atS ? ratePerS : otherPerS;
    case LoadShape::Spike:
        return seconds >= atS && seconds < atS + durationS ? otherPerS : ratePerS;
    case LoadShape::Curve: {
        const double time = periodS > 0 ? std::fmod(seconds, periodS) : seconds;
        const auto next =
            std::upper_bound(points.begin(), points.end(), time,
                             [](double wanted, const auto& point) { return wanted < point.first; });
        if (next == points.begin() || next == points.end())
            return next == points.begin() ? points.front().second : points.back().second;
        const auto& [from, low] = *(next - 1);
        return low + (next->second - low) * (time - from) / (next->first - from);
    }
    }
    return ratePerS;
}

double ShapePlan::highest() const
{
    double most = kind == LoadShape::Constant ? ratePerS : std::max(ratePerS, otherPerS);
    if (kind == LoadShape::Curve) {
        most = 0;
        for (const auto& [seconds, rate] : points)
            most = std::max(most, rate);
    }
    return most;
}

Result<ShapePlan> shapeOf(const Load& load, double rate, double scenarioS,
                          const std::string& pointer)
{
    ShapePlan shape{.ratePerS = rate, .otherPerS = rate};
    if (load.shape == "daily")
        return dailyShape(load, rate, pointer);
    if (load.shape == "trace")
        return traceShape(load, rate, pointer);
    if (load.shape == "ramp") {
        shape.kind = LoadShape::Ramp;
        shape.otherPerS = extraNumber(load, "from_rate_per_s", 0);
        shape.durationS = extraNumber(load, "ramp_s", scenarioS);
    } else if (load.shape == "step") {
        shape.kind = LoadShape::Step;
        shape.atS = extraNumber(load, "step_at_s", scenarioS / 2);
        shape.otherPerS = extraNumber(load, "step_rate_per_s", 2 * rate);
    } else if (load.shape == "spike") {
        shape.kind = LoadShape::Spike;
        shape.atS = extraNumber(load, "spike_at_s", scenarioS / 2);
        shape.durationS = extraNumber(load, "spike_duration_s", 60);
        shape.otherPerS = rate * extraNumber(load, "spike_factor", 10);
    } else if (load.shape != "constant") {
        return fail(ErrorCode::InvalidChoice,
                    MODEL_TEXT("Simulation", "There is no load of shape \"%1\": use constant, "
                                             "ramp, step, spike, daily or trace.")
                        .with(load.shape),
                    pointerTo(pointer, "shape"));
    }
    const bool isValid = isRate(shape.otherPerS) && std::isfinite(shape.atS)
                         && std::isfinite(shape.durationS) && shape.atS >= 0
                         && shape.durationS >= 0;
    if (!isValid)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation",
                               "The times and rates of a load are numbers from 0 on, rates up "
                               "to 1,000,000,000 per second."),
                    pointer);
    return shape;
}

} // namespace skydraft
