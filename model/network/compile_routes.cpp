// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/network/compiler.h"

#include <algorithm>

namespace skydraft {

void NetworkCompiler::readTables()
{
    for (const Entry& entry : of(NetworkRole::RouteTable)) {
        RouteTableModel table{.id = entry.resource->id,
                              .vpc = vpcOf(*entry.resource),
                              .isMain = flagOf(m_catalogue, *entry.resource, "main", false)};
        const auto number = static_cast<Index>(m_model.tables.size());
        if (table.isMain && table.vpc != noIndex
            && at(m_model.vpcs, table.vpc).mainTable == noIndex)
            at(m_model.vpcs, table.vpc).mainTable = number;
        m_tables[table.id] = number;
        m_model.tables.push_back(std::move(table));
    }
    for (std::size_t vpc = 0; vpc < m_model.vpcs.size(); ++vpc) {
        if (m_model.vpcs[vpc].mainTable != noIndex)
            continue;
        m_model.vpcs[vpc].mainTable = static_cast<Index>(m_model.tables.size());
        m_model.tables.push_back({.vpc = static_cast<Index>(vpc), .isMain = true});
    }
}

void NetworkCompiler::readEndpoints()
{
    for (const Entry& entry : of(NetworkRole::Endpoint)) {
        const Resource& drawn = *entry.resource;
        EndpointModel endpoint{.id = drawn.id,
                               .vpc = vpcOf(drawn),
                               .service = serviceNameOf(textOf(m_catalogue, drawn, "service")),
                               .isGateway =
                                   textOf(m_catalogue, drawn, "endpoint_type") != "interface",
                               .hasPrivateDns = flagOf(m_catalogue, drawn, "private_dns", true)};
        m_endpoints[drawn.id] = static_cast<Index>(m_model.endpoints.size());
        m_model.endpoints.push_back(std::move(endpoint));
        if (!m_model.endpoints.back().isGateway)
            readInterfaceEndpoint(entry);
    }
}

RouteModel NetworkCompiler::route(const Json& json, Index vpc) const
{
    const Json destination = memberOf(json, "destination");
    const Json target = memberOf(json, "target");
    RouteModel result{.destination =
                          destination.is_string() ? destination.get<std::string>() : "0.0.0.0/0",
                      .target = ResourceId(target.is_string() ? target.get<std::string>() : "")};
    if (const auto block = Cidr::parse(result.destination)) {
        result.blocks.push_back(*block);
    } else if (const Index list = find(m_prefixLists, ResourceId(result.destination));
               list != noIndex) {
        result.isPrefixList = true;
        result.blocks = at(m_model.prefixLists, list).blocks;
        result.managedService = at(m_model.prefixLists, list).managedService;
    }
    result.isPropagated = memberOf(json, "propagated") == true;
    const Json state = memberOf(json, "state");
    if (state == "blackhole")
        return result;
    findTarget(result, vpc);
    if (result.kind == TargetKind::Missing && state == "active")
        result.kind = TargetKind::Undescribed;
    return result;
}

/// What stands behind the target. A gateway of another VPC, or one that is not attached, is as
/// good as missing: AWS shows such a route as a blackhole.
void NetworkCompiler::findTarget(RouteModel& found, Index vpc) const
{
    const ResourceId& id = found.target;
    const auto take = [&](TargetKind kind, Index index) {
        found.kind = kind;
        found.index = index;
    };
    if (id.value() == "local")
        return take(TargetKind::Local, noIndex);
    const Resource* resource = m_architecture.find(id);
    if (resource == nullptr)
        return;
    switch (m_catalogue.typeOrGeneric(resource->type).role) {
    case NetworkRole::InternetGateway: {
        const Index index = find(m_internetGateways, id);
        const InternetGatewayModel& gateway = at(m_model.internetGateways, index);
        if (gateway.isAttached && (gateway.vpc == vpc || gateway.vpc == noIndex))
            take(TargetKind::InternetGateway, index);
        break;
    }
    case NetworkRole::NatGateway:
        take(TargetKind::NatGateway, find(m_natGateways, id));
        break;
    case NetworkRole::Peering: {
        const Index index = find(m_peerings, id);
        const PeeringModel& peering = at(m_model.peerings, index);
        if (peering.requester == vpc || peering.accepter == vpc)
            take(TargetKind::Peering, index);
        break;
    }
    case NetworkRole::Endpoint: {
        const Index index = find(m_endpoints, id);
        if (at(m_model.endpoints, index).isGateway) {
            take(TargetKind::GatewayEndpoint, index);
            if (found.managedService.empty())
                found.managedService = at(m_model.endpoints, index).service;
        }
        break;
    }
    case NetworkRole::Interface:
        take(TargetKind::Interface, noIndex);
        break;
    case NetworkRole::EgressOnlyGateway: {
        const Index index = find(m_egressOnlyGateways, id);
        const Index around = at(m_model.egressOnlyGateways, index).vpc;
        if (around == vpc || around == noIndex)
            take(TargetKind::EgressOnlyGateway, index);
        break;
    }
    case NetworkRole::VpnGateway: {
        const Index index = find(m_vpnGateways, id);
        if (at(m_model.vpnGateways, index).vpc == vpc)
            take(TargetKind::VpnGateway, index);
        break;
    }
    case NetworkRole::TransitGateway:
        take(TargetKind::TransitGateway, find(m_transitGateways, id));
        break;
    default:
        break;
    }
}

void NetworkCompiler::readRoutes()
{
    for (const Entry& entry : of(NetworkRole::RouteTable)) {
        RouteTableModel& table = at(m_model.tables, find(m_tables, entry.resource->id));
        int position = 0;
        for (const Json& json : value(*entry.resource, "routes")) {
            table.routes.push_back(route(json, table.vpc));
            table.routes.back().position = position++;
        }
    }
    readPropagatedRoutes();
    // AWS VPC User Guide, "Gateway endpoints": the endpoint puts its route into the tables that it
    // is associated with.
    for (const Entry& entry : of(NetworkRole::Endpoint)) {
        const Index number = find(m_endpoints, entry.resource->id);
        const EndpointModel& endpoint = at(m_model.endpoints, number);
        if (!endpoint.isGateway)
            continue;
        std::vector<Cidr> blocks;
        for (const PrefixListModel& list : m_model.prefixLists)
            if (list.managedService == endpoint.service)
                blocks.insert(blocks.end(), list.blocks.begin(), list.blocks.end());
        for (const ResourceId& id : idsOf(m_catalogue, *entry.resource, "route_tables"))
            if (const Index table = find(m_tables, id); table != noIndex)
                at(m_model.tables, table)
                    .routes.push_back({.destination = endpoint.service,
                                       .blocks = blocks,
                                       .isPrefixList = true,
                                       .managedService = endpoint.service,
                                       .kind = TargetKind::GatewayEndpoint,
                                       .target = endpoint.id,
                                       .index = number});
    }
}

bool NetworkCompiler::isPublicSubnet(Index subnet) const
{
    const auto& routes = at(m_model.tables, at(m_model.subnets, subnet).table).routes;
    return std::any_of(routes.begin(), routes.end(), [](const RouteModel& candidate) {
        return candidate.kind == TargetKind::InternetGateway;
    });
}

} // namespace skydraft
