// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace skydraft {

/// Objects keep their members sorted by name: the same value always gives the same bytes.
using Json = nlohmann::json;

/// Nothing of ours nests deeper; deeper input is refused before it can exhaust the stack.
inline constexpr int maximumJsonDepth = 64;
/// Largest text that is parsed: 20,000 resources are under 10 MB.
inline constexpr std::size_t maximumJsonBytes = std::size_t{256} << 20U;

/// Reads one JSON value. Refuses, with line, column and pointer: syntax errors, text that is not
/// UTF-8, numbers that no double holds, nesting beyond maximumJsonDepth and an object that has a
/// member twice. `source` is the name that errors carry.
Result<Json> parseJson(std::string_view text, const std::string& source = {});

/// Pretty-printed with two spaces, UTF-8 as it is, a newline at the end.
std::string printJson(const Json& value);

/// One line, for journals and wires.
std::string compactJson(const Json& value);

/// The pointer to member `key` of `pointer`, with '~' and '/' escaped.
std::string pointerTo(const std::string& pointer, std::string_view key);
std::string pointerTo(const std::string& pointer, std::size_t index);

/// "a text", "a number", … for messages.
Text nameOfType(const Json& value);

} // namespace skydraft
