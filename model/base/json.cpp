// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/json.h"

#include "model/base/json_locate.h"

#include <optional>
#include <vector>

namespace skydraft {
namespace {

/// Builds the value and stops at the first thing that is wrong, knowing where it is.
class Builder : public nlohmann::json_sax<Json>
{
public:
    bool null() override { return add(Json()); }
    bool boolean(bool value) override { return add(Json(value)); }
    bool number_integer(number_integer_t value) override { return add(Json(value)); }
    bool number_unsigned(number_unsigned_t value) override { return add(Json(value)); }
    bool number_float(number_float_t value, const string_t&) override { return add(Json(value)); }
    bool string(string_t& value) override { return add(Json(std::move(value))); }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        Level& level = m_levels.back();
        level.key = std::move(name);
        if (!level.value.contains(level.key))
            return true;
        m_error = Error{ErrorCode::DuplicateKey,
                        MODEL_TEXT("Json", "the member \"%1\" is there twice").with(level.key),
                        {.pointer = pointer()}};
        return false;
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& reason) override
    {
        m_errorOffset = position == 0 ? 0 : position - 1;
        // The library's own words, without its "[json.exception…] parse error at line …: ".
        std::string detail = reason.what();
        if (const auto colon = detail.find(": "); colon != std::string::npos)
            detail.erase(0, colon + 2);
        m_error = Error{ErrorCode::Syntax, MODEL_TEXT("Json", "this is not JSON: %1").with(detail)};
        return false;
    }

    Json take() { return std::move(m_root); }
    std::optional<Error>& error() { return m_error; }
    std::optional<std::size_t> errorOffset() const { return m_errorOffset; }

private:
    struct Level
    {
        Json value{};
        std::string key{};
    };

    bool open(Json container)
    {
        if (m_levels.size() >= static_cast<std::size_t>(maximumJsonDepth)) {
            m_error =
                Error{ErrorCode::TooDeep,
                      MODEL_TEXT("Json", "nested more than %1 levels deep").with(maximumJsonDepth),
                      {.pointer = pointer()}};
            return false;
        }
        m_levels.push_back({std::move(container), {}});
        return true;
    }

    bool close()
    {
        Json value = std::move(m_levels.back().value);
        m_levels.pop_back();
        return add(std::move(value));
    }

    bool add(Json value)
    {
        if (m_levels.empty())
            m_root = std::move(value);
        else if (Level& level = m_levels.back(); level.value.is_array())
            level.value.push_back(std::move(value));
        else
            level.value.emplace(level.key, std::move(value));
        return true;
    }

    std::string pointer() const
    {
        std::string result;
        for (const Level& level : m_levels)
            result = level.value.is_array() ? pointerTo(result, level.value.size())
                                            : pointerTo(result, level.key);
        return result;
    }

    std::vector<Level> m_levels;
    Json m_root;
    std::optional<Error> m_error;
    std::optional<std::size_t> m_errorOffset;
};

/// Hands bytes to the parser and remembers how many it took, which tells where a duplicate is.
class CountingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t* taken)
        : m_at(at)
        , m_taken(taken)
    {}
    reference operator*() const { return *m_at; }
    CountingIterator& operator++()
    {
        ++m_at;
        ++*m_taken;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator old = *this;
        ++*this;
        return old;
    }
    bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator& other) const { return m_at != other.m_at; }

private:
    const char* m_at;
    std::size_t* m_taken;
};

} // namespace

Result<Json> parseJson(std::string_view text, const std::string& source)
{
    if (text.size() > maximumJsonBytes) {
        Error error{
            ErrorCode::TooLarge,
            MODEL_TEXT("Json", "more than %1 MB").with(static_cast<int>(maximumJsonBytes >> 20U)),
            {.source = source}};
        return tl::unexpected(std::move(error));
    }
    Builder builder;
    std::size_t taken = 0;
    const CountingIterator begin(text.data(), &taken);
    const CountingIterator end(text.data() + text.size(), &taken);
    if (Json::sax_parse(begin, end, &builder))
        return builder.take();
    Error error =
        builder.error().value_or(Error{ErrorCode::Syntax, MODEL_TEXT("Json", "this is not JSON")});
    const std::string pointer = error.location.pointer;
    const std::size_t offset = builder.errorOffset().value_or(taken == 0 ? 0 : taken - 1);
    error.location = locationOfOffset(text, std::min(offset, text.size()));
    error.location.source = source;
    error.location.pointer = pointer;
    return tl::unexpected(std::move(error));
}

std::string printJson(const Json& value)
{
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string compactJson(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string pointerTo(const std::string& pointer, std::string_view key)
{
    std::string result = pointer + "/";
    for (const char c : key) {
        if (c == '~')
            result += "~0";
        else if (c == '/')
            result += "~1";
        else
            result += c;
    }
    return result;
}

std::string pointerTo(const std::string& pointer, std::size_t index)
{
    return pointer + "/" + std::to_string(index);
}

Text nameOfType(const Json& value)
{
    switch (value.type()) {
    case Json::value_t::null:
        return MODEL_TEXT("Json", "null");
    case Json::value_t::boolean:
        return MODEL_TEXT("Json", "true or false");
    case Json::value_t::string:
        return MODEL_TEXT("Json", "a text");
    case Json::value_t::array:
        return MODEL_TEXT("Json", "a list");
    case Json::value_t::object:
        return MODEL_TEXT("Json", "an object");
    default:
        return MODEL_TEXT("Json", "a number");
    }
}

} // namespace skydraft
