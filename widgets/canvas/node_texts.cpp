// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/node_texts.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "widgets/common/language.h"

#include <array>
#include <string_view>

namespace skydraft {
namespace {

/// Looked at in this order; the first that has a value tells most.
constexpr std::array<std::string_view, 15> tellingProperties{
    "instance_type", "engine",  "node_type",     "instance_class", "runtime",
    "record_type",   "domain",  "endpoint_type", "scheme",         "metric",
    "storage_class", "service", "billing_mode",  "volume_type",    "address"};

QString choiceText(const Property& property, const std::string& value)
{
    for (const Choice& choice : property.choices)
        if (choice.value == value && !choice.label.en.empty())
            return localized(choice.label);
    return toQString(value);
}

} // namespace

QString NodeTexts::detail(const Catalogue& catalogue, const Resource& resource)
{
    const ServiceType& type = catalogue.typeOrGeneric(resource.type);
    if (type.behaviour == BehaviourKind::Clients) {
        if (textOf(catalogue, resource, "load") == "closed")
            return tr("%1 users").arg(numberOf(catalogue, resource, "users", 0));
        return tr("%1 req/s").arg(numberOf(catalogue, resource, "rate_per_s", 0));
    }
    if (type.behaviour == BehaviourKind::ScalingGroup)
        return tr("%1 of %2 to %3")
            .arg(numberOf(catalogue, resource, "desired", 0))
            .arg(numberOf(catalogue, resource, "min", 0))
            .arg(numberOf(catalogue, resource, "max", 0));
    for (const std::string_view name : tellingProperties) {
        const Property* property = type.property(name);
        if (property == nullptr)
            continue;
        const std::string value = textOf(catalogue, resource, name);
        if (!value.empty())
            return choiceText(*property, value);
    }
    return {};
}

QString NodeTexts::frameTitle(const Catalogue& catalogue, const Resource& resource, SubnetKind kind)
{
    const ServiceType& type = catalogue.typeOrGeneric(resource.type);
    QString typeName = localized(type.name);
    if (kind == SubnetKind::Public)
        typeName = tr("Public subnet");
    else if (kind == SubnetKind::Private)
        typeName = tr("Private subnet");
    QStringList parts{typeName};
    const QString name = toQString(displayName(resource));
    parts.append(name);
    for (const std::string_view property : {"cidr", "code", "zone", "domain"}) {
        if (type.property(property) == nullptr)
            continue;
        const QString value = toQString(textOf(catalogue, resource, property));
        if (!value.isEmpty() && value != name)
            parts.append(value);
        break;
    }
    return parts.join(QStringLiteral(" · "));
}

QString NodeTexts::connectorLabel(const Connection& connection)
{
    if (connection.kind != ConnectionKind::Traffic)
        return kindName(connection.kind);
    const Json protocol = memberOf(connection.properties, "protocol");
    const Json port = memberOf(connection.properties, "port");
    QString label = protocol.is_string() ? toQString(protocol.get<std::string>()) : QString();
    if (port.is_number_integer())
        label +=
            (label.isEmpty() ? QString() : QStringLiteral(" ")) + QString::number(port.get<int>());
    return label;
}

QString NodeTexts::kindName(ConnectionKind kind)
{
    switch (kind) {
    case ConnectionKind::Traffic:
        return tr("traffic");
    case ConnectionKind::Replication:
        return tr("replication");
    case ConnectionKind::Alias:
        return tr("alias");
    case ConnectionKind::Origin:
        return tr("origin");
    case ConnectionKind::Attachment:
        return tr("attachment");
    case ConnectionKind::Trigger:
        return tr("trigger");
    case ConnectionKind::Notification:
        return tr("notification");
    case ConnectionKind::Mount:
        return tr("mount");
    }
    return {};
}

} // namespace skydraft
