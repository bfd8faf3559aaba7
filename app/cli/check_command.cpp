// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "model/formats/findings_report.h"
#include "model/formats/result_json.h"

#include <algorithm>
#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string format = "text";
    std::string failOn = "error";
    std::string profile = "strict";
};

std::string asText(const std::vector<Finding>& findings)
{
    std::string text;
    for (const Finding& finding : findings) {
        text += std::string(toString(finding.severity)) + " " + finding.code + " "
                + finding.resource.value() + ": " + finding.message.english() + "\n";
        for (const Fix& fix : finding.fixes)
            text += "    fix: " + fix.title.english() + "\n";
    }
    return text.empty() ? "no findings\n" : text;
}

ExitStatus run(const Options& options)
{
    const auto architecture = readDocument(options.file);
    if (!architecture)
        return report(architecture.error());
    const Profile profile = profileFrom(options.profile).value_or(Profile::Strict);
    const Severity least = severityFrom(options.failOn).value_or(Severity::Error);
    const std::vector<Finding> findings =
        check(Network(Catalogue::builtIn(), *architecture), profile);
    const auto print = [&]() -> Result<void> {
        if (options.format == "json")
            return printJson(findingsToJson(*architecture, findings));
        if (options.format == "sarif")
            return printJson(
                findingsToSarif(*architecture, findings, profile, options.file, SKYDRAFT_VERSION));
        if (options.format == "junit")
            return writeOutput("-", findingsToJunit(*architecture, findings, profile, least));
        return writeOutput("-", asText(findings));
    };
    const Result<void> done = print();
    if (!done)
        return report(done.error());
    const bool isBad = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
        return finding.severity >= least;
    });
    return isBad ? ExitStatus::No : ExitStatus::Yes;
}

} // namespace

void addCheckCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("check", "Report structure, network and lint findings");
    command->add_option("file", options->file, "The drawing")->required();
    command->add_option("--format", options->format, "text, json, sarif or junit")
        ->check(CLI::IsMember({"text", "json", "sarif", "junit"}));
    command
        ->add_option("--fail-on", options->failOn,
                     "The least severity that makes the exit status 1")
        ->check(CLI::IsMember({"error", "warning", "note"}));
    command
        ->add_option("--profile", options->profile,
                     "teaching, review or strict: how many rules are looked at")
        ->check(CLI::IsMember({"teaching", "review", "strict"}));
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace skydraft::cli
