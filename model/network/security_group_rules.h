// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network_model.h"

#include <string>
#include <vector>

namespace skydraft {

enum class Direction
{
    Ingress,
    Egress
};

/// What filters see of a packet besides its addresses. `Any` is one packet without ports: only
/// rules for all protocols cover it. A range of ports must be covered as a whole.
struct Probe
{
    Protocol protocol = Protocol::Any;
    PortRange ports{};
    int icmpType = 8; ///< echo request; its answer is 0
};

/// The other end of a packet as a filter sees it.
struct Peer
{
    Cidr range{}; ///< every address of it must pass
    const std::vector<Index>* groups =
        nullptr;           ///< set where the packet arrives from the interface itself
    std::string service{}; ///< the AWS service that the range belongs to
};

struct GroupDecision
{
    bool isAllowed = false;
    Index group = noIndex; ///< whose rule allowed
    const GroupRule* rule = nullptr;
};

/// Whether one of `groups` lets the packet pass. Security groups only allow, and all rules of all
/// groups count together. A rule that names a group matches the private addresses of its members,
/// never traffic that went through a public address.
/// Source: AWS VPC User Guide, "Security group rules".
GroupDecision decide(const NetworkModel& model, const std::vector<Index>& groups,
                     Direction direction, const Probe& probe, const Peer& peer);

/// Whether the blocks together hold the range: 0.0.0.0/1 and 128.0.0.0/1 are the whole internet.
bool coverTogether(std::vector<Cidr> blocks, const Cidr& range);

} // namespace skydraft
