// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/estimate_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include "model/simulation/theory.h"
#include "widgets/common/language.h"
#include "widgets/panels/simulation_words.h"
#include "widgets/panels/theory_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"
#include "widgets/theme/theme.h"

#include <algorithm>

namespace skydraft {
namespace {

enum Column
{
    Name,
    Arrivals,
    Utilization,
    Wait,
    Response,
    HowKnown,
    ColumnCount
};

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

/// As exact as people read it: 0.25, 7.1, 120.
QString rounded(double value)
{
    return number(value, value < 1 ? 2 : value < 100 ? 1 : 0);
}

} // namespace

EstimateView::EstimateView(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_badges(new QCheckBox(this))
    , m_bottleneck(new QLabel(this))
    , m_limits(new QLabel(this))
    , m_table(new QTableWidget(this))
{
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    for (std::size_t i = 0; i < FigureCount; ++i) {
        auto* pair = new QHBoxLayout;
        pair->setSpacing(6);
        m_captions[i] = new QLabel(this);
        m_figures[i] = new QLabel(this);
        setStyleRole(m_captions[i], QStringLiteral("help"));
        setStyleRole(m_figures[i], QStringLiteral("figure"));
        pair->addWidget(m_captions[i]);
        pair->addWidget(m_figures[i]);
        row->addLayout(pair);
    }
    row->addStretch();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->setColumnCount(ColumnCount);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(HowKnown, QHeaderView::Stretch);
    // Beside each other: the panel is often low.
    auto* parts = new QHBoxLayout;
    parts->addWidget(m_table, 2);
    parts->addWidget(makeWords(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addLayout(parts, 1);
    setVisibleBoxes(m_badges);
    connect(m_badges, &QCheckBox::toggled, this, &EstimateView::badgesToggled);
    retranslate();
}

QWidget* EstimateView::makeWords()
{
    auto* words = new QWidget;
    auto* column = new QVBoxLayout(words);
    column->setContentsMargins(4, 0, 4, 0);
    column->setSpacing(4);
    m_bottleneck->setWordWrap(true);
    m_limits->setWordWrap(true);
    setStyleRole(m_limits, QStringLiteral("help"));
    column->addWidget(m_badges);
    column->addWidget(m_bottleneck);
    column->addWidget(m_limits);
    column->addStretch();
    auto* area = new QScrollArea(this);
    area->setWidget(words);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

void EstimateView::retranslate()
{
    const std::array<QString, FigureCount> captions{tr("Throughput"), tr("Mean response"),
                                                    tr("p99"), tr("Availability")};
    for (std::size_t i = 0; i < FigureCount; ++i)
        m_captions[i]->setText(captions[i]);
    m_badges->setText(tr("&Show on the drawing"));
    m_badges->setToolTip(tr("The expected utilization at each resource, while nothing plays"));
    m_table->setAccessibleName(tr("Expected figures of each resource"));
    m_table->setHorizontalHeaderLabels({tr("Resource"), tr("Req/s"), tr("Busy, %"), tr("Wait, ms"),
                                        tr("Response, ms"), tr("Formula")});
    setVisibleBoxes(m_badges);
    fill();
}

void EstimateView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    setVisibleBoxes(m_badges); // its palette is the theme's now
    emit watchedChanged(true);
}

void EstimateView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    emit watchedChanged(false);
}

void EstimateView::setTheory(const TheoryPointer& theory)
{
    m_theory = theory;
    fill();
}

void EstimateView::fill()
{
    const bool isKnown = m_theory != nullptr && m_theory->figures.has_value();
    m_bottleneck->setVisible(isKnown);
    m_table->setVisible(isKnown);
    if (!isKnown) {
        for (QLabel* figure : m_figures)
            figure->setText(QStringLiteral("–"));
        m_limits->setText(
            m_theory == nullptr
                ? QString()
                : tr("Nothing can be told: %1").arg(translated(m_theory->error.message)));
        m_limits->setVisible(!m_limits->text().isEmpty());
        m_table->setRowCount(0);
        return;
    }
    const Architecture& drawing = m_controller.architecture();
    const Estimate& estimate = *m_theory->figures;
    fillFigures(estimate);
    QString words = bottleneckInWords(estimate, drawing);
    const QString alone = singlePointsInWords(estimate.availability, drawing);
    if (!alone.isEmpty())
        words += QLatin1Char(' ') + tr("Each alone can stop everything: %1.").arg(alone);
    m_bottleneck->setText(words);
    const QStringList limits = limitsInWords(*m_theory, drawing);
    m_limits->setText(limits.join(QLatin1Char('\n')));
    m_limits->setVisible(!limits.isEmpty());
    fillTable(estimate);
}

void EstimateView::fillFigures(const Estimate& estimate)
{
    const OverallEstimate all = overallOf(estimate);
    const QString unknown = QStringLiteral("–");
    m_figures[Throughput]->setText(all.isKnown || all.succeededPerS > 0
                                       ? tr("%1 req/s").arg(rounded(all.succeededPerS))
                                       : unknown);
    m_figures[Mean]->setText(all.isKnown ? tr("%1 ms").arg(rounded(all.meanMs)) : unknown);
    const QString p99 = tr("%1 ms").arg(rounded(all.p99Ms));
    m_figures[P99]->setText(!all.hasPercentiles()      ? unknown
                            : isExact(all.percentiles) ? p99
                                                       : QStringLiteral("≈ ") + p99);
    m_figures[P99]->setToolTip(all.hasPercentiles() ? formulaInWords(all.percentiles) : QString());
    m_figures[Availability]->setText(
        tr("%1 %").arg(number(100 * estimate.availability.availability, 3)));
    m_figures[Availability]->setToolTip(
        tr("%1 minutes a month without it; the figures are those of service level agreements")
            .arg(number(estimate.availability.downMinutesPerMonth, 0)));
}

void EstimateView::fillTable(const Estimate& estimate)
{
    std::vector<std::pair<ResourceId, NodeEstimate>> rows;
    for (const auto& [id, node] : estimate.nodes)
        if (node.formula != Formula::None)
            rows.emplace_back(id, node);
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return a.second.utilization > b.second.utilization; // the busiest first
    });
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        const auto& [id, node] = rows[static_cast<std::size_t>(row)];
        const bool hasLimit = node.capacityPerS > 0;
        const QString unlimitedWait = tr("no limit");
        const QStringList cells{
            resourceName(id.value(), m_controller.architecture()),
            rounded(node.arrivalsPerS),
            hasLimit ? number(100 * node.utilization, 1) : QStringLiteral("–"),
            node.isOverloaded ? unlimitedWait : rounded(node.meanWaitMs),
            node.isOverloaded         ? unlimitedWait
            : node.meanResponseMs > 0 ? rounded(node.meanResponseMs)
                                      : QStringLiteral("–"),
            node.isOverloaded ? tr("overloaded: %1 of %2 req/s")
                                    .arg(rounded(node.capacityPerS), rounded(node.arrivalsPerS))
                              : formulaInWords(node.formula)};
        for (int column = 0; column < ColumnCount; ++column) {
            QTableWidgetItem* item = m_table->item(row, column);
            if (item == nullptr) {
                item = new QTableWidgetItem;
                const bool isText = column == Name || column == HowKnown;
                item->setTextAlignment((isText ? Qt::AlignLeft : Qt::AlignRight)
                                       | Qt::AlignVCenter);
                m_table->setItem(row, column, item);
            }
            item->setText(cells[column]);
            item->setToolTip(cells[column]);
            item->setForeground(node.isOverloaded ? theme().blocked : theme().text);
        }
    }
}

} // namespace skydraft
