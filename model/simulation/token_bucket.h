// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace skydraft {

/// Tokens that come back at a constant rate until the bucket is full. It begins full. Times are
/// nanoseconds; one that lies before the last one asked about counts as that one.
class TokenBucket
{
public:
    TokenBucket() = default;
    TokenBucket(double perS, double capacity)
        : m_perNs(perS / 1e9)
        , m_capacity(capacity)
        , m_level(capacity)
    {}

    bool hasOne(std::int64_t now)
    {
        if (now > m_since) {
            m_level = std::min(m_capacity, m_level + static_cast<double>(now - m_since) * m_perNs);
            m_since = now;
        }
        return m_level >= 1 - tolerance;
    }

    /// Only after hasOne() has said so.
    void take() { m_level -= 1; }

    /// It is full again from `now` on.
    void fill(std::int64_t now)
    {
        m_level = m_capacity;
        m_since = std::max(m_since, now);
    }

private:
    /// Sums of many small shares of a token fall short of a whole one by less than that.
    static constexpr double tolerance = 1e-6;

    double m_perNs = 0;
    double m_capacity = 0;
    double m_level = 0;
    std::int64_t m_since = 0;
};

} // namespace skydraft
