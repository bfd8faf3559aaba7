// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

/// A network balancer hashes the addresses, ports and sequence number of a new connection; all that
/// comes over the connection goes to the same target (Elastic Load Balancing user guide, "How
/// Elastic Load Balancing works": "Routing algorithm"). A person's next connection has another
/// port, so the hash is as good as drawn. A connection to a target that stopped is reset.
Index EventEngine::followFlow(Pool& pool, const PoolPlan& plan, const Request& request,
                              const std::vector<Index>& candidates, Index zone)
{
    const auto isNear = [&](Index target) {
        return zone == none || m_instances[m_targets[target].instance].zone == zone;
    };
    const std::int64_t keepAlive =
        std::min(m_plan.populations[request.population].keepAliveNs, plan.flowIdleNs);
    Binding* connection = nullptr;
    if (keepAlive > 0) {
        // One connection to each of the balancer's addresses.
        const std::size_t addresses = m_plan.zones.size() + 1;
        const std::size_t place = request.session * addresses + (zone == none ? 0 : zone + 1U);
        if (pool.bindings.size() <= place)
            pool.bindings.resize(place + 1);
        connection = &pool.bindings[place];
        const bool isOpen = connection->target != none && m_now - connection->last <= keepAlive
                            && m_targets[connection->target].state == TargetState::Healthy
                            && m_instances[m_targets[connection->target].instance].isRunning();
        if (isOpen) {
            connection->last = m_now;
            return connection->target;
        }
    }
    const auto near =
        static_cast<std::uint32_t>(std::count_if(candidates.begin(), candidates.end(), isNear));
    if (near == 0)
        return none;
    std::uint32_t left = pool.flows.below(near);
    const auto chosen = std::find_if(candidates.begin(), candidates.end(),
                                     [&](Index target) { return isNear(target) && left-- == 0; });
    if (connection != nullptr)
        *connection = {*chosen, m_now};
    return *chosen;
}

} // namespace skydraft
