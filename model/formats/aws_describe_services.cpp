// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/formats/aws_describe_reader.h"

#include <algorithm>

namespace skydraft {
namespace {

std::string lowercase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

Json idsIn(const Json& list, const char* member)
{
    Json ids = Json::array();
    for (const Json& item : list)
        if (const std::string id =
                item.is_string() ? item.get<std::string>() : textIn(item, member);
            !id.empty())
            ids.push_back(id);
    return ids;
}

bool holds(const Json& list, const std::string& text)
{
    return std::any_of(list.begin(), list.end(), [&](const Json& item) {
        return item.is_string() && item.get_ref<const std::string&>() == text;
    });
}

bool flagIn(const Json& object, const char* member)
{
    const Json value = memberOf(object, member);
    return value.is_boolean() && value.get<bool>();
}

/// The first IPv6 address of an interface, or of an instance's first interface.
std::string ipv6Address(const Json& json)
{
    for (const Json& address : listIn(json, "Ipv6Addresses"))
        return textIn(address, "Ipv6Address");
    for (const Json& interface : listIn(json, "NetworkInterfaces"))
        return ipv6Address(interface);
    return {};
}

/// The secondary addresses of an interface, or of an instance's first interface, each with the
/// public one that belongs to it.
Json secondaryAddresses(const Json& json)
{
    Json addresses = Json::array();
    for (const Json& address : listIn(json, "PrivateIpAddresses")) {
        if (memberOf(address, "Primary") != false)
            continue;
        addresses.push_back(textIn(address, "PrivateIpAddress"));
        if (const std::string open = textIn(memberOf(address, "Association"), "PublicIp");
            !open.empty())
            addresses.push_back(open);
    }
    for (const Json& interface : listIn(json, "NetworkInterfaces"))
        return secondaryAddresses(interface);
    return addresses.empty() ? Json() : addresses;
}

/// The public address of a describe record: its own or that of its association.
std::string publicAddress(const Json& json)
{
    if (const std::string own = textIn(json, "PublicIpAddress"); !own.empty())
        return own;
    return textIn(memberOf(json, "Association"), "PublicIp");
}

} // namespace

void AwsDescribeReader::readInstances()
{
    std::vector<Record> instances = records("Instances");
    for (const Record& reservation : records("Reservations")) {
        const Json& list = listIn(reservation.json, "Instances");
        for (std::size_t i = 0; i < list.size(); ++i)
            instances.push_back({list[i], reservation.place + "/Instances/" + std::to_string(i),
                                 reservation.region});
    }
    for (const Record& record : instances) {
        const std::string state = textIn(memberOf(record.json, "State"), "Name");
        if (state == "terminated" || state == "shutting-down")
            continue;
        Resource instance = start("ec2.instance", textIn(record.json, "InstanceId"), record);
        setParent(instance, record);
        if (const std::string subnet = textIn(record.json, "SubnetId"); find(subnet) != nullptr)
            instance.parent = ResourceId(subnet);
        set(instance, "instance_type", textIn(record.json, "InstanceType"), record);
        set(instance, "private_ip", textIn(record.json, "PrivateIpAddress"), record);
        set(instance, "public_ip", publicAddress(record.json), record);
        set(instance, "ipv6_address", ipv6Address(record.json), record);
        set(instance, "secondary_addresses", secondaryAddresses(record.json), record);
        set(instance, "source_dest_check", memberOf(record.json, "SourceDestCheck"), record);
        const Json metadata = memberOf(record.json, "MetadataOptions");
        set(instance, "metadata_tokens", textIn(metadata, "HttpTokens"), record);
        set(instance, "metadata_hop_limit", memberOf(metadata, "HttpPutResponseHopLimit"), record);
        set(instance, "security_groups", idsIn(listIn(record.json, "SecurityGroups"), "GroupId"),
            record);
        if (state == "stopped" || state == "stopping")
            keepAside(instance, "State", state);
        put(std::move(instance), record);
    }
}

/// The first interface of an instance and that of a NAT gateway are drawn as what they belong to.
bool AwsDescribeReader::foldsIntoOwner(const Record& record)
{
    const std::string id = textIn(record.json, "NetworkInterfaceId");
    const Json attachment = memberOf(record.json, "Attachment");
    const Json index = memberOf(attachment, "DeviceIndex");
    if (Resource* instance = find(textIn(attachment, "InstanceId"));
        instance != nullptr && (!index.is_number_integer() || index.get<std::int64_t>() == 0)) {
        instance->extra["aws_ids"].push_back(id);
        m_ownerOf[id] = instance->id;
        const auto complete = [&](const char* property, Json value) {
            if (!instance->properties.contains(property))
                set(*instance, property, std::move(value), record);
        };
        complete("private_ip", textIn(record.json, "PrivateIpAddress"));
        complete("public_ip", publicAddress(record.json));
        complete("ipv6_address", ipv6Address(record.json));
        complete("secondary_addresses", secondaryAddresses(record.json));
        complete("source_dest_check", memberOf(record.json, "SourceDestCheck"));
        complete("security_groups", idsIn(listIn(record.json, "Groups"), "GroupId"));
        return true;
    }
    return m_ownerOf.contains(id);
}

void AwsDescribeReader::readInterfaces()
{
    for (const Record& record : records("NetworkInterfaces")) {
        if (foldsIntoOwner(record))
            continue;
        Resource made =
            start("vpc.network-interface", textIn(record.json, "NetworkInterfaceId"), record);
        setParent(made, record);
        if (const std::string subnet = textIn(record.json, "SubnetId"); find(subnet) != nullptr)
            made.parent = ResourceId(subnet);
        set(made, "private_ip", textIn(record.json, "PrivateIpAddress"), record);
        set(made, "public_ip", publicAddress(record.json), record);
        set(made, "ipv6_address", ipv6Address(record.json), record);
        set(made, "secondary_addresses", secondaryAddresses(record.json), record);
        set(made, "security_groups", idsIn(listIn(record.json, "Groups"), "GroupId"), record);
        set(made, "source_dest_check", memberOf(record.json, "SourceDestCheck"), record);
        const std::string words = textIn(record.json, "Description");
        set(made, "description", words, record);
        set(made, "attached_to", textIn(memberOf(record.json, "Attachment"), "InstanceId"), record);
        // "ELB net/name/0123", "ELB app/name/0123", "ELB name"; "VPC Endpoint Interface vpce-0123".
        std::string owner = words.substr(words.find_last_of(' ') + 1);
        if (words.starts_with("ELB ")) {
            const std::size_t slash = owner.find('/');
            if (slash != std::string::npos)
                owner = owner.substr(slash + 1, owner.find('/', slash + 1) - slash - 1);
        } else if (!words.starts_with("VPC Endpoint Interface ")) {
            owner.clear();
        }
        if (const Resource* known = find(owner); known != nullptr) {
            set(made, "attached_to", known->id.value(), record);
            note(ImportNoteKind::Inferred, record, made.id,
                 MODEL_TEXT("Import", "belongs to %1, as its description says").with(known->name));
        }
        put(std::move(made), record);
    }
}

void AwsDescribeReader::readAddresses()
{
    for (const Record& record : records("Addresses")) {
        const std::string allocation = textIn(record.json, "AllocationId");
        const std::string address = textIn(record.json, "PublicIp");
        Resource made = start("vpc.elastic-ip", allocation.empty() ? address : allocation, record);
        made.parent = regionFrame(record);
        set(made, "address", address, record);
        for (const char* member : {"InstanceId", "NetworkInterfaceId"}) {
            const std::string id = textIn(record.json, member);
            const auto owner = m_ownerOf.find(id);
            const std::string known = owner == m_ownerOf.end() ? id : owner->second.value();
            if (find(known) != nullptr) {
                set(made, "associated_with", known, record);
                break;
            }
        }
        put(std::move(made), record);
    }
}

/// The targets that the health records name. A drawing has one port for a group: that of its
/// targets where all of them have the same.
Json AwsDescribeReader::targetsOf(const std::string& targetGroupArn, Resource& group,
                                  const Record& record)
{
    Json targets = Json::array();
    std::set<std::int64_t> ports;
    for (const Record& health : records("LoadBalancerTargetHealth")) {
        if (textIn(health.json, "TargetGroupArn") != targetGroupArn)
            continue;
        for (const Json& description : listIn(health.json, "TargetHealthDescriptions")) {
            const Json target = memberOf(description, "Target");
            std::string id = textIn(target, "Id");
            for (const auto& [other, resource] : m_resources)
                if (textIn(resource.properties, "private_ip") == id)
                    id = other.value();
            if (!holds(targets, id))
                targets.push_back(id);
            if (const Json port = memberOf(target, "Port"); port.is_number_integer())
                ports.insert(port.get<std::int64_t>());
        }
    }
    if (ports.size() == 1 && memberOf(record.json, "Port") != *ports.begin()) {
        set(group, "port", *ports.begin(), record);
        note(ImportNoteKind::Inferred, record, group.id,
             MODEL_TEXT("Import", "its targets are registered with port %1")
                 .with(static_cast<int>(*ports.begin())));
    } else if (ports.size() > 1) {
        note(ImportNoteKind::KeptAside, record, group.id,
             MODEL_TEXT("Import", "its targets have several ports; the drawing has one"));
        keepAside(group, "ports", Json(ports));
    }
    return targets;
}

void AwsDescribeReader::readTargetGroups()
{
    for (const Record& record : records("TargetGroups")) {
        const std::string arn = textIn(record.json, "TargetGroupArn");
        Resource group = start("elb.target-group", textIn(record.json, "TargetGroupName"), record);
        setParent(group, record);
        m_byArn[arn] = group.id;
        set(group, "aws_id", arn, record);
        set(group, "protocol", lowercase(textIn(record.json, "Protocol")), record);
        set(group, "port", memberOf(record.json, "Port"), record);
        set(group, "target_type", textIn(record.json, "TargetType"), record);
        Json check = Json::object();
        const auto take = [&](const char* member, const char* field) {
            if (const Json value = memberOf(record.json, member); !value.is_null())
                check[field] = value.is_string() && std::string_view(field) == "protocol"
                                   ? Json(lowercase(value.get<std::string>()))
                                   : value;
        };
        take("HealthCheckProtocol", "protocol");
        take("HealthCheckPath", "path");
        take("HealthCheckIntervalSeconds", "interval_s");
        take("HealthCheckTimeoutSeconds", "timeout_s");
        take("HealthyThresholdCount", "healthy_threshold");
        take("UnhealthyThresholdCount", "unhealthy_threshold");
        if (!check.empty())
            set(group, "health_check", check, record);
        set(group, "targets", targetsOf(arn, group, record), record);
        put(std::move(group), record);
    }
}

void AwsDescribeReader::readAttributes(Resource& balancer, const std::string& arn,
                                       const Record& record)
{
    for (const Record& attributes : records("LoadBalancerAttributes")) {
        if (textIn(attributes.json, "LoadBalancerArn") != arn)
            continue;
        for (const Json& attribute : listIn(attributes.json, "Attributes")) {
            const std::string key = textIn(attribute, "Key");
            const std::string value = textIn(attribute, "Value");
            const auto flag = [&](const char* attributeKey, const char* property) {
                if (key == attributeKey)
                    set(balancer, property, value == "true", record);
            };
            flag("load_balancing.cross_zone.enabled", "cross_zone");
            flag("deletion_protection.enabled", "deletion_protection");
            flag("access_logs.s3.enabled", "access_logs");
            flag("routing.http.drop_invalid_header_fields.enabled", "drop_invalid_headers");
            if (key == "routing.http.desync_mitigation_mode")
                set(balancer, "desync_mode", value, record);
        }
    }
}

void AwsDescribeReader::readBalancers()
{
    std::vector<Record> listeners = records("Listeners");
    for (const Record& some : records("LoadBalancerListeners"))
        for (const Json& listener : listIn(some.json, "Listeners"))
            listeners.push_back({listener, some.place, some.region});
    for (const Record& record : records("LoadBalancers")) {
        const std::string arn = textIn(record.json, "LoadBalancerArn");
        const std::string kind = textIn(record.json, "Type");
        Resource balancer = start(kind == "network"   ? "elb.network"
                                  : kind == "gateway" ? "generic"
                                                      : "elb.application",
                                  textIn(record.json, "LoadBalancerName"), record);
        setParent(balancer, record);
        m_byArn[arn] = balancer.id;
        set(balancer, "aws_id", arn, record);
        set(balancer, "scheme", textIn(record.json, "Scheme"), record);
        set(balancer, "subnets", idsIn(listIn(record.json, "AvailabilityZones"), "SubnetId"),
            record);
        set(balancer, "security_groups", listIn(record.json, "SecurityGroups"), record);
        Json heard = Json::array();
        for (const Record& listener : listeners) {
            if (textIn(listener.json, "LoadBalancerArn") != arn)
                continue;
            Json made{{"protocol", lowercase(textIn(listener.json, "Protocol"))},
                      {"port", memberOf(listener.json, "Port")}};
            if (const std::string policy = textIn(listener.json, "SslPolicy"); !policy.empty())
                made["security_policy"] = policy;
            for (const Json& action : listIn(listener.json, "DefaultActions"))
                if (const auto group = m_byArn.find(textIn(action, "TargetGroupArn"));
                    group != m_byArn.end())
                    made["target_group"] = group->second.value();
            heard.push_back(std::move(made));
        }
        set(balancer, "listeners", heard, record);
        readAttributes(balancer, arn, record);
        put(std::move(balancer), record);
    }
}

void AwsDescribeReader::readClassicBalancers()
{
    for (const Record& record : records("LoadBalancerDescriptions")) {
        Resource balancer = start("elb.classic", textIn(record.json, "LoadBalancerName"), record);
        Record at = record;
        at.json["VpcId"] = textIn(record.json, "VPCId"); // classic balancers write it so
        setParent(balancer, at);
        set(balancer, "scheme", textIn(record.json, "Scheme"), record);
        set(balancer, "subnets", listIn(record.json, "Subnets"), record);
        set(balancer, "security_groups", listIn(record.json, "SecurityGroups"), record);
        set(balancer, "instances", idsIn(listIn(record.json, "Instances"), "InstanceId"), record);
        Json heard = Json::array();
        for (const Json& description : listIn(record.json, "ListenerDescriptions")) {
            const Json listener = memberOf(description, "Listener");
            heard.push_back({{"protocol", lowercase(textIn(listener, "Protocol"))},
                             {"port", memberOf(listener, "LoadBalancerPort")},
                             {"instance_protocol", lowercase(textIn(listener, "InstanceProtocol"))},
                             {"instance_port", memberOf(listener, "InstancePort")}});
        }
        set(balancer, "listeners", heard, record);
        put(std::move(balancer), record);
    }
}

void AwsDescribeReader::readDatabases()
{
    for (const Record& record : records("DBInstances")) {
        const Json subnetGroup = memberOf(record.json, "DBSubnetGroup");
        Resource database =
            start("rds.instance", textIn(record.json, "DBInstanceIdentifier"), record);
        Record at = record;
        at.json["VpcId"] = textIn(subnetGroup, "VpcId");
        setParent(database, at);
        set(database, "engine", textIn(record.json, "Engine"), record);
        set(database, "instance_class", textIn(record.json, "DBInstanceClass"), record);
        set(database, "multi_az", flagIn(record.json, "MultiAZ"), record);
        set(database, "publicly_accessible", flagIn(record.json, "PubliclyAccessible"), record);
        set(database, "storage_encrypted", flagIn(record.json, "StorageEncrypted"), record);
        set(database, "deletion_protection", flagIn(record.json, "DeletionProtection"), record);
        set(database, "storage_gib", memberOf(record.json, "AllocatedStorage"), record);
        set(database, "storage_type", textIn(record.json, "StorageType"), record);
        set(database, "backup_retention_days", memberOf(record.json, "BackupRetentionPeriod"),
            record);
        set(database, "port", memberOf(memberOf(record.json, "Endpoint"), "Port"), record);
        set(database, "subnets", idsIn(listIn(subnetGroup, "Subnets"), "SubnetIdentifier"), record);
        set(database, "security_groups",
            idsIn(listIn(record.json, "VpcSecurityGroups"), "VpcSecurityGroupId"), record);
        if (const std::string source = textIn(record.json, "ReadReplicaSourceDBInstanceIdentifier");
            !source.empty()) {
            set(database, "replica_role", "read-replica", record);
            set(database, "source", source, record);
        }
        put(std::move(database), record);
    }
}

void AwsDescribeReader::readCaches()
{
    std::map<std::string, const Record*> groups;
    const std::vector<Record>& subnetGroups = records("CacheSubnetGroups");
    for (const Record& group : subnetGroups)
        groups[textIn(group.json, "CacheSubnetGroupName")] = &group;
    for (const Record& record : records("CacheClusters")) {
        const bool isMemcached = textIn(record.json, "Engine") == "memcached";
        Resource cache = start(isMemcached ? "elasticache.memcached" : "elasticache.redis",
                               textIn(record.json, "CacheClusterId"), record);
        const auto group = groups.find(textIn(record.json, "CacheSubnetGroupName"));
        Record at = record;
        if (group != groups.end()) {
            at.json["VpcId"] = textIn(group->second->json, "VpcId");
            set(cache, "subnets", idsIn(listIn(group->second->json, "Subnets"), "SubnetIdentifier"),
                record);
        }
        setParent(cache, at);
        set(cache, "node_type", textIn(record.json, "CacheNodeType"), record);
        if (!isMemcached) {
            set(cache, "at_rest_encryption", flagIn(record.json, "AtRestEncryptionEnabled"),
                record);
            set(cache, "transit_encryption", flagIn(record.json, "TransitEncryptionEnabled"),
                record);
            set(cache, "auth", flagIn(record.json, "AuthTokenEnabled"), record);
        }
        set(cache, "nodes", memberOf(record.json, "NumCacheNodes"), record);
        set(cache, "security_groups",
            idsIn(listIn(record.json, "SecurityGroups"), "SecurityGroupId"), record);
        put(std::move(cache), record);
    }
}

void AwsDescribeReader::readSearchDomains()
{
    for (const Record& record : records("DomainStatusList")) {
        Resource domain = start("opensearch.domain", textIn(record.json, "DomainName"), record);
        Json options = memberOf(record.json, "VPCOptions");
        Record at = record;
        at.json["VpcId"] = textIn(options, "VPCId");
        setParent(domain, at);
        set(domain, "subnets", listIn(options, "SubnetIds"), record);
        set(domain, "security_groups", listIn(options, "SecurityGroupIds"), record);
        put(std::move(domain), record);
    }
}

} // namespace skydraft
