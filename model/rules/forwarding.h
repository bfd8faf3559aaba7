// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/rule.h"

#include <set>
#include <vector>

namespace skydraft {

/// A target group that a balancer's listener sends to, with the targets that are drawn.
/// A Classic Load Balancer has its instances itself and is its own group.
struct Forwarding
{
    const Resource* balancer = nullptr;
    const Resource* group = nullptr;
    std::vector<const Resource*> targets{};
};

/// What every balancer sends where.
std::vector<Forwarding> forwardings(const RuleContext& context);

/// The interfaces of a resource, and the subnets that they stand in.
std::vector<Index> interfacesOf(const RuleContext& context, const Resource& resource);
std::set<Index> subnetsOf(const RuleContext& context, const Resource& resource);

} // namespace skydraft
