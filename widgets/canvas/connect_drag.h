// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "widgets/canvas/canvas_context.h"
#include "widgets/canvas/connection_plan.h"

#include <optional>

namespace skydraft {

/// Draws a new connection from a node, or leads an end of a connector to another node.
class ConnectDrag : public Gesture
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::ConnectDrag)

public:
    enum class End
    {
        From,
        To
    };

    ConnectDrag(CanvasContext& context, const ResourceId& from);
    ConnectDrag(CanvasContext& context, const ConnectionId& connection, End end);

    void move(const PointerState& at) override;
    void finish(const PointerState& at) override;
    void cancel() override;
    void paint(QPainter& painter) const override;
    Qt::CursorShape cursor() const override { return Qt::CrossCursor; }

private:
    ConnectionPlan planTo(const ResourceId& target) const;
    void collectTargets();

    CanvasContext& m_context;
    ResourceId m_fixed;                       // the end that stays
    std::optional<ConnectionId> m_connection; // whose end is led elsewhere
    End m_end = End::To;
    QPointF m_pointer;
    ResourceId m_target;
    ConnectionPlan m_plan;
    std::vector<ResourceId> m_targets; // in view, and would take it
    QRectF m_targetsArea;
};

} // namespace skydraft
