// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skydraft {

using IntentId = Id<struct IntentTag>;

enum class IntentKind
{
    Never,   ///< nothing of `from` reaches anything of `to`
    Reaches, ///< everything of `from` reaches everything of `to`
    Through  ///< the same, and no way passes by what `through` names
};

std::string_view toString(IntentKind kind);

/// What a drawing promises about who reaches whom, as a sentence that stays with it and is checked
/// after every change (model/rules/intents.h). `from`, `to` and `through` are selectors
/// (selector.h); they may name what does not exist, and `check` reports it.
struct Intent
{
    IntentId id{};
    std::string name{};
    IntentKind kind = IntentKind::Never;
    std::string from{};
    std::string to{};
    std::string protocol{};             ///< tcp, udp, icmp, any or empty, which is any
    std::optional<std::int64_t> port{}; ///< of `to`; tcp or udp only
    std::string through{};              ///< Through only
    Json extra = Json::object();

    bool operator==(const Intent&) const = default;
};

} // namespace skydraft
