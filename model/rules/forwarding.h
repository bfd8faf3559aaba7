// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/rule.h"

#include <set>
#include <vector>

namespace skydraft {

/// The interfaces of a resource, and the subnets that they stand in.
const std::vector<Index>& interfacesOf(const RuleContext& context, const Resource& resource);
std::set<Index> subnetsOf(const RuleContext& context, const Resource& resource);

} // namespace skydraft
