// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/address_blocks.h"
#include "model/rules/group_facts.h"
#include "model/rules/rule_edits.h"

#include <algorithm>
#include <map>
#include <set>

namespace skydraft {
namespace {

/// Users of a default group, once each, in order of ids.
struct Users
{
    std::set<ResourceId> drawn{};  ///< they list a group that is named "default"
    std::set<ResourceId> silent{}; ///< they list no group and so have the VPC's default one
};

/// Who uses the default group, by VPC. Without a group of its own an interface has it
/// (AWS VPC User Guide, "Default security groups").
std::map<Index, Users> usersOfDefaultGroups(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::map<Index, Users> users;
    for (const InterfaceModel& interface : model.interfaces)
        for (const Index number : interface.groups) {
            const GroupModel& group = at(model.groups, number);
            if (interface.groupsOwner.empty() || interface.vpc == noIndex)
                continue;
            if (group.id.empty())
                users[interface.vpc].silent.insert(interface.groupsOwner);
            else if (group.name == "default")
                users[interface.vpc].drawn.insert(interface.groupsOwner);
        }
    return users;
}

/// Gives the users one group that lets them do what the default group let them do.
std::vector<Fix> groupOfTheirOwn(const RuleContext& context, const Resource* vpc,
                                 const std::set<ResourceId>& users)
{
    if (vpc == nullptr)
        return {};
    Resource group = newResource(context, NetworkRole::SecurityGroup,
                                 displayName(*vpc) + "-internal", vpc->id, Json::object());
    group.name = group.id.value();
    group.properties = {{"ingress", {{{"protocol", "all"}, {"source", group.id.value()}}}}};
    Batch batch;
    batch.edits.push_back(Edit{AddResource{group}});
    for (const ResourceId& id : users) {
        const Resource* user = context.find(id);
        Json groups = Json::array();
        for (const ResourceId& listed : context.ids(*user, "security_groups"))
            if (const Resource* other = context.find(listed);
                other != nullptr && !isDefaultGroup(*other))
                groups.push_back(listed.value());
        groups.push_back(group.id.value());
        batch.edits.push_back(Edit{SetProperty{id, "security_groups", std::move(groups)}});
    }
    return {{MODEL_TEXT("Rule", "Give them the group %1 with the same rules").with(group.name),
             Edit{std::move(batch)}}};
}

std::vector<Report> usedDefaultGroups(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* group : context.withRole(NetworkRole::SecurityGroup))
        if (isDefaultGroup(*group)
            && (!context.value(*group, "ingress").empty()
                || !context.value(*group, "egress").empty())
            && context.namingIn("security_groups", group->id).empty())
            reports.push_back(
                {group->id,
                 MODEL_TEXT("Rule", "the default security group has rules, though nobody uses it"),
                 {{MODEL_TEXT("Rule", "Remove its rules"),
                   Edit{Batch{{Edit{SetProperty{group->id, "ingress", Json::array()}},
                               Edit{SetProperty{group->id, "egress", Json::array()}}}}}}}});
    for (const auto& [vpc, users] : usersOfDefaultGroups(context)) {
        std::set<ResourceId> all = users.drawn;
        all.insert(users.silent.begin(), users.silent.end());
        const Resource* around = context.find(at(context.network.model().vpcs, vpc).id);
        const Resource* first = context.find(*all.begin());
        const auto more = static_cast<int>(all.size()) - 1;
        Text message = MODEL_TEXT("Rule", "%1 uses the default security group of its VPC");
        if (more > 0)
            message = MODEL_TEXT("Rule", "%1 and %2 more use the default security group of "
                                         "their VPC");
        message = message.with(displayName(*first));
        reports.push_back({first->id, more > 0 ? message.with(more) : message,
                           groupOfTheirOwn(context, around, all)});
    }
    return reports;
}

bool isPrivate(const Cidr& block)
{
    const bool isShared = block.base.isRfc6598() && block.last().isRfc6598();
    return isShared || (block.base.isRfc1918() && block.last().isRfc1918());
}

/// The private addresses that packets of a VPC may come from or go to.
struct Surroundings
{
    std::vector<Cidr> blocks{};
    bool isUnknown = false; ///< something leads to networks that are not drawn
};

void addTransit(const RuleContext& context, const Resource& vpc, Surroundings& around)
{
    for (const Resource* transit : context.withRole(NetworkRole::TransitGateway)) {
        const auto attached = context.ids(*transit, "attachments");
        if (std::find(attached.begin(), attached.end(), vpc.id) == attached.end())
            continue;
        for (const ResourceId& id : attached) {
            const Resource* other = context.find(id);
            if (other == nullptr || context.typeOf(*other).role != NetworkRole::Vpc)
                around.isUnknown = true;
            else
                for (const Cidr& block : blocksOf(context, *other))
                    around.blocks.push_back(block);
        }
    }
}

void addRoutes(const RuleContext& context, Index vpc, Surroundings& around)
{
    for (const RouteTableModel& table : context.network.model().tables)
        for (const RouteModel& route : table.routes)
            if (table.vpc == vpc && route.kind != TargetKind::InternetGateway
                && route.kind != TargetKind::NatGateway)
                around.blocks.insert(around.blocks.end(), route.blocks.begin(), route.blocks.end());
    // A default route through a NAT instance or a gateway says nothing about private networks.
    std::erase_if(around.blocks, [](const Cidr& block) { return block.length == 0; });
}

Surroundings surroundingsOf(const RuleContext& context, const Resource& vpc)
{
    const NetworkModel& model = context.network.model();
    const Index number = context.survey.vpcOf(vpc.id);
    Surroundings around{.blocks = at(model.vpcs, number).blocks};
    for (const PeeringModel& peering : model.peerings) {
        if (peering.requester != number && peering.accepter != number)
            continue;
        const Index other = peering.requester == number ? peering.accepter : peering.requester;
        if (other == noIndex)
            around.isUnknown = true;
        else
            around.blocks.insert(around.blocks.end(), at(model.vpcs, other).blocks.begin(),
                                 at(model.vpcs, other).blocks.end());
    }
    for (const VpnGatewayModel& gateway : model.vpnGateways)
        around.isUnknown = around.isUnknown || gateway.vpc == number;
    for (const Resource* host : context.withRole(NetworkRole::OnPremises))
        for (const char* property : {"network_cidr", "address"})
            if (const auto block = Cidr::parse(context.text(*host, property)))
                around.blocks.push_back(*block);
    addTransit(context, vpc, around);
    addRoutes(context, number, around);
    return around;
}

/// Rules for private addresses that no drawn network has.
std::vector<Report> rulesOutOfRange(const RuleContext& context)
{
    std::map<const Resource*, Surroundings> known;
    std::vector<Report> reports;
    for (const Resource* group : context.subjects(NetworkRole::SecurityGroup)) {
        const Resource* vpc = context.around(*group, NetworkRole::Vpc);
        if (vpc == nullptr)
            continue;
        for (const GroupSide& side : groupSides) {
            const Json& rules = context.value(*group, side.property);
            for (std::size_t i = 0; i < rules.size(); ++i) {
                const auto block = Cidr::parse(memberText(rules[i], side.peer));
                if (!block || !isPrivate(*block))
                    continue;
                const auto [around, isNew] = known.try_emplace(vpc);
                if (isNew)
                    around->second = surroundingsOf(context, *vpc);
                const auto overlaps = [&](const Cidr& other) { return other.overlaps(*block); };
                if (around->second.isUnknown
                    || std::any_of(around->second.blocks.begin(), around->second.blocks.end(),
                                   overlaps))
                    continue;
                Json kept = rules;
                kept.erase(i);
                reports.push_back(
                    {group->id,
                     MODEL_TEXT("Rule", "%1 has a rule for %2, which is neither in its VPC nor in "
                                        "a network that is joined to it")
                         .with(displayName(*group))
                         .with(block->toString()),
                     {{MODEL_TEXT("Rule", "Remove the rule for %1").with(block->toString()),
                       Edit{SetProperty{group->id, side.property, std::move(kept)}}}}});
                break; // one at a time: the positions move
            }
        }
    }
    return reports;
}

} // namespace

std::vector<Rule> groupScopeRules()
{
    return {
        {.code = "SG010",
         .severity = Severity::Warning,
         .rank = 34,
         .why = MODEL_TEXT("Rule", "The default group is what everything gets that nobody thought "
                                   "about, and its members may do anything to each other."),
         .equivalents = {"CKV2_AWS_12", "EC2.2"},
         .check = usedDefaultGroups},
        {.code = "SG014",
         .severity = Severity::Note,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "A rule for addresses that nobody has is a slip of the pen or "
                                   "left over, and it opens the door to whoever gets them later."),
         .equivalents = {"sg-rule-cidr-out-of-range"},
         .check = rulesOutOfRange},
    };
}

} // namespace skydraft
