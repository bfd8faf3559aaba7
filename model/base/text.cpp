// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace skydraft {

const std::string& LocalizedText::in(std::string_view language) const
{
    return language.starts_with("ko") && !ko.empty() ? ko : en;
}

Text Text::with(TextArgument argument) const
{
    Text result = *this;
    result.m_arguments.push_back(std::move(argument));
    return result;
}

Text Text::with(double number) const
{
    return with(plainNumber(number));
}

Text Text::with(const Text& sentence) const
{
    return with(TextArgument(std::make_shared<const Text>(sentence)));
}

std::string Text::english() const
{
    return in("en", [](const char*, const char* source) { return std::string(source); });
}

std::string Text::in(std::string_view language, const Translate& translate) const
{
    const std::string pattern = translate(m_context, m_source);
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1'
                             && pattern[i + 1] <= '9';
        const auto index = isPlace ? static_cast<std::size_t>(pattern[i + 1] - '1') : 0;
        if (!isPlace || index >= m_arguments.size()) {
            result += pattern[i];
            continue;
        }
        const TextArgument& argument = m_arguments[index];
        if (const auto* plain = std::get_if<std::string>(&argument))
            result += *plain;
        else if (const auto* name = std::get_if<LocalizedText>(&argument))
            result += name->in(language);
        else
            result += std::get<std::shared_ptr<const Text>>(argument)->in(language, translate);
        ++i;
    }
    return result;
}

namespace {

bool sameArgument(const TextArgument& a, const TextArgument& b)
{
    const auto* x = std::get_if<std::shared_ptr<const Text>>(&a);
    const auto* y = std::get_if<std::shared_ptr<const Text>>(&b);
    return x != nullptr && y != nullptr ? **x == **y : a == b;
}

} // namespace

bool Text::operator==(const Text& other) const
{
    return std::strcmp(m_context, other.m_context) == 0
           && std::strcmp(m_source, other.m_source) == 0
           && std::equal(m_arguments.begin(), m_arguments.end(), other.m_arguments.begin(),
                         other.m_arguments.end(), sameArgument);
}

std::string plainNumber(double number)
{
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return error == std::errc() ? std::string(buffer.data(), end) : std::string("?");
}

} // namespace skydraft
