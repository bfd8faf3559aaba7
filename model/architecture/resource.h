// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/base/json.h"

#include <optional>
#include <string>

namespace skydraft {

/// Where a resource stands on the drawing: the top left corner and the size in drawing units
/// (one unit is one pixel at 100 %), in coordinates of the whole drawing, not of the parent.
struct Placement
{
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    bool operator==(const Placement&) const = default;
};

/// A thing on the drawing. `properties` holds only what was set; catalogue defaults apply to the
/// rest (see property_value.h). `extra` keeps the members of a file that this version does not
/// know.
struct Resource
{
    ResourceId id{};
    std::string type{};
    std::string name{};
    std::optional<ResourceId> parent{};
    Json properties = Json::object();
    std::optional<Placement> placement{};
    Json extra = Json::object();

    bool operator==(const Resource&) const = default;
};

} // namespace skydraft
