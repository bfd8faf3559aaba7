// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"

#include <string>

namespace skydraft {

/// Keeps the order in which members were put: documents have a fixed one.
using OrderedJson = nlohmann::ordered_json;

OrderedJson toJson(const Placement& placement);
OrderedJson toJson(const Resource& resource);
OrderedJson toJson(const Connection& connection);
OrderedJson toJson(const Scenario& scenario);
/// The whole document, resources and connections sorted by id.
OrderedJson toJson(const Architecture& architecture);

/// The readers check shape only (members, types); integrity.h checks what ids and values mean.
/// Errors carry the pointer below `pointer`.
Result<Placement> placementFrom(const Json& json, const std::string& pointer);
Result<Resource> resourceFrom(const Json& json, const std::string& pointer);
Result<Connection> connectionFrom(const Json& json, const std::string& pointer);
Result<Scenario> scenarioFrom(const Json& json, const std::string& pointer);

} // namespace skydraft
