// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/address_plan.h"

#include "model/network/network_model.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace skydraft {
namespace {

/// Public addresses nobody has: TEST-NET-3 (RFC 5737), and behind it the benchmark block (RFC
/// 2544).
const Cidr documentationBlock = Cidr::of(IpAddress::v4(0xCB007100U), 24); // 203.0.113.0/24
const Cidr benchmarkBlock = Cidr::of(IpAddress::v4(0xC6120000U), 15);     // 198.18.0.0/15

/// AWS VPC User Guide, "Subnet CIDR blocks": the first four addresses and the last are reserved.
constexpr std::uint64_t reservedAtStart = 4;

std::optional<Cidr> firstFree(const std::vector<Cidr>& around, const std::vector<Cidr>& taken)
{
    for (int length = 24; length <= 28; ++length)
        for (const Cidr& block : around) {
            if (block.base.family != IpFamily::V4 || block.length > length)
                continue;
            const std::uint64_t step = std::uint64_t{1} << static_cast<unsigned>(32 - length);
            for (std::uint64_t start = 0; start < block.size(); start += step) {
                const Cidr candidate = Cidr::of(addressAt(block, start), length);
                const auto overlaps = [&](const Cidr& other) { return candidate.overlaps(other); };
                if (std::none_of(taken.begin(), taken.end(), overlaps))
                    return candidate;
            }
        }
    return std::nullopt;
}

std::vector<Cidr> takenBlocks(const NetworkModel& model, Index vpc)
{
    std::vector<Cidr> taken;
    for (const SubnetModel& subnet : model.subnets)
        if (subnet.vpc == vpc && !subnet.isBlockAssumed)
            taken.push_back(subnet.block);
    return taken;
}

/// Drawn subnets in order of ids, then the places without a subnet.
void planBlocks(NetworkModel& model)
{
    std::vector<std::vector<Cidr>> taken(model.vpcs.size());
    for (std::size_t vpc = 0; vpc < model.vpcs.size(); ++vpc)
        taken[vpc] = takenBlocks(model, static_cast<Index>(vpc));
    for (SubnetModel& subnet : model.subnets) {
        if (!subnet.isBlockAssumed)
            continue;
        const auto& around = at(model.vpcs, subnet.vpc).blocks;
        auto& used = at(taken, subnet.vpc);
        const auto free = firstFree(around, used);
        subnet.block = free.value_or(around.front()); // a full VPC: addresses are still unique
        if (free)
            used.push_back(*free);
    }
}

std::vector<Index> interfacesByOwner(const NetworkModel& model)
{
    std::vector<std::pair<std::string_view, const std::vector<Index>*>> owners;
    for (const auto& [owner, interfaces] : model.interfacesOf)
        owners.emplace_back(owner.value(), &interfaces);
    std::sort(owners.begin(), owners.end());
    std::vector<Index> order;
    for (const auto& [owner, interfaces] : owners)
        order.insert(order.end(), interfaces->begin(), interfaces->end());
    return order;
}

void planPrivateAddresses(NetworkModel& model)
{
    std::set<std::pair<Index, IpAddress>> used;
    for (const InterfaceModel& interface : model.interfaces)
        if (!interface.isAddressAssumed)
            used.emplace(interface.vpc, interface.address);
    std::vector<std::uint64_t> next(model.subnets.size(), reservedAtStart);
    for (const Index number : interfacesByOwner(model)) {
        InterfaceModel& interface = at(model.interfaces, number);
        if (!interface.isAddressAssumed || interface.subnet == noIndex)
            continue;
        const Cidr& block = at(model.subnets, interface.subnet).block;
        std::uint64_t& candidate = at(next, interface.subnet);
        IpAddress address = addressAt(block, candidate++);
        while (candidate + 1 < block.size() && used.contains({interface.vpc, address}))
            address = addressAt(block, candidate++);
        used.emplace(interface.vpc, address);
        interface.address = address;
    }
}

/// FNV-1a: an address that depends on the id only stays the same while others come and go.
std::uint64_t hashOf(const InterfaceModel& interface, const NetworkModel& model)
{
    std::uint64_t hash = 14695981039346656037ULL;
    const auto mix = [&](const std::string& text) {
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    };
    mix(interface.owner.value());
    if (interface.subnet != noIndex)
        mix("/" + at(model.subnets, interface.subnet).frame.value());
    return hash;
}

void planPublicAddresses(NetworkModel& model)
{
    std::set<IpAddress> used;
    for (const InterfaceModel& interface : model.interfaces)
        if (interface.publicAddress && !interface.isPublicAddressAssumed)
            used.insert(*interface.publicAddress);
    for (const Index number : interfacesByOwner(model)) {
        InterfaceModel& interface = at(model.interfaces, number);
        if (interface.publicAddress && !interface.isPublicAddressAssumed) {
            interface.possiblePublicAddress = *interface.publicAddress;
            continue;
        }
        const std::uint64_t hash = hashOf(interface, model);
        IpAddress address = addressAt(documentationBlock, 1 + hash % 254);
        for (std::uint64_t probe = 0; used.contains(address); ++probe)
            address = addressAt(benchmarkBlock, (hash / 254 + probe) % benchmarkBlock.size());
        used.insert(address);
        interface.possiblePublicAddress = address;
        if (interface.publicAddress)
            interface.publicAddress = address;
    }
}

/// Addresses that an interface would have if its subnet gave it one. The unique local block (RFC
/// 4193) stands in for a subnet that has none.
void planIpv6Addresses(NetworkModel& model)
{
    const Cidr undrawn = Cidr::of(IpAddress{IpFamily::V6, 0xFD00'0000'0000'0000U, 0}, 64);
    std::set<IpAddress> used;
    for (const InterfaceModel& interface : model.interfaces)
        if (interface.ipv6Address)
            used.insert(*interface.ipv6Address);
    for (std::size_t i = 0; i < model.interfaces.size(); ++i) {
        InterfaceModel& interface = model.interfaces[i];
        const auto block = interface.subnet == noIndex
                               ? std::nullopt
                               : at(model.subnets, interface.subnet).ipv6Block;
        std::uint64_t candidate = reservedAtStart + i;
        while (block && used.contains(addressAt(*block, candidate)))
            candidate += model.interfaces.size();
        interface.possibleIpv6Address = addressAt(block.value_or(undrawn), candidate);
    }
}

} // namespace

void planAddresses(NetworkModel& model)
{
    planBlocks(model);
    planPrivateAddresses(model);
    planPublicAddresses(model);
    planIpv6Addresses(model);
}

std::vector<PlannedAddress> addressesOf(const Network& network, const ResourceId& resource)
{
    const NetworkModel& model = network.model();
    std::vector<PlannedAddress> result;
    const auto found = model.interfacesOf.find(resource);
    if (found == model.interfacesOf.end())
        return result;
    for (const Index number : found->second) {
        const InterfaceModel& interface = at(model.interfaces, number);
        if (interface.subnet == noIndex)
            continue;
        result.push_back({at(model.subnets, interface.subnet).id, interface.address,
                          interface.isAddressAssumed, interface.publicAddress,
                          interface.isPublicAddressAssumed});
    }
    return result;
}

std::optional<PlannedBlock> blockOf(const Network& network, const ResourceId& resource)
{
    if (resource.empty())
        return std::nullopt;
    for (const SubnetModel& subnet : network.model().subnets)
        if (subnet.id == resource)
            return PlannedBlock{subnet.block, subnet.isBlockAssumed};
    for (const VpcModel& vpc : network.model().vpcs)
        if (vpc.id == resource) {
            const Resource* drawn = network.find(resource);
            const bool isSet = drawn != nullptr && drawn->properties.contains("cidr");
            return PlannedBlock{vpc.blocks.front(), !isSet};
        }
    return std::nullopt;
}

std::optional<Cidr> freeSubnetBlock(const Network& network, const ResourceId& vpc)
{
    const NetworkModel& model = network.model();
    for (std::size_t number = 0; number < model.vpcs.size(); ++number) {
        if (model.vpcs[number].id != vpc || vpc.empty())
            continue;
        std::vector<Cidr> taken;
        for (const SubnetModel& subnet : model.subnets)
            if (subnet.vpc == static_cast<Index>(number) && !subnet.id.empty())
                taken.push_back(subnet.block);
        return firstFree(model.vpcs[number].blocks, taken);
    }
    return std::nullopt;
}

} // namespace skydraft
