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

/// A host beside AWS: through the VPN gateway of the VPC where one is drawn or where only a private
/// address is known, over the internet otherwise.
WalkEnd onPremises(const Network& network, const Resource& host, Index nearVpc)
{
    const NetworkModel& model = network.model();
    WalkEnd end = outside(host.id, "on-premises", rangeFrom(network, host));
    const bool isKnown = end.range != anyInternetAddress;
    const Index gateway = nearVpc == noIndex ? noIndex : at(model.vpcs, nearVpc).vpnGateway;
    end.isPrivate = isKnown ? isPrivateAddress(end.range.base) : gateway != noIndex;
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
                                    Index nearVpc)
{
    const NetworkModel& model = network.model();
    const Resource* resource = network.architecture().find(id);
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
        end.isNameOnly = true;
        return end;
    default:
        return noEnd(*resource, type, side);
    }
}

Result<ResolvedEnd> resolveAddress(const Network& network, const IpAddress& address, Side side,
                                   Index nearVpc)
{
    const NetworkModel& model = network.model();
    Index byPrivate = noIndex;
    Index byPublic = noIndex;
    for (std::size_t i = 0; i < model.interfaces.size(); ++i) {
        const InterfaceModel& interface = model.interfaces[i];
        if (interface.address == address
            && (byPrivate == noIndex
                || (interface.vpc == nearVpc && at(model.interfaces, byPrivate).vpc != nearVpc)))
            byPrivate = static_cast<Index>(i);
        if (interface.publicAddress == address && byPublic == noIndex)
            byPublic = static_cast<Index>(i);
    }
    ResolvedEnd end;
    const Index found = byPrivate != noIndex ? byPrivate : byPublic;
    const bool isFromOutside = side == Side::To && nearVpc == noIndex;
    if (found != noIndex && (byPrivate == noIndex || !isFromOutside)) {
        const InterfaceModel& interface = at(model.interfaces, found);
        end.ends.push_back({.interface = found,
                            .component = interface.owner,
                            .kind = "interface",
                            .isByPublicAddress = byPrivate == noIndex,
                            .ephemeralPorts = interface.ephemeralPorts});
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

Result<ResolvedEnd> resolveEnd(const Network& network, const FlowEnd& end, Side side, Index nearVpc)
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
    return resolveAddress(network, *end.address, side, nearVpc);
}

} // namespace skydraft
