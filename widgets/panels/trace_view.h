// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <QWidget>

#include "model/catalogue/catalogue.h"
#include "widgets/session/hop_place.h"

#include <vector>

namespace skydraft {

class ImpactPreview;

/// Shows one trace: the verdict, what blocks and how to mend it, then the hops of both ways.
class TraceView : public QWidget
{
    Q_OBJECT

public:
    /// The catalogue must outlive the view.
    TraceView(const Catalogue& catalogue, QWidget* parent);

    /// Shows there what a fix would open and close; owned by this view from now on.
    void setPreview(ImpactPreview* preview);
    void setTrace(const Architecture& architecture, const Trace& trace);
    /// Shows a sentence instead of a trace.
    void setMessage(const QString& message);

    QString headline() const { return m_headline->text(); }
    QTreeWidget* hops() const { return m_hops; }
    /// The button of each fix, and behind them that of all where there are several.
    std::vector<QAbstractButton*> fixButtons() const { return m_buttons; }
    QAbstractButton* closeButton() const { return m_close; }
    /// Makes it the current one of the list.
    void selectHop(const HopPlace& hop);

signals:
    /// The pointer or the keyboard is at a hop; an invalid place where it is at none.
    void hopEmphasized(const skydraft::HopPlace& hop);
    /// A hop was clicked, or Return pressed on it.
    void hopActivated(const skydraft::HopPlace& hop);
    void closeRequested();
    void revealRequested(const skydraft::ResourceId& id);
    void fixRequested(const skydraft::Fix& fix);
    void allFixesRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeHops();
    void activate(const QTreeWidgetItem* item);
    QTreeWidgetItem* itemOf(const HopPlace& hop) const;
    void fitColumns();
    /// Beside each other where the view is wide, otherwise the summary above the hops.
    void arrange();
    void showVerdict(const Trace& trace);
    void showBlocks(const Architecture& architecture, const Trace& trace);
    void showFixes(const Trace& trace);
    void addWay(const QString& title, const Architecture& architecture, TraceWay way,
                const std::vector<Hop>& hops);
    void addHop(QTreeWidgetItem* parent, const HopPlace& place, const Architecture& architecture,
                const Hop& hop);
    QAbstractButton* addFix(const QString& words, const Edit& edit);
    void clearFixes();

    const Catalogue& m_catalogue;
    QBoxLayout* m_layout;
    QWidget* m_summary;
    QScrollArea* m_scroll;
    QLabel* m_icon;
    QLabel* m_headline;
    QToolButton* m_close;
    QLabel* m_reasons;
    QWidget* m_fixes;
    QVBoxLayout* m_fixesLayout;
    QTreeWidget* m_hops;
    ImpactPreview* m_preview = nullptr;
    std::vector<QAbstractButton*> m_buttons;
};

} // namespace skydraft
