// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalogue/service_type.h"

#include <algorithm>

namespace skydraft {
namespace {

const Property* named(const std::vector<Property>& properties, std::string_view name)
{
    const auto found =
        std::find_if(properties.begin(), properties.end(),
                     [&](const Property& property) { return property.name == name; });
    return found == properties.end() ? nullptr : &*found;
}

} // namespace

const Property* Property::field(std::string_view fieldName) const
{
    return named(fields, fieldName);
}

const Property* ServiceType::property(std::string_view propertyName) const
{
    return named(properties, propertyName);
}

bool ServiceType::mayStandIn(std::string_view parentType) const
{
    return std::find(parents.begin(), parents.end(), parentType) != parents.end();
}

} // namespace skydraft
