// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/cover_index.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace skydraft {
namespace {

std::string text(const Json& rule, const char* member, const char* fallback)
{
    const std::string_view value = memberText(rule, member);
    return std::string(value.empty() ? std::string_view(fallback) : value);
}

int number(const Json& rule, const char* member, int fallback)
{
    return memberNumber(rule, member).value_or(fallback);
}

bool isAllow(const Json& rule)
{
    return text(rule, "action", "allow") != "deny";
}

bool isFromEverywhere(const Json& rule)
{
    const std::string block = text(rule, "cidr", "0.0.0.0/0");
    return block == "0.0.0.0/0" || block == "::/0";
}

bool isForAll(const Json& rule)
{
    const std::string protocol = text(rule, "protocol", "tcp");
    return protocol == "all"
           || (number(rule, "from_port", 0) == 0 && number(rule, "to_port", 65535) == 65535);
}

/// What a rule of an ACL matches. One without a block is for every IPv4 address.
RuleScope scopeOfAcl(const Json& rule)
{
    RuleScope scope = scopeOf(rule, "cidr");
    if (!scope.block && scope.peer.empty())
        scope.block = Cidr::of(IpAddress::v4(0), 0);
    return scope;
}

Edit withRules(const Resource& acl, Json rules)
{
    return Edit{SetProperty{acl.id, "rules", std::move(rules)}};
}

Json without(const Json& rules, std::size_t position)
{
    Json kept = rules;
    kept.erase(position);
    return kept;
}

/// Calls `visit` for each drawn ACL that is not its VPC's default one, with its rules.
template <class Visit>
void forEachAcl(const RuleContext& context, const Visit& visit)
{
    for (const Resource* acl : context.withRole(NetworkRole::NetworkAcl))
        if (!context.flag(*acl, "is_default"))
            visit(*acl, context.value(*acl, "rules"));
}

Fix removalOf(const Resource& acl, const Json& rules, std::size_t position)
{
    return {MODEL_TEXT("Rule", "Remove rule %1 from %2")
                .with(number(rules[position], "number", 0))
                .with(displayName(acl)),
            withRules(acl, without(rules, position))};
}

/// The first allowing inbound rule that matches, as one report for the ACL.
template <class Matches>
std::vector<Report> openRules(const RuleContext& context, const Matches& matches,
                              const Text& message)
{
    std::vector<Report> reports;
    forEachAcl(context, [&](const Resource& acl, const Json& rules) {
        for (std::size_t i = 0; i < rules.size(); ++i)
            if (isAllow(rules[i]) && text(rules[i], "direction", "ingress") == "ingress"
                && isFromEverywhere(rules[i]) && matches(rules[i])) {
                reports.push_back(
                    {acl.id,
                     Text(message).with(displayName(acl)).with(number(rules[i], "number", 0)),
                     {removalOf(acl, rules, i)}});
                return;
            }
    });
    return reports;
}

std::vector<Report> openAdminPorts(const RuleContext& context)
{
    return openRules(
        context,
        [](const Json& rule) {
            const auto includes = [&](int port) {
                return number(rule, "from_port", 0) <= port
                       && port <= number(rule, "to_port", 65535);
            };
            return !isForAll(rule) && text(rule, "protocol", "tcp") == "tcp"
                   && (includes(22) || includes(3389));
        },
        MODEL_TEXT("Rule", "%1 admits SSH or remote desktop from everywhere (rule %2)"));
}

std::vector<Report> openToAll(const RuleContext& context)
{
    return openRules(context, isForAll,
                     MODEL_TEXT("Rule", "%1 admits everything from everywhere (rule %2)"));
}

/// Calls `visit` with each rule that can never decide, and one with a lower number that does.
template <class Visit>
void forEachShadowed(const RuleContext& context, const Visit& visit)
{
    forEachAcl(context, [&](const Resource& acl, const Json& rules) {
        std::vector<std::size_t> order(rules.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto numberOf = [&](std::size_t position) {
            return number(rules[position], "number", 100);
        };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return numberOf(a) < numberOf(b); });
        std::array<CoverIndex, 2> before; // by direction
        for (const std::size_t later : order) {
            const RuleScope scope = scopeOfAcl(rules[later]);
            const bool isEgress = text(rules[later], "direction", "ingress") == "egress";
            CoverIndex& known = before.at(isEgress ? 1 : 0);
            const auto earlier = known.coverOf(scope);
            if (earlier && numberOf(*earlier) < numberOf(later))
                visit(acl, rules, *earlier, later);
            known.add(scope, later);
        }
    });
}

std::vector<Report> shadowedRules(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachShadowed(context, [&](const Resource& acl, const Json& rules, std::size_t earlier,
                                 std::size_t later) {
        if (isAllow(rules[earlier]) == isAllow(rules[later]))
            reports.push_back({acl.id,
                               MODEL_TEXT("Rule", "%1: rule %2 says what rule %3 says before it")
                                   .with(displayName(acl))
                                   .with(number(rules[later], "number", 0))
                                   .with(number(rules[earlier], "number", 0)),
                               {removalOf(acl, rules, later)}});
    });
    return reports;
}

std::vector<Report> vainDenials(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachShadowed(context, [&](const Resource& acl, const Json& rules, std::size_t earlier,
                                 std::size_t later) {
        if (!isAllow(rules[earlier]) || isAllow(rules[later]))
            return;
        Json reordered = rules;
        std::set<int> taken;
        for (const Json& rule : rules)
            taken.insert(number(rule, "number", 0));
        int free = number(rules[earlier], "number", 100) - 1;
        while (free > 1 && taken.contains(free))
            --free;
        reordered[later]["number"] = free;
        reports.push_back(
            {acl.id,
             MODEL_TEXT("Rule", "%1: rule %2 denies in vain what rule %3 has allowed before it")
                 .with(displayName(acl))
                 .with(number(rules[later], "number", 0))
                 .with(number(rules[earlier], "number", 0)),
             {{MODEL_TEXT("Rule", "Give the denying rule of %1 the number %2")
                   .with(displayName(acl))
                   .with(free),
               withRules(acl, std::move(reordered))}}});
    });
    return reports;
}

std::vector<Report> unusedAcls(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachAcl(context, [&](const Resource& acl, const Json&) {
        if (context.namedBy(acl.id).empty())
            reports.push_back({acl.id,
                               MODEL_TEXT("Rule", "%1 belongs to no subnet").with(displayName(acl)),
                               {{MODEL_TEXT("Rule", "Delete %1").with(displayName(acl)),
                                 Edit{RemoveResource{acl.id}}}}});
    });
    return reports;
}

} // namespace

std::vector<Rule> aclRules()
{
    const Text why = MODEL_TEXT("Rule", "A network ACL is read from the lowest number on and the "
                                        "first match decides; it keeps no state, so mistakes in it "
                                        "are silent.");
    return {
        {.code = "NA002",
         .severity = Severity::Warning,
         .why = why,
         .equivalents = {"CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_231", "CKV_AWS_232", "EC2.21",
                         "AWS-0105"},
         .check = openAdminPorts},
        {.code = "NA003",
         .severity = Severity::Warning,
         .why = why,
         .equivalents = {"CKV_AWS_352", "W66", "AWS-0102"},
         .check = openToAll},
        {.code = "NA004",
         .severity = Severity::Note,
         .why = why,
         .equivalents = {"W72"},
         .check = shadowedRules},
        {.code = "NA005",
         .severity = Severity::Warning,
         .why = why,
         .equivalents = {"W71"},
         .check = vainDenials},
        {.code = "NA006",
         .severity = Severity::Note,
         .why = why,
         .equivalents = {"CKV2_AWS_1", "EC2.16"},
         .check = unusedAcls},
    };
}

} // namespace skydraft
