// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/panels/simulation_words.h"

#include <vector>

namespace skydraft {

/// What happened, in words below the charts and in line with them. A fault is a bar until the
/// system had recovered, cut where it was noticed; what comes at the same time stands in rows below
/// each other. A click, or Enter on the event that the arrow keys chose, asks for its instant.
class SimulationTimeline : public QWidget
{
    Q_OBJECT

public:
    explicit SimulationTimeline(QWidget* parent = nullptr);

    void setEvents(std::vector<SimulationEvent> events);
    /// The span of time that the charts show, and the margins beside it.
    void setSpan(double fromS, double toS);
    void setMargins(int left, int right);
    /// The instant that is shown on the drawing; NaN: none.
    void setPosition(double seconds);
    void retranslate();

    int count() const { return static_cast<int>(m_events.size()); }
    /// Where an event is drawn, in widget coordinates; null where its time is not in the span.
    QRectF placeOf(int event) const;
    int current() const { return m_current; }

    QSize sizeHint() const override;

signals:
    void seekRequested(double seconds);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Placed
    {
        int event = 0;
        QRectF pill{};
        QRectF bar{}; ///< of a fault; null for others
        double noticedX = -1;
    };

    void layOut();
    double xOf(double seconds) const;
    double rowHeight() const;
    int eventAt(const QPointF& at) const;
    void choose(int event);
    QString wordsOf(const SimulationEvent& event) const;
    void paintEventAt(QPainter& painter, const Placed& placed) const;

    std::vector<SimulationEvent> m_events;
    std::vector<Placed> m_placed;
    double m_fromS = 0;
    double m_toS = 60;
    double m_positionS = 0;
    int m_left = 50;
    int m_right = 10;
    int m_rows = 1;
    int m_current = -1;
};

} // namespace skydraft
