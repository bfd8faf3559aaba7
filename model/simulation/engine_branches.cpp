// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

/// Calls everything that a server is connected to at the same time; it answers when the last one
/// has answered. Each call is a request of its own that knows whose branch it is.
void EventEngine::callAll(Index request, std::int64_t lag)
{
    constexpr std::size_t mostBranches = 255;
    const Request record = m_requests[request];
    const std::vector<CallGroup>& groups =
        m_plan.nodes[m_instances[instanceOf(m_hops[record.top])].node].calls;
    std::vector<Index> edges;
    for (const CallGroup& group : groups) {
        const EdgeChoice& choice = record.is(Request::write) ? group.writes : group.reads;
        for (const Index edge : choice.edges)
            if (m_plan.edges[edge].weight > 0 && edges.size() < mostBranches)
                edges.push_back(edge);
    }
    if (edges.empty())
        return answer(request, lag);
    m_requests[request].state = RequestState::Joining;
    m_requests[request].ticketOrNext = 0;
    m_requests[request].branches = static_cast<std::uint8_t>(edges.size());
    for (const Index edge : edges) {
        const Index branch = m_requests.take();
        Request& call = m_requests[branch];
        call.started = request;
        call.session = record.session;
        call.key = record.key;
        call.population = record.population;
        call.requestClass = record.requestClass;
        call.flags = static_cast<std::uint8_t>((record.flags & (Request::write | Request::counted))
                                               | Request::branch);
        issue(branch, edge, lag);
    }
}

void EventEngine::finishBranch(Index branch, Cause cause)
{
    if (m_requests[branch].is(Request::message))
        return finishMessage(branch, cause);
    const auto whole = static_cast<Index>(m_requests[branch].started);
    releaseRequest(branch);
    Request& record = m_requests[whole];
    RequestHop& hop = m_hops[record.top];
    if (cause != Cause::None) {
        hop.flags |= RequestHop::failed;
        record.cause = cause;
    }
    if (--record.branches > 0)
        return;
    if ((hop.flags & RequestHop::failed) == 0)
        return answer(whole, 0);
    Instance& instance = m_instances[instanceOf(hop)];
    if (m_plan.nodes[instance.node].holdsWorker)
        releaseWorker(instance);
    fail(whole, record.cause, IsAnswer::Yes);
}

/// A server that waited for its calls is gone: nobody joins them.
void EventEngine::abandonBranches(Index request)
{
    for (Index other = 0; other < m_requests.size(); ++other) {
        Request& branch = m_requests[other];
        const bool isOurs = branch.state != RequestState::Free && branch.is(Request::branch)
                            && !branch.is(Request::message) && branch.started == request;
        if (isOurs)
            branch.flags =
                static_cast<std::uint8_t>((branch.flags & ~Request::branch) | Request::orphan);
    }
    m_requests[request].branches = 0;
}

} // namespace skydraft
