// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/cidr.h"
#include "model/rules/rule.h"

#include <optional>
#include <vector>

namespace skydraft {

/// The IPv4 blocks of a VPC: the first and the secondary ones, as far as they can be read.
std::vector<Cidr> blocksOf(const RuleContext& context, const Resource& vpc);

/// The first block of `length`, no longer than a /28, within one of `around` that none of `taken`
/// overlaps. IPv4 only.
std::optional<Cidr> nextFree(const std::vector<Cidr>& around, std::vector<Cidr> taken, int length);

/// The smallest block that has room for `addresses`: 251 and the 5 that AWS keeps need a /24.
int lengthFor(std::uint64_t addresses);

/// Gives `root` and what stands in it the addresses of `to` instead of those of `from`: every
/// address and every block inside of `from` keeps its distance from the start. Routes and remote
/// networks stay as they are, because they may mean the other side of a peering or a VPN.
Edit moveAddresses(const RuleContext& context, const Resource& root, const Cidr& from,
                   const Cidr& to);

} // namespace skydraft
