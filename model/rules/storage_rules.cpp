// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/setting_rule.h"

#include <algorithm>

namespace skydraft {
namespace {

bool isAnybody(const Json& principal)
{
    if (principal.is_string())
        return principal == "*";
    if (principal.is_array())
        return std::any_of(principal.begin(), principal.end(), isAnybody);
    return isAnybody(memberIn(principal, "AWS"));
}

/// Whether a statement lets anybody in. One with a condition may still be narrow.
/// Source: Amazon S3 User Guide, "The meaning of public".
bool isPublicPolicy(const std::string& policy)
{
    const auto document = policy.empty() ? Result<Json>(Json()) : parseJson(policy);
    if (!document)
        return false;
    const Json& statements = memberIn(*document, "Statement");
    const auto isPublic = [](const Json& statement) {
        const Json& principal = memberIn(statement, "Principal");
        return memberIn(statement, "Effect") == "Allow" && !principal.is_null()
               && isAnybody(principal) && memberIn(statement, "Condition").is_null();
    };
    return statements.is_array() ? std::any_of(statements.begin(), statements.end(), isPublic)
                                 : isPublic(statements);
}

/// Buckets that anybody may read are errors; those that one wrong policy would open, warnings.
std::vector<Report> publicBuckets(const RuleContext& context)
{
    auto reports =
        badSettings(context, "block_public_access", isOff, true,
                    MODEL_TEXT("Rule", "%1 may be made public: public access is not blocked"));
    for (Report& report : reports) {
        const Resource& bucket = *context.find(report.resource);
        const std::string& acl = context.text(bucket, "acl");
        if ((!acl.empty() && acl != "private") || context.flag(bucket, "website")
            || isPublicPolicy(context.text(bucket, "policy")))
            report.message =
                MODEL_TEXT("Rule", "%1 is public: anybody may read it").with(displayName(bucket));
        else
            report.severity = Severity::Warning;
    }
    return reports;
}

/// Encryption is not among them: AWS encrypts every new object.
/// Source: Amazon S3 User Guide, "Amazon S3 now automatically encrypts all new objects".
std::vector<Report> plainBuckets(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* bucket : context.withProperty("block_public_access")) {
        std::vector<Missing> missing;
        for (const char* property : {"versioning", "access_logs", "tls_only", "lifecycle_rules"})
            if (!context.flag(*bucket, property))
                missing.push_back({property, true});
        if (auto report = missingSettings(context, *bucket, missing))
            reports.push_back(*std::move(report));
    }
    return reports;
}

} // namespace

std::vector<Rule> storageRules()
{
    return {
        setting({.code = "EC004",
                 .severity = Severity::Warning,
                 .why = MODEL_TEXT("Rule", "A copied snapshot of a volume without encryption is "
                                           "all that it takes to read it."),
                 .equivalents = {"CKV_AWS_3", "CKV_AWS_8", "EC2.3"}},
                "encrypted", isOff, true, MODEL_TEXT("Rule", "%1 is not encrypted")),
        {.code = "S3001",
         .severity = Severity::Error,
         .rank = 20,
         .why = MODEL_TEXT("Rule", "Open buckets are a usual way for data to leak: the names are "
                                   "guessed by machines. Publish through CloudFront instead."),
         .equivalents = {"CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_70", "CKV_AWS_53", "CKV_AWS_54",
                         "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6", "S3.1", "S3.2", "S3.3", "S3.8",
                         "AWS-0086", "AWS-0087", "AWS-0091", "AWS-0092", "AWS-0093", "AWS-0094"},
         .check = publicBuckets},
        {.code = "S3002",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "Versions undo a mistake, logs tell who read what, HTTPS keeps "
                                   "readers on the way out, and lifecycle rules keep the cost of "
                                   "the rest in bounds."),
         .equivalents = {"CKV_AWS_21", "CKV_AWS_19", "CKV_AWS_18", "CKV_AWS_379", "CKV2_AWS_61",
                         "S3.5", "S3.9", "S3.13", "S3.14"},
         .check = plainBuckets},
    };
}

} // namespace skydraft
