// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/json_locate.h"

#include "model/base/json.h"

#include <algorithm>
#include <optional>

namespace skydraft {
namespace {

/// Steps over valid JSON without building it. The caller has parsed the text before, so nesting is
/// bounded and every token is well formed.
class Walker
{
public:
    explicit Walker(std::string_view text)
        : m_text(text)
    {}

    std::size_t offset()
    {
        skipSpace();
        return m_at;
    }

    /// Stands before a value; goes to the value of member `key` or element `key` of it.
    bool enter(const std::string& key)
    {
        skipSpace();
        if (peek() == '{')
            return enterMember(key);
        return peek() == '[' && enterElement(key);
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace()
    {
        while (m_at < m_text.size()
               && std::string_view(" \t\r\n,:").find(peek()) != std::string_view::npos)
            ++m_at;
    }

    std::string_view skipString()
    {
        const std::size_t begin = m_at++;
        while (m_at < m_text.size() && peek() != '"')
            m_at += peek() == '\\' ? 2U : 1U;
        ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    void skipValue()
    {
        skipSpace();
        int depth = 0;
        do {
            const char c = peek();
            if (c == '"') {
                skipString();
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (c == '}' || c == ']') {
                --depth;
                ++m_at;
            } else {
                while (m_at < m_text.size()
                       && std::string_view(" \t\r\n,:{}[]\"").find(peek())
                              == std::string_view::npos)
                    ++m_at;
            }
            skipSpace();
        } while (depth > 0 && m_at < m_text.size());
    }

    bool enterMember(const std::string& key)
    {
        const std::string wanted = Json(key).dump();
        const std::size_t start = m_at++;
        for (skipSpace(); peek() == '"'; skipSpace()) {
            const bool found = skipString() == wanted;
            skipSpace();
            if (found)
                return true;
            skipValue();
        }
        m_at = start;
        return false;
    }

    bool enterElement(const std::string& key)
    {
        const bool isIndex = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
            return c >= '0' && c <= '9';
        });
        const std::size_t start = m_at++;
        skipSpace();
        for (long long index = isIndex ? std::stoll(key) : -1; index > 0 && peek() != ']'; --index)
            skipValue();
        if (isIndex && peek() != ']')
            return true;
        m_at = start;
        return false;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

std::string unescaped(std::string_view token)
{
    std::string result;
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] == '~' && i + 1 < token.size())
            result += token[++i] == '1' ? '/' : '~';
        else
            result += token[i];
    }
    return result;
}

} // namespace

Location locationOfOffset(std::string_view text, std::size_t offset)
{
    Location location{.line = 1, .column = 1};
    for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
        if (text[i] == '\n') {
            ++location.line;
            location.column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
            ++location.column;
        }
    }
    return location;
}

Error located(Error error, std::string_view text, const std::string& source)
{
    error.location.source = source;
    if (error.location.line > 0)
        return error;
    Walker walker(text);
    std::size_t offset = walker.offset();
    std::string_view rest = error.location.pointer;
    while (rest.starts_with('/')) {
        rest.remove_prefix(1);
        const std::string_view token = rest.substr(0, rest.find('/'));
        rest.remove_prefix(token.size());
        if (!walker.enter(unescaped(token)))
            break;
        offset = walker.offset();
    }
    const Location place = locationOfOffset(text, offset);
    error.location.line = place.line;
    error.location.column = place.column;
    return error;
}

} // namespace skydraft
