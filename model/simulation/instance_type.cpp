// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/instance_type.h"

#include "model/simulation/burstable.h"

#include <charconv>
#include <system_error>

namespace skydraft {

std::uint32_t vcpusOf(std::string_view instanceType)
{
    if (const auto burstable = burstableType(instanceType))
        return static_cast<std::uint32_t>(burstable->vcpus);
    const std::size_t dot = instanceType.find('.');
    if (dot == 0 || dot == std::string_view::npos)
        return 0;
    const std::string_view size = instanceType.substr(dot + 1);
    if (size == "medium")
        return 1;
    if (size == "large")
        return 2;
    // "xlarge" has four, "2xlarge" eight and so on.
    constexpr std::string_view suffix = "xlarge";
    if (!size.ends_with(suffix))
        return 0;
    const std::string_view times = size.substr(0, size.size() - suffix.size());
    if (times.empty())
        return 4;
    constexpr std::uint32_t mostTimes = 128;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(times.data(), times.data() + times.size(), number);
    const bool isNumber = error == std::errc{} && end == times.data() + times.size();
    return isNumber && number <= mostTimes ? 4 * number : 0;
}

} // namespace skydraft
