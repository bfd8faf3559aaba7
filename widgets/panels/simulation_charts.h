// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTimer>
#include <QWidget>

#include "model/simulation/result.h"

#include <array>
#include <vector>

class QCPGraph;
class QCustomPlot;

namespace skydraft {

/// Requests per second, latency and failures over simulated time. Samples are kept and drawn ten
/// times a second at most.
class SimulationCharts : public QWidget
{
    Q_OBJECT

public:
    explicit SimulationCharts(QWidget* parent = nullptr);

    void clear();
    void add(const std::vector<SecondSample>& samples);
    /// Draws now what has been added.
    void draw();

    enum Chart
    {
        Throughput,
        Latency,
        Failures,
        ChartCount
    };
    QCustomPlot* plot(Chart chart) const { return m_plots[static_cast<std::size_t>(chart)]; }

    void retranslate();
    void restyle();

private:
    QCustomPlot* makePlot();
    QCPGraph* addGraph(Chart chart);
    void style(QCustomPlot* plot);
    void showRange();
    void showTitles();

    std::array<QCustomPlot*, ChartCount> m_plots{};
    std::array<QLabel*, ChartCount> m_titles{};
    std::vector<QCPGraph*> m_graphs;
    QTimer m_timer;
    double m_end = 0;
};

} // namespace skydraft
