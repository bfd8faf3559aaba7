// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/regions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace skydraft {

namespace {

constexpr std::array places{
    RegionPlace{"af-south-1", -33.9, 18.4, "ZA", "AF"},
    RegionPlace{"ap-east-1", 22.3, 114.2, "HK", "AS"},
    RegionPlace{"ap-northeast-1", 35.7, 139.7, "JP", "AS"},
    RegionPlace{"ap-northeast-2", 37.6, 127.0, "KR", "AS"},
    RegionPlace{"ap-northeast-3", 34.7, 135.5, "JP", "AS"},
    RegionPlace{"ap-south-1", 19.1, 72.9, "IN", "AS"},
    RegionPlace{"ap-southeast-1", 1.4, 103.8, "SG", "AS"},
    RegionPlace{"ap-southeast-2", -33.9, 151.2, "AU", "OC"},
    RegionPlace{"ca-central-1", 45.5, -73.6, "CA", "NA"},
    RegionPlace{"eu-central-1", 50.1, 8.7, "DE", "EU"},
    RegionPlace{"eu-north-1", 59.3, 18.1, "SE", "EU"},
    RegionPlace{"eu-west-1", 53.3, -6.3, "IE", "EU"},
    RegionPlace{"eu-west-2", 51.5, -0.1, "GB", "EU"},
    RegionPlace{"eu-west-3", 48.9, 2.4, "FR", "EU"},
    RegionPlace{"me-south-1", 26.1, 50.6, "BH", "AS"},
    RegionPlace{"sa-east-1", -23.6, -46.6, "BR", "SA"},
    RegionPlace{"us-east-1", 38.9, -77.5, "US", "NA"},
    RegionPlace{"us-east-2", 40.0, -83.0, "US", "NA"},
    RegionPlace{"us-west-1", 37.8, -122.4, "US", "NA"},
    RegionPlace{"us-west-2", 45.8, -119.7, "US", "NA"},
};

constexpr double earthRadiusKm = 6371;
constexpr double fibreKmPerS = 200'000;
constexpr double detour = 1.5;
constexpr double passedOnMs = 1;

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}

} // namespace

std::optional<RegionPlace> placeOfRegion(std::string_view code)
{
    const auto found = std::find_if(places.begin(), places.end(),
                                    [&](const RegionPlace& place) { return place.code == code; });
    return found == places.end() ? std::nullopt : std::optional{*found};
}

std::int64_t oneWayNs(std::string_view from, std::string_view to)
{
    const auto a = placeOfRegion(from);
    const auto b = placeOfRegion(to);
    if (!a || !b || from == to)
        return 0;
    // The haversine formula for the great circle. Rounded to whole microseconds, so that the last
    // bits of a platform's sine do not matter.
    const double north = std::sin(radians(b->latitude - a->latitude) / 2);
    const double east = std::sin(radians(b->longitude - a->longitude) / 2);
    const double square =
        north * north
        + std::cos(radians(a->latitude)) * std::cos(radians(b->latitude)) * east * east;
    const double km = 2 * earthRadiusKm * std::asin(std::sqrt(std::min(square, 1.0)));
    const double ms = km * detour / fibreKmPerS * 1000 + passedOnMs;
    return std::llround(ms * 1000) * 1000;
}

int geolocationRank(std::string_view location, std::string_view regionCode)
{
    if (location.empty() || location == "*" || location == "default")
        return 1;
    const auto place = placeOfRegion(regionCode);
    if (!place)
        return 0;
    if (location == place->country || location == regionCode)
        return 3;
    return location == place->continent ? 2 : 0;
}

} // namespace skydraft
