// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/plan.h"

namespace skydraft {

/// The capacity that target tracking wants: ceil(instances * metric / target), e.g. four instances
/// at 90 % with a target of 50 % want eight. It rounds up, so that it never adds too few or removes
/// too many (Amazon EC2 Auto Scaling user guide, "Target tracking scaling policies"). A target that
/// is not above 0 wants no change.
std::uint32_t wantedCapacity(std::uint32_t instances, double metric, double target);

/// The capacity after an adjustment by a simple or step policy. Percentages above 1 instance are
/// rounded down, those between 0 and 1 make 1, the same below zero; at least `leastChange`
/// instances are moved by a percentage (Amazon EC2 Auto Scaling user guide, "Step and simple
/// scaling policies").
std::uint32_t adjustedCapacity(std::uint32_t current, const ScalingPolicyPlan& policy,
                               double adjustment);

/// The step of a step policy for a metric; null where none reaches that far. Bounds are relative to
/// the threshold: above it the lower one belongs to the step, below it the upper one.
const StepPlan* stepFor(const ScalingPolicyPlan& policy, double threshold, double metric);

} // namespace skydraft
