// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/base/cidr.h"
#include "model/catalogue/catalogue.h"
#include "model/network/ports.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace skydraft {

/// A place in one of the arrays of NetworkModel; noIndex names nothing.
using Index = int;
inline constexpr Index noIndex = -1;

/// One rule of a security group. The other end is a set of blocks (a CIDR or the entries of a
/// prefix list) or the members of a group.
struct GroupRule
{
    Protocol protocol = Protocol::Any; ///< Any: all protocols and ports
    PortRange ports{};
    int icmpType = -1;          ///< -1: all types
    bool isIcmpV6 = false;      ///< of an ICMP rule: it speaks of ICMPv6
    std::string peer{};         ///< as the drawing writes it
    std::vector<Cidr> blocks{}; ///< empty for a group and for what cannot be read
    Index group = noIndex;
    std::string managedService{}; ///< "s3", "cloudfront" for a prefix list of AWS
};

struct GroupModel
{
    ResourceId id{}; ///< empty for the default group of a VPC
    std::string name{};
    Index vpc = noIndex;
    std::vector<GroupRule> ingress{};
    std::vector<GroupRule> egress{};
};

struct AclRule
{
    int number = 0;
    bool isAllow = false;
    Protocol protocol = Protocol::Any;
    PortRange ports{};
    int icmpType = -1;
    bool isIcmpV6 = false;
    Cidr block{};
};

struct AclModel
{
    ResourceId id{}; ///< empty for the default ACL of a VPC, which allows everything
    Index vpc = noIndex;
    std::vector<AclRule> ingress{}; ///< by ascending number
    std::vector<AclRule> egress{};
};

enum class TargetKind
{
    Missing,     ///< the target does not exist or is not attached: a blackhole
    Undescribed, ///< AWS says that the route is active, but the drawing does not show its target
    Local,
    InternetGateway,
    NatGateway,
    Peering,
    GatewayEndpoint,
    Interface,
    EgressOnlyGateway,
    VpnGateway,
    TransitGateway,
};

struct RouteModel
{
    std::string destination{};  ///< as the drawing writes it
    std::vector<Cidr> blocks{}; ///< one CIDR or the entries of a prefix list
    bool isPrefixList = false;
    std::string managedService{}; ///< for a prefix list of AWS, and for an endpoint's own route
    TargetKind kind = TargetKind::Missing;
    ResourceId target{};
    Index index = noIndex;     ///< in the array of its kind
    bool isPropagated = false; ///< learned by a virtual private gateway
    int position =
        -1; ///< in the property `routes`; -1 for a route that an endpoint or a VPN brings
};

struct RouteTableModel
{
    ResourceId id{}; ///< empty for the main table of a VPC that draws none: only the local route
    Index vpc = noIndex;
    bool isMain = false;
    std::vector<RouteModel> routes{};
};

/// VPC Block Public Access, as the VPC's Region is set.
enum class PublicAccess
{
    Allowed,
    BlockedBothWays,
    BlockedIngress ///< connections that begin in the VPC pass NAT and egress-only gateways
};

struct VpcModel
{
    ResourceId id{};            ///< empty for the VPC around subnets that are drawn without one
    ResourceId region{};        ///< the frame around it; empty where none is drawn
    std::vector<Cidr> blocks{}; ///< the IPv4 blocks, the first one the primary; then the IPv6 block
    PublicAccess publicAccess = PublicAccess::Allowed;
    Index mainTable = noIndex;
    Index defaultGroup = noIndex;
    Index defaultAcl = noIndex;
    Index internetGateway = noIndex;         ///< attached
    Index detachedInternetGateway = noIndex; ///< drawn in it, `attached` is false
    Index vpnGateway = noIndex;
};

struct SubnetModel
{
    ResourceId id{};    ///< empty for the place of what stands in a VPC or zone without a subnet
    ResourceId frame{}; ///< the subnet, zone or VPC that is drawn
    Index vpc = noIndex;
    Index table = noIndex;
    Index acl = noIndex;
    Cidr block{};
    bool isBlockAssumed = false;
    std::optional<Cidr> ipv6Block{};
    bool mapsPublicAddress = false;
    std::string zone{};
};

enum class InterfaceKind
{
    Host,
    BalancerNode,
    NatGateway,
    Endpoint,
    GroupMember
};

/// Ephemeral ports that a client of this kind sends from.
/// Source: AWS VPC User Guide, "Ephemeral ports" of network ACLs: Linux 32768-61000, Windows
/// 49152-65535, load balancers, NAT gateways and Lambda functions 1024-65535.
inline constexpr PortRange hostEphemeralPorts{32768, 65535};
inline constexpr PortRange awsEphemeralPorts{1024, 65535};

/// Something with an address: a host, a node of a balancer in one subnet, a member that a group
/// would start in one subnet, a NAT gateway, an interface endpoint.
struct InterfaceModel
{
    ResourceId owner{};
    InterfaceKind kind = InterfaceKind::Host;
    Index subnet = noIndex; ///< noIndex: no network is drawn around it
    Index vpc = noIndex;
    IpAddress address{};
    bool isAddressAssumed = true;
    std::optional<IpAddress> publicAddress{};
    bool isPublicAddressAssumed = true;
    IpAddress possiblePublicAddress{};       ///< the one it would have if it had one
    std::vector<IpAddress> otherAddresses{}; ///< secondary ones, private and public
    std::optional<IpAddress> ipv6Address{};
    IpAddress possibleIpv6Address{};
    std::vector<Index> groups{};
    bool isFiltered = false;  ///< security groups decide
    ResourceId groupsOwner{}; ///< whose property `security_groups` it is; empty: nobody's yet
    bool checksSourceAndDestination = true;
    bool isTransparent = false; ///< a node of a balancer that keeps the client's address
    bool isClassicNode = false; ///< network ACLs apply to it inside its own subnet too
    PortRange ephemeralPorts = hostEphemeralPorts;
};

struct InternetGatewayModel
{
    ResourceId id{};
    Index vpc = noIndex;
    bool isAttached = true;
};

struct NatGatewayModel
{
    ResourceId id{};
    Index interface = noIndex;
    bool isPublic = true;
};

struct PeeringModel
{
    ResourceId id{};
    Index requester = noIndex; ///< VPCs
    Index accepter = noIndex;
    bool isActive = true;
};

struct EndpointModel
{
    ResourceId id{};
    Index vpc = noIndex;
    std::string service{};
    bool isGateway = true;
    bool hasPrivateDns = true;
    std::vector<Index> interfaces{};
};

struct VpnGatewayModel
{
    ResourceId id{};
    Index vpc = noIndex;
    std::vector<ResourceId> connectedTo{};
    std::vector<Cidr> remoteBlocks{}; ///< the networks behind the tunnels, as far as known
};

struct EgressOnlyGatewayModel
{
    ResourceId id{};
    Index vpc = noIndex;
};

/// What a transit gateway joins.
struct TransitAttachment
{
    enum class Kind
    {
        Vpc,
        Vpn, ///< an on-premises network, through a VPN or Direct Connect
        Peering,
        Undescribed ///< it belongs to an account that the drawing does not show
    };
    ResourceId attached{}; ///< the VPC, the host or VPN gateway, the other transit gateway
    Kind kind = Kind::Vpc;
    Index vpc = noIndex;
    Index peer = noIndex;          ///< the other transit gateway
    std::vector<Index> subnets{};  ///< empty: none is drawn, every zone has one
    std::vector<Cidr> blocks{};    ///< what it announces
    bool announcesUnknown = false; ///< by BGP, which no drawing shows
    std::string association{};     ///< the table for packets from it; empty: none
    std::vector<std::string> propagations{};
    bool isAvailable = true;
};

struct TransitRoute
{
    std::string table{};
    std::string destination{}; ///< as the drawing writes it
    std::vector<Cidr> blocks{};
    Index attachment = noIndex; ///< noIndex: a blackhole
};

struct TransitGatewayModel
{
    ResourceId id{};
    std::string defaultTable{};
    std::vector<TransitAttachment> attachments{};
    std::vector<TransitRoute> routes{}; ///< static ones
    bool referencesGroups = false;
};

struct PrefixListModel
{
    ResourceId id{};
    std::vector<Cidr> blocks{};
    std::string managedService{};
};

/// A drawing as the walker reads it. Every array is dense and in order of ids; numbers point into
/// the arrays of the same name.
struct NetworkModel
{
    std::vector<VpcModel> vpcs{};
    std::vector<SubnetModel> subnets{};
    std::vector<RouteTableModel> tables{};
    std::vector<AclModel> acls{};
    std::vector<GroupModel> groups{};
    std::vector<PrefixListModel> prefixLists{};
    std::vector<InternetGatewayModel> internetGateways{};
    std::vector<NatGatewayModel> natGateways{};
    std::vector<PeeringModel> peerings{};
    std::vector<EndpointModel> endpoints{};
    std::vector<VpnGatewayModel> vpnGateways{};
    std::vector<EgressOnlyGatewayModel> egressOnlyGateways{};
    std::vector<TransitGatewayModel> transitGateways{};
    std::vector<InterfaceModel> interfaces{};
    std::unordered_map<ResourceId, std::vector<Index>> interfacesOf{};
};

/// The address that an interface has in the family, if it has one. IPv6 addresses are global, so
/// they are public too.
inline std::optional<IpAddress> addressOf(const InterfaceModel& interface, IpFamily family)
{
    return family == IpFamily::V6 ? interface.ipv6Address : std::optional(interface.address);
}

inline std::optional<IpAddress> publicAddressOf(const InterfaceModel& interface, IpFamily family)
{
    return family == IpFamily::V6 ? interface.ipv6Address : interface.publicAddress;
}

template <class T>
const T& at(const std::vector<T>& array, Index index)
{
    return array[static_cast<std::size_t>(index)];
}

template <class T>
T& at(std::vector<T>& array, Index index)
{
    return array[static_cast<std::size_t>(index)];
}

/// Reads the drawing. Never fails: what cannot be read (a rule's source that names nothing) is a
/// rule that matches nothing, a route whose target is missing is a blackhole.
NetworkModel compileNetwork(const Catalogue& catalogue, const Architecture& architecture);

/// "s3" of "s3.bucket", of "com.amazonaws.ap-northeast-2.s3" and of
/// "com.amazonaws.global.cloudfront.origin-facing" "cloudfront": the name under which an endpoint
/// or a managed prefix list knows a service.
std::string serviceNameOf(std::string_view text);

} // namespace skydraft
