// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/reachability.h"

#include "model/network/compiler.h"
#include "model/network/reachability_tables.h"

#include <algorithm>
#include <iterator>

namespace skydraft {
namespace {

/// Two lists of runs as one, in order of protocol and port.
std::vector<OpenPorts> joined(std::vector<OpenPorts> one, std::vector<OpenPorts> other)
{
    if (one.empty() || other.empty())
        return one.empty() ? other : one;
    one.insert(one.end(), other.begin(), other.end());
    std::sort(one.begin(), one.end(), [](const OpenPorts& a, const OpenPorts& b) {
        return std::tuple(a.protocol, a.ports.from) < std::tuple(b.protocol, b.ports.from);
    });
    if (one.front().protocol == Protocol::Any)
        return {one.front()};
    std::vector<OpenPorts> result;
    for (const OpenPorts& run : one)
        if (!result.empty() && result.back().protocol == run.protocol
            && run.ports.from <= result.back().ports.to + 1)
            result.back().ports.to = std::max(result.back().ports.to, run.ports.to);
        else
            result.push_back(run);
    return result;
}

} // namespace

Reachability::Reachability(const Network& network)
    : m_v4{std::make_unique<Tables>(network), nullptr}
{
    addVersion6();
}

Reachability::Reachability(Reachability&&) noexcept = default;
Reachability& Reachability::operator=(Reachability&&) noexcept = default;
Reachability::~Reachability() = default;

void Reachability::addVersion6()
{
    const auto& interfaces = m_v4.tables->model().interfaces;
    const bool isUsed = std::any_of(interfaces.begin(), interfaces.end(),
                                    [](const InterfaceModel& one) { return one.ipv6Address; });
    if (isUsed)
        m_v6.tables = std::make_unique<Tables>(m_v4.tables->network, IpFamily::V6);
}

const Network& Reachability::network() const
{
    return m_v4.tables->network;
}

Reach Reachability::between(const ResourceId& from, const ResourceId& to, Ends ends)
{
    Reach result{from, to, {}, {}};
    for (Tables* tables : {m_v4.tables.get(), m_v6.tables.get()}) {
        const Tables::Party* sender = tables == nullptr ? nullptr : tables->party(from);
        const Tables::Party* receiver = tables == nullptr ? nullptr : tables->party(to);
        if (sender == nullptr || receiver == nullptr)
            continue;
        Reach found = tables->reach(*sender, *receiver, ends);
        result.ports = joined(std::move(result.ports), std::move(found.ports));
        result.unknown = joined(std::move(result.unknown), std::move(found.unknown));
    }
    return result;
}

Reach Reachability::fromInternet(const ResourceId& to, Ends ends)
{
    return between({}, to, ends);
}

Reach Reachability::toInternet(const ResourceId& from, Ends ends)
{
    return between(from, {}, ends);
}

/// What is open from one of the first to one of the second. What two ends outside send each other
/// is none of the drawing's business.
std::vector<Reach> Reachability::open(const std::vector<ResourceId>& from,
                                      const std::vector<ResourceId>& to, Ends ends)
{
    std::vector<Reach> found;
    for (const ResourceId& sender : from)
        for (const ResourceId& receiver : to) {
            if (!m_v4.tables->isInside(sender) && !m_v4.tables->isInside(receiver))
                continue;
            Reach reach = between(sender, receiver, ends);
            if (!reach.ports.empty() || !reach.unknown.empty())
                found.push_back(std::move(reach));
        }
    return found;
}

std::vector<ResourceId> Reachability::everybody()
{
    std::vector<ResourceId> ids{ResourceId()};
    const auto resources = this->ends();
    ids.insert(ids.end(), resources.begin(), resources.end());
    return ids;
}

std::vector<Reach> Reachability::whoReaches(const ResourceId& to, Ends ends)
{
    return open(everybody(), {to}, ends);
}

std::vector<Reach> Reachability::reachedFrom(const ResourceId& from, Ends ends)
{
    return open({from}, everybody(), ends);
}

std::vector<Reach> Reachability::exposed()
{
    return open({ResourceId()}, ends(), Ends::Any);
}

std::vector<Reach> Reachability::pairs(Ends ends)
{
    return open(everybody(), everybody(), ends);
}

std::vector<ResourceId> Reachability::ends()
{
    m_v4.tables->makeParties();
    std::vector<ResourceId> ids;
    for (const Tables::Party& party : m_v4.tables->parties)
        if (!party.id.empty())
            ids.push_back(party.id);
    return ids;
}

std::uint64_t Reachability::computeAll()
{
    std::uint64_t pairs = 0;
    for (Index from = 0; from < m_v4.tables->interfaceClasses; ++from)
        pairs += at(m_v4.tables->bits, from).empty() ? m_v4.tables->computeRow(from)
                                                     : m_v4.tables->countOf(from);
    return pairs;
}

Reachability::Size Reachability::size() const
{
    Size size{.interfaces = static_cast<int>(m_v4.tables->model().interfaces.size()),
              .classes = m_v4.tables->interfaceClasses,
              .places = m_v4.tables->paths.places(),
              .groupSets = m_v4.tables->rows.sets(),
              .portAtoms = m_v4.tables->ports.atoms(),
              .addressAtoms = m_v4.tables->rows.atoms(),
              .bytes = m_v4.tables->rows.bytes() + m_v4.tables->ports.bytes()};
    for (const auto& row : m_v4.tables->bits)
        size.bytes += row.capacity() * sizeof(std::uint64_t);
    return size;
}

bool Reachability::passes(int fromInterface, int toInterface, Protocol protocol, int port)
{
    const auto found = m_v4.tables->passing(at(m_v4.tables->classOfInterface, fromInterface),
                                            at(m_v4.tables->classOfInterface, toInterface));
    return m_v4.tables->ports.contains(found.open, protocol, port);
}

void Reachability::update(const Architecture& next, const ChangeSet& changes)
{
    update(m_v4, next, changes);
    if (m_v6.tables)
        update(m_v6, next, changes);
    else
        addVersion6();
}

void Reachability::update(Family& family, const Architecture& next, const ChangeSet& changes)
{
    family.before.reset();
    Tables& tables = *family.tables;
    tables.makeParties(); // ends outside must be known to be followed
    auto groups = changedRules(tables.network, next, changes);
    if (groups && tables.follow(next, std::move(*groups)))
        return;
    auto built = std::make_unique<Tables>(Network(tables.network.catalogue(), next), tables.family);
    family.before = std::exchange(family.tables, std::move(built));
}

std::vector<ReachChange> Reachability::changes()
{
    std::vector<ReachChange> result;
    for (Family* family : {&m_v4, &m_v6}) {
        if (!family->tables)
            continue;
        auto found = family->before ? changesAfterRebuilding(*family) : changesOfRules(*family);
        std::move(found.begin(), found.end(), std::back_inserter(result));
    }
    return result;
}

std::optional<std::vector<ResourceId>> Reachability::changedReceivers() const
{
    std::vector<ResourceId> receivers;
    for (const Family* family : {&m_v4, &m_v6}) {
        if (family->before)
            return std::nullopt;
        if (!family->tables)
            continue;
        const Tables& tables = *family->tables;
        std::vector<bool> isTold(tables.classes.size(), false);
        for (const Tables::PairChange& change : tables.changes) {
            const auto number = static_cast<std::size_t>(change.to);
            if (isTold[number])
                continue;
            isTold[number] = true;
            for (const Index interface : tables.classes[number].interfaces)
                receivers.push_back(at(tables.network.model().interfaces, interface).owner);
        }
    }
    return receivers;
}

/// Interfaces of one class changed alike.
std::vector<ReachChange> Reachability::changesOfRules(Family& family)
{
    Tables& tables = *family.tables;
    const auto owners = [&](Index number) {
        std::vector<ResourceId> ids;
        for (const Index interface : at(tables.classes, number).interfaces)
            ids.push_back(at(tables.model().interfaces, interface).owner);
        const bool isOutside = ids.empty();
        for (const Tables::Party& party : tables.parties)
            if (isOutside
                && (std::count(party.sends.begin(), party.sends.end(), number) > 0
                    || std::count(party.receives.begin(), party.receives.end(), number) > 0))
                ids.push_back(party.id);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return ids;
    };
    std::vector<ReachChange> result;
    for (const Tables::PairChange& change : tables.changes) {
        ReachChange words{.from = owners(change.from),
                          .to = owners(change.to),
                          .opened = tables.runs(change.after.open, change.before.open),
                          .closed = tables.runs(change.before.open, change.after.open)};
        if (!words.opened.empty() || !words.closed.empty())
            result.push_back(std::move(words));
    }
    return result;
}

} // namespace skydraft
