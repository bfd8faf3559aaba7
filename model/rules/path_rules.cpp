// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule.h"

namespace skydraft {
namespace {

std::string nameOf(const RuleContext& context, const ResourceId& id)
{
    const Resource* resource = context.architecture.find(id);
    return resource != nullptr ? displayName(*resource) : id.value();
}

/// All fixes of a trace as one step; a single one keeps its own title.
std::vector<Fix> fixesOf(const Trace& traced)
{
    if (traced.fixes.size() < 2)
        return traced.fixes;
    Batch batch;
    for (const Fix& fix : traced.fixes)
        batch.edits.push_back(fix.edit);
    std::vector<Fix> fixes{{MODEL_TEXT("Rule", "Open the whole path (%1 changes)")
                                .with(static_cast<int>(traced.fixes.size())),
                            Edit{std::move(batch)}}};
    fixes.insert(fixes.end(), traced.fixes.begin(), traced.fixes.end());
    return fixes;
}

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
    for (const auto& connection : context.architecture.connections()) {
        if (connection->kind != ConnectionKind::Traffic)
            continue;
        const auto traced = traceConnection(context.network, *connection);
        if (!traced || traced->verdict != Verdict::Blocked)
            continue;
        Text message = MODEL_TEXT("Rule", "Packets from %1 do not arrive at %2: %3")
                           .with(nameOf(context, connection->from))
                           .with(nameOf(context, connection->to))
                           .with(reasonOf(*traced));
        reports.push_back({connection->to, std::move(message), fixesOf(*traced), connection->id});
    }
    return reports;
}

} // namespace

std::vector<Rule> pathRules()
{
    return {{.code = "SG018",
             .severity = Severity::Error,
             .rank = 1,
             .why = MODEL_TEXT("Rule", "An arrow that cannot carry traffic is a wrong drawing: the "
                                       "deployed system would time out there."),
             .check = deadPaths}};
}

} // namespace skydraft
