// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/setting_rule.h"

#include <algorithm>
#include <array>
#include <set>

namespace skydraft {
namespace {

bool isBucket(const RuleContext& context, const Resource& resource)
{
    return context.typeOf(resource).property("block_public_access") != nullptr;
}

/// A name for a web ACL that is to be made.
Json webAclFor(const Resource& resource)
{
    return displayName(resource) + "-web-acl";
}

// Balancers

bool isEncrypted(const Json& listener)
{
    const std::string& protocol = memberText(listener, "protocol");
    return protocol == "https" || protocol == "tls" || protocol == "ssl";
}

/// Source: Elastic Load Balancing User Guides, "Security policies": the names tell the oldest
/// version of TLS.
bool beginsAtTls12(const std::string& policy)
{
    constexpr std::array<std::string_view, 4> modern{"-TLS13-1-2-", "-TLS13-1-3-", "-TLS-1-2-",
                                                     "-FS-1-2-"};
    return std::any_of(modern.begin(), modern.end(), [&](std::string_view part) {
        return policy.find(part) != std::string::npos;
    });
}

std::vector<Report> oldTls(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* balancer : context.withRole(NetworkRole::Balancer)) {
        const Property* listeners = context.typeOf(*balancer).property("listeners");
        const Property* known =
            listeners != nullptr ? listeners->field("security_policy") : nullptr;
        if (known == nullptr)
            continue;
        const auto policyOf = [&](const Json& listener) {
            const Json& own = memberIn(listener, known->name);
            const Json& used = own.is_null() ? known->defaultValue : own;
            return used.is_string() ? used.get<std::string>() : std::string();
        };
        const auto isOld = [&](const Json& listener) {
            return isEncrypted(listener) && !beginsAtTls12(policyOf(listener));
        };
        const Json& own = context.value(*balancer, "listeners");
        const auto old = std::find_if(own.begin(), own.end(), isOld);
        const auto better =
            std::find_if(known->choices.begin(), known->choices.end(),
                         [](const Choice& choice) { return beginsAtTls12(choice.value); });
        if (old == own.end() || better == known->choices.end())
            continue;
        Json mended = own;
        for (Json& listener : mended)
            if (isOld(listener))
                listener[known->name] = better->value;
        reports.push_back({balancer->id,
                           MODEL_TEXT("Rule", "%1 admits TLS before 1.2 (%2)")
                               .with(displayName(*balancer))
                               .with(policyOf(*old)),
                           {{MODEL_TEXT("Rule", "Use %1").with(better->value),
                             Edit{SetProperty{balancer->id, "listeners", std::move(mended)}}}}});
    }
    return reports;
}

/// Balancers that CloudFront fronts with a web ACL are looked after there.
std::vector<Report> unguardedBalancers(const RuleContext& context)
{
    std::set<const Resource*> guarded;
    for (const auto& [distribution, origins] : originsByDistribution(context))
        if (!context.text(*distribution, "web_acl").empty())
            guarded.insert(origins.begin(), origins.end());
    std::vector<Report> reports;
    for (const Resource* balancer : context.withRole(NetworkRole::Balancer)) {
        if (context.typeOf(*balancer).property("web_acl") == nullptr
            || context.text(*balancer, "scheme") == "internal"
            || !context.text(*balancer, "web_acl").empty() || guarded.contains(balancer))
            continue;
        reports.push_back(
            {balancer->id,
             MODEL_TEXT("Rule", "%1 faces the internet without a web application firewall")
                 .with(displayName(*balancer)),
             {{MODEL_TEXT("Rule", "Attach a web ACL to %1").with(displayName(*balancer)),
               Edit{SetProperty{balancer->id, "web_acl", webAclFor(*balancer)}}}}});
    }
    return reports;
}

std::vector<Report> plainBalancers(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* balancer : context.withRole(NetworkRole::Balancer)) {
        const ServiceType& type = context.typeOf(*balancer);
        std::vector<Missing> missing;
        for (const char* property : {"access_logs", "drop_invalid_headers", "deletion_protection"})
            if (type.property(property) != nullptr && !context.flag(*balancer, property))
                missing.push_back({property, true});
        if (context.text(*balancer, "desync_mode") == "monitor")
            missing.push_back({"desync_mode", "defensive"});
        if (auto report = missingSettings(context, *balancer, missing))
            reports.push_back(*std::move(report));
    }
    return reports;
}

// Distributions

bool hasOwnCertificate(const RuleContext& context, const Resource& distribution)
{
    return !context.text(distribution, "certificate").empty()
           || !context.value(distribution, "aliases").empty();
}

std::vector<Report> plainViewers(const RuleContext& context)
{
    auto reports = badSettings(
        context, "viewer_protocol_policy",
        [](const RuleContext&, const Resource&, const Json& value) { return value == "allow-all"; },
        "redirect-to-https", MODEL_TEXT("Rule", "%1 serves plain HTTP to viewers"));
    // With the certificate of cloudfront.net the policy is TLSv1 and cannot be changed.
    auto old = badSettings(
        context, "minimum_tls",
        [](const RuleContext& all, const Resource& distribution, const Json& value) {
            const std::string policy = value.is_string() ? value.get<std::string>() : "";
            return hasOwnCertificate(all, distribution) && !policy.starts_with("TLSv1.2")
                   && !policy.starts_with("TLSv1.3");
        },
        "TLSv1.2_2021", MODEL_TEXT("Rule", "%1 admits viewers with TLS before 1.2"));
    std::move(old.begin(), old.end(), std::back_inserter(reports));
    return reports;
}

/// A website endpoint answers to everybody only, so that it cannot stand behind an access control.
/// Source: Amazon CloudFront Developer Guide, "Restrict access to an Amazon S3 origin".
std::vector<Report> openBucketOrigins(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& [distribution, origins] : originsByDistribution(context)) {
        const bool isSigned = context.text(*distribution, "origin_access") != "public";
        for (const Resource* bucket : origins) {
            if (!isBucket(context, *bucket))
                continue;
            const bool isWebsite = context.flag(*bucket, "website");
            const bool isOpen = !context.flag(*bucket, "block_public_access");
            if (isSigned && !isWebsite && !isOpen)
                continue;
            Batch batch;
            if (!isSigned)
                batch.edits.push_back(Edit{SetProperty{distribution->id, "origin_access", "oac"}});
            if (isWebsite)
                batch.edits.push_back(Edit{SetProperty{bucket->id, "website", false}});
            if (isOpen)
                batch.edits.push_back(Edit{SetProperty{bucket->id, "block_public_access", true}});
            const Text message =
                isSigned && !isWebsite
                    ? MODEL_TEXT("Rule", "viewers get around %1: %2 may answer them itself")
                    : MODEL_TEXT("Rule", "%1 reads %2 like anybody else: without origin access "
                                         "control the bucket must be public");
            reports.push_back({distribution->id,
                               message.with(displayName(*distribution)).with(displayName(*bucket)),
                               {{MODEL_TEXT("Rule", "Let %1 answer %2 only")
                                     .with(displayName(*bucket))
                                     .with(displayName(*distribution)),
                                 Edit{std::move(batch)}}}});
        }
    }
    return reports;
}

/// The domain name that viewers use, as far as it is drawn.
std::string domainOf(const RuleContext& context, const Resource& distribution)
{
    if (const Json& aliases = context.value(distribution, "aliases"); !aliases.empty())
        return aliases.front().is_string() ? aliases.front().get<std::string>() : std::string();
    for (const Resource* record : context.namingIn("alias_target", distribution.id))
        if (const std::string& name = context.text(*record, "record_name"); !name.empty())
            return name;
    return {};
}

std::vector<Report> plainDistributions(const RuleContext& context)
{
    const auto origins = originsByDistribution(context);
    std::vector<Report> reports;
    for (const Resource* distribution : context.withRole(NetworkRole::Cdn)) {
        const auto own = origins.find(distribution);
        const Resources none;
        const Resources& behind = own != origins.end() ? own->second : none;
        const auto buckets =
            std::count_if(behind.begin(), behind.end(),
                          [&](const Resource* origin) { return isBucket(context, *origin); });
        const bool hasCustom = static_cast<std::size_t>(buckets) < behind.size();
        std::vector<Missing> missing;
        if (hasCustom && context.text(*distribution, "origin_protocol_policy") == "http-only")
            missing.push_back({"origin_protocol_policy", "https-only",
                               MODEL_TEXT("Rule", "HTTPS to its origin")});
        if (context.text(*distribution, "web_acl").empty())
            missing.push_back({"web_acl", webAclFor(*distribution)});
        if (context.text(*distribution, "certificate").empty()) {
            const std::string domain = domainOf(context, *distribution);
            missing.push_back(
                {"certificate", domain.empty() ? std::nullopt : std::optional<Json>(domain)});
        }
        if (buckets > 0 && context.text(*distribution, "default_root_object").empty())
            missing.push_back({"default_root_object", "index.html"});
        if (!context.flag(*distribution, "access_logs"))
            missing.push_back({"access_logs", true});
        if (auto report = missingSettings(context, *distribution, missing))
            reports.push_back(*std::move(report));
    }
    return reports;
}

} // namespace

std::vector<Rule> edgeRules()
{
    const Text edge = MODEL_TEXT(
        "Rule", "The edge is what the whole internet talks to: plain HTTP, ways around it and "
                "missing logs are what a review finds there first.");
    return {
        {.code = "CF001",
         .severity = Severity::Warning,
         .rank = 39,
         .why = edge,
         .equivalents = {"CKV_AWS_34", "CKV_AWS_174", "CloudFront.3", "AWS-0012", "AWS-0013"},
         .check = plainViewers},
        {.code = "CF002",
         .severity = Severity::Warning,
         .rank = 26,
         .why = MODEL_TEXT("Rule", "What is readable around the distribution escapes its web ACL, "
                                   "its logs and its cache, and is billed by S3 for every "
                                   "request."),
         .equivalents = {"CKV2_AWS_46", "CloudFront.13"},
         .check = openBucketOrigins},
        {.code = "CF003",
         .severity = Severity::Warning,
         .why = edge,
         .equivalents = {"CKV2_AWS_72", "CKV2_AWS_42", "CKV_AWS_68", "CKV_AWS_305", "CKV_AWS_86",
                         "CloudFront.1", "CloudFront.5", "CloudFront.6", "CloudFront.7",
                         "CloudFront.9"},
         .check = plainDistributions},
        {.code = "LB002",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "TLS 1.0 and 1.1 have known weaknesses, and no browser needs "
                                   "them any more."),
         .equivalents = {"CKV_AWS_103", "CKV2_AWS_74", "W55", "AWS-0047"},
         .check = oldTls},
        {.code = "LB003",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "A web ACL stops injections, scanners and floods of requests "
                                   "before they reach the application."),
         .equivalents = {"CKV2_AWS_28", "ELB.16"},
         .check = unguardedBalancers},
        {.code = "LB005",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "Logs tell afterwards what happened, clean headers keep servers "
                                   "from being fooled, and a protected balancer is not deleted by "
                                   "mistake."),
         .equivalents = {"CKV_AWS_91", "CKV_AWS_131", "CKV_AWS_150", "CKV_AWS_328", "ELB.4",
                         "ELB.5", "ELB.6", "ELB.12"},
         .check = plainBalancers},
    };
}

} // namespace skydraft
