// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/object_editor.h"

#include <QVBoxLayout>

#include "widgets/inspector/property_row.h"

namespace skydraft {

ObjectEditor::ObjectEditor(const Property& property, const DocumentController& controller,
                           QWidget* parent)
    : PropertyEditor(property, controller, parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 0, 0, 0);
    layout->setSpacing(4);
    for (const Property& field : property.fields) {
        auto* row = new PropertyRow(field, controller, PropertyRow::Reset::Never, this);
        layout->addWidget(row);
        connect(row, &PropertyRow::edited, this, [this, &field](const Json& value) {
            Json whole = shown().value.is_object() ? shown().value : Json::object();
            whole[field.name] = value;
            submit(whole);
        });
        m_rows.push_back(row);
    }
    if (!m_rows.empty())
        setFocusProxy(m_rows.front());
}

void ObjectEditor::commit()
{
    for (PropertyRow* row : m_rows)
        row->editor()->commit();
}

void ObjectEditor::setReadOnly(bool isReadOnly)
{
    for (PropertyRow* row : m_rows)
        row->setReadOnly(isReadOnly);
}

void ObjectEditor::showValue(const ShownValue& shown, Typed typed)
{
    for (PropertyRow* row : m_rows) {
        const Property& field = row->editor()->property();
        const bool isSet = shown.value.is_object() && shown.value.contains(field.name);
        row->display({isSet ? shown.value[field.name] : field.defaultValue,
                      shown.isDefault || !isSet, shown.isMixed},
                     typed);
    }
}

} // namespace skydraft
