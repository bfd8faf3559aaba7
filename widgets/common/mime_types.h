// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace skydraft {

/// MIME type of a service type that is dragged from the palette; the data is the type's id.
inline constexpr const char* serviceTypeMimeType = "application/x-skydraft-type";

/// MIME type of a security group that is dragged from its editor; the data is the resource's id.
inline constexpr const char* securityGroupMimeType = "application/x-skydraft-security-group";

} // namespace skydraft
