// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/base/json.h"
#include "model/simulation/edge_plan.h"

#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// The locations and the files of a web server such as nginx: what it does with a path.
///
///     [{"match": "regex_any_case", "path": "/(album|signin)", "root": "/page"},
///      {"match": "prefix", "path": "/api", "action": "proxy"}]   files: ["/index.html", "/page/*"]
class WebLocations
{
public:
    /// `files` may hold `*` and `?`; with none every path leads to a file. Fails for a regular
    /// expression that is none (pointer + "/2/path").
    static Result<WebLocations> fromJson(const Json& locations, const Json& files,
                                         const std::string& pointer);

    /// By the order of nginx ("ngx_http_core_module", location): an exact match; else the longest
    /// prefix, if it forbids regular expressions; else the first regular expression that is found
    /// in the path; else the longest prefix. What no location is for is a file under the root.
    WebAnswer answerTo(std::string_view path) const;

private:
    enum class Match
    {
        Prefix,
        OnlyPrefix,
        Exact,
        Expression
    };
    struct Location
    {
        Match match = Match::Prefix;
        std::string path{};
        std::string root{};
        std::regex expression{};
        WebAnswer answer = WebAnswer::File;
    };
    const Location* locationOf(std::string_view path) const;
    bool hasFile(std::string_view path) const;

    std::vector<Location> m_locations{};
    std::vector<std::string> m_files{};
};

} // namespace skydraft
