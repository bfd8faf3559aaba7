// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/baseline.h"

#include "model/architecture/resource_json.h"
#include "model/base/json_locate.h"
#include "model/base/object_reader.h"
#include "model/rules/rule.h"

#include <algorithm>

namespace skydraft {
namespace {

using enum ObjectReader::Member;

constexpr int baselineVersion = 1;

BaselineEntry entryOf(const Finding& finding)
{
    return {finding.code, finding.resource, finding.connection};
}

OrderedJson toJson(const BaselineEntry& entry, int count)
{
    OrderedJson json{{"code", entry.code}, {"resource", entry.resource.value()}};
    if (entry.connection)
        json["connection"] = entry.connection->value();
    if (count > 1)
        json["count"] = count;
    return json;
}

Result<Baseline> baselineFrom(const Json& json)
{
    std::optional<Error> error;
    ObjectReader reader(json, "", error);
    if (reader.text("format", Required) != "skydraft-baseline")
        reader.refuse(ErrorCode::UnknownFormat, "format",
                      MODEL_TEXT("Baseline", "this is not a baseline of findings"));
    if (reader.integer("version").value_or(0) != baselineVersion)
        reader.refuse(ErrorCode::NewerVersion, "version",
                      MODEL_TEXT("Baseline", "this version reads baselines of version 1"));
    Baseline baseline;
    reader.forEach("findings", [&](const Json& item, const std::string& pointer) {
        ObjectReader one(item, pointer, error);
        BaselineEntry entry{one.text("code", Required), ResourceId(one.text("resource")),
                            std::nullopt};
        if (const std::string connection = one.text("connection"); !connection.empty())
            entry.connection = ConnectionId(connection);
        const auto count = one.integer("count").value_or(1);
        if (count < 1 || count > 1'000'000)
            one.refuse(ErrorCode::OutOfRange, "count",
                       MODEL_TEXT("Baseline", "a count is 1 to 1000000"));
        baseline[entry] += static_cast<int>(count);
    });
    if (error)
        return tl::unexpected(*std::move(error));
    return baseline;
}

} // namespace

std::string inWords(const BaselineEntry& entry)
{
    std::string words = entry.code;
    if (!entry.resource.empty())
        words += " " + entry.resource.value();
    if (entry.connection)
        words += " " + entry.connection->value();
    return words;
}

Baseline baselineOf(const std::vector<Finding>& findings)
{
    Baseline baseline;
    for (const Finding& finding : findings)
        if (!finding.suppression)
            ++baseline[entryOf(finding)];
    return baseline;
}

std::string writeBaseline(const Baseline& baseline)
{
    std::string text = "{\"format\": \"skydraft-baseline\", \"version\": 1, \"findings\": [";
    const char* separator = "\n";
    for (const auto& [entry, count] : baseline) {
        text += separator
                + toJson(entry, count).dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
        separator = ",\n";
    }
    return text + "\n]}\n";
}

Result<Baseline> readBaseline(std::string_view text, const std::string& source)
{
    return parseJson(text, source).and_then(baselineFrom).map_error([&](const Error& error) {
        return located(error, text, source);
    });
}

std::vector<BaselineEntry> hideKnown(const Baseline& baseline, Profile profile,
                                     std::vector<Finding>& findings)
{
    Baseline left = baseline;
    std::erase_if(findings, [&](const Finding& finding) {
        const auto known = left.find(entryOf(finding));
        if (finding.suppression || known == left.end() || known->second == 0)
            return false;
        --known->second;
        return true;
    });
    std::vector<BaselineEntry> expired;
    for (const auto& [entry, count] : left) {
        const bool isAsked =
            std::none_of(allRules().begin(), allRules().end(), [&](const Rule& rule) {
                return rule.code == entry.code && !isLookedAt(profile, rule);
            });
        if (count > 0 && isAsked)
            expired.push_back(entry);
    }
    return expired;
}

} // namespace skydraft
