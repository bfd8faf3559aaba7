// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/settings.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <array>
#include <utility>

namespace skydraft::settings {
namespace {

constexpr int recentFilesKept = 12;

const QString languageKey = QStringLiteral("language");
const QString themeKey = QStringLiteral("theme");
const QString profileKey = QStringLiteral("check_profile");
const QString recentKey = QStringLiteral("recent_files");
const QString folderKey = QStringLiteral("last_folder");
const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");

const std::array<std::pair<ColorScheme, QString>, 3> schemes{{
    {ColorScheme::System, QStringLiteral("system")},
    {ColorScheme::Light, QStringLiteral("light")},
    {ColorScheme::Dark, QStringLiteral("dark")},
}};

} // namespace

QString language()
{
    return QSettings().value(languageKey).toString();
}

void setLanguage(const QString& language)
{
    QSettings().setValue(languageKey, language);
}

ColorScheme colorSchemeFrom(const QString& text)
{
    for (const auto& [scheme, name] : schemes)
        if (name == text)
            return scheme;
    return ColorScheme::System;
}

QString toString(ColorScheme scheme)
{
    for (const auto& [known, name] : schemes)
        if (known == scheme)
            return name;
    return {};
}

ColorScheme colorScheme()
{
    return colorSchemeFrom(QSettings().value(themeKey).toString());
}

void setColorScheme(ColorScheme scheme)
{
    QSettings().setValue(themeKey, toString(scheme));
}

Profile checkProfile()
{
    const std::string name = QSettings().value(profileKey).toString().toStdString();
    return profileFrom(name).value_or(Profile::Teaching);
}

void setCheckProfile(Profile profile)
{
    QSettings().setValue(profileKey, QString::fromStdString(std::string(toString(profile))));
}

QStringList recentFiles()
{
    QStringList files = QSettings().value(recentKey).toStringList();
    files.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return files;
}

void addRecentFile(const QString& path)
{
    QStringList files = recentFiles();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    files.removeAll(absolute);
    files.prepend(absolute);
    while (files.size() > recentFilesKept)
        files.removeLast();
    QSettings().setValue(recentKey, files);
}

void clearRecentFiles()
{
    QSettings().remove(recentKey);
}

QString lastFolder()
{
    const QString folder = QSettings().value(folderKey).toString();
    if (QFileInfo(folder).isDir())
        return folder;
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

void setLastFolder(const QString& folder)
{
    QSettings().setValue(folderKey, folder);
}

QByteArray windowGeometry()
{
    return QSettings().value(geometryKey).toByteArray();
}

QByteArray windowState()
{
    return QSettings().value(stateKey).toByteArray();
}

void setWindow(const QByteArray& geometry, const QByteArray& state)
{
    QSettings stored;
    stored.setValue(geometryKey, geometry);
    stored.setValue(stateKey, state);
}

} // namespace skydraft::settings
