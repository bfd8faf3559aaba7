// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/web_location.h"

#include "model/simulation/plan.h"
#include "model/simulation/plan_json.h"

#include <algorithm>

namespace skydraft {

namespace {

/// Longer patterns and paths are not looked at by regular expressions: their matching is recursive.
constexpr std::size_t longestText = 500;

} // namespace

Result<WebLocations> WebLocations::fromJson(const Json& locations, const Json& files,
                                            const std::string& pointer)
{
    WebLocations all;
    for (const Json& file : files.is_array() ? files : Json::array())
        if (file.is_string())
            all.m_files.push_back(file.get<std::string>());
    for (std::size_t i = 0; locations.is_array() && i < locations.size(); ++i) {
        const Json& json = locations[i];
        Location location{.path = textIn(json, "path"), .root = textIn(json, "root")};
        const std::string match = textIn(json, "match");
        const std::string action = textIn(json, "action");
        location.answer = action == "proxy"       ? WebAnswer::Proxy
                          : action == "not_found" ? WebAnswer::NotFound
                                                  : WebAnswer::File;
        location.match = match == "exact"         ? Match::Exact
                         : match == "only_prefix" ? Match::OnlyPrefix
                                                  : Match::Prefix;
        if (match == "regex" || match == "regex_any_case") {
            location.match = Match::Expression;
            auto flags = std::regex::ECMAScript | std::regex::nosubs;
            if (match == "regex_any_case")
                flags |= std::regex::icase;
            const auto refuse = [&] {
                return fail(ErrorCode::InvalidValue,
                            MODEL_TEXT("Simulation", "\"%1\" is no regular expression.")
                                .with(location.path.substr(0, longestText)),
                            pointerTo(pointerTo(pointer, i), "path"));
            };
            if (location.path.size() > longestText)
                return refuse();
            try {
                location.expression.assign(location.path, flags);
            } catch (const std::regex_error&) {
                return refuse();
            }
        }
        all.m_locations.push_back(std::move(location));
    }
    return all;
}

bool WebLocations::hasFile(std::string_view path) const
{
    return m_files.empty()
           || std::any_of(m_files.begin(), m_files.end(),
                          [&](const std::string& file) { return matchesPath(file, path); });
}

const WebLocations::Location* WebLocations::locationOf(std::string_view path) const
{
    const Location* longest = nullptr;
    for (const Location& location : m_locations) {
        if (location.match == Match::Exact && path == location.path)
            return &location;
        const bool isPrefix =
            location.match == Match::Prefix || location.match == Match::OnlyPrefix;
        if (isPrefix && path.substr(0, location.path.size()) == location.path
            && (longest == nullptr || location.path.size() > longest->path.size()))
            longest = &location;
    }
    if (longest != nullptr && longest->match == Match::OnlyPrefix)
        return longest;
    const std::string text{path.substr(0, longestText)};
    for (const Location& location : m_locations) {
        try {
            if (location.match == Match::Expression && std::regex_search(text, location.expression))
                return &location;
        } catch (const std::regex_error&) {
            continue; // too much work for this path: it does not match
        }
    }
    return longest;
}

WebAnswer WebLocations::answerTo(std::string_view path) const
{
    const Location* location = locationOf(path);
    if (location != nullptr && location->answer != WebAnswer::File)
        return location->answer;
    const std::string file = (location != nullptr ? location->root : "") + std::string{path};
    return hasFile(file) ? WebAnswer::File : WebAnswer::NotFound;
}

} // namespace skydraft
