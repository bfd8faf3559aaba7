// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/scene_painter.h"

#include <QPainterPath>

#include "widgets/canvas/text_fit.h"
#include "widgets/canvas/verdict_marks.h"
#include "widgets/common/type_icons.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double gridStep = 32;

} // namespace

ScenePainter::ScenePainter(QPainter& painter, const PaintStyle& style)
    : m_painter(painter)
    , m_style(style)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
}

double ScenePainter::sharp(double coordinate) const
{
    return (std::round(coordinate * m_style.scale) + 0.5) / m_style.scale;
}

QRectF ScenePainter::sharp(const QRectF& rect) const
{
    return {QPointF(sharp(rect.left()), sharp(rect.top())),
            QPointF(sharp(rect.right()), sharp(rect.bottom()))};
}

void ScenePainter::paint(const SceneSnapshot& snapshot)
{
    for (const SceneNodePointer& node : snapshot.nodes)
        if (node->isFrame)
            paintFrame(*node, node->rect);
    for (const SceneConnectorPointer& connector : snapshot.connectors)
        paintConnector(*connector);
    for (const SceneNodePointer& node : snapshot.nodes)
        if (!node->isFrame)
            paintNode(*node, node->rect);
    if (m_style.showsLabels())
        for (const SceneConnectorPointer& connector : snapshot.connectors)
            paintConnectorLabel(*connector);
}

void ScenePainter::paintGround(const QRectF& area)
{
    m_painter.fillRect(area, m_style.theme.canvas);
    if (m_style.zoom < 0.5)
        return;
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    // Whole device pixels by their edges: a middle would round one way in one tile and the other in
    // the next.
    const double side = std::max(1.0, std::round(1.6 * m_style.scale)) / m_style.scale;
    const auto onPixel = [&](double coordinate) {
        return std::round(coordinate * m_style.scale) / m_style.scale;
    };
    QVector<QRectF> dots;
    for (double y = std::floor(area.top() / gridStep) * gridStep; y <= area.bottom(); y += gridStep)
        for (double x = std::floor(area.left() / gridStep) * gridStep; x <= area.right();
             x += gridStep)
            dots.append({onPixel(x), onPixel(y), side, side});
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_style.theme.grid);
    m_painter.drawRects(dots.constData(), static_cast<int>(dots.size()));
    m_painter.setRenderHint(QPainter::Antialiasing);
}

void ScenePainter::paintIcon(const std::string& icon, const QRectF& rect)
{
    const double wanted = rect.width() * m_style.scale;
    const int pixels = std::clamp(static_cast<int>(std::lround(wanted)), 4, 1024);
    const QImage image = typeIconImage(icon, pixels);
    const double side = pixels / m_style.scale;
    const QPointF corner(std::round(rect.x() * m_style.scale) / m_style.scale,
                         std::round(rect.y() * m_style.scale) / m_style.scale);
    m_painter.drawImage(QRectF(corner, QSizeF(side, side)), image);
}

void ScenePainter::paintFrame(const SceneNode& frame, const QRectF& rect)
{
    const Theme::FrameColors colors = m_style.theme.frame(frame.frameStyle);
    const double radius = std::min(8.0, rect.height() / 4);
    QPen pen(colors.line, std::max(1.0, std::round(1.4 * m_style.scale)) / m_style.scale);
    if (colors.isDashed && m_style.showsLabels())
        pen.setDashPattern({5, 4});
    m_painter.setPen(pen);
    m_painter.setBrush(colors.fill.alpha() > 0 ? QBrush(colors.fill) : QBrush(Qt::NoBrush));
    if (m_style.showsIcons()) {
        m_painter.drawRoundedRect(sharp(rect), radius, radius);
    } else {
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        m_painter.drawRect(rect);
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    if (m_style.showsLabels())
        paintFrameTitle(frame, rect, colors.title);
    if (m_style.showsIcons())
        paintMark(frame, rect);
}

void ScenePainter::paintFrameTitle(const SceneNode& frame, const QRectF& rect, const QColor& color)
{
    const QRectF icon(rect.x() + 8, rect.y() + 6, 20, 20);
    paintIcon(frame.icon, icon);
    double left = icon.right() + 7;
    const bool isPrivate = frame.frameStyle == QStringLiteral("subnet-private");
    if (isPrivate || frame.frameStyle == QStringLiteral("subnet-public")) {
        paintLock(m_painter, {left, icon.y() + 3.5, 13, 13}, color, !isPrivate);
        left += 18;
    }
    const QFont font = titleFont(m_style.font);
    const QFontMetricsF metrics(font);
    m_painter.setFont(font);
    m_painter.setPen(color);
    const QString text = elided(frame.title, metrics, rect.right() - left - 10);
    m_painter.drawText(QPointF(left, icon.center().y() + metrics.capHeight() / 2), text);
}

void ScenePainter::paintNode(const SceneNode& node, const QRectF& rect)
{
    if (!m_style.showsIcons()) {
        m_painter.fillRect(rect, m_style.theme.mutedText);
        return;
    }
    if (!m_style.showsLabels()) {
        paintIcon(node.icon, rect);
        return;
    }
    paintIcon(node.icon, rect);
    paintLabel(node, rect);
    paintMark(node, rect);
}

void ScenePainter::paintLabel(const SceneNode& node, const QRectF& rect)
{
    const NodeLabel& label = node.label(m_style.font);
    const double middle = rect.center().x();
    double y = rect.bottom() + 13;
    m_painter.setFont(nameFont(m_style.font));
    m_painter.setPen(m_style.theme.text);
    const auto draw = [&](const QString& text) {
        const double width = QFontMetricsF(m_painter.font()).horizontalAdvance(text);
        m_painter.drawText(QPointF(middle - width / 2, y), text);
    };
    for (const QString& line : label.lines) {
        draw(line);
        y += 15;
    }
    if (label.detail.isEmpty() || !m_style.showsDetails())
        return;
    m_painter.setFont(detailFont(m_style.font));
    m_painter.setPen(m_style.theme.mutedText);
    draw(label.detail);
}

void ScenePainter::paintMark(const SceneNode& node, const QRectF& rect)
{
    const NodeMark mark = node.verdict.mark();
    if (mark == NodeMark::None)
        return;
    const double inset = node.isFrame ? 14 : 3;
    const QRectF place(rect.right() - inset - 9, rect.y() - 8, 19, 19);
    const int count = mark == NodeMark::Error ? node.verdict.errors : node.verdict.warnings;
    m_painter.setFont(titleFont(m_style.font));
    paintNodeMark(m_painter, place, mark, m_style.theme, m_style.showsLabels() ? count : 0);
}

} // namespace skydraft
