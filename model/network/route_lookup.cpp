// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/route_lookup.h"

namespace skydraft {

RouteChoice lookUp(const NetworkModel& model, Index table, const IpAddress& address,
                   const std::string& service)
{
    constexpr int managedListLength = 17;
    RouteChoice best;
    int bestLength = -1;
    const RouteTableModel& routes = at(model.tables, table);
    if (routes.vpc != noIndex)
        for (const Cidr& block : at(model.vpcs, routes.vpc).blocks)
            if (block.contains(address) && block.length > bestLength) {
                best = {.isLocal = true, .block = block};
                bestLength = block.length;
            }
    for (const RouteModel& route : routes.routes) {
        const auto consider = [&](const Cidr& block, int length) {
            const bool isTie = length == bestLength;
            const bool winsTie = best.route == nullptr
                                     ? route.kind != TargetKind::Local
                                     : best.route->isPrefixList && !route.isPrefixList;
            if (length < bestLength || (isTie && !winsTie))
                return;
            best = {&route, route.kind == TargetKind::Local, block};
            bestLength = length;
        };
        for (const Cidr& block : route.blocks)
            if (block.contains(address))
                consider(block, block.length);
        if (!service.empty() && route.managedService == service)
            consider(Cidr::of(address, address.bits()), managedListLength);
    }
    return best;
}

} // namespace skydraft
