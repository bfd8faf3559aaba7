// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>

#include "widgets/canvas/scene.h"

namespace skydraft {

/// A correction that lines something up with what is around it, and the lines to show for it.
struct Snap
{
    QPointF correction{};
    std::vector<QLineF> guides{}; ///< drawing units
};

/// Lines up the edges and middle of `moving` with those of `others` within `reach`; in each
/// direction where none is near, the left or upper edge goes to the grid.
Snap snapMoving(const QRectF& moving, const std::vector<QRectF>& others, double reach);

/// What a dragged node or frame may line up with: the others of its sort in `area`.
std::vector<QRectF> snapCandidates(const Scene& scene, const SceneNode& moving, const QRectF& area,
                                   const ResourceSet& excluded);

} // namespace skydraft
