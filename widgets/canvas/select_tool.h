// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "widgets/canvas/canvas_context.h"

#include <functional>
#include <memory>
#include <optional>

namespace skydraft {

/// What lies under the pointer.
struct Hit
{
    enum class Part
    {
        Ground,
        Node,
        FrameTitle,
        FrameBorder,
        FrameInside,
        Connector
    };
    Part part = Part::Ground;
    ResourceId resource{};
    ConnectionId connection{};

    /// The resource can be taken hold of here.
    bool isHandleOfResource() const
    {
        return part == Part::Node || part == Part::FrameTitle || part == Part::FrameBorder;
    }
};

Hit hitAt(const CanvasContext& context, const QPointF& drawingPoint);

/// Turns presses into gestures: select, move, resize, connect, rubber band, pan. A press becomes a
/// drag only when the pointer moves a few pixels, so that clicks never move anything.
class SelectTool
{
public:
    explicit SelectTool(CanvasContext& context)
        : m_context(context)
    {}

    std::function<void(const ConnectionId&)> connectionClicked;

    void press(const PointerState& at, Qt::MouseButton button, bool isSpaceHeld);
    void move(const PointerState& at);
    void release(const PointerState& at);
    /// True where there was something to cancel.
    bool cancel();
    void leave();

    bool isActive() const { return m_gesture != nullptr || m_beginDrag != nullptr; }
    const Gesture* gesture() const { return m_gesture.get(); }
    Qt::CursorShape cursor() const { return m_gesture ? m_gesture->cursor() : m_hoverCursor; }
    void paint(QPainter& painter) const;

private:
    using BeginDrag = std::function<std::unique_ptr<Gesture>()>;

    bool pressHandle(const PointerState& at);
    void pressResource(const ResourceId& id, const PointerState& at);
    void pressConnector(const ConnectionId& id, const PointerState& at);
    void pressGround(const Hit& hit, const PointerState& at);
    void hover(const PointerState& at);
    std::optional<int> resizeHandleAt(const QPointF& widgetPoint) const;
    bool isConnectHandleAt(const QPointF& widgetPoint) const;

    CanvasContext& m_context;
    std::unique_ptr<Gesture> m_gesture;
    BeginDrag m_beginDrag;           // what a drag from the present press would be
    std::function<void()> m_onClick; // what a release without a drag does
    PointerState m_press;
    ResourceId m_hovered; // shows handles for connections
    Qt::CursorShape m_hoverCursor = Qt::ArrowCursor;
};

} // namespace skydraft
