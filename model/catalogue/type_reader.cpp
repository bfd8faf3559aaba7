// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalogue/type_reader.h"

#include "model/base/object_reader.h"

#include <array>
#include <string_view>
#include <utility>

namespace skydraft {
namespace {

using enum ObjectReader::Member;

constexpr std::array<std::pair<std::string_view, PropertyType>, 15> propertyTypes{{
    {"text", PropertyType::Text},
    {"integer", PropertyType::Integer},
    {"number", PropertyType::Number},
    {"boolean", PropertyType::Boolean},
    {"choice", PropertyType::Choice},
    {"cidr", PropertyType::Cidr},
    {"address", PropertyType::Address},
    {"public-address", PropertyType::PublicAddress},
    {"reference", PropertyType::Reference},
    {"references", PropertyType::References},
    {"object", PropertyType::Object},
    {"list", PropertyType::List},
    {"addresses", PropertyType::Addresses},
    {"texts", PropertyType::Texts},
    {"map", PropertyType::Map},
}};

constexpr std::array<std::pair<std::string_view, NetworkRole>, 27> networkRoles{{
    {"none", NetworkRole::None},
    {"region", NetworkRole::Region},
    {"zone", NetworkRole::Zone},
    {"vpc", NetworkRole::Vpc},
    {"subnet", NetworkRole::Subnet},
    {"route-table", NetworkRole::RouteTable},
    {"internet-gateway", NetworkRole::InternetGateway},
    {"egress-only-gateway", NetworkRole::EgressOnlyGateway},
    {"nat-gateway", NetworkRole::NatGateway},
    {"network-acl", NetworkRole::NetworkAcl},
    {"security-group", NetworkRole::SecurityGroup},
    {"elastic-ip", NetworkRole::ElasticIp},
    {"prefix-list", NetworkRole::PrefixList},
    {"peering", NetworkRole::Peering},
    {"transit-gateway", NetworkRole::TransitGateway},
    {"vpn-gateway", NetworkRole::VpnGateway},
    {"endpoint", NetworkRole::Endpoint},
    {"interface", NetworkRole::Interface},
    {"balancer", NetworkRole::Balancer},
    {"target-group", NetworkRole::TargetGroup},
    {"scaling-group", NetworkRole::ScalingGroup},
    {"launch-template", NetworkRole::LaunchTemplate},
    {"clients", NetworkRole::Clients},
    {"on-premises", NetworkRole::OnPremises},
    {"dns", NetworkRole::Dns},
    {"cdn", NetworkRole::Cdn},
    {"public-service", NetworkRole::PublicService},
}};

constexpr std::array<std::pair<std::string_view, BehaviourKind>, 15> behaviourKinds{{
    {"none", BehaviourKind::None},
    {"clients", BehaviourKind::Clients},
    {"server", BehaviourKind::Server},
    {"balancer", BehaviourKind::Balancer},
    {"scaling-group", BehaviourKind::ScalingGroup},
    {"database", BehaviourKind::Database},
    {"cache", BehaviourKind::Cache},
    {"object-store", BehaviourKind::ObjectStore},
    {"cdn", BehaviourKind::Cdn},
    {"dns", BehaviourKind::Dns},
    {"queue", BehaviourKind::Queue},
    {"function", BehaviourKind::Function},
    {"gateway", BehaviourKind::Gateway},
    {"alarm", BehaviourKind::Alarm},
    {"environment", BehaviourKind::Environment},
}};

std::vector<Property> readProperties(ObjectReader& reader, const char* key,
                                     std::optional<Error>& error);

Property readProperty(const Json& json, const std::string& pointer, std::optional<Error>& error)
{
    ObjectReader reader(json, pointer, error);
    Property property;
    property.name = reader.text("name", Required);
    property.type = reader.oneOf("type", propertyTypes);
    property.label = reader.localized("label", Required);
    property.help = reader.localized("help");
    property.group = reader.text("group");
    if (const Json* value = reader.member("default"))
        property.defaultValue = *value;
    property.isNullable = reader.flag("nullable");
    property.isAdvanced = reader.flag("advanced");
    property.isOpen = reader.flag("open");
    property.unit = reader.text("unit");
    property.minimum = reader.number("minimum");
    property.maximum = reader.number("maximum");
    reader.forEach("choices", [&](const Json& value, const std::string& at) {
        ObjectReader choice(value, at, error);
        property.choices.push_back({choice.text("value", Required), choice.localized("label")});
    });
    property.types = reader.texts("types");
    property.fields = readProperties(reader, "fields", error);
    property.cloudFormation = reader.text("cloudformation");
    property.terraform = reader.text("terraform");
    return property;
}

std::vector<Property> readProperties(ObjectReader& reader, const char* key,
                                     std::optional<Error>& error)
{
    std::vector<Property> properties;
    reader.forEach(key, [&](const Json& value, const std::string& pointer) {
        properties.push_back(readProperty(value, pointer, error));
    });
    return properties;
}

void readSize(ObjectReader& reader, ServiceType& type, std::optional<Error>& error)
{
    if (const Json* size = reader.member("size")) {
        ObjectReader sizeReader(*size, pointerTo(reader.pointer(), "size"), error);
        type.width = sizeReader.number("width").value_or(type.width);
        type.height = sizeReader.number("height").value_or(type.height);
    }
}

void readRoles(ObjectReader& reader, ServiceType& type, std::optional<Error>& error)
{
    if (const Json* network = reader.member("network", Required)) {
        ObjectReader networkReader(*network, pointerTo(reader.pointer(), "network"), error);
        type.role = networkReader.oneOf("role", networkRoles);
        type.preservesClientAddress = networkReader.flag("preserves_client_ip");
    }
    if (const Json* behaviour = reader.member("behaviour", Required)) {
        ObjectReader behaviourReader(*behaviour, pointerTo(reader.pointer(), "behaviour"), error);
        type.behaviour = behaviourReader.oneOf("kind", behaviourKinds);
    }
    reader.forEach("ports", [&](const Json& value, const std::string& at) {
        ObjectReader port(value, at, error);
        type.ports.push_back({port.text("property"), port.text("value"),
                              port.text("protocol", Required),
                              static_cast<int>(port.number("port").value_or(0))});
    });
}

} // namespace

Result<std::vector<Property>> readPropertySet(const Json& json)
{
    std::optional<Error> error;
    ObjectReader reader(json, "", error);
    std::vector<Property> properties = readProperties(reader, "properties", error);
    if (error)
        return tl::unexpected(*std::move(error));
    return properties;
}

Result<ServiceType> readServiceType(const Json& json, const PropertySets& sets)
{
    std::optional<Error> error;
    ObjectReader reader(json, "", error);
    ServiceType type;
    type.id = reader.text("id", Required);
    type.name = reader.localized("name", Required);
    type.help = reader.localized("help", Required);
    if (const Json* aliases = reader.member("aliases")) {
        ObjectReader aliasReader(*aliases, "/aliases", error);
        type.aliasesEn = aliasReader.texts("en");
        type.aliasesKo = aliasReader.texts("ko");
    }
    type.documentation = reader.text("documentation");
    type.category = reader.text("category", Required);
    type.icon = reader.text("icon", Required);
    type.shape = reader.text("shape") == "frame" ? Shape::Frame : Shape::Node;
    type.frameStyle = reader.text("frame_style");
    readSize(reader, type, error);
    type.parents = reader.texts("parents");
    type.canBeRoot = reader.flag("root");
    readRoles(reader, type, error);
    type.properties = readProperties(reader, "properties", error);
    for (const std::string& name : reader.texts("include")) {
        const auto set = sets.find(name);
        if (set == sets.end()) {
            reader.refuse(ErrorCode::DanglingReference, "include",
                          MODEL_TEXT("Catalogue", "there is no property set \"%1\"").with(name));
            break;
        }
        for (const Property& property : set->second)
            if (type.property(property.name) == nullptr) // the type's own wins
                type.properties.push_back(property);
    }
    type.cloudFormation = reader.text("cloudformation");
    type.terraform = reader.text("terraform");
    type.drawio = reader.text("drawio");
    type.prices = reader.texts("prices");
    if (error)
        return tl::unexpected(*std::move(error));
    return type;
}

} // namespace skydraft
