// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/network/network_model.h"
#include "model/rules/rule.h"

#include <algorithm>

namespace skydraft {
namespace {

/// Whether a resource with this value of the property breaks the rule.
using IsBad = std::function<bool(const RuleContext&, const Resource&, const Json& value)>;

bool isOff(const RuleContext&, const Resource&, const Json& value)
{
    return value == false;
}

bool isOn(const RuleContext&, const Resource&, const Json& value)
{
    return value == true;
}

bool isDataStore(const RuleContext& context, const Resource& resource)
{
    const BehaviourKind kind = context.typeOf(resource).behaviour;
    return kind == BehaviourKind::Database || kind == BehaviourKind::Cache;
}

/// A report for each resource whose property is bad, with the edit that sets it to `good`.
std::vector<Report> badSettings(const RuleContext& context, const char* property,
                                const IsBad& isBad, const Json& good, const Text& message)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        const Property* known = context.typeOf(*resource).property(property);
        if (known == nullptr
            || !isBad(context, *resource, valueOf(context.catalogue, *resource, property)))
            continue;
        Report report{resource->id, Text(message).with(displayName(*resource))};
        report.fixes.push_back(
            {MODEL_TEXT("Rule", "Set %1 of %2").with(known->label).with(displayName(*resource)),
             Edit{SetProperty{resource->id, property, good}}});
        reports.push_back(std::move(report));
    }
    return reports;
}

/// The rule that a property has a value, as a row of the table.
Rule setting(Rule rule, const char* property, IsBad isBad, Json good, const Text& message)
{
    rule.check = [=](const RuleContext& context) {
        return badSettings(context, property, isBad, good, message);
    };
    return rule;
}

bool mayFailOver(const RuleContext& context, const Resource& resource, const Json& value)
{
    return value == false && textOf(context.catalogue, resource, "replica_role") == "primary";
}

bool isShortBackup(const RuleContext&, const Resource&, const Json& value)
{
    return value.is_number_integer() && value.get<std::int64_t>() <= 1;
}

bool hasBalancerButLooksAtHosts(const RuleContext& context, const Resource& resource,
                                const Json& value)
{
    return value == "ec2" && !idsOf(context.catalogue, resource, "target_groups").empty();
}

std::vector<Report> redisAlone(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        if (context.typeOf(*resource).property("automatic_failover") == nullptr)
            continue;
        const bool hasReplica = numberOf(context.catalogue, *resource, "replicas", 0) >= 1;
        if (hasReplica && flagOf(context.catalogue, *resource, "automatic_failover", false))
            continue;
        Batch both;
        if (!hasReplica)
            both.edits.push_back(Edit{SetProperty{resource->id, "replicas", Json(1)}});
        both.edits.push_back(Edit{SetProperty{resource->id, "automatic_failover", Json(true)}});
        reports.push_back(
            {resource->id,
             MODEL_TEXT("Rule", "%1 has no replica that takes over").with(displayName(*resource)),
             {{MODEL_TEXT("Rule", "Give %1 a replica and automatic failover")
                   .with(displayName(*resource)),
               Edit{std::move(both)}}}});
    }
    return reports;
}

/// Whether packets of the internet arrive at the port of the resource.
bool isReachedFromTheInternet(const RuleContext& context, const Resource& resource)
{
    Flow flow;
    flow.from.isInternet = true;
    flow.to.resource = resource.id;
    flow.protocol = Protocol::Tcp;
    const auto walked = trace(context.network, flow);
    return walked && walked->verdict == Verdict::Reachable;
}

std::vector<Report> publicDatabases(const RuleContext& context)
{
    auto reports =
        badSettings(context, "publicly_accessible", isOn, false,
                    MODEL_TEXT("Rule", "%1 has a public address; the internet may try to log in"));
    for (Report& report : reports)
        if (!isReachedFromTheInternet(context, *context.architecture.find(report.resource)))
            report.severity = Severity::Warning; // nothing arrives as long as the rules stay
    return reports;
}

std::vector<Report> dataInPublicSubnets(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    const auto isPublic = [&](Index subnet) {
        const Index table = at(model.subnets, subnet).table;
        if (table == noIndex)
            return false;
        const auto& routes = at(model.tables, table).routes;
        return std::any_of(routes.begin(), routes.end(), [](const RouteModel& route) {
            return route.kind == TargetKind::InternetGateway;
        });
    };
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        const auto interfaces = model.interfacesOf.find(resource->id);
        if (!isDataStore(context, *resource) || interfaces == model.interfacesOf.end())
            continue;
        const bool stands =
            std::any_of(interfaces->second.begin(), interfaces->second.end(), [&](Index number) {
                const Index subnet = at(model.interfaces, number).subnet;
                return subnet != noIndex && isPublic(subnet);
            });
        if (stands)
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule", "%1 stands in a public subnet").with(displayName(*resource))});
    }
    return reports;
}

std::vector<Report> idleAddresses(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* resource : context.survey.of(NetworkRole::ElasticIp))
        if (idsOf(context.catalogue, *resource, "associated_with").empty()
            && context.survey.namedBy(resource->id).empty())
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule", "%1 is attached to nothing and costs money all the same")
                     .with(displayName(*resource)),
                 {{MODEL_TEXT("Rule", "Release %1").with(displayName(*resource)),
                   Edit{RemoveResource{resource->id}}}}});
    return reports;
}

} // namespace

std::vector<Rule> settingRules()
{
    const Text oneZone =
        MODEL_TEXT("Rule", "An Availability Zone is what fails as one: what stands in one zone is "
                           "gone with it.");
    const Text reviewed = MODEL_TEXT(
        "Rule", "Public endpoints and data without encryption are what security reviews fail "
                "first.");
    const Text undo = MODEL_TEXT("Rule", "A mistake or an attack is undone only as far as the "
                                         "backups and versions reach.");
    return {
        setting({.code = "AZ001",
                 .severity = Severity::Warning,
                 .rank = 13,
                 .why = oneZone,
                 .equivalents = {"CKV_AWS_157", "RDS.5", "REL10-BP01"}},
                "multi_az", mayFailOver, true,
                MODEL_TEXT("Rule", "%1 has no standby in another Availability Zone")),
        {.code = "AZ005",
         .severity = Severity::Warning,
         .rank = 29,
         .why = oneZone,
         .equivalents = {"CKV2_AWS_50", "ElastiCache.3"},
         .check = redisAlone},
        setting({.code = "AZ008",
                 .severity = Severity::Warning,
                 .why = MODEL_TEXT("Rule", "EC2 status checks see a dead host, not a dead process: "
                                           "the balancer takes the instance out and nobody "
                                           "replaces it."),
                 .equivalents = {"CKV2_AWS_15", "AutoScaling.1"}},
                "health_check_type", hasBalancerButLooksAtHosts, "elb",
                MODEL_TEXT("Rule", "%1 ignores the health checks of its load balancer")),
        setting({.code = "AZ012",
                 .severity = Severity::Warning,
                 .rank = 40,
                 .why = undo,
                 .equivalents = {"CKV_AWS_133", "RDS.11"}},
                "backup_retention_days", isShortBackup, 7,
                MODEL_TEXT("Rule", "%1 keeps its backups for a day at most")),
        setting(
            {.code = "CF001",
             .severity = Severity::Warning,
             .rank = 39,
             .why = reviewed,
             .equivalents = {"CKV_AWS_34", "AWS-0012"}},
            "viewer_protocol_policy",
            [](const RuleContext&, const Resource&, const Json& value) {
                return value == "allow-all";
            },
            "redirect-to-https", MODEL_TEXT("Rule", "%1 serves plain HTTP to viewers")),
        {.code = "DB001",
         .severity = Severity::Error,
         .rank = 2,
         .why = reviewed,
         .equivalents = {"CKV_AWS_17", "RDS.2", "AWS-0180"},
         .check = publicDatabases},
        {.code = "DB002",
         .severity = Severity::Warning,
         .rank = 16,
         .why = MODEL_TEXT("Rule", "One wrong rule is enough to expose what stands in a public "
                                   "subnet; data belongs into a private one."),
         .equivalents = {"SEC05-BP01"},
         .check = dataInPublicSubnets},
        setting({.code = "DB003",
                 .severity = Severity::Warning,
                 .rank = 30,
                 .why = reviewed,
                 .equivalents = {"CKV_AWS_16", "CKV_AWS_96", "RDS.3"}},
                "storage_encrypted", isOff, true,
                MODEL_TEXT("Rule", "the storage of %1 is not encrypted")),
        setting({.code = "DB004",
                 .severity = Severity::Warning,
                 .why = reviewed,
                 .equivalents = {"CKV_AWS_30", "ElastiCache.5"}},
                "transit_encryption", isOff, true,
                MODEL_TEXT("Rule", "clients talk to %1 without encryption")),
        setting({.code = "EC003",
                 .severity = Severity::Note,
                 .why = reviewed,
                 .equivalents = {"CKV_AWS_130", "EC2.15", "AWS-0164"}},
                "map_public_ip", isOn, false,
                MODEL_TEXT("Rule", "%1 gives every instance a public address")),
        setting({.code = "EC004",
                 .severity = Severity::Warning,
                 .why = reviewed,
                 .equivalents = {"CKV_AWS_3", "EC2.3"}},
                "encrypted", isOff, true, MODEL_TEXT("Rule", "%1 is not encrypted")),
        {.code = "EC006",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "AWS charges for every public IPv4 address, used or not."),
         .equivalents = {"CKV2_AWS_19", "EC2.12"},
         .check = idleAddresses},
        setting(
            {.code = "LB005",
             .severity = Severity::Note,
             .why = undo,
             .equivalents = {"CKV_AWS_150", "ELB.6"}},
            "deletion_protection",
            [](const RuleContext& context, const Resource& resource, const Json& value) {
                return value == false && context.typeOf(resource).role == NetworkRole::Balancer;
            },
            true, MODEL_TEXT("Rule", "%1 can be deleted by mistake")),
        setting({.code = "S3001",
                 .severity = Severity::Error,
                 .rank = 20,
                 .why = reviewed,
                 .equivalents = {"CKV_AWS_53", "CKV2_AWS_6", "S3.1", "S3.8"}},
                "block_public_access", isOff, true,
                MODEL_TEXT("Rule", "%1 may be made public: public access is not blocked")),
        setting({.code = "S3002",
                 .severity = Severity::Note,
                 .why = undo,
                 .equivalents = {"CKV_AWS_21", "S3.14"}},
                "versioning", isOff, true,
                MODEL_TEXT("Rule", "%1 keeps no earlier versions of its objects")),
    };
}

} // namespace skydraft
