// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFileInfo>

#include "app/cli/command.h"
#include "model/formats/aws_describe.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::vector<std::string> inputs;
    std::string from;
    std::string output;
    bool isQuiet = false;
};

/// A file, or the JSON files of a folder and of those in it, by name.
Result<std::vector<ImportFile>> filesOf(const std::string& input)
{
    const QString path = QString::fromStdString(input);
    if (!QFileInfo(path).isDir())
        return readInput(input).map([&](std::string bytes) {
            return std::vector<ImportFile>{{input, std::move(bytes)}};
        });
    QStringList names;
    QDirIterator folder(path, {QStringLiteral("*.json")}, QDir::Files,
                        QDirIterator::Subdirectories);
    while (folder.hasNext())
        names.append(folder.next());
    names.sort();
    std::vector<ImportFile> files;
    for (const QString& name : names) {
        auto bytes = readInput(name.toStdString());
        if (!bytes)
            return tl::unexpected(bytes.error());
        files.push_back({name.toStdString(), std::move(*bytes)});
    }
    return files;
}

void print(const ImportNote& note)
{
    const char* kind = note.kind == ImportNoteKind::Problem    ? "problem"
                       : note.kind == ImportNoteKind::Inferred ? "inferred"
                                                               : "kept aside";
    const std::string resource =
        note.resource.empty() ? std::string() : note.resource.value() + ": ";
    std::fprintf(stderr, "%s: %s: %s%s\n", note.place.c_str(), kind, resource.c_str(),
                 note.message.english().c_str());
}

ExitStatus run(const Options& options)
{
    std::vector<ImportFile> files;
    for (const std::string& input : options.inputs) {
        auto found = filesOf(input);
        if (!found)
            return report(found.error());
        std::move(found->begin(), found->end(), std::back_inserter(files));
    }
    const Imported imported = importAwsDescribe(Catalogue::builtIn(), files);
    for (const ImportNote& note : imported.notes)
        if (!options.isQuiet || note.kind == ImportNoteKind::Problem)
            print(note);
    if (imported.architecture.isEmpty()) {
        std::fprintf(stderr, "%s: nothing was found to import\n", options.inputs.front().c_str());
        return ExitStatus::InvalidInput;
    }
    std::fprintf(stderr, "%zu resources imported\n", imported.architecture.resources().size());
    return finish(writeOutput(options.output, writeSkydraft(imported.architecture)));
}

} // namespace

void addImportCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("import", "Make a drawing of what AWS's own tools describe");
    command->add_option("input", options->inputs, "Files, or folders of aws … describe-* output")
        ->required();
    command->add_option("--from", options->from, "aws-describe")
        ->check(CLI::IsMember({"aws-describe"}));
    command->add_option("-o,--output", options->output, "The drawing to write")->required();
    command->add_flag("--quiet", options->isQuiet, "Report problems only");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace skydraft::cli
