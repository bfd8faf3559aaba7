// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network.h"
#include "model/network/trace.h"
#include "model/network/walker.h"

#include <vector>

namespace skydraft {

/// A FlowEnd as walks need it: one WalkEnd for each interface behind it.
struct ResolvedEnd
{
    const Resource* resource = nullptr; ///< null for addresses and the internet
    const ServiceType* type = nullptr;
    std::vector<WalkEnd> ends{};
    bool isNameOnly = false;              ///< DNS: names, not packets
    bool isUnknownAddress = false;        ///< an address that nothing drawn has
    std::vector<const Resource*> names{}; ///< DNS records that led here, the first asked first
};

enum class Side
{
    From,
    To
};

/// What is known of the other end: private addresses mean nothing to the internet, but to a host
/// behind a tunnel they do.
enum class Other
{
    Anywhere,
    BehindTunnel
};

/// Fails for a resource that sends (or receives) no packets and for a private source address that
/// nothing has. `nearVpc` is where the other end stands: of equal addresses that VPC's is meant.
Result<ResolvedEnd> resolveEnd(const Network& network, const FlowEnd& end, Side side, Index nearVpc,
                               Other other = Other::Anywhere);

} // namespace skydraft
