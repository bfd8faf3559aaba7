// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/drop_target.h"

#include <QLineF>

#include "widgets/common/language.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skydraft {
namespace {

constexpr double padding = 16;  // between a frame's border and what stands in it
constexpr double nameRoom = 36; // below a node
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

/// The spot nearest to `wanted` where a rectangle of its size hits none of `others`.
std::optional<QRectF> freeSpot(const QRectF& wanted, const std::optional<QRectF>& around,
                               const std::vector<QRectF>& others)
{
    const auto isFree = [&](const QRectF& rect) {
        return std::none_of(others.begin(), others.end(),
                            [&](const QRectF& other) { return other.intersects(rect); });
    };
    if (isFree(wanted))
        return wanted;
    constexpr double step = 3 * gridUnit;
    const QRectF area = around.value_or(wanted.adjusted(-600, -600, 600, 600));
    std::optional<QRectF> best;
    double bestDistance = 0;
    for (double y = area.top(); y + wanted.height() <= area.bottom() + 0.5; y += step) {
        for (double x = area.left(); x + wanted.width() <= area.right() + 0.5; x += step) {
            const QRectF rect(toGrid(x), toGrid(y), wanted.width(), wanted.height());
            const double distance = QLineF(rect.center(), wanted.center()).length();
            if ((!best || distance < bestDistance) && isFree(rect)) {
                best = rect;
                bestDistance = distance;
            }
        }
    }
    return best;
}

} // namespace

double toGrid(double coordinate)
{
    return std::round(coordinate / gridUnit) * gridUnit;
}

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
    std::vector<QRectF> others;
    for (const ResourceId& id : scene.childrenOf(parent.value_or(ResourceId()))) {
        const SceneNode* other = scene.find(id);
        // A new frame may close around nodes that stand there; nodes keep clear of each other.
        if (other != nullptr && (other->isFrame || !isFrame)
            && !(parent == std::nullopt && other->isFrame && !isFrame))
            others.push_back(other->isFrame ? other->rect
                                            : other->rect.adjusted(-8, -8, 8, nameRoom));
    }
    std::optional<QRectF> around;
    if (frame != nullptr)
        around = insideOf(*frame);
    constexpr std::array sizes{1.0, 0.75, 0.5, 0.35};
    QRectF last;
    for (const double part : sizes) {
        QSizeF size(type.width, type.height);
        if (isFrame) {
            size = {std::max(smallestFrameWidth, toGrid(type.width * part)),
                    std::max(smallestFrameHeight, toGrid(type.height * part))};
            if (around)
                size = size.boundedTo({std::max(smallestFrameWidth, around->width()),
                                       std::max(smallestFrameHeight, around->height())});
        }
        QRectF rect(
            QPointF(toGrid(point.x() - size.width() / 2), toGrid(point.y() - size.height() / 2)),
            size);
        if (around)
            rect =
                movedInto(rect, isFrame ? *around : around->adjusted(0, 0, 0, -nameRoom + padding));
        if (last.isNull())
            last = rect;
        if (const auto spot = freeSpot(rect, around, others))
            return *spot;
        if (!isFrame)
            break;
    }
    return last;
}

} // namespace skydraft
