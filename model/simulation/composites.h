// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <map>

namespace skydraft {

/// A drawing with everything that a composite makes by itself.
struct Expansion
{
    Architecture architecture{};
    /// The resource of the drawing that made each resource that is not in it.
    std::map<ResourceId, ResourceId> madeBy{};
    /// The Auto Scaling group of each composite.
    std::map<ResourceId, ResourceId> groupOf{};
};

/// Draws what AWS Elastic Beanstalk makes for a web server environment that names no resources of
/// the drawing: one instance in an Auto Scaling group of one, or a load balancer with a target
/// group and an Auto Scaling group that follows two alarms (AWS Elastic Beanstalk developer guide,
/// "Elastic Beanstalk environment types"). The environment itself becomes the balancer, or the
/// group of one, so that connections to it stay; its own connections start at the instances. A
/// worker environment stays as it is. Without composites the drawing is returned unchanged.
Expansion expandComposites(const Catalogue& catalogue, const Architecture& architecture);

} // namespace skydraft
