// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ScenePainter that paints connectors and small signs.
#include <QLineF>
#include <QPainterPath>

#include "widgets/canvas/connector_router.h"
#include "widgets/canvas/scene_painter.h"
#include "widgets/canvas/text_fit.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

/// Dashes in pen widths: the verdict of traffic, the kind of everything else.
QVector<qreal> dashesOf(const SceneConnector& connector)
{
    switch (connector.kind) {
    case ConnectionKind::Traffic:
        if (connector.verdict == ConnectorVerdict::Blocked)
            return {6, 4};
        if (connector.verdict == ConnectorVerdict::Unknown)
            return {1, 3};
        return {};
    case ConnectionKind::Replication:
        return {8, 3, 2, 3};
    case ConnectionKind::Alias:
        return {4, 3};
    case ConnectionKind::Origin:
        return {10, 3};
    case ConnectionKind::Attachment:
        return {2, 2};
    case ConnectionKind::Trigger:
        return {6, 3, 2, 3, 2, 3};
    case ConnectionKind::Notification:
        return {3, 3, 1, 3};
    case ConnectionKind::Mount:
        return {12, 4};
    }
    return {};
}

QPolygonF arrowHead(const QPointF& tip, const QPointF& before, double length)
{
    const QLineF line(before, tip);
    const double reach = line.length();
    const QPointF along = reach > 0 ? (tip - before) / reach : QPointF(1, 0);
    const QPointF across(-along.y(), along.x());
    return {{tip, tip - length * along + 0.45 * length * across,
             tip - length * along - 0.45 * length * across}};
}

} // namespace

QColor connectorColor(const Theme& theme, ConnectorVerdict verdict)
{
    switch (verdict) {
    case ConnectorVerdict::Allowed:
        return theme.allowed;
    case ConnectorVerdict::Blocked:
        return theme.blocked;
    case ConnectorVerdict::Unknown:
        return theme.unknown;
    case ConnectorVerdict::None:
        break;
    }
    return theme.connector;
}

QPainterPath roundedPath(const std::vector<QPointF>& corners, double radius)
{
    QPainterPath path(corners.front());
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
        const QLineF in(corners[i - 1], corners[i]);
        const QLineF out(corners[i], corners[i + 1]);
        const double room = std::min({radius, in.length() / 2, out.length() / 2});
        if (room < 0.1) {
            path.lineTo(corners[i]);
            continue;
        }
        path.lineTo(in.pointAt(1 - room / in.length()));
        path.quadTo(corners[i], out.pointAt(room / out.length()));
    }
    path.lineTo(corners.back());
    return path;
}

void ScenePainter::paintConnector(const SceneConnector& connector)
{
    const QColor color = connectorColor(m_style.theme, connector.verdict);
    if (!m_style.hasFineConnectors()) {
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        QPen pen(color, 0);
        if (connector.verdict == ConnectorVerdict::Blocked)
            pen.setDashPattern({5, 4}); // in pixels; the badge may be too small to be painted
        else if (connector.verdict == ConnectorVerdict::Unknown)
            pen.setDashPattern({1, 3});
        m_painter.setPen(pen);
        m_painter.drawPolyline(connector.corners.data(),
                               static_cast<int>(connector.corners.size()));
        m_painter.setRenderHint(QPainter::Antialiasing);
        return;
    }
    constexpr double arrowLength = 9;
    std::vector<QPointF> corners = connector.corners;
    for (QPointF& corner : corners)
        corner = {sharp(corner.x()), sharp(corner.y())};
    const QPointF tip = corners.back();
    const QPointF before = corners[corners.size() - 2];
    const QLineF last(before, tip);
    if (last.length()
        > arrowLength) // the line ends inside the head, or dashes would show beside it
        corners.back() = last.pointAt(1 - (arrowLength - 2) / last.length());
    const bool isTraffic = connector.kind == ConnectionKind::Traffic;
    QPen pen(color, isTraffic ? 1.7 : 1.3);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(connector.verdict == ConnectorVerdict::Unknown ? Qt::RoundCap : Qt::FlatCap);
    if (const QVector<qreal> dashes = dashesOf(connector); !dashes.isEmpty())
        pen.setDashPattern(dashes);
    m_painter.strokePath(roundedPath(corners, 7), pen);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color);
    m_painter.drawPolygon(arrowHead(tip, before, arrowLength));
}

void ScenePainter::paintConnectorLabel(const SceneConnector& connector)
{
    const QRectF rect = connector.labelRect();
    if (rect.isEmpty())
        return;
    const Theme& theme = m_style.theme;
    QColor ground = theme.canvas;
    ground.setAlpha(235);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(ground);
    m_painter.drawRoundedRect(rect, 5, 5);
    QRectF textRect = rect;
    if (connector.verdict != ConnectorVerdict::None) {
        const QRectF badge(rect.x() + 1, rect.center().y() - connectorBadgeSize / 2,
                           connectorBadgeSize, connectorBadgeSize);
        paintVerdictBadge(m_painter, badge, connector.verdict, theme);
        textRect.setLeft(badge.right() + 1);
    }
    if (connector.label.isEmpty())
        return;
    m_painter.setFont(connectorFont(m_style.font));
    m_painter.setPen(connector.verdict == ConnectorVerdict::None
                         ? theme.mutedText
                         : connectorColor(theme, connector.verdict));
    m_painter.drawText(textRect, Qt::AlignCenter | Qt::TextSingleLine, connector.label);
}

void paintVerdictBadge(QPainter& painter, const QRectF& rect, ConnectorVerdict verdict,
                       const Theme& theme)
{
    const double unit = rect.width() / 15;
    const auto at = [&](double x, double y) { return rect.topLeft() + unit * QPointF(x, y); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(connectorColor(theme, verdict));
    painter.drawEllipse(rect.adjusted(unit, unit, -unit, -unit));
    QPen pen(theme.canvas, 1.7 * unit);
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    QPainterPath sign;
    switch (verdict) {
    case ConnectorVerdict::Allowed:
        sign.moveTo(at(4.7, 7.8));
        sign.lineTo(at(6.7, 9.8));
        sign.lineTo(at(10.4, 5.5));
        break;
    case ConnectorVerdict::Blocked:
        sign.moveTo(at(5.2, 5.2));
        sign.lineTo(at(9.8, 9.8));
        sign.moveTo(at(9.8, 5.2));
        sign.lineTo(at(5.2, 9.8));
        break;
    case ConnectorVerdict::Unknown:
        sign.moveTo(at(5.6, 5.9));
        sign.cubicTo(at(5.8, 3.4), at(9.6, 3.5), at(9.4, 6.0));
        sign.cubicTo(at(9.3, 7.2), at(7.5, 7.2), at(7.5, 8.7));
        sign.moveTo(at(7.5, 11));
        sign.lineTo(at(7.5, 11.05));
        break;
    case ConnectorVerdict::None:
        break;
    }
    painter.drawPath(sign);
}

void paintLock(QPainter& painter, const QRectF& rect, const QColor& color, bool isOpen)
{
    const double unit = rect.width() / 12;
    const auto at = [&](double x, double y) { return rect.topLeft() + unit * QPointF(x, y); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(at(2, 5.5), QSizeF(8 * unit, 6 * unit)), 1.3 * unit, 1.3 * unit);
    QPen pen(color, 1.5 * unit);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    QPainterPath shackle(at(3.7, 6));
    shackle.lineTo(at(3.7, 3.4));
    shackle.cubicTo(at(3.7, 0.2), at(8.3, 0.2), at(8.3, 3.4));
    if (!isOpen)
        shackle.lineTo(at(8.3, 6));
    painter.drawPath(shackle);
}

} // namespace skydraft
