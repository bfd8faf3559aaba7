// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/selector.h"

#include "model/architecture/containment.h"
#include "model/architecture/names.h"

#include <algorithm>
#include <array>

namespace skydraft {
namespace {

constexpr std::string_view internet = "internet";

constexpr std::array<std::pair<std::string_view, Selector::Kind>, 3> words{{
    {"type:", Selector::Kind::Type},
    {"tag:", Selector::Kind::Tag},
    {"in:", Selector::Kind::Inside},
}};

tl::unexpected<Error> badAddress(std::string_view text, const std::string& pointer)
{
    return fail(ErrorCode::InvalidValue,
                MODEL_TEXT("Selector", "\"%1\" is not an IP address").with(std::string(text)),
                pointer);
}

Result<Selector> withWord(Selector::Kind kind, std::string_view rest, std::string_view text,
                          const std::string& pointer)
{
    const auto equals = kind == Selector::Kind::Tag ? rest.find('=') : rest.size();
    if (equals == std::string_view::npos || equals == 0)
        return fail(ErrorCode::InvalidValue,
                    (kind == Selector::Kind::Tag
                         ? MODEL_TEXT("Selector", "\"%1\": a tag is written tag:key=value")
                         : MODEL_TEXT("Selector", "\"%1\": a name is wanted behind the colon"))
                        .with(std::string(text)),
                    pointer);
    Selector selector{.kind = kind, .name = std::string(rest.substr(0, equals))};
    if (kind == Selector::Kind::Tag)
        selector.value = std::string(rest.substr(equals + 1));
    return selector;
}

bool hasTag(const Resource& resource, const Selector& selector)
{
    const auto tags = resource.properties.find("tags");
    if (tags == resource.properties.end() || !tags->is_object())
        return false;
    const auto tag = tags->find(selector.name);
    return tag != tags->end() && tag->is_string()
           && tag->get_ref<const std::string&>() == selector.value;
}

std::vector<ResourceId> inside(const Architecture& architecture, const ResourceId& frame)
{
    const Containment containment(architecture);
    std::vector<ResourceId> found{frame};
    for (std::size_t i = 0; i < found.size(); ++i)
        for (const Resource* child : containment.childrenOf(found[i]))
            found.push_back(child->id);
    found.erase(found.begin());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

Result<Selector> selectorFrom(std::string_view text, const std::string& pointer)
{
    if (text.empty())
        return fail(ErrorCode::InvalidValue,
                    MODEL_TEXT("Selector", "a selector is wanted: a resource, internet, "
                                           "type:…, tag:…=… or in:…"),
                    pointer);
    if (text == internet)
        return Selector{.kind = Selector::Kind::Internet};
    if (text.starts_with("internet:")) {
        const std::string_view rest = text.substr(internet.size() + 1);
        const auto address = IpAddress::parse(rest);
        if (!address)
            return badAddress(rest, pointer);
        return Selector{.kind = Selector::Kind::Internet, .address = address};
    }
    for (const auto& [word, kind] : words)
        if (text.starts_with(word))
            return withWord(kind, text.substr(word.size()), text, pointer);
    if (const auto address = IpAddress::parse(text))
        return Selector{.kind = Selector::Kind::Address, .address = address};
    return Selector{.kind = Selector::Kind::Resource, .name = std::string(text)};
}

Result<std::vector<ResourceId>> select(const Architecture& architecture, const Selector& selector)
{
    std::vector<ResourceId> found;
    switch (selector.kind) {
    case Selector::Kind::Internet:
    case Selector::Kind::Address:
        return found;
    case Selector::Kind::Type:
    case Selector::Kind::Tag:
        for (const auto& resource : architecture.resources())
            if (selector.kind == Selector::Kind::Type ? resource->type == selector.name
                                                      : hasTag(*resource, selector))
                found.push_back(resource->id);
        return found;
    case Selector::Kind::Inside:
        return resolve(architecture, selector.name).map([&](const ResourceId& frame) {
            return inside(architecture, frame);
        });
    case Selector::Kind::Resource:
        return resolve(architecture, selector.name).map([](ResourceId id) {
            return std::vector{std::move(id)};
        });
    }
    return found;
}

} // namespace skydraft
