// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/base/cidr.h"
#include "model/formats/aws_describe_reader.h"

#include <algorithm>

namespace skydraft {
namespace {

/// The text between <name> and </name> behind the place where `around` begins; empty where it is
/// not there. CustomerGatewayConfiguration is generated and has no attributes on these elements.
std::string elementIn(const std::string& xml, const std::string& around, const std::string& name)
{
    const std::size_t place = xml.find("<" + around + ">");
    if (place == std::string::npos)
        return {};
    const std::size_t start = xml.find("<" + name + ">", place);
    if (start == std::string::npos)
        return {};
    const std::size_t text = start + name.size() + 2;
    const std::size_t end = xml.find("</" + name + ">", text);
    return end == std::string::npos ? std::string() : xml.substr(text, end - text);
}

bool isEnabled(const Json& options, const char* member)
{
    return textIn(options, member) != "disable";
}

void include(Json& list, const std::string& text)
{
    if (!list.is_array())
        list = Json::array();
    if (!text.empty() && std::find(list.begin(), list.end(), Json(text)) == list.end())
        list.push_back(text);
}

} // namespace

void AwsDescribeReader::readCustomerGateways()
{
    for (const Record& record : records("CustomerGateways")) {
        if (isGone(textIn(record.json, "State")))
            continue;
        Resource host = start("onpremises.host", textIn(record.json, "CustomerGatewayId"), record);
        set(host, "address", textIn(record.json, "IpAddress"), record);
        put(std::move(host), record);
    }
    for (const Record& record : records("VpnConnections")) {
        const std::string id = textIn(record.json, "CustomerGatewayId");
        if (isGone(textIn(record.json, "State")) || id.empty())
            continue;
        m_hostOfVpn[textIn(record.json, "VpnConnectionId")] = id;
        if (find(id) != nullptr)
            continue;
        // The configuration for the router says its address where no file describes it.
        Resource host = start("onpremises.host", id, record);
        host.name = id;
        set(host, "address",
            elementIn(textIn(record.json, "CustomerGatewayConfiguration"), "customer_gateway",
                      "ip_address"),
            record);
        put(std::move(host), record);
    }
}

void AwsDescribeReader::readVpn()
{
    for (const Record& record : records("VpnGateways")) {
        if (isGone(textIn(record.json, "State")))
            continue;
        Resource gateway = start("vpc.vpn-gateway", textIn(record.json, "VpnGatewayId"), record);
        gateway.parent = regionFrame(record);
        for (const Json& attachment : listIn(record.json, "VpcAttachments"))
            if (!isGone(textIn(attachment, "State")))
                set(gateway, "vpc", textIn(attachment, "VpcId"), record);
        put(std::move(gateway), record);
    }
    for (const Record& record : records("VpnConnections"))
        if (!isGone(textIn(record.json, "State")))
            readVpnConnection(record);
}

void AwsDescribeReader::readVpnConnection(const Record& record)
{
    Resource* gateway = find(textIn(record.json, "VpnGatewayId"));
    if (gateway == nullptr)
        return; // it may end at a transit gateway
    Json blocks = valueOf(m_catalogue, *gateway, "remote_cidrs");
    for (const Json& route : listIn(record.json, "Routes"))
        if (!isGone(textIn(route, "State")))
            include(blocks, textIn(route, "DestinationCidrBlock"));
    set(*gateway, "remote_cidrs", blocks, record);
    Json hosts = valueOf(m_catalogue, *gateway, "connected_to");
    include(hosts, textIn(record.json, "CustomerGatewayId"));
    set(*gateway, "connected_to", hosts, record);
    keepAside(*gateway, textIn(record.json, "VpnConnectionId"), record.json);
}

void AwsDescribeReader::readTransitGateways()
{
    for (const Record& record : records("TransitGateways")) {
        if (isGone(textIn(record.json, "State")))
            continue;
        Resource gateway =
            start("vpc.transit-gateway", textIn(record.json, "TransitGatewayId"), record);
        gateway.parent = regionFrame(record);
        const Json options = memberOf(record.json, "Options");
        set(gateway, "asn", memberOf(options, "AmazonSideAsn"), record);
        set(gateway, "default_association", isEnabled(options, "DefaultRouteTableAssociation"),
            record);
        set(gateway, "default_propagation", isEnabled(options, "DefaultRouteTablePropagation"),
            record);
        set(gateway, "default_route_table", textIn(options, "AssociationDefaultRouteTableId"),
            record);
        set(gateway, "security_group_referencing",
            textIn(options, "SecurityGroupReferencingSupport") == "enable", record);
        keepAside(gateway, "Options", options);
        put(std::move(gateway), record);
    }
    for (const Record& record : records("TransitGatewayRouteTables"))
        m_tableOwner[textIn(record.json, "TransitGatewayRouteTableId")] =
            textIn(record.json, "TransitGatewayId");
    readTransitAttachments();
    readTransitPropagations();
    readTransitRoutes();
}

/// The settings of one attachment, which is joined to the gateway with them. Null where no file
/// describes the gateway.
Json* AwsDescribeReader::transitOptions(const std::string& gateway, const std::string& attached)
{
    Resource* hub = find(gateway);
    if (hub == nullptr || attached.empty())
        return nullptr;
    include(hub->properties["attachments"], attached);
    Json& list = hub->properties["attachment_options"];
    if (!list.is_array())
        list = Json::array();
    for (Json& options : list)
        if (textIn(options, "attachment") == attached)
            return &options;
    list.push_back({{"attachment", attached}});
    return &list.back();
}

/// A VPN is drawn as the customer gateway at its other end; the rest as itself.
std::string AwsDescribeReader::attachedTo(const std::string& attachment, const std::string& type,
                                          const std::string& resource) const
{
    if (type != "vpn")
        return resource.empty() ? attachment : resource;
    const auto host = m_hostOfVpn.find(resource);
    return host == m_hostOfVpn.end() ? resource : host->second;
}

void AwsDescribeReader::readTransitAttachments()
{
    const auto stateOf = [](const Json& json) {
        const std::string state = textIn(json, "State");
        return state == "pendingAcceptance" ? "pending-acceptance" : "available";
    };
    const auto join = [&](const Record& record, const std::string& gateway, const char* type,
                          const std::string& resource) -> Json* {
        const std::string id = textIn(record.json, "TransitGatewayAttachmentId");
        const std::string attached = attachedTo(id, type, resource);
        m_attached[{gateway, id}] = attached;
        Json* options = transitOptions(gateway, attached);
        if (options != nullptr)
            (*options)["state"] = stateOf(record.json);
        return options;
    };
    for (const Record& record : records("TransitGatewayAttachments")) {
        if (isGone(textIn(record.json, "State")))
            continue;
        Json* options =
            join(record, textIn(record.json, "TransitGatewayId"),
                 textIn(record.json, "ResourceType").c_str(), textIn(record.json, "ResourceId"));
        if (options == nullptr)
            continue;
        const Json association = memberOf(record.json, "Association");
        const std::string table = textIn(association, "TransitGatewayRouteTableId");
        (*options)["association"] = table.empty() ? "none" : table;
    }
    for (const Record& record : records("TransitGatewayVpcAttachments"))
        if (!isGone(textIn(record.json, "State")))
            if (Json* options = join(record, textIn(record.json, "TransitGatewayId"), "vpc",
                                     textIn(record.json, "VpcId"))) {
                (*options)["subnets"] = listIn(record.json, "SubnetIds");
                Resource* gateway = find(textIn(record.json, "TransitGatewayId"));
                if (gateway != nullptr
                    && textIn(memberOf(record.json, "Options"), "ApplianceModeSupport") == "enable")
                    include(gateway->properties["appliance_mode"], textIn(record.json, "VpcId"));
            }
    for (const Record& record : records("TransitGatewayPeeringAttachments")) {
        if (isGone(textIn(record.json, "State")))
            continue;
        const std::string one =
            textIn(memberOf(record.json, "RequesterTgwInfo"), "TransitGatewayId");
        const std::string other =
            textIn(memberOf(record.json, "AccepterTgwInfo"), "TransitGatewayId");
        join(record, one, "peering", other);
        join(record, other, "peering", one);
    }
}

/// One list of propagations for each route table. Where nobody asked for them, the default of the
/// gateway stands.
void AwsDescribeReader::readTransitPropagations()
{
    const std::vector<Record>& tables = records("TransitGatewayPropagations");
    if (tables.empty())
        return;
    for (const auto& [key, attached] : m_attached)
        if (Json* options = transitOptions(key.first, attached))
            (*options)["propagations"] = Json::array();
    for (const Record& record : tables) {
        const std::string table = textIn(record.json, "TransitGatewayRouteTableId");
        for (const Json& propagation :
             listIn(record.json, "TransitGatewayRouteTablePropagations")) {
            const std::string attached =
                attachedTo(textIn(propagation, "TransitGatewayAttachmentId"),
                           textIn(propagation, "ResourceType"), textIn(propagation, "ResourceId"));
            const std::string state = textIn(propagation, "State");
            if (state.empty() || state == "enabled")
                if (Json* options = transitOptions(m_tableOwner[table], attached))
                    include((*options)["propagations"], table);
        }
    }
}

void AwsDescribeReader::readTransitRoutes()
{
    for (const Record& record : records("TransitGatewayStaticRoutes")) {
        const std::string table = textIn(record.json, "TransitGatewayRouteTableId");
        Resource* gateway = find(m_tableOwner[table]);
        if (gateway == nullptr)
            continue;
        const bool isPropagationKnown = !records("TransitGatewayPropagations").empty();
        Json routes = valueOf(m_catalogue, *gateway, "routes");
        for (const Json& route : listIn(record.json, "Routes")) {
            const std::string type = textIn(route, "Type");
            std::string destination;
            for (const char* member :
                 {"DestinationCidrBlock", "DestinationIpv6CidrBlock", "PrefixListId"})
                if (destination.empty())
                    destination = textIn(route, member);
            if (type == "propagated" || destination.empty())
                continue;
            Json made{{"route_table", table}, {"destination", destination}, {"target", nullptr}};
            for (const Json& attachment : listIn(route, "TransitGatewayAttachments")) {
                const std::string id = textIn(attachment, "TransitGatewayAttachmentId");
                const auto known = m_attached.find({gateway->id.value(), id});
                if (textIn(route, "State") == "blackhole")
                    continue;
                const std::string attached =
                    known != m_attached.end() ? known->second
                                              : attachedTo(id, textIn(attachment, "ResourceType"),
                                                           textIn(attachment, "ResourceId"));
                Json* options = transitOptions(gateway->id.value(), attached);
                if (options != nullptr && isPropagationKnown && !options->contains("propagations"))
                    (*options)["propagations"] = Json::array();
                made["target"] = attached;
            }
            routes.push_back(std::move(made));
        }
        set(*gateway, "routes", routes, record);
    }
}

} // namespace skydraft
