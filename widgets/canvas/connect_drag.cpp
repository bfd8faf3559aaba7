// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/connect_drag.h"

#include <QPainterPath>

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "widgets/canvas/canvas_marks.h"

namespace skydraft {

ConnectDrag::ConnectDrag(CanvasContext& context, const ResourceId& from)
    : m_context(context)
    , m_fixed(from)
{}

ConnectDrag::ConnectDrag(CanvasContext& context, const ConnectionId& connection, End end)
    : m_context(context)
    , m_connection(connection)
    , m_end(end)
{
    if (const SceneConnector* connector = context.scene.find(connection))
        m_fixed = end == End::To ? connector->from : connector->to;
}

ConnectionPlan ConnectDrag::planTo(const ResourceId& target) const
{
    const Architecture& architecture = m_context.scene.architecture();
    const Catalogue& catalogue = m_context.scene.catalogue();
    ConnectionPlan plan = m_end == End::To
                              ? ConnectionPlans::plan(catalogue, architecture, m_fixed, target)
                              : ConnectionPlans::plan(catalogue, architecture, target, m_fixed);
    const Connection* before = m_connection ? architecture.find(*m_connection) : nullptr;
    if (before != nullptr && plan.isAccepted && plan.connection.kind == before->kind) {
        // What was set on the connection stays; a port that the old target gave does not.
        const Json port = memberOf(before->properties, "port");
        const Resource* oldTarget = architecture.find(before->to);
        const auto oldPort = oldTarget == nullptr
                                 ? std::nullopt
                                 : ConnectionPlans::listeningPort(catalogue, *oldTarget);
        const bool isOwnPort =
            port.is_number_integer() && (!oldPort || *oldPort != port.get<int>());
        Json properties = before->properties;
        if (!isOwnPort && plan.connection.properties.contains("port"))
            properties["port"] = plan.connection.properties["port"];
        plan.connection.properties = std::move(properties);
        plan.connection.extra = before->extra;
    }
    return plan;
}

void ConnectDrag::collectTargets()
{
    const QRectF area = m_context.viewport.visible();
    if (area == m_targetsArea)
        return;
    m_targetsArea = area;
    m_targets.clear();
    constexpr std::size_t most = 200; // more outlines than this only confuse
    for (const SceneNodePointer& node : m_context.scene.nodesIn(area)) {
        if (m_targets.size() == most)
            return;
        if (!node->isFrame && planTo(node->id).isAccepted)
            m_targets.push_back(node->id);
    }
}

void ConnectDrag::move(const PointerState& at)
{
    m_pointer = at.widget;
    collectTargets();
    const SceneNode* node = m_context.scene.nodeAt(at.drawing, m_context.units(8));
    if (node == nullptr) {
        // Frames that act (a hosted zone) take connections at their title.
        const SceneNode* frame = m_context.scene.frameAt(at.drawing);
        if (frame != nullptr && at.drawing.y() < frame->rect.top() + frameTitleHeight)
            node = frame;
    }
    const ResourceId target = node == nullptr || node->id == m_fixed ? ResourceId() : node->id;
    if (target != m_target) {
        m_target = target;
        m_plan = target.empty() ? ConnectionPlan() : planTo(target);
    }
    m_context.hint(m_plan.text);
}

void ConnectDrag::finish(const PointerState& at)
{
    move(at);
    m_context.hint(m_plan.isAccepted ? QString() : m_plan.text);
    if (m_target.empty() || !m_plan.isAccepted)
        return;
    Connection connection = m_plan.connection;
    if (m_connection) {
        connection.id = *m_connection;
        m_context.controller.apply(
            Edit{Batch{{Edit{Disconnect{*m_connection}}, Edit{Connect{connection}}}}},
            MODEL_TEXT("Edit", "Reconnect"));
    } else {
        connection.id = freeConnectionId(m_context.scene.architecture());
        m_context.controller.apply(Edit{Connect{connection}}, MODEL_TEXT("Edit", "Connect"));
    }
    m_context.controller.select({}, {connection.id});
}

void ConnectDrag::cancel()
{
    m_context.hint({});
}

void ConnectDrag::paint(QPainter& painter) const
{
    const Viewport& viewport = m_context.viewport;
    painter.setBrush(Qt::NoBrush);
    QColor quiet = theme().dropTarget;
    quiet.setAlpha(110);
    painter.setPen(QPen(quiet, 1.5));
    for (const ResourceId& id : m_targets)
        if (const SceneNode* node = m_context.scene.find(id))
            painter.drawRoundedRect(viewport.toWidget(node->rect.adjusted(-3, -3, 3, 3)), 10, 10);
    const SceneNode* fixed = m_context.scene.find(m_fixed);
    if (fixed == nullptr)
        return;
    const SceneNode* target = m_context.scene.find(m_target);
    const QColor color = target == nullptr   ? theme().selection
                         : m_plan.isAccepted ? theme().dropTarget
                                             : theme().refusedTarget;
    const QPointF pointer = viewport.toDrawing(m_pointer);
    const ConnectorEnd free = target != nullptr
                                  ? Scene::endOf(*target)
                                  : ConnectorEnd{QRectF(pointer.x() - 1, pointer.y() - 1, 2, 2), 0};
    std::vector<QPointF> corners = m_end == End::To ? routedCorners(Scene::endOf(*fixed), free, 0)
                                                    : routedCorners(free, Scene::endOf(*fixed), 0);
    for (QPointF& corner : corners)
        corner = viewport.toWidget(corner);
    painter.setPen(
        QPen(color, 2, target != nullptr && !m_plan.isAccepted ? Qt::DashLine : Qt::SolidLine));
    painter.drawPath(roundedPath(corners, 7));
    painter.setBrush(color);
    painter.drawEllipse(corners.back(), 4, 4);
    if (target == nullptr)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 2.5));
    painter.drawRoundedRect(viewport.toWidget(target->rect.adjusted(-3, -3, 3, 3)), 10, 10);
    const QString sign = m_plan.isAccepted ? QStringLiteral("✓ ") : QStringLiteral("✕ ");
    paintPill(painter, m_pointer + QPointF(18, 26), sign + m_plan.text, color, theme().canvas,
              QRectF(m_context.widget.rect()));
}

} // namespace skydraft
