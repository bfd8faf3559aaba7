// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyEvent>

#include "widgets/canvas/canvas_context.h"

namespace skydraft {

class CanvasWidget;
class InlineRename;
class Nudge;

/// What keys do on the canvas that no menu does: walking, nudging, going in and out.
class Keyboard
{
public:
    Keyboard(CanvasContext& context, Nudge& nudge, InlineRename& rename, CanvasWidget& canvas);

    /// False for a key that means nothing here.
    bool press(const QKeyEvent& event);
    enum class Step
    {
        Next,
        Previous
    };
    /// Selects the next or previous sibling; false behind the last, where focus leaves.
    bool walk(Step step);

private:
    bool pressArrow(const QKeyEvent& event);
    bool pressCommand(const QKeyEvent& event);
    void enter();
    void leaveToParent();
    bool selectNeighbour(const QPointF& direction);
    const SceneNode* current() const;

    CanvasContext& m_context;
    Nudge& m_nudge;
    InlineRename& m_rename;
    CanvasWidget& m_canvas;
};

} // namespace skydraft
