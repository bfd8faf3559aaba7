// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/canvas/live_set.h"
#include "widgets/canvas/scene.h"
#include "widgets/canvas/tile_cache.h"
#include "widgets/canvas/viewport.h"
#include "widgets/session/document_controller.h"

#include <functional>

namespace skydraft {

/// What the gestures, the keyboard and the overlays of one canvas work on. Owned by the widget.
struct CanvasContext
{
    CanvasContext(QWidget& canvas, DocumentController& document);

    QWidget& widget;
    DocumentController& controller;
    Scene scene;
    Viewport viewport;
    TileCache tiles;
    LiveSet live;
    std::function<void(const QString&)> hint;

    /// Length of `pixels` on screen, in drawing units.
    double units(double pixels) const { return pixels / viewport.zoom(); }
    PaintStyle paintStyle() const;
    bool isReadOnly() const { return controller.isReadOnly(); }
};

/// Where the pointer is, and which keys are held.
struct PointerState
{
    QPointF widget{};
    QPointF drawing{};
    Qt::KeyboardModifiers modifiers{};
};

/// Something that goes on while a mouse button is down. Ends with finish() or cancel(), once.
class Gesture
{
public:
    Gesture() = default;
    virtual ~Gesture() = default;
    Gesture(const Gesture&) = delete;
    Gesture& operator=(const Gesture&) = delete;
    Gesture(Gesture&&) = delete;
    Gesture& operator=(Gesture&&) = delete;

    virtual void move(const PointerState& at) = 0;
    virtual void finish(const PointerState& at) = 0;
    /// Everything is as before.
    virtual void cancel() = 0;
    /// What it shows, in widget coordinates.
    virtual void paint(QPainter& /*painter*/) const {}
    virtual Qt::CursorShape cursor() const { return Qt::ArrowCursor; }
    /// The view scrolls when the pointer comes to its edge.
    virtual bool scrollsAtEdge() const { return true; }
};

} // namespace skydraft
