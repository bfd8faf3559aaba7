// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/edit_json.h"

#include "model/base/json_locate.h"
#include "model/base/object_reader.h"

#include <array>

namespace skydraft {
namespace {

using enum ObjectReader::Member;

OrderedJson formOf(const Batch& batch)
{
    OrderedJson json{{"edit", "batch"}, {"edits", OrderedJson::array()}};
    for (const Edit& edit : batch.edits)
        json["edits"].push_back(toJson(edit));
    return json;
}

OrderedJson formOf(const AddResource& add)
{
    return {{"edit", "add"}, {"resource", toJson(add.resource)}};
}

OrderedJson formOf(const RemoveResource& remove)
{
    return {{"edit", "remove"}, {"id", remove.id.value()}};
}

template <class Set>
OrderedJson formOfSet(const char* name, const Set& set)
{
    OrderedJson json{{"edit", name}, {"id", set.id.value()}, {"property", set.property}};
    if (set.value)
        json["value"] = OrderedJson(*set.value);
    return json;
}

OrderedJson formOf(const SetProperty& set)
{
    return formOfSet("set", set);
}

OrderedJson formOf(const RenameResource& rename)
{
    return {{"edit", "rename"}, {"id", rename.id.value()}, {"name", rename.name}};
}

OrderedJson formOf(const MoveResource& move)
{
    OrderedJson json{{"edit", "move"}, {"id", move.id.value()}};
    if (move.parent)
        json["parent"] = move.parent->value();
    if (move.placement)
        json["placement"] = toJson(*move.placement);
    return json;
}

OrderedJson formOf(const Connect& connect)
{
    return {{"edit", "connect"}, {"connection", toJson(connect.connection)}};
}

OrderedJson formOf(const Disconnect& disconnect)
{
    return {{"edit", "disconnect"}, {"id", disconnect.id.value()}};
}

OrderedJson formOf(const SetConnectionProperty& set)
{
    return formOfSet("set-connection", set);
}

OrderedJson formOf(const SetScenario& set)
{
    OrderedJson json{{"edit", "scenario"}, {"id", set.id.value()}};
    if (set.scenario)
        json["scenario"] = toJson(*set.scenario);
    return json;
}

OrderedJson formOf(const SetSuppression& set)
{
    OrderedJson json{{"edit", "suppression"}, {"code", set.id.code}};
    if (set.id.resource)
        json["resource"] = set.id.resource->value();
    if (set.suppression)
        json["suppression"] = toJson(*set.suppression);
    return json;
}

OrderedJson formOf(const SetIntent& set)
{
    OrderedJson json{{"edit", "intent"}, {"id", set.id.value()}};
    if (set.intent)
        json["intent"] = toJson(*set.intent);
    return json;
}

OrderedJson formOf(const SetTitle& set)
{
    return {{"edit", "title"}, {"title", set.title}};
}

using Reader = Result<Edit> (*)(ObjectReader& reader);

std::optional<Json> optionalValue(ObjectReader& reader)
{
    const Json* value = reader.member("value");
    return value == nullptr ? std::nullopt : std::optional<Json>(*value);
}

Result<Edit> readBatch(ObjectReader& reader)
{
    Batch batch;
    Result<void> state;
    reader.forEach("edits", [&](const Json& json, const std::string& pointer) {
        if (!state)
            return;
        auto edit = editFrom(json, pointer);
        if (edit)
            batch.edits.push_back(*std::move(edit));
        else
            state = tl::unexpected(std::move(edit.error()));
    });
    if (!state)
        return tl::unexpected(std::move(state.error()));
    return Edit{std::move(batch)};
}

Result<Edit> readAdd(ObjectReader& reader)
{
    const Json* resource = reader.member("resource", Required);
    if (resource == nullptr)
        return Edit{}; // the reader holds the fault
    return resourceFrom(*resource, pointerTo(reader.pointer(), "resource")).map([](Resource read) {
        return Edit{AddResource{std::move(read)}};
    });
}

Result<Edit> readConnect(ObjectReader& reader)
{
    const Json* connection = reader.member("connection", Required);
    if (connection == nullptr)
        return Edit{};
    return connectionFrom(*connection, pointerTo(reader.pointer(), "connection"))
        .map([](Connection read) { return Edit{Connect{std::move(read)}}; });
}

Result<Edit> readScenario(ObjectReader& reader)
{
    const ScenarioId id(reader.text("id", Required));
    const Json* scenario = reader.member("scenario");
    if (scenario == nullptr || scenario->is_null())
        return Edit{SetScenario{id, std::nullopt}};
    return scenarioFrom(*scenario, pointerTo(reader.pointer(), "scenario")).map([&](Scenario read) {
        return Edit{SetScenario{id, std::move(read)}};
    });
}

Result<Edit> readSuppression(ObjectReader& reader)
{
    SuppressionKey id{reader.text("code", Required), std::nullopt};
    if (const std::string resource = reader.text("resource"); !resource.empty())
        id.resource = ResourceId(resource);
    const Json* suppression = reader.member("suppression");
    if (suppression == nullptr || suppression->is_null())
        return Edit{SetSuppression{id, std::nullopt}};
    return suppressionFrom(*suppression, pointerTo(reader.pointer(), "suppression"))
        .map([&](Suppression read) {
            return Edit{SetSuppression{id, std::move(read)}};
        });
}

Result<Edit> readIntent(ObjectReader& reader)
{
    const IntentId id(reader.text("id", Required));
    const Json* intent = reader.member("intent");
    if (intent == nullptr || intent->is_null())
        return Edit{SetIntent{id, std::nullopt}};
    return intentFrom(*intent, pointerTo(reader.pointer(), "intent")).map([&](Intent read) {
        return Edit{SetIntent{id, std::move(read)}};
    });
}

Result<Edit> readMove(ObjectReader& reader)
{
    MoveResource move{ResourceId(reader.text("id", Required)), std::nullopt, std::nullopt};
    if (const std::string parent = reader.text("parent"); !parent.empty())
        move.parent = ResourceId(parent);
    const Json* placement = reader.member("placement");
    if (placement == nullptr || placement->is_null())
        return Edit{std::move(move)};
    return placementFrom(*placement, pointerTo(reader.pointer(), "placement"))
        .map([&](Placement read) {
            move.placement = read;
            return Edit{std::move(move)};
        });
}

Result<Edit> readRemove(ObjectReader& reader)
{
    return Edit{RemoveResource{ResourceId(reader.text("id", Required))}};
}

Result<Edit> readSet(ObjectReader& reader)
{
    const ResourceId id(reader.text("id", Required));
    return Edit{SetProperty{id, reader.text("property", Required), optionalValue(reader)}};
}

Result<Edit> readSetConnection(ObjectReader& reader)
{
    const ConnectionId id(reader.text("id", Required));
    return Edit{
        SetConnectionProperty{id, reader.text("property", Required), optionalValue(reader)}};
}

Result<Edit> readRename(ObjectReader& reader)
{
    const ResourceId id(reader.text("id", Required));
    return Edit{RenameResource{id, reader.text("name", Required)}};
}

Result<Edit> readDisconnect(ObjectReader& reader)
{
    return Edit{Disconnect{ConnectionId(reader.text("id", Required))}};
}

Result<Edit> readTitle(ObjectReader& reader)
{
    return Edit{SetTitle{reader.text("title", Required)}};
}

constexpr std::array<std::pair<std::string_view, Reader>, 13> readers{{
    {"batch", readBatch},
    {"add", readAdd},
    {"remove", readRemove},
    {"set", readSet},
    {"rename", readRename},
    {"move", readMove},
    {"connect", readConnect},
    {"disconnect", readDisconnect},
    {"set-connection", readSetConnection},
    {"scenario", readScenario},
    {"title", readTitle},
    {"suppression", readSuppression},
    {"intent", readIntent},
}};

} // namespace

OrderedJson toJson(const Edit& edit)
{
    return std::visit([](const auto& change) { return formOf(change); }, edit.change);
}

Result<Edit> editFrom(const Json& json, const std::string& pointer)
{
    std::optional<Error> error;
    ObjectReader reader(json, pointer, error);
    const Reader read = reader.oneOf("edit", readers);
    if (error)
        return tl::unexpected(*std::move(error));
    Result<Edit> edit = read(reader);
    if (error)
        return tl::unexpected(*std::move(error));
    return edit;
}

Result<std::vector<EditLine>> editsFromLines(std::string_view text, const std::string& source)
{
    std::vector<EditLine> edits;
    for (int line = 1; !text.empty(); ++line) {
        const std::string_view content = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), content.size() + 1));
        if (content.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        auto edit =
            parseJson(content, source).and_then([](const Json& json) { return editFrom(json); });
        if (!edit) {
            Error error = located(std::move(edit.error()), content, source);
            error.location.line = line;
            return tl::unexpected(std::move(error));
        }
        edits.push_back({*std::move(edit), line});
    }
    return edits;
}

} // namespace skydraft
