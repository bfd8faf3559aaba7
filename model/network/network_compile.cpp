// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/containment.h"
#include "model/architecture/property_value.h"
#include "model/network/address_plan.h"
#include "model/network/compiler.h"
#include "model/network/id_index.h"
#include "model/network/network.h"

#include <algorithm>

namespace skydraft {
namespace {

const Cidr fallbackVpcBlock = Cidr::of(IpAddress::v4(0x0A000000U), 16); // 10.0.0.0/16

/// The block that the catalogue gives to a VPC without one.
Cidr defaultVpcBlock(const Catalogue& catalogue)
{
    for (const ServiceType& type : catalogue.types()) {
        const Property* cidr = type.role == NetworkRole::Vpc ? type.property("cidr") : nullptr;
        if (cidr == nullptr || !cidr->defaultValue.is_string())
            continue;
        if (const auto block = Cidr::parse(cidr->defaultValue.get_ref<const std::string&>()))
            return *block;
    }
    return fallbackVpcBlock;
}

std::optional<Cidr> blockFrom(const Json& value)
{
    return value.is_string() ? Cidr::parse(value.get_ref<const std::string&>()) : std::nullopt;
}

} // namespace

Network::Network(const Catalogue& catalogue, const Architecture& architecture)
    : m_catalogue(&catalogue)
    , m_architecture(architecture)
    , m_ids(std::make_shared<const IdIndex>(architecture))
    , m_model(std::make_shared<NetworkModel>(compileNetwork(catalogue, architecture)))
{}

void Network::replaceRules(const Architecture& next, std::vector<std::pair<int, GroupModel>> groups)
{
    if (!groups.empty() && m_model.use_count() > 1)
        m_model = std::make_shared<NetworkModel>(*m_model);
    for (auto& [number, group] : groups)
        at(m_model->groups, number) = std::move(group);
    m_architecture = next;
}

const Resource* Network::find(std::string_view id) const
{
    return m_ids->find(m_architecture, id);
}

NetworkModel compileNetwork(const Catalogue& catalogue, const Architecture& architecture)
{
    return NetworkCompiler(catalogue, architecture).compile();
}

std::string serviceNameOf(std::string_view text)
{
    constexpr std::string_view prefix = "com.amazonaws.";
    if (!text.starts_with(prefix))
        return std::string(text.substr(0, text.find('.')));
    text.remove_prefix(prefix.size());
    const auto afterRegion = text.find('.');
    if (afterRegion == std::string_view::npos)
        return std::string(text);
    text.remove_prefix(afterRegion + 1);
    return std::string(text.substr(0, text.find('.')));
}

NetworkCompiler::NetworkCompiler(const Catalogue& catalogue, const Architecture& architecture)
    : m_catalogue(catalogue)
    , m_architecture(architecture)
{}

NetworkModel NetworkCompiler::compile()
{
    sortByRole();
    readVpcs();
    addUndrawnVpc();
    readPrefixLists();
    readGroups();
    readAcls();
    readTables();
    readInternetGateways();
    readPeerings();
    readVpnGateways();
    readEgressOnlyGateways();
    readSubnets();
    readTransitGateways();
    for (const Entry& entry : of(NetworkRole::NatGateway))
        readNatGateway(entry);
    readEndpoints();
    readRoutes();
    readInterfaces();
    readManagedInterfaces();
    readElasticAddresses();
    planAddresses(m_model);
    return std::move(m_model);
}

void NetworkCompiler::sortByRole()
{
    for (const auto& resource : m_architecture.resources()) {
        const ServiceType& type = m_catalogue.typeOrGeneric(resource->type);
        if (type.role != NetworkRole::None)
            m_byRole[type.role].push_back({resource.get(), &type});
    }
}

const std::vector<NetworkCompiler::Entry>& NetworkCompiler::of(NetworkRole role) const
{
    static const std::vector<Entry> none;
    const auto found = m_byRole.find(role);
    return found == m_byRole.end() ? none : found->second;
}

Json NetworkCompiler::value(const Resource& resource, std::string_view property) const
{
    return valueOf(m_catalogue, resource, property);
}

Index NetworkCompiler::find(const std::map<ResourceId, Index>& numbers, const ResourceId& id) const
{
    const auto found = numbers.find(id);
    return found == numbers.end() ? noIndex : found->second;
}

const Resource* NetworkCompiler::ancestor(const Resource& resource, NetworkRole role) const
{
    return ancestorOf(m_catalogue, m_architecture, resource, role);
}

Index NetworkCompiler::vpcOf(const Resource& resource) const
{
    if (const Resource* vpc = ancestor(resource, NetworkRole::Vpc))
        return find(m_vpcs, vpc->id);
    return m_undrawnVpc;
}

void NetworkCompiler::readVpcs()
{
    for (const Entry& entry : of(NetworkRole::Vpc)) {
        VpcModel vpc{.id = entry.resource->id};
        vpc.blocks.push_back(
            blockFrom(value(*entry.resource, "cidr")).value_or(defaultVpcBlock(m_catalogue)));
        for (const Json& text : value(*entry.resource, "secondary_cidrs"))
            if (const auto block = blockFrom(text))
                vpc.blocks.push_back(*block);
        if (const auto block = blockFrom(value(*entry.resource, "ipv6_cidr")))
            vpc.blocks.push_back(*block);
        if (const Resource* region = ancestor(*entry.resource, NetworkRole::Region))
            vpc.region = region->id;
        const std::string access = textOf(m_catalogue, *entry.resource, "block_public_access");
        if (access == "block-bidirectional")
            vpc.publicAccess = PublicAccess::BlockedBothWays;
        else if (access == "block-ingress")
            vpc.publicAccess = PublicAccess::BlockedIngress;
        m_vpcs[vpc.id] = static_cast<Index>(m_model.vpcs.size());
        m_model.vpcs.push_back(std::move(vpc));
    }
}

/// Subnets that are drawn without a VPC stand in one VPC together.
void NetworkCompiler::addUndrawnVpc()
{
    const auto& subnets = of(NetworkRole::Subnet);
    const bool isNeeded = std::any_of(subnets.begin(), subnets.end(), [&](const Entry& entry) {
        return ancestor(*entry.resource, NetworkRole::Vpc) == nullptr;
    });
    if (!isNeeded)
        return;
    m_undrawnVpc = static_cast<Index>(m_model.vpcs.size());
    m_model.vpcs.push_back({.blocks = {defaultVpcBlock(m_catalogue)}});
}

void NetworkCompiler::readSubnets()
{
    for (const Entry& entry : of(NetworkRole::Subnet)) {
        const Resource& drawn = *entry.resource;
        SubnetModel subnet{.id = drawn.id, .frame = drawn.id, .vpc = vpcOf(drawn)};
        VpcModel& vpc = at(m_model.vpcs, subnet.vpc);
        const auto tables = idsOf(m_catalogue, drawn, "route_table");
        const auto acls = idsOf(m_catalogue, drawn, "network_acl");
        subnet.table = tables.empty() ? noIndex : find(m_tables, tables.front());
        subnet.acl = acls.empty() ? noIndex : find(m_acls, acls.front());
        if (subnet.table == noIndex)
            subnet.table = vpc.mainTable;
        if (subnet.acl == noIndex)
            subnet.acl = vpc.defaultAcl;
        subnet.mapsPublicAddress = flagOf(m_catalogue, drawn, "map_public_ip", false);
        subnet.zone = textOf(m_catalogue, drawn, "zone");
        if (const Resource* zone = ancestor(drawn, NetworkRole::Zone);
            zone && subnet.zone.empty()) {
            subnet.zone = textOf(m_catalogue, *zone, "zone");
            if (subnet.zone.empty())
                subnet.zone = zone->id.value();
        }
        const auto block = blockFrom(value(drawn, "cidr"));
        subnet.isBlockAssumed = !block;
        if (block) {
            subnet.block = *block;
            // AWS refuses such a subnet, and `check` says so; for the walk it is a block of the
            // VPC.
            const bool isInside =
                std::any_of(vpc.blocks.begin(), vpc.blocks.end(),
                            [&](const Cidr& own) { return own.contains(*block); });
            if (!isInside)
                vpc.blocks.push_back(*block);
        }
        subnet.ipv6Block = blockFrom(value(drawn, "ipv6_cidr"));
        if (subnet.ipv6Block
            && std::none_of(vpc.blocks.begin(), vpc.blocks.end(),
                            [&](const Cidr& own) { return own.contains(*subnet.ipv6Block); }))
            vpc.blocks.push_back(*subnet.ipv6Block);
        m_subnets[subnet.id] = static_cast<Index>(m_model.subnets.size());
        m_model.subnets.push_back(std::move(subnet));
    }
}

Index NetworkCompiler::implicitSubnet(Index vpc, const Resource* zone)
{
    const ResourceId zoneId = zone != nullptr ? zone->id : ResourceId();
    const auto [place, isNew] =
        m_implicitSubnets.try_emplace({vpc, zoneId}, static_cast<Index>(m_model.subnets.size()));
    if (isNew) {
        const VpcModel& around = at(m_model.vpcs, vpc);
        m_model.subnets.push_back({.frame = zone != nullptr ? zoneId : around.id,
                                   .vpc = vpc,
                                   .table = around.mainTable,
                                   .acl = around.defaultAcl,
                                   .isBlockAssumed = true,
                                   .zone = zone != nullptr ? zone->id.value() : std::string()});
    }
    return place->second;
}

void NetworkCompiler::readInternetGateways()
{
    for (const Entry& entry : of(NetworkRole::InternetGateway)) {
        const bool isAttached = flagOf(m_catalogue, *entry.resource, "attached", true);
        InternetGatewayModel gateway{entry.resource->id, vpcOf(*entry.resource), isAttached};
        const auto number = static_cast<Index>(m_model.internetGateways.size());
        if (gateway.vpc != noIndex) {
            VpcModel& vpc = at(m_model.vpcs, gateway.vpc);
            Index& place = isAttached ? vpc.internetGateway : vpc.detachedInternetGateway;
            if (place == noIndex) // one gateway per VPC; the first by id counts
                place = number;
        }
        m_internetGateways[gateway.id] = number;
        m_model.internetGateways.push_back(std::move(gateway));
    }
}

void NetworkCompiler::readPeerings()
{
    for (const Entry& entry : of(NetworkRole::Peering)) {
        const auto side = [&](const char* property) {
            const auto ids = idsOf(m_catalogue, *entry.resource, property);
            return ids.empty() ? noIndex : find(m_vpcs, ids.front());
        };
        const std::string status = textOf(m_catalogue, *entry.resource, "status");
        m_peerings[entry.resource->id] = static_cast<Index>(m_model.peerings.size());
        m_model.peerings.push_back({entry.resource->id, side("requester"), side("accepter"),
                                    status.empty() || status == "active"});
    }
}

void NetworkCompiler::readEgressOnlyGateways()
{
    for (const Entry& entry : of(NetworkRole::EgressOnlyGateway)) {
        m_egressOnlyGateways[entry.resource->id] =
            static_cast<Index>(m_model.egressOnlyGateways.size());
        m_model.egressOnlyGateways.push_back({entry.resource->id, vpcOf(*entry.resource)});
    }
}

void NetworkCompiler::readVpnGateways()
{
    for (const Entry& entry : of(NetworkRole::VpnGateway)) {
        const auto named = idsOf(m_catalogue, *entry.resource, "vpc");
        VpnGatewayModel gateway{.id = entry.resource->id,
                                .vpc = named.empty() ? vpcOf(*entry.resource)
                                                     : find(m_vpcs, named.front()),
                                .connectedTo = idsOf(m_catalogue, *entry.resource, "connected_to")};
        for (const Json& text : value(*entry.resource, "remote_cidrs"))
            if (const auto block = blockFrom(text))
                gateway.remoteBlocks.push_back(*block);
        for (const ResourceId& id : gateway.connectedTo)
            if (const Resource* host = m_architecture.find(id))
                for (const Cidr& block : networksOf(*host))
                    gateway.remoteBlocks.push_back(block);
        const auto number = static_cast<Index>(m_model.vpnGateways.size());
        if (gateway.vpc != noIndex && at(m_model.vpcs, gateway.vpc).vpnGateway == noIndex)
            at(m_model.vpcs, gateway.vpc).vpnGateway = number;
        m_vpnGateways[gateway.id] = number;
        m_model.vpnGateways.push_back(std::move(gateway));
    }
}

} // namespace skydraft
