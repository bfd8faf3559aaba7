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

/// Draws what AWS Elastic Beanstalk makes for an environment that names no resources of the
/// drawing: one instance in an Auto Scaling group of one, or a load balancer with a target group
/// and an Auto Scaling group that follows two alarms (AWS Elastic Beanstalk developer guide,
/// "Elastic Beanstalk environment types"); for a worker environment, instead of the balancer, an
/// Amazon SQS queue with its dead-letter queue. The environment itself becomes what is called: the
/// balancer, the group of one or the queue, so that connections to it stay; its own connections
/// start at the instances. A worker whose queue is drawn becomes the group. Without composites the
/// drawing is returned unchanged.
Expansion expandComposites(const Catalogue& catalogue, const Architecture& architecture);

} // namespace skydraft
