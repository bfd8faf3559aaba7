// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/text.h"

namespace skydraft {

/// A quota of Amazon VPC: what an account may have, and what AWS grants at most when it is asked.
/// Source of all numbers: Amazon VPC User Guide, "Amazon VPC quotas".
struct Quota
{
    Text what{};
    int standard = 0;
    int maximum = 0; ///< 0: the guide names no upper limit
};

namespace quotas {

inline const Quota vpcs{MODEL_TEXT("Quota", "VPCs in a Region"), 5};
inline const Quota subnets{MODEL_TEXT("Quota", "subnets in a VPC"), 200};
inline const Quota blocks{MODEL_TEXT("Quota", "IPv4 CIDR blocks of a VPC"), 5, 50};
inline const Quota elasticAddresses{MODEL_TEXT("Quota", "Elastic IP addresses in a Region"), 5};
inline const Quota internetGateways{MODEL_TEXT("Quota", "internet gateways in a Region"), 5};
inline const Quota gatewaysOfVpc{MODEL_TEXT("Quota", "internet gateways of a VPC"), 1, 1};
inline const Quota natGateways{MODEL_TEXT("Quota", "NAT gateways in an Availability Zone"), 5};
inline const Quota acls{MODEL_TEXT("Quota", "network ACLs in a VPC"), 200};
inline const Quota aclRules{MODEL_TEXT("Quota", "rules of a network ACL in one direction"), 20, 40};
inline const Quota interfaces{MODEL_TEXT("Quota", "network interfaces in a Region"), 5000};
inline const Quota tables{MODEL_TEXT("Quota", "route tables in a VPC"), 200};
inline const Quota routes{MODEL_TEXT("Quota", "routes of a route table"), 50, 1000};
inline const Quota groups{MODEL_TEXT("Quota", "security groups in a Region"), 2500};
inline const Quota groupRules{MODEL_TEXT("Quota", "rules of a security group in one direction"),
                              60};
inline const Quota groupsOfInterface{MODEL_TEXT("Quota", "security groups of a network interface"),
                                     5, 16};
inline const Quota rulesOfInterface{
    MODEL_TEXT("Quota", "rules of all security groups of a network interface"), 1000, 1000};
inline const Quota peerings{MODEL_TEXT("Quota", "active peering connections of a VPC"), 50, 125};
inline const Quota gatewayEndpoints{MODEL_TEXT("Quota", "gateway endpoints in a Region"), 20};
inline const Quota interfaceEndpoints{MODEL_TEXT("Quota", "interface endpoints in a VPC"), 50};
inline const Quota prefixListEntries{MODEL_TEXT("Quota", "entries of a prefix list"), 1000, 1000};

} // namespace quotas

/// What one reference to a prefix list of AWS counts for in a group or a route table; 0 for a list
/// that AWS does not keep. Source: Amazon VPC User Guide, "AWS-managed prefix lists".
int weightOfManagedList(std::string_view name);

} // namespace skydraft
