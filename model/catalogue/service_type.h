// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/json.h"
#include "model/base/text.h"

#include <optional>
#include <string>
#include <vector>

namespace skydraft {

enum class PropertyType
{
    Text,
    Integer,
    Number,
    Boolean,
    Choice,
    Cidr,          ///< a block such as 10.0.0.0/16
    Address,       ///< one IP address
    PublicAddress, ///< true (AWS gives one), an address, or null (none)
    Reference,     ///< the id of a resource
    References,    ///< a list of ids
    Object,        ///< an object with the fields of the property
    List,          ///< a list of such objects
    Addresses,     ///< a list of IP addresses
    Texts,         ///< a list of texts
    Map,           ///< text to text
};

struct Choice
{
    std::string value{};
    LocalizedText label{};
};

/// One property of a service type, or one field of an object or list property.
struct Property
{
    std::string name{};
    PropertyType type = PropertyType::Text;
    LocalizedText label{};
    LocalizedText help{};
    std::string group{}; ///< section of the inspector
    Json defaultValue{}; ///< null where AWS has none
    bool isNullable = false;
    bool isAdvanced = false;
    bool isOpen = false; ///< a choice whose list is not complete
    std::string unit{};
    std::optional<double> minimum{};
    std::optional<double> maximum{};
    std::vector<Choice> choices{};
    std::vector<std::string> types{}; ///< references: the type ids that may be named
    std::vector<Property> fields{};
    std::string cloudFormation{};
    std::string terraform{};

    const Property* field(std::string_view fieldName) const;
};

/// What a type is to the network model.
enum class NetworkRole
{
    None,
    Region,
    Zone,
    Vpc,
    Subnet,
    RouteTable,
    InternetGateway,
    EgressOnlyGateway,
    NatGateway,
    NetworkAcl,
    SecurityGroup,
    ElasticIp,
    PrefixList,
    Peering,
    TransitGateway,
    VpnGateway,
    Endpoint,
    Interface,
    Balancer,
    TargetGroup,
    ScalingGroup,
    LaunchTemplate,
    Clients,
    OnPremises,
    Dns,
    Cdn,
    PublicService,
};

/// What a type does in a simulation.
enum class BehaviourKind
{
    None,
    Clients,
    Server,
    Balancer,
    ScalingGroup,
    Database,
    Cache,
    ObjectStore,
    Cdn,
    Dns,
    Queue,
    Function,
    Gateway,
    Alarm,       ///< watches a metric
    Environment, ///< stands for a balancer and a scaling group, or one instance
};

enum class Shape
{
    Node, ///< an icon with a name below
    Frame ///< a titled rectangle that holds others
};

/// A port that a type listens on by default, perhaps only for one value of a choice property.
struct ListeningPort
{
    std::string property{}; ///< empty: always
    std::string value{};
    std::string protocol{};
    int port = 0;
};

/// A service type as its file resources/catalogue/<id>.json declares it.
struct ServiceType
{
    std::string id{};
    LocalizedText name{};
    LocalizedText help{};
    std::vector<std::string> aliasesEn{};
    std::vector<std::string> aliasesKo{};
    std::string documentation{};
    std::string category{};
    std::string icon{};
    Shape shape = Shape::Node;
    std::string frameStyle{};
    double width = 64;
    double height = 64;
    std::vector<std::string> parents{}; ///< types it may stand in, best first
    bool canBeRoot = false;
    NetworkRole role = NetworkRole::None;
    bool preservesClientAddress = false;
    BehaviourKind behaviour = BehaviourKind::None;
    std::vector<ListeningPort> ports{};
    std::vector<Property> properties{};
    std::string cloudFormation{};
    std::string terraform{};
    std::string drawio{};
    std::vector<std::string> prices{};

    const Property* property(std::string_view propertyName) const;
    bool mayStandIn(std::string_view parentType) const;
};

} // namespace skydraft
