// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/exposure_overlay.h"

#include "widgets/canvas/text_fit.h"
#include "widgets/canvas/verdict_marks.h"

#include <algorithm>

namespace skydraft {
namespace {

constexpr double fullHeight = 16;   // widget pixels, at 100 %
constexpr double widestPorts = 130; // widget pixels
constexpr double portsFrom = 0.35;  // zoom below which the globe alone is painted

} // namespace

void ExposureOverlay::paint(QPainter& painter, const CanvasContext& context) const
{
    if (m_ports.empty())
        return;
    painter.save();
    const double zoom = context.viewport.zoom();
    const double height = std::clamp(fullHeight * zoom, 11.0, 18.0);
    QFont font = connectorFont(painter.font());
    font.setPixelSize(static_cast<int>(height * 0.72));
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QRectF view(context.widget.rect());
    for (const auto& [id, ports] : m_ports) {
        const SceneNode* node = context.scene.find(id);
        if (node == nullptr)
            continue;
        const QRectF rect = context.viewport.toWidget(context.live.rectOf(*node));
        if (!rect.adjusted(-80, -30, 80, 30).intersects(view))
            continue;
        const QString words = zoom >= portsFrom ? elided(ports, metrics, widestPorts) : QString();
        const double globe = height - 4;
        const double width =
            globe + (words.isEmpty() ? 4 : metrics.horizontalAdvance(words) + height * 0.7);
        // In the middle of the lower edge: the corners above belong to verdicts and hops.
        const QRectF pill(rect.center().x() - width / 2, rect.bottom() - height * 0.75, width,
                          height);
        painter.setPen(QPen(theme().note, 1.3));
        painter.setBrush(theme().canvas);
        painter.drawRoundedRect(pill, height / 2, height / 2);
        paintGlobe(painter, QRectF(pill.left() + 2, pill.top() + 2, globe, globe), theme().note,
                   theme().canvas);
        painter.setPen(theme().note);
        painter.drawText(pill.adjusted(globe + 5, 0, 0, 0),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, words);
    }
    painter.restore();
}

} // namespace skydraft
