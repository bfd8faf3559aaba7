// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/recording.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace skydraft {
namespace {

/// What a copy is taken to weigh: what the drawing compiles to, and what each request has in
/// flight.
constexpr std::size_t bytesAtRest = 64 << 10;
constexpr std::size_t bytesPerResource = 1024;
constexpr std::size_t bytesPerRequest = 256;

std::size_t weightOf(const SimulationFrame& frame)
{
    const std::uint64_t inFlight = frame.offered - frame.succeeded - frame.failed;
    const auto samples = static_cast<std::size_t>(toSeconds(frame.now));
    return bytesAtRest + frame.nodes.size() * bytesPerResource + inFlight * bytesPerRequest
           + samples * sizeof(SecondSample);
}

} // namespace

Recording::Recording(Simulation simulation)
    : Recording(std::move(simulation), Limits{})
{}

Recording::Recording(Simulation simulation, Limits limits)
    : m_newest(std::move(simulation))
    , m_limits(limits)
{
    m_keyframes.push_back(
        {std::make_shared<Simulation>(m_newest.copy()), m_newest.now(), 0, bytesAtRest, 0});
}

Result<void> Recording::inject(const Fault& fault)
{
    auto done = m_newest.inject(fault);
    if (done)
        m_deeds.push_back({m_newest.now(), fault});
    return done;
}

bool Recording::repair(const std::string& target)
{
    const bool isRepaired = m_newest.repair(target);
    if (isRepaired)
        m_deeds.push_back({m_newest.now(), Repair{target}});
    return isRepaired;
}

void Recording::keep(double work)
{
    if (m_keyframes.back().at == m_newest.now())
        return;
    Keyframe keyframe{.at = m_newest.now(), .work = work, .deeds = m_deeds.size()};
    if (m_spare != nullptr) {
        m_newest.copyInto(*m_spare);
        keyframe.state = std::exchange(m_spare, nullptr);
    } else {
        keyframe.state = std::make_shared<Simulation>(m_newest.copy());
    }
    keyframe.bytes = weightOf(keyframe.state->frame());
    m_keyframes.push_back(std::move(keyframe));
    while (isTooMuch())
        thin();
}

void Recording::setLimits(Limits limits)
{
    m_limits = limits;
    while (isTooMuch())
        thin();
}

bool Recording::isTooMuch() const
{
    if (m_keyframes.size() <= 2)
        return false;
    std::size_t bytes = 0;
    for (const Keyframe& keyframe : m_keyframes)
        bytes += keyframe.bytes;
    return m_keyframes.size() > m_limits.keyframes || bytes > m_limits.bytes;
}

/// Never the first, from which everything else can be had, and never the newest.
void Recording::thin()
{
    auto best = m_keyframes.begin() + 1;
    double least = std::numeric_limits<double>::infinity();
    for (auto keyframe = m_keyframes.begin() + 1; keyframe + 1 != m_keyframes.end(); ++keyframe) {
        const double way = keyframe->work + (keyframe + 1)->work;
        if (way < least) {
            least = way;
            best = keyframe;
        }
    }
    (best + 1)->work += best->work;
    if (best->state.use_count() == 1)
        m_spare = std::move(best->state);
    m_keyframes.erase(best);
}

double Recording::longestWay() const
{
    double longest = 0;
    for (const Keyframe& keyframe : m_keyframes)
        longest = std::max(longest, keyframe.work);
    return longest;
}

Simulation Recording::at(SimTime time) const
{
    const SimTime wanted = std::clamp(time, SimTime{}, now());
    const auto after = std::upper_bound(
        m_keyframes.begin(), m_keyframes.end(), wanted,
        [](SimTime instant, const Keyframe& keyframe) { return instant < keyframe.at; });
    const Keyframe& keyframe = after == m_keyframes.begin() ? *after : *(after - 1);
    Simulation state = keyframe.state->copy();
    playOn(state, keyframe.deeds, wanted);
    return state;
}

void Recording::follow(Simulation& state, SimTime time) const
{
    // What was done at the very instant of the state has been done to it.
    const auto next = std::upper_bound(m_deeds.begin(), m_deeds.end(), state.now(),
                                       [](SimTime at, const Deed& deed) { return at < deed.at; });
    playOn(state, static_cast<std::size_t>(next - m_deeds.begin()), std::min(time, now()));
}

void Recording::playOn(Simulation& state, std::size_t deed, SimTime time) const
{
    for (; deed < m_deeds.size() && m_deeds[deed].at <= time; ++deed) {
        state.runUntil(m_deeds[deed].at);
        if (const auto* repair = std::get_if<Repair>(&m_deeds[deed].what))
            state.repair(repair->target);
        else // it could be done then, so it can be done now
            static_cast<void>(state.inject(std::get<Fault>(m_deeds[deed].what)));
    }
    state.runUntil(time);
}

Recording Recording::branch(const Simulation& state) const
{
    Recording other(state.copy(), m_limits);
    other.m_keyframes.clear();
    for (const Keyframe& keyframe : m_keyframes)
        if (keyframe.at <= state.now())
            other.m_keyframes.push_back(keyframe);
    for (const Deed& deed : m_deeds)
        if (deed.at <= state.now())
            other.m_deeds.push_back(deed);
    return other;
}

} // namespace skydraft
