// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/address_cuts.h"

#include <algorithm>
#include <optional>

namespace skydraft {
namespace {

/// The address behind the block; nothing at the end of its family's line.
std::optional<IpAddress> after(const Cidr& block)
{
    IpAddress next = block.last();
    if (next.low == ~std::uint64_t{0}) {
        if (next.high == ~std::uint64_t{0})
            return std::nullopt;
        ++next.high;
        next.low = 0;
        return next;
    }
    ++next.low;
    constexpr std::uint64_t endOfV4 = std::uint64_t{1} << 32U;
    if (next.family == IpFamily::V4 && next.low == endOfV4)
        return IpAddress{IpFamily::V6, 0, 0};
    return next;
}

} // namespace

void AddressCuts::cut(const Cidr& block)
{
    m_starts.push_back(block.base);
    if (const auto end = after(block))
        m_starts.push_back(*end);
}

void AddressCuts::finish()
{
    std::sort(m_starts.begin(), m_starts.end());
    m_starts.erase(std::unique(m_starts.begin(), m_starts.end()), m_starts.end());
}

int AddressCuts::pieceOf(const IpAddress& address) const
{
    return static_cast<int>(std::upper_bound(m_starts.begin(), m_starts.end(), address)
                            - m_starts.begin());
}

} // namespace skydraft
