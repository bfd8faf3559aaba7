// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/histogram.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr std::size_t subBuckets = 128;
constexpr std::size_t buckets = (64 - 7 + 1) * subBuckets;

} // namespace

Histogram::Histogram()
    : m_counts(buckets, 0)
    , m_lowest(buckets)
{}

void Histogram::merge(const Histogram& other)
{
    for (std::size_t bucket = other.m_lowest; bucket <= other.m_highest && bucket < buckets;
         ++bucket)
        m_counts[bucket] += other.m_counts[bucket];
    m_count += other.m_count;
    m_sum.add(other.m_sum);
    m_maximum = std::max(m_maximum, other.m_maximum);
    m_lowest = std::min(m_lowest, other.m_lowest);
    m_highest = std::max(m_highest, other.m_highest);
}

void Histogram::clear()
{
    if (m_count == 0)
        return;
    for (std::size_t bucket = m_lowest; bucket <= m_highest; ++bucket)
        m_counts[bucket] = 0;
    m_count = 0;
    m_sum = WideSum{};
    m_maximum = 0;
    m_lowest = buckets;
    m_highest = 0;
}

double Histogram::mean() const
{
    return m_count == 0 ? 0 : m_sum.toDouble() / static_cast<double>(m_count);
}

double Histogram::lowerEdge(std::size_t bucket)
{
    if (bucket < subBuckets)
        return static_cast<double>(bucket);
    const std::size_t shift = bucket / subBuckets - 1;
    const auto mantissa = static_cast<std::uint64_t>(subBuckets + bucket % subBuckets);
    return static_cast<double>(mantissa) * static_cast<double>(std::uint64_t{1} << shift);
}

double Histogram::percentile(double share) const
{
    if (m_count == 0)
        return 0;
    const double rank = std::clamp(share, 0.0, 1.0) * static_cast<double>(m_count);
    std::uint64_t below = 0;
    for (std::size_t bucket = m_lowest; bucket <= m_highest; ++bucket) {
        if (static_cast<double>(below + m_counts[bucket]) >= rank && m_counts[bucket] > 0)
            return valueWithin(bucket, rank - static_cast<double>(below));
        below += m_counts[bucket];
    }
    return static_cast<double>(m_maximum);
}

double Histogram::valueWithin(std::size_t bucket, double rank) const
{
    const double lower = lowerEdge(bucket);
    const double width = bucket < subBuckets ? 0 : lowerEdge(bucket + 1) - lower;
    return std::min(lower + width * rank / static_cast<double>(m_counts[bucket]),
                    static_cast<double>(m_maximum));
}

std::array<double, 3> Histogram::percentiles(const std::array<double, 3>& shares) const
{
    std::array<double, 3> values{};
    if (m_count == 0)
        return values;
    std::size_t next = 0;
    std::uint64_t below = 0;
    for (std::size_t bucket = m_lowest; bucket <= m_highest && next < shares.size(); ++bucket) {
        const std::uint64_t here = m_counts[bucket];
        if (here == 0)
            continue;
        for (; next < shares.size(); ++next) {
            const double rank = shares[next] * static_cast<double>(m_count);
            if (static_cast<double>(below + here) < rank)
                break;
            values[next] = valueWithin(bucket, rank - static_cast<double>(below));
        }
        below += here;
    }
    return values;
}

} // namespace skydraft
