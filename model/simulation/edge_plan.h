// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/simulation/plan_index.h"

#include <cstdint>
#include <vector>

namespace skydraft {

/// A limit of requests: so many at once, and so many a second (a token bucket).
struct ThrottlePlan
{
    double ratePerS = 0;
    double burst = 0;
};

/// A gateway that answers 429 to what is beyond its limits (Amazon API Gateway developer guide,
/// "Throttle API requests for better throughput").
struct GatewayPlan
{
    Index node = none;
    std::vector<Index> throttles{}; ///< of its stage, of its account in the Region
    std::int64_t timeoutNs = 0;     ///< for what it calls; 0: none
};

/// What functions without a concurrency of their own share: that of their account in a Region.
struct ConcurrencyPlan
{
    std::uint32_t limit = 0;
};

/// Environments of a function (AWS Lambda developer guide, "Understanding Lambda function
/// scaling").
struct FunctionPlan
{
    Index node = none;
    Index shared = none;           ///< the concurrency that it takes from; none: it has its own
    std::uint32_t limit = 0;       ///< of its own
    std::uint32_t provisioned = 0; ///< environments that are always warm
    std::int64_t idleNs = 0;       ///< an environment that nobody asks for so long goes
    std::int64_t timeoutNs = 0;    ///< a call is cut after it; 0: never
};

/// What a web server does with the path of a request.
enum class WebAnswer : std::uint8_t
{
    Anything, ///< as if it had no rules: it works and makes its calls
    File,     ///< it answers by itself
    Proxy,    ///< it asks the servers behind it
    NotFound
};

/// A web server with rules for paths or with a limit of connections.
struct WebServerPlan
{
    Index node = none;
    std::uint32_t connections = 0;    ///< at once; 0: no limit
    std::vector<WebAnswer> byClass{}; ///< of request; empty: no rules
};

} // namespace skydraft
