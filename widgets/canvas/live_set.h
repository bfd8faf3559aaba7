// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/canvas/scene.h"
#include "widgets/canvas/scene_painter.h"
#include "widgets/canvas/tile_cache.h"

namespace skydraft {

/// What is being dragged or resized: taken out of the tiles at pick-up and painted live above them,
/// with its connectors, until the tiles show it again after the drop.
class LiveSet
{
public:
    LiveSet(Scene& scene, TileCache& tiles)
        : m_scene(scene)
        , m_tiles(tiles)
    {}

    bool isEmpty() const { return m_nodes.empty(); }
    bool isLifted() const { return m_isLifted; }
    bool contains(const ResourceId& id) const { return m_isLifted && m_ids.contains(id); }
    /// The connector is painted live.
    bool contains(const SceneConnector& connector) const;

    void lift(const ResourceSet& ids);
    void setOffset(const QPointF& offset);
    /// Instead of an offset: a rectangle for one of them (resizing).
    void setRect(const ResourceId& id, const QRectF& rect);
    /// Also at the place where it came from: it is being copied.
    void setIsCopy(bool isCopy) { m_isCopy = isCopy; }
    /// The drop: from now on the tiles show it again; it is painted from the scene until they do.
    void release();
    /// The tiles in view are up to date again.
    void settled();

    QRectF rectOf(const SceneNode& node) const;
    void paint(ScenePainter& painter) const;

private:
    void invalidate() const;
    void paintConnectors(ScenePainter& painter) const;
    void paintOriginals(ScenePainter& painter) const;

    Scene& m_scene;
    TileCache& m_tiles;
    ResourceSet m_ids;
    std::vector<SceneNodePointer> m_nodes; // in painting order
    std::vector<SceneConnectorPointer> m_connectors;
    QPointF m_offset;
    std::unordered_map<ResourceId, QRectF> m_rects;
    bool m_isLifted = false;
    bool m_isCopy = false;
};

} // namespace skydraft
