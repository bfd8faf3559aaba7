// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include "model/rules/finding.h"
#include "widgets/theme/theme.h"

/// What the program remembers between runs, in the user's settings (QSettings: on Linux below
/// XDG_CONFIG_HOME). Each call reads or writes at once, so that windows agree.
namespace skydraft::settings {

/// "en", "ko" or "" for the system's.
QString language();
void setLanguage(const QString& language);

ColorScheme colorScheme();
void setColorScheme(ColorScheme scheme);

/// "system", "light", "dark", as on the command line; System for any other text.
ColorScheme colorSchemeFrom(const QString& text);
QString toString(ColorScheme scheme);

/// How many rules are looked at; Teaching where nothing was chosen.
Profile checkProfile();
void setCheckProfile(Profile profile);

/// Absolute paths, the newest first; files that are gone are left out.
QStringList recentFiles();
void addRecentFile(const QString& path);
void clearRecentFiles();

/// The folder that file dialogs begin in.
QString lastFolder();
void setLastFolder(const QString& folder);

QByteArray windowGeometry();
QByteArray windowState();
void setWindow(const QByteArray& geometry, const QByteArray& state);

} // namespace skydraft::settings
