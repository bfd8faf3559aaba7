// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "model/base/error.h"
#include "model/base/text.h"

namespace skydraft {

/// "en" or "ko": the language that the program speaks now.
QString currentLanguage();

/// Installs the translations of `language` ("en", "ko", or "" for the system's); every widget gets
/// QEvent::LanguageChange and sets its texts anew.
void setLanguage(const QString& language);

/// A sentence of the model in the current language.
QString translated(const Text& text);

/// A name or help text of the catalogue in the current language.
QString localized(const LocalizedText& text);

/// An error for people: place and message in the current language.
QString explained(const Error& error);

inline QString toQString(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace skydraft
