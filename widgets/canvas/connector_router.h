// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/canvas/scene_node.h"

namespace skydraft {

/// An end of a connector as routing sees it.
struct ConnectorEnd
{
    QRectF rect{};
    double labelHeight = 0; ///< of the name below a node; 0 for a frame
};

/// Something that a connector should not run through.
struct Obstacle
{
    QRectF rect{};
    enum class Weight
    {
        Node, ///< avoided by any detour
        Title ///< of a frame: avoided where that costs little
    };
    Weight weight = Weight::Node;
};

/// Space around both ends within which detours run and obstacles matter, drawing units.
inline constexpr double detourReach = 120;

/// The corners between two ends; a connector that leaves or enters at the bottom of a node does so
/// below the node's name where there is room. Takes model/layout's route where it is clear, else
/// the one of a few dozen simple ways that crosses least, is short and has few bends: the same ends
/// and obstacles always give the same way.
std::vector<QPointF> routedCorners(const ConnectorEnd& from, const ConnectorEnd& to, int lane,
                                   const std::vector<Obstacle>& obstacles = {});

/// Where a label of `size` may stand on a route, best first.
std::vector<QPointF> labelPlaces(const std::vector<QPointF>& corners, const QSizeF& size);

/// Room that a connector's label takes with its verdict badge, drawing units. `font` is the
/// program's.
QSizeF connectorLabelSize(const QString& label, bool hasBadge, const QFont& font);

inline constexpr double connectorBadgeSize = 15;

} // namespace skydraft
