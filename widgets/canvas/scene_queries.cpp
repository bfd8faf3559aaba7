// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Scene that answers questions.
#include "widgets/canvas/scene.h"

#include <algorithm>

namespace skydraft {

const SceneNode* Scene::find(const ResourceId& id) const
{
    const auto found = m_handles.find(id);
    return found == m_handles.end() ? nullptr : m_entries[found->second].node.get();
}

const SceneConnector* Scene::find(const ConnectionId& id) const
{
    const auto found = m_connectorHandles.find(id);
    return found == m_connectorHandles.end() ? nullptr : m_connectors[found->second].get();
}

SceneNodePointer Scene::share(const ResourceId& id) const
{
    const auto found = m_handles.find(id);
    return found == m_handles.end() ? nullptr : m_entries[found->second].node;
}

SceneConnectorPointer Scene::share(const ConnectionId& id) const
{
    const auto found = m_connectorHandles.find(id);
    return found == m_connectorHandles.end() ? nullptr : m_connectors[found->second];
}

std::vector<SceneNodePointer> Scene::nodesIn(const QRectF& area) const
{
    std::vector<SceneNodePointer> frames;
    std::vector<SceneNodePointer> nodes;
    for (const Handle handle : m_nodeIndex.query(area))
        if (const auto& node = m_entries[handle].node; node && node->paintBounds().intersects(area))
            (node->isFrame ? frames : nodes).push_back(node);
    std::stable_sort(
        frames.begin(), frames.end(),
        [](const SceneNodePointer& a, const SceneNodePointer& b) { return a->depth < b->depth; });
    frames.insert(frames.end(), nodes.begin(), nodes.end());
    return frames;
}

std::vector<SceneConnectorPointer> Scene::connectorsIn(const QRectF& area) const
{
    std::vector<SceneConnectorPointer> result;
    for (const Handle handle : m_connectorIndex.query(area))
        if (const auto& connector = m_connectors[handle])
            result.push_back(connector);
    return result;
}

std::vector<ResourceId> Scene::childrenOf(const ResourceId& id) const
{
    const auto found = m_children.find(id);
    if (found == m_children.end())
        return {};
    return {found->second.begin(), found->second.end()};
}

ResourceSet Scene::withContents(const std::set<ResourceId>& ids) const
{
    ResourceSet result;
    std::vector<ResourceId> open(ids.begin(), ids.end());
    while (!open.empty()) {
        const ResourceId id = open.back();
        open.pop_back();
        if (!result.insert(id).second)
            continue;
        if (const auto children = m_children.find(id); children != m_children.end())
            open.insert(open.end(), children->second.begin(), children->second.end());
    }
    return result;
}

bool Scene::isInside(const ResourceId& id, const ResourceId& ancestor) const
{
    for (const SceneNode* at = find(id); at != nullptr && !at->parent.empty();
         at = find(at->parent))
        if (at->parent == ancestor)
            return true;
    return false;
}

std::vector<ConnectionId> Scene::connectorsOf(const ResourceId& id) const
{
    std::vector<ConnectionId> result;
    if (const auto found = m_handles.find(id); found != m_handles.end())
        for (const Handle handle : m_entries[found->second].connectors)
            result.push_back(m_connectors[handle]->id);
    return result;
}

const SceneNode* Scene::nodeAt(const QPointF& point, double margin, const NodeFilter& filter) const
{
    const QRectF area(point.x() - margin - 1, point.y() - margin - 1, 2 * margin + 2,
                      2 * margin + 2);
    const SceneNode* best = nullptr;
    for (const SceneNodePointer& node : nodesIn(area))
        if (!node->isFrame
            && node->hitBounds().adjusted(-margin, -margin, margin, margin).contains(point)
            && (!filter || filter(*node)))
            best = node.get();
    return best;
}

const SceneNode* Scene::frameAt(const QPointF& point, const NodeFilter& filter) const
{
    const SceneNode* best = nullptr;
    const auto size = [](const SceneNode& node) { return node.rect.width() * node.rect.height(); };
    for (const SceneNodePointer& node : nodesIn(QRectF(point.x() - 1, point.y() - 1, 2, 2))) {
        if (!node->isFrame || !node->rect.contains(point) || (filter && !filter(*node)))
            continue;
        if (best == nullptr || node->depth > best->depth
            || (node->depth == best->depth && size(*node) < size(*best)))
            best = node.get();
    }
    return best;
}

const SceneConnector* Scene::connectorAt(const QPointF& point, double distance) const
{
    const SceneConnector* best = nullptr;
    double bestDistance = distance;
    const QRectF area(point.x() - distance, point.y() - distance, 2 * distance, 2 * distance);
    for (const Handle handle : m_connectorIndex.query(area)) {
        const SceneConnector* connector = m_connectors[handle].get();
        if (connector == nullptr)
            continue;
        const double here =
            connector->labelRect().contains(point) ? 0 : connector->distanceTo(point);
        if (here <= bestDistance) {
            best = connector;
            bestDistance = here;
        }
    }
    return best;
}

QRectF Scene::bounds() const
{
    QRectF result;
    for (const auto& [id, handle] : m_handles)
        result |= m_entries[handle].node->paintBounds();
    for (const SceneConnectorPointer& connector : m_connectors)
        if (connector)
            for (const QRectF& area : connector->areas())
                result |= area;
    return result;
}

} // namespace skydraft
