// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/network_acl_rules.h"

#include <algorithm>

namespace skydraft {
namespace {

bool matchesKind(const AclRule& rule, const Probe& probe)
{
    if (rule.protocol == Protocol::Any)
        return true;
    if (rule.protocol != probe.protocol)
        return false;
    return rule.protocol != Protocol::Icmp
           || (rule.isIcmpV6 == probe.isV6
               && (rule.icmpType == -1 || rule.icmpType == probe.icmpType));
}

bool hasPorts(const AclRule& rule)
{
    return rule.protocol == Protocol::Tcp || rule.protocol == Protocol::Udp;
}

/// Takes `part` out of `open`; the pieces that were in both.
std::vector<PortRange> take(std::vector<PortRange>& open, const PortRange& part)
{
    std::vector<PortRange> taken;
    std::vector<PortRange> rest;
    for (const PortRange& range : open) {
        const PortRange both{std::max(range.from, part.from), std::min(range.to, part.to)};
        if (both.from > both.to) {
            rest.push_back(range);
            continue;
        }
        taken.push_back(both);
        if (range.from < both.from)
            rest.push_back({range.from, both.from - 1});
        if (both.to < range.to)
            rest.push_back({both.to + 1, range.to});
    }
    open = std::move(rest);
    return taken;
}

} // namespace

AclDecision decide(const std::vector<AclRule>& rules, const Probe& probe, const Cidr& range)
{
    AclDecision result;
    bool isDenied = false;
    std::vector<PortRange> open{probe.ports};
    for (const AclRule& rule : rules) {
        if (!matchesKind(rule, probe) || !rule.block.contains(range))
            continue;
        const auto taken = take(open, hasPorts(rule) ? rule.ports : PortRange{});
        if (taken.empty())
            continue;
        if (rule.isAllow) {
            result.allowedPorts.insert(result.allowedPorts.end(), taken.begin(), taken.end());
            if (result.allowing == nullptr)
                result.allowing = &rule;
        } else if (!isDenied) {
            isDenied = true;
            result.denying = &rule;
        }
        if (open.empty())
            break;
    }
    result.isAllowed = !isDenied && open.empty();
    std::sort(result.allowedPorts.begin(), result.allowedPorts.end(),
              [](const PortRange& a, const PortRange& b) { return a.from < b.from; });
    return result;
}

} // namespace skydraft
