// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/text_fit.h"

#include <QTextBoundaryFinder>

namespace skydraft {
namespace {

QFont sized(const QFont& base, int pixels, QFont::Weight weight)
{
    QFont font(base);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    // Widths must grow in step with the zoom, or names would wrap differently at every level.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// The longest part of `text` that ends at a boundary of `type` and fits; 0 where none does.
qsizetype fittingLength(const QString& text, const QFontMetricsF& metrics, double width,
                        QTextBoundaryFinder::BoundaryType type)
{
    QTextBoundaryFinder finder(type, text);
    qsizetype best = 0;
    for (qsizetype at = finder.toNextBoundary(); at > 0; at = finder.toNextBoundary()) {
        if (metrics.horizontalAdvance(text.left(at).trimmed()) > width)
            break;
        best = at;
    }
    return best;
}

/// Where a word that is too long may break: behind the last mark in its first `length` letters
/// (www.example.|com), else anywhere.
qsizetype breakInWord(const QString& word, qsizetype length)
{
    for (qsizetype at = length; at > 1; --at)
        if (QStringLiteral(".-_/").contains(word[at - 1]))
            return at;
    return length;
}

} // namespace

QFont nameFont(const QFont& base)
{
    return sized(base, 12, QFont::Medium);
}

QFont detailFont(const QFont& base)
{
    return sized(base, 11, QFont::Normal);
}

QFont titleFont(const QFont& base)
{
    return sized(base, 12, QFont::DemiBold);
}

QFont connectorFont(const QFont& base)
{
    return sized(base, 11, QFont::Normal);
}

QString elided(const QString& text, const QFontMetricsF& metrics, double width)
{
    if (metrics.horizontalAdvance(text) <= width)
        return text;
    const QString dots = QStringLiteral("…");
    const double room = width - metrics.horizontalAdvance(dots);
    return text.left(fittingLength(text, metrics, room, QTextBoundaryFinder::Grapheme)).trimmed()
           + dots;
}

QStringList wrapped(const QString& text, const QFontMetricsF& metrics, double width, int most)
{
    QStringList lines;
    QString rest = text.simplified();
    while (!rest.isEmpty()) {
        if (lines.size() + 1 >= most) {
            lines.append(elided(rest, metrics, width));
            break;
        }
        if (metrics.horizontalAdvance(rest) <= width) {
            lines.append(rest);
            break;
        }
        qsizetype length = fittingLength(rest, metrics, width, QTextBoundaryFinder::Line);
        if (length == 0)
            length = breakInWord(
                rest, fittingLength(rest, metrics, width, QTextBoundaryFinder::Grapheme));
        if (length == 0)
            length = rest.size();
        lines.append(rest.left(length).trimmed());
        rest = rest.mid(length).trimmed();
    }
    return lines;
}

} // namespace skydraft
