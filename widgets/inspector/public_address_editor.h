// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLineEdit>

#include "widgets/inspector/property_editor.h"

namespace skydraft {

/// None, an address that AWS chooses, or a fixed one.
class PublicAddressEditor : public PropertyEditor
{
    Q_OBJECT

public:
    PublicAddressEditor(const Property& property, const DocumentController& controller,
                        QWidget* parent);
    void commit() override;
    QComboBox* combo() const { return m_combo; }
    QLineEdit* line() const { return m_line; }

protected:
    void showValue(const ShownValue& shown, Typed typed) override;

private:
    enum Kind
    {
        None,
        Automatic,
        Fixed
    };
    void choose(int kind);

    QComboBox* m_combo;
    QLineEdit* m_line;
};

} // namespace skydraft
