// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <limits>

namespace skydraft {

void EventEngine::startNames()
{
    m_checks.resize(m_plan.checks.size());
    for (Index check = 0; check < m_plan.checks.size(); ++check) {
        const DnsCheckPlan& plan = m_plan.checks[check];
        RandomStream phases = stream(plan.id.value(), Purpose::HealthCheck);
        const double phase = static_cast<double>(plan.intervalNs) * (1 - phases.uniform());
        startTimer(TimerKind::DnsCheck, check, static_cast<std::int64_t>(phase));
    }
    m_names.resize(m_plan.names.size());
    for (Index name = 0; name < m_names.size(); ++name) {
        m_names[name].answers = stream(m_plan.names[name].id.value(), Purpose::Answer);
        m_names[name].isDelegated = m_plan.names[name].isDelegated;
        refreshName(name);
        m_names[name].versions.front().since = std::numeric_limits<std::int64_t>::min();
    }
}

void EventEngine::refreshName(Index nameIndex)
{
    const NamePlan& plan = m_plan.names[nameIndex];
    Name& name = m_names[nameIndex];
    const auto isWithdrawn = [&](Index edge) {
        return std::find(name.withdrawn.begin(), name.withdrawn.end(), m_plan.edges[edge].to)
               != name.withdrawn.end();
    };
    // The addresses that a record still answers with: a balancer's in a lost zone are taken out.
    const auto shown = [&](const AnswerPlan& answer) {
        std::vector<Index> edges;
        for (const Index edge : answer.edges) {
            const Index zone = m_plan.edges[edge].zone;
            if (isWithdrawn(edge))
                continue;
            if (zone == none || m_zoneHidden[zone] == 0)
                edges.push_back(edge);
        }
        return edges.empty() && name.withdrawn.empty() ? answer.edges : edges;
    };
    const auto isGone = [&](const AnswerPlan& answer) {
        return !name.isDelegated
               || std::all_of(answer.edges.begin(), answer.edges.end(), isWithdrawn);
    };
    const auto isHealthy = [&](const AnswerPlan& answer) {
        return answer.check == none || m_checks[answer.check].isHealthy;
    };
    const bool isNobodyHealthy =
        std::none_of(plan.answers.begin(), plan.answers.end(), [&](const AnswerPlan& answer) {
            return isHealthy(answer) && !isGone(answer);
        });
    Answers answers{.since = m_now};
    double sum = 0;
    for (const AnswerPlan& answer : plan.answers) {
        if (isGone(answer))
            continue;
        // Route 53 developer guide, "How Amazon Route 53 chooses records": with no healthy record
        // all count as healthy; with failover records the primary then answers.
        if (!isNobodyHealthy && !isHealthy(answer))
            continue;
        if (plan.policy == RoutingPolicy::Failover && !answers.edges.empty())
            continue;
        if (plan.policy == RoutingPolicy::Multivalue && !answers.edges.empty()) {
            const std::vector<Index> more = shown(answer);
            answers.edges.front().insert(answers.edges.front().end(), more.begin(), more.end());
            continue;
        }
        sum += plan.policy == RoutingPolicy::Weighted ? answer.weight : 1;
        answers.edges.push_back(shown(answer));
        answers.cumulative.push_back(sum);
    }
    name.wasMissing = name.wasMissing || answers.edges.empty();
    std::vector<Answers>& versions = name.versions;
    if (!versions.empty() && versions.back().edges == answers.edges)
        return;
    if (!versions.empty())
        note(TimelineKind::Failover, plan.id.value(),
             MODEL_TEXT("Timeline", "the DNS answers otherwise for %1").with(plan.id.value()),
             m_incidents.empty() ? none : static_cast<Index>(m_incidents.size() - 1));
    versions.push_back(std::move(answers));
}

bool EventEngine::isAnswering(Index node) const
{
    const NodePlan& plan = m_plan.nodes[node];
    if (plan.kind == NodeKind::Station)
        return m_instances[m_instanceOf[node]].isAnswering();
    // A balancer answers for its targets: with none that works it answers 502 or 503.
    const auto works = [&](Index pool) {
        return pool != none
               && std::any_of(m_pools[pool].inService.begin(), m_pools[pool].inService.end(),
                              [&](Index target) {
                                  return m_instances[m_targets[target].instance].isAnswering();
                              });
    };
    if (plan.kind == NodeKind::Group)
        return works(m_plan.groups[plan.group].pool);
    const BalancerPlan& balancer = m_plan.balancers[plan.balancer];
    return works(balancer.directPool)
           || std::any_of(balancer.listeners.begin(), balancer.listeners.end(),
                          [&](const auto& listener) { return works(listener.second); });
}

void EventEngine::checkName(Index checkIndex)
{
    const DnsCheckPlan& plan = m_plan.checks[checkIndex];
    DnsCheckState& check = m_checks[checkIndex];
    startTimer(TimerKind::DnsCheck, checkIndex, m_now + plan.intervalNs);
    const bool hasPassed = isAnswering(plan.node);
    check.passed = hasPassed ? check.passed + 1 : 0;
    check.failed = hasPassed ? 0 : check.failed + 1;
    const bool flips = check.isHealthy ? check.failed >= plan.failureThreshold
                                       : check.passed >= plan.failureThreshold;
    if (!flips)
        return;
    check.isHealthy = !check.isHealthy;
    if (!check.isHealthy && m_instanceOf[plan.node] != none)
        noteDetected(m_instanceOf[plan.node]);
    for (Index name = 0; name < m_names.size(); ++name)
        refreshName(name);
}

const EventEngine::Answers& EventEngine::answersAt(const Name& name, std::int64_t time) const
{
    for (auto version = name.versions.rbegin(); version != name.versions.rend(); ++version)
        if (version->since <= time)
            return *version;
    return name.versions.front();
}

Index EventEngine::resolve(Index nameIndex, Index populationIndex)
{
    Name& name = m_names[nameIndex];
    m_answeredAt = m_now;
    const bool isFixed =
        !m_isDisturbed && name.versions.size() == 1 && name.versions.front().edges.size() == 1;
    if (isFixed && name.versions.front().edges.front().size() == 1)
        return name.versions.front().edges.front().front();
    if (populationIndex == none) // a server asks anew each time
        return takeAddress(answersAt(name, m_now), name.answers.next(), name.answers);
    const PopulationPlan& plan = m_plan.populations[populationIndex];
    Population& population = m_populations[populationIndex];
    const std::int64_t ttl = m_plan.names[nameIndex].ttlNs;
    if (ttl <= 0)
        return takeAddress(answersAt(name, m_now), population.resolvers.next(),
                           population.resolvers);
    // Each cache renews its answer every TTL, at its own phase; so after a change the share of
    // stale caches falls linearly to nothing within one TTL.
    const std::uint32_t cache = plan.resolvers > 1 ? population.resolvers.below(plan.resolvers) : 0;
    const double share = RandomStream::toUniform(population.renewals.at(cache + 1U));
    const auto phase = static_cast<std::int64_t>(static_cast<double>(ttl) * (1 - share));
    const std::int64_t asked = population.staleSince >= 0 ? population.staleSince : m_now;
    const std::int64_t renewal = (asked - phase + ttl) / ttl - 1;
    m_answeredAt = phase + renewal * ttl;
    const std::uint64_t draw =
        (std::uint64_t{cache} << 40U) + static_cast<std::uint64_t>(renewal + 1);
    const Answers* held = &answersAt(name, m_answeredAt);
    if (name.wasMissing) {
        const std::int64_t negativeTtl = m_plan.names[nameIndex].negativeTtlNs;
        const auto start =
            static_cast<std::int64_t>(static_cast<double>(negativeTtl) * (1 - share));
        held = &believed(name, m_answeredAt, ttl,
                         start + ((asked - start + negativeTtl) / negativeTtl - 1) * negativeTtl);
    }
    return takeAddress(*held, population.renewals.at(draw + (1U << 20U)), population.resolvers);
}

/// What a cache holds that asked last at `asked`, every `ttl`, while it knew an answer, and at
/// `askedForNothing` while it knew that there is none: that is kept for a time of its own (RFC
/// 2308: Negative caching of DNS queries).
const EventEngine::Answers& EventEngine::believed(const Name& name, std::int64_t asked,
                                                  std::int64_t ttl,
                                                  std::int64_t askedForNothing) const
{
    std::size_t last = name.versions.size() - 1;
    while (last > 0 && name.versions[last].edges.empty() == name.versions[last - 1].edges.empty())
        --last;
    const std::int64_t found = name.versions[last].since;
    if (last == 0 || name.versions[last].edges.empty())
        return answersAt(name, asked);
    // There is an answer since `found`. Who did not ask while there was none never noticed.
    const std::int64_t before = asked < found ? asked : asked - ((asked - found) / ttl + 1) * ttl;
    if (before < name.versions[last - 1].since)
        return answersAt(name, asked);
    if (askedForNothing < found)
        return name.versions[last - 1];
    return answersAt(name, std::max(asked, found));
}

/// The registrar's list of name servers changes (Amazon Route 53 developer guide, "Making Route 53
/// the DNS service for an existing domain").
void EventEngine::delegate(const FaultPlan& fault, bool isDelegated)
{
    for (const Index name : fault.names) {
        m_names[name].isDelegated = isDelegated;
        refreshName(name);
    }
}

void EventEngine::editRecord(const FaultPlan& fault, bool isWithdrawn)
{
    for (const Index name : fault.names) {
        std::vector<Index>& withdrawn = m_names[name].withdrawn;
        if (isWithdrawn)
            withdrawn.push_back(fault.node);
        else
            withdrawn.erase(std::find(withdrawn.begin(), withdrawn.end(), fault.node));
        refreshName(name);
    }
}

Index EventEngine::takeAddress(const Answers& answers, std::uint64_t draw, RandomStream& stream)
{
    if (answers.edges.empty())
        return none;
    const double share = RandomStream::toUniform(draw) * answers.cumulative.back();
    std::size_t chosen = 0;
    while (chosen + 1 < answers.cumulative.size() && answers.cumulative[chosen] < share)
        ++chosen;
    const std::vector<Index>& edges = answers.edges[chosen];
    return edges.empty() ? none : edges[stream.below(static_cast<std::uint32_t>(edges.size()))];
}

} // namespace skydraft
