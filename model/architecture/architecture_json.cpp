// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/architecture_json.h"

#include "model/architecture/integrity.h"
#include "model/base/object_reader.h"

namespace skydraft {
namespace {

/// The id in words, and the member that holds it.
template <class Tag>
std::pair<std::string, const char*> wordsOf(const Id<Tag>& id)
{
    return {id.value(), "id"};
}

std::pair<std::string, const char*> wordsOf(const SuppressionKey& id)
{
    return {id.code + (id.resource ? " " + id.resource->value() : ""), "code"};
}

/// Reads the list `key` with `from` and puts its items; the pointers of what was read go to
/// `places`.
template <class From, class Place>
Result<void> readList(ObjectReader& reader, const char* key, const From& from,
                      ArchitectureBuilder& builder, std::vector<Place>& places)
{
    Result<void> state;
    reader.forEach(key, [&](const Json& json, const std::string& pointer) {
        if (!state)
            return;
        auto item = from(json, pointer);
        if (!item) {
            state = tl::unexpected(std::move(item.error()));
            return;
        }
        if (builder.current().find(item->id) != nullptr) {
            const auto [words, member] = wordsOf(item->id);
            state = fail(ErrorCode::DuplicateId,
                         MODEL_TEXT("Document", "the id \"%1\" is there twice").with(words),
                         pointerTo(pointer, member));
            return;
        }
        places.emplace_back(item->id, pointer);
        builder.put(*std::move(item));
    });
    return state;
}

template <class Place, class Check>
Result<void> checkAll(const std::vector<Place>& places, const ArchitectureBuilder& builder,
                      const Check& check)
{
    for (const auto& [id, pointer] : places)
        if (auto checked = check(*builder.current().find(id), pointer); !checked)
            return checked;
    return {};
}

} // namespace

Result<Architecture> architectureFrom(const Catalogue& catalogue, const Json& json,
                                      const std::string& pointer)
{
    std::optional<Error> error;
    ObjectReader reader(json, pointer, error);
    ArchitectureBuilder builder;
    std::vector<std::pair<ResourceId, std::string>> resources;
    std::vector<std::pair<ConnectionId, std::string>> connections;
    std::vector<std::pair<ScenarioId, std::string>> scenarios;
    std::vector<std::pair<SuppressionKey, std::string>> suppressions;
    std::vector<std::pair<IntentId, std::string>> intents;
    builder.setTitle(reader.text("title"));
    reader.member("format");
    reader.member("version");
    const Architecture& now = builder.current();
    const Result<void> read =
        readList(reader, "resources", resourceFrom, builder, resources)
            .and_then([&] {
                return readList(reader, "connections", connectionFrom, builder, connections);
            })
            .and_then(
                [&] { return readList(reader, "scenarios", scenarioFrom, builder, scenarios); })
            .and_then([&] {
                return readList(reader, "suppressions", suppressionFrom, builder, suppressions);
            })
            .and_then([&] { return readList(reader, "intents", intentFrom, builder, intents); })
            .and_then([&] {
                return checkAll(resources, builder,
                                [&](const Resource& resource, const std::string& at) {
                                    return checkResource(catalogue, now, resource, at);
                                });
            })
            .and_then([&] {
                return checkAll(connections, builder,
                                [&](const Connection& connection, const std::string& at) {
                                    return checkConnection(now, connection, at);
                                });
            })
            .and_then([&] { return checkAll(scenarios, builder, checkScenario); })
            .and_then([&] {
                return checkAll(suppressions, builder,
                                [&](const Suppression& suppression, const std::string& at) {
                                    return checkSuppression(now, suppression, at);
                                });
            })
            .and_then([&] { return checkAll(intents, builder, checkIntent); });
    if (error)
        return tl::unexpected(*std::move(error));
    if (!read)
        return tl::unexpected(read.error());
    builder.setExtra(reader.rest());
    return builder.build();
}

} // namespace skydraft
