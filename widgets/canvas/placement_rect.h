// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include "model/architecture/resource.h"

namespace skydraft {

inline QRectF rectOf(const Placement& placement)
{
    return {placement.x, placement.y, placement.width, placement.height};
}

inline Placement placementOf(const QRectF& rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

} // namespace skydraft
