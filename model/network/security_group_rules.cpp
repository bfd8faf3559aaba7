// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/security_group_rules.h"

#include <algorithm>

namespace skydraft {
namespace {

bool coversPackets(const GroupRule& rule, const Probe& probe)
{
    if (rule.protocol == Protocol::Any)
        return true;
    if (rule.protocol != probe.protocol)
        return false;
    if (rule.protocol == Protocol::Icmp)
        return rule.icmpType == -1 || rule.icmpType == probe.icmpType;
    return rule.ports.contains(probe.ports);
}

bool coversPeer(const GroupRule& rule, const Peer& peer)
{
    if (rule.group != noIndex)
        return peer.groups != nullptr
               && std::find(peer.groups->begin(), peer.groups->end(), rule.group)
                      != peer.groups->end();
    if (!rule.managedService.empty() && rule.managedService == peer.service)
        return true;
    return std::any_of(rule.blocks.begin(), rule.blocks.end(),
                       [&](const Cidr& block) { return block.contains(peer.range); });
}

} // namespace

bool coverTogether(std::vector<Cidr> blocks, const Cidr& range)
{
    std::sort(blocks.begin(), blocks.end());
    IpAddress next = range.base;
    for (const Cidr& block : blocks) {
        if (!range.contains(block) || block.base > next)
            continue;
        const IpAddress last = block.last();
        if (last < next)
            continue;
        if (last >= range.last())
            return true;
        next = addressAt(Cidr::of(last, last.bits()), 1);
    }
    return false;
}

GroupDecision decide(const NetworkModel& model, const std::vector<Index>& groups,
                     Direction direction, const Probe& probe, const Peer& peer)
{
    std::vector<Cidr> parts;
    GroupDecision partly;
    for (const Index number : groups) {
        const GroupModel& group = at(model.groups, number);
        for (const GroupRule& rule :
             direction == Direction::Ingress ? group.ingress : group.egress) {
            if (!coversPackets(rule, probe))
                continue;
            if (coversPeer(rule, peer))
                return {true, number, &rule};
            if (rule.group != noIndex || peer.range.size() == 1)
                continue;
            for (const Cidr& block : rule.blocks)
                if (peer.range.contains(block)) {
                    parts.push_back(block);
                    if (partly.rule == nullptr)
                        partly = {true, number, &rule};
                }
        }
    }
    if (partly.rule != nullptr && coverTogether(std::move(parts), peer.range))
        return partly;
    return {};
}

std::string describePorts(Protocol protocol, const PortRange& ports)
{
    if (protocol == Protocol::Any)
        return "all traffic";
    const std::string name(toString(protocol));
    if (protocol == Protocol::Icmp || ports == PortRange{})
        return name;
    if (ports.from == ports.to)
        return name + " " + std::to_string(ports.from);
    return name + " " + std::to_string(ports.from) + "-" + std::to_string(ports.to);
}

TextArgument portsInWords(Protocol protocol, const PortRange& ports)
{
    if (protocol == Protocol::Any)
        return std::make_shared<const Text>(MODEL_TEXT("Trace", "all traffic"));
    return describePorts(protocol, ports);
}

} // namespace skydraft
