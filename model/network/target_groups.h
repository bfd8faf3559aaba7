// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network.h"

#include <optional>
#include <vector>

namespace skydraft {

/// How a balancer's listener reaches one of its targets.
struct Registration
{
    ResourceId owner{};     ///< the target group, or the classic balancer itself
    std::string property{}; ///< where the port stands; empty: a listener of a classic balancer
    int port = 80;
    bool keepsClientAddress = false;
};

/// The ways in which `balancer` sends requests to `target`: its listeners' target groups that have
/// the target, or the Auto Scaling group it is in, among their targets; for a classic balancer
/// its listeners. Empty where the drawing registers nothing.
std::vector<Registration> registrationsOf(const Network& network, const Resource& balancer,
                                          const Resource& target);

/// The targets of a target group: those it lists, and those that say themselves that they are in
/// it.
std::vector<const Resource*> targetsOf(const Network& network, const Resource& group);

} // namespace skydraft
