// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QGuiApplication>

#include "app/cli/command.h"
#include "model/formats/svg.h"
#include "widgets/canvas/drawing_render.h"
#include "widgets/common/language.h"
#include "widgets/session/analysis_runner.h"

#include <array>
#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string to;
    std::string output;
    std::string theme = "light";
    std::string language = "en";
    double scale = 2;
    bool isTransparent = false;
};

Result<QByteArray> asPng(const Architecture& architecture, const Options& options)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // the command needs fonts, not a display
    int argumentCount = 1;
    std::string name = "skydraft-cli";
    std::array<char*, 2> arguments{name.data(), nullptr};
    const QGuiApplication application(argumentCount, arguments.data());
    setLanguage(QString::fromStdString(options.language));
    RenderOptions render;
    render.scale = options.scale;
    render.isDark = options.theme == "dark";
    render.isTransparent = options.isTransparent;
    render.analysis = std::make_shared<const Analysis>(
        AnalysisRunner::analyse(Catalogue::builtIn(), architecture));
    const QImage image = renderDrawing(Catalogue::builtIn(), architecture, render);
    if (image.isNull())
        return fail(
            ErrorCode::TooLarge,
            MODEL_TEXT("Cli",
                       "nothing to export: the drawing is empty, or too large for this scale"));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return fail(ErrorCode::WriteFailed, MODEL_TEXT("Cli", "the picture could not be encoded"));
    return bytes;
}

QByteArray asSvg(const Architecture& architecture, const Options& options)
{
    SvgOptions svg;
    svg.theme = options.theme == "dark" ? SvgTheme::Dark : SvgTheme::Light;
    svg.isTransparent = options.isTransparent;
    svg.language = options.language;
    const Network network(Catalogue::builtIn(), architecture);
    for (const auto& connection : architecture.connections())
        if (connection->kind == ConnectionKind::Traffic)
            if (const auto traced = traceConnection(network, *connection))
                svg.verdicts[connection->id] = traced->verdict;
    return QByteArray::fromStdString(writeSvg(Catalogue::builtIn(), architecture, svg));
}

ExitStatus run(const Options& options)
{
    const auto architecture = readDocument(options.file);
    if (!architecture)
        return report(architecture.error());
    Result<QByteArray> bytes = asSvg(*architecture, options);
    if (options.to == "png")
        bytes = asPng(*architecture, options);
    if (!bytes) {
        bytes.error().location.source = options.file;
        return report(bytes.error());
    }
    return finish(writeOutput(options.output, *bytes));
}

} // namespace

void addExportCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("export", "Write a drawing as a picture");
    command->add_option("file", options->file, "The drawing")->required();
    command->add_option("--to", options->to, "png or svg")
        ->required()
        ->check(CLI::IsMember({"png", "svg"}));
    command->add_option("-o,--output", options->output, "The picture to write")->required();
    command->add_option("--theme", options->theme, "light or dark")
        ->check(CLI::IsMember({"light", "dark"}));
    command->add_option("--language", options->language, "en or ko")
        ->check(CLI::IsMember({"en", "ko"}));
    command->add_option("--scale", options->scale, "Pixels for one unit of the drawing (png)")
        ->check(CLI::Range(0.05, 16.0));
    command->add_flag("--transparent", options->isTransparent, "No ground behind the drawing");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace skydraft::cli
