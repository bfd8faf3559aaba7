// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/histogram.h"

#include <algorithm>
#include <numeric>

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
    Place place{m_lowest, 0};
    return m_count == 0 ? 0 : percentileFrom(place, std::clamp(share, 0.0, 1.0));
}

std::array<double, 3> Histogram::percentiles(const std::array<double, 3>& shares) const
{
    std::array<double, 3> values{};
    Place place{m_lowest, 0};
    if (m_count > 0)
        for (std::size_t i = 0; i < shares.size(); ++i)
            values[i] = percentileFrom(place, shares[i]);
    return values;
}

double Histogram::percentileFrom(Place& place, double share) const
{
    constexpr std::size_t stride = 16; // most buckets are passed over
    const double rank = share * static_cast<double>(m_count);
    for (; place.bucket + stride <= m_highest; place.bucket += stride) {
        const auto first = m_counts.begin() + static_cast<std::ptrdiff_t>(place.bucket);
        const std::uint64_t here = std::accumulate(first, first + stride, std::uint64_t{0});
        if (static_cast<double>(place.below + here) >= rank)
            break;
        place.below += here;
    }
    for (; place.bucket <= m_highest; ++place.bucket) {
        const std::uint64_t here = m_counts[place.bucket];
        if (here > 0 && static_cast<double>(place.below + here) >= rank)
            return valueWithin(place.bucket, rank - static_cast<double>(place.below));
        place.below += here;
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

} // namespace skydraft
