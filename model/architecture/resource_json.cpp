// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/resource_json.h"

#include "model/base/object_reader.h"

#include <array>
#include <cmath>

namespace skydraft {
namespace {

using enum ObjectReader::Member;

/// A whole number is written without ".0": people read these files.
OrderedJson numberToJson(double number)
{
    if (number == std::floor(number) && std::abs(number) < 9e15)
        return static_cast<std::int64_t>(number);
    return number;
}

void appendExtra(OrderedJson& json, const Json& extra)
{
    for (const auto& [key, value] : extra.items())
        json[key] = OrderedJson(value);
}

template <class Value>
Result<Value> valueOrError(Value value, std::optional<Error>& error)
{
    if (error)
        return tl::unexpected(*std::move(error));
    return value;
}

OrderedJson toJson(const Load& load)
{
    OrderedJson json{
        {"client", load.client.value()}, {"shape", load.shape}, {"arrivals", load.arrivals}};
    if (load.ratePerS)
        json["rate_per_s"] = numberToJson(*load.ratePerS);
    if (load.users) {
        json["users"] = *load.users;
        json["think_time_s"] = numberToJson(load.thinkTimeS);
    }
    appendExtra(json, load.extra);
    return json;
}

OrderedJson toJson(const Fault& fault)
{
    OrderedJson json{
        {"at_s", numberToJson(fault.atS)}, {"kind", fault.kind}, {"target", fault.target}};
    if (fault.durationS)
        json["duration_s"] = numberToJson(*fault.durationS);
    appendExtra(json, fault.extra);
    return json;
}

Load loadFrom(const Json& json, const std::string& pointer, std::optional<Error>& error)
{
    ObjectReader reader(json, pointer, error);
    Load load;
    load.client = ResourceId(reader.text("client", Required));
    if (const std::string shape = reader.text("shape"); !shape.empty())
        load.shape = shape;
    if (const std::string arrivals = reader.text("arrivals"); !arrivals.empty())
        load.arrivals = arrivals;
    load.ratePerS = reader.number("rate_per_s");
    load.users = reader.integer("users");
    load.thinkTimeS = reader.number("think_time_s").value_or(0);
    load.extra = reader.rest();
    return load;
}

Fault faultFrom(const Json& json, const std::string& pointer, std::optional<Error>& error)
{
    ObjectReader reader(json, pointer, error);
    Fault fault;
    fault.atS = reader.number("at_s", Required).value_or(0);
    fault.kind = reader.text("kind", Required);
    fault.target = reader.text("target", Required);
    fault.durationS = reader.number("duration_s");
    fault.extra = reader.rest();
    return fault;
}

} // namespace

OrderedJson toJson(const Placement& placement)
{
    return {{"x", numberToJson(placement.x)},
            {"y", numberToJson(placement.y)},
            {"width", numberToJson(placement.width)},
            {"height", numberToJson(placement.height)}};
}

OrderedJson toJson(const Resource& resource)
{
    OrderedJson json{{"id", resource.id.value()}, {"type", resource.type}, {"name", resource.name}};
    if (resource.parent)
        json["parent"] = resource.parent->value();
    json["properties"] = OrderedJson(resource.properties);
    if (resource.placement)
        json["placement"] = toJson(*resource.placement);
    appendExtra(json, resource.extra);
    return json;
}

OrderedJson toJson(const Connection& connection)
{
    OrderedJson json{{"id", connection.id.value()},
                     {"from", connection.from.value()},
                     {"to", connection.to.value()},
                     {"kind", std::string(toString(connection.kind))},
                     {"properties", OrderedJson(connection.properties)}};
    appendExtra(json, connection.extra);
    return json;
}

OrderedJson toJson(const Scenario& scenario)
{
    OrderedJson json{{"id", scenario.id.value()},
                     {"name", scenario.name},
                     {"seed", scenario.seed},
                     {"duration_s", numberToJson(scenario.durationS)},
                     {"warmup_s", numberToJson(scenario.warmupS)},
                     {"load", OrderedJson::array()},
                     {"faults", OrderedJson::array()}};
    for (const Load& load : scenario.load)
        json["load"].push_back(toJson(load));
    for (const Fault& fault : scenario.faults)
        json["faults"].push_back(toJson(fault));
    appendExtra(json, scenario.extra);
    return json;
}

OrderedJson toJson(const Suppression& suppression)
{
    OrderedJson json{{"code", suppression.id.code}};
    if (suppression.id.resource)
        json["resource"] = suppression.id.resource->value();
    json["reason"] = suppression.reason;
    appendExtra(json, suppression.extra);
    return json;
}

OrderedJson toJson(const Intent& intent)
{
    OrderedJson json{{"id", intent.id.value()},
                     {"name", intent.name},
                     {"kind", std::string(toString(intent.kind))},
                     {"from", intent.from},
                     {"to", intent.to}};
    if (!intent.protocol.empty())
        json["protocol"] = intent.protocol;
    if (intent.port)
        json["port"] = *intent.port;
    if (!intent.through.empty())
        json["through"] = intent.through;
    appendExtra(json, intent.extra);
    return json;
}

OrderedJson toJson(const Architecture& architecture)
{
    OrderedJson json{{"format", "skydraft"}, {"version", 1}, {"title", architecture.title()}};
    for (const char* list : {"resources", "connections", "scenarios"})
        json[list] = OrderedJson::array();
    for (const auto& resource : architecture.resources())
        json["resources"].push_back(toJson(*resource));
    for (const auto& connection : architecture.connections())
        json["connections"].push_back(toJson(*connection));
    for (const auto& scenario : architecture.scenarios())
        json["scenarios"].push_back(toJson(*scenario));
    for (const auto& suppression : architecture.suppressions())
        json["suppressions"].push_back(toJson(*suppression));
    for (const auto& intent : architecture.intents())
        json["intents"].push_back(toJson(*intent));
    appendExtra(json, architecture.extra());
    return json;
}

Result<Placement> placementFrom(const Json& json, const std::string& pointer)
{
    std::optional<Error> error;
    ObjectReader reader(json, pointer, error);
    const Placement placement{.x = reader.number("x", Required).value_or(0),
                              .y = reader.number("y", Required).value_or(0),
                              .width = reader.number("width").value_or(64),
                              .height = reader.number("height").value_or(64)};
    return valueOrError(placement, error);
}

Result<Resource> resourceFrom(const Json& json, const std::string& pointer)
{
    std::optional<Error> error;
    ObjectReader reader(json, pointer, error);
    Resource resource;
    resource.id = ResourceId(reader.text("id", Required));
    resource.type = reader.text("type", Required);
    resource.name = reader.text("name");
    if (const Json* parent = reader.member("parent"); parent != nullptr && !parent->is_null())
        resource.parent = ResourceId(reader.text("parent"));
    resource.properties = reader.object("properties");
    if (const Json* placement = reader.member("placement");
        placement != nullptr && !placement->is_null()) {
        auto read = placementFrom(*placement, pointerTo(pointer, "placement"));
        if (!read && !error)
            error = std::move(read.error());
        else if (read)
            resource.placement = *read;
    }
    resource.extra = reader.rest();
    return valueOrError(std::move(resource), error);
}

Result<Connection> connectionFrom(const Json& json, const std::string& pointer)
{
    std::optional<Error> error;
    ObjectReader reader(json, pointer, error);
    Connection connection;
    connection.id = ConnectionId(reader.text("id", Required));
    connection.from = ResourceId(reader.text("from", Required));
    connection.to = ResourceId(reader.text("to", Required));
    if (reader.member("kind") != nullptr) {
        const std::string kind = reader.text("kind");
        if (const auto known = connectionKindFrom(kind))
            connection.kind = *known;
        else
            reader.refuse(ErrorCode::InvalidChoice, "kind",
                          MODEL_TEXT("Json", "\"%1\" is not a kind of connection").with(kind));
    }
    connection.properties = reader.object("properties");
    connection.extra = reader.rest();
    return valueOrError(std::move(connection), error);
}

Result<Scenario> scenarioFrom(const Json& json, const std::string& pointer)
{
    std::optional<Error> error;
    ObjectReader reader(json, pointer, error);
    Scenario scenario;
    scenario.id = ScenarioId(reader.text("id", Required));
    scenario.name = reader.text("name");
    const auto seed = reader.integer("seed");
    if (seed && *seed < 0)
        reader.refuse(ErrorCode::OutOfRange, "seed", MODEL_TEXT("Json", "a seed is at least 0"));
    scenario.seed = static_cast<std::uint64_t>(seed.value_or(1));
    scenario.durationS = reader.number("duration_s").value_or(scenario.durationS);
    scenario.warmupS = reader.number("warmup_s").value_or(0);
    reader.forEach("load", [&](const Json& load, const std::string& at) {
        scenario.load.push_back(loadFrom(load, at, error));
    });
    reader.forEach("faults", [&](const Json& fault, const std::string& at) {
        scenario.faults.push_back(faultFrom(fault, at, error));
    });
    scenario.extra = reader.rest();
    return valueOrError(std::move(scenario), error);
}

Result<Suppression> suppressionFrom(const Json& json, const std::string& pointer)
{
    std::optional<Error> error;
    ObjectReader reader(json, pointer, error);
    Suppression suppression;
    suppression.id.code = reader.text("code", Required);
    if (const Json* resource = reader.member("resource");
        resource != nullptr && !resource->is_null())
        suppression.id.resource = ResourceId(reader.text("resource"));
    suppression.reason = reader.text("reason", Required);
    suppression.extra = reader.rest();
    return valueOrError(std::move(suppression), error);
}

Result<Intent> intentFrom(const Json& json, const std::string& pointer)
{
    constexpr std::array<std::pair<std::string_view, IntentKind>, 3> kinds{{
        {"never", IntentKind::Never},
        {"reaches", IntentKind::Reaches},
        {"through", IntentKind::Through},
    }};
    std::optional<Error> error;
    ObjectReader reader(json, pointer, error);
    Intent intent;
    intent.id = IntentId(reader.text("id", Required));
    intent.name = reader.text("name");
    intent.kind = reader.oneOf("kind", kinds);
    intent.from = reader.text("from", Required);
    intent.to = reader.text("to", Required);
    intent.protocol = reader.text("protocol");
    intent.port = reader.integer("port");
    intent.through = reader.text("through");
    intent.extra = reader.rest();
    return valueOrError(std::move(intent), error);
}

} // namespace skydraft
