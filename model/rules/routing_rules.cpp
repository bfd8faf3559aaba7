// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/rule.h"

namespace skydraft {
namespace {

/// The routes of a table whose target names nothing on the drawing.
std::vector<Report> blackholes(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* table : context.withRole(NetworkRole::RouteTable)) {
        const Json routes = context.value(*table, "routes");
        Json kept = Json::array();
        std::string destination;
        for (const Json& route : routes) {
            const Json target = memberIn(route, "target");
            const bool isThere =
                target.is_string()
                && (target == "local"
                    || context.find(ResourceId(target.get<std::string>())) != nullptr);
            const Json to = memberIn(route, "destination");
            if (isThere)
                kept.push_back(route);
            else if (destination.empty())
                destination = to.is_string() ? to.get<std::string>() : "?";
        }
        if (destination.empty())
            continue;
        reports.push_back(
            {table->id,
             MODEL_TEXT(
                 "Rule",
                 "%1: the target of the route to %2 does not exist; AWS shows it as blackhole")
                 .with(displayName(*table))
                 .with(destination),
             {{MODEL_TEXT("Rule", "Delete the route to %1").with(destination),
               Edit{SetProperty{table->id, "routes", std::move(kept)}}}}});
    }
    return reports;
}

bool hasRouteToGateway(const RuleContext& context, const Resource& table)
{
    for (const Json& route : context.value(table, "routes")) {
        const Json target = memberIn(route, "target");
        const Resource* gateway =
            target.is_string() ? context.find(ResourceId(target.get<std::string>())) : nullptr;
        if (gateway != nullptr && context.typeOf(*gateway).role == NetworkRole::InternetGateway)
            return true;
    }
    return false;
}

/// The route table that a subnet uses, as far as it is drawn: its own or its VPC's main table.
const Resource* tableOf(const RuleContext& context, const Resource& subnet)
{
    for (const ResourceId& id : context.ids(subnet, "route_table"))
        return context.find(id);
    const Resource* vpc = context.around(subnet, NetworkRole::Vpc);
    for (const Resource* table : context.withRole(NetworkRole::RouteTable))
        if (context.flag(*table, "main") && context.around(*table, NetworkRole::Vpc) == vpc)
            return table;
    return nullptr;
}

std::vector<Report> natWithoutInternet(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& gateway : context.architecture.resources()) {
        if (context.typeOf(*gateway).role != NetworkRole::NatGateway
            || context.text(*gateway, "connectivity") == "private")
            continue;
        const Resource* subnet = context.around(*gateway, NetworkRole::Subnet);
        if (subnet == nullptr)
            continue;
        const Resource* table = tableOf(context, *subnet);
        if (table == nullptr || !hasRouteToGateway(context, *table))
            reports.push_back(
                {gateway->id,
                 MODEL_TEXT("Rule", "%1 stands in %2, which has no route to an internet gateway")
                     .with(displayName(*gateway))
                     .with(displayName(*subnet))});
    }
    return reports;
}

/// The internet gateway that is drawn in the VPC around a resource.
const Resource* gatewayOf(const RuleContext& context, const Resource& inside)
{
    const Resource* vpc = context.around(inside, NetworkRole::Vpc);
    for (const Resource* gateway : context.withRole(NetworkRole::InternetGateway))
        if (vpc != nullptr && gateway->parent == vpc->id)
            return gateway;
    return nullptr;
}

/// Internet-facing balancers and instances with a public address in subnets without a way out.
std::vector<Report> publicInPrivate(const RuleContext& context)
{
    std::vector<Report> reports;
    const auto look = [&](const Resource& resource, const Resource& subnet) {
        const Resource* table = tableOf(context, subnet);
        if (table != nullptr && hasRouteToGateway(context, *table))
            return;
        Report report{resource.id,
                      MODEL_TEXT("Rule", "%1 is public, but %2 has no route to the internet")
                          .with(displayName(resource))
                          .with(displayName(subnet))};
        if (const Resource* gateway = gatewayOf(context, subnet);
            gateway != nullptr && table != nullptr) {
            Json routes = context.value(*table, "routes");
            routes.push_back({{"destination", "0.0.0.0/0"}, {"target", gateway->id.value()}});
            report.fixes.push_back({MODEL_TEXT("Rule", "Route 0.0.0.0/0 to %1 in %2")
                                        .with(displayName(*gateway))
                                        .with(displayName(*table)),
                                    Edit{SetProperty{table->id, "routes", std::move(routes)}}});
        }
        reports.push_back(std::move(report));
    };
    for (const auto& resource : context.architecture.resources()) {
        const bool isBalancer = context.typeOf(*resource).role == NetworkRole::Balancer
                                && context.text(*resource, "scheme") != "internal";
        const bool hasAddress = context.typeOf(*resource).role == NetworkRole::Interface
                                && context.value(*resource, "public_ip") == true;
        if (isBalancer)
            for (const ResourceId& id : context.ids(*resource, "subnets"))
                if (const Resource* subnet = context.find(id)) {
                    const std::size_t before = reports.size();
                    look(*resource, *subnet);
                    if (reports.size() > before)
                        break;
                }
        const Resource* subnet = context.around(*resource, NetworkRole::Subnet);
        if (hasAddress && subnet != nullptr)
            look(*resource, *subnet);
    }
    return reports;
}

/// For each peering the tables of either VPC that lead to it.
std::vector<Report> oneSidedPeerings(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* peering : context.withRole(NetworkRole::Peering)) {
        const auto requester = context.ids(*peering, "requester");
        const auto accepter = context.ids(*peering, "accepter");
        if (requester.empty() || accepter.empty())
            continue;
        bool leadsFromRequester = false;
        bool leadsFromAccepter = false;
        for (const Resource* table : context.withRole(NetworkRole::RouteTable)) {
            const Resource* vpc = context.around(*table, NetworkRole::Vpc);
            for (const Json& route : context.value(*table, "routes"))
                if (vpc != nullptr && memberIn(route, "target") == peering->id.value()) {
                    leadsFromRequester = leadsFromRequester || vpc->id == requester.front();
                    leadsFromAccepter = leadsFromAccepter || vpc->id == accepter.front();
                }
        }
        if (leadsFromRequester == leadsFromAccepter)
            continue;
        const Resource* without =
            context.find(leadsFromRequester ? accepter.front() : requester.front());
        reports.push_back(
            {peering->id,
             MODEL_TEXT("Rule", "%1: no route of %2 leads back through it")
                 .with(displayName(*peering))
                 .with(without == nullptr ? std::string("?") : displayName(*without))});
    }
    return reports;
}

/// Routes into a peering that are wider than what stands behind it.
std::vector<Report> widePeeringRoutes(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* table : context.withRole(NetworkRole::RouteTable)) {
        const Resource* own = context.around(*table, NetworkRole::Vpc);
        Json routes = context.value(*table, "routes");
        for (Json& route : routes) {
            const Json target = memberIn(route, "target");
            const Resource* peering =
                target.is_string() ? context.find(ResourceId(target.get<std::string>())) : nullptr;
            if (peering == nullptr || own == nullptr
                || context.typeOf(*peering).role != NetworkRole::Peering)
                continue;
            std::vector<ResourceId> ends = context.ids(*peering, "requester");
            const auto accepter = context.ids(*peering, "accepter");
            ends.insert(ends.end(), accepter.begin(), accepter.end());
            std::erase(ends, own->id);
            const Resource* other = ends.empty() ? nullptr : context.find(ends.front());
            const auto behind =
                other == nullptr ? std::nullopt : Cidr::parse(context.text(*other, "cidr"));
            const Json to = memberIn(route, "destination");
            const auto wide = to.is_string() ? Cidr::parse(to.get<std::string>()) : std::nullopt;
            if (!behind || !wide || wide->length >= behind->length || !wide->contains(*behind))
                continue;
            route["destination"] = behind->toString();
            reports.push_back(
                {table->id,
                 MODEL_TEXT("Rule", "%1 sends %2 into a peering behind which only %3 is")
                     .with(displayName(*table))
                     .with(wide->toString())
                     .with(behind->toString()),
                 {{MODEL_TEXT("Rule", "Narrow the route to %1").with(behind->toString()),
                   Edit{SetProperty{table->id, "routes", routes}}}}});
            break;
        }
    }
    return reports;
}

} // namespace

std::vector<Rule> routingRules()
{
    return {
        {.code = "RT001",
         .severity = Severity::Warning,
         .rank = 10,
         .why = MODEL_TEXT("Rule", "A public address is of use only in a subnet whose route table "
                                   "leads to an internet gateway."),
         .equivalents = {"NO_ROUTE_TO_DESTINATION"},
         .check = publicInPrivate},
        {.code = "RT004",
         .severity = Severity::Warning,
         .rank = 22,
         .why = MODEL_TEXT("Rule", "A peering carries answers only where both VPCs have a route "
                                   "into it."),
         .check = oneSidedPeerings},
        {.code = "RT006",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "What goes into a peering and is not of the other VPC is lost; "
                                   "a wide route hides it."),
         .equivalents = {"CKV2_AWS_44"},
         .check = widePeeringRoutes},
        {.code = "RT007",
         .severity = Severity::Warning,
         .isAboutTheDrawing = true,
         .why = MODEL_TEXT("Rule", "Packets that match a route without a target are dropped, also "
                                   "where a wider route would carry them."),
         .check = blackholes},
        {.code = "RT009",
         .severity = Severity::Error,
         .rank = 19,
         .why = MODEL_TEXT("Rule", "A public NAT gateway sends packets on through the internet "
                                   "gateway of its VPC, so it needs a public subnet."),
         .equivalents = {"REL10-BP01"},
         .check = natWithoutInternet},
    };
}

} // namespace skydraft
