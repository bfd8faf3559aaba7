// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/resource_json.h"
#include "model/formats/baseline.h"
#include "model/rules/finding.h"
#include "model/rules/intents.h"

#include <functional>
#include <string>
#include <vector>

namespace skydraft {

/// What one check of a drawing found, as reports write it.
struct CheckReport
{
    Architecture architecture{};
    Profile profile = Profile::Strict;
    std::vector<Finding> findings{}; ///< suppressed ones among them where they are to be shown
    std::vector<IntentResult> intents{};
    std::vector<BaselineEntry> expired{}; ///< of the baseline, and found no longer
};

/// check.schema.json
OrderedJson reportToJson(const CheckReport& report);

/// Where the report's drawing comes from.
struct SarifSource
{
    std::string uri{};
    std::string version{}; ///< of this program
    /// The line of the item `id` of `list` ("resources", "intents") in the file, from 1; 0 where it
    /// is not known.
    std::function<int(const std::string& list, const std::string& id)> lineOf{};
};

/// SARIF 2.1.0 (OASIS), which code hosts and editors show: one run, the rules that were looked at
/// and the intents, one result for each finding and each intent that did not pass. The resource is
/// the logical location. A suppressed finding carries its reason as a suppression. Fixes, which
/// are edits of ours, stand in the result's property bag.
OrderedJson reportToSarif(const CheckReport& report, const SarifSource& source);

/// JUnit XML, which build servers show: one test case for each rule, failed with its findings where
/// there are any at or above `failOn`, and one for each intent; an undecided one is skipped.
std::string reportToJunit(const CheckReport& report, Severity failOn);

/// Lines for people.
std::string reportToText(const CheckReport& report);

} // namespace skydraft
