// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include "widgets/panels/simulation_charts.h"

#include <QGridLayout>
#include <qcustomplot.h>

#include "widgets/theme/theme.h"

#include <chrono>

namespace skydraft {

namespace {

constexpr std::chrono::milliseconds drawInterval{100};
constexpr double shortestSpan = 60; // seconds

enum Graph
{
    Succeeded,
    Failed,
    Median,
    P95,
    P99,
    FailureShare,
    GraphCount
};

/// The line and the dashes of a graph: they differ in more than their colour.
QPen penOf(int graph)
{
    switch (graph) {
    case Succeeded:
        return {theme().load, 1.8};
    case Failed:
        return {theme().blocked, 1.8, Qt::DashLine};
    case Median:
        return {theme().allowed, 1.8};
    case P95:
        return {theme().unknown, 1.8, Qt::DashLine};
    case P99:
        return {theme().blocked, 1.8, Qt::DotLine};
    default:
        return {theme().blocked, 1.8};
    }
}

/// A piece of a line as text.
QString lineSample(Qt::PenStyle style)
{
    return style == Qt::DashLine  ? QStringLiteral("╍╍")
           : style == Qt::DotLine ? QStringLiteral("┅┅")
                                  : QStringLiteral("━━");
}

} // namespace

SimulationCharts::SimulationCharts(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    for (int i = 0; i < ChartCount; ++i) {
        const auto place = static_cast<std::size_t>(i);
        m_titles[place] = new QLabel(this);
        m_titles[place]->setTextFormat(Qt::RichText);
        m_plots[place] = makePlot();
        grid->addWidget(m_titles[place], 0, i);
        grid->addWidget(m_plots[place], 1, i);
        grid->setColumnStretch(i, 1);
    }
    grid->setRowStretch(1, 1);
    for (const Chart chart : {Throughput, Throughput, Latency, Latency, Latency, Failures})
        m_graphs.push_back(addGraph(chart));
    m_timer.setSingleShot(true);
    m_timer.setInterval(drawInterval);
    connect(&m_timer, &QTimer::timeout, this, &SimulationCharts::draw);
    retranslate();
    restyle();
}

QCustomPlot* SimulationCharts::makePlot()
{
    auto* plot = new QCustomPlot(this);
    plot->setMinimumSize(140, 64);
    plot->setFocusPolicy(Qt::NoFocus);
    const QSharedPointer<QCPAxisTickerTime> ticker(new QCPAxisTickerTime);
    ticker->setTimeFormat(QStringLiteral("%m:%s"));
    ticker->setTickCount(4);
    plot->xAxis->setTicker(ticker);
    plot->yAxis->ticker()->setTickCount(4);
    plot->yAxis->setNumberFormat(QStringLiteral("gb"));
    plot->yAxis->setNumberPrecision(4);
    plot->setNoAntialiasingOnDrag(true);
    plot->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    plot->axisRect()->setMargins(QMargins(0, 6, 8, 0));
    return plot;
}

QCPGraph* SimulationCharts::addGraph(Chart chart)
{
    QCustomPlot* target = plot(chart);
    QCPGraph* graph = target->addGraph();
    graph->setAdaptiveSampling(true);
    return graph;
}

void SimulationCharts::retranslate()
{
    const std::array<QString, ChartCount> names{
        tr("Chart of requests per second over time"), tr("Chart of latency over time"),
        tr("Chart of the share of failed requests over time")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_plots[i]->setAccessibleName(names[i]);
    }
    const std::array<QString, GraphCount> words{tr("succeeded"),       tr("failed"),
                                                QStringLiteral("p50"), QStringLiteral("p95"),
                                                QStringLiteral("p99"), tr("failed")};
    for (std::size_t i = 0; i < words.size(); ++i)
        m_graphs[i]->setName(words[i]);
    showTitles();
    draw();
}

/// Each title says which line is which, so that the chart has its whole place to itself.
void SimulationCharts::showTitles()
{
    const std::array<QString, ChartCount> titles{tr("Requests/s"), tr("Latency, ms"),
                                                 tr("Failed, %")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        QString text = QStringLiteral("<b>%1</b>").arg(titles[i]);
        for (int line = 0; m_plots[i]->graphCount() > 1 && line < m_plots[i]->graphCount(); ++line)
            text += QStringLiteral("&nbsp; <span style=\"color: %1\">%2</span>&nbsp;%3")
                        .arg(m_plots[i]->graph(line)->pen().color().name(),
                             lineSample(m_plots[i]->graph(line)->pen().style()),
                             m_plots[i]->graph(line)->name());
        m_titles[i]->setText(text);
    }
}

void SimulationCharts::style(QCustomPlot* plot)
{
    const QColor line = theme().outline;
    plot->setBackground(QBrush(theme().base));
    QFont small = font();
    small.setPointSizeF(std::max(7.0, font().pointSizeF() - 1));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setBasePen(line);
        axis->setTickPen(line);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(theme().mutedText);
        axis->setTickLabelFont(small);
        axis->grid()->setPen(QPen(theme().grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
}

void SimulationCharts::restyle()
{
    for (QCustomPlot* plot : m_plots)
        style(plot);
    for (std::size_t i = 0; i < m_graphs.size(); ++i)
        m_graphs[i]->setPen(penOf(static_cast<int>(i)));
    QColor fill = theme().blocked;
    fill.setAlpha(50);
    m_graphs[FailureShare]->setBrush(fill);
    showTitles();
    draw();
}

void SimulationCharts::clear()
{
    for (QCPGraph* graph : m_graphs)
        graph->data()->clear();
    m_end = 0;
    draw();
}

void SimulationCharts::add(const std::vector<SecondSample>& samples)
{
    if (samples.empty())
        return;
    for (const SecondSample& sample : samples) {
        const double at = sample.atS;
        const auto succeeded = static_cast<double>(sample.succeeded);
        const auto failed = static_cast<double>(sample.failed);
        const double all = succeeded + failed;
        m_graphs[Succeeded]->addData(at, succeeded);
        m_graphs[Failed]->addData(at, failed);
        // Without answers there is no latency: the line has a gap.
        const bool hasLatency = sample.succeeded > 0;
        const double gap = qQNaN();
        m_graphs[Median]->addData(at, hasLatency ? sample.p50Ms : gap);
        m_graphs[P95]->addData(at, hasLatency ? sample.p95Ms : gap);
        m_graphs[P99]->addData(at, hasLatency ? sample.p99Ms : gap);
        m_graphs[FailureShare]->addData(at, all > 0 ? 100 * failed / all : 0);
        m_end = std::max(m_end, at);
    }
    if (!m_timer.isActive())
        m_timer.start();
}

void SimulationCharts::showRange()
{
    constexpr int lowPlot = 100;
    for (QCustomPlot* plot : m_plots) {
        plot->yAxis->ticker()->setTickCount(plot->height() < lowPlot ? 2 : 4);
        plot->xAxis->setRange(0, std::max(m_end, shortestSpan));
        plot->yAxis->rescale();
        const double top = plot->yAxis->range().upper;
        plot->yAxis->setRange(0, top > 0 && std::isfinite(top) ? top * 1.1 : 1);
    }
    QCPAxis* share = plot(Failures)->yAxis;
    share->setRange(0, std::clamp(share->range().upper, 1.0, 105.0));
}

void SimulationCharts::draw()
{
    showRange();
    for (QCustomPlot* plot : m_plots)
        plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace skydraft
