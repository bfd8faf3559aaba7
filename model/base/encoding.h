// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"

#include <string>
#include <string_view>

namespace skydraft {

/// The text of a file as UTF-8 without a byte-order mark: UTF-8 as it is, UTF-16 with a mark in
/// either order (PowerShell's `>` writes it). Fails for UTF-16 that ends within a character.
Result<std::string> utf8From(std::string_view bytes, const std::string& source = {});

} // namespace skydraft
