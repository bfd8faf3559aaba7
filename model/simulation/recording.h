// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/simulation.h"

#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace skydraft {

/// One run that can be looked back at. It keeps copies of the simulation, keyframes, and what
/// people did to it; any instant is had again exactly by playing on from the keyframe before it.
///
///     Recording original(std::move(simulation));
///     original.runUntil(fromSeconds(600));
///     original.keep(work);                                 // now and then
///     Simulation view = original.at(fromSeconds(120));     // what it was like
///     Recording branch = original.branch(view);            // and what would have been
///     branch.inject({.kind = "az.down", .target = "az-a"});
///
/// Lives on one thread at a time.
class Recording
{
public:
    /// Beyond them, keyframes are thinned where that lengthens the way between two the least.
    struct Limits
    {
        std::size_t keyframes = 192;
        std::size_t bytes = std::size_t{384} << 20; ///< estimated from what is in flight
    };

    explicit Recording(Simulation simulation);
    Recording(Simulation simulation, Limits limits);

    /// The newest instant that was played.
    SimTime now() const { return m_newest.now(); }
    SimTime end() const { return m_newest.end(); }

    void runUntil(SimTime time) { m_newest.runUntil(time); }
    /// A fault that happens now.
    Result<void> inject(const Fault& fault);
    bool repair(const std::string& target);
    /// The newest state, to draw it; `newSamples` are those since the last call.
    SimulationFrame frame() { return m_newest.frame(); }
    SimulationResult result() const { return m_newest.result(); }

    /// Other limits from now on; thins at once.
    void setLimits(Limits limits);
    /// Keeps a copy of the newest state. `work` is what it cost to come here from the keyframe
    /// before, in any unit: so much it will cost to come here again.
    void keep(double work);

    /// The state at `time`, from 0 to now().
    Simulation at(SimTime time) const;
    /// Takes a state of this recording on to `time`, with what was done to it on the way. At most
    /// to now().
    void follow(Simulation& state, SimTime time) const;

    /// Another run that is the same up to now of `state`, which is a state of this recording.
    Recording branch(const Simulation& state) const;

    std::size_t keyframes() const { return m_keyframes.size(); }
    /// The longest way from one keyframe to the next, in the unit of keep().
    double longestWay() const;

private:
    struct Keyframe
    {
        std::shared_ptr<Simulation> state{}; ///< shared with branches; not changed while it is
        SimTime at{};
        double work = 0;
        std::size_t bytes = 0;
        std::size_t deeds = 0; ///< how many had been done
    };
    struct Repair
    {
        std::string target{};
    };
    struct Deed
    {
        SimTime at{};
        std::variant<Fault, Repair> what{};
    };

    void playOn(Simulation& state, std::size_t deed, SimTime time) const;
    bool isTooMuch() const;
    void thin();

    Simulation m_newest;
    Limits m_limits;
    std::vector<Keyframe> m_keyframes;   ///< by time; the first is the start
    std::vector<Deed> m_deeds;           ///< by time, in their order
    std::shared_ptr<Simulation> m_spare; ///< memory for the next keyframe
};

} // namespace skydraft
