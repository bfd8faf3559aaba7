// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/canvas/canvas_context.h"

namespace skydraft {

/// Drags one of the eight handles of a frame or node. A frame never becomes smaller than what
/// stands in it, nor a node so small that it cannot be grabbed.
class ResizeDrag : public Gesture
{
public:
    ResizeDrag(CanvasContext& context, const ResourceId& id, int handle, const QPointF& start);

    void move(const PointerState& at) override;
    void finish(const PointerState& at) override;
    void cancel() override;
    void paint(QPainter& painter) const override;
    Qt::CursorShape cursor() const override;

private:
    CanvasContext& m_context;
    ResourceId m_id;
    int m_handle;
    QPointF m_start;
    QRectF m_before;
    QRectF m_now;
    QRectF m_contents; // around the children, with room; empty where there are none
    QSizeF m_smallest;
    QPointF m_pointer;
};

} // namespace skydraft
