// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/fault_lane.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

#include "widgets/panels/simulation_words.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double margin = 10;
constexpr double edge = 6; // how near to the right end it is taken
constexpr double fewestRows = 3;

} // namespace

FaultLane::FaultLane(QWidget* parent)
    : QWidget(parent)
    , m_dropS(qQNaN())
{
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Faults over time"));
    setToolTip(
        tr("Drag a fault in time, stretch its right end, Del removes it; a double click adds "
           "one, and so does a drop of the handle above."));
}

double FaultLane::rowHeight() const
{
    return std::ceil(QFontMetricsF(font()).height()) + 8;
}

QSize FaultLane::sizeHint() const
{
    const double rows = std::max(fewestRows, static_cast<double>(m_rows.size()));
    return {320, static_cast<int>(rows * rowHeight() + QFontMetricsF(font()).height()) + 8};
}

void FaultLane::setRows(std::vector<Row> rows, double durationS)
{
    const bool isOther = rows.size() != m_rows.size();
    m_rows = std::move(rows);
    m_durationS = std::max(durationS, 1.0);
    m_wrong = -1;
    if (isOther)
        updateGeometry();
    setCurrent(m_current);
}

void FaultLane::setWrong(int row)
{
    m_wrong = row;
    update();
}

void FaultLane::setCurrent(int row)
{
    m_current = std::clamp(row, -1, static_cast<int>(m_rows.size()) - 1);
    QString words;
    if (m_current >= 0) {
        const Row& chosen = m_rows[static_cast<std::size_t>(m_current)];
        words = chosen.fault.durationS
                    ? tr("%1, at %2, for %3")
                          .arg(chosen.words, clockTime(chosen.fault.atS),
                               clockTime(*chosen.fault.durationS))
                    : tr("%1, at %2, to the end").arg(chosen.words, clockTime(chosen.fault.atS));
    }
    setAccessibleDescription(words);
    update();
}

double FaultLane::xOf(double seconds) const
{
    return margin + (width() - 2 * margin) * seconds / m_durationS;
}

double FaultLane::secondsAt(double x) const
{
    return (x - margin) / (width() - 2 * margin) * m_durationS;
}

QRectF FaultLane::barOf(int row) const
{
    const Fault& fault = m_rows.at(static_cast<std::size_t>(row)).fault;
    const double end = fault.durationS ? fault.atS + *fault.durationS : m_durationS;
    const double from = xOf(std::min(fault.atS, m_durationS));
    const double to = std::max(xOf(std::min(end, m_durationS)), from + 8);
    return {from, row * rowHeight() + 3, to - from, rowHeight() - 4};
}

int FaultLane::rowAt(const QPointF& at) const
{
    const int row = static_cast<int>(at.y() / rowHeight());
    return at.y() >= 0 && row < static_cast<int>(m_rows.size()) ? row : -1;
}

FaultLane::Grip FaultLane::gripAt(const QPointF& at) const
{
    const int row = rowAt(at);
    if (row < 0)
        return Grip::None;
    const QRectF bar = barOf(row);
    if (std::abs(at.x() - bar.right()) <= edge)
        return Grip::End;
    return bar.contains(at) ? Grip::Whole : Grip::None;
}

void FaultLane::paintRow(QPainter& painter, int row) const
{
    const Row& of = m_rows[static_cast<std::size_t>(row)];
    const QRectF bar = barOf(row);
    const bool isCurrent = row == m_current;
    QColor ground = row == m_wrong ? theme().error : theme().warning;
    ground.setAlpha(isCurrent ? 90 : 50);
    painter.setPen(QPen(isCurrent        ? theme().accent
                        : row == m_wrong ? theme().error
                                         : theme().warning,
                        isCurrent ? 2 : 1.2));
    painter.setBrush(ground);
    painter.drawRoundedRect(bar, 4, 4);
    if (!of.fault.durationS) { // it has no end: an arrow instead of an edge
        const QPointF tip(bar.right() - 4, bar.center().y());
        painter.drawPolyline(QPolygonF({tip + QPointF(-5, -5), tip, tip + QPointF(-5, 5)}));
    }
    QString words = QStringLiteral("%1  %2").arg(clockTime(of.fault.atS), of.words);
    if (row == m_wrong)
        words.prepend(QStringLiteral("⚠ "));
    const double width = QFontMetricsF(font()).horizontalAdvance(words) + 8;
    const double left = std::max(0.0, std::min(bar.left() + 6, this->width() - width - margin));
    painter.setPen(theme().text);
    painter.drawText(QRectF(left, bar.top(), width, bar.height()), Qt::AlignVCenter, words);
}

void FaultLane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().base);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = QFontMetricsF(font()).height();
    const double bottom = height() - line - 4;
    for (int i = 0; i <= 4; ++i) {
        const double x = xOf(m_durationS * i / 4);
        painter.setPen(theme().grid);
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom));
        painter.setPen(theme().mutedText);
        const int align = i == 0 ? Qt::AlignLeft : i == 4 ? Qt::AlignRight : Qt::AlignHCenter;
        const double left = i == 0 ? x : i == 4 ? x - 80 : x - 40;
        painter.drawText(QRectF(left, bottom + 2, 80, line), align, clockTime(m_durationS * i / 4));
    }
    if (m_rows.empty()) {
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(0, 0, width(), bottom), Qt::AlignCenter, tr("Nothing fails"));
    }
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row)
        paintRow(painter, row);
    if (std::isfinite(m_dropS)) {
        painter.setPen(QPen(theme().dropTarget, 2, Qt::DashLine));
        painter.drawLine(QPointF(xOf(m_dropS), 0), QPointF(xOf(m_dropS), bottom));
        painter.drawText(QRectF(xOf(m_dropS) + 4, 0, 80, line), Qt::AlignLeft, clockTime(m_dropS));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(hasFocus() ? QPen(theme().accent, 2) : QPen(theme().outline, 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void FaultLane::change(const Fault& fault)
{
    if (m_current < 0)
        return;
    m_rows[static_cast<std::size_t>(m_current)].fault = fault;
    setCurrent(m_current);
    emit faultChanged(m_current, fault);
}

void FaultLane::move(double atS)
{
    if (m_current < 0)
        return;
    Fault fault = m_rows[static_cast<std::size_t>(m_current)].fault;
    fault.atS = std::clamp(std::round(atS), 0.0, std::floor(m_durationS));
    change(fault);
}

/// As far as the end of the scenario it lasts to the end.
void FaultLane::stretch(double endS)
{
    if (m_current < 0)
        return;
    Fault fault = m_rows[static_cast<std::size_t>(m_current)].fault;
    const double lasts = std::max(std::round(endS - fault.atS), 1.0);
    fault.durationS = fault.atS + lasts >= m_durationS ? std::nullopt : std::optional(lasts);
    change(fault);
}

void FaultLane::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_grip = gripAt(event->position());
    if (m_grip == Grip::None)
        return;
    setCurrent(rowAt(event->position()));
    emit currentChanged(m_current);
    m_heldS =
        secondsAt(event->position().x()) - m_rows[static_cast<std::size_t>(m_current)].fault.atS;
}

void FaultLane::mouseMoveEvent(QMouseEvent* event)
{
    if ((event->buttons() & Qt::LeftButton) == 0) {
        const Grip grip = gripAt(event->position());
        setCursor(grip == Grip::End     ? Qt::SizeHorCursor
                  : grip == Grip::Whole ? Qt::OpenHandCursor
                                        : Qt::ArrowCursor);
        return;
    }
    if (m_grip == Grip::Whole)
        move(secondsAt(event->position().x()) - m_heldS);
    else if (m_grip == Grip::End)
        stretch(secondsAt(event->position().x()));
}

void FaultLane::mouseReleaseEvent(QMouseEvent*)
{
    m_grip = Grip::None;
}

void FaultLane::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (gripAt(event->position()) == Grip::None)
        emit addRequested(
            std::clamp(std::round(secondsAt(event->position().x())), 0.0, m_durationS));
}

void FaultLane::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasFormat(QLatin1String(faultMimeType)))
        event->acceptProposedAction();
}

void FaultLane::dragMoveEvent(QDragMoveEvent* event)
{
    m_dropS = std::clamp(std::round(secondsAt(event->position().x())), 0.0, m_durationS);
    update();
    event->acceptProposedAction();
}

void FaultLane::dragLeaveEvent(QDragLeaveEvent*)
{
    m_dropS = qQNaN();
    update();
}

void FaultLane::dropEvent(QDropEvent* event)
{
    m_dropS = qQNaN();
    update();
    event->acceptProposedAction();
    emit addRequested(std::clamp(std::round(secondsAt(event->position().x())), 0.0, m_durationS));
}

void FaultLane::keyPressEvent(QKeyEvent* event)
{
    const auto choose = [this](int row) {
        setCurrent(std::max(row, 0));
        emit currentChanged(m_current);
    };
    const bool hasCurrent = m_current >= 0;
    const Fault fault = hasCurrent ? m_rows[static_cast<std::size_t>(m_current)].fault : Fault{};
    const double step = (event->modifiers() & Qt::ControlModifier) != 0 ? 10 : 1;
    const bool isStretching = (event->modifiers() & Qt::ShiftModifier) != 0;
    const double end = fault.atS + fault.durationS.value_or(m_durationS - fault.atS);
    switch (event->key()) {
    case Qt::Key_Up:
        return choose(m_current - 1);
    case Qt::Key_Down:
        return choose(m_current + 1);
    case Qt::Key_Left:
        return isStretching ? stretch(end - step) : move(fault.atS - step);
    case Qt::Key_Right:
        return isStretching ? stretch(end + step) : move(fault.atS + step);
    case Qt::Key_Insert:
        emit addRequested(hasCurrent ? fault.atS : 0);
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (hasCurrent)
            emit removeRequested(m_current);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace skydraft
