// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/property_value.h"

#include <string>
#include <string_view>

namespace skydraft {

/// A member of an entry of a list property; the fallback where it is missing or no number.
inline double numberIn(const Json& object, std::string_view key, double fallback)
{
    const Json value = memberOf(object, key);
    return value.is_number() ? value.get<double>() : fallback;
}

/// The same for a text; empty where it is missing or no text.
inline std::string textIn(const Json& object, std::string_view key)
{
    const Json value = memberOf(object, key);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

} // namespace skydraft
