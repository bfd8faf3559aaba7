// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

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

std::string text(const Json& rule, const char* member)
{
    const Json value = memberOf(rule, member);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<int> number(const Json& rule, const char* member)
{
    const Json value = memberOf(rule, member);
    return value.is_number_integer() ? std::optional(value.get<int>()) : std::nullopt;
}

/// Calls `visit` with each drawn group.
template <class Visit>
void forEachGroup(const RuleContext& context, const Visit& visit)
{
    for (const auto& resource : context.architecture.resources())
        if (context.typeOf(*resource).role == NetworkRole::SecurityGroup)
            visit(*resource);
}

/// Who lists a group in `security_groups`.
std::map<ResourceId, std::vector<const Resource*>> membersOfGroups(const RuleContext& context)
{
    std::map<ResourceId, std::vector<const Resource*>> members;
    for (const auto& resource : context.architecture.resources())
        for (const ResourceId& id : idsOf(context.catalogue, *resource, "security_groups"))
            members[id].push_back(resource.get());
    return members;
}

bool isDataTier(const RuleContext& context, const std::vector<const Resource*>& members)
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
    const auto members = membersOfGroups(context);
    forEachGroup(context, [&](const Resource& group) {
        if (const auto own = members.find(group.id);
            own != members.end() && isDataTier(context, own->second))
            visit(group);
    });
}

/// Data groups that admit a whole VPC or more instead of the servers that need them.
std::vector<Report> wideDataGroups(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachDataGroup(context, [&](const Resource& group) {
        const Resource* vpc =
            ancestorOf(context.catalogue, context.architecture, group, NetworkRole::Vpc);
        const auto whole =
            vpc == nullptr ? std::nullopt : Cidr::parse(textOf(context.catalogue, *vpc, "cidr"));
        for (const Json& rule : valueOf(context.catalogue, group, "ingress")) {
            const auto block = Cidr::parse(text(rule, "source"));
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
        const Json rules = valueOf(context.catalogue, group, "egress");
        const bool isOpen = std::any_of(rules.begin(), rules.end(), [](const Json& rule) {
            return text(rule, "protocol") == "all" && text(rule, "destination") == "0.0.0.0/0";
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
    const auto members = membersOfGroups(context);
    std::set<std::string> named;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides)
            for (const Json& rule : valueOf(context.catalogue, group, side.property))
                named.insert(text(rule, side.peer));
    });
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        if (!members.contains(group.id) && !named.contains(group.id.value()))
            reports.push_back({group.id,
                               MODEL_TEXT("Rule", "%1 protects nothing").with(displayName(group)),
                               {{MODEL_TEXT("Rule", "Delete %1").with(displayName(group)),
                                 Edit{RemoveResource{group.id}}}}});
    });
    return reports;
}

bool covers(const Json& outer, const Json& inner, const char* peer)
{
    const std::string protocol = text(outer, "protocol");
    if (protocol != "all"
        && (protocol != text(inner, "protocol")
            || number(outer, "from_port").value_or(0) > number(inner, "from_port").value_or(0)
            || number(outer, "to_port").value_or(65535) < number(inner, "to_port").value_or(65535)))
        return false;
    if (text(outer, peer) == text(inner, peer))
        return true;
    const auto wide = Cidr::parse(text(outer, peer));
    const auto narrow = Cidr::parse(text(inner, peer));
    return wide && narrow && wide->base.family == narrow->base.family && wide->contains(*narrow);
}

std::vector<Report> impliedRules(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides) {
            const Json rules = valueOf(context.catalogue, group, side.property);
            for (std::size_t i = 0; i < rules.size(); ++i)
                for (std::size_t j = 0; j < rules.size(); ++j) {
                    // Of two equal rules the later one is too many.
                    const bool isEqual = covers(rules[i], rules[j], side.peer);
                    if (i == j || !covers(rules[j], rules[i], side.peer) || (isEqual && i < j))
                        continue;
                    reports.push_back(
                        {group.id,
                         MODEL_TEXT("Rule", "%1: another rule admits all that the one for %2 does")
                             .with(displayName(group))
                             .with(text(rules[i], side.peer)),
                         {change(group, side.property, without(rules, i),
                                 MODEL_TEXT("Rule", "Remove the rule for %1")
                                     .with(text(rules[i], side.peer)))}});
                    return; // one at a time: the positions move
                }
        }
    });
    return reports;
}

/// Rules for a group that is gone, or that nothing belongs to.
std::vector<Report> staleReferences(const RuleContext& context)
{
    const auto members = membersOfGroups(context);
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides) {
            const Json rules = valueOf(context.catalogue, group, side.property);
            for (std::size_t i = 0; i < rules.size(); ++i) {
                const std::string peer = text(rules[i], side.peer);
                if (peer.empty() || IpAddress::parse(peer.substr(0, peer.find('/'))))
                    continue;
                const Resource* named = context.architecture.find(ResourceId(peer));
                const bool isGroup =
                    named != nullptr && context.typeOf(*named).role == NetworkRole::SecurityGroup;
                if (named != nullptr && (!isGroup || members.contains(named->id)))
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
            if (const std::size_t count = valueOf(context.catalogue, group, side.property).size();
                count > rulesPerDirection)
                reports.push_back(
                    {group.id, MODEL_TEXT("Rule", "%1 has %2 rules in one direction; AWS "
                                                  "allows %3 unless it is asked")
                                   .with(displayName(group))
                                   .with(static_cast<int>(count))
                                   .with(static_cast<int>(rulesPerDirection))});
    });
    for (const auto& resource : context.architecture.resources())
        if (const std::size_t count = idsOf(context.catalogue, *resource, "security_groups").size();
            count > groupsPerInterface)
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule", "%1 has %2 security groups; AWS allows %3 unless it is asked")
                     .with(displayName(*resource))
                     .with(static_cast<int>(count))
                     .with(static_cast<int>(groupsPerInterface))});
    return reports;
}

std::vector<Report> undescribedGroups(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        if (textOf(context.catalogue, group, "description").empty())
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
        for (const Json& rule : valueOf(context.catalogue, group, "ingress")) {
            const auto from = number(rule, "from_port");
            const auto to = number(rule, "to_port");
            const bool isEverything = from == 0 && to == 65535; // SG003's
            if (from && to && *to - *from > manyPorts && !isEverything
                && Cidr::parse(text(rule, "source"))) {
                reports.push_back(
                    {group.id, MODEL_TEXT("Rule", "%1 admits %2 ports (%3 to %4) from %5")
                                   .with(displayName(group))
                                   .with(*to - *from + 1)
                                   .with(*from)
                                   .with(*to)
                                   .with(text(rule, "source"))});
                return;
            }
        }
    });
    return reports;
}

std::vector<Report> reversedRanges(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const Side& side : sides) {
            Json rules = valueOf(context.catalogue, group, side.property);
            bool isReversed = false;
            for (Json& rule : rules) {
                const auto from = number(rule, "from_port");
                const auto to = number(rule, "to_port");
                const std::string protocol = text(rule, "protocol");
                if (!from || !to || *from <= *to || (protocol != "tcp" && protocol != "udp"))
                    continue;
                std::swap(rule["from_port"], rule["to_port"]);
                isReversed = true;
            }
            if (isReversed)
                reports.push_back(
                    {group.id,
                     MODEL_TEXT("Rule", "%1 has a port range that ends before it begins")
                         .with(displayName(group)),
                     {change(group, side.property, std::move(rules),
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
