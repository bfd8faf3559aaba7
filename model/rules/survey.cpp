// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/survey.h"

#include "model/rules/rule_context.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace skydraft {
namespace {

const std::vector<const Resource*> nobody;

template <class Key>
const std::vector<const Resource*>&
found(const std::unordered_map<Key, std::vector<const Resource*>>& names, const Key& key)
{
    const auto place = names.find(key);
    return place == names.end() ? nobody : place->second;
}

void forEachId(const Json& value, const auto& visit)
{
    if (value.is_string() && !value.get_ref<const std::string&>().empty())
        visit(value.get_ref<const std::string&>());
    if (value.is_array())
        for (const Json& element : value)
            if (element.is_string())
                visit(element.get_ref<const std::string&>());
}

} // namespace

Survey::Survey(const RuleContext& context, const Traces* known)
    : m_context(context)
    , m_network(context.network)
    , m_known(known)
{
    const NetworkModel& model = m_network.model();
    for (std::size_t i = 0; i < model.subnets.size(); ++i)
        if (!model.subnets[i].id.empty())
            m_subnets.emplace(model.subnets[i].id, static_cast<Index>(i));
    for (std::size_t i = 0; i < model.vpcs.size(); ++i)
        if (!model.vpcs[i].id.empty())
            m_vpcs.emplace(model.vpcs[i].id, static_cast<Index>(i));
    for (const RouteTableModel& table : model.tables)
        m_isPublicTable.push_back(
            std::any_of(table.routes.begin(), table.routes.end(), [](const RouteModel& route) {
                return route.kind == TargetKind::InternetGateway;
            }));
}

std::vector<const Resource*> Survey::dataStores() const
{
    std::vector<const Resource*> all = m_context.withBehaviour(BehaviourKind::Database);
    const auto& caches = m_context.withBehaviour(BehaviourKind::Cache);
    all.insert(all.end(), caches.begin(), caches.end());
    std::sort(all.begin(), all.end(),
              [](const Resource* a, const Resource* b) { return a->id < b->id; });
    return all;
}

const std::vector<const Resource*>& Survey::namedBy(const ResourceId& id) const
{
    if (!m_named) {
        m_named.emplace();
        for (const auto& resource : m_network.architecture().resources())
            for (const Property& property : m_context.typeOf(*resource).properties)
                if (property.type == PropertyType::Reference
                    || property.type == PropertyType::References)
                    forEachId(m_context.value(*resource, property.name),
                              [&](const std::string& named) {
                                  (*m_named)[ResourceId(named)].push_back(resource.get());
                              });
    }
    return found(*m_named, id);
}

const std::vector<TracedConnection>& Survey::traffic() const
{
    if (m_traffic)
        return *m_traffic;
    m_traffic.emplace();
    if (m_known == nullptr)
        m_walked = walkConnections(m_network);
    for (const auto& [id, traced] : m_known != nullptr ? *m_known : m_walked)
        m_traffic->push_back({m_network.architecture().find(id), traced});
    return *m_traffic;
}

std::vector<const Resource*> Survey::targetsOf(const Resource& group) const
{
    std::vector<const Resource*> targets;
    std::unordered_set<std::string_view> seen;
    forEachId(m_context.value(group, "targets"), [&](const std::string& id) {
        const Resource* target = m_network.architecture().find(ResourceId(id));
        if (target != nullptr && seen.insert(target->id.value()).second)
            targets.push_back(target);
    });
    for (const Resource* naming : namedBy(group.id))
        if (m_context.typeOf(*naming).role == NetworkRole::ScalingGroup
            && seen.insert(naming->id.value()).second)
            targets.push_back(naming);
    return targets;
}

const std::vector<Forwarding>& Survey::forwardings() const
{
    if (m_forwardings)
        return *m_forwardings;
    m_forwardings.emplace();
    const Architecture& drawing = m_network.architecture();
    for (const Resource* balancer : m_context.withRole(NetworkRole::Balancer)) {
        std::unordered_set<std::string_view> seen;
        for (const Json& listener : m_context.value(*balancer, "listeners")) {
            const Resource* group = drawing.find(ResourceId(memberText(listener, "target_group")));
            if (group != nullptr && seen.insert(group->id.value()).second)
                m_forwardings->push_back({balancer, group, targetsOf(*group)});
        }
        Forwarding own{balancer, balancer, {}};
        forEachId(m_context.value(*balancer, "instances"), [&](const std::string& id) {
            if (const Resource* instance = drawing.find(ResourceId(id)))
                own.targets.push_back(instance);
        });
        if (!own.targets.empty())
            m_forwardings->push_back(std::move(own));
    }
    return *m_forwardings;
}

bool Survey::passes(const FlowEnd& from, const ResourceId& to, std::optional<int> port) const
{
    Flow flow{.from = from, .protocol = Protocol::Tcp, .port = port};
    flow.to.resource = to;
    if (port) // no need to plan what would mend it
        return verdictOf(m_network, flow) == Verdict::Reachable;
    const auto walked = trace(m_network, flow);
    return walked && walked->verdict == Verdict::Reachable;
}

const std::vector<const Connection*>& Survey::connectionsTo(const ResourceId& id) const
{
    static const std::vector<const Connection*> none;
    if (!m_incoming) {
        m_incoming.emplace();
        for (const auto& connection : m_network.architecture().connections())
            (*m_incoming)[connection->to].push_back(connection.get());
    }
    const auto place = m_incoming->find(id);
    return place == m_incoming->end() ? none : place->second;
}

Index Survey::subnetOf(const ResourceId& id) const
{
    const auto place = m_subnets.find(id);
    return place == m_subnets.end() ? noIndex : place->second;
}

Index Survey::vpcOf(const ResourceId& id) const
{
    const auto place = m_vpcs.find(id);
    return place == m_vpcs.end() ? noIndex : place->second;
}

bool Survey::isPublic(Index subnet) const
{
    const Index table = subnet == noIndex ? noIndex : at(m_network.model().subnets, subnet).table;
    return table != noIndex && m_isPublicTable[static_cast<std::size_t>(table)];
}

std::optional<int> memberNumber(const Json& object, std::string_view member)
{
    if (!object.is_object())
        return std::nullopt;
    const auto place = object.find(member);
    if (place == object.end() || !place->is_number_integer())
        return std::nullopt;
    return static_cast<int>(std::clamp<std::int64_t>(place->get<std::int64_t>(),
                                                     std::numeric_limits<int>::min(),
                                                     std::numeric_limits<int>::max()));
}

} // namespace skydraft
