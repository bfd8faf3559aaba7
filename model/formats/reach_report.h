// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/json.h"
#include "model/network/reachability.h"

#include <string>
#include <vector>

namespace skydraft {

/// The pairs that reach each other, as `reach --format json` prints them (reach.schema.json):
/// `{"pairs": [{"from": "internet", "to": "alb", "ports": [{"protocol": "tcp", "from_port": 80,
/// "to_port": 80}], "unknown": []}]}`. "all" is every protocol; icmp is a ping and has no ports.
Json reachToJson(const std::vector<Reach>& pairs);

/// The same as lines of `from,to,protocol,from_port,to_port,verdict`, one for each run of ports.
std::string reachToCsv(const std::vector<Reach>& pairs);

} // namespace skydraft
