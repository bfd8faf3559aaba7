// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/reachability_tables.h"

#include <algorithm>
#include <bit>

namespace skydraft {
namespace {

constexpr std::size_t wordBits = 64;

} // namespace

bool Reachability::Tables::isSet(Index from, Index to) const
{
    const auto bit = static_cast<std::size_t>(to);
    return (at(bits, from)[bit / wordBits] >> (bit % wordBits) & 1U) != 0;
}

void Reachability::Tables::set(Index from, Index to, bool isOpen)
{
    const auto bit = static_cast<std::size_t>(to);
    std::uint64_t& word = at(bits, from)[bit / wordBits];
    const std::uint64_t mask = std::uint64_t{1} << (bit % wordBits);
    word = isOpen ? word | mask : word & ~mask;
}

/// Pairs of interfaces behind the open bits of a row; an interface is not its own pair.
std::uint64_t Reachability::Tables::countOf(Index from) const
{
    const std::uint64_t senders = at(classes, from).interfaces.size();
    std::uint64_t pairs = 0;
    const auto& row = at(bits, from);
    for (std::size_t word = 0; word < row.size(); ++word)
        for (std::uint64_t left = row[word]; left != 0; left &= left - 1) {
            const auto to =
                static_cast<Index>(word * wordBits) + static_cast<Index>(std::countr_zero(left));
            pairs += senders * (at(classes, to).interfaces.size() - (to == from ? 1U : 0U));
        }
    return pairs;
}

/// Whether any packet passes from one class to each other one. Nearly all ways ask the usual two
/// questions, whose answers are gathered for the sender once: its egress by the receiver's address
/// and groups, and the receivers' ingress by its address and groups.
std::uint64_t Reachability::Tables::computeRow(Index from)
{
    const Class& sender = at(classes, from);
    for (PacketPaths::Place place = 0; place < paths.places(); ++place)
        paths.between(sender.place, place); // walks may add sets; not while rows are read below
    auto& row = at(bits, from);
    row.assign(static_cast<std::size_t>(interfaceClasses) / wordBits + 1, 0);
    static thread_local std::vector<PortSets::Id> outByGroups;
    static thread_local std::vector<PortSets::Id> inByGroups;
    const auto sets = static_cast<std::size_t>(rows.sets());
    outByGroups.resize(std::max(outByGroups.size(), sets), PortSets::none);
    inByGroups.resize(std::max(inByGroups.size(), sets), PortSets::none);
    std::vector<GroupRows::Set> touched;
    const auto add = [&](std::vector<PortSets::Id>& cells, GroupRows::Set set, PortSets::Id more) {
        cells[static_cast<std::size_t>(set)] = ports.unite(at(cells, set), more);
        touched.push_back(set);
    };
    for (const auto& reference : rows.references(sender.set, Direction::Egress))
        for (const GroupRows::Set set : rows.setsWith(reference.group))
            add(outByGroups, set, reference.ports);
    for (const Index group : rows.groupsOf(sender.set))
        for (const GroupRows::Set set : rows.setsNaming(group, Direction::Ingress))
            for (const auto& reference : rows.references(set, Direction::Ingress))
                if (reference.group == group)
                    add(inByGroups, set, reference.ports);

    const std::vector<PortSets::Id>& egress = rows.egress(sender.set);
    const std::vector<PortSets::Id>& ingress = rows.ingress(sender.atom);
    PacketPaths::Place place = noIndex;
    const PacketPaths::Path* path = nullptr;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Index to = order[i];
        const Class& receiver = at(classes, to);
        if (receiver.place != place) {
            place = receiver.place;
            path = &paths.between(sender.place, place);
        }
        if (path->ports == PortSets::none)
            continue;
        bool isOpen = false;
        if (path->isPlain) {
            const PortSets::Id out = at(egress, receiver.atom);
            const PortSets::Id outNamed = at(outByGroups, receiver.set);
            const PortSets::Id in = at(ingress, receiver.set);
            const PortSets::Id inNamed = at(inByGroups, receiver.set);
            if ((out | outNamed) == PortSets::none || (in | inNamed) == PortSets::none)
                continue;
            isOpen = ports.haveCommon(path->ports, out, outNamed, in, inNamed);
        } else {
            const Passing found = answered(*path, sender, receiver);
            isOpen = found.open != PortSets::none || found.unknown != PortSets::none;
        }
        if (isOpen)
            set(from, to, true);
    }
    for (const GroupRows::Set set : touched)
        outByGroups[static_cast<std::size_t>(set)] = inByGroups[static_cast<std::size_t>(set)] =
            PortSets::none;
    return countOf(from);
}

} // namespace skydraft
