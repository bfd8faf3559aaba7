// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/inline_rename.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QKeyEvent>

#include "widgets/canvas/text_fit.h"

#include <algorithm>
#include <utility>

namespace skydraft {

InlineRename::InlineRename(CanvasContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{}

void InlineRename::start(const ResourceId& id)
{
    commit();
    const SceneNode* node = m_context.scene.find(id);
    if (node == nullptr || m_context.isReadOnly())
        return;
    m_id = id;
    auto* editor = new QLineEdit(node->name, &m_context.widget);
    editor->setObjectName(QStringLiteral("inlineRename"));
    editor->setAccessibleName(tr("Name of %1").arg(node->typeName));
    editor->setMaxLength(200);
    editor->setAlignment(node->isFrame ? Qt::AlignLeft : Qt::AlignHCenter);
    QFont font =
        node->isFrame ? titleFont(m_context.widget.font()) : nameFont(m_context.widget.font());
    font.setPixelSize(
        std::clamp(static_cast<int>(font.pixelSize() * m_context.viewport.zoom()), 12, 24));
    editor->setFont(font);
    editor->installEventFilter(this);
    connect(editor, &QLineEdit::textEdited, this, &InlineRename::place);
    m_editor = editor;
    place();
    editor->show();
    editor->selectAll();
    editor->setFocus(Qt::OtherFocusReason);
}

void InlineRename::place()
{
    QLineEdit* editor = m_editor.data();
    if (editor == nullptr)
        return;
    const SceneNode* node = m_context.scene.find(m_id);
    if (node == nullptr) {
        close();
        return;
    }
    const QRectF rect = m_context.viewport.toWidget(node->rect);
    const double zoom = m_context.viewport.zoom();
    const int wanted = QFontMetrics(editor->font()).horizontalAdvance(editor->text()) + 28;
    const int height = editor->sizeHint().height();
    if (node->isFrame) {
        editor->setGeometry(static_cast<int>(rect.left() + 32 * zoom),
                            static_cast<int>(rect.top() + 3 * zoom), std::max(160, wanted), height);
        return;
    }
    const int width = std::max(110, wanted);
    editor->setGeometry(static_cast<int>(rect.center().x()) - width / 2,
                        static_cast<int>(rect.bottom() + 2 * zoom), width, height);
}

bool InlineRename::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_editor)
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // keys belong to the name while it is typed
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab) {
            commit();
            return true;
        }
        if (key == Qt::Key_Escape) {
            cancel();
            return true;
        }
    }
    if (event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        commit();
    return QObject::eventFilter(watched, event);
}

void InlineRename::commit()
{
    QLineEdit* editor = m_editor.data();
    if (editor == nullptr)
        return;
    QGuiApplication::inputMethod()->commit(); // the syllable that is still being composed
    const std::string name = editor->text().trimmed().toStdString();
    const ResourceId id = m_id;
    close();
    const Resource* resource = m_context.scene.architecture().find(id);
    if (resource != nullptr && !name.empty() && name != resource->name)
        m_context.controller.apply(Edit{RenameResource{id, name}},
                                   MODEL_TEXT("Edit", "Rename to %1").with(name));
}

void InlineRename::cancel()
{
    close();
}

void InlineRename::close()
{
    QLineEdit* editor = m_editor;
    m_editor = nullptr; // hiding it takes the focus, which must not commit again
    if (editor == nullptr)
        return;
    const bool hadFocus = editor->hasFocus();
    editor->hide();
    editor->deleteLater();
    if (hadFocus)
        m_context.widget.setFocus();
}

} // namespace skydraft
