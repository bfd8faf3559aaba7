// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/cidr.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <vector>

namespace skydraft {
namespace {

std::optional<unsigned> number(std::string_view text, unsigned maximum, int base = 10)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size() || value > maximum)
        return std::nullopt;
    return value;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

std::optional<std::uint32_t> parseV4(std::string_view text)
{
    const auto parts = split(text, '.');
    if (parts.size() != 4)
        return std::nullopt;
    std::uint32_t bits = 0;
    for (const std::string_view part : parts) {
        const bool leadingZero = part.size() > 1 && part.front() == '0';
        const auto octet = number(part, 255);
        if (!octet || leadingZero)
            return std::nullopt;
        bits = bits << 8U | *octet;
    }
    return bits;
}

/// The groups of one side of "::", with a dotted IPv4 tail as two groups.
std::optional<std::vector<std::uint16_t>> parseGroups(std::string_view text)
{
    std::vector<std::uint16_t> groups;
    if (text.empty())
        return groups;
    const auto parts = split(text, ':');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i + 1 == parts.size() && parts[i].find('.') != std::string_view::npos) {
            const auto tail = parseV4(parts[i]);
            if (!tail)
                return std::nullopt;
            groups.push_back(static_cast<std::uint16_t>(*tail >> 16U));
            groups.push_back(static_cast<std::uint16_t>(*tail & 0xFFFFU));
            continue;
        }
        const auto group = parts[i].size() <= 4 ? number(parts[i], 0xFFFF, 16) : std::nullopt;
        if (!group)
            return std::nullopt;
        groups.push_back(static_cast<std::uint16_t>(*group));
    }
    return groups;
}

std::optional<IpAddress> parseV6(std::string_view text)
{
    const auto gap = text.find("::");
    std::vector<std::uint16_t> groups;
    if (gap == std::string_view::npos) {
        const auto all = parseGroups(text);
        if (!all || all->size() != 8)
            return std::nullopt;
        groups = *all;
    } else {
        const auto front = parseGroups(text.substr(0, gap));
        const auto back = parseGroups(text.substr(gap + 2));
        if (!front || !back || front->size() + back->size() > 7)
            return std::nullopt;
        groups = *front;
        groups.resize(8 - back->size());
        groups.insert(groups.end(), back->begin(), back->end());
    }
    IpAddress address{IpFamily::V6, 0, 0};
    for (std::size_t i = 0; i < 8; ++i) {
        std::uint64_t& half = i < 4 ? address.high : address.low;
        half = half << 16U | groups[i];
    }
    return address;
}

std::string v6ToString(const IpAddress& address)
{
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i) {
        const std::uint64_t half = i < 4 ? address.high : address.low;
        groups[i] = static_cast<unsigned>(half >> (48U - 16U * (i % 4))) & 0xFFFFU;
    }
    // RFC 5952: the longest run of two or more zero groups, the first of equals, becomes "::".
    std::size_t bestAt = 8;
    std::size_t bestLength = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t length = 0;
        while (i + length < 8 && groups[i + length] == 0)
            ++length;
        if (length > bestLength) {
            bestAt = i;
            bestLength = length;
        }
    }
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == bestAt) {
            text += "::";
            i += bestLength - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':')
            text += ':';
        std::array<char, 8> group{};
        const auto [end, error] =
            std::to_chars(group.data(), group.data() + group.size(), groups[i], 16);
        text.append(group.data(), end);
    }
    return text;
}

/// `length` leading ones of a 64-bit word; length may lie outside 0..64.
std::uint64_t leadingOnes(int length)
{
    if (length <= 0)
        return 0;
    return length >= 64 ? ~std::uint64_t{0}
                        : ~std::uint64_t{0} << (64U - static_cast<unsigned>(length));
}

struct Mask
{
    std::uint64_t high;
    std::uint64_t low;
};

Mask maskOf(IpFamily family, int length)
{
    if (family == IpFamily::V4)
        return {0, leadingOnes(length + 32) & 0xFFFFFFFFU};
    return {leadingOnes(length), leadingOnes(length - 64)};
}

} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    if (text.find(':') != std::string_view::npos)
        return parseV6(text);
    if (const auto bits = parseV4(text))
        return v4(*bits);
    return std::nullopt;
}

std::string IpAddress::toString() const
{
    if (family == IpFamily::V6)
        return v6ToString(*this);
    std::string text;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        text += (text.empty() ? "" : ".") + std::to_string(low >> shift & 0xFFU);
    return text;
}

bool IpAddress::isRfc1918() const
{
    return family == IpFamily::V4
           && (low >> 24U == 10 || low >> 20U == 0xAC1 || low >> 16U == 0xC0A8);
}

bool IpAddress::isRfc6598() const
{
    return family == IpFamily::V4 && low >> 22U == (std::uint64_t{100} << 2U | 1U);
}

Cidr Cidr::of(const IpAddress& address, int length)
{
    const int bounded = std::clamp(length, 0, address.bits());
    const Mask mask = maskOf(address.family, bounded);
    return {{address.family, address.high & mask.high, address.low & mask.low}, bounded};
}

std::optional<Cidr> Cidr::parse(std::string_view text, HostBits hostBits)
{
    const auto slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address)
        return std::nullopt;
    if (slash == std::string_view::npos)
        return of(*address, address->bits());
    const auto length = number(text.substr(slash + 1), static_cast<unsigned>(address->bits()));
    if (!length)
        return std::nullopt;
    const Cidr block = of(*address, static_cast<int>(*length));
    if (hostBits == HostBits::Refuse && block.base != *address)
        return std::nullopt;
    return block;
}

std::string Cidr::toString() const
{
    return base.toString() + "/" + std::to_string(length);
}

bool Cidr::contains(const IpAddress& address) const
{
    return address.family == base.family && of(address, length).base == base;
}

bool Cidr::contains(const Cidr& other) const
{
    return other.length >= length && contains(other.base);
}

bool Cidr::overlaps(const Cidr& other) const
{
    return contains(other) || other.contains(*this);
}

IpAddress Cidr::last() const
{
    const Mask mask = maskOf(base.family, length);
    IpAddress address = base;
    address.low |= ~mask.low;
    if (base.family == IpFamily::V4)
        address.low &= 0xFFFFFFFFU;
    else
        address.high |= ~mask.high;
    return address;
}

std::uint64_t Cidr::size() const
{
    const int hostBits = base.bits() - length;
    return std::uint64_t{1} << static_cast<unsigned>(std::min(hostBits, 63));
}

IpAddress addressAt(const Cidr& block, std::uint64_t index)
{
    IpAddress address = block.base;
    address.low += index;
    if (address.low < index)
        ++address.high;
    return address;
}

} // namespace skydraft
