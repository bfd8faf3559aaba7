// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/statistics.h"

#include <cmath>

namespace skydraft {

namespace {

/// For 1 … 30 degrees of freedom (any table of statistics).
constexpr std::array<double, 30> student{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306,
                                         2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
                                         2.110,  2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
                                         2.060,  2.056, 2.052, 2.048, 2.045, 2.042};

} // namespace

double Interval::relativeHalfWidth() const
{
    const double half = halfWidth();
    return half > 0 ? half / std::abs(mean) : 0;
}

double studentQuantile(std::size_t degreesOfFreedom)
{
    if (degreesOfFreedom == 0)
        return 0;
    if (degreesOfFreedom <= student.size())
        return student[degreesOfFreedom - 1];
    // Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
    constexpr double z = 1.959963984540054;
    const auto freedom = static_cast<double>(degreesOfFreedom);
    return z + (z * z * z + z) / (4 * freedom)
           + (5 * z * z * z * z * z + 16 * z * z * z + 3 * z) / (96 * freedom * freedom);
}

double halfWidth95(const std::vector<double>& samples)
{
    RunningMean mean;
    for (const double sample : samples)
        mean.add(sample);
    return mean.interval().halfWidth();
}

void RunningMean::add(double sample)
{
    if (std::isnan(sample))
        return;
    ++m_count;
    const double before = sample - m_mean;
    m_mean += before / m_count;
    m_squares += before * (sample - m_mean);
}

Interval RunningMean::interval() const
{
    if (m_count < 2)
        return {m_mean, m_mean, m_mean, m_count};
    const double half =
        studentQuantile(static_cast<std::size_t>(m_count) - 1) * std::sqrt(variance() / m_count);
    return {m_mean, m_mean - half, m_mean + half, m_count};
}

} // namespace skydraft
