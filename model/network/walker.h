// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/fixes.h"
#include "model/network/network.h"
#include "model/network/network_model.h"
#include "model/network/route_lookup.h"
#include "model/network/security_group_rules.h"
#include "model/network/trace.h"

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace skydraft {

/// The whole IPv4 internet.
inline const Cidr anyInternetAddress = Cidr::of(IpAddress::v4(0), 0);
/// Stands for any internet address where one is needed (TEST-NET-2, RFC 5737).
inline const IpAddress someInternetAddress = IpAddress::v4(0xC633640AU); // 198.51.100.10

/// One end of a walk: an interface, or somewhere outside of the drawn networks.
struct WalkEnd
{
    Index interface = noIndex;
    ResourceId component{}; ///< empty for the internet itself
    std::string kind{}; ///< of its hop: "interface", "internet", "clients", "public-service" …
    Cidr range = anyInternetAddress; ///< outside: every address it may have
    std::string service{};           ///< outside: the AWS service behind the range
    bool isByPublicAddress = false;  ///< inside: the flow names its public address
    bool isPrivate = false; ///< outside: reached through a VPN gateway, not through the internet
    PortRange ephemeralPorts = hostEphemeralPorts;
};

/// A question that a packet puts to a filter on its way.
struct FilterQuestion
{
    enum class Kind
    {
        Groups,
        Acl,
        Listener
    };
    enum class Way
    {
        Request,
        Answer
    };
    Kind kind = Kind::Groups;
    Index place = noIndex; ///< an interface; for Acl a network ACL
    Direction direction = Direction::Ingress;
    Way way = Way::Request;
    Peer peer{};             ///< the other end as the filter sees it
    PortRange answerPorts{}; ///< for Answer: every one of them must pass
};

/// What a walk would ask, where it does not ask itself.
struct PathOutline
{
    std::vector<FilterQuestion> questions{}; ///< in order of the hops
    bool dependsOnProtocol = false;          ///< packets of another protocol may go another way
};

struct WalkRequest
{
    WalkEnd from{};
    WalkEnd to{};
    Protocol protocol = Protocol::Any;
    PortRange ports{}; ///< destination ports; all of them where the flow names none
    std::optional<Cidr> preservedSource{}; ///< a balancer in `from` keeps these client addresses
    /// Set: filters are not asked but noted here, and no hop is described. What blocks for other
    /// reasons still is a need.
    PathOutline* outline = nullptr;
};

struct WalkResult
{
    std::vector<Hop> forward{};
    std::vector<Hop> back{};
    std::vector<Need> needs{};
    Text unknown{}; ///< not empty where the way cannot be followed to its end
};

/// Follows one packet from interface to interface and its answer back. A block is noted and the
/// walk goes on as if it were mended.
WalkResult walk(const Network& network, const WalkRequest& request);

/// The client's addresses that a transparent balancer leaves in the packets.
Cidr clientsOf(const NetworkModel& model, const InterfaceModel& node);

/// Whether a balancer's listener takes packets for all of `ports`; for the whole range of ports,
/// whether it takes any.
bool listensOn(const Json& listener, Protocol protocol, const PortRange& ports);

/// How a packet left a VPC towards an address outside of it.
struct Departure
{
    enum class Way
    {
        Nowhere,
        InternetGateway,
        Translator,
        Endpoint,
        VpnGateway
    };
    Way way = Way::Nowhere;
    ResourceId gateway{};
    Index translator = noIndex;       ///< interface of a NAT gateway or NAT instance
    Cidr source = anyInternetAddress; ///< what the other side sees
    PortRange ephemeralPorts = hostEphemeralPorts;
};

class Walker
{
public:
    Walker(const Network& network, const WalkRequest& request);
    WalkResult run();

private:
    // walker.cpp: the order of hops
    void walkPrivately();
    void walkThroughEndpoint(Index endpoint);
    void walkPublicly();
    bool isPrivatePath() const;
    void arriveAt(Index interface);
    void checkListener(const InterfaceModel& node);

    // walker_checks.cpp: one check each
    void note(std::vector<Hop>& hops, const ResourceId& component, const char* kind,
              const char* direction, Decision decision, Text rule) const;
    void block(std::vector<Hop>& hops, const ResourceId& component, const char* kind,
               const char* direction, const char* code, Text rule, Remedy remedy);
    void noteInterface(std::vector<Hop>& hops, Index interface) const;
    void noteOutside(std::vector<Hop>& hops, const WalkEnd& end) const;
    void checkGroups(std::vector<Hop>& hops, Index interface, Direction direction, const Peer& peer,
                     const std::string& wantedPeer, const std::vector<Index>* lostGroups = nullptr);
    void noteStateful(Index interface, Direction direction);
    enum class Way
    {
        Request,
        Answer
    };
    void checkAcl(Index subnet, Direction direction, const Cidr& range, Way way,
                  const PortRange& ports);
    void routeWithinOrPeer(Index fromSubnet, Index toInterface, Way way);
    void routeToPeer(std::vector<Hop>& hops, Index fromSubnet, Index toInterface,
                     const RouteChoice& choice);
    std::tuple<ResourceId, const char*, Text> whyNoPeer(const RouteChoice& choice, Index fromSubnet,
                                                        Index there, const Cidr& wanted,
                                                        bool isPeered) const;
    void blockPending(std::vector<Hop>& hops, const ResourceId& peering);
    void noteRoute(std::vector<Hop>& hops, Index subnet, const RouteChoice& choice) const;
    Cidr subnetAround(const Cidr& range) const;
    ResourceId tableComponent(Index subnet) const;

    // walker_public.cpp: ways out of and into a VPC
    Departure depart(Index interface, const WalkEnd& destination);
    Departure departBy(const RouteChoice& choice, Index interface, const WalkEnd& destination);
    Departure departWithoutRoute(const RouteChoice& choice, Index interface,
                                 const WalkEnd& destination);
    Departure departThroughInternetGateway(Index interface);
    Departure departThroughTranslator(Index interface, Index translator,
                                      const WalkEnd& destination);
    void answerArrives(Index interface, const WalkEnd& destination, const Departure& departure);
    void enter(Index interface, const Cidr& source, const WalkEnd& from,
               const std::vector<Index>* lostGroups);
    void answerLeaves(Index interface, const Cidr& source, const PortRange& ephemeralPorts,
                      const WalkEnd& from, std::optional<Index> tableInUse);
    void checkGatewayRoute(std::vector<Hop>& hops, Index subnet, const IpAddress& address,
                           TargetKind wanted, std::optional<Index> tableInUse);
    void leaveAws(const WalkEnd& destination, const Departure& departure);
    // walker_routes.cpp: which way out a route table gives, or should
    Remedy routeOutFor(const RouteChoice& choice, Index interface,
                       const WalkEnd& destination) const;
    std::pair<const char*, Text> whyNoWay(const RouteChoice& choice, Index interface,
                                          const WalkEnd& destination) const;
    Index usableNatGateway(Index interface) const;
    std::optional<Index> translatorOf(const RouteModel& route) const;

    // names and addresses
    const InterfaceModel& interfaceAt(Index number) const { return at(m_model.interfaces, number); }
    Cidr rangeOf(Index interface, Index other) const;
    IpAddress sampleOf(const WalkEnd& end) const;
    std::string ruleSource(Index interface, Index other) const;
    std::string nameOf(const ResourceId& id) const;
    std::string nameOf(const Cidr& range) const;
    Probe probe(Way way, const PortRange& ports) const;
    /// For what depends on the protocol besides the filters.
    Protocol protocolOfWay() const;
    bool crossesSubnets(const InterfaceModel& from, const InterfaceModel& to) const;

    const Network& m_network;
    const NetworkModel& m_model;
    const WalkRequest& m_request;
    WalkResult m_result;
};

} // namespace skydraft
