// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network.h"
#include "model/network/trace.h"

#include <vector>

namespace skydraft {

/// Questions about many packets, asked as flows that trace() answers one by one.

/// Whether packets can start, or end, at the resource.
bool canSend(const Network& network, const ResourceId& id);
bool canReceive(const Network& network, const ResourceId& id);

/// The owners of the interfaces in a subnet, zone or VPC, also of those that the drawing places
/// elsewhere: the nodes of a balancer, the members of an Auto Scaling group. Sorted.
std::vector<ResourceId> ownersOfInterfacesIn(const Network& network, const ResourceId& frame);

/// The same flow once for each pair of interfaces of its ends: trace() says "reachable" only where
/// all pairs are, and shows the hops of one.
std::vector<Flow> flowsOfInterfaces(const Network& network, const Flow& flow);

/// Flows of which at least one passes where any packet of `wanted` does, for each pair of
/// interfaces. Rules are rectangles of ports and addresses, so that trying one port and one address
/// of each piece into which their borders cut the plane is enough:
/// - a protocol of Any is tcp, udp and icmp;
/// - without a port every port: the first ones of the pieces inside the target's ingress rules,
/// those
///   it listens on first;
/// - from or to the internet without an address (also from clients without one): all of it at once
///   and one public address of each block that a rule names. IPv4.
std::vector<Flow> possibleFlows(const Network& network, const Flow& wanted);

} // namespace skydraft
