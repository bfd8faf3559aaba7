// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/sweep_columns.h"
#include "model/formats/sweep_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace skydraft {
namespace {

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

Number numberIn(const OrderedJson& run, const SweepColumn& column)
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

std::string cellOf(const Number& number, const SweepColumn& column)
{
    if (!number.value.is_number())
        return "-";
    std::string cell = rounded(number.value.get<double>() * column.factor, column.digits);
    if (number.low.is_number()) {
        const double half = (number.high.get<double>() - number.low.get<double>()) / 2;
        cell += " ± " + rounded(half * column.factor, column.digits);
    }
    return cell;
}

std::vector<std::string> cellsOf(const OrderedJson& run)
{
    auto cells = run["values"].get<std::vector<std::string>>();
    for (const SweepColumn& column : sweepColumns)
        cells.push_back(cellOf(numberIn(run, column), column));
    const auto [id, utilization] = busiestOf(run);
    cells.push_back(id.empty() ? "-" : id + " " + rounded(utilization * 100, 1) + " %");
    return cells;
}

/// In characters, not in bytes.
std::size_t widthOf(const std::string& cell)
{
    const auto isFirstByte = [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    };
    return static_cast<std::size_t>(std::count_if(cell.begin(), cell.end(), isFirstByte));
}

std::string aligned(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i + 1 < row.size(); ++i)
            text += row[i] + std::string(widths[i] - widthOf(row[i]) + 2, ' ');
        text += row.back() + "\n";
    }
    return text;
}

} // namespace

std::string sweepToCsv(const OrderedJson& sweep)
{
    std::string csv = "point";
    for (const OrderedJson& axis : sweep["vary"])
        csv += "," + quoted(axis["path"].get<std::string>());
    csv += ",replications,offered,succeeded,failed";
    for (const SweepColumn& column : sweepColumns)
        csv += std::string(",") + column.name + "," + column.name + "_low," + column.name + "_high";
    csv += ",busiest,utilization\r\n";
    for (const OrderedJson& run : sweep["runs"]) {
        csv += run["point"].dump();
        for (const OrderedJson& value : run["values"])
            csv += "," + quoted(value.get<std::string>());
        csv += "," + run["confidence"]["replications"].dump();
        for (const char* count : {"offered", "succeeded", "failed"})
            csv += "," + run["requests"][count].dump();
        for (const SweepColumn& column : sweepColumns) {
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
    for (const SweepColumn& column : sweepColumns)
        rows[0].emplace_back(column.title);
    rows[0].emplace_back("busiest");
    for (const OrderedJson& run : sweep["runs"])
        rows.push_back(cellsOf(run));
    return aligned(rows);
}

} // namespace skydraft
