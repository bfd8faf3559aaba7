// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/alarm_state.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

bool AlarmRule::isBreaching(double value) const
{
    switch (comparison) {
    case ThresholdComparison::Greater:
        return value > threshold;
    case ThresholdComparison::GreaterOrEqual:
        return value >= threshold;
    case ThresholdComparison::Less:
        return value < threshold;
    case ThresholdComparison::LessOrEqual:
        return value <= threshold;
    }
    return false;
}

namespace {

/// What the newest datapoints, at most N of them, say.
struct Tally
{
    std::uint32_t breaching = 0;
    std::uint32_t good = 0;
    std::uint32_t oldestBreaching = 0; ///< its place from the newest period on, which is 1
};

Tally tallyOf(const AlarmRule& rule, const std::vector<Datapoint>& recent)
{
    Tally tally;
    std::uint32_t place = 0;
    for (auto point = recent.rbegin(); point != recent.rend(); ++point) {
        ++place;
        if (!*point || tally.breaching + tally.good == rule.evaluationPeriods)
            continue;
        if (rule.isBreaching(**point)) {
            ++tally.breaching;
            tally.oldestBreaching = place;
        } else {
            ++tally.good;
        }
    }
    return tally;
}

} // namespace

AlarmState stateAfter(const AlarmRule& rule, const std::vector<Datapoint>& recent,
                      AlarmState before)
{
    const Tally tally = tallyOf(rule, recent);
    const std::uint32_t filled = rule.evaluationPeriods - tally.breaching - tally.good;
    if (tally.breaching >= rule.datapointsToAlarm)
        return AlarmState::Alarm;
    if (filled == 0)
        return AlarmState::Ok;
    switch (rule.missing) {
    case MissingData::NotBreaching:
        return AlarmState::Ok;
    case MissingData::Breaching:
        return tally.breaching + filled >= rule.datapointsToAlarm ? AlarmState::Alarm
                                                                  : AlarmState::Ok;
    case MissingData::Ignore:
        return tally.good > 0 ? AlarmState::Ok : before;
    case MissingData::Missing:
        break;
    }
    if (tally.good > 0)
        return AlarmState::Ok;
    // Nothing but breaching data, of which the oldest is as old as M periods, is an alarm.
    return tally.oldestBreaching >= rule.datapointsToAlarm && tally.breaching > 0
               ? AlarmState::Alarm
               : AlarmState::InsufficientData;
}

void PeriodSamples::add(double value, std::uint64_t count)
{
    if (count == 0)
        return;
    m_minimum = m_count == 0 ? value : std::min(m_minimum, value);
    m_maximum = m_count == 0 ? value : std::max(m_maximum, value);
    m_count += count;
    m_sum += value * static_cast<double>(count);
    m_values.push_back({value, count});
}

void PeriodSamples::addTime(std::int64_t ns)
{
    if (!m_times)
        m_times.emplace();
    m_times->record(ns);
    const double seconds = static_cast<double>(ns) / 1e9;
    m_minimum = m_count == 0 ? seconds : std::min(m_minimum, seconds);
    m_maximum = m_count == 0 ? seconds : std::max(m_maximum, seconds);
    ++m_count;
    m_sum += seconds;
}

void PeriodSamples::clear()
{
    m_count = 0;
    m_sum = 0;
    m_values.clear();
    if (m_times)
        m_times->clear();
}

double PeriodSamples::percentile99() const
{
    constexpr double share = 0.99;
    if (m_times)
        return m_times->percentile(share) / 1e9;
    std::vector<Weighted> sorted = m_values;
    std::sort(sorted.begin(), sorted.end(),
              [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count)));
    std::uint64_t passed = 0;
    for (const Weighted& one : sorted) {
        passed += one.count;
        if (passed >= wanted)
            return one.value;
    }
    return m_maximum;
}

Datapoint PeriodSamples::value(Statistic statistic) const
{
    if (m_count == 0)
        return std::nullopt;
    switch (statistic) {
    case Statistic::Average:
        return m_sum / static_cast<double>(m_count);
    case Statistic::Sum:
        return m_sum;
    case Statistic::Minimum:
        return m_minimum;
    case Statistic::Maximum:
        return m_maximum;
    case Statistic::SampleCount:
        return static_cast<double>(m_count);
    case Statistic::Percentile99:
        return percentile99();
    }
    return std::nullopt;
}

} // namespace skydraft
