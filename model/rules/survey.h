// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/connection_walks.h"
#include "model/network/network_model.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace skydraft {

class RuleContext;

/// A drawn traffic connection and the walk of its packets.
struct TracedConnection
{
    const Connection* connection;
    const Trace& trace;
};

/// A target group that a balancer's listener sends to, with the targets that are drawn. A Classic
/// Load Balancer has its instances itself and is its own group.
struct Forwarding
{
    const Resource* balancer = nullptr;
    const Resource* group = nullptr;
    std::vector<const Resource*> targets{};
};

/// What many rules ask about a drawing, found out when the first rule asks, once for all rules
/// of a run. Part of a RuleContext; for one thread.
class Survey
{
public:
    /// `known`: walks of connections that somebody has already, or null.
    Survey(const RuleContext& context, const Traces* known);

    /// The drawn traffic connections with their walks; those without an end are left out.
    const std::vector<TracedConnection>& traffic() const;

    /// What every balancer sends where.
    const std::vector<Forwarding>& forwardings() const;

    /// The drawn connections of any kind that end at the resource.
    const std::vector<const Connection*>& connectionsTo(const ResourceId& id) const;

    /// What a connection joins to the resource, and the balancers that send to a target group.
    std::vector<const Resource*> neighbours(const Resource& resource) const;

    /// Interfaces of servers, functions and Auto Scaling groups: those of a group, and all of a
    /// VPC by their IPv4 addresses.
    struct Senders
    {
        std::vector<std::vector<Index>> byGroup{};
        std::vector<std::vector<std::pair<IpAddress, Index>>> byVpc{}; ///< sorted
    };
    const Senders& senders() const;

    /// The drawn subnet as the walker numbers it; noIndex for another id.
    Index subnetOf(const ResourceId& id) const;
    Index vpcOf(const ResourceId& id) const;

    /// Whether the subnet's table leads to an internet gateway: that alone makes a subnet public,
    /// whatever its name or its automatic addresses say (AWS VPC User Guide, "Subnet types").
    bool isPublic(Index subnet) const;

    /// Takes over the walks after an edit that replaced these resources by others (RuleContext
    /// says which edits that may be). Returns the ends of connections that were walked again.
    std::vector<ResourceId>
    follow(const std::vector<std::pair<const Resource*, const Resource*>>& replaced,
           const Traces& traces);

private:
    std::vector<const Resource*> targetsOf(const Resource& group) const;

    const RuleContext& m_context;
    const Network& m_network;
    std::unordered_map<ResourceId, Index> m_subnets;
    std::unordered_map<ResourceId, Index> m_vpcs;
    std::vector<bool> m_isPublicTable;
    using Connections = std::unordered_map<ResourceId, std::vector<const Connection*>>;
    mutable std::optional<Connections> m_incoming;
    mutable std::optional<Connections> m_outgoing;
    mutable std::optional<Senders> m_senders;
    mutable std::optional<Traces> m_traces; ///< walked when asked for, unless somebody has
    mutable std::optional<std::vector<TracedConnection>> m_traffic;
    mutable std::optional<std::vector<Forwarding>> m_forwardings;
};

/// A member of one rule or route; nothing where there is no such number.
std::optional<int> memberNumber(const Json& object, std::string_view member);
/// A whole number; nothing for anything else.
std::optional<int> integerIn(const Json& value);

} // namespace skydraft
