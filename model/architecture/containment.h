// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <map>
#include <vector>

namespace skydraft {

/// Children of every resource, and each one's depth, computed once.
class Containment
{
public:
    explicit Containment(const Architecture& architecture);

    const std::vector<const Resource*>& childrenOf(const ResourceId& id) const;
    const std::vector<const Resource*>& roots() const { return m_roots; }

private:
    std::map<ResourceId, std::vector<const Resource*>> m_children;
    std::vector<const Resource*> m_roots;
    std::vector<const Resource*> m_none;
};

/// The nearest ancestor (or the resource itself) whose type has `role`; null when there is none.
const Resource* ancestorOf(const Catalogue& catalogue, const Architecture& architecture,
                           const Resource& resource, NetworkRole role);

} // namespace skydraft
