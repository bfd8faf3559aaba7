// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/edit_commands.h"

#include "app/gui/actions.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/common/language.h"
#include "widgets/session/document_controller.h"

namespace skydraft {

EditCommands::EditCommands(CanvasWidget& canvas, const Actions& actions, QObject* parent)
    : QObject(parent)
    , m_controller(canvas.controller())
    , m_actions(actions)
{
    const auto carryOut = [&](ActionId id, auto* receiver, auto function) {
        connect(actions[id], &QAction::triggered, receiver, function);
    };
    carryOut(ActionId::Undo, &m_controller, &DocumentController::undo);
    carryOut(ActionId::Redo, &m_controller, &DocumentController::redo);
    carryOut(ActionId::Delete, &m_controller, &DocumentController::removeSelection);
    carryOut(ActionId::Cut, &canvas, &CanvasWidget::cut);
    carryOut(ActionId::Copy, &canvas, &CanvasWidget::copy);
    carryOut(ActionId::Paste, &canvas, &CanvasWidget::paste);
    carryOut(ActionId::Duplicate, &canvas, &CanvasWidget::duplicate);
    carryOut(ActionId::Rename, &canvas, &CanvasWidget::renameSelected);
    carryOut(ActionId::SelectAll, &canvas, &CanvasWidget::selectAll);
    connect(&m_controller, &DocumentController::changed, this, &EditCommands::refresh);
    connect(&m_controller, &DocumentController::selectionChanged, this, &EditCommands::refresh);
    connect(&m_controller, &DocumentController::statusChanged, this, &EditCommands::refresh);
    refresh();
}

void EditCommands::refresh()
{
    const Document& document = m_controller.document();
    const auto name = [this](ActionId id, const QString& text, bool isPossible) {
        m_actions[id]->setEnabled(isPossible);
        m_actions[id]->setText(text);
    };
    name(ActionId::Undo,
         document.canUndo() ? tr("&Undo: %1").arg(translated(document.undoTitle())) : tr("&Undo"),
         document.canUndo());
    name(ActionId::Redo,
         document.canRedo() ? tr("&Redo: %1").arg(translated(document.redoTitle())) : tr("&Redo"),
         document.canRedo());
    const bool mayChange = !m_controller.isReadOnly();
    const bool hasResources = !m_controller.selectedResources().empty();
    const bool hasAny = hasResources || !m_controller.selectedConnections().empty();
    m_actions[ActionId::Cut]->setEnabled(mayChange && hasResources);
    m_actions[ActionId::Copy]->setEnabled(hasResources);
    m_actions[ActionId::Paste]->setEnabled(mayChange);
    m_actions[ActionId::Duplicate]->setEnabled(mayChange && hasResources);
    m_actions[ActionId::Delete]->setEnabled(mayChange && hasAny);
    m_actions[ActionId::Rename]->setEnabled(mayChange
                                            && m_controller.selectedResources().size() == 1);
    m_actions[ActionId::ZoomSelection]->setEnabled(hasAny);
}

} // namespace skydraft
