// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "model/architecture/edit_json.h"

#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string edits;
    std::string output;
};

ExitStatus run(const Options& options)
{
    auto architecture = readDocument(options.file);
    if (!architecture)
        return report(architecture.error());
    const auto edits = readInput(options.edits).and_then([&](const std::string& text) {
        return editsFromLines(text, options.edits);
    });
    if (!edits)
        return report(edits.error());
    for (std::size_t i = 0; i < edits->size(); ++i) {
        auto applied = apply(Catalogue::builtIn(), *architecture, (*edits)[i].edit);
        if (!applied) {
            applied.error().location.source = options.edits;
            applied.error().location.line = (*edits)[i].line;
            applied.error().location.column = 1;
            return report(applied.error());
        }
        *architecture = std::move(applied->architecture);
    }
    return finish(writeOutput(options.output, writeSkydraft(*architecture)));
}

} // namespace

void addEditCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("edit", "Apply edits, one a line; all or nothing");
    command->add_option("file", options->file, "The drawing")->required();
    command->add_option("--apply", options->edits, "Edits as JSON lines (schema: edit.schema.json)")
        ->required();
    command->add_option("-o,--output", options->output, "The drawing to write")->required();
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace skydraft::cli
