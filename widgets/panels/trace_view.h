// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QScrollArea>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <QWidget>

#include "model/catalogue/catalogue.h"
#include "model/network/trace.h"

#include <vector>

namespace skydraft {

/// Shows one trace: the verdict, what blocks and how to mend it, then the hops of both ways.
class TraceView : public QWidget
{
    Q_OBJECT

public:
    /// The catalogue must outlive the view.
    TraceView(const Catalogue& catalogue, QWidget* parent);

    void setTrace(const Architecture& architecture, const Trace& trace);
    /// Shows a sentence instead of a trace.
    void setMessage(const QString& message);

    QString headline() const { return m_headline->text(); }
    QTreeWidget* hops() const { return m_hops; }
    /// The button of each fix, and behind them that of all where there are several.
    std::vector<QAbstractButton*> fixButtons() const { return m_buttons; }

signals:
    void revealRequested(const skydraft::ResourceId& id);
    void fixRequested(const skydraft::Fix& fix);
    void allFixesRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeHops();
    void fitColumns();
    /// Beside each other where the view is wide, otherwise the summary above the hops.
    void arrange();
    void showVerdict(const Trace& trace);
    void showBlocks(const Architecture& architecture, const Trace& trace);
    void showFixes(const Trace& trace);
    void addWay(const QString& title, const Architecture& architecture,
                const std::vector<Hop>& hops);
    void addHop(QTreeWidgetItem* way, int number, const Architecture& architecture, const Hop& hop);
    QAbstractButton* addFix(const QString& words);
    void clearFixes();

    const Catalogue& m_catalogue;
    QBoxLayout* m_layout;
    QWidget* m_summary;
    QScrollArea* m_scroll;
    QLabel* m_icon;
    QLabel* m_headline;
    QLabel* m_reasons;
    QWidget* m_fixes;
    QVBoxLayout* m_fixesLayout;
    QTreeWidget* m_hops;
    std::vector<QAbstractButton*> m_buttons;
};

} // namespace skydraft
