// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/intent.h"

#include <array>

namespace skydraft {

std::string_view toString(IntentKind kind)
{
    constexpr std::array<std::string_view, 3> names{"never", "reaches", "through"};
    return names[static_cast<std::size_t>(kind)];
}

} // namespace skydraft
