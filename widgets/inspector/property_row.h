// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QToolButton>

#include "widgets/inspector/property_editor.h"

namespace skydraft {

/// One property in a form: its label, its editor, what is wrong with the entry or a hint below, and
/// a button that gives the catalogue's default back.
class PropertyRow : public QWidget
{
    Q_OBJECT

public:
    enum class Reset
    {
        WhenSet,
        Never
    };

    PropertyRow(const Property& property, const DocumentController& controller, Reset reset,
                QWidget* parent);

    PropertyEditor* editor() const { return m_editor; }
    QToolButton* resetButton() const { return m_reset; }
    QString message() const { return m_message->text(); }

    void display(const ShownValue& shown,
                 PropertyEditor::Typed typed = PropertyEditor::Typed::Keep);
    void setReadOnly(bool isReadOnly);

signals:
    void edited(const skydraft::Json& value);
    void resetRequested();

private:
    void showRemarks();
    void arrange();

    PropertyEditor* m_editor;
    QLabel* m_label;
    QLabel* m_message;
    QToolButton* m_reset;
    Reset m_resetKind;
    bool m_isReadOnly = false;
};

} // namespace skydraft
