// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/architecture/resource_json.h"
#include "model/catalogue/catalogue.h"

namespace skydraft {

/// The version of the document format that this program writes.
inline constexpr int documentVersion = 1;

/// A document's JSON as an Architecture, fully checked (integrity.h). Errors carry the pointer.
/// Unknown members and resources of unknown types are kept.
Result<Architecture> architectureFrom(const Catalogue& catalogue, const Json& json,
                                      const std::string& pointer = {});

} // namespace skydraft
