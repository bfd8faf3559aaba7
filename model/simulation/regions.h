// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// Where an AWS Region stands.
struct RegionPlace
{
    std::string code{};      ///< "ap-northeast-2"
    double latitude = 0;     ///< degrees, of the city it is named after
    double longitude = 0;    ///< degrees
    std::string country{};   ///< ISO 3166: "KR"
    std::string continent{}; ///< as Route 53 names them: "AS"
};

/// The Regions, and how long packets take between them: resources/simulation/regions.json.
class RegionTable
{
public:
    /// Fails for what is no table of Regions, with its place.
    static Result<RegionTable> fromJson(std::string_view text, const std::string& source);
    static const RegionTable& builtIn();

    /// Null for a code that is not known.
    const RegionPlace* find(std::string_view code) const;

    /// How long a packet takes from region to region, one way. 0 within a region and where one of
    /// the codes is not known.
    ///
    /// A model, no measurement: light in fibre along cables that are longer than the great circle,
    /// and a time for what is passed on the way. Seoul to Virginia is 84 ms by it.
    std::int64_t oneWayNs(std::string_view from, std::string_view to) const;

private:
    std::vector<RegionPlace> m_places{};
    double m_fibreKmPerS = 200'000;
    double m_detour = 1;
    double m_passedOnMs = 0;
};

/// Of the built-in table.
std::optional<RegionPlace> placeOfRegion(std::string_view code);
std::int64_t oneWayNs(std::string_view from, std::string_view to);

/// Whether a place that a geolocation record is for (a country such as "KR", a continent such as
/// "AS", "*" for the default) holds people near a region; 0: no; 1: by default, 2: by continent, 3:
/// by country. The more exact one wins (Amazon Route 53 developer guide, "Geolocation routing").
int geolocationRank(std::string_view location, std::string_view regionCode);

} // namespace skydraft
