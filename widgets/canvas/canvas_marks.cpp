// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_marks.h"

#include <QPainterPath>

#include <cmath>

namespace skydraft {
namespace {

QRectF outlineOf(const CanvasContext& context, const SceneNode& node)
{
    return context.viewport.toWidget(context.live.rectOf(node));
}

void paintHandle(QPainter& painter, const QPointF& at, const QColor& line, const QColor& ground)
{
    painter.setPen(QPen(line, 1.5));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(at.x() - 4, at.y() - 4, 8, 8), 2, 2);
}

void paintSelectedConnector(QPainter& painter, const CanvasContext& context,
                            const SceneConnector& connector)
{
    QPolygonF line;
    for (const QPointF& corner : connector.corners)
        line << context.viewport.toWidget(corner);
    QColor halo = theme().selection;
    halo.setAlpha(90);
    painter.setPen(QPen(halo, 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(QPen(theme().selection, 1.5));
    painter.setBrush(theme().canvas);
    painter.drawEllipse(line.first(), 5, 5);
    painter.drawEllipse(line.last(), 5, 5);
}

} // namespace

void paintPill(QPainter& painter, const QPointF& leftMiddle, const QString& text,
               const QColor& ground, const QColor& ink, const QRectF& within)
{
    if (text.isEmpty())
        return;
    const QFontMetricsF metrics(painter.font());
    const double width = std::ceil(metrics.horizontalAdvance(text)) + 20;
    QRectF rect(leftMiddle.x(), leftMiddle.y() - 13, width, 26);
    if (rect.right() > within.right() - 4)
        rect.moveRight(within.right() - 4);
    if (rect.bottom() > within.bottom() - 4)
        rect.moveBottom(within.bottom() - 4);
    rect.moveLeft(std::max(rect.left(), within.left() + 4));
    rect.moveTop(std::max(rect.top(), within.top() + 4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, 6, 6);
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void paintDropTarget(QPainter& painter, const CanvasContext& context, const DropTarget& target,
                     const QPointF& pointer)
{
    const QColor color = target.isAccepted ? theme().dropTarget : theme().refusedTarget;
    if (const SceneNode* frame = context.scene.find(target.frame)) {
        QColor fill = color;
        fill.setAlpha(28);
        painter.setBrush(fill);
        painter.setPen(QPen(color, 2.5, target.isAccepted ? Qt::SolidLine : Qt::DashLine));
        painter.drawRoundedRect(context.viewport.toWidget(frame->rect), 8, 8);
    }
    const QString sign = target.isAccepted ? QStringLiteral("✓ ") : QStringLiteral("✕ ");
    paintPill(painter, pointer + QPointF(18, 26), sign + target.text, color, theme().canvas,
              QRectF(context.widget.rect()));
}

void paintGuides(QPainter& painter, const CanvasContext& context, const std::vector<QLineF>& guides)
{
    painter.setPen(QPen(theme().selection, 1, Qt::DashLine));
    for (const QLineF& guide : guides)
        painter.drawLine(context.viewport.toWidget(guide.p1()),
                         context.viewport.toWidget(guide.p2()));
}

std::array<QPointF, 8> resizeHandles(const QRectF& rect)
{
    const QPointF middle = rect.center();
    return {rect.topLeft(),     QPointF(middle.x(), rect.top()),
            rect.topRight(),    QPointF(rect.right(), middle.y()),
            rect.bottomRight(), QPointF(middle.x(), rect.bottom()),
            rect.bottomLeft(),  QPointF(rect.left(), middle.y())};
}

Qt::CursorShape resizeCursor(int handle)
{
    switch (handle % 4) {
    case 0:
        return Qt::SizeFDiagCursor;
    case 1:
        return Qt::SizeVerCursor;
    case 2:
        return Qt::SizeBDiagCursor;
    default:
        return Qt::SizeHorCursor;
    }
}

std::array<QPointF, 4> connectHandles(const QRectF& rect)
{
    constexpr double away = 14; // clear of the handles for resizing
    const QPointF middle = rect.center();
    return {QPointF(middle.x(), rect.top() - away), QPointF(rect.right() + away, middle.y()),
            QPointF(middle.x(), rect.bottom() + away), QPointF(rect.left() - away, middle.y())};
}

void paintConnectHandles(QPainter& painter, const CanvasContext& context, const SceneNode& node)
{
    for (const QPointF& at : connectHandles(outlineOf(context, node))) {
        painter.setPen(QPen(theme().canvas, 1.5));
        painter.setBrush(theme().selection);
        painter.drawEllipse(at, 6.5, 6.5);
        painter.setPen(QPen(theme().canvas, 1.6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(at - QPointF(2.6, 0), at + QPointF(2.6, 0));
        painter.drawLine(at - QPointF(0, 2.6), at + QPointF(0, 2.6));
    }
}

void paintSelection(QPainter& painter, const CanvasContext& context)
{
    const auto& resources = context.controller.selectedResources();
    const auto& connections = context.controller.selectedConnections();
    for (const ConnectionId& id : connections)
        if (const SceneConnector* connector = context.scene.find(id))
            paintSelectedConnector(painter, context, *connector);
    const QRectF view(context.widget.rect());
    for (const ResourceId& id : resources) {
        const SceneNode* node = context.scene.find(id);
        if (node == nullptr)
            continue;
        const QRectF rect = outlineOf(context, *node);
        if (!rect.intersects(view.adjusted(-8, -8, 8, 8)))
            continue;
        const double radius = node->isFrame ? 8 : 12 * context.viewport.zoom();
        painter.setPen(QPen(theme().selection, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(node->isFrame ? rect : rect.adjusted(-1, -1, 1, 1), radius, radius);
        if (resources.size() == 1 && connections.empty() && rect.width() > 24 && rect.height() > 24)
            for (const QPointF& at : resizeHandles(rect))
                paintHandle(painter, at, theme().selection, theme().canvas);
    }
}

} // namespace skydraft
