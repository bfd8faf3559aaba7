// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/burstable.h"

#include "model/base/json.h"
#include "model/simulation/plan_json.h"
#include "resources/embedded.h"

#include <algorithm>
#include <array>

namespace skydraft {

namespace {

Result<BurstableType> sizeFrom(const Json& json, double hoursKept, const std::string& pointer)
{
    BurstableType type{.name = textIn(json, "size")};
    if (type.name.empty())
        return fail(ErrorCode::MissingMember,
                    MODEL_TEXT("Simulation", "A burstable size has a name."),
                    pointerTo(pointer, "size"));
    struct Member
    {
        const char* key;
        double BurstableType::*place;
        double most;
    };
    constexpr std::array members{Member{"credits_per_hour", &BurstableType::creditsPerHour, 1e6},
                                 Member{"baseline", &BurstableType::baseline, 1},
                                 Member{"vcpus", &BurstableType::vcpus, 1e6}};
    for (const Member& member : members) {
        const double value = numberIn(json, member.key, 0);
        if (!(value > 0 && value <= member.most))
            return fail(ErrorCode::OutOfRange,
                        MODEL_TEXT("Simulation", "\"%1\" is a number above 0, at most %2.")
                            .with(std::string{member.key})
                            .with(member.most),
                        pointerTo(pointer, member.key));
        type.*member.place = value;
    }
    type.mostCredits = hoursKept * type.creditsPerHour;
    return type;
}

} // namespace

Result<BurstableTypes> BurstableTypes::fromJson(std::string_view text, const std::string& source)
{
    const auto json = parseJson(text, source);
    if (!json)
        return tl::unexpected(json.error());
    const double hoursKept = numberIn(*json, "hours_kept", 0);
    const Json families = memberOf(*json, "families");
    if (!(hoursKept > 0) || !families.is_array())
        return fail(ErrorCode::MissingMember,
                    MODEL_TEXT("Simulation", "Burstable types say how long they keep credits, and "
                                             "their families."),
                    hoursKept > 0 ? "/families" : "/hours_kept");
    BurstableTypes all;
    for (std::size_t i = 0; i < families.size(); ++i) {
        const std::string pointer = pointerTo("/families", i);
        const Json names = memberOf(families[i], "names");
        const Json sizes = memberOf(families[i], "sizes");
        for (std::size_t j = 0; sizes.is_array() && j < sizes.size(); ++j) {
            const auto size =
                sizeFrom(sizes[j], hoursKept, pointerTo(pointerTo(pointer, "sizes"), j));
            if (!size)
                return tl::unexpected(size.error());
            for (const Json& name : names.is_array() ? names : Json::array()) {
                BurstableType type = *size;
                type.name = (name.is_string() ? name.get<std::string>() : "") + '.' + size->name;
                all.m_types.push_back(std::move(type));
            }
        }
    }
    return all;
}

const BurstableTypes& BurstableTypes::builtIn()
{
    static const BurstableTypes types = [] {
        const char* const path = "simulation/burstable.json";
        auto read = fromJson(resources::embeddedFile(path), path);
        return read ? *std::move(read) : BurstableTypes{};
    }();
    return types;
}

const BurstableType* BurstableTypes::find(std::string_view name) const
{
    const auto found = std::find_if(m_types.begin(), m_types.end(),
                                    [&](const BurstableType& type) { return type.name == name; });
    return found == m_types.end() ? nullptr : &*found;
}

std::optional<BurstableType> burstableType(std::string_view name)
{
    const BurstableType* type = BurstableTypes::builtIn().find(name);
    return type == nullptr ? std::nullopt : std::optional{*type};
}

} // namespace skydraft
