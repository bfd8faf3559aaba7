// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule.h"
#include "model/rules/rule_edits.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace skydraft {
namespace {

/// The routes of a table with `target` in place of `old`.
Json retargeted(const Json& routes, const ResourceId& old, const ResourceId& target)
{
    Json result = routes;
    for (Json& route : result)
        if (memberText(route, "target") == old.value())
            route["target"] = target.value();
    return result;
}

/// Routes to an internet gateway that is not attached to the VPC of the table.
std::vector<Fix> gatewayFixes(const RuleContext& context, const RouteTableModel& table,
                              const Resource& gateway)
{
    const NetworkModel& model = context.network.model();
    const VpcModel& vpc = at(model.vpcs, table.vpc);
    const Json& routes = context.value(*context.find(table.id), "routes");
    const auto leadTo = [&](const ResourceId& target) {
        return Edit{SetProperty{table.id, "routes", retargeted(routes, gateway.id, target)}};
    };
    if (vpc.internetGateway != noIndex) {
        const ResourceId& own = at(model.internetGateways, vpc.internetGateway).id;
        return {
            {MODEL_TEXT("Rule", "Lead the route to %1").with(nameOf(context, own)), leadTo(own)}};
    }
    const Text title =
        MODEL_TEXT("Rule", "Attach an internet gateway to %1").with(nameOf(context, vpc.id));
    const Resource* around = context.around(gateway, NetworkRole::Vpc);
    if (around != nullptr && around->id == vpc.id)
        return {{title, Edit{SetProperty{gateway.id, "attached", Json(true)}}}};
    if (vpc.id.empty())
        return {};
    Resource made = newResource(context, NetworkRole::InternetGateway, "igw", vpc.id, {});
    made.properties = Json::object();
    const ResourceId id = made.id;
    return {{title, Edit{Batch{{Edit{AddResource{std::move(made)}}, leadTo(id)}}}}};
}

std::vector<Report> detachedGateways(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const RouteTableModel& table : context.network.model().tables)
        for (const RouteModel& route : table.routes) {
            const Resource* target = context.find(route.target);
            if (route.kind != TargetKind::Missing || target == nullptr || table.vpc == noIndex
                || context.typeOf(*target).role != NetworkRole::InternetGateway)
                continue;
            reports.push_back({table.id,
                               MODEL_TEXT("Rule", "%1 leads %2 to %3, which is not attached to its "
                                                  "VPC")
                                   .with(nameOf(context, table.id))
                                   .with(route.destination)
                                   .with(displayName(*target)),
                               gatewayFixes(context, table, *target)});
            break;
        }
    return reports;
}

/// What the service of an AWS resource is called by endpoints; empty for other resources.
std::string serviceOf(const RuleContext& context, const ResourceId& id)
{
    const Resource* resource = context.find(id);
    return resource != nullptr && context.typeOf(*resource).role == NetworkRole::PublicService
               ? serviceNameOf(resource->type)
               : std::string();
}

bool hasGatewayEndpoints(const std::string& service)
{
    return service == "s3" || service == "dynamodb";
}

/// The subnet where the packets of a connection begin; noIndex where none is drawn.
Index senderSubnet(const RuleContext& context, const Connection& connection)
{
    const NetworkModel& model = context.network.model();
    const auto found = model.interfacesOf.find(connection.from);
    return found == model.interfacesOf.end() ? noIndex
                                             : at(model.interfaces, found->second.front()).subnet;
}

/// Whether a connection leaves AWS's networks or goes to one of AWS's services.
bool leadsOutside(const RuleContext& context, const Connection& connection)
{
    const Resource* to = context.find(connection.to);
    if (to == nullptr)
        return false;
    switch (context.typeOf(*to).role) {
    case NetworkRole::PublicService:
    case NetworkRole::Cdn:
    case NetworkRole::InternetGateway:
    case NetworkRole::NatGateway:
        return true;
    default:
        return false;
    }
}

/// User data that fetches packages or files from somewhere.
bool fetches(std::string_view userData)
{
    constexpr std::array words{"yum ",  "dnf ",  "apt ", "apt-get ",
                               "curl ", "wget ", "pip ", "npm "};
    return std::any_of(words.begin(), words.end(), [&](const char* word) {
        return userData.find(word) != std::string_view::npos;
    });
}

/// Whose start script an interface runs: its own or that of its launch template.
std::string_view userDataOf(const RuleContext& context, const InterfaceModel& interface)
{
    const ResourceId& id = interface.groupsOwner.empty() ? interface.owner : interface.groupsOwner;
    for (const ResourceId& holder : {interface.owner, id})
        if (const Resource* resource = context.find(holder)) {
            const Json& text = context.value(*resource, "user_data");
            if (text.is_string())
                return text.get_ref<const std::string&>();
        }
    return {};
}

std::vector<Report> noWayOut(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<Report> reports;
    std::set<Index> seen;
    for (const auto& [connection, traced] : context.survey.traffic()) {
        const bool isWithoutRoute =
            std::any_of(traced.blockedBy.begin(), traced.blockedBy.end(),
                        [](const Block& block) { return block.code == "NO_ROUTE_TO_DESTINATION"; });
        if (!isWithoutRoute)
            continue;
        const Index subnet = senderSubnet(context, *connection);
        if (subnet == noIndex || !leadsOutside(context, *connection)
            || routeToInternet(context, subnet) != nullptr || !seen.insert(subnet).second)
            continue;
        const std::string service = serviceOf(context, connection->to);
        std::vector<Fix> fixes;
        if (hasGatewayEndpoints(service))
            fixes = wayThroughEndpoint(context, at(model.subnets, subnet).table, service);
        if (fixes.empty())
            fixes = wayThroughNat(context, subnet);
        reports.push_back({at(model.subnets, subnet).frame,
                           MODEL_TEXT("Rule", "%1 has no way out, but %2 talks to %3")
                               .with(nameOf(context, at(model.subnets, subnet).frame))
                               .with(nameOf(context, connection->from))
                               .with(nameOf(context, connection->to)),
                           std::move(fixes), connection->id});
    }
    const Resources& scripted = context.withValue("user_data");
    if (std::none_of(scripted.begin(), scripted.end(), [&](const Resource* resource) {
            return fetches(context.text(*resource, "user_data"));
        }))
        return reports;
    for (const InterfaceModel& interface : model.interfaces) {
        if (interface.subnet == noIndex || !fetches(userDataOf(context, interface))
            || routeToInternet(context, interface.subnet) != nullptr
            || !seen.insert(interface.subnet).second)
            continue;
        const ResourceId& frame = at(model.subnets, interface.subnet).frame;
        reports.push_back(
            {frame,
             MODEL_TEXT("Rule", "%1 has no way out, but the user data of %2 fetches something")
                 .with(nameOf(context, frame))
                 .with(nameOf(context, interface.owner)),
             wayThroughNat(context, interface.subnet)});
    }
    return reports;
}

/// Main tables that subnets use without saying so, or that make every new subnet public.
std::vector<Report> implicitTables(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<std::vector<ResourceId>> silent(model.tables.size());
    for (const SubnetModel& subnet : model.subnets)
        if (const Resource* drawn = context.find(subnet.id);
            drawn != nullptr && context.ids(*drawn, "route_table").empty())
            at(silent, subnet.table).push_back(subnet.id);
    std::vector<Report> reports;
    for (std::size_t i = 0; i < model.tables.size(); ++i) {
        const RouteTableModel& table = model.tables[i];
        const Resource* drawn = context.find(table.id);
        if (!table.isMain || drawn == nullptr)
            continue;
        const bool isPublic =
            std::any_of(table.routes.begin(), table.routes.end(), [](const RouteModel& route) {
                return route.kind == TargetKind::InternetGateway;
            });
        if (!isPublic && silent[i].empty())
            continue;
        Batch batch;
        for (const ResourceId& subnet : silent[i])
            batch.edits.push_back(Edit{SetProperty{subnet, "route_table", Json(table.id.value())}});
        if (isPublic)
            batch.edits.push_back(Edit{SetProperty{table.id, "main", Json(false)}});
        Text message = MODEL_TEXT("Rule", "%1 is the main route table and leads to an internet "
                                          "gateway: every new subnet is public")
                           .with(displayName(*drawn));
        if (!isPublic && silent[i].size() == 1)
            message = MODEL_TEXT("Rule", "%1 uses the main route table without saying so")
                          .with(nameOf(context, silent[i].front()));
        else if (!isPublic)
            message = MODEL_TEXT("Rule", "%1 subnets use the main route table without saying so")
                          .with(static_cast<int>(silent[i].size()));
        const Text title =
            isPublic ? MODEL_TEXT("Rule", "Associate %1 with its subnets and make another table "
                                          "the main one")
                     : MODEL_TEXT("Rule", "Associate %1 with its subnets");
        reports.push_back(
            {table.id, message, {{title.with(displayName(*drawn)), Edit{std::move(batch)}}}});
    }
    return reports;
}

/// S3 and DynamoDB by way of a NAT gateway, which charges for every gigabyte.
std::vector<Report> dearWays(const RuleContext& context)
{
    std::vector<Report> reports;
    std::set<std::pair<Index, std::string>> seen;
    for (const auto& [connection, traced] : context.survey.traffic()) {
        const bool isThroughNat =
            std::any_of(traced.forward.begin(), traced.forward.end(),
                        [](const Hop& hop) { return hop.kind == "nat-gateway"; });
        if (!isThroughNat)
            continue;
        const std::string service = serviceOf(context, connection->to);
        const Index subnet = senderSubnet(context, *connection);
        if (!hasGatewayEndpoints(service) || subnet == noIndex)
            continue;
        const Index table = at(context.network.model().subnets, subnet).table;
        if (!seen.insert({table, service}).second)
            continue;
        reports.push_back({connection->from,
                           MODEL_TEXT("Rule", "%1 reaches %2 through a NAT gateway; a gateway "
                                              "endpoint costs nothing")
                               .with(nameOf(context, connection->from))
                               .with(nameOf(context, connection->to)),
                           wayThroughEndpoint(context, table, service), connection->id});
    }
    return reports;
}

std::vector<Report> doublePrivateNames(const RuleContext& context)
{
    std::vector<Report> reports;
    std::map<std::pair<Index, std::string>, ResourceId> first;
    for (const EndpointModel& endpoint : context.network.model().endpoints) {
        if (endpoint.isGateway || !endpoint.hasPrivateDns || endpoint.vpc == noIndex)
            continue;
        const Resource* drawn = context.find(endpoint.id);
        // "ecr.api" and "ecr.dkr" are two services.
        const auto [place, isNew] =
            first.try_emplace({endpoint.vpc, context.text(*drawn, "service")}, endpoint.id);
        if (isNew)
            continue;
        reports.push_back(
            {endpoint.id,
             MODEL_TEXT("Rule", "%1 and %2 both give the private DNS name of one service")
                 .with(nameOf(context, place->second))
                 .with(displayName(*drawn)),
             {{MODEL_TEXT("Rule", "Switch off private DNS names of %1").with(displayName(*drawn)),
               Edit{SetProperty{endpoint.id, "private_dns", Json(false)}}}}});
    }
    return reports;
}

} // namespace

std::vector<Rule> waysOutRules()
{
    return {
        {.code = "RT002",
         .severity = Severity::Error,
         .rank = 18,
         .why = MODEL_TEXT("Rule", "An internet gateway serves the one VPC that it is attached to; "
                                   "a route to another one is a blackhole."),
         .equivalents = {"BAD_STATE_ROUTE"},
         .check = detachedGateways},
        {.code = "RT003",
         .severity = Severity::Warning,
         .rank = 11,
         .why = MODEL_TEXT("Rule", "From a private subnet the internet and AWS's own services are "
                                   "reached through a NAT gateway or an endpoint only."),
         .equivalents = {"CKV2_AWS_35"},
         .check = noWayOut},
        {.code = "RT008",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "A subnet without a table of its own gets the main one, now and "
                                   "when it is created later."),
         .check = implicitTables},
        {.code = "RT010",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "A NAT gateway charges for each gigabyte; a gateway endpoint "
                                   "for S3 or DynamoDB is free and stays within AWS."),
         .check = dearWays},
        {.code = "VP003",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "A VPC can have the private name of a service once; AWS refuses "
                                   "the second endpoint."),
         .equivalents = {"E3064"},
         .check = doublePrivateNames},
    };
}

} // namespace skydraft
