// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/cover_index.h"
#include "model/rules/group_facts.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <tuple>

namespace skydraft {
namespace {

std::string text(const Json& rule, const char* member)
{
    return std::string(memberText(rule, member));
}

/// Calls `visit` with each drawn group that a local rule reports about.
template <class Visit>
void forEachGroup(const RuleContext& context, const Visit& visit)
{
    for (const Resource* group : context.subjects(NetworkRole::SecurityGroup))
        visit(*group);
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
    forEachGroup(context, [&](const Resource& group) {
        if (isDataTier(context, context.namingIn("security_groups", group.id)))
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
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        // AWS makes the default group of each VPC and lets nobody delete it.
        if (context.namingIn("security_groups", group.id).empty()
            && !context.isPeerOfGroup(group.id) && !isDefaultGroup(group))
            reports.push_back({group.id,
                               MODEL_TEXT("Rule", "%1 protects nothing").with(displayName(group)),
                               {{MODEL_TEXT("Rule", "Delete %1").with(displayName(group)),
                                 Edit{RemoveResource{group.id}}}}});
    });
    return reports;
}

/// The position of a rule that another rule of the list makes superfluous. Rules that match more
/// come first, so that one pass finds it; of two equal rules the later one is too many.
std::optional<std::size_t> firstImplied(const Json& rules, const char* peer)
{
    struct Candidate
    {
        RuleScope scope{};
        std::size_t position = 0;
    };
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < rules.size(); ++i)
        candidates.push_back({scopeOf(rules[i], peer), i});
    const auto width = [](const Candidate& candidate) {
        const RuleScope& scope = candidate.scope;
        return std::tuple(scope.block ? scope.block->length : 0, scope.protocol != "all",
                          scope.ports.from, -scope.ports.to, candidate.position);
    };
    std::sort(candidates.begin(), candidates.end(),
              [&](const Candidate& a, const Candidate& b) { return width(a) < width(b); });
    CoverIndex known;
    for (const Candidate& candidate : candidates) {
        if (known.coverOf(candidate.scope))
            return candidate.position;
        known.add(candidate.scope, candidate.position);
    }
    return std::nullopt;
}

std::vector<Report> impliedRules(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const GroupSide& side : groupSides) {
            const Json& rules = context.value(group, side.property);
            const auto implied = firstImplied(rules, side.peer);
            if (!implied)
                continue;
            const std::string peer = text(rules[*implied], side.peer);
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

/// Whether a rule of one VPC's group can match members of another VPC's group: AWS follows
/// references across an active peering, and across a transit gateway where that is switched on
/// (AWS VPC Peering Guide, "Reference peer security groups").
bool areJoined(const RuleContext& context, Index one, Index other)
{
    const NetworkModel& model = context.network.model();
    if (one == other || one == noIndex || other == noIndex)
        return true;
    for (const PeeringModel& peering : model.peerings)
        if (peering.isActive
            && ((peering.requester == one && peering.accepter == other)
                || (peering.requester == other && peering.accepter == one)))
            return true;
    const std::vector<const Resource*>& transit = context.withRole(NetworkRole::TransitGateway);
    return std::any_of(transit.begin(), transit.end(), [&](const Resource* gateway) {
        const auto attached = context.ids(*gateway, "attachments");
        const auto isAttached = [&](Index vpc) {
            return std::find(attached.begin(), attached.end(), at(model.vpcs, vpc).id)
                   != attached.end();
        };
        return context.flag(*gateway, "security_group_referencing") && isAttached(one)
               && isAttached(other);
    });
}

/// Why a rule for `peer` matches nobody, with a place for the group and for the peer; empty where
/// it may match somebody.
Text whyStale(const RuleContext& context, const Resource& group, const Resource* named)
{
    if (named == nullptr)
        return MODEL_TEXT("Rule", "%1 has a rule for %2, which does not exist");
    if (context.typeOf(*named).role != NetworkRole::SecurityGroup)
        return {};
    if (context.namingIn("security_groups", named->id).empty() && !isDefaultGroup(*named))
        return MODEL_TEXT("Rule", "%1 has a rule for %2, which nothing belongs to");
    const auto vpcOf = [&](const Resource& one) {
        const Resource* vpc = context.around(one, NetworkRole::Vpc);
        return vpc == nullptr ? noIndex : context.survey.vpcOf(vpc->id);
    };
    if (!areJoined(context, vpcOf(group), vpcOf(*named)))
        return MODEL_TEXT("Rule", "%1 has a rule for %2, whose VPC is not peered with its own");
    return {};
}

/// Rules for a group that is gone, that nothing belongs to or that is out of reach.
std::vector<Report> staleReferences(const RuleContext& context)
{
    std::vector<Report> reports;
    forEachGroup(context, [&](const Resource& group) {
        for (const GroupSide& side : groupSides) {
            const Json& rules = context.value(group, side.property);
            for (std::size_t i = 0; i < rules.size(); ++i) {
                const std::string peer = text(rules[i], side.peer);
                if (peer.empty() || looksLikeAddress(peer))
                    continue;
                const Resource* named = context.find(ResourceId(peer));
                const Text message = whyStale(context, group, named);
                if (message.empty())
                    continue;
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
            const auto from = memberNumber(rule, "from_port");
            const auto to = memberNumber(rule, "to_port");
            const bool isEverything = from == 0 && to == 65535; // SG003's
            if (from && to && *to - *from > manyPorts && !isEverything
                && Cidr::parse(memberText(rule, "source"))) {
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
         .isLocal = true,
         .why = why,
         .equivalents = {"SEC05-BP01"},
         .check = wideDataGroups},
        {.code = "SG008",
         .severity = Severity::Warning,
         .rank = 37,
         .isLocal = true,
         .why = why,
         .equivalents = {"CKV_AWS_382", "AWS-0104", "W5"},
         .check = talkativeDataGroups},
        {.code = "SG011",
         .severity = Severity::Note,
         .isLocal = true,
         .why = why,
         .equivalents = {"CKV2_AWS_5", "EC2.22"},
         .check = unusedGroups},
        {.code = "SG012",
         .severity = Severity::Note,
         .isLocal = true,
         .why = why,
         .equivalents = {"sg-rule-implied"},
         .check = impliedRules},
        {.code = "SG013",
         .severity = Severity::Warning,
         .rank = 35,
         .isLocal = true,
         .why = why,
         .equivalents = {"UNKNOWN_PEERED_SGS"},
         .check = staleReferences},
        {.code = "SG016",
         .severity = Severity::Note,
         .isLocal = true,
         .why = why,
         .equivalents = {"CKV_AWS_23", "AWS-0099", "W36"},
         .check = undescribedGroups},
        {.code = "SG017",
         .severity = Severity::Note,
         .isLocal = true,
         .why = why,
         .equivalents = {"W27"},
         .check = wideRanges},
    };
}

} // namespace skydraft
