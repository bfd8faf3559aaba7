// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/trace.h"

#include <memory>

namespace skydraft {

enum class TraceWay
{
    There,
    Back
};

/// One hop of a trace: which way, and its place in it from 0. Nothing where the index is negative.
struct HopPlace
{
    TraceWay way = TraceWay::There;
    int index = -1;

    bool isValid() const { return index >= 0; }
    bool operator==(const HopPlace&) const = default;
};

using TracePointer = std::shared_ptr<const Trace>;

} // namespace skydraft
