// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/group_rows.h"

#include <algorithm>

namespace skydraft {
namespace {

constexpr std::array<Direction, 2> directions{Direction::Ingress, Direction::Egress};

void insertSorted(std::vector<GroupRows::Set>& sets, GroupRows::Set set)
{
    const auto place = std::lower_bound(sets.begin(), sets.end(), set);
    if (place == sets.end() || *place != set)
        sets.insert(place, set);
}

} // namespace

GroupRows::GroupRows(const Network& network, PortSets& sets)
    : m_network(network)
    , m_ports(sets)
    , m_setsWith(model().groups.size())
{
    for (auto& naming : m_setsNaming)
        naming.resize(model().groups.size());
    AddressCuts cuts;
    for (const GroupModel& group : model().groups)
        for (const auto* rules : {&group.ingress, &group.egress})
            for (const GroupRule& rule : *rules)
                for (const Cidr& block : rule.blocks)
                    cuts.cut(block);
    cuts.finish();
    for (const InterfaceModel& interface : model().interfaces) {
        m_addresses.push_back(interface.address);
        if (interface.publicAddress)
            m_addresses.push_back(*interface.publicAddress);
    }
    std::sort(m_addresses.begin(), m_addresses.end());
    m_addresses.erase(std::unique(m_addresses.begin(), m_addresses.end()), m_addresses.end());
    int piece = noIndex;
    for (std::size_t i = 0; i < m_addresses.size(); ++i)
        if (const int own = cuts.pieceOf(m_addresses[i]); own != piece) {
            m_firstOf.push_back(i);
            piece = own;
        }
    m_ingress.assign(m_firstOf.size(), {PortSets::all}); // of the set without groups
    m_egress.emplace_back(m_firstOf.size(), PortSets::all);
    m_sets.emplace_back();
    for (auto& references : m_references)
        references.emplace_back();
    for (const InterfaceModel& interface : model().interfaces)
        setOf(interface);
}

GroupRows::Set GroupRows::setOf(const InterfaceModel& interface)
{
    return interface.isFiltered ? intern(interface.groups) : unfiltered;
}

GroupRows::Set GroupRows::intern(const std::vector<Index>& groups)
{
    std::vector<Index> sorted = groups;
    std::sort(sorted.begin(), sorted.end());
    const auto [place, isNew] = m_numbers.try_emplace(sorted, sets());
    if (!isNew)
        return place->second;
    const Set set = place->second;
    m_sets.push_back(std::move(sorted));
    for (const Index group : m_sets.back())
        m_setsWith[static_cast<std::size_t>(group)].push_back(set);
    for (auto& column : m_ingress)
        column.push_back(PortSets::none);
    m_egress.emplace_back();
    for (auto& references : m_references)
        references.emplace_back();
    for (const Direction direction : directions)
        put(set, direction, {atomsOf(set, direction), referencesOf(set, direction), {}});
    return set;
}

GroupRows::Atom GroupRows::atomOf(const IpAddress& address) const
{
    const auto place = std::lower_bound(m_addresses.begin(), m_addresses.end(), address);
    if (place == m_addresses.end() || *place != address)
        return noIndex;
    const auto index = static_cast<std::size_t>(place - m_addresses.begin());
    return static_cast<Atom>(std::upper_bound(m_firstOf.begin(), m_firstOf.end(), index)
                             - m_firstOf.begin())
           - 1;
}

std::pair<std::size_t, std::size_t> GroupRows::addressesIn(const Cidr& block) const
{
    const auto first = std::lower_bound(m_addresses.begin(), m_addresses.end(), block.base);
    const auto end = std::upper_bound(first, m_addresses.end(), block.last());
    return {static_cast<std::size_t>(first - m_addresses.begin()),
            static_cast<std::size_t>(end - m_addresses.begin())};
}

std::pair<GroupRows::Atom, GroupRows::Atom> GroupRows::atomsIn(const Cidr& block) const
{
    const auto [first, end] = addressesIn(block);
    const auto atomAt = [&](std::size_t address) {
        return static_cast<Atom>(std::lower_bound(m_firstOf.begin(), m_firstOf.end(), address)
                                 - m_firstOf.begin());
    };
    return {atomAt(first), atomAt(end)};
}

GroupRows::Range GroupRows::rangeOf(const Cidr& range, const std::string& service)
{
    for (std::size_t i = 0; i < m_ranges.size(); ++i)
        if (m_ranges[i].range == range && m_ranges[i].service == service)
            return static_cast<Range>(i);
    m_ranges.push_back({range, service, {}});
    return static_cast<Range>(m_ranges.size()) - 1;
}

PortSets::Id GroupRows::byAddress(Set set, Direction direction, Atom atom) const
{
    if (set == unfiltered)
        return PortSets::all;
    if (atom == noIndex)
        return PortSets::none;
    return direction == Direction::Egress ? at(at(m_egress, set), atom)
                                          : at(at(m_ingress, atom), set);
}

PortSets::Id GroupRows::byRange(Set set, Direction direction, Range range)
{
    if (set == unfiltered)
        return PortSets::all;
    auto& cells = at(m_ranges, range).bySet[number(direction)];
    if (cells.size() < m_sets.size())
        cells.resize(m_sets.size());
    auto& cell = cells[static_cast<std::size_t>(set)];
    if (!cell)
        cell = rangeCell(set, direction, range);
    return *cell;
}

PortSets::Id GroupRows::byGroups(Set set, Direction direction, Set peer) const
{
    PortSets::Id result = PortSets::none;
    const std::vector<Index>& groups = at(m_sets, peer);
    for (const Reference& reference : references(set, direction))
        if (std::binary_search(groups.begin(), groups.end(), reference.group))
            result = m_ports.unite(result, reference.ports);
    return result;
}

/// The rules of a set cover runs of atoms: between two of their ends all atoms have equal cells.
std::vector<PortSets::Id> GroupRows::atomsOf(Set set, Direction direction)
{
    struct Run
    {
        Atom first = 0;
        Atom end = 0;
        PortSets::Id ports = PortSets::none;
    };
    std::vector<Run> runs;
    std::vector<Atom> ends{0, atoms()};
    for (const Index group : at(m_sets, set))
        for (const GroupRule& rule : rulesOf(group, direction)) {
            if (rule.group != noIndex)
                continue;
            for (const Cidr& block : rule.blocks) {
                const auto [first, end] = atomsIn(block);
                if (first == end)
                    continue;
                runs.push_back({first, end, m_ports.of(rule.protocol, rule.ports, rule.icmpType)});
                ends.push_back(first);
                ends.push_back(end);
            }
        }
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    std::vector<PortSets::Id> row(static_cast<std::size_t>(atoms()), PortSets::none);
    PortSets::Sum sum(m_ports);
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        sum.clear();
        for (const Run& run : runs)
            if (run.first <= ends[i] && ends[i + 1] <= run.end)
                sum.add(run.ports);
        std::fill(row.begin() + ends[i], row.begin() + ends[i + 1], sum.finish());
    }
    return row;
}

std::vector<GroupRows::Reference> GroupRows::referencesOf(Set set, Direction direction)
{
    std::vector<Reference> found;
    for (const Index group : at(m_sets, set))
        for (const GroupRule& rule : rulesOf(group, direction))
            if (rule.group != noIndex)
                found.push_back({rule.group, m_ports.of(rule.protocol, rule.ports, rule.icmpType)});
    std::sort(found.begin(), found.end(),
              [](const Reference& a, const Reference& b) { return a.group < b.group; });
    std::vector<Reference> merged;
    for (const Reference& reference : found)
        if (!merged.empty() && merged.back().group == reference.group)
            merged.back().ports = m_ports.unite(merged.back().ports, reference.ports);
        else
            merged.push_back(reference);
    return merged;
}

/// Every address of the range must pass: by one block, or by blocks that hold it together.
PortSets::Id GroupRows::rangeCell(Set set, Direction direction, Range number)
{
    const Outside& outside = at(m_ranges, number);
    PortSets::Id whole = PortSets::none;
    std::vector<std::pair<Cidr, PortSets::Id>> parts;
    for (const Index group : at(m_sets, set))
        for (const GroupRule& rule : rulesOf(group, direction)) {
            if (rule.group != noIndex)
                continue;
            const PortSets::Id ports = m_ports.of(rule.protocol, rule.ports, rule.icmpType);
            bool isWhole = !rule.managedService.empty() && rule.managedService == outside.service;
            for (const Cidr& block : rule.blocks) {
                isWhole = isWhole || block.contains(outside.range);
                if (outside.range.size() > 1 && outside.range.contains(block))
                    parts.emplace_back(block, ports);
            }
            if (isWhole)
                whole = m_ports.unite(whole, ports);
        }
    PortSets::Sum sum(m_ports);
    sum.add(whole);
    for (int atom = 0; parts.size() > 1 && atom < m_ports.atoms(); ++atom) {
        std::vector<Cidr> blocks;
        for (const auto& [block, ports] : parts)
            if (m_ports.has(ports, atom))
                blocks.push_back(block);
        if (blocks.size() > 1 && coverTogether(std::move(blocks), outside.range))
            sum.addAtom(atom);
    }
    return sum.finish();
}

GroupRows::Row GroupRows::row(Set set, Direction direction)
{
    Row result;
    if (direction == Direction::Egress) {
        result.byAtom = at(m_egress, set);
    } else {
        for (const auto& column : m_ingress)
            result.byAtom.push_back(at(column, set));
    }
    result.references = references(set, direction);
    for (std::size_t range = 0; range < m_ranges.size(); ++range)
        result.byRange.push_back(byRange(set, direction, static_cast<Range>(range)));
    return result;
}

GroupRows::Row GroupRows::compute(Set set, Direction direction)
{
    Row result{atomsOf(set, direction), referencesOf(set, direction), {}};
    for (std::size_t range = 0; range < m_ranges.size(); ++range)
        result.byRange.push_back(rangeCell(set, direction, static_cast<Range>(range)));
    return result;
}

void GroupRows::put(Set set, Direction direction, const Row& row)
{
    if (direction == Direction::Egress)
        at(m_egress, set) = row.byAtom;
    else
        for (std::size_t atom = 0; atom < m_ingress.size(); ++atom)
            at(m_ingress[atom], set) = row.byAtom[atom];
    auto& references = at(m_references[number(direction)], set);
    name(set, direction, references, row.references);
    references = row.references;
    for (std::size_t range = 0; range < row.byRange.size(); ++range) {
        auto& cells = m_ranges[range].bySet[number(direction)];
        if (cells.size() < m_sets.size())
            cells.resize(m_sets.size());
        at(cells, set) = row.byRange[range];
    }
}

/// Keeps the lists of who names a group.
void GroupRows::name(Set set, Direction direction, const std::vector<Reference>& before,
                     const std::vector<Reference>& after)
{
    auto& naming = m_setsNaming[number(direction)];
    for (const Reference& reference : before)
        std::erase(at(naming, reference.group), set);
    for (const Reference& reference : after)
        insertSorted(at(naming, reference.group), set);
}

bool GroupRows::canTake(const GroupModel& group)
{
    for (const auto* rules : {&group.ingress, &group.egress})
        for (const GroupRule& rule : *rules) {
            if (!m_ports.split(rule.protocol, rule.ports))
                return false;
            for (const Cidr& block : rule.blocks) {
                const auto [first, end] = addressesIn(block);
                for (const std::size_t border : {first, end})
                    if (border < m_addresses.size()
                        && !std::binary_search(m_firstOf.begin(), m_firstOf.end(), border))
                        return false;
            }
        }
    return true;
}

std::size_t GroupRows::bytes() const
{
    std::size_t total = 0;
    for (const auto& row : m_egress)
        total += row.capacity() * sizeof(PortSets::Id);
    for (const auto& column : m_ingress)
        total += column.capacity() * sizeof(PortSets::Id);
    return total;
}

} // namespace skydraft
