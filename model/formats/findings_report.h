// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/resource_json.h"
#include "model/rules/finding.h"

#include <string>
#include <vector>

namespace skydraft {

/// Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show: one run, the rules that were
/// looked at, one result for each finding with the resource as its logical location and `file` as
/// its artifact. Fixes, which are edits of ours, stand in the result's property bag.
OrderedJson findingsToSarif(const Architecture& architecture, const std::vector<Finding>& findings,
                            Profile profile, const std::string& file, const std::string& version);

/// Findings as JUnit XML, which build servers show: one test case for each rule, failed with its
/// findings where there are any at or above `failOn`.
std::string findingsToJunit(const Architecture& architecture, const std::vector<Finding>& findings,
                            Profile profile, Severity failOn);

} // namespace skydraft
