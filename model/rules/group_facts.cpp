// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/group_facts.h"

#include "model/architecture/names.h"

#include <algorithm>

namespace skydraft {

bool isDefaultGroup(const Resource& group)
{
    return displayName(group) == "default";
}

bool looksLikeAddress(std::string_view text)
{
    constexpr std::string_view ofAddresses = "0123456789abcdefABCDEF.:/ ";
    const bool hasDigit = text.find_first_of("0123456789") != std::string_view::npos;
    const bool hasMark = text.find_first_of("./:") != std::string_view::npos;
    return hasMark && (hasDigit || text.starts_with("::"))
           && text.find_first_not_of(ofAddresses) == std::string_view::npos;
}

} // namespace skydraft
