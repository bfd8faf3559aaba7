// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/finding.h"

#include "model/rules/checker.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <array>

namespace skydraft {
namespace {

constexpr std::array<std::pair<Severity, std::string_view>, 3> severities{{
    {Severity::Note, "note"},
    {Severity::Warning, "warning"},
    {Severity::Error, "error"},
}};

constexpr std::array<std::pair<Profile, std::string_view>, 3> profiles{{
    {Profile::Teaching, "teaching"},
    {Profile::Review, "review"},
    {Profile::Strict, "strict"},
}};

} // namespace

bool isLookedAt(Profile profile, const Rule& rule)
{
    constexpr int teaching = 23;
    constexpr int review = 40;
    if (profile == Profile::Strict || rule.isAboutTheDrawing)
        return true;
    return rule.rank > 0 && rule.rank <= (profile == Profile::Teaching ? teaching : review);
}

std::string_view toString(Profile profile)
{
    return profiles[static_cast<std::size_t>(profile)].second;
}

std::optional<Profile> profileFrom(std::string_view text)
{
    for (const auto& [profile, name] : profiles)
        if (name == text)
            return profile;
    return std::nullopt;
}

std::string_view toString(Severity severity)
{
    return severities[static_cast<std::size_t>(severity)].second;
}

std::optional<Severity> severityFrom(std::string_view text)
{
    for (const auto& [severity, name] : severities)
        if (name == text)
            return severity;
    return std::nullopt;
}

const std::vector<Rule>& allRules()
{
    static const std::vector<Rule> rules = [] {
        std::vector<Rule> all;
        for (const auto& family : {placementRules(),       pathRules(),      exposureRules(),
                                   groupRules(),           aclRules(),       addressingRules(),
                                   capacityRules(),        routingRules(),   waysOutRules(),
                                   accessRules(),          transitRules(),   balancingRules(),
                                   balancerNetworkRules(), aclHelperRules(), publicAddressRules(),
                                   groupScopeRules(),      reachRules(),     malformedRules(),
                                   quotaRules(),           settingRules(),   computeRules(),
                                   storageRules(),         edgeRules(),      nameRules(),
                                   intentRules()})
            all.insert(all.end(), family.begin(), family.end());
        std::sort(all.begin(), all.end(), [](const Rule& a, const Rule& b) {
            return std::string_view(a.code) < std::string_view(b.code);
        });
        return all;
    }();
    return rules;
}

bool isLookedAt(Profile profile, std::string_view code)
{
    const auto& rules = allRules();
    const auto rule = std::lower_bound(
        rules.begin(), rules.end(), code,
        [](const Rule& one, std::string_view wanted) { return one.code < wanted; });
    return rule != rules.end() && rule->code == code && isLookedAt(profile, *rule);
}

std::vector<Finding> check(const Network& network, Profile profile, Suppressed suppressed,
                           const Traces* traces)
{
    std::vector<Finding> findings;
    for (const FindingPointer& found : Checker(network, profile, traces).findings())
        if (!found->suppression || suppressed == Suppressed::Included)
            findings.push_back(*found);
    return findings;
}

} // namespace skydraft
