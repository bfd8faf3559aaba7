// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"

#include <string_view>

namespace skydraft {

/// Line and column of the byte at `offset`; columns count characters, not bytes.
Location locationOfOffset(std::string_view text, std::size_t offset);

/// Fills line and column of `error` with the place of its pointer in `text`, which must be valid
/// JSON. A pointer to something that is missing gives the place of what should contain it.
/// For the path of an error only: it walks the text from its start.
Error located(Error error, std::string_view text, const std::string& source);

} // namespace skydraft
