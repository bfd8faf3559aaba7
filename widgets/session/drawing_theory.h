// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/simulation/analytic.h"

#include <memory>
#include <optional>
#include <vector>

namespace skydraft {

/// What the textbooks say about a drawing, or why they cannot say anything.
struct Theory
{
    std::optional<Estimate> figures{};
    std::vector<Text> caveats{}; ///< why a run need not come to the figures
    Error error{};               ///< where there are none
};

using TheoryPointer = std::shared_ptr<const Theory>;

} // namespace skydraft
