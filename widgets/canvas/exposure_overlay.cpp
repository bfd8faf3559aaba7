// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/exposure_overlay.h"

#include "widgets/canvas/text_fit.h"
#include "widgets/canvas/verdict_marks.h"

#include <algorithm>

namespace skydraft {
namespace {

constexpr double globeSide = 15;
constexpr double widestPorts = 130; // widget pixels
constexpr double portsFrom = 0.35;  // zoom below which the globe alone is painted

} // namespace

void ExposureOverlay::paint(QPainter& painter, const CanvasContext& context) const
{
    if (m_ports.empty())
        return;
    painter.save();
    painter.setFont(connectorFont(painter.font()));
    const QFontMetricsF metrics(painter.font());
    const QRectF view(context.widget.rect());
    for (const auto& [id, ports] : m_ports) {
        const SceneNode* node = context.scene.find(id);
        if (node == nullptr)
            continue;
        const QRectF rect = context.viewport.toWidget(context.live.rectOf(*node));
        if (!rect.adjusted(-80, -30, 80, 30).intersects(view))
            continue;
        const bool showsPorts = context.viewport.zoom() >= portsFrom;
        const QString words = showsPorts ? elided(ports, metrics, widestPorts) : QString();
        const double width =
            globeSide + (words.isEmpty() ? 6 : metrics.horizontalAdvance(words) + 14);
        // In the middle of the lower edge: the corners above belong to verdicts and hops.
        const QRectF pill(rect.center().x() - width / 2, rect.bottom() - 12, width, 19);
        painter.setPen(QPen(theme().note, 1.4));
        painter.setBrush(theme().canvas);
        painter.drawRoundedRect(pill, 9.5, 9.5);
        paintGlobe(painter, QRectF(pill.left() + 3, pill.top() + 2, globeSide, globeSide),
                   theme().note, theme().canvas);
        painter.setPen(theme().note);
        painter.drawText(pill.adjusted(globeSide + 6, 0, -4, 0),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, words);
    }
    painter.restore();
}

} // namespace skydraft
