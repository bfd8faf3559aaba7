// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include "widgets/inspector/property_editor.h"

namespace skydraft {

/// A list of texts or addresses, one a line. Leaving the field or Ctrl+Enter applies it.
class TextsEditor : public PropertyEditor
{
    Q_OBJECT

public:
    TextsEditor(const Property& property, const DocumentController& controller, QWidget* parent);

    void commit() override;
    void setReadOnly(bool isReadOnly) override;
    bool needsWholeWidth() const override { return true; }
    QPlainTextEdit* field() const { return m_field; }

protected:
    void showValue(const ShownValue& shown, Typed typed) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    /// The lines as a value, and a value as lines; a map has "key = value" lines.
    virtual Json valueFrom(const QStringList& lines);
    virtual QStringList linesOf(const Json& value) const;

private:
    void fitHeight();

    QPlainTextEdit* m_field;
};

} // namespace skydraft
