// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QCustomPlot's header says foreach; whoever includes this one must allow it first.
#include <qcustomplot.h>

#include <functional>
#include <vector>

namespace skydraft {

/// One chart over simulated time. Wheel and drag change the span of time only; a moved mouse tells
/// the instant below it. All charts have the same margins, so that they stand in line.
///
/// Without signals of its own: what moc writes would include QCustomPlot's header too late.
class ChartPlot : public QCustomPlot
{
public:
    static constexpr int rightMargin = 18; ///< a scroll bar beside others has place in it

    explicit ChartPlot(QWidget* parent);

    /// The margin in which the numbers of the value axis stand, for the present font.
    static int leftMargin(const QFont& font);

    void restyle();
    /// The times below the chart; only the lowest one of a stack needs them.
    void setTimesShown(bool isShown);

    struct BandPoint
    {
        double atS = 0;
        double lower = 0;
        double upper = 0;
    };
    /// A translucent band around a graph, where replications give an interval; empty: none.
    void setBand(QCPGraph* graph, const std::vector<BandPoint>& points);
    void clearBands();

    /// The instant that is shown on the drawing; NaN: none.
    void setPosition(double seconds);
    /// The instant below the mouse, in all charts of a stack; NaN: none.
    void setHovered(double seconds);

    /// Called with the instant below the mouse; NaN when it has left.
    std::function<void(double seconds)> onHovered{};
    /// Called for a double click.
    std::function<void()> onWholeRangeWanted{};
    /// Called for a key; false where it means nothing here.
    std::function<bool(int key)> onKey{};

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QCPItemStraightLine* makeLine();
    static void place(QCPItemStraightLine* line, double seconds);

    struct Band
    {
        QCPGraph* of = nullptr;
        QCPGraph* lower = nullptr;
        QCPGraph* upper = nullptr;
    };
    std::vector<Band> m_bands;
    QCPItemStraightLine* m_position;
    QCPItemStraightLine* m_hovered;
};

} // namespace skydraft
