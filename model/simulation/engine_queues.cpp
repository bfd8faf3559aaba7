// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr std::int64_t pollNs = 1'000'000'000;

} // namespace

/// Queues of messages, as Amazon SQS has them. Whoever sends has its answer at once. A message goes
/// to a worker that is idle; until the worker has deleted it, it stays, out of sight, and comes
/// back when its visibility timeout is over ("Amazon SQS visibility timeout", developer guide).
void EventEngine::startQueues()
{
    m_queues.resize(m_plan.queues.size());
    for (Index queue = 0; queue < m_queues.size(); ++queue) {
        m_queues[queue].instance = m_instanceOf[m_plan.queues[queue].node];
        m_instances[m_queues[queue].instance].queue = queue;
        if (!m_plan.queues[queue].consumers.empty())
            startTimer(TimerKind::QueuePoll, queue, pollNs);
    }
}

/// Workers look into their queue now and then: one that came up meanwhile is found so.
void EventEngine::pollQueue(Index queue)
{
    expectDelivery(queue);
    startTimer(TimerKind::QueuePoll, queue, m_now + pollNs);
}

/// By node: the queue whose messages it works on.
void EventEngine::findFeeders()
{
    m_feederOf.assign(m_plan.nodes.size(), none);
    for (Index queue = 0; queue < m_plan.queues.size(); ++queue)
        for (const Index edge : m_plan.queues[queue].consumers)
            m_feederOf[m_plan.edges[edge].to] = queue;
}

void EventEngine::accrueQueue(MessageQueue& queue)
{
    queue.waiting.addProduct(static_cast<std::uint64_t>(m_now - queue.since),
                             static_cast<std::uint32_t>(queue.visible.size()));
    queue.since = m_now;
}

void EventEngine::sendMessage(const Request& request, Index queueIndex)
{
    MessageQueue& queue = m_queues[queueIndex];
    const Index message = m_messages.take();
    QueuedMessage& record = m_messages[message];
    record.sent = m_now;
    record.users = 1;
    record.queue = queueIndex;
    record.session = request.session;
    record.key = request.key;
    record.population = request.population;
    record.requestClass = request.requestClass;
    accrueQueue(queue);
    ++queue.sent;
    queue.visible.push_back(message);
    expectDelivery(queueIndex);
}

/// As an event of its own: whatever frees a worker is still at work itself.
void EventEngine::expectDelivery(Index queueIndex)
{
    MessageQueue& queue = m_queues[queueIndex];
    if (queue.isDelivering || queue.visible.empty())
        return;
    queue.isDelivering = true;
    startTimer(TimerKind::Delivery, queueIndex, m_now);
}

/// A worker of the queue that is idle now, and the connection that leads to it.
std::pair<Index, Index> EventEngine::idleWorker(const QueuePlan& plan) const
{
    std::pair<Index, Index> best{none, none};
    const auto consider = [&](Index index, Index edge) {
        const Instance& worker = m_instances[index];
        const bool isIdle =
            worker.isRunning() && !worker.isDraining && worker.busy < worker.workers;
        if (isIdle && (best.first == none || worker.busy < m_instances[best.first].busy))
            best = {index, edge};
    };
    for (const Index edge : plan.consumers) {
        if (m_plan.edges[edge].isBlocked)
            continue;
        const NodePlan& node = m_plan.nodes[m_plan.edges[edge].to];
        if (node.kind == NodeKind::Station)
            consider(m_instanceOf[m_plan.edges[edge].to], edge);
        else if (node.kind == NodeKind::Group)
            for (const Index member : m_groups[node.group].members)
                consider(member, edge);
    }
    return best;
}

void EventEngine::deliver(Index queueIndex)
{
    const QueuePlan& plan = m_plan.queues[queueIndex];
    m_queues[queueIndex].isDelivering = false;
    while (true) {
        MessageQueue& queue = m_queues[queueIndex];
        const Instance& instance = m_instances[queue.instance];
        if (queue.visible.empty() || !instance.isRunning() || instance.stallFaults > 0)
            return;
        const auto [worker, edge] = idleWorker(plan);
        if (worker == none)
            return;
        accrueQueue(queue);
        const Index message = queue.visible.front();
        queue.visible.pop_front();
        if (m_messages[message].isDeleted)
            releaseMessage(message); // a slow worker was done with it after all
        else
            receive(message, worker, edge);
    }
}

void EventEngine::receive(Index messageIndex, Index worker, Index edge)
{
    QueuedMessage& message = m_messages[messageIndex];
    MessageQueue& queue = m_queues[message.queue];
    const QueuePlan& plan = m_plan.queues[message.queue];
    if (message.receives == 0) {
        queue.waits.add(static_cast<std::uint64_t>(m_now - message.sent));
        ++queue.received;
    } else {
        ++queue.redelivered;
    }
    if (message.receives >= plan.mostReceives) { // it goes to the dead-letter queue instead
        ++queue.deadLettered;
        return releaseMessage(messageIndex);
    }
    ++message.receives;
    ++message.users; // the queue had it; now the work and the timer do
    startTimer(TimerKind::MessageVisible, messageIndex, m_now + plan.visibilityNs);
    const Index request = m_requests.take();
    Request& work = m_requests[request];
    work.started = messageIndex;
    work.session = message.session;
    work.key = message.key;
    work.population = message.population;
    work.requestClass = message.requestClass;
    work.flags = Request::write | Request::branch | Request::message;
    push(work, edge);
    m_hops[work.top].place = worker;
    ++m_edges[edge].requests;
    arriveAt(request, worker);
}

/// A worker is done with a message, or failed at it; what it did not delete comes back.
void EventEngine::finishMessage(Index request, Cause cause)
{
    const auto messageIndex = static_cast<Index>(m_requests[request].started);
    releaseRequest(request);
    QueuedMessage& message = m_messages[messageIndex];
    MessageQueue& queue = m_queues[message.queue];
    if (cause == Cause::None) {
        if (message.isDeleted)
            ++queue.processedTwice;
        else
            ++queue.deleted;
        message.isDeleted = true;
    }
    releaseMessage(messageIndex);
}

/// The visibility timeout is over.
void EventEngine::showMessage(Index messageIndex)
{
    QueuedMessage& message = m_messages[messageIndex];
    if (message.isDeleted)
        return releaseMessage(messageIndex);
    MessageQueue& queue = m_queues[message.queue];
    accrueQueue(queue);
    queue.visible.push_back(messageIndex); // in place of its timer
    expectDelivery(message.queue);
}

void EventEngine::releaseMessage(Index messageIndex)
{
    if (--m_messages[messageIndex].users == 0)
        m_messages.release(messageIndex);
}

} // namespace skydraft
