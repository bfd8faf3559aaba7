// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/new_resource.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/base/cidr.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <set>

namespace skydraft {
namespace {

const Resource* ancestorWithRole(const Catalogue& catalogue, const Architecture& architecture,
                                 const std::optional<ResourceId>& from, NetworkRole role)
{
    const Resource* start = from ? architecture.find(*from) : nullptr;
    return start == nullptr ? nullptr : ancestorOf(catalogue, architecture, *start, role);
}

std::vector<Cidr> blocksOfRole(const Catalogue& catalogue, const Architecture& architecture,
                               NetworkRole role, const Resource* inside)
{
    std::vector<Cidr> blocks;
    for (const auto& resource : architecture.resources()) {
        if (catalogue.typeOrGeneric(resource->type).role != role)
            continue;
        if (inside != nullptr
            && ancestorOf(catalogue, architecture, *resource, NetworkRole::Vpc) != inside)
            continue;
        if (const auto block = Cidr::parse(textOf(catalogue, *resource, "cidr")))
            blocks.push_back(*block);
    }
    return blocks;
}

bool isFree(const Cidr& block, const std::vector<Cidr>& taken)
{
    return std::none_of(taken.begin(), taken.end(),
                        [&](const Cidr& other) { return other.overlaps(block); });
}

/// "ap-northeast-2a" after the region around it; the first letter that no zone there has.
std::optional<std::string> freeZone(const Catalogue& catalogue, const Architecture& architecture,
                                    const std::optional<ResourceId>& parent)
{
    const Resource* region = ancestorWithRole(catalogue, architecture, parent, NetworkRole::Region);
    std::string code = region == nullptr ? std::string() : textOf(catalogue, *region, "code");
    if (code.empty())
        code = "ap-northeast-2";
    std::set<std::string> taken;
    for (const auto& resource : architecture.resources())
        if (catalogue.typeOrGeneric(resource->type).role == NetworkRole::Zone
            && resource->parent == parent)
            taken.insert(textOf(catalogue, *resource, "zone"));
    for (char letter = 'a'; letter <= 'f'; ++letter)
        if (!taken.contains(code + letter))
            return code + letter;
    return std::nullopt;
}

std::string lastPart(const std::string& typeId)
{
    const std::size_t dot = typeId.rfind('.');
    return dot == std::string::npos ? typeId : typeId.substr(dot + 1);
}

/// The subnet under the pointer, for a type that belongs to subnets without standing in one: a
/// balancer dropped on a public subnet is meant to be reached there.
std::optional<ResourceId> subnetUnder(const Scene& scene, const ServiceType& type,
                                      const QPointF& point, const std::optional<ResourceId>& parent)
{
    const Property* subnets = type.property("subnets");
    const SceneNode* frame = scene.frameAt(point);
    if (subnets == nullptr || subnets->type != PropertyType::References || frame == nullptr
        || frame->id == parent
        || scene.catalogue().typeOrGeneric(frame->type).role != NetworkRole::Subnet)
        return std::nullopt;
    return frame->id;
}

} // namespace

std::optional<std::string> freeBlock(const Catalogue& catalogue, const Architecture& architecture,
                                     const ServiceType& type,
                                     const std::optional<ResourceId>& parent)
{
    if (type.role == NetworkRole::Vpc) {
        const auto taken = blocksOfRole(catalogue, architecture, NetworkRole::Vpc, nullptr);
        const Cidr all = *Cidr::parse("10.0.0.0/8");
        for (std::uint64_t i = 0; i < 256; ++i)
            if (const Cidr block = Cidr::of(addressAt(all, i << 16U), 16); isFree(block, taken))
                return block.toString();
        return std::nullopt;
    }
    if (type.role != NetworkRole::Subnet)
        return std::nullopt;
    const Resource* vpc = ancestorWithRole(catalogue, architecture, parent, NetworkRole::Vpc);
    const auto whole = vpc == nullptr ? std::nullopt : Cidr::parse(textOf(catalogue, *vpc, "cidr"));
    if (!whole || whole->base.family != IpFamily::V4)
        return std::nullopt;
    const auto taken = blocksOfRole(catalogue, architecture, NetworkRole::Subnet, vpc);
    // /24 where the VPC is large enough; four subnets in a small one. AWS allows /16 to /28.
    const int length = std::clamp(whole->length + 2, 24, 28);
    if (length < whole->length)
        return std::nullopt;
    const std::uint64_t size = std::uint64_t{1} << static_cast<unsigned>(32 - length);
    const std::uint64_t count = std::min<std::uint64_t>(whole->size() / size, 4096);
    for (std::uint64_t i = 0; i < count; ++i)
        if (const Cidr block = Cidr::of(addressAt(*whole, i * size), length); isFree(block, taken))
            return block.toString();
    return std::nullopt;
}

NewResource planNewResource(const Scene& scene, const ServiceType& type, const QPointF& point)
{
    const Architecture& architecture = scene.architecture();
    NewResource plan;
    plan.target = DropTargets::find(scene, type, point);
    plan.rect = DropTargets::placeFor(scene, type, point, plan.target.parent);
    plan.id = freeResourceId(architecture, lastPart(type.id));
    Resource resource;
    resource.id = plan.id;
    resource.type = type.id;
    resource.name = freeName(architecture, localized(type.name).toStdString());
    resource.parent = plan.target.parent;
    resource.placement =
        Placement{plan.rect.x(), plan.rect.y(), plan.rect.width(), plan.rect.height()};
    if (const auto block = freeBlock(scene.catalogue(), architecture, type, plan.target.parent))
        resource.properties["cidr"] = *block;
    if (const auto subnet = subnetUnder(scene, type, point, plan.target.parent))
        resource.properties["subnets"] = Json::array({subnet->value()});
    if (type.role == NetworkRole::Zone) {
        if (const auto zone = freeZone(scene.catalogue(), architecture, plan.target.parent)) {
            resource.properties["zone"] = *zone;
            resource.name = *zone;
        }
    }
    plan.title = MODEL_TEXT("Edit", "Add %1").with(resource.name);
    Batch batch{{Edit{AddResource{resource}}}};
    if (type.shape == Shape::Frame) {
        for (const ResourceId& id : scene.childrenOf(plan.target.parent.value_or(ResourceId()))) {
            const SceneNode* inside = scene.find(id);
            if (inside == nullptr || !plan.rect.contains(inside->rect)
                || !scene.catalogue().typeOrGeneric(inside->type).mayStandIn(type.id))
                continue;
            const Resource* moved = architecture.find(id);
            batch.edits.push_back(Edit{MoveResource{id, plan.id, moved->placement}});
        }
    }
    plan.edit = batch.edits.size() == 1 ? batch.edits.front() : Edit{std::move(batch)};
    return plan;
}

} // namespace skydraft
