// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/templates.h"

#include "model/base/json.h"
#include "resources/embedded.h"

#include <algorithm>

namespace skydraft {

const std::vector<Template>& builtInTemplates()
{
    static const std::vector<Template> templates = [] {
        constexpr std::string_view folder = "templates/";
        constexpr std::string_view ending = ".skydraft";
        std::vector<Template> found;
        for (const resources::EmbeddedFile& file : resources::embeddedFiles()) {
            if (!file.path.starts_with(folder))
                continue;
            const std::string_view name = file.path.substr(folder.size());
            const auto json = parseJson(file.bytes);
            found.push_back({std::string(name.substr(0, name.size() - ending.size())),
                             json ? json->value("title", "") : "", file.bytes});
        }
        std::sort(found.begin(), found.end(),
                  [](const Template& a, const Template& b) { return a.name < b.name; });
        return found;
    }();
    return templates;
}

} // namespace skydraft
