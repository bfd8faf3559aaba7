// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <cstdio>
#include <exception>

int main(int argumentCount, char** arguments)
{
    using namespace skydraft::cli;
    CLI::App app(
        "Skydraft on the command line: check, trace, simulate, import and export AWS drawings.",
        "skydraft-cli");
    app.set_version_flag("--version", SKYDRAFT_VERSION);
    app.require_subcommand(1);
    app.footer("A file named - is standard input or output.\n"
               "Exit status: 0 yes or done, 1 no (findings, unreachable, a goal missed), 2 wrong "
               "usage, 3 the input\n"
               "is not valid, 4 the system refused, 130 ended by Ctrl-C.");
    Action action;
    addCatalogueCommand(app, action);
    addCheckCommand(app, action);
    addCompareCommand(app, action);
    addEditCommand(app, action);
    addExportCommand(app, action);
    addImportCommand(app, action);
    addNewCommand(app, action);
    addPathCommand(app, action);
    addReachCommand(app, action);
    addSimulateCommand(app, action);
    addSweepCommand(app, action);
    try {
        app.parse(argumentCount, arguments);
        return static_cast<int>(action());
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::CallForVersion& version) {
        return app.exit(version);
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong);
        return static_cast<int>(ExitStatus::WrongUsage);
    } catch (const std::exception& failure) { // out of memory
        std::fprintf(stderr, "%s\n", failure.what());
        return static_cast<int>(ExitStatus::SystemRefused);
    }
}
