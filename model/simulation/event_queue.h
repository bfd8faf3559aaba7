// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace skydraft {

/// Something that will happen: when, and to what. 16 bytes. Events at the same time happen in the
/// order in which they were scheduled; that makes one total order for every run.
struct Event
{
    std::int64_t time = 0;
    std::uint64_t key = 0; ///< sequence in the upper 36 bits, subject in the lower 28

    static constexpr unsigned subjectBits = 28;
    static constexpr std::uint64_t subjectMask = (std::uint64_t{1} << subjectBits) - 1;

    std::uint32_t subject() const { return static_cast<std::uint32_t>(key & subjectMask); }
    /// The lower 32 bits of the sequence, with which the subject recognizes its event.
    std::uint32_t ticket() const { return static_cast<std::uint32_t>(key >> subjectBits); }

    friend bool operator<(const Event& a, const Event& b)
    {
        // Without branches: which of two events is earlier cannot be foretold.
        return static_cast<bool>(
            static_cast<int>(a.time < b.time)
            | (static_cast<int>(a.time == b.time) & static_cast<int>(a.key < b.key)));
    }
};

/// The pending events, the earliest first. 2^36 events can be scheduled in one run.
///
/// Few events stand in an implicit heap of four children. Many wait in a wheel of buckets by their
/// time (Varghese and Lauck: Hashed and hierarchical timing wheels, 1987); the bucket whose time
/// has come is sorted into a run that is taken off its end, and the heap holds only what comes into
/// that bucket's time meanwhile. What lies beyond the wheel waits in a heap of its own. The order
/// is the same either way.
class EventQueue
{
public:
    bool isEmpty() const { return m_near.empty() && m_run.empty(); }
    std::size_t size() const { return m_run.size() + m_near.size() + m_waiting + m_far.size(); }
    /// Only where it is not empty.
    const Event& first() const { return isRunFirst() ? m_run.back() : m_near.front(); }
    /// What will probably come next but one, to bring it nearer; no promise.
    const Event* soon() const { return m_run.size() > 1 ? &m_run[m_run.size() - 2] : nullptr; }

    /// Returns the ticket of the event.
    std::uint32_t push(std::int64_t time, std::uint32_t subject)
    {
        const Event event{time, (++m_sequence << Event::subjectBits) | subject};
        if (time < m_nearEnd)
            pushInto(m_near, event);
        else
            pushLater(event);
        if (m_near.size() > m_mostNear)
            spread();
        return event.ticket();
    }

    Event pop()
    {
        Event top;
        if (isRunFirst()) {
            top = m_run.back();
            m_run.pop_back();
        } else {
            top = popFrom(m_near);
        }
        if (isEmpty())
            refill();
        return top;
    }

private:
    using Heap = std::vector<Event>;
    struct Node
    {
        Event event{};
        std::uint32_t next = 0;
    };
    static constexpr std::uint32_t nobody = 0xFFFFFFFFU;
    static constexpr std::int64_t endOfTime = INT64_MAX;
    static constexpr std::size_t buckets = 16384;
    /// Beyond this the heap is spread over the wheel; below a quarter of it the wheel is given up.
    static constexpr std::size_t few = 48;
    static constexpr std::size_t wantedPerBucket = 8;

    bool isRunFirst() const
    {
        return !m_run.empty() && (m_near.empty() || m_run.back() < m_near.front());
    }

    static void pushInto(Heap& heap, const Event& event)
    {
        std::size_t hole = heap.size();
        heap.push_back(event);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!(event < heap[parent]))
                break;
            heap[hole] = heap[parent];
            hole = parent;
        }
        heap[hole] = event;
    }

    static Event popFrom(Heap& heap)
    {
        const Event top = heap.front();
        const Event last = heap.back();
        heap.pop_back();
        if (!heap.empty())
            sink(heap, last);
        return top;
    }

    static void sink(Heap& heap, const Event& event)
    {
        const std::size_t size = heap.size();
        std::size_t hole = 0;
        while (true) {
            const std::size_t child = 4 * hole + 1;
            if (child >= size)
                break;
            const std::size_t end = child + 4 < size ? child + 4 : size;
            std::size_t least = child;
            for (std::size_t other = child + 1; other < end; ++other)
                least = heap[other] < heap[least] ? other : least;
            if (!(heap[least] < event))
                break;
            heap[hole] = heap[least];
            hole = least;
        }
        heap[hole] = event;
    }

    void pushLater(const Event& event)
    {
        if (event.time >= m_wheelEnd)
            return pushInto(m_far, event);
        const auto bucket = static_cast<std::size_t>(event.time >> m_shift) % buckets;
        std::uint32_t node = m_freeNode;
        if (node == nobody) {
            node = static_cast<std::uint32_t>(m_nodes.size());
            m_nodes.emplace_back();
        } else {
            m_freeNode = m_nodes[node].next;
        }
        m_nodes[node] = Node{event, m_heads[bucket]};
        m_heads[bucket] = node;
        ++m_waiting;
    }

    void refill();
    void pour(std::size_t bucket);
    void spread();
    void spreadFrom(std::int64_t now, Heap& all);
    Heap takeAll();
    static unsigned shiftFor(std::int64_t now, Heap& all);

    std::vector<Event> m_run; ///< the latest first
    Heap m_near;
    Heap m_far;
    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_heads;
    std::uint32_t m_freeNode = nobody;
    std::size_t m_waiting = 0;          ///< in the wheel
    unsigned m_shift = 0;               ///< a bucket is 2^shift nanoseconds wide
    std::int64_t m_nearEnd = endOfTime; ///< events before this are in the run or in the near heap
    std::int64_t m_wheelEnd = endOfTime;
    std::uint64_t m_sequence = 0;
    std::size_t m_mostNear = few;
    std::uint64_t m_poured = 0; ///< buckets since the width was looked at
    std::uint64_t m_pouredEvents = 0;
};

} // namespace skydraft
