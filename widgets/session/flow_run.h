// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/flow_simulation.h"

#include <memory>
#include <vector>

namespace skydraft {

/// A run of the flow engine that can be looked back at: it keeps a frame of every so many seconds,
/// more apart the longer it lasts. There are no states to branch from. Lives on one thread.
class FlowRun
{
public:
    static constexpr std::size_t mostFrames = 600;

    explicit FlowRun(SimulationPlan plan);

    /// The instant that is shown.
    SimTime now() const { return m_isLookingBack ? m_shownTime : played(); }
    SimTime played() const { return m_simulation.now(); }
    /// What advance() came to: the last tick goes a little beyond.
    SimTime asked() const { return m_asked; }
    SimTime end() const { return m_simulation.end(); }
    bool isLookingBack() const { return m_isLookingBack; }

    /// Goes on by `step` from what is shown: again through what was kept, or further.
    void advance(SimTime step);
    void seek(SimTime time);

    /// What is shown: the newest state, or the last kept before the instant.
    std::shared_ptr<const SimulationFrame> shown();
    /// The newest state.
    const std::shared_ptr<const SimulationFrame>& newest();
    /// Samples since the last call.
    std::vector<SecondSample> takeSamples();
    SimulationResult result() { return m_simulation.result(); }
    std::size_t keptFrames() const { return m_frames.size(); }

private:
    void keep();

    FlowSimulation m_simulation;
    std::vector<std::shared_ptr<const SimulationFrame>> m_frames; ///< by time; the first is of 0
    std::shared_ptr<const SimulationFrame> m_newest;
    std::vector<SecondSample> m_samples;
    SimTime m_asked{};
    SimTime m_distance{}; ///< between frames that are kept
    SimTime m_shownTime{};
    bool m_isLookingBack = false;
};

} // namespace skydraft
