// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/simulation_timeline.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/common/type_icons.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double iconSize = 14;
constexpr double widestWords = 320;
constexpr int mostRows = 40;
constexpr double gap = 6;

} // namespace

SimulationTimeline::SimulationTimeline(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    retranslate();
}

void SimulationTimeline::retranslate()
{
    setAccessibleName(tr("Timeline of what happened"));
    choose(m_current);
    layOut();
}

void SimulationTimeline::setEvents(std::vector<SimulationEvent> events)
{
    m_events = std::move(events);
    if (m_current >= count())
        m_current = -1;
    layOut();
}

void SimulationTimeline::setSpan(double fromS, double toS)
{
    m_fromS = fromS;
    m_toS = std::max(toS, fromS + 1e-3);
    layOut();
}

void SimulationTimeline::setMargins(int left, int right)
{
    m_left = left;
    m_right = right;
    layOut();
}

void SimulationTimeline::setPosition(double seconds)
{
    m_positionS = seconds;
    update();
}

double SimulationTimeline::xOf(double seconds) const
{
    return m_left + (seconds - m_fromS) / (m_toS - m_fromS) * (width() - m_left - m_right);
}

double SimulationTimeline::rowHeight() const
{
    return std::ceil(QFontMetricsF(font()).height()) + 4;
}

QSize SimulationTimeline::sizeHint() const
{
    return {200, static_cast<int>(std::ceil(m_rows * rowHeight())) + 4};
}

QString SimulationTimeline::wordsOf(const SimulationEvent& event) const
{
    return event.where.isEmpty() ? event.what
                                 : QStringLiteral("%1: %2").arg(event.where, event.what);
}

/// Each event in the first row that has place for its words.
void SimulationTimeline::layOut()
{
    m_placed.clear();
    const QFontMetricsF metrics(font());
    std::vector<double> ends; // of each row
    for (int i = 0; i < count(); ++i) {
        const SimulationEvent& event = m_events[static_cast<std::size_t>(i)];
        const bool isBar = event.kind == SimulationEvent::Kind::Fault;
        const double lastS = !isBar ? event.atS : event.untilS >= 0 ? event.untilS : m_toS;
        if (event.atS > m_toS || lastS < m_fromS)
            continue;
        const double from = std::max(xOf(event.atS), static_cast<double>(m_left));
        const double words =
            std::min(metrics.horizontalAdvance(wordsOf(event)), widestWords) + iconSize + gap;
        // Near the right edge words stand to the left of their instant.
        const double room = width() - m_right - from;
        const double left = room >= words ? from : std::max(from - (words - room), double(m_left));
        double end = left + words + gap;
        if (isBar)
            end = std::max(end, std::min(xOf(lastS), double(width() - m_right)) + 2);
        std::size_t row = 0;
        while (row < ends.size() && ends[row] > left)
            ++row;
        if (row >= mostRows)
            break;
        if (row == ends.size())
            ends.push_back(0);
        ends[row] = end;
        const double top = 2 + static_cast<double>(row) * rowHeight();
        Placed placed{i, QRectF(left, top, words, rowHeight() - 2), {}, -1};
        if (isBar) {
            placed.bar = QRectF(from, top, std::max(xOf(lastS) - from, 3.0), rowHeight() - 2)
                         & QRectF(m_left, 0, width() - m_left - m_right, height() + 1e6);
            placed.noticedX = event.noticedS < 0 ? -1 : xOf(event.noticedS);
        }
        m_placed.push_back(placed);
    }
    const int rows = std::max(1, static_cast<int>(ends.size()));
    if (std::exchange(m_rows, rows) != rows) {
        setMinimumHeight(sizeHint().height());
        updateGeometry();
    }
    update();
}

QRectF SimulationTimeline::placeOf(int event) const
{
    for (const Placed& placed : m_placed)
        if (placed.event == event)
            return placed.pill;
    return {};
}

int SimulationTimeline::eventAt(const QPointF& at) const
{
    for (const Placed& placed : m_placed)
        if (placed.pill.contains(at) || placed.bar.contains(at))
            return placed.event;
    return -1;
}

void SimulationTimeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().base);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_events.empty()) {
        painter.setPen(theme().mutedText);
        painter.drawText(rect().adjusted(m_left, 0, -m_right, 0), Qt::AlignVCenter,
                         tr("Nothing has happened yet"));
    }
    for (const Placed& placed : m_placed)
        paintEventAt(painter, placed);
    if (std::isfinite(m_positionS) && m_positionS >= m_fromS && m_positionS <= m_toS) {
        painter.setPen(QPen(theme().accent, 1.6));
        painter.drawLine(QPointF(xOf(m_positionS), 0), QPointF(xOf(m_positionS), height()));
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void SimulationTimeline::paintEventAt(QPainter& painter, const Placed& placed) const
{
    const SimulationEvent& event = m_events[static_cast<std::size_t>(placed.event)];
    const QColor color = colorOf(event.kind);
    if (!placed.bar.isNull()) {
        QColor ground = color;
        ground.setAlpha(38);
        painter.fillRect(placed.bar, ground);
        // Until somebody noticed, it is hatched: the difference is not one of colour alone.
        QRectF unnoticed = placed.bar;
        if (placed.noticedX >= 0)
            unnoticed.setRight(std::clamp(placed.noticedX, unnoticed.left(), unnoticed.right()));
        ground.setAlpha(110);
        painter.fillRect(unnoticed, QBrush(ground, Qt::BDiagPattern));
        painter.setPen(QPen(color, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(placed.bar);
    }
    QColor ground = theme().base;
    ground.setAlpha(225);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(placed.pill.adjusted(0, 1, 0, -1), 3, 3);
    if (placed.event == m_current && hasFocus()) {
        painter.setPen(QPen(theme().accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(placed.pill.adjusted(0, 1, 0, -1), 3, 3);
    }
    const QRectF icon(placed.pill.left() + 1, placed.pill.center().y() - iconSize / 2, iconSize,
                      iconSize);
    coloredIcon(iconOf(event.kind), color).paint(&painter, icon.toRect());
    painter.setPen(theme().text);
    const QRectF words = placed.pill.adjusted(iconSize + 4, 0, 0, 0);
    painter.drawText(
        words, Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetricsF(font()).elidedText(wordsOf(event), Qt::ElideRight, words.width() + 1));
}

void SimulationTimeline::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int hit = eventAt(event->position());
    if (hit < 0)
        return;
    choose(hit);
    emit seekRequested(m_events[static_cast<std::size_t>(hit)].atS);
}

void SimulationTimeline::mouseMoveEvent(QMouseEvent* event)
{
    setCursor(eventAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void SimulationTimeline::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        return choose(std::max(m_current - 1, 0));
    case Qt::Key_Right:
    case Qt::Key_Down:
        return choose(m_current + 1);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(count() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0)
            emit seekRequested(m_events[static_cast<std::size_t>(m_current)].atS);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

/// What is chosen is told to screen readers as the description.
void SimulationTimeline::choose(int event)
{
    m_current = std::min(event, count() - 1);
    if (m_current >= 0) {
        const SimulationEvent& chosen = m_events[static_cast<std::size_t>(m_current)];
        setAccessibleDescription(
            tr("%1, %2. Enter goes there.").arg(clockTime(chosen.atS), wordsOf(chosen)));
    } else {
        setAccessibleDescription(QString());
    }
    update();
}

void SimulationTimeline::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void SimulationTimeline::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (m_current < 0 && !m_events.empty())
        choose(0);
}

bool SimulationTimeline::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int hit = eventAt(help->pos());
        if (hit >= 0) {
            const SimulationEvent& at = m_events[static_cast<std::size_t>(hit)];
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("%1  %2").arg(clockTime(at.atS), wordsOf(at)), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace skydraft
