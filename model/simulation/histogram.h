// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/wide_sum.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace skydraft {

/// Counts of whole nanoseconds in buckets of equal relative width: 128 in each octave, so that a
/// percentile is at most 0.4 % off; the mean and the maximum are exact. Integers only: histograms
/// that are merged in any order give the same bytes.
/// (The layout is that of HdrHistogram by Gil Tene.)
class Histogram
{
public:
    Histogram();

    /// Negative values count as 0.
    void record(std::int64_t value)
    {
        const auto positive = value > 0 ? static_cast<std::uint64_t>(value) : 0U;
        const std::size_t bucket = bucketOf(positive);
        ++m_counts[bucket];
        ++m_count;
        m_sum.add(positive);
        m_maximum = positive > m_maximum ? positive : m_maximum;
        m_lowest = bucket < m_lowest ? bucket : m_lowest;
        m_highest = bucket > m_highest ? bucket : m_highest;
    }

    void merge(const Histogram& other);
    /// Costs only as much as the buckets between the smallest and the largest value.
    void clear();

    std::uint64_t count() const { return m_count; }
    double mean() const;
    std::uint64_t maximum() const { return m_maximum; }
    /// The value below or at which `share` (0..1) of all values lie; 0 for an empty histogram.
    double percentile(double share) const;
    /// Several at once, in one pass; `shares` ascend.
    std::array<double, 3> percentiles(const std::array<double, 3>& shares) const;

    bool operator==(const Histogram&) const = default;

private:
    static constexpr unsigned subBits = 7;

    static std::size_t bucketOf(std::uint64_t value)
    {
        constexpr std::uint64_t exact = std::uint64_t{1} << subBits;
        if (value < exact)
            return static_cast<std::size_t>(value);
        const unsigned shift = static_cast<unsigned>(std::bit_width(value)) - 1 - subBits;
        return static_cast<std::size_t>(((shift + 1) << subBits)
                                        + ((value >> shift) & (exact - 1)));
    }
    /// Where a search for percentiles, which ascend, has come to.
    struct Place
    {
        std::size_t bucket = 0;
        std::uint64_t below = 0; ///< counts in the buckets before
    };
    double percentileFrom(Place& place, double share) const;
    static double lowerEdge(std::size_t bucket);
    double valueWithin(std::size_t bucket, double rank) const;

    std::vector<std::uint64_t> m_counts;
    std::uint64_t m_count = 0;
    WideSum m_sum;
    std::uint64_t m_maximum = 0;
    std::size_t m_lowest;
    std::size_t m_highest = 0;
};

} // namespace skydraft
