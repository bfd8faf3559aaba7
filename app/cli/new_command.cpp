// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "model/formats/templates.h"

#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string name;
    std::string output;
    bool isList = false;
};

ExitStatus list()
{
    std::string text;
    for (const Template& known : builtInTemplates())
        text += known.name + "  " + known.title + "\n";
    return finish(writeOutput("-", text));
}

ExitStatus run(const Options& options)
{
    if (options.isList)
        return list();
    for (const Template& known : builtInTemplates())
        if (known.name == options.name)
            return finish(writeOutput(options.output, std::string(known.text)));
    std::fprintf(stderr, "there is no template \"%s\"; new --list names them\n",
                 options.name.c_str());
    return ExitStatus::WrongUsage;
}

} // namespace

void addNewCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("new", "Write a template");
    CLI::Option* listing = command->add_flag("--list", options->isList, "Name the templates");
    CLI::Option* name =
        command->add_option("--template", options->name, "The template's name")->excludes(listing);
    CLI::Option* output =
        command->add_option("-o,--output", options->output, "The drawing to write")
            ->excludes(listing);
    name->needs(output);
    output->needs(name);
    command->callback([options, &action] {
        if (!options->isList && options->name.empty())
            throw CLI::RequiredError("--template NAME -o FILE, or --list");
        action = [options] { return run(*options); };
    });
}

} // namespace skydraft::cli
