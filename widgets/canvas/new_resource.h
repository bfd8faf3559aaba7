// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "widgets/canvas/drop_target.h"

namespace skydraft {

/// A resource that is about to be put on the drawing.
struct NewResource
{
    DropTarget target{};
    QRectF rect{};
    ResourceId id{};
    Edit edit{}; ///< adds it and takes in the nodes that a new frame closes around
    Text title{};
};

/// What letting go of a service type at `point` would do: its parent, place, id, name ("Subnet 2"),
/// and for a VPC, subnet or zone the next free addresses or zone name. Sets nothing else.
NewResource planNewResource(const Scene& scene, const ServiceType& type, const QPointF& point);

/// The next free block: 10.0.0.0/16 and up for a VPC; the next free /24 of its VPC for a subnet
/// (smaller where the VPC is); nothing where there is none or the type has no block.
std::optional<std::string> freeBlock(const Catalogue& catalogue, const Architecture& architecture,
                                     const ServiceType& type,
                                     const std::optional<ResourceId>& parent);

} // namespace skydraft
