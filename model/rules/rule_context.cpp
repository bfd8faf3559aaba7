// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule_context.h"

#include "model/network/network_model.h"

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

/// Calls `visit` with each id in the property, if it is one that names resources. Only what was
/// set can: no reference has a default.
template <class Visit>
void forEachReference(const ServiceType& type, const std::string& name, const Json& value,
                      const Visit& visit)
{
    const Property* declared = type.property(name);
    if (declared != nullptr && declared->type != PropertyType::Reference
        && declared->type != PropertyType::References)
        return;
    const auto look = [&](const Json& id) {
        if (id.is_string())
            visit(std::string_view(id.get_ref<const std::string&>()));
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

RuleContext::RuleContext(const Network& compiled, const Traces* traces)
    : catalogue(compiled.catalogue())
    , architecture(compiled.architecture())
    , network(compiled)
    , containment(architecture)
    , survey(*this, traces)
{
    const std::size_t count = architecture.resources().size();
    m_byId.reserve(count);
    m_types.reserve(count);
    for (const auto& shared : architecture.resources()) {
        const Resource* resource = shared.get();
        const ServiceType& type = catalogue.typeOrGeneric(resource->type);
        m_byId.emplace(resource->id.value(), resource);
        m_types.emplace(resource, &type);
        m_byRole[type.role].push_back(resource);
        m_byBehaviour[type.behaviour].push_back(resource);
        m_byType[&type].push_back(resource);
    }
}

const ServiceType& RuleContext::typeOf(const Resource& resource) const
{
    const auto known = m_types.find(&resource);
    return known != m_types.end() ? *known->second : catalogue.typeOrGeneric(resource.type);
}

const Resource* RuleContext::find(std::string_view id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : found->second;
}

const Resources& RuleContext::withRole(NetworkRole role) const
{
    return listedIn(m_byRole, role);
}

const Resources& RuleContext::withBehaviour(BehaviourKind kind) const
{
    return listedIn(m_byBehaviour, kind);
}

const Resources& RuleContext::withProperty(std::string_view property) const
{
    const auto known = m_withProperty.find(property);
    if (known != m_withProperty.end())
        return known->second;
    Resources all;
    for (const auto& [type, resources] : m_byType)
        if (type->property(property) != nullptr)
            all.insert(all.end(), resources.begin(), resources.end());
    return m_withProperty.emplace(property, std::move(all)).first->second;
}

const Resources& RuleContext::namingIn(std::string_view property, const ResourceId& id) const
{
    auto naming = m_naming.find(property);
    if (naming == m_naming.end()) {
        naming = m_naming.emplace(property, Naming()).first;
        for (const auto& resource : architecture.resources())
            if (const auto set = resource->properties.find(property);
                set != resource->properties.end())
                forEachReference(typeOf(*resource), naming->first, *set,
                                 [&](std::string_view named) {
                                     Resources& by = naming->second[named];
                                     if (by.empty() || by.back() != resource.get())
                                         by.push_back(resource.get());
                                 });
    }
    return listedIn(naming->second, std::string_view(id.value()));
}

bool RuleContext::isNamed(const Resource& resource) const
{
    if (!m_named) {
        m_named.emplace();
        for (const auto& by : architecture.resources())
            for (auto at = by->properties.begin(); at != by->properties.end(); ++at)
                forEachReference(typeOf(*by), at.key(), at.value(), [&](std::string_view named) {
                    if (named != by->id.value())
                        m_named->insert(named);
                });
    }
    return m_named->contains(resource.id.value());
}

const Resource* RuleContext::around(const Resource& resource, NetworkRole role) const
{
    for (const Resource* at = &resource; at != nullptr;
         at = at->parent ? find(*at->parent) : nullptr)
        if (typeOf(*at).role == role)
            return at;
    return nullptr;
}

const Json& RuleContext::value(const Resource& resource, std::string_view property) const
{
    if (const auto set = resource.properties.find(property); set != resource.properties.end())
        return *set;
    const Property* declared = typeOf(resource).property(property);
    return declared != nullptr ? declared->defaultValue : nothing;
}

bool RuleContext::flag(const Resource& resource, std::string_view property) const
{
    return value(resource, property) == true;
}

const std::string& RuleContext::text(const Resource& resource, std::string_view property) const
{
    const Json& own = value(resource, property);
    return own.is_string() ? own.get_ref<const std::string&>() : noText;
}

bool RuleContext::isReachedFromTheInternet(const Resource& resource, Protocol protocol,
                                           std::optional<int> port) const
{
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

const std::vector<OpenPorts>& RuleContext::openToTheInternet(const Resource& resource) const
{
    if (!m_reach)
        m_reach = std::make_unique<Reachability>(network);
    const auto [place, isNew] = m_open.try_emplace(&resource);
    if (isNew)
        place->second = m_reach->fromInternet(resource.id).ports;
    return place->second;
}

} // namespace skydraft
