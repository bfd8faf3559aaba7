// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/architecture/resource_json.h"

namespace skydraft {

/// One edit as JSON, e.g. {"edit": "set", "id": "web-a", "property": "instance_type", "value":
/// "m5.large"}. Every form stands in resources/schemas/edit.schema.json.
OrderedJson toJson(const Edit& edit);

Result<Edit> editFrom(const Json& json, const std::string& pointer = {});

struct EditLine
{
    Edit edit{};
    int line = 0; ///< from 1
};

/// One edit a line, empty lines skipped, as `skydraft-cli edit` reads it. Errors carry `source`
/// and the line.
Result<std::vector<EditLine>> editsFromLines(std::string_view text, const std::string& source);

} // namespace skydraft
