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
        return a.time != b.time ? a.time < b.time : a.key < b.key;
    }
};

/// The pending events, the earliest first: an implicit heap of four children, which touches half
/// as many cache lines as one of two. 2^36 events can be scheduled in one run.
class EventQueue
{
public:
    bool isEmpty() const { return m_heap.empty(); }
    std::size_t size() const { return m_heap.size(); }
    const Event& first() const { return m_heap.front(); }

    /// Returns the ticket of the event.
    std::uint32_t push(std::int64_t time, std::uint32_t subject)
    {
        const Event event{time, (++m_sequence << Event::subjectBits) | subject};
        std::size_t hole = m_heap.size();
        m_heap.push_back(event);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!(event < m_heap[parent]))
                break;
            m_heap[hole] = m_heap[parent];
            hole = parent;
        }
        m_heap[hole] = event;
        return event.ticket();
    }

    Event pop()
    {
        const Event top = m_heap.front();
        const Event last = m_heap.back();
        m_heap.pop_back();
        if (!m_heap.empty())
            sink(last);
        return top;
    }

private:
    void sink(const Event& event)
    {
        const std::size_t size = m_heap.size();
        std::size_t hole = 0;
        while (true) {
            const std::size_t child = 4 * hole + 1;
            if (child >= size)
                break;
            const std::size_t end = child + 4 < size ? child + 4 : size;
            std::size_t least = child;
            for (std::size_t other = child + 1; other < end; ++other)
                least = m_heap[other] < m_heap[least] ? other : least;
            if (!(m_heap[least] < event))
                break;
            m_heap[hole] = m_heap[least];
            hole = least;
        }
        m_heap[hole] = event;
    }

    std::vector<Event> m_heap;
    std::uint64_t m_sequence = 0;
};

} // namespace skydraft
