// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule.h"

namespace skydraft {
namespace {

/// The routes of a table whose target names nothing on the drawing.
std::vector<Report> blackholes(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& table : context.architecture.resources()) {
        if (context.typeOf(*table).role != NetworkRole::RouteTable)
            continue;
        const Json routes = valueOf(context.catalogue, *table, "routes");
        Json kept = Json::array();
        std::string destination;
        for (const Json& route : routes) {
            const Json target = memberOf(route, "target");
            const bool isThere =
                target.is_string()
                && (target == "local"
                    || context.architecture.find(ResourceId(target.get<std::string>())) != nullptr);
            const Json to = memberOf(route, "destination");
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
    for (const Json& route : valueOf(context.catalogue, table, "routes")) {
        const Json target = memberOf(route, "target");
        const Resource* gateway =
            target.is_string() ? context.architecture.find(ResourceId(target.get<std::string>()))
                               : nullptr;
        if (gateway != nullptr && context.typeOf(*gateway).role == NetworkRole::InternetGateway)
            return true;
    }
    return false;
}

/// The route table that a subnet uses, as far as it is drawn: its own or its VPC's main table.
const Resource* tableOf(const RuleContext& context, const Resource& subnet)
{
    for (const ResourceId& id : idsOf(context.catalogue, subnet, "route_table"))
        return context.architecture.find(id);
    const Resource* vpc =
        ancestorOf(context.catalogue, context.architecture, subnet, NetworkRole::Vpc);
    for (const auto& table : context.architecture.resources())
        if (context.typeOf(*table).role == NetworkRole::RouteTable
            && flagOf(context.catalogue, *table, "main", false)
            && ancestorOf(context.catalogue, context.architecture, *table, NetworkRole::Vpc) == vpc)
            return table.get();
    return nullptr;
}

std::vector<Report> natWithoutInternet(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& gateway : context.architecture.resources()) {
        if (context.typeOf(*gateway).role != NetworkRole::NatGateway
            || textOf(context.catalogue, *gateway, "connectivity") == "private")
            continue;
        const Resource* subnet =
            ancestorOf(context.catalogue, context.architecture, *gateway, NetworkRole::Subnet);
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

} // namespace

std::vector<Rule> routingRules()
{
    return {
        {.code = "RT007",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "Packets that match a route without a target are dropped, also "
                                   "where a wider route would carry them."),
         .check = blackholes},
        {.code = "RT009",
         .severity = Severity::Error,
         .why = MODEL_TEXT("Rule", "A public NAT gateway sends packets on through the internet "
                                   "gateway of its VPC, so it needs a public subnet."),
         .equivalents = {"REL10-BP01"},
         .check = natWithoutInternet},
    };
}

} // namespace skydraft
