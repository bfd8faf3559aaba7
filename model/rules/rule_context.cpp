// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule_context.h"

#include "model/architecture/property_value.h"
#include "model/network/network_model.h"
#include "model/rules/group_facts.h"

#include <algorithm>

namespace skydraft {
namespace {

/// Whether a route out of the interface's subnet leads to an internet gateway; also where no
/// network is drawn around it, so that nothing blocks it.
bool mayHaveWayOut(const NetworkModel& model, Index number)
{
    const Index subnet = at(model.interfaces, number).subnet;
    if (subnet == noIndex || at(model.subnets, subnet).table == noIndex)
        return true;
    const auto& routes = at(model.tables, at(model.subnets, subnet).table).routes;
    return std::any_of(routes.begin(), routes.end(), [](const RouteModel& route) {
        return route.kind == TargetKind::InternetGateway;
    });
}

const Resources nobody;
const Json nothing;
const std::string noText;

bool byId(const Resource* a, const Resource* b)
{
    return a->id < b->id;
}

/// Calls `visit` with each id in the property, if it is one that names resources. Only what was
/// set can: no reference has a default.
template <class Visit>
void forEachReference(const Property* declared, const Json& value, const Visit& visit)
{
    if (declared != nullptr && declared->type != PropertyType::Reference
        && declared->type != PropertyType::References)
        return;
    const auto look = [&](const Json& id) {
        if (id.is_string() && !id.get_ref<const std::string&>().empty())
            visit(id.get_ref<const std::string&>());
    };
    if (value.is_array())
        std::for_each(value.begin(), value.end(), look);
    else
        look(value);
}

template <class Map, class Key>
const Resources& listedIn(const Map& map, const Key& key)
{
    const auto found = map.find(key);
    return found == map.end() ? nobody : found->second;
}

} // namespace

const Json& memberIn(const Json& object, std::string_view key)
{
    if (object.is_object())
        if (const auto found = object.find(key); found != object.end())
            return *found;
    return nothing;
}

const std::string& memberText(const Json& object, std::string_view key)
{
    const Json& value = memberIn(object, key);
    return value.is_string() ? value.get_ref<const std::string&>() : noText;
}

void Asked::add(const Asked& other)
{
    properties.insert(other.properties.begin(), other.properties.end());
    allProperties = allProperties || other.allProperties;
    packets = packets || other.packets;
    passes = passes || other.passes;
}

void RuleContext::Lists::add(const Resource& resource, const ServiceType& type)
{
    all.push_back(&resource);
    byRole[type.role].push_back(&resource);
    byBehaviour[type.behaviour].push_back(&resource);
    byType[&type].push_back(&resource);
}

const Resources& RuleContext::Lists::having(std::string_view property)
{
    const auto known = withProperty.find(property);
    if (known != withProperty.end())
        return known->second;
    Resources having;
    for (const auto& [type, resources] : byType)
        if (type->property(property) != nullptr)
            having.insert(having.end(), resources.begin(), resources.end());
    return withProperty.emplace(property, std::move(having)).first->second;
}

RuleContext::RuleContext(Network compiled, const Traces* traces)
    : m_network(std::move(compiled))
    , catalogue(m_network.catalogue())
    , architecture(m_network.architecture())
    , network(m_network)
    , survey(*this, traces)
{
    const std::size_t count = architecture.resources().size();
    m_types.reserve(count);
    for (const auto& shared : architecture.resources()) {
        const Resource* resource = shared.get();
        const ServiceType& type = catalogue.typeOrGeneric(resource->type);
        m_types.emplace(resource, &type);
        m_lists.add(*resource, type);
    }
}

const ServiceType& RuleContext::typeOf(const Resource& resource) const
{
    const auto known = m_types.find(&resource);
    return known != m_types.end() ? *known->second : catalogue.typeOrGeneric(resource.type);
}

const Resources& RuleContext::withRole(NetworkRole role) const
{
    return listedIn(m_lists.byRole, role);
}

const Resources& RuleContext::withBehaviour(BehaviourKind kind) const
{
    return listedIn(m_lists.byBehaviour, kind);
}

const Resources& RuleContext::withProperty(std::string_view property) const
{
    return m_lists.having(property);
}

const Resources& RuleContext::withValue(std::string_view property) const
{
    note(property);
    const auto known = m_withValue.find(property);
    if (known != m_withValue.end())
        return known->second;
    Resources& having = m_withValue.emplace(property, Resources()).first->second;
    for (const Resource* resource : m_lists.all)
        if (resource->properties.contains(property))
            having.push_back(resource);
    return having;
}

const Resources& RuleContext::subjects(NetworkRole role) const
{
    return listedIn((m_looksAtAll ? m_lists : m_near).byRole, role);
}

const Resources& RuleContext::subjectsWith(std::string_view property) const
{
    return (m_looksAtAll ? m_lists : m_near).having(property);
}

bool RuleContext::isNear(const ResourceId& id) const
{
    return m_nearIds.contains(id);
}

void RuleContext::addNamings(const Resource& by) const
{
    const ServiceType& type = typeOf(by);
    for (auto set = by.properties.begin(); set != by.properties.end(); ++set)
        forEachReference(type.property(set.key()), set.value(), [&](const std::string& named) {
            auto& naming = (*m_namings)[named];
            const auto place = std::find_if(naming.rbegin(), naming.rend(),
                                            [&](const Naming& one) { return !byId(&by, one.by); });
            naming.insert(place.base(), {set.key(), &by});
        });
}

void RuleContext::removeNamings(const Resource& by) const
{
    const ServiceType& type = typeOf(by);
    for (const auto& [name, value] : by.properties.items())
        forEachReference(type.property(name), value, [&](const std::string& named) {
            std::erase_if((*m_namings)[named], [&](const Naming& one) { return one.by == &by; });
        });
}

const RuleContext::Namings& RuleContext::namings() const
{
    if (!m_namings) {
        m_namings.emplace();
        for (const Resource* by : m_lists.all)
            addNamings(*by);
    }
    return *m_namings;
}

Resources RuleContext::namingIn(std::string_view property, const ResourceId& id) const
{
    note(property);
    Resources naming;
    if (const auto found = namings().find(id.value()); found != namings().end())
        for (const Naming& one : found->second)
            if (one.property == property && (naming.empty() || naming.back() != one.by))
                naming.push_back(one.by);
    return naming;
}

Resources RuleContext::namedBy(const ResourceId& id) const
{
    m_asked.references = true;
    Resources naming;
    if (const auto found = namings().find(id.value()); found != namings().end())
        for (const Naming& one : found->second)
            if (naming.empty() || naming.back() != one.by)
                naming.push_back(one.by);
    return naming;
}

bool RuleContext::isNamed(const Resource& resource) const
{
    const Resources naming = namedBy(resource.id);
    return std::any_of(naming.begin(), naming.end(),
                       [&](const Resource* by) { return by != &resource; });
}

const Resource* RuleContext::around(const Resource& resource, NetworkRole role) const
{
    for (const Resource* at = &resource; at != nullptr;
         at = at->parent ? find(*at->parent) : nullptr)
        if (typeOf(*at).role == role)
            return at;
    return nullptr;
}

const Resources& RuleContext::childrenOf(const Resource& resource) const
{
    if (!m_children) {
        m_children.emplace();
        for (const Resource* child : m_lists.all)
            if (child->parent)
                (*m_children)[*child->parent].push_back(child);
    }
    return listedIn(*m_children, resource.id);
}

const Resources& RuleContext::groupsNaming(const ResourceId& id) const
{
    if (!m_groupsByPeer) {
        m_groupsByPeer.emplace();
        for (const Resource* group : withRole(NetworkRole::SecurityGroup))
            addPeers(*group);
    }
    return listedIn(*m_groupsByPeer, id.value());
}

void RuleContext::addPeers(const Resource& group) const
{
    for (const GroupSide& side : groupSides)
        for (const Json& rule : memberIn(group.properties, side.property))
            if (const std::string& peer = memberText(rule, side.peer); find(peer) != nullptr)
                (*m_groupsByPeer)[peer].push_back(&group);
}

void RuleContext::removePeers(const Resource& group) const
{
    for (const GroupSide& side : groupSides)
        for (const Json& rule : memberIn(group.properties, side.property))
            if (const auto named = m_groupsByPeer->find(memberText(rule, side.peer));
                named != m_groupsByPeer->end())
                std::erase(named->second, &group);
}

bool RuleContext::isPeerOfGroup(const ResourceId& id) const
{
    for (const GroupSide& side : groupSides)
        note(side.property);
    return !groupsNaming(id).empty();
}

void RuleContext::note(std::string_view property) const
{
    std::string_view& last =
        m_lastAsked[(reinterpret_cast<std::uintptr_t>(property.data()) / 4) % m_lastAsked.size()];
    if (last != property)
        last = *m_asked.properties.emplace(property).first;
}

Asked RuleContext::takeAsked()
{
    m_lastAsked.fill({});
    return std::exchange(m_asked, {});
}

const Json& RuleContext::ownValue(const Resource& resource, std::string_view property) const
{
    note(property);
    const auto set = resource.properties.find(property);
    return set != resource.properties.end() ? *set : nothing;
}

const Json& RuleContext::value(const Resource& resource, std::string_view property) const
{
    note(property);
    if (const auto set = resource.properties.find(property); set != resource.properties.end())
        return *set;
    const Property* declared = typeOf(resource).property(property);
    return declared != nullptr ? declared->defaultValue : nothing;
}

Json RuleContext::completeValue(const Resource& resource, std::string_view property) const
{
    note(property);
    return valueOf(catalogue, resource, property);
}

const Json& RuleContext::properties(const Resource& resource) const
{
    m_asked.allProperties = true;
    return resource.properties;
}

bool RuleContext::flag(const Resource& resource, std::string_view property) const
{
    return value(resource, property) == true;
}

double RuleContext::number(const Resource& resource, std::string_view property,
                           double fallback) const
{
    const Json& own = value(resource, property);
    return own.is_number() ? own.get<double>() : fallback;
}

const std::string& RuleContext::text(const Resource& resource, std::string_view property) const
{
    const Json& own = value(resource, property);
    return own.is_string() ? own.get_ref<const std::string&>() : noText;
}

std::vector<ResourceId> RuleContext::ids(const Resource& resource, std::string_view property) const
{
    std::vector<ResourceId> named;
    const Json& own = value(resource, property);
    const auto add = [&](const Json& id) {
        if (id.is_string())
            named.emplace_back(id.get_ref<const std::string&>());
    };
    if (own.is_array())
        std::for_each(own.begin(), own.end(), add);
    else if (!(own.is_string() && own.get_ref<const std::string&>().empty()))
        add(own);
    return named;
}

const GroupModel& RuleContext::groupAt(Index number) const
{
    m_asked.packets = true;
    return at(network.model().groups, number);
}

bool RuleContext::isReachedFromTheInternet(const Resource& resource, Protocol protocol,
                                           std::optional<int> port) const
{
    m_asked.packets = true;
    // A trace plans how to open what it finds blocked, which costs more than the walk itself.
    const NetworkModel& model = network.model();
    if (const auto own = model.interfacesOf.find(resource.id);
        own != model.interfacesOf.end()
        && std::none_of(own->second.begin(), own->second.end(),
                        [&](Index number) { return mayHaveWayOut(model, number); }))
        return false;
    Flow flow;
    flow.from.isInternet = true;
    flow.to.resource = resource.id;
    flow.protocol = protocol;
    flow.port = port;
    const auto walked = trace(network, flow);
    return walked && walked->verdict == Verdict::Reachable;
}

Reachability& RuleContext::reach() const
{
    m_asked.packets = true;
    if (!m_reach)
        m_reach = std::make_unique<Reachability>(network);
    return *m_reach;
}

const std::vector<OpenPorts>& RuleContext::openToTheInternet(const Resource& resource) const
{
    Reachability& tables = reach();
    const auto [place, isNew] = m_open.try_emplace(&resource);
    if (isNew)
        place->second = tables.fromInternet(resource.id).ports;
    return place->second;
}

bool RuleContext::passes(const ResourceId& from, const ResourceId& to, int port) const
{
    m_asked.packets = true;
    m_asked.passes = true;
    if (!m_reach) {
        Flow flow{.protocol = Protocol::Tcp, .port = port};
        flow.from.resource = from;
        flow.to.resource = to;
        return verdictOf(network, flow) == Verdict::Reachable;
    }
    const Reach between = m_reach->between(from, to);
    return std::any_of(between.ports.begin(), between.ports.end(), [&](const OpenPorts& run) {
        return (run.protocol == Protocol::Tcp || run.protocol == Protocol::Any)
               && run.ports.from <= port && port <= run.ports.to;
    });
}

} // namespace skydraft
