// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

void EventEngine::registerTarget(Index pool, Index instance, Index edge, bool isInService)
{
    const HealthCheckPlan& check = m_plan.pools[pool].check;
    const auto target = static_cast<Index>(m_targets.size());
    m_targets.push_back(Target{.pool = pool,
                               .instance = instance,
                               .edge = edge,
                               .delayNs = m_plan.nodes[m_instances[instance].node].delayNs});
    m_pools[pool].registered.push_back(target);
    m_instances[instance].targets.push_back(target);
    if (isInService || !check.isOn)
        setTargetState(target, TargetState::Healthy);
    if (!check.isOn)
        return;
    // Each target is checked at its own phase: balancers do not check all targets at one instant.
    RandomStream phases = stream(m_plan.pools[pool].id.value() + '\n' + m_instances[instance].name,
                                 Purpose::HealthCheck);
    const double phase = static_cast<double>(check.intervalNs) * (1 - phases.uniform());
    startTimer(TimerKind::HealthCheck, target, m_now + static_cast<std::int64_t>(phase));
}

void EventEngine::setTargetState(Index targetIndex, TargetState state)
{
    Target& target = m_targets[targetIndex];
    std::vector<Index>& inService = m_pools[target.pool].inService;
    if (target.state == TargetState::Healthy)
        std::erase(inService, targetIndex);
    if (state == TargetState::Healthy)
        inService.insert(std::lower_bound(inService.begin(), inService.end(), targetIndex),
                         targetIndex);
    if (state == TargetState::Healthy && target.state != TargetState::Healthy)
        target.healthySince = m_now;
    target.state = state;
}

void EventEngine::deregister(Index instance)
{
    for (const Index target : m_instances[instance].targets) {
        setTargetState(target, TargetState::Draining);
        std::erase(m_pools[m_targets[target].pool].registered, target);
    }
}

void EventEngine::removeTarget(Index target)
{
    setTargetState(target, TargetState::Removed);
    std::erase(m_pools[m_targets[target].pool].registered, target);
}

void EventEngine::forward(Index request)
{
    Request& record = m_requests[request];
    RequestHop& hop = m_hops[record.top];
    const Index node = m_edges[hop.edge].to;
    const Index pool = poolOf(record, hop.edge);
    ++m_nodeMeters[node].arrivals;
    const Index chosen = pool == none ? none : pickTarget(pool, record, hop.edge);
    if (chosen == none) {
        ++m_nodeMeters[node].blocked;
        if (m_watchesAnswers)
            noteAnswer(record.top, Outcome::Failed, 0);
        return fail(request, Cause::Http503, IsAnswer::Yes);
    }
    Target& target = m_targets[chosen];
    ++target.outstanding;
    hop.place = chosen;
    hop.flags |= RequestHop::target;
    if (m_watchesAnswers) {
        m_forwardedAt.resize(std::max<std::size_t>(m_forwardedAt.size(), record.top + 1U));
        m_forwardedAt[record.top] = m_now;
    }
    if (target.edge != none) {
        ++m_edges[target.edge].requests;
        if (m_plan.edges[target.edge].isBlocked)
            return failAfter(request, Cause::BlockedByNetwork, connectTimeoutOf(record, hop),
                             IsAnswer::No);
    }
    travel(request, target.delayNs);
}

/// A rule for the request's path, or what the listener says.
Index EventEngine::poolOf(const Request& request, Index edge) const
{
    const Index balancer = m_plan.nodes[m_edges[edge].to].balancer;
    if (request.requestClass != 0 && balancer != none) {
        const std::vector<Index>& pools = m_plan.balancers[balancer].poolOfClass;
        if (!pools.empty() && pools[request.requestClass] != none)
            return pools[request.requestClass];
    }
    return m_plan.edges[edge].pool;
}

Index EventEngine::pickTarget(Index poolIndex, const Request& request, Index edge)
{
    const std::uint32_t session = request.session;
    Pool& pool = m_pools[poolIndex];
    const PoolPlan& plan = m_plan.pools[poolIndex];
    // Fails open: with no healthy target, requests go to all of them (Elastic Load Balancing user
    // guide, "Health checks for your target groups").
    const std::vector<Index>& candidates =
        pool.inService.empty() ? pool.registered : pool.inService;
    if (candidates.empty())
        return none;
    const Index zone = plan.crossesZones ? none : m_plan.edges[edge].zone;
    if (plan.algorithm == Algorithm::FlowHash && !plan.isSticky)
        return followFlow(pool, plan, request, candidates, zone);
    const auto pick = [&] {
        return zone == none ? pickAmong(pool, plan, candidates, pool.cursor)
                            : pickNear(pool, plan, candidates, zone);
    };
    if (!plan.isSticky)
        return pick();
    const Index bound = boundTarget(pool, plan, session);
    const Index chosen = bound != none ? bound : pick();
    if (pool.bindings.size() <= session)
        pool.bindings.resize(session + 1U);
    pool.bindings[session] = {chosen, m_now};
    return chosen;
}

Index EventEngine::boundTarget(Pool& pool, const PoolPlan& plan, std::uint32_t session)
{
    if (session >= pool.bindings.size())
        return none;
    const Binding& binding = pool.bindings[session];
    if (binding.target == none || m_now - binding.last > plan.stickyNs)
        return none;
    const Target& target = m_targets[binding.target];
    if (target.state == TargetState::Healthy)
        return binding.target;
    // A new target takes over; what the session kept on the old one is lost.
    const Index incident = m_instances[target.instance].incident;
    const bool isKeptSomewhere =
        m_plan.nodes[m_instances[target.instance].node].sessionStore != SessionStore::None;
    if (incident != none && !isKeptSomewhere) // who keeps sessions counts them itself
        ++m_incidents[incident].lostSessions;
    return none;
}

/// Without cross-zone load balancing the address in each zone goes round its own targets.
Index EventEngine::pickNear(Pool& pool, const PoolPlan& plan, const std::vector<Index>& candidates,
                            Index zone)
{
    pool.nearby.clear();
    for (const Index target : candidates)
        if (m_instances[m_targets[target].instance].zone == zone)
            pool.nearby.push_back(target);
    if (pool.nearby.empty())
        return none;
    pool.cursors.resize(m_plan.zones.size());
    return pickAmong(pool, plan, pool.nearby, pool.cursors[zone]);
}

Index EventEngine::pickAmong(Pool& pool, const PoolPlan& plan, const std::vector<Index>& candidates,
                             std::size_t& cursor)
{
    const std::size_t size = candidates.size();
    if (plan.algorithm == Algorithm::PowerOfTwo)
        return lessBusyOfTwo(pool, candidates);
    if (plan.algorithm == Algorithm::Random || plan.algorithm == Algorithm::FlowHash)
        cursor = pool.choices.below(static_cast<std::uint32_t>(size));
    Index best = none;
    for (std::size_t step = 0; step < size; ++step) {
        const std::size_t place = (cursor + step) % size;
        const Index target = candidates[place];
        if (!isWarmEnough(pool, plan, m_targets[target]) && step + 1 < size)
            continue;
        if (plan.algorithm != Algorithm::LeastOutstandingRequests) {
            cursor = place + 1 == size ? 0 : place + 1;
            return target;
        }
        if (best == none || m_targets[target].outstanding < m_targets[best].outstanding)
            best = target;
    }
    // Ties of the least outstanding go round, so that idle targets share the work.
    cursor = cursor + 1 >= size ? 0 : cursor + 1;
    return best;
}

/// In slow start a target takes its turn with a probability that grows from 0 to 1 in proportion to
/// the time since it became healthy (Application Load Balancers user guide, "Target groups": "Slow
/// start mode"). Targets that were there from the beginning are warm.
bool EventEngine::isWarmEnough(Pool& pool, const PoolPlan& plan, const Target& target)
{
    if (plan.slowStartNs == 0 || target.healthySince == 0)
        return true;
    const std::int64_t since = m_now - target.healthySince;
    return since >= plan.slowStartNs
           || pool.choices.chance(static_cast<double>(since)
                                  / static_cast<double>(plan.slowStartNs));
}

Index EventEngine::lessBusyOfTwo(Pool& pool, const std::vector<Index>& candidates)
{
    const auto size = static_cast<std::uint32_t>(candidates.size());
    const Index first = candidates[pool.choices.below(size)];
    const Index second = candidates[pool.choices.below(size)];
    return m_targets[second].outstanding < m_targets[first].outstanding ? second : first;
}

void EventEngine::finishTarget(Index targetIndex)
{
    Target& target = m_targets[targetIndex];
    --target.outstanding;
    if (target.state != TargetState::Draining || target.outstanding > 0)
        return;
    const Instance& instance = m_instances[target.instance];
    const bool isIdle = std::all_of(instance.targets.begin(), instance.targets.end(),
                                    [&](Index other) { return m_targets[other].outstanding == 0; });
    // Without requests in flight a deregistration is complete at once. As an event of its own: the
    // request whose answer ends it is still on its way.
    if (isIdle && instance.isDraining)
        startTimer(TimerKind::DrainEnd, target.instance, m_now);
}

void EventEngine::checkHealth(Index targetIndex)
{
    const Target& target = m_targets[targetIndex];
    if (target.state == TargetState::Draining || target.state == TargetState::Removed)
        return;
    const HealthCheckPlan& check = m_plan.pools[target.pool].check;
    startTimer(TimerKind::HealthCheck, targetIndex, m_now + check.intervalNs);
    const bool isBlocked = target.edge != none && m_plan.edges[target.edge].isBlocked;
    const Instance& instance = m_instances[target.instance];
    if (!isBlocked && instance.isAnswering())
        return noteCheck(targetIndex, true);
    if (!isBlocked && (instance.isRunning() || instance.state == InstanceState::Stopped))
        return noteCheck(targetIndex, false); // an error, or refused at once
    startTimer(TimerKind::CheckFailed, targetIndex, m_now + check.timeoutNs);
}

void EventEngine::noteCheck(Index targetIndex, bool hasPassed)
{
    Target& target = m_targets[targetIndex];
    if (target.state == TargetState::Draining || target.state == TargetState::Removed)
        return;
    const HealthCheckPlan& check = m_plan.pools[target.pool].check;
    target.passed = hasPassed ? target.passed + 1 : 0;
    target.failed = hasPassed ? 0 : target.failed + 1;
    // A new target is in service after its first passed check (Application Load Balancers user
    // guide, "Troubleshoot": "A registered target is not in service").
    const std::uint32_t wanted = target.state == TargetState::Initial ? 1 : check.healthyThreshold;
    if (hasPassed) {
        if (target.state != TargetState::Healthy && target.passed >= wanted) {
            const Instance& well = m_instances[target.instance];
            note(TimelineKind::Recovery, well.name,
                 MODEL_TEXT("Timeline", "%1 is healthy and takes requests").with(well.name),
                 well.incident);
            setTargetState(targetIndex, TargetState::Healthy);
        }
        return;
    }
    if (target.failed < check.unhealthyThreshold)
        return;
    if (target.state != TargetState::Unhealthy) {
        setTargetState(targetIndex, TargetState::Unhealthy);
        const Instance& sick = m_instances[target.instance];
        note(TimelineKind::Detection, sick.name,
             MODEL_TEXT("Timeline", "%1 is unhealthy: it failed %2 checks in a row")
                 .with(sick.name)
                 .with(static_cast<double>(target.failed)),
             sick.incident);
        noteDetected(target.instance);
    }
    reportUnhealthy(target.instance);
}

} // namespace skydraft
