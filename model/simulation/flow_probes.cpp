// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow_engine.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr double serverTimeoutS = 10; // for a connection, or for an answer that does not come
constexpr double shortestThinkS = 0.02;
constexpr double retrySmoothingS = 0.1;
constexpr std::uint32_t mostDoublings = 16;
constexpr double longestS = 9e9;

constexpr auto isLater = [](const auto& a, const auto& b) {
    return std::tie(a.time, a.order) > std::tie(b.time, b.order);
};

double secondsOf(std::int64_t ns)
{
    return static_cast<double>(ns) / 1e9;
}

std::int64_t toNs(double seconds)
{
    return static_cast<std::int64_t>(std::min(seconds, longestS) * 1e9 + 0.5);
}

} // namespace

/// Attempts per second during this tick; counts the first ones as due for probes.
double FlowEngine::rateOf(Index index, double seconds)
{
    const PopulationPlan& plan = m_plan.populations[index];
    PopulationState& state = m_populations[index];
    double rate = 0;
    if (plan.isClosed) {
        const double think = std::max(plan.think.meanNs() / 1e9, shortestThinkS);
        rate = -state.users * std::expm1(-seconds / think) / seconds;
        state.users -= rate * seconds;
    } else {
        rate = plan.shape.at(secondsOf(m_now) + seconds / 2);
    }
    state.due += rate * seconds;
    // What comes back after a failure is smeared over a while: one probe stands for many requests.
    const double again = -state.pending * std::expm1(-seconds / retrySmoothingS);
    state.pending -= again;
    return rate + again / seconds;
}

void FlowEngine::comeBack(const Return& probe)
{
    if (probe.time > m_plan.endNs)
        return;
    m_returns.push_back(probe);
    m_returns.back().order = ++m_orders;
    std::push_heap(m_returns.begin(), m_returns.end(), isLater);
}

void FlowEngine::takeReturns()
{
    while (!m_returns.empty() && m_returns.front().time <= m_now) {
        std::pop_heap(m_returns.begin(), m_returns.end(), isLater);
        const Return probe = m_returns.back();
        m_returns.pop_back();
        if (probe.attempt == 0) {
            m_populations[probe.population].users += probe.requests;
            continue;
        }
        m_populations[probe.population].pending += probe.requests;
        attempt(probe);
    }
}

void FlowEngine::sendProbes(double seconds, std::int64_t until)
{
    for (Index index = 0; index < m_populations.size(); ++index) {
        PopulationState& state = m_populations[index];
        const double whole = std::floor(state.due / m_probeWeight + 1e-9);
        if (whole < 1)
            continue;
        const double requests = state.due / whole;
        state.due = 0;
        for (double i = 0; i < whole; ++i) {
            Return probe{.population = index, .requests = requests};
            probe.time = std::min(m_now + toNs(seconds * (i + 0.5) / whole), until - 1);
            probe.start = probe.time;
            const double reads = m_plan.populations[index].readRatio;
            probe.operation = reads < 1 && !m_stream.chance(reads) ? 1 : 0;
            m_intervals[static_cast<std::size_t>(probe.time / m_plan.sampleNs)].offered += requests;
            m_offered += probe.start >= m_plan.warmupNs ? requests : 0;
            attempt(probe);
        }
    }
}

void FlowEngine::attempt(Return probe)
{
    const PopulationPlan& plan = m_plan.populations[probe.population];
    const Index edge = plan.routes.pick(m_stream);
    Outcome outcome = tryEdge(edge, probe.operation, secondsOf(plan.connectTimeoutNs));
    if (plan.timeoutNs > 0 && outcome.seconds > secondsOf(plan.timeoutNs))
        outcome = {.seconds = secondsOf(plan.timeoutNs), .cause = Cause::Timeout};
    const std::int64_t end = probe.time + toNs(outcome.seconds);
    if (outcome.isOk() || probe.attempt >= plan.retries)
        return finish(probe, end, outcome.cause);
    const double pause = secondsOf(plan.backoffNs)
                         * static_cast<double>(1U << std::min(probe.attempt, mostDoublings));
    probe.time = std::max(end + toNs(pause), m_now + 1);
    ++probe.attempt;
    comeBack(probe);
}

void FlowEngine::finish(const Return& probe, std::int64_t end, Cause cause)
{
    if (m_plan.populations[probe.population].isClosed)
        comeBack({.time = std::max(end, m_now + 1),
                  .population = probe.population,
                  .requests = probe.requests});
    const auto place = static_cast<std::size_t>(end / m_plan.sampleNs);
    if (end >= m_plan.endNs || place >= m_intervals.size())
        return;
    Interval& interval = m_intervals[place];
    const bool isCounted = probe.start >= m_plan.warmupNs;
    const auto add = [&](std::array<double, 2>& sum) {
        sum[0] += probe.requests;
        sum[1] += isCounted ? probe.requests : 0;
    };
    if (cause != Cause::None)
        return add(interval.failed[static_cast<std::size_t>(cause)]);
    add(interval.succeeded);
    interval.latencies.push_back({static_cast<float>(secondsOf(end - probe.start)),
                                  static_cast<float>(probe.requests), isCounted});
}

FlowEngine::Outcome FlowEngine::tryEdge(Index index, std::size_t operation, double connectTimeoutS)
{
    const EdgePlan* edge = &m_plan.edges[index];
    if (edge->name != none) {
        NameState& name = m_names[edge->name];
        const std::vector<Address>& addresses = name.now;
        if (addresses.empty())
            return {.cause = Cause::DnsFailure};
        std::size_t place = 0;
        if (addresses.size() > 1) {
            const double share = name.draws.next();
            while (place + 1 < addresses.size() && addresses[place].cumulative < share)
                ++place;
        }
        index = addresses[place].edge;
        edge = &m_plan.edges[index];
    }
    if (edge->isBlocked)
        return {connectTimeoutS, Cause::BlockedByNetwork, false};
    if (edge->zone != none && m_zoneDown[edge->zone] != 0)
        return {connectTimeoutS, Cause::ConnectTimeout, false};
    Outcome outcome = tryNode(index, operation, connectTimeoutS);
    const double distance = secondsOf(edge->delayNs); // to another region
    outcome.seconds += outcome.isOk() ? 2 * distance : distance;
    return outcome;
}

FlowEngine::Outcome FlowEngine::tryNode(Index index, std::size_t operation, double connectTimeoutS)
{
    const EdgePlan& edge = m_plan.edges[index];
    if (edge.pool != none)
        return tryPool(index, operation);
    const NodePlan& node = m_plan.nodes[edge.to];
    if (node.kind != NodeKind::Station)
        return {.seconds = secondsOf(node.delayNs), .cause = Cause::Http503};
    return tryCohort(m_cohortsOf[edge.to].front(), operation, connectTimeoutS, serverTimeoutS);
}

FlowEngine::Outcome FlowEngine::tryPool(Index index, std::size_t operation)
{
    const EdgePlan& edge = m_plan.edges[index];
    const NodePlan& node = m_plan.nodes[edge.to];
    PoolState& pool = m_pools[edge.pool];
    const bool isNear = !m_plan.pools[edge.pool].crossesZones && edge.zone != none;
    const Shares& shares = isNear ? pool.byZone[edge.zone] : pool.all;
    const double way = node.kind == NodeKind::Balancer ? secondsOf(node.delayNs) : 0;
    if (shares.members.empty())
        return {.seconds = way, .cause = Cause::Http503};
    const double wanted = pool.draws.next() * shares.total;
    const auto member =
        std::lower_bound(shares.members.begin(), shares.members.end() - 1, wanted,
                         [](const Member& one, double value) { return one.cumulative < value; });
    double connectTimeout = serverTimeoutS;
    double silent = serverTimeoutS;
    if (node.balancer != none) {
        connectTimeout = secondsOf(m_plan.balancers[node.balancer].connectTimeoutNs);
        silent = secondsOf(m_plan.balancers[node.balancer].idleTimeoutNs);
    }
    Outcome outcome{connectTimeout, Cause::BlockedByNetwork, false};
    if (member->edge == none || !m_plan.edges[member->edge].isBlocked)
        outcome = tryCohort(member->cohort, operation, connectTimeout, silent);
    outcome.seconds += outcome.isOk() ? 2 * way : way;
    outcome.wasHit = false;
    if (outcome.isOk() || outcome.isAnswer || node.kind != NodeKind::Balancer)
        return outcome;
    // As an Application Load Balancer answers: 502 for a refused or reset connection, 504 for one
    // that was not answered.
    const bool isSilent = outcome.cause == Cause::ConnectTimeout || outcome.cause == Cause::Timeout;
    if (outcome.cause != Cause::BlockedByNetwork)
        outcome.cause = isSilent ? Cause::Http504 : Cause::Http502;
    outcome.isAnswer = true;
    return outcome;
}

FlowEngine::Outcome FlowEngine::tryCohort(Index index, std::size_t operation,
                                          double connectTimeoutS, double silentS)
{
    Cohort& cohort = m_cohorts[index];
    const NodePlan& plan = m_plan.nodes[cohort.node];
    const double way = secondsOf(plan.delayNs);
    if (cohort.state == InstanceState::Stopped)
        return {way, Cause::ConnectionRefused, false};
    if (cohort.state == InstanceState::Hung)
        return {way + silentS, Cause::Timeout, false};
    if (!cohort.isRunning())
        return {way + connectTimeoutS, Cause::ConnectTimeout, false};
    const double wait = cohort.station.drawWait(m_stream, cohort.draws.next());
    if (wait < 0)
        return {.seconds = way,
                .cause = plan.behaviour == BehaviourKind::Function ? Cause::Throttled
                                                                   : Cause::QueueFull};
    const double service = secondsOf(plan.service.draw(m_stream)) * (cohort.burnFaults > 0 ? 2 : 1);
    Outcome outcome{.seconds = way + wait + service};
    if (cohort.errorFaults > 0) {
        outcome.cause = Cause::Http500;
        return outcome;
    }
    if (!plan.calls.empty() || plan.hitRatio > 0)
        outcome = tryCalls(cohort, operation, outcome.seconds);
    outcome.seconds += outcome.isOk() ? way : 0;
    return outcome;
}

FlowEngine::Outcome FlowEngine::tryCalls(const Cohort& cohort, std::size_t operation,
                                         double seconds)
{
    const NodePlan& plan = m_plan.nodes[cohort.node];
    const bool isCache =
        plan.behaviour == BehaviourKind::Cache || plan.behaviour == BehaviourKind::Cdn;
    if (isCache && operation == 0 && m_stream.chance(plan.hitRatio))
        return {.seconds = seconds, .wasHit = true};
    bool skipsDatabase = false;
    for (const CallGroup& group : plan.calls) {
        const EdgeChoice& choice = operation == 0 ? group.reads : group.writes;
        if (choice.isEmpty() || (group.behaviour == BehaviourKind::Database && skipsDatabase))
            continue;
        const Index edge = choice.pick(m_stream);
        const double calls = std::min(m_plan.edges[edge].calls, 1000.0);
        const double fraction = calls - std::floor(calls);
        double count = std::floor(calls);
        if (fraction > 0 && m_stream.chance(fraction))
            ++count;
        for (double call = 0; call < count; ++call) {
            const Outcome answer = tryEdge(edge, operation, serverTimeoutS);
            seconds += answer.seconds;
            if (!answer.isOk())
                return {.seconds = seconds, .cause = answer.cause};
            skipsDatabase = skipsDatabase || answer.wasHit;
        }
    }
    return {.seconds = seconds};
}

/// What was inside fails after a while: that many of the requests that were about to succeed.
void FlowEngine::loseContent(Index index, Cause cause, std::int64_t afterNs)
{
    Cohort& cohort = m_cohorts[index];
    double lost = cohort.station.level() * cohort.count;
    cohort.station.clear();
    const auto at =
        static_cast<std::size_t>(std::min(m_now + afterNs, m_plan.endNs - 1) / m_plan.sampleNs);
    const bool isSeen = m_now + afterNs < m_plan.endNs;
    for (auto place = static_cast<std::size_t>(m_now / m_plan.sampleNs);
         place < m_intervals.size() && lost > 0; ++place) {
        Interval& interval = m_intervals[place];
        const double all = interval.succeeded[0];
        const double taken = std::min(lost, all);
        if (taken <= 0)
            continue;
        const double counted = interval.succeeded[1] * taken / all;
        interval.succeeded[0] -= taken;
        interval.succeeded[1] -= counted;
        if (isSeen) {
            std::array<double, 2>& failed = m_intervals[at].failed[static_cast<std::size_t>(cause)];
            failed[0] += taken;
            failed[1] += counted;
        }
        lost -= taken;
    }
}

} // namespace skydraft
