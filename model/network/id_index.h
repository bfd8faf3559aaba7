// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace skydraft {

/// Where a resource of an id stands among those of a drawing. Drawings with the same ids share one:
/// it keeps positions only.
class IdIndex
{
public:
    explicit IdIndex(const Architecture& architecture);

    /// Null where `architecture`, which must have the ids of the one indexed, has none of it.
    const Resource* find(const Architecture& architecture, std::string_view id) const;

private:
    std::size_t slotOf(std::string_view id) const;

    std::vector<std::int32_t> m_slots; ///< a hash table with open addressing; -1: free
};

} // namespace skydraft
