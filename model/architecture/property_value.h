// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <string>
#include <vector>

namespace skydraft {

/// The value of a property as the engines see it: what was set, or the catalogue's default, or
/// null. An object property is completed field by field with the defaults of its fields.
Json valueOf(const Catalogue& catalogue, const Resource& resource, std::string_view property);

/// valueOf as a plain type; `fallback` for null or another type.
double numberOf(const Catalogue& catalogue, const Resource& resource, std::string_view property,
                double fallback);
bool flagOf(const Catalogue& catalogue, const Resource& resource, std::string_view property,
            bool fallback);
std::string textOf(const Catalogue& catalogue, const Resource& resource, std::string_view property);
/// Ids in a reference or references property; empty where there are none.
std::vector<ResourceId> idsOf(const Catalogue& catalogue, const Resource& resource,
                              std::string_view property);

/// The member `key`, or null where `object` is not an object or has none.
Json memberOf(const Json& object, std::string_view key);

} // namespace skydraft
