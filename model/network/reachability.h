// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/network/network.h"
#include "model/network/ports.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace skydraft {

/// What one resource may send to another. An empty id is the internet.
struct Reach
{
    ResourceId from{};
    ResourceId to{};
    std::vector<OpenPorts> ports{};   ///< runs of ports on which packets arrive and answers return
    std::vector<OpenPorts> unknown{}; ///< what the drawing does not decide
};

/// Pairs that an edit opened or closed: each of `from` towards each of `to` (never to itself).
struct ReachChange
{
    std::vector<ResourceId> from{}; ///< an empty id is the internet
    std::vector<ResourceId> to{};
    std::vector<OpenPorts> opened{};
    std::vector<OpenPorts> closed{};
};

/// Who reaches whom on which ports, for all pairs of a network at once, by IPv4 or, where both have
/// addresses of it, by IPv6. Says the same as trace(), without the why: interfaces that no rule,
/// route or gateway tells apart share one answer, ports are cut only where rules cut them, ways are
/// walked once for the places at their ends. Answers are worked out when they are asked for. After
/// an edit only what it touched is worked out again.
///
///     Reachability reach(Network(catalogue, drawing));
///     reach.between(web, database);            // -> tcp 3306
///     reach.update(edited, changedIds);
///     reach.changes();                         // -> what the edit opened and closed
///
/// To be used by one thread at a time.
class Reachability
{
public:
    /// A resource with several interfaces: ports that pass between all pairs of them, as trace()
    /// has it, or between any, which is what an attacker asks.
    enum class Ends
    {
        All,
        Any
    };

    explicit Reachability(const Network& network);
    Reachability(Reachability&&) noexcept;
    Reachability& operator=(Reachability&&) noexcept;
    ~Reachability();

    const Network& network() const;

    /// Nothing where one of them sends or receives no packets.
    Reach between(const ResourceId& from, const ResourceId& to, Ends ends = Ends::All);
    Reach fromInternet(const ResourceId& to, Ends ends = Ends::Any);
    Reach toInternet(const ResourceId& from, Ends ends = Ends::Any);

    /// Everybody with at least one open port, the internet first, then by id.
    std::vector<Reach> whoReaches(const ResourceId& to, Ends ends = Ends::Any);
    std::vector<Reach> reachedFrom(const ResourceId& from, Ends ends = Ends::Any);
    /// Everything that the internet reaches.
    std::vector<Reach> exposed();
    /// All pairs with an open port, by from and to.
    std::vector<Reach> pairs(Ends ends = Ends::All);
    /// Resources that send or receive packets, by id.
    std::vector<ResourceId> ends();

    /// Follows an edit: `next` is the drawing after the edit that touched `changes`. Where only
    /// rules of security groups changed, only what they speak of is worked out again.
    void update(const Architecture& next, const ChangeSet& changes);
    /// What the last update opened and closed.
    std::vector<ReachChange> changes();
    /// Who has interfaces that more or fewer packets reach since the last update, in no order;
    /// nothing where all was built anew and only changes() can tell.
    std::optional<std::vector<ResourceId>> changedReceivers() const;
    /// What an edit would open and close. Fails where the edit cannot be applied.
    Result<std::vector<ReachChange>> preview(const Edit& edit);

    /// Works out whether there is any open port for all pairs of interfaces by IPv4, and how many
    /// pairs have one. Later updates keep the result.
    std::uint64_t computeAll();

    struct Size
    {
        int interfaces = 0;
        int classes = 0; ///< interfaces that nothing tells apart
        int places = 0;
        int groupSets = 0;
        int portAtoms = 0;
        int addressAtoms = 0;
        std::size_t bytes = 0; ///< of the tables
    };
    Size size() const;

    /// Between two interfaces of the compiled network, by number; for tests.
    bool passes(int fromInterface, int toInterface, Protocol protocol, int port);

private:
    struct Tables;

    /// The tables of one address family.
    struct Family
    {
        std::unique_ptr<Tables> tables{};
        std::unique_ptr<Tables> before{}; ///< where the last update built all anew
    };
    static void update(Family& family, const Architecture& next, const ChangeSet& changes);
    static std::vector<ReachChange> changesOfRules(Family& family);
    static std::vector<ReachChange> changesAfterRebuilding(Family& family);
    void addVersion6();
    std::vector<ResourceId> everybody();
    std::vector<Reach> open(const std::vector<ResourceId>& from, const std::vector<ResourceId>& to,
                            Ends ends);

    Family m_v4;
    Family m_v6; ///< empty where no interface has an IPv6 address
};

} // namespace skydraft
