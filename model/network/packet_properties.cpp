// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/packet_properties.h"

#include <algorithm>
#include <array>

namespace skydraft {
namespace {

constexpr auto readByPackets = std::to_array<std::string_view>({
    "accepter",
    "address",
    "alias_target",
    "associated_with",
    "attached",
    "attached_to",
    "attachment_options",
    "attachments",
    "auto_scaling_group",
    "aws_managed_name",
    "block_public_access",
    "cidr",
    "connected_to",
    "connectivity",
    "cross_zone",
    "default_association",
    "default_propagation",
    "default_route_table",
    "egress",
    "elastic_ip",
    "endpoint_type",
    "entries",
    "ingress",
    "instances",
    "ipv6_address",
    "ipv6_cidr",
    "is_default",
    "launch_template",
    "listeners",
    "main",
    "map_public_ip",
    "network_acl",
    "network_cidr",
    "port",
    "preserve_client_ip",
    "private",
    "private_dns",
    "private_ip",
    "propagating_gateways",
    "protocol",
    "public_ip",
    "publicly_accessible",
    "remote_cidrs",
    "requester",
    "route_table",
    "route_tables",
    "routes",
    "rules",
    "scheme",
    "secondary_addresses",
    "secondary_cidrs",
    "security_group_referencing",
    "security_groups",
    "service",
    "source",
    "source_dest_check",
    "status",
    "subnets",
    "target",
    "target_groups",
    "target_type",
    "targets",
    "values",
    "vpc",
    "vpc_origins",
    "vpcs",
    "zone",
});
static_assert(std::is_sorted(readByPackets.begin(), readByPackets.end()));

} // namespace

bool isReadByPackets(std::string_view property)
{
    return std::binary_search(readByPackets.begin(), readByPackets.end(), property);
}

} // namespace skydraft
