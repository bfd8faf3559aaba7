// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/group_attachment.h"

#include "model/architecture/containment.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"

#include <algorithm>

namespace skydraft {
namespace {

const char* const property = "security_groups";

/// The VPC around a resource, or around the first subnet that it lists.
const Resource* vpcOf(const Catalogue& catalogue, const Architecture& architecture,
                      const Resource& resource)
{
    if (const Resource* vpc = ancestorOf(catalogue, architecture, resource, NetworkRole::Vpc))
        return vpc;
    for (const ResourceId& id : idsOf(catalogue, resource, "subnets"))
        if (const Resource* subnet = architecture.find(id))
            return ancestorOf(catalogue, architecture, *subnet, NetworkRole::Vpc);
    return nullptr;
}

Edit withGroups(const ResourceId& resource, const std::vector<ResourceId>& groups)
{
    Json ids = Json::array();
    for (const ResourceId& id : groups)
        ids.push_back(id.value());
    return Edit{SetProperty{resource, property, std::move(ids)}};
}

} // namespace

Result<Edit> attachGroup(const Catalogue& catalogue, const Architecture& architecture,
                         const ResourceId& group, const ResourceId& resource)
{
    const Resource* owner = architecture.find(resource);
    const Resource* attached = architecture.find(group);
    if (owner == nullptr || attached == nullptr)
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Attachment", "There is no %1")
                        .with(owner == nullptr ? resource.value() : group.value()));
    const ServiceType& type = catalogue.typeOrGeneric(owner->type);
    if (catalogue.typeOrGeneric(attached->type).role != NetworkRole::SecurityGroup)
        return fail(
            ErrorCode::WrongReference,
            MODEL_TEXT("Attachment", "%1 is no security group").with(displayName(*attached)));
    if (type.property(property) == nullptr)
        return fail(ErrorCode::InvalidValue,
                    MODEL_TEXT("Attachment", "%1 cannot have security groups: %2")
                        .with(displayName(*owner))
                        .with(TextArgument(type.name)));
    const Resource* groupVpc = ancestorOf(catalogue, architecture, *attached, NetworkRole::Vpc);
    const Resource* ownerVpc = vpcOf(catalogue, architecture, *owner);
    if (groupVpc != nullptr && ownerVpc != nullptr && groupVpc != ownerVpc)
        return fail(ErrorCode::InvalidValue,
                    MODEL_TEXT("Attachment", "%1 stands in another VPC (%2) than %3 (%4)")
                        .with(displayName(*attached))
                        .with(displayName(*groupVpc))
                        .with(displayName(*owner))
                        .with(displayName(*ownerVpc)));
    std::vector<ResourceId> groups = idsOf(catalogue, *owner, property);
    if (std::find(groups.begin(), groups.end(), group) != groups.end())
        return fail(ErrorCode::InvalidValue, MODEL_TEXT("Attachment", "%1 has %2 already")
                                                 .with(displayName(*owner))
                                                 .with(displayName(*attached)));
    groups.push_back(group);
    return withGroups(resource, groups);
}

Result<Edit> detachGroup(const Catalogue& catalogue, const Architecture& architecture,
                         const ResourceId& group, const ResourceId& resource)
{
    const Resource* owner = architecture.find(resource);
    std::vector<ResourceId> groups =
        owner == nullptr ? std::vector<ResourceId>() : idsOf(catalogue, *owner, property);
    if (std::erase(groups, group) == 0)
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Attachment", "%1 does not have %2")
                        .with(owner == nullptr ? resource.value() : displayName(*owner))
                        .with(group.value()));
    return withGroups(resource, groups);
}

} // namespace skydraft
