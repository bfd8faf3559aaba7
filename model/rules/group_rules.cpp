// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace skydraft {
namespace {

// Amazon VPC quotas, unless AWS is asked for more.
constexpr std::size_t rulesPerDirection = 60;
constexpr std::size_t groupsPerInterface = 5;

struct Side
{
    const char* property;
    const char* peer;
};
constexpr std::array<Side, 2> sides{{{"ingress", "source"}, {"egress", "destination"}}};

std::optional<int> number(const Json& rule, const char* member)
{
    const Json& value = memberIn(rule, member);
    return value.is_number_integer() ? std::optional(value.get<int>()) : std::nullopt;
}

/// Calls `visit` with each drawn group.
template <class Visit>
void forEachGroup(const RuleContext& context, const Visit& visit)
{
    for (const Resource* group : context.withRole(NetworkRole::SecurityGroup))
        visit(*group);
}

/// Who lists a group in `security_groups`.
const Resources& membersOf(const RuleContext& context, const Resource& group)
{
    return context.namingIn("security_groups", group.id);
}

bool isDataTier(const RuleContext& context, const Resources& members)
{
    return !members.empty()
           && std::all_of(members.begin(), members.end(), [&](const Resource* member) {
                  const BehaviourKind kind = context.typeOf(*member).behaviour;
                  return kind == BehaviourKind::Database || kind == BehaviourKind::Cache;
              });
}

Json without(const Json& rules, std::size_t position)
{
    Json kept = rules;
    kept.erase(position);
    return kept;
}

Fix change(const Resource& group, const char* property, Json rules, const Text& title)
{
    return {title, Edit{SetProperty{group.id, property, std::move(rules)}}};
}

/// Calls `visit` with each group that only databases and caches have.
template <class Visit>
void forEachDataGroup(const RuleContext& context, const Visit& visit)
{
    forEachGroup(context, [&](const Resource& group) {
        if (isDataTier(context, membersOf(context, group)))
            visit(group);
    });
}

/// Data groups that admit a whole VPC or more instead of the servers that need them.
std::vector<Report> wideDataGroups(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachDataGroup(context, [&](const Resource& group) {
        const Resource* vpc = context.around(group, NetworkRole::Vpc);
        const auto whole = vpc == nullptr ? std::nullopt : Cidr::parse(context.text(*vpc, "cidr"));
        for (const Json& rule : context.value(group, "ingress")) {
            const auto block = Cidr::parse(memberText(rule, "source"));
            if (whole && block && block->base.family == whole->base.family
                && block->contains(*whole)) {
                reports.push_back(
                    {group.id, MODEL_TEXT("Rule", "%1 admits the whole VPC (%2) to the data tier")
                                   .with(displayName(group))
                                   .with(block->toString())});
                return;
            }
        }
    });
    return reports;
}

std::vector<Report> talkativeDataGroups(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachDataGroup(context, [&](const Resource& group) {
        const Json& rules = context.value(group, "egress");
        const bool isOpen = std::any_of(rules.begin(), rules.end(), [](const Json& rule) {
            return memberText(rule, "protocol") == "all"
                   && memberText(rule, "destination") == "0.0.0.0/0";
        });
        if (isOpen)
            reports.push_back(
                {group.id,
                 MODEL_TEXT("Rule", "%1 lets the data tier send anything anywhere")
                     .with(displayName(group)),
                 {change(
                     group, "egress", Json::array(),
                     MODEL_TEXT("Rule", "Let %1 send answers only").with(displayName(group)))}});
    });
    return reports;
}

std::vector<Report> unusedGroups(const RuleContext& context)
{
    std::unordered_set<std::string_view> named;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides)
            for (const Json& rule : context.value(group, side.property))
                named.insert(memberText(rule, side.peer));
    });
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        if (membersOf(context, group).empty() && !named.contains(group.id.value()))
            reports.push_back({group.id,
                               MODEL_TEXT("Rule", "%1 protects nothing").with(displayName(group)),
                               {{MODEL_TEXT("Rule", "Delete %1").with(displayName(group)),
                                 Edit{RemoveResource{group.id}}}}});
    });
    return reports;
}

/// A rule with its texts read once, to be compared with all others of its group.
struct ReadRule
{
    const std::string* protocol = nullptr;
    int from = 0;
    int to = 65535;
    const std::string* peer = nullptr;
    std::optional<Cidr> block{};
};

std::vector<ReadRule> readRules(const Json& rules, const char* peer)
{
    std::vector<ReadRule> read;
    for (const Json& rule : rules)
        read.push_back({.protocol = &memberText(rule, "protocol"),
                        .from = number(rule, "from_port").value_or(0),
                        .to = number(rule, "to_port").value_or(65535),
                        .peer = &memberText(rule, peer),
                        .block = Cidr::parse(memberText(rule, peer))});
    return read;
}

bool covers(const ReadRule& outer, const ReadRule& inner)
{
    if (*outer.protocol != "all"
        && (*outer.protocol != *inner.protocol || outer.from > inner.from || outer.to < inner.to))
        return false;
    return *outer.peer == *inner.peer
           || (outer.block && inner.block && outer.block->base.family == inner.block->base.family
               && outer.block->contains(*inner.block));
}

/// The first rule that another one makes superfluous; of two equal rules the later one.
std::optional<std::size_t> firstImplied(const std::vector<ReadRule>& rules)
{
    for (std::size_t i = 0; i < rules.size(); ++i)
        for (std::size_t j = 0; j < rules.size(); ++j)
            if (i != j && covers(rules[j], rules[i]) && (i > j || !covers(rules[i], rules[j])))
                return i;
    return std::nullopt;
}

std::vector<Report> impliedRules(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides) {
            const Json& rules = context.value(group, side.property);
            const auto implied = firstImplied(readRules(rules, side.peer));
            if (!implied)
                continue;
            const std::string& peer = memberText(rules[*implied], side.peer);
            reports.push_back(
                {group.id,
                 MODEL_TEXT("Rule", "%1: another rule admits all that the one for %2 does")
                     .with(displayName(group))
                     .with(peer),
                 {change(group, side.property, without(rules, *implied),
                         MODEL_TEXT("Rule", "Remove the rule for %1").with(peer))}});
            return; // one at a time: the positions move
        }
    });
    return reports;
}

/// Rules for a group that is gone, or that nothing belongs to.
std::vector<Report> staleReferences(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides) {
            const Json& rules = context.value(group, side.property);
            for (std::size_t i = 0; i < rules.size(); ++i) {
                const std::string& peer = memberText(rules[i], side.peer);
                if (peer.empty() || IpAddress::parse(peer.substr(0, peer.find('/'))))
                    continue;
                const Resource* named = context.find(peer);
                const bool isGroup =
                    named != nullptr && context.typeOf(*named).role == NetworkRole::SecurityGroup;
                if (named != nullptr && (!isGroup || !membersOf(context, *named).empty()))
                    continue;
                const Text message =
                    named == nullptr
                        ? MODEL_TEXT("Rule", "%1 has a rule for %2, which does not exist")
                        : MODEL_TEXT("Rule", "%1 has a rule for %2, which nothing belongs to");
                reports.push_back(
                    {group.id,
                     message.with(displayName(group))
                         .with(named == nullptr ? peer : displayName(*named)),
                     {change(group, side.property, without(rules, i),
                             MODEL_TEXT("Rule", "Remove the rule for %1").with(peer))}});
                return;
            }
        }
    });
    return reports;
}

std::vector<Report> groupQuotas(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides)
            if (const std::size_t count = context.value(group, side.property).size();
                count > rulesPerDirection)
                reports.push_back(
                    {group.id, MODEL_TEXT("Rule", "%1 has %2 rules in one direction; AWS "
                                                  "allows %3 unless it is asked")
                                   .with(displayName(group))
                                   .with(static_cast<int>(count))
                                   .with(static_cast<int>(rulesPerDirection))});
    });
    for (const Resource* resource : context.withProperty("security_groups"))
        if (const Json& groups = context.value(*resource, "security_groups");
            groups.is_array() && groups.size() > groupsPerInterface)
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule", "%1 has %2 security groups; AWS allows %3 unless it is asked")
                     .with(displayName(*resource))
                     .with(static_cast<int>(groups.size()))
                     .with(static_cast<int>(groupsPerInterface))});
    return reports;
}

std::vector<Report> undescribedGroups(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        if (context.text(group, "description").empty())
            reports.push_back(
                {group.id,
                 MODEL_TEXT("Rule", "%1 does not say what it is for").with(displayName(group))});
    });
    return reports;
}

std::vector<Report> wideRanges(const RuleContext& context)
{
    constexpr int manyPorts = 100;
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const Json& rule : context.value(group, "ingress")) {
            const auto from = number(rule, "from_port");
            const auto to = number(rule, "to_port");
            const bool isEverything = from == 0 && to == 65535; // SG003's
            if (from && to && *to - *from > manyPorts && !isEverything
                && Cidr::parse(memberText(rule, "source"))) {
                reports.push_back(
                    {group.id, MODEL_TEXT("Rule", "%1 admits %2 ports (%3 to %4) from %5")
                                   .with(displayName(group))
                                   .with(*to - *from + 1)
                                   .with(*from)
                                   .with(*to)
                                   .with(memberText(rule, "source"))});
                return;
            }
        }
    });
    return reports;
}

bool isReversed(const Json& rule)
{
    const auto from = number(rule, "from_port");
    const auto to = number(rule, "to_port");
    const std::string& protocol = memberText(rule, "protocol");
    return from && to && *from > *to && (protocol == "tcp" || protocol == "udp");
}

std::vector<Report> reversedRanges(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides) {
            const Json& rules = context.value(group, side.property);
            if (std::none_of(rules.begin(), rules.end(), isReversed))
                continue;
            Json turned = rules;
            for (Json& rule : turned)
                if (isReversed(rule))
                    std::swap(rule["from_port"], rule["to_port"]);
            reports.push_back({group.id,
                               MODEL_TEXT("Rule", "%1 has a port range that ends before it begins")
                                   .with(displayName(group)),
                               {change(group, side.property, std::move(turned),
                                       MODEL_TEXT("Rule", "Turn the range around"))}});
        }
    });
    return reports;
}

} // namespace

std::vector<Rule> groupRules()
{
    const Text why = MODEL_TEXT("Rule", "The security group is the one filter on every interface: "
                                        "what is wider, older or vaguer than needed in it hides "
                                        "what is meant.");
    return {
        {.code = "SG007",
         .severity = Severity::Warning,
         .rank = 17,
         .why = why,
         .equivalents = {"SEC05-BP01"},
         .check = wideDataGroups},
        {.code = "SG008",
         .severity = Severity::Warning,
         .rank = 37,
         .why = why,
         .equivalents = {"CKV_AWS_382", "AWS-0104", "W5"},
         .check = talkativeDataGroups},
        {.code = "SG011",
         .severity = Severity::Note,
         .why = why,
         .equivalents = {"CKV2_AWS_5", "EC2.22"},
         .check = unusedGroups},
        {.code = "SG012", .severity = Severity::Note, .why = why, .check = impliedRules},
        {.code = "SG013",
         .severity = Severity::Warning,
         .rank = 35,
         .why = why,
         .equivalents = {"UNKNOWN_PEERED_SGS"},
         .check = staleReferences},
        {.code = "SG015",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "AWS refuses what is beyond a quota, in the middle of a "
                                   "deployment."),
         .check = groupQuotas},
        {.code = "SG016",
         .severity = Severity::Note,
         .why = why,
         .equivalents = {"CKV_AWS_23", "AWS-0099", "W36"},
         .check = undescribedGroups},
        {.code = "SG017",
         .severity = Severity::Note,
         .why = why,
         .equivalents = {"W27"},
         .check = wideRanges},
        {.code = "SG021",
         .severity = Severity::Note,
         .why = why,
         .equivalents = {"E3687", "E3688"},
         .check = reversedRanges},
    };
}

} // namespace skydraft
