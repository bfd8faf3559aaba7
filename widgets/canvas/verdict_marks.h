// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "widgets/canvas/scene_node.h"
#include "widgets/theme/theme.h"

namespace skydraft {

// Marks with a shape of their own each, so that no meaning is by colour alone.

/// The mark of a node: an octagon with a cross (blocked) or a number (errors), a diamond with a
/// question mark, a triangle with a number (warnings), a small disc with a check. `count` of 1 is
/// an exclamation mark, 0 leaves the sign out. Uses the painter's font.
void paintNodeMark(QPainter& painter, const QRectF& rect, NodeMark mark, const Theme& theme,
                   int count);

/// A globe, for what the internet reaches.
void paintGlobe(QPainter& painter, const QRectF& rect, const QColor& line, const QColor& ground);

/// A cross in a disc, for where a packet ends.
void paintCross(QPainter& painter, const QPointF& middle, double radius, const Theme& theme);

} // namespace skydraft
