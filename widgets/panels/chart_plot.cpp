// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include "widgets/panels/chart_plot.h"

#include <QPainter>

#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr int topMargin = 6;
constexpr int bandOpacity = 60; // of 255

} // namespace

ChartPlot::ChartPlot(QWidget* parent)
    : QCustomPlot(parent)
    , m_position(makeLine())
    , m_hovered(makeLine())
{
    setMinimumSize(160, 64);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    const QSharedPointer<QCPAxisTickerTime> ticker(new QCPAxisTickerTime);
    ticker->setTimeFormat(QStringLiteral("%m:%s"));
    ticker->setTickCount(6);
    xAxis->setTicker(ticker);
    yAxis->ticker()->setTickCount(3);
    yAxis->setNumberFormat(QStringLiteral("gb"));
    yAxis->setNumberPrecision(4);
    setNoAntialiasingOnDrag(true);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    axisRect()->setRangeDrag(Qt::Horizontal);
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setAutoMargins(QCP::msBottom);
    restyle();
}

int ChartPlot::leftMargin(const QFont& font)
{
    return QFontMetrics(font).horizontalAdvance(QStringLiteral("000000")) + 12;
}

void ChartPlot::restyle()
{
    const QColor line = theme().outline;
    setBackground(QBrush(theme().base));
    QFont small = font();
    small.setPointSizeF(std::max(7.0, font().pointSizeF() - 1));
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(line);
        axis->setTickPen(line);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(theme().mutedText);
        axis->setTickLabelFont(small);
        axis->grid()->setPen(QPen(theme().grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    axisRect()->setMargins(QMargins(leftMargin(font()), topMargin, rightMargin, 0));
    axisRect()->setMinimumMargins(QMargins(0, 0, 0, 4));
    m_position->setPen(QPen(theme().accent, 1.6));
    m_hovered->setPen(QPen(theme().mutedText, 1, Qt::DotLine));
    for (const Band& band : m_bands) {
        QColor fill = band.of->pen().color();
        fill.setAlpha(bandOpacity);
        band.upper->setBrush(fill);
    }
}

void ChartPlot::setTimesShown(bool isShown)
{
    xAxis->setTickLabels(isShown);
}

void ChartPlot::setBand(QCPGraph* graph, const std::vector<BandPoint>& points)
{
    auto found = std::find_if(m_bands.begin(), m_bands.end(),
                              [&](const Band& band) { return band.of == graph; });
    if (found == m_bands.end()) {
        if (points.empty())
            return;
        Band band{graph, addGraph(), addGraph()};
        for (QCPGraph* edge : {band.lower, band.upper}) {
            edge->setPen(Qt::NoPen);
            edge->setSelectable(QCP::stNone);
        }
        band.upper->setChannelFillGraph(band.lower);
        found = m_bands.insert(m_bands.end(), band);
        restyle();
    }
    found->lower->data()->clear();
    found->upper->data()->clear();
    for (const BandPoint& point : points) {
        found->lower->addData(point.atS, point.lower);
        found->upper->addData(point.atS, point.upper);
    }
}

void ChartPlot::clearBands()
{
    for (const Band& band : m_bands) {
        removeGraph(band.upper);
        removeGraph(band.lower);
    }
    m_bands.clear();
}

QCPItemStraightLine* ChartPlot::makeLine()
{
    auto* line = new QCPItemStraightLine(this); // the plot owns it
    line->setSelectable(false);
    line->setVisible(false);
    return line;
}

void ChartPlot::place(QCPItemStraightLine* line, double seconds)
{
    line->setVisible(std::isfinite(seconds));
    line->point1->setCoords(seconds, 0);
    line->point2->setCoords(seconds, 1);
}

void ChartPlot::setPosition(double seconds)
{
    place(m_position, seconds);
}

void ChartPlot::setHovered(double seconds)
{
    place(m_hovered, seconds);
    replot(rpQueuedReplot);
}

void ChartPlot::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    const bool isInside = axisRect()->rect().contains(event->pos());
    if (onHovered)
        onHovered(isInside ? xAxis->pixelToCoord(event->pos().x()) : qQNaN());
}

void ChartPlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    QCustomPlot::mouseDoubleClickEvent(event);
    if (onWholeRangeWanted)
        onWholeRangeWanted();
}

void ChartPlot::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    if (onHovered)
        onHovered(qQNaN());
}

void ChartPlot::keyPressEvent(QKeyEvent* event)
{
    if (!onKey || !onKey(event->key()))
        QCustomPlot::keyPressEvent(event);
}

void ChartPlot::paintEvent(QPaintEvent* event)
{
    QCustomPlot::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setPen(QPen(theme().accent, 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void ChartPlot::focusInEvent(QFocusEvent* event)
{
    QCustomPlot::focusInEvent(event);
    update();
}

void ChartPlot::focusOutEvent(QFocusEvent* event)
{
    QCustomPlot::focusOutEvent(event);
    update();
}

} // namespace skydraft
