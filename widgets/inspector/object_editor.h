// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/inspector/property_editor.h"

#include <vector>

namespace skydraft {

class PropertyRow;

/// A form with one row for each field. Every change of a field emits the whole object.
class ObjectEditor : public PropertyEditor
{
    Q_OBJECT

public:
    ObjectEditor(const Property& property, const DocumentController& controller, QWidget* parent);

    void commit() override;
    void setReadOnly(bool isReadOnly) override;
    bool needsWholeWidth() const override { return true; }
    const std::vector<PropertyRow*>& rows() const { return m_rows; }

protected:
    void showValue(const ShownValue& shown, Typed typed) override;

private:
    std::vector<PropertyRow*> m_rows;
};

} // namespace skydraft
