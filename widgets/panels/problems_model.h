// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>

#include "model/catalogue/catalogue.h"
#include "widgets/session/analysis_runner.h"

#include <set>
#include <vector>

namespace skydraft {

/// "Error", "Warning", "Note" in the current language, and the symbol and colour of each.
QString severityInWords(Severity severity);
QString severityIconName(Severity severity);
QColor severityColor(Severity severity);

/// Findings below their severity, the gravest first; behind them, on demand, the suppressed ones.
class ProblemsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        Message,
        Where,
        Code,
        Action,
        ColumnCount
    };

    explicit ProblemsModel(QObject* parent = nullptr);

    /// Tells views only where something is different from before.
    void setAnalysis(const AnalysisPointer& analysis);
    /// Severities that are left out.
    void setHidden(std::set<Severity> hidden);
    void setShowsSuppressed(bool isShown);
    /// Texts in the current language.
    void retranslate();

    /// Null for the title of a severity.
    const Finding* findingAt(const QModelIndex& index) const;
    QModelIndex indexOf(const Finding& finding) const;
    int count(Severity severity) const;
    int suppressedCount() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Group
    {
        Severity severity = Severity::Error;
        std::vector<const Finding*> findings{};
        bool isSuppressed = false;
    };

    void regroup();
    QVariant groupData(const Group& group, int column, int role) const;
    QVariant findingData(const Finding& finding, int column, int role) const;
    QString placeOf(const Finding& finding) const;

    AnalysisPointer m_analysis;
    std::set<Severity> m_hidden;
    bool m_showsSuppressed = false;
    std::vector<Group> m_groups;
};

} // namespace skydraft
