// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

/// The job that ends first stands in front of the heap; among equals the one that came first.
bool endsLater(const EventEngine::Job& a, const EventEngine::Job& b)
{
    return a.end > b.end || (a.end >= b.end && a.number > b.number);
}

} // namespace

/// Brings the work that each job has had up to now. All have had the same since they came: a job
/// ends when that reaches what it had when this one came plus its own work.
void EventEngine::advance(Share& share, const Instance& instance)
{
    const auto span = static_cast<double>(m_now - share.since);
    share.since = m_now;
    share.work += span * share.speed;
    share.speed = share.present > instance.workers
                      ? static_cast<double>(instance.workers) / static_cast<double>(share.present)
                      : 1;
}

void EventEngine::awaitNextEnd(Share& share)
{
    const Index next = share.jobs.empty() ? none : share.jobs.front().request;
    if (share.expected != none && share.expected != next)
        m_requests[share.expected].ticketOrNext = 0;
    share.expected = next;
    if (next == none)
        return;
    const double left = std::max(share.jobs.front().end - share.work, 0.0) / share.speed;
    schedule(next, m_now + static_cast<std::int64_t>(std::min(std::ceil(left), 2e18)));
}

void EventEngine::shareIn(Index request, Instance& instance)
{
    Share& share = m_shares[instance.share];
    if (instance.queued >= instance.queueLimit && instance.busy >= instance.workers) {
        ++instance.meter.blocked;
        return fail(request, refusalOf(m_plan.nodes[instance.node]), IsAnswer::Yes);
    }
    instance.accrueLoad(m_now);
    if (m_now >= m_plan.warmupNs)
        ++instance.meter.waited;
    ++(instance.busy < instance.workers ? instance.busy : instance.queued);
    ++share.present;
    advance(share, instance);
    m_requests[request].state = RequestState::InService;
    const auto work = static_cast<double>(workOf(m_requests[request], instance));
    share.jobs.push_back({share.work + work, ++share.numbers, request});
    std::push_heap(share.jobs.begin(), share.jobs.end(), endsLater);
    awaitNextEnd(share);
}

void EventEngine::shareOut(Index request, Instance& instance)
{
    Share& share = m_shares[instance.share];
    instance.accrueLoad(m_now);
    --(instance.queued > 0 ? instance.queued : instance.busy);
    --share.present;
    advance(share, instance);
    std::pop_heap(share.jobs.begin(), share.jobs.end(), endsLater);
    share.jobs.pop_back();
    if (share.expected == request)
        share.expected = none;
    awaitNextEnd(share);
}

/// The jobs of one process are lost; those of others on its host go on, faster.
void EventEngine::dropJobs(Index index)
{
    const Instance& instance = m_instances[index];
    Share& share = m_shares[instance.share];
    advance(share, instance);
    std::erase_if(share.jobs, [&](const Job& job) {
        return instanceOf(m_hops[m_requests[job.request].top]) == index;
    });
    std::make_heap(share.jobs.begin(), share.jobs.end(), endsLater);
    share.present = static_cast<std::uint32_t>(share.jobs.size());
    advance(share, instance);
    awaitNextEnd(share);
}

/// Processes on one host work by the same share of its processors.
void EventEngine::shareHosts()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node)
        if (m_plan.nodes[node].host != none)
            m_instances[m_instanceOf[node]].share =
                m_instances[m_instanceOf[m_plan.nodes[node].host]].share;
}

} // namespace skydraft
