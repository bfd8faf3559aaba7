// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// A drawing that comes with the program (resources/templates/).
struct Template
{
    std::string name{};  ///< file name without ".skydraft": "myclothes"
    std::string title{}; ///< the document's title
    std::string_view text{};
};

/// Sorted by name.
const std::vector<Template>& builtInTemplates();

} // namespace skydraft
