// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/group_facts.h"
#include "model/rules/quotas.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace skydraft {
namespace {

/// Beyond what AWS ever grants it is an error; beyond the default it is a matter of asking.
void compare(std::vector<Report>& reports, const Quota& quota, int count, const Resource* where)
{
    if (count <= quota.standard)
        return;
    const bool isHopeless = quota.maximum > 0 && count > quota.maximum;
    const Text message = isHopeless
                             ? MODEL_TEXT("Rule", "%1: %2: %3; AWS allows %4 at most")
                             : MODEL_TEXT("Rule", "%1: %2: %3; AWS allows %4 unless it is asked");
    const TextArgument name = where != nullptr
                                  ? TextArgument(displayName(*where))
                                  : TextArgument(LocalizedText{"the drawing", "그림 전체"});
    Report report{where != nullptr ? where->id : ResourceId(),
                  message.with(name)
                      .with(quota.what)
                      .with(count)
                      .with(isHopeless ? quota.maximum : quota.standard)};
    if (isHopeless)
        report.severity = Severity::Error;
    reports.push_back(std::move(report));
}

/// The Region around a resource; where only one is drawn, what stands outside is meant to be in it.
const Resource* regionOf(const RuleContext& context, const Resource& resource)
{
    const Resource* region = context.around(resource, NetworkRole::Region);
    const auto& all = context.withRole(NetworkRole::Region);
    return region == nullptr && all.size() == 1 ? all.front() : region;
}

/// Resources in order of ids, so that findings are too.
struct ById
{
    bool operator()(const Resource* a, const Resource* b) const
    {
        return a == nullptr || b == nullptr ? a == nullptr && b != nullptr : a->id < b->id;
    }
};
using Counts = std::map<const Resource*, int, ById>;

std::vector<Report> compareAll(const Quota& quota, const Counts& counts)
{
    std::vector<Report> reports;
    for (const auto& [where, count] : counts)
        compare(reports, quota, count, where);
    return reports;
}

/// Resources of a role, counted by the Region or the VPC around them.
Counts countBy(const RuleContext& context, NetworkRole role, NetworkRole around)
{
    Counts counts;
    for (const Resource* resource : context.withRole(role)) {
        const Resource* where = around == NetworkRole::Region ? regionOf(context, *resource)
                                                              : context.around(*resource, around);
        if (where != nullptr || around == NetworkRole::Region)
            ++counts[where];
    }
    return counts;
}

/// The rule that no Region or VPC has more resources of a role than AWS allows.
Rule quotaOf(const char* code, NetworkRole role, NetworkRole around, const Quota& quota,
             const Text& why)
{
    return {.code = code,
            .severity = Severity::Note,
            .why = why,
            .check = [=](const RuleContext& context) {
                return compareAll(quota, countBy(context, role, around));
            }};
}

std::vector<Report> tooManyBlocks(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* vpc : context.withRole(NetworkRole::Vpc))
        compare(reports, quotas::blocks,
                1 + static_cast<int>(context.value(*vpc, "secondary_cidrs").size()), vpc);
    return reports;
}

/// NAT gateways by zone: by the frame around them, or by what their subnet says.
std::vector<Report> tooManyNatGateways(const RuleContext& context)
{
    std::map<std::string, std::vector<const Resource*>> byZone;
    for (const Resource* gateway : context.withRole(NetworkRole::NatGateway)) {
        const Resource* subnet = context.around(*gateway, NetworkRole::Subnet);
        const Index number = subnet == nullptr ? noIndex : context.survey.subnetOf(subnet->id);
        if (number == noIndex)
            continue;
        const std::string& zone = at(context.network.model().subnets, number).zone;
        const Resource* region = regionOf(context, *gateway);
        if (!zone.empty())
            byZone[(region == nullptr ? std::string() : region->id.value()) + "/" + zone].push_back(
                gateway);
    }
    std::vector<Report> reports;
    for (const auto& [zone, gateways] : byZone)
        compare(reports, quotas::natGateways, static_cast<int>(gateways.size()), gateways.back());
    return reports;
}

/// An Auto Scaling group counts with as many instances as it may start.
std::vector<Report> tooManyInterfaces(const RuleContext& context)
{
    Counts counts;
    std::set<ResourceId> groups;
    for (const InterfaceModel& interface : context.network.model().interfaces) {
        const Resource* owner = context.find(interface.owner);
        if (owner == nullptr)
            continue;
        if (interface.kind != InterfaceKind::GroupMember)
            ++counts[regionOf(context, *owner)];
        else if (groups.insert(owner->id).second)
            counts[regionOf(context, *owner)] += static_cast<int>(context.number(*owner, "max", 1));
    }
    return compareAll(quotas::interfaces, counts);
}

std::vector<Report> tooManyPeerings(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<int> byVpc(model.vpcs.size());
    for (const PeeringModel& peering : model.peerings)
        for (const Index vpc : {peering.requester, peering.accepter})
            if (peering.isActive && vpc != noIndex)
                ++at(byVpc, vpc);
    std::vector<Report> reports;
    for (std::size_t vpc = 0; vpc < byVpc.size(); ++vpc)
        compare(reports, quotas::peerings, byVpc[vpc], context.find(model.vpcs[vpc].id));
    return reports;
}

Counts countEndpoints(const RuleContext& context, bool isGateway)
{
    Counts counts;
    for (const EndpointModel& endpoint : context.network.model().endpoints)
        if (const Resource* drawn = context.find(endpoint.id);
            drawn != nullptr && endpoint.isGateway == isGateway) {
            const Resource* vpc = context.around(*drawn, NetworkRole::Vpc);
            if (isGateway)
                ++counts[regionOf(context, *drawn)];
            else if (vpc != nullptr)
                ++counts[vpc];
        }
    return counts;
}

std::vector<Report> tooManyEntries(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* list : context.withRole(NetworkRole::PrefixList))
        compare(reports, quotas::prefixListEntries,
                static_cast<int>(context.value(*list, "entries").size()), list);
    return reports;
}

/// Every public NAT gateway needs an address of its own, drawn or not.
Counts countElasticAddresses(const RuleContext& context)
{
    Counts counts = countBy(context, NetworkRole::ElasticIp, NetworkRole::Region);
    for (const Resource* gateway : context.withRole(NetworkRole::NatGateway)) {
        const Resources naming = context.namedBy(gateway->id);
        const bool hasOne =
            !context.ids(*gateway, "elastic_ip").empty()
            || std::any_of(naming.begin(), naming.end(), [&](const Resource* other) {
                   return context.typeOf(*other).role == NetworkRole::ElasticIp;
               });
        if (!hasOne && context.text(*gateway, "connectivity") != "private")
            ++counts[regionOf(context, *gateway)];
    }
    return counts;
}

/// Routes, VPCs, addresses and gateways.
std::vector<Report> tooManyRoutesAndGateways(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* table : context.withRole(NetworkRole::RouteTable))
        compare(reports, quotas::routes, static_cast<int>(context.value(*table, "routes").size()),
                table);
    const auto append = [&](const Quota& quota, const Counts& counts) {
        for (const auto& [where, count] : counts)
            compare(reports, quota, count, where);
    };
    append(quotas::vpcs, countBy(context, NetworkRole::Vpc, NetworkRole::Region));
    append(quotas::elasticAddresses, countElasticAddresses(context));
    append(quotas::internetGateways,
           countBy(context, NetworkRole::InternetGateway, NetworkRole::Region));
    append(quotas::gatewaysOfVpc, countBy(context, NetworkRole::InternetGateway, NetworkRole::Vpc));
    return reports;
}

/// What the rules of one direction count for: IPv4 and IPv6 are counted apart, a reference to a
/// group counts in both, a prefix list with its maximum number of entries.
int weightOf(const RuleContext& context, const Resource& group, const GroupSide& side)
{
    int v4 = 0;
    int v6 = 0;
    for (const Json& rule : context.value(group, side.property)) {
        const std::string_view peer = memberText(rule, side.peer);
        if (const auto block = Cidr::parse(peer)) {
            ++(block->base.family == IpFamily::V4 ? v4 : v6);
            continue;
        }
        int weight = 1;
        const Resource* list = context.find(ResourceId(peer));
        if (list != nullptr && context.typeOf(*list).role == NetworkRole::PrefixList) {
            const int managed = weightOfManagedList(context.text(*list, "aws_managed_name"));
            weight =
                managed > 0 ? managed : static_cast<int>(context.number(*list, "max_entries", 1));
        }
        v4 += weight;
        v6 += weight;
    }
    return std::max(v4, v6);
}

std::vector<Report> tooManyGroupRules(const RuleContext& context)
{
    std::vector<Report> reports;
    std::unordered_map<const Resource*, int> weights;
    const auto heaviestOf = [&](const Resource& group) {
        const auto [place, isNew] = weights.try_emplace(&group);
        if (isNew)
            for (const GroupSide& side : groupSides)
                place->second = std::max(place->second, weightOf(context, group, side));
        return place->second;
    };
    for (const Resource* group : context.subjects(NetworkRole::SecurityGroup))
        compare(reports, quotas::groupRules, heaviestOf(*group), group);
    for (const Resource* resource : context.subjectsWith("security_groups")) {
        const Json& listed = context.value(*resource, "security_groups");
        compare(reports, quotas::groupsOfInterface, static_cast<int>(listed.size()), resource);
        int all = 0;
        for (const Json& id : listed)
            if (id.is_string())
                if (const Resource* group = context.find(id.get_ref<const std::string&>());
                    group != nullptr && context.typeOf(*group).role == NetworkRole::SecurityGroup)
                    all += heaviestOf(*group);
        compare(reports, quotas::rulesOfInterface, all, resource);
    }
    return reports;
}

/// Numbers every rule anew that has the number of an earlier one; `repeated` is the last of those.
Json numberedAnew(const Json& rules, bool isEgress, int& repeated)
{
    constexpr int unnumbered = 100;
    Json result = rules;
    std::set<int> taken;
    for (const Json& rule : rules)
        if ((memberText(rule, "direction") == "egress") == isEgress)
            taken.insert(memberNumber(rule, "number").value_or(unnumbered));
    std::set<int> seen;
    std::map<int, int> free; // behind each number that stands twice
    for (Json& rule : result) {
        if ((memberText(rule, "direction") == "egress") != isEgress)
            continue;
        const int own = memberNumber(rule, "number").value_or(unnumbered);
        if (seen.insert(own).second)
            continue;
        repeated = own;
        int& next = free.try_emplace(own, own + 1).first->second;
        while (!taken.insert(next).second)
            ++next;
        rule["number"] = next;
    }
    return result;
}

std::vector<Report> tooManyAclRules(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* acl : context.withRole(NetworkRole::NetworkAcl)) {
        const Json& rules = context.value(*acl, "rules");
        for (const bool isEgress : {false, true}) {
            int repeated = 0;
            Json renumbered = numberedAnew(rules, isEgress, repeated);
            if (repeated != 0)
                reports.push_back(
                    {acl->id,
                     MODEL_TEXT("Rule", "%1 has two rules with the number %2")
                         .with(displayName(*acl))
                         .with(repeated),
                     {{MODEL_TEXT("Rule", "Number the rules of %1 anew").with(displayName(*acl)),
                       Edit{SetProperty{acl->id, "rules", std::move(renumbered)}}}}});
            const auto count = std::count_if(rules.begin(), rules.end(), [&](const Json& rule) {
                return (memberText(rule, "direction") == "egress") == isEgress;
            });
            // The rule that denies the rest counts too.
            compare(reports, quotas::aclRules, static_cast<int>(count) + 1, acl);
        }
    }
    return reports;
}

} // namespace

int weightOfManagedList(std::string_view name)
{
    if (name.empty())
        return 0;
    const std::string service = serviceNameOf(name);
    if (service == "cloudfront")
        return 55;
    if (service == "route53-healthchecks")
        return 25;
    return service == "s3" || service == "dynamodb" ? 1 : 0;
}

std::vector<Rule> quotaRules()
{
    const Text why = MODEL_TEXT("Rule", "AWS refuses what is beyond a quota, in the middle of a "
                                        "deployment.");
    const auto special = [&](const char* code, std::vector<std::string> equivalents, auto check,
                             bool isLocal = false) {
        return Rule{.code = code,
                    .severity = Severity::Note,
                    .isLocal = isLocal,
                    .why = why,
                    .equivalents = std::move(equivalents),
                    .check = check};
    };
    return {
        quotaOf("QT001", NetworkRole::Subnet, NetworkRole::Vpc, quotas::subnets, why),
        special("QT002", {}, tooManyBlocks),
        special("QT003", {}, tooManyNatGateways),
        quotaOf("QT004", NetworkRole::NetworkAcl, NetworkRole::Vpc, quotas::acls, why),
        special("QT005", {}, tooManyInterfaces),
        quotaOf("QT006", NetworkRole::RouteTable, NetworkRole::Vpc, quotas::tables, why),
        quotaOf("QT007", NetworkRole::SecurityGroup, NetworkRole::Region, quotas::groups, why),
        special("QT008", {}, tooManyPeerings),
        special("QT009", {},
                [](const RuleContext& context) {
                    return compareAll(quotas::gatewayEndpoints, countEndpoints(context, true));
                }),
        special("QT010", {},
                [](const RuleContext& context) {
                    return compareAll(quotas::interfaceEndpoints, countEndpoints(context, false));
                }),
        special("QT011", {}, tooManyEntries),
        special("RT013", {}, tooManyRoutesAndGateways),
        special("SG015", {}, tooManyGroupRules, true),
        special("NA007", {"F79"}, tooManyAclRules),
    };
}

} // namespace skydraft
