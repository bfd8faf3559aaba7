// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace skydraft {

/// An unsigned sum of 128 bits, the same on every compiler: sums of nanoseconds never round, so the
/// order of adding and of merging does not matter.
class WideSum
{
public:
    void add(std::uint64_t value)
    {
        m_low += value;
        m_high += m_low < value ? 1U : 0U;
    }

    /// Adds `value` * `times` without overflow: a number of requests over a span of time.
    void addProduct(std::uint64_t value, std::uint32_t times)
    {
        if (((value | times) >> 32U) == 0)
            return add(value * times);
        const std::uint64_t lower = (value & 0xFFFFFFFFU) * times;
        const std::uint64_t upper = (value >> 32U) * times;
        add(lower);
        add(upper << 32U);
        m_high += upper >> 32U;
    }

    void add(const WideSum& other)
    {
        add(other.m_low);
        m_high += other.m_high;
    }

    /// The sum minus an earlier, smaller one.
    WideSum minus(const WideSum& earlier) const
    {
        WideSum difference;
        difference.m_low = m_low - earlier.m_low;
        difference.m_high = m_high - earlier.m_high - (m_low < earlier.m_low ? 1U : 0U);
        return difference;
    }

    double toDouble() const
    {
        return static_cast<double>(m_high) * 18446744073709551616.0 + static_cast<double>(m_low);
    }

    bool operator==(const WideSum&) const = default;

private:
    std::uint64_t m_low = 0;
    std::uint64_t m_high = 0;
};

} // namespace skydraft
