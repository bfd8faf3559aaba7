// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/event_queue.h"

#include <algorithm>

namespace skydraft {

namespace {

/// The wheel then reaches 2^60 ns; together with the latest start that is no overflow.
constexpr unsigned widestShift = 46;
/// Pourings after which the width of the buckets is looked at.
constexpr std::uint64_t trial = 1024;
constexpr std::int64_t latest = INT64_MAX / 2; ///< no bucket begins later

} // namespace

void EventQueue::pour(std::size_t bucket)
{
    std::uint32_t node = m_heads[bucket];
    m_heads[bucket] = nobody;
    while (node != nobody) {
        Node& record = m_nodes[node];
        const std::uint32_t next = record.next;
        m_run.push_back(record.event);
        record.next = m_freeNode;
        m_freeNode = node;
        node = next;
        --m_waiting;
        ++m_pouredEvents;
    }
    ++m_poured;
    std::sort(m_run.begin(), m_run.end(), [](const Event& a, const Event& b) { return b < a; });
}

void EventQueue::refill()
{
    if (m_nearEnd == endOfTime || size() == 0) {
        m_nearEnd = m_wheelEnd = endOfTime;
        return;
    }
    const std::int64_t width = std::int64_t{1} << m_shift;
    if (m_waiting == 0) { // the next event lies beyond the wheel
        Heap all = std::move(m_far);
        m_far.clear();
        const std::int64_t first = all.front().time;
        m_shift = shiftFor(first, all);
        return spreadFrom(first, all);
    }
    while (isEmpty()) {
        pour(static_cast<std::size_t>(m_nearEnd >> m_shift) % buckets);
        m_nearEnd += width;
        m_wheelEnd += width;
        while (!m_far.empty() && m_far.front().time < m_wheelEnd) {
            const Event event = popFrom(m_far);
            if (event.time < m_nearEnd)
                pushInto(m_near, event);
            else
                pushLater(event);
        }
    }
    if (m_poured < trial)
        return;
    // Where traffic grew or shrank, the width no longer fits.
    const std::uint64_t mean = m_pouredEvents / m_poured;
    m_poured = m_pouredEvents = 0;
    unsigned shift = m_shift;
    for (std::uint64_t held = mean; held > 2 * wantedPerBucket && shift > 0; held /= 2)
        --shift;
    for (std::uint64_t held = mean + 1; held < wantedPerBucket / 2 && shift < widestShift;
         held *= 2)
        ++shift;
    if (shift == m_shift)
        return;
    Heap all = takeAll();
    m_shift = shift;
    const std::int64_t first = std::min_element(all.begin(), all.end())->time;
    spreadFrom(first, all);
}

EventQueue::Heap EventQueue::takeAll()
{
    Heap all = std::move(m_near);
    m_near.clear();
    all.insert(all.end(), m_run.begin(), m_run.end());
    m_run.clear();
    for (std::uint32_t& head : m_heads) {
        for (std::uint32_t node = head; node != nobody; node = m_nodes[node].next)
            all.push_back(m_nodes[node].event);
        head = nobody;
    }
    m_nodes.clear();
    m_freeNode = nobody;
    m_waiting = 0;
    all.insert(all.end(), m_far.begin(), m_far.end());
    m_far.clear();
    return all;
}

unsigned EventQueue::shiftFor(std::int64_t now, Heap& all)
{
    // So wide that the nearer half of the events fills buckets as wanted.
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    const std::int64_t span = std::min(middle->time, latest) - std::min(now, latest);
    const auto wanted = static_cast<std::int64_t>(all.size() / (2 * wantedPerBucket) + 1);
    unsigned shift = 0;
    while (shift < widestShift && (std::int64_t{2} << shift) <= span / wanted)
        ++shift;
    return shift;
}

void EventQueue::spread()
{
    // What overflows is what comes next: its density decides, not that of timers far ahead.
    const std::int64_t first = EventQueue::first().time;
    Heap next = m_near;
    m_shift = shiftFor(first, next);
    Heap all = takeAll();
    spreadFrom(first, all);
}

void EventQueue::spreadFrom(std::int64_t now, Heap& all)
{
    m_poured = m_pouredEvents = 0;
    m_mostNear = few;
    if (all.size() < few / 4) {
        m_nearEnd = m_wheelEnd = endOfTime;
        for (const Event& event : all)
            pushInto(m_near, event);
        return;
    }
    m_heads.assign(buckets, nobody);
    const std::int64_t start = (std::min(now, latest) >> m_shift) << m_shift;
    m_nearEnd = start + (std::int64_t{1} << m_shift);
    m_wheelEnd = start + static_cast<std::int64_t>(buckets << m_shift);
    for (const Event& event : all) {
        if (event.time < m_nearEnd)
            pushInto(m_near, event);
        else
            pushLater(event);
    }
    // Many events at one instant stay in the heap, however narrow the buckets are.
    m_mostNear = std::max(few, 2 * m_near.size());
    if (m_near.empty())
        refill();
}

} // namespace skydraft
