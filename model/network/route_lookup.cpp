// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/route_lookup.h"

#include <algorithm>

namespace skydraft {
namespace {

/// Lower comes first among routes for the same block.
int rankOf(const RouteModel& route)
{
    if (route.isPropagated)
        return 2;
    return route.isPrefixList ? 1 : 0;
}

} // namespace

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
    const bool isInVpc = best.isLocal;
    for (const RouteModel& route : routes.routes) {
        if (route.isPropagated && isInVpc)
            continue;
        const auto consider = [&](const Cidr& block, int length) {
            const bool isTie = length == bestLength;
            const bool winsTie = best.route == nullptr ? route.kind != TargetKind::Local
                                                       : rankOf(route) < rankOf(*best.route);
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

TransitChoice lookUpTransit(const TransitGatewayModel& gateway, const std::string& table,
                            const IpAddress& address)
{
    TransitChoice best;
    int bestLength = -1;
    int bestRank = 0;
    const auto consider = [&](const Cidr& block, int rank, Index attachment,
                              const TransitRoute* route) {
        const bool isBetter =
            block.length > bestLength || (block.length == bestLength && rank < bestRank);
        if (!block.contains(address) || !isBetter)
            return;
        best = {attachment, route, block, attachment == noIndex, false};
        bestLength = block.length;
        bestRank = rank;
    };
    for (const TransitRoute& route : gateway.routes)
        if (route.table == table)
            for (const Cidr& block : route.blocks)
                consider(block, 0, route.attachment, &route);
    bool announcesUnknown = false;
    for (std::size_t i = 0; i < gateway.attachments.size(); ++i) {
        const TransitAttachment& joined = gateway.attachments[i];
        const auto& tables = joined.propagations;
        if (std::find(tables.begin(), tables.end(), table) == tables.end())
            continue;
        announcesUnknown = announcesUnknown || joined.announcesUnknown;
        const int rank = joined.kind == TransitAttachment::Kind::Vpc ? 1 : 2;
        for (const Cidr& block : joined.blocks)
            consider(block, rank, static_cast<Index>(i), nullptr);
    }
    best.mayBeLearned = bestLength < 0 && announcesUnknown;
    return best;
}

} // namespace skydraft
