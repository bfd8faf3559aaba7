// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"

namespace skydraft {
namespace {

/// `value` with the defaults of the fields that it does not have.
Json completed(const Property& property, const Json& value)
{
    Json result = value.is_object() ? value : Json::object();
    for (const Property& field : property.fields)
        if (!result.contains(field.name))
            result[field.name] = field.defaultValue;
    return result;
}

} // namespace

Json valueOf(const Catalogue& catalogue, const Resource& resource, std::string_view property)
{
    const auto set = resource.properties.find(property);
    const bool isSet = set != resource.properties.end();
    const ServiceType* type = catalogue.find(resource.type);
    const Property* declared = type != nullptr ? type->property(property) : nullptr;
    if (declared == nullptr)
        return isSet ? *set : Json();
    const Json& value = isSet ? *set : declared->defaultValue;
    return declared->type == PropertyType::Object && !value.is_null() ? completed(*declared, value)
                                                                      : value;
}

double numberOf(const Catalogue& catalogue, const Resource& resource, std::string_view property,
                double fallback)
{
    const Json value = valueOf(catalogue, resource, property);
    return value.is_number() ? value.get<double>() : fallback;
}

bool flagOf(const Catalogue& catalogue, const Resource& resource, std::string_view property,
            bool fallback)
{
    const Json value = valueOf(catalogue, resource, property);
    return value.is_boolean() ? value.get<bool>() : fallback;
}

std::string textOf(const Catalogue& catalogue, const Resource& resource, std::string_view property)
{
    const Json value = valueOf(catalogue, resource, property);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::vector<ResourceId> idsOf(const Catalogue& catalogue, const Resource& resource,
                              std::string_view property)
{
    std::vector<ResourceId> ids;
    const Json value = valueOf(catalogue, resource, property);
    if (value.is_string() && !value.get_ref<const std::string&>().empty())
        ids.emplace_back(value.get_ref<const std::string&>());
    if (value.is_array())
        for (const Json& element : value)
            if (element.is_string())
                ids.emplace_back(element.get_ref<const std::string&>());
    return ids;
}

Json memberOf(const Json& object, std::string_view key)
{
    if (object.is_object())
        if (const auto found = object.find(key); found != object.end())
            return *found;
    return {};
}

} // namespace skydraft
