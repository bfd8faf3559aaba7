// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/experiment.h"
#include "model/formats/estimate_json.h"
#include "model/formats/result_json.h"
#include "model/rules/can_reach.h"
#include "model/simulation/analytic.h"
#include "model/simulation/flow.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/replications.h"

#include <chrono>
#include <memory>
#include <optional>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string scenario;
    std::string engine = "event";
    std::optional<std::uint64_t> seed;
    std::optional<double> duration;
    ReplicationOptions replications;
    std::string series;
    std::string format = "text";
    bool hasTheory = false;
};

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

std::string historyAsText(const SimulationResult& result)
{
    std::string text;
    for (const AlarmEvent& event : result.alarms)
        text += "alarm at " + fixed(event.atS, 0) + " s: " + event.alarm + " "
                + (event.to == AlarmState::Alarm ? "ALARM"
                   : event.to == AlarmState::Ok  ? "OK"
                                                 : "INSUFFICIENT_DATA")
                + ", " + event.reason.english() + "\n";
    for (const ScalingActivity& activity : result.activities) {
        const bool isOver = activity.endS >= 0;
        const char* const status = activity.status == ActivityStatus::Successful ? ""
                                   : activity.status == ActivityStatus::Failed   ? ", failed"
                                   : isOver                                      ? ", cancelled"
                                                                                 : "";
        text += "activity at " + fixed(activity.atS, 0) + " s"
                + (isOver ? " to " + fixed(activity.endS, 0) + " s" : ", under way") + status + ": "
                + activity.group.value() + " " + activity.description.english() + " ("
                + activity.cause.english() + ")\n";
    }
    for (const Notification& message : result.notifications)
        text += "notification at " + fixed(message.atS, 0) + " s: " + message.topic.value() + " "
                + message.message.english() + "\n";
    return text;
}

std::string asText(const SimulationResult& result)
{
    std::string text = "scenario " + result.scenario + ", seed " + std::to_string(result.seed)
                       + ", " + fixed(result.simulatedS, 0) + " s simulated\n";
    if (result.errorBound > 0)
        text += "engine    " + result.engine + ", approximate: within "
                + fixed(100 * result.errorBound, 0) + " % or so\n";
    for (const Text& left : result.notes)
        text += "note      " + left.english() + "\n";
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
    text += confidenceText(result);
    for (const Incident& incident : result.incidents)
        text += "fault " + incident.fault + " " + incident.target + " at " + fixed(incident.atS, 0)
                + " s: detected " + after(incident.detectedS) + ", recovered "
                + after(incident.recoveredS) + ", " + std::to_string(incident.failedRequests)
                + " requests failed\n";
    for (const ScalingEvent& event : result.scaling)
        text += "scaling at " + fixed(event.atS, 0) + " s: " + event.group.value() + " "
                + std::to_string(event.from) + " -> " + std::to_string(event.to) + ", "
                + event.cause.english() + "\n";
    return text + historyAsText(result);
}

/// The whole run, by the engine that the options name or that ends soon enough.
Result<SimulationResult> played(const Architecture& architecture, const Scenario& scenario,
                                const CanReach& canReach, const Options& options,
                                const ReplicationSettings& settings)
{
    if (options.engine == "flow")
        return simulateFlow(Catalogue::builtIn(), architecture, scenario, canReach);
    if (options.engine == "auto") {
        const auto plan =
            PlanCompiler{Catalogue::builtIn(), architecture, scenario, canReach}.compile();
        if (!plan)
            return tl::unexpected(plan.error());
        if (chooseEngine(*plan) == EngineKind::Flow)
            return playFlow(*plan);
    }
    return simulate(Catalogue::builtIn(), architecture, scenario, canReach, settings);
}

ExitStatus run(const Options& options)
{
    const auto architecture = readDocument(options.file);
    if (!architecture)
        return report(architecture.error());
    auto scenario = scenarioOf(*architecture, options.scenario, options.file);
    if (!scenario)
        return report(scenario.error());
    scenario->seed = options.seed.value_or(scenario->seed);
    scenario->durationS = options.duration.value_or(scenario->durationS);
    const Network network(Catalogue::builtIn(), *architecture);
    ReplicationSettings settings = options.replications.settings();
    std::optional<ProgressLine> line{std::in_place};
    settings.progress = [&](const ReplicationProgress& at) { line->show(at, settings); };
    watchForInterrupt();
    const auto start = std::chrono::steady_clock::now();
    auto result = played(*architecture, *scenario, canReachBy(network), options, settings);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    line.reset();
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
    if (options.format == "text") {
        const ExitStatus status = finish(
            writeOutput("-", asText(*result) + (estimate ? theoryToText(*result, *estimate) : "")));
        return status == ExitStatus::Yes ? judge(*result) : status;
    }
    OrderedJson json = resultToJson(*result);
    if (estimate)
        json["theory"] = theoryToJson(*result, *estimate);
    json["wall_s"] = wall.count();
    json["events_per_s"] =
        wall.count() > 0 ? static_cast<double>(result->events) / wall.count() : 0;
    const ExitStatus status = finish(printJson(json));
    return status == ExitStatus::Yes ? judge(*result) : status;
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
    options->replications.addTo(*command);
    options->replications.addTargetTo(*command);
    command->add_option("--series", options->series,
                        "CSV with one line for each simulated second; of several "
                        "replications means and the ends of 95 % intervals");
    command->add_option("--format", options->format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace skydraft::cli
