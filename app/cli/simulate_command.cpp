// SPDX-License-Identifier: GPL-3.0-or-later
#include <QString>

#include "app/cli/command.h"
#include "model/architecture/integrity.h"
#include "model/base/json_locate.h"
#include "model/formats/estimate_json.h"
#include "model/formats/result_json.h"
#include "model/rules/can_reach.h"
#include "model/simulation/analytic.h"
#include "model/simulation/flow.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/simulation.h"

#include <chrono>
#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string scenario;
    std::string engine = "event";
    std::optional<std::uint64_t> seed;
    std::optional<double> duration;
    int replications = 1;
    int jobs = 1;
    std::string series;
    std::string format = "text";
    bool hasTheory = false;
};

Result<Scenario> readScenario(const std::string& path)
{
    return readInput(path).and_then([&](const std::string& text) {
        return parseJson(text, path)
            .and_then([](const Json& json) { return scenarioFrom(json, ""); })
            .and_then([](Scenario scenario) -> Result<Scenario> {
                if (auto checked = checkScenario(scenario, ""); !checked)
                    return tl::unexpected(checked.error());
                return scenario;
            })
            .map_error([&](Error error) { return located(std::move(error), text, path); });
    });
}

/// A scenario of the drawing by its id, or of a file; the first one of the drawing, or the default
/// load, where none is named.
Result<Scenario> scenarioOf(const Architecture& architecture, const Options& options)
{
    const std::string& name = options.scenario;
    if (name.empty() && architecture.scenarios().empty())
        return defaultScenario(Catalogue::builtIn(), architecture);
    if (name.empty())
        return *architecture.scenarios().front();
    if (const Scenario* scenario = architecture.find(ScenarioId(name)))
        return *scenario;
    auto read = readScenario(name);
    if (!read && read.error().code == ErrorCode::ReadFailed)
        return tl::unexpected(
            Error{ErrorCode::DanglingReference,
                  MODEL_TEXT("Cli", "the drawing has no scenario \"%1\" and there is no such file")
                      .with(name),
                  {.source = options.file, .pointer = "/scenarios"}});
    return read;
}

std::string fixed(double value, int digits)
{
    return QString::number(value, 'f', digits).toStdString();
}

/// `text` with blanks before it to at least `width` characters.
std::string right(const std::string& text, std::size_t width)
{
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string nodeLine(const ResourceId& id, const NodeResult& node)
{
    const std::string& name = id.value();
    const std::string padding(name.size() < 24 ? 24 - name.size() : 0, ' ');
    return name + padding + right(fixed(node.throughputPerS, 3), 12) + " req/s"
           + right(fixed(node.utilization * 100, 2), 8) + " % busy"
           + right(fixed(node.meanInQueue, 3), 10) + " waiting"
           + right(fixed(node.meanWaitMs, 3), 12) + " ms wait  " + std::to_string(node.blocked)
           + " blocked\n";
}

std::string after(double seconds)
{
    return seconds < 0 ? "never" : "after " + fixed(seconds, 1) + " s";
}

std::string asText(const SimulationResult& result)
{
    std::string text = "scenario " + result.scenario + ", seed " + std::to_string(result.seed)
                       + ", " + fixed(result.simulatedS, 0) + " s simulated\n";
    if (result.errorBound > 0)
        text += "engine    " + result.engine + ", approximate: within "
                + fixed(100 * result.errorBound, 0) + " % or so\n";
    text += "requests  " + std::to_string(result.offered) + " offered, "
            + std::to_string(result.succeeded) + " succeeded, " + std::to_string(result.failed)
            + " failed, availability " + fixed(result.availability * 100, 4) + " %\n";
    for (const auto& [cause, count] : result.failedByCause)
        text += "    " + cause + ": " + std::to_string(count) + "\n";
    const LatencySummary& latency = result.latencyMs;
    text += "latency   mean " + fixed(latency.mean, 3) + " ms, p50 " + fixed(latency.p50, 3)
            + ", p95 " + fixed(latency.p95, 3) + ", p99 " + fixed(latency.p99, 3) + ", max "
            + fixed(latency.max, 3) + "\n";
    for (const auto& [id, node] : result.nodes)
        text += nodeLine(id, node);
    for (const Incident& incident : result.incidents)
        text += "fault " + incident.fault + " " + incident.target + " at " + fixed(incident.atS, 0)
                + " s: detected " + after(incident.detectedS) + ", recovered "
                + after(incident.recoveredS) + ", " + std::to_string(incident.failedRequests)
                + " requests failed\n";
    for (const ScalingEvent& event : result.scaling)
        text += "scaling at " + fixed(event.atS, 0) + " s: " + event.group.value() + " "
                + std::to_string(event.from) + " -> " + std::to_string(event.to) + ", "
                + event.cause.english() + "\n";
    return text;
}

/// The whole run, by the engine that the options name or that ends soon enough.
Result<SimulationResult> played(const Architecture& architecture, const Scenario& scenario,
                                const CanReach& canReach, const Options& options)
{
    if (options.engine == "event")
        return simulate(Catalogue::builtIn(), architecture, scenario, canReach,
                        options.replications, options.jobs);
    if (options.engine == "flow")
        return simulateFlow(Catalogue::builtIn(), architecture, scenario, canReach);
    const auto plan =
        PlanCompiler{Catalogue::builtIn(), architecture, scenario, canReach}.compile();
    if (!plan)
        return tl::unexpected(plan.error());
    if (chooseEngine(*plan) == EngineKind::Flow)
        return playFlow(*plan);
    return simulate(Catalogue::builtIn(), architecture, scenario, canReach, options.replications,
                    options.jobs);
}

ExitStatus run(const Options& options)
{
    const auto architecture = readDocument(options.file);
    if (!architecture)
        return report(architecture.error());
    auto scenario = scenarioOf(*architecture, options);
    if (!scenario)
        return report(scenario.error());
    scenario->seed = options.seed.value_or(scenario->seed);
    scenario->durationS = options.duration.value_or(scenario->durationS);
    const Network network(Catalogue::builtIn(), *architecture);
    const auto start = std::chrono::steady_clock::now();
    auto result = played(*architecture, *scenario, canReachBy(network), options);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    if (!result) {
        result.error().location.source = options.file;
        return report(result.error());
    }
    if (!options.series.empty())
        if (auto done = writeOutput(options.series, seriesToCsv(*result)); !done)
            return report(done.error());
    std::optional<Estimate> estimate;
    if (options.hasTheory) // what could be played can be estimated
        estimate = *estimateOf(Catalogue::builtIn(), *architecture, *scenario, canReachBy(network));
    if (options.format == "text")
        return finish(
            writeOutput("-", asText(*result) + (estimate ? theoryToText(*result, *estimate) : "")));
    OrderedJson json = resultToJson(*result);
    if (estimate)
        json["theory"] = theoryToJson(*result, *estimate);
    json["wall_s"] = wall.count();
    json["events_per_s"] =
        wall.count() > 0 ? static_cast<double>(result->events) / wall.count() : 0;
    return finish(printJson(json));
}

} // namespace

void addSimulateCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "simulate", "Play a scenario and report requests, latency, nodes and incidents");
    command->add_option("file", options->file, "The drawing")->required();
    command->add_option("--scenario", options->scenario,
                        "A scenario's id, or a file that holds one");
    command
        ->add_option("--engine", options->engine,
                     "event (every request), flow (as a fluid, approximately) or auto (event where "
                     "that takes some seconds at most)")
        ->check(CLI::IsMember({"event", "flow", "auto"}));
    command->add_flag("--theory", options->hasTheory,
                      "Compare what was measured with what the textbooks expect");
    command->add_option("--seed", options->seed, "In place of the scenario's seed");
    command
        ->add_option("--duration", options->duration,
                     "Simulated seconds, in place of the scenario's")
        ->check(CLI::Range(0.0, 1e8));
    command->add_option("--replications", options->replications, "Runs with seeds of their own")
        ->check(CLI::Range(1, 100000));
    command->add_option("--jobs", options->jobs, "Threads for the replications")
        ->check(CLI::Range(1, 256));
    command->add_option("--series", options->series, "CSV with one line for each simulated second");
    command->add_option("--format", options->format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace skydraft::cli
