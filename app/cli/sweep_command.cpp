// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QString>
#include <QStringList>

#include "app/cli/experiment.h"
#include "model/formats/sweep_report.h"
#include "model/rules/can_reach.h"

#include <memory>
#include <optional>
#include <vector>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string scenario;
    std::vector<std::string> vary;
    std::optional<std::uint64_t> seed;
    std::optional<double> duration;
    ReplicationOptions replications{.replications = 10};
    std::string shard;
    std::vector<std::string> merge;
    std::string format = "text";
    std::string output = "-";
};

/// "2/8"; nothing for what is no shard.
std::optional<Shard> shardFrom(const std::string& text)
{
    const QStringList words = QString::fromStdString(text).split(u'/');
    bool isNumber = false;
    bool isCount = false;
    const Shard shard{words.value(0).toUInt(&isNumber), words.value(1).toUInt(&isCount)};
    const bool isGood = words.size() == 2 && isNumber && isCount && shard.number >= 1
                        && shard.number <= shard.count;
    return isGood ? std::optional(shard) : std::nullopt;
}

struct Prepared
{
    Sweep sweep;
    SweepReport report;
};

/// The SHA-256 of all that the numbers depend on.
std::string fingerprintOf(const Design& design, const std::vector<SweepAxis>& axes,
                          const ReplicationOptions& replications)
{
    OrderedJson all{
        {"version", SKYDRAFT_VERSION},         {"document", toJson(design.architecture)},
        {"scenario", toJson(design.scenario)}, {"replications", replications.replications},
        {"warmup", replications.warmup},       {"vary", OrderedJson::array()}};
    for (const SweepAxis& axis : axes)
        all["vary"].push_back({{"path", axis.path}, {"values", axis.values}});
    const std::string bytes = all.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
    return QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

Result<Prepared> prepare(const Options& options)
{
    std::vector<SweepAxis> axes;
    for (const std::string& text : options.vary) {
        auto axis = sweepAxisFrom(text);
        if (!axis)
            return tl::unexpected(
                Error{axis.error().code, axis.error().message, {.source = "--vary"}});
        axes.push_back(std::move(*axis));
    }
    const auto architecture = readDocument(options.file);
    if (!architecture)
        return tl::unexpected(architecture.error());
    auto scenario = scenarioOf(*architecture, options.scenario, options.file);
    if (!scenario)
        return tl::unexpected(scenario.error());
    scenario->seed = options.seed.value_or(scenario->seed);
    scenario->durationS = options.duration.value_or(scenario->durationS);
    const Design design{*architecture, *scenario};
    SweepReport report{.fingerprint = fingerprintOf(design, axes, options.replications),
                       .scenario = scenario->id.value(),
                       .seed = scenario->seed,
                       .replications = options.replications.replications};
    return Sweep::create(Catalogue::builtIn(), design, std::move(axes))
        .map([&](Sweep sweep) {
            return Prepared{std::move(sweep), report};
        })
        .map_error([&](Error error) {
            const bool isOfDocument = error.location.pointer.starts_with("/scenarios")
                                      || error.location.pointer.starts_with("/resources");
            error.location.source = isOfDocument ? options.file : "--vary";
            return error;
        });
}

Result<OrderedJson> runPoints(const Options& options, const Shard& shard)
{
    const auto prepared = prepare(options);
    if (!prepared)
        return tl::unexpected(prepared.error());
    const ReachOf reachOf = [](const Architecture& architecture) {
        return canReachBy(Network(Catalogue::builtIn(), architecture));
    };
    ProgressLine line;
    SweepSettings settings{.replications = options.replications.settings(), .shard = shard};
    settings.progress = [&](std::size_t finished, std::size_t all) {
        line.show("point " + std::to_string(finished) + " of " + std::to_string(all));
    };
    watchForInterrupt();
    return runSweep(Catalogue::builtIn(), prepared->sweep, reachOf, settings)
        .map([&](const std::vector<SweepRun>& runs) {
            return sweepToJson(prepared->report, prepared->sweep, shard, runs);
        })
        .map_error([&](Error error) {
            error.location.source = options.file;
            return error;
        });
}

Result<OrderedJson> join(const Options& options)
{
    std::string fingerprint;
    if (!options.file.empty()) {
        const auto prepared = prepare(options);
        if (!prepared)
            return tl::unexpected(prepared.error());
        fingerprint = prepared->report.fingerprint;
    }
    std::vector<SweepPart> parts;
    for (const std::string& path : options.merge) {
        auto text = readInput(path);
        if (!text)
            return tl::unexpected(text.error());
        parts.push_back({path, std::move(*text)});
    }
    return joinSweepParts(parts, fingerprint);
}

ExitStatus run(const Options& options)
{
    const std::optional<Shard> shard = shardFrom(options.shard);
    const auto sweep =
        options.merge.empty() ? runPoints(options, shard.value_or(Shard{})) : join(options);
    if (!sweep)
        return report(sweep.error());
    if (options.format == "text" && !shard)
        return finish(writeOutput(options.output, sweepToText(*sweep)));
    if (options.format == "csv")
        return finish(writeOutput(options.output, sweepToCsv(*sweep)));
    return finish(writeOutput(
        options.output, sweep->dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n"));
}

/// What parsing alone cannot say.
void checkUsage(const Options& options)
{
    const auto refuse = [](const char* why) { throw CLI::ValidationError(why); };
    if (options.merge.empty() && options.file.empty())
        refuse("a drawing is required, or --merge with its parts");
    if (options.file.empty() != options.vary.empty())
        refuse("a drawing and --vary go together");
    if (!options.shard.empty() && !options.merge.empty())
        refuse("--shard runs a part, --merge joins parts: not both");
    if (!options.shard.empty() && options.format == "csv")
        refuse("a part is JSON: --shard and --format csv do not go together");
}

} // namespace

void addSweepCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "sweep", "Play a scenario for every combination of values, as a table of runs");
    command->footer(
        "A PATH names one value of the drawing or of the scenario:\n"
        "  web.instance_type                      a property of a resource (id, aws_id or name)\n"
        "  resources/tg/health_check/interval_s   a field of a property that has fields\n"
        "  connections/c1/calls_per_request       a property of a connection\n"
        "  load/users/rate_per_s                  what a client population sends\n"
        "  faults/0/at_s                          of the first fault\n"
        "  scenario.duration_s                    or warmup_s, seed\n"
        "Values are JSON; a text needs no quotes. All points have the same random numbers.\n"
        "--shard I/N writes part I of N as JSON, --merge joins the parts to the bytes of one run:\n"
        "  skydraft-cli sweep F --vary asg.max=2,4,8 --shard 1/2 -o 1.json   (2/2 elsewhere)\n"
        "  skydraft-cli sweep --merge 1.json 2.json --format csv");
    command->add_option("file", options->file,
                        "The drawing; with --merge: the parts must be of it");
    command->add_option("--scenario", options->scenario,
                        "A scenario's id, or a file that holds one");
    command->add_option("--vary", options->vary, "PATH=VALUE,VALUE,… (repeat it for a grid)")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
    command->add_option("--seed", options->seed, "In place of the scenario's seed");
    command
        ->add_option("--duration", options->duration,
                     "Simulated seconds, in place of the scenario's")
        ->check(CLI::Range(0.0, 1e8));
    options->replications.addTo(*command);
    command->add_option("--shard", options->shard, "Run part I of N only, say 2/8")
        ->check([](const std::string& text) {
            return shardFrom(text) ? std::string{} : "give a part such as 2/8";
        });
    command->add_option("--merge", options->merge, "Join the parts of a sweep");
    command->add_option("--format", options->format, "text, json or csv")
        ->check(CLI::IsMember({"text", "json", "csv"}));
    command->add_option("-o,--output", options->output, "In place of standard output");
    command->callback([options, &action] {
        checkUsage(*options);
        action = [options] { return run(*options); };
    });
}

} // namespace skydraft::cli
