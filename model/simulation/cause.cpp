// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/cause.h"

#include <array>

namespace skydraft {

std::string_view toString(Cause cause)
{
    static constexpr std::array<std::string_view, causes> names{"none",
                                                                "connection_refused",
                                                                "connection_reset",
                                                                "connect_timeout",
                                                                "blocked_by_network",
                                                                "queue_full",
                                                                "throttled",
                                                                "timeout",
                                                                "http_500",
                                                                "http_502",
                                                                "http_503",
                                                                "http_504",
                                                                "dns_failure",
                                                                "too_many_in_flight",
                                                                "http_429",
                                                                "function_timeout",
                                                                "http_404",
                                                                "provisioned_throughput_exceeded",
                                                                "no_mount_target",
                                                                "too_many_connections",
                                                                "read_only",
                                                                "storage_full",
                                                                "cookie_too_large",
                                                                "tampered_cookie"};
    return names[static_cast<std::size_t>(cause)];
}

} // namespace skydraft
