// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>
#include <QWidget>

#include "widgets/session/analysis_runner.h"

#include <array>

namespace skydraft {

class DocumentController;
class ProblemDetails;
class ProblemsModel;
class ReachRunner;
enum class SuppressionScope;

/// The findings of the newest analysis by severity, each with what it is about and its fixes. A fix
/// is one undoable step, and so is the suppression of a finding.
class ProblemsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsPanel(DocumentController& controller, QWidget* parent = nullptr);

    ProblemsModel* model() const { return m_model; }
    QTreeView* view() const { return m_view; }
    QToolButton* suppressedButton() const { return m_suppressed; }
    QComboBox* profileBox() const { return m_profile; }

    /// Shows which profile is looked at.
    void setProfile(Profile profile);
    /// Fixes say what they would open and close before they are applied.
    void previewFixes(ReachRunner& runner);

public slots:
    void setAnalysis(const skydraft::AnalysisPointer& analysis);

signals:
    void revealRequested(const skydraft::ResourceId& id);
    void connectionRevealRequested(const skydraft::ConnectionId& id);
    void profileChosen(skydraft::Profile profile);
    /// For the title of the dock: how many there are, whatever is hidden.
    void countsChanged(int errors, int warnings, int notes);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeFilters();
    void makeView();
    void setTexts();
    void showCounts();
    void showPage();
    void hearFilter();
    void reveal(const QModelIndex& index);
    void revealFinding(const Finding& finding);
    void fix(const QModelIndex& index, const QPoint& menuPlace);
    void applyFix(const Fix& fix);
    void expandGroups();
    void showMenu(const QPoint& place);
    void suppress(const Finding& finding, SuppressionScope scope);
    void restore(const Finding& finding);

    DocumentController& m_controller;
    ProblemsModel* m_model;
    QTreeView* m_view;
    ProblemDetails* m_details;
    std::array<QToolButton*, 3> m_filters{};
    QToolButton* m_suppressed = nullptr;
    QComboBox* m_profile = nullptr;
    QStackedLayout* m_pages;
    QLabel* m_empty;
    QLabel* m_emptyIcon;
    bool m_isAnalysed = false;
};

} // namespace skydraft
