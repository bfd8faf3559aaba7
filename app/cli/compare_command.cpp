// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/experiment.h"
#include "model/formats/compare_report.h"
#include "model/rules/can_reach.h"

#include <memory>
#include <optional>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string a;
    std::string b;
    std::string scenario;
    std::string otherScenario;
    std::optional<std::uint64_t> seed;
    std::optional<double> duration;
    ReplicationOptions replications{.replications = 10};
    std::string format = "text";
};

Result<ComparedDesign> read(const std::string& file, const std::string& scenarioName,
                            const Options& options)
{
    const auto architecture = readDocument(file);
    if (!architecture)
        return tl::unexpected(architecture.error());
    auto scenario = scenarioOf(*architecture, scenarioName, file);
    if (!scenario)
        return tl::unexpected(scenario.error());
    scenario->seed = options.seed.value_or(scenario->seed);
    scenario->durationS = options.duration.value_or(scenario->durationS);
    return ComparedDesign{{*architecture, *scenario},
                          canReachBy(Network(Catalogue::builtIn(), *architecture))};
}

ExitStatus run(const Options& options)
{
    const std::string& fileB = options.b.empty() ? options.a : options.b;
    const auto a = read(options.a, options.scenario, options);
    if (!a)
        return report(a.error());
    const auto b = read(
        fileB, options.otherScenario.empty() ? options.scenario : options.otherScenario, options);
    if (!b)
        return report(b.error());
    std::optional<ProgressLine> line{std::in_place};
    ReplicationSettings settings = options.replications.settings();
    settings.progress = [&](const ReplicationProgress& at) { line->show(at, settings); };
    watchForInterrupt();
    const auto comparison = compareDesigns(Catalogue::builtIn(), *a, *b, settings);
    line.reset();
    if (!comparison)
        return report(comparison.error());
    ComparedName nameA{options.a, a->design.scenario.id.value(), options.a};
    ComparedName nameB{fileB, b->design.scenario.id.value(), fileB};
    if (options.a == fileB) { // what differs is the scenario
        nameA.shown = nameA.scenario;
        nameB.shown = nameB.scenario;
    }
    if (options.format == "json")
        return finish(printJson(comparisonToJson(*comparison, nameA, nameB)));
    return finish(writeOutput("-", comparisonToText(*comparison, nameA, nameB)));
}

} // namespace

void addCompareCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "compare", "Say which of two designs is better, and whether that is significant");
    command->footer("Both are played under the same random numbers, so that the same requests come "
                    "at the same instants:\n"
                    "  skydraft-cli compare before.skydraft after.skydraft --scenario evening\n"
                    "  skydraft-cli compare shop.skydraft --scenario calm --scenario-b evening");
    command->add_option("a", options->a, "The one drawing")->required();
    command->add_option("b", options->b, "The other; the same where --scenario-b is given");
    command->add_option("--scenario", options->scenario,
                        "A scenario's id, or a file that holds one");
    command->add_option("--scenario-b", options->otherScenario,
                        "The scenario of b, where it differs");
    command->add_option("--seed", options->seed, "In place of the first scenario's seed");
    command
        ->add_option("--duration", options->duration,
                     "Simulated seconds, in place of the scenarios'")
        ->check(CLI::Range(0.0, 1e8));
    options->replications.addTo(*command);
    command->add_option("--format", options->format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command->callback([options, &action] {
        if (options->b.empty() && options->otherScenario.empty())
            throw CLI::ValidationError("give a second drawing, or --scenario-b");
        if (options->replications.replications < 2)
            throw CLI::ValidationError("a comparison needs at least two replications");
        action = [options] { return run(*options); };
    });
}

} // namespace skydraft::cli
