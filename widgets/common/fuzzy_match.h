// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace skydraft {

/// How well `candidate` answers `query`; nothing where it does not, and more is better. Case,
/// spaces, hyphens and dots do not matter. In this order: the same text, its beginning, the
/// beginning of a word, the first letters of its words ("alb"), any part, the initial consonants of
/// Korean syllables ("ㄹㄷ" for 람다), and for Latin letters any subsequence ("lmbda").
/// Korean is compared letter by letter, so a syllable that is still being typed ("람ㄷ") matches.
std::optional<int> fuzzyScore(const QString& query, const QString& candidate);

/// The best score over several names; each further name costs a little, so names come first.
std::optional<int> fuzzyScore(const QString& query, const QStringList& candidates);

} // namespace skydraft
