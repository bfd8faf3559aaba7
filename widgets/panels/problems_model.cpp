// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/problems_model.h"

#include <QColor>
#include <QCoreApplication>
#include <QFont>
#include <QIcon>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/theme/theme.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr quintptr groupId = 0; // the id of a finding's index is the place of its group plus one

bool isSame(const Finding& a, const Finding& b)
{
    const auto isSameFix = [](const Fix& x, const Fix& y) {
        return x.title == y.title && x.edit == y.edit;
    };
    return a.code == b.code && a.severity == b.severity && a.resource == b.resource
           && a.connection == b.connection && a.message == b.message && a.why == b.why
           && a.suppression == b.suppression
           && std::equal(a.fixes.begin(), a.fixes.end(), b.fixes.begin(), b.fixes.end(), isSameFix);
}

bool areSame(const Findings& a, const Findings& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const FindingPointer& one, const FindingPointer& other) {
                          return one == other || isSame(*one, *other);
                      });
}

std::string nameIn(const Architecture& architecture, const ResourceId& id)
{
    const Resource* resource = architecture.find(id);
    return resource == nullptr ? id.value() : displayName(*resource);
}

} // namespace

QString severityInWords(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QCoreApplication::translate("ProblemsModel", "Error");
    case Severity::Warning:
        return QCoreApplication::translate("ProblemsModel", "Warning");
    case Severity::Note:
        return QCoreApplication::translate("ProblemsModel", "Note");
    }
    return {};
}

QString severityIconName(Severity severity)
{
    return severity == Severity::Error     ? QStringLiteral("error")
           : severity == Severity::Warning ? QStringLiteral("warning")
                                           : QStringLiteral("note");
}

QColor severityColor(Severity severity)
{
    return severity == Severity::Error     ? theme().error
           : severity == Severity::Warning ? theme().warning
                                           : theme().note;
}

ProblemsModel::ProblemsModel(QObject* parent)
    : QAbstractItemModel(parent)
{}

void ProblemsModel::setAnalysis(const AnalysisPointer& analysis)
{
    const bool isUnchanged = m_analysis != nullptr && analysis != nullptr
                             && areSame(m_analysis->findings, analysis->findings)
                             && areSame(m_analysis->suppressed, analysis->suppressed);
    if (!isUnchanged) {
        beginResetModel();
        m_analysis = analysis;
        regroup();
        endResetModel();
        return;
    }
    // The same findings in the same order: only names may have changed.
    m_analysis = analysis;
    regroup();
    retranslate();
}

void ProblemsModel::setHidden(std::set<Severity> hidden)
{
    if (hidden == m_hidden)
        return;
    beginResetModel();
    m_hidden = std::move(hidden);
    regroup();
    endResetModel();
}

void ProblemsModel::setShowsSuppressed(bool isShown)
{
    if (isShown == m_showsSuppressed)
        return;
    beginResetModel();
    m_showsSuppressed = isShown;
    regroup();
    endResetModel();
}

void ProblemsModel::regroup()
{
    m_groups.clear();
    if (m_analysis == nullptr)
        return;
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
        Group group{.severity = severity};
        for (const FindingPointer& finding : m_analysis->findings)
            if (finding->severity == severity && !m_hidden.contains(severity))
                group.findings.push_back(finding.get());
        if (!group.findings.empty())
            m_groups.push_back(std::move(group));
    }
    Group suppressed{.severity = Severity::Note, .isSuppressed = true};
    for (const FindingPointer& finding : m_analysis->suppressed)
        suppressed.findings.push_back(finding.get());
    if (m_showsSuppressed && !suppressed.findings.empty())
        m_groups.push_back(std::move(suppressed));
}

void ProblemsModel::retranslate()
{
    for (int group = 0; group < rowCount(); ++group) {
        const QModelIndex top = index(group, 0);
        emit dataChanged(top, index(group, ColumnCount - 1));
        emit dataChanged(index(0, 0, top), index(rowCount(top) - 1, ColumnCount - 1, top));
    }
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int ProblemsModel::count(Severity severity) const
{
    if (m_analysis == nullptr)
        return 0;
    return static_cast<int>(std::count_if(
        m_analysis->findings.begin(), m_analysis->findings.end(),
        [&](const FindingPointer& finding) { return finding->severity == severity; }));
}

int ProblemsModel::suppressedCount() const
{
    return m_analysis == nullptr ? 0 : static_cast<int>(m_analysis->suppressed.size());
}

const Finding* ProblemsModel::findingAt(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == groupId)
        return nullptr;
    const Group& group = m_groups[static_cast<std::size_t>(index.internalId() - 1)];
    return group.findings[static_cast<std::size_t>(index.row())];
}

QModelIndex ProblemsModel::indexOf(const Finding& finding) const
{
    for (int group = 0; group < rowCount(); ++group) {
        const auto& findings = m_groups[static_cast<std::size_t>(group)].findings;
        for (std::size_t i = 0; i < findings.size(); ++i)
            if (isSame(*findings[i], finding))
                return index(static_cast<int>(i), 0, index(group, 0));
    }
    return {};
}

QModelIndex ProblemsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : groupId);
}

QModelIndex ProblemsModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == groupId)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, groupId);
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != groupId || parent.column() > 0)
        return 0;
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].findings.size());
}

int ProblemsModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Message:
        return tr("Problem");
    case Where:
        return tr("Resource");
    case Code:
        return tr("Rule");
    case Action:
        return tr("Fix");
    default:
        return {};
    }
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (const Finding* finding = findingAt(index))
        return findingData(*finding, index.column(), role);
    return groupData(m_groups[static_cast<std::size_t>(index.row())], index.column(), role);
}

QVariant ProblemsModel::groupData(const Group& group, int column, int role) const
{
    if (column != Message)
        return {};
    if (role == Qt::DisplayRole)
        return QStringLiteral("%1 (%2)")
            .arg(group.isSuppressed ? tr("Suppressed") : severityInWords(group.severity))
            .arg(group.findings.size());
    if (role == Qt::DecorationRole)
        return group.isSuppressed
                   ? coloredIcon(QStringLiteral("check"), theme().mutedText)
                   : coloredIcon(severityIconName(group.severity), severityColor(group.severity));
    if (role == Qt::FontRole) {
        QFont font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    return {};
}

QString ProblemsModel::placeOf(const Finding& finding) const
{
    const Architecture& architecture = m_analysis->architecture;
    if (finding.connection) {
        if (const Connection* connection = architecture.find(*finding.connection))
            return QStringLiteral("%1 → %2").arg(toQString(nameIn(architecture, connection->from)),
                                                 toQString(nameIn(architecture, connection->to)));
    }
    return finding.resource.empty() ? tr("Drawing")
                                    : toQString(nameIn(architecture, finding.resource));
}

QVariant ProblemsModel::findingData(const Finding& finding, int column, int role) const
{
    if (role == Qt::ToolTipRole) {
        const QString why = translated(finding.why);
        QString tip = QStringLiteral("<p>%1</p>").arg(translated(finding.message).toHtmlEscaped());
        if (!why.isEmpty())
            tip += QStringLiteral("<p><b>%1</b> %2</p>")
                       .arg(tr("Why:").toHtmlEscaped(), why.toHtmlEscaped());
        if (finding.suppression)
            tip += QStringLiteral("<p><b>%1</b> %2</p>")
                       .arg(tr("Suppressed:").toHtmlEscaped(),
                            toQString(*finding.suppression).toHtmlEscaped());
        return tip;
    }
    if (role == Qt::AccessibleTextRole && column == Message)
        return QStringLiteral("%1: %2").arg(severityInWords(finding.severity),
                                            translated(finding.message));
    if (role == Qt::DecorationRole && column == Message)
        return coloredIcon(severityIconName(finding.severity),
                           finding.suppression ? theme().mutedText
                                               : severityColor(finding.severity));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Message:
        return translated(finding.message);
    case Where:
        return placeOf(finding);
    case Code:
        return toQString(finding.code);
    case Action:
        return finding.fixes.empty() || finding.suppression ? QString() : tr("Fix");
    default:
        return {};
    }
}

} // namespace skydraft
