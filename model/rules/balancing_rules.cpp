// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/forwarding.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <set>

namespace skydraft {
namespace {

/// The zone of a subnet: the frame around it or its `zone`; empty where the drawing does not say.
std::string zoneOf(const RuleContext& context, const Resource& subnet)
{
    const Resource* zone = context.around(subnet, NetworkRole::Zone);
    return zone != nullptr ? zone->id.value() : context.text(subnet, "zone");
}

std::set<std::string> zonesOf(const RuleContext& context, const Resource& resource)
{
    std::set<std::string> zones;
    for (const ResourceId& id : context.ids(resource, "subnets"))
        if (const Resource* subnet = context.find(id))
            zones.insert(zoneOf(context, *subnet));
    return zones;
}

/// Balancers with subnets in one zone only. Only Application Load Balancers must have two.
std::vector<Report> balancersInOneZone(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* resource : context.withRole(NetworkRole::Balancer)) {
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
    for (const Resource* resource : context.withRole(NetworkRole::ScalingGroup)) {
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
    if (!context.ids(targetGroup, "targets").empty())
        return true;
    const Resources naming = context.namedBy(targetGroup.id);
    return std::any_of(naming.begin(), naming.end(), [&](const Resource* resource) {
        return context.typeOf(*resource).role == NetworkRole::ScalingGroup;
    });
}

/// Targets that the group cannot reach: in another VPC, or listening on another port.
std::vector<Report> unreachableTargets(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<Report> reports;
    std::set<ResourceId> seen;
    const auto vpcOf = [&](const Resource& resource) {
        const std::vector<Index>& interfaces = interfacesOf(context, resource);
        return interfaces.empty() ? noIndex : at(model.interfaces, interfaces.front()).vpc;
    };
    for (const Forwarding& forwarding : context.survey.forwardings()) {
        const Resource& group = *forwarding.group;
        if (forwarding.group == forwarding.balancer || !seen.insert(group.id).second)
            continue;
        const int port = static_cast<int>(context.number(group, "port", 80));
        const Index around = vpcOf(*forwarding.balancer);
        for (const Resource* target : forwarding.targets) {
            const Index there = vpcOf(*target);
            // An IP target may stand in a peered VPC.
            const bool isElsewhere = around != noIndex && there != noIndex && around != there
                                     && context.text(group, "target_type") != "ip";
            // Only a port that somebody wrote: the default says nothing about the server.
            const auto own = integerIn(context.ownValue(*target, "port"));
            if (!isElsewhere && (!own || *own == port))
                continue;
            Report report{group.id};
            if (isElsewhere) {
                report.message = MODEL_TEXT("Rule", "%1: the target %2 stands in another VPC")
                                     .with(displayName(group))
                                     .with(displayName(*target));
            } else {
                report.message = MODEL_TEXT("Rule", "%1 sends to port %2, but %3 listens on %4")
                                     .with(displayName(group))
                                     .with(port)
                                     .with(displayName(*target))
                                     .with(*own);
                report.fixes.push_back({MODEL_TEXT("Rule", "Send to port %1").with(*own),
                                        Edit{SetProperty{group.id, "port", Json(*own)}}});
            }
            reports.push_back(std::move(report));
            break;
        }
    }
    return reports;
}

std::vector<Report> listenersWithoutTargets(const RuleContext& context)
{
    std::vector<Report> reports = unreachableTargets(context);
    for (const Resource* resource : context.withRole(NetworkRole::Balancer)) {
        for (const Json& listener : context.value(*resource, "listeners")) {
            const Json id = memberIn(listener, "target_group");
            if (!id.is_string() || id.get_ref<const std::string&>().empty())
                continue;
            const Resource* group = context.find(ResourceId(id.get<std::string>()));
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

/// Databases and caches whose subnets stand in one zone: AWS refuses such a subnet group.
std::vector<Report> dataInOneZone(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        const BehaviourKind kind = context.typeOf(*resource).behaviour;
        if ((kind == BehaviourKind::Database || kind == BehaviourKind::Cache)
            && zonesOf(context, *resource).size() == 1)
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule", "the subnets of %1 are in one Availability Zone only")
                     .with(displayName(*resource))});
    }
    return reports;
}

std::vector<Report> oneServer(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* group : context.withRole(NetworkRole::TargetGroup)) {
        const auto targets = context.ids(*group, "targets");
        const Resource* only = targets.size() == 1 ? context.find(targets.front()) : nullptr;
        if (only != nullptr && context.typeOf(*only).role == NetworkRole::Interface)
            reports.push_back({group->id, MODEL_TEXT("Rule", "%1 is the only target of %2")
                                              .with(displayName(*only))
                                              .with(displayName(*group))});
    }
    return reports;
}

const Property* listenerField(const RuleContext& context, const Resource& balancer,
                              const char* field)
{
    const Property* listeners = context.typeOf(balancer).property("listeners");
    return listeners != nullptr ? listeners->field(field) : nullptr;
}

std::vector<Report> plainHttp(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* balancer : context.withRole(NetworkRole::Balancer)) {
        if (context.text(*balancer, "scheme") == "internal")
            continue;
        Json listeners = context.value(*balancer, "listeners");
        const auto find = [&](const char* protocol) {
            return std::find_if(listeners.begin(), listeners.end(), [&](const Json& listener) {
                return memberIn(listener, "protocol") == protocol;
            });
        };
        const auto http = find("http");
        if (http == listeners.end() || find("https") != listeners.end())
            continue;
        Json secure = *http;
        secure["protocol"] = "https";
        secure["port"] = 443;
        // The catalogue lists the policy that AWS recommends first; left out, it would be an old
        // one.
        if (const Property* policy = listenerField(context, *balancer, "security_policy");
            policy != nullptr && !policy->choices.empty())
            secure["security_policy"] = policy->choices.front().value;
        listeners.push_back(std::move(secure));
        reports.push_back(
            {balancer->id,
             MODEL_TEXT("Rule", "%1 answers plain HTTP only").with(displayName(*balancer)),
             {{MODEL_TEXT("Rule", "Add an HTTPS listener to %1").with(displayName(*balancer)),
               Edit{SetProperty{balancer->id, "listeners", std::move(listeners)}}}}});
    }
    return reports;
}

} // namespace

std::vector<Rule> balancingRules()
{
    return {
        {.code = "AZ002",
         .severity = Severity::Warning,
         .rank = 14,
         .why = MODEL_TEXT("Rule",
                           "A zone is the unit of failure: a group in one zone goes down with it."),
         .equivalents = {"AutoScaling.2", "REL10-BP01"},
         .check = groupsInOneZone},
        {.code = "AZ003",
         .severity = Severity::Warning,
         .rank = 15,
         .why = MODEL_TEXT("Rule", "AWS wants subnets in two zones for an Application Load "
                                   "Balancer; with one, every balancer goes down with its zone."),
         .equivalents = {"E3680", "ELB.13"},
         .check = balancersInOneZone},
        {.code = "AZ004",
         .severity = Severity::Warning,
         .rank = 28,
         .why = MODEL_TEXT("Rule", "AWS wants subnets in two zones for a database or cache, or it "
                                   "has nowhere to fail over to."),
         .equivalents = {"RDS.15"},
         .check = dataInOneZone},
        {.code = "AZ007",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "A load balancer before one server can only tell that it is "
                                   "gone; an Auto Scaling group replaces it."),
         .equivalents = {"REL10-BP01"},
         .check = oneServer},
        {.code = "LB001",
         .severity = Severity::Warning,
         .rank = 21,
         .why = MODEL_TEXT("Rule", "What passwords and cookies plain HTTP carries anybody on the "
                                   "way can read."),
         .equivalents = {"CKV_AWS_2", "CKV2_AWS_20", "ELB.1", "AWS-0054"},
         .check = plainHttp},
        {.code = "LB006",
         .severity = Severity::Warning,
         .rank = 27,
         .why = MODEL_TEXT(
             "Rule",
             "A listener whose target group is empty or cannot reach its targets answers every "
             "request with an error."),
         .equivalents = {"ELBV2_LISTENER_HAS_NO_TG"},
         .check = listenersWithoutTargets},
    };
}

} // namespace skydraft
