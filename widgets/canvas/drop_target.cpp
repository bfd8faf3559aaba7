// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/drop_target.h"

#include "widgets/canvas/placement_rect.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <array>

namespace skydraft {
namespace {

constexpr double padding = 16; // between a frame's border and what stands in it
constexpr double smallestFrameWidth = 128;
constexpr double smallestFrameHeight = 88;

QString namesOf(const Catalogue& catalogue, const std::vector<std::string>& types)
{
    QStringList names;
    for (const std::string& id : types)
        if (const ServiceType* type = catalogue.find(id))
            names.append(localized(type->name));
    return names.join(QStringLiteral(", "));
}

/// The rectangle within which children of a frame stand.
QRectF insideOf(const SceneNode& frame)
{
    return frame.rect.adjusted(padding, frameTitleHeight + padding / 2, -padding, -padding);
}

QRectF movedInto(QRectF rect, const QRectF& around)
{
    if (rect.right() > around.right())
        rect.moveRight(around.right());
    if (rect.bottom() > around.bottom())
        rect.moveBottom(around.bottom());
    if (rect.left() < around.left())
        rect.moveLeft(around.left());
    if (rect.top() < around.top())
        rect.moveTop(around.top());
    return rect;
}

} // namespace

DropTarget DropTargets::find(const Scene& scene, const ServiceType& type, const QPointF& point,
                             const ResourceSet& excluded)
{
    const SceneNode* innermost =
        scene.frameAt(point, [&](const SceneNode& frame) { return !excluded.contains(frame.id); });
    for (const SceneNode* frame = innermost; frame != nullptr; frame = scene.find(frame->parent)) {
        if (excluded.contains(frame->id) || !type.mayStandIn(frame->type))
            continue;
        DropTarget target{true, frame->id, frame->id, {}};
        target.text = frame == innermost ? tr("Place in %1 “%2”").arg(frame->typeName, frame->name)
                                         : tr("Place in %1 “%2”, around %3")
                                               .arg(frame->typeName, frame->name, innermost->name);
        return target;
    }
    const bool hasPlaceInFrames =
        std::any_of(type.parents.begin(), type.parents.end(), [&](const std::string& id) {
            const ServiceType* parent = scene.catalogue().find(id);
            return parent != nullptr && parent->shape == Shape::Frame;
        });
    if (type.canBeRoot && (innermost == nullptr || !hasPlaceInFrames))
        return {true, std::nullopt, {}, tr("Place on the drawing")};
    DropTarget refused;
    refused.frame = innermost == nullptr ? ResourceId() : innermost->id;
    const QString where = namesOf(scene.catalogue(), type.parents);
    refused.text = innermost == nullptr
                       ? tr("%1 belongs in: %2").arg(localized(type.name), where)
                       : tr("%1 cannot stand in %2. It belongs in: %3")
                             .arg(localized(type.name), innermost->typeName, where);
    return refused;
}

QRectF DropTargets::placeFor(const Scene& scene, const ServiceType& type, const QPointF& point,
                             const std::optional<ResourceId>& parent)
{
    const bool isFrame = type.shape == Shape::Frame;
    const SceneNode* frame = parent ? scene.find(*parent) : nullptr;
    std::vector<Placement> taken;
    for (const ResourceId& id : scene.childrenOf(parent.value_or(ResourceId()))) {
        const SceneNode* other = scene.find(id);
        // A new frame may close around nodes that stand there; nodes keep clear of each other.
        if (other != nullptr && (other->isFrame || !isFrame)
            && !(parent == std::nullopt && other->isFrame && !isFrame))
            taken.push_back(other->isFrame ? placementOf(other->rect)
                                           : footprintOf(placementOf(other->rect)));
    }
    return isFrame ? placeForFrame(type, point, frame, taken)
                   : placeForNode(type, point, frame, taken);
}

QRectF DropTargets::placeForNode(const ServiceType& type, const QPointF& point,
                                 const SceneNode* frame, const std::vector<Placement>& taken)
{
    const Placement node{toGrid(point.x() - type.width / 2), toGrid(point.y() - type.height / 2),
                         type.width, type.height};
    QRectF wanted = rectOf(footprintOf(node));
    std::optional<Placement> around;
    if (frame != nullptr) {
        around = roomFor(placementOf(frame->rect));
        wanted = movedInto(wanted, rectOf(*around));
    }
    return rectOf(
        nodeIn(freeSpot(placementOf(wanted), around, taken).value_or(placementOf(wanted))));
}

QRectF DropTargets::placeForFrame(const ServiceType& type, const QPointF& point,
                                  const SceneNode* frame, const std::vector<Placement>& taken)
{
    std::optional<Placement> around;
    if (frame != nullptr)
        around = placementOf(insideOf(*frame));
    QRectF first;
    constexpr std::array sizes{1.0, 0.75, 0.5, 0.35};
    for (const double part : sizes) {
        QSizeF size(std::max(smallestFrameWidth, toGrid(type.width * part)),
                    std::max(smallestFrameHeight, toGrid(type.height * part)));
        if (around)
            size = size.boundedTo({std::max(smallestFrameWidth, around->width),
                                   std::max(smallestFrameHeight, around->height)});
        QRectF rect(
            QPointF(toGrid(point.x() - size.width() / 2), toGrid(point.y() - size.height() / 2)),
            size);
        if (around)
            rect = movedInto(rect, rectOf(*around));
        if (first.isNull())
            first = rect;
        if (const auto spot = freeSpot(placementOf(rect), around, taken))
            return rectOf(*spot);
    }
    return first;
}

} // namespace skydraft
