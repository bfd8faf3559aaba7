// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/possible_flows.h"

#include "model/architecture/property_value.h"
#include "model/network/flow_end.h"
#include "model/network/target_groups.h"

#include <algorithm>
#include <array>
#include <set>

namespace skydraft {
namespace {

constexpr int lastPort = 65535;

bool isEnd(const Network& network, const ResourceId& id, Side side)
{
    const auto resolved = resolveEnd(network, {.resource = id}, side, noIndex);
    return resolved && !resolved->isNameOnly;
}

std::vector<FlowEnd> eachInterface(const Network& network, const FlowEnd& end, Side side)
{
    const auto resolved = resolveEnd(network, end, side, noIndex);
    if (!end.resource || end.interface || !resolved || resolved->ends.size() < 2)
        return {end};
    std::vector<FlowEnd> ends;
    for (std::size_t i = 0; i < resolved->ends.size(); ++i) {
        ends.push_back(end);
        ends.back().interface = i;
    }
    return ends;
}

/// Null outside of the drawn networks.
const InterfaceModel* interfaceOf(const Network& network, const FlowEnd& end, Side side)
{
    const auto resolved = resolveEnd(network, end, side, noIndex);
    if (!resolved || resolved->ends.size() != 1 || resolved->ends.front().interface == noIndex)
        return nullptr;
    return &at(network.model().interfaces, resolved->ends.front().interface);
}

bool isAnywhereOutside(const Network& network, const FlowEnd& end)
{
    if (end.isInternet)
        return !end.address;
    const Resource* resource = end.resource ? network.find(*end.resource) : nullptr;
    return resource != nullptr
           && network.catalogue().typeOrGeneric(resource->type).role == NetworkRole::Clients
           && !IpAddress::parse(textOf(network.catalogue(), *resource, "address"));
}

/// The rules of one direction of the groups of an interface; empty where none filter it.
std::vector<const GroupRule*> groupRules(const NetworkModel& model, const InterfaceModel* interface,
                                         Direction direction)
{
    std::vector<const GroupRule*> rules;
    if (interface == nullptr || !interface->isFiltered)
        return rules;
    for (const Index group : interface->groups) {
        const GroupModel& found = at(model.groups, group);
        for (const GroupRule& rule : direction == Direction::Ingress ? found.ingress : found.egress)
            rules.push_back(&rule);
    }
    return rules;
}

/// The ports that something of the type of `target` answers on; only to show a familiar one first.
std::vector<int> usualPorts(const Network& network, const Flow& flow, Protocol protocol)
{
    std::vector<int> ports;
    const Resource* target = flow.to.resource ? network.find(*flow.to.resource) : nullptr;
    const Resource* sender = flow.from.resource ? network.find(*flow.from.resource) : nullptr;
    if (target != nullptr) {
        const ServiceType& type = network.catalogue().typeOrGeneric(target->type);
        if (sender != nullptr
            && network.catalogue().typeOrGeneric(sender->type).role == NetworkRole::Balancer)
            for (const Registration& way : registrationsOf(network, *sender, *target))
                ports.push_back(way.port);
        for (const Json& listener : valueOf(network.catalogue(), *target, "listeners"))
            if (const Json port = memberOf(listener, "port"); port.is_number_integer())
                ports.push_back(port.get<int>());
        for (const ListeningPort& port : type.ports)
            if (protocolFrom(port.protocol) == protocol
                && (port.property.empty()
                    || textOf(network.catalogue(), *target, port.property) == port.value))
                ports.push_back(port.port);
    }
    ports.insert(ports.end(), {443, 80});
    return ports;
}

bool covers(const GroupRule& rule, Protocol protocol)
{
    return rule.protocol == Protocol::Any || rule.protocol == protocol;
}

/// The first port of every piece between the borders of all rules.
std::set<int> portBorders(const NetworkModel& model, Protocol protocol)
{
    std::set<int> borders{1};
    const auto add = [&](Protocol of, const PortRange& ports) {
        if (of != Protocol::Any && of != protocol)
            return;
        borders.insert(std::max(ports.from, 1)); // nothing listens on port 0
        if (ports.to < lastPort)
            borders.insert(ports.to + 1);
    };
    for (const GroupModel& group : model.groups)
        for (const auto* rules : {&group.ingress, &group.egress})
            for (const GroupRule& rule : *rules)
                add(rule.protocol, rule.ports);
    for (const AclModel& acl : model.acls)
        for (const auto* rules : {&acl.ingress, &acl.egress})
            for (const AclRule& rule : *rules)
                add(rule.protocol, rule.ports);
    return borders;
}

std::vector<int> portsToTry(const Network& network, const Flow& flow, Protocol protocol)
{
    const NetworkModel& model = network.model();
    const InterfaceModel* target = interfaceOf(network, flow.to, Side::To);
    const auto rules = groupRules(model, target, Direction::Ingress);
    const bool isFiltered = target != nullptr && target->isFiltered;
    const auto isOpen = [&](int port) {
        return !isFiltered || std::any_of(rules.begin(), rules.end(), [&](const GroupRule* rule) {
            return covers(*rule, protocol) && rule->ports.contains({port, port});
        });
    };
    std::vector<int> ports;
    const auto add = [&](int port) {
        if (isOpen(port) && std::find(ports.begin(), ports.end(), port) == ports.end())
            ports.push_back(port);
    };
    for (const int port : usualPorts(network, flow, protocol))
        add(port);
    for (const int port : portBorders(model, protocol))
        add(port);
    return ports;
}

class AddressBorders
{
public:
    void add(const Cidr& block)
    {
        if (block.base.family != IpFamily::V4 || block.length == 0)
            return;
        const std::uint64_t first = block.base.low;
        put(first == 0 ? 0x01000000U : first); // 0.0.0.0/8 is no destination
        put(first + block.size());
    }

    const std::set<IpAddress>& addresses() const { return m_addresses; }

private:
    void put(std::uint64_t bits)
    {
        constexpr std::uint64_t firstMulticast = 0xE0000000U;
        if (bits >= firstMulticast)
            return;
        const IpAddress address = IpAddress::v4(static_cast<std::uint32_t>(bits));
        if (!address.isRfc1918() && !address.isRfc6598())
            m_addresses.insert(address);
    }

    std::set<IpAddress> m_addresses;
};

/// `end` itself; where it is anywhere outside, also single addresses there.
std::vector<FlowEnd> outsideEnds(const Network& network, const FlowEnd& end,
                                 const InterfaceModel* inside, Direction direction)
{
    std::vector<FlowEnd> ends{end};
    if (!isAnywhereOutside(network, end))
        return ends;
    const NetworkModel& model = network.model();
    AddressBorders borders;
    for (const GroupRule* rule : groupRules(model, inside, direction))
        if (rule->managedService.empty()) // addresses of AWS are not anybody's
            for (const Cidr& block : rule->blocks)
                borders.add(block);
    for (const AclModel& acl : model.acls)
        for (const AclRule& rule : direction == Direction::Ingress ? acl.ingress : acl.egress)
            borders.add(rule.block);
    if (direction == Direction::Egress)
        for (const RouteTableModel& table : model.tables)
            for (const RouteModel& route : table.routes)
                if (route.managedService.empty())
                    for (const Cidr& block : route.blocks)
                        borders.add(block);
    for (const IpAddress& address : borders.addresses())
        ends.push_back({.address = address, .isInternet = true});
    return ends;
}

} // namespace

bool canSend(const Network& network, const ResourceId& id)
{
    return isEnd(network, id, Side::From);
}

bool canReceive(const Network& network, const ResourceId& id)
{
    return isEnd(network, id, Side::To);
}

std::vector<ResourceId> ownersOfInterfacesIn(const Network& network, const ResourceId& frame)
{
    const NetworkModel& model = network.model();
    std::set<ResourceId> owners;
    for (const InterfaceModel& interface : model.interfaces) {
        if (interface.subnet == noIndex)
            continue;
        const ResourceId& start = at(model.subnets, interface.subnet).frame;
        for (const Resource* around = network.find(start); around != nullptr;
             around = around->parent ? network.find(*around->parent) : nullptr)
            if (around->id == frame)
                owners.insert(interface.owner);
    }
    return {owners.begin(), owners.end()};
}

std::vector<Flow> flowsOfInterfaces(const Network& network, const Flow& flow)
{
    std::vector<Flow> flows;
    for (const FlowEnd& from : eachInterface(network, flow.from, Side::From))
        for (const FlowEnd& to : eachInterface(network, flow.to, Side::To)) {
            flows.push_back(flow);
            flows.back().from = from;
            flows.back().to = to;
        }
    return flows;
}

std::vector<Flow> possibleFlows(const Network& network, const Flow& wanted)
{
    std::vector<Protocol> protocols{wanted.protocol};
    if (wanted.protocol == Protocol::Any)
        protocols = {Protocol::Tcp, Protocol::Udp, Protocol::Icmp};
    if (wanted.protocol == Protocol::Any && wanted.port)
        protocols.pop_back();
    std::vector<Flow> flows;
    for (const Flow& pair : flowsOfInterfaces(network, wanted)) {
        const auto froms = outsideEnds(network, pair.from, interfaceOf(network, pair.to, Side::To),
                                       Direction::Ingress);
        const auto tos = outsideEnds(network, pair.to, interfaceOf(network, pair.from, Side::From),
                                     Direction::Egress);
        for (const Protocol protocol : protocols) {
            std::vector<std::optional<int>> ports{wanted.port};
            if (!wanted.port && protocol != Protocol::Icmp) {
                const auto all = portsToTry(network, pair, protocol);
                ports.assign(all.begin(), all.end());
            }
            for (const auto& port : ports)
                for (const FlowEnd& from : froms)
                    for (const FlowEnd& to : tos)
                        flows.push_back({from, to, protocol, port});
        }
    }
    return flows;
}

} // namespace skydraft
