// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QtTest>

#include "widgets/canvas/canvas_widget.h"
#include "widgets/canvas/scene.h"
#include "widgets/session/document_controller.h"

namespace skydraft {

/// A VPC with two subnets, a node in each, and a canvas that shows them at 100 % with the drawing's
/// zero in its corner, so that widget coordinates are drawing coordinates:
///
///     vpc (40,40) 700x500
///       public (80,100) 280x200    web (160,160) 64x64
///       private (400,100) 280x200  db (480,160) 64x64
class CanvasFixture
{
public:
    CanvasFixture()
        : controller(Catalogue::builtIn())
        , canvas(controller)
    {
        ArchitectureBuilder builder;
        builder.put(resource("vpc", "vpc.vpc", "", {40, 40, 700, 500}));
        builder.put(resource("public", "vpc.subnet", "vpc", {80, 100, 280, 200}));
        builder.put(resource("private", "vpc.subnet", "vpc", {400, 100, 280, 200}));
        builder.put(resource("web", "ec2.instance", "public", {160, 160, 64, 64}));
        builder.put(resource("db", "rds.instance", "private", {480, 160, 64, 64}));
        controller.reset(builder.build());
        canvas.resize(1000, 700);
        canvas.show();
        canvas.activateWindow();
        canvas.setFocus();
        canvas.zoomToActualSize();
        canvas.centreOn({500, 350});
    }

    static Resource resource(const char* id, const char* type, const char* parent,
                             const Placement& placement)
    {
        Resource made;
        made.id = ResourceId(id);
        made.type = type;
        made.name = id;
        if (*parent != '\0')
            made.parent = ResourceId(parent);
        made.placement = placement;
        return made;
    }

    const Architecture& now() const { return controller.architecture(); }
    const Resource& at(const char* id) const { return *now().find(ResourceId(id)); }
    std::string parentOf(const char* id) const
    {
        return at(id).parent.value_or(ResourceId()).value();
    }
    QPointF placeOf(const char* id) const { return {at(id).placement->x, at(id).placement->y}; }

    void drag(const QPoint& from, const QPoint& to,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        press(from, modifiers);
        moveTo(from + QPoint(12, 0), modifiers);
        moveTo(to, modifiers);
        release(to, modifiers);
    }
    void press(const QPoint& at, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        hover(at);
        QTest::mousePress(&canvas, Qt::LeftButton, modifiers, at);
    }
    void hover(const QPoint& at) { send(QEvent::MouseMove, at, Qt::NoButton, Qt::NoModifier); }
    void moveTo(const QPoint& at, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        send(QEvent::MouseMove, at, Qt::LeftButton, modifiers);
    }
    void release(const QPoint& at, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers, at);
    }
    void click(const QPoint& at, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(&canvas, Qt::LeftButton, modifiers, at);
    }

    /// Drags a service type in from the palette. True where the canvas took it.
    bool drop(const char* type, const QPoint& at)
    {
        QMimeData mime;
        mime.setData(QString::fromLatin1(serviceTypeMimeType), type);
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&canvas, &enter);
        QDragMoveEvent move(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&canvas, &move);
        const bool isOffered = move.isAccepted();
        QDropEvent event(QPointF(at), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&canvas, &event);
        return isOffered && event.isAccepted();
    }

    void select(const char* id) { controller.select({ResourceId(id)}); }
    std::set<std::string> selection() const
    {
        std::set<std::string> ids;
        for (const ResourceId& id : controller.selectedResources())
            ids.insert(id.value());
        return ids;
    }

    DocumentController controller;
    CanvasWidget canvas;

private:
    void send(QEvent::Type type, const QPoint& at, Qt::MouseButtons buttons,
              Qt::KeyboardModifiers modifiers)
    {
        QMouseEvent event(type, QPointF(at), QPointF(canvas.mapToGlobal(at)), Qt::NoButton, buttons,
                          modifiers);
        QCoreApplication::sendEvent(&canvas, &event);
    }
};

} // namespace skydraft
