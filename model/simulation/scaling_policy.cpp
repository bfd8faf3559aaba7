// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/scaling_policy.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr double mostInstances = 100'000;

std::uint32_t toCapacity(double count)
{
    return static_cast<std::uint32_t>(
        std::clamp(std::isfinite(count) ? count : 0, 0.0, mostInstances));
}

} // namespace

std::uint32_t wantedCapacity(std::uint32_t instances, double metric, double target)
{
    if (!(target > 0))
        return instances;
    // A hair less than the quotient, so that 4 * 50 / 50 is 4 whatever its last bit.
    return toCapacity(std::ceil(instances * metric / target - 1e-9));
}

std::uint32_t adjustedCapacity(std::uint32_t current, const ScalingPolicyPlan& policy,
                               double adjustment)
{
    if (policy.adjustmentType == Adjustment::ExactCapacity)
        return toCapacity(adjustment);
    if (policy.adjustmentType == Adjustment::ChangeInCapacity)
        return toCapacity(current + adjustment);
    const double change = current * adjustment / 100;
    const double least = std::max(policy.leastChange, 1U);
    if (change > 0)
        return toCapacity(current + std::max(std::floor(change), least));
    return toCapacity(current + (change < 0 ? std::min(std::ceil(change), -least) : 0));
}

const StepPlan* stepFor(const ScalingPolicyPlan& policy, double threshold, double metric)
{
    const double breach = metric - threshold;
    for (const StepPlan& step : policy.steps) {
        const bool isInside = breach >= 0 ? step.lower <= breach && breach < step.upper
                                          : step.lower < breach && breach <= step.upper;
        if (isInside)
            return &step;
    }
    return nullptr;
}

} // namespace skydraft
