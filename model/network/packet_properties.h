// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace skydraft {

/// Whether a property of that name says something that this folder reads when it compiles or walks
/// a network. An edit of any other leaves all ways and verdicts as they are. A test holds the list
/// to the sources.
bool isReadByPackets(std::string_view property);

} // namespace skydraft
