// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"

#include <array>
#include <string_view>

namespace skydraft {

/// One direction of a security group: the property with its rules and the member of each rule that
/// names the other end.
struct GroupSide
{
    const char* property = "";
    const char* peer = "";
};
inline constexpr std::array<GroupSide, 2> groupSides{
    {{"ingress", "source"}, {"egress", "destination"}}};

/// AWS keeps the name "default" for the group that every VPC has from the start
/// (AWS VPC User Guide, "Default security groups").
bool isDefaultGroup(const Resource& group);

/// Whether a person who wrote this meant an address or a block, readable or not, rather than the
/// id of a group or a prefix list.
bool looksLikeAddress(std::string_view text);

} // namespace skydraft
