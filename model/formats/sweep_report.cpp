// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/sweep_report.h"

#include "model/base/json_locate.h"
#include "model/formats/result_json.h"
#include "model/formats/sweep_columns.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace skydraft {
namespace {

constexpr const char* formatName = "skydraft-sweep";
constexpr int formatVersion = 1;

constexpr std::array<const char*, 3> intervalMembers{"mean", "low", "high"};

tl::unexpected<Error> badPart(ErrorCode code, Text message, const SweepPart& part,
                              std::string pointer = {})
{
    return tl::unexpected(located(Error{code, std::move(message), {.pointer = std::move(pointer)}},
                                  part.text, part.source));
}

/// What all parts of a sweep have in common: everything but their shard and their runs.
OrderedJson headOf(const OrderedJson& part)
{
    OrderedJson head = part;
    head.erase("shard");
    head.erase("runs");
    return head;
}

bool isCount(const OrderedJson& json)
{
    return json.is_number_unsigned();
}

bool areTexts(const OrderedJson& json)
{
    return json.is_array() && std::all_of(json.begin(), json.end(), [](const OrderedJson& text) {
               return text.is_string();
           });
}

OrderedJson memberOrNull(const OrderedJson& json, const char* name)
{
    return json.is_object() ? json.value(name, OrderedJson()) : OrderedJson();
}

bool isInterval(const OrderedJson& json)
{
    return std::all_of(std::begin(intervalMembers), std::end(intervalMembers),
                       [&](const char* name) { return memberOrNull(json, name).is_number(); });
}

/// Whether a run has what the tables read.
bool isRun(const OrderedJson& run, std::size_t axes)
{
    const OrderedJson values = memberOrNull(run, "values");
    const OrderedJson requests = memberOrNull(run, "requests");
    const OrderedJson confidence = memberOrNull(run, "confidence");
    const OrderedJson nodes = memberOrNull(run, "nodes");
    bool isGood = areTexts(values) && values.size() == axes
                  && isCount(memberOrNull(confidence, "replications")) && nodes.is_object();
    for (const char* count : {"offered", "succeeded", "failed"})
        isGood = isGood && isCount(memberOrNull(requests, count));
    for (const OrderedJson& node : nodes)
        isGood = isGood && memberOrNull(node, "utilization").is_number();
    for (const SweepColumn& column : sweepColumns) {
        const OrderedJson group =
            column.group == nullptr ? confidence : memberOrNull(confidence, column.group);
        const OrderedJson of = memberOrNull(group, column.member);
        isGood = isGood && (!of.is_object() || isInterval(of));
    }
    return isGood;
}

bool isAxis(const OrderedJson& axis)
{
    return memberOrNull(axis, "path").is_string() && areTexts(memberOrNull(axis, "values"));
}

/// The shape that joinSweepParts and the tables rely on.
Result<void> checkPart(const OrderedJson& json, const SweepPart& part)
{
    const bool isSweep = json.is_object() && json.value("format", OrderedJson()) == formatName
                         && json.value("version", OrderedJson()) == formatVersion;
    if (!isSweep)
        return badPart(ErrorCode::UnknownFormat,
                       MODEL_TEXT("Sweep", "This is no part of a sweep of this version."), part);
    const OrderedJson shard = json.value("shard", OrderedJson::object());
    const bool hasShard = shard.is_object() && isCount(shard.value("number", OrderedJson()))
                          && isCount(shard.value("count", OrderedJson()));
    if (!hasShard || shard["number"] < 1 || shard["number"] > shard["count"])
        return badPart(ErrorCode::WrongType,
                       MODEL_TEXT("Sweep", "This is no part: it does not say which shard it is."),
                       part, json.contains("shard") ? "/shard" : "");
    if (!isCount(json.value("points", OrderedJson())) || json["points"] > Sweep::mostPoints
        || !json.value("runs", OrderedJson()).is_array()
        || !json.value("vary", OrderedJson()).is_array()
        || !std::all_of(json["vary"].begin(), json["vary"].end(), isAxis))
        return badPart(ErrorCode::MissingMember,
                       MODEL_TEXT("Sweep", "The part lacks its points, runs or varied values."),
                       part);
    const Shard which{shard["number"].get<std::size_t>(), shard["count"].get<std::size_t>()};
    std::size_t next = which.number - 1;
    for (std::size_t i = 0; i < json["runs"].size(); ++i, next += which.count) {
        const OrderedJson& run = json["runs"][i];
        if (!run.is_object() || run.value("point", OrderedJson()) != next)
            return badPart(ErrorCode::OutOfRange,
                           MODEL_TEXT("Sweep", "The run of point %1 should stand here.")
                               .with(std::to_string(next)),
                           part, pointerTo("/runs", i));
        if (!isRun(run, json["vary"].size()))
            return badPart(ErrorCode::WrongType, MODEL_TEXT("Sweep", "This is no run of a sweep."),
                           part, pointerTo("/runs", i));
    }
    if (next < json["points"].get<std::size_t>())
        return badPart(
            ErrorCode::MissingMember,
            MODEL_TEXT("Sweep", "The run of point %1 is missing.").with(std::to_string(next)), part,
            "/runs");
    return {};
}

/// Takes parts in any order.
class Joiner
{
public:
    Result<void> add(const SweepPart& part, const std::string& fingerprint)
    {
        if (auto read = parseJson(part.text, part.source); !read)
            return tl::unexpected(read.error());
        OrderedJson json = OrderedJson::parse(part.text);
        if (auto checked = checkPart(json, part); !checked)
            return tl::unexpected(checked.error());
        const auto count = json["shard"]["count"].get<std::size_t>();
        if (m_found.empty()) {
            m_joined = headOf(json);
            m_count = count;
        }
        const OrderedJson wanted =
            fingerprint.empty() ? m_joined["fingerprint"] : OrderedJson(fingerprint);
        const bool isOurs = json["fingerprint"] == wanted;
        if (!isOurs || headOf(json) != m_joined || count != m_count)
            return badPart(ErrorCode::WrongReference,
                           MODEL_TEXT("Sweep",
                                      "This part belongs to another sweep: its drawing, scenario, "
                                      "varied values, replications or version differ."),
                           part, isOurs ? "" : "/fingerprint");
        const auto number = json["shard"]["number"].get<std::size_t>();
        if (const auto [place, isNew] = m_found.emplace(number, part.source); !isNew)
            return badPart(ErrorCode::DuplicateId,
                           MODEL_TEXT("Sweep", "Shard %1 is there already, in %2.")
                               .with(std::to_string(number))
                               .with(place->second),
                           part, "/shard/number");
        for (OrderedJson& run : json["runs"]) {
            const auto point = run["point"].get<std::size_t>();
            m_runs.emplace(point, std::move(run));
        }
        return {};
    }

    Result<OrderedJson> finish()
    {
        for (std::size_t number = 1; number <= std::max<std::size_t>(m_count, 1); ++number)
            if (!m_found.contains(number))
                return fail(ErrorCode::MissingMember,
                            MODEL_TEXT("Sweep", "Shard %1 of %2 is missing.")
                                .with(std::to_string(number))
                                .with(std::to_string(m_count)));
        m_joined["runs"] = OrderedJson::array();
        for (auto& [point, run] : m_runs)
            m_joined["runs"].push_back(std::move(run));
        return std::move(m_joined);
    }

private:
    OrderedJson m_joined;
    std::size_t m_count = 0;
    std::map<std::size_t, std::string> m_found; ///< shard, the file that holds it
    std::map<std::size_t, OrderedJson> m_runs;  ///< by point
};

} // namespace

OrderedJson sweepToJson(const SweepReport& report, const Sweep& sweep, const Shard& shard,
                        const std::vector<SweepRun>& runs)
{
    OrderedJson json{{"format", formatName},
                     {"version", formatVersion},
                     {"fingerprint", report.fingerprint},
                     {"scenario", report.scenario},
                     {"seed", report.seed},
                     {"replications", report.replications},
                     {"vary", OrderedJson::array()},
                     {"points", sweep.size()}};
    for (const SweepAxis& axis : sweep.axes())
        json["vary"].push_back({{"path", axis.path}, {"values", axis.values}});
    if (shard != Shard{})
        json["shard"] = {{"number", shard.number}, {"count", shard.count}};
    json["runs"] = OrderedJson::array();
    for (const SweepRun& run : runs) {
        OrderedJson entry{{"point", run.point}, {"values", sweep.values(run.point)}};
        const OrderedJson result = resultToJson(run.result);
        for (const auto& [name, member] : result.items())
            if (name != "scenario" && name != "seed")
                entry[name] = member;
        json["runs"].push_back(std::move(entry));
    }
    return json;
}

Result<OrderedJson> joinSweepParts(const std::vector<SweepPart>& parts,
                                   const std::string& fingerprint)
{
    Joiner joiner;
    for (const SweepPart& part : parts)
        if (auto added = joiner.add(part, fingerprint); !added)
            return tl::unexpected(added.error());
    return joiner.finish();
}

} // namespace skydraft
