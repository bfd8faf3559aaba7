// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/viewport.h"

#include <QMarginsF>

#include <algorithm>

namespace skydraft {

void Viewport::setDeviceRatio(double ratio)
{
    if (ratio <= 0 || ratio == m_deviceRatio)
        return;
    const QPointF corner = toDrawing(QPointF(0, 0));
    m_deviceRatio = ratio;
    m_origin = (corner * scale()).toPoint();
}

QPointF Viewport::toDrawing(const QPointF& widgetPoint) const
{
    return (widgetPoint * m_deviceRatio + QPointF(m_origin)) / scale();
}

QPointF Viewport::toWidget(const QPointF& drawingPoint) const
{
    return (drawingPoint * scale() - QPointF(m_origin)) / m_deviceRatio;
}

QRectF Viewport::toDrawing(const QRectF& rect) const
{
    return {toDrawing(rect.topLeft()), toDrawing(rect.bottomRight())};
}

QRectF Viewport::toWidget(const QRectF& rect) const
{
    return {toWidget(rect.topLeft()), toWidget(rect.bottomRight())};
}

QRectF Viewport::visible() const
{
    return toDrawing(QRectF(QPointF(), m_size));
}

void Viewport::pan(const QPointF& pixels)
{
    m_origin -= (pixels * m_deviceRatio).toPoint();
}

void Viewport::zoomTo(double zoom, const QPointF& anchor)
{
    const QPointF fixed = toDrawing(anchor);
    m_zoom = std::clamp(zoom, smallestZoom, largestZoom);
    m_origin = (fixed * scale() - anchor * m_deviceRatio).toPoint();
}

void Viewport::fit(const QRectF& area, double most)
{
    if (area.isEmpty() || m_size.isEmpty())
        return;
    constexpr double margin = 32; // widget pixels
    const double across = std::max(1.0, m_size.width() - 2 * margin) / area.width();
    const double down = std::max(1.0, m_size.height() - 2 * margin) / area.height();
    m_zoom = std::clamp(std::min({across, down, most}), smallestZoom, largestZoom);
    centreOn(area.center());
}

void Viewport::centreOn(const QPointF& drawingPoint)
{
    const QPointF middle(m_size.width() / 2, m_size.height() / 2);
    m_origin = (drawingPoint * scale() - middle * m_deviceRatio).toPoint();
}

} // namespace skydraft
