// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"

#include <algorithm>
#include <set>

namespace skydraft {
namespace {

bool isIdCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || std::string_view("-_.:/").find(c) != std::string_view::npos
           || static_cast<unsigned char>(c) >= 0x80U;
}

bool hasText(const Resource& resource, const char* property, std::string_view text)
{
    const auto found = resource.properties.find(property);
    return found != resource.properties.end() && found->is_string()
           && found->get_ref<const std::string&>() == text;
}

/// By the id of something that is not drawn apart, such as the first interface of an instance.
bool isAlsoCalled(const Resource& resource, std::string_view id)
{
    const auto ids = resource.extra.find("aws_ids");
    return ids != resource.extra.end()
           && std::any_of(ids->begin(), ids->end(), [&](const Json& other) {
                  return other.is_string() && other.get_ref<const std::string&>() == id;
              });
}

std::string fitForId(std::string_view base)
{
    std::string id;
    for (const char c : base) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        if (isIdCharacter(c))
            id += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    return id.empty() ? "resource" : id.substr(0, 100);
}

template <class IsTaken>
std::string firstFree(const std::string& base, const IsTaken& isTaken)
{
    std::string id = base;
    for (int number = 2; isTaken(id); ++number)
        id = base + "-" + std::to_string(number);
    return id;
}

} // namespace

Result<ResourceId> resolve(const Architecture& architecture, std::string_view name)
{
    if (const ResourceId id{name}; architecture.find(id) != nullptr)
        return id;
    std::vector<ResourceId> byName;
    for (const auto& resource : architecture.resources()) {
        if (hasText(*resource, "aws_id", name) || hasText(*resource, "aws_logical_id", name)
            || isAlsoCalled(*resource, name))
            return resource->id;
        if (resource->name == name)
            byName.push_back(resource->id);
    }
    if (byName.size() == 1)
        return byName.front();
    if (byName.empty())
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Names", "there is no resource \"%1\"").with(std::string(name)));
    return fail(ErrorCode::AmbiguousName,
                MODEL_TEXT("Names", "%1 resources are named \"%2\": use an id")
                    .with(static_cast<int>(byName.size()))
                    .with(std::string(name)));
}

std::string displayName(const Resource& resource)
{
    return resource.name.empty() ? resource.id.value() : resource.name;
}

std::string freeName(const Architecture& architecture, const std::string& base)
{
    std::set<std::string> taken;
    for (const auto& resource : architecture.resources())
        taken.insert(resource->name);
    int number = 1;
    while (taken.contains(base + " " + std::to_string(number)))
        ++number;
    return base + " " + std::to_string(number);
}

ResourceId freeResourceId(const Architecture& architecture, std::string_view base)
{
    return ResourceId(firstFree(fitForId(base), [&](const std::string& id) {
        return architecture.find(ResourceId(id)) != nullptr;
    }));
}

ConnectionId freeConnectionId(const Architecture& architecture)
{
    std::size_t number = architecture.connections().size() + 1;
    while (architecture.find(ConnectionId("c" + std::to_string(number))) != nullptr)
        ++number;
    return ConnectionId("c" + std::to_string(number));
}

IntentId freeIntentId(const Architecture& architecture)
{
    return IntentId(firstFree("intent", [&](const std::string& id) {
        return architecture.find(IntentId(id)) != nullptr;
    }));
}

bool isValidId(std::string_view text)
{
    return !text.empty() && text.size() <= 128
           && std::all_of(text.begin(), text.end(), isIdCharacter);
}

} // namespace skydraft
