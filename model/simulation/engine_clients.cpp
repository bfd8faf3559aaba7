// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

/// Users who do not think send their next request at least this long after the last one began or,
/// where that failed, after it ended: so time goes on whatever the numbers are.
constexpr std::int64_t shortestCycleNs = 1'000;
constexpr std::int64_t pauseAfterFailureNs = 1'000'000;
/// Requests in flight beyond which new ones fail: 16.7 million are some 2 GB.
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
    state.classes = stream(id, Purpose::Class);
    state.keys = stream(id, Purpose::Key);
    state.patience = stream(id, Purpose::Patience);
    for (Index earlier = 0; earlier < population; ++earlier)
        state.firstSession += m_plan.populations[earlier].sessions;
    if (!plan.isClosed) {
        const double highest = plan.shape.highest();
        state.gap = RandomTime{Distribution::Exponential, highest > 0 ? 1e9 / highest : 0, 1};
        return highest > 0 ? scheduleArrival(population) : void();
    }
    for (std::uint32_t user = 0; user < plan.users; ++user)
        addUser(population);
}

void EventEngine::addUser(Index population)
{
    const PopulationPlan& plan = m_plan.populations[population];
    Population& state = m_populations[population];
    const Index request = m_requests.take();
    Request& record = m_requests[request];
    record.population = static_cast<std::uint16_t>(population);
    record.session = state.firstSession + static_cast<std::uint32_t>(state.users++) % plan.sessions;
    record.state = RequestState::Thinking;
    schedule(request, m_now + plan.think.draw(state.thinks));
}

std::int64_t EventEngine::nextPoisson(const PopulationPlan& plan, Population& state) const
{
    // Thinning (Lewis and Shedler 1979): arrivals at the highest rate, some of them left out.
    std::int64_t time = state.lastArrival;
    if (plan.shape.kind == LoadShape::Constant)
        return time + std::max<std::int64_t>(state.gap.draw(state.arrivals), 1);
    const double highest = plan.shape.highest();
    do {
        time += std::max<std::int64_t>(state.gap.draw(state.arrivals), 1);
    } while (time <= m_plan.endNs
             && !state.thinning.chance(plan.shape.at(static_cast<double>(time) / 1e9) / highest));
    return time;
}

std::int64_t EventEngine::nextDeterministic(const PopulationPlan& plan, Population& state) const
{
    if (plan.shape.kind == LoadShape::Constant) {
        ++state.arrived; // the n-th arrival at n / rate: rounding does not add up
        const double exact =
            static_cast<double>(state.arrived) * (1e9 / (plan.shape.ratePerS * state.factor));
        return std::max(state.lastArrival + 1,
                        state.base + static_cast<std::int64_t>(std::min(exact, 3e18) + 0.5));
    }
    // One arrival each time that the integral of the rate grows by one, in steps of at most 10 ms.
    constexpr double longestStepNs = 1e7;
    std::int64_t time = state.lastArrival;
    double missing = 1;
    while (missing > 1e-9 && time <= m_plan.endNs) {
        const double perNs = plan.shape.at(static_cast<double>(time) / 1e9) * state.factor / 1e9;
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
        expectArrival(population, state.lastArrival);
}

void EventEngine::arrive(Index population)
{
    scheduleArrival(population);
    const PopulationPlan& plan = m_plan.populations[population];
    if (m_requests.inUse() >= mostInFlight) {
        const bool isCounted = m_now >= m_plan.warmupNs;
        ++m_second.offered;
        m_populations[population].offered += isCounted ? 1 : 0;
        return noteFailed(m_populations[population], isCounted, Cause::TooManyInFlight);
    }
    Population& state = m_populations[population];
    const Index request = m_requests.take();
    m_requests[request].population = static_cast<std::uint16_t>(population);
    if (m_plan.hasSessions)
        m_requests[request].session = state.firstSession + state.sessions.below(plan.sessions);
    beginRequest(request);
}

void EventEngine::beginRequest(Index request)
{
    Request& record = m_requests[request];
    const PopulationPlan& plan = m_plan.populations[record.population];
    record.started = m_now;
    record.attempt = 0;
    record.flags = 0;
    if (!plan.isPlain)
        chooseWhat(record, plan, m_populations[record.population]);
    if (m_now >= m_plan.warmupNs) {
        record.flags |= Request::counted;
        ++m_populations[record.population].offered;
    }
    ++m_second.offered;
    attempt(request);
}

/// Which kind of request it is, whether it writes, and for which object.
void EventEngine::chooseWhat(Request& request, const PopulationPlan& plan, Population& state)
{
    if (!plan.classes.empty()) {
        const double share = state.classes.uniform();
        auto chosen = plan.classes.begin();
        while (chosen + 1 != plan.classes.end() && chosen->first < share)
            ++chosen;
        request.requestClass = chosen->second;
    }
    const std::optional<Operation> only = m_plan.classes[request.requestClass].only;
    const bool writes = only ? *only == Operation::Write
                             : plan.readRatio < 1 && !state.operations.chance(plan.readRatio);
    if (writes)
        request.flags |= Request::write;
    if (plan.popularity)
        request.key = plan.firstObject + plan.popularity->draw(state.keys);
}

void EventEngine::attempt(Index request)
{
    Request& record = m_requests[request];
    const Index population = record.population;
    const PopulationPlan& plan = m_plan.populations[population];
    Population& state = m_populations[population];
    record.state = RequestState::Calling;
    record.ticketOrNext = 0;
    if (plan.timeoutNs > 0 && plan.isPatienceRandom) {
        startPatience(request, plan, state);
    } else if (plan.timeoutNs > 0) {
        state.giveUps.push_back({m_now + plan.timeoutNs, record.started, request, record.attempt});
        if (!state.isGivingUp) {
            state.isGivingUp = true;
            startTimer(TimerKind::GiveUp, population, state.giveUps.front().time);
        }
    }
    issue(request, plan.routes.pick(state.routes), 0);
}

/// Patience that differs from client to client: each has a timer of its own.
void EventEngine::startPatience(Index request, const PopulationPlan& plan, Population& state)
{
    const RandomTime patience{Distribution::Exponential, static_cast<double>(plan.timeoutNs), 1};
    const Request& record = m_requests[request];
    const std::int64_t end = m_now + patience.draw(state.patience);
    Index place = m_freePatience;
    if (place == none) {
        place = static_cast<Index>(m_patience.size());
        m_patience.emplace_back();
    } else {
        m_freePatience = m_patience[place].request;
    }
    m_patience[place] = {end, record.started, request, record.attempt};
    startTimer(TimerKind::PatienceEnd, place, end);
}

void EventEngine::losePatience(Index place)
{
    const GiveUpEntry entry = m_patience[place];
    m_patience[place].request = m_freePatience;
    m_freePatience = place;
    // Who is being served stays.
    const Request& record = m_requests[entry.request];
    if (!isWaiting(entry, record.population) || record.state != RequestState::Queued)
        return;
    leaveQueue(entry.request);
    attemptFailed(split(entry.request, none), Cause::Timeout);
}

bool EventEngine::isWaiting(const GiveUpEntry& entry, Index population) const
{
    // Within one population no two requests begin at the same time in the same place.
    const Request& record = m_requests[entry.request];
    return record.started == entry.started && record.attempt == entry.attempt
           && record.population == population && !record.is(Request::orphan)
           && record.state != RequestState::Free && record.state != RequestState::Thinking
           && record.state != RequestState::BackingOff;
}

void EventEngine::giveUp(Index population)
{
    Population& state = m_populations[population];
    state.isGivingUp = false;
    while (!state.giveUps.empty()) {
        const GiveUpEntry entry = state.giveUps.front();
        const bool waits = isWaiting(entry, population);
        if (waits && entry.time > m_now) {
            state.isGivingUp = true;
            return startTimer(TimerKind::GiveUp, population, entry.time);
        }
        state.giveUps.pop_front();
        if (!waits)
            continue;
        leaveQueue(entry.request); // the servers work on; nobody waits for it
        attemptFailed(split(entry.request, none), Cause::Timeout);
    }
}

void EventEngine::attemptSucceeded(Index request)
{
    const Request& record = m_requests[request];
    const std::int64_t latency = m_now - record.started;
    m_secondLatencies.record(latency);
    ++m_second.succeeded;
    if (record.is(Request::counted)) {
        Population& state = m_populations[record.population];
        ++state.succeeded;
        state.latencies.record(latency);
    }
    finishRequest(request, Outcome::Succeeded);
}

void EventEngine::attemptFailed(Index request, Cause cause)
{
    Request& record = m_requests[request];
    const PopulationPlan& plan = m_plan.populations[record.population];
    if (record.attempt < plan.retries) {
        const std::uint32_t doublings = std::min<std::uint32_t>(record.attempt, mostDoublings);
        ++record.attempt;
        record.state = RequestState::BackingOff;
        const std::int64_t pause = std::min(plan.backoffNs, longestPauseNs >> doublings)
                                   << doublings;
        return schedule(request, m_now + std::max<std::int64_t>(pause, 1));
    }
    noteFailed(m_populations[record.population], record.is(Request::counted), cause);
    finishRequest(request, Outcome::Failed);
}

void EventEngine::noteFailed(Population& state, bool isCounted, Cause cause)
{
    ++m_second.failed;
    if (!isCounted)
        return;
    ++state.failed;
    ++m_failedByCause[static_cast<std::size_t>(cause)];
}

void EventEngine::finishRequest(Index request, Outcome outcome)
{
    Request& record = m_requests[request];
    const PopulationPlan& plan = m_plan.populations[record.population];
    if (!plan.isClosed)
        return releaseRequest(request);
    Population& state = m_populations[record.population];
    if (state.leaving > 0) {
        --state.leaving;
        --state.users;
        return releaseRequest(request);
    }
    record.state = RequestState::Thinking;
    std::int64_t pause = plan.think.draw(state.thinks);
    if (pause == 0 && outcome == Outcome::Failed)
        pause = pauseAfterFailureNs;
    pause = std::max(pause, shortestCycleNs - (m_now - record.started));
    schedule(request, m_now + pause);
}

} // namespace skydraft
