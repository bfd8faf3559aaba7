// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/availability.h"
#include "resources/embedded.h"

#include <array>
#include <utility>

namespace skydraft {

namespace {

constexpr std::array<std::pair<std::string_view, BehaviourKind>, 10> behaviours{{
    {"server", BehaviourKind::Server},
    {"balancer", BehaviourKind::Balancer},
    {"database", BehaviourKind::Database},
    {"cache", BehaviourKind::Cache},
    {"object-store", BehaviourKind::ObjectStore},
    {"cdn", BehaviourKind::Cdn},
    {"dns", BehaviourKind::Dns},
    {"queue", BehaviourKind::Queue},
    {"function", BehaviourKind::Function},
    {"gateway", BehaviourKind::Gateway},
}};

Result<AvailabilityFigure> figureFrom(const Json& json, const std::string& pointer)
{
    const Json value = json.is_object() ? json.value("availability", Json{}) : Json{};
    const Json source = json.is_object() ? json.value("source", Json{}) : Json{};
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 1)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "An availability is a number from 0 to 1."),
                    pointerTo(pointer, "availability"));
    if (!source.is_string() || source.get_ref<const std::string&>().empty())
        return fail(ErrorCode::MissingMember,
                    MODEL_TEXT("Simulation", "An availability names its source."),
                    pointerTo(pointer, "source"));
    return AvailabilityFigure{value.get<double>(), source.get<std::string>()};
}

} // namespace

Result<AvailabilityFigures> AvailabilityFigures::fromJson(std::string_view text,
                                                          const std::string& source)
{
    const auto json = parseJson(text, source);
    if (!json)
        return tl::unexpected(json.error());
    const auto member = [&](const char* key) {
        return json->is_object() ? json->value(key, Json{}) : Json{};
    };
    AvailabilityFigures figures;
    const auto take = [&](AvailabilityFigure& figure, const Json& value,
                          const std::string& pointer) -> Result<void> {
        return figureFrom(value, pointer).map([&](AvailabilityFigure read) {
            figure = std::move(read);
        });
    };
    if (auto taken = take(figures.region, member("region"), "/region"); !taken)
        return tl::unexpected(taken.error());
    if (auto taken = take(figures.zone, member("zone"), "/zone"); !taken)
        return tl::unexpected(taken.error());
    const Json all = member("behaviours");
    for (const auto& [name, kind] : behaviours) {
        const Json one = all.is_object() ? all.value(std::string{name}, Json{}) : Json{};
        for (const char* form : {"single", "redundant"}) {
            const Json value = one.is_object() ? one.value(form, Json{}) : Json{};
            if (value.is_null())
                continue;
            auto& place =
                std::string_view{form} == "single" ? figures.single[kind] : figures.redundant[kind];
            const std::string pointer = pointerTo(pointerTo("/behaviours", name), form);
            if (auto taken = take(place, value, pointer); !taken)
                return tl::unexpected(taken.error());
        }
    }
    return figures;
}

const AvailabilityFigures& AvailabilityFigures::builtIn()
{
    static const AvailabilityFigures figures = [] {
        const char* const path = "availability/figures.json";
        auto read = fromJson(resources::embeddedFile(path), path);
        return read ? *std::move(read) : AvailabilityFigures{};
    }();
    return figures;
}

} // namespace skydraft
