// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

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
    DnsFailure,         ///< the name has no address
    TooManyInFlight,    ///< more requests at once than the engine holds
    TooManyRequests,    ///< a gateway has reached its rate: 429
    FunctionTimeout,    ///< a function ran longer than it may
    Http404,            ///< no such file, or on another server's disk
    ThroughputExceeded, ///< a table's capacity is used up, or that of a partition
    NoMountTarget,      ///< a file system has none in the zone of the server
    TooManyConnections, ///< a database has no connection left
    ReadOnly,           ///< a read replica was to write
    StorageFull,        ///< a database has no space for more
    CookieTooLarge,     ///< a cart in a cookie has outgrown it
    TamperedCookie,     ///< a cookie was changed on its way, and its server validates
};
inline constexpr std::size_t causes = 24;

/// Whether the service answers that it is itself at fault, which its metrics count as errors.
inline bool isServerError(Cause cause)
{
    return cause != Cause::Http404 && cause != Cause::CookieTooLarge
           && cause != Cause::TamperedCookie && cause != Cause::TooManyRequests;
}

/// The name of a cause in results: "http_502".
std::string_view toString(Cause cause);

} // namespace skydraft
