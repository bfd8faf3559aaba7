// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/choice_editors.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

#include "widgets/common/language.h"
#include "widgets/inspector/line_editor.h"
#include "widgets/inspector/value_words.h"
#include "widgets/theme/style_flags.h"

namespace skydraft {

namespace {

void addAlone(PropertyEditor* editor, QWidget* widget)
{
    auto* layout = new QHBoxLayout(editor);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(widget);
    editor->setFocusProxy(widget);
}

QString wordsOf(const Choice& choice)
{
    return choice.label.en.empty() ? toQString(choice.value) : localized(choice.label);
}

void mute(QComboBox* combo, bool isMuted)
{
    QPalette palette;
    if (isMuted) {
        const QColor color = palette.color(QPalette::PlaceholderText);
        palette.setColor(QPalette::ButtonText, color);
        palette.setColor(QPalette::Text, color);
    }
    combo->setPalette(palette);
    // The list that drops down is not muted.
    combo->view()->setPalette(QPalette());
}

} // namespace

CalmComboBox::CalmComboBox(QWidget* parent)
    : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
}

void CalmComboBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

BooleanEditor::BooleanEditor(const Property& property, const DocumentController& controller,
                             QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_box(new QCheckBox(this))
{
    addAlone(this, m_box);
    connect(m_box, &QCheckBox::clicked, this, [this] {
        m_box->setTristate(false);
        submit(m_box->isChecked());
    });
}

void BooleanEditor::showValue(const ShownValue& shown, Typed)
{
    m_box->setTristate(shown.isMixed);
    if (shown.isMixed)
        m_box->setCheckState(Qt::PartiallyChecked);
    else
        m_box->setChecked(shown.value == Json(true));
    m_box->setText(shown.isMixed               ? tr("Several values")
                   : shown.value == Json(true) ? tr("Yes")
                                               : tr("No"));
    QPalette palette;
    if (shown.isDefault)
        palette.setColor(QPalette::WindowText, palette.color(QPalette::PlaceholderText));
    m_box->setPalette(palette);
}

ComboEditor::ComboEditor(const Property& property, const DocumentController& controller,
                         QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_combo(new CalmComboBox(this))
{
    addAlone(this, m_combo);
    connect(m_combo, &QComboBox::activated, this, [this](int index) { submit(valueAt(index)); });
}

void ComboEditor::addValue(const QString& words, const Json& value, const QIcon& icon)
{
    const QSignalBlocker blocker(m_combo);
    m_combo->addItem(icon, words);
    m_values.push_back(value);
}

Json ComboEditor::valueAt(int index) const
{
    const bool isKnown = index >= 0 && index < static_cast<int>(m_values.size());
    return isKnown ? m_values[static_cast<std::size_t>(index)] : shown().value;
}

void ComboEditor::clearValues()
{
    const QSignalBlocker blocker(m_combo);
    m_combo->clear();
    m_values.clear();
}

void ComboEditor::showValue(const ShownValue& shown, Typed)
{
    int index = -1;
    for (std::size_t i = 0; i < m_values.size() && !shown.isMixed; ++i)
        if (m_values[i] == shown.value)
            index = static_cast<int>(i);
    m_combo->setPlaceholderText(shown.isMixed ? tr("Several values") : fieldText(shown.value));
    m_combo->setCurrentIndex(index);
    m_combo->setToolTip(m_combo->currentText());
    mute(m_combo, shown.isDefault);
}

ThreeWayEditor::ThreeWayEditor(const Property& property, const DocumentController& controller,
                               QWidget* parent)
    : ComboEditor(property, controller, parent)
{
    addValue(tr("Not set"), Json());
    addValue(tr("Yes"), Json(true));
    addValue(tr("No"), Json(false));
}

ChoiceEditor::ChoiceEditor(const Property& property, const DocumentController& controller,
                           QWidget* parent)
    : ComboEditor(property, controller, parent)
{
    if (property.isNullable || property.defaultValue.is_null())
        addValue(tr("None"), Json());
    for (const Choice& choice : property.choices)
        addValue(wordsOf(choice), Json(choice.value));
}

OpenChoiceEditor::OpenChoiceEditor(const Property& property, const DocumentController& controller,
                                   QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_combo(new CalmComboBox(this))
{
    addAlone(this, m_combo);
    m_combo->setEditable(true);
    m_combo->setInsertPolicy(QComboBox::NoInsert);
    for (const Choice& choice : property.choices)
        m_combo->addItem(wordsOf(choice), toQString(choice.value));
    m_combo->completer()->setFilterMode(Qt::MatchContains);
    m_combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
    connect(m_combo, &QComboBox::activated, this, [this] {
        m_combo->lineEdit()->setModified(true);
        commit();
    });
    connect(m_combo->lineEdit(), &QLineEdit::editingFinished, this, &OpenChoiceEditor::commit);
}

void OpenChoiceEditor::commit()
{
    if (!m_combo->lineEdit()->isModified())
        return;
    const QString typed = m_combo->currentText().trimmed();
    if (shown().isMixed && typed.isEmpty())
        return;
    const int known = m_combo->findText(typed, Qt::MatchFixedString);
    const QString text = known >= 0 ? m_combo->itemData(known).toString() : typed;
    const bool isNull =
        text.isEmpty() && (property().isNullable || property().defaultValue.is_null());
    if (submit(isNull ? Json() : Json(text.toStdString())))
        m_combo->lineEdit()->setModified(false);
    setStyleFlag(m_combo->lineEdit(), "invalid", !problem().isEmpty());
}

QString OpenChoiceEditor::textOf(const Json& value) const
{
    const QString text = fieldText(value);
    const int known = m_combo->findData(text);
    return known >= 0 ? m_combo->itemText(known) : text;
}

void OpenChoiceEditor::showValue(const ShownValue& shown, Typed typed)
{
    QLineEdit* line = m_combo->lineEdit();
    if (typed == Typed::Keep && line->isModified())
        return;
    const QString text = shown.isMixed ? QString() : textOf(shown.value);
    m_combo->setCurrentIndex(m_combo->findText(text));
    if (line->text() != text)
        line->setText(text);
    line->setModified(false);
    line->setPlaceholderText(shown.isMixed ? tr("Several values") : tr("None"));
    setStyleFlag(line, "invalid", false);
    setStyleFlag(line, "muted", shown.isDefault);
}

} // namespace skydraft
