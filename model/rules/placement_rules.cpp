// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule.h"

namespace skydraft {
namespace {

/// The nearest ancestor that may hold `resource`, for the fix.
const Resource* holderAbove(const RuleContext& context, const Resource& resource)
{
    const ServiceType& type = context.typeOf(resource);
    const Resource* at = resource.parent ? context.find(*resource.parent) : nullptr;
    while (at != nullptr && !type.mayStandIn(at->type))
        at = at->parent ? context.find(*at->parent) : nullptr;
    return at;
}

std::vector<Report> wrongPlace(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        const ServiceType* type = context.catalogue.find(resource->type);
        const Resource* parent = resource->parent ? context.find(*resource->parent) : nullptr;
        if (type == nullptr || parent == nullptr || type->mayStandIn(parent->type)
            || context.catalogue.find(parent->type) == nullptr)
            continue;
        Report report{resource->id, MODEL_TEXT("Rule", "%1 cannot stand in %2 (%3)")
                                        .with(type->name)
                                        .with(displayName(*parent))
                                        .with(context.typeOf(*parent).name)};
        const Resource* holder = holderAbove(context, *resource);
        if (holder != nullptr || type->canBeRoot) {
            std::optional<ResourceId> id;
            if (holder != nullptr)
                id = holder->id;
            report.fixes.push_back(
                {MODEL_TEXT("Rule", "Move it to %1")
                     .with(holder != nullptr ? TextArgument(displayName(*holder))
                                             : TextArgument(LocalizedText{"the canvas", "캔버스"})),
                 Edit{MoveResource{resource->id, id, resource->placement}}});
        }
        reports.push_back(std::move(report));
    }
    return reports;
}

std::vector<Report> unknownType(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources())
        if (context.catalogue.find(resource->type) == nullptr)
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule",
                            "\"%1\" is not a type that this version knows; it is kept and ignored")
                     .with(resource->type)});
    return reports;
}

} // namespace

std::vector<Rule> placementRules()
{
    return {
        {.code = "ST001",
         .severity = Severity::Error,
         .isAboutTheDrawing = true,
         .why = MODEL_TEXT("Rule", "AWS creates each resource in a fixed kind of place; the "
                                   "network around a resource decides which packets reach it."),
         .check = wrongPlace},
        {.code = "ST002",
         .severity = Severity::Note,
         .isAboutTheDrawing = true,
         .why = MODEL_TEXT("Rule", "A drawing from a later version or an import may hold types "
                                   "that are not in the catalogue."),
         .check = unknownType},
    };
}

} // namespace skydraft
