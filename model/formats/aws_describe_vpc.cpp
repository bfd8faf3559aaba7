// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/formats/aws_describe_reader.h"

namespace skydraft {
namespace {

/// "us-east-2" of the zone "us-east-2b"; local zones ("us-west-2-lax-1a") keep their region too.
std::string regionOfZone(const std::string& zone)
{
    std::size_t end = 0;
    int dashes = 0;
    while (end < zone.size() && dashes < 3) {
        dashes += zone[end] == '-' ? 1 : 0;
        if (dashes == 2 && end > 0 && zone[end] >= '0' && zone[end] <= '9')
            return zone.substr(0, end + 1);
        ++end;
    }
    return {};
}

/// "us-east-2" of "arn:aws:ec2:us-east-2:554773406868:subnet/…".
std::string regionInArn(const std::string& arn)
{
    std::size_t at = 0;
    for (int colon = 0; colon < 3; ++colon) {
        at = arn.find(':', at);
        if (at == std::string::npos)
            return {};
        ++at;
    }
    return arn.substr(at, arn.find(':', at) - at);
}

std::string firstOf(const Json& json, std::initializer_list<const char*> members)
{
    for (const char* member : members)
        if (const std::string text = textIn(json, member); !text.empty())
            return text;
    return {};
}

/// "account/us-east-1" of "account/us-east-1/vpcs.json:/Vpcs/0".
std::string folderOf(const std::string& place)
{
    const std::size_t slash = place.substr(0, place.find(':')).rfind('/');
    return slash == std::string::npos ? std::string() : place.substr(0, slash);
}

/// The first IPv6 block that is still there.
std::string ipv6Block(const Json& json)
{
    for (const Json& block : listIn(json, "Ipv6CidrBlockAssociationSet"))
        if (textIn(memberOf(block, "Ipv6CidrBlockState"), "State") != "disassociated")
            return textIn(block, "Ipv6CidrBlock");
    return {};
}

/// AWS writes -1, 6, 17, 1 or names.
std::string protocolName(const std::string& protocol)
{
    if (protocol == "-1" || protocol == "all")
        return "all";
    if (protocol == "6")
        return "tcp";
    if (protocol == "17")
        return "udp";
    if (protocol == "1")
        return "icmp";
    return protocol;
}

} // namespace

std::string AwsDescribeReader::regionOf(const Record& record)
{
    if (!record.region.empty())
        return record.region;
    if (const auto known = m_regionOfVpc.find(textIn(record.json, "VpcId"));
        known != m_regionOfVpc.end())
        return known->second;
    if (const std::string zone = textIn(record.json, "AvailabilityZone"); !zone.empty())
        return regionOfZone(zone);
    const std::string arn = firstOf(record.json, {"LoadBalancerArn", "TargetGroupArn", "SubnetArn",
                                                  "DBInstanceArn", "ARN", "TransitGatewayArn"});
    if (const std::string region = regionInArn(arn); !region.empty())
        return region;
    // Files of one region without a folder of its own: all that is there is there.
    return m_regionOfVpc.empty() ? std::string() : m_regionOfVpc.begin()->second;
}

std::optional<ResourceId> AwsDescribeReader::regionFrame(const Record& record)
{
    const std::string code = regionOf(record);
    if (code.empty())
        return std::nullopt;
    if (find(code) == nullptr) {
        Resource frame;
        frame.id = ResourceId(code);
        frame.type = "region";
        frame.name = code;
        set(frame, "code", code, record);
        put(std::move(frame), record);
    }
    return ResourceId(code);
}

/// In its VPC where one is described, else in its region.
void AwsDescribeReader::setParent(Resource& resource, const Record& record)
{
    const std::string vpc = textIn(record.json, "VpcId");
    resource.parent = find(vpc) != nullptr ? std::optional(ResourceId(vpc)) : regionFrame(record);
}

void AwsDescribeReader::readVpcs()
{
    for (const Record& subnet : records("Subnets")) {
        const std::string region = !subnet.region.empty()
                                       ? subnet.region
                                       : regionOfZone(textIn(subnet.json, "AvailabilityZone"));
        if (!region.empty())
            m_regionOfVpc.emplace(textIn(subnet.json, "VpcId"), region);
    }
    for (const Record& record : records("Vpcs")) {
        Resource vpc = start("vpc.vpc", textIn(record.json, "VpcId"), record);
        vpc.parent = regionFrame(record);
        const std::string primary = textIn(record.json, "CidrBlock");
        set(vpc, "cidr", primary, record);
        set(vpc, "is_default", memberOf(record.json, "IsDefault"), record);
        Json others = Json::array();
        for (const Json& block : listIn(record.json, "CidrBlockAssociationSet"))
            if (const std::string cidr = textIn(block, "CidrBlock");
                !cidr.empty() && cidr != primary
                && textIn(memberOf(block, "CidrBlockState"), "State") != "disassociated")
                others.push_back(cidr);
        if (!others.empty())
            set(vpc, "secondary_cidrs", others, record);
        set(vpc, "ipv6_cidr", ipv6Block(record.json), record);
        put(std::move(vpc), record);
    }
}

void AwsDescribeReader::readSubnets()
{
    for (const Record& record : records("Subnets")) {
        Resource subnet = start("vpc.subnet", textIn(record.json, "SubnetId"), record);
        setParent(subnet, record);
        const std::string zone = textIn(record.json, "AvailabilityZone");
        if (!zone.empty() && subnet.parent) {
            const std::string frameId = subnet.parent->value() + "/" + zone;
            if (find(frameId) == nullptr) {
                Resource frame;
                frame.id = ResourceId(frameId);
                frame.type = "availability-zone";
                frame.name = zone;
                frame.parent = subnet.parent;
                set(frame, "zone", zone, record);
                put(std::move(frame), record);
            }
            subnet.parent = ResourceId(frameId);
        }
        set(subnet, "cidr", textIn(record.json, "CidrBlock"), record);
        set(subnet, "map_public_ip", memberOf(record.json, "MapPublicIpOnLaunch"), record);
        set(subnet, "ipv6_cidr", ipv6Block(record.json), record);
        put(std::move(subnet), record);
    }
}

/// VPC Block Public Access is set for an account in a Region; exclusions take VPCs out of it.
void AwsDescribeReader::readPublicAccess()
{
    for (const Record& record : records("VpcBlockPublicAccessOptions")) {
        const std::string mode = textIn(record.json, "InternetGatewayBlockMode");
        const std::string region = firstOf(record.json, {"AwsRegion"});
        for (auto& [id, resource] : m_resources) {
            const auto known = m_regionOfVpc.find(id.value());
            const bool isElsewhere =
                !region.empty() && known != m_regionOfVpc.end() && known->second != region;
            if (resource.type == "vpc.vpc" && !mode.empty() && !isElsewhere
                && folderOf(m_places[id]) == folderOf(record.place))
                set(resource, "block_public_access", mode, record);
        }
    }
    for (const Record& record : records("VpcBlockPublicAccessExclusions")) {
        const std::string arn = textIn(record.json, "ResourceArn");
        const std::string id = arn.substr(arn.rfind('/') + 1);
        Resource* vpc = find(id);
        if (textIn(record.json, "State").starts_with("delete"))
            continue;
        if (vpc == nullptr || vpc->type != "vpc.vpc") {
            note(ImportNoteKind::KeptAside, record, ResourceId(id),
                 MODEL_TEXT("Import", "an exclusion from Block Public Access is drawn for a whole "
                                      "VPC only"));
            continue;
        }
        const bool isWhole =
            textIn(record.json, "InternetGatewayExclusionMode") == "allow-bidirectional";
        if (isWhole || vpc->properties.value("block_public_access", "") == "block-bidirectional")
            set(*vpc, "block_public_access", isWhole ? "off" : "block-ingress", record);
    }
}

void AwsDescribeReader::readGateways()
{
    const auto attach = [&](Resource gateway, const char* member, const Record& record) {
        for (const Json& attachment : listIn(record.json, member))
            if (!isGone(textIn(attachment, "State")))
                if (const std::string vpc = textIn(attachment, "VpcId"); find(vpc) != nullptr)
                    gateway.parent = ResourceId(vpc);
        put(std::move(gateway), record);
    };
    for (const Record& record : records("InternetGateways"))
        attach(start("vpc.internet-gateway", textIn(record.json, "InternetGatewayId"), record),
               "Attachments", record);
    for (const Record& record : records("EgressOnlyInternetGateways"))
        attach(start("vpc.egress-only-gateway", textIn(record.json, "EgressOnlyInternetGatewayId"),
                     record),
               "Attachments", record);
}

void AwsDescribeReader::readNatGateways()
{
    for (const Record& record : records("NatGateways")) {
        if (isGone(textIn(record.json, "State")))
            continue;
        Resource gateway = start("vpc.nat-gateway", textIn(record.json, "NatGatewayId"), record);
        if (const std::string subnet = textIn(record.json, "SubnetId"); find(subnet) != nullptr)
            gateway.parent = ResourceId(subnet);
        set(gateway, "connectivity", textIn(record.json, "ConnectivityType"), record);
        const Json& addresses = listIn(record.json, "NatGatewayAddresses");
        if (!addresses.empty()) {
            set(gateway, "private_ip", textIn(addresses.front(), "PrivateIp"), record);
            set(gateway, "public_ip", textIn(addresses.front(), "PublicIp"), record);
        }
        for (const Json& address : addresses)
            if (const std::string eni = textIn(address, "NetworkInterfaceId"); !eni.empty()) {
                gateway.extra["aws_ids"].push_back(eni);
                m_ownerOf[eni] = gateway.id;
            }
        put(std::move(gateway), record);
    }
}

void AwsDescribeReader::readPeerings()
{
    for (const Record& record : records("VpcPeeringConnections")) {
        const std::string state = textIn(memberOf(record.json, "Status"), "Code");
        if (isGone(state))
            continue;
        Resource peering =
            start("vpc.peering", textIn(record.json, "VpcPeeringConnectionId"), record);
        const Json requester = memberOf(record.json, "RequesterVpcInfo");
        const Json accepter = memberOf(record.json, "AccepterVpcInfo");
        set(peering, "requester", textIn(requester, "VpcId"), record);
        set(peering, "accepter", textIn(accepter, "VpcId"), record);
        set(peering, "status", state, record);
        Record at = record;
        at.json["VpcId"] = textIn(requester, "VpcId");
        peering.parent = regionFrame(at);
        put(std::move(peering), record);
    }
}

void AwsDescribeReader::readPrefixLists()
{
    for (const char* list : {"PrefixLists", "ManagedPrefixLists"})
        for (const Record& record : records(list)) {
            const std::string id = textIn(record.json, "PrefixListId");
            const std::string name = textIn(record.json, "PrefixListName");
            Resource made = start("vpc.prefix-list", id, record);
            if (!name.empty())
                made.name = name;
            made.parent = regionFrame(record);
            Json entries = Json::array();
            for (const Json& cidr : listIn(record.json, "Cidrs"))
                entries.push_back(cidr);
            for (const Json& entry : listIn(record.json, "Entries"))
                entries.push_back(textIn(entry, "Cidr"));
            set(made, "entries", entries, record);
            if (name.starts_with("com.amazonaws."))
                set(made, "aws_managed_name", name, record);
            put(std::move(made), record);
        }
}

void AwsDescribeReader::readEndpoints()
{
    for (const Record& record : records("VpcEndpoints")) {
        if (isGone(textIn(record.json, "State")))
            continue;
        Resource endpoint = start("vpc.endpoint", textIn(record.json, "VpcEndpointId"), record);
        setParent(endpoint, record);
        const std::string type = textIn(record.json, "VpcEndpointType");
        const bool isGateway = type.empty() || type == "Gateway";
        set(endpoint, "endpoint_type", isGateway ? "gateway" : "interface", record);
        // com.amazonaws.us-east-1.s3: the service stands behind the region.
        std::string service = textIn(record.json, "ServiceName");
        constexpr std::string_view prefix = "com.amazonaws.";
        if (service.starts_with(prefix))
            if (const std::size_t dot = service.find('.', prefix.size()); dot != std::string::npos)
                service = service.substr(dot + 1);
        set(endpoint, "service", service, record);
        set(endpoint, "route_tables", listIn(record.json, "RouteTableIds"), record);
        set(endpoint, "subnets", listIn(record.json, "SubnetIds"), record);
        Json groups = Json::array();
        for (const Json& group : listIn(record.json, "Groups"))
            groups.push_back(textIn(group, "GroupId"));
        set(endpoint, "security_groups", groups, record);
        set(endpoint, "private_dns", memberOf(record.json, "PrivateDnsEnabled"), record);
        put(std::move(endpoint), record);
    }
}

Json AwsDescribeReader::groupRules(const Json& permissions, const char* peer, const Record& record)
{
    Json rules = Json::array();
    for (const Json& permission : permissions) {
        Json base{{"protocol", protocolName(textIn(permission, "IpProtocol"))}};
        for (const auto& [member, property] :
             {std::pair{"FromPort", "from_port"}, std::pair{"ToPort", "to_port"}})
            if (const Json port = memberOf(permission, member);
                port.is_number_integer() && port.get<std::int64_t>() >= 0)
                base[property] = port;
        const auto add = [&](const std::string& value, const Json& from) {
            if (value.empty())
                return;
            Json rule = base;
            rule[peer] = value;
            if (const std::string words = textIn(from, "Description"); !words.empty())
                rule["description"] = words;
            rules.push_back(std::move(rule));
        };
        for (const Json& range : listIn(permission, "IpRanges"))
            add(textIn(range, "CidrIp"), range);
        for (const Json& range : listIn(permission, "Ipv6Ranges"))
            add(textIn(range, "CidrIpv6"), range);
        for (const Json& list : listIn(permission, "PrefixListIds"))
            add(textIn(list, "PrefixListId"), list);
        for (const Json& pair : listIn(permission, "UserIdGroupPairs")) {
            add(textIn(pair, "GroupId"), pair);
            if (!textIn(pair, "GroupId").empty() && find(textIn(pair, "GroupId")) == nullptr)
                note(ImportNoteKind::KeptAside, record, {},
                     MODEL_TEXT("Import", "a rule names the group %1, which no file describes")
                         .with(textIn(pair, "GroupId")));
        }
    }
    return rules;
}

void AwsDescribeReader::readGroups()
{
    for (const Record& record : records("SecurityGroups")) {
        Resource group = start("vpc.security-group", textIn(record.json, "GroupId"), record);
        if (const std::string name = textIn(record.json, "GroupName");
            !name.empty() && group.name == group.id.value())
            group.name = name;
        setParent(group, record);
        set(group, "description", textIn(record.json, "Description"), record);
        put(std::move(group), record);
    }
    for (const Record& record : records("SecurityGroups")) // now that all of them are known
        if (Resource* group = find(textIn(record.json, "GroupId"))) {
            set(*group, "ingress",
                groupRules(listIn(record.json, "IpPermissions"), "source", record), record);
            set(*group, "egress",
                groupRules(listIn(record.json, "IpPermissionsEgress"), "destination", record),
                record);
        }
}

void AwsDescribeReader::readAcls()
{
    constexpr int impliedRule = 32767; // and 32768 for IPv6: the * rule
    for (const Record& record : records("NetworkAcls")) {
        Resource acl = start("vpc.network-acl", textIn(record.json, "NetworkAclId"), record);
        setParent(acl, record);
        set(acl, "is_default", memberOf(record.json, "IsDefault"), record);
        Json rules = Json::array();
        for (const Json& entry : listIn(record.json, "Entries")) {
            const Json number = memberOf(entry, "RuleNumber");
            if (!number.is_number_integer() || number.get<std::int64_t>() >= impliedRule)
                continue;
            const Json egress = memberOf(entry, "Egress");
            Json rule{
                {"number", number},
                {"direction", egress.is_boolean() && egress.get<bool>() ? "egress" : "ingress"},
                {"action", textIn(entry, "RuleAction") == "allow" ? "allow" : "deny"},
                {"protocol", protocolName(textIn(entry, "Protocol"))}};
            const std::string cidr = textIn(entry, "CidrBlock");
            rule["cidr"] = cidr.empty() ? textIn(entry, "Ipv6CidrBlock") : cidr;
            const Json range = memberOf(entry, "PortRange");
            if (memberOf(range, "From").is_number_integer())
                rule["from_port"] = range["From"];
            if (memberOf(range, "To").is_number_integer())
                rule["to_port"] = range["To"];
            // Of ICMP the type stands in the place of the first port.
            const Json icmp = memberOf(entry, "IcmpTypeCode");
            if (const Json type = memberOf(icmp, "Type");
                type.is_number_integer() && type.get<std::int64_t>() >= 0)
                rule["from_port"] = type;
            rules.push_back(std::move(rule));
        }
        set(acl, "rules", rules, record);
        const ResourceId id = acl.id;
        put(std::move(acl), record);
        for (const Json& association : listIn(record.json, "Associations"))
            if (Resource* subnet = find(textIn(association, "SubnetId")))
                subnet->properties["network_acl"] = id.value();
    }
}

bool AwsDescribeReader::isGatewayEndpoint(const std::string& id)
{
    const Resource* endpoint = find(id);
    return endpoint != nullptr && endpoint->type == "vpc.endpoint"
           && textIn(endpoint->properties, "endpoint_type") == "gateway";
}

void AwsDescribeReader::readTables()
{
    for (const Record& record : records("RouteTables")) {
        Resource table = start("vpc.route-table", textIn(record.json, "RouteTableId"), record);
        setParent(table, record);
        Json routes = Json::array();
        for (const Json& route : listIn(record.json, "Routes")) {
            std::string target = firstOf(
                route, {"GatewayId", "NatGatewayId", "VpcPeeringConnectionId", "TransitGatewayId",
                        "EgressOnlyInternetGatewayId", "NetworkInterfaceId", "InstanceId",
                        "LocalGatewayId", "CarrierGatewayId", "CoreNetworkArn"});
            // Gateway endpoints write their own routes; "local" is in every table.
            if (target == "local" || isGatewayEndpoint(target))
                continue;
            // The interface of an instance or of a NAT gateway is drawn as its owner.
            if (const auto owner = m_ownerOf.find(target); owner != m_ownerOf.end())
                target = owner->second.value();
            const std::string destination =
                firstOf(route, {"DestinationCidrBlock", "DestinationIpv6CidrBlock",
                                "DestinationPrefixListId"});
            Json made{{"destination", destination}, {"target", target}};
            if (textIn(route, "State") == "blackhole")
                made["state"] = "blackhole";
            else if (const Resource* known = find(target);
                     known == nullptr || known->type == "vpc.endpoint")
                made["state"] = "active"; // what it leads to exists, though no drawing shows it
            if (textIn(route, "Origin") == "EnableVgwRoutePropagation")
                made["propagated"] = true;
            routes.push_back(std::move(made));
        }
        set(table, "routes", routes, record);
        Json gateways = Json::array();
        for (const Json& gateway : listIn(record.json, "PropagatingVgws"))
            gateways.push_back(textIn(gateway, "GatewayId"));
        if (!gateways.empty())
            set(table, "propagating_gateways", gateways, record);
        const ResourceId id = table.id;
        for (const Json& association : listIn(record.json, "Associations")) {
            if (const Json main = memberOf(association, "Main");
                main.is_boolean() && main.get<bool>())
                set(table, "main", true, record);
            if (Resource* subnet = find(textIn(association, "SubnetId")))
                subnet->properties["route_table"] = id.value();
        }
        put(std::move(table), record);
    }
}

} // namespace skydraft
