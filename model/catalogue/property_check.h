// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/catalogue/service_type.h"

#include <string>

namespace skydraft {

/// Whether `value` may stand in `property`: type, range, choice, address and CIDR syntax, and the
/// same for the fields of objects and lists. References are checked by the architecture, which
/// knows the resources. `pointer` is where the value stands, for the error.
Result<void> checkValue(const Property& property, const Json& value, const std::string& pointer);

/// checkValue for all members of a resource's "properties" object that `type` declares; members
/// that it does not declare are kept as they are and never refused.
Result<void> checkProperties(const ServiceType& type, const Json& properties,
                             const std::string& pointer);

} // namespace skydraft
