// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// What an instance type of the T family earns. One credit is one vCPU at 100 % for a minute.
struct BurstableType
{
    std::string name{}; ///< "t3.medium"
    double creditsPerHour = 0;
    double mostCredits = 0; ///< that it keeps: what it earns in a day
    double vcpus = 2;
    double baseline = 0; ///< share of each vCPU that it may use without spending credits, 0..1
};

/// All of them: resources/simulation/burstable.json, by the Amazon EC2 user guide, "Key concepts
/// for burstable performance instances".
class BurstableTypes
{
public:
    /// Fails for what is no such table, with its place.
    static Result<BurstableTypes> fromJson(std::string_view text, const std::string& source);
    static const BurstableTypes& builtIn();

    /// Null for a type that does not burst.
    const BurstableType* find(std::string_view name) const;

private:
    std::vector<BurstableType> m_types{};
};

/// Of the built-in table.
std::optional<BurstableType> burstableType(std::string_view name);

} // namespace skydraft
