// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace skydraft {

/// A column of a sweep's tables after those of the axes: where its number stands in a run.
struct SweepColumn
{
    const char* name;
    const char* group; ///< of the result and of its confidence; null: the member itself
    const char* member;
    int digits;
    double factor;
    const char* title; ///< for people
};
inline constexpr std::array<SweepColumn, 6> sweepColumns{
    {{"mean_ms", "latency_ms", "mean", 3, 1, "mean ms"},
     {"p50_ms", "latency_ms", "p50", 3, 1, "p50 ms"},
     {"p95_ms", "latency_ms", "p95", 3, 1, "p95 ms"},
     {"p99_ms", "latency_ms", "p99", 3, 1, "p99 ms"},
     {"availability", nullptr, "availability", 4, 100, "availability %"},
     {"throughput_per_s", nullptr, "throughput_per_s", 3, 1, "req/s"}}};

} // namespace skydraft
