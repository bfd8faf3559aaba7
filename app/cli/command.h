// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "model/architecture/resource_json.h"
#include "model/base/error.h"
#include "model/formats/skydraft_format.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace skydraft::cli {

/// What a process ends with. Scripts depend on the numbers.
enum class ExitStatus
{
    Yes = 0,           ///< yes, or done
    No = 1,            ///< findings at or above --fail-on, unreachable, a goal that was missed
    WrongUsage = 2,    ///< of the command line
    InvalidInput = 3,  ///< with its place on standard error
    SystemRefused = 4, ///< disk, permission
    Interrupted = 130, ///< Ctrl-C (128 + SIGINT, as shells say it)
};

/// Prints the error with its place on standard error; the status that belongs to it.
ExitStatus report(const Error& error);

/// A whole file, or standard input for "-".
Result<std::string> readInput(const std::string& path);

/// readInput and readSkydraft. A document of a later version is used with a warning. `text`
/// receives what was read.
Result<Architecture> readDocument(const std::string& path, std::string* text = nullptr);

/// Writes to a file, all or nothing, or to standard output for "-".
Result<void> writeOutput(const std::string& path, const QByteArray& bytes);
Result<void> writeOutput(const std::string& path, const std::string& text);

/// Pretty-printed on standard output.
Result<void> printJson(const OrderedJson& json);

/// Done, or what `report` says.
ExitStatus finish(const Result<void>& done);

/// Runs after parsing; the chosen command puts itself here.
using Action = std::function<ExitStatus()>;

/// Each adds one command to `app`; when it is chosen it sets `action`.
void addCatalogueCommand(CLI::App& app, Action& action);
void addCheckCommand(CLI::App& app, Action& action);
void addCompareCommand(CLI::App& app, Action& action);
void addEditCommand(CLI::App& app, Action& action);
void addExportCommand(CLI::App& app, Action& action);
void addImportCommand(CLI::App& app, Action& action);
void addNewCommand(CLI::App& app, Action& action);
void addPathCommand(CLI::App& app, Action& action);
void addReachCommand(CLI::App& app, Action& action);
void addSimulateCommand(CLI::App& app, Action& action);
void addSweepCommand(CLI::App& app, Action& action);

} // namespace skydraft::cli
