// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skydraft {

enum class IpFamily
{
    V4,
    V6
};

/// An IPv4 or IPv6 address. IPv4 stands in the low 32 bits.
struct IpAddress
{
    IpFamily family = IpFamily::V4;
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    static IpAddress v4(std::uint32_t bits) { return {IpFamily::V4, 0, bits}; }

    /// "10.0.1.5" or "2001:db8::1"; nothing for any other text.
    static std::optional<IpAddress> parse(std::string_view text);

    std::string toString() const;
    int bits() const { return family == IpFamily::V4 ? 32 : 128; }

    /// RFC 1918 (10/8, 172.16/12, 192.168/16), IPv4 only.
    bool isRfc1918() const;
    /// RFC 6598 shared address space (100.64/10), IPv4 only.
    bool isRfc6598() const;

    auto operator<=>(const IpAddress&) const = default;
    bool operator==(const IpAddress&) const = default;
};

/// A block of addresses, RFC 4632. Host bits are always zero.
struct Cidr
{
    IpAddress base{};
    int length = 0;

    enum class HostBits
    {
        Refuse,
        Clear
    };

    /// "10.0.0.0/16"; a bare address is a /32 or /128. "10.0.0.5/16" has host bits: they are
    /// cleared, as AWS does for network ACL rules, or the text is refused.
    static std::optional<Cidr> parse(std::string_view text, HostBits hostBits = HostBits::Clear);
    static Cidr of(const IpAddress& address, int length);

    std::string toString() const;
    bool contains(const IpAddress& address) const;
    bool contains(const Cidr& other) const;
    bool overlaps(const Cidr& other) const;
    IpAddress last() const;
    /// Number of addresses, saturated at 2^63.
    std::uint64_t size() const;

    auto operator<=>(const Cidr&) const = default;
    bool operator==(const Cidr&) const = default;
};

/// The `index`-th address of the block.
IpAddress addressAt(const Cidr& block, std::uint64_t index);

} // namespace skydraft
