// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/select_tool.h"

#include <QGuiApplication>
#include <QLineF>
#include <QStyleHints>

#include "widgets/canvas/canvas_marks.h"
#include "widgets/canvas/connect_drag.h"
#include "widgets/canvas/drag_move.h"
#include "widgets/canvas/resize_drag.h"
#include "widgets/canvas/rubber_band.h"

#include <algorithm>
#include <utility>

namespace skydraft {
namespace {

constexpr double connectorReach = 6; // widget pixels
constexpr double borderReach = 5;
constexpr double connectHoverReach = 24; // handles stay while the pointer is on its way to them

double distance(const QPointF& a, const QPointF& b)
{
    return QLineF(a, b).length();
}

} // namespace

Hit hitAt(const CanvasContext& context, const QPointF& point)
{
    const Scene& scene = context.scene;
    if (const SceneNode* node = scene.nodeAt(point))
        return {Hit::Part::Node, node->id, {}};
    if (const SceneConnector* connector = scene.connectorAt(point, context.units(connectorReach)))
        return {Hit::Part::Connector, {}, connector->id};
    const double border = context.units(borderReach);
    const SceneNode* frame = scene.frameAt(point);
    // The border can be taken hold of from just outside too.
    for (const SceneNodePointer& near :
         scene.nodesIn(QRectF(point.x() - border, point.y() - border, 2 * border, 2 * border)))
        if (near->isFrame && near->rect.adjusted(-border, -border, border, border).contains(point)
            && !near->rect.adjusted(border, border, -border, -border).contains(point)
            && (frame == nullptr || near->depth >= frame->depth))
            return {Hit::Part::FrameBorder, near->id, {}};
    if (frame == nullptr)
        return {};
    const double title =
        std::min(std::max(frameTitleHeight, context.units(14)), frame->rect.height() / 3);
    const bool isTitle = point.y() <= frame->rect.top() + title;
    return {isTitle ? Hit::Part::FrameTitle : Hit::Part::FrameInside, frame->id, {}};
}

std::optional<int> SelectTool::resizeHandleAt(const QPointF& at) const
{
    const auto& selected = m_context.controller.selectedResources();
    if (selected.size() != 1 || !m_context.controller.selectedConnections().empty()
        || m_context.isReadOnly())
        return std::nullopt;
    const SceneNode* node = m_context.scene.find(*selected.begin());
    if (node == nullptr)
        return std::nullopt;
    const QRectF rect = m_context.viewport.toWidget(node->rect);
    if (rect.width() <= 24 || rect.height() <= 24)
        return std::nullopt;
    const auto handles = resizeHandles(rect);
    for (std::size_t i = 0; i < handles.size(); ++i)
        if (distance(handles[i], at) <= (node->isFrame ? handleReach : 6.0))
            return static_cast<int>(i);
    return std::nullopt;
}

bool SelectTool::isConnectHandleAt(const QPointF& at) const
{
    const SceneNode* node = m_context.scene.find(m_hovered);
    if (node == nullptr)
        return false;
    const auto handles = connectHandles(m_context.viewport.toWidget(node->rect));
    return std::any_of(handles.begin(), handles.end(),
                       [&](const QPointF& handle) { return distance(handle, at) <= handleReach; });
}

void SelectTool::press(const PointerState& at, Qt::MouseButton button, bool isSpaceHeld)
{
    cancel();
    m_press = at;
    if (button == Qt::MiddleButton || isSpaceHeld) {
        m_gesture = std::make_unique<PanDrag>(m_context, at);
        return;
    }
    if (button != Qt::LeftButton)
        return;
    hover(at);
    if (pressHandle(at))
        return;
    const Hit hit = hitAt(m_context, at.drawing);
    if (hit.isHandleOfResource())
        pressResource(hit.resource, at);
    else if (hit.part == Hit::Part::Connector)
        pressConnector(hit.connection, at);
    else
        pressGround(hit, at);
}

bool SelectTool::pressHandle(const PointerState& at)
{
    if (m_context.isReadOnly())
        return false;
    if (isConnectHandleAt(at.widget)) {
        const ResourceId from = m_hovered;
        m_beginDrag = [this, from] { return std::make_unique<ConnectDrag>(m_context, from); };
        return true;
    }
    if (const auto handle = resizeHandleAt(at.widget)) {
        const ResourceId id = *m_context.controller.selectedResources().begin();
        m_beginDrag = [this, id, handle = *handle, start = at.drawing] {
            return std::make_unique<ResizeDrag>(m_context, id, handle, start);
        };
        return true;
    }
    for (const ConnectionId& id : m_context.controller.selectedConnections()) {
        const SceneConnector* connector = m_context.scene.find(id);
        if (connector == nullptr)
            continue;
        const bool isTo =
            distance(m_context.viewport.toWidget(connector->corners.back()), at.widget)
            <= handleReach;
        if (!isTo
            && distance(m_context.viewport.toWidget(connector->corners.front()), at.widget)
                   > handleReach)
            continue;
        const auto end = isTo ? ConnectDrag::End::To : ConnectDrag::End::From;
        m_beginDrag = [this, id, end] { return std::make_unique<ConnectDrag>(m_context, id, end); };
        return true;
    }
    return false;
}

void SelectTool::pressResource(const ResourceId& id, const PointerState& at)
{
    DocumentController& controller = m_context.controller;
    auto resources = controller.selectedResources();
    const bool wasSelected = resources.contains(id);
    if (at.modifiers.testFlag(Qt::ShiftModifier)) {
        if (wasSelected)
            m_onClick = [this, id] { // only on release: it may be the start of a drag
                auto rest = m_context.controller.selectedResources();
                rest.erase(id);
                m_context.controller.select(rest, m_context.controller.selectedConnections());
            };
        resources.insert(id);
        controller.select(std::move(resources), controller.selectedConnections());
    } else if (!wasSelected) {
        controller.select({id});
    } else if (resources.size() > 1 || !controller.selectedConnections().empty()) {
        m_onClick = [this, id] { m_context.controller.select({id}); };
    }
    if (m_context.isReadOnly())
        return;
    m_beginDrag = [this, id, start = at.drawing] {
        return std::make_unique<DragMove>(m_context, id, start);
    };
}

void SelectTool::pressConnector(const ConnectionId& id, const PointerState& at)
{
    DocumentController& controller = m_context.controller;
    if (at.modifiers.testFlag(Qt::ShiftModifier)) {
        auto connections = controller.selectedConnections();
        if (connections.erase(id) == 0)
            connections.insert(id);
        controller.select(controller.selectedResources(), std::move(connections));
        return;
    }
    controller.select({}, {id});
    m_onClick = [this, id] {
        if (connectionClicked)
            connectionClicked(id);
    };
}

void SelectTool::pressGround(const Hit& hit, const PointerState& at)
{
    m_onClick = [this, hit, at] {
        if (hit.part == Hit::Part::FrameInside)
            m_context.controller.select({hit.resource});
        else if (!at.modifiers.testFlag(Qt::ShiftModifier))
            m_context.controller.clearSelection();
    };
    m_beginDrag = [this, at] { return std::make_unique<RubberBand>(m_context, at); };
}

void SelectTool::move(const PointerState& at)
{
    if (m_beginDrag
        && distance(at.widget, m_press.widget)
               >= QGuiApplication::styleHints()->startDragDistance() / 2.0) {
        m_gesture = std::exchange(m_beginDrag, nullptr)();
        m_onClick = nullptr;
    }
    if (m_gesture)
        m_gesture->move(at);
    else if (!m_beginDrag)
        hover(at);
}

void SelectTool::release(const PointerState& at)
{
    m_beginDrag = nullptr;
    if (const auto gesture = std::exchange(m_gesture, nullptr)) {
        gesture->finish(at);
        hover(at);
        return;
    }
    if (const auto click = std::exchange(m_onClick, nullptr))
        click();
}

bool SelectTool::cancel()
{
    const bool wasActive = isActive();
    m_beginDrag = nullptr;
    m_onClick = nullptr;
    if (const auto gesture = std::exchange(m_gesture, nullptr))
        gesture->cancel();
    return wasActive;
}

void SelectTool::leave()
{
    if (!isActive())
        m_hovered = {};
}

void SelectTool::hover(const PointerState& at)
{
    const bool canConnect = !m_context.isReadOnly() && m_context.viewport.zoom() >= 0.35;
    const auto takesConnections = [&](const SceneNode& node) {
        return canConnect
               && ConnectionPlans::mayConnect(m_context.scene.catalogue().typeOrGeneric(node.type));
    };
    const SceneNode* hovered = m_context.scene.find(m_hovered);
    if (const SceneNode* node = m_context.scene.nodeAt(at.drawing, 0, takesConnections);
        node != nullptr) {
        if (!isConnectHandleAt(at.widget))
            m_hovered = node->id;
    } else if (hovered == nullptr
               || !m_context.viewport.toWidget(hovered->rect)
                       .adjusted(-connectHoverReach, -connectHoverReach, connectHoverReach,
                                 connectHoverReach)
                       .contains(at.widget)) {
        m_hovered = {};
    }
    m_hoverCursor = Qt::ArrowCursor;
    if (isConnectHandleAt(at.widget)) {
        m_hoverCursor = Qt::CrossCursor;
        return;
    }
    if (const auto handle = resizeHandleAt(at.widget)) {
        m_hoverCursor = resizeCursor(*handle);
        return;
    }
    const Hit hit = hitAt(m_context, at.drawing);
    if (hit.part == Hit::Part::Connector)
        m_hoverCursor = Qt::PointingHandCursor;
    else if (hit.part == Hit::Part::FrameTitle || hit.part == Hit::Part::FrameBorder)
        m_hoverCursor = Qt::SizeAllCursor;
}

void SelectTool::paint(QPainter& painter) const
{
    if (m_gesture) {
        m_gesture->paint(painter);
        return;
    }
    if (const SceneNode* node = m_context.scene.find(m_hovered))
        paintConnectHandles(painter, m_context, *node);
}

} // namespace skydraft
