// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/flow_run.h"

#include <algorithm>
#include <utility>

namespace skydraft {
namespace {

constexpr SimTime firstDistance{500'000'000}; // half a second

} // namespace

FlowRun::FlowRun(SimulationPlan plan)
    : m_simulation(std::move(plan))
    , m_distance(firstDistance)
{
    keep();
}

const std::shared_ptr<const SimulationFrame>& FlowRun::newest()
{
    if (m_newest != nullptr && m_newest->now == played())
        return m_newest;
    SimulationFrame frame = m_simulation.frame();
    m_samples.insert(m_samples.end(), frame.newSamples.begin(), frame.newSamples.end());
    frame.newSamples.clear();
    m_newest = std::make_shared<const SimulationFrame>(std::move(frame));
    return m_newest;
}

/// Where there are too many frames, every other one goes.
void FlowRun::keep()
{
    m_frames.push_back(newest());
    if (m_frames.size() <= mostFrames)
        return;
    for (std::size_t i = 1; 2 * i < m_frames.size(); ++i)
        m_frames[i] = m_frames[2 * i];
    m_frames.resize((m_frames.size() + 1) / 2);
    m_distance *= 2;
}

void FlowRun::advance(SimTime step)
{
    if (m_isLookingBack) {
        m_shownTime += step;
        m_isLookingBack = m_shownTime < played();
        return;
    }
    m_asked = std::min(m_asked + step, end());
    if (m_asked <= played())
        return;
    m_simulation.runUntil(m_asked);
    if (played() >= m_frames.back()->now + m_distance)
        keep();
}

void FlowRun::seek(SimTime time)
{
    m_isLookingBack = time < played();
    m_shownTime = time;
}

std::shared_ptr<const SimulationFrame> FlowRun::shown()
{
    if (!m_isLookingBack)
        return newest();
    const auto after =
        std::upper_bound(m_frames.begin(), m_frames.end(), m_shownTime,
                         [](SimTime time, const std::shared_ptr<const SimulationFrame>& frame) {
                             return time < frame->now;
                         });
    auto copy = std::make_shared<SimulationFrame>(after == m_frames.begin() ? *m_frames.front()
                                                                            : **(after - 1));
    copy->now = m_shownTime; // where the slider stands; what is shown is of shortly before
    copy->isFinished = false;
    return copy;
}

std::vector<SecondSample> FlowRun::takeSamples()
{
    return std::exchange(m_samples, {});
}

} // namespace skydraft
