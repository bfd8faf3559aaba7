// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network_model.h"

#include <string>

namespace skydraft {

struct RouteChoice
{
    const RouteModel* route = nullptr; ///< null with isLocal: the implicit local route
    bool isLocal = false;
    Cidr block{}; ///< the destination that matched
    bool isFound() const { return isLocal || route != nullptr; }
};

/// The route for `address` in `table`: the longest prefix wins; of equal ones a static CIDR route
/// comes before a prefix-list route, and that before a propagated one. A propagated route never
/// comes before the local one. Every table has a local route for each block of its VPC.
/// `service` names the AWS service at the address, so that a prefix list of AWS matches even where
/// the drawing does not list its entries; it then counts as narrower than any /16.
/// Source: AWS VPC User Guide, "Route priority".
RouteChoice lookUp(const NetworkModel& model, Index table, const IpAddress& address,
                   const std::string& service = {});

/// What a route table of a transit gateway does with an address.
struct TransitChoice
{
    Index attachment = noIndex;          ///< where the packet leaves; noIndex without a route
    const TransitRoute* route = nullptr; ///< null for a propagated route
    Cidr block{};                        ///< the destination that matched
    bool isBlackhole = false;
    bool mayBeLearned = false; ///< nothing matched, but an attachment announces networks by BGP
};

/// The longest prefix wins; of equal ones a static route comes before a propagated one, and a VPC
/// before a VPN.
/// Source: AWS Transit Gateway guide, "Route evaluation order".
TransitChoice lookUpTransit(const TransitGatewayModel& gateway, const std::string& table,
                            const IpAddress& address);

} // namespace skydraft
