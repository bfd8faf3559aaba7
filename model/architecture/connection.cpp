// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/connection.h"

namespace skydraft {

std::string_view toString(ConnectionKind kind)
{
    for (const auto& [known, name] : connectionKinds)
        if (known == kind)
            return name;
    return {};
}

std::optional<ConnectionKind> connectionKindFrom(std::string_view text)
{
    for (const auto& [kind, name] : connectionKinds)
        if (name == text)
            return kind;
    return std::nullopt;
}

} // namespace skydraft
