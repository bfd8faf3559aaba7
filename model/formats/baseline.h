// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/rules/finding.h"

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// What a baseline knows a finding by. Messages are no part of it: they change with names.
struct BaselineEntry
{
    std::string code{};
    ResourceId resource{}; ///< empty: the drawing as a whole
    std::optional<ConnectionId> connection{};

    auto operator<=>(const BaselineEntry&) const = default;
    bool operator==(const BaselineEntry&) const = default;
};

/// "SG018 db c1"
std::string inWords(const BaselineEntry& entry);

/// Findings that were there when a team began to check, with how often each was: later ones count.
using Baseline = std::map<BaselineEntry, int>;

/// Those that nobody has suppressed.
Baseline baselineOf(const std::vector<Finding>& findings);

/// baseline.schema.json: one line for each entry, sorted, so that a diff shows what changed.
std::string writeBaseline(const Baseline& baseline);
Result<Baseline> readBaseline(std::string_view text, const std::string& source);

/// Takes the findings that `baseline` knows out of `findings`, and gives the entries that are found
/// no longer. Rules outside of `profile` were not asked: their entries are not among them.
std::vector<BaselineEntry> hideKnown(const Baseline& baseline, Profile profile,
                                     std::vector<Finding>& findings);

} // namespace skydraft
