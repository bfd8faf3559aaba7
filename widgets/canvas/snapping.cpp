// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/snapping.h"

#include "widgets/canvas/drop_target.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skydraft {
namespace {

constexpr std::size_t mostCandidates = 400;

/// The range of a rectangle in one direction.
struct Span
{
    double low = 0;
    double high = 0;
    std::array<double, 3> marks() const { return {low, (low + high) / 2, high}; }
};

Span across(const QRectF& rect)
{
    return {rect.left(), rect.right()};
}

Span down(const QRectF& rect)
{
    return {rect.top(), rect.bottom()};
}

struct Match
{
    double correction = 0;
    double at = 0;
    bool isFound = false;
};

Match match(const Span& moving, const std::vector<Span>& others, double reach)
{
    Match best;
    const auto marks = moving.marks();
    for (const Span& other : others) {
        const auto otherMarks = other.marks();
        for (std::size_t i = 0; i < marks.size(); ++i) {
            for (std::size_t j = 0; j < marks.size(); ++j) {
                if ((i == 1) != (j == 1)) // a middle lines up with a middle only
                    continue;
                const double correction = otherMarks[j] - marks[i];
                if (std::abs(correction) <= reach
                    && (!best.isFound || std::abs(correction) < std::abs(best.correction)))
                    best = {correction, otherMarks[j], true};
            }
        }
    }
    return best;
}

} // namespace

Snap snapMoving(const QRectF& moving, const std::vector<QRectF>& others, double reach)
{
    std::vector<Span> columns;
    std::vector<Span> rows;
    for (const QRectF& other : others) {
        columns.push_back(across(other));
        rows.push_back(down(other));
    }
    const Match column = match(across(moving), columns, reach);
    const Match row = match(down(moving), rows, reach);
    Snap snap;
    snap.correction.setX(column.isFound ? column.correction
                                        : toGrid(moving.left()) - moving.left());
    snap.correction.setY(row.isFound ? row.correction : toGrid(moving.top()) - moving.top());
    const QRectF there = moving.translated(snap.correction);
    const auto isOn = [](const Span& span, double at) {
        const auto marks = span.marks();
        return std::any_of(marks.begin(), marks.end(),
                           [&](double mark) { return std::abs(mark - at) < 0.01; });
    };
    if (column.isFound) {
        Span reachOf = down(there);
        for (const QRectF& other : others) {
            if (!isOn(across(other), column.at))
                continue;
            reachOf.low = std::min(reachOf.low, other.top());
            reachOf.high = std::max(reachOf.high, other.bottom());
        }
        snap.guides.emplace_back(column.at, reachOf.low, column.at, reachOf.high);
    }
    if (row.isFound) {
        Span reachOf = across(there);
        for (const QRectF& other : others) {
            if (!isOn(down(other), row.at))
                continue;
            reachOf.low = std::min(reachOf.low, other.left());
            reachOf.high = std::max(reachOf.high, other.right());
        }
        snap.guides.emplace_back(reachOf.low, row.at, reachOf.high, row.at);
    }
    return snap;
}

std::vector<QRectF> snapCandidates(const Scene& scene, const SceneNode& moving, const QRectF& area,
                                   const ResourceSet& excluded)
{
    std::vector<QRectF> result;
    for (const SceneNodePointer& node : scene.nodesIn(area)) {
        if (node->isFrame != moving.isFrame || excluded.contains(node->id)
            || (moving.isFrame && node->parent != moving.parent))
            continue;
        result.push_back(node->rect);
        if (result.size() == mostCandidates)
            break;
    }
    return result;
}

} // namespace skydraft
