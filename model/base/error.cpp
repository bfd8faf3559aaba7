// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/error.h"

namespace skydraft {

std::string describe(const Error& error)
{
    return describe(error, error.message.english());
}

std::string describe(const Error& error, const std::string& message)
{
    const Location& at = error.location;
    std::string place = at.source;
    if (at.line > 0) {
        place +=
            (place.empty() ? "" : ":") + std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    std::string result = place.empty() ? message : place + ": " + message;
    if (!at.pointer.empty())
        result += " (" + at.pointer + ")";
    return result;
}

} // namespace skydraft
