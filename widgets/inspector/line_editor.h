// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>

#include "widgets/inspector/property_editor.h"

namespace skydraft {

/// A field for texts, numbers, CIDR blocks and addresses, with the unit behind it. Enter or leaving
/// the field applies what was typed, Escape takes it back.
class LineEditor : public PropertyEditor
{
    Q_OBJECT

public:
    LineEditor(const Property& property, const DocumentController& controller, QWidget* parent);

    void commit() override;
    void setReadOnly(bool isReadOnly) override;
    QLineEdit* line() const { return m_line; }

protected:
    void showValue(const ShownValue& shown, Typed typed) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void hearTyping();
    QString placeholder(const ShownValue& shown) const;

    QLineEdit* m_line;
    QLabel* m_unit;
};

/// "65,536 addresses: 10.0.0.0 to 10.0.255.255"; empty for what is not a block.
QString describeBlock(const QString& text);

} // namespace skydraft
