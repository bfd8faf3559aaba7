// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/rule.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace skydraft {

/// Whether a resource with this value of the property breaks the rule.
using IsBad = std::function<bool(const RuleContext&, const Resource&, const Json& value)>;

bool isOff(const RuleContext& context, const Resource& resource, const Json& value);
bool isOn(const RuleContext& context, const Resource& resource, const Json& value);

/// A report for each resource whose property is bad, with the edit that sets it to `good`.
std::vector<Report> badSettings(const RuleContext& context, const char* property,
                                const IsBad& isBad, const Json& good, const Text& message);

/// The rule that a property has a value, as a row of the table.
Rule setting(Rule rule, const char* property, IsBad isBad, Json good, const Text& message);

/// One setting that a resource goes without.
struct Missing
{
    const char* property = "";
    std::optional<Json> good{}; ///< what the fix sets; nothing: no edit can give it
    Text words{};               ///< empty: the name of the property
};

/// One report about all that a resource goes without, and one fix that sets what can be set.
/// Nothing for a resource that misses nothing.
std::optional<Report> missingSettings(const RuleContext& context, const Resource& resource,
                                      const std::vector<Missing>& missing);

/// What a distribution fetches from, as far as it is drawn, by the distribution.
std::map<const Resource*, Resources> originsByDistribution(const RuleContext& context);

/// Whether the drawn primary is meant: a standby or a replica is set up along with it.
bool isPrimary(const RuleContext& context, const Resource& resource);

} // namespace skydraft
