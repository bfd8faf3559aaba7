// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/line_editor.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>

#include "model/base/cidr.h"
#include "widgets/common/language.h"
#include "widgets/inspector/property_words.h"
#include "widgets/inspector/value_words.h"
#include "widgets/theme/style_flags.h"

namespace skydraft {

QString describeBlock(const QString& text)
{
    const auto block = Cidr::parse(text.trimmed().toStdString());
    if (!block || !text.contains(QLatin1Char('/')))
        return {};
    const int hostBits = block->base.bits() - block->length;
    if (hostBits > 62)
        return QCoreApplication::translate("LineEditor", "2^%1 addresses").arg(hostBits);
    const auto size = static_cast<qulonglong>(block->size());
    if (size == 1)
        return QCoreApplication::translate("LineEditor", "1 address");
    return QCoreApplication::translate("LineEditor", "%1 addresses: %2 to %3")
        .arg(QLocale().toString(size), toQString(block->base.toString()),
             toQString(block->last().toString()));
}

LineEditor::LineEditor(const Property& property, const DocumentController& controller,
                       QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_line(new QLineEdit(this))
    , m_unit(new QLabel(unitInWords(property.unit), this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_unit);
    setStyleRole(m_unit, QStringLiteral("help"));
    m_unit->setVisible(!property.unit.empty());
    m_line->setMinimumWidth(48);
    m_line->installEventFilter(this);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &LineEditor::hearTyping);
    connect(m_line, &QLineEdit::editingFinished, this, &LineEditor::commit);
}

void LineEditor::setReadOnly(bool isReadOnly)
{
    m_line->setReadOnly(isReadOnly);
}

void LineEditor::hearTyping()
{
    setStyleFlag(m_line, "muted", false);
    if (property().type == PropertyType::Cidr)
        setHint(describeBlock(m_line->text()));
    // While it is being typed a text may be half done; only a problem that stands is looked at.
    if (!problem().isEmpty() && !m_line->text().isEmpty())
        setProblem({});
    setStyleFlag(m_line, "invalid", !problem().isEmpty());
}

void LineEditor::commit()
{
    if (!m_line->isModified())
        return;
    const bool isNothing = shown().isMixed && m_line->text().isEmpty();
    if (isNothing || submit(valueFromField(property(), m_line->text())))
        m_line->setModified(false);
    setStyleFlag(m_line, "invalid", !problem().isEmpty());
}

QString LineEditor::placeholder(const ShownValue& shown) const
{
    if (shown.isMixed)
        return tr("Several values");
    return property().isNullable ? tr("None") : QString();
}

void LineEditor::showValue(const ShownValue& shown, Typed typed)
{
    setStyleFlag(m_line, "muted", shown.isDefault && !m_line->isModified());
    if (typed == Typed::Keep && m_line->isModified())
        return;
    const QString text = shown.isMixed ? QString() : fieldText(shown.value);
    if (m_line->text() != text) {
        const int cursor = m_line->cursorPosition();
        m_line->setText(text);
        if (m_line->hasFocus())
            m_line->setCursorPosition(std::min(cursor, static_cast<int>(text.size())));
        else
            m_line->setCursorPosition(0);
    }
    m_line->setModified(false);
    m_line->setPlaceholderText(placeholder(shown));
    setStyleFlag(m_line, "muted", shown.isDefault);
    setStyleFlag(m_line, "invalid", false);
    if (property().type == PropertyType::Cidr)
        setHint(describeBlock(text));
}

bool LineEditor::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    const bool isEscape = isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (watched != m_line || !isEscape || (!m_line->isModified() && problem().isEmpty()))
        return PropertyEditor::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        m_line->setModified(false);
        display(shown(), Typed::Drop);
    }
    return true;
}

} // namespace skydraft
