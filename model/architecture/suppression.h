// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/base/json.h"

#include <compare>
#include <optional>
#include <string>

namespace skydraft {

/// Which findings are meant: those of one rule, about one resource or about any.
struct SuppressionKey
{
    std::string code{};                   ///< "SG001"
    std::optional<ResourceId> resource{}; ///< none: in the whole document

    auto operator<=>(const SuppressionKey&) const = default;
    bool operator==(const SuppressionKey&) const = default;
};

/// A person's word that findings are accepted, and why. `check` then leaves them out.
struct Suppression
{
    SuppressionKey id{};
    std::string reason{}; ///< never empty: who reads the drawing later asks for it
    Json extra = Json::object();

    bool operator==(const Suppression&) const = default;
};

} // namespace skydraft
