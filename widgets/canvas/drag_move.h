// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "widgets/canvas/canvas_context.h"
#include "widgets/canvas/drop_target.h"
#include "widgets/canvas/move_plan.h"

namespace skydraft {

/// Moves the selected resources with what stands in them. What the pointer is over when it lets go
/// becomes the parent of what was grabbed; others keep to where their middle is. Shift keeps to one
/// direction, Ctrl suspends snapping and reparenting, Alt leaves the originals and makes copies.
class DragMove : public Gesture
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::DragMove)

public:
    DragMove(CanvasContext& context, const ResourceId& grabbed, const QPointF& start);

    void move(const PointerState& at) override;
    void finish(const PointerState& at) override;
    void cancel() override;
    void paint(QPainter& painter) const override;
    Qt::CursorShape cursor() const override
    {
        return m_isCopying ? Qt::DragCopyCursor : Qt::SizeAllCursor;
    }

private:
    void snap(const PointerState& at);
    void aim(const PointerState& at);
    std::vector<Moved> moves() const;
    void copy();

    CanvasContext& m_context;
    ResourceId m_grabbed;
    QPointF m_start;
    std::vector<ResourceId> m_items; // outermost of the selection
    ResourceSet m_all;               // with their contents
    QPointF m_offset;
    std::vector<QLineF> m_guides;
    std::map<ResourceId, DropTarget> m_targets;
    QPointF m_pointer;
    bool m_isCopying = false;
    bool m_changesParent = false;
    bool m_isRefused = false;
};

} // namespace skydraft
