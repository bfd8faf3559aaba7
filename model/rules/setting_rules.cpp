// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/network/network_model.h"
#include "model/rules/setting_rule.h"

#include <algorithm>

namespace skydraft {
namespace {

bool isDataStore(const RuleContext& context, const Resource& resource)
{
    const BehaviourKind kind = context.typeOf(resource).behaviour;
    return kind == BehaviourKind::Database || kind == BehaviourKind::Cache;
}

bool mayFailOver(const RuleContext& context, const Resource& resource, const Json& value)
{
    return value == false && context.text(resource, "replica_role") == "primary";
}

bool hasBalancerButLooksAtHosts(const RuleContext& context, const Resource& resource,
                                const Json& value)
{
    return value == "ec2" && !context.value(resource, "target_groups").empty();
}

std::vector<Report> redisAlone(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* resource : context.subjectsWith("automatic_failover")) {
        const Json& replicas = context.value(*resource, "replicas");
        const bool hasReplica = replicas.is_number() && replicas >= 1;
        if (hasReplica && context.flag(*resource, "automatic_failover"))
            continue;
        Batch both;
        if (!hasReplica)
            both.edits.push_back(Edit{SetProperty{resource->id, "replicas", 1}});
        both.edits.push_back(Edit{SetProperty{resource->id, "automatic_failover", true}});
        reports.push_back(
            {resource->id,
             MODEL_TEXT("Rule", "%1 has no replica that takes over").with(displayName(*resource)),
             {{MODEL_TEXT("Rule", "Give %1 a replica and automatic failover")
                   .with(displayName(*resource)),
               Edit{std::move(both)}}}});
    }
    return reports;
}

/// Backups that reach back a day at most are a warning, what can be deleted by mistake is a note.
std::vector<Report> losableData(const RuleContext& context)
{
    constexpr int week = 7;
    std::vector<Report> reports;
    for (const Resource* resource : context.subjects(NetworkRole::Interface)) {
        if (!isDataStore(context, *resource) || !isPrimary(context, *resource))
            continue;
        const ServiceType& type = context.typeOf(*resource);
        const Json& days = context.value(*resource, "backup_retention_days");
        const bool isShort = days.is_number_integer() && days.get<std::int64_t>() <= 1;
        std::vector<Missing> missing;
        if (isShort)
            missing.push_back(
                {"backup_retention_days", week, MODEL_TEXT("Rule", "backups of more than a day")});
        if (type.property("deletion_protection") != nullptr
            && !context.flag(*resource, "deletion_protection"))
            missing.push_back({"deletion_protection", true});
        if (auto report = missingSettings(context, *resource, missing)) {
            if (!isShort)
                report->severity = Severity::Note;
            reports.push_back(*std::move(report));
        }
    }
    return reports;
}

std::vector<Report> plainCaches(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* cache : context.subjects(NetworkRole::Interface)) {
        if (context.typeOf(*cache).behaviour != BehaviourKind::Cache)
            continue;
        std::vector<Missing> missing;
        for (const char* property : {"at_rest_encryption", "transit_encryption", "auth"})
            if (context.typeOf(*cache).property(property) != nullptr
                && !context.flag(*cache, property))
                missing.push_back({property, true});
        if (auto report = missingSettings(context, *cache, missing))
            reports.push_back(*std::move(report));
    }
    return reports;
}

/// The port that the engine listens on unless it is told otherwise.
int defaultPort(const RuleContext& context, const Resource& database)
{
    const ServiceType& type = context.typeOf(database);
    for (const ListeningPort& port : type.ports)
        if (port.property == "engine" && context.text(database, "engine") == port.value)
            return port.port;
    return 0;
}

std::vector<Report> defaultNetworking(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* store : context.subjects(NetworkRole::Interface)) {
        if (!isDataStore(context, *store) || !isPrimary(context, *store))
            continue;
        if (context.typeOf(*store).property("subnets") != nullptr
            && context.value(*store, "subnets").empty()
            && context.around(*store, NetworkRole::Subnet) == nullptr)
            reports.push_back(
                {store->id,
                 MODEL_TEXT("Rule", "%1 uses the default subnet group").with(displayName(*store))});
        const Json& port = context.value(*store, "port");
        if (const int usual = defaultPort(context, *store);
            usual != 0 && (port.is_null() || port == usual))
            reports.push_back(
                {store->id, MODEL_TEXT("Rule", "%1 listens on the port that everybody "
                                               "tries first (%2)")
                                .with(displayName(*store))
                                .with(usual)});
    }
    return reports;
}

/// Only a group of Lambda functions can do without checks, and does unless they are switched on;
/// one for HTTP needs a path to ask for.
/// Source: Elastic Load Balancing API Reference, "CreateTargetGroup", HealthCheckEnabled.
std::vector<Report> uncheckedTargets(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* group : context.subjects(NetworkRole::TargetGroup)) {
        const bool isLambda = context.text(*group, "target_type") == "lambda";
        if (isLambda && !context.flag(*group, "health_check_enabled")) {
            reports.push_back({group->id,
                               MODEL_TEXT("Rule", "%1 does not check the health of its targets")
                                   .with(displayName(*group)),
                               {{MODEL_TEXT("Rule", "Check the health of the targets of %1")
                                     .with(displayName(*group)),
                                 Edit{SetProperty{group->id, "health_check_enabled", true}}}}});
            continue;
        }
        const std::string& protocol = context.text(*group, "protocol");
        const Json& own = context.value(*group, "health_check");
        if ((protocol != "http" && protocol != "https") || memberText(own, "protocol") != "tcp")
            continue;
        Json check = own;
        check["protocol"] = protocol;
        reports.push_back(
            {group->id,
             MODEL_TEXT("Rule", "%1 serves %2, but its health check only opens a connection")
                 .with(displayName(*group))
                 .with(protocol == "http" ? "HTTP" : "HTTPS"),
             {{MODEL_TEXT("Rule", "Let %1 ask for a page").with(displayName(*group)),
               Edit{SetProperty{group->id, "health_check", std::move(check)}}}}});
    }
    return reports;
}

std::vector<Report> publicDatabases(const RuleContext& context)
{
    auto reports =
        badSettings(context, "publicly_accessible", isOn, false,
                    MODEL_TEXT("Rule", "%1 has a public address; the internet may try to log in"));
    for (Report& report : reports)
        if (!context.isReachedFromTheInternet(*context.find(report.resource)))
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
    for (const Resource* resource : context.subjects(NetworkRole::Interface)) {
        if (!isDataStore(context, *resource))
            continue;
        const auto interfaces = model.interfacesOf.find(resource->id);
        if (interfaces == model.interfacesOf.end())
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

} // namespace

std::vector<Rule> settingRules()
{
    const Text oneZone =
        MODEL_TEXT("Rule", "An Availability Zone is what fails as one: what stands in one zone is "
                           "gone with it.");
    const Text reviewed = MODEL_TEXT(
        "Rule", "Public endpoints and data without encryption are what security reviews fail "
                "first.");
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
         .isLocal = true,
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
        {.code = "AZ009",
         .severity = Severity::Note,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "Without a check of the answer itself requests go on to what is "
                                   "broken but still accepts connections."),
         .equivalents = {"CKV_AWS_261"},
         .check = uncheckedTargets},
        {.code = "AZ012",
         .severity = Severity::Warning,
         .rank = 40,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "A mistake or an attack is undone only as far as the backups "
                                   "reach, and a database that is deleted takes its automated "
                                   "backups along."),
         .equivalents = {"CKV_AWS_133", "CKV_AWS_293", "RDS.11", "RDS.8", "W75", "F80"},
         .check = losableData},
        {.code = "DB001",
         .severity = Severity::Error,
         .rank = 2,
         .isLocal = true,
         .why = reviewed,
         .equivalents = {"CKV_AWS_17", "RDS.2", "F22", "AWS-0180"},
         .check = publicDatabases},
        {.code = "DB002",
         .severity = Severity::Warning,
         .rank = 16,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "One wrong rule is enough to expose what stands in a public "
                                   "subnet; data belongs into a private one."),
         .equivalents = {"SEC05-BP01"},
         .check = dataInPublicSubnets},
        setting({.code = "DB003",
                 .severity = Severity::Warning,
                 .rank = 30,
                 .why = reviewed,
                 .equivalents = {"CKV_AWS_16", "CKV_AWS_96", "RDS.3", "F26", "F27"}},
                "storage_encrypted", isOff, true,
                MODEL_TEXT("Rule", "the storage of %1 is not encrypted")),
        {.code = "DB004",
         .severity = Severity::Warning,
         .isLocal = true,
         .why = reviewed,
         .equivalents = {"CKV_AWS_29", "CKV_AWS_30", "CKV_AWS_31", "ElastiCache.4", "ElastiCache.5",
                         "ElastiCache.6", "F25", "F33"},
         .check = plainCaches},
        {.code = "DB005",
         .severity = Severity::Note,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "The default subnet group spans the public subnets of the "
                                   "default VPC, and the usual port is the first one that a "
                                   "scanner tries."),
         .equivalents = {"CKV_AWS_323", "ElastiCache.7", "RDS.23"},
         .check = defaultNetworking},
    };
}

} // namespace skydraft
