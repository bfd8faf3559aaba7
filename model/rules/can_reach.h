// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network.h"

#include <functional>
#include <string_view>

namespace skydraft {

/// Answers, for the simulation, whether the network lets one resource open a connection to another.
/// What the network model cannot decide (Unknown, or ends that send no packets) is not stopped:
/// a drawing that shows no network carries its traffic.
std::function<bool(const ResourceId& from, const ResourceId& to, std::string_view protocol,
                   int port)>
canReachBy(const Network& network);

} // namespace skydraft
