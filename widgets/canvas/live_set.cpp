// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/live_set.h"

#include <algorithm>

namespace skydraft {

bool LiveSet::contains(const SceneConnector& connector) const
{
    return m_isLifted && (m_ids.contains(connector.from) || m_ids.contains(connector.to));
}

void LiveSet::lift(const ResourceSet& ids)
{
    m_ids = ids;
    m_nodes.clear();
    m_connectors.clear();
    m_rects.clear();
    m_offset = {};
    m_isCopy = false;
    m_isLifted = true;
    ConnectionSet connectors;
    for (const ResourceId& id : ids) {
        if (auto node = m_scene.share(id))
            m_nodes.push_back(std::move(node));
        for (const ConnectionId& connector : m_scene.connectorsOf(id))
            if (connectors.insert(connector).second)
                m_connectors.push_back(m_scene.share(connector));
    }
    std::sort(m_nodes.begin(), m_nodes.end(),
              [](const SceneNodePointer& a, const SceneNodePointer& b) {
                  if (a->isFrame != b->isFrame)
                      return a->isFrame;
                  return a->depth != b->depth ? a->depth < b->depth : a->id < b->id;
              });
    invalidate();
}

void LiveSet::invalidate() const
{
    DirtyAreas areas;
    for (const SceneNodePointer& node : m_nodes)
        areas.push_back(node->paintBounds());
    for (const SceneConnectorPointer& connector : m_connectors)
        for (const QRectF& area : connector->areas())
            areas.push_back(area);
    m_tiles.invalidate(areas);
}

void LiveSet::setOffset(const QPointF& offset)
{
    m_offset = offset;
}

void LiveSet::setRect(const ResourceId& id, const QRectF& rect)
{
    m_rects[id] = rect;
}

void LiveSet::release()
{
    if (!m_isLifted)
        return;
    m_isLifted = false;
    m_isCopy = false;
    invalidate();
    // What is painted until the tiles are ready is what the scene says now.
    std::vector<SceneNodePointer> nodes;
    for (const SceneNodePointer& node : m_nodes)
        if (auto now = m_scene.share(node->id))
            nodes.push_back(std::move(now));
    std::vector<SceneConnectorPointer> connectors;
    for (const SceneConnectorPointer& connector : m_connectors)
        if (auto now = m_scene.share(connector->id))
            connectors.push_back(std::move(now));
    m_nodes = std::move(nodes);
    m_connectors = std::move(connectors);
    m_rects.clear();
    m_offset = {};
}

void LiveSet::settled()
{
    if (m_isLifted)
        return;
    m_nodes.clear();
    m_connectors.clear();
    m_ids.clear();
}

QRectF LiveSet::rectOf(const SceneNode& node) const
{
    if (const auto found = m_rects.find(node.id); found != m_rects.end())
        return found->second;
    return m_ids.contains(node.id) ? node.rect.translated(m_offset) : node.rect;
}

void LiveSet::paint(ScenePainter& painter) const
{
    if (m_isCopy)
        paintOriginals(painter);
    for (const SceneNodePointer& node : m_nodes)
        if (node->isFrame)
            painter.paintFrame(*node, rectOf(*node));
    paintConnectors(painter);
    for (const SceneNodePointer& node : m_nodes)
        if (!node->isFrame)
            painter.paintNode(*node, rectOf(*node));
}

void LiveSet::paintOriginals(ScenePainter& painter) const
{
    painter.paint({m_nodes, m_connectors});
}

void LiveSet::paintConnectors(ScenePainter& painter) const
{
    std::vector<SceneConnector> moved;
    for (const SceneConnectorPointer& connector : m_connectors) {
        if (!m_isLifted) {
            moved.push_back(*connector);
            continue;
        }
        const bool isInner = m_ids.contains(connector->from) && m_ids.contains(connector->to);
        if (m_isCopy && !isInner)
            continue; // a copy takes only its inner connections along
        SceneConnector now = *connector;
        if (isInner && m_rects.empty()) {
            for (QPointF& corner : now.corners)
                corner += m_offset;
            now.labelAt += m_offset;
        } else {
            const SceneNode* from = m_scene.find(connector->from);
            const SceneNode* to = m_scene.find(connector->to);
            if (from == nullptr || to == nullptr)
                continue;
            now.corners = m_scene.route(*from, rectOf(*from), *to, rectOf(*to), now.lane, m_ids);
            if (!now.labelSize.isEmpty())
                now.labelAt = labelPlaces(now.corners, now.labelSize).front();
        }
        moved.push_back(std::move(now));
    }
    for (const SceneConnector& connector : moved)
        painter.paintConnector(connector);
    if (painter.style().showsLabels())
        for (const SceneConnector& connector : moved)
            painter.paintConnectorLabel(connector);
}

} // namespace skydraft
