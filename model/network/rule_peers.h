// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network.h"

#include <cstdint>
#include <string>
#include <vector>

namespace skydraft {

/// Who stands at the other end of a rule of a security group: who may come in by its source, or be
/// called by its destination.
struct RulePeers
{
    bool isKnown = true;                 ///< false: the text is no block, group or prefix list
    bool isWholeInternet = false;        ///< every IPv4 or every IPv6 address
    std::uint64_t internetAddresses = 0; ///< public addresses outside of the VPC, saturated
    std::string managedService{};        ///< of a prefix list that AWS keeps: "cloudfront"
    std::vector<ResourceId> resources{}; ///< things of the drawing that it covers, by id, each once

    bool operator==(const RulePeers&) const = default;
};

/// Reads `peer` (a CIDR block, the id of a group or of a prefix list) as the rules of `group` do: a
/// group means its members' private addresses, a block covers what stands in the group's VPC and in
/// VPCs with an active peering to it.
/// Source: AWS VPC User Guide, "Security group referencing".
RulePeers peersOf(const Network& network, const ResourceId& group, const std::string& peer);

} // namespace skydraft
