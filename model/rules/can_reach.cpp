// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/can_reach.h"

#include "model/network/trace.h"

namespace skydraft {

std::function<bool(const ResourceId& from, const ResourceId& to, std::string_view protocol,
                   int port)>
canReachBy(const Network& network)
{
    return [network](const ResourceId& from, const ResourceId& to, std::string_view protocol,
                     int port) {
        Flow flow;
        flow.from.resource = from;
        flow.to.resource = to;
        flow.protocol = protocolFrom(protocol).value_or(Protocol::Tcp);
        flow.port = port;
        const auto traced = trace(network, flow);
        return !traced || traced->verdict != Verdict::Blocked;
    };
}

} // namespace skydraft
