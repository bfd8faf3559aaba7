// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/property_row.h"

#include <QGridLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/theme/style_flags.h"

namespace skydraft {

namespace {

constexpr int resetSide = 20;

QLabel* wrapped(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

PropertyRow::PropertyRow(const Property& property, const DocumentController& controller,
                         Reset reset, QWidget* parent)
    : QWidget(parent)
    , m_editor(makePropertyEditor(property, controller, this))
    , m_label(wrapped(
          property.label.en.empty() ? toQString(property.name) : localized(property.label), this))
    , m_message(wrapped({}, this))
    , m_reset(new QToolButton(this))
    , m_resetKind(reset)
{
    m_label->setBuddy(m_editor);
    const QString help = localized(property.help);
    m_label->setToolTip(help.isEmpty() ? QString()
                                       : QStringLiteral("<p>%1</p>").arg(help.toHtmlEscaped()));
    m_editor->setToolTip(m_label->toolTip());
    m_editor->setLabel(m_label->text());
    m_editor->setAccessibleDescription(help);
    m_reset->setAutoRaise(true);
    m_reset->setIcon(actionIcon(QStringLiteral("reset")));
    m_reset->setIconSize({14, 14});
    m_reset->setFixedSize(resetSide, resetSide);
    m_reset->setToolTip(tr("Reset to the default"));
    m_reset->setAccessibleName(tr("Reset %1 to the default").arg(m_label->text()));
    QSizePolicy keepsRoom = m_reset->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsRoom);
    m_reset->hide();
    m_message->hide();
    arrange();
    setFocusProxy(m_editor);
    connect(m_reset, &QToolButton::clicked, this, &PropertyRow::resetRequested);
    connect(m_editor, &PropertyEditor::edited, this, &PropertyRow::edited);
    connect(m_editor, &PropertyEditor::remarksChanged, this, &PropertyRow::showRemarks);
}

void PropertyRow::arrange()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 4);
    grid->setColumnStretch(1, 6);
    // Both columns take their share of the width whatever stands in them.
    m_label->setMinimumWidth(40);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    if (m_editor->needsWholeWidth()) {
        grid->addWidget(m_label, 0, 0, 1, 2);
        grid->addWidget(m_editor, 1, 0, 1, 3);
        grid->addWidget(m_message, 2, 0, 1, 3);
    } else {
        m_editor->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        grid->addWidget(m_label, 0, 0);
        grid->addWidget(m_editor, 0, 1);
        grid->addWidget(m_message, 1, 1, 1, 2);
    }
    if (m_resetKind == Reset::WhenSet)
        grid->addWidget(m_reset, 0, 2, Qt::AlignVCenter);
}

void PropertyRow::display(const ShownValue& shown, PropertyEditor::Typed typed)
{
    m_editor->display(shown, typed);
    m_reset->setVisible(m_resetKind == Reset::WhenSet && !shown.isDefault && !m_isReadOnly);
    showRemarks();
}

void PropertyRow::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    m_editor->setReadOnly(isReadOnly);
}

void PropertyRow::showRemarks()
{
    const bool isWrong = !m_editor->problem().isEmpty();
    const QString text = isWrong ? m_editor->problem() : m_editor->hint();
    if (m_message->text() != text) {
        m_message->setText(text);
        m_message->setAccessibleName(text);
    }
    setStyleRole(m_message, isWrong ? QStringLiteral("error") : QStringLiteral("help"));
    m_message->setVisible(!text.isEmpty());
    if (isWrong)
        m_editor->setAccessibleDescription(text);
}

} // namespace skydraft
