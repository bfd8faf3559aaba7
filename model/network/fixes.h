// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network.h"
#include "model/network/network_model.h"
#include "model/network/security_group_rules.h"
#include "model/network/trace.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace skydraft {

/// A rule that a security group of `interface` lacks. Where the interface has only the default
/// group of its VPC, it gets a group of its own.
struct OpenGroup
{
    Index interface = noIndex;
    Direction direction = Direction::Ingress;
    Protocol protocol = Protocol::Any;
    PortRange ports{};
    std::string peer{}; ///< a group id, a prefix-list id or a CIDR
    IpFamily family = IpFamily::V4;
};

/// A rule that a network ACL lacks, or that comes too late in it.
struct OpenAcl
{
    Index acl = noIndex;
    Direction direction = Direction::Ingress;
    Protocol protocol = Protocol::Any;
    PortRange ports{};
    Cidr block{};
};

/// A route that the table of `subnet` lacks, or that leads elsewhere.
struct AddRoute
{
    Index subnet = noIndex;
    std::string destination = "0.0.0.0/0";
    TargetKind kind = TargetKind::InternetGateway;
    ResourceId target{};        ///< empty: the internet gateway or peering must be made
    Index peerVpc = noIndex;    ///< for a peering that must be made
    bool needsOwnTable = false; ///< the subnet shares its table with one that must keep its route
};

/// A route that leads packets for the VPC itself astray.
struct RemoveRoute
{
    Index table = noIndex;
    std::string destination{};
};

/// A setting of one attachment of a transit gateway.
struct SetAttachment
{
    enum class What
    {
        Attached,
        Subnet,
        Association,
        Propagation,
        State
    };
    ResourceId gateway{};
    ResourceId attached{};
    What what = What::Attached;
    std::string value{}; ///< the subnet, the route table or the state
};

/// A static route that a transit gateway lacks, or that leads elsewhere.
struct SetTransitRoute
{
    ResourceId gateway{};
    std::string table{};
    std::string destination{};
    ResourceId target{};
};

struct GivePublicAddress
{
    Index interface = noIndex;
};

/// The VPC has no internet gateway, or it is not attached.
struct AttachInternetGateway
{
    Index vpc = noIndex;
};

struct AddListener
{
    ResourceId balancer{};
    Protocol protocol = Protocol::Tcp;
    int port = 0;
};

/// Properties of one resource.
struct SetValues
{
    ResourceId id{};
    std::vector<std::pair<std::string, Json>> values{};
    Text title{};
};

/// What mends a block; monostate where no edit can.
using Remedy =
    std::variant<std::monostate, OpenGroup, OpenAcl, AddRoute, RemoveRoute, SetAttachment,
                 SetTransitRoute, GivePublicAddress, AttachInternetGateway, AddListener, SetValues>;

/// A block and what mends it.
struct Need
{
    Block block{};
    Remedy remedy{};
};

/// Equal for two needs that ask for the same change, e.g. of two nodes of one balancer.
std::string keyOf(const Need& need);

/// The edits that carry out the remedies: one Fix for each property that changes, with all of its
/// new value. To be applied together and in order.
std::vector<Fix> planFixes(const Network& network, const std::vector<Need>& needs);

/// Whether GivePublicAddress can help this interface.
bool canHavePublicAddress(const Network& network, const InterfaceModel& interface);

} // namespace skydraft
