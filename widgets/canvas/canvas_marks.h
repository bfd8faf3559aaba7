// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "widgets/canvas/canvas_context.h"
#include "widgets/canvas/drop_target.h"

#include <array>

namespace skydraft {

// What is painted above the drawing while it is worked on. All in widget coordinates.

/// A short text on a coloured ground, kept inside `within`.
void paintPill(QPainter& painter, const QPointF& leftMiddle, const QString& text,
               const QColor& ground, const QColor& ink, const QRectF& within);

/// Outlines the frame that would take what is dragged (or refuses it) and says so at the pointer.
void paintDropTarget(QPainter& painter, const CanvasContext& context, const DropTarget& target,
                     const QPointF& pointer);

void paintGuides(QPainter& painter, const CanvasContext& context,
                 const std::vector<QLineF>& guides);

/// Outlines of what is selected, and handles where it is one thing.
void paintSelection(QPainter& painter, const CanvasContext& context);

/// Handles for resizing, clockwise from the upper left: 4 corners and 4 sides.
std::array<QPointF, 8> resizeHandles(const QRectF& widgetRect);
Qt::CursorShape resizeCursor(int handle);

/// Handles from which a connection is drawn: above, right, below, left of a node.
std::array<QPointF, 4> connectHandles(const QRectF& widgetRect);
void paintConnectHandles(QPainter& painter, const CanvasContext& context, const SceneNode& node);

inline constexpr double handleReach = 9; ///< a click this near to a handle means it, widget pixels

} // namespace skydraft
