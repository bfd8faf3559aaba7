// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <memory>

namespace skydraft {

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

private:
    const Catalogue* m_catalogue;
    Architecture m_architecture;
    std::shared_ptr<const NetworkModel> m_model;
};

} // namespace skydraft
