// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network_model.h"

#include <map>
#include <string>
#include <vector>

namespace skydraft {

/// Turns a drawing into a NetworkModel. The steps stand in one file each and run in this order,
/// because each reads what the ones before it found.
class NetworkCompiler
{
public:
    NetworkCompiler(const Catalogue& catalogue, const Architecture& architecture);

    NetworkModel compile();

private:
    struct Entry
    {
        const Resource* resource = nullptr;
        const ServiceType* type = nullptr;
    };

    // network_compile.cpp
    void sortByRole();
    void readVpcs();
    void addUndrawnVpc();
    void readSubnets();
    void readInternetGateways();
    void readPeerings();
    void readVpnGateways();
    Index vpcOf(const Resource& resource) const;
    Index implicitSubnet(Index vpc, const Resource* zone);
    const Resource* ancestor(const Resource& resource, NetworkRole role) const;

    // compile_filters.cpp
    void readPrefixLists();
    void readGroups();
    void readAcls();

    // compile_routes.cpp
    void readTables();
    void readEndpoints();
    void readRoutes();
    RouteModel route(const Json& json, Index vpc) const;
    void findTarget(RouteModel& found, Index vpc) const;
    bool isPublicSubnet(Index subnet) const;

    // compile_interfaces.cpp
    void readInterfaces();
    void readHost(const Entry& entry);
    const Resource* managedOwner(const Entry& entry) const;
    void readManagedInterfaces();
    void readBalancer(const Entry& entry);
    void readGroupMembers(const Entry& entry);
    void readNatGateway(const Entry& entry);
    void readInterfaceEndpoint(const Entry& entry);
    std::vector<Index> listedSubnets(const Resource& resource) const;
    std::vector<Index> standsIn(const Resource& resource);
    void setGroups(InterfaceModel& interface, const Resource* groupsOwner) const;
    Index add(InterfaceModel interface);
    std::vector<Index> balancerSubnets(const Resource& balancer, bool isInternetFacing);
    const Resource* templateOf(const Resource& group) const;
    void readElasticAddresses();

    const std::vector<Entry>& of(NetworkRole role) const;
    Json value(const Resource& resource, std::string_view property) const;
    Index find(const std::map<ResourceId, Index>& numbers, const ResourceId& id) const;

    const Catalogue& m_catalogue;
    const Architecture& m_architecture;
    NetworkModel m_model;
    std::map<NetworkRole, std::vector<Entry>> m_byRole;
    std::map<ResourceId, Index> m_vpcs, m_subnets, m_tables, m_acls, m_groups, m_prefixLists;
    std::map<ResourceId, Index> m_internetGateways, m_natGateways, m_peerings, m_endpoints;
    std::map<ResourceId, Index> m_vpnGateways;
    std::map<std::pair<Index, ResourceId>, Index> m_implicitSubnets;
    Index m_undrawnVpc = noIndex;
};

/// Reads the rules of a drawn group into `group`; `model` has the groups and prefix lists that they
/// may name.
void compileRules(const Catalogue& catalogue, const NetworkModel& model, const Resource& drawn,
                  GroupModel& group);

/// The groups whose rules an edit changed, as they are in `next`; nothing where the edit changed
/// anything else that packets meet.
std::optional<std::vector<std::pair<Index, GroupModel>>>
changedRules(const Network& network, const Architecture& next, const ChangeSet& changes);

/// tcp, udp, icmp or all of a rule; numbers as CloudFormation writes them ("-1", "6") too.
/// Nothing for a protocol other than tcp, udp and icmp (ESP, GRE): such a rule decides about none
/// of the packets that we walk.
std::optional<Protocol> ruleProtocol(const Json& rule);
/// Missing from is 0, missing to is 65535 (as the EC2 API treats them); -1 is all.
PortRange rulePorts(const Json& rule);
/// Of an ICMP rule, where from_port is the type: -1 is all.
int ruleIcmpType(const Json& rule);

} // namespace skydraft
