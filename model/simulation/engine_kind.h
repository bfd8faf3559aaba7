// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace skydraft {

enum class EngineKind
{
    Event, ///< every request
    Flow   ///< queues as fluids, latencies of requests that are tried now and then
};

} // namespace skydraft
