// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include <QLocale>
#include <QPainter>
#include <QScrollArea>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/panels/chart_plot.h"
#include "widgets/panels/simulation_charts.h"
#include "widgets/panels/simulation_table.h"
#include "widgets/panels/simulation_timeline.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

// Which resources the charts show, what stands in their titles, and their export.

namespace skydraft {
namespace {

constexpr std::size_t mostLines = 6;
constexpr std::size_t fixedLines = 6; // of all requests
constexpr double pictureScale = 2;

QString lineSample(Qt::PenStyle style)
{
    return style == Qt::DashLine  ? QStringLiteral("╍╍")
           : style == Qt::DotLine ? QStringLiteral("┅┅")
                                  : QStringLiteral("━━");
}

} // namespace

std::vector<ResourceId> SimulationCharts::wantedNodes(Chart chart) const
{
    std::vector<ResourceId> wanted;
    if (m_shown.run == nullptr)
        return wanted;
    if (chart == Groups) {
        for (const auto& [id, points] : m_shown.run->nodes) {
            const Resource* resource = m_controller.architecture().find(id);
            if (resource != nullptr
                && m_controller.catalogue().typeOrGeneric(resource->type).behaviour
                       == BehaviourKind::ScalingGroup)
                wanted.push_back(id);
        }
    } else {
        for (const ResourceId& id : m_controller.selectedResources())
            if (m_shown.run->nodes.contains(id))
                wanted.push_back(id);
        if (wanted.empty()) { // nothing is selected: the busiest
            std::vector<std::pair<double, ResourceId>> busy;
            for (const auto& [id, points] : m_shown.run->nodes) {
                double sum = 0;
                for (const NodePoint& point : points)
                    sum += point.load;
                busy.emplace_back(-sum, id);
            }
            std::sort(busy.begin(), busy.end());
            for (const auto& [load, id] : busy)
                wanted.push_back(id);
        }
    }
    if (wanted.size() > mostLines)
        wanted.resize(mostLines);
    return wanted;
}

/// The lines of resources: made anew where others are wanted, filled where points were added.
void SimulationCharts::chooseNodes()
{
    if (m_lines.size() < fixedLines)
        return;
    std::vector<std::pair<Chart, ResourceId>> wanted, present;
    for (const Chart chart : {Groups, Utilization})
        if (m_choices[static_cast<std::size_t>(chart)]->isChecked())
            for (const ResourceId& id : wantedNodes(chart))
                wanted.emplace_back(chart, id);
    for (std::size_t i = fixedLines; i < m_lines.size(); ++i)
        present.emplace_back(m_lines[i].chart, m_lines[i].node);
    if (wanted != present) {
        for (std::size_t i = fixedLines; i < m_lines.size(); ++i) {
            plot(m_lines[i].chart)->removeGraph(m_lines[i].shown);
            plot(m_lines[i].chart)->removeGraph(m_lines[i].compared);
        }
        m_lines.resize(fixedLines);
        for (const auto& [chart, id] : wanted)
            addLine(chart, id);
        setPens();
    }
    fillNodes(m_shown, &Line::shown);
    fillNodes(m_compared, &Line::compared);
}

void SimulationCharts::fillNodes(const Progress& progress, QCPGraph* Line::*graph)
{
    for (std::size_t i = fixedLines; i < m_lines.size(); ++i) {
        Line& line = m_lines[i];
        line.name = resourceName(line.node.value(), m_controller.architecture());
        QCPGraphDataContainer& values = *(line.*graph)->data();
        const auto found = progress.run == nullptr ? decltype(progress.run->nodes.end()){}
                                                   : progress.run->nodes.find(line.node);
        if (progress.run == nullptr || found == progress.run->nodes.end()) {
            values.clear();
            continue;
        }
        const std::vector<NodePoint>& points = found->second;
        for (auto place = static_cast<std::size_t>(values.size()); place < points.size(); ++place)
            values.add(QCPGraphData(points[place].atS, line.chart == Groups
                                                           ? points[place].inService
                                                           : 100 * points[place].load));
    }
}

/// The value of a line at the hovered instant, as text; empty where it has none.
QString SimulationCharts::valueAt(const QCPGraph& graph) const
{
    const auto& values = *graph.data();
    if (!std::isfinite(m_hoveredS) || values.isEmpty())
        return {};
    auto found = values.findBegin(m_hoveredS); // the last one before
    if (found == values.constEnd() || found->key > m_hoveredS + 1)
        return {};
    if (found + 1 != values.constEnd()
        && std::abs((found + 1)->key - m_hoveredS) < std::abs(found->key - m_hoveredS))
        ++found;
    if (!std::isfinite(found->value) || std::abs(found->key - m_hoveredS) > 60)
        return QStringLiteral("–");
    const int decimals = found->value < 10 && found->value != std::floor(found->value) ? 2
                         : found->value != std::floor(found->value)                    ? 1
                                                                                       : 0;
    return QLocale().toString(found->value, 'f', decimals);
}

/// Each title says which line is which and, under the mouse, what it was then.
void SimulationCharts::showTitles()
{
    const std::array<QString, ChartCount> titles{tr("Requests/s"), tr("Latency, ms"),
                                                 tr("Failed, %"), tr("Instances in service"),
                                                 tr("Utilization, %")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        QString text = QStringLiteral("<b>%1</b>").arg(titles[i]);
        if (std::isfinite(m_hoveredS))
            text += QStringLiteral(" · %1").arg(clockTime(m_hoveredS));
        QString plain = titles[i];
        for (const Line& line : m_lines) {
            if (line.chart != static_cast<Chart>(i))
                continue;
            const QString value = valueAt(*line.shown);
            const QString other = m_compared.run == nullptr ? QString() : valueAt(*line.compared);
            text += QStringLiteral("&nbsp; <span style=\"color: %1\">%2</span>&nbsp;%3")
                        .arg(line.shown->pen().color().name(),
                             lineSample(line.shown->pen().style()), line.name.toHtmlEscaped());
            if (!value.isEmpty()) {
                text += QStringLiteral("&nbsp;<b>%1</b>").arg(value);
                plain += QStringLiteral(", %1 %2").arg(line.name, value);
            }
            if (!other.isEmpty())
                text += QStringLiteral("&nbsp;(%1)").arg(other);
        }
        if (m_compared.run != nullptr)
            text += QStringLiteral("&nbsp; · %1")
                        .arg(tr("thin: %1")
                                 .arg(nameOf(*m_compared.run, m_controller.architecture())
                                          .toHtmlEscaped()));
        if (m_repeated != nullptr && (i == Throughput || i == Latency))
            text += QStringLiteral("&nbsp; · %1")
                        .arg(tr("band: 95 % interval of %1 runs").arg(m_repeated->replications));
        if (m_titles[i]->text() != text)
            m_titles[i]->setText(text);
        m_plots[i]->setAccessibleDescription(plain);
        m_titles[i]->setMinimumWidth(10); // it may be cut; it must not widen the panel
    }
}

void SimulationCharts::setRepeated(const std::shared_ptr<const SimulationResult>& repeated)
{
    if (m_repeated == repeated)
        return;
    m_repeated = repeated;
    showBands();
    draw();
}

/// In the order of the lines that every run has; a share of failures has no interval.
void SimulationCharts::showBands()
{
    const std::array<Interval SecondBand::*, fixedLines - 1> intervals{
        &SecondBand::succeeded, &SecondBand::failed, &SecondBand::p50Ms, &SecondBand::p95Ms,
        &SecondBand::p99Ms};
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        std::vector<ChartPlot::BandPoint> points;
        if (m_repeated != nullptr)
            for (const SecondBand& second : m_repeated->confidence.series)
                if (const Interval& interval = second.*intervals[i]; interval.isKnown())
                    points.push_back(
                        {second.atS, std::max(interval.low, 0.0), std::max(interval.high, 0.0)});
        plot(m_lines[i].chart)->setBand(m_lines[i].shown, points);
    }
}

void SimulationCharts::showHovered(double seconds)
{
    m_hoveredS = std::isfinite(seconds) && seconds >= 0 ? seconds : qQNaN();
    for (ChartPlot* plot : m_plots)
        if (plot->isVisible())
            plot->setHovered(m_hoveredS);
    showTitles();
}

QPixmap SimulationCharts::picture()
{
    QWidget& stack = *m_area->widget();
    const QSize size(stack.width(), stack.height() + m_timeline->height() + 2);
    QPixmap result(size * pictureScale);
    result.setDevicePixelRatio(pictureScale);
    result.fill(theme().window);
    QPainter painter(&result);
    for (std::size_t i = 0; i < ChartCount; ++i) {
        if (!m_choices[i]->isChecked())
            continue;
        m_titles[i]->render(&painter, m_titles[i]->pos(), QRegion(), QWidget::DrawChildren);
        painter.drawPixmap(
            m_plots[i]->pos(),
            m_plots[i]->toPixmap(m_plots[i]->width(), m_plots[i]->height(), pictureScale));
    }
    m_timeline->render(&painter, QPoint(0, stack.height() + 2), QRegion(), QWidget::DrawChildren);
    return result;
}

QString SimulationCharts::table() const
{
    std::vector<RunPointer> runs;
    for (const Progress* progress : {&m_shown, &m_compared})
        if (progress->run != nullptr)
            runs.push_back(progress->run);
    return runsAsTable(runs, m_controller.architecture());
}

} // namespace skydraft
