// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMouseEvent>
#include <QSlider>
#include <QStyle>
#include <QStyleOptionSlider>

namespace skydraft {

/// A slider whose handle comes to where it is pressed, and is then dragged: instants are pointed
/// at, not paged to.
class TimeSlider : public QSlider
{
    Q_OBJECT

public:
    explicit TimeSlider(QWidget* parent)
        : QSlider(Qt::Horizontal, parent)
    {}

protected:
    void mousePressEvent(QMouseEvent* event) override
    {
        QStyleOptionSlider option;
        initStyleOption(&option);
        const QRect handle =
            style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
        if (event->button() == Qt::LeftButton && !handle.contains(event->position().toPoint())) {
            setSliderDown(true); // first: who hears of the value must not set another one
            setValue(QStyle::sliderValueFromPosition(
                minimum(), maximum(), event->position().toPoint().x() - handle.width() / 2,
                width() - handle.width()));
        }
        QSlider::mousePressEvent(event); // the handle is below the mouse now
    }
};

} // namespace skydraft
