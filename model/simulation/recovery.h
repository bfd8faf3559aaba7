// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/histogram.h"
#include "model/simulation/result.h"

#include <vector>

namespace skydraft {

struct Recovery
{
    double afterS = -1;       ///< after the fault; -1: not yet
    std::uint64_t failed = 0; ///< requests that failed from the fault until then, or until now
};

/// When service was back after a fault at `atS`: the first instant from which at least 99.9 % of
/// the requests succeeded in every stretch of 10 s for 60 s. A stretch in which requests came and
/// none was answered is not a good one. `series` has one sample per `sampleS` seconds.
Recovery recoveryAfter(const std::vector<SecondSample>& series, double sampleS, double atS);

/// What a histogram of nanoseconds says, in milliseconds.
LatencySummary summaryOf(const Histogram& latencies);

} // namespace skydraft
