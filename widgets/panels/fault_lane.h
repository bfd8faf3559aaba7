// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "model/architecture/scenario.h"

#include <vector>

namespace skydraft {

/// MIME type of a fault that is dragged onto a FaultLane; which one, its owner knows.
inline constexpr const char* faultMimeType = "application/x-skydraft-fault";

/// The faults of a scenario over its time, one row each: a bar from when it happens until it ends,
/// open to the right where it lasts to the end. A bar is dragged in time, its right end stretched;
/// a double click or a drop asks for a new fault there; Del takes the chosen one away. By keys: Up
/// and Down choose, Left and Right move by a second (with Ctrl by ten), with Shift they stretch.
class FaultLane : public QWidget
{
    Q_OBJECT

public:
    explicit FaultLane(QWidget* parent = nullptr);

    struct Row
    {
        Fault fault{};
        QString words{};
    };
    void setRows(std::vector<Row> rows, double durationS);
    /// Rows at which something is wrong.
    void setWrong(int row);
    void setCurrent(int row);
    int current() const { return m_current; }
    const std::vector<Row>& rows() const { return m_rows; }
    /// The bar of a fault, in widget coordinates.
    QRectF barOf(int row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void currentChanged(int row);
    /// After each step of a drag and after a key.
    void faultChanged(int row, const skydraft::Fault& fault);
    /// Also where a fault is dropped (faultMimeType).
    void addRequested(double atS);
    void removeRequested(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Grip
    {
        None,
        Whole,
        End
    };

    double rowHeight() const;
    double xOf(double seconds) const;
    double secondsAt(double x) const;
    int rowAt(const QPointF& at) const;
    Grip gripAt(const QPointF& at) const;
    void move(double atS);
    void stretch(double endS);
    void change(const Fault& fault);
    void paintRow(QPainter& painter, int row) const;

    std::vector<Row> m_rows;
    double m_durationS = 600;
    int m_current = -1;
    int m_wrong = -1;
    Grip m_grip = Grip::None;
    double m_heldS = 0; ///< where in the bar it was taken
    double m_dropS;     ///< where what is dragged in would begin; NaN: nothing is
};

} // namespace skydraft
