// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/security_group_rules.h"

#include <vector>

namespace skydraft {

struct AclDecision
{
    bool isAllowed = false;
    const AclRule* allowing = nullptr; ///< the first rule that let some of the ports pass
    const AclRule* denying = nullptr; ///< the first that stopped some; null: the implicit last rule
    std::vector<PortRange> allowedPorts{}; ///< where only some of a range pass
};

/// What a network ACL does with packets from or to `range`: its rules in order of their numbers,
/// the first that matches decides, and what no rule matches is denied. A rule matches where its
/// block holds the whole range. Ports may be decided by several rules, part by part.
/// Source: AWS VPC User Guide, "Network ACL rules".
AclDecision decide(const std::vector<AclRule>& rules, const Probe& probe, const Cidr& range);

} // namespace skydraft
