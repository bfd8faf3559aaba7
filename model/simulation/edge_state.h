// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/cause.h"
#include "model/simulation/plan_index.h"
#include "model/simulation/token_bucket.h"
#include "model/simulation/warm_pool.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace skydraft {

/// A function while it is played.
struct FunctionState
{
    WarmEnvironments warm{};
    TokenBucket growth{};   ///< environments that it may start
    std::uint32_t busy = 0; ///< environments that were started on demand
    std::uint32_t provisionedBusy = 0;
    std::uint64_t coldStarts = 0;
};

/// Calls that must be answered within a time, in the order of their ends; all of one node last
/// equally long.
struct DeadlineEntry
{
    std::int64_t time = 0;
    std::int64_t started = 0; ///< with `attempt`: tells one request in a place from the next
    std::uint64_t serial = 0; ///< tells one use of the hop from the next
    Index request = none;
    Index hop = none;
    std::uint8_t attempt = 0;
};
struct Deadlines
{
    std::int64_t spanNs = 0;
    std::deque<DeadlineEntry> entries{};
    bool isArmed = false; ///< its timer runs
};

/// What a CDN with a store knows of its objects besides holding them.
struct EdgeObjects
{
    /// A request that is under way to the origin, and who waits for the same object, linked through
    /// Request::ticketOrNext.
    struct Fetch
    {
        bool isUnderWay = false;
        Index first = none;
        Index last = none;
    };
    struct Failure
    {
        std::int64_t until = -1;
        Cause cause = Cause::None;
    };
    std::vector<Fetch> fetches{};    ///< by object; empty: nobody waits for others
    std::vector<Failure> failures{}; ///< by object; empty: none yet
    std::int64_t changedAt = -1;     ///< when the origin's objects became others
};

} // namespace skydraft
