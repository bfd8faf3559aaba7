// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/trace.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/network/fixes.h"
#include "model/network/flow_end.h"
#include "model/network/target_groups.h"
#include "model/network/trace_checks.h"
#include "model/network/walker.h"

#include <algorithm>
#include <array>
#include <set>

namespace skydraft {
namespace {

constexpr std::array<std::pair<Protocol, std::string_view>, 4> protocols{{
    {Protocol::Any, "any"},
    {Protocol::Tcp, "tcp"},
    {Protocol::Udp, "udp"},
    {Protocol::Icmp, "icmp"},
}};

constexpr int httpsPort = 443;

Trace nameOnly(const ResolvedEnd& from, const ResolvedEnd& to)
{
    Trace result{.verdict = Verdict::Reachable};
    for (const ResolvedEnd* end : {&from, &to}) {
        Hop hop{.kind = end->isNameOnly ? "dns" : "interface"};
        if (end->resource != nullptr)
            hop.component = end->resource->id;
        if (end->isNameOnly)
            hop.rule = MODEL_TEXT(
                "Trace", "names are resolved outside of the VPC; packets follow the answer");
        result.forward.push_back(std::move(hop));
    }
    result.back.assign(result.forward.rbegin(), result.forward.rend());
    return result;
}

struct Walked
{
    Trace trace{};
    bool mayInterfere = false;
};

/// Whether mending one way may close another: two routes of one VPC may be in one table, and a
/// main table that is drawn anew serves other subnets too.
bool mayInterfere(const NetworkModel& model, const std::vector<Need>& needs)
{
    std::set<Index> vpcs;
    for (const Need& need : needs)
        if (const auto* route = std::get_if<AddRoute>(&need.remedy)) {
            const SubnetModel& subnet = at(model.subnets, route->subnet);
            if (subnet.id.empty() || !vpcs.insert(subnet.vpc).second
                || route->kind == TargetKind::TransitGateway)
                return true;
        } else if (std::holds_alternative<RemoveRoute>(need.remedy)
                   || std::holds_alternative<AddListener>(need.remedy)
                   || std::holds_alternative<SetAttachment>(need.remedy)
                   || std::holds_alternative<SetTransitRoute>(need.remedy)) {
            return true;
        }
    return false;
}

/// Walks of all pairs of interfaces as one answer: every one must pass. Shows the first that does
/// not, or the first of all.
class Answer
{
public:
    void add(WalkResult walked)
    {
        const int gravity = !walked.needs.empty() ? 2 : !walked.unknown.empty() ? 1 : 0;
        if (gravity > m_gravity) {
            m_gravity = gravity;
            m_shown.forward = std::move(walked.forward);
            m_shown.back = std::move(walked.back);
            m_shown.unknown = walked.unknown;
        }
        for (Need& need : walked.needs) {
            if (!m_known.insert(keyOf(need)).second)
                continue;
            m_listed.push_back(need.block);
            m_needs.push_back(std::move(need));
        }
    }

    Verdict verdict() const
    {
        return m_gravity == 2   ? Verdict::Blocked
               : m_gravity == 1 ? Verdict::Unknown
                                : Verdict::Reachable;
    }

    Walked finish(const Network& network)
    {
        Trace result{.verdict = verdict()};
        if (result.verdict == Verdict::Unknown)
            result.reason = m_shown.unknown;
        result.forward = std::move(m_shown.forward);
        result.back = std::move(m_shown.back);
        result.blockedBy = std::move(m_listed);
        if (!m_needs.empty())
            result.fixes = planFixes(network, m_needs);
        return {std::move(result), mayInterfere(network.model(), m_needs)};
    }

private:
    int m_gravity = -1;
    WalkResult m_shown;
    std::vector<Need> m_needs;
    std::vector<Block> m_listed;
    std::set<std::string> m_known;
};

struct BothEnds
{
    ResolvedEnd from{};
    ResolvedEnd to{};
    IpFamily family = IpFamily::V4;
};

/// IPv6 where one of the ends is named by an IPv6 address.
IpFamily familyOf(const Flow& flow)
{
    for (const FlowEnd* end : {&flow.from, &flow.to})
        if (end->address && end->address->family == IpFamily::V6)
            return IpFamily::V6;
    return IpFamily::V4;
}

Answer walkAll(const Network& network, const BothEnds& ends, Protocol protocol,
               const PortRange& ports)
{
    const auto& [from, to, family] = ends;
    std::vector<Registration> registrations;
    const bool isBalanced = from.type != nullptr && from.type->role == NetworkRole::Balancer;
    if (isBalanced && to.resource != nullptr)
        registrations = registrationsOf(network, *from.resource, *to.resource);
    const auto usedRegistration = std::find_if(
        registrations.begin(), registrations.end(), [&](const Registration& registration) {
            return ports.contains({registration.port, registration.port});
        });
    const bool isWrongPort = !registrations.empty() && usedRegistration == registrations.end()
                             && protocol != Protocol::Any && protocol != Protocol::Icmp;
    const bool isKept =
        isBalanced && from.type->preservesClientAddress
        && (registrations.empty()
            || (usedRegistration == registrations.end() ? registrations.front() : *usedRegistration)
                   .keepsClientAddress);
    const bool isOrigin = isVpcOrigin(network, from, to);
    Answer answer;
    for (const WalkEnd& sender : from.ends)
        for (const WalkEnd& receiver : to.ends) {
            const ZoneChoice zones =
                isBalanced ? choiceOf(network, from, sender, receiver) : ZoneChoice::Sends;
            if (zones == ZoneChoice::SendsElsewhere)
                continue;
            WalkRequest request{.from = sender,
                                .to = receiver,
                                .protocol = protocol,
                                .ports = ports,
                                .family = family};
            if (isKept && sender.interface != noIndex && receiver.interface != noIndex)
                request.preservedSource =
                    clientsOf(network.model(), at(network.model().interfaces, sender.interface));
            if (isOrigin)
                enterAsOrigin(network.model(), request);
            WalkResult walked = walk(network, request);
            checkOutsideTarget(walked, from, to, request);
            askNames(network, walked, to, request);
            if (zones == ZoneChoice::NoNode)
                stopInOtherZone(network, walked, from, receiver);
            if (isWrongPort) {
                const Registration& first = registrations.front();
                Remedy remedy;
                if (!first.property.empty() && ports.from == ports.to && ports.from > 0)
                    remedy = SetValues{first.owner,
                                       {{first.property, ports.from}},
                                       MODEL_TEXT("Fix", "Send the requests of %1 to port %2")
                                           .with(displayName(*network.find(first.owner)))
                                           .with(ports.from)};
                stop(walked, first.owner, "target-group", "TARGET_PORT_RESTRICTION",
                     MODEL_TEXT("Trace", "requests go to port %1, not to %2")
                         .with(first.port)
                         .with(portsInWords(protocol, ports)),
                     std::move(remedy));
            }
            answer.add(std::move(walked));
        }
    return answer;
}

bool isWithoutPackets(const BothEnds& ends)
{
    const bool isInvocation = ends.to.type != nullptr && ends.from.type != nullptr
                              && ends.from.type->role == NetworkRole::Balancer
                              && ends.to.type->behaviour == BehaviourKind::Function;
    return ends.from.isNameOnly || ends.to.isNameOnly || isInvocation;
}

PortRange portsOf(Protocol protocol, std::optional<int> port)
{
    return port && protocol != Protocol::Icmp ? PortRange{*port, *port} : PortRange{};
}

/// The port that a target listens on by default; for a balancer's target the one it sends to.
std::optional<std::pair<Protocol, int>> defaultPort(const Network& network, const ResolvedEnd& from,
                                                    const ResolvedEnd& to, Protocol wanted)
{
    if (to.resource == nullptr)
        return std::nullopt;
    const auto fits = [&](Protocol protocol) {
        return wanted == Protocol::Any || wanted == protocol;
    };
    if (from.type != nullptr && from.type->role == NetworkRole::Balancer && fits(Protocol::Tcp))
        if (const auto ways = registrationsOf(network, *from.resource, *to.resource); !ways.empty())
            return std::pair{Protocol::Tcp, ways.front().port};
    if (to.type->role == NetworkRole::Balancer)
        for (const Json& listener : valueOf(network.catalogue(), *to.resource, "listeners")) {
            const Protocol protocol =
                memberOf(listener, "protocol") == "udp" ? Protocol::Udp : Protocol::Tcp;
            const Json port = memberOf(listener, "port");
            if (fits(protocol))
                return std::pair{protocol, port.is_number_integer() ? port.get<int>() : 80};
        }
    // A member of a group listens where its launch template says.
    const Resource* listening = to.resource;
    if (to.type->role == NetworkRole::ScalingGroup)
        for (const ResourceId& id : idsOf(network.catalogue(), *to.resource, "launch_template"))
            if (const Resource* launch = network.find(id))
                listening = launch;
    const Json own = valueOf(network.catalogue(), *listening, "port");
    if (own.is_number_integer() && own.get<int>() > 0 && fits(Protocol::Tcp))
        return std::pair{Protocol::Tcp, own.get<int>()};
    // The APIs of AWS's services are HTTPS, also where a bucket answers on 80 too.
    if (to.type->role == NetworkRole::PublicService && fits(Protocol::Tcp))
        return std::pair{Protocol::Tcp, httpsPort};
    for (const ListeningPort& port : to.type->ports) {
        const auto protocol = protocolFrom(port.protocol).value_or(Protocol::Tcp);
        const bool applies =
            port.property.empty()
            || textOf(network.catalogue(), *to.resource, port.property) == port.value;
        if (applies && fits(protocol))
            return std::pair{protocol, port.port};
    }
    return std::nullopt;
}

Index vpcOf(const Network& network, const ResolvedEnd& end)
{
    if (end.ends.empty() || end.ends.front().interface == noIndex)
        return noIndex;
    return at(network.model().interfaces, end.ends.front().interface).vpc;
}

Result<BothEnds> resolveBoth(const Network& network, const Flow& flow)
{
    // The sender first; a sender known only beside its receiver (a host behind a VPN) once more.
    auto from = resolveEnd(network, flow.from, Side::From, noIndex);
    if (!from)
        return tl::unexpected(from.error());
    const bool isTunnel = !from->ends.empty() && from->ends.front().isPrivate;
    auto to = resolveEnd(network, flow.to, Side::To, vpcOf(network, *from),
                         isTunnel ? Other::BehindTunnel : Other::Anywhere);
    if (!to)
        return tl::unexpected(to.error());
    auto again = resolveEnd(network, flow.from, Side::From, vpcOf(network, *to));
    if (!again)
        return tl::unexpected(again.error());
    BothEnds ends{std::move(*again), std::move(*to), familyOf(flow)};
    if (ends.family == IpFamily::V6)
        for (ResolvedEnd* end : {&ends.from, &ends.to})
            for (WalkEnd& place : end->ends)
                if (place.interface == noIndex && place.range.base.family == IpFamily::V4)
                    place.range = anyIpv6Address;
    return ends;
}

Walked traceBoth(const Network& network, const BothEnds& ends, Protocol protocol,
                 std::optional<int> port)
{
    if (isWithoutPackets(ends))
        return {nameOnly(ends.from, ends.to), false};
    return walkAll(network, ends, protocol, portsOf(protocol, port)).finish(network);
}

/// A balancer that lists no subnets takes those that are public, so that a route may move it into
/// further ones.
bool movesWithRoutes(const Network& network, const ResolvedEnd& end)
{
    return end.type != nullptr && end.type->role == NetworkRole::Balancer
           && idsOf(network.catalogue(), *end.resource, "subnets").empty();
}

/// traceBoth, with the fixes completed where they change the way that packets take and lead them
/// past another ACL or another table: what blocks there is mended too. This compiles the mended
/// drawing, so it is done only where it may matter.
Trace traceToTheEnd(const Network& network, const Flow& flow, const BothEnds& ends,
                    Protocol protocol, std::optional<int> port)
{
    Walked first = traceBoth(network, ends, protocol, port);
    Trace result = std::move(first.trace);
    constexpr int maximumRounds = 3;
    Architecture mended = network.architecture();
    const bool mayMove = first.mayInterfere || movesWithRoutes(network, ends.from)
                         || movesWithRoutes(network, ends.to);
    std::vector<Fix> next = mayMove ? result.fixes : std::vector<Fix>();
    for (int round = 0; round < maximumRounds && !next.empty(); ++round) {
        for (const Fix& fix : next)
            if (auto applied = apply(network.catalogue(), mended, fix.edit))
                mended = applied->architecture;
        const Network after(network.catalogue(), mended);
        const auto moved = resolveBoth(after, flow);
        if (!moved)
            break;
        next = traceBoth(after, *moved, protocol, port).trace.fixes;
        result.fixes.insert(result.fixes.end(), next.begin(), next.end());
    }
    return result;
}

/// Gateways stand on the way, not at its end: an arrow to one means the internet behind it.
FlowEnd endOfConnection(const Network& network, const ResourceId& id)
{
    const Resource* resource = network.find(id);
    if (resource == nullptr)
        return {.resource = id};
    switch (network.catalogue().typeOrGeneric(resource->type).role) {
    case NetworkRole::InternetGateway:
    case NetworkRole::NatGateway:
    case NetworkRole::EgressOnlyGateway:
        return {.isInternet = true};
    default:
        return {.resource = id};
    }
}

} // namespace

Cidr clientsOf(const NetworkModel& model, const InterfaceModel& node)
{
    if (node.publicAddress)
        return anyInternetAddress;
    if (node.vpc == noIndex)
        return Cidr::of(IpAddress::v4(0x0A000000U), 16);
    return at(model.vpcs, node.vpc).blocks.front();
}

std::string_view toString(Protocol protocol)
{
    for (const auto& [value, name] : protocols)
        if (value == protocol)
            return name;
    return {};
}

std::optional<Protocol> protocolFrom(std::string_view text)
{
    if (text == "all" || text == "-1")
        return Protocol::Any;
    for (const auto& [value, name] : protocols)
        if (name == text)
            return value;
    return std::nullopt;
}

Verdict verdictOf(const Network& network, const Flow& flow)
{
    const auto ends = resolveBoth(network, flow);
    if (!ends)
        return Verdict::Blocked;
    if (isWithoutPackets(*ends))
        return Verdict::Reachable;
    return walkAll(network, *ends, flow.protocol, portsOf(flow.protocol, flow.port)).verdict();
}

Result<Trace> trace(const Network& network, const Flow& flow)
{
    const auto ends = resolveBoth(network, flow);
    if (!ends)
        return tl::unexpected(ends.error());
    std::optional<int> port = flow.port;
    Protocol protocol = flow.protocol;
    const bool hasPorts = protocol == Protocol::Tcp || protocol == Protocol::Udp;
    if (protocol == Protocol::Any && port)
        protocol = Protocol::Tcp;
    else if (hasPorts && !port)
        if (const auto known = defaultPort(network, ends->from, ends->to, protocol))
            port = known->second;
    return traceToTheEnd(network, flow, *ends, protocol, port);
}

Result<Trace> traceConnection(const Network& network, const Connection& connection)
{
    const Flow flow{.from = endOfConnection(network, connection.from),
                    .to = endOfConnection(network, connection.to)};
    const auto ends = resolveBoth(network, flow);
    if (!ends)
        return tl::unexpected(ends.error());
    const Json name = memberOf(connection.properties, "protocol");
    const Json given = memberOf(connection.properties, "port");
    const std::string text = name.is_string() ? name.get<std::string>() : std::string();
    std::optional<int> port;
    if (given.is_number_integer())
        port = given.get<int>();
    if (text == "http" || text == "https") {
        const int usual = text == "http" ? 80 : 443;
        return traceToTheEnd(network, flow, *ends, Protocol::Tcp, port.value_or(usual));
    }
    Protocol protocol = protocolFrom(text).value_or(Protocol::Any);
    if (protocol == Protocol::Icmp)
        return traceToTheEnd(network, flow, *ends, protocol, std::nullopt);
    if (port)
        return traceToTheEnd(network, flow, *ends,
                             protocol == Protocol::Any ? Protocol::Tcp : protocol, port);
    if (const auto known = defaultPort(network, ends->from, ends->to, protocol))
        return traceToTheEnd(network, flow, *ends, known->first, known->second);
    // Nothing says a port: what goes out to the internet is HTTPS.
    return traceToTheEnd(network, flow, *ends, protocol == Protocol::Any ? Protocol::Tcp : protocol,
                         httpsPort);
}

} // namespace skydraft
