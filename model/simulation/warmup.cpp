// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/warmup.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr std::size_t batch = 5;
/// Of fewer means the variance says nothing.
constexpr std::size_t fewest = 10;

} // namespace

Truncation mser5(const std::vector<double>& observations)
{
    const std::size_t count = observations.size() / batch;
    std::vector<double> means(count, 0);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < batch; ++j)
            means[i] += observations[i * batch + j] / batch;
    if (count < fewest)
        return {};
    // From the end, so that mean and squares of those that stay grow by one at a time.
    const std::size_t most = count / 2;
    std::size_t best = most;
    double lowest = 0;
    double mean = 0;
    double squares = 0;
    for (std::size_t deleted = count; deleted-- > 0;) {
        const auto stay = static_cast<double>(count - deleted);
        const double before = means[deleted] - mean;
        mean += before / stay;
        squares += before * (means[deleted] - mean);
        const double score = squares / (stay * stay);
        if (deleted == most || (deleted < most && score <= lowest)) {
            best = deleted;
            lowest = score;
        }
    }
    return {.deleted = best * batch, .hasSettled = best < most};
}

void LatencyCurve::add(const std::vector<SecondSample>& series)
{
    const std::size_t size = std::max(m_count.size(), series.size());
    m_sumMs.resize(size, 0);
    m_count.resize(size, 0);
    for (std::size_t i = 0; i < series.size(); ++i) {
        const auto succeeded = static_cast<double>(series[i].succeeded);
        m_sumMs[i] += series[i].meanMs * succeeded;
        m_count[i] += succeeded;
    }
}

std::vector<double> LatencyCurve::meanMs() const
{
    std::vector<double> curve(m_count.size(), 0);
    const auto first =
        std::find_if(m_count.begin(), m_count.end(), [](double count) { return count > 0; });
    if (first == m_count.end())
        return curve;
    auto known = static_cast<std::size_t>(first - m_count.begin());
    for (std::size_t i = 0; i < curve.size(); ++i) {
        known = m_count[i] > 0 ? i : known;
        curve[i] = m_sumMs[known] / m_count[known];
    }
    return curve;
}

bool hasSteadyState(const SimulationPlan& plan)
{
    return plan.faults.empty()
           && std::all_of(plan.populations.begin(), plan.populations.end(),
                          [](const PopulationPlan& population) {
                              return population.isClosed
                                     || population.shape.kind == LoadShape::Constant;
                          });
}

} // namespace skydraft
