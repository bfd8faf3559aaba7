// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/id_index.h"

#include <bit>
#include <functional>

namespace skydraft {

IdIndex::IdIndex(const Architecture& architecture)
    : m_slots(std::bit_ceil(2 * architecture.resources().size() + 1), -1)
{
    std::int32_t position = 0;
    for (const auto& resource : architecture.resources()) {
        std::size_t slot = slotOf(resource->id.value());
        while (m_slots[slot] >= 0)
            slot = (slot + 1) % m_slots.size();
        m_slots[slot] = position++;
    }
}

const Resource* IdIndex::find(const Architecture& architecture, std::string_view id) const
{
    const auto resources = architecture.resources();
    for (std::size_t slot = slotOf(id); m_slots[slot] >= 0; slot = (slot + 1) % m_slots.size()) {
        const Resource* candidate = resources[static_cast<std::size_t>(m_slots[slot])].get();
        if (candidate->id.value() == id)
            return candidate;
    }
    return nullptr;
}

std::size_t IdIndex::slotOf(std::string_view id) const
{
    return std::hash<std::string_view>()(id) & (m_slots.size() - 1);
}

} // namespace skydraft
