// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/network/compiler.h"

#include <algorithm>

namespace skydraft {
namespace {

std::optional<IpAddress> addressFrom(const Json& value)
{
    return value.is_string() ? IpAddress::parse(value.get_ref<const std::string&>()) : std::nullopt;
}

/// A zero address says "has one, not known yet": planAddresses chooses it.
const IpAddress unknownPublicAddress = IpAddress::v4(0);

void setPublicAddress(InterfaceModel& interface, const Json& value)
{
    if (const auto given = addressFrom(value)) {
        interface.publicAddress = given;
        interface.isPublicAddressAssumed = false;
    } else if (value.is_boolean() && value.get<bool>()) {
        interface.publicAddress = unknownPublicAddress;
    }
}

} // namespace

Index NetworkCompiler::add(InterfaceModel interface)
{
    const auto number = static_cast<Index>(m_model.interfaces.size());
    m_model.interfacesOf[interface.owner].push_back(number);
    m_model.interfaces.push_back(std::move(interface));
    return number;
}

/// The groups that `groupsOwner` lists. Without any, an interface in a VPC has the VPC's default
/// group (AWS VPC User Guide, "Default security groups"); outside of one nothing filters.
void NetworkCompiler::setGroups(InterfaceModel& interface, const Resource* groupsOwner) const
{
    if (groupsOwner != nullptr) {
        interface.groupsOwner = groupsOwner->id;
        for (const ResourceId& id : idsOf(m_catalogue, *groupsOwner, "security_groups"))
            if (const Index group = find(m_groups, id); group != noIndex)
                interface.groups.push_back(group);
    }
    if (interface.groups.empty() && interface.vpc != noIndex && !interface.isTransparent)
        interface.groups.push_back(at(m_model.vpcs, interface.vpc).defaultGroup);
    interface.isFiltered = !interface.groups.empty();
}

std::vector<Index> NetworkCompiler::listedSubnets(const Resource& resource) const
{
    std::vector<Index> subnets;
    for (const ResourceId& id : idsOf(m_catalogue, resource, "subnets"))
        if (const Index subnet = find(m_subnets, id); subnet != noIndex)
            subnets.push_back(subnet);
    return subnets;
}

/// The subnets a resource has an address in: the one it is drawn in, those it lists, or the place
/// of its VPC or zone that no subnet is drawn around. Empty where there is no network.
std::vector<Index> NetworkCompiler::standsIn(const Resource& resource)
{
    if (const Resource* subnet = ancestor(resource, NetworkRole::Subnet))
        return {find(m_subnets, subnet->id)};
    if (auto listed = listedSubnets(resource); !listed.empty())
        return listed;
    if (const Resource* vpc = ancestor(resource, NetworkRole::Vpc))
        return {implicitSubnet(find(m_vpcs, vpc->id), ancestor(resource, NetworkRole::Zone))};
    return {noIndex};
}

const Resource* NetworkCompiler::templateOf(const Resource& group) const
{
    const auto ids = idsOf(m_catalogue, group, "launch_template");
    return ids.empty() ? nullptr : m_architecture.find(ids.front());
}

void NetworkCompiler::readInterfaces()
{
    for (const Entry& entry : of(NetworkRole::Interface))
        if (managedOwner(entry) == nullptr)
            readHost(entry);
    for (const Entry& entry : of(NetworkRole::Balancer))
        readBalancer(entry);
    for (const Entry& entry : of(NetworkRole::ScalingGroup))
        readGroupMembers(entry);
}

/// What an interface belongs to whose own properties name no address: a balancer, an endpoint, a
/// database. Null for those of instances, which are hosts of their own.
const Resource* NetworkCompiler::managedOwner(const Entry& entry) const
{
    for (const ResourceId& id : idsOf(m_catalogue, *entry.resource, "attached_to")) {
        const Resource* owner = m_architecture.find(id);
        if (owner != nullptr
            && m_catalogue.typeOrGeneric(owner->type).property("private_ip") == nullptr)
            return owner;
    }
    return nullptr;
}

/// A drawn interface of a managed service says the address that the service has in that subnet.
void NetworkCompiler::readManagedInterfaces()
{
    for (const Entry& entry : of(NetworkRole::Interface)) {
        const Resource* owner = managedOwner(entry);
        if (owner == nullptr)
            continue;
        const Index subnet = standsIn(*entry.resource).front();
        const auto numbers = m_model.interfacesOf[owner->id];
        const auto found = std::find_if(numbers.begin(), numbers.end(), [&](Index number) {
            const InterfaceModel& candidate = at(m_model.interfaces, number);
            return candidate.subnet == subnet && candidate.isAddressAssumed;
        });
        if (found == numbers.end()) {
            readHost(entry);
            continue;
        }
        InterfaceModel& interface = at(m_model.interfaces, *found);
        if (const auto given = addressFrom(value(*entry.resource, "private_ip"))) {
            interface.address = *given;
            interface.isAddressAssumed = false;
        }
        setPublicAddress(interface, value(*entry.resource, "public_ip"));
        interface.ipv6Address = addressFrom(value(*entry.resource, "ipv6_address"));
        m_model.interfacesOf[entry.resource->id].push_back(*found);
    }
}

void NetworkCompiler::readHost(const Entry& entry)
{
    const Resource& drawn = *entry.resource;
    const Resource* groupsOwner = &drawn;
    // A drawn member of a group has what the group's launch template gives it.
    if (idsOf(m_catalogue, drawn, "security_groups").empty())
        for (const ResourceId& id : idsOf(m_catalogue, drawn, "auto_scaling_group"))
            if (const Resource* group = m_architecture.find(id))
                if (const Resource* launch = templateOf(*group);
                    launch != nullptr && !idsOf(m_catalogue, *launch, "security_groups").empty())
                    groupsOwner = launch;
    for (const Index subnet : standsIn(drawn)) {
        InterfaceModel interface {
            .owner = drawn.id, .subnet = subnet
        };
        if (subnet != noIndex)
            interface.vpc = at(m_model.subnets, subnet).vpc;
        if (const auto given = addressFrom(value(drawn, "private_ip"))) {
            interface.address = *given;
            interface.isAddressAssumed = false;
        }
        const Json publicAddress = value(drawn, "public_ip");
        setPublicAddress(interface, publicAddress);
        const bool isLaunched = entry.type->property("public_ip") != nullptr;
        if (isLaunched && publicAddress.is_null() && subnet != noIndex
            && at(m_model.subnets, subnet).mapsPublicAddress)
            interface.publicAddress = unknownPublicAddress;
        setPublicAddress(interface, value(drawn, "publicly_accessible"));
        interface.ipv6Address = addressFrom(value(drawn, "ipv6_address"));
        for (const Json& text : value(drawn, "secondary_addresses"))
            if (const auto address = addressFrom(text))
                interface.otherAddresses.push_back(*address);
        interface.checksSourceAndDestination =
            flagOf(m_catalogue, drawn, "source_dest_check", true);
        if (entry.type->behaviour == BehaviourKind::Function)
            interface.ephemeralPorts = awsEphemeralPorts;
        setGroups(interface, groupsOwner);
        add(std::move(interface));
    }
}

std::vector<Index> NetworkCompiler::balancerSubnets(const Resource& balancer, bool isInternetFacing)
{
    if (auto listed = listedSubnets(balancer); !listed.empty())
        return listed;
    if (const Resource* subnet = ancestor(balancer, NetworkRole::Subnet))
        return {find(m_subnets, subnet->id)};
    const Resource* vpc = ancestor(balancer, NetworkRole::Vpc);
    if (vpc == nullptr)
        return {noIndex};
    const Index number = find(m_vpcs, vpc->id);
    std::vector<Index> chosen;
    for (const auto& [id, subnet] : m_subnets)
        if (at(m_model.subnets, subnet).vpc == number
            && (!isInternetFacing || isPublicSubnet(subnet)))
            chosen.push_back(subnet);
    if (chosen.empty())
        chosen.push_back(implicitSubnet(number, ancestor(balancer, NetworkRole::Zone)));
    return chosen;
}

void NetworkCompiler::readBalancer(const Entry& entry)
{
    const Resource& drawn = *entry.resource;
    const bool isInternetFacing = textOf(m_catalogue, drawn, "scheme") != "internal";
    const Property* listeners = entry.type->property("listeners");
    for (const Index subnet : balancerSubnets(drawn, isInternetFacing)) {
        InterfaceModel node{
            .owner = drawn.id, .kind = InterfaceKind::BalancerNode, .subnet = subnet};
        if (subnet != noIndex)
            node.vpc = at(m_model.subnets, subnet).vpc;
        if (isInternetFacing)
            node.publicAddress = unknownPublicAddress;
        node.isTransparent = entry.type->preservesClientAddress;
        // Only the classic balancer maps a listener to a port of the instances itself.
        node.isClassicNode = listeners != nullptr && listeners->field("instance_port") != nullptr;
        node.ephemeralPorts = awsEphemeralPorts;
        setGroups(node, &drawn);
        add(std::move(node));
    }
}

void NetworkCompiler::readGroupMembers(const Entry& entry)
{
    const Resource& drawn = *entry.resource;
    const Resource* launch = templateOf(drawn);
    for (const Index subnet : standsIn(drawn)) {
        InterfaceModel member{
            .owner = drawn.id, .kind = InterfaceKind::GroupMember, .subnet = subnet};
        if (subnet != noIndex)
            member.vpc = at(m_model.subnets, subnet).vpc;
        const Json publicAddress = launch != nullptr ? value(*launch, "public_ip") : Json();
        setPublicAddress(member, publicAddress);
        if (publicAddress.is_null() && subnet != noIndex
            && at(m_model.subnets, subnet).mapsPublicAddress)
            member.publicAddress = unknownPublicAddress;
        setGroups(member, launch);
        add(std::move(member));
    }
}

void NetworkCompiler::readNatGateway(const Entry& entry)
{
    const Resource& drawn = *entry.resource;
    InterfaceModel interface {
        .owner = drawn.id, .kind = InterfaceKind::NatGateway, .subnet = standsIn(drawn).front(),
        .ephemeralPorts = awsEphemeralPorts
    };
    if (interface.subnet != noIndex)
        interface.vpc = at(m_model.subnets, interface.subnet).vpc;
    const bool isPublic = textOf(m_catalogue, drawn, "connectivity") != "private";
    if (isPublic) {
        interface.publicAddress = unknownPublicAddress;
        setPublicAddress(interface, value(drawn, "public_ip"));
    }
    if (const auto given = addressFrom(value(drawn, "private_ip"))) {
        interface.address = *given;
        interface.isAddressAssumed = false;
    }
    m_natGateways[drawn.id] = static_cast<Index>(m_model.natGateways.size());
    const Index number = add(std::move(interface));
    m_model.natGateways.push_back({drawn.id, number, isPublic});
    for (const ResourceId& id : idsOf(m_catalogue, drawn, "elastic_ip"))
        if (const Resource* elastic = m_architecture.find(id); elastic != nullptr && isPublic)
            setPublicAddress(at(m_model.interfaces, number), value(*elastic, "address"));
}

void NetworkCompiler::readInterfaceEndpoint(const Entry& entry)
{
    const Resource& drawn = *entry.resource;
    EndpointModel& endpoint = m_model.endpoints.back();
    for (const Index subnet : standsIn(drawn)) {
        InterfaceModel interface {
            .owner = drawn.id, .kind = InterfaceKind::Endpoint, .subnet = subnet
        };
        if (subnet != noIndex)
            interface.vpc = at(m_model.subnets, subnet).vpc;
        setGroups(interface, &drawn);
        endpoint.interfaces.push_back(add(std::move(interface)));
    }
}

void NetworkCompiler::readElasticAddresses()
{
    for (const Entry& entry : of(NetworkRole::ElasticIp)) {
        const auto ids = idsOf(m_catalogue, *entry.resource, "associated_with");
        const auto found =
            ids.empty() ? m_model.interfacesOf.end() : m_model.interfacesOf.find(ids.front());
        if (found == m_model.interfacesOf.end() || found->second.empty())
            continue;
        InterfaceModel& interface = at(m_model.interfaces, found->second.front());
        const auto given = addressFrom(value(*entry.resource, "address"));
        const auto& others = interface.otherAddresses;
        // That of a secondary address leaves the first one as it is.
        if (given && std::find(others.begin(), others.end(), *given) != others.end())
            continue;
        if (!interface.publicAddress)
            interface.publicAddress = unknownPublicAddress;
        setPublicAddress(interface, value(*entry.resource, "address"));
    }
}

} // namespace skydraft
