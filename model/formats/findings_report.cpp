// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/findings_report.h"

#include "model/architecture/edit_json.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/formats/result_json.h"
#include "model/rules/rule.h"

#include <algorithm>

namespace skydraft {
namespace {

std::vector<std::string> equivalentsOf(const Finding& finding)
{
    return {finding.equivalents.begin(), finding.equivalents.end()};
}

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

/// The name under which a template knows the resource; importers leave it.
std::optional<std::string> logicalIdOf(const Architecture& architecture, const ResourceId& id)
{
    const Resource* resource = architecture.find(id);
    if (resource == nullptr)
        return std::nullopt;
    for (const Json* members : {&resource->properties, &resource->extra})
        if (const Json name = memberOf(*members, "aws_logical_id"); name.is_string())
            return name.get<std::string>();
    return std::nullopt;
}

OrderedJson fixesToJson(const std::vector<Fix>& fixes)
{
    OrderedJson json = OrderedJson::array();
    for (const Fix& fix : fixes)
        json.push_back({{"title", fix.title.english()}, {"edit", toJson(fix.edit)}});
    return json;
}

OrderedJson findingToJson(const Architecture& architecture, const Finding& finding)
{
    OrderedJson json{{"code", finding.code},
                     {"severity", std::string(toString(finding.severity))},
                     {"resource", finding.resource.value()}};
    if (const auto name = logicalIdOf(architecture, finding.resource))
        json["aws_logical_id"] = *name;
    if (finding.connection)
        json["connection"] = finding.connection->value();
    json["message"] = finding.message.english();
    json["why"] = finding.why.english();
    json["equivalents"] = equivalentsOf(finding);
    json["fixes"] = fixesToJson(finding.fixes);
    if (finding.suppression)
        json["suppression"] = *finding.suppression;
    return json;
}

std::string wordFor(const FlowEnd& end)
{
    if (end.resource)
        return end.resource->value();
    if (!end.address)
        return "internet";
    return (end.isInternet ? "internet:" : "") + end.address->toString();
}

OrderedJson intentToJson(const IntentResult& result)
{
    OrderedJson json{{"id", result.intent.id.value()},
                     {"name", result.intent.name},
                     {"kind", std::string(toString(result.intent.kind))},
                     {"passed", result.status == IntentStatus::Passed},
                     {"status", std::string(toString(result.status))}};
    if (!result.reason.empty())
        json["reason"] = result.reason.english();
    if (const auto& witness = result.witness)
        json["trace"] = traceToJson(witness->trace, witness->flow, wordFor(witness->flow.from),
                                    wordFor(witness->flow.to));
    return json;
}

OrderedJson sarifRule(const Rule& rule)
{
    return {{"id", rule.code},
            {"shortDescription", {{"text", rule.why.english()}}},
            {"defaultConfiguration", {{"level", levelOf(rule.severity)}}},
            {"properties", {{"tags", rule.equivalents}}}};
}

std::string ruleIdOf(const Intent& intent)
{
    return "intent/" + intent.id.value();
}

std::string nameOf(const Intent& intent)
{
    return intent.name.empty() ? intent.id.value() : intent.name;
}

OrderedJson sarifRule(const Intent& intent)
{
    return {{"id", ruleIdOf(intent)},
            {"shortDescription", {{"text", nameOf(intent)}}},
            {"defaultConfiguration", {{"level", "error"}}}};
}

OrderedJson sarifPlace(const SarifSource& source, const std::string& list, const std::string& id,
                       OrderedJson logical)
{
    OrderedJson physical{{"artifactLocation", {{"uri", source.uri}}}};
    const int line = source.lineOf && !id.empty() ? source.lineOf(list, id) : 0;
    // Code hosts show nothing without a line.
    physical["region"] = {{"startLine", std::max(line, 1)}};
    OrderedJson place{{"physicalLocation", std::move(physical)}};
    place["logicalLocations"] = OrderedJson::array({std::move(logical)});
    return OrderedJson::array({std::move(place)});
}

OrderedJson sarifResult(const Architecture& architecture, const Finding& finding,
                        const SarifSource& source)
{
    const std::string& id = finding.resource.value();
    OrderedJson logical{{"name", id.empty() ? std::string("drawing") : id}, {"kind", "resource"}};
    if (const auto name = logicalIdOf(architecture, finding.resource))
        logical["fullyQualifiedName"] = *name;
    OrderedJson result{
        {"ruleId", finding.code},
        {"level", levelOf(finding.severity)},
        {"message", {{"text", finding.message.english()}}},
        {"locations", sarifPlace(source, "resources", id, std::move(logical))},
        {"partialFingerprints",
         {{"skydraft/v1", finding.code + ":" + id + ":"
                              + (finding.connection ? finding.connection->value() : "")}}}};
    if (finding.suppression)
        result["suppressions"] = OrderedJson::array({{{"kind", "external"},
                                                      {"status", "accepted"},
                                                      {"justification", *finding.suppression}}});
    result["properties"] = {{"equivalents", equivalentsOf(finding)},
                            {"fixes", fixesToJson(finding.fixes)}};
    return result;
}

/// A result that is no failure has the level "none" (SARIF 2.1.0, section 3.27.10).
OrderedJson sarifResult(const IntentResult& result, const SarifSource& source)
{
    const bool isFailed = result.status == IntentStatus::Failed;
    const std::string& id = result.intent.id.value();
    return {{"ruleId", ruleIdOf(result.intent)},
            {"kind", isFailed ? "fail" : "open"},
            {"level", isFailed ? "error" : "none"},
            {"message", {{"text", nameOf(result.intent) + ": " + result.reason.english()}}},
            {"locations", sarifPlace(source, "intents", id, {{"name", id}, {"kind", "intent"}})},
            {"partialFingerprints", {{"skydraft/v1", ruleIdOf(result.intent)}}}};
}

std::string testCase(const std::string& className, const std::string& name,
                     const std::string& content)
{
    const std::string start =
        "  <testcase classname=\"" + className + "\" name=\"" + escaped(name) + "\"";
    return content.empty() ? start + "/>\n" : start + ">\n" + content + "  </testcase>\n";
}

std::string failure(const std::string& type, const std::string& message, const std::string& lines)
{
    return "    <failure type=\"" + type + "\" message=\"" + escaped(message) + "\">"
           + escaped(lines) + "</failure>\n";
}

struct Suite
{
    std::string cases{};
    int count = 0;
    int failures = 0;
    int skipped = 0;
};

void addRule(Suite& suite, const CheckReport& report, const Rule& rule, Severity failOn)
{
    std::string lines;
    for (const Finding& finding : report.findings)
        if (finding.code == rule.code && finding.severity >= failOn && !finding.suppression)
            lines += nameOf(report.architecture, finding.resource) + ": "
                     + finding.message.english() + "\n";
    ++suite.count;
    suite.failures += lines.empty() ? 0 : 1;
    suite.cases += testCase(
        "skydraft.check", rule.code,
        lines.empty() ? std::string()
                      : failure(std::string(toString(rule.severity)), rule.why.english(), lines));
}

void addIntent(Suite& suite, const IntentResult& result)
{
    const std::string reason = result.reason.english();
    std::string content;
    if (result.status == IntentStatus::Failed) {
        ++suite.failures;
        content = failure("error", nameOf(result.intent), reason + "\n");
    } else if (result.status == IntentStatus::Undecided) {
        ++suite.skipped;
        content = "    <skipped message=\"" + escaped(reason) + "\"/>\n";
    }
    ++suite.count;
    suite.cases += testCase("skydraft.intent", result.intent.id.value(), content);
}

} // namespace

OrderedJson reportToJson(const CheckReport& report)
{
    OrderedJson json{{"findings", OrderedJson::array()}, {"intents", OrderedJson::array()}};
    for (const Finding& finding : report.findings)
        json["findings"].push_back(findingToJson(report.architecture, finding));
    for (const IntentResult& intent : report.intents)
        json["intents"].push_back(intentToJson(intent));
    for (const BaselineEntry& entry : report.expired)
        json["expired"].push_back(inWords(entry));
    return json;
}

OrderedJson reportToSarif(const CheckReport& report, const SarifSource& source)
{
    OrderedJson rules = OrderedJson::array();
    for (const Rule& rule : allRules())
        if (isLookedAt(report.profile, rule))
            rules.push_back(sarifRule(rule));
    OrderedJson results = OrderedJson::array();
    for (const Finding& finding : report.findings)
        results.push_back(sarifResult(report.architecture, finding, source));
    for (const IntentResult& intent : report.intents) {
        rules.push_back(sarifRule(intent.intent));
        if (intent.status != IntentStatus::Passed)
            results.push_back(sarifResult(intent, source));
    }
    OrderedJson driver{
        {"name", "Skydraft"}, {"version", source.version}, {"rules", std::move(rules)}};
    OrderedJson run{{"tool", {{"driver", std::move(driver)}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", std::move(results)}};
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", OrderedJson::array({std::move(run)})}};
}

std::string reportToJunit(const CheckReport& report, Severity failOn)
{
    Suite suite;
    for (const Rule& rule : allRules())
        if (isLookedAt(report.profile, rule))
            addRule(suite, report, rule, failOn);
    for (const IntentResult& intent : report.intents)
        addIntent(suite, intent);
    const std::string counts = "tests=\"" + std::to_string(suite.count) + "\" failures=\""
                               + std::to_string(suite.failures) + "\" skipped=\""
                               + std::to_string(suite.skipped) + "\"";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + counts
           + ">\n <testsuite name=\"" + escaped(report.architecture.title()) + "\" " + counts
           + ">\n" + suite.cases + " </testsuite>\n</testsuites>\n";
}

std::string reportToText(const CheckReport& report)
{
    std::string text;
    for (const Finding& finding : report.findings) {
        text += std::string(finding.suppression ? "suppressed" : toString(finding.severity)) + " "
                + finding.code + " " + finding.resource.value() + ": " + finding.message.english()
                + "\n";
        if (finding.suppression) {
            text += "    reason: " + *finding.suppression + "\n";
            continue;
        }
        for (const Fix& fix : finding.fixes)
            text += "    fix: " + fix.title.english() + "\n";
    }
    if (text.empty())
        text = "no findings\n";
    for (const IntentResult& result : report.intents) {
        text += "intent " + std::string(toString(result.status)) + " " + result.intent.id.value();
        if (!result.intent.name.empty())
            text += " (" + result.intent.name + ")";
        text += result.reason.empty() ? "\n" : ": " + result.reason.english() + "\n";
    }
    return text;
}

} // namespace skydraft
