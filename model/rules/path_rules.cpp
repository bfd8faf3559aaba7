// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"
#include "model/rules/rule_edits.h"

namespace skydraft {
namespace {

Text reasonOf(const Trace& traced)
{
    if (traced.blockedBy.empty())
        return MODEL_TEXT("Rule", "no path");
    const Text& first = traced.blockedBy.front().message;
    const auto more = static_cast<int>(traced.blockedBy.size()) - 1;
    if (more == 0)
        return first;
    return MODEL_TEXT("Rule", "%1 (and %2 more)").with(first).with(more);
}

std::vector<Report> deadPaths(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& [connection, traced] : context.survey.traffic()) {
        if (traced.verdict != Verdict::Blocked || !context.isSubject(connection->to))
            continue;
        Text message = MODEL_TEXT("Rule", "Packets from %1 do not arrive at %2: %3")
                           .with(nameOf(context, connection->from))
                           .with(nameOf(context, connection->to))
                           .with(reasonOf(traced));
        reports.push_back({connection->to, std::move(message), wholePath(traced), connection->id});
    }
    return reports;
}

} // namespace

std::vector<Rule> pathRules()
{
    return {{.code = "SG018",
             .severity = Severity::Error,
             .rank = 1,
             .isLocal = true,
             .why = MODEL_TEXT("Rule", "An arrow that cannot carry traffic is a wrong drawing: the "
                                       "deployed system would time out there."),
             .equivalents = {"ENI_SG_RULES_MISMATCH"},
             .check = deadPaths}};
}

} // namespace skydraft
