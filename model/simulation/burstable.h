// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace skydraft {

/// What an instance type of the T family earns. One credit is one vCPU at 100 % for a minute.
struct BurstableType
{
    std::string_view name{}; ///< "t3.medium"
    double creditsPerHour = 0;
    double mostCredits = 0; ///< that it keeps: what it earns in a day
    double vcpus = 2;
    double baseline = 0; ///< share of each vCPU that it may use without spending credits, 0..1
};

/// Nothing for a type that does not burst (Amazon EC2 user guide, "Key concepts for burstable
/// performance instances").
std::optional<BurstableType> burstableType(std::string_view name);

} // namespace skydraft
