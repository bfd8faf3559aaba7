// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace skydraft {

/// What is dragged onto a FaultLane: the fault that the fields beside it describe.
class FaultHandle : public QLabel
{
    Q_OBJECT

public:
    explicit FaultHandle(QWidget* parent = nullptr);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showIcon();

    QPoint m_pressedAt;
};

} // namespace skydraft
