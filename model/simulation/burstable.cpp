// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/burstable.h"

#include <algorithm>
#include <array>
#include <string>

namespace skydraft {

namespace {

struct Size
{
    std::string_view name{};
    double creditsPerHour = 0;
    double baseline = 0;
    double vcpus = 2;
};

// T3, T3a and T4g have the same figures for the same size.
constexpr std::array sizes{
    Size{"nano", 6, 0.05},        Size{"micro", 12, 0.1}, Size{"small", 24, 0.2},
    Size{"medium", 24, 0.2},      Size{"large", 36, 0.3}, Size{"xlarge", 96, 0.4, 4},
    Size{"2xlarge", 192, 0.4, 8},
};
constexpr std::array olderSizes{
    Size{"nano", 3, 0.05, 1},   Size{"micro", 6, 0.1, 1},  Size{"small", 12, 0.2, 1},
    Size{"medium", 24, 0.2, 2}, Size{"large", 36, 0.3, 2},
};
constexpr double hoursKept = 24;

} // namespace

std::optional<BurstableType> burstableType(std::string_view name)
{
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos)
        return std::nullopt;
    const std::string_view family = name.substr(0, dot);
    const auto find = [&](const auto& all) -> std::optional<BurstableType> {
        const auto found = std::find_if(all.begin(), all.end(), [&](const Size& size) {
            return size.name == name.substr(dot + 1);
        });
        if (found == all.end())
            return std::nullopt;
        return BurstableType{name, found->creditsPerHour, hoursKept * found->creditsPerHour,
                             found->vcpus, found->baseline};
    };
    if (family == "t2")
        return find(olderSizes);
    return family == "t3" || family == "t3a" || family == "t4g" ? find(sizes) : std::nullopt;
}

} // namespace skydraft
