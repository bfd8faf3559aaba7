// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule_edits.h"
#include "model/rules/setting_rule.h"

#include <algorithm>
#include <cctype>

namespace skydraft {
namespace {

/// Whether the AMI says nothing about the metadata service, so that version 1 answers too.
/// Source: Amazon EC2 User Guide, "Configure instance metadata options for new instances".
bool isImageWithVersion1(const RuleContext& context, const Resource& resource)
{
    const Resource* image = context.find(context.text(resource, "image"));
    return image != nullptr && context.text(*image, "operating_system") == "amazon-linux-2";
}

std::vector<Report> openMetadata(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* resource : context.subjectsWith("metadata_tokens")) {
        const std::string& tokens = context.text(*resource, "metadata_tokens");
        const Json& hops = context.value(*resource, "metadata_hop_limit");
        const bool isOpen =
            tokens == "optional" || (tokens.empty() && isImageWithVersion1(context, *resource));
        const bool isFar = hops.is_number_integer() && hops.get<std::int64_t>() > 1;
        if (!isOpen && !isFar)
            continue;
        const Text message =
            isOpen ? MODEL_TEXT("Rule", "%1 answers metadata requests without a token (IMDSv1)")
                   : MODEL_TEXT("Rule", "the metadata tokens of %1 leave the instance");
        Batch batch;
        if (isOpen)
            batch.edits.push_back(Edit{SetProperty{resource->id, "metadata_tokens", "required"}});
        if (isFar)
            batch.edits.push_back(Edit{SetProperty{resource->id, "metadata_hop_limit", 1}});
        reports.push_back(
            {resource->id,
             message.with(displayName(*resource)),
             {{MODEL_TEXT("Rule", "Require tokens of one hop on %1").with(displayName(*resource)),
               Edit{std::move(batch)}}}});
    }
    return reports;
}

/// A launch template for a group that has none.
Fix templateFor(const RuleContext& context, const Resource& group)
{
    Resource made = newResource(context, NetworkRole::LaunchTemplate,
                                group.id.value() + "-template", group.parent, Json::object());
    made.name = displayName(group) + "-template";
    const std::string id = made.id.value();
    return {MODEL_TEXT("Rule", "Give %1 a launch template").with(displayName(group)),
            Edit{Batch{{Edit{AddResource{std::move(made)}},
                        Edit{SetProperty{group.id, "launch_template", id}},
                        Edit{SetProperty{group.id, "launch_configuration", std::nullopt}}}}}};
}

std::vector<Report> launchConfigurations(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* group : context.withProperty("launch_configuration"))
        if (const std::string& name = context.text(*group, "launch_configuration");
            !name.empty() && context.text(*group, "launch_template").empty())
            reports.push_back(
                {group->id,
                 MODEL_TEXT("Rule", "%1 starts its instances from the launch configuration %2")
                     .with(displayName(*group))
                     .with(name),
                 {templateFor(context, *group)}});
    return reports;
}

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// An access key id of IAM: AKIA or ASIA and sixteen capitals or digits.
/// Source: IAM User Guide, "Understanding unique ID prefixes".
bool holdsKeyId(std::string_view text)
{
    constexpr std::size_t length = 20;
    for (const std::string_view prefix : {"AKIA", "ASIA"})
        for (std::size_t at = text.find(prefix); at != std::string_view::npos;
             at = text.find(prefix, at + 1)) {
            const std::string_view key = text.substr(at, length);
            const bool isAlone =
                (at == 0 || !isWordCharacter(text[at - 1]))
                && (at + length >= text.size() || !isWordCharacter(text[at + length]));
            if (key.size() == length && isAlone && std::all_of(key.begin(), key.end(), [](char c) {
                    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                }))
                return true;
        }
    return false;
}

/// Whether a value is written after the word, as in "password = x9k2". What a script looks up
/// itself ("$(…)", "<…>", "{…}") is none, nor is a switch.
bool isSetAfter(std::string_view text, std::size_t at)
{
    const auto skip = [&](std::string_view characters) {
        const std::size_t next = text.find_first_not_of(characters, at);
        at = next == std::string_view::npos ? text.size() : next;
    };
    skip("\"' \t");
    if (at == text.size() || (text[at] != '=' && text[at] != ':'))
        return false;
    ++at;
    skip("\"' \t");
    const std::string_view value = text.substr(at, text.find_first_of("\"' \t\r\n,;", at) - at);
    constexpr std::size_t shortest = 4;
    return value.size() >= shortest && value != "true" && value != "false"
           && std::string_view("$<{(`").find(value.front()) == std::string_view::npos;
}

/// What would be a leak in a place that everything on the instance may read.
/// Source: Amazon EC2 User Guide, "Use instance metadata to manage your EC2 instance".
bool holdsSecret(const std::string& userData)
{
    if (holdsKeyId(userData) || userData.find("PRIVATE KEY-----") != std::string::npos)
        return true;
    std::string text = userData;
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    for (const std::string_view word :
         {"password", "passwd", "secret", "secret_access_key", "secret_key", "api_key"})
        for (std::size_t at = text.find(word); at != std::string::npos;
             at = text.find(word, at + 1))
            if (isSetAfter(text, at + word.size()))
                return true;
    return false;
}

const Resource* instanceRole(const RuleContext& context)
{
    for (const Resource* role : context.withProperty("trusted_service"))
        if (context.text(*role, "trusted_service") == "ec2.amazonaws.com")
            return role;
    return nullptr;
}

/// The role that is there for instances, or a new one.
Fix roleFor(const RuleContext& context, const Resource& resource, const Resource* role,
            const ResourceId& freeId)
{
    const Text title = MODEL_TEXT("Rule", "Give %1 an IAM role").with(displayName(resource));
    if (role != nullptr)
        return {title, Edit{SetProperty{resource.id, "iam_role", role->id.value()}}};
    Resource made;
    made.id = freeId;
    made.type = "iam.role";
    made.name = freeId.value();
    if (const Resource* region = context.around(resource, NetworkRole::Region))
        made.parent = region->id;
    return {title, Edit{Batch{{Edit{AddResource{std::move(made)}},
                               Edit{SetProperty{resource.id, "iam_role", freeId.value()}}}}}};
}

/// Instances of an Auto Scaling group have what their launch template gives them.
std::vector<Report> rolesAndSecrets(const RuleContext& context)
{
    const Resource* role = instanceRole(context);
    const ResourceId freeId = freeResourceId(context.architecture, "instance-role");
    std::vector<Report> reports;
    for (const Resource* resource : context.subjectsWith("user_data")) {
        if (const std::string& words = context.text(*resource, "user_data");
            !words.empty() && holdsSecret(words))
            reports.push_back({.resource = resource->id,
                               .message = MODEL_TEXT("Rule", "the user data of %1 holds a secret")
                                              .with(displayName(*resource)),
                               .severity = Severity::Warning});
        if (context.text(*resource, "iam_role").empty()
            && context.text(*resource, "auto_scaling_group").empty())
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule", "%1 has no IAM role").with(displayName(*resource)),
                 {roleFor(context, *resource, role, freeId)}});
    }
    return reports;
}

/// Source: Amazon EC2 User Guide, "Elastic IP addresses": an address belongs to an account until
/// it is released.
std::vector<Report> idleAddresses(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* address : context.withRole(NetworkRole::ElasticIp))
        if (context.text(*address, "associated_with").empty() && !context.isNamed(*address))
            reports.push_back(
                {address->id,
                 MODEL_TEXT("Rule", "%1 is attached to nothing and costs money all the same")
                     .with(displayName(*address)),
                 {{MODEL_TEXT("Rule", "Release %1").with(displayName(*address)),
                   Edit{RemoveResource{address->id}}}}});
    return reports;
}

/// Default VPCs in which something that sends or receives packets stands.
std::vector<Report> usedDefaultVpcs(const RuleContext& context)
{
    std::map<const Resource*, const Resource*> users;
    for (const Resource* vpc : context.withRole(NetworkRole::Vpc))
        if (context.flag(*vpc, "is_default"))
            users.emplace(vpc, nullptr);
    if (users.empty())
        return {};
    for (const NetworkRole role :
         {NetworkRole::Interface, NetworkRole::Balancer, NetworkRole::ScalingGroup})
        for (const Resource* resource : context.withRole(role)) {
            const Json& subnets = context.value(*resource, "subnets");
            const Resource* inside = resource;
            if (subnets.is_array() && !subnets.empty() && subnets.front().is_string())
                if (const Resource* subnet =
                        context.find(subnets.front().get_ref<const std::string&>()))
                    inside = subnet;
            if (const auto used = users.find(context.around(*inside, NetworkRole::Vpc));
                used != users.end() && used->second == nullptr)
                used->second = resource;
        }
    std::vector<Report> reports;
    for (const auto& [vpc, user] : users)
        if (user != nullptr)
            reports.push_back({vpc->id, MODEL_TEXT("Rule", "%1 stands in the default VPC (%2)")
                                            .with(displayName(*user))
                                            .with(displayName(*vpc))});
    return reports;
}

} // namespace

std::vector<Rule> computeRules()
{
    return {
        {.code = "EC002",
         .severity = Severity::Warning,
         .rank = 32,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "A web application that can be made to fetch an address gives "
                                   "away the credentials of its role, unless the metadata service "
                                   "wants a token that stays on the instance."),
         .equivalents = {"CKV_AWS_79", "CKV_AWS_341", "EC2.8", "AutoScaling.3", "AutoScaling.4"},
         .check = openMetadata},
        setting({.code = "EC003",
                 .severity = Severity::Note,
                 .why = MODEL_TEXT("Rule", "Whoever starts an instance there puts it on the "
                                           "internet without saying so."),
                 .equivalents = {"CKV_AWS_130", "EC2.15", "W33", "AWS-0164"}},
                "map_public_ip", isOn, false,
                MODEL_TEXT("Rule", "%1 gives every instance a public address")),
        {.code = "EC005",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "Launch configurations get no new features, and new accounts "
                                   "cannot make them any more."),
         .equivalents = {"CKV_AWS_315", "AutoScaling.9"},
         .check = launchConfigurations},
        {.code = "EC006",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "AWS charges for every public IPv4 address, used or not."),
         .equivalents = {"CKV2_AWS_19", "EC2.12"},
         .check = idleAddresses},
        {.code = "EC007",
         .severity = Severity::Note,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "A role gives an instance credentials that change by "
                                   "themselves; without one, keys end up in files and user data, "
                                   "where everything on the instance can read them."),
         .equivalents = {"CKV2_AWS_41", "CKV_AWS_46"},
         .check = rolesAndSecrets},
        setting(
            {.code = "VP001",
             .severity = Severity::Warning,
             .why = MODEL_TEXT("Rule", "Without flow logs nobody can tell afterwards who talked "
                                       "to whom, nor which rule drops a connection."),
             .equivalents = {"CKV2_AWS_11", "EC2.6", "W60"}},
            "flow_logs", isOff, true, MODEL_TEXT("Rule", "%1 keeps no flow logs")),
        {.code = "VP002",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "The default VPC has public subnets only, the same addresses in "
                                   "every Region and account, and rules that nobody chose."),
         .equivalents = {"CKV_AWS_148", "AWS-0101"},
         .check = usedDefaultVpcs},
    };
}

} // namespace skydraft
