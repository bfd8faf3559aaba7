// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/rubber_band.h"

namespace skydraft {

RubberBand::RubberBand(CanvasContext& context, const PointerState& start)
    : m_context(context)
    , m_start(start.drawing)
    , m_isAdding(start.modifiers.testFlag(Qt::ShiftModifier))
    , m_resourcesBefore(context.controller.selectedResources())
    , m_connectionsBefore(context.controller.selectedConnections())
{}

void RubberBand::move(const PointerState& at)
{
    m_band = QRectF(m_start, at.drawing).normalized();
    auto resources = m_isAdding ? m_resourcesBefore : std::set<ResourceId>();
    auto connections = m_isAdding ? m_connectionsBefore : std::set<ConnectionId>();
    for (const SceneNodePointer& node : m_context.scene.nodesIn(m_band))
        if (node->isFrame ? m_band.contains(node->rect) : m_band.intersects(node->rect))
            resources.insert(node->id);
    for (const SceneConnectorPointer& connector : m_context.scene.connectorsIn(m_band))
        if (resources.contains(connector->from) && resources.contains(connector->to))
            connections.insert(connector->id);
    if (resources != m_context.controller.selectedResources()
        || connections != m_context.controller.selectedConnections())
        m_context.controller.select(std::move(resources), std::move(connections));
}

void RubberBand::finish(const PointerState& at)
{
    move(at);
}

void RubberBand::cancel()
{
    m_context.controller.select(m_resourcesBefore, m_connectionsBefore);
}

void RubberBand::paint(QPainter& painter) const
{
    QColor fill = theme().selection;
    fill.setAlpha(30);
    painter.setBrush(fill);
    painter.setPen(QPen(theme().selection, 1));
    painter.drawRect(m_context.viewport.toWidget(m_band));
}

} // namespace skydraft
