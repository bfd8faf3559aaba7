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

std::uint32_t adjustedCapacity(std::uint32_t desired, const ScalingPolicyPlan& policy)
{
    const double adjustment = policy.adjustment;
    if (policy.adjustmentType == Adjustment::ExactCapacity)
        return toCapacity(adjustment);
    if (policy.adjustmentType == Adjustment::ChangeInCapacity)
        return toCapacity(desired + adjustment);
    const double change = desired * adjustment / 100;
    if (change > 0)
        return toCapacity(desired + std::max(std::floor(change), 1.0));
    return toCapacity(desired + (change < 0 ? std::min(std::ceil(change), -1.0) : 0));
}

} // namespace skydraft
