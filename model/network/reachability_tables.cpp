// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/reachability_tables.h"

#include "model/architecture/property_value.h"

#include <algorithm>

namespace skydraft {
namespace {

/// The ports that rules, listeners and target groups name.
PortSets cutPorts(const Network& network)
{
    PortSets ports;
    for (const GroupModel& group : network.model().groups)
        for (const auto* rules : {&group.ingress, &group.egress})
            for (const GroupRule& rule : *rules)
                ports.cut(rule.protocol, rule.ports);
    PacketPaths::cutPorts(network, ports);
    for (const PortRange& web : {PortRange{80, 80}, PortRange{443, 443}})
        ports.cut(Protocol::Tcp, web);
    ports.finishCutting();
    return ports;
}

} // namespace

Reachability::Tables::Tables(const Network& compiled)
    : network(compiled)
    , ports(cutPorts(network))
    , rows(network, ports)
    , paths(network, ports, rows)
{
    std::map<decltype(Class().key()), Index> numbers;
    for (std::size_t i = 0; i < model().interfaces.size(); ++i) {
        const InterfaceModel& interface = model().interfaces[i];
        const auto number = static_cast<Index>(i);
        Class own{.place = paths.placeOf(number),
                  .set = rows.setOf(interface),
                  .atom = rows.atomOf(interface.address),
                  .publicAtom =
                      interface.publicAddress ? rows.atomOf(*interface.publicAddress) : noIndex};
        const auto [place, isNew] =
            numbers.try_emplace(own.key(), static_cast<Index>(classes.size()));
        if (isNew)
            classes.push_back(std::move(own));
        at(classes, place->second).interfaces.push_back(number);
        classOfInterface.push_back(place->second);
    }
    interfaceClasses = static_cast<Index>(classes.size());
    classesWithSet.resize(static_cast<std::size_t>(rows.sets()));
    for (Index number = 0; number < interfaceClasses; ++number) {
        at(classesWithSet, at(classes, number).set).push_back(number);
        order.push_back(number);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](Index a, Index b) { return at(classes, a).place < at(classes, b).place; });
    bits.resize(classes.size());
}

Index Reachability::Tables::classOf(const WalkEnd& end)
{
    // An interface that is named by its public address is walked like any other in the tables:
    // which address counts, the walk itself decides.
    return end.interface == noIndex ? outsideClass(end) : at(classOfInterface, end.interface);
}

Index Reachability::Tables::outsideClass(const WalkEnd& end)
{
    const PacketPaths::Place place = paths.placeOf(end);
    const auto [found, isNew] = outside.try_emplace(place, static_cast<Index>(classes.size()));
    if (isNew)
        classes.push_back({.place = place});
    return found->second;
}

PortSets::Id Reachability::Tables::cell(const PacketPaths::GroupQuestion& question,
                                        const Class& from, const Class& to)
{
    using Whose = PacketPaths::Side;
    using Seen = PacketPaths::Seen;
    const auto setOf = [&](Whose side, GroupRows::Set fixed) {
        return side == Whose::Sender ? from.set : side == Whose::Receiver ? to.set : fixed;
    };
    const GroupRows::Set asked = setOf(question.asked, question.askedSet);
    PortSets::Id result = PortSets::none;
    switch (question.seen) {
    case Seen::SenderAddress:
        result = rows.byAddress(asked, question.direction, from.atom);
        break;
    case Seen::SenderPublicAddress:
        result = rows.byAddress(asked, question.direction, from.publicAtom);
        break;
    case Seen::ReceiverAddress:
        result = rows.byAddress(asked, question.direction, to.atom);
        break;
    case Seen::ReceiverPublicAddress:
        result = rows.byAddress(asked, question.direction, to.publicAtom);
        break;
    case Seen::Range:
        result = rows.byRange(asked, question.direction, question.range);
        break;
    }
    if (question.named != Whose::None)
        result = ports.unite(result, rows.byGroups(asked, question.direction,
                                                   setOf(question.named, question.namedSet)));
    if (question.packets != PortSets::all)
        result = ports.unite(result, ports.without(PortSets::all, question.packets));
    return result;
}

Reachability::Tables::Passing Reachability::Tables::answered(const PacketPaths::Path& path,
                                                             const Class& from, const Class& to)
{
    PortSets::Id passing = path.ports;
    for (const PacketPaths::GroupQuestion& question : path.questions) {
        if (passing == PortSets::none)
            break;
        passing = ports.intersect(passing, cell(question, from, to));
    }
    return {ports.without(passing, path.unknown), ports.intersect(passing, path.unknown)};
}

Reachability::Tables::Passing Reachability::Tables::passing(Index from, Index to)
{
    const Class& sender = at(classes, from);
    const Class& receiver = at(classes, to);
    return answered(paths.between(sender.place, receiver.place), sender, receiver);
}

} // namespace skydraft
