// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QString>
#include <QStringList>

namespace skydraft {

/// Fonts of the drawing, from the program's font; sizes in drawing units.
QFont nameFont(const QFont& base);
QFont detailFont(const QFont& base);
QFont titleFont(const QFont& base);
QFont connectorFont(const QFont& base);

/// `text`, cut behind a whole grapheme with "…" where it is wider than `width`.
QString elided(const QString& text, const QFontMetricsF& metrics, double width);

/// `text` in at most `most` lines of `width`: broken at spaces and hyphens, between syllables of
/// Korean, inside a word only where it alone is too long; the last line is elided.
QStringList wrapped(const QString& text, const QFontMetricsF& metrics, double width, int most);

} // namespace skydraft
