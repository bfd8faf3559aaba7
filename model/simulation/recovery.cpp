// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/recovery.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr double stretchS = 10;
constexpr double holdS = 60;
constexpr double wantedShare = 0.999;

} // namespace

Recovery recoveryAfter(const std::vector<SecondSample>& series, double sampleS, double atS)
{
    Recovery recovery;
    const auto first = static_cast<std::size_t>(std::max(std::floor(atS / sampleS + 1e-9), 0.0));
    const auto stretch = static_cast<std::size_t>(std::max(std::round(stretchS / sampleS), 1.0));
    const auto hold = static_cast<std::size_t>(std::max(std::round(holdS / sampleS), 1.0));
    std::size_t goodSince = first;
    std::uint64_t failedBefore = 0; // before goodSince
    std::uint64_t failed = 0;
    for (std::size_t end = first; end < series.size(); ++end) {
        failed += series[end].failed;
        std::uint64_t good = 0;
        std::uint64_t bad = 0;
        std::uint64_t came = 0;
        const std::size_t start = std::max(goodSince, end + 1 > stretch ? end + 1 - stretch : 0);
        for (std::size_t second = start; second <= end; ++second) {
            good += series[second].succeeded;
            bad += series[second].failed;
            came += series[second].offered;
        }
        const bool isFull = end + 1 - start == stretch;
        const bool isSilent = isFull && good + bad == 0 && came > 0;
        const auto all = static_cast<double>(good + bad);
        // A stretch that is bad, or that starts with failures too many for its share, starts later.
        if (isSilent || (bad > 0 && static_cast<double>(good) < wantedShare * all)) {
            goodSince = end + 1;
            failedBefore = failed;
        }
        if (end + 1 - goodSince >= hold) {
            recovery.afterS = std::max(static_cast<double>(goodSince) * sampleS - atS, 0.0);
            recovery.failed = failedBefore;
            return recovery;
        }
    }
    recovery.failed = failed;
    return recovery;
}

LatencySummary summaryOf(const Histogram& latencies)
{
    const auto at = [&](double share) { return latencies.percentile(share) / 1e6; };
    return LatencySummary{.mean = latencies.mean() / 1e6,
                          .p50 = at(0.5),
                          .p90 = at(0.9),
                          .p95 = at(0.95),
                          .p99 = at(0.99),
                          .p999 = at(0.999),
                          .max = static_cast<double>(latencies.maximum()) / 1e6};
}

} // namespace skydraft
