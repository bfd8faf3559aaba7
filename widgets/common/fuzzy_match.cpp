// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/fuzzy_match.h"

#include <QList>
#include <QStringList>

#include <algorithm>
#include <array>

namespace skydraft {

namespace {

constexpr ushort firstSyllable = 0xAC00;
constexpr ushort lastSyllable = 0xD7A3;
constexpr int medials = 21;
constexpr int finals = 28;

// Letters as a keyboard types them; a double final is two strokes.
constexpr std::u16string_view initialLetters = u"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr std::u16string_view medialLetters = u"ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
constexpr std::array<std::u16string_view, finals> finalLetters{
    u"",     u"ㄱ",   u"ㄲ",   u"ㄱㅅ", u"ㄴ",   u"ㄴㅈ", u"ㄴㅎ", u"ㄷ", u"ㄹ",   u"ㄹㄱ",
    u"ㄹㅁ", u"ㄹㅂ", u"ㄹㅅ", u"ㄹㅌ", u"ㄹㅍ", u"ㄹㅎ", u"ㅁ",   u"ㅂ", u"ㅂㅅ", u"ㅅ",
    u"ㅆ",   u"ㅇ",   u"ㅈ",   u"ㅊ",   u"ㅋ",   u"ㅌ",   u"ㅍ",   u"ㅎ"};

bool isSyllable(QChar letter)
{
    return letter.unicode() >= firstSyllable && letter.unicode() <= lastSyllable;
}

bool isInitial(QChar letter)
{
    return initialLetters.find(char16_t(letter.unicode())) != std::u16string_view::npos;
}

/// A text as it is compared: lower case letters and digits only, syllables taken apart.
struct Normal
{
    QString letters{};
    QString initials{};      ///< of each syllable; other letters as they are
    QList<int> starts{};     ///< where in `letters` each character of the text begins
    QList<int> wordStarts{}; ///< where in `letters` each word begins
    QString acronym{};       ///< the first character of each word
};

Normal normalized(const QString& text)
{
    Normal result;
    bool isWordStart = true;
    const QString composed = text.normalized(QString::NormalizationForm_C).toLower();
    for (const QChar letter : composed) {
        if (!letter.isLetterOrNumber()) {
            isWordStart = true;
            continue;
        }
        const int place = static_cast<int>(result.letters.size());
        result.starts.append(place);
        if (isWordStart) {
            result.wordStarts.append(place);
            result.acronym.append(letter);
        }
        isWordStart = false;
        if (!isSyllable(letter)) {
            result.letters.append(letter);
            result.initials.append(letter);
            continue;
        }
        const int index = letter.unicode() - firstSyllable;
        const auto initial = static_cast<std::size_t>(index / (medials * finals));
        const auto medial = static_cast<std::size_t>(index / finals % medials);
        const auto& final = finalLetters[static_cast<std::size_t>(index % finals)];
        result.letters.append(QChar(initialLetters[initial]));
        result.letters.append(QChar(medialLetters[medial]));
        result.letters.append(QStringView(final));
        result.initials.append(QChar(initialLetters[initial]));
    }
    return result;
}

bool isLatin(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

/// Where `query` begins in `text` at the start of a character; -1 for nowhere.
int placeOf(const QString& query, const Normal& text)
{
    for (const int start : text.starts)
        if (QStringView(text.letters).mid(start).startsWith(query))
            return start;
    return -1;
}

std::optional<int> subsequenceScore(const QString& query, const QString& text)
{
    int gaps = 0;
    qsizetype from = 0;
    for (const QChar letter : query) {
        const qsizetype place = text.indexOf(letter, from);
        if (place < 0 || (from == 0 && place != 0))
            return std::nullopt;
        gaps += static_cast<int>(place - from);
        from = place + 1;
    }
    // A word with more holes than letters is not what was meant.
    if (gaps > query.size())
        return std::nullopt;
    return 100 - gaps;
}

} // namespace

std::optional<int> fuzzyScore(const QString& query, const QString& candidate)
{
    const Normal wanted = normalized(query);
    const Normal text = normalized(candidate);
    if (wanted.letters.isEmpty())
        return 0;
    const int length = static_cast<int>(std::min<qsizetype>(text.letters.size(), 80));
    if (text.letters == wanted.letters)
        return 1000;
    if (text.letters.startsWith(wanted.letters))
        return 900 - length;
    const int place = placeOf(wanted.letters, text);
    if (place >= 0 && text.wordStarts.contains(place))
        return 800 - length;
    if (wanted.letters.size() > 1 && text.acronym.startsWith(wanted.letters))
        return 700 - length;
    if (place >= 0)
        return 600 - length;
    if (std::all_of(wanted.letters.begin(), wanted.letters.end(), isInitial)) {
        const qsizetype start = text.initials.indexOf(wanted.letters);
        if (start >= 0)
            return (start == 0 ? 500 : 400) - length;
    }
    if (wanted.letters.size() > 2 && isLatin(wanted.letters))
        return subsequenceScore(wanted.letters, text.letters);
    return std::nullopt;
}

std::optional<int> fuzzyScore(const QString& query, const QStringList& candidates)
{
    std::optional<int> best;
    int cost = 0;
    for (const QString& candidate : candidates) {
        const std::optional<int> score = fuzzyScore(query, candidate);
        if (score && (!best || *score - cost > *best))
            best = *score - cost;
        cost = std::min(cost + 2, 20);
    }
    return best;
}

} // namespace skydraft
