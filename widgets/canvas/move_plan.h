// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/canvas/scene.h"

#include <optional>
#include <vector>

namespace skydraft {

/// One resource that is to stand elsewhere, with all that stands in it.
struct Moved
{
    ResourceId id{};
    QPointF offset{};
    std::optional<ResourceId> parent{};
};

/// The edit that moves them. Contents that layout placed get a place of their own, so that they
/// come along. An empty batch where nothing would change.
Edit moveEdit(const Scene& scene, const std::vector<Moved>& moves);

/// Those of `ids` that stand in none of the others.
std::vector<ResourceId> outermost(const Scene& scene, const std::set<ResourceId>& ids);

} // namespace skydraft
