// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

/// Users who do not think send their next request at least this long after the last one began or,
/// where that failed, after it ended: so time goes on whatever the numbers are.
constexpr std::int64_t shortestCycleNs = 1'000;
constexpr std::int64_t pauseAfterFailureNs = 1'000'000;
/// Requests in flight beyond which new ones fail: 16.7 million calls are 1 GB.
constexpr Index mostInFlight = Index{1} << 24U;
/// The backoff doubles at most this often.
constexpr std::uint32_t mostDoublings = 16;
constexpr std::int64_t longestPauseNs = 1'000'000'000'000'000'000;

} // namespace

void EventEngine::startPopulation(Index population)
{
    const PopulationPlan& plan = m_plan.populations[population];
    Population& state = m_populations[population];
    const std::string& id = plan.id.value();
    state.arrivals = stream(id, Purpose::Arrival);
    state.thinning = stream(id, Purpose::Thinning);
    state.thinks = stream(id, Purpose::Think);
    state.operations = stream(id, Purpose::Operation);
    state.routes = stream(id, Purpose::Route);
    state.sessions = stream(id, Purpose::Session);
    state.resolvers = stream(id, Purpose::Resolver);
    state.renewals = stream(id, Purpose::Renewal);
    for (Index earlier = 0; earlier < population; ++earlier)
        state.firstSession += m_plan.populations[earlier].sessions;
    if (!plan.isClosed) {
        const double highest = plan.shape.highest();
        state.gap = RandomTime{Distribution::Exponential, highest > 0 ? 1e9 / highest : 0, 1};
        return highest > 0 ? scheduleArrival(population) : void();
    }
    for (std::uint32_t user = 0; user < plan.users; ++user) {
        const Index root = m_calls.take();
        Call& call = m_calls[root];
        call.flags = Call::root;
        call.node = population;
        call.session = state.firstSession + user % plan.sessions;
        call.state = CallState::Thinking;
        schedule(root, plan.think.draw(state.thinks));
    }
}

std::int64_t EventEngine::nextPoisson(const PopulationPlan& plan, Population& state) const
{
    // Thinning (Lewis and Shedler 1979): arrivals at the highest rate, some of them left out.
    std::int64_t time = state.lastArrival;
    const double highest = plan.shape.highest();
    do {
        time += std::max<std::int64_t>(state.gap.draw(state.arrivals), 1);
    } while (plan.shape.kind != LoadShape::Constant && time <= m_plan.endNs
             && !state.thinning.chance(plan.shape.at(static_cast<double>(time) / 1e9) / highest));
    return time;
}

std::int64_t EventEngine::nextDeterministic(const PopulationPlan& plan, Population& state) const
{
    if (plan.shape.kind == LoadShape::Constant) {
        ++state.arrived; // the n-th arrival at n / rate: rounding does not add up
        const double exact = static_cast<double>(state.arrived) * (1e9 / plan.shape.ratePerS);
        return std::max(state.lastArrival + 1,
                        static_cast<std::int64_t>(std::min(exact, 4e18) + 0.5));
    }
    // One arrival each time that the integral of the rate grows by one, in steps of at most 10 ms.
    constexpr double longestStepNs = 1e7;
    std::int64_t time = state.lastArrival;
    double missing = 1;
    while (missing > 1e-9 && time <= m_plan.endNs) {
        const double perNs = plan.shape.at(static_cast<double>(time) / 1e9) / 1e9;
        const double step = std::min(perNs > 0 ? missing / perNs : longestStepNs, longestStepNs);
        const auto whole = std::max<std::int64_t>(static_cast<std::int64_t>(step + 0.5), 1);
        missing -= perNs * static_cast<double>(whole);
        time += whole;
    }
    return time;
}

void EventEngine::scheduleArrival(Index population)
{
    const PopulationPlan& plan = m_plan.populations[population];
    Population& state = m_populations[population];
    state.lastArrival = plan.isPoisson ? nextPoisson(plan, state) : nextDeterministic(plan, state);
    if (state.lastArrival <= m_plan.endNs)
        startTimer(TimerKind::Arrival, population, state.lastArrival);
}

void EventEngine::arrive(Index population)
{
    scheduleArrival(population);
    const PopulationPlan& plan = m_plan.populations[population];
    if (m_calls.inUse() >= mostInFlight) {
        ++m_second.offered;
        ++m_second.failed;
        if (m_now >= m_plan.warmupNs) {
            ++m_offered;
            ++m_failed;
            ++m_failedByCause[static_cast<std::size_t>(Cause::TooManyInFlight)];
        }
        return;
    }
    Population& state = m_populations[population];
    const Index root = m_calls.take();
    m_calls[root].flags = Call::root;
    m_calls[root].node = population;
    if (m_plan.hasSessions)
        m_calls[root].session = state.firstSession + state.sessions.below(plan.sessions);
    beginRequest(root, population);
}

void EventEngine::beginRequest(Index root, Index population)
{
    const PopulationPlan& plan = m_plan.populations[population];
    Call& call = m_calls[root];
    call.started = m_now;
    call.attempt = 0;
    call.flags = Call::root;
    if (plan.readRatio < 1 && !m_populations[population].operations.chance(plan.readRatio))
        call.flags |= Call::write;
    if (m_now >= m_plan.warmupNs) {
        call.flags |= Call::counted;
        ++m_offered;
    }
    ++m_second.offered;
    attempt(root);
}

void EventEngine::attempt(Index root)
{
    Call& call = m_calls[root];
    const Index population = call.node;
    const PopulationPlan& plan = m_plan.populations[population];
    Population& state = m_populations[population];
    call.state = CallState::Calling;
    call.ticket = 0;
    if (plan.timeoutNs > 0) {
        state.giveUps.push_back({m_now + plan.timeoutNs, root, call.generation});
        if (!state.isGivingUp) {
            state.isGivingUp = true;
            startTimer(TimerKind::GiveUp, population, state.giveUps.front().time);
        }
    }
    issue(root, plan.routes.pick(state.routes));
}

void EventEngine::giveUp(Index population)
{
    Population& state = m_populations[population];
    state.isGivingUp = false;
    while (!state.giveUps.empty()) {
        const GiveUpEntry entry = state.giveUps.front();
        const bool isWaiting = m_calls[entry.call].generation == entry.generation;
        if (isWaiting && entry.time > m_now) {
            state.isGivingUp = true;
            return startTimer(TimerKind::GiveUp, population, entry.time);
        }
        state.giveUps.pop_front();
        if (isWaiting) {
            orphanChild(entry.call);
            attemptFailed(entry.call, Cause::Timeout);
        }
    }
}

void EventEngine::orphanChild(Index call)
{
    const Index child = m_calls[call].child;
    if (child != none)
        m_calls[child].parent = none; // the server works on; nobody waits for it
    m_calls[call].child = none;
}

void EventEngine::attemptSucceeded(Index root)
{
    const Call& call = m_calls[root];
    const std::int64_t latency = m_now - call.started;
    m_secondLatencies.record(latency);
    ++m_second.succeeded;
    if (call.is(Call::counted)) {
        ++m_succeeded;
        m_latencies.record(latency);
    }
    finishRequest(root, Outcome::Succeeded);
}

void EventEngine::attemptFailed(Index root, Cause cause)
{
    Call& call = m_calls[root];
    ++call.generation; // its time-out no longer concerns it
    const PopulationPlan& plan = m_plan.populations[call.node];
    if (call.attempt < plan.retries) {
        const std::uint32_t doublings = std::min<std::uint32_t>(call.attempt, mostDoublings);
        ++call.attempt;
        call.state = CallState::BackingOff;
        const std::int64_t pause = std::min(plan.backoffNs, longestPauseNs >> doublings)
                                   << doublings;
        return schedule(root, m_now + std::max<std::int64_t>(pause, 1));
    }
    ++m_second.failed;
    if (call.is(Call::counted)) {
        ++m_failed;
        ++m_failedByCause[static_cast<std::size_t>(cause)];
    }
    finishRequest(root, Outcome::Failed);
}

void EventEngine::finishRequest(Index root, Outcome outcome)
{
    Call& call = m_calls[root];
    const PopulationPlan& plan = m_plan.populations[call.node];
    if (!plan.isClosed)
        return m_calls.release(root);
    ++call.generation;
    call.state = CallState::Thinking;
    call.child = none;
    std::int64_t pause = plan.think.draw(m_populations[call.node].thinks);
    if (pause == 0 && outcome == Outcome::Failed)
        pause = pauseAfterFailureNs;
    pause = std::max(pause, shortestCycleNs - (m_now - call.started));
    schedule(root, m_now + pause);
}

} // namespace skydraft
