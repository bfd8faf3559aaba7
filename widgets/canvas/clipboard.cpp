// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/architecture/resource_json.h"
#include "widgets/canvas/drop_target.h"
#include "widgets/canvas/move_plan.h"
#include "widgets/canvas/placement_rect.h"

#include <algorithm>

namespace skydraft {
namespace {

using NewIds = std::map<ResourceId, ResourceId>;

/// Leads ids in `value` to the copies; in a list of references ids that name nothing are dropped.
void remap(const Property& property, Json& value, const NewIds& ids,
           const Architecture& architecture)
{
    const auto renamed = [&](const Json& id) -> Json {
        if (!id.is_string())
            return id;
        const auto found = ids.find(ResourceId(id.get_ref<const std::string&>()));
        return found == ids.end() ? id : Json(found->second.value());
    };
    const auto exists = [&](const Json& id) {
        return id.is_string()
               && (ids.contains(ResourceId(id.get_ref<const std::string&>()))
                   || architecture.find(ResourceId(id.get_ref<const std::string&>())) != nullptr);
    };
    switch (property.type) {
    case PropertyType::Reference:
        value = exists(value) ? renamed(value) : Json();
        return;
    case PropertyType::References: {
        Json kept = Json::array();
        for (const Json& id : value)
            if (exists(id))
                kept.push_back(renamed(id));
        value = std::move(kept);
        return;
    }
    case PropertyType::List:
    case PropertyType::Object: {
        const auto each = [&](Json& object) {
            if (!object.is_object())
                return;
            for (const Property& field : property.fields) {
                const auto found = object.find(field.name);
                if (found == object.end())
                    continue;
                if (field.type == PropertyType::Reference || field.type == PropertyType::Text)
                    *found = renamed(*found); // a rule's source or a route's target is a text
                else
                    remap(field, *found, ids, architecture);
            }
        };
        if (property.type == PropertyType::Object)
            each(value);
        else
            for (Json& object : value)
                each(object);
        return;
    }
    default:
        return;
    }
}

Resource copied(const Resource& original, const NewIds& ids, const CanvasContext& context)
{
    Resource copy = original;
    copy.id = ids.at(original.id);
    const ServiceType& type = context.scene.catalogue().typeOrGeneric(copy.type);
    for (const Property& property : type.properties)
        if (const auto found = copy.properties.find(property.name); found != copy.properties.end())
            remap(property, *found, ids, context.scene.architecture());
    return copy;
}

/// The parent of a copy that stands in none of the others.
std::optional<ResourceId>
parentOfCopy(const CanvasContext& context, const Resource& original,
             const std::map<ResourceId, std::optional<ResourceId>>& parents)
{
    if (const auto wanted = parents.find(original.id); wanted != parents.end())
        return wanted->second;
    const Resource* parent =
        original.parent ? context.scene.architecture().find(*original.parent) : nullptr;
    const ServiceType& type = context.scene.catalogue().typeOrGeneric(original.type);
    return parent != nullptr && type.mayStandIn(parent->type) ? original.parent : std::nullopt;
}

QRectF boundsOf(const Clip& clip)
{
    QRectF bounds;
    for (const Resource& resource : clip.resources)
        if (const auto& place = resource.placement)
            bounds |= QRectF(place->x, place->y, place->width, place->height);
    return bounds;
}

std::vector<const Resource*> outermostOf(const Clip& clip)
{
    std::set<ResourceId> ids;
    for (const Resource& resource : clip.resources)
        ids.insert(resource.id);
    std::vector<const Resource*> result;
    for (const Resource& resource : clip.resources)
        if (!resource.parent || !ids.contains(*resource.parent))
            result.push_back(&resource);
    return result;
}

} // namespace

Clip clipOf(const Scene& scene, const std::set<ResourceId>& ids)
{
    Clip clip;
    const ResourceSet all = scene.withContents(ids);
    for (const auto& resource : scene.architecture().resources()) {
        if (!all.contains(resource->id))
            continue;
        clip.resources.push_back(*resource);
        clip.resources.back().placement = placementOf(scene.find(resource->id)->rect);
    }
    for (const auto& connection : scene.architecture().connections())
        if (all.contains(connection->from) && all.contains(connection->to))
            clip.connections.push_back(*connection);
    return clip;
}

QByteArray toBytes(const Clip& clip)
{
    OrderedJson json;
    json["format"] = "skydraft-clip";
    json["version"] = 1;
    json["resources"] = OrderedJson::array();
    for (const Resource& resource : clip.resources)
        json["resources"].push_back(toJson(resource));
    json["connections"] = OrderedJson::array();
    for (const Connection& connection : clip.connections)
        json["connections"].push_back(toJson(connection));
    return QByteArray::fromStdString(json.dump());
}

std::optional<Clip> clipFrom(const QByteArray& bytes)
{
    const auto json = parseJson(bytes.toStdString());
    if (!json || memberOf(*json, "format") != "skydraft-clip")
        return std::nullopt;
    Clip clip;
    std::set<ResourceId> ids;
    for (const Json& item : memberOf(*json, "resources")) {
        auto resource = resourceFrom(item, {});
        if (!resource || !isValidId(resource->id.value()) || !ids.insert(resource->id).second)
            return std::nullopt;
        clip.resources.push_back(std::move(*resource));
    }
    for (const Json& item : memberOf(*json, "connections")) {
        auto connection = connectionFrom(item, {});
        if (!connection || !ids.contains(connection->from) || !ids.contains(connection->to))
            return std::nullopt;
        clip.connections.push_back(std::move(*connection));
    }
    return clip;
}

bool pasteClip(CanvasContext& context, const Clip& clip, const QPointF& offset,
               const std::map<ResourceId, std::optional<ResourceId>>& parents, const Text& title)
{
    if (clip.resources.empty())
        return false;
    ArchitectureBuilder taken(
        context.scene.architecture()); // to find ids that are free of each other
    NewIds ids;
    for (const Resource& resource : clip.resources) {
        const ResourceId id = freeResourceId(taken.current(), resource.id.value());
        ids[resource.id] = id;
        Resource holder;
        holder.id = id;
        taken.put(std::move(holder));
    }
    Batch batch;
    std::set<ResourceId> selection;
    for (const Resource& resource : clip.resources) {
        Resource copy = copied(resource, ids, context);
        const bool isInner = resource.parent && ids.contains(*resource.parent);
        copy.parent = isInner ? ids.at(*resource.parent) : parentOfCopy(context, resource, parents);
        if (copy.placement) {
            copy.placement->x += offset.x();
            copy.placement->y += offset.y();
        }
        if (!isInner)
            selection.insert(copy.id);
        batch.edits.push_back(Edit{AddResource{std::move(copy)}});
    }
    for (const Connection& connection : clip.connections) {
        Connection copy = connection;
        copy.id = freeConnectionId(taken.current());
        copy.from = ids.at(connection.from);
        copy.to = ids.at(connection.to);
        taken.put(copy);
        batch.edits.push_back(Edit{Connect{std::move(copy)}});
    }
    if (!context.controller.apply(Edit{std::move(batch)}, title))
        return false;
    context.controller.select(std::move(selection));
    return true;
}

bool copySelection(const CanvasContext& context)
{
    const Clip clip = clipOf(context.scene, context.controller.selectedResources());
    if (clip.resources.empty())
        return false;
    auto mime = std::make_unique<QMimeData>();
    const QByteArray bytes = toBytes(clip);
    mime->setData(QString::fromLatin1(clipMimeType), bytes);
    mime->setText(QString::fromUtf8(bytes));
    QGuiApplication::clipboard()->setMimeData(mime.release());
    return true;
}

bool pasteFromClipboard(CanvasContext& context)
{
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData();
    if (mime == nullptr)
        return false;
    QByteArray bytes = mime->data(QString::fromLatin1(clipMimeType));
    if (bytes.isEmpty())
        bytes = mime->text().toUtf8(); // a window of another session, or a chat
    const auto clip = clipFrom(bytes);
    if (!clip || clip->resources.empty())
        return false;
    const Catalogue& catalogue = context.scene.catalogue();
    const QRectF bounds = boundsOf(*clip);
    QPointF offset(3 * gridUnit, 3 * gridUnit);
    // Each further paste goes beside the one before.
    const auto isTaken = [&](const QPointF& by) {
        return std::any_of(
            clip->resources.begin(), clip->resources.end(), [&](const Resource& resource) {
                const auto& place = resource.placement;
                const auto near = context.scene.nodesIn(
                    place ? QRectF(place->x + by.x(), place->y + by.y(), 1, 1) : QRectF());
                return std::any_of(near.begin(), near.end(), [&](const SceneNodePointer& node) {
                    return place && node->rect.topLeft() == QPointF(place->x, place->y) + by;
                });
            });
    };
    for (int i = 0; i < 50 && isTaken(offset); ++i)
        offset += QPointF(3 * gridUnit, 3 * gridUnit);
    std::map<ResourceId, std::optional<ResourceId>> parents;
    const auto& selected = context.controller.selectedResources();
    const SceneNode* frame = selected.size() == 1 ? context.scene.find(*selected.begin()) : nullptr;
    const auto outer = outermostOf(*clip);
    const bool goesInto =
        frame != nullptr && frame->isFrame
        && std::all_of(outer.begin(), outer.end(), [&](const Resource* resource) {
               return catalogue.typeOrGeneric(resource->type).mayStandIn(frame->type);
           });
    if (goesInto)
        for (const Resource* resource : outer)
            parents[resource->id] = frame->id;
    if (goesInto && !frame->rect.contains(bounds.translated(offset))) {
        const QPointF corner = frame->rect.topLeft() + QPointF(24, frameTitleHeight + 18);
        offset = QPointF(toGrid(corner.x()), toGrid(corner.y())) - bounds.topLeft();
    } else if (!goesInto && !context.viewport.visible().intersects(bounds.translated(offset))) {
        const QPointF middle = context.viewport.visible().center() - bounds.center();
        offset = {toGrid(middle.x()), toGrid(middle.y())};
        for (const Resource* resource : outer) {
            const auto& place = resource->placement;
            const QPointF at =
                place ? QPointF(place->x + place->width / 2, place->y + place->height / 2)
                      : QPointF();
            parents[resource->id] =
                DropTargets::find(context.scene, catalogue.typeOrGeneric(resource->type),
                                  at + offset)
                    .parent;
        }
    }
    return pasteClip(context, *clip, offset, parents, MODEL_TEXT("Edit", "Paste"));
}

bool duplicateSelection(CanvasContext& context)
{
    const Clip clip = clipOf(context.scene, context.controller.selectedResources());
    return pasteClip(context, clip, QPointF(3 * gridUnit, 3 * gridUnit), {},
                     MODEL_TEXT("Edit", "Duplicate"));
}

} // namespace skydraft
