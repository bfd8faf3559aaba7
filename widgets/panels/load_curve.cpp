// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/load_curve.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "widgets/panels/simulation_words.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double handle = 5;  // radius of a point
constexpr double reach = 9;   // how far from a point it is still taken
constexpr double apart = 0.1; // seconds between two points at least
constexpr double headroom = 1.25;

double rounded(double value, double step)
{
    return std::round(value / step) * step;
}

} // namespace

LoadCurve::LoadCurve(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Curve of the load"));
}

void LoadCurve::setLoad(const Load& load, double ratePerS, double durationS)
{
    m_durationS = std::max(durationS, 1.0);
    m_isTrace = load.shape == "trace";
    const auto shape = shapeOf(load, ratePerS, m_durationS, {});
    m_shape = shape ? std::optional(*shape) : std::nullopt;
    m_points = m_isTrace && m_shape ? m_shape->points : Points{};
    m_current = std::min(m_current, static_cast<int>(m_points.size()) - 1);
    if (!m_isDragging)
        m_most = m_shape ? std::max(m_shape->highest() * headroom, 1.0) : 1;
    setFocusPolicy(m_isTrace ? Qt::StrongFocus : Qt::NoFocus);
    setToolTip(m_isTrace ? tr("Drag points. Press beside the line to add one, Del removes it.")
                         : QString());
    update();
}

QRectF LoadCurve::area() const
{
    const QFontMetrics metrics(font());
    return QRectF(rect()).adjusted(metrics.horizontalAdvance(QStringLiteral("000000")) + 8, 8, -12,
                                   -metrics.height() - 4);
}

QPointF LoadCurve::placeOf(double seconds, double ratePerS) const
{
    const QRectF in = area();
    return {in.left() + in.width() * seconds / m_durationS,
            in.bottom() - in.height() * ratePerS / m_most};
}

QPointF LoadCurve::placeOf(std::size_t point) const
{
    return placeOf(m_points.at(point).first, m_points.at(point).second);
}

std::pair<double, double> LoadCurve::valueAt(const QPointF& at) const
{
    const QRectF in = area();
    const double seconds = (at.x() - in.left()) / in.width() * m_durationS;
    const double rate = (in.bottom() - at.y()) / in.height() * m_most;
    return {std::clamp(seconds, 0.0, m_durationS), std::clamp(rate, 0.0, highestRate)};
}

int LoadCurve::pointAt(const QPointF& at) const
{
    for (std::size_t i = 0; i < m_points.size(); ++i)
        if (QLineF(placeOf(i), at).length() <= reach)
            return static_cast<int>(i);
    return -1;
}

void LoadCurve::paintAxes(QPainter& painter) const
{
    const QRectF in = area();
    painter.setPen(theme().grid);
    for (int i = 0; i <= 4; ++i)
        painter.drawLine(QPointF(in.left() + in.width() * i / 4, in.top()),
                         QPointF(in.left() + in.width() * i / 4, in.bottom()));
    painter.setPen(theme().outline);
    painter.drawLine(in.bottomLeft(), in.bottomRight());
    painter.drawLine(in.topLeft(), in.bottomLeft());
    painter.setPen(theme().mutedText);
    const double line = QFontMetricsF(font()).height();
    const auto rate = [](double value) {
        return QLocale().toString(value, 'f', value < 10 && value > 0 ? 1 : 0);
    };
    painter.drawText(QRectF(0, in.top() - 4, in.left() - 5, line), Qt::AlignRight, rate(m_most));
    painter.drawText(QRectF(0, in.bottom() - line + 3, in.left() - 5, line), Qt::AlignRight,
                     rate(0));
    painter.drawText(QRectF(0, in.center().y() - line / 2, in.left() - 5, line), Qt::AlignRight,
                     rate(m_most / 2));
    painter.drawText(QRectF(in.left(), in.bottom() + 2, 90, line), Qt::AlignLeft, clockTime(0));
    painter.drawText(QRectF(in.right() - 90, in.bottom() + 2, 90, line), Qt::AlignRight,
                     clockTime(m_durationS));
    painter.drawText(QRectF(in.center().x() - 70, in.bottom() + 2, 140, line), Qt::AlignHCenter,
                     tr("Requests/s"));
}

void LoadCurve::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().base);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    if (m_shape) {
        const QRectF in = area();
        QPainterPath path(placeOf(0, m_shape->at(0)));
        for (int x = 1; x <= static_cast<int>(in.width()); ++x) {
            const double seconds = x / in.width() * m_durationS;
            path.lineTo(placeOf(seconds, m_shape->at(seconds)));
        }
        painter.setPen(QPen(theme().load, 2));
        painter.setBrush(Qt::NoBrush);
        painter.setClipRect(in.adjusted(-handle, -handle, handle, handle));
        painter.drawPath(path);
        for (std::size_t i = 0; i < m_points.size(); ++i) {
            const bool isCurrent = static_cast<int>(i) == m_current;
            painter.setPen(QPen(isCurrent ? theme().accent : theme().load, 2));
            painter.setBrush(isCurrent ? theme().accent : theme().base);
            painter.drawEllipse(placeOf(i), handle, handle);
        }
        painter.setClipping(false);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(hasFocus() ? QPen(theme().accent, 2) : QPen(theme().outline, 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

/// What was moved is drawn at once; the owner hears of it.
void LoadCurve::adopt()
{
    if (m_shape) {
        m_shape->kind = LoadShape::Curve;
        m_shape->points = m_points;
    }
    choose(m_current);
    emit pointsChanged();
}

void LoadCurve::choose(int point)
{
    m_current = std::clamp(point, -1, static_cast<int>(m_points.size()) - 1);
    QString words;
    if (m_current >= 0) {
        const auto& [seconds, rate] = m_points[static_cast<std::size_t>(m_current)];
        words = tr("Point %1 of %2: %3, %4 requests/s")
                    .arg(m_current + 1)
                    .arg(m_points.size())
                    .arg(clockTime(seconds), QLocale().toString(rate, 'f', 1));
    }
    setAccessibleDescription(words);
    update();
}

void LoadCurve::insert(double seconds, double ratePerS)
{
    auto after = std::upper_bound(m_points.begin(), m_points.end(), seconds,
                                  [](double at, const auto& point) { return at < point.first; });
    const bool isTooNear = (after != m_points.end() && after->first - seconds < apart)
                           || (after != m_points.begin() && seconds - (after - 1)->first < apart);
    if (isTooNear)
        return;
    after = m_points.insert(after, {seconds, ratePerS});
    m_current = static_cast<int>(after - m_points.begin());
    adopt();
}

/// Never past a neighbour: times of a trace ascend.
void LoadCurve::moveCurrent(double seconds, double ratePerS)
{
    if (m_current < 0)
        return;
    const auto place = static_cast<std::size_t>(m_current);
    const double least = place == 0 ? 0 : m_points[place - 1].first + apart;
    const double most =
        place + 1 == m_points.size() ? m_durationS : m_points[place + 1].first - apart;
    m_points[place] = {std::max(least, std::min(rounded(seconds, 0.1), std::max(most, least))),
                       std::clamp(rounded(ratePerS, m_most >= 100 ? 1 : 0.1), 0.0, highestRate)};
    adopt();
}

void LoadCurve::removeCurrent()
{
    if (m_current < 0 || m_points.size() < 2) // a trace has one point at least
        return;
    m_points.erase(m_points.begin() + m_current);
    adopt();
}

void LoadCurve::mousePressEvent(QMouseEvent* event)
{
    if (!m_isTrace || event->button() != Qt::LeftButton)
        return;
    const int hit = pointAt(event->position());
    m_isDragging = true;
    if (hit >= 0) {
        choose(hit);
    } else {
        const auto [seconds, rate] = valueAt(event->position());
        insert(rounded(seconds, 0.1), rounded(rate, m_most >= 100 ? 1 : 0.1));
    }
}

void LoadCurve::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isDragging || (event->buttons() & Qt::LeftButton) == 0)
        return;
    const auto [seconds, rate] = valueAt(event->position());
    moveCurrent(seconds, rate);
}

void LoadCurve::mouseReleaseEvent(QMouseEvent*)
{
    if (!std::exchange(m_isDragging, false))
        return;
    if (m_shape)
        m_most = std::max(m_shape->highest() * headroom, 1.0);
    update();
}

void LoadCurve::keyPressEvent(QKeyEvent* event)
{
    if (!m_isTrace || m_points.empty())
        return QWidget::keyPressEvent(event);
    const auto [seconds, rate] = m_points[static_cast<std::size_t>(std::max(m_current, 0))];
    const bool isMoving = (event->modifiers() & Qt::ControlModifier) != 0;
    const double step = m_durationS / 100;
    const double rateStep = std::max(m_most / 50, 0.1);
    switch (event->key()) {
    case Qt::Key_Left:
        return isMoving ? moveCurrent(seconds - step, rate) : choose(std::max(m_current - 1, 0));
    case Qt::Key_Right:
        return isMoving ? moveCurrent(seconds + step, rate) : choose(m_current + 1);
    case Qt::Key_Up:
        return moveCurrent(seconds, rate + rateStep);
    case Qt::Key_Down:
        return moveCurrent(seconds, rate - rateStep);
    case Qt::Key_Insert:
        return insert(rounded(std::min(seconds + 10 * step, m_durationS), 0.1), rate);
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return removeCurrent();
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace skydraft
