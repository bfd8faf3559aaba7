// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/fixes.h"
#include "model/network/network.h"
#include "model/network/network_model.h"
#include "model/network/route_lookup.h"
#include "model/network/security_group_rules.h"
#include "model/network/target_groups.h"
#include "model/network/trace.h"

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace skydraft {

/// The whole IPv4 internet, and the IPv6 one.
inline const Cidr anyInternetAddress = Cidr::of(IpAddress::v4(0), 0);
inline const Cidr anyIpv6Address = Cidr::of(IpAddress{IpFamily::V6, 0, 0}, 0);
/// Stand for any internet address where one is needed (TEST-NET-2, RFC 5737; RFC 3849).
inline const IpAddress someInternetAddress = IpAddress::v4(0xC633640AU); // 198.51.100.10
inline const IpAddress someIpv6Address{IpFamily::V6, 0x2001'0DB8'FFFF'0000U, 0x10U};

/// One end of a walk: an interface, or somewhere outside of the drawn networks.
struct WalkEnd
{
    Index interface = noIndex;
    ResourceId component{}; ///< empty for the internet itself
    std::string kind{}; ///< of its hop: "interface", "internet", "clients", "public-service" …
    Cidr range = anyInternetAddress; ///< outside: every address it may have
    std::string service{};           ///< outside: the AWS service behind the range
    bool isByPublicAddress = false;  ///< inside: the flow names its public address
    bool isByPrivateAddress = false; ///< inside: the flow names its private address
    bool isPrivate = false;          ///< outside: reached through a tunnel, not over the internet
    bool isVpcOrigin = false;        ///< outside: CloudFront, by interfaces of its own in the VPC
    Index transitGateway = noIndex;  ///< of a private one: what its tunnel ends at, else a VPN
    Index attachment = noIndex;      ///< gateway; and its attachment there
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
    IpFamily family = IpFamily::V4;
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

/// Whether a listener of a balancer takes the packets of the request.

/// Follows one packet from interface to interface and its answer back. A block is noted and the
/// walk goes on as if it were mended.
WalkResult walk(const Network& network, const WalkRequest& request);

/// What stands behind a node that ends connections itself: a need where nothing does.
WalkResult askTargets(const Network& network, Index node, Protocol protocol, int port);

/// A transit gateway and one of its attachments.
struct TransitEnd
{
    Index gateway = noIndex;
    Index attachment = noIndex;

    bool operator==(const TransitEnd&) const = default;
};

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
        VpnGateway,
        TransitGateway
    };
    Way way = Way::Nowhere;
    ResourceId gateway{};
    Index translator = noIndex;       ///< interface of a NAT gateway or NAT instance
    TransitEnd exit{};                ///< where the packet left a transit gateway
    Cidr source = anyInternetAddress; ///< what the other side sees
    PortRange ephemeralPorts = hostEphemeralPorts;
};

class Walker
{
public:
    Walker(const Network& network, const WalkRequest& request);
    WalkResult run();
    WalkResult askTargets(Index node);

private:
    // walker.cpp: the order of hops
    void walkPrivately();
    Index answerPrivately(const Cidr& target, const Cidr& source, const PortRange& ports);
    void checkGroupsBetween(Direction direction, const Cidr& range);
    void checkOwnAddress(std::vector<Hop>& hops, Index interface);
    void walkThroughEndpoint(Index endpoint);
    void walkPublicly();
    bool isPrivatePath() const;
    void arriveAt(Index interface, const Cidr& source);
    void checkListener(const InterfaceModel& node);
    // walker_targets.cpp: what stands behind a balancer's listener
    void checkTargets(Index node, const Cidr& source);
    void passOn(Index node, const Cidr& source, const Resource& balancer,
                const std::vector<const Resource*>& targets);
    WalkResult walkToTarget(Index node, Index target, const Registration& registration,
                            const Cidr& source) const;
    const Resource* usedTargetGroup(const Resource& balancer) const;
    bool isInOtherZone(Index node, Index target) const;

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
    void noteRoute(std::vector<Hop>& hops, Index subnet, const RouteChoice& choice) const;
    Cidr subnetAround(const Cidr& range) const;
    ResourceId tableComponent(Index subnet) const;
    bool namesUnknownGroup(Index interface, Direction direction, const Probe& packet) const;

    // walker_between.cpp: the way from one subnet to an interface elsewhere
    struct Leg
    {
        Way way = Way::Request;
        Cidr source{};
        Cidr target{};
        PortRange ports{};
    };
    std::vector<Hop>& hopsOf(const Leg& leg);
    Index carry(Index fromSubnet, Index toInterface, const Leg& leg);
    Index carryInside(Index fromSubnet, Index toInterface, const RouteChoice& choice,
                      const Leg& leg);
    Index carryToPeer(Index fromSubnet, Index toInterface, const RouteChoice& choice,
                      const Leg& leg);
    std::tuple<ResourceId, const char*, Text> whyNoPeer(const RouteChoice& choice, Index fromSubnet,
                                                        Index there, const Cidr& wanted,
                                                        bool isPeered) const;
    void blockPending(std::vector<Hop>& hops, const ResourceId& peering);
    const PeeringModel* peeringBetween(Index here, Index there) const;
    bool isUndescribed(std::vector<Hop>& hops, Index subnet, const RouteChoice& choice);
    const char* whyReferencesAreLost(Direction direction) const;

    // walker_middlebox.cpp: hosts and private NAT gateways that pass packets on
    Index carryThroughMiddlebox(Index fromSubnet, Index box, Index toInterface,
                                const RouteChoice& choice, const Leg& leg);
    void passMiddlebox(Index fromSubnet, Index box, const Leg& leg);
    bool isPrivateNat(const RouteModel* route, Index fromSubnet, Index toInterface) const;
    Index carryThroughPrivateNat(Index fromSubnet, Index translator, Index toInterface,
                                 const RouteChoice& choice, const Leg& leg);

    // walker_transit.cpp: transit gateways
    std::optional<TransitEnd> transitEndOf(Index gateway, Index vpc) const;
    Index commonTransitGateway(Index here, Index there) const;
    Index carryThroughTransitGateway(Index fromSubnet, Index toInterface, Index gateway,
                                     const Leg& leg);
    Index enterTransitGateway(Index fromSubnet, Index gateway, const Leg& leg);
    std::optional<TransitEnd> crossTransitGateway(const TransitEnd& entry,
                                                  const std::optional<TransitEnd>& wanted,
                                                  const IpAddress& address, const Leg& leg);
    std::optional<TransitEnd> followTransitRoute(const TransitEnd& entry, const std::string& table,
                                                 const TransitChoice& choice,
                                                 const std::optional<TransitEnd>& wanted,
                                                 const IpAddress& address, const Leg& leg);
    std::optional<TransitEnd> mendTransitRoute(const TransitEnd& entry, const std::string& table,
                                               const TransitChoice& choice,
                                               const std::optional<TransitEnd>& wanted,
                                               const IpAddress& address, const Leg& leg);
    Index leaveTransitGateway(const TransitEnd& exit, const std::string& zone, Index toInterface,
                              const Leg& leg);
    Index attachedSubnet(const TransitAttachment& joined, const std::string& zone) const;
    bool leadsOn(const TransitAttachment& joined, const IpAddress& address) const;
    const TransitAttachment& attachmentAt(const TransitEnd& end) const;
    Departure departThroughTransitGateway(const RouteChoice& choice, Index fromSubnet, Index number,
                                          const WalkEnd& destination);
    Departure departFromAttachment(const TransitEnd& exit, Index fromSubnet, Index number,
                                   const WalkEnd& destination, const Leg& leg);
    void enterFromTransitGateway(Index interface, const Cidr& source, const WalkEnd& from);
    Index answerFromTransitGateway(Index interface, const WalkEnd& destination,
                                   const Departure& departure);
    void answerIntoTransitGateway(Index interface, const Cidr& source,
                                  const PortRange& ephemeralPorts, const WalkEnd& from);

    // walker_public.cpp: ways out of and into a VPC
    Departure depart(Index interface, const WalkEnd& destination);
    Departure departFrom(Index subnet, Index interface, const WalkEnd& destination);
    Departure departBy(const RouteChoice& choice, Index subnet, Index interface,
                       const WalkEnd& destination);
    Departure departByTunnel(const RouteChoice& choice, Index subnet, Index interface,
                             const WalkEnd& destination);
    Departure departByEgressOnlyGateway(const RouteChoice& choice, Index subnet, Index interface);
    Departure departWithoutRoute(const RouteChoice& choice, Index subnet, Index interface,
                                 const WalkEnd& destination);
    Departure departThroughInternetGateway(Index interface);
    Departure departThroughTranslator(Index fromSubnet, Index interface, Index translator,
                                      const WalkEnd& destination);
    void checkPublicAccess(std::vector<Hop>& hops, Index vpc, bool mayLeave);
    std::string ruleFor(const Cidr& range, const std::string& service) const;
    void enterAsOrigin(Index interface);
    void noteDoor(Index interface, const WalkEnd& from);
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
    Departure stopElsewhere(const RouteChoice& choice, Index subnet, Index interface,
                            const WalkEnd& destination);
    Index usableNatGateway(Index interface) const;
    std::optional<Index> translatorOf(const RouteModel& route) const;

    // names and addresses
    const InterfaceModel& interfaceAt(Index number) const { return at(m_model.interfaces, number); }
    IpAddress addressOf(const InterfaceModel& interface) const;
    std::optional<IpAddress> publicAddressOf(const InterfaceModel& interface) const;
    Remedy givePublicAddress(Index interface) const;
    Cidr rangeOf(Index interface, Index other) const;
    IpAddress sampleOf(const WalkEnd& end) const;
    std::string ruleSource(Index interface, Index other) const;
    std::string blockAround(Index interface, Index other) const;
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
    const char* m_lostCode = "SG_REFERENCES_NOT_PRESERVED"; ///< why rules for groups do not match
    bool m_isFromOtherVpc = false;
    bool m_isPublicWalk = false;
    int m_carried = 0;                ///< routers asked so far: packets may go in circles
    std::vector<Index> m_middleboxes; ///< those that passed the request on
    Index m_translator = noIndex;     ///< the private NAT gateway that the request went through
};

} // namespace skydraft
