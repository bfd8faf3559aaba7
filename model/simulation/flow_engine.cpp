// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow_engine.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr std::int64_t tickNs = 10'000'000;
constexpr std::int64_t calmTickNs = 100'000'000;
constexpr std::int64_t longestTickNs = 10'000'000'000;
/// Of what clients send; a longer step would cut corners of a curve.
constexpr double calmChange = 0.005;
constexpr double probesPerS = 1000;
constexpr double fewestProbesPerS = 5;
constexpr double mostProbes = 4e6;

/// Later events are less: std heaps keep the greatest in front.
constexpr auto isLater = [](const auto& a, const auto& b) {
    return std::tie(a.time, a.order) > std::tie(b.time, b.order);
};

} // namespace

FlowEngine::FlowEngine(const SimulationPlan& plan)
    : m_plan(plan)
    , m_order(callersFirst(plan))
    , m_cohortsOf(plan.nodes.size())
    , m_balancers(plan.nodes.size())
    , m_nodeRate(plan.nodes.size(), 0)
    , m_edgeRate(plan.edges.size(), 0)
    , m_edgeFailed(plan.edges.size(), 0)
    , m_pools(plan.pools.size())
    , m_names(plan.names.size())
    , m_checks(plan.checks.size())
    , m_groups(plan.groups.size())
    , m_alarms(plan.alarms.size())
    , m_zoneDown(plan.zones.size(), 0)
    , m_zoneHidden(plan.zones.size(), 0)
    , m_stream(plan.seed, 0, "flow", Purpose::Probe)
    , m_populations(plan.populations.size())
{
    for (Index node = 0; node < plan.nodes.size(); ++node) {
        m_poolsOf.push_back(poolsOf(plan, node));
        m_holdsWorkers = m_holdsWorkers || plan.nodes[node].holdsWorker;
    }
    startEverything();
}

void FlowEngine::startEverything()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node)
        if (m_plan.nodes[node].kind == NodeKind::Station)
            addCohort(node, m_plan.nodes[node].group, m_plan.nodes[node].zone, 1);
    for (Index pool = 0; pool < m_plan.pools.size(); ++pool)
        for (const PoolMember& member : m_plan.pools[pool].members)
            if (m_plan.nodes[member.node].kind == NodeKind::Station)
                registerTarget(pool, m_cohortsOf[member.node].front(), member.edge, true);
    for (Index group = 0; group < m_plan.groups.size(); ++group)
        startGroup(group);
    for (Index fault = 0; fault < m_plan.faults.size(); ++fault)
        startTimer(Control::FaultBegin, fault, m_plan.faults[fault].atNs);
    for (Index check = 0; check < m_plan.checks.size(); ++check)
        startTimer(Control::DnsCheck, check, m_plan.checks[check].intervalNs / 2);
    refreshNames();
    for (NameState& name : m_names)
        if (!name.versions.empty())
            name.versions.front().since = std::numeric_limits<std::int64_t>::min() / 2;
    refreshNames();
    double highest = 0;
    for (Index index = 0; index < m_populations.size(); ++index) {
        const PopulationPlan& population = m_plan.populations[index];
        m_populations[index].users = population.isClosed ? population.users : 0;
        const double think = std::max(population.think.meanNs() / 1e9, 0.01);
        highest += population.isClosed ? population.users / think : population.shape.highest();
    }
    const double seconds = std::max(static_cast<double>(m_plan.endNs) / 1e9, 1e-9);
    m_probeWeight =
        std::max(highest / std::clamp(mostProbes / seconds, fewestProbesPerS, probesPerS), 1.0);
    const std::int64_t samples = (m_plan.endNs + m_plan.sampleNs - 1) / m_plan.sampleNs;
    m_intervals.resize(static_cast<std::size_t>(std::max<std::int64_t>(samples, 1)));
}

void FlowEngine::startTimer(Control kind, Index a, std::int64_t time)
{
    m_events.push_back({time, ++m_orders, kind, a});
    std::push_heap(m_events.begin(), m_events.end(), isLater);
}

Index FlowEngine::addCohort(Index node, Index group, Index zone, double count)
{
    const NodePlan& plan = m_plan.nodes[node];
    Cohort cohort;
    cohort.node = node;
    cohort.count = count;
    cohort.group = group;
    cohort.zone = zone;
    cohort.station = FlowStation{plan.workers, plan.queueLimit, plan.service.meanNs() / 1e9};
    m_cohorts.push_back(std::move(cohort));
    m_cohortsOf[node].push_back(static_cast<Index>(m_cohorts.size() - 1));
    m_isStale = true;
    return static_cast<Index>(m_cohorts.size() - 1);
}

/// `count` members of a cohort as one of their own, in the same state and with the same checks.
Index FlowEngine::split(Index from, double count)
{
    if (count >= m_cohorts[from].count)
        return from;
    const Index made = static_cast<Index>(m_cohorts.size());
    Cohort copy = m_cohorts[from];
    const double share = count / copy.count;
    copy.count = count;
    for (const auto meter : {&Cohort::meter, &Cohort::minute}) {
        for (const auto field : {&FlowMeter::arrivals, &FlowMeter::served, &FlowMeter::blocked,
                                 &FlowMeter::busy, &FlowMeter::queued, &FlowMeter::capacity}) {
            (copy.*meter).*field *= share;
            (m_cohorts[from].*meter).*field *= 1 - share;
        }
    }
    for (const auto operation : {0U, 1U}) {
        copy.arrivals[operation] *= share;
        m_cohorts[from].arrivals[operation] *= 1 - share;
    }
    copy.served *= share;
    m_cohorts[from].served *= 1 - share;
    m_cohorts[from].count -= count;
    const std::vector<Index> targets = std::exchange(copy.targets, {});
    m_cohorts.push_back(std::move(copy));
    m_cohortsOf[m_cohorts[made].node].push_back(made);
    for (ActiveFault& active : m_active)
        if (!active.isOver
            && std::find(active.cohorts.begin(), active.cohorts.end(), from)
                   != active.cohorts.end())
            active.cohorts.push_back(made);
    for (const Index index : targets) {
        const Target target = m_targets[index];
        if (target.state == TargetState::Removed)
            continue;
        registerTarget(target.pool, made, target.edge, target.state == TargetState::Healthy);
        m_targets.back().state = target.state;
        m_targets.back().passed = target.passed;
        m_targets.back().failed = target.failed;
    }
    m_isStale = true;
    return made;
}

void FlowEngine::fire(const Event& event)
{
    switch (event.kind) {
    case Control::FaultBegin:
        return beginFault(m_plan.faults[event.a]);
    case Control::FaultEnd:
        return endFault(event.a);
    case Control::HealthCheck:
        return checkHealth(event.a);
    case Control::CheckFailed:
        return noteCheck(event.a, false);
    case Control::DrainEnd: {
        if (m_cohorts[event.a].isDraining)
            terminate(event.a);
        return;
    }
    case Control::Launched:
        return launched(event.a);
    case Control::GroupMinute:
        return finishMinute(event.a);
    case Control::Scheduled:
        return runSchedule(event.a);
    case Control::FailoverEnd: {
        m_cohorts[event.a].isFailingOver = false;
        return goUp(event.a);
    }
    case Control::BootEnd:
        return goUp(event.a);
    case Control::DnsCheck:
        return checkName(event.a);
    case Control::ZoneNoticed: {
        m_zoneHidden[event.a] = m_zoneDown[event.a];
        return refreshNames();
    }
    case Control::StatusCheck: {
        if (m_cohorts[event.a].state == InstanceState::Gone)
            replace(event.a, MODEL_TEXT("Scaling", "%1 stopped; a new instance replaces it")
                                 .with(m_plan.nodes[m_cohorts[event.a].node].id.value()));
        return;
    }
    }
}

const LoadTable* FlowEngine::tableFor(const Cohort& cohort)
{
    const NodePlan& plan = m_plan.nodes[cohort.node];
    if (plan.workers == unlimited || plan.queueLimit != unlimited)
        return nullptr;
    constexpr double steps = 1000;
    constexpr std::uint32_t mostPooled = 100'000;
    const double arrivals = cohort.isEvenlyFed ? 1.0 / cohort.sharing : 1.0;
    const double service = plan.holdsWorker ? 1 : plan.service.variation();
    const std::uint32_t pooled =
        std::max(std::min(cohort.pooled, mostPooled / std::max(plan.workers, 1U)), 1U);
    auto& table = m_tables[{plan.workers, std::lround(arrivals * steps),
                            std::lround(service * steps), pooled}];
    if (table == nullptr)
        table = std::make_unique<LoadTable>(plan.workers, arrivals, service, pooled);
    return table.get();
}

/// Short while something moves; while nothing does, longer and longer.
std::int64_t FlowEngine::tickLength()
{
    const auto isMoving = [](const Cohort& cohort) {
        return !cohort.isGone() && cohort.isRunning() && !cohort.station.isAtRest();
    };
    if (m_isFading || std::any_of(m_cohorts.begin(), m_cohorts.end(), isMoving))
        return m_tick = tickNs;
    m_tick = std::clamp(2 * m_tick, calmTickNs, longestTickNs);
    const double now = static_cast<double>(m_now) / 1e9;
    for (const PopulationPlan& population : m_plan.populations) {
        if (population.isClosed) // they come back a tick later at most
            return m_tick = tickNs;
        if (population.retries > 0)
            return m_tick = calmTickNs;
        const double rate = population.shape.at(now);
        const auto changes = [&](std::int64_t span) {
            const double later = population.shape.at(now + static_cast<double>(span) / 1e9);
            return std::abs(later - rate) > calmChange * std::max(rate, 1e-9);
        };
        while (m_tick > calmTickNs && changes(m_tick))
            m_tick = std::max(m_tick / 2, calmTickNs);
    }
    return m_tick;
}

void FlowEngine::tick(std::int64_t until)
{
    const double seconds = static_cast<double>(until - m_now) / 1e9;
    ++m_steps;
    if (m_isStale)
        refreshPools();
    if (m_isFading)
        refreshNames();
    flowDown(seconds);
    sendProbes(seconds, until);
    m_now = until;
}

/// Checks up to `until` that find what they found before are done at once: no tick ends for them.
void FlowEngine::passChecks(std::int64_t until)
{
    while (!m_events.empty() && m_events.front().time <= until) {
        Event event = m_events.front();
        std::int64_t interval = 0;
        if (event.kind == Control::HealthCheck) {
            Target& target = m_targets[event.a];
            const bool isBlocked = target.edge != none && m_plan.edges[target.edge].isBlocked;
            if (target.state != TargetState::Healthy || isBlocked
                || !m_cohorts[target.cohort].isAnswering())
                return;
            target.failed = 0;
            interval = m_plan.pools[target.pool].check.intervalNs;
        } else if (event.kind == Control::DnsCheck) {
            CheckState& check = m_checks[event.a];
            if (!check.isHealthy || !isAnswering(m_plan.checks[event.a].node))
                return;
            check.failed = 0;
            interval = std::max<std::int64_t>(m_plan.checks[event.a].intervalNs, 1'000'000);
        } else {
            return;
        }
        std::pop_heap(m_events.begin(), m_events.end(), isLater);
        event.time += interval;
        event.order = ++m_orders;
        m_events.back() = event;
        std::push_heap(m_events.begin(), m_events.end(), isLater);
    }
}

SimulationResult FlowEngine::run()
{
    runUntil(m_plan.endNs);
    return result();
}

void FlowEngine::runUntil(std::int64_t time)
{
    while (m_now < std::min(time, m_plan.endNs)) {
        while (!m_events.empty() && m_events.front().time <= m_now) {
            std::pop_heap(m_events.begin(), m_events.end(), isLater);
            const Event event = m_events.back();
            m_events.pop_back();
            fire(event);
        }
        const std::int64_t sampleEnd = (m_now / m_plan.sampleNs + 1) * m_plan.sampleNs;
        std::int64_t until = std::min({m_now + tickLength(), sampleEnd, m_plan.endNs});
        passChecks(until);
        if (!m_events.empty())
            until = std::min(until, std::max(m_events.front().time, m_now + 1));
        if (m_now < m_plan.warmupNs)
            until = std::min(until, m_plan.warmupNs);
        tick(until);
        if (m_now == sampleEnd || m_now == m_plan.endNs)
            closeInterval();
    }
}

} // namespace skydraft
