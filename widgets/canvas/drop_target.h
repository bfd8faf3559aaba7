// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "widgets/canvas/scene.h"

#include <optional>

namespace skydraft {

/// Where something that is dragged would stand, and what to say about it before it is let go.
struct DropTarget
{
    bool isAccepted = false;
    std::optional<ResourceId> parent{}; ///< nothing: on the drawing itself
    ResourceId frame{}; ///< to be outlined: the parent, or what refuses; may be empty
    QString text{};     ///< "Place in Subnet “public-a”"
};

class DropTargets
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::DropTargets)

public:
    /// The innermost frame at `point` that may take `type`, or one around it, or the drawing itself
    /// where no frame stands in the way. A type with a place of its own inside frames (a NAT
    /// gateway: a subnet) is refused in frames that do not give it one. `excluded`: what is being
    /// dragged.
    static DropTarget find(const Scene& scene, const ServiceType& type, const QPointF& point,
                           const ResourceSet& excluded = {});

    /// Where a new resource of `type` would be drawn when it is let go at `point`: around it, on
    /// the grid, inside its parent, and beside what already stands there.
    static QRectF placeFor(const Scene& scene, const ServiceType& type, const QPointF& point,
                           const std::optional<ResourceId>& parent);

private:
    static QRectF placeForNode(const ServiceType& type, const QPointF& point,
                               const SceneNode* frame, const std::vector<Placement>& taken);
    static QRectF placeForFrame(const ServiceType& type, const QPointF& point,
                                const SceneNode* frame, const std::vector<Placement>& taken);
};

} // namespace skydraft
