// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/rule.h"

#include <optional>
#include <string>
#include <vector>

namespace skydraft {

/// A resource of the first type with that role, with a free id made of `name`; for an AddResource.
Resource newResource(const RuleContext& context, NetworkRole role, const std::string& name,
                     const std::optional<ResourceId>& parent, Json properties);

/// All fixes of a trace as one step before the single ones; a single one keeps its own title.
std::vector<Fix> wholePath(const Trace& traced);

/// The name of a resource, or the id where there is none of it.
std::string nameOf(const RuleContext& context, const ResourceId& id);

/// Where packets of the subnet for any internet address go; null where no route leads on.
const RouteModel* routeToInternet(const RuleContext& context, Index subnet);

/// Lets the subnet out to the internet: through a NAT gateway that is there or a new one in a
/// public subnet, of its own zone where there is one. Empty where no public subnet is drawn.
std::vector<Fix> wayThroughNat(const RuleContext& context, Index subnet);

/// Leads packets of the table for s3 or dynamodb to a gateway endpoint: one of the VPC that is
/// there, or a new one. Empty for a table that is not drawn.
std::vector<Fix> wayThroughEndpoint(const RuleContext& context, Index table,
                                    const std::string& service);

} // namespace skydraft
