// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/verdict_marks.h"

#include <QPainterPath>

namespace skydraft {
namespace {

QPainterPath octagon(const QRectF& rect)
{
    const double cut = rect.width() * 0.29;
    QPainterPath path;
    path.addPolygon(
        QPolygonF({rect.topLeft() + QPointF(cut, 0), rect.topRight() - QPointF(cut, 0),
                   rect.topRight() + QPointF(0, cut), rect.bottomRight() - QPointF(0, cut),
                   rect.bottomRight() - QPointF(cut, 0), rect.bottomLeft() + QPointF(cut, 0),
                   rect.bottomLeft() - QPointF(0, cut), rect.topLeft() + QPointF(0, cut)}));
    path.closeSubpath();
    return path;
}

QPainterPath triangle(const QRectF& rect)
{
    QPainterPath path(QPointF(rect.center().x(), rect.top() - 1));
    path.lineTo(rect.right() + 1.5, rect.bottom());
    path.lineTo(rect.left() - 1.5, rect.bottom());
    path.closeSubpath();
    return path;
}

QPainterPath diamond(const QRectF& rect)
{
    const QRectF wide = rect.adjusted(-1.5, -1.5, 1.5, 1.5);
    const QPointF middle = wide.center();
    QPainterPath path(QPointF(middle.x(), wide.top()));
    path.lineTo(wide.right(), middle.y());
    path.lineTo(middle.x(), wide.bottom());
    path.lineTo(wide.left(), middle.y());
    path.closeSubpath();
    return path;
}

QColor colorOf(NodeMark mark, const Theme& theme)
{
    switch (mark) {
    case NodeMark::Reachable:
        return theme.allowed;
    case NodeMark::Warning:
        return theme.warning;
    case NodeMark::Unknown:
        return theme.unknown;
    case NodeMark::Error:
        return theme.error;
    case NodeMark::Blocked:
        return theme.blocked;
    case NodeMark::None:
        break;
    }
    return theme.mutedText;
}

QPainterPath shapeOf(NodeMark mark, const QRectF& rect)
{
    if (mark == NodeMark::Warning)
        return triangle(rect);
    if (mark == NodeMark::Unknown)
        return diamond(rect);
    if (mark != NodeMark::Reachable)
        return octagon(rect);
    QPainterPath disc;
    disc.addEllipse(rect.adjusted(2, 2, -2, -2));
    return disc;
}

void paintSign(QPainter& painter, const QRectF& rect, const QString& sign, int pixels,
               const QColor& color)
{
    QFont font = painter.font();
    font.setPixelSize(pixels);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(rect, Qt::AlignCenter, sign);
}

} // namespace

void paintNodeMark(QPainter& painter, const QRectF& rect, NodeMark mark, const Theme& theme,
                   int count)
{
    QPen rim(theme.canvas, 1.6);
    rim.setJoinStyle(Qt::RoundJoin);
    painter.setPen(rim);
    painter.setBrush(colorOf(mark, theme));
    painter.drawPath(shapeOf(mark, rect));
    const QPointF middle = rect.center();
    const double reach = rect.width() * 0.18;
    QPen stroke(theme.canvas, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (mark == NodeMark::Blocked) {
        painter.setPen(stroke);
        painter.drawLine(middle - QPointF(reach, reach), middle + QPointF(reach, reach));
        painter.drawLine(middle - QPointF(reach, -reach), middle + QPointF(reach, -reach));
    } else if (mark == NodeMark::Reachable) {
        painter.setPen(stroke);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(
            QPolygonF({middle + QPointF(-reach, 0.2), middle + QPointF(-reach * 0.25, reach * 0.75),
                       middle + QPointF(reach, -reach * 0.7)}));
    } else if (mark == NodeMark::Unknown) {
        paintSign(painter, rect, QStringLiteral("?"), 12, theme.canvas);
    } else if (count > 0) {
        const QString sign = count == 1  ? QStringLiteral("!")
                             : count > 9 ? QStringLiteral("9+")
                                         : QString::number(count);
        const bool isWarning = mark == NodeMark::Warning;
        paintSign(painter, isWarning ? rect.translated(0, 2.5) : rect, sign, isWarning ? 10 : 11,
                  theme.canvas);
    }
}

void paintGlobe(QPainter& painter, const QRectF& rect, const QColor& line, const QColor& ground)
{
    const QPointF middle = rect.center();
    const double radius = rect.width() / 2;
    painter.setPen(QPen(line, 1.4));
    painter.setBrush(ground);
    painter.drawEllipse(middle, radius, radius);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(middle, radius * 0.45, radius);
    painter.drawLine(middle - QPointF(radius, 0), middle + QPointF(radius, 0));
}

void paintCross(QPainter& painter, const QPointF& middle, double radius, const Theme& theme)
{
    painter.setPen(QPen(theme.canvas, 1.6));
    painter.setBrush(theme.blocked);
    painter.drawEllipse(middle, radius, radius);
    const double reach = radius * 0.42;
    painter.setPen(QPen(theme.canvas, radius * 0.24, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(middle - QPointF(reach, reach), middle + QPointF(reach, reach));
    painter.drawLine(middle - QPointF(reach, -reach), middle + QPointF(reach, -reach));
}

} // namespace skydraft
