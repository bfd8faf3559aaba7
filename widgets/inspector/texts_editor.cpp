// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/texts_editor.h"

#include <QKeyEvent>
#include <QTextDocument>
#include <QVBoxLayout>

#include "widgets/inspector/line_editor.h"
#include "widgets/inspector/value_words.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>

namespace skydraft {

TextsEditor::TextsEditor(const Property& property, const DocumentController& controller,
                         QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_field(new QPlainTextEdit(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_field);
    m_field->setTabChangesFocus(true);
    m_field->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_field->installEventFilter(this);
    setFocusProxy(m_field);
    connect(m_field, &QPlainTextEdit::textChanged, this, &TextsEditor::fitHeight);
    fitHeight();
}

void TextsEditor::fitHeight()
{
    const int lines = std::clamp(m_field->document()->blockCount(), 2, 8);
    m_field->setFixedHeight(lines * m_field->fontMetrics().lineSpacing() + 18);
}

void TextsEditor::setReadOnly(bool isReadOnly)
{
    m_field->setReadOnly(isReadOnly);
}

Json TextsEditor::valueFrom(const QStringList& lines)
{
    Json list = Json::array();
    for (const QString& line : lines)
        list.push_back(line.toStdString());
    return list;
}

QStringList TextsEditor::linesOf(const Json& value) const
{
    QStringList lines;
    if (value.is_array())
        for (const Json& element : value)
            lines.append(fieldText(element));
    return lines;
}

void TextsEditor::commit()
{
    if (!m_field->document()->isModified())
        return;
    QStringList lines;
    const QStringList typed = m_field->toPlainText().split(QLatin1Char('\n'));
    for (const QString& line : typed)
        if (!line.trimmed().isEmpty())
            lines.append(line.trimmed());
    if (shown().isMixed && lines.isEmpty())
        return;
    const Json value = valueFrom(lines);
    if (!value.is_discarded() && submit(value))
        m_field->document()->setModified(false);
    setStyleFlag(m_field, "invalid", !problem().isEmpty());
}

void TextsEditor::showValue(const ShownValue& shown, Typed typed)
{
    if (typed == Typed::Keep && m_field->document()->isModified())
        return;
    const QString text = shown.isMixed ? QString() : linesOf(shown.value).join(QLatin1Char('\n'));
    if (m_field->toPlainText() != text)
        m_field->setPlainText(text);
    m_field->document()->setModified(false);
    m_field->setPlaceholderText(shown.isMixed ? tr("Several values") : tr("One a line"));
    setStyleFlag(m_field, "invalid", false);
}

bool TextsEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::FocusOut)
        commit();
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && (key->modifiers() & Qt::ControlModifier) != 0) {
            commit();
            return true;
        }
        if (key->key() == Qt::Key_Escape && m_field->document()->isModified()) {
            m_field->document()->setModified(false);
            display(shown(), Typed::Drop);
            return true;
        }
    }
    return PropertyEditor::eventFilter(watched, event);
}

} // namespace skydraft
