// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/containment.h"

namespace skydraft {

Containment::Containment(const Architecture& architecture)
{
    for (const auto& resource : architecture.resources()) {
        if (const auto& parent = resource->parent)
            m_children[*parent].push_back(resource.get());
        else
            m_roots.push_back(resource.get());
    }
}

const std::vector<const Resource*>& Containment::childrenOf(const ResourceId& id) const
{
    const auto found = m_children.find(id);
    return found == m_children.end() ? m_none : found->second;
}

const Resource* ancestorOf(const Catalogue& catalogue, const Architecture& architecture,
                           const Resource& resource, NetworkRole role)
{
    for (const Resource* at = &resource; at != nullptr;
         at = at->parent ? architecture.find(*at->parent) : nullptr)
        if (catalogue.typeOrGeneric(at->type).role == role)
            return at;
    return nullptr;
}

} // namespace skydraft
