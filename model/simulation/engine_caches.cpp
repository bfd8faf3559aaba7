// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

/// Caches whose objects are known: each has a store. Others answer with a fixed hit ratio.
void EventEngine::startStores()
{
    for (Instance& instance : m_instances) {
        const NodePlan& plan = m_plan.nodes[instance.node];
        if (plan.cacheObjects == 0 || m_plan.objects == 0)
            continue;
        instance.store = static_cast<Index>(m_stores.size());
        m_stores.emplace_back(m_plan.objects, plan.cacheObjects, plan.cacheTtlNs);
        m_edgeObjects.emplace_back();
        if (plan.collapses)
            m_edgeObjects.back().fetches.resize(m_plan.objects);
    }
}

bool EventEngine::isInCache(const Request& request, Instance& instance)
{
    if (request.is(Request::write) || !m_plan.classes[request.requestClass].isCacheable)
        return false;
    ++instance.meter.lookups;
    bool isThere = false;
    if (instance.store != none) {
        isThere = m_stores[instance.store].lookUp(request.key, m_now);
        if (!isThere)
            m_hops[request.top].flags |= RequestHop::missed;
        else if (m_stores[instance.store].isOlderThan(request.key,
                                                      m_edgeObjects[instance.store].changedAt))
            ++instance.staleReads;
    } else {
        const double ratio = m_plan.nodes[instance.node].hitRatio;
        isThere = ratio > 0 && instance.draws.chance(ratio);
    }
    instance.meter.hits += isThere ? 1U : 0U;
    return isThere;
}

/// Cache-aside: what the database answered is kept, what was written is thrown out (Amazon
/// ElastiCache user guide, "Caching strategies": lazy loading).
void EventEngine::fillCaches(const Request& request, const NodePlan& node)
{
    if (!m_plan.classes[request.requestClass].isCacheable)
        return;
    for (const Index cache : node.fills) {
        const Instance& instance = m_instances[m_instanceOf[cache]];
        if (instance.store == none || !instance.isRunning())
            continue;
        if (request.is(Request::write))
            m_stores[instance.store].remove(request.key);
        else
            m_stores[instance.store].store(request.key, m_now);
    }
}

/// A CDN whose origin failed asks its second origin, or answers with what it holds though it is
/// stale (Amazon CloudFront developer guide, "Optimize high availability with CloudFront origin
/// failover" and "Manage how long content stays in the cache"). Only for reads.
bool EventEngine::helpsItself(Index request, Instance& caller, Cause cause)
{
    const NodePlan& plan = m_plan.nodes[caller.node];
    const Request& record = m_requests[request];
    if (plan.behaviour != BehaviourKind::Cdn || record.is(Request::write))
        return false;
    RequestHop& hop = m_hops[record.top];
    if (plan.fallback != none && (hop.flags & RequestHop::isFallback) == 0) {
        hop.flags |= RequestHop::isFallback;
        issue(request, plan.fallback, 0);
        return true;
    }
    if (caller.store == none)
        return false;
    if ((hop.flags & RequestHop::missed) != 0)
        failFetch(request, hop, caller, cause);
    if (!m_stores[caller.store].holds(record.key))
        return false;
    hop.flags &= static_cast<std::uint8_t>(~RequestHop::missed);
    answer(request, 0);
    return true;
}

/// A cache of one node loses everything, one of n nodes a part of n; a CDN is emptied as by an
/// invalidation of all paths (Amazon ElastiCache for Memcached user guide, "Mitigating Failures").
void EventEngine::loseCache(const FaultPlan& fault, Index incident)
{
    const Index index = m_instanceOf[fault.node];
    Instance& instance = m_instances[index];
    const std::uint32_t nodes = std::max(m_plan.nodes[fault.node].cacheNodes, 1U);
    instance.incident = incident;
    if (m_plan.nodes[fault.node].isSessionStore)
        loseSessionShare(index, nodes);
    if (instance.store == none)
        return;
    m_stores[instance.store].loseShare(1.0 / nodes, 0);
}

} // namespace skydraft
