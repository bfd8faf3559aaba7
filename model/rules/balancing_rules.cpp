// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <set>

namespace skydraft {
namespace {

/// The zone of a subnet: the frame around it or its `zone`; empty where the drawing does not say.
std::string zoneOf(const RuleContext& context, const Resource& subnet)
{
    const Resource* zone =
        ancestorOf(context.catalogue, context.architecture, subnet, NetworkRole::Zone);
    return zone != nullptr ? zone->id.value() : textOf(context.catalogue, subnet, "zone");
}

std::set<std::string> zonesOf(const RuleContext& context, const Resource& resource)
{
    std::set<std::string> zones;
    for (const ResourceId& id : idsOf(context.catalogue, resource, "subnets"))
        if (const Resource* subnet = context.architecture.find(id))
            zones.insert(zoneOf(context, *subnet));
    return zones;
}

/// Balancers with subnets in one zone only. Only Application Load Balancers must have two.
std::vector<Report> balancersInOneZone(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        if (context.typeOf(*resource).role != NetworkRole::Balancer)
            continue;
        const std::set<std::string> zones = zonesOf(context, *resource);
        if (zones.size() == 1)
            reports.push_back(
                {resource->id, MODEL_TEXT("Rule", "%1 has subnets in one Availability Zone only")
                                   .with(displayName(*resource))});
    }
    return reports;
}

std::vector<Report> groupsInOneZone(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        if (context.typeOf(*resource).role != NetworkRole::ScalingGroup)
            continue;
        const std::set<std::string> zones = zonesOf(context, *resource);
        if (zones.size() == 1)
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule", "%1 keeps its instances in one Availability Zone only")
                     .with(displayName(*resource))});
    }
    return reports;
}

bool hasTargets(const RuleContext& context, const Resource& targetGroup)
{
    if (!idsOf(context.catalogue, targetGroup, "targets").empty())
        return true;
    return std::any_of(context.architecture.resources().begin(),
                       context.architecture.resources().end(), [&](const auto& group) {
                           if (context.typeOf(*group).role != NetworkRole::ScalingGroup)
                               return false;
                           const auto ids = idsOf(context.catalogue, *group, "target_groups");
                           return std::find(ids.begin(), ids.end(), targetGroup.id) != ids.end();
                       });
}

std::vector<Report> listenersWithoutTargets(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        if (context.typeOf(*resource).role != NetworkRole::Balancer)
            continue;
        for (const Json& listener : valueOf(context.catalogue, *resource, "listeners")) {
            const Json id = memberOf(listener, "target_group");
            if (!id.is_string() || id.get_ref<const std::string&>().empty())
                continue;
            const Resource* group = context.architecture.find(ResourceId(id.get<std::string>()));
            if (group == nullptr)
                reports.push_back(
                    {resource->id,
                     MODEL_TEXT("Rule", "%1: the target group \"%2\" of a listener does not exist")
                         .with(displayName(*resource))
                         .with(id.get<std::string>())});
            else if (!hasTargets(context, *group))
                reports.push_back(
                    {group->id, MODEL_TEXT("Rule", "%1 has no target: %2 would answer 503")
                                    .with(displayName(*group))
                                    .with(displayName(*resource))});
        }
    }
    return reports;
}

} // namespace

std::vector<Rule> balancingRules()
{
    return {
        {.code = "AZ002",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule",
                           "A zone is the unit of failure: a group in one zone goes down with it."),
         .equivalents = {"AutoScaling.2", "REL10-BP01"},
         .check = groupsInOneZone},
        {.code = "AZ003",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "AWS wants subnets in two zones for an Application Load "
                                   "Balancer; with one, every balancer goes down with its zone."),
         .equivalents = {"E3680", "ELB.13"},
         .check = balancersInOneZone},
        {.code = "LB006",
         .severity = Severity::Warning,
         .why = MODEL_TEXT(
             "Rule",
             "A listener that forwards to an empty target group answers every request with 503."),
         .equivalents = {"ELBV2_LISTENER_HAS_NO_TG"},
         .check = listenersWithoutTargets},
    };
}

} // namespace skydraft
