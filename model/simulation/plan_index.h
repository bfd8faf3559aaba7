// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace skydraft {

/// Everything in a plan is known by a dense number.
using Index = std::uint32_t;
inline constexpr Index none = 0xFFFFFFFFU;
/// Workers or waiting places without a limit.
inline constexpr std::uint32_t unlimited = 0xFFFFFFFFU;

} // namespace skydraft
