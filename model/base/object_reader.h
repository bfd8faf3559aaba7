// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/json.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skydraft {

/// Reads members of one JSON object and remembers the first fault with its pointer, so that reading
/// stays a list of plain lines. A value read after a fault is empty and of no consequence.
///
///     std::optional<Error> error;
///     ObjectReader reader(json, "/resources/3", error);
///     resource.id = ResourceId(reader.text("id", Member::Required));
///     resource.extra = reader.rest();   // members that nobody asked for
///     if (error) return tl::unexpected(*error);
class ObjectReader
{
public:
    enum class Member
    {
        Optional,
        Required
    };

    ObjectReader(const Json& json, std::string pointer, std::optional<Error>& error);

    std::string text(const char* key, Member presence = Member::Optional);
    bool flag(const char* key);
    std::optional<double> number(const char* key, Member presence = Member::Optional);
    /// A whole number that 64 bits hold.
    std::optional<std::int64_t> integer(const char* key);
    std::vector<std::string> texts(const char* key);
    /// {"en": …, "ko": …}
    LocalizedText localized(const char* key, Member presence = Member::Optional);
    /// An object, or an empty one where there is none.
    Json object(const char* key);

    /// Calls `function(element, pointer)` for the elements of a list.
    template <class Function>
    void forEach(const char* key, const Function& function)
    {
        const Json* value = member(key, Member::Optional);
        if (value == nullptr || value->is_null())
            return;
        if (!value->is_array())
            return refuseType(key, MODEL_TEXT("Json", "a list"), *value);
        for (std::size_t i = 0; i < value->size(); ++i)
            function((*value)[i], pointerTo(pointerTo(m_pointer, key), i));
    }

    /// The value that a required text has in `table`.
    template <class Value, std::size_t Size>
    Value oneOf(const char* key, const std::array<std::pair<std::string_view, Value>, Size>& table)
    {
        const std::string name = text(key, Member::Required);
        for (const auto& [known, value] : table)
            if (known == name)
                return value;
        refuse(ErrorCode::InvalidChoice, key,
               MODEL_TEXT("Json", "%1: \"%2\" is not known here").with(key).with(name));
        return table.front().second;
    }

    /// Null where there is none; a required one that is missing is a fault.
    const Json* member(const char* key, Member presence = Member::Optional);

    /// The members that no call asked for.
    Json rest() const;

    void refuse(ErrorCode code, const char* key, Text message);
    const std::string& pointer() const { return m_pointer; }

private:
    void refuseType(const char* key, const Text& wanted, const Json& found);

    const Json& m_json;
    std::string m_pointer;
    std::optional<Error>& m_error;
    std::vector<std::string_view> m_asked;
};

} // namespace skydraft
