// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/cidr.h"
#include "model/network/network.h"

#include <optional>
#include <vector>

namespace skydraft {

/// Where a resource stands in the address space. What the drawing does not say is assumed, in
/// order of ids, so the same drawing always has the same addresses.
struct PlannedAddress
{
    ResourceId subnet{}; ///< empty where no subnet is drawn around it
    IpAddress address{};
    bool isAssumed = true;
    std::optional<IpAddress> publicAddress{};
    bool isPublicAssumed = true;
};

struct PlannedBlock
{
    Cidr block{};
    bool isAssumed = true;
};

/// One entry for each interface of `resource`: one for an instance, one per subnet for a balancer
/// or an Auto Scaling group. Empty for what has no interface or stands in no network.
std::vector<PlannedAddress> addressesOf(const Network& network, const ResourceId& resource);

/// The block of a VPC or a subnet, as drawn or as assumed; nothing for other resources.
std::optional<PlannedBlock> blockOf(const Network& network, const ResourceId& resource);

/// The first free block for one more subnet in `vpc`: a /24, or the largest smaller one down to
/// /28 that fits. Nothing when the VPC is full or unknown.
std::optional<Cidr> freeSubnetBlock(const Network& network, const ResourceId& vpc);

/// Fills the blocks and addresses that a model still lacks; a step of compiling.
void planAddresses(NetworkModel& model);

} // namespace skydraft
