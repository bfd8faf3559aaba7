// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace skydraft {

/// Which part of the drawing is seen, and how large. The origin always falls on a whole device
/// pixel, so that tiles are copied and never resampled.
class Viewport
{
public:
    static constexpr double smallestZoom = 0.05;
    static constexpr double largestZoom = 4;
    static constexpr double notch = 1.2; ///< zoom of one turn of the wheel

    double zoom() const { return m_zoom; }
    double deviceRatio() const { return m_deviceRatio; }
    /// Device pixels per drawing unit.
    double scale() const { return m_zoom * m_deviceRatio; }
    /// The drawing's zero in device pixels from the widget's corner, times -1.
    QPoint deviceOrigin() const { return m_origin; }

    void setDeviceRatio(double ratio);
    void setSize(const QSizeF& size) { m_size = size; }
    const QSizeF& size() const { return m_size; }

    QPointF toDrawing(const QPointF& widgetPoint) const;
    QPointF toWidget(const QPointF& drawingPoint) const;
    QRectF toDrawing(const QRectF& rect) const;
    QRectF toWidget(const QRectF& rect) const;
    /// The part of the drawing that is in view.
    QRectF visible() const;

    /// Moves the view by widget pixels: the drawing follows the pointer.
    void pan(const QPointF& pixels);
    /// The drawing point under `anchor` (widget coordinates) stays there.
    void zoomTo(double zoom, const QPointF& anchor);
    /// Shows all of `area` with a margin, not larger than `most`.
    void fit(const QRectF& area, double most = 1);
    void centreOn(const QPointF& drawingPoint);

private:
    double m_zoom = 1;
    double m_deviceRatio = 1;
    QSizeF m_size{800, 600};
    QPoint m_origin;
};

} // namespace skydraft
