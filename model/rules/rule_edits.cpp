// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule_edits.h"

#include "model/architecture/names.h"
#include "model/network/route_lookup.h"

#include <algorithm>

namespace skydraft {
namespace {

/// A public NAT gateway of the VPC, or else the public subnet where one could stand; the zone of
/// the sender first. Both noIndex where there is neither.
struct NatPlace
{
    const NatGatewayModel* gateway = nullptr;
    Index subnet = noIndex;
};

NatPlace natPlaceFor(const RuleContext& context, const SubnetModel& sender)
{
    const NetworkModel& model = context.network.model();
    NatPlace best;
    for (const NatGatewayModel& gateway : model.natGateways) {
        const Index place = at(model.interfaces, gateway.interface).subnet;
        if (place == noIndex || at(model.subnets, place).vpc != sender.vpc || !gateway.isPublic
            || !context.survey.isPublic(place))
            continue;
        if (best.gateway == nullptr || at(model.subnets, place).zone == sender.zone)
            best = {&gateway, place};
    }
    for (std::size_t i = 0; i < model.subnets.size() && best.gateway == nullptr; ++i) {
        const SubnetModel& candidate = model.subnets[i];
        const auto number = static_cast<Index>(i);
        if (candidate.vpc != sender.vpc || candidate.id.empty() || !context.survey.isPublic(number))
            continue;
        if (best.subnet == noIndex || candidate.zone == sender.zone)
            best.subnet = number;
    }
    return best;
}

Json withDefaultRoute(const Json& routes, const std::string& target)
{
    Json result = routes;
    const auto known = std::find_if(result.begin(), result.end(), [](const Json& route) {
        return memberText(route, "destination") == "0.0.0.0/0";
    });
    if (known != result.end())
        (*known)["target"] = target;
    else
        result.push_back({{"destination", "0.0.0.0/0"}, {"target", target}});
    return result;
}

} // namespace

Resource newResource(const RuleContext& context, NetworkRole role, const std::string& name,
                     const std::optional<ResourceId>& parent, Json properties)
{
    Resource resource;
    for (const ServiceType& type : context.catalogue.types())
        if (type.role == role && resource.type.empty())
            resource.type = type.id;
    resource.id = freeResourceId(context.architecture, name);
    resource.name = name;
    resource.parent = parent;
    resource.properties = std::move(properties);
    return resource;
}

std::vector<Fix> wholePath(const Trace& traced)
{
    if (traced.fixes.size() < 2)
        return traced.fixes;
    Batch batch;
    for (const Fix& fix : traced.fixes)
        batch.edits.push_back(fix.edit);
    std::vector<Fix> fixes{{MODEL_TEXT("Rule", "Open the whole path (%1 changes)")
                                .with(static_cast<int>(traced.fixes.size())),
                            Edit{std::move(batch)}}};
    fixes.insert(fixes.end(), traced.fixes.begin(), traced.fixes.end());
    return fixes;
}

std::string nameOf(const RuleContext& context, const ResourceId& id)
{
    const Resource* resource = context.find(id);
    return resource != nullptr ? displayName(*resource) : id.value();
}

const RouteModel* routeToInternet(const RuleContext& context, Index subnet)
{
    const NetworkModel& model = context.network.model();
    const IpAddress somewhere = IpAddress::v4(0x08080808U); // an address that no VPC has
    const RouteChoice choice = lookUp(model, at(model.subnets, subnet).table, somewhere);
    const bool leads = choice.route != nullptr && choice.route->kind != TargetKind::Missing;
    return leads ? choice.route : nullptr;
}

std::vector<Fix> wayThroughNat(const RuleContext& context, Index subnet)
{
    const NetworkModel& model = context.network.model();
    const SubnetModel& sender = at(model.subnets, subnet);
    const NatPlace place = natPlaceFor(context, sender);
    if (sender.id.empty() || (place.gateway == nullptr && place.subnet == noIndex))
        return {};
    Batch batch;
    ResourceId target = place.gateway != nullptr ? place.gateway->id : ResourceId();
    if (target.empty()) {
        Resource gateway = newResource(context, NetworkRole::NatGateway, "nat",
                                       at(model.subnets, place.subnet).id, Json::object());
        target = gateway.id;
        batch.edits.push_back(Edit{AddResource{std::move(gateway)}});
    }
    const Resource* table = context.find(at(model.tables, sender.table).id);
    if (table != nullptr) {
        batch.edits.push_back(
            Edit{SetProperty{table->id, "routes",
                             withDefaultRoute(context.value(*table, "routes"), target.value())}});
    } else {
        Resource own = newResource(context, NetworkRole::RouteTable, sender.id.value() + "-routes",
                                   at(model.vpcs, sender.vpc).id,
                                   {{"routes", withDefaultRoute(Json::array(), target.value())}});
        const ResourceId id = own.id;
        batch.edits.push_back(Edit{AddResource{std::move(own)}});
        batch.edits.push_back(Edit{SetProperty{sender.id, "route_table", Json(id.value())}});
    }
    return {{(place.gateway != nullptr
                  ? MODEL_TEXT("Rule", "Route %1 to the internet through a NAT gateway")
                  : MODEL_TEXT("Rule", "Add a NAT gateway and route %1 to it"))
                 .with(nameOf(context, sender.id)),
             Edit{std::move(batch)}}};
}

std::vector<Fix> wayThroughEndpoint(const RuleContext& context, Index table,
                                    const std::string& service)
{
    const NetworkModel& model = context.network.model();
    const RouteTableModel& from = at(model.tables, table);
    if (from.id.empty() || from.vpc == noIndex)
        return {};
    for (const EndpointModel& known : model.endpoints)
        if (known.isGateway && known.vpc == from.vpc && known.service == service) {
            Json tables = context.value(*context.find(known.id), "route_tables");
            if (!tables.is_array())
                tables = Json::array();
            tables.push_back(from.id.value());
            return {{MODEL_TEXT("Rule", "Associate the endpoint %1 with %2")
                         .with(nameOf(context, known.id))
                         .with(nameOf(context, from.id)),
                     Edit{SetProperty{known.id, "route_tables", std::move(tables)}}}};
        }
    Resource endpoint = newResource(
        context, NetworkRole::Endpoint, service + "-endpoint", at(model.vpcs, from.vpc).id,
        {{"endpoint_type", "gateway"}, {"service", service}, {"route_tables", {from.id.value()}}});
    return {{MODEL_TEXT("Rule", "Add a gateway endpoint for %1 to %2")
                 .with(service)
                 .with(nameOf(context, from.id)),
             Edit{AddResource{std::move(endpoint)}}}};
}

} // namespace skydraft
