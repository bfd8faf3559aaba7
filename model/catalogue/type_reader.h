// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/json.h"
#include "model/catalogue/service_type.h"

#include <map>
#include <vector>

namespace skydraft {

using PropertySets = std::map<std::string, std::vector<Property>>;

/// The properties of a set file ("sets/queueing.json").
Result<std::vector<Property>> readPropertySet(const Json& json);

/// A type file, with the properties of the sets that it includes behind its own.
Result<ServiceType> readServiceType(const Json& json, const PropertySets& sets);

} // namespace skydraft
