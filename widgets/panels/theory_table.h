// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

#include "model/simulation/analytic.h"
#include "widgets/session/played_run.h"

#include <optional>
#include <vector>

namespace skydraft {

class DocumentController;

/// What the textbooks expect beside what a run measured: of all requests and of each queue, with
/// the difference in percent and the formula; where there is no expectation, why.
class TheoryTable : public QTableWidget
{
    Q_OBJECT

public:
    explicit TheoryTable(const DocumentController& controller, QWidget* parent = nullptr);

    /// Null: an empty table.
    void setRun(const RunPointer& run);
    /// Why the run need not come to what is expected; empty where nothing stands against it.
    QString caveats() const;
    QString csv() const;
    void retranslate();

private:
    struct Row
    {
        QString where{};
        QString figure{};
        std::optional<double> expected{}; ///< none: `how` says why
        double measured = 0;
        int decimals = 1;
        QString how{};
    };
    std::vector<Row> rows() const;
    void addOverall(std::vector<Row>& rows, const Estimate& estimate,
                    const SimulationResult& result) const;
    void addQueues(std::vector<Row>& rows, const Estimate& estimate,
                   const SimulationResult& result) const;
    static QStringList cellsOf(const Row& row);
    void fill();

    const DocumentController& m_controller;
    RunPointer m_run;
    std::shared_ptr<const SimulationResult> m_shown; ///< what the table was filled with
};

} // namespace skydraft
