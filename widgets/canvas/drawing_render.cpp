// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/drawing_render.h"

#include <QGuiApplication>

#include "widgets/canvas/scene.h"
#include "widgets/canvas/scene_painter.h"

#include <cmath>
#include <limits>

namespace skydraft {
namespace {

constexpr double largestSide = 32000;

QRectF withMargin(const Scene& scene)
{
    const QRectF bounds = scene.bounds();
    const QRectF around = bounds.adjusted(-renderMargin, -renderMargin, renderMargin, renderMargin);
    return bounds.isEmpty() ? QRectF() : QRectF(around.toAlignedRect());
}

PaintStyle styleOf(const RenderOptions& options)
{
    PaintStyle style;
    style.theme = options.isDark ? darkTheme() : lightTheme();
    style.font = QGuiApplication::font();
    style.scale = options.scale;
    return style;
}

/// Expects the painter to map drawing units already.
void paintAll(QPainter& painter, const Scene& scene, const PaintStyle& style, const QRectF& area,
              bool hasGround)
{
    ScenePainter scenePainter(painter, style);
    if (hasGround)
        painter.fillRect(area, style.theme.canvas);
    scenePainter.paint({scene.nodesIn(area), scene.connectorsIn(area)});
}

} // namespace

QImage renderDrawing(const Catalogue& catalogue, const Architecture& architecture,
                     const RenderOptions& options)
{
    Scene scene(catalogue);
    scene.reset(architecture);
    scene.setAnalysis(options.analysis);
    const QRectF area = withMargin(scene);
    const QSizeF pixels(std::ceil(area.width() * options.scale),
                        std::ceil(area.height() * options.scale));
    if (area.isEmpty() || pixels.width() > largestSide || pixels.height() > largestSide)
        return {};
    QImage image(pixels.toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return {};
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.translate(-std::round(area.x() * options.scale), -std::round(area.y() * options.scale));
    painter.scale(options.scale, options.scale);
    paintAll(painter, scene, styleOf(options), area, !options.isTransparent);
    return image;
}

QSizeF drawingSize(const Catalogue& catalogue, const Architecture& architecture)
{
    Scene scene(catalogue);
    scene.reset(architecture);
    return withMargin(scene).size();
}

void renderDrawing(QPainter& painter, const Catalogue& catalogue, const Architecture& architecture,
                   const RenderOptions& options)
{
    Scene scene(catalogue);
    scene.reset(architecture);
    scene.setAnalysis(options.analysis);
    const QRectF area = withMargin(scene);
    if (area.isEmpty())
        return;
    const QTransform& now = painter.transform();
    PaintStyle style = styleOf(options);
    style.scale = std::hypot(now.m11(), now.m12()) * options.scale;
    painter.save();
    painter.translate(-area.topLeft());
    paintAll(painter, scene, style, area, !options.isTransparent);
    painter.restore();
}

} // namespace skydraft
