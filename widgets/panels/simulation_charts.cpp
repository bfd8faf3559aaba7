// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include "widgets/panels/simulation_charts.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/chart_plot.h"
#include "widgets/panels/simulation_timeline.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace skydraft {
namespace {

constexpr std::chrono::milliseconds drawInterval{100};
constexpr double shortestSpan = 60;  // seconds that an empty chart shows
constexpr double closestZoom = 2;    // seconds
constexpr std::size_t mostLines = 6; // of resources in one chart
constexpr int comparedOpacity = 130; // of 255

/// The lines that every run has, in their order.
enum Graph : std::size_t
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
QPen penOf(std::size_t graph)
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

QPen nodePen(std::size_t place)
{
    const std::array<QColor, mostLines> colors{theme().load,  theme().overload, theme().allowed,
                                               theme().trace, theme().note,     theme().blocked};
    const std::array<Qt::PenStyle, 3> styles{Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    return {colors[place % colors.size()], 1.8, styles[place % styles.size()]};
}

} // namespace

SimulationCharts::SimulationCharts(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_chartsButton(new QToolButton(this))
    , m_whole(new QToolButton(this))
    , m_export(new QToolButton(this))
    , m_exportMenu(new QMenu(this))
    , m_area(new QScrollArea(this))
    , m_timelineArea(new QScrollArea(this))
    , m_timeline(new SimulationTimeline(this))
    , m_hoveredS(qQNaN())
{
    build();
    for (const Chart chart : {Throughput, Throughput, Latency, Latency, Latency, Failures})
        addLine(chart);
    m_timer.setSingleShot(true);
    m_timer.setInterval(drawInterval);
    connect(&m_timer, &QTimer::timeout, this, &SimulationCharts::draw);
    connect(&controller, &DocumentController::selectionChanged, this, [this] {
        chooseNodes();
        draw();
    });
    connect(m_timeline, &SimulationTimeline::seekRequested, this, &SimulationCharts::seekRequested);
    retranslate();
    restyle();
}

void SimulationCharts::build()
{
    buildButtons();
    auto* stack = new QWidget(this);
    auto* column = new QVBoxLayout(stack);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    for (std::size_t i = 0; i < ChartCount; ++i) {
        m_titles[i] = new QLabel(stack);
        m_titles[i]->setTextFormat(Qt::RichText);
        m_plots[i] = new ChartPlot(stack);
        column->addWidget(m_titles[i]);
        column->addWidget(m_plots[i], 1);
        m_plots[i]->onHovered = [this](double seconds) { showHovered(seconds); };
        m_plots[i]->onWholeRangeWanted = [this] { showWhole(); };
        m_plots[i]->onKey = [this](int key) { return handleKey(key); };
        connect(m_plots[i]->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
                [this](const QCPRange& range) {
                    if (!m_isSettingSpan)
                        zoomTo(range.lower, range.upper);
                });
    }
    m_area->setWidget(stack);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(2);
    for (QToolButton* button : {m_chartsButton, m_whole, m_export})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(2);
    grid->addLayout(buttons, 0, 0, 2, 1);
    grid->addWidget(m_area, 0, 1);
    grid->addWidget(m_timelineArea, 1, 1);
    grid->setRowStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_timelineArea->setWidget(m_timeline);
    m_timelineArea->setWidgetResizable(true);
    m_timelineArea->setFrameShape(QFrame::NoFrame);
    m_timelineArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const QScrollArea* area : {m_area, m_timelineArea})
        connect(area->verticalScrollBar(), &QScrollBar::rangeChanged, this,
                &SimulationCharts::alignTimeline);
    alignTimeline();
    showChosenCharts();
}

/// A scroll bar beside one of both must not move the other's instants; and the timeline leaves the
/// charts their place however much happens.
void SimulationCharts::alignTimeline()
{
    constexpr int mostRows = 3;
    const auto barWidth = [](const QScrollArea* area) {
        const QScrollBar* bar = area->verticalScrollBar();
        return bar->maximum() > bar->minimum() ? bar->sizeHint().width() : 0;
    };
    m_timeline->setMargins(ChartPlot::leftMargin(font()),
                           ChartPlot::rightMargin + barWidth(m_area) - barWidth(m_timelineArea));
    const int most = mostRows * (fontMetrics().height() + 5) + 4;
    m_timelineArea->setFixedHeight(std::min(m_timeline->sizeHint().height(), most));
}

void SimulationCharts::buildButtons()
{
    for (QToolButton* button : {m_chartsButton, m_whole, m_export}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setIconSize({18, 18});
    }
    auto* charts = new QMenu(this);
    for (std::size_t i = 0; i < ChartCount; ++i) {
        m_choices[i] = charts->addAction(QString());
        m_choices[i]->setCheckable(true);
        m_choices[i]->setChecked(i == Throughput || i == Latency);
        connect(m_choices[i], &QAction::toggled, this, &SimulationCharts::showChosenCharts);
    }
    m_chartsButton->setMenu(charts);
    m_chartsButton->setPopupMode(QToolButton::InstantPopup);
    m_exportMenu->addAction(QString(), this, &SimulationCharts::pictureRequested);
    m_exportMenu->addAction(QString(), this, &SimulationCharts::tableRequested);
    m_export->setMenu(m_exportMenu);
    m_export->setPopupMode(QToolButton::InstantPopup);
    connect(m_whole, &QToolButton::clicked, this, &SimulationCharts::showWhole);
}

void SimulationCharts::addLine(Chart chart, const ResourceId& node)
{
    Line line{.chart = chart, .node = node};
    line.compared = plot(chart)->addGraph(); // below the other
    line.shown = plot(chart)->addGraph();
    for (QCPGraph* graph : {line.compared, line.shown}) {
        graph->setAdaptiveSampling(true);
        if (chart == Groups)
            graph->setLineStyle(QCPGraph::lsStepLeft);
    }
    m_lines.push_back(line);
}

void SimulationCharts::retranslate()
{
    const std::array<QString, ChartCount> names{
        tr("Chart of requests per second over time"), tr("Chart of latency over time"),
        tr("Chart of the share of failed requests over time"),
        tr("Chart of the sizes of groups over time"),
        tr("Chart of the utilization of resources over time")};
    const std::array<QString, ChartCount> choices{
        tr("Requests per second"), tr("Latency"), tr("Share of failed requests"),
        tr("Sizes of groups"), tr("Utilization of the selected resources")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_plots[i]->setAccessibleName(names[i]);
        m_choices[i]->setText(choices[i]);
    }
    const std::array<QString, GraphCount> words{tr("succeeded"),       tr("failed"),
                                                QStringLiteral("p50"), QStringLiteral("p95"),
                                                QStringLiteral("p99"), tr("failed")};
    for (std::size_t i = 0; i < words.size(); ++i)
        m_lines[i].name = words[i];
    const auto name = [](QToolButton* button, const QString& text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    name(m_chartsButton, tr("Choose charts"));
    name(m_whole, tr("Show the whole run"));
    name(m_export, tr("Export charts"));
    m_exportMenu->actions()[0]->setText(tr("&Picture (PNG)…"));
    m_exportMenu->actions()[1]->setText(tr("&Table (CSV)…"));
    m_timeline->retranslate();
    draw();
}

void SimulationCharts::setPens()
{
    std::array<std::size_t, ChartCount> places{};
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Line& line = m_lines[i];
        QPen pen = i < GraphCount ? penOf(i) : nodePen(places[line.chart]++);
        line.shown->setPen(pen);
        QColor faint = pen.color();
        faint.setAlpha(comparedOpacity);
        pen.setColor(faint);
        pen.setWidthF(1);
        line.compared->setPen(pen);
    }
    QColor fill = theme().blocked;
    fill.setAlpha(50);
    m_lines[FailureShare].shown->setBrush(fill);
}

void SimulationCharts::restyle()
{
    m_chartsButton->setIcon(actionIcon(QStringLiteral("speed")));
    m_whole->setIcon(actionIcon(QStringLiteral("fit")));
    m_export->setIcon(actionIcon(QStringLiteral("export")));
    setPens();
    for (ChartPlot* plot : m_plots)
        plot->restyle();
    alignTimeline();
    draw();
}

void SimulationCharts::showChosenCharts()
{
    ChartPlot* lowest = nullptr;
    for (std::size_t i = 0; i < ChartCount; ++i) {
        const bool isShown = m_choices[i]->isChecked();
        m_titles[i]->setVisible(isShown);
        m_plots[i]->setVisible(isShown);
        m_plots[i]->setTimesShown(false);
        if (isShown)
            lowest = m_plots[i];
    }
    if (lowest != nullptr)
        lowest->setTimesShown(true);
    if (!m_lines.empty())
        draw();
}

void SimulationCharts::clear()
{
    setRuns(nullptr, nullptr);
    showWhole();
}

void SimulationCharts::setRuns(const RunPointer& shown, const RunPointer& compared)
{
    const auto take = [this](Progress& progress, const RunPointer& run, QCPGraph* Line::*graph) {
        if (progress.run != run) {
            progress = {run, 0, 0};
            for (const Line& line : m_lines)
                (line.*graph)->data()->clear();
        }
        addSamples(progress, graph);
    };
    take(m_shown, shown, &Line::shown);
    take(m_compared, compared, &Line::compared);
    if (shown != nullptr)
        m_timeline->setEvents(eventsOf(*shown, m_controller.architecture()));
    else
        m_timeline->setEvents({});
    alignTimeline();
    if (!m_timer.isActive())
        m_timer.start();
}

void SimulationCharts::addSamples(Progress& progress, QCPGraph* Line::*graph)
{
    if (progress.run == nullptr)
        return;
    const auto add = [&](Graph line, double at, double value) {
        (m_lines[line].*graph)->addData(at, value);
    };
    const std::vector<SecondSample>& samples = progress.run->samples;
    for (; progress.samples < samples.size(); ++progress.samples) {
        const SecondSample& sample = samples[progress.samples];
        const double at = sample.atS;
        const auto succeeded = static_cast<double>(sample.succeeded);
        const auto failed = static_cast<double>(sample.failed);
        const double all = succeeded + failed;
        add(Succeeded, at, succeeded);
        add(Failed, at, failed);
        // Without answers there is no latency: the line has a gap.
        const bool hasLatency = sample.succeeded > 0;
        const double gap = qQNaN();
        add(Median, at, hasLatency ? sample.p50Ms : gap);
        add(P95, at, hasLatency ? sample.p95Ms : gap);
        add(P99, at, hasLatency ? sample.p99Ms : gap);
        add(FailureShare, at, all > 0 ? 100 * failed / all : 0);
    }
}

void SimulationCharts::setPosition(double seconds)
{
    m_positionS = seconds;
    m_timeline->setPosition(seconds);
    for (ChartPlot* plot : m_plots)
        plot->setPosition(seconds);
    if (!m_timer.isActive())
        m_timer.start();
}

double SimulationCharts::wholeSpan() const
{
    double end = shortestSpan;
    for (const Progress* progress : {&m_shown, &m_compared})
        if (progress->run != nullptr)
            end = std::max(end, progress->run->playedS);
    return end;
}

void SimulationCharts::zoomTo(double fromS, double toS)
{
    m_isZoomed = true;
    const double whole = wholeSpan();
    const double span = std::clamp(toS - fromS, closestZoom, whole);
    const double from = std::clamp(fromS, 0.0, whole - span);
    setSpan(from, from + span);
    draw();
}

void SimulationCharts::showWhole()
{
    m_isZoomed = false;
    draw();
}

void SimulationCharts::setSpan(double fromS, double toS)
{
    m_isSettingSpan = true;
    for (ChartPlot* plot : m_plots)
        plot->xAxis->setRange(fromS, toS);
    m_isSettingSpan = false;
    m_timeline->setSpan(fromS, toS);
    alignTimeline();
}

void SimulationCharts::showRange()
{
    constexpr int lowPlot = 100;
    if (!m_isZoomed)
        setSpan(0, wholeSpan());
    for (ChartPlot* plot : m_plots) {
        plot->yAxis->ticker()->setTickCount(plot->height() < lowPlot ? 2 : 4);
        double top = 0;
        for (int i = 0; i < plot->graphCount(); ++i) {
            bool isFound = false;
            const QCPRange range =
                plot->graph(i)->getValueRange(isFound, QCP::sdBoth, plot->xAxis->range());
            if (isFound && std::isfinite(range.upper))
                top = std::max(top, range.upper);
        }
        plot->yAxis->setRange(0, top > 0 ? top * 1.1 : 1);
    }
    QCPAxis* share = plot(Failures)->yAxis;
    share->setRange(0, std::clamp(share->range().upper, 1.0, 105.0));
}

void SimulationCharts::draw()
{
    chooseNodes();
    showRange();
    showTitles();
    for (ChartPlot* plot : m_plots)
        if (plot->isVisible())
            plot->replot(QCustomPlot::rpQueuedReplot);
}

/// What was added meanwhile was not drawn.
void SimulationCharts::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    draw();
}

bool SimulationCharts::handleKey(int key)
{
    const QCPRange range = plot(Throughput)->xAxis->range();
    const double step = range.size() / 5;
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomTo(range.lower + step, range.upper - step);
        return true;
    case Qt::Key_Minus:
        zoomTo(range.lower - step, range.upper + step);
        return true;
    case Qt::Key_Left:
        zoomTo(range.lower - step, range.upper - step);
        return true;
    case Qt::Key_Right:
        zoomTo(range.lower + step, range.upper + step);
        return true;
    case Qt::Key_Home:
    case Qt::Key_0:
        showWhole();
        return true;
    default:
        return false;
    }
}

} // namespace skydraft
