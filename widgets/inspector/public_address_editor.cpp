// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/public_address_editor.h"

#include <QVBoxLayout>

#include "widgets/inspector/choice_editors.h"
#include "widgets/inspector/line_editor.h"
#include "widgets/inspector/value_words.h"
#include "widgets/theme/style_flags.h"

namespace skydraft {

PublicAddressEditor::PublicAddressEditor(const Property& property,
                                         const DocumentController& controller, QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_combo(new CalmComboBox(this))
    , m_line(new QLineEdit(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_combo);
    layout->addWidget(m_line);
    m_combo->addItems({tr("None"), tr("Automatic"), tr("Fixed address")});
    m_line->setPlaceholderText(QStringLiteral("203.0.113.10"));
    m_line->setAccessibleName(tr("Fixed address"));
    setFocusProxy(m_combo);
    connect(m_combo, &QComboBox::activated, this, &PublicAddressEditor::choose);
    connect(m_line, &QLineEdit::editingFinished, this, &PublicAddressEditor::commit);
}

void PublicAddressEditor::choose(int kind)
{
    m_line->setVisible(kind == Fixed);
    if (kind == Fixed) {
        m_line->setFocus();
        return; // applied as soon as there is an address
    }
    submit(kind == Automatic ? Json(true) : Json());
}

void PublicAddressEditor::commit()
{
    const QString text = m_line->text().trimmed();
    if (m_combo->currentIndex() != Fixed || !m_line->isModified() || text.isEmpty())
        return;
    if (submit(Json(text.toStdString())))
        m_line->setModified(false);
    setStyleFlag(m_line, "invalid", !problem().isEmpty());
}

void PublicAddressEditor::showValue(const ShownValue& shown, Typed typed)
{
    const bool isChoosing = m_combo->currentIndex() == Fixed && !m_line->isHidden();
    if (typed == Typed::Keep && isChoosing)
        return;
    const bool isFixed = shown.value.is_string();
    const int kind = isFixed ? Fixed : shown.value == Json(true) ? Automatic : None;
    m_combo->setPlaceholderText(shown.isMixed ? tr("Several values") : QString());
    m_combo->setCurrentIndex(shown.isMixed ? -1 : kind);
    m_line->setText(isFixed ? fieldText(shown.value) : QString());
    m_line->setModified(false);
    m_line->setVisible(isFixed && !shown.isMixed);
    setStyleFlag(m_line, "invalid", false);
}

} // namespace skydraft
