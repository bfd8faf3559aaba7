// SPDX-License-Identifier: GPL-3.0-or-later
// How the canvas comes onto the screen: tiles, what is dragged, overlays, marks.
#include <QPaintEvent>
#include <QPainterPath>

#include "widgets/canvas/canvas_marks.h"
#include "widgets/canvas/canvas_private.h"
#include "widgets/canvas/empty_hint.h"
#include "widgets/common/type_icons.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

/// How long a paint waits for tiles that are being rendered: most are done by then, and what is
/// not follows in the next one.
constexpr int tileBudget = 6; // milliseconds

int floorDivide(int a, int b)
{
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

} // namespace

void CanvasWidget::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    d->paint(painter);
}

std::vector<TileKey> CanvasWidget::Private::keysInView(int ring) const
{
    const QPoint origin = context.viewport.deviceOrigin();
    const double ratio = context.viewport.deviceRatio();
    const int width = static_cast<int>(std::ceil(widget.width() * ratio));
    const int height = static_cast<int>(std::ceil(widget.height() * ratio));
    constexpr int side = TileKey::side;
    std::vector<TileKey> keys;
    for (int row = floorDivide(origin.y(), side) - ring;
         row <= floorDivide(origin.y() + height - 1, side) + ring; ++row)
        for (int column = floorDivide(origin.x(), side) - ring;
             column <= floorDivide(origin.x() + width - 1, side) + ring; ++column)
            keys.push_back({context.viewport.scale(), column, row});
    return keys;
}

bool CanvasWidget::Private::isSettled() const
{
    const auto keys = keysInView(0);
    return std::all_of(keys.begin(), keys.end(),
                       [&](const TileKey& key) { return context.tiles.isFresh(key); });
}

void CanvasWidget::Private::paint(QPainter& painter)
{
    if (context.viewport.deviceRatio() != widget.devicePixelRatioF())
        restyle();
    paintTiles(painter);
    paintLive(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(widget.font());
    if (context.scene.isEmpty() && !drop)
        EmptyHint::paint(painter, QRectF(widget.rect()));
    if (overlay.isActive())
        overlay.paint(painter, context);
    else
        estimate.paint(painter, context);
    paintSelection(painter, context);
    trace.paint(painter, context);
    exposure.paint(painter, context);
    tool.paint(painter);
    paintDrop(painter);
    if (widget.hasFocus() && hasKeyboardFocus && context.controller.selectedResources().empty()
        && context.controller.selectedConnections().empty()) {
        painter.setPen(QPen(theme().selection, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1));
    }
}

void CanvasWidget::Private::paintTiles(QPainter& painter)
{
    const auto keys = keysInView(0);
    context.tiles.setInView(keys.size() + 8);
    for (const TileKey& key : keys)
        context.tiles.request(key);
    if (!isSettled())
        context.tiles.waitFor(keys, tileBudget);
    painter.save();
    const double ratio = context.viewport.deviceRatio();
    painter.scale(1 / ratio, 1 / ratio);
    painter.translate(-context.viewport.deviceOrigin());
    const bool isComplete = std::all_of(keys.begin(), keys.end(), [&](const TileKey& key) {
        return context.tiles.find(key) != nullptr;
    });
    if (!isComplete)
        paintPreview(painter);
    for (const TileKey& key : keys)
        if (const QImage* image = context.tiles.find(key))
            painter.drawImage(QPoint(key.column * TileKey::side, key.row * TileKey::side), *image);
    painter.restore();
    if (isSettled()) {
        previewScale = context.viewport.scale();
        context.live.settled();
        if (!idle.isActive())
            idle.start();
    }
}

void CanvasWidget::Private::paintPreview(QPainter& painter)
{
    const QRectF visible = context.viewport.visible();
    const double scale = context.viewport.scale();
    const auto toDevice = [&](const QRectF& area) {
        return QRectF(area.topLeft() * scale, area.size() * scale);
    };
    painter.fillRect(toDevice(visible).adjusted(-2, -2, 2, 2), theme().canvas);
    if (previewScale <= 0)
        return;
    context.tiles.forEachOfScale(previewScale, visible,
                                 [&](const TileKey& key, const QImage& image) {
                                     painter.drawImage(toDevice(key.area()), image);
                                 });
}

void CanvasWidget::Private::prefetch()
{
    // One ring around the view, so that panning finds its tiles ready.
    if (!isSettled() || tool.isActive())
        return;
    const auto keys = keysInView(1);
    if (keys.size() * TileKey::side * TileKey::side * 4 > TileCache::mostBytes)
        return;
    for (const TileKey& key : keys)
        context.tiles.request(key, true);
}

void CanvasWidget::Private::paintLive(QPainter& painter)
{
    if (context.live.isEmpty())
        return;
    painter.save();
    const double ratio = context.viewport.deviceRatio();
    painter.scale(1 / ratio, 1 / ratio);
    painter.translate(-context.viewport.deviceOrigin());
    painter.scale(context.viewport.scale(), context.viewport.scale());
    const PaintStyle style = context.paintStyle();
    ScenePainter scenePainter(painter, style);
    context.live.paint(scenePainter);
    painter.restore();
}

void CanvasWidget::Private::paintDrop(QPainter& painter)
{
    if (groupDrop)
        paintDropTarget(painter, context, groupDrop->target, dropPoint);
    if (!drop)
        return;
    if (drop->target.isAccepted) {
        const QRectF rect = context.viewport.toWidget(drop->rect);
        painter.setPen(QPen(theme().dropTarget, 1.5, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        if (isFrameDropped)
            painter.drawRoundedRect(rect, 8, 8);
        const double side = isFrameDropped ? 20 * context.viewport.zoom() : rect.width();
        const QRectF icon(
            rect.topLeft() + (isFrameDropped ? QPointF(8, 6) * context.viewport.zoom() : QPointF()),
            QSizeF(side, side));
        painter.setOpacity(0.75);
        painter.drawImage(
            icon,
            typeIconImage(dropIcon, std::max(8, static_cast<int>(std::lround(
                                                    side * context.viewport.deviceRatio())))));
        painter.setOpacity(1);
    }
    paintDropTarget(painter, context, drop->target, dropPoint);
}

} // namespace skydraft
