// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace skydraft {

class Actions;
class CanvasWidget;
class DocumentController;

/// Undo, redo, clipboard, duplicate, delete: which can be done now, and who does it.
class EditCommands : public QObject
{
    Q_OBJECT

public:
    EditCommands(CanvasWidget& canvas, const Actions& actions, QObject* parent);

    /// Which actions can be done now, and the names of the steps that undo and redo mean.
    void refresh();

private:
    DocumentController& m_controller;
    const Actions& m_actions;
};

} // namespace skydraft
