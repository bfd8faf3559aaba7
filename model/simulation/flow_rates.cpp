// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow_engine.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

void FlowEngine::refreshPools()
{
    m_isStale = false;
    for (Cohort& cohort : m_cohorts) {
        cohort.sharing = cohort.pooled = 1;
        cohort.isEvenlyFed = false;
    }
    for (Index pool = 0; pool < m_pools.size(); ++pool)
        refreshPool(pool);
    for (Cohort& cohort : m_cohorts)
        if (!cohort.isGone())
            cohort.table = tableFor(cohort);
}

void FlowEngine::refreshPool(Index index)
{
    PoolState& pool = m_pools[index];
    const PoolPlan& plan = m_plan.pools[index];
    fillShares(plan, pool, none, pool.all);
    pool.byZone.clear();
    pool.zoneRate.clear();
    if (!plan.crossesZones) {
        pool.byZone.resize(m_plan.zones.size());
        pool.zoneRate.resize(m_plan.zones.size());
        for (Index zone = 0; zone < m_plan.zones.size(); ++zone)
            fillShares(plan, pool, zone, pool.byZone[zone]);
    }
    const bool isEven = !plan.isSticky && plan.algorithm != Algorithm::Random
                        && plan.algorithm != Algorithm::FlowHash;
    const bool isLeast = !plan.isSticky && plan.algorithm == Algorithm::LeastOutstandingRequests;
    double count = 0;
    for (const Member& member : pool.all.members)
        count += m_cohorts[member.cohort].count;
    for (const Member& member : pool.all.members) {
        Cohort& cohort = m_cohorts[member.cohort];
        cohort.sharing = static_cast<std::uint32_t>(std::max(std::lround(count), 1L));
        cohort.isEvenlyFed = isEven && !isLeast && plan.crossesZones;
        cohort.pooled = isLeast ? cohort.sharing : 1;
    }
}

void FlowEngine::fillShares(const PoolPlan& plan, const PoolState& pool, Index zone,
                            Shares& shares) const
{
    shares = Shares{};
    // Fails open: with no healthy target, requests go to all of them (Elastic Load Balancing user
    // guide, "Health checks for your target groups").
    const bool hasHealthy =
        std::any_of(pool.targets.begin(), pool.targets.end(), [&](Index target) {
            return m_targets[target].state == TargetState::Healthy
                   && !m_cohorts[m_targets[target].cohort].isGone();
        });
    const bool isLeast = !plan.isSticky && plan.algorithm == Algorithm::LeastOutstandingRequests;
    for (const Index index : pool.targets) {
        const Target& target = m_targets[index];
        const Cohort& cohort = m_cohorts[target.cohort];
        const bool isWanted = hasHealthy ? target.state == TargetState::Healthy
                                         : target.state != TargetState::Draining
                                               && target.state != TargetState::Removed;
        if (!isWanted || cohort.isGone() || (zone != none && cohort.zone != zone))
            continue;
        // The least outstanding requests are where work is done faster.
        const NodePlan& node = m_plan.nodes[cohort.node];
        const bool isSized = isLeast && node.workers != unlimited && cohort.station.service() > 0;
        shares.total += cohort.count * (isSized ? node.workers / cohort.station.service() : 1);
        shares.members.push_back({target.cohort, target.edge, shares.total});
    }
}

void FlowEngine::send(Index index, std::size_t operation, double rate)
{
    const EdgePlan& edge = m_plan.edges[index];
    if (rate <= 0)
        return;
    m_edgeRate[index] += rate;
    if (edge.name != none) {
        double before = 0;
        for (const Address& address : m_names[edge.name].now) {
            send(address.edge, operation, rate * (address.cumulative - before));
            before = address.cumulative;
        }
        return;
    }
    if (edge.isBlocked || (edge.zone != none && m_zoneDown[edge.zone] != 0)) {
        m_edgeFailed[index] += rate;
        return;
    }
    if (edge.pool == none) {
        if (m_plan.nodes[edge.to].kind == NodeKind::Station) {
            Cohort& cohort = m_cohorts[m_cohortsOf[edge.to].front()];
            cohort.arrivals[operation] += rate;
            m_edgeFailed[index] += cohort.isAnswering() ? 0 : rate;
        }
        return;
    }
    m_nodeRate[edge.to] += rate;
    PoolState& pool = m_pools[edge.pool];
    if (!m_plan.pools[edge.pool].crossesZones && edge.zone != none)
        pool.zoneRate[edge.zone][operation] += rate;
    else
        pool.rate[operation] += rate;
}

void FlowEngine::sendChoice(const EdgeChoice& choice, std::size_t operation, double rate)
{
    for (std::size_t place = 0; place < choice.edges.size(); ++place)
        send(choice.edges[place], operation,
             rate * shareOf(choice, place) * m_plan.edges[choice.edges[place]].calls);
}

/// What reaches a target that answers, per second.
double FlowEngine::spread(const Shares& shares, const std::array<double, 2>& rate)
{
    double before = 0;
    double answered = 0;
    for (const Member& member : shares.members) {
        const double share = (member.cumulative - before) / shares.total;
        before = member.cumulative;
        Cohort& cohort = m_cohorts[member.cohort];
        if (member.edge != none) {
            const bool isBlocked = m_plan.edges[member.edge].isBlocked;
            m_edgeRate[member.edge] += (rate[0] + rate[1]) * share;
            if (isBlocked || !cohort.isAnswering())
                m_edgeFailed[member.edge] += (rate[0] + rate[1]) * share;
            if (isBlocked)
                continue;
        }
        cohort.arrivals[0] += rate[0] * share;
        cohort.arrivals[1] += rate[1] * share;
        if (cohort.isAnswering())
            answered += (rate[0] + rate[1]) * share * (1 - cohort.station.lossProbability());
    }
    return answered;
}

double FlowEngine::spreadPool(Index index)
{
    PoolState& pool = m_pools[index];
    double answered = 0;
    if (pool.rate[0] + pool.rate[1] > 0)
        answered = spread(pool.all, pool.rate);
    for (Index zone = 0; zone < pool.zoneRate.size(); ++zone)
        if (pool.zoneRate[zone][0] + pool.zoneRate[zone][1] > 0)
            answered += spread(pool.byZone[zone], pool.zoneRate[zone]);
    return answered;
}

double FlowEngine::hitsOf(const EdgeChoice& choice) const
{
    double hits = 0;
    for (std::size_t place = 0; place < choice.edges.size(); ++place) {
        const EdgePlan& edge = m_plan.edges[choice.edges[place]];
        if (edge.to == none || edge.pool != none)
            continue;
        const NodePlan& node = m_plan.nodes[edge.to];
        if (node.behaviour == BehaviourKind::Cache || node.behaviour == BehaviourKind::Cdn)
            hits +=
                shareOf(choice, place)
                * (std::abs(edge.calls - 1) < 1e-9 ? node.hitRatio
                                                   : 1 - std::pow(1 - node.hitRatio, edge.calls));
    }
    return hits;
}

void FlowEngine::sendCalls(const Cohort& cohort)
{
    const NodePlan& plan = m_plan.nodes[cohort.node];
    if (plan.calls.empty() || cohort.served <= 0 || cohort.errorFaults > 0)
        return;
    const bool isCache =
        plan.behaviour == BehaviourKind::Cache || plan.behaviour == BehaviourKind::Cdn;
    for (std::size_t operation = 0; operation < 2; ++operation) {
        double rate = cohort.served * cohort.shares[operation];
        if (isCache && operation == 0)
            rate *= 1 - plan.hitRatio;
        if (rate <= 0)
            continue;
        double missed = 1;
        for (const CallGroup& group : plan.calls) {
            const EdgeChoice& choice = operation == 0 ? group.reads : group.writes;
            if (choice.isEmpty())
                continue;
            sendChoice(choice, operation,
                       rate * (group.behaviour == BehaviourKind::Database ? missed : 1));
            if (operation == 0 && group.behaviour == BehaviourKind::Cache)
                missed *= 1 - hitsOf(choice);
        }
    }
}

void FlowEngine::flowDown(double seconds)
{
    const bool isCounted = m_now >= m_plan.warmupNs;
    for (Cohort& cohort : m_cohorts)
        cohort.arrivals = {};
    for (PoolState& pool : m_pools) {
        pool.rate = {};
        std::fill(pool.zoneRate.begin(), pool.zoneRate.end(), std::array<double, 2>{});
    }
    for (std::vector<double>* rates : {&m_nodeRate, &m_edgeRate, &m_edgeFailed})
        std::fill(rates->begin(), rates->end(), 0.0);
    m_twins.clear();
    if (m_holdsWorkers)
        findHeldTimes();
    takeReturns();
    for (Index index = 0; index < m_populations.size(); ++index) {
        const PopulationPlan& population = m_plan.populations[index];
        const double rate = rateOf(index, seconds);
        for (const std::size_t operation : {std::size_t{0}, std::size_t{1}}) {
            const double part = operation == 0 ? population.readRatio : 1 - population.readRatio;
            for (std::size_t place = 0; place < population.routes.edges.size(); ++place)
                send(population.routes.edges[place], operation,
                     rate * part * shareOf(population.routes, place));
        }
    }
    for (const Index node : m_order) {
        double answered = 0;
        for (const Index pool : m_poolsOf[node])
            answered += spreadPool(pool);
        if (m_plan.nodes[node].kind == NodeKind::Balancer && isCounted) {
            m_balancers[node].arrivals += m_nodeRate[node] * seconds;
            m_balancers[node].served += answered * seconds;
        }
        for (const Index index : m_cohortsOf[node])
            if (!m_cohorts[index].isGone()) {
                advance(m_cohorts[index], seconds, isCounted);
                sendCalls(m_cohorts[index]);
            }
    }
}

/// Servers behind one balancer often fare alike: what happened to one is copied to its twins.
FlowStation::Step FlowEngine::advanceOnce(Cohort& cohort, double arrivals, double seconds)
{
    constexpr std::size_t mostTwins = 8;
    const std::uint64_t history = cohort.station.historyAfter(arrivals, seconds, cohort.table);
    for (const Twin& twin : m_twins) {
        if (twin.history != history)
            continue;
        cohort.station = m_cohorts[twin.cohort].station;
        return twin.step;
    }
    const FlowStation::Step step = cohort.station.advance(arrivals, seconds, cohort.table);
    const auto index = static_cast<Index>(&cohort - m_cohorts.data());
    if (m_twins.size() < mostTwins)
        m_twins.push_back({history, index, step});
    else
        m_twins[index % mostTwins] = {history, index, step};
    return step;
}

void FlowEngine::advance(Cohort& cohort, double seconds, bool isCounted)
{
    cohort.served = 0;
    if (!cohort.isRunning())
        return;
    const NodePlan& plan = m_plan.nodes[cohort.node];
    const double arrivals = cohort.arrivals[0] + cohort.arrivals[1];
    FlowStation& station = cohort.station;
    const double own = plan.service.meanNs() / 1e9 * (cohort.burnFaults > 0 ? 2 : 1);
    station.setService(own + cohort.held);
    const double busyBefore = station.busy();
    const double queuedBefore = station.queued();
    const double levelBefore = station.level();
    const FlowStation::Step step = advanceOnce(cohort, arrivals / cohort.count, seconds);
    // What is inside is mixed as what came.
    if (arrivals > 0) {
        const double came = arrivals / cohort.count * seconds;
        const double fresh = came / std::max(came + levelBefore, 1e-300);
        cohort.shares[0] += (cohort.arrivals[0] / arrivals - cohort.shares[0]) * fresh;
        cohort.shares[1] = 1 - cohort.shares[0];
    }
    cohort.served = step.served * cohort.count / seconds;
    const auto add = [&](FlowMeter& meter) {
        meter.arrivals += arrivals * seconds;
        meter.served += step.served * cohort.count;
        meter.blocked += step.lost * cohort.count;
        meter.busy += (busyBefore + station.busy()) / 2 * cohort.count * seconds;
        meter.queued += (queuedBefore + station.queued()) / 2 * cohort.count * seconds;
        if (plan.workers != unlimited)
            meter.capacity += static_cast<double>(plan.workers) * cohort.count * seconds;
    };
    if (cohort.group != none) {
        add(cohort.minute);
        if (cohort.burnFaults > 0 && plan.workers != unlimited)
            cohort.minute.busy += (plan.workers - station.busy()) * cohort.count * seconds;
    }
    if (isCounted)
        add(cohort.meter);
}

double FlowEngine::edgeTime(Index index, std::size_t operation) const
{
    const EdgePlan& edge = m_plan.edges[index];
    if (edge.name != none) {
        double time = 0;
        double before = 0;
        for (const Address& address : m_names[edge.name].now) {
            time += (address.cumulative - before) * edgeTime(address.edge, operation);
            before = address.cumulative;
        }
        return time;
    }
    const NodePlan& node = m_plan.nodes[edge.to];
    const std::int64_t own = node.kind == NodeKind::Group ? 0 : node.delayNs;
    double time = 2e-9 * static_cast<double>(own + edge.delayNs);
    const auto timeIn = [&](const Cohort& cohort) {
        const double calls =
            m_plan.nodes[cohort.node].holdsWorker ? 0 : callTime(cohort.node, operation);
        return cohort.station.meanWait() + cohort.station.service() + calls;
    };
    if (edge.pool == none)
        return m_cohortsOf[edge.to].empty()
                   ? time
                   : time + timeIn(m_cohorts[m_cohortsOf[edge.to].front()]);
    const Shares& shares = m_pools[edge.pool].all;
    double before = 0;
    for (const Member& member : shares.members) {
        const Cohort& cohort = m_cohorts[member.cohort];
        time += (member.cumulative - before) / shares.total
                * (timeIn(cohort) + 2e-9 * static_cast<double>(m_plan.nodes[cohort.node].delayNs));
        before = member.cumulative;
    }
    return time;
}

double FlowEngine::callTime(Index index, std::size_t operation) const
{
    const NodePlan& plan = m_plan.nodes[index];
    double time = 0;
    double missed = 1;
    for (const CallGroup& group : plan.calls) {
        const EdgeChoice& choice = operation == 0 ? group.reads : group.writes;
        if (choice.isEmpty())
            continue;
        const double share = group.behaviour == BehaviourKind::Database ? missed : 1;
        for (std::size_t place = 0; place < choice.edges.size(); ++place)
            time += share * shareOf(choice, place) * m_plan.edges[choice.edges[place]].calls
                    * edgeTime(choice.edges[place], operation);
        if (operation == 0)
            missed *= 1 - hitsOf(choice);
    }
    const bool isCache =
        plan.behaviour == BehaviourKind::Cache || plan.behaviour == BehaviourKind::Cdn;
    return isCache && operation == 0 ? time * (1 - plan.hitRatio) : time;
}

/// How long workers wait for what they call, from the last tick.
void FlowEngine::findHeldTimes()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        if (!m_plan.nodes[node].holdsWorker || m_plan.nodes[node].calls.empty())
            continue;
        const double reads = callTime(node, 0);
        const double writes = callTime(node, 1);
        for (const Index index : m_cohortsOf[node])
            m_cohorts[index].held =
                m_cohorts[index].shares[0] * reads + m_cohorts[index].shares[1] * writes;
    }
}

} // namespace skydraft
