// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QProcess>
#include <QTimer>

#include "app/gui/file_commands.h"
#include "app/gui/main_window.h"
#include "app/gui/settings.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <string_view>

namespace {

constexpr int wrongUsage = 2;

void setNames()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Skydraft"));
    QCoreApplication::setApplicationName(QStringLiteral("Skydraft"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SKYDRAFT_VERSION));
}

struct Options
{
    QCommandLineOption language{QStringLiteral("language"),
                                QStringLiteral("The language: en or ko."),
                                QStringLiteral("language")};
    QCommandLineOption theme{QStringLiteral("theme"),
                             QStringLiteral("The theme: system, light or dark."),
                             QStringLiteral("theme")};
};

void describe(QCommandLineParser& parser, const Options& options)
{
    parser.setApplicationDescription(QStringLiteral(
        "Draws AWS architectures, proves who reaches whom, plays traffic and failures."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption(options.language);
    parser.addOption(options.theme);
    parser.addPositionalArgument(QStringLiteral("file"), QStringLiteral("Drawings to open."),
                                 QStringLiteral("[file…]"));
}

/// Help and version answer without a display.
bool asksForWords(int argc, char** argv)
{
    return std::any_of(argv + 1, argv + argc, [](std::string_view argument) {
        return argument == "-h" || argument == "--help" || argument == "--help-all"
               || argument == "-v" || argument == "--version";
    });
}

int complain(const QString& message)
{
    std::fprintf(stderr, "skydraft: %s\n", qPrintable(message));
    return wrongUsage;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace skydraft;
    setNames();
    const Options options;
    QCommandLineParser parser;
    describe(parser, options);
    if (asksForWords(argc, argv)) {
        const QCoreApplication words(argc, argv);
        parser.process(words);
    }
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QString()); // the title names the program itself
    QApplication::setWindowIcon(QIcon(QPixmap::fromImage(typeIconImage("skydraft", 256))));
    if (!parser.parse(QCoreApplication::arguments()))
        return complain(parser.errorText());
    const QString theme = parser.value(options.theme);
    if (parser.isSet(options.theme)
        && settings::toString(settings::colorSchemeFrom(theme)) != theme)
        return complain(
            QStringLiteral("there is no theme \"%1\": system, light or dark").arg(theme));
    const QString language = parser.value(options.language);
    if (parser.isSet(options.language) && language != QLatin1String("en")
        && language != QLatin1String("ko"))
        return complain(QStringLiteral("there is no language \"%1\": en or ko").arg(language));

    setLanguage(parser.isSet(options.language) ? language : settings::language());
    applyColorScheme(application, parser.isSet(options.theme) ? settings::colorSchemeFrom(theme)
                                                              : settings::colorScheme());
    MainWindow window(Catalogue::builtIn(), RecoveryJournal::defaultFolder());
    window.show();

    QStringList files = parser.positionalArguments();
    QTimer::singleShot(0, &window, [&window, files]() mutable {
        if (!files.isEmpty())
            window.files().openFile(files.takeFirst());
        for (const QString& file : std::as_const(files)) // one window for each process
            QProcess::startDetached(QCoreApplication::applicationFilePath(), {file});
        window.offerRecovery();
    });
    return QApplication::exec();
}
