// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"

namespace skydraft {

/// The edit that gives `resource` one more security group. Refused, with a reason for people, where
/// its type has none, the group stands in another VPC, or it has the group already.
/// Source: AWS VPC User Guide, "Security group basics".
Result<Edit> attachGroup(const Catalogue& catalogue, const Architecture& architecture,
                         const ResourceId& group, const ResourceId& resource);

/// The edit that takes the group away again. Refused where the resource does not have it.
Result<Edit> detachGroup(const Catalogue& catalogue, const Architecture& architecture,
                         const ResourceId& group, const ResourceId& resource);

} // namespace skydraft
