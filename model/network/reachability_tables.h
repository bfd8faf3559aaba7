// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/flow_end.h"
#include "model/network/group_rows.h"
#include "model/network/packet_paths.h"
#include "model/network/port_sets.h"
#include "model/network/reachability.h"

#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace skydraft {

/// The tables behind Reachability.
struct Reachability::Tables
{
    /// Interfaces that nothing tells apart, or one end outside.
    struct Class
    {
        PacketPaths::Place place = 0;
        GroupRows::Set set = GroupRows::unfiltered;
        GroupRows::Atom atom = noIndex;       ///< of the private address
        GroupRows::Atom publicAtom = noIndex; ///< of the public one, where there is one
        std::vector<Index> interfaces{};      ///< none: an end outside

        auto key() const { return std::tuple(place, set, atom, publicAtom); }
    };

    /// What a set of packets may do between two classes.
    struct Passing
    {
        PortSets::Id open = PortSets::none;
        PortSets::Id unknown = PortSets::none;
        bool operator==(const Passing&) const = default;
    };

    /// A resource as an end of packets.
    struct Party
    {
        ResourceId id{}; ///< empty: the internet
        std::vector<Index> sends{};
        std::vector<Index> receives{}; ///< classes
        const Resource* balancer = nullptr;
        bool isEdge = false;    ///< answers on the ports of web pages only
        bool isNearVpc = false; ///< where it stands depends on the other end
    };

    explicit Tables(const Network& compiled);
    Tables(const Tables&) = delete;
    Tables& operator=(const Tables&) = delete;
    ~Tables() = default;

    // reachability_tables.cpp
    Index classOf(const WalkEnd& end);
    Index outsideClass(const WalkEnd& end);
    Passing passing(Index from, Index to);
    Passing answered(const PacketPaths::Path& path, const Class& from, const Class& to);
    PortSets::Id cell(const PacketPaths::GroupQuestion& question, const Class& from,
                      const Class& to);

    // reachability_rows.cpp: all pairs
    std::uint64_t computeRow(Index from);
    std::uint64_t countOf(Index from) const;
    bool isSet(Index from, Index to) const;
    void set(Index from, Index to, bool isOpen);

    // reachability_parties.cpp: resources
    void makeParties();
    const Party* party(const ResourceId& id);
    Passing between(const Party& from, const Party& to, Ends ends);
    Passing fromBalancer(const Party& from, const Party& to, Ends ends, Passing plain);
    Passing combined(const std::vector<Index>& from, const std::vector<Index>& to, Ends ends);
    std::vector<Index> nearClasses(const Party& party, Side side, const Party& other);
    Reach reach(const Party& from, const Party& to, Ends ends);

    // reachability_update.cpp
    struct PairChange
    {
        Index from = noIndex;
        Index to = noIndex;
        Passing before{};
        Passing after{};
    };
    bool follow(const Architecture& next, std::vector<std::pair<Index, GroupModel>> groups);
    void noteAffected(GroupRows::Set set, Direction direction, const GroupRows::Row& before,
                      const GroupRows::Row& after, std::vector<PairChange>& pairs);
    std::vector<OpenPorts> runs(PortSets::Id more, PortSets::Id less);

    Network network;
    const NetworkModel& model() const { return network.model(); }
    PortSets ports{};
    GroupRows rows;
    PacketPaths paths;
    std::vector<Class> classes{};
    std::vector<Index> classOfInterface{};
    Index interfaceClasses = 0; ///< they come first
    std::map<PacketPaths::Place, Index> outside{};
    std::vector<std::vector<Index>> classesWithSet{};

    std::vector<Index> order{};                     ///< interface classes by place
    std::vector<std::vector<std::uint64_t>> bits{}; ///< a row for each class once computed
    std::uint64_t openPairs = 0;

    std::vector<PairChange> changes{}; ///< of the last edit that was followed

    bool hasParties = false;
    std::vector<Party> parties{}; ///< the internet first, then by id
};

} // namespace skydraft
