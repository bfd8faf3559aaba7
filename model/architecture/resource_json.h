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
OrderedJson toJson(const Suppression& suppression);
OrderedJson toJson(const Intent& intent);
/// The whole document, everything sorted by id. Suppressions and intents are left out where there
/// are none.
OrderedJson toJson(const Architecture& architecture);

/// The readers check shape only (members, types); integrity.h checks what ids and values mean.
/// Errors carry the pointer below `pointer`.
Result<Placement> placementFrom(const Json& json, const std::string& pointer);
Result<Resource> resourceFrom(const Json& json, const std::string& pointer);
Result<Connection> connectionFrom(const Json& json, const std::string& pointer);
Result<Scenario> scenarioFrom(const Json& json, const std::string& pointer);
Result<Suppression> suppressionFrom(const Json& json, const std::string& pointer);
Result<Intent> intentFrom(const Json& json, const std::string& pointer);

} // namespace skydraft
