// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/scene_node.h"

#include <QLineF>

#include "widgets/canvas/text_fit.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double labelOverhang = 22; // a label may be this much wider than its node, on each side
constexpr double labelRoom = 50;     // below a node: two lines of name and one of detail
constexpr double lineHeight = 15;
constexpr double detailHeight = 13;

} // namespace

NodeMark NodeVerdict::mark() const
{
    if (blocked > 0)
        return NodeMark::Blocked;
    if (errors > 0)
        return NodeMark::Error;
    if (unknown > 0)
        return NodeMark::Unknown;
    if (warnings > 0)
        return NodeMark::Warning;
    return reachable > 0 ? NodeMark::Reachable : NodeMark::None;
}

QRectF SceneNode::paintBounds() const
{
    if (isFrame)
        return rect.adjusted(-10, -12, 10, 8);
    return rect.adjusted(-labelOverhang - 4, -12, labelOverhang + 4, labelRoom + 4);
}

QRectF SceneNode::hitBounds() const
{
    return isFrame ? rect : rect.adjusted(-2, -2, 2, 20);
}

const NodeLabel& SceneNode::label(const QFont& font) const
{
    std::call_once(m_labelOnce, [&] {
        m_label.width = rect.width() + 2 * labelOverhang;
        m_label.lines = wrapped(title, QFontMetricsF(nameFont(font)), m_label.width, 2);
        if (!detail.isEmpty())
            m_label.detail = elided(detail, QFontMetricsF(detailFont(font)), m_label.width);
        m_label.height = static_cast<double>(m_label.lines.size()) * lineHeight
                         + (m_label.detail.isEmpty() ? 0 : detailHeight) + 4;
    });
    return m_label;
}

double SceneNode::estimatedLabelHeight() const
{
    double width = 0;
    for (const QChar character : title)
        width += character.unicode() < 0x1100 ? 6.6 : 12;
    const int lines = width > rect.width() + 2 * labelOverhang ? 2 : 1;
    return lines * lineHeight + (detail.isEmpty() ? 0 : detailHeight) + 4;
}

bool SceneNode::looksLike(const SceneNode& other) const
{
    return id == other.id && parent == other.parent && type == other.type && icon == other.icon
           && rect == other.rect && depth == other.depth && isFrame == other.isFrame
           && frameStyle == other.frameStyle && name == other.name && title == other.title
           && detail == other.detail && typeName == other.typeName && verdict == other.verdict;
}

double distanceToSegment(const QPointF& point, const QPointF& a, const QPointF& b)
{
    const QPointF along = b - a;
    const double squared = QPointF::dotProduct(along, along);
    const double part =
        squared > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / squared, 0.0, 1.0) : 0;
    return QLineF(point, a + part * along).length();
}

QRectF SceneConnector::labelRect() const
{
    if (labelSize.isEmpty())
        return {};
    return {labelAt.x() - labelSize.width() / 2, labelAt.y() - labelSize.height() / 2,
            labelSize.width(), labelSize.height()};
}

std::vector<QRectF> SceneConnector::areas() const
{
    constexpr double margin = 10; // arrow heads and wide pens
    std::vector<QRectF> result;
    result.reserve(corners.size());
    for (std::size_t i = 1; i < corners.size(); ++i)
        result.push_back(QRectF(corners[i - 1], corners[i])
                             .normalized()
                             .adjusted(-margin, -margin, margin, margin));
    if (!labelSize.isEmpty())
        result.push_back(labelRect().adjusted(-2, -2, 2, 2));
    return result;
}

double SceneConnector::distanceTo(const QPointF& point) const
{
    double best = 1e9;
    for (std::size_t i = 1; i < corners.size(); ++i)
        best = std::min(best, distanceToSegment(point, corners[i - 1], corners[i]));
    return best;
}

double SceneConnector::length() const
{
    double result = 0;
    for (std::size_t i = 1; i < corners.size(); ++i)
        result += QLineF(corners[i - 1], corners[i]).length();
    return result;
}

QPointF SceneConnector::pointAt(double part) const
{
    double rest = std::clamp(part, 0.0, 1.0) * length();
    for (std::size_t i = 1; i < corners.size(); ++i) {
        const QLineF segment(corners[i - 1], corners[i]);
        const double length = segment.length();
        if (rest <= length && length > 0)
            return segment.pointAt(rest / length);
        rest -= length;
    }
    return corners.empty() ? QPointF() : corners.back();
}

} // namespace skydraft
