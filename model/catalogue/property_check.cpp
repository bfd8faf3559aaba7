// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalogue/property_check.h"

#include "model/base/cidr.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

Result<void> wrongType(const Property& property, const Json& value, const Text& wanted,
                       const std::string& pointer)
{
    return fail(ErrorCode::WrongType,
                MODEL_TEXT("PropertyCheck", "%1: %2 is wanted, this is %3")
                    .with(property.label)
                    .with(wanted)
                    .with(nameOfType(value)),
                pointer);
}

Result<void> checkNumber(const Property& property, const Json& value, const std::string& pointer)
{
    if (!value.is_number())
        return wrongType(property, value, MODEL_TEXT("PropertyCheck", "a number"), pointer);
    const auto number = value.get<double>();
    if (!std::isfinite(number))
        return wrongType(property, value, MODEL_TEXT("PropertyCheck", "a finite number"), pointer);
    if (property.type == PropertyType::Integer && number != std::floor(number))
        return wrongType(property, value, MODEL_TEXT("PropertyCheck", "a whole number"), pointer);
    if (property.minimum && number < *property.minimum)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("PropertyCheck", "%1: %2 is below the minimum %3")
                        .with(property.label)
                        .with(number)
                        .with(*property.minimum),
                    pointer);
    if (property.maximum && number > *property.maximum)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("PropertyCheck", "%1: %2 is above the maximum %3")
                        .with(property.label)
                        .with(number)
                        .with(*property.maximum),
                    pointer);
    return {};
}

Result<void> checkText(const Property& property, const Json& value, const std::string& pointer)
{
    if (!value.is_string())
        return wrongType(property, value, MODEL_TEXT("PropertyCheck", "a text"), pointer);
    const auto& text = value.get_ref<const std::string&>();
    const auto invalid = [&](ErrorCode code, const Text& message) {
        return fail(code, message.with(property.label).with(text), pointer);
    };
    switch (property.type) {
    case PropertyType::Choice: {
        const bool isKnown =
            std::any_of(property.choices.begin(), property.choices.end(),
                        [&](const Choice& choice) { return choice.value == text; });
        if (!isKnown && !property.isOpen)
            return invalid(ErrorCode::InvalidChoice,
                           MODEL_TEXT("PropertyCheck", "%1: \"%2\" is not one of the choices"));
        return {};
    }
    case PropertyType::Cidr:
        if (text.find('/') == std::string::npos || !Cidr::parse(text))
            return invalid(
                ErrorCode::InvalidValue,
                MODEL_TEXT("PropertyCheck", "%1: \"%2\" is not a CIDR block such as 10.0.0.0/16"));
        return {};
    case PropertyType::Address:
    case PropertyType::PublicAddress:
        if (!IpAddress::parse(text))
            return invalid(ErrorCode::InvalidValue,
                           MODEL_TEXT("PropertyCheck", "%1: \"%2\" is not an IP address"));
        return {};
    default:
        return {};
    }
}

Result<void> checkFields(const Property& property, const Json& value, const std::string& pointer)
{
    if (!value.is_object())
        return wrongType(property, value, MODEL_TEXT("PropertyCheck", "an object"), pointer);
    for (const auto& [key, member] : value.items()) {
        const Property* field = property.field(key);
        if (field == nullptr)
            continue;
        if (auto checked = checkValue(*field, member, pointerTo(pointer, key)); !checked)
            return checked;
    }
    return {};
}

/// A list whose elements are checked one by one with `checkElement`.
template <class Check>
Result<void> checkList(const Property& property, const Json& value, const std::string& pointer,
                       const Check& checkElement)
{
    if (!value.is_array())
        return wrongType(property, value, MODEL_TEXT("PropertyCheck", "a list"), pointer);
    for (std::size_t i = 0; i < value.size(); ++i)
        if (Result<void> checked = checkElement(value[i], pointerTo(pointer, i)); !checked)
            return checked;
    return {};
}

Result<void> checkMap(const Property& property, const Json& value, const std::string& pointer)
{
    if (!value.is_object())
        return wrongType(property, value, MODEL_TEXT("PropertyCheck", "an object"), pointer);
    for (const auto& [key, member] : value.items())
        if (!member.is_string())
            return wrongType(property, member, MODEL_TEXT("PropertyCheck", "a text"),
                             pointerTo(pointer, key));
    return {};
}

/// A property of a scalar type, to check the elements of a list with.
Property elementOf(const Property& list, PropertyType type)
{
    Property element;
    element.label = list.label;
    element.type = type;
    return element;
}

} // namespace

Result<void> checkValue(const Property& property, const Json& value, const std::string& pointer)
{
    const bool isDefault = value == property.defaultValue;
    if (value.is_null() && (property.isNullable || isDefault))
        return {};
    switch (property.type) {
    case PropertyType::Integer:
    case PropertyType::Number:
        return checkNumber(property, value, pointer);
    case PropertyType::Boolean:
        if (!value.is_boolean())
            return wrongType(property, value, MODEL_TEXT("PropertyCheck", "true or false"),
                             pointer);
        return {};
    case PropertyType::PublicAddress:
        if (value.is_boolean() || value.is_null())
            return {};
        return checkText(property, value, pointer);
    case PropertyType::Object:
        return checkFields(property, value, pointer);
    case PropertyType::List:
        return checkList(property, value, pointer, [&](const Json& element, const std::string& at) {
            return checkFields(property, element, at);
        });
    case PropertyType::References:
    case PropertyType::Texts:
    case PropertyType::Addresses: {
        const Property element =
            elementOf(property, property.type == PropertyType::Addresses ? PropertyType::Address
                                                                         : PropertyType::Text);
        return checkList(property, value, pointer, [&](const Json& item, const std::string& at) {
            return checkText(element, item, at);
        });
    }
    case PropertyType::Map:
        return checkMap(property, value, pointer);
    default:
        return checkText(property, value, pointer);
    }
}

Result<void> checkProperties(const ServiceType& type, const Json& properties,
                             const std::string& pointer)
{
    if (!properties.is_object())
        return fail(ErrorCode::WrongType,
                    MODEL_TEXT("PropertyCheck", "properties: an object is wanted, this is %1")
                        .with(nameOfType(properties)),
                    pointer);
    for (const auto& [name, value] : properties.items()) {
        const Property* property = type.property(name);
        if (property == nullptr)
            continue;
        if (auto checked = checkValue(*property, value, pointerTo(pointer, name)); !checked)
            return checked;
    }
    return {};
}

} // namespace skydraft
