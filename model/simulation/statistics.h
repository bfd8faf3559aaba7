// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace skydraft {

/// A mean over independent replications and its 95 % interval (Student's t). Fewer than two samples
/// have no interval: low = mean = high.
struct Interval
{
    double mean = 0;
    double low = 0;
    double high = 0;
    int samples = 0;

    bool isKnown() const { return samples >= 2; }
    double halfWidth() const { return (high - low) / 2; }
    /// The half-width as a share of the mean; 0 where both are 0.
    double relativeHalfWidth() const;

    bool operator==(const Interval&) const = default;
};

/// The 0.975 quantile of Student's t distribution: 12.706 for one degree of freedom, 1.96 for very
/// many. Off by less than 0.0005.
double studentQuantile(std::size_t degreesOfFreedom);

/// The half-width of the 95 % interval of a mean over `samples`; 0 for fewer than two.
double halfWidth95(const std::vector<double>& samples);

/// Mean and variance of numbers added one by one (Welford 1962). NaN says that a replication has no
/// such number (the latency of no request at all) and is left out. The order of adding matters to
/// the last bit.
class RunningMean
{
public:
    void add(double sample);

    int count() const { return m_count; }
    double mean() const { return m_mean; }
    /// Of the samples, with n - 1; 0 for fewer than two.
    double variance() const { return m_count < 2 ? 0 : m_squares / (m_count - 1); }
    Interval interval() const;

private:
    int m_count = 0;
    double m_mean = 0;
    double m_squares = 0;
};

/// What a replication is measured by.
enum class Measure
{
    LatencyMean, ///< milliseconds, NaN where no request succeeded; so are the quantiles
    LatencyP50,
    LatencyP95,
    LatencyP99,
    Availability,
    Throughput ///< succeeded requests per second after the warm-up
};
inline constexpr std::size_t measures = 6;
inline constexpr std::array<std::string_view, measures> measureNames{
    "mean", "p50", "p95", "p99", "availability", "throughput"};

/// One number for each Measure.
using Measured = std::array<double, measures>;

} // namespace skydraft
