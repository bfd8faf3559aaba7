// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QTableWidget>
#include <QToolButton>
#include <QWidget>

#include "model/architecture/architecture.h"
#include "widgets/session/played_run.h"

#include <vector>

namespace skydraft {

class DocumentController;
class TheoryTable;

/// The figures of the run that is shown beside those of another one, and the differences. The other
/// one, a branch or a run that was played before, is also overlaid in the charts. In place of
/// another run there may be what the textbooks expect.
class CompareView : public QWidget
{
    Q_OBJECT

public:
    explicit CompareView(const DocumentController& controller, QWidget* parent = nullptr);

    /// `others` are the runs that may be compared with `shown`.
    void setRuns(const RunPointer& shown, const std::vector<RunPointer>& others);
    /// Theory is chosen in place of another run.
    bool isWithTheory() const;
    /// The chosen other run; null: none.
    RunPointer compared() const;

    QComboBox* otherBox() const { return m_other; }
    QTableWidget* table() const { return m_table; }
    TheoryTable* theoryTable() const { return m_theory; }
    /// What stands above the table, in full; the label shows as much as there is place for.
    QString hintText() const { return m_hintText; }
    QToolButton* exportButton() const { return m_export; }
    QString csv() const;

    void retranslate();
    void restyle();

signals:
    void comparedChanged();
    void tableRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Figure
    {
        QString name{};
        double shown = 0;
        double other = 0;
        int decimals = 0;
        QString difference{};
        int verdict = 0; ///< of the difference: 1 better, -1 worse, 0 neither
    };

    std::vector<Figure> figures() const;
    void fill();
    void fillOthers();
    void showHint();
    void choose(int place);
    static QString labelOf(const PlayedRun& run, const Architecture& architecture);

    const DocumentController& m_controller;
    QLabel* m_label;
    QComboBox* m_other;
    QToolButton* m_export;
    QLabel* m_hint;
    QTableWidget* m_table;
    TheoryTable* m_theory;
    QString m_hintText;
    RunPointer m_shown;
    std::vector<RunPointer> m_others;
    RunPointer m_chosen; ///< by a person; null: whatever is nearest
    bool m_isChosen = false;
    bool m_wantsTheory = false;
};

} // namespace skydraft
