// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/network/fix_planner.h"

#include <algorithm>

namespace skydraft {
namespace {

Json* routeTo(Json& routes, const std::string& destination)
{
    const auto wanted = Cidr::parse(destination);
    for (Json& route : routes) {
        const Json text = memberOf(route, "destination");
        const std::string written = text.is_string() ? text.get<std::string>() : "0.0.0.0/0";
        if (written == destination || (wanted && Cidr::parse(written) == wanted))
            return &route;
    }
    return nullptr;
}

} // namespace

void FixPlanner::apply(const AddRoute& remedy)
{
    const SubnetModel& subnet = at(m_model.subnets, remedy.subnet);
    const RouteTableModel& present = at(m_model.tables, subnet.table);
    const bool isNewTable = present.id.empty() || remedy.needsOwnTable;
    const std::string where = isNewTable ? nameOf(subnet.frame) : nameOf(present.id);
    const std::string key =
        "route:" + remedy.destination + ":" + std::to_string(static_cast<int>(remedy.kind)) + ":"
        + (isNewTable ? "subnet " + std::to_string(remedy.subnet) : present.id.value());
    Text missing = MODEL_TEXT("Fix", "an internet gateway");
    if (remedy.kind == TargetKind::Peering)
        missing = MODEL_TEXT("Fix", "a peering");
    const TextArgument to = remedy.target.empty()
                                ? TextArgument(std::make_shared<const Text>(std::move(missing)))
                                : TextArgument(nameOf(remedy.target));
    const Text title = isNewTable ? MODEL_TEXT("Fix", "Route %1 to %2 for %3")
                                        .with(remedy.destination)
                                        .with(to)
                                        .with(where)
                                  : MODEL_TEXT("Fix", "Route %1 to %2 in %3")
                                        .with(remedy.destination)
                                        .with(to)
                                        .with(where);
    if (remedy.kind == TargetKind::GatewayEndpoint) {
        associateEndpoint(remedy, title);
        return;
    }
    Draft& step = draft(key, title);
    if (step.changes++ > 0)
        return;
    const ResourceId target = targetFor(step, remedy);
    const ResourceId table = tableFor(step, remedy);
    Json routes = value(table, "routes");
    if (!routes.is_array())
        routes = Json::array();
    if (Json* known = routeTo(routes, remedy.destination)) {
        (*known)["target"] = target.value();
        known->erase("state"); // the target it has now is no blackhole
    } else {
        routes.push_back({{"destination", remedy.destination}, {"target", target.value()}});
    }
    set(step, table, "routes", std::move(routes));
}

/// One draft for all tables of an endpoint: its list of tables may only name what exists by then.
void FixPlanner::associateEndpoint(const AddRoute& remedy, const Text& title)
{
    Draft& step = draft("endpoint:" + remedy.target.value(), title);
    const ResourceId table = tableFor(step, remedy);
    Json tables = value(remedy.target, "route_tables");
    if (!tables.is_array())
        tables = Json::array();
    if (std::find(tables.begin(), tables.end(), Json(table.value())) != tables.end())
        return;
    tables.push_back(table.value());
    set(step, remedy.target, "route_tables", std::move(tables));
}

ResourceId FixPlanner::targetFor(Draft& draft, const AddRoute& remedy)
{
    const Index vpc = at(m_model.subnets, remedy.subnet).vpc;
    if (!remedy.target.empty())
        return remedy.target;
    if (remedy.kind == TargetKind::InternetGateway)
        return internetGatewayFor(draft, vpc);
    const std::pair sides{std::min(vpc, remedy.peerVpc), std::max(vpc, remedy.peerVpc)};
    if (const auto made = m_newPeerings.find(sides); made != m_newPeerings.end())
        return made->second;
    const ResourceId requester = at(m_model.vpcs, vpc).id;
    const ResourceId accepter = at(m_model.vpcs, remedy.peerVpc).id;
    const Resource* drawn = m_work.current().find(requester);
    const ResourceId made =
        add(draft, NetworkRole::Peering, requester.value() + "-" + accepter.value(),
            drawn != nullptr ? drawn->parent : std::nullopt,
            Json{{"requester", requester.value()}, {"accepter", accepter.value()}});
    m_newPeerings[sides] = made;
    return made;
}

/// The table to change. The implicit main table cannot be: a drawn one takes its place, shared by
/// the subnets that need it for the same route.
ResourceId FixPlanner::tableFor(Draft& draft, const AddRoute& remedy)
{
    const SubnetModel& subnet = at(m_model.subnets, remedy.subnet);
    const RouteTableModel& present = at(m_model.tables, subnet.table);
    if (!present.id.empty() && !remedy.needsOwnTable)
        return present.id;
    if (const auto made = m_newTables.find(remedy.subnet); made != m_newTables.end())
        return made->second;
    const bool isPlaceWithoutSubnet = subnet.id.empty();
    const std::string purpose =
        isPlaceWithoutSubnet ? "main" : remedy.destination + ">" + remedy.target.value();
    const std::pair shared{subnet.vpc, purpose};
    ResourceId table;
    if (const auto made = m_tablesByPurpose.find(shared); made != m_tablesByPurpose.end()) {
        table = made->second;
    } else {
        // A table of its own starts with the routes that the subnet has now.
        Json routes = present.id.empty() ? Json::array() : value(present.id, "routes");
        Json properties{{"routes", std::move(routes)}};
        if (isPlaceWithoutSubnet)
            properties["main"] = true;
        const bool isPublic = remedy.kind == TargetKind::InternetGateway;
        table = add(draft, NetworkRole::RouteTable,
                    isPublic ? "rt-public" : "rt-" + subnet.frame.value(), vpcParent(subnet.vpc),
                    std::move(properties));
        m_tablesByPurpose[shared] = table;
    }
    if (!isPlaceWithoutSubnet)
        set(draft, subnet.id, "route_table", table.value());
    m_newTables[remedy.subnet] = table;
    return table;
}

void FixPlanner::apply(const RemoveRoute& remedy)
{
    const ResourceId& table = at(m_model.tables, remedy.table).id;
    Json routes = value(table, "routes");
    Draft& step = draft("unroute:" + table.value() + ":" + remedy.destination,
                        MODEL_TEXT("Fix", "Remove the route to %1 from %2")
                            .with(remedy.destination)
                            .with(nameOf(table)));
    if (Json* known = routeTo(routes, remedy.destination); known != nullptr) {
        routes.erase(static_cast<std::size_t>(known - &routes.front()));
        set(step, table, "routes", std::move(routes));
    }
}

} // namespace skydraft
