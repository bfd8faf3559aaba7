// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/address_cuts.h"
#include "model/network/port_sets.h"
#include "model/network/security_group_rules.h"

#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace skydraft {

/// What the security groups of a network let pass, tabulated: which packets each set of groups that
/// interfaces have lets in from, and out to, each piece of the address line, each group and each
/// range outside. Says the same as decide() of security_group_rules.h for single ports.
class GroupRows
{
public:
    using Set = int;   ///< of groups; interfaces with the same groups share it
    using Atom = int;  ///< addresses that no rule tells apart and that interfaces have
    using Range = int; ///< addresses outside, or where nothing says which

    /// The set of what has no groups: it lets everything pass.
    static constexpr Set unfiltered = 0;

    /// `sets` must have been cut at the ports of every rule.
    GroupRows(const Network& network, PortSets& sets);

    Set setOf(const InterfaceModel& interface);
    Set setOf(const std::vector<Index>& groups) { return intern(groups); }
    /// noIndex where no interface has the address.
    Atom atomOf(const IpAddress& address) const;
    Range rangeOf(const Cidr& range, const std::string& service);

    PortSets::Id byAddress(Set set, Direction direction, Atom atom) const;
    PortSets::Id byRange(Set set, Direction direction, Range range);
    /// What rules that name one of the groups of `peer` let pass.
    PortSets::Id byGroups(Set set, Direction direction, Set peer) const;

    int sets() const { return static_cast<int>(m_sets.size()); }
    int atoms() const { return static_cast<int>(m_firstOf.size()); }

    /// Egress of one set towards every atom.
    const std::vector<PortSets::Id>& egress(Set set) const { return at(m_egress, set); }
    /// Ingress of every set from one atom.
    const std::vector<PortSets::Id>& ingress(Atom atom) const { return at(m_ingress, atom); }

    struct Reference
    {
        Index group = noIndex; ///< that the rules name
        PortSets::Id ports = PortSets::none;
        bool operator==(const Reference&) const = default;
    };
    const std::vector<Reference>& references(Set set, Direction direction) const
    {
        return at(m_references[number(direction)], set);
    }
    const std::vector<Set>& setsWith(Index group) const { return at(m_setsWith, group); }
    const std::vector<Index>& groupsOf(Set set) const { return at(m_sets, set); }
    /// The sets whose rules name the group.
    const std::vector<Set>& setsNaming(Index group, Direction direction) const
    {
        return at(m_setsNaming[number(direction)], group);
    }

    /// What one set says in one direction; to be compared before and after a change of rules.
    struct Row
    {
        std::vector<PortSets::Id> byAtom{};
        std::vector<Reference> references{};
        std::vector<PortSets::Id> byRange{}; ///< of the ranges known so far
    };
    Row row(Set set, Direction direction);
    void put(Set set, Direction direction, const Row& row);
    /// Reads the rules of the set again.
    Row compute(Set set, Direction direction);
    /// Makes room for the rules of a group that has changed in the model. False where its blocks or
    /// ports part what was one piece: all must be built anew.
    bool canTake(const GroupModel& group);

    std::size_t bytes() const;

private:
    static std::size_t number(Direction direction)
    {
        return direction == Direction::Ingress ? 0 : 1;
    }
    const std::vector<GroupRule>& rulesOf(Index group, Direction direction) const
    {
        const GroupModel& found = at(model().groups, group);
        return direction == Direction::Ingress ? found.ingress : found.egress;
    }
    Set intern(const std::vector<Index>& groups);
    std::vector<PortSets::Id> atomsOf(Set set, Direction direction);
    std::vector<Reference> referencesOf(Set set, Direction direction);
    PortSets::Id rangeCell(Set set, Direction direction, Range range);
    /// The first address in the block, and the first behind it.
    std::pair<std::size_t, std::size_t> addressesIn(const Cidr& block) const;
    std::pair<Atom, Atom> atomsIn(const Cidr& block) const;
    void name(Set set, Direction direction, const std::vector<Reference>& before,
              const std::vector<Reference>& after);

    const NetworkModel& model() const { return m_network.model(); }

    const Network& m_network; // its model moves when rules change
    PortSets& m_ports;
    std::vector<IpAddress> m_addresses; ///< that interfaces have, in order
    std::vector<std::size_t> m_firstOf; ///< of the addresses of each atom
    std::map<std::vector<Index>, Set> m_numbers;
    std::vector<std::vector<Index>> m_sets; ///< the groups of each
    std::vector<std::vector<Set>> m_setsWith;
    std::array<std::vector<std::vector<Set>>, 2> m_setsNaming;
    std::array<std::vector<std::vector<Reference>>, 2> m_references;
    std::vector<std::vector<PortSets::Id>> m_egress;  ///< [set][atom]
    std::vector<std::vector<PortSets::Id>> m_ingress; ///< [atom][set]

    struct Outside
    {
        Cidr range{};
        std::string service{};
        std::array<std::vector<std::optional<PortSets::Id>>, 2> bySet{};
    };
    std::vector<Outside> m_ranges;
};

} // namespace skydraft
