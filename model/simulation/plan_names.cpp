// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/regions.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr int deepestAlias = 8;
constexpr std::int64_t aliasTtlNs = 60'000'000'000;

RoutingPolicy policyOf(std::string_view name)
{
    if (name == "failover" || name == "latency" || name == "geolocation")
        return RoutingPolicy::Failover; // all three: the best healthy one answers
    if (name == "multivalue")
        return RoutingPolicy::Multivalue;
    return name == "simple" || name.empty() ? RoutingPolicy::Simple : RoutingPolicy::Weighted;
}

} // namespace

bool PlanCompiler::leadsSomewhere(const Resource& record) const
{
    const auto isLine = [](const Connection* connection) {
        return connection->kind == ConnectionKind::Traffic
               || connection->kind == ConnectionKind::Alias;
    };
    const auto lines = m_outgoing.find(record.id);
    return !textOf(m_catalogue, record, "alias_target").empty()
           || !idsOf(m_catalogue, record, "targets").empty()
           || (lines != m_outgoing.end()
               && std::any_of(lines->second.begin(), lines->second.end(), isLine));
}

std::vector<const Resource*> PlanCompiler::recordsOf(const Resource& record) const
{
    const Resource* chosen = &record;
    if (!leadsSomewhere(record)) {
        // A zone: its first record that leads somewhere, together with those of the same name.
        chosen = nullptr;
        for (const auto& other : m_architecture.resources())
            if (chosen == nullptr && other->parent == record.id
                && typeOf(*other).behaviour == BehaviourKind::Dns && leadsSomewhere(*other))
                chosen = other.get();
    }
    if (chosen == nullptr)
        return {};
    const auto policy = textOf(m_catalogue, *chosen, "routing_policy");
    if (policyOf(policy) == RoutingPolicy::Simple)
        return {chosen};
    std::vector<const Resource*> records;
    for (const auto& other : m_architecture.resources()) {
        const bool isSibling = other->parent == chosen->parent
                               && typeOf(*other).behaviour == BehaviourKind::Dns
                               && textOf(m_catalogue, *other, "routing_policy") == policy
                               && textOf(m_catalogue, *other, "record_name")
                                      == textOf(m_catalogue, *chosen, "record_name");
        if (isSibling && leadsSomewhere(*other))
            records.push_back(other.get());
    }
    return records;
}

AnswerPlan PlanCompiler::makeAnswer(const ResourceId& from, const Resource& record, int depth)
{
    AnswerPlan answer;
    answer.weight = std::clamp(numberOf(m_catalogue, record, "weight", 1), 0.0, 255.0);
    const auto addTarget = [&](const ResourceId& id, const Connection* connection) {
        const Resource* target = m_architecture.find(id);
        if (target == nullptr)
            return;
        std::vector<Index> edges;
        const auto node = m_plan.nodeOf.find(id);
        if (node != m_plan.nodeOf.end())
            edges = makeAddresses(from, node->second, connection);
        else if (typeOf(*target).behaviour == BehaviourKind::Dns && depth < deepestAlias)
            for (const Resource* other : recordsOf(*target))
                for (const Index edge : makeAnswer(from, *other, depth + 1).edges)
                    edges.push_back(edge);
        answer.edges.insert(answer.edges.end(), edges.begin(), edges.end());
    };
    const std::string alias = textOf(m_catalogue, record, "alias_target");
    if (!alias.empty())
        addTarget(ResourceId{alias}, nullptr);
    const std::vector<ResourceId> targets = idsOf(m_catalogue, record, "targets");
    for (const ResourceId& id : targets)
        addTarget(id, nullptr);
    for (const Connection* connection : m_outgoing[record.id]) {
        const bool isLine = connection->kind == ConnectionKind::Traffic
                            || connection->kind == ConnectionKind::Alias;
        const bool isNew =
            connection->to.value() != alias
            && std::find(targets.begin(), targets.end(), connection->to) == targets.end();
        if (isLine && isNew)
            addTarget(connection->to, connection);
    }
    return answer;
}

Index PlanCompiler::checkOf(const Resource& record, const AnswerPlan& answer)
{
    DnsCheckPlan check{.id = record.id};
    check.node = answer.edges.empty() ? none : m_plan.edges[answer.edges.front()].to;
    const Resource* health =
        m_architecture.find(ResourceId{textOf(m_catalogue, record, "health_check")});
    if (health != nullptr) {
        check.id = health->id;
        check.intervalNs =
            std::max<std::int64_t>(seconds(*health, "interval_s", 30), 1'000'000'000);
        check.failureThreshold = static_cast<std::uint32_t>(
            std::clamp(numberOf(m_catalogue, *health, "failure_threshold", 3), 1.0, 10.0));
        const auto target = m_plan.nodeOf.find(ResourceId{textOf(m_catalogue, *health, "target")});
        if (target != m_plan.nodeOf.end())
            check.node = target->second;
    } else if (flagOf(m_catalogue, record, "evaluate_target_health", false)) {
        // Route 53 asks the balancer itself, which knows at once.
        check.intervalNs = 10'000'000'000;
        check.failureThreshold = 1;
    } else {
        return none;
    }
    if (check.node == none)
        return none;
    for (Index other = 0; other < m_plan.checks.size(); ++other)
        if (m_plan.checks[other].id == check.id && m_plan.checks[other].node == check.node)
            return other;
    m_plan.checks.push_back(check);
    return static_cast<Index>(m_plan.checks.size() - 1);
}

/// How good an answer is for somebody: primary before secondary, near before far, the more exact
/// place before the less exact one. False where it is not for them at all.
bool PlanCompiler::rankAnswer(const ResourceId& from, const Resource& record, AnswerPlan& answer)
{
    const std::string policy = textOf(m_catalogue, record, "routing_policy");
    const Resource* asker = m_architecture.find(from);
    const std::string region = asker != nullptr ? regionCodeOf(*asker) : std::string{};
    if (policy == "failover") {
        answer.rank = textOf(m_catalogue, record, "failover_role") == "secondary" ? 1 : 0;
    } else if (policy == "geolocation") {
        const int exactness = geolocationRank(textOf(m_catalogue, record, "location"), region);
        answer.rank = -exactness;
        return exactness > 0;
    } else if (policy == "latency") {
        answer.rank = static_cast<double>(m_plan.edges[answer.edges.front()].delayNs);
    }
    return true;
}

/// The hosted zone of a record. Where the registrar names other name servers, nobody finds it.
void PlanCompiler::takeZone(NamePlan& name, const Resource& record) const
{
    const Resource* zone = record.parent ? m_architecture.find(*record.parent) : nullptr;
    if (zone == nullptr || typeOf(*zone).behaviour != BehaviourKind::Dns)
        return;
    name.zone = zone->id;
    name.isDelegated = flagOf(m_catalogue, *zone, "private", false)
                       || flagOf(m_catalogue, *zone, "delegated", true);
    name.negativeTtlNs = std::max<std::int64_t>(seconds(*zone, "negative_ttl_s", 900), 1'000'000);
}

Index PlanCompiler::makeName(const ResourceId& from, const Resource& record)
{
    const std::vector<const Resource*> records = recordsOf(record);
    if (records.empty())
        return none;
    NamePlan name{.id = record.id};
    takeZone(name, *records.front());
    for (const Resource* other : records)
        name.records.push_back(other->id);
    name.policy = policyOf(textOf(m_catalogue, *records.front(), "routing_policy"));
    name.ttlNs = seconds(*records.front(), "ttl_s", 300);
    const Resource* alias =
        m_architecture.find(ResourceId{textOf(m_catalogue, *records.front(), "alias_target")});
    const std::string type = textOf(m_catalogue, *records.front(), "record_type");
    name.pinsAddresses =
        alias == nullptr && (type == "A" || type == "AAAA")
        && std::none_of(
            m_outgoing[records.front()->id].begin(), m_outgoing[records.front()->id].end(),
            [](const Connection* connection) { return connection->kind == ConnectionKind::Alias; });
    if (alias != nullptr) // an alias has the TTL of what it points to, 60 s for a balancer
        name.ttlNs = aliasTtlNs;
    for (const Resource* other : records) {
        AnswerPlan answer = makeAnswer(from, *other, 0);
        if (answer.edges.empty())
            continue;
        answer.check = checkOf(*other, answer);
        if (!rankAnswer(from, *other, answer))
            continue;
        name.answers.push_back(std::move(answer));
    }
    std::stable_sort(name.answers.begin(), name.answers.end(),
                     [](const AnswerPlan& a, const AnswerPlan& b) { return a.rank < b.rank; });
    if (name.answers.empty())
        return none;
    m_plan.names.push_back(std::move(name));
    return static_cast<Index>(m_plan.names.size() - 1);
}

} // namespace skydraft
