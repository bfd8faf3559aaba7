// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/sweep_report.h"

#include "model/base/json_locate.h"
#include "model/formats/result_json.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace skydraft {
namespace {

constexpr const char* formatName = "skydraft-sweep";
constexpr int formatVersion = 1;

/// The columns of the tables after those of the axes.
struct Column
{
    const char* name;
    const char* group; ///< of the result and of its confidence; null: the member itself
    const char* member;
    int digits;
    double factor;
    const char* unit;
};
constexpr std::array<Column, 6> columns{
    {{"mean_ms", "latency_ms", "mean", 3, 1, "mean ms"},
     {"p50_ms", "latency_ms", "p50", 3, 1, "p50 ms"},
     {"p95_ms", "latency_ms", "p95", 3, 1, "p95 ms"},
     {"p99_ms", "latency_ms", "p99", 3, 1, "p99 ms"},
     {"availability", nullptr, "availability", 4, 100, "availability %"},
     {"throughput_per_s", nullptr, "throughput_per_s", 3, 1, "req/s"}}};

constexpr std::array<const char*, 3> intervalMembers{"mean", "low", "high"};

struct Number
{
    OrderedJson value{}; ///< null where there is none
    OrderedJson low{};
    OrderedJson high{};
};

const OrderedJson* memberOf(const OrderedJson& json, const char* group, const char* member)
{
    const OrderedJson* place = &json;
    for (const char* step : {group, member}) {
        if (step == nullptr)
            continue;
        if (!place->is_object())
            return nullptr;
        const auto found = place->find(step);
        if (found == place->end())
            return nullptr;
        place = &*found;
    }
    return place;
}

Number numberIn(const OrderedJson& run, const Column& column)
{
    if (const OrderedJson* of = memberOf(run["confidence"], column.group, column.member);
        of != nullptr && of->is_object())
        return {of->at("mean"), of->at("low"), of->at("high")};
    const OrderedJson* plain = memberOf(run, column.group, column.member);
    return {plain != nullptr ? *plain : OrderedJson(), {}, {}};
}

/// The node that is busiest, as its id and its utilization.
std::pair<std::string, double> busiestOf(const OrderedJson& run)
{
    std::pair<std::string, double> busiest{"", 0};
    for (const auto& [id, node] : run["nodes"].items())
        if (const double here = node.at("utilization").get<double>(); here > busiest.second)
            busiest = {id, here};
    return busiest;
}

std::string rounded(double value, int digits)
{
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string quoted(const std::string& cell)
{
    if (cell.find_first_of(",\"\r\n") == std::string::npos)
        return cell;
    std::string text = "\"";
    for (const char c : cell)
        text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

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
    for (const Column& column : columns) {
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
    OrderedJson joined;
    std::size_t count = 0;
    std::map<std::size_t, const SweepPart*> found;
    std::map<std::size_t, OrderedJson> runs; // by point
    for (const SweepPart& part : parts) {
        if (auto read = parseJson(part.text, part.source); !read)
            return tl::unexpected(read.error());
        OrderedJson json = OrderedJson::parse(part.text);
        if (auto checked = checkPart(json, part); !checked)
            return tl::unexpected(checked.error());
        const auto number = json["shard"]["number"].get<std::size_t>();
        const bool isFirst = found.empty();
        if (isFirst) {
            joined = headOf(json);
            count = json["shard"]["count"].get<std::size_t>();
        }
        const bool isOurs =
            json["fingerprint"]
            == (fingerprint.empty() ? joined["fingerprint"] : OrderedJson(fingerprint));
        if (!isOurs || headOf(json) != joined || json["shard"]["count"] != count)
            return badPart(ErrorCode::WrongReference,
                           MODEL_TEXT("Sweep",
                                      "This part belongs to another sweep: its drawing, scenario, "
                                      "varied values, replications or version differ."),
                           part, isOurs ? "" : "/fingerprint");
        if (const auto [place, isNew] = found.emplace(number, &part); !isNew)
            return badPart(ErrorCode::DuplicateId,
                           MODEL_TEXT("Sweep", "Shard %1 is there already, in %2.")
                               .with(std::to_string(number))
                               .with(place->second->source),
                           part, "/shard/number");
        for (OrderedJson& run : json["runs"]) {
            const auto point = run["point"].get<std::size_t>();
            runs.emplace(point, std::move(run));
        }
    }
    for (std::size_t number = 1; number <= std::max<std::size_t>(count, 1); ++number)
        if (!found.contains(number))
            return fail(ErrorCode::MissingMember, MODEL_TEXT("Sweep", "Shard %1 of %2 is missing.")
                                                      .with(std::to_string(number))
                                                      .with(std::to_string(count)));
    joined["runs"] = OrderedJson::array();
    for (auto& [point, run] : runs)
        joined["runs"].push_back(std::move(run));
    return joined;
}

std::string sweepToCsv(const OrderedJson& sweep)
{
    std::string csv = "point";
    for (const OrderedJson& axis : sweep["vary"])
        csv += "," + quoted(axis["path"].get<std::string>());
    csv += ",replications,offered,succeeded,failed";
    for (const Column& column : columns)
        csv += std::string(",") + column.name + "," + column.name + "_low," + column.name + "_high";
    csv += ",busiest,utilization\r\n";
    for (const OrderedJson& run : sweep["runs"]) {
        csv += run["point"].dump();
        for (const OrderedJson& value : run["values"])
            csv += "," + quoted(value.get<std::string>());
        csv += "," + run["confidence"]["replications"].dump();
        for (const char* count : {"offered", "succeeded", "failed"})
            csv += "," + run["requests"][count].dump();
        for (const Column& column : columns) {
            const Number number = numberIn(run, column);
            for (const OrderedJson& value : {number.value, number.low, number.high})
                csv += "," + (value.is_number() ? plainNumber(value.get<double>()) : "");
        }
        const auto [id, utilization] = busiestOf(run);
        csv += "," + quoted(id) + "," + plainNumber(utilization) + "\r\n";
    }
    return csv;
}

std::string sweepToText(const OrderedJson& sweep)
{
    std::vector<std::vector<std::string>> rows(1);
    for (const OrderedJson& axis : sweep["vary"])
        rows[0].push_back(axis["path"].get<std::string>());
    for (const Column& column : columns)
        rows[0].emplace_back(column.unit);
    rows[0].emplace_back("busiest");
    for (const OrderedJson& run : sweep["runs"]) {
        std::vector<std::string>& row = rows.emplace_back();
        for (const OrderedJson& value : run["values"])
            row.push_back(value.get<std::string>());
        for (const Column& column : columns) {
            const Number number = numberIn(run, column);
            if (!number.value.is_number()) {
                row.emplace_back("-");
                continue;
            }
            row.push_back(rounded(number.value.get<double>() * column.factor, column.digits));
            if (number.low.is_number()) {
                const double half = (number.high.get<double>() - number.low.get<double>()) / 2;
                row.back() += " ± " + rounded(half * column.factor, column.digits);
            }
        }
        const auto [id, utilization] = busiestOf(run);
        row.push_back(id.empty() ? "-" : id + " " + rounded(utilization * 100, 1) + " %");
    }
    const auto widthOf = [](const std::string& cell) { // in characters, not in bytes
        return static_cast<std::size_t>(std::count_if(cell.begin(), cell.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        }));
    };
    std::vector<std::size_t> widths(rows[0].size(), 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += (i == 0 ? "" : "  ") + row[i];
            if (i + 1 < row.size())
                text += std::string(widths[i] - widthOf(row[i]), ' ');
        }
        text += "\n";
    }
    return text;
}

} // namespace skydraft
