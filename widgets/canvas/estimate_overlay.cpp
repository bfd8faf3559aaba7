// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/estimate_overlay.h"

#include <QLocale>

#include "widgets/canvas/text_fit.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr double pillHeight = 16;     // widget pixels, at 100 %
constexpr double wordsFrom = 0.35;    // zoom below which nobody could read them
constexpr double busyFrom = 0.8;      // utilization from which a pill warns
constexpr int highestPercent = 99999; // what is overloaded a thousandfold is told no better

QColor inkOf(const NodeEstimate& node)
{
    return node.isOverloaded              ? theme().blocked
           : node.utilization >= busyFrom ? theme().overload
                                          : theme().load;
}

} // namespace

void EstimateOverlay::setTheory(const TheoryPointer& theory)
{
    m_theory = theory;
    m_words.clear();
    if (theory == nullptr || !theory->figures)
        return;
    for (const auto& [id, node] : theory->figures->nodes) {
        if (node.formula == Formula::None || node.capacityPerS <= 0)
            continue;
        const double wanted =
            node.isOverloaded ? node.arrivalsPerS / node.capacityPerS : node.utilization;
        const int percent = static_cast<int>(
            std::min<double>(std::round(100 * std::max(wanted, 0.0)), highestPercent));
        m_words.emplace(id, node.isOverloaded
                                ? tr("! %1 %").arg(QLocale().toString(std::max(percent, 100)))
                                : tr("≈ %1 %").arg(QLocale().toString(percent)));
    }
}

void EstimateOverlay::paint(QPainter& painter, const CanvasContext& context) const
{
    const double zoom = context.viewport.zoom();
    if (m_words.empty() || zoom < wordsFrom)
        return;
    painter.save();
    const double height = std::clamp(pillHeight * zoom, 11.0, 18.0);
    QFont font = connectorFont(painter.font());
    font.setPixelSize(static_cast<int>(height * 0.72));
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QRectF view(context.widget.rect());
    for (const auto& [id, words] : m_words) {
        const SceneNode* node = context.scene.find(id);
        if (node == nullptr || node->isFrame)
            continue;
        const QRectF rect = context.viewport.toWidget(context.live.rectOf(*node));
        if (!rect.adjusted(-60, -30, 60, 30).intersects(view))
            continue;
        const double width = metrics.horizontalAdvance(words) + height * 0.9;
        const QRectF pill(rect.center().x() - width / 2, rect.top() - height * 0.7, width, height);
        painter.setPen(QPen(inkOf(m_theory->figures->nodes.at(id)), 1.3));
        painter.setBrush(theme().canvas);
        painter.drawRoundedRect(pill, height / 2, height / 2);
        painter.setPen(theme().text);
        painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, words);
    }
    painter.restore();
}

} // namespace skydraft
