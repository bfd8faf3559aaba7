// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/survey.h"

#include "model/rules/rule_context.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace skydraft {
namespace {

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
{
    if (known != nullptr)
        m_traces = *known;
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

const std::vector<TracedConnection>& Survey::traffic() const
{
    m_context.notePackets();
    if (m_traffic)
        return *m_traffic;
    m_traffic.emplace();
    if (!m_traces)
        m_traces = walkConnections(m_network);
    for (const auto& [id, traced] : *m_traces)
        m_traffic->push_back({m_network.architecture().find(id), *traced});
    return *m_traffic;
}

std::vector<const Resource*> Survey::targetsOf(const Resource& group) const
{
    std::vector<const Resource*> targets;
    std::unordered_set<std::string_view> seen;
    forEachId(m_context.value(group, "targets"), [&](const std::string& id) {
        const Resource* target = m_context.find(id);
        if (target != nullptr && seen.insert(target->id.value()).second)
            targets.push_back(target);
    });
    for (const Resource* naming : m_context.namedBy(group.id))
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
    for (const Resource* balancer : m_context.withRole(NetworkRole::Balancer)) {
        std::unordered_set<std::string_view> seen;
        for (const Json& listener : m_context.value(*balancer, "listeners")) {
            const Resource* group = m_context.find(memberText(listener, "target_group"));
            if (group != nullptr && seen.insert(group->id.value()).second)
                m_forwardings->push_back({balancer, group, targetsOf(*group)});
        }
        Forwarding own{balancer, balancer, {}};
        forEachId(m_context.value(*balancer, "instances"), [&](const std::string& id) {
            if (const Resource* instance = m_context.find(id))
                own.targets.push_back(instance);
        });
        if (!own.targets.empty())
            m_forwardings->push_back(std::move(own));
    }
    return *m_forwardings;
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

std::vector<const Resource*> Survey::neighbours(const Resource& resource) const
{
    std::vector<const Resource*> others;
    for (const Connection* connection : connectionsTo(resource.id))
        others.push_back(m_context.find(connection->from));
    if (!m_outgoing) {
        m_outgoing.emplace();
        for (const auto& connection : m_network.architecture().connections())
            (*m_outgoing)[connection->from].push_back(connection.get());
    }
    if (const auto place = m_outgoing->find(resource.id); place != m_outgoing->end())
        for (const Connection* connection : place->second)
            others.push_back(m_context.find(connection->to));
    for (const Forwarding& forwarding : forwardings())
        if (forwarding.group == &resource)
            others.push_back(forwarding.balancer);
    return others;
}

const Survey::Senders& Survey::senders() const
{
    if (m_senders)
        return *m_senders;
    m_senders.emplace();
    const NetworkModel& model = m_network.model();
    m_senders->byGroup.resize(model.groups.size());
    m_senders->byVpc.resize(model.vpcs.size());
    for (std::size_t i = 0; i < model.interfaces.size(); ++i) {
        const InterfaceModel& interface = model.interfaces[i];
        const Resource* owner = m_context.find(interface.owner);
        if (interface.vpc == noIndex || owner == nullptr)
            continue;
        const BehaviourKind kind = m_context.typeOf(*owner).behaviour;
        if (kind != BehaviourKind::Server && kind != BehaviourKind::Function
            && kind != BehaviourKind::ScalingGroup)
            continue;
        for (const Index group : interface.groups)
            at(m_senders->byGroup, group).push_back(static_cast<Index>(i));
        at(m_senders->byVpc, interface.vpc).emplace_back(interface.address, static_cast<Index>(i));
    }
    for (auto& addresses : m_senders->byVpc)
        std::sort(addresses.begin(), addresses.end());
    return *m_senders;
}

std::vector<ResourceId>
Survey::follow(const std::vector<std::pair<const Resource*, const Resource*>>& replaced,
               const Traces& traces)
{
    std::vector<ResourceId> ends;
    for (const auto& [id, traced] : traces)
        if (const auto known = m_traces ? m_traces->find(id) : Traces::iterator();
            !m_traces || known == m_traces->end() || known->second != traced) {
            const Connection& connection = *m_network.architecture().find(id);
            ends.push_back(connection.from);
            ends.push_back(connection.to);
        }
    m_traces = traces;
    m_traffic.reset();
    if (!m_forwardings)
        return ends;
    const auto follow = [&](const Resource*& resource) {
        for (const auto& [before, after] : replaced)
            if (resource == before)
                resource = after;
    };
    for (Forwarding& forwarding : *m_forwardings) {
        follow(forwarding.balancer);
        follow(forwarding.group);
        for (const Resource*& target : forwarding.targets)
            follow(target);
    }
    return ends;
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
    return integerIn(memberIn(object, member));
}

std::optional<int> integerIn(const Json& value)
{
    if (!value.is_number_integer())
        return std::nullopt;
    return static_cast<int>(std::clamp<std::int64_t>(value.get<std::int64_t>(),
                                                     std::numeric_limits<int>::min(),
                                                     std::numeric_limits<int>::max()));
}

} // namespace skydraft
