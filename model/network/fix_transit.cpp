// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/network/fix_planner.h"

#include <algorithm>

namespace skydraft {
namespace {

/// The settings of one attachment in the list; made where there are none.
Json& optionsOf(Json& list, const ResourceId& attached)
{
    for (Json& options : list)
        if (memberOf(options, "attachment") == attached.value())
            return options;
    list.push_back({{"attachment", attached.value()}});
    return list.back();
}

constexpr const char* tableProperty = "default_route_table";

std::string defaultTableOf(const Json& name)
{
    return name.is_string() ? name.get<std::string>() : std::string();
}

void include(Json& list, const std::string& text)
{
    if (!list.is_array())
        list = Json::array();
    if (std::find(list.begin(), list.end(), Json(text)) == list.end())
        list.push_back(text);
}

} // namespace

void FixPlanner::apply(const SetAttachment& remedy)
{
    using What = SetAttachment::What;
    const std::string gateway = nameOf(remedy.gateway);
    const std::string attached = nameOf(remedy.attached);
    const std::string key = "transit:" + remedy.gateway.value() + ":" + remedy.attached.value()
                            + ":" + std::to_string(static_cast<int>(remedy.what)) + ":"
                            + remedy.value;
    if (remedy.what == What::Attached) {
        Draft& step = draft(key, MODEL_TEXT("Fix", "Attach %1 to %2").with(attached).with(gateway));
        Json attachments = value(remedy.gateway, "attachments");
        include(attachments, remedy.attached.value());
        set(step, remedy.gateway, "attachments", std::move(attachments));
        return;
    }
    Json list = value(remedy.gateway, "attachment_options");
    if (!list.is_array())
        list = Json::array();
    Json& options = optionsOf(list, remedy.attached);
    Text title;
    switch (remedy.what) {
    case What::Subnet:
        title = MODEL_TEXT("Fix", "Attach the subnet %1 to %2")
                    .with(nameOf(ResourceId(remedy.value)))
                    .with(gateway);
        include(options["subnets"], remedy.value);
        break;
    case What::Association:
        title = MODEL_TEXT("Fix", "Associate the attachment of %1 with the route table %2 of %3")
                    .with(attached)
                    .with(remedy.value)
                    .with(gateway);
        options["association"] = remedy.value;
        break;
    case What::Propagation:
        title = MODEL_TEXT("Fix", "Propagate %1 to the route table %2 of %3")
                    .with(attached)
                    .with(remedy.value)
                    .with(gateway);
        if (!memberOf(options, "propagations").is_array()
            && value(remedy.gateway, "default_propagation") != Json(false))
            include(options["propagations"], defaultTableOf(value(remedy.gateway, tableProperty)));
        include(options["propagations"], remedy.value);
        break;
    default:
        title = MODEL_TEXT("Fix", "Accept the attachment of %1 to %2").with(attached).with(gateway);
        options["state"] = remedy.value;
        break;
    }
    set(draft(key, title), remedy.gateway, "attachment_options", std::move(list));
}

void FixPlanner::apply(const SetTransitRoute& remedy)
{
    Json routes = value(remedy.gateway, "routes");
    if (!routes.is_array())
        routes = Json::array();
    const std::string defaultTable = defaultTableOf(value(remedy.gateway, tableProperty));
    const auto wanted = Cidr::parse(remedy.destination);
    const auto known = std::find_if(routes.begin(), routes.end(), [&](const Json& route) {
        const Json table = memberOf(route, "route_table");
        const Json destination = memberOf(route, "destination");
        const std::string written =
            destination.is_string() ? destination.get<std::string>() : "0.0.0.0/0";
        return (table.is_string() ? table.get<std::string>() : defaultTable) == remedy.table
               && (written == remedy.destination || (wanted && Cidr::parse(written) == wanted));
    });
    if (known != routes.end())
        (*known)["target"] = remedy.target.value();
    else
        routes.push_back({{"route_table", remedy.table},
                          {"destination", remedy.destination},
                          {"target", remedy.target.value()}});
    Draft& step = draft("transit-route:" + remedy.gateway.value() + ":" + remedy.table + ":"
                            + remedy.destination,
                        MODEL_TEXT("Fix", "Route %1 to %2 in the route table %3 of %4")
                            .with(remedy.destination)
                            .with(nameOf(remedy.target))
                            .with(remedy.table)
                            .with(nameOf(remedy.gateway)));
    set(step, remedy.gateway, "routes", std::move(routes));
}

} // namespace skydraft
