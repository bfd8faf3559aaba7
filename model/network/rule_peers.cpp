// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/rule_peers.h"

#include "model/network/network_model.h"

#include <algorithm>
#include <limits>
#include <set>

namespace skydraft {
namespace {

const GroupModel* findGroup(const NetworkModel& model, const std::string& id)
{
    const auto found =
        std::find_if(model.groups.begin(), model.groups.end(), [&](const GroupModel& group) {
            return !group.id.empty() && group.id.value() == id;
        });
    return found == model.groups.end() ? nullptr : &*found;
}

const PrefixListModel* findPrefixList(const NetworkModel& model, const std::string& id)
{
    const auto found =
        std::find_if(model.prefixLists.begin(), model.prefixLists.end(),
                     [&](const PrefixListModel& candidate) { return candidate.id.value() == id; });
    return found == model.prefixLists.end() ? nullptr : &*found;
}

/// The VPC and its peers: from elsewhere no private address reaches it.
std::set<Index> vpcsInReach(const NetworkModel& model, Index vpc)
{
    std::set<Index> reach{vpc};
    for (const PeeringModel& peering : model.peerings) {
        if (!peering.isActive)
            continue;
        if (peering.requester == vpc)
            reach.insert(peering.accepter);
        if (peering.accepter == vpc)
            reach.insert(peering.requester);
    }
    return reach;
}

/// Blocks that no packet from the internet can have as its source (RFC 1918, 6598, 4193).
const std::vector<Cidr>& privateBlocks()
{
    static const std::vector<Cidr> blocks{*Cidr::parse("10.0.0.0/8"), *Cidr::parse("172.16.0.0/12"),
                                          *Cidr::parse("192.168.0.0/16"),
                                          *Cidr::parse("100.64.0.0/10"), *Cidr::parse("fc00::/7")};
    return blocks;
}

bool isPrivate(const Cidr& block, const VpcModel* vpc)
{
    const auto holds = [&](const Cidr& other) { return other.contains(block); };
    return std::any_of(privateBlocks().begin(), privateBlocks().end(), holds)
           || (vpc != nullptr && std::any_of(vpc->blocks.begin(), vpc->blocks.end(), holds));
}

void addBlocks(RulePeers& peers, const NetworkModel& model, Index vpc,
               const std::vector<Cidr>& blocks)
{
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const VpcModel* own = vpc == noIndex ? nullptr : &at(model.vpcs, vpc);
    for (const Cidr& block : blocks) {
        if (isPrivate(block, own))
            continue;
        peers.isWholeInternet = peers.isWholeInternet || block.length == 0;
        peers.internetAddresses += std::min(block.size(), most - peers.internetAddresses);
    }
    const std::set<Index> reach = vpcsInReach(model, vpc);
    for (const InterfaceModel& interface : model.interfaces)
        if (reach.contains(interface.vpc)
            && std::any_of(blocks.begin(), blocks.end(),
                           [&](const Cidr& block) { return block.contains(interface.address); }))
            peers.resources.push_back(interface.owner);
}

void addMembers(RulePeers& peers, const NetworkModel& model, const GroupModel& group)
{
    const auto number = static_cast<Index>(&group - model.groups.data());
    for (const InterfaceModel& interface : model.interfaces)
        if (std::find(interface.groups.begin(), interface.groups.end(), number)
            != interface.groups.end())
            peers.resources.push_back(interface.owner);
}

} // namespace

RulePeers peersOf(const Network& network, const ResourceId& group, const std::string& peer)
{
    const NetworkModel& model = network.model();
    const GroupModel* own = findGroup(model, group.value());
    const Index vpc = own == nullptr ? noIndex : own->vpc;
    RulePeers peers;
    if (const auto block = Cidr::parse(peer)) {
        addBlocks(peers, model, vpc, {*block});
    } else if (const PrefixListModel* list = findPrefixList(model, peer)) {
        peers.managedService = list->managedService;
        addBlocks(peers, model, vpc, list->blocks);
    } else if (const GroupModel* named = findGroup(model, peer)) {
        addMembers(peers, model, *named);
    } else {
        peers.isKnown = false;
    }
    std::sort(peers.resources.begin(), peers.resources.end());
    const auto twice = std::unique(peers.resources.begin(), peers.resources.end());
    peers.resources.erase(twice, peers.resources.end());
    return peers;
}

} // namespace skydraft
