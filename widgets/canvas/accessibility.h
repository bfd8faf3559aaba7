// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace skydraft {

class CanvasWidget;

/// Gives every CanvasWidget a tree for screen readers: resources by containment, each with its
/// type and name, its parent, connections and problems. Made lazily, as a reader asks.
void installCanvasAccessibility();

/// Tells screen readers which resource is in focus now.
void announceSelection(CanvasWidget& canvas);

} // namespace skydraft
