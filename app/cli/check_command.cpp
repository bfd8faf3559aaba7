// SPDX-License-Identifier: GPL-3.0-or-later
#include <QUrl>

#include "app/cli/command.h"
#include "model/base/json_locate.h"
#include "model/formats/findings_report.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string format = "text";
    std::string failOn = "error";
    std::string profile = "strict";
    std::string baseline;
    std::string newBaseline;
    bool showsSuppressed = false;
};

/// Lines of resources and intents in the text of a document. Looks once at each.
class Lines
{
public:
    explicit Lines(std::string text)
        : m_text(std::move(text))
        , m_json(parseJson(m_text).value_or(Json()))
    {}

    int of(const std::string& list, const std::string& id)
    {
        const auto [place, isNew] = m_known.try_emplace({list, id}, 0);
        if (!isNew || !m_json.is_object() || !m_json.contains(list))
            return place->second;
        const Json& items = m_json[list];
        for (std::size_t i = 0; i < items.size(); ++i)
            if (items[i].value("id", "") == id)
                place->second =
                    located({.location = {.pointer = pointerTo("/" + list, i)}}, m_text, "")
                        .location.line;
        return place->second;
    }

private:
    std::string m_text;
    Json m_json;
    std::map<std::pair<std::string, std::string>, int> m_known;
};

/// A relative path stays one, so that code hosts find the file in their checkout.
std::string uriOf(const std::string& file)
{
    const QString path = QString::fromStdString(file);
    if (path.startsWith(u'/'))
        return QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded).toStdString();
    return QUrl::toPercentEncoding(path, "/").toStdString();
}

Result<Baseline> baselineFor(const Options& options, const CheckReport& found)
{
    if (options.newBaseline.empty())
        return readInput(options.baseline).and_then([&](const std::string& text) {
            return readBaseline(text, options.baseline);
        });
    const Baseline baseline = baselineOf(found.findings);
    return writeOutput(options.newBaseline, writeBaseline(baseline)).map([&] { return baseline; });
}

Result<CheckReport> reportOn(const Options& options, std::string& text)
{
    auto architecture = readDocument(options.file, &text);
    if (!architecture)
        return tl::unexpected(architecture.error());
    const Network network(Catalogue::builtIn(), *architecture);
    CheckReport found{.architecture = *architecture,
                      .profile = profileFrom(options.profile).value_or(Profile::Strict)};
    found.findings = check(network, found.profile, Suppressed::Included);
    found.intents = evaluateIntents(network);
    if (!options.baseline.empty() || !options.newBaseline.empty()) {
        const auto baseline = baselineFor(options, found);
        if (!baseline)
            return tl::unexpected(baseline.error());
        found.expired = hideKnown(*baseline, found.profile, found.findings);
    }
    return found;
}

Result<void> print(const Options& options, CheckReport found, const std::string& text,
                   Severity least)
{
    if (options.format == "sarif") {
        Lines lines(text);
        return printJson(reportToSarif(
            found, {.uri = uriOf(options.file),
                    .version = SKYDRAFT_VERSION,
                    .lineOf = [&lines](const std::string& list, const std::string& id) {
                        return lines.of(list, id);
                    }}));
    }
    if (!options.showsSuppressed)
        std::erase_if(found.findings,
                      [](const Finding& finding) { return finding.suppression.has_value(); });
    if (options.format == "json")
        return printJson(reportToJson(found));
    if (options.format == "junit")
        return writeOutput("-", reportToJunit(found, least));
    return writeOutput("-", reportToText(found));
}

/// A broken promise is an error, one that cannot be judged a warning.
bool isBad(const CheckReport& found, Severity least)
{
    const auto severityOf = [](const IntentResult& result) {
        return result.status == IntentStatus::Failed ? Severity::Error : Severity::Warning;
    };
    return std::any_of(found.findings.begin(), found.findings.end(),
                       [&](const Finding& finding) {
                           return !finding.suppression && finding.severity >= least;
                       })
           || std::any_of(
               found.intents.begin(), found.intents.end(), [&](const IntentResult& result) {
                   return result.status != IntentStatus::Passed && severityOf(result) >= least;
               });
}

ExitStatus run(const Options& options)
{
    std::string text;
    const auto found = reportOn(options, text);
    if (!found)
        return report(found.error());
    const Severity least = severityFrom(options.failOn).value_or(Severity::Error);
    if (const Result<void> done = print(options, *found, text, least); !done)
        return report(done.error());
    for (const BaselineEntry& entry : found->expired)
        std::fprintf(stderr, "%s: note: %s is found no longer\n", options.baseline.c_str(),
                     inWords(entry).c_str());
    return isBad(*found, least) ? ExitStatus::No : ExitStatus::Yes;
}

} // namespace

void addCheckCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("check", "Report structure, network and lint findings and intents");
    command->add_option("file", options->file, "The drawing")->required();
    command->add_option("--format", options->format, "text, json, sarif or junit")
        ->check(CLI::IsMember({"text", "json", "sarif", "junit"}));
    command
        ->add_option("--fail-on", options->failOn,
                     "The least severity that makes the exit status 1; a failed intent is an "
                     "error, an undecided one a warning")
        ->check(CLI::IsMember({"error", "warning", "note"}));
    command
        ->add_option("--profile", options->profile,
                     "teaching, review or strict: how many rules are looked at")
        ->check(CLI::IsMember({"teaching", "review", "strict"}));
    CLI::Option* baseline = command->add_option("--baseline", options->baseline,
                                                "Leave out the findings that this file records");
    command
        ->add_option("--write-baseline", options->newBaseline,
                     "Record the findings in this file, and leave them out")
        ->excludes(baseline);
    command->add_flag("--show-suppressed", options->showsSuppressed,
                      "Show suppressed findings with their reasons; SARIF always has them");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace skydraft::cli
