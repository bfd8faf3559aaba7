// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/containment.h"
#include "model/layout/place.h"
#include "widgets/canvas/connector_router.h"
#include "widgets/canvas/scene_index.h"
#include "widgets/canvas/scene_node.h"
#include "widgets/session/analysis_runner.h"

#include <functional>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace skydraft {

using ResourceSet = std::unordered_set<ResourceId>;
using ConnectionSet = std::unordered_set<ConnectionId>;

/// Areas of the drawing that look different now.
using DirtyAreas = std::vector<QRectF>;

/// What the canvas paints, kept in step with an Architecture change by change. Nodes and connectors
/// are immutable and shared, so a list of them is a snapshot for a worker thread. Window thread
/// only.
class Scene
{
public:
    explicit Scene(const Catalogue& catalogue);

    const Catalogue& catalogue() const { return m_catalogue; }
    const Architecture& architecture() const { return m_architecture; }

    /// Starts anew (another document, another language).
    void reset(const Architecture& architecture);
    /// Follows one commit, undo or redo.
    DirtyAreas update(const Architecture& architecture, const ChangeSet& changes);
    DirtyAreas setAnalysis(const AnalysisPointer& analysis);

    bool isEmpty() const { return m_handles.empty(); }
    std::size_t nodeCount() const { return m_handles.size(); }
    const SceneNode* find(const ResourceId& id) const;
    const SceneConnector* find(const ConnectionId& id) const;
    SceneNodePointer share(const ResourceId& id) const;
    SceneConnectorPointer share(const ConnectionId& id) const;

    /// In the order in which they are painted: frames outside in, then nodes.
    std::vector<SceneNodePointer> nodesIn(const QRectF& area) const;
    std::vector<SceneConnectorPointer> connectorsIn(const QRectF& area) const;

    /// In the order of their ids; an empty id asks for what stands in nothing.
    std::vector<ResourceId> childrenOf(const ResourceId& id) const;
    /// The resources and all that stand in them.
    ResourceSet withContents(const std::set<ResourceId>& ids) const;
    bool isInside(const ResourceId& id, const ResourceId& ancestor) const;
    std::vector<ConnectionId> connectorsOf(const ResourceId& id) const;

    using NodeFilter = std::function<bool(const SceneNode&)>;
    /// The topmost node (not frame) at a point.
    const SceneNode* nodeAt(const QPointF& point, double margin = 0,
                            const NodeFilter& filter = {}) const;
    /// The innermost frame around a point.
    const SceneNode* frameAt(const QPointF& point, const NodeFilter& filter = {}) const;
    const SceneConnector* connectorAt(const QPointF& point, double distance) const;

    /// How routing sees a node.
    static ConnectorEnd endOf(const SceneNode& node);

    /// The way of a connector between two nodes that stand at these places (while they are dragged:
    /// other ones than in the scene), around nodes that are not `ignored`.
    std::vector<QPointF> route(const SceneNode& from, const QRectF& fromRect, const SceneNode& to,
                               const QRectF& toRect, int lane,
                               const ResourceSet& ignored = {}) const;

    /// Around everything; empty where there is nothing.
    QRectF bounds() const;

private:
    using Handle = SceneIndex::Item;
    struct Entry
    {
        SceneNodePointer node{};
        std::vector<Handle> connectors{};
    };

    std::shared_ptr<SceneNode> build(const Resource& resource) const;
    bool leadsToInternet(const Resource& subnet) const;
    int depthOf(const Resource& resource) const;

    /// Brings one resource up to date; adds what must follow (connectors, contents) to `work`.
    struct Work
    {
        DirtyAreas dirty{};
        std::set<ConnectionId> connectors{};
        std::vector<ResourceId> contents{};
    };
    void synchronize(const ResourceId& id, Work& work);
    void synchronize(const ConnectionId& id, Work& work);
    void removeNode(const ResourceId& id, Work& work);
    void removeConnector(const ConnectionId& id, Work& work);
    QSizeF labelSize(const QString& label, bool hasBadge);
    void placeLabel(SceneConnector& connector) const;
    void putConnector(const SceneConnectorPointer& connector, Work& work);
    void finish(const std::vector<ResourceId>& resources, Work& work);
    std::vector<Obstacle> obstaclesBetween(const SceneNode& from, const QRectF& fromRect,
                                           const SceneNode& to, const QRectF& toRect,
                                           const ResourceSet& ignored) const;
    bool avoidsObstacles() const;
    void addDetours(Work& work) const;
    void addPairs(const ResourceId& one, const ResourceId& other,
                  std::set<ConnectionId>& into) const;
    int laneOf(const Connection& connection) const;
    void indexMainTables();
    std::vector<ResourceId> withSubnets(const std::set<ResourceId>& changed);

    const Catalogue& m_catalogue;
    Architecture m_architecture;
    Placements m_missing;
    std::unordered_map<ResourceId, ResourceId> m_mainTables; ///< of each VPC

    std::unordered_map<ResourceId, Handle> m_handles;
    std::vector<Entry> m_entries;
    std::vector<Handle> m_freeEntries;
    std::map<ResourceId, std::set<ResourceId>> m_children;
    SceneIndex m_nodeIndex;

    std::unordered_map<ConnectionId, Handle> m_connectorHandles;
    std::vector<SceneConnectorPointer> m_connectors;
    std::vector<Handle> m_freeConnectors;
    SceneIndex m_connectorIndex;

    std::unordered_map<ResourceId, NodeVerdict> m_nodeVerdicts;
    std::unordered_map<ConnectionId, ConnectorVerdict> m_verdicts;
    std::map<std::pair<QString, bool>, QSizeF> m_labelSizes;
};

} // namespace skydraft
