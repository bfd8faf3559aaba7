// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/encoding.h"

#include <cstdint>

namespace skydraft {
namespace {

constexpr char32_t replacement = 0xFFFD;

void append(std::string& text, char32_t character)
{
    const auto byte = [&](char32_t value) { text += static_cast<char>(value); };
    const auto tail = [&](unsigned shift) { byte(0x80U | ((character >> shift) & 0x3FU)); };
    if (character < 0x80) {
        byte(character);
    } else if (character < 0x800) {
        byte(0xC0U | (character >> 6U));
        tail(0);
    } else if (character < 0x10000) {
        byte(0xE0U | (character >> 12U));
        tail(6);
        tail(0);
    } else {
        byte(0xF0U | (character >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool isHighSurrogate(char32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

bool isLowSurrogate(char32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

std::string fromUtf16(std::string_view bytes, bool isBigEndian)
{
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<std::uint8_t>(bytes[at]);
        const auto second = static_cast<std::uint8_t>(bytes[at + 1]);
        return static_cast<char32_t>(isBigEndian ? first << 8U | second : second << 8U | first);
    };
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        const char32_t first = unit(at);
        const bool hasNext = at + 3 < bytes.size();
        if (isHighSurrogate(first) && hasNext && isLowSurrogate(unit(at + 2))) {
            append(text, 0x10000 + ((first - 0xD800) << 10U) + (unit(at + 2) - 0xDC00));
            at += 2;
        } else {
            const bool isAlone = isHighSurrogate(first) || isLowSurrogate(first);
            append(text, isAlone ? replacement : first);
        }
    }
    return text;
}

} // namespace

Result<std::string> utf8From(std::string_view bytes, const std::string& source)
{
    const bool isLittle = bytes.starts_with("\xFF\xFE");
    const bool isBig = bytes.starts_with("\xFE\xFF");
    if (!isLittle && !isBig) {
        if (bytes.starts_with("\xEF\xBB\xBF"))
            bytes.remove_prefix(3);
        return std::string(bytes);
    }
    if (bytes.size() % 2 != 0) {
        auto failed = fail(ErrorCode::Syntax,
                           MODEL_TEXT("Encoding", "this UTF-16 text ends within a character"));
        failed.value().location.source = source;
        return failed;
    }
    return fromUtf16(bytes.substr(2), isBig);
}

} // namespace skydraft
