// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/network/compiler.h"

#include <algorithm>

namespace skydraft {
namespace {

/// Where a drawing tells nothing about a network beside AWS.
const Cidr undrawnOffice = Cidr::of(IpAddress::v4(0xC0A80000U), 16); // 192.168.0.0/16

std::string textMember(const Json& object, const char* member)
{
    const Json value = memberOf(object, member);
    return value.is_string() ? value.get<std::string>() : std::string();
}

Index attachmentOf(const TransitGatewayModel& gateway, const ResourceId& attached)
{
    for (std::size_t i = 0; i < gateway.attachments.size(); ++i)
        if (gateway.attachments[i].attached == attached)
            return static_cast<Index>(i);
    return noIndex;
}

} // namespace

/// The networks behind an on-premises host as it says them. A host with only a public address is
/// the router of a network that the drawing does not tell.
std::vector<Cidr> NetworkCompiler::networksOf(const Resource& host) const
{
    if (const auto block = Cidr::parse(textOf(m_catalogue, host, "network_cidr")))
        return {*block};
    const auto address = IpAddress::parse(textOf(m_catalogue, host, "address"));
    if (!address)
        return {undrawnOffice};
    if (address->isRfc1918() || address->isRfc6598())
        return {Cidr::of(*address, address->bits())};
    return {};
}

void NetworkCompiler::readTransitGateways()
{
    for (const Entry& entry : of(NetworkRole::TransitGateway)) {
        m_transitGateways[entry.resource->id] = static_cast<Index>(m_model.transitGateways.size());
        m_model.transitGateways.push_back(
            {.id = entry.resource->id,
             .defaultTable = textOf(m_catalogue, *entry.resource, "default_route_table"),
             .referencesGroups =
                 flagOf(m_catalogue, *entry.resource, "security_group_referencing", false)});
    }
    for (const Entry& entry : of(NetworkRole::TransitGateway))
        readAttachments(entry);
    addPeerSides();
    readTransitRoutes();
}

void NetworkCompiler::readAttachments(const Entry& entry)
{
    const Resource& drawn = *entry.resource;
    TransitGatewayModel& gateway = at(m_model.transitGateways, find(m_transitGateways, drawn.id));
    const Json options = value(drawn, "attachment_options");
    for (const ResourceId& id : idsOf(m_catalogue, drawn, "attachments")) {
        auto joined = attachment(id);
        if (!joined)
            continue;
        const auto own = std::find_if(options.begin(), options.end(), [&](const Json& option) {
            return textMember(option, "attachment") == id.value();
        });
        setAttachmentOptions(*joined, drawn, own == options.end() ? Json::object() : *own);
        gateway.attachments.push_back(std::move(*joined));
    }
    // What belongs to another account is attached, though no drawing shows what it announces.
    for (const Json& option : options) {
        const ResourceId id(textMember(option, "attachment"));
        if (id.empty() || m_architecture.find(id) != nullptr)
            continue;
        TransitAttachment joined{
            .attached = id, .kind = TransitAttachment::Kind::Undescribed, .announcesUnknown = true};
        setAttachmentOptions(joined, drawn, option);
        gateway.attachments.push_back(std::move(joined));
    }
}

std::optional<TransitAttachment> NetworkCompiler::attachment(const ResourceId& id)
{
    TransitAttachment joined{.attached = id};
    if (joined.vpc = find(m_vpcs, id); joined.vpc != noIndex) {
        joined.blocks = at(m_model.vpcs, joined.vpc).blocks;
        return joined;
    }
    if (joined.peer = find(m_transitGateways, id); joined.peer != noIndex) {
        joined.kind = TransitAttachment::Kind::Peering;
        return joined;
    }
    const Resource* resource = m_architecture.find(id);
    if (resource == nullptr)
        return std::nullopt;
    joined.kind = TransitAttachment::Kind::Vpn;
    if (const Index gateway = find(m_vpnGateways, id); gateway != noIndex)
        joined.blocks = at(m_model.vpnGateways, gateway).remoteBlocks;
    else
        joined.blocks = networksOf(*resource);
    joined.announcesUnknown = joined.blocks.empty();
    return joined;
}

/// AWS Transit Gateway guide, "Transit gateway route tables": an attachment is associated with one
/// table and may propagate to many; both are the default table where the gateway says so.
void NetworkCompiler::setAttachmentOptions(TransitAttachment& joined, const Resource& gateway,
                                           const Json& options) const
{
    const std::string defaultTable = textOf(m_catalogue, gateway, "default_route_table");
    const std::string association = textMember(options, "association");
    if (!association.empty())
        joined.association = association == "none" ? std::string() : association;
    else if (flagOf(m_catalogue, gateway, "default_association", true))
        joined.association = defaultTable;
    const Json propagations = memberOf(options, "propagations");
    if (propagations.is_array()) {
        for (const Json& table : propagations)
            if (table.is_string())
                joined.propagations.push_back(table.get<std::string>());
    } else if (flagOf(m_catalogue, gateway, "default_propagation", true)) {
        joined.propagations.push_back(defaultTable);
    }
    for (const Json& id : memberOf(options, "subnets"))
        if (id.is_string())
            if (const Index subnet = find(m_subnets, ResourceId(id.get<std::string>()));
                subnet != noIndex)
                joined.subnets.push_back(subnet);
    const std::string state = textMember(options, "state");
    joined.isAvailable = state.empty() || state == "available";
}

/// A peering is one attachment of two transit gateways, even where only one of them lists it.
void NetworkCompiler::addPeerSides()
{
    const std::size_t count = m_model.transitGateways.size();
    for (std::size_t number = 0; number < count; ++number) {
        const TransitGatewayModel& gateway = m_model.transitGateways[number];
        for (const TransitAttachment& joined : gateway.attachments) {
            if (joined.peer == noIndex)
                continue;
            TransitGatewayModel& peer = at(m_model.transitGateways, joined.peer);
            if (&peer == &gateway || attachmentOf(peer, gateway.id) != noIndex)
                continue;
            TransitAttachment back{.attached = gateway.id,
                                   .kind = TransitAttachment::Kind::Peering,
                                   .peer = static_cast<Index>(number)};
            setAttachmentOptions(back, *m_architecture.find(peer.id), Json::object());
            peer.attachments.push_back(std::move(back));
        }
    }
}

void NetworkCompiler::readTransitRoutes()
{
    for (const Entry& entry : of(NetworkRole::TransitGateway)) {
        TransitGatewayModel& gateway =
            at(m_model.transitGateways, find(m_transitGateways, entry.resource->id));
        for (const Json& json : value(*entry.resource, "routes")) {
            TransitRoute route{.table = textMember(json, "route_table"),
                               .destination = textMember(json, "destination")};
            if (route.table.empty())
                route.table = gateway.defaultTable;
            if (route.destination.empty())
                route.destination = "0.0.0.0/0";
            if (const auto block = Cidr::parse(route.destination))
                route.blocks.push_back(*block);
            else if (const Index list = find(m_prefixLists, ResourceId(route.destination));
                     list != noIndex)
                route.blocks = at(m_model.prefixLists, list).blocks;
            route.attachment = attachmentOf(gateway, ResourceId(textMember(json, "target")));
            gateway.routes.push_back(std::move(route));
        }
    }
}

/// AWS VPC User Guide, "Route propagation": the gateway writes the networks behind its tunnels into
/// the tables that let it.
void NetworkCompiler::readPropagatedRoutes()
{
    for (const Entry& entry : of(NetworkRole::RouteTable)) {
        RouteTableModel& table = at(m_model.tables, find(m_tables, entry.resource->id));
        for (const ResourceId& id : idsOf(m_catalogue, *entry.resource, "propagating_gateways")) {
            const Index number = find(m_vpnGateways, id);
            if (number == noIndex || at(m_model.vpnGateways, number).vpc != table.vpc)
                continue;
            for (const Cidr& block : at(m_model.vpnGateways, number).remoteBlocks)
                table.routes.push_back({.destination = block.toString(),
                                        .blocks = {block},
                                        .kind = TargetKind::VpnGateway,
                                        .target = id,
                                        .index = number,
                                        .isPropagated = true});
        }
    }
}

} // namespace skydraft
