// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/object_reader.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

ObjectReader::ObjectReader(const Json& json, std::string pointer, std::optional<Error>& error)
    : m_json(json)
    , m_pointer(std::move(pointer))
    , m_error(error)
{
    if (!json.is_object())
        refuse(ErrorCode::WrongType, "",
               MODEL_TEXT("Json", "an object is wanted here, this is %1").with(nameOfType(json)));
}

std::string ObjectReader::text(const char* key, Member presence)
{
    const Json* value = member(key, presence);
    if (value != nullptr && value->is_string())
        return value->get<std::string>();
    if (value != nullptr && (presence == Member::Required || !value->is_null()))
        refuseType(key, MODEL_TEXT("Json", "a text"), *value);
    return {};
}

bool ObjectReader::flag(const char* key)
{
    const Json* value = member(key);
    if (value != nullptr && value->is_boolean())
        return value->get<bool>();
    if (value != nullptr && !value->is_null())
        refuseType(key, MODEL_TEXT("Json", "true or false"), *value);
    return false;
}

std::optional<double> ObjectReader::number(const char* key, Member presence)
{
    const Json* value = member(key, presence);
    if (value != nullptr && value->is_number())
        return value->get<double>();
    if (value != nullptr && (presence == Member::Required || !value->is_null()))
        refuseType(key, MODEL_TEXT("Json", "a number"), *value);
    return std::nullopt;
}

std::optional<std::int64_t> ObjectReader::integer(const char* key)
{
    const std::optional<double> value = number(key);
    if (!value)
        return std::nullopt;
    if (*value == std::floor(*value) && std::abs(*value) < 9e15)
        return static_cast<std::int64_t>(*value);
    refuse(ErrorCode::WrongType, key, MODEL_TEXT("Json", "%1: a whole number is wanted").with(key));
    return std::nullopt;
}

std::vector<std::string> ObjectReader::texts(const char* key)
{
    std::vector<std::string> result;
    forEach(key, [&](const Json& value, const std::string&) {
        if (value.is_string())
            result.push_back(value.get<std::string>());
        else
            refuseType(key, MODEL_TEXT("Json", "a list of texts"), value);
    });
    return result;
}

LocalizedText ObjectReader::localized(const char* key, Member presence)
{
    const Json* value = member(key, presence);
    if (value == nullptr)
        return {};
    ObjectReader reader(*value, pointerTo(m_pointer, key), m_error);
    return {reader.text("en", Member::Required), reader.text("ko", Member::Required)};
}

Json ObjectReader::object(const char* key)
{
    const Json* value = member(key);
    if (value != nullptr && value->is_object())
        return *value;
    if (value != nullptr && !value->is_null())
        refuseType(key, MODEL_TEXT("Json", "an object"), *value);
    return Json::object();
}

const Json* ObjectReader::member(const char* key, Member presence)
{
    m_asked.emplace_back(key);
    if (m_json.is_object())
        if (const auto found = m_json.find(key); found != m_json.end())
            return &*found;
    if (presence == Member::Required)
        refuse(ErrorCode::MissingMember, "",
               MODEL_TEXT("Json", "the member \"%1\" is missing").with(key));
    return nullptr;
}

Json ObjectReader::rest() const
{
    Json result = Json::object();
    if (m_json.is_object())
        for (const auto& [key, value] : m_json.items())
            if (std::find(m_asked.begin(), m_asked.end(), key) == m_asked.end())
                result[key] = value;
    return result;
}

void ObjectReader::refuse(ErrorCode code, const char* key, Text message)
{
    if (!m_error)
        m_error = Error{code,
                        std::move(message),
                        {.pointer = *key == '\0' ? m_pointer : pointerTo(m_pointer, key)}};
}

void ObjectReader::refuseType(const char* key, const Text& wanted, const Json& found)
{
    refuse(ErrorCode::WrongType, key,
           MODEL_TEXT("Json", "%1: %2 is wanted, this is %3")
               .with(key)
               .with(wanted)
               .with(nameOfType(found)));
}

} // namespace skydraft
