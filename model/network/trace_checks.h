// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/flow_end.h"
#include "model/network/walker.h"

namespace skydraft {

/// Notes a block behind everything that the walk met.
void stop(WalkResult& walked, const ResourceId& component, const char* kind, const char* code,
          Text text, Remedy remedy);

/// What stands behind an address outside of the drawn networks may still refuse.
void checkOutsideTarget(WalkResult& walked, const ResolvedEnd& from, const ResolvedEnd& to,
                        const WalkRequest& request);

/// The DNS records that led to the target, first in the walk.
void askNames(const Network& network, WalkResult& walked, const ResolvedEnd& to,
              const WalkRequest& request);

/// Whether the sender is a CloudFront distribution that has the target as a VPC origin.
bool isVpcOrigin(const Network& network, const ResolvedEnd& from, const ResolvedEnd& to);
/// The distribution sends from interfaces of its own in the subnets of its origin.
void enterAsOrigin(const NetworkModel& model, WalkRequest& request);

/// Whether a node of a balancer sends to a target: balancers serve the zones that they are enabled
/// in, and a node without cross-zone balancing its own zone only. Zones that are not drawn count as
/// the same.
/// Source: Elastic Load Balancing User Guide, "Availability Zones and load balancer nodes".
enum class ZoneChoice
{
    Sends,
    SendsElsewhere, ///< another node sends to that target
    NoNode          ///< no node stands in the target's zone
};

ZoneChoice choiceOf(const Network& network, const ResolvedEnd& from, const WalkEnd& sender,
                    const WalkEnd& receiver);

void stopInOtherZone(const Network& network, WalkResult& walked, const ResolvedEnd& from,
                     const WalkEnd& receiver);

} // namespace skydraft
