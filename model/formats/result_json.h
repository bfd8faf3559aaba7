// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/resource_json.h"
#include "model/base/text.h"
#include "model/network/trace.h"
#include "model/simulation/result.h"

#include <string>
#include <vector>

namespace skydraft {

/// What skydraft-cli prints with --format json. The schemas stand in resources/schemas/.

/// path.schema.json; `from` and `to` as the user wrote them.
OrderedJson traceToJson(const Trace& trace, const Flow& flow, const std::string& from,
                        const std::string& to);

/// simulate.schema.json
OrderedJson resultToJson(const SimulationResult& result);

OrderedJson textsToJson(const std::vector<Text>& texts);

/// catalogue-list.schema.json
OrderedJson catalogueToJson(const Catalogue& catalogue);

/// The per-second series as CSV (RFC 4180), one header line. Of several replications: the mean over
/// them, then the ends of the 95 % interval of each column.
std::string seriesToCsv(const SimulationResult& result);

} // namespace skydraft
