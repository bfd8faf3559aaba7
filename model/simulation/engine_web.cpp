// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

/// A web server has worker_processes times worker_connections connections. One is its client's; a
/// request that it passes on takes another one, to the server behind (nginx documentation, "Core
/// functionality": worker_connections).
bool EventEngine::openConnection(Index request, Instance& instance)
{
    const NodePlan& node = m_plan.nodes[instance.node];
    const WebServerPlan& plan = m_plan.webServers[node.web];
    const Request& record = m_requests[request];
    const auto calls = [&](const CallGroup& group) {
        const bool isWrite = record.is(Request::write);
        if (!group.classReads.empty())
            return !(isWrite ? group.classWrites : group.classReads)[record.requestClass].isEmpty();
        return !(isWrite ? group.writes : group.reads).isEmpty();
    };
    const WebAnswer kind =
        plan.byClass.empty() ? WebAnswer::Anything : plan.byClass[record.requestClass];
    const bool passesOn = (kind == WebAnswer::Proxy || kind == WebAnswer::Anything)
                          && std::any_of(node.calls.begin(), node.calls.end(), calls);
    const std::uint32_t wanted = passesOn ? 2 : 1;
    if (instance.connections + wanted > plan.connections) {
        ++instance.meter.blocked;
        fail(request, Cause::QueueFull, IsAnswer::Yes);
        return false;
    }
    instance.connections += wanted;
    m_hops[record.top].flags |= static_cast<std::uint8_t>(
        RequestHop::connected | (passesOn ? RequestHop::connectedTwice : 0));
    return true;
}

void EventEngine::closeConnection(const RequestHop& hop)
{
    Instance& instance = m_instances[instanceOf(hop)];
    instance.connections -= (hop.flags & RequestHop::connectedTwice) != 0 ? 2U : 1U;
}

void EventEngine::answerAsWebServer(Index request, const WebServerPlan& plan, std::int64_t lag)
{
    const Request& record = m_requests[request];
    Instance& instance = m_instances[instanceOf(m_hops[record.top])];
    switch (plan.byClass[record.requestClass]) {
    case WebAnswer::File:
        return answer(request, lag);
    case WebAnswer::NotFound:
        if (m_plan.nodes[instance.node].holdsWorker)
            releaseWorker(instance);
        return failAfter(request, Cause::Http404, lag, IsAnswer::Yes);
    case WebAnswer::Anything:
    case WebAnswer::Proxy:
        break;
    }
    if (m_plan.nodes[instance.node].callsInParallel)
        return callAll(request, lag);
    continueCalls(request, lag);
}

} // namespace skydraft
