// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/findings_report.h"

#include "model/architecture/edit_json.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/rules/rule.h"

#include <algorithm>

namespace skydraft {
namespace {

const char* levelOf(Severity severity)
{
    return severity == Severity::Error     ? "error"
           : severity == Severity::Warning ? "warning"
                                           : "note";
}

/// XML 1.0 has no way to write most control characters.
std::string escaped(const std::string& text)
{
    std::string result;
    for (const char letter : text) {
        if (letter == '&')
            result += "&amp;";
        else if (letter == '<')
            result += "&lt;";
        else if (letter == '>')
            result += "&gt;";
        else if (letter == '"')
            result += "&quot;";
        else if (static_cast<unsigned char>(letter) < 0x20 && letter != '\n' && letter != '\t')
            result += ' ';
        else
            result += letter;
    }
    return result;
}

std::string nameOf(const Architecture& architecture, const ResourceId& id)
{
    const Resource* resource = architecture.find(id);
    return resource == nullptr ? id.value() : displayName(*resource);
}

OrderedJson sarifRule(const Rule& rule)
{
    return {{"id", rule.code},
            {"shortDescription", {{"text", rule.why.english()}}},
            {"defaultConfiguration", {{"level", levelOf(rule.severity)}}},
            {"properties", {{"tags", rule.equivalents}}}};
}

OrderedJson sarifResult(const Architecture& architecture, const Finding& finding,
                        const std::string& file)
{
    OrderedJson place{
        {"name", finding.resource.empty() ? std::string("drawing") : finding.resource.value()},
        {"kind", "resource"}};
    if (const Resource* resource = architecture.find(finding.resource))
        if (const Json logical = memberOf(resource->properties, "aws_logical_id");
            logical.is_string())
            place["fullyQualifiedName"] = logical.get<std::string>();
    OrderedJson fixes = OrderedJson::array();
    for (const Fix& fix : finding.fixes)
        fixes.push_back({{"title", fix.title.english()}, {"edit", toJson(fix.edit)}});
    return {{"ruleId", finding.code},
            {"level", levelOf(finding.severity)},
            {"message", {{"text", finding.message.english()}}},
            {"locations",
             OrderedJson::array({{{"physicalLocation", {{"artifactLocation", {{"uri", file}}}}},
                                  {"logicalLocations", OrderedJson::array({place})}}})},
            {"partialFingerprints",
             {{"skydraft/v1", finding.code + ":" + finding.resource.value() + ":"
                                  + (finding.connection ? finding.connection->value() : "")}}},
            {"properties", {{"equivalents", finding.equivalents}, {"fixes", std::move(fixes)}}}};
}

} // namespace

OrderedJson findingsToSarif(const Architecture& architecture, const std::vector<Finding>& findings,
                            Profile profile, const std::string& file, const std::string& version)
{
    OrderedJson rules = OrderedJson::array();
    for (const Rule& rule : allRules())
        if (isLookedAt(profile, rule))
            rules.push_back(sarifRule(rule));
    OrderedJson results = OrderedJson::array();
    for (const Finding& finding : findings)
        results.push_back(sarifResult(architecture, finding, file));
    OrderedJson driver{{"name", "Skydraft"}, {"version", version}, {"rules", std::move(rules)}};
    OrderedJson run{{"tool", {{"driver", std::move(driver)}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", std::move(results)}};
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", OrderedJson::array({std::move(run)})}};
}

std::string findingsToJunit(const Architecture& architecture, const std::vector<Finding>& findings,
                            Profile profile, Severity failOn)
{
    std::string cases;
    int count = 0;
    int failures = 0;
    for (const Rule& rule : allRules()) {
        if (!isLookedAt(profile, rule))
            continue;
        ++count;
        std::string lines;
        for (const Finding& finding : findings)
            if (finding.code == rule.code && finding.severity >= failOn)
                lines += nameOf(architecture, finding.resource) + ": " + finding.message.english()
                         + "\n";
        cases += "  <testcase classname=\"skydraft.check\" name=\"" + std::string(rule.code) + "\"";
        if (lines.empty()) {
            cases += "/>\n";
            continue;
        }
        ++failures;
        cases += ">\n    <failure type=\"" + std::string(toString(rule.severity)) + "\" message=\""
                 + escaped(rule.why.english()) + "\">" + escaped(lines)
                 + "</failure>\n  </testcase>\n";
    }
    const std::string counts =
        "tests=\"" + std::to_string(count) + "\" failures=\"" + std::to_string(failures) + "\"";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + counts
           + ">\n <testsuite name=\"" + escaped(architecture.title()) + "\" " + counts + ">\n"
           + cases + " </testsuite>\n</testsuites>\n";
}

} // namespace skydraft
