// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"

#include <functional>
#include <vector>

namespace skydraft::testing {

/// The smallest drawing that still fails: takes away resources, then entries of lists in
/// properties, as long as `fails` stays true.
inline Architecture shrunk(Architecture drawing,
                           const std::function<bool(const Architecture&)>& fails)
{
    const auto tries = [&](const Edit& edit) {
        const auto applied = apply(Catalogue::builtIn(), drawing, edit);
        if (!applied || !fails(applied->architecture))
            return false;
        drawing = applied->architecture;
        return true;
    };
    bool isSmaller = true;
    while (isSmaller) {
        isSmaller = false;
        const Architecture before = drawing;
        for (const auto& resource : before.resources()) {
            if (tries(Edit{RemoveResource{resource->id}})) {
                isSmaller = true;
                continue;
            }
            for (const auto& [name, value] : resource->properties.items())
                for (std::size_t i = value.is_array() ? value.size() : 0; i-- > 0;) {
                    const Resource* current = drawing.find(resource->id);
                    Json shorter = current == nullptr ? Json() : current->properties[name];
                    if (!shorter.is_array() || i >= shorter.size())
                        continue;
                    shorter.erase(i);
                    isSmaller |= tries(Edit{SetProperty{resource->id, name, shorter}});
                }
        }
    }
    return drawing;
}

} // namespace skydraft::testing
