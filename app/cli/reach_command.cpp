// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "model/formats/reach_report.h"

#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string format = "json";
};

ExitStatus run(const Options& options)
{
    const auto architecture = readDocument(options.file);
    if (!architecture)
        return report(architecture.error());
    Reachability reach(Network(Catalogue::builtIn(), *architecture));
    const auto pairs = reach.pairs();
    const Result<void> done = options.format == "csv" ? writeOutput("-", reachToCsv(pairs))
                                                      : printJson(reachToJson(pairs));
    return done ? ExitStatus::Yes : report(done.error());
}

} // namespace

void addReachCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("reach", "List who reaches whom on which ports, the whole matrix");
    command->add_option("file", options->file, "The drawing")->required();
    command->add_option("--format", options->format, "json or csv")
        ->check(CLI::IsMember({"json", "csv"}));
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace skydraft::cli
