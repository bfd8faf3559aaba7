// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/flow_end.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"

#include <algorithm>

namespace skydraft {
namespace {

Cidr rangeFrom(const Network& network, const Resource& resource)
{
    const auto address = IpAddress::parse(textOf(network.catalogue(), resource, "address"));
    return address ? Cidr::of(*address, address->bits()) : anyInternetAddress;
}

Cidr rangeOfService(const NetworkModel& model, const std::string& service)
{
    for (const PrefixListModel& list : model.prefixLists)
        if (list.managedService == service && !list.blocks.empty())
            return list.blocks.front();
    return anyInternetAddress;
}

bool isPrivateAddress(const IpAddress& address)
{
    return address.isRfc1918() || address.isRfc6598();
}

WalkEnd outside(const ResourceId& component, const char* kind, const Cidr& range)
{
    return {.component = component, .kind = kind, .range = range};
}

std::vector<WalkEnd> interfacesOf(const NetworkModel& model, const ResourceId& id)
{
    std::vector<WalkEnd> ends;
    if (const auto found = model.interfacesOf.find(id); found != model.interfacesOf.end())
        for (const Index number : found->second)
            ends.push_back({.interface = number,
                            .component = id,
                            .kind = "interface",
                            .ephemeralPorts = at(model.interfaces, number).ephemeralPorts});
    return ends;
}

bool names(const std::vector<ResourceId>& ids, const ResourceId& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// The attachment of a transit gateway at which the tunnel of `host` ends: where the VPC near it is
/// attached too before others. A VPN gateway of that VPC comes first.
void findTunnel(const NetworkModel& model, const ResourceId& host, Index nearVpc, WalkEnd& end)
{
    const Index own = nearVpc == noIndex ? noIndex : at(model.vpcs, nearVpc).vpnGateway;
    if (own != noIndex && names(at(model.vpnGateways, own).connectedTo, host))
        return;
    for (std::size_t i = 0; i < model.transitGateways.size(); ++i) {
        const auto& attachments = model.transitGateways[i].attachments;
        const bool isNear = std::any_of(attachments.begin(), attachments.end(),
                                        [&](const TransitAttachment& joined) {
                                            return joined.vpc != noIndex && joined.vpc == nearVpc;
                                        });
        for (std::size_t n = 0; n < attachments.size(); ++n) {
            const ResourceId& attached = attachments[n].attached;
            const auto gateway = std::find_if(
                model.vpnGateways.begin(), model.vpnGateways.end(),
                [&](const VpnGatewayModel& candidate) { return candidate.id == attached; });
            const bool isIts =
                attached == host
                || (gateway != model.vpnGateways.end() && names(gateway->connectedTo, host));
            if (isIts && (end.attachment == noIndex || isNear)) {
                end.transitGateway = static_cast<Index>(i);
                end.attachment = static_cast<Index>(n);
            }
        }
    }
}

/// A host beside AWS: through the VPN gateway of the VPC or the transit gateway where one is drawn
/// or where only a private address is known, over the internet otherwise.
WalkEnd onPremises(const Network& network, const Resource& host, Index nearVpc)
{
    const NetworkModel& model = network.model();
    WalkEnd end = outside(host.id, "on-premises", rangeFrom(network, host));
    const auto around = Cidr::parse(textOf(network.catalogue(), host, "network_cidr"));
    if (end.range == anyInternetAddress && around)
        end.range = *around;
    const bool isKnown = end.range != anyInternetAddress;
    const Index gateway = nearVpc == noIndex ? noIndex : at(model.vpcs, nearVpc).vpnGateway;
    findTunnel(model, host.id, nearVpc, end);
    end.isPrivate = isKnown ? isPrivateAddress(end.range.base)
                            : gateway != noIndex || end.attachment != noIndex;
    if (isKnown || !end.isPrivate)
        return end;
    end.range =
        Cidr::of(IpAddress::v4(0xC0A80000U), 16); // 192.168.0.0/16 where no route tells more
    for (const RouteTableModel& table : model.tables)
        for (const RouteModel& route : table.routes)
            if (table.vpc == nearVpc && route.kind == TargetKind::VpnGateway
                && !route.blocks.empty()) {
                end.range = route.blocks.front();
                return end;
            }
    return end;
}

Result<ResolvedEnd> noEnd(const Resource& resource, const ServiceType& type, Side side)
{
    const Text text =
        side == Side::From
            ? MODEL_TEXT("Trace", "%1 is of type %2, which sends no packets of its own")
            : MODEL_TEXT("Trace", "%1 is of type %2, which receives no packets itself");
    return fail(ErrorCode::WrongReference, text.with(displayName(resource)).with(type.name));
}

Result<ResolvedEnd> resolveResource(const Network& network, const ResourceId& id, Side side,
                                    Index nearVpc);

/// What the record stands for: its alias, the first of its targets, or of its addresses. Nothing
/// where the drawing does not tell, and for records that stand for each other.
std::optional<ResolvedEnd> resolveName(const Network& network, const Resource& record,
                                       Index nearVpc)
{
    constexpr std::size_t longestChain = 8;
    std::vector<const Resource*> chain;
    for (const Resource* at = &record; at != nullptr && chain.size() < longestChain;) {
        chain.push_back(at);
        auto ids = idsOf(network.catalogue(), *at, "alias_target");
        if (ids.empty())
            ids = idsOf(network.catalogue(), *at, "targets");
        std::optional<Result<ResolvedEnd>> end;
        if (ids.empty()) {
            for (const ResourceId& text : idsOf(network.catalogue(), *at, "values"))
                if (const auto address = IpAddress::parse(text.value()))
                    end = resolveEnd(network, {.address = address}, Side::To, nearVpc);
        } else if (const Resource* target = network.find(ids.front());
                   target != nullptr
                   && network.catalogue().typeOrGeneric(target->type).role == NetworkRole::Dns) {
            at = target;
            continue;
        } else {
            end = resolveResource(network, ids.front(), Side::To, nearVpc);
        }
        if (!end || !end->has_value())
            return std::nullopt;
        (*end)->names = std::move(chain);
        return std::move(**end);
    }
    return std::nullopt;
}

Result<ResolvedEnd> resolveResource(const Network& network, const ResourceId& id, Side side,
                                    Index nearVpc)
{
    const NetworkModel& model = network.model();
    const Resource* resource = network.find(id);
    if (resource == nullptr)
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Trace", "there is no resource \"%1\"").with(id.value()));
    const ServiceType& type = network.catalogue().typeOrGeneric(resource->type);
    ResolvedEnd end{.resource = resource, .type = &type};
    switch (type.role) {
    case NetworkRole::Interface:
        // A function is called through the API of its service, never through its interface (AWS
        // Lambda Developer Guide, "Giving functions access to resources in a VPC").
        if (type.behaviour == BehaviourKind::Function && side == Side::To) {
            end.ends.push_back(outside(id, "public-service", anyInternetAddress));
            end.ends.back().service = serviceNameOf(type.id);
            return end;
        }
        [[fallthrough]];
    case NetworkRole::Balancer:
    case NetworkRole::ScalingGroup:
        end.ends = interfacesOf(model, id);
        return end;
    case NetworkRole::NatGateway:
        if (side == Side::From)
            return noEnd(*resource, type, side);
        end.ends = interfacesOf(model, id);
        return end;
    case NetworkRole::Endpoint: {
        if (side == Side::From)
            return noEnd(*resource, type, side);
        end.ends = interfacesOf(model, id);
        if (end.ends.empty()) {
            const auto service = serviceNameOf(textOf(network.catalogue(), *resource, "service"));
            end.ends.push_back(outside(id, "public-service", rangeOfService(model, service)));
            end.ends.back().service = service;
        }
        return end;
    }
    case NetworkRole::Clients:
        end.ends.push_back(outside(id, "clients", rangeFrom(network, *resource)));
        return end;
    case NetworkRole::OnPremises:
        end.ends.push_back(onPremises(network, *resource, nearVpc));
        return end;
    case NetworkRole::PublicService: {
        const std::string service = serviceNameOf(type.id);
        end.ends.push_back(outside(id, "public-service", rangeOfService(model, service)));
        end.ends.back().service = service;
        return end;
    }
    case NetworkRole::Cdn:
        end.ends.push_back(outside(id, "cdn", anyInternetAddress));
        end.ends.back().service = "cloudfront";
        return end;
    case NetworkRole::Dns:
        if (side == Side::To)
            if (auto named = resolveName(network, *resource, nearVpc))
                return *std::move(named);
        end.isNameOnly = true;
        return end;
    default:
        return noEnd(*resource, type, side);
    }
}

/// An address in a network beside AWS that the drawing tells of: of a host, behind a VPN gateway,
/// or behind a tunnel of a transit gateway.
std::optional<WalkEnd> officeAddress(const Network& network, const IpAddress& address,
                                     Index nearVpc)
{
    const NetworkModel& model = network.model();
    const Cidr range = Cidr::of(address, address.bits());
    const auto holds = [&](const std::vector<Cidr>& blocks) {
        return std::any_of(blocks.begin(), blocks.end(),
                           [&](const Cidr& block) { return block.contains(address); });
    };
    for (const auto& host : network.architecture().resources()) {
        if (network.catalogue().typeOrGeneric(host->type).role != NetworkRole::OnPremises)
            continue;
        const auto around = Cidr::parse(textOf(network.catalogue(), *host, "network_cidr"));
        if (!around || !around->contains(address))
            continue;
        WalkEnd end = onPremises(network, *host, nearVpc);
        end.range = range;
        end.isPrivate = true;
        return end;
    }
    const Index own = nearVpc == noIndex ? noIndex : at(model.vpcs, nearVpc).vpnGateway;
    for (std::size_t i = 0; i < model.vpnGateways.size(); ++i) {
        const VpnGatewayModel& gateway = model.vpnGateways[i];
        if (!holds(gateway.remoteBlocks) || (own != noIndex && own != static_cast<Index>(i)))
            continue;
        WalkEnd end =
            outside(gateway.connectedTo.empty() ? ResourceId() : gateway.connectedTo.front(),
                    "on-premises", range);
        end.isPrivate = true;
        return end;
    }
    for (std::size_t i = 0; i < model.transitGateways.size(); ++i) {
        const TransitGatewayModel& gateway = model.transitGateways[i];
        for (std::size_t n = 0; n < gateway.attachments.size(); ++n) {
            const TransitAttachment& joined = gateway.attachments[n];
            const bool isRouted = std::any_of(
                gateway.routes.begin(), gateway.routes.end(), [&](const TransitRoute& route) {
                    return route.attachment == static_cast<Index>(n) && holds(route.blocks)
                           && route.blocks.front().length > 0;
                });
            if (joined.kind != TransitAttachment::Kind::Vpn || !(isRouted || holds(joined.blocks)))
                continue;
            WalkEnd end = outside(joined.attached, "on-premises", range);
            end.isPrivate = true;
            end.transitGateway = static_cast<Index>(i);
            end.attachment = static_cast<Index>(n);
            return end;
        }
    }
    for (const RouteTableModel& table : model.tables)
        for (const RouteModel& route : table.routes)
            if (route.kind == TargetKind::VpnGateway && table.vpc == nearVpc && holds(route.blocks)
                && route.blocks.front().length > 0) {
                WalkEnd end = outside({}, "on-premises", range);
                end.isPrivate = true;
                return end;
            }
    return std::nullopt;
}

Result<ResolvedEnd> resolveAddress(const Network& network, const IpAddress& address, Side side,
                                   Index nearVpc, Other other)
{
    const NetworkModel& model = network.model();
    Index byPrivate = noIndex;
    Index byPublic = noIndex;
    for (std::size_t i = 0; i < model.interfaces.size(); ++i) {
        const InterfaceModel& interface = model.interfaces[i];
        const auto& others = interface.otherAddresses;
        const bool isOther = std::find(others.begin(), others.end(), address) != others.end();
        const bool isOwn = interface.address == address || interface.ipv6Address == address
                           || (isOther && isPrivateAddress(address));
        if (isOwn
            && (byPrivate == noIndex
                || (interface.vpc == nearVpc && at(model.interfaces, byPrivate).vpc != nearVpc)))
            byPrivate = static_cast<Index>(i);
        if ((interface.publicAddress == address || isOther) && !isOwn && byPublic == noIndex)
            byPublic = static_cast<Index>(i);
    }
    ResolvedEnd end;
    const Index found = byPrivate != noIndex ? byPrivate : byPublic;
    const bool isFromOutside = side == Side::To && nearVpc == noIndex
                               && address.family == IpFamily::V4 && other != Other::BehindTunnel;
    if (found != noIndex && (byPrivate == noIndex || !isFromOutside)) {
        const InterfaceModel& interface = at(model.interfaces, found);
        end.ends.push_back({.interface = found,
                            .component = interface.owner,
                            .kind = "interface",
                            .isByPublicAddress = byPrivate == noIndex,
                            .isByPrivateAddress = byPrivate != noIndex,
                            .ephemeralPorts = interface.ephemeralPorts});
        return end;
    }
    if (auto office = officeAddress(network, address, nearVpc);
        office
        && (isPrivateAddress(address) || office->attachment != noIndex || nearVpc != noIndex)) {
        end.ends.push_back(*std::move(office));
        return end;
    }
    if (side == Side::From && isPrivateAddress(address))
        return fail(ErrorCode::WrongReference,
                    MODEL_TEXT("Trace", "nothing in the drawing has the address %1")
                        .with(address.toString()));
    end.isUnknownAddress = true;
    end.ends.push_back(outside({}, "internet", Cidr::of(address, address.bits())));
    return end;
}

} // namespace

Result<ResolvedEnd> resolveEnd(const Network& network, const FlowEnd& end, Side side, Index nearVpc,
                               Other other)
{
    if (end.resource && end.interface)
        return resolveResource(network, *end.resource, side, nearVpc).map([&](ResolvedEnd all) {
            if (*end.interface < all.ends.size())
                all.ends = {all.ends[*end.interface]};
            return all;
        });
    if (end.resource)
        return resolveResource(network, *end.resource, side, nearVpc);
    if (end.isInternet || !end.address) {
        ResolvedEnd internet;
        internet.ends.push_back(outside({}, "internet",
                                        end.address ? Cidr::of(*end.address, end.address->bits())
                                                    : anyInternetAddress));
        return internet;
    }
    return resolveAddress(network, *end.address, side, nearVpc, other);
}

} // namespace skydraft
