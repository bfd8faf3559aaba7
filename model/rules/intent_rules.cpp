// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/intents.h"
#include "model/rules/rule.h"

namespace skydraft {
namespace {

std::vector<Report> emptySelectors(const RuleContext& context)
{
    context.noteAllProperties(); // selectors read tags and names from the drawing itself
    std::vector<Report> reports;
    for (const auto& intent : context.architecture.intents()) {
        std::vector<std::optional<Text>> reasons{whyNoSender(context.network, intent->from),
                                                 whyNoReceiver(context.network, intent->to)};
        if (intent->kind == IntentKind::Through)
            reasons.push_back(whyNoComponent(context.network, intent->through));
        for (const auto& reason : reasons)
            if (reason)
                reports.push_back(
                    {{},
                     MODEL_TEXT("Rule", "The intent %1 checks nothing: %2")
                         .with(intent->name.empty() ? intent->id.value() : intent->name)
                         .with(*reason)});
    }
    return reports;
}

} // namespace

std::vector<Rule> intentRules()
{
    return {{.code = "IN001",
             .severity = Severity::Error,
             .isAboutTheDrawing = true,
             .why = MODEL_TEXT("Rule", "A promise about nothing holds for ever, also after the "
                                       "resource that it meant was renamed."),
             .check = emptySelectors}};
}

} // namespace skydraft
