// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/trace_overlay.h"

#include <QLineF>
#include <QPainterPath>

#include "widgets/canvas/scene_painter.h"
#include "widgets/canvas/text_fit.h"
#include "widgets/canvas/verdict_marks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skydraft {
namespace {

constexpr double laneOffset = 4.5; // of each way from the middle, widget pixels
constexpr double crossRadius = 9;
constexpr double arrowEvery = 90;   // widget pixels between two arrow heads
constexpr double numbersFrom = 0.2; // zoom; codes are what a person looks for, and always there

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

QRectF outlineOf(const CanvasContext& context, const SceneNode& node)
{
    return context.viewport.toWidget(context.live.rectOf(node));
}

void paintArrow(QPainter& painter, const QPointF& tip, const QPointF& along)
{
    const QPointF across(-along.y(), along.x());
    painter.drawPolygon(
        QPolygonF({tip, tip - 9 * along + 5 * across, tip - 9 * along - 5 * across}));
}

/// Beside the cross: right, left, below or above of it, where nothing else is.
QRectF freePill(const QPointF& cross, const QSizeF& size, const std::vector<QRectF>& taken)
{
    constexpr double away = crossRadius + 4;
    const double middle = cross.y() - size.height() / 2;
    const std::array<QPointF, 6> places{
        QPointF(cross.x() + away, middle),
        QPointF(cross.x() - away - size.width(), middle),
        QPointF(cross.x() - size.width() / 2, cross.y() + away),
        QPointF(cross.x() - size.width() / 2, cross.y() - away - size.height()),
        QPointF(cross.x() - away - size.width(), cross.y() + away),
        QPointF(cross.x() + away, cross.y() + away + size.height())};
    const auto isFree = [&](const QPointF& place) {
        return std::none_of(taken.begin(), taken.end(), [&](const QRectF& other) {
            return other.intersects(QRectF(place, size));
        });
    };
    const auto* found = std::find_if(places.begin(), places.end(), isFree);
    return {found == places.end() ? places.back() : *found, size};
}

QString numbersOf(const std::vector<HopPlace>& hops)
{
    QStringList numbers;
    for (const HopPlace& hop : hops)
        if (hop.way == TraceWay::There)
            numbers.append(QString::number(hop.index + 1));
    return numbers.join(QStringLiteral("·"));
}

} // namespace

std::vector<QPointF> shiftedLine(const std::vector<QPointF>& corners, double distance)
{
    std::vector<QLineF> segments;
    for (std::size_t i = 1; i < corners.size(); ++i) {
        const QLineF segment(corners[i - 1], corners[i]);
        if (segment.length() < 0.01)
            continue;
        const QPointF along = (corners[i] - corners[i - 1]) / segment.length();
        segments.push_back(segment.translated(QPointF(-along.y(), along.x()) * distance));
    }
    if (segments.empty())
        return corners;
    std::vector<QPointF> line{segments.front().p1()};
    for (std::size_t i = 1; i < segments.size(); ++i) {
        QPointF corner = segments[i].p1();
        segments[i - 1].intersects(segments[i], &corner); // unchanged where they are parallel
        line.push_back(corner);
    }
    line.push_back(segments.back().p2());
    return line;
}

void TraceOverlay::setTrace(const TracePointer& trace, const Scene& scene)
{
    m_trace = trace;
    m_emphasized = {};
    follow(scene);
}

void TraceOverlay::follow(const Scene& scene)
{
    m_route = m_trace ? layOut(scene, *m_trace) : TraceRoute();
}

bool TraceOverlay::blocksAt(const std::vector<HopPlace>& hops) const
{
    return std::any_of(hops.begin(), hops.end(), [&](const HopPlace& hop) {
        return std::any_of(m_route.blocks.begin(), m_route.blocks.end(),
                           [&](const TraceBlock& block) { return block.hop == hop; });
    });
}

std::optional<HopPlace> TraceOverlay::hopAt(const CanvasContext& context,
                                            const QPointF& widgetPoint,
                                            const ResourceId& resource) const
{
    for (const TraceBlock& block : m_route.blocks)
        if (QLineF(context.viewport.toWidget(block.at), widgetPoint).length() <= crossRadius + 2)
            return block.hop;
    const auto lit = m_route.lit.find(resource);
    if (lit == m_route.lit.end())
        return std::nullopt;
    const auto& hops = lit->second;
    const auto now = std::find(hops.begin(), hops.end(), m_emphasized);
    return now == hops.end() || std::next(now) == hops.end() ? hops.front() : *std::next(now);
}

void TraceOverlay::paint(QPainter& painter, const CanvasContext& context) const
{
    if (!m_trace)
        return;
    painter.save();
    paintLit(painter, context);
    paintEmphasis(painter, context);
    for (const TraceLeg& leg : m_route.legs)
        paintLeg(painter, context, leg);
    if (!m_route.internet.isEmpty())
        paintGlobe(painter, context.viewport.toWidget(m_route.internet), theme().trace,
                   theme().canvas);
    if (context.viewport.zoom() >= numbersFrom)
        paintNumbers(painter, context);
    paintBlocks(painter, context);
    painter.restore();
}

void TraceOverlay::paintLit(QPainter& painter, const CanvasContext& context) const
{
    const QRectF view(context.widget.rect());
    for (const auto& [id, hops] : m_route.lit) {
        const SceneNode* node = context.scene.find(id);
        if (node == nullptr)
            continue;
        const QRectF rect = outlineOf(context, *node);
        if (!rect.intersects(view))
            continue;
        const bool blocks = blocksAt(hops);
        const QColor color = blocks ? theme().blocked : theme().trace;
        const double radius = node->isFrame ? 8 : 12 * context.viewport.zoom();
        const double grow = node->isFrame ? 0 : 1;
        const QRectF line = rect.adjusted(-grow, -grow, grow, grow);
        painter.setBrush(Qt::NoBrush);
        if (!node->isFrame) { // a glow around it, which leaves icon and name readable
            painter.setPen(QPen(withAlpha(color, 80), 7));
            painter.drawRoundedRect(line, radius, radius);
        }
        painter.setPen(QPen(color, 2, blocks ? Qt::DashLine : Qt::SolidLine));
        painter.drawRoundedRect(line, radius, radius);
    }
}

void TraceOverlay::paintEmphasis(QPainter& painter, const CanvasContext& context) const
{
    const TraceRoute::HopSpot* spot = m_route.find(m_emphasized);
    if (spot == nullptr || spot->rect.isEmpty())
        return;
    const SceneNode* shown = context.scene.find(spot->shown);
    const SceneNode* carrier = context.scene.find(spot->carrier);
    const QRectF rect =
        shown == nullptr ? context.viewport.toWidget(spot->rect) : outlineOf(context, *shown);
    const QColor color = theme().trace;
    if (shown != nullptr && carrier != nullptr && shown != carrier && !shown->isFrame) {
        painter.setPen(QPen(color, 2, Qt::DotLine, Qt::RoundCap));
        painter.drawLine(rect.center(), outlineOf(context, *carrier).center());
    }
    const bool isFrame = shown != nullptr && shown->isFrame;
    const double radius = isFrame ? 9 : 14 * context.viewport.zoom();
    const QRectF line = rect.adjusted(-3, -3, 3, 3);
    painter.setBrush(isFrame ? QBrush(withAlpha(color, 26)) : QBrush(Qt::NoBrush));
    painter.setPen(QPen(withAlpha(color, 110), 14));
    painter.drawRoundedRect(line, radius, radius);
    painter.setPen(QPen(color, 4));
    painter.drawRoundedRect(line, radius, radius);
}

void TraceOverlay::paintLeg(QPainter& painter, const CanvasContext& context,
                            const TraceLeg& leg) const
{
    SceneConnector line; // for its measures
    for (const QPointF& corner : leg.corners)
        line.corners.push_back(context.viewport.toWidget(corner));
    line.corners = shiftedLine(line.corners, laneOffset);
    const double length = line.length();
    if (length < 1)
        return;
    const QColor color = withAlpha(theme().trace, leg.isTravelled ? 255 : 110);
    QPen pen(color, leg.isTravelled ? 3 : 1.6);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    if (leg.way == TraceWay::Back)
        pen.setDashPattern({3, 2});
    painter.strokePath(roundedPath(line.corners, 6), pen);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const int arrows = std::clamp(static_cast<int>(length / arrowEvery), 1, 40);
    for (int i = 1; i <= arrows; ++i) {
        const double part = i / (arrows + 0.5);
        const QPointF tip = line.pointAt(part);
        const QLineF step(line.pointAt(part - 3 / length), tip);
        if (step.length() > 0.1)
            paintArrow(painter, tip, (step.p2() - step.p1()) / step.length());
    }
}

void TraceOverlay::paintNumbers(QPainter& painter, const CanvasContext& context) const
{
    QFont font = titleFont(painter.font());
    font.setPixelSize(11);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    for (const auto& [id, hops] : m_route.lit) {
        const SceneNode* node = context.scene.find(id);
        const QString numbers = numbersOf(hops);
        if (node == nullptr || numbers.isEmpty())
            continue;
        const QRectF rect = outlineOf(context, *node);
        const double width = std::max(16.0, metrics.horizontalAdvance(numbers) + 8);
        const QPointF corner = node->isFrame ? QPointF(rect.right() - width - 40, rect.top() - 8)
                                             : QPointF(rect.left() - width / 2, rect.top() - 12);
        const QRectF pill(corner, QSizeF(width, 16));
        painter.setPen(QPen(theme().canvas, 1.4));
        painter.setBrush(theme().trace);
        painter.drawRoundedRect(pill, 8, 8);
        painter.setPen(theme().canvas);
        painter.drawText(pill, Qt::AlignCenter, numbers);
    }
}

void TraceOverlay::paintBlocks(QPainter& painter, const CanvasContext& context) const
{
    QFont font = connectorFont(painter.font());
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    std::vector<QRectF> taken;
    for (const auto& [id, hops] : m_route.lit)
        if (const SceneNode* node = context.scene.find(id); node != nullptr && !node->isFrame)
            taken.push_back(outlineOf(context, *node).adjusted(-12, -14, 12, 4));
    for (const TraceBlock& block : m_route.blocks) {
        const QPointF at = context.viewport.toWidget(block.at);
        paintCross(painter, at, crossRadius, theme());
        if (block.code.isEmpty())
            continue;
        const QRectF pill =
            freePill(at, QSizeF(metrics.horizontalAdvance(block.code) + 12, 18), taken);
        taken.push_back(pill);
        painter.setPen(QPen(theme().blocked, 1.2));
        painter.setBrush(theme().canvas);
        painter.drawRoundedRect(pill, 5, 5);
        painter.setPen(theme().blocked);
        painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, block.code);
    }
}

} // namespace skydraft
