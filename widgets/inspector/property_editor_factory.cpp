// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/choice_editors.h"
#include "widgets/inspector/line_editor.h"
#include "widgets/inspector/list_editor.h"
#include "widgets/inspector/map_editor.h"
#include "widgets/inspector/object_editor.h"
#include "widgets/inspector/property_editor.h"
#include "widgets/inspector/public_address_editor.h"
#include "widgets/inspector/reference_editors.h"
#include "widgets/inspector/texts_editor.h"

namespace skydraft {

PropertyEditor* makePropertyEditor(const Property& property, const DocumentController& controller,
                                   QWidget* parent)
{
    switch (property.type) {
    case PropertyType::Boolean:
        return property.isNullable
                   ? static_cast<PropertyEditor*>(new ThreeWayEditor(property, controller, parent))
                   : new BooleanEditor(property, controller, parent);
    case PropertyType::Choice:
        return property.isOpen ? static_cast<PropertyEditor*>(
                   new OpenChoiceEditor(property, controller, parent))
                               : new ChoiceEditor(property, controller, parent);
    case PropertyType::PublicAddress:
        return new PublicAddressEditor(property, controller, parent);
    case PropertyType::Reference:
        return new ReferenceEditor(property, controller, parent);
    case PropertyType::References:
        return new ReferencesEditor(property, controller, parent);
    case PropertyType::Object:
        return new ObjectEditor(property, controller, parent);
    case PropertyType::List:
        return new ListEditor(property, controller, parent);
    case PropertyType::Addresses:
    case PropertyType::Texts:
        return new TextsEditor(property, controller, parent);
    case PropertyType::Map:
        return new MapEditor(property, controller, parent);
    case PropertyType::Text:
        if (!property.types.empty())
            return new TextOrReferenceEditor(property, controller, parent);
        break;
    case PropertyType::Integer:
    case PropertyType::Number:
    case PropertyType::Cidr:
    case PropertyType::Address:
        break;
    }
    return new LineEditor(property, controller, parent);
}

} // namespace skydraft
