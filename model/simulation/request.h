// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/cause.h"
#include "model/simulation/plan.h"

#include <cstdint>
#include <vector>

namespace skydraft {

enum class RequestState : std::uint8_t
{
    Free,
    Thinking,   ///< a user pauses
    BackingOff, ///< a client waits before it tries again
    Calling,    ///< the last hop waits for calls of its own; only while they are being made
    Arriving,   ///< on its way to the last hop
    Queued,
    InService,
    Returning, ///< an answer is on its way to the last hop, or to the client
    Failing,   ///< nobody will answer; the caller does not know yet
    Joining,   ///< waits for calls that were made at the same time
    Waiting,   ///< at a CDN, for an object that is on its way
    Fetched,   ///< the object is there, or the request now has to fetch it itself
};

/// One request of one client, 40 bytes. Where it has come to stands in its hops.
struct Request
{
    std::int64_t started = 0;       ///< the first attempt; a branch: the request it belongs to
    std::int64_t entered = 0;       ///< into the queue where it waits
    std::uint32_t ticketOrNext = 0; ///< of its pending event; queued or free: the next one
    Index top = none;               ///< the last of its hops; none: it is at its client
    std::uint32_t session = 0;      ///< whose it is
    std::uint32_t key = 0;          ///< which object it asks for
    std::uint16_t population = 0;
    std::uint8_t requestClass = 0;
    RequestState state = RequestState::Free;
    std::uint8_t flags = 0;
    std::uint8_t attempt = 0;
    Cause cause = Cause::None; ///< of a failing one
    std::uint8_t branches = 0; ///< calls made at the same time that have not ended

    static constexpr std::uint8_t write = 1;
    static constexpr std::uint8_t counted = 2;   ///< arrived after the warm-up
    static constexpr std::uint8_t hit = 4;       ///< the cache that answers had it
    static constexpr std::uint8_t orphan = 8;    ///< its client no longer waits
    static constexpr std::uint8_t isAnswer = 16; ///< the failure is an answer, not silence
    static constexpr std::uint8_t left = 64;     ///< it stands in a queue but no longer waits
    static constexpr std::uint8_t message = 128; ///< a worker's work on a message of a queue
    static constexpr std::uint8_t branch = 32;   ///< one of several calls at the same time

    bool is(std::uint8_t flag) const { return (flags & flag) != 0; }
};
static_assert(sizeof(Request) == 40);

/// One step of a request's way: a connection, and who took it in. 16 bytes. A balancer and the
/// target that it chose are one hop.
struct RequestHop
{
    Index edge = none;  ///< that led here
    Index below = none; ///< the hop that called; none: the client. Free: the next free one
    Index place = none; ///< a station's instance, or the target that a balancer or group chose
    std::uint16_t repeats = 0; ///< how often the present call is repeated
    std::uint8_t step = 0;     ///< the next group of calls to make
    std::uint8_t flags = 0;

    static constexpr std::uint8_t skipsDatabase = 1; ///< a cache that it asked had the answer
    static constexpr std::uint8_t isFallback = 2;    ///< it asks its second origin
    static constexpr std::uint8_t target = 8;        ///< `place` is a target, not an instance
    static constexpr std::uint8_t missed = 16;       ///< its cache was asked in vain
    static constexpr std::uint8_t failed = 4;        ///< one of its simultaneous calls failed
    static constexpr std::uint8_t fetches = 32;   ///< others wait for the object that it asks for
    static constexpr std::uint8_t connected = 64; ///< it holds connections of a web server
    static constexpr std::uint8_t connectedTwice = 128; ///< two: it asks a server behind
};
static_assert(sizeof(RequestHop) == 16);

/// A message in a queue. It lasts as long as the queue, a worker or its timer knows it.
struct QueuedMessage
{
    std::int64_t sent = 0;
    Index queue = none; ///< free: the next free one
    std::uint32_t session = 0;
    std::uint32_t key = 0;
    std::uint32_t receives = 0;
    std::uint32_t users = 0;
    std::uint16_t population = 0;
    std::uint8_t requestClass = 0;
    bool isDeleted = false;
};

/// Records in one array with a list of free places, linked through one of their members.
/// References into it last only until the next take().
template <typename Record, auto Link>
class Slab
{
public:
    Index take()
    {
        ++m_inUse;
        if (m_free == none) {
            m_records.emplace_back();
            return static_cast<Index>(m_records.size() - 1);
        }
        const Index place = m_free;
        m_free = m_records[place].*Link;
        m_records[place] = Record{};
        return place;
    }

    void release(Index place)
    {
        m_records[place].*Link = m_free;
        m_free = place;
        --m_inUse;
    }

    /// Brings a record near that will be needed soon.
    void prefetch([[maybe_unused]] Index place) const
    {
#if defined(__GNUC__)
        __builtin_prefetch(&m_records[place]);
#endif
    }

    Record& operator[](Index place)
    {
        return m_records[place];
    }
    const Record& operator[](Index place) const
    {
        return m_records[place];
    }
    Index size() const
    {
        return static_cast<Index>(m_records.size());
    }
    Index inUse() const
    {
        return m_inUse;
    }

private:
    std::vector<Record> m_records;
    Index m_free = none;
    Index m_inUse = 0;
};

using Requests = Slab<Request, &Request::ticketOrNext>;
using RequestHops = Slab<RequestHop, &RequestHop::below>;
using QueuedMessages = Slab<QueuedMessage, &QueuedMessage::queue>;

} // namespace skydraft
