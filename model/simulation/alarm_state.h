// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/histogram.h"
#include "model/simulation/result.h"
#include "model/simulation/scaling_plan.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace skydraft {

/// The datapoint of one period; nothing where no data came.
using Datapoint = std::optional<double>;

/// How many periods beyond the evaluation periods an alarm looks back for data.
inline constexpr std::uint32_t furtherPeriods = 2;

/// The state after a period, from the last datapoints (the newest last) and the state before. With
/// as many datapoints as evaluation periods among them, M breaching ones make an alarm; missing
/// ones are filled in otherwise (Amazon CloudWatch user guide, "Configuring how CloudWatch alarms
/// treat missing data", whose tables are in the tests).
AlarmState stateAfter(const AlarmRule& rule, const std::vector<Datapoint>& recent,
                      AlarmState before);

/// The values of one period.
class PeriodSamples
{
public:
    void add(double value, std::uint64_t count = 1);
    /// Time from which the statistics are taken in seconds.
    void addTime(std::int64_t ns);
    void clear();
    Datapoint value(Statistic statistic) const;

private:
    struct Weighted
    {
        double value = 0;
        std::uint64_t count = 0;
    };
    double percentile99() const;

    std::uint64_t m_count = 0;
    double m_sum = 0;
    double m_minimum = 0;
    double m_maximum = 0;
    std::vector<Weighted> m_values;   // of few values, such as one for each instance and minute
    std::optional<Histogram> m_times; // of many
};

} // namespace skydraft
