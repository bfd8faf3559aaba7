// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/theory_table.h"

#include <QHeaderView>
#include <QLocale>

#include "model/simulation/theory.h"
#include "widgets/common/language.h"
#include "widgets/panels/simulation_table.h"
#include "widgets/panels/simulation_words.h"
#include "widgets/panels/theory_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/session/drawing_theory.h"

#include <cmath>

namespace skydraft {
namespace {

constexpr int columns = 6;
constexpr int measuredColumn = 3;

/// "+3.2 %"; empty where there is nothing to compare with.
QString differenceWords(double measured, const std::optional<double>& expected)
{
    if (!expected || std::abs(*expected) < 1e-9)
        return {};
    const double percent = 100 * (measured - *expected) / *expected;
    const QString words = QLocale().toString(std::abs(percent), 'f', 1);
    const bool isNone = std::abs(percent) < 0.05;
    return TheoryTable::tr("%1 %").arg((isNone        ? QString()
                                        : percent > 0 ? QStringLiteral("+")
                                                      : QStringLiteral("−"))
                                       + words);
}

} // namespace

TheoryTable::TheoryTable(const DocumentController& controller, QWidget* parent)
    : QTableWidget(parent)
    , m_controller(controller)
{
    setColumnCount(columns);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(columns - 1, QHeaderView::Stretch);
    retranslate();
}

void TheoryTable::retranslate()
{
    setAccessibleName(tr("Theory beside what was measured"));
    setHorizontalHeaderLabels(
        {tr("Where"), tr("Figure"), tr("Theory"), tr("Measured"), tr("Difference"), tr("Formula")});
    fill();
}

void TheoryTable::setRun(const RunPointer& run)
{
    const auto result = run == nullptr ? nullptr : run->soFar;
    if (run == m_run && result == m_shown)
        return; // sixty frames a second say the same
    m_run = run;
    m_shown = result;
    fill();
}

QString TheoryTable::caveats() const
{
    if (m_run == nullptr || m_run->theory == nullptr)
        return {};
    QStringList lines = limitsInWords(*m_run->theory, m_controller.architecture());
    if (m_run->difference)
        lines.append(tr("Something was broken by hand in this run."));
    if (m_run->engine == EngineKind::Flow)
        lines.append(tr("The flow engine played this run: it is approximate itself."));
    return lines.join(QLatin1Char(' '));
}

void TheoryTable::addOverall(std::vector<Row>& rows, const Estimate& estimate,
                             const SimulationResult& result) const
{
    const OverallEstimate all = overallOf(estimate);
    const QString where = tr("All requests");
    const QString noState = tr("overloaded or blocked: there is no steady state");
    const QString single = tr("told for a single client population only");
    const auto percentile = [&](const QString& name, double expected, double measured) {
        rows.push_back({where, name, all.hasPercentiles() ? std::optional(expected) : std::nullopt,
                        measured, 1,
                        all.hasPercentiles() ? formulaInWords(all.percentiles)
                        : !all.isKnown       ? noState
                        : estimate.populations.size() > 1
                            ? single
                            : tr("mean value analysis has no percentiles")});
    };
    rows.push_back({where, tr("Mean, ms"), all.isKnown ? std::optional(all.meanMs) : std::nullopt,
                    result.latencyMs.mean, 1, all.isKnown ? tr("sum over the way") : noState});
    percentile(tr("p50, ms"), all.p50Ms, result.latencyMs.p50);
    percentile(tr("p99, ms"), all.p99Ms, result.latencyMs.p99);
}

void TheoryTable::addQueues(std::vector<Row>& rows, const Estimate& estimate,
                            const SimulationResult& result) const
{
    for (const auto& [id, measured] : result.nodes) {
        const auto found = estimate.nodes.find(id);
        if (found == estimate.nodes.end() || found->second.formula == Formula::None)
            continue;
        const NodeEstimate& expected = found->second;
        const QString where = resourceName(id.value(), m_controller.architecture());
        const QString how = expected.isOverloaded ? tr("overloaded: waits have no limit")
                                                  : formulaInWords(expected.formula);
        rows.push_back(
            {where, tr("Requests/s"), expected.throughputPerS, measured.throughputPerS, 1, how});
        if (expected.capacityPerS <= 0)
            continue;
        rows.push_back(
            {where, tr("Busy, %"), 100 * expected.utilization, 100 * measured.utilization, 1, how});
        rows.push_back({where, tr("Wait, ms"),
                        expected.isOverloaded ? std::nullopt : std::optional(expected.meanWaitMs),
                        measured.meanWaitMs, 2, how});
    }
}

std::vector<TheoryTable::Row> TheoryTable::rows() const
{
    std::vector<Row> rows;
    if (m_run == nullptr || m_run->theory == nullptr || !m_run->theory->figures
        || m_shown == nullptr)
        return rows;
    addOverall(rows, *m_run->theory->figures, *m_shown);
    addQueues(rows, *m_run->theory->figures, *m_shown);
    return rows;
}

QStringList TheoryTable::cellsOf(const Row& row)
{
    const QLocale locale;
    return {row.where,
            row.figure,
            row.expected ? locale.toString(*row.expected, 'f', row.decimals) : QStringLiteral("–"),
            locale.toString(row.measured, 'f', row.decimals),
            differenceWords(row.measured, row.expected),
            row.how};
}

void TheoryTable::fill()
{
    const std::vector<Row> all = rows();
    setRowCount(static_cast<int>(all.size()));
    for (int row = 0; row < static_cast<int>(all.size()); ++row) {
        const QStringList cells = cellsOf(all[static_cast<std::size_t>(row)]);
        for (int column = 0; column < columns; ++column) {
            QTableWidgetItem* cell = item(row, column);
            if (cell == nullptr) {
                cell = new QTableWidgetItem;
                const bool isNumber = column >= 2 && column <= measuredColumn + 1;
                cell->setTextAlignment((isNumber ? Qt::AlignRight : Qt::AlignLeft)
                                       | Qt::AlignVCenter);
                setItem(row, column, cell);
            }
            if (cell->text() == cells[column])
                continue;
            cell->setText(cells[column]);
            cell->setToolTip(cells[column]);
        }
    }
}

QString TheoryTable::csv() const
{
    QString result =
        csvLine({QStringLiteral("where"), QStringLiteral("figure"), QStringLiteral("theory"),
                 QStringLiteral("measured"), QStringLiteral("formula")});
    for (const Row& row : rows())
        result += csvLine({row.where, row.figure,
                           row.expected ? QString::number(*row.expected, 'g', 12) : QString(),
                           QString::number(row.measured, 'g', 12), row.how});
    return result;
}

} // namespace skydraft
