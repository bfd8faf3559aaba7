// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/plan.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace skydraft {

/// Why a request failed.
enum class Cause : std::uint8_t
{
    None,
    ConnectionRefused, ///< the host runs, its process does not
    ConnectionReset,   ///< the process stopped while it worked on the request
    ConnectTimeout,    ///< nobody answered: the host is gone
    BlockedByNetwork,  ///< nobody answered: the network lets nothing through
    QueueFull,
    Throttled, ///< a function has reached its concurrency
    Timeout,   ///< the client gave up
    Http500,   ///< the process answers with an error
    Http502,
    Http503,
    Http504,
    DnsFailure,      ///< the name has no address
    TooManyInFlight, ///< more requests at once than the engine holds
};
inline constexpr std::size_t causes = 14;

/// The name of a cause in results: "http_502".
std::string_view toString(Cause cause);

enum class CallState : std::uint8_t
{
    Free,
    Thinking,   ///< a client before its next request
    Calling,    ///< waits for the call that it made
    BackingOff, ///< a client before it tries again
    Arriving,   ///< on its way
    Queued,
    InService,
    Returning, ///< the answer is on its way
    Failing,   ///< nobody will answer; the caller does not know yet
};

/// One request as one client or one node sees it. A client's request is the root; it calls the
/// balancer, the balancer the server, the server the database: each is a call with a parent.
struct Call
{
    std::int64_t started = 0; ///< root: the first attempt; others: arrival at the station
    Index parent = none;      ///< none: a root, or its caller gave up
    Index child = none;
    Index next = none;        ///< in the queue of an instance
    std::uint32_t ticket = 0; ///< of its pending event
    Index node = none;        ///< root: the population
    Index edge = none;
    Index via = none; ///< the edge to the name that answered with `edge`
    Index instance = none;
    Index target = none;          ///< a balancer's or group's choice
    std::uint32_t generation = 0; ///< counts the uses of this record
    std::uint32_t session = 0;
    std::uint16_t group = 0;   ///< the next group of calls to make
    std::uint16_t repeats = 0; ///< how often the present call is repeated
    CallState state = CallState::Free;
    Cause cause = Cause::None; ///< of a failing call
    std::uint8_t flags = 0;
    std::uint8_t attempt = 0;

    static constexpr std::uint8_t root = 1;
    static constexpr std::uint8_t write = 2;
    static constexpr std::uint8_t counted = 4;        ///< arrived after the warm-up
    static constexpr std::uint8_t hit = 8;            ///< this cache had the answer
    static constexpr std::uint8_t skipsDatabase = 16; ///< a cache that it asked had the answer
    static constexpr std::uint8_t inherited = write | counted;

    bool is(std::uint8_t flag) const { return (flags & flag) != 0; }
};
static_assert(sizeof(Call) <= 64);

/// All calls in flight, in one array with a list of free places. References into it last only until
/// the next take().
class CallSlab
{
public:
    Index take()
    {
        ++m_inUse;
        if (m_free == none) {
            m_calls.emplace_back();
            return static_cast<Index>(m_calls.size() - 1);
        }
        const Index place = m_free;
        Call& call = m_calls[place];
        m_free = call.next;
        const std::uint32_t generation = call.generation;
        call = Call{};
        call.generation = generation;
        return place;
    }

    void release(Index place)
    {
        Call& call = m_calls[place];
        call.state = CallState::Free;
        call.ticket = 0;
        ++call.generation;
        call.next = m_free;
        m_free = place;
        --m_inUse;
    }

    Call& operator[](Index place) { return m_calls[place]; }
    const Call& operator[](Index place) const { return m_calls[place]; }
    Index size() const { return static_cast<Index>(m_calls.size()); }
    Index inUse() const { return m_inUse; }

private:
    std::vector<Call> m_calls;
    Index m_free = none;
    Index m_inUse = 0;
};

} // namespace skydraft
