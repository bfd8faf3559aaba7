// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/verdict_words.h"

#include "widgets/common/language.h"

#include <algorithm>

namespace skydraft {
namespace {

constexpr qsizetype mostReasons = 4;

QString paragraph(const QString& words)
{
    return QStringLiteral("<div>%1</div>").arg(words.toHtmlEscaped());
}

QString headline(const QString& words)
{
    return QStringLiteral("<div><b>%1</b></div>").arg(words.toHtmlEscaped());
}

QString connectionInWords(const Scene& scene, const SceneConnector& connector)
{
    const SceneNode* from = scene.find(connector.from);
    const SceneNode* to = scene.find(connector.to);
    if (from == nullptr || to == nullptr)
        return connector.label;
    const QString ends = QStringLiteral("%1 → %2").arg(from->name, to->name);
    return connector.label.isEmpty() ? ends : QStringLiteral("%1, %2").arg(ends, connector.label);
}

/// Why a connection is blocked or not known; empty where its packets arrive.
QString reasonOf(const Analysis& analysis, const ConnectionId& id)
{
    const auto traced = analysis.traces.find(id);
    if (traced == analysis.traces.end())
        return {};
    const Trace& trace = *traced->second;
    if (!trace.blockedBy.empty())
        return translated(trace.blockedBy.front().message);
    return trace.verdict == Verdict::Unknown ? translated(trace.reason) : QString();
}

QString withReason(const QString& what, const QString& reason)
{
    return reason.isEmpty() ? what : QStringLiteral("%1: %2").arg(what, reason);
}

} // namespace

QString VerdictWords::ofMark(NodeMark mark)
{
    switch (mark) {
    case NodeMark::Blocked:
        return tr("A connection is blocked");
    case NodeMark::Error:
        return tr("Errors");
    case NodeMark::Unknown:
        return tr("A connection cannot be judged");
    case NodeMark::Warning:
        return tr("Warnings");
    case NodeMark::Reachable:
        return tr("All connections arrive");
    case NodeMark::None:
        break;
    }
    return {};
}

QString VerdictWords::ofVerdict(ConnectorVerdict verdict)
{
    switch (verdict) {
    case ConnectorVerdict::Allowed:
        return tr("Packets arrive");
    case ConnectorVerdict::Blocked:
        return tr("Blocked");
    case ConnectorVerdict::Unknown:
        return tr("Not known");
    case ConnectorVerdict::None:
        break;
    }
    return {};
}

QString VerdictWords::toolTip(const Scene& scene, const Analysis& analysis, const ResourceId& id)
{
    const SceneNode* node = scene.find(id);
    if (node == nullptr || node->verdict.mark() == NodeMark::None)
        return {};
    QStringList reasons;
    for (const ConnectionId& connection : scene.connectorsOf(id)) {
        const SceneConnector* connector = scene.find(connection);
        if (connector->verdict == ConnectorVerdict::Blocked
            || connector->verdict == ConnectorVerdict::Unknown)
            reasons.append(QStringLiteral("%1 (%2)").arg(
                withReason(connectionInWords(scene, *connector), reasonOf(analysis, connection)),
                ofVerdict(connector->verdict)));
    }
    for (const FindingPointer& shared : analysis.findings) {
        const Finding& finding = *shared;
        // A blocked connection is both a verdict and a finding; one line is enough.
        const bool isTold = finding.connection && analysis.traces.contains(*finding.connection);
        if (finding.resource == id && finding.severity != Severity::Note && !isTold)
            reasons.append(translated(finding.message));
    }
    const NodeVerdict& verdict = node->verdict;
    const int all = verdict.blocked + verdict.unknown + verdict.reachable;
    QString words = headline(withReason(node->name, ofMark(verdict.mark())));
    if (all > 0)
        words +=
            paragraph(tr("%1 of %2 connections carry packets").arg(verdict.reachable).arg(all));
    for (qsizetype i = 0; i < std::min(reasons.size(), mostReasons); ++i)
        words += paragraph(QStringLiteral("• ") + reasons[i]);
    if (reasons.size() > mostReasons)
        words += paragraph(tr("and %n more", "", static_cast<int>(reasons.size() - mostReasons)));
    return words;
}

QString VerdictWords::toolTip(const Scene& scene, const Analysis& analysis, const ConnectionId& id)
{
    const SceneConnector* connector = scene.find(id);
    if (connector == nullptr || connector->verdict == ConnectorVerdict::None)
        return {};
    QString words =
        headline(withReason(connectionInWords(scene, *connector), ofVerdict(connector->verdict)));
    if (const QString reason = reasonOf(analysis, id); !reason.isEmpty())
        words += paragraph(reason);
    return words + paragraph(tr("A click shows the path hop by hop."));
}

} // namespace skydraft
