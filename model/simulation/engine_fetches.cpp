// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <utility>

namespace skydraft {

/// Whether a request that a CDN does not hold the answer to does not go to the origin either: while
/// an error of the origin is kept, and while another request fetches the same object (Amazon
/// CloudFront developer guide, "How CloudFront caches HTTP 4xx and 5xx status codes from your
/// origin" and "Request and response behavior for custom origins": "Simultaneous requests for the
/// same object (request collapsing)").
bool EventEngine::isHeldBack(Index request, Instance& instance, std::int64_t lag)
{
    Request& record = m_requests[request];
    RequestHop& hop = m_hops[record.top];
    if (m_plan.nodes[instance.node].behaviour != BehaviourKind::Cdn
        || (hop.flags & RequestHop::missed) == 0)
        return false;
    EdgeObjects& objects = m_edgeObjects[instance.store];
    const std::int64_t time = m_now + lag;
    if (!objects.failures.empty() && objects.failures[record.key].until > time) {
        hop.flags &= static_cast<std::uint8_t>(~RequestHop::missed);
        if (m_stores[instance.store].holds(record.key))
            answer(request, lag);
        else
            failAfter(request, objects.failures[record.key].cause, lag, IsAnswer::Yes);
        return true;
    }
    if (objects.fetches.empty())
        return false;
    EdgeObjects::Fetch& fetch = objects.fetches[record.key];
    if (!fetch.isUnderWay) {
        fetch.isUnderWay = true;
        hop.flags |= RequestHop::fetches;
        return false;
    }
    record.state = RequestState::Waiting;
    record.entered = time;
    record.ticketOrNext = none;
    (fetch.first == none ? fetch.first : m_requests[fetch.last].ticketOrNext) = request;
    fetch.last = request;
    return true;
}

/// The origin has answered: the object is held, and all who waited for it have it.
void EventEngine::finishFetch(Index request, const RequestHop& hop, Instance& instance,
                              std::int64_t lag)
{
    const std::uint32_t key = m_requests[request].key;
    m_stores[instance.store].store(key, m_now);
    if ((hop.flags & RequestHop::fetches) == 0)
        return;
    const EdgeObjects::Fetch fetch = std::exchange(m_edgeObjects[instance.store].fetches[key], {});
    for (Index waiter = fetch.first; waiter != none;) {
        Request& record = m_requests[waiter];
        const Index next = record.ticketOrNext;
        m_hops[record.top].flags &= static_cast<std::uint8_t>(~RequestHop::missed);
        record.state = RequestState::Fetched;
        schedule(waiter, std::max(m_now + lag, record.entered));
        waiter = next;
    }
}

/// The origin has failed: its error is kept for a while, and all who waited have the same answer.
void EventEngine::failFetch(Index request, const RequestHop& hop, Instance& instance, Cause cause)
{
    const std::uint32_t key = m_requests[request].key;
    EdgeObjects& objects = m_edgeObjects[instance.store];
    const NodePlan& plan = m_plan.nodes[instance.node];
    // 429 is not among the codes that a distribution keeps.
    if (plan.errorTtlNs > 0 && cause != Cause::TooManyRequests) {
        objects.failures.resize(m_plan.objects);
        objects.failures[key] = {.until = m_now + plan.errorTtlNs, .cause = cause};
    }
    if ((hop.flags & RequestHop::fetches) == 0)
        return;
    const bool isHeld = m_stores[instance.store].holds(key);
    const EdgeObjects::Fetch fetch = std::exchange(objects.fetches[key], {});
    for (Index waiter = fetch.first; waiter != none;) {
        Request& record = m_requests[waiter];
        const Index next = record.ticketOrNext;
        m_hops[record.top].flags &= static_cast<std::uint8_t>(~RequestHop::missed);
        record.state = isHeld ? RequestState::Fetched : RequestState::Failing;
        record.cause = cause;
        record.flags |= Request::isAnswer;
        schedule(waiter, std::max(m_now, record.entered));
        waiter = next;
    }
}

/// Who fetched an object for others is gone: the next one fetches it.
void EventEngine::passFetchOn(std::uint32_t key, const Instance& instance)
{
    EdgeObjects::Fetch& fetch = m_edgeObjects[instance.store].fetches[key];
    const Index next = fetch.first;
    if (next == none) {
        fetch = {};
        return;
    }
    Request& record = m_requests[next];
    fetch.first = record.ticketOrNext;
    if (fetch.first == none)
        fetch.last = none;
    m_hops[record.top].flags |= RequestHop::fetches;
    record.state = RequestState::Fetched;
    schedule(next, std::max(m_now, record.entered));
}

void EventEngine::goOnAfterFetch(Index request)
{
    Request& record = m_requests[request];
    if ((m_hops[record.top].flags & RequestHop::fetches) == 0)
        return answer(request, 0);
    record.state = RequestState::Calling;
    record.ticketOrNext = 0;
    continueCalls(request, 0);
}

/// Who waited at a CDN that stops is lost with it, and told by whoever stopped it.
void EventEngine::loseFetches(const Instance& instance)
{
    std::vector<EdgeObjects::Fetch>& fetches = m_edgeObjects[instance.store].fetches;
    std::fill(fetches.begin(), fetches.end(), EdgeObjects::Fetch{});
}

/// An invalidation of all paths has reached all edge locations (Amazon CloudFront developer guide,
/// "Invalidate files to remove content").
void EventEngine::invalidate(Index node)
{
    const Instance& instance = m_instances[m_instanceOf[node]];
    if (instance.store == none)
        return;
    m_stores[instance.store].clear();
    m_edgeObjects[instance.store].failures.clear();
}

} // namespace skydraft
