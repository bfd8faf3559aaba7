// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"

#include <cstdint>

namespace skydraft::testing {

/// A small generator of its own (SplitMix64): the same numbers on every platform.
class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {}
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15U);
        z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
        z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
        return z ^ z >> 31U;
    }
    /// 0 … bound - 1
    int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }

private:
    std::uint64_t m_state;
};

/// An edit that may or may not be possible on `architecture`: ids that exist and ids that do not,
/// parents that make cycles, values of wrong types.
inline Edit randomEdit(Random& random, const Architecture& architecture, int depth = 0)
{
    const char* const types[] = {"vpc.vpc", "vpc.subnet", "ec2.instance", "vpc.security-group",
                                 "mars.rover"};
    const auto someId = [&]() -> ResourceId {
        const auto count = static_cast<int>(architecture.resources().size());
        if (count == 0 || random.below(8) == 0)
            return ResourceId("r" + std::to_string(random.below(40)));
        return architecture.resources()[static_cast<std::size_t>(random.below(count))]->id;
    };
    const auto somePlacement = [&]() -> std::optional<Placement> {
        if (random.below(4) == 0)
            return std::nullopt;
        return Placement{double(random.below(500)), double(random.below(500)), 64,
                         random.below(2) == 0 ? 64.0 : 200.0};
    };
    const auto someParent = [&]() -> std::optional<ResourceId> {
        return random.below(3) == 0 ? std::nullopt : std::optional(someId());
    };
    switch (random.below(depth > 2 ? 11 : 12)) {
    case 0:
    case 1:
        return Edit{AddResource{Resource{
            .id = ResourceId("r" + std::to_string(random.below(40))),
            .type = types[random.below(5)],
            .name = "n" + std::to_string(random.below(9)),
            .parent = someParent(),
            .properties = random.below(3) == 0 ? Json{{"security_groups", {someId().value()}}}
                                               : Json::object(),
            .placement = somePlacement()}}};
    case 2:
        return Edit{RemoveResource{someId()}};
    case 3:
        return Edit{SetProperty{someId(), random.below(2) == 0 ? "workers" : "security_groups",
                                random.below(3) == 0 ? std::nullopt
                                                     : std::optional(Json(random.below(5) - 1))}};
    case 4:
        return Edit{
            SetProperty{someId(), "security_groups", Json{someId().value(), someId().value()}}};
    case 5:
        return Edit{MoveResource{someId(), someParent(), somePlacement()}};
    case 6:
        return Edit{Connect{Connection{.id = ConnectionId("c" + std::to_string(random.below(20))),
                                       .from = someId(),
                                       .to = someId()}}};
    case 7:
        return Edit{Disconnect{ConnectionId("c" + std::to_string(random.below(20)))}};
    case 8:
        return Edit{RenameResource{someId(), "m" + std::to_string(random.below(9))}};
    case 9: {
        SuppressionKey id{random.below(2) == 0 ? "SG001" : "EC002", std::nullopt};
        if (random.below(4) != 0)
            id.resource = someId();
        const bool isSet = random.below(3) != 0;
        return Edit{SetSuppression{
            id, isSet ? std::optional(Suppression{.id = id,
                                                  .reason = random.below(9) == 0 ? "" : "why",
                                                  .extra = {{"by", random.below(3)}}})
                      : std::nullopt}};
    }
    case 10: {
        const IntentId id("i" + std::to_string(random.below(5)));
        const bool isSet = random.below(3) != 0;
        return Edit{SetIntent{
            id, isSet ? std::optional(
                    Intent{.id = id,
                           .kind = random.below(4) == 0 ? IntentKind::Reaches : IntentKind::Never,
                           .from = random.below(9) == 0 ? "tag:" : "internet",
                           .to = someId().value(),
                           .port = random.below(70000)})
                      : std::nullopt}};
    }
    default: {
        Batch batch;
        for (int i = random.below(5); i > 0; --i)
            batch.edits.push_back(randomEdit(random, architecture, depth + 1));
        return Edit{std::move(batch)};
    }
    }
}

} // namespace skydraft::testing
