// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "model/architecture/scenario.h"
#include "model/simulation/load_shape.h"

#include <optional>
#include <utility>
#include <vector>

namespace skydraft {

/// The rate of an open load over the time of its scenario, drawn. The points of a trace are dragged
/// by hand: a press on a point takes it, a press beside the line makes one, Del takes the chosen
/// one away. By keys: Left and Right choose, with Ctrl they move in time; Up and Down change the
/// rate, Insert makes a point.
class LoadCurve : public QWidget
{
    Q_OBJECT

public:
    using Points = std::vector<std::pair<double, double>>; ///< seconds and requests per second

    explicit LoadCurve(QWidget* parent = nullptr);

    /// A shape that cannot be drawn shows nothing; the form says why.
    void setLoad(const Load& load, double ratePerS, double durationS);
    const Points& points() const { return m_points; }
    int current() const { return m_current; }
    /// Where a point of a trace is drawn, in widget coordinates.
    QPointF placeOf(std::size_t point) const;
    QPointF placeOf(double seconds, double ratePerS) const;

    QSize sizeHint() const override { return {320, 130}; }
    QSize minimumSizeHint() const override { return {200, 90}; }

signals:
    /// The points of a trace, after each step of a drag.
    void pointsChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF area() const;
    std::pair<double, double> valueAt(const QPointF& at) const;
    int pointAt(const QPointF& at) const;
    void choose(int point);
    void insert(double seconds, double ratePerS);
    void moveCurrent(double seconds, double ratePerS);
    void removeCurrent();
    void adopt();
    void paintAxes(QPainter& painter) const;

    std::optional<ShapePlan> m_shape;
    Points m_points;
    bool m_isTrace = false;
    bool m_isDragging = false;
    double m_durationS = 600;
    double m_most = 1; ///< the rate at the top; held while something is dragged
    int m_current = -1;
};

} // namespace skydraft
