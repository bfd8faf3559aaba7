// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/reachability.h"

#include "model/network/compiler.h"
#include "model/network/reachability_tables.h"

#include <algorithm>
#include <map>

namespace skydraft {
namespace {

bool isOpen(const Reach& reach)
{
    return !reach.ports.empty() || !reach.unknown.empty();
}

} // namespace

Reachability::Reachability(const Network& network)
    : m_tables(std::make_unique<Tables>(network))
{}

Reachability::Reachability(Reachability&&) noexcept = default;
Reachability& Reachability::operator=(Reachability&&) noexcept = default;
Reachability::~Reachability() = default;

const Network& Reachability::network() const
{
    return m_tables->network;
}

Reach Reachability::between(const ResourceId& from, const ResourceId& to, Ends ends)
{
    const Tables::Party* sender = m_tables->party(from);
    const Tables::Party* receiver = m_tables->party(to);
    if (sender == nullptr || receiver == nullptr)
        return {from, to, {}, {}};
    return m_tables->reach(*sender, *receiver, ends);
}

Reach Reachability::fromInternet(const ResourceId& to, Ends ends)
{
    return between({}, to, ends);
}

Reach Reachability::toInternet(const ResourceId& from, Ends ends)
{
    return between(from, {}, ends);
}

std::vector<Reach> Reachability::whoReaches(const ResourceId& to, Ends ends)
{
    std::vector<Reach> found;
    if (const Tables::Party* receiver = m_tables->party(to))
        for (const Tables::Party& sender : m_tables->parties)
            if (Reach reach = m_tables->reach(sender, *receiver, ends); isOpen(reach))
                found.push_back(std::move(reach));
    return found;
}

std::vector<Reach> Reachability::reachedFrom(const ResourceId& from, Ends ends)
{
    std::vector<Reach> found;
    if (const Tables::Party* sender = m_tables->party(from))
        for (const Tables::Party& receiver : m_tables->parties)
            if (Reach reach = m_tables->reach(*sender, receiver, ends); isOpen(reach))
                found.push_back(std::move(reach));
    return found;
}

std::vector<Reach> Reachability::exposed()
{
    std::vector<Reach> found;
    m_tables->makeParties();
    for (const Tables::Party& receiver : m_tables->parties) {
        const bool isInside =
            std::any_of(receiver.receives.begin(), receiver.receives.end(), [&](Index number) {
                return !at(m_tables->classes, number).interfaces.empty();
            });
        if (!isInside)
            continue; // a service of AWS is on the internet anyway
        if (Reach reach = m_tables->reach(m_tables->parties.front(), receiver, Ends::Any);
            isOpen(reach))
            found.push_back(std::move(reach));
    }
    return found;
}

std::vector<Reach> Reachability::pairs(Ends ends)
{
    std::vector<Reach> found;
    m_tables->makeParties();
    for (const Tables::Party& sender : m_tables->parties)
        for (const Tables::Party& receiver : m_tables->parties)
            if (Reach reach = m_tables->reach(sender, receiver, ends); isOpen(reach))
                found.push_back(std::move(reach));
    return found;
}

std::vector<ResourceId> Reachability::ends()
{
    m_tables->makeParties();
    std::vector<ResourceId> ids;
    for (const Tables::Party& party : m_tables->parties)
        if (!party.id.empty())
            ids.push_back(party.id);
    return ids;
}

std::uint64_t Reachability::computeAll()
{
    std::uint64_t pairs = 0;
    for (Index from = 0; from < m_tables->interfaceClasses; ++from)
        pairs +=
            at(m_tables->bits, from).empty() ? m_tables->computeRow(from) : m_tables->countOf(from);
    return pairs;
}

Reachability::Size Reachability::size() const
{
    Size size{.interfaces = static_cast<int>(m_tables->model().interfaces.size()),
              .classes = m_tables->interfaceClasses,
              .places = m_tables->paths.places(),
              .groupSets = m_tables->rows.sets(),
              .portAtoms = m_tables->ports.atoms(),
              .addressAtoms = m_tables->rows.atoms(),
              .bytes = m_tables->rows.bytes() + m_tables->ports.bytes()};
    for (const auto& row : m_tables->bits)
        size.bytes += row.capacity() * sizeof(std::uint64_t);
    return size;
}

bool Reachability::passes(int fromInterface, int toInterface, Protocol protocol, int port)
{
    const auto found = m_tables->passing(at(m_tables->classOfInterface, fromInterface),
                                         at(m_tables->classOfInterface, toInterface));
    return m_tables->ports.contains(found.open, protocol, port);
}

void Reachability::update(const Architecture& next, const ChangeSet& changes)
{
    m_before.reset();
    m_tables->makeParties(); // ends outside must be known to be followed
    auto groups = changedRules(network(), next, changes);
    if (groups && m_tables->follow(next, std::move(*groups)))
        return;
    auto built = std::make_unique<Tables>(Network(network().catalogue(), next));
    m_before = std::exchange(m_tables, std::move(built));
}

std::vector<ReachChange> Reachability::changes()
{
    return m_before ? changesAfterRebuilding() : changesOfRules();
}

/// Interfaces of one class changed alike.
std::vector<ReachChange> Reachability::changesOfRules()
{
    const auto owners = [&](Index number) {
        std::vector<ResourceId> ids;
        for (const Index interface : at(m_tables->classes, number).interfaces)
            ids.push_back(at(m_tables->model().interfaces, interface).owner);
        const bool isOutside = ids.empty();
        for (const Tables::Party& party : m_tables->parties)
            if (isOutside
                && (std::count(party.sends.begin(), party.sends.end(), number) > 0
                    || std::count(party.receives.begin(), party.receives.end(), number) > 0))
                ids.push_back(party.id);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return ids;
    };
    std::vector<ReachChange> result;
    for (const Tables::PairChange& change : m_tables->changes) {
        ReachChange words{.from = owners(change.from),
                          .to = owners(change.to),
                          .opened = m_tables->runs(change.after.open, change.before.open),
                          .closed = m_tables->runs(change.before.open, change.after.open)};
        if (!words.opened.empty() || !words.closed.empty())
            result.push_back(std::move(words));
    }
    return result;
}

} // namespace skydraft
