// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/empty_hint.h"

#include <QPainterPath>

#include "widgets/canvas/canvas_marks.h"
#include "widgets/canvas/text_fit.h"
#include "widgets/common/type_icons.h"
#include "widgets/theme/theme.h"

#include <array>
#include <cmath>

namespace skydraft {
namespace {

constexpr double width = 460;
constexpr double height = 250;

QRectF panel(const QRectF& canvas)
{
    return {std::round(canvas.center().x() - width / 2),
            std::round(canvas.center().y() - height / 2), width, height};
}

QFont scaled(const QFont& base, int pixels, QFont::Weight weight)
{
    QFont font = nameFont(base);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

/// An arrow from the middle to the left, where the palette is.
void paintArrow(QPainter& painter, const QPointF& start, const QColor& color)
{
    QPainterPath path(start);
    path.cubicTo(start + QPointF(-30, -4), start + QPointF(-52, 8), start + QPointF(-74, 26));
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const QPointF tip = start + QPointF(-74, 26);
    painter.drawPolyline(QPolygonF({tip + QPointF(3, -11), tip, tip + QPointF(12, -2)}));
}

} // namespace

QRectF EmptyHint::exampleRect(const QRectF& canvas, const QFont& font)
{
    const QFontMetricsF metrics(scaled(font, 14, QFont::Medium));
    const double length = std::ceil(metrics.horizontalAdvance(tr("Open the example"))) + 36;
    const QRectF at = panel(canvas);
    return {std::round(at.center().x() - length / 2), at.bottom() - 36, length, 36};
}

void EmptyHint::paint(QPainter& painter, const QRectF& canvas)
{
    const Theme& colors = theme();
    const QFont base = painter.font();
    const QRectF at = panel(canvas);
    const double ratio = painter.device()->devicePixelRatioF();
    constexpr std::array icons{"clients", "elb-application", "ec2-instance", "rds-instance"};
    constexpr double side = 48;
    constexpr double step = side + 44;
    const double total = step * (icons.size() - 1) + side;
    double x = std::round(at.center().x() - total / 2);
    painter.save();
    for (std::size_t i = 0; i < icons.size(); ++i) {
        const QRectF rect(x, at.top(), side, side);
        painter.setOpacity(0.9);
        painter.drawImage(rect,
                          typeIconImage(icons.at(i), static_cast<int>(std::lround(side * ratio))));
        painter.setOpacity(1);
        if (i + 1 < icons.size()) {
            painter.setPen(QPen(colors.connector, 1.7));
            painter.drawLine(QPointF(rect.right() + 6, rect.center().y()),
                             QPointF(rect.right() + 32, rect.center().y()));
            painter.setPen(Qt::NoPen);
            painter.setBrush(colors.connector);
            const QPointF tip(rect.right() + 39, rect.center().y());
            painter.drawPolygon(QPolygonF({tip, tip + QPointF(-9, -4.2), tip + QPointF(-9, 4.2)}));
        }
        x += step;
    }
    painter.setFont(scaled(base, 20, QFont::DemiBold));
    painter.setPen(colors.text);
    painter.drawText(QRectF(at.left(), at.top() + 72, width, 32), Qt::AlignCenter,
                     tr("Draw your first architecture"));
    painter.setFont(scaled(base, 14, QFont::Normal));
    painter.setPen(colors.mutedText);
    painter.drawText(QRectF(at.left(), at.top() + 112, width, 24), Qt::AlignCenter,
                     tr("Drag a service here from the palette on the left,"));
    painter.drawText(QRectF(at.left(), at.top() + 136, width, 24), Qt::AlignCenter,
                     tr("or double-click anywhere (or press /) to search for one."));
    paintArrow(painter, at.topLeft() + QPointF(-8, 118), colors.mutedText);
    const QRectF button = exampleRect(canvas, base);
    painter.setPen(QPen(colors.selection, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(button, 8, 8);
    painter.setFont(scaled(base, 14, QFont::Medium));
    painter.setPen(colors.selection);
    painter.drawText(button, Qt::AlignCenter, tr("Open the example"));
    painter.restore();
}

} // namespace skydraft
