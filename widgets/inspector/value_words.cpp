// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/value_words.h"

#include <QCoreApplication>
#include <QStringList>

#include "model/architecture/names.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("ValueWords", text);
}

Json numberFrom(const Property& property, const QString& text)
{
    QString digits = text;
    digits.remove(QLatin1Char(',')).remove(QLatin1Char(' '));
    bool isWhole = false;
    const qlonglong whole = digits.toLongLong(&isWhole);
    if (isWhole)
        return Json(static_cast<std::int64_t>(whole));
    bool isNumber = false;
    const double number = digits.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return Json(text.toStdString());
    if (property.type == PropertyType::Integer && number == std::floor(number)
        && std::abs(number) < 9e15)
        return Json(static_cast<std::int64_t>(number));
    return Json(number);
}

QString choiceInWords(const Property& property, const std::string& value)
{
    const auto& choices = property.choices;
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const Choice& choice) { return choice.value == value; });
    if (found == choices.end() || found->label.en.empty())
        return toQString(value);
    return localized(found->label);
}

QString joined(const Json& list, const Architecture& architecture, bool areIds)
{
    QStringList parts;
    for (const Json& element : list) {
        if (!element.is_string())
            continue;
        const auto& text = element.get_ref<const std::string&>();
        parts.append(areIds ? nameOfResource(architecture, text) : toQString(text));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString fieldText(const Json& value)
{
    if (value.is_string())
        return toQString(value.get_ref<const std::string&>());
    if (value.is_number_integer())
        return QString::number(value.get<std::int64_t>());
    if (value.is_number())
        return toQString(plainNumber(value.get<double>()));
    if (value.is_null())
        return {};
    return toQString(compactJson(value));
}

Json valueFromField(const Property& property, const QString& text)
{
    const QString plain = text.trimmed();
    const bool mayBeNull = property.isNullable || property.defaultValue.is_null();
    if (plain.isEmpty())
        return mayBeNull && property.type != PropertyType::Text ? Json()
               : property.isNullable                            ? Json()
                                                                : Json("");
    if (property.type == PropertyType::Integer || property.type == PropertyType::Number)
        return numberFrom(property, plain);
    return Json(plain.toStdString());
}

QString nameOfResource(const Architecture& architecture, const std::string& id)
{
    const Resource* resource = architecture.find(ResourceId(id));
    return toQString(resource == nullptr ? id : displayName(*resource));
}

QString valueInWords(const Property& property, const Json& value, const Architecture& architecture)
{
    if (value.is_null())
        return {};
    switch (property.type) {
    case PropertyType::Boolean:
        return value == Json(true) ? words(QT_TRANSLATE_NOOP("ValueWords", "Yes"))
                                   : words(QT_TRANSLATE_NOOP("ValueWords", "No"));
    case PropertyType::PublicAddress:
        return value == Json(true)    ? words(QT_TRANSLATE_NOOP("ValueWords", "Automatic"))
               : value == Json(false) ? words(QT_TRANSLATE_NOOP("ValueWords", "None"))
                                      : fieldText(value);
    case PropertyType::Choice:
        return value.is_string() ? choiceInWords(property, value.get<std::string>())
                                 : fieldText(value);
    case PropertyType::Reference:
        return value.is_string() ? nameOfResource(architecture, value.get<std::string>())
                                 : fieldText(value);
    case PropertyType::References:
        return joined(value, architecture, true);
    case PropertyType::Texts:
    case PropertyType::Addresses:
        return joined(value, architecture, false);
    case PropertyType::Text:
        // Rules and routes name groups and gateways by id.
        return value.is_string() ? nameOfResource(architecture, value.get<std::string>())
                                 : fieldText(value);
    default:
        return fieldText(value);
    }
}

} // namespace skydraft
