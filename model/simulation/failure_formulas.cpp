// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/failure_formulas.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace skydraft {

double seriesAvailability(const std::vector<double>& parts)
{
    double all = 1;
    for (const double part : parts)
        all *= part;
    return all;
}

double parallelAvailability(const std::vector<double>& parts)
{
    double none = 1;
    for (const double part : parts)
        none *= 1 - part;
    return 1 - none;
}

double availabilityOfSome(std::uint32_t needed, std::uint32_t count, double each)
{
    if (needed == 0 || each >= 1)
        return needed <= count ? 1 : 0;
    if (needed > count || each <= 0)
        return 0;
    double sum = 0;
    for (std::uint32_t up = needed; up <= count; ++up)
        sum += std::exp(std::lgamma(count + 1.0) - std::lgamma(up + 1.0)
                        - std::lgamma(count - up + 1.0) + up * std::log(each)
                        + (count - up) * std::log1p(-each));
    return std::min(sum, 1.0);
}

double renewalAvailability(double betweenFailures, double toRepair)
{
    const double cycle = betweenFailures + toRepair;
    return cycle > 0 ? betweenFailures / cycle : 1;
}

double downTime(double availability, double span)
{
    return (1 - availability) * span;
}

PairFigures pairWithOneCrew(double betweenFailures, double toRepair)
{
    const double ratio = toRepair / betweenFailures;
    return {2 * ratio * ratio / (1 + 2 * ratio + 2 * ratio * ratio),
            (3 / betweenFailures + 1 / toRepair) * betweenFailures * betweenFailures / 2};
}

BacklogFigures backlog(double arrivalRate, double capacity, double duration, double laterRate)
{
    BacklogFigures figures;
    figures.peak = std::max(arrivalRate - capacity, 0.0) * duration;
    figures.longestDelay = capacity > 0 ? figures.peak / capacity : 0;
    const double spare = capacity - laterRate;
    figures.drainTime = figures.peak <= 0 ? 0
                        : spare > 0       ? figures.peak / spare
                                          : std::numeric_limits<double>::infinity();
    figures.requestTime = figures.peak * (duration + figures.drainTime) / 2;
    return figures;
}

DetectionFigures detectionTime(double interval, std::uint32_t threshold, double timeout)
{
    return {(threshold - 0.5) * interval + timeout, threshold * interval + timeout};
}

double failuresUntilDetection(double arrivalRate, std::uint32_t targets, double detection)
{
    return targets > 0 ? arrivalRate / targets * detection : 0;
}

double duplicateShare(double meanWork, double visibility)
{
    return std::exp(-visibility / meanWork);
}

double minutesUntilThrottled(double credits, double busyVcpus, double baselineVcpus)
{
    const double spent = busyVcpus - baselineVcpus;
    return spent > 0 ? credits / spent : std::numeric_limits<double>::infinity();
}

} // namespace skydraft
