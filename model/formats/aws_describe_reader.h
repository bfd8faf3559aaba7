// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/formats/aws_describe.h"

#include <map>
#include <set>

namespace skydraft {

/// The member of an object as a text; empty where it is none.
std::string textIn(const Json& object, std::string_view key);
/// The member of an object as a list; an empty list where it is none.
const Json& listIn(const Json& object, std::string_view key);
/// Whether AWS shows something only as a memory: "deleted", "detached", "failed" …
bool isGone(std::string_view state);

/// Turns describe records into resources, kind after kind: each reads what those before it made.
class AwsDescribeReader
{
public:
    explicit AwsDescribeReader(const Catalogue& catalogue);

    void read(const ImportFile& file);
    Imported finish();

private:
    struct Record
    {
        Json json{};
        std::string place{};  ///< "Subnets.json:/Subnets/0"
        std::string region{}; ///< from the folder; may be empty
    };

    // aws_describe.cpp
    const std::vector<Record>& records(const std::string& list);
    void note(ImportNoteKind kind, const Record& record, const ResourceId& id, Text message);
    Resource start(const char* type, std::string_view id, const Record& record) const;
    /// Sets the property where the catalogue allows the value; keeps it aside otherwise.
    void set(Resource& resource, const char* property, Json value, const Record& record);
    void keepAside(Resource& resource, const std::string& member, const Json& value);
    void put(Resource resource, const Record& record);
    Resource* find(const std::string& id);
    void dropDangling(Resource& resource);
    void noteUnread();

    // aws_describe_vpc.cpp
    void readVpcs();
    void readSubnets();
    void readPublicAccess();
    void readGateways();
    void readNatGateways();
    void readPeerings();
    void readPrefixLists();
    void readEndpoints();
    void readGroups();
    void readAcls();
    void readTables();
    bool isGatewayEndpoint(const std::string& id);
    std::string regionOf(const Record& record);
    std::optional<ResourceId> regionFrame(const Record& record);
    void setParent(Resource& resource, const Record& record);
    Json groupRules(const Json& permissions, const char* peer, const Record& record);

    // aws_describe_gateways.cpp
    void readCustomerGateways();
    void readVpn();
    void readVpnConnection(const Record& record);
    void readTransitGateways();
    void readTransitAttachments();
    void readTransitPropagations();
    void readTransitRoutes();
    Json* transitOptions(const std::string& gateway, const std::string& attached);
    std::string attachedTo(const std::string& attachment, const std::string& type,
                           const std::string& resource) const;

    // aws_describe_services.cpp
    void readInstances();
    void readInterfaces();
    void readAddresses();
    void readTargetGroups();
    void readBalancers();
    void readAttributes(Resource& balancer, const std::string& arn, const Record& record);
    void readClassicBalancers();
    void readDatabases();
    void readCaches();
    void readSearchDomains();
    bool foldsIntoOwner(const Record& record);
    Json targetsOf(const std::string& targetGroupArn, Resource& group, const Record& record);

    const Catalogue& m_catalogue;
    std::map<std::string, std::vector<Record>> m_records;
    std::set<std::string> m_read; ///< lists that somebody asked for
    std::map<ResourceId, Resource> m_resources;
    std::map<ResourceId, std::string> m_places;
    std::map<std::string, ResourceId> m_byArn;
    std::map<std::string, ResourceId> m_ownerOf; ///< of interfaces that are not drawn apart
    std::map<std::string, std::string> m_regionOfVpc;
    std::map<std::string, std::string> m_hostOfVpn;  ///< customer gateway of a VPN connection
    std::map<std::string, std::string> m_tableOwner; ///< transit gateway of a route table
    /// What an attachment joins, by transit gateway and attachment.
    std::map<std::pair<std::string, std::string>, std::string> m_attached;
    std::vector<ImportNote> m_notes;
};

} // namespace skydraft
