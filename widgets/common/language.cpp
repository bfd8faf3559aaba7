// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/language.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace skydraft {

namespace {

struct Installed
{
    QString language = QStringLiteral("en");
    QTranslator* own = nullptr; // both belong to the application
    QTranslator* qt = nullptr;
};

Installed& installed()
{
    static Installed state;
    return state;
}

QString languageOfSystem()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    const bool isKorean = !wanted.isEmpty() && wanted.front().startsWith(QLatin1String("ko"));
    return isKorean ? QStringLiteral("ko") : QStringLiteral("en");
}

void remove(QTranslator*& translator)
{
    delete translator; // takes itself out of the application's list
    translator = nullptr;
}

QTranslator* install(const QString& name, const QStringList& folders)
{
    auto* translator = new QTranslator(QCoreApplication::instance());
    for (const QString& folder : folders) {
        if (translator->load(name, folder)) {
            QCoreApplication::installTranslator(translator);
            return translator;
        }
    }
    delete translator;
    return nullptr;
}

} // namespace

QString currentLanguage()
{
    return installed().language;
}

void setLanguage(const QString& language)
{
    Installed& state = installed();
    const QString wanted = language.isEmpty() ? languageOfSystem() : language;
    state.language = wanted == QLatin1String("ko") ? wanted : QStringLiteral("en");
    QLocale::setDefault(state.language == QLatin1String("ko")
                            ? QLocale(QLocale::Korean, QLocale::SouthKorea)
                            : QLocale(QLocale::English, QLocale::UnitedStates));
    if (QCoreApplication::instance() == nullptr)
        return;
    remove(state.own);
    remove(state.qt);
    const QString embedded = QStringLiteral(":/i18n");
    state.qt = install(QStringLiteral("qtbase_") + state.language,
                       {embedded, QLibraryInfo::path(QLibraryInfo::TranslationsPath)});
    state.own = install(QStringLiteral("skydraft_") + state.language, {embedded});
    // English needs no file, so no translator may have told the widgets.
    QEvent change(QEvent::LanguageChange);
    QCoreApplication::sendEvent(QCoreApplication::instance(), &change);
}

QString translated(const Text& text)
{
    const Translate translate = [](const char* context, const char* source) {
        return QCoreApplication::translate(context, source).toStdString();
    };
    return toQString(text.in(currentLanguage().toStdString(), translate));
}

QString localized(const LocalizedText& text)
{
    return toQString(text.in(currentLanguage().toStdString()));
}

QString explained(const Error& error)
{
    return toQString(describe(error, translated(error.message).toStdString()));
}

} // namespace skydraft
