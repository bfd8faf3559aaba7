// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/connector_router.h"

#include <QLineF>

#include "model/layout/connector_route.h"
#include "widgets/canvas/text_fit.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace skydraft {
namespace {

Placement placementFor(const QRectF& rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

bool isSame(double a, double b)
{
    return std::abs(a - b) < 0.01;
}

/// Moves `end`, which stands on the bottom of a node, below the node's name.
void clearLabel(QPointF& end, const QPointF& next, const ConnectorEnd& node)
{
    const bool isUpright = isSame(end.x(), next.x());
    const double below = node.rect.bottom() + node.labelHeight;
    if (node.labelHeight > 0 && isUpright && isSame(end.y(), node.rect.bottom())
        && next.y() > below + 6)
        end.setY(below);
}

std::vector<QPointF> plainCorners(const ConnectorEnd& from, const ConnectorEnd& to, int lane)
{
    std::vector<QPointF> corners;
    for (const Point& point : connectorRoute(placementFor(from.rect), placementFor(to.rect), lane))
        corners.emplace_back(point.x, point.y);
    clearLabel(corners.front(), corners[1], from);
    clearLabel(corners.back(), corners[corners.size() - 2], to);
    return corners;
}

bool crosses(const QPointF& a, const QPointF& b, const QRectF& rect)
{
    return std::max(a.x(), b.x()) > rect.left() && std::min(a.x(), b.x()) < rect.right()
           && std::max(a.y(), b.y()) > rect.top() && std::min(a.y(), b.y()) < rect.bottom();
}

double crossingCost(const std::vector<QPointF>& corners, const std::vector<Obstacle>& obstacles)
{
    double cost = 0;
    for (std::size_t i = 1; i < corners.size(); ++i)
        for (const Obstacle& obstacle : obstacles)
            if (crosses(corners[i - 1], corners[i], obstacle.rect))
                cost += obstacle.weight == Obstacle::Weight::Node ? 700 : 60;
    return cost;
}

double costOf(const std::vector<QPointF>& corners, const std::vector<Obstacle>& obstacles)
{
    double length = 0;
    for (std::size_t i = 1; i < corners.size(); ++i)
        length += QLineF(corners[i - 1], corners[i]).length();
    return length + 45 * static_cast<double>(corners.size()) + crossingCost(corners, obstacles);
}

/// Where a connector may leave or enter: the middle of a side, and away from it.
struct Port
{
    QPointF at{};
    QPointF away{};
    bool isSideways() const { return away.y() == 0; }
    QPointF stub() const { return at + 16 * away; }
};

std::vector<Port> portsOf(const ConnectorEnd& end, int lane)
{
    const double shift = 10.0 * lane;
    const QPointF middle = end.rect.center();
    return {{{end.rect.right(), middle.y() + shift}, {1, 0}},
            {{end.rect.left(), middle.y() + shift}, {-1, 0}},
            {{middle.x() + shift, end.rect.bottom() + end.labelHeight}, {0, 1}},
            {{middle.x() + shift, end.rect.top()}, {0, -1}}};
}

using Ways = std::vector<std::vector<QPointF>>;

/// Drops corners on straight lines; a way that turns back on itself is none.
void addWay(Ways& ways, std::vector<QPointF> corners, const Port& out, const Port& in)
{
    std::vector<QPointF> bent;
    for (const QPointF& corner : corners) {
        if (!bent.empty() && isSame(bent.back().x(), corner.x())
            && isSame(bent.back().y(), corner.y()))
            continue;
        if (bent.size() >= 2) {
            const QPointF before = bent.back() - bent[bent.size() - 2];
            const QPointF after = corner - bent.back();
            if (isSame(before.x() * after.y() - before.y() * after.x(), 0)) {
                if (QPointF::dotProduct(before, after) < 0)
                    return;
                bent.pop_back();
            }
        }
        bent.push_back(corner);
    }
    if (bent.size() < 2 || QPointF::dotProduct(bent[1] - bent[0], out.away) <= 0
        || QPointF::dotProduct(bent[bent.size() - 2] - bent.back(), in.away) <= 0)
        return;
    ways.push_back(std::move(bent));
}

void addWaysBetween(Ways& ways, const Port& out, const Port& in, const QRectF& around)
{
    const QPointF p = out.at;
    const QPointF q = in.at;
    const QPointF p1 = out.stub();
    const QPointF q1 = in.stub();
    if (out.isSideways() != in.isSideways()) {
        const QPointF corner = out.isSideways() ? QPointF(q.x(), p.y()) : QPointF(p.x(), q.y());
        addWay(ways, {p, corner, q}, out, in);
        // Out, across in the free lane, and in.
        if (out.isSideways())
            for (const double y : {q1.y(), around.top() - 22, around.bottom() + 22})
                addWay(ways, {p, {p1.x(), p.y()}, {p1.x(), y}, {q.x(), y}, q}, out, in);
        else
            for (const double x : {q1.x(), around.left() - 22, around.right() + 22})
                addWay(ways, {p, {p.x(), p1.y()}, {x, p1.y()}, {x, q.y()}, q}, out, in);
        return;
    }
    if (out.isSideways()) {
        for (const double x :
             {(p.x() + q.x()) / 2, p1.x(), q1.x(), around.left() - 22, around.right() + 22})
            addWay(ways, {p, {x, p.y()}, {x, q.y()}, q}, out, in);
        for (const double y : {around.top() - 22, around.bottom() + 22, (p.y() + q.y()) / 2})
            addWay(ways, {p, {p1.x(), p.y()}, {p1.x(), y}, {q1.x(), y}, {q1.x(), q.y()}, q}, out,
                   in);
    } else {
        for (const double y :
             {(p.y() + q.y()) / 2, p1.y(), q1.y(), around.top() - 22, around.bottom() + 22})
            addWay(ways, {p, {p.x(), y}, {q.x(), y}, q}, out, in);
        for (const double x : {around.left() - 22, around.right() + 22, (p.x() + q.x()) / 2})
            addWay(ways, {p, {p.x(), p1.y()}, {x, p1.y()}, {x, q1.y()}, {q.x(), q1.y()}, q}, out,
                   in);
    }
}

} // namespace

std::vector<QPointF> routedCorners(const ConnectorEnd& from, const ConnectorEnd& to, int lane,
                                   const std::vector<Obstacle>& obstacles)
{
    std::vector<QPointF> plain = plainCorners(from, to, lane);
    if (from.rect.intersects(to.rect) || crossingCost(plain, obstacles) == 0)
        return plain;
    std::vector<Obstacle> all = obstacles;
    for (const ConnectorEnd& end : {from, to}) // not through its own ends either
        all.push_back({end.rect.adjusted(2, 2, -2, end.labelHeight - 2), Obstacle::Weight::Node});
    const QRectF around =
        from.rect.adjusted(0, 0, 0, from.labelHeight) | to.rect.adjusted(0, 0, 0, to.labelHeight);
    Ways ways;
    for (const Port& out : portsOf(from, lane))
        for (const Port& in : portsOf(to, lane))
            addWaysBetween(ways, out, in, around);
    double best = costOf(plain, obstacles) - 30; // the plain way is what people expect
    for (std::vector<QPointF>& way : ways) {
        const double cost = costOf(way, all);
        if (cost < best) {
            best = cost;
            plain = std::move(way);
        }
    }
    return plain;
}

std::vector<QPointF> labelPlaces(const std::vector<QPointF>& corners, const QSizeF& size)
{
    struct Place
    {
        QPointF point{};
        double merit = 0;
    };
    std::vector<Place> places;
    for (std::size_t i = 1; i < corners.size(); ++i) {
        const QLineF segment(corners[i - 1], corners[i]);
        const bool isFlat = isSame(segment.y1(), segment.y2());
        const double room = segment.length() - (isFlat ? size.width() : size.height()) - 24;
        // The middle says most clearly which line is meant; flat segments carry text best.
        for (const double part : {0.5, 0.3, 0.7}) {
            const double merit =
                std::min(room, 60.0) + (isFlat ? 20 : 0) - 40 * std::abs(part - 0.5);
            places.push_back({segment.pointAt(part), merit});
        }
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.merit > b.merit; });
    std::vector<QPointF> result;
    for (const Place& place : places)
        result.push_back(place.point);
    return result;
}

QSizeF connectorLabelSize(const QString& label, bool hasBadge, const QFont& font)
{
    if (label.isEmpty() && !hasBadge)
        return {};
    const double text =
        label.isEmpty()
            ? 0
            : std::ceil(QFontMetricsF(connectorFont(font)).horizontalAdvance(label)) + 8;
    return {text + (hasBadge ? connectorBadgeSize + 2 : 0), 17};
}

} // namespace skydraft
