// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/canvas/canvas_context.h"

namespace skydraft {

/// Selects what lies wholly in a rectangle (nodes: what it touches). Shift adds to the selection.
/// A band that starts inside a frame leaves that frame and those around it out.
class RubberBand : public Gesture
{
public:
    RubberBand(CanvasContext& context, const PointerState& start);

    void move(const PointerState& at) override;
    void finish(const PointerState& at) override;
    void cancel() override;
    void paint(QPainter& painter) const override;
    Qt::CursorShape cursor() const override { return Qt::CrossCursor; }

private:
    CanvasContext& m_context;
    QPointF m_start;
    QRectF m_band; // drawing units
    bool m_isAdding;
    std::set<ResourceId> m_resourcesBefore;
    std::set<ConnectionId> m_connectionsBefore;
};

/// Moves the view.
class PanDrag : public Gesture
{
public:
    PanDrag(CanvasContext& context, const PointerState& start)
        : m_context(context)
        , m_last(start.widget)
    {}

    void move(const PointerState& at) override
    {
        m_context.viewport.pan(at.widget - m_last);
        m_last = at.widget;
    }
    void finish(const PointerState& at) override { move(at); }
    void cancel() override {}
    Qt::CursorShape cursor() const override { return Qt::ClosedHandCursor; }
    bool scrollsAtEdge() const override { return false; }

private:
    CanvasContext& m_context;
    QPointF m_last;
};

} // namespace skydraft
