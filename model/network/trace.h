// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/base/cidr.h"
#include "model/base/error.h"
#include "model/network/network.h"

#include <optional>
#include <string>
#include <vector>

namespace skydraft {

enum class Protocol
{
    Any,
    Tcp,
    Udp,
    Icmp
};

std::string_view toString(Protocol protocol);
std::optional<Protocol> protocolFrom(std::string_view text);

/// An end of a flow: a resource, an address, or somewhere on the internet (perhaps at an address).
struct FlowEnd
{
    std::optional<ResourceId> resource{};
    std::optional<IpAddress> address{};
    bool isInternet = false;
    std::optional<std::size_t> interface {}; ///< only this one of a resource's interfaces, from 0
};

struct Flow
{
    FlowEnd from{};
    FlowEnd to{};
    Protocol protocol = Protocol::Any; ///< Any: one packet without ports
    std::optional<int> port{};         ///< destination port
};

enum class Verdict
{
    Reachable,
    Blocked,
    Unknown
};
enum class Decision
{
    Allow,
    Deny,
    Forward,
    Unknown
};

/// One component that a packet meets, and what decided there.
struct Hop
{
    ResourceId component{};  ///< empty for the internet itself
    std::string kind{};      ///< "security-group", "network-acl", "route-table", "interface", …
    std::string direction{}; ///< "ingress", "egress" or "" where it makes no sense
    Decision decision = Decision::Forward;
    Text rule{};        ///< the deciding rule in words
    std::string code{}; ///< Reachability Analyzer's explanation code where it blocks
};

/// A setting that must change before the flow passes.
struct Block
{
    ResourceId component{};
    std::string code{};
    Text message{};
};

/// An edit that opens a blocked flow, as small as it can be.
struct Fix
{
    Text title{};
    Edit edit{};
};

struct Trace
{
    Verdict verdict = Verdict::Unknown;
    Text reason{};              ///< for Unknown: what is not known
    std::vector<Hop> forward{}; ///< every hop, also behind the first block
    std::vector<Hop> back{};    ///< the way of the answer
    std::vector<Block> blockedBy{};
    std::vector<Fix> fixes{}; ///< applied together they make the flow pass
};

/// Walks one packet from end to end and its answer back, hop by hop, without stopping at a block:
/// security groups (stateful), network ACLs (stateless, ordered), route tables (longest prefix),
/// internet gateway with 1:1 translation, NAT gateway, peerings, transit gateways, VPN gateways,
/// hosts that pass packets on, load balancers as terminating proxies. An end that is named by an
/// IPv6 address makes it an IPv6 flow. A DNS record as target stands for what it names.
/// An end with several interfaces (a balancer's nodes, a group's subnets) passes when all pairs do;
/// the hops are those of the first pair that does not.
/// A port without a protocol is tcp; tcp or udp without a port takes the target's default port.
/// A wrong end (a resource that sends or receives no packets) is an error.
/// Some blocks have no fix: a NAT gateway as target, an address that nothing has, VPCs whose blocks
/// overlap, udp to an application balancer or through a gateway endpoint, the way out of what can
/// have no public address (a function, a cache) where no NAT gateway is drawn, a NAT gateway drawn
/// outside of any subnet whose VPC's drawn main table leads back to it, and a port that the
/// listener of a classic balancer does not send to.
/// Sources: the AWS user guides named at each rule in the implementation.
Result<Trace> trace(const Network& network, const Flow& flow);

/// Only the verdict of trace(), of exactly this protocol and port; Blocked where trace() fails.
Verdict verdictOf(const Network& network, const Flow& flow);

/// The trace of a drawn traffic connection: its protocol and port, or, where it has no port, the
/// port its target listens on by default. Where the drawing shows no network around its ends
/// nothing blocks it.
Result<Trace> traceConnection(const Network& network, const Connection& connection);

} // namespace skydraft
