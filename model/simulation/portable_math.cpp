// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/portable_math.h"

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace skydraft {

namespace {

constexpr int intervalBits = 6;
constexpr std::size_t intervals = std::size_t{1} << intervalBits;
constexpr int mantissaBits = 52;
constexpr std::uint64_t mantissaMask = (std::uint64_t{1} << mantissaBits) - 1;
constexpr double ln2 = 0.693147180559945309417232121458;

struct Interval
{
    double inverse = 0; ///< 1 / middle of the interval, rounded
    double log = 0;     ///< -log(inverse)
};

/// log(x) = 2 artanh((x - 1) / (x + 1)), for x in [1, 2].
constexpr double seriesLog(double x)
{
    const double s = (x - 1) / (x + 1);
    const double square = s * s;
    double sum = 0;
    for (int term = 41; term >= 1; term -= 2)
        sum = sum * square + 1.0 / term;
    return 2 * s * sum;
}

constexpr std::array<Interval, intervals> makeIntervals()
{
    std::array<Interval, intervals> table{};
    for (std::size_t i = 0; i < intervals; ++i) {
        const double middle = 1 + (static_cast<double>(i) + 0.5) / static_cast<double>(intervals);
        table[i].inverse = 1 / middle;
        table[i].log = seriesLog(middle);
    }
    return table;
}

constexpr std::array<Interval, intervals> table = makeIntervals();

} // namespace

double portableLog(double x)
{
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const int exponent = static_cast<int>(bits >> mantissaBits) - 1023;
    const double mantissa =
        std::bit_cast<double>((bits & mantissaMask) | (std::uint64_t{1023} << mantissaBits));
    const Interval& interval =
        table[static_cast<std::size_t>((bits & mantissaMask) >> (mantissaBits - intervalBits))];
    // |r| < 1/128: the Taylor series of log(1 + r) is exact to 1e-18 after eight terms.
    const double r = mantissa * interval.inverse - 1;
    const double r2 = r * r;
    const double low = 1.0 / 3 - r * 0.25;
    const double high = 0.2 - r * (1.0 / 6) + r2 * (1.0 / 7 - r * 0.125);
    const double series = r - r2 * 0.5 + r2 * r * (low + r2 * high);
    return static_cast<double>(exponent) * ln2 + (interval.log + series);
}

double portableExp(double x)
{
    if (x < -708)
        return 0;
    if (x > 709)
        return std::numeric_limits<double>::max();
    // ln 2 in two parts, so that k * ln2High has no rounding.
    constexpr double ln2High = 6.93147180369123816490e-01;
    constexpr double ln2Low = 1.90821492927058770002e-10;
    const int k = static_cast<int>(x / ln2 + (x < 0 ? -0.5 : 0.5));
    const double r = (x - k * ln2High) - k * ln2Low;
    double sum = 1;
    for (int term = 14; term >= 1; --term)
        sum = 1 + sum * r / term;
    const double scale =
        std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << mantissaBits);
    return sum * scale;
}

} // namespace skydraft
