// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/setting_rule.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace skydraft {
namespace {

std::string withoutDot(std::string name)
{
    if (!name.empty() && name.back() == '.')
        name.pop_back();
    return name;
}

const Resources& records(const RuleContext& context)
{
    return context.withProperty("alias_target");
}

const Resource* zoneOf(const RuleContext& context, const Resource& record)
{
    return record.parent ? context.find(*record.parent) : nullptr;
}

bool isPublic(const RuleContext& context, const Resource& record)
{
    const Resource* zone = zoneOf(context, record);
    return zone == nullptr || !context.flag(*zone, "private");
}

/// The ids that a record answers with, those of resources that are gone included.
std::vector<ResourceId> answersOf(const RuleContext& context, const Resource& record)
{
    std::vector<ResourceId> ids = context.ids(record, "alias_target");
    const auto targets = context.ids(record, "targets");
    ids.insert(ids.end(), targets.begin(), targets.end());
    return ids;
}

Fix removal(const Resource& record)
{
    return {MODEL_TEXT("Rule", "Delete %1").with(displayName(record)),
            Edit{RemoveResource{record.id}}};
}

/// What the drawing has that a record may answer with.
struct Answers
{
    /// Public addresses; nothing where one of them is not written down, so that no address can be
    /// called foreign.
    std::optional<std::set<IpAddress>> addresses{};
    std::set<std::string_view> types{};
};

std::optional<std::set<IpAddress>> addressesOf(const RuleContext& context)
{
    std::set<IpAddress> known;
    for (const char* property : {"public_ip", "address"})
        for (const Resource* resource : context.withProperty(property)) {
            const Json& value = context.value(*resource, property);
            const bool isElastic = context.typeOf(*resource).role == NetworkRole::ElasticIp;
            if (value.is_string()) {
                if (const auto address = IpAddress::parse(value.get_ref<const std::string&>()))
                    known.insert(*address);
            } else if (value == true || isElastic) {
                return std::nullopt;
            }
        }
    return known.empty() ? std::nullopt : std::optional(std::move(known));
}

Answers answersOn(const RuleContext& context)
{
    Answers answers{.addresses = addressesOf(context)};
    for (const auto& resource : context.architecture.resources())
        answers.types.insert(resource->type);
    return answers;
}

/// Host names that anybody may claim once the resource behind is deleted.
/// Source: Amazon Route 53 Developer Guide, "Protection from dangling delegation records", and the
/// naming of each service's endpoints.
struct ClaimableName
{
    std::string_view part;
    std::string_view end;
    std::string_view type;
};
constexpr std::array<ClaimableName, 3> claimableNames{{
    {".s3", ".amazonaws.com", "s3.bucket"},
    {"", ".elasticbeanstalk.com", "beanstalk.environment"},
    {"", ".cloudfront.net", "cloudfront.distribution"},
}};

bool isForeign(const std::string& answer, const Answers& known)
{
    if (const auto address = IpAddress::parse(answer))
        return known.addresses && !known.addresses->contains(*address)
               && !(address->family == IpFamily::V4 && address->isRfc1918());
    return std::any_of(
        claimableNames.begin(), claimableNames.end(), [&](const ClaimableName& name) {
            return answer.ends_with(name.end) && answer.find(name.part) != std::string::npos
                   && !known.types.contains(name.type);
        });
}

/// Records whose answer is gone, or belongs to nothing on the drawing.
std::vector<Report> danglingRecords(const RuleContext& context)
{
    if (records(context).empty())
        return {};
    const Answers known = answersOn(context);
    std::vector<Report> reports;
    for (const Resource* record : records(context)) {
        const auto ids = answersOf(context, *record);
        const auto gone = std::find_if(ids.begin(), ids.end(), [&](const ResourceId& id) {
            return context.find(id) == nullptr;
        });
        if (gone != ids.end()) {
            reports.push_back({record->id,
                               MODEL_TEXT("Rule", "%1 is a name for %2, which does not exist")
                                   .with(displayName(*record))
                                   .with(gone->value()),
                               {removal(*record)}});
            continue;
        }
        for (const Json& value : context.value(*record, "values")) {
            const std::string answer =
                value.is_string() ? withoutDot(value.get<std::string>()) : std::string();
            if (answer.empty() || !isForeign(answer, known))
                continue;
            reports.push_back({record->id,
                               MODEL_TEXT("Rule", "%1 answers with %2, which nothing here has")
                                   .with(displayName(*record))
                                   .with(answer),
                               {removal(*record)}});
            break;
        }
    }
    return reports;
}

bool isAtApex(const RuleContext& context, const Resource& record)
{
    const Resource* zone = zoneOf(context, record);
    const std::string name = withoutDot(context.text(record, "record_name"));
    return name.empty() || (zone != nullptr && name == withoutDot(context.text(*zone, "domain")));
}

/// The resource that an alias record may follow instead of a CNAME's one target.
const Resource* aliasFor(const RuleContext& context, const Resource& record)
{
    const auto ids = answersOf(context, record);
    const Resource* target = ids.size() == 1 ? context.find(ids.front()) : nullptr;
    const Property* alias = context.typeOf(record).property("alias_target");
    const bool mayFollow =
        target != nullptr && alias != nullptr
        && std::find(alias->types.begin(), alias->types.end(), target->type) != alias->types.end();
    return mayFollow ? target : nullptr;
}

std::vector<Report> wrongRecords(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* record : records(context)) {
        for (const ResourceId& id : answersOf(context, *record)) {
            const Resource* target = context.find(id);
            if (target != nullptr && isPublic(context, *record)
                && context.typeOf(*target).role == NetworkRole::Balancer
                && context.text(*target, "scheme") == "internal")
                reports.push_back(
                    {record->id, MODEL_TEXT("Rule", "%1 is a public name for %2, which is internal")
                                     .with(displayName(*record))
                                     .with(displayName(*target))});
        }
        if (context.text(*record, "record_type") != "CNAME" || !isAtApex(context, *record))
            continue;
        Report report{record->id, MODEL_TEXT("Rule", "%1 is a CNAME at the name of the zone itself")
                                      .with(displayName(*record))};
        if (const Resource* target = aliasFor(context, *record); target != nullptr)
            report.fixes.push_back(
                {MODEL_TEXT("Rule", "Make %1 an alias of %2")
                     .with(displayName(*record))
                     .with(displayName(*target)),
                 Edit{Batch{{Edit{SetProperty{record->id, "record_type", "A"}},
                             Edit{SetProperty{record->id, "alias_target", target->id.value()}},
                             Edit{SetProperty{record->id, "targets", std::nullopt}}}}}});
        reports.push_back(std::move(report));
    }
    return reports;
}

/// Query logging and DNSSEC signing are for public zones only.
std::vector<Report> plainZones(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* zone : context.withProperty("dnssec")) {
        if (context.flag(*zone, "private"))
            continue;
        std::vector<Missing> missing;
        for (const char* property : {"query_logging", "dnssec"})
            if (!context.flag(*zone, property))
                missing.push_back({property, true});
        if (auto report = missingSettings(context, *zone, missing))
            reports.push_back(*std::move(report));
    }
    return reports;
}

void addLoneOrigins(const RuleContext& context, std::vector<Report>& reports)
{
    for (const auto& [distribution, origins] : originsByDistribution(context)) {
        if (context.flag(*distribution, "origin_failover"))
            continue;
        Report report{distribution->id, MODEL_TEXT("Rule", "%1 asks no other origin when one fails")
                                            .with(displayName(*distribution))};
        if (origins.size() >= 2)
            report.fixes.push_back({MODEL_TEXT("Rule", "Make the origins of %1 an origin group")
                                        .with(displayName(*distribution)),
                                    Edit{SetProperty{distribution->id, "origin_failover", true}}});
        reports.push_back(std::move(report));
    }
}

/// Records of one name that answer with several Regions although nobody looks whether they live.
void addBlindRecords(const RuleContext& context, std::vector<Report>& reports)
{
    using Name = std::tuple<const Resource*, std::string, std::string>;
    std::map<Name, Resources> byName;
    std::map<Name, std::set<const Resource*>> regions;
    for (const Resource* record : records(context)) {
        const Name name{zoneOf(context, *record), withoutDot(context.text(*record, "record_name")),
                        context.text(*record, "record_type")};
        byName[name].push_back(record);
        for (const ResourceId& id : answersOf(context, *record))
            if (const Resource* target = context.find(id))
                if (const Resource* region = context.around(*target, NetworkRole::Region))
                    regions[name].insert(region);
    }
    for (const auto& [name, own] : byName) {
        if (regions[name].size() < 2)
            continue;
        for (const Resource* record : own) {
            const bool isAlias = !context.text(*record, "alias_target").empty();
            if (!context.text(*record, "health_check").empty()
                || (isAlias && context.flag(*record, "evaluate_target_health")))
                continue;
            Report report{record->id,
                          MODEL_TEXT("Rule", "%1 answers with a Region also while it is down")
                              .with(displayName(*record))};
            if (isAlias)
                report.fixes.push_back(
                    {MODEL_TEXT("Rule", "Evaluate the health of the target of %1")
                         .with(displayName(*record)),
                     Edit{SetProperty{record->id, "evaluate_target_health", true}}});
            reports.push_back(std::move(report));
        }
    }
}

std::vector<Report> withoutFailover(const RuleContext& context)
{
    std::vector<Report> reports;
    addLoneOrigins(context, reports);
    addBlindRecords(context, reports);
    return reports;
}

} // namespace

std::vector<Rule> nameRules()
{
    return {
        {.code = "AZ011",
         .severity = Severity::Note,
         .why =
             MODEL_TEXT("Rule", "A second origin or Region helps only when somebody notices that "
                                "the first one fails and turns to it."),
         .equivalents = {"CKV_AWS_310", "CloudFront.4"},
         .check = withoutFailover},
        {.code = "R53001",
         .severity = Severity::Warning,
         .rank = 38,
         .why =
             MODEL_TEXT("Rule", "Whoever gets the address or name that a forgotten record points "
                                "to answers in your name: a takeover of the subdomain."),
         .equivalents = {"CKV2_AWS_23"},
         .check = danglingRecords},
        {.code = "R53002",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "Nobody on the internet can reach the private addresses of an "
                                   "internal balancer, and DNS allows no CNAME beside the records "
                                   "that a zone itself needs; an alias record may stand there."),
         .equivalents = {"E3023", "E3029"},
         .check = wrongRecords},
        {.code = "R53003",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "The query log tells who asks for which names; DNSSEC keeps "
                                   "others from answering for you."),
         .equivalents = {"CKV2_AWS_38", "CKV2_AWS_39", "Route53.2"},
         .check = plainZones},
    };
}

} // namespace skydraft
