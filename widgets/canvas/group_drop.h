// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "widgets/canvas/drop_target.h"

namespace skydraft {

/// What letting go of a security group over the drawing would do. `target.frame` is the resource
/// that would get it, or that refuses.
struct GroupDrop
{
    DropTarget target{};
    Edit edit{};
    Text title{};
};

class GroupDrops
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::GroupDrops)

public:
    static GroupDrop plan(const Scene& scene, const ResourceId& group, const QPointF& point);
};

} // namespace skydraft
