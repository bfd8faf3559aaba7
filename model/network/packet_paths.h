// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/address_cuts.h"
#include "model/network/group_rows.h"
#include "model/network/port_sets.h"
#include "model/network/walker.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace skydraft {

/// The ways of packets between places of a network. A place is all interfaces that routes, network
/// ACLs and gateways treat alike, or one end outside. A way is walked once for two places; what the
/// walk asks of ACLs and listeners is answered for all ports at once, and what it asks of
/// security groups stays open, because it depends on the interfaces.
class PacketPaths
{
public:
    using Place = int;

    PacketPaths(const Network& network, PortSets& ports, GroupRows& rows);

    /// Notes the ports that ACLs and listeners name.
    static void cutPorts(const Network& network, PortSets& ports);

    Place placeOf(Index interface);
    /// An end outside: the internet, clients, a service of AWS.
    Place placeOf(const WalkEnd& outside);
    int places() const { return static_cast<int>(m_places.size()); }
    const WalkEnd& example(Place place) const { return at(m_places, place); }

    /// Whose groups a question is put to, or whose names count in it.
    enum class Side
    {
        None,
        Sender,
        Receiver,
        Fixed
    };
    enum class Seen
    {
        SenderAddress,
        SenderPublicAddress,
        ReceiverAddress,
        ReceiverPublicAddress,
        Range
    };
    /// What a security group on the way must let pass.
    struct GroupQuestion
    {
        Direction direction = Direction::Egress;
        Side asked = Side::Sender;
        GroupRows::Set askedSet = GroupRows::unfiltered; ///< for Fixed
        Seen seen = Seen::ReceiverAddress;
        GroupRows::Range range = noIndex; ///< for Range
        Side named = Side::None;          ///< whose groups rules may name
        GroupRows::Set namedSet = GroupRows::unfiltered;
        PortSets::Id packets = PortSets::all; ///< the others go another way
    };
    struct Path
    {
        PortSets::Id ports = PortSets::none;   ///< what gets through without security groups
        PortSets::Id unknown = PortSets::none; ///< of them, what the drawing does not decide
        /// Only the usual two questions: the sender's egress to the receiver's address, the
        /// receiver's ingress from the sender's.
        bool isPlain = false;
        std::vector<GroupQuestion> questions{};
    };

    /// From the first to the second; walked when first asked for.
    const Path& between(Place from, Place to);
    /// The same where the sender keeps the addresses of its clients.
    Path preserving(Place from, Place to, const Cidr& clients)
    {
        return walkPath(from, to, clients);
    }

    /// Whether the groups of the set decide in the middle of a way that was walked.
    bool isInTheMiddle(GroupRows::Set set) const { return m_fixedSets.contains(set); }

private:
    using Key = std::tuple<Index, Index, int, int, int, int, int, int, int, int, std::string>;

    Path walkPath(Place from, Place to, const std::optional<Cidr>& clients);
    bool mayBeJoined(const WalkEnd& from, const WalkEnd& to) const;
    struct Leg;
    Leg walkAs(Protocol protocol, const WalkEnd& from, const WalkEnd& to,
               const std::optional<Cidr>& clients);
    void addLeg(Path& path, const Leg& leg, PortSets::Id packets, const WalkEnd& from,
                const WalkEnd& to);
    PortSets::Id aclAnswer(const FilterQuestion& question);
    PortSets::Id listenerAnswer(Index interface);
    GroupQuestion groupQuestion(const FilterQuestion& question, const WalkEnd& from,
                                const WalkEnd& to);

    const NetworkModel& model() const { return m_network.model(); }

    const Network& m_network; // its model moves when rules change
    PortSets& m_ports;
    GroupRows& m_rows;
    AddressCuts m_cuts; ///< of routes and ACLs
    std::map<Key, Place> m_numbers;
    std::vector<WalkEnd> m_places;
    std::vector<std::vector<std::unique_ptr<const Path>>> m_paths;
    std::map<std::tuple<Index, int, int, Cidr, int, int>, PortSets::Id> m_acls;
    std::map<ResourceId, PortSets::Id> m_listeners;
    std::set<GroupRows::Set> m_fixedSets;
};

} // namespace skydraft
