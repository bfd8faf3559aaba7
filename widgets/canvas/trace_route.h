// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "widgets/canvas/scene.h"
#include "widgets/session/hop_place.h"

#include <map>
#include <vector>

namespace skydraft {

/// The line between two things that carry packets, in drawing units.
struct TraceLeg
{
    TraceWay way = TraceWay::There;
    std::vector<QPointF> corners{};
    bool isTravelled = true; ///< false behind the first block
};

/// Where packets are stopped.
struct TraceBlock
{
    HopPlace hop{};
    QPointF at{};
    QString code{};
};

/// Where each hop of a trace stands on a drawing. Interfaces, gateways and balancers carry packets:
/// the line runs through them. Security groups, network ACLs and route tables decide about packets
/// at one of them.
struct TraceRoute
{
    struct HopSpot
    {
        ResourceId shown{};   ///< what lights up for the hop; empty where nothing is drawn for it
        ResourceId carrier{}; ///< what the line runs through there; empty for the internet
        QRectF rect{};        ///< of what is shown, or of the internet's globe
    };
    std::vector<HopSpot> there{};
    std::vector<HopSpot> back{};
    std::vector<TraceLeg> legs{};
    std::vector<TraceBlock> blocks{};
    std::map<ResourceId, std::vector<HopPlace>> lit{}; ///< in the order of the hops
    QRectF internet{}; ///< its globe; empty where the path does not touch it

    const HopSpot* find(const HopPlace& hop) const;
};

TraceRoute layOut(const Scene& scene, const Trace& trace);

} // namespace skydraft
