// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/connection_plan.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "widgets/canvas/node_texts.h"
#include "widgets/common/language.h"

#include <algorithm>

namespace skydraft {
namespace {

constexpr int networkFileSystemPort = 2049; // NFS, RFC 7530

bool isFileSystem(const ServiceType& type)
{
    return (type.role == NetworkRole::None && type.behaviour == BehaviourKind::ObjectStore)
           || std::any_of(type.ports.begin(), type.ports.end(), [](const ListeningPort& port) {
                  return port.port == networkFileSystemPort;
              });
}

/// Sends or receives requests of its own.
bool carriesPackets(const ServiceType& type)
{
    switch (type.role) {
    case NetworkRole::Clients:
    case NetworkRole::OnPremises:
    case NetworkRole::Interface:
    case NetworkRole::Balancer:
    case NetworkRole::ScalingGroup:
    case NetworkRole::TargetGroup:
    case NetworkRole::PublicService:
    case NetworkRole::Cdn:
    case NetworkRole::Dns:
    case NetworkRole::Endpoint:
    case NetworkRole::NatGateway:
    case NetworkRole::InternetGateway:
    case NetworkRole::TransitGateway:
    case NetworkRole::VpnGateway:
        return true;
    default:
        return type.behaviour != BehaviourKind::None && type.behaviour != BehaviourKind::Alarm;
    }
}

ConnectionKind kindBetween(const ServiceType& from, const ServiceType& to)
{
    if (from.role == NetworkRole::Dns)
        return ConnectionKind::Alias;
    if (from.role == NetworkRole::Cdn)
        return ConnectionKind::Origin;
    if (isFileSystem(to) && carriesPackets(from))
        return ConnectionKind::Mount;
    if (!carriesPackets(from) || !carriesPackets(to))
        return ConnectionKind::Attachment;
    if (from.behaviour == BehaviourKind::Database && to.behaviour == BehaviourKind::Database)
        return ConnectionKind::Replication;
    if (to.behaviour == BehaviourKind::Function
        && (from.behaviour == BehaviourKind::Queue || from.behaviour == BehaviourKind::ObjectStore))
        return ConnectionKind::Trigger;
    return ConnectionKind::Traffic;
}

} // namespace

bool ConnectionPlans::mayConnect(const ServiceType& type)
{
    return type.shape == Shape::Node || type.behaviour != BehaviourKind::None;
}

std::optional<int> ConnectionPlans::listeningPort(const Catalogue& catalogue,
                                                  const Resource& resource)
{
    const ServiceType& type = catalogue.typeOrGeneric(resource.type);
    if (type.role == NetworkRole::Balancer) {
        const Json listeners = valueOf(catalogue, resource, "listeners");
        if (listeners.is_array() && !listeners.empty())
            if (const Json port = memberOf(listeners.front(), "port"); port.is_number_integer())
                return port.get<int>();
    }
    if (type.property("port") != nullptr)
        if (const Json port = valueOf(catalogue, resource, "port"); port.is_number_integer())
            return port.get<int>();
    for (const ListeningPort& port : type.ports)
        if (port.property.empty() || textOf(catalogue, resource, port.property) == port.value)
            return port.port;
    return std::nullopt;
}

ConnectionPlan ConnectionPlans::plan(const Catalogue& catalogue, const Architecture& architecture,
                                     const ResourceId& from, const ResourceId& to)
{
    ConnectionPlan plan;
    const Resource* source = architecture.find(from);
    const Resource* target = architecture.find(to);
    if (source == nullptr || target == nullptr || from == to)
        return plan;
    const ServiceType& sourceType = catalogue.typeOrGeneric(source->type);
    const ServiceType& targetType = catalogue.typeOrGeneric(target->type);
    const QString name = toQString(displayName(*target));
    if (!mayConnect(sourceType) || !mayConnect(targetType)) {
        plan.text = tr("%1 takes no connections").arg(name);
        return plan;
    }
    plan.connection.from = from;
    plan.connection.to = to;
    plan.connection.kind = kindBetween(sourceType, targetType);
    if (plan.connection.kind == ConnectionKind::Traffic) {
        if (targetType.role == NetworkRole::Clients) {
            plan.text = tr("%1 sends requests but takes none").arg(name);
            return plan;
        }
        plan.connection.properties["protocol"] = "tcp";
        if (const auto port = listeningPort(catalogue, *target))
            plan.connection.properties["port"] = *port;
    }
    const auto isSame = [&](const std::shared_ptr<const Connection>& other) {
        return other->from == from && other->to == to && other->kind == plan.connection.kind
               && other->properties == plan.connection.properties;
    };
    if (std::any_of(architecture.connections().begin(), architecture.connections().end(), isSame)) {
        plan.text = tr("There is already such a connection to %1").arg(name);
        return plan;
    }
    plan.isAccepted = true;
    plan.text = tr("Connect to %1: %2").arg(name, NodeTexts::connectorLabel(plan.connection));
    return plan;
}

} // namespace skydraft
