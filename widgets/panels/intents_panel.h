// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QTreeWidget>
#include <QWidget>

#include "widgets/session/analysis_runner.h"

namespace skydraft {

class DocumentController;
class TraceView;

/// The promises of the drawing about who reaches whom, and whether they are kept. A click selects
/// the pair of resources that decided and shows the way between them. Every change is one undoable
/// step.
class IntentsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit IntentsPanel(DocumentController& controller, QWidget* parent = nullptr);

    QTreeWidget* list() const { return m_list; }
    TraceView* trace() const { return m_trace; }
    QPushButton* addButton() const { return m_add; }
    QPushButton* editButton() const { return m_edit; }
    QPushButton* removeButton() const { return m_remove; }

public slots:
    void setAnalysis(const skydraft::AnalysisPointer& analysis);

signals:
    void revealRequested(const skydraft::ResourceId& id);
    /// For the title of the dock: how many are not kept.
    void countChanged(int broken);

protected:
    void changeEvent(QEvent* event) override;

private:
    void setTexts();
    void refill();
    void showCurrent();
    void choosePair(const QTreeWidgetItem& item);
    const IntentResult* resultOf(const QTreeWidgetItem* item) const;
    void add();
    void edit();
    void remove();
    /// Asks, and applies with `title` what is entered.
    void ask(const Intent& intent, const Text& title);

    DocumentController& m_controller;
    AnalysisPointer m_analysis;
    QTreeWidget* m_list;
    TraceView* m_trace;
    QPushButton* m_add;
    QPushButton* m_edit;
    QPushButton* m_remove;
    QLabel* m_empty;
    QStackedLayout* m_pages;
};

} // namespace skydraft
