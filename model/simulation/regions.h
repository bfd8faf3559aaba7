// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace skydraft {

/// Where an AWS Region stands.
struct RegionPlace
{
    std::string_view code{};      ///< "ap-northeast-2"
    double latitude = 0;          ///< degrees, of the city it is named after
    double longitude = 0;         ///< degrees
    std::string_view country{};   ///< ISO 3166: "KR"
    std::string_view continent{}; ///< as Route 53 names them: "AS"
};

/// None for a code that is not known.
std::optional<RegionPlace> placeOfRegion(std::string_view code);

/// How long a packet takes from region to region, one way. 0 within a region and where one of the
/// codes is not known.
///
/// A model, no measurement: light in fibre at two thirds of its speed in vacuum (200,000 km/s)
/// along cables 1.5 times as long as the great circle, and 1 ms for what is passed on the way.
/// Seoul to Virginia is 84 ms by it.
std::int64_t oneWayNs(std::string_view from, std::string_view to);

/// Whether a place that a geolocation record is for (a country such as "KR", a continent such as
/// "AS", "*" for the default) holds people near a region; 0: no; 1: by default, 2: by continent, 3:
/// by country. The more exact one wins (Amazon Route 53 developer guide, "Geolocation routing").
int geolocationRank(std::string_view location, std::string_view regionCode);

} // namespace skydraft
