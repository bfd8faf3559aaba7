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
        : m_perS(perS)
        , m_capacity(capacity)
        , m_level(capacity)
    {}

    bool hasOne(std::int64_t now) { return holds(1, now); }
    bool holds(double tokens, std::int64_t now)
    {
        earn(now);
        return m_level >= tokens - tolerance;
    }

    /// Only after hasOne() or holds() has said so.
    void take(double tokens = 1) { m_level -= tokens; }

    /// What was earned so far stays, as far as it fits.
    void setRate(double perS, double capacity, std::int64_t now)
    {
        earn(now);
        m_perS = perS;
        m_capacity = capacity;
        m_level = std::min(m_level, m_capacity);
    }
    double perS() const { return m_perS; }

    /// It is full again from `now` on.
    void fill(std::int64_t now)
    {
        m_level = m_capacity;
        m_since = std::max(m_since, now);
    }

private:
    void earn(std::int64_t now)
    {
        if (now <= m_since)
            return;
        m_level = std::min(m_capacity, m_level + static_cast<double>(now - m_since) / 1e9 * m_perS);
        m_since = now;
    }

    /// Sums of many small shares of a token fall short of a whole one by less than that.
    static constexpr double tolerance = 1e-6;

    double m_perS = 0;
    double m_capacity = 0;
    double m_level = 0;
    std::int64_t m_since = 0;
};

} // namespace skydraft
