// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace skydraft {

class IdIndex;
struct GroupModel;
struct NetworkModel;

/// An Architecture compiled for packet walking: VPCs, subnets, route tables, network ACLs, security
/// groups, gateways and interfaces as arrays with dense numbers, every one with the id of the
/// resource it comes from. Immutable; may be read from any thread. The implementation stands in
/// network_model.h, which only this folder includes. The catalogue must outlive it.
class Network
{
public:
    Network(const Catalogue& catalogue, const Architecture& architecture);

    const Catalogue& catalogue() const { return *m_catalogue; }
    const Architecture& architecture() const { return m_architecture; }
    const NetworkModel& model() const { return *m_model; }

    /// architecture().find() in constant time.
    const Resource* find(std::string_view id) const;
    const Resource* find(const ResourceId& id) const { return find(id.value()); }

    /// Takes over a drawing that differs from this one in the rules of these groups (numbers of the
    /// model) and in what no packet meets. Copies of this network keep what they have.
    void replaceRules(const Architecture& next, std::vector<std::pair<int, GroupModel>> groups);

private:
    const Catalogue* m_catalogue;
    Architecture m_architecture;
    std::shared_ptr<const IdIndex> m_ids;
    std::shared_ptr<NetworkModel> m_model; // copied before a change where it is shared
};

} // namespace skydraft
