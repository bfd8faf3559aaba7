// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/regions.h"

#include "model/base/json.h"
#include "model/simulation/plan_json.h"
#include "resources/embedded.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace skydraft {

namespace {

constexpr double earthRadiusKm = 6371;

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}

/// A number between two others, which no table may leave out.
Result<double> numberBetween(const Json& object, const char* key, double least, double most,
                             const std::string& pointer)
{
    const Json value = memberOf(object, key);
    const double number = value.is_number() ? value.get<double>() : least - 1;
    if (!(number >= least && number <= most))
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "\"%1\" is a number from %2 to %3.")
                        .with(std::string{key})
                        .with(least)
                        .with(most),
                    pointerTo(pointer, key));
    return number;
}

Result<RegionPlace> placeFrom(const Json& json, const std::string& pointer)
{
    RegionPlace place{.code = textIn(json, "code")};
    if (place.code.empty())
        return fail(ErrorCode::MissingMember, MODEL_TEXT("Simulation", "A Region has a code."),
                    pointerTo(pointer, "code"));
    const auto latitude = numberBetween(json, "latitude", -90, 90, pointer);
    if (!latitude)
        return tl::unexpected(latitude.error());
    const auto longitude = numberBetween(json, "longitude", -180, 180, pointer);
    if (!longitude)
        return tl::unexpected(longitude.error());
    place.latitude = *latitude;
    place.longitude = *longitude;
    place.country = textIn(json, "country");
    place.continent = textIn(json, "continent");
    return place;
}

} // namespace

Result<RegionTable> RegionTable::fromJson(std::string_view text, const std::string& source)
{
    const auto json = parseJson(text, source);
    if (!json)
        return tl::unexpected(json.error());
    RegionTable table;
    const Json way = memberOf(*json, "way");
    const auto speed = numberBetween(way, "fibre_km_per_s", 1, 299'792, "/way");
    const auto detour = numberBetween(way, "detour", 1, 100, "/way");
    const auto passedOn = numberBetween(way, "passed_on_ms", 0, 1000, "/way");
    for (const auto* number : {&speed, &detour, &passedOn})
        if (!*number)
            return tl::unexpected(number->error());
    table.m_fibreKmPerS = *speed;
    table.m_detour = *detour;
    table.m_passedOnMs = *passedOn;
    const Json regions = memberOf(*json, "regions");
    if (!regions.is_array())
        return fail(ErrorCode::WrongType, MODEL_TEXT("Simulation", "The Regions are a list."),
                    "/regions");
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const std::string pointer = pointerTo("/regions", i);
        auto place = placeFrom(regions[i], pointer);
        if (!place)
            return tl::unexpected(place.error());
        if (table.find(place->code) != nullptr)
            return fail(
                ErrorCode::DuplicateId,
                MODEL_TEXT("Simulation", "The Region \"%1\" is there twice.").with(place->code),
                pointerTo(pointer, "code"));
        table.m_places.push_back(std::move(*place));
    }
    return table;
}

const RegionTable& RegionTable::builtIn()
{
    static const RegionTable table = [] {
        const char* const path = "simulation/regions.json";
        auto read = fromJson(resources::embeddedFile(path), path);
        return read ? *std::move(read) : RegionTable{};
    }();
    return table;
}

const RegionPlace* RegionTable::find(std::string_view code) const
{
    const auto found = std::find_if(m_places.begin(), m_places.end(),
                                    [&](const RegionPlace& place) { return place.code == code; });
    return found == m_places.end() ? nullptr : &*found;
}

std::int64_t RegionTable::oneWayNs(std::string_view from, std::string_view to) const
{
    const RegionPlace* a = find(from);
    const RegionPlace* b = find(to);
    if (a == nullptr || b == nullptr || from == to)
        return 0;
    // The haversine formula for the great circle. Rounded to whole microseconds, so that the last
    // bits of a platform's sine do not matter.
    const double north = std::sin(radians(b->latitude - a->latitude) / 2);
    const double east = std::sin(radians(b->longitude - a->longitude) / 2);
    const double square =
        north * north
        + std::cos(radians(a->latitude)) * std::cos(radians(b->latitude)) * east * east;
    const double km = 2 * earthRadiusKm * std::asin(std::sqrt(std::min(square, 1.0)));
    const double ms = km * m_detour / m_fibreKmPerS * 1000 + m_passedOnMs;
    return std::llround(ms * 1000) * 1000;
}

std::optional<RegionPlace> placeOfRegion(std::string_view code)
{
    const RegionPlace* place = RegionTable::builtIn().find(code);
    return place == nullptr ? std::nullopt : std::optional{*place};
}

std::int64_t oneWayNs(std::string_view from, std::string_view to)
{
    return RegionTable::builtIn().oneWayNs(from, to);
}

int geolocationRank(std::string_view location, std::string_view regionCode)
{
    if (location.empty() || location == "*" || location == "default")
        return 1;
    const RegionPlace* place = RegionTable::builtIn().find(regionCode);
    if (place == nullptr)
        return 0;
    if (location == place->country || location == regionCode)
        return 3;
    return location == place->continent ? 2 : 0;
}

} // namespace skydraft
