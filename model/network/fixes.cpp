// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/fixes.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/network/fix_planner.h"

#include <algorithm>

namespace skydraft {
namespace {

const Resource* find(const Network& network, const ResourceId& id)
{
    return network.find(id);
}

/// The property that gives this interface a public address; null where there is none.
const char* publicProperty(const Network& network, const InterfaceModel& interface)
{
    const Resource* owner = find(network, interface.owner);
    if (owner == nullptr)
        return nullptr;
    const ServiceType& type = network.catalogue().typeOrGeneric(owner->type);
    for (const char* name : {"public_ip", "publicly_accessible"})
        if (type.property(name) != nullptr)
            return name;
    return nullptr;
}

} // namespace

bool canHavePublicAddress(const Network& network, const InterfaceModel& interface)
{
    switch (interface.kind) {
    case InterfaceKind::Host:
        return publicProperty(network, interface) != nullptr;
    case InterfaceKind::Endpoint:
        return false;
    default:
        return true;
    }
}

std::string keyOf(const Need& need)
{
    const std::string key = need.block.component.value() + " " + need.block.code + " ";
    if (const auto* group = std::get_if<OpenGroup>(&need.remedy))
        return key + (group->direction == Direction::Ingress ? "from " : "to ") + group->peer + " "
               + describePorts(group->protocol, group->ports);
    if (const auto* acl = std::get_if<OpenAcl>(&need.remedy))
        return key + (acl->direction == Direction::Ingress ? "from " : "to ")
               + acl->block.toString() + " " + describePorts(acl->protocol, acl->ports);
    // One table may lack two routes: the sender's to a NAT gateway, and that gateway's own.
    if (const auto* route = std::get_if<AddRoute>(&need.remedy))
        return key + need.block.message.english() + " "
               + std::to_string(static_cast<int>(route->kind)) + " "
               + (route->needsOwnTable ? std::to_string(route->subnet) : std::string());
    return key + need.block.message.english();
}

std::vector<Fix> planFixes(const Network& network, const std::vector<Need>& needs)
{
    FixPlanner planner(network);
    for (const Need& need : needs)
        planner.carryOut(need.remedy);
    return planner.finish();
}

FixPlanner::FixPlanner(const Network& network)
    : m_network(network)
    , m_model(network.model())
    , m_work(network.architecture())
{}

void FixPlanner::carryOut(const Remedy& remedy)
{
    std::visit([&](const auto& concrete) { apply(concrete); }, remedy);
}

std::vector<Fix> FixPlanner::finish()
{
    for (const Index vpc : m_wantedGateways)
        if (!m_newGateways.contains(vpc)) {
            Draft& step = draft("gateway:" + std::to_string(vpc),
                                MODEL_TEXT("Fix", "Attach an internet gateway to %1")
                                    .with(nameOf(at(m_model.vpcs, vpc).id)));
            internetGatewayFor(step, vpc);
        }
    std::vector<Fix> fixes;
    for (const Draft& step : m_drafts) {
        std::vector<Edit> edits;
        edits.reserve(step.added.size() + step.set.size());
        for (const ResourceId& id : step.added)
            edits.push_back(Edit{AddResource{*m_work.current().find(id)}});
        for (const auto& [id, property] : step.set)
            edits.push_back(Edit{
                SetProperty{id, property, m_work.current().find(id)->properties.at(property)}});
        if (edits.empty())
            continue;
        const Text& title =
            step.changes > 1 && !step.titleOfMany.empty() ? step.titleOfMany : step.title;
        const bool isMany = step.changes > 1 && !step.titleOfMany.empty();
        fixes.push_back(
            {isMany ? title.with(step.changes) : title,
             edits.size() == 1 ? std::move(edits.front()) : Edit{Batch{std::move(edits)}}});
    }
    return fixes;
}

/// The draft of that key; `titleOfMany` has the number of changes as its last argument.
FixPlanner::Draft& FixPlanner::draft(const std::string& key, const Text& title,
                                     const Text& titleOfMany)
{
    const auto found = std::find_if(m_drafts.begin(), m_drafts.end(),
                                    [&](const Draft& step) { return step.key == key; });
    if (found != m_drafts.end())
        return *found;
    m_drafts.push_back({.key = key, .title = title, .titleOfMany = titleOfMany});
    return m_drafts.back();
}

void FixPlanner::set(Draft& draft, const ResourceId& id, const std::string& property, Json value)
{
    Resource resource = *m_work.current().find(id);
    resource.properties[property] = std::move(value);
    m_work.put(std::move(resource));
    const std::pair place{id, property};
    if (m_new.contains(id))
        return; // AddResource carries it
    // A later draft that changes the same property again writes it again: it comes later.
    if (std::find(draft.set.begin(), draft.set.end(), place) == draft.set.end())
        draft.set.push_back(place);
}

ResourceId FixPlanner::add(Draft& draft, NetworkRole role, const std::string& name,
                           const std::optional<ResourceId>& parent, Json properties)
{
    const ServiceType* type = typeOf(role);
    Resource resource{.id = freeResourceId(m_work.current(), name),
                      .type = type != nullptr ? type->id : std::string(),
                      .name = name,
                      .parent = parent,
                      .properties = std::move(properties)};
    const ResourceId id = resource.id;
    m_work.put(std::move(resource));
    m_new.insert(id);
    draft.added.push_back(id);
    return id;
}

Json FixPlanner::value(const ResourceId& id, const std::string& property) const
{
    const Resource* resource = m_work.current().find(id);
    return resource == nullptr ? Json() : valueOf(m_network.catalogue(), *resource, property);
}

std::string FixPlanner::nameOf(const ResourceId& id) const
{
    const Resource* resource = m_work.current().find(id);
    return resource == nullptr ? id.value() : displayName(*resource);
}

const ServiceType* FixPlanner::typeOf(NetworkRole role) const
{
    for (const ServiceType& type : m_network.catalogue().types())
        if (type.role == role)
            return &type;
    return nullptr;
}

std::optional<ResourceId> FixPlanner::vpcParent(Index vpc) const
{
    if (vpc == noIndex || at(m_model.vpcs, vpc).id.empty())
        return std::nullopt;
    return at(m_model.vpcs, vpc).id;
}

void FixPlanner::apply(const GivePublicAddress& remedy)
{
    const InterfaceModel& interface = at(m_model.interfaces, remedy.interface);
    const std::string name = nameOf(interface.owner);
    Draft& step =
        draft((needsTemplate(interface) ? "template:" : "public:") + interface.owner.value(),
              MODEL_TEXT("Fix", "Give %1 a public address").with(name),
              MODEL_TEXT("Fix", "Give %1 a launch template with what it lacks (%2)").with(name));
    step.changes += needsTemplate(interface) ? 1 : 0;
    switch (interface.kind) {
    case InterfaceKind::Host:
        if (const char* property = publicProperty(m_network, interface))
            set(step, interface.owner, property, true);
        break;
    case InterfaceKind::GroupMember:
        set(step, launchTemplateFor(step, interface), "public_ip", true);
        break;
    case InterfaceKind::BalancerNode: {
        // Which subnets a balancer without a list takes depends on its scheme: keep them.
        Json subnets = Json::array();
        for (const Index number : m_model.interfacesOf.at(interface.owner)) {
            const Index subnet = at(m_model.interfaces, number).subnet;
            if (subnet != noIndex && !at(m_model.subnets, subnet).id.empty())
                subnets.push_back(at(m_model.subnets, subnet).id.value());
        }
        set(step, interface.owner, "scheme", "internet-facing");
        if (!subnets.empty())
            set(step, interface.owner, "subnets", std::move(subnets));
        break;
    }
    case InterfaceKind::NatGateway:
        set(step, interface.owner, "connectivity", "public");
        set(step, interface.owner, "public_ip", true);
        break;
    case InterfaceKind::Endpoint:
        break;
    }
}

void FixPlanner::apply(const AttachInternetGateway& remedy)
{
    // A route to it usually follows and makes it; otherwise finish() does.
    if (std::find(m_wantedGateways.begin(), m_wantedGateways.end(), remedy.vpc)
        == m_wantedGateways.end())
        m_wantedGateways.push_back(remedy.vpc);
}

ResourceId FixPlanner::internetGatewayFor(Draft& draft, Index vpc)
{
    if (const auto made = m_newGateways.find(vpc); made != m_newGateways.end())
        return made->second;
    const VpcModel& around = at(m_model.vpcs, vpc);
    if (around.internetGateway != noIndex)
        return at(m_model.internetGateways, around.internetGateway).id;
    ResourceId gateway;
    if (around.detachedInternetGateway != noIndex) {
        gateway = at(m_model.internetGateways, around.detachedInternetGateway).id;
        set(draft, gateway, "attached", true);
    } else {
        gateway = add(draft, NetworkRole::InternetGateway, "igw", vpcParent(vpc), Json::object());
    }
    m_newGateways[vpc] = gateway;
    return gateway;
}

void FixPlanner::apply(const AddListener& remedy)
{
    const Resource* balancer = m_work.current().find(remedy.balancer);
    if (balancer == nullptr)
        return;
    const Property* listeners =
        m_network.catalogue().typeOrGeneric(balancer->type).property("listeners");
    const Property* protocol = listeners != nullptr ? listeners->field("protocol") : nullptr;
    std::string name = remedy.protocol == Protocol::Udp ? "udp" : "tcp";
    if (protocol != nullptr) {
        const auto offers = [&](const char* value) {
            return std::any_of(protocol->choices.begin(), protocol->choices.end(),
                               [&](const Choice& choice) { return choice.value == value; });
        };
        if (!offers(name.c_str()) || (offers("http") && name == "tcp"))
            name = remedy.port == 443 && offers("https") ? "https" : "http";
    }
    Json list = value(remedy.balancer, "listeners");
    if (!list.is_array())
        list = Json::array();
    Json listener{{"protocol", name}, {"port", remedy.port}};
    // Its requests go where those of the first listener go.
    if (!list.empty() && !memberOf(list.front(), "target_group").is_null())
        listener["target_group"] = list.front()["target_group"];
    list.push_back(std::move(listener));
    Draft& step = draft("listener:" + remedy.balancer.value() + ":" + std::to_string(remedy.port),
                        MODEL_TEXT("Fix", "Add a listener for %1 to %2")
                            .with(portsInWords(remedy.protocol, {remedy.port, remedy.port}))
                            .with(nameOf(remedy.balancer)));
    if (step.set.empty())
        set(step, remedy.balancer, "listeners", std::move(list));
}

void FixPlanner::apply(const SetValues& remedy)
{
    std::string key = "set:" + remedy.id.value();
    for (const auto& [property, wanted] : remedy.values)
        key += ":" + property;
    Draft& step = draft(key, remedy.title);
    for (const auto& [property, wanted] : remedy.values)
        set(step, remedy.id, property, wanted);
}

} // namespace skydraft
