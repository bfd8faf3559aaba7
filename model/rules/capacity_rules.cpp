// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/address_blocks.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace skydraft {
namespace {

const Cidr tenBlock = Cidr::of(IpAddress::v4(0x0A000000U), 8);        // 10.0.0.0/8
const Cidr middleBlock = Cidr::of(IpAddress::v4(0xAC100000U), 12);    // 172.16.0.0/12
const Cidr dockerBlock = Cidr::of(IpAddress::v4(0xAC110000U), 16);    // 172.17.0.0/16
const Cidr smallBlock = Cidr::of(IpAddress::v4(0xC0A80000U), 16);     // 192.168.0.0/16
const Cidr providerBlock = Cidr::of(IpAddress::v4(0x64400000U), 10);  // 100.64.0.0/10
const Cidr benchmarkBlock = Cidr::of(IpAddress::v4(0xC6120000U), 15); // 198.18.0.0/15

/// The networks at the other end of a VPN gateway, as far as the drawing says.
std::vector<Cidr> remoteNetworks(const RuleContext& context, const Resource& gateway)
{
    std::vector<Cidr> networks;
    const auto add = [&](std::string_view text) {
        if (const auto block = Cidr::parse(text))
            networks.push_back(*block);
    };
    for (const Json& block : context.value(gateway, "remote_cidrs"))
        if (block.is_string())
            add(block.get_ref<const std::string&>());
    for (const ResourceId& id : context.ids(gateway, "connected_to"))
        if (const Resource* host = context.find(id))
            for (const char* property : {"network_cidr", "address"})
                add(context.text(*host, property));
    return networks;
}

/// Every block that a new VPC must keep away from.
std::vector<Cidr> allBlocks(const RuleContext& context)
{
    std::vector<Cidr> blocks{dockerBlock};
    const auto add = [&](const std::vector<Cidr>& more) {
        blocks.insert(blocks.end(), more.begin(), more.end());
    };
    for (const Resource* vpc : context.withRole(NetworkRole::Vpc))
        add(blocksOf(context, *vpc));
    for (const Resource* gateway : context.withRole(NetworkRole::VpnGateway))
        add(remoteNetworks(context, *gateway));
    return blocks;
}

std::vector<Fix> readdress(const RuleContext& context, const Resource& vpc, const Cidr& from)
{
    const auto free = nextFree({tenBlock, middleBlock, smallBlock}, allBlocks(context),
                               std::max(from.length, 16));
    if (!free || from.base.family != IpFamily::V4)
        return {};
    return {{MODEL_TEXT("Rule", "Give %1 the free block %2")
                 .with(displayName(vpc))
                 .with(free->toString()),
             moveAddresses(context, vpc, from, *free)}};
}

struct Owned
{
    Cidr block{};
    const Resource* owner = nullptr;
};

std::vector<Owned> owned(const RuleContext& context, const Resource& vpc)
{
    std::vector<Owned> blocks;
    for (const Cidr& block : blocksOf(context, vpc))
        blocks.push_back({block, &vpc});
    return blocks;
}

/// Reports neighbours that overlap among the blocks that `link` joins; the later one may move.
void reportOverlaps(const RuleContext& context, std::vector<Report>& reports, const Resource& link,
                    std::vector<Owned> blocks)
{
    std::stable_sort(blocks.begin(), blocks.end(),
                     [](const Owned& a, const Owned& b) { return a.block < b.block; });
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        const Owned& one = blocks[i - 1];
        const Owned& other = blocks[i];
        if (one.owner == other.owner || one.block.base.family != other.block.base.family
            || !one.block.overlaps(other.block))
            continue;
        const bool isVpc = context.typeOf(*other.owner).role == NetworkRole::Vpc;
        const Owned& movable = isVpc ? other : one;
        reports.push_back({link.id,
                           MODEL_TEXT("Rule", "%1 joins networks that overlap: %2 (%3) and %4 (%5)")
                               .with(displayName(link))
                               .with(displayName(*one.owner))
                               .with(one.block.toString())
                               .with(displayName(*other.owner))
                               .with(other.block.toString()),
                           readdress(context, *movable.owner, movable.block)});
    }
}

std::vector<Report> overlappingNetworks(const RuleContext& context)
{
    std::vector<Report> reports;
    const auto append = [](std::vector<Owned>& all, const std::vector<Owned>& more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    const auto blocksOfNamed = [&](const Resource& link, const char* property,
                                   std::vector<Owned>& all) {
        for (const ResourceId& id : context.ids(link, property))
            if (const Resource* vpc = context.find(id);
                vpc != nullptr && context.typeOf(*vpc).role == NetworkRole::Vpc)
                append(all, owned(context, *vpc));
    };
    for (const Resource* peering : context.withRole(NetworkRole::Peering)) {
        std::vector<Owned> blocks;
        blocksOfNamed(*peering, "requester", blocks);
        blocksOfNamed(*peering, "accepter", blocks);
        reportOverlaps(context, reports, *peering, std::move(blocks));
    }
    for (const Resource* transit : context.withRole(NetworkRole::TransitGateway)) {
        std::vector<Owned> blocks;
        blocksOfNamed(*transit, "attachments", blocks);
        reportOverlaps(context, reports, *transit, std::move(blocks));
    }
    for (const VpnGatewayModel& model : context.network.model().vpnGateways) {
        const Resource* gateway = context.find(model.id);
        const Resource* vpc = model.vpc == noIndex
                                  ? nullptr
                                  : context.find(at(context.network.model().vpcs, model.vpc).id);
        if (gateway == nullptr || vpc == nullptr)
            continue;
        std::vector<Owned> blocks = owned(context, *vpc);
        for (const Cidr& remote : remoteNetworks(context, *gateway))
            blocks.push_back({remote, gateway});
        reportOverlaps(context, reports, *gateway, std::move(blocks));
    }
    return reports;
}

/// How many addresses the interface's owner may need in its subnet. AWS wants eight free addresses
/// in each subnet of an Application or a Classic Load Balancer (Elastic Load Balancing User Guide,
/// "Availability Zones and load balancer nodes"); a group spreads over its subnets.
std::uint64_t addressesFor(const RuleContext& context, const InterfaceModel& interface)
{
    constexpr std::uint64_t balancerAddresses = 8;
    if (interface.kind == InterfaceKind::BalancerNode)
        return interface.isTransparent ? 1 : balancerAddresses;
    const Resource* owner = context.find(interface.owner);
    if (owner == nullptr || interface.kind != InterfaceKind::GroupMember)
        // A drawn member of a group is counted with its group.
        return owner != nullptr && !context.ids(*owner, "auto_scaling_group").empty() ? 0 : 1;
    const double most = context.number(*owner, "max", 1);
    const auto places = context.network.model().interfacesOf.at(owner->id).size();
    return static_cast<std::uint64_t>(std::ceil(std::max(most, 0.0) / static_cast<double>(places)));
}

std::vector<Report> crowdedSubnets(const RuleContext& context)
{
    constexpr std::uint64_t reserved = 5; // AWS VPC User Guide, "Subnet sizing"
    const NetworkModel& model = context.network.model();
    std::vector<std::uint64_t> needed(model.subnets.size(), reserved);
    for (const InterfaceModel& interface : model.interfaces)
        if (interface.subnet != noIndex)
            at(needed, interface.subnet) += addressesFor(context, interface);
    std::vector<Report> reports;
    for (std::size_t i = 0; i < model.subnets.size(); ++i) {
        const SubnetModel& subnet = model.subnets[i];
        const Resource* drawn = context.find(subnet.id);
        if (subnet.isBlockAssumed || drawn == nullptr || needed[i] <= subnet.block.size())
            continue;
        Report report{subnet.id,
                      MODEL_TEXT("Rule", "%1 (%2) has %3 addresses; what stands in it may need %4, "
                                         "with the 5 that AWS keeps")
                          .with(displayName(*drawn))
                          .with(subnet.block.toString())
                          .with(static_cast<int>(subnet.block.size()))
                          .with(static_cast<int>(needed[i]))};
        const Resource* vpc = context.find(at(model.vpcs, subnet.vpc).id);
        std::vector<Cidr> taken;
        for (const SubnetModel& other : model.subnets)
            if (other.vpc == subnet.vpc && !other.isBlockAssumed && other.id != subnet.id)
                taken.push_back(other.block);
        if (vpc != nullptr)
            if (const auto free =
                    nextFree(blocksOf(context, *vpc), std::move(taken), lengthFor(needed[i])))
                report.fixes.push_back(
                    {MODEL_TEXT("Rule", "Use the free block %1").with(free->toString()),
                     moveAddresses(context, *vpc, subnet.block, *free)});
        reports.push_back(std::move(report));
    }
    return reports;
}

std::vector<Report> unwiseBlocks(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* vpc : context.withRole(NetworkRole::Vpc))
        for (const Cidr& block : blocksOf(context, *vpc)) {
            const auto isIn = [&](const Cidr& range) { return range.contains(block); };
            const bool isPrivate = isIn(tenBlock) || isIn(middleBlock) || isIn(smallBlock)
                                   || isIn(providerBlock) || isIn(benchmarkBlock)
                                   || block.base.family != IpFamily::V4;
            const bool isDocker = dockerBlock.overlaps(block);
            if (isPrivate && !isDocker)
                continue;
            const Text message =
                isDocker
                    ? MODEL_TEXT("Rule", "%1 uses %2, where Docker and AWS Cloud9 put their own "
                                         "addresses (172.17.0.0/16)")
                    : MODEL_TEXT("Rule", "%1 uses %2, which are public addresses of somebody: "
                                         "their owner cannot be reached from it");
            reports.push_back({vpc->id, message.with(displayName(*vpc)).with(block.toString()),
                               readdress(context, *vpc, block)});
        }
    return reports;
}

/// One more block for a VPC, from the same private range, as AWS wants it (AWS VPC User Guide,
/// "IPv4 CIDR block association restrictions").
std::vector<Fix> secondBlock(const RuleContext& context, const Resource& vpc, const Cidr& first)
{
    for (const Cidr& range : {tenBlock, middleBlock, smallBlock}) {
        if (!range.contains(first))
            continue;
        const auto free = nextFree({range}, allBlocks(context), std::max(first.length, 16));
        if (!free)
            return {};
        Json blocks = context.value(vpc, "secondary_cidrs");
        blocks.push_back(free->toString());
        return {{MODEL_TEXT("Rule", "Add %1 as a secondary block").with(free->toString()),
                 Edit{SetProperty{vpc.id, "secondary_cidrs", std::move(blocks)}}}};
    }
    return {};
}

/// VPCs without room for one more subnet like their largest: another zone has no place.
std::vector<Report> fullVpcs(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<std::vector<Cidr>> taken(model.vpcs.size());
    for (const SubnetModel& subnet : model.subnets)
        if (!subnet.isBlockAssumed && subnet.block.base.family == IpFamily::V4)
            at(taken, subnet.vpc).push_back(subnet.block);
    std::vector<Report> reports;
    for (std::size_t i = 0; i < model.vpcs.size(); ++i) {
        const Resource* vpc = context.find(model.vpcs[i].id);
        const std::vector<Cidr> blocks =
            vpc == nullptr ? std::vector<Cidr>() : blocksOf(context, *vpc);
        if (blocks.empty() || taken[i].empty())
            continue;
        const int widest =
            std::min_element(taken[i].begin(), taken[i].end(), [](const Cidr& a, const Cidr& b) {
                return a.length < b.length;
            })->length;
        if (nextFree(blocks, taken[i], widest))
            continue;
        reports.push_back({vpc->id,
                           MODEL_TEXT("Rule", "%1 has no room for one more subnet of /%2: another "
                                              "Availability Zone has no place")
                               .with(displayName(*vpc))
                               .with(widest),
                           secondBlock(context, *vpc, blocks.front())});
    }
    return reports;
}

} // namespace

std::vector<Rule> capacityRules()
{
    const Text room = MODEL_TEXT("Rule", "A block cannot be made larger later: the subnet must be "
                                         "built anew, with all that stands in it.");
    return {
        {.code = "IP003",
         .severity = Severity::Error,
         .rank = 9,
         .why = MODEL_TEXT("Rule", "A packet for an address that both sides have never leaves its "
                                   "own network; AWS refuses to peer such VPCs."),
         .equivalents = {"REL02-BP05"},
         .check = overlappingNetworks},
        {.code = "IP005",
         .severity = Severity::Warning,
         .rank = 36,
         .why = room,
         .equivalents = {"REL02-BP03"},
         .check = crowdedSubnets},
        {.code = "IP006",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "A VPC's addresses win over everyone else's with the same "
                                   "numbers; private ranges that nobody else uses are safe."),
         .check = unwiseBlocks},
        {.code = "IP007",
         .severity = Severity::Note,
         .why = room,
         .equivalents = {"REL02-BP03"},
         .check = fullVpcs},
    };
}

} // namespace skydraft
