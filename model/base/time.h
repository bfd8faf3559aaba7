// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>

namespace skydraft {

/// Simulated time and spans of it, in whole nanoseconds since the start of the run.
/// 2^63 ns are 292 years. Wall-clock time never stands in one.
using SimTime = std::chrono::duration<std::int64_t, std::nano>;

/// Seconds as a document writes them, rounded to the nearest nanosecond.
inline SimTime fromSeconds(double seconds)
{
    return SimTime{std::llround(seconds * 1e9)};
}

inline SimTime fromMilliseconds(double milliseconds)
{
    return SimTime{std::llround(milliseconds * 1e6)};
}

inline double toSeconds(SimTime time)
{
    return static_cast<double>(time.count()) / 1e9;
}

inline double toMilliseconds(SimTime time)
{
    return static_cast<double>(time.count()) / 1e6;
}

} // namespace skydraft
