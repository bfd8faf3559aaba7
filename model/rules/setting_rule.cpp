// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/setting_rule.h"

#include "model/architecture/names.h"

namespace skydraft {

bool isOff(const RuleContext&, const Resource&, const Json& value)
{
    return value == false;
}

bool isOn(const RuleContext&, const Resource&, const Json& value)
{
    return value == true;
}

std::vector<Report> badSettings(const RuleContext& context, const char* property,
                                const IsBad& isBad, const Json& good, const Text& message)
{
    std::vector<Report> reports;
    for (const Resource* resource : context.subjectsWith(property)) {
        if (!isBad(context, *resource, context.value(*resource, property)))
            continue;
        const Property& known = *context.typeOf(*resource).property(property);
        Report report{resource->id, Text(message).with(displayName(*resource))};
        report.fixes.push_back(
            {MODEL_TEXT("Rule", "Set %1 of %2").with(known.label).with(displayName(*resource)),
             Edit{SetProperty{resource->id, property, good}}});
        reports.push_back(std::move(report));
    }
    return reports;
}

Rule setting(Rule rule, const char* property, IsBad isBad, Json good, const Text& message)
{
    rule.isLocal = true;
    rule.check = [=](const RuleContext& context) {
        return badSettings(context, property, isBad, good, message);
    };
    return rule;
}

std::optional<Report> missingSettings(const RuleContext& context, const Resource& resource,
                                      const std::vector<Missing>& missing)
{
    if (missing.empty())
        return std::nullopt;
    std::optional<TextArgument> list;
    Batch batch;
    for (const Missing& one : missing) {
        const Property* known = context.typeOf(resource).property(one.property);
        const TextArgument words = !one.words.empty()
                                       ? TextArgument(std::make_shared<Text>(one.words))
                                   : known != nullptr ? TextArgument(known->label)
                                                      : TextArgument(std::string(one.property));
        list = list ? TextArgument(
                   std::make_shared<Text>(MODEL_TEXT("Rule", "%1, %2").with(*list).with(words)))
                    : words;
        if (one.good)
            batch.edits.push_back(Edit{SetProperty{resource.id, one.property, *one.good}});
    }
    Report report{resource.id,
                  MODEL_TEXT("Rule", "%1 lacks: %2").with(displayName(resource)).with(*list)};
    if (!batch.edits.empty()) {
        const bool isOne = batch.edits.size() == 1;
        Edit edit = isOne ? batch.edits.front() : Edit{std::move(batch)};
        report.fixes.push_back(
            {MODEL_TEXT("Rule", "Set what %1 lacks").with(displayName(resource)), std::move(edit)});
    }
    return report;
}

std::map<const Resource*, Resources> originsByDistribution(const RuleContext& context)
{
    std::map<const Resource*, Resources> origins;
    if (context.withRole(NetworkRole::Cdn).empty())
        return origins;
    for (const auto& connection : context.architecture.connections()) {
        if (connection->kind != ConnectionKind::Origin
            && connection->kind != ConnectionKind::Traffic)
            continue;
        const Resource* from = context.find(connection->from);
        const Resource* to = context.find(connection->to);
        if (from != nullptr && to != nullptr && context.typeOf(*from).role == NetworkRole::Cdn)
            origins[from].push_back(to);
    }
    return origins;
}

bool isPrimary(const RuleContext& context, const Resource& resource)
{
    const std::string& role = context.text(resource, "replica_role");
    return role.empty() || role == "primary";
}

} // namespace skydraft
