// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Scene that keeps connectors, problems and verdicts.
#include <QGuiApplication>

#include "widgets/canvas/node_texts.h"
#include "widgets/canvas/scene.h"

#include <algorithm>

namespace skydraft {
namespace {

/// Beyond this many connectors a drawing opens too slowly where each label looks for a free place.
constexpr std::size_t mostPlacedLabels = 4000;
/// The same for connectors that look for a way around nodes.
constexpr std::size_t mostDetours = 2000;
constexpr std::size_t mostObstacles = 200; // between two ends; more than this cannot be avoided

/// Where obstacles and detours of a connector lie.
QRectF hullOf(const QRectF& from, const QRectF& to)
{
    return (from | to).adjusted(-detourReach, -detourReach, detourReach, detourReach);
}

ConnectorVerdict verdictOf(const Trace& trace)
{
    switch (trace.verdict) {
    case Verdict::Reachable:
        return ConnectorVerdict::Allowed;
    case Verdict::Blocked:
        return ConnectorVerdict::Blocked;
    case Verdict::Unknown:
        return ConnectorVerdict::Unknown;
    }
    return ConnectorVerdict::None;
}

int& countOf(NodeVerdict& node, Verdict verdict)
{
    switch (verdict) {
    case Verdict::Reachable:
        return node.reachable;
    case Verdict::Blocked:
        return node.blocked;
    case Verdict::Unknown:
        break;
    }
    return node.unknown;
}

/// The keys that only one of the maps has, or whose values differ.
template <class Key, class Value>
std::vector<Key> differing(const std::unordered_map<Key, Value>& before,
                           const std::unordered_map<Key, Value>& now)
{
    std::vector<Key> keys;
    for (const auto& [key, value] : before)
        if (const auto found = now.find(key); found == now.end() || found->second != value)
            keys.push_back(key);
    for (const auto& [key, value] : now)
        if (!before.contains(key))
            keys.push_back(key);
    return keys;
}

} // namespace

void Scene::addPairs(const ResourceId& one, const ResourceId& other,
                     std::set<ConnectionId>& into) const
{
    const auto found = m_handles.find(one);
    if (found == m_handles.end())
        return;
    for (const Handle handle : m_entries[found->second].connectors) {
        const SceneConnector& connector = *m_connectors[handle];
        if ((connector.from == one && connector.to == other)
            || (connector.from == other && connector.to == one))
            into.insert(connector.id);
    }
}

int Scene::laneOf(const Connection& connection) const
{
    std::set<ConnectionId> pair{connection.id};
    addPairs(connection.from, connection.to, pair);
    std::erase_if(pair, [&](const ConnectionId& id) { return m_architecture.find(id) == nullptr; });
    const auto at = static_cast<int>(std::distance(pair.begin(), pair.find(connection.id)));
    return at % 2 == 1 ? (at + 1) / 2 : -at / 2; // 0, 1, -1, 2 …
}

void Scene::synchronize(const ConnectionId& id, Work& work)
{
    const Connection* connection = m_architecture.find(id);
    const SceneNode* from = connection == nullptr ? nullptr : find(connection->from);
    const SceneNode* to = connection == nullptr ? nullptr : find(connection->to);
    const auto before = share(id);
    if (from == nullptr || to == nullptr) {
        removeConnector(id, work);
        return;
    }
    auto connector = std::make_shared<SceneConnector>();
    connector->id = id;
    connector->from = connection->from;
    connector->to = connection->to;
    connector->kind = connection->kind;
    connector->lane = laneOf(*connection);
    connector->label = NodeTexts::connectorLabel(*connection);
    if (const auto verdict = m_verdicts.find(id); verdict != m_verdicts.end())
        connector->verdict = verdict->second;
    connector->labelSize =
        labelSize(connector->label, connector->verdict != ConnectorVerdict::None);
    connector->corners = route(*from, from->rect, *to, to->rect, connector->lane);
    if (before && before->from == connector->from && before->to == connector->to
        && before->kind == connector->kind && before->verdict == connector->verdict
        && before->lane == connector->lane && before->corners == connector->corners
        && before->label == connector->label)
        return;
    removeConnector(id, work);
    placeLabel(*connector);
    putConnector(connector, work);
}

QSizeF Scene::labelSize(const QString& label, bool hasBadge)
{
    QSizeF& size = m_labelSizes[{label, hasBadge}]; // few labels differ, and measuring is slow
    if (size.isEmpty())
        size = connectorLabelSize(label, hasBadge, QGuiApplication::font());
    return size;
}

ConnectorEnd Scene::endOf(const SceneNode& node)
{
    return {node.rect, node.isFrame ? 0 : node.estimatedLabelHeight()};
}

bool Scene::avoidsObstacles() const
{
    return m_architecture.connections().size() <= mostDetours;
}

/// What moved may stand in the way of connectors that do not end there, or free their way.
void Scene::addDetours(Work& work) const
{
    if (!avoidsObstacles() || work.dirty.empty())
        return;
    for (const SceneConnectorPointer& connector : m_connectors) {
        const SceneNode* from = connector ? find(connector->from) : nullptr;
        const SceneNode* to = connector ? find(connector->to) : nullptr;
        if (from == nullptr || to == nullptr)
            continue;
        const QRectF hull = hullOf(from->rect, to->rect);
        if (std::any_of(work.dirty.begin(), work.dirty.end(),
                        [&](const QRectF& dirty) { return dirty.intersects(hull); }))
            work.connectors.insert(connector->id);
    }
}

std::vector<Obstacle> Scene::obstaclesBetween(const SceneNode& from, const QRectF& fromRect,
                                              const SceneNode& to, const QRectF& toRect,
                                              const ResourceSet& ignored) const
{
    std::vector<Obstacle> obstacles;
    const QRectF hull = hullOf(fromRect, toRect);
    for (const Handle handle : m_nodeIndex.query(hull)) {
        const SceneNode& node = *m_entries[handle].node;
        if (node.id == from.id || node.id == to.id || ignored.contains(node.id)
            || !node.paintBounds().intersects(hull))
            continue;
        if (node.isFrame) {
            const double width =
                std::min(node.rect.width(), 60 + 6.6 * static_cast<double>(node.title.size()));
            obstacles.push_back(
                {QRectF(node.rect.x(), node.rect.y() + 2, width, 26), Obstacle::Weight::Title});
        } else {
            obstacles.push_back(
                {node.rect.adjusted(-6, -6, 6, endOf(node).labelHeight), Obstacle::Weight::Node});
        }
        if (obstacles.size() > mostObstacles)
            return {};
    }
    return obstacles;
}

std::vector<QPointF> Scene::route(const SceneNode& from, const QRectF& fromRect,
                                  const SceneNode& to, const QRectF& toRect, int lane,
                                  const ResourceSet& ignored) const
{
    const ConnectorEnd fromEnd{fromRect, endOf(from).labelHeight};
    const ConnectorEnd toEnd{toRect, endOf(to).labelHeight};
    if (!avoidsObstacles() || from.isFrame || to.isFrame)
        return routedCorners(fromEnd, toEnd, lane);
    return routedCorners(fromEnd, toEnd, lane,
                         obstaclesBetween(from, fromRect, to, toRect, ignored));
}

void Scene::placeLabel(SceneConnector& connector) const
{
    if (connector.labelSize.isEmpty())
        return;
    const std::vector<QPointF> places = labelPlaces(connector.corners, connector.labelSize);
    connector.labelAt = places.front();
    if (m_architecture.connections().size() > mostPlacedLabels)
        return;
    for (const QPointF& place : places) {
        SceneConnector there;
        there.labelSize = connector.labelSize;
        there.labelAt = place;
        const QRectF rect = there.labelRect();
        const auto nodes = m_nodeIndex.query(rect);
        const bool hitsNode = std::any_of(nodes.begin(), nodes.end(), [&](Handle handle) {
            const SceneNode& node = *m_entries[handle].node;
            return node.isFrame
                       ? QRectF(node.rect.x(), node.rect.y(), node.rect.width(), 26)
                             .intersects(rect)
                       : node.rect.adjusted(-4, -4, 4, endOf(node).labelHeight).intersects(rect);
        });
        const auto connectors = m_connectorIndex.query(rect);
        const bool hitsLabel =
            std::any_of(connectors.begin(), connectors.end(), [&](Handle handle) {
                return m_connectors[handle]->labelRect().intersects(rect);
            });
        if (!hitsNode && !hitsLabel) {
            connector.labelAt = place;
            return;
        }
    }
}

void Scene::putConnector(const SceneConnectorPointer& connector, Work& work)
{
    Handle handle = 0;
    if (m_freeConnectors.empty()) {
        handle = static_cast<Handle>(m_connectors.size());
        m_connectors.push_back(connector);
    } else {
        handle = m_freeConnectors.back();
        m_freeConnectors.pop_back();
        m_connectors[handle] = connector;
    }
    m_connectorHandles[connector->id] = handle;
    m_entries[m_handles.at(connector->from)].connectors.push_back(handle);
    if (connector->to != connector->from)
        m_entries[m_handles.at(connector->to)].connectors.push_back(handle);
    for (const QRectF& area : connector->areas()) {
        m_connectorIndex.insert(handle, area);
        work.dirty.push_back(area);
    }
}

void Scene::removeConnector(const ConnectionId& id, Work& work)
{
    const auto found = m_connectorHandles.find(id);
    if (found == m_connectorHandles.end())
        return;
    const Handle handle = found->second;
    const SceneConnectorPointer connector = std::move(m_connectors[handle]);
    for (const QRectF& area : connector->areas()) {
        m_connectorIndex.remove(handle, area);
        work.dirty.push_back(area);
    }
    for (const ResourceId& end : {connector->from, connector->to})
        if (const auto node = m_handles.find(end); node != m_handles.end())
            std::erase(m_entries[node->second].connectors, handle);
    m_connectors[handle].reset();
    m_freeConnectors.push_back(handle);
    m_connectorHandles.erase(found);
}

DirtyAreas Scene::setAnalysis(const AnalysisPointer& analysis)
{
    std::unordered_map<ResourceId, NodeVerdict> nodes;
    std::unordered_map<ConnectionId, ConnectorVerdict> verdicts;
    if (analysis) {
        for (const FindingPointer& shared : analysis->findings) {
            const Finding& finding = *shared;
            if (finding.resource.empty())
                continue;
            NodeVerdict& at = nodes[finding.resource];
            at.errors += finding.severity == Severity::Error ? 1 : 0;
            at.warnings += finding.severity == Severity::Warning ? 1 : 0;
        }
        for (const auto& [id, trace] : analysis->traces) {
            verdicts[id] = verdictOf(*trace);
            if (const Connection* connection = analysis->architecture.find(id))
                for (const ResourceId& end : std::set{connection->from, connection->to})
                    ++countOf(nodes[end], trace->verdict);
        }
    }
    Work work;
    std::vector<ResourceId> resources = differing(m_nodeVerdicts, nodes);
    for (const ConnectionId& id : differing(m_verdicts, verdicts))
        work.connectors.insert(id);
    m_nodeVerdicts = std::move(nodes);
    m_verdicts = std::move(verdicts);
    finish(resources, work);
    return work.dirty;
}

} // namespace skydraft
