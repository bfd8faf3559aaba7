// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPixmap>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include "widgets/session/played_run.h"

#include <array>
#include <vector>

class QCPGraph;
class QScrollArea;

namespace skydraft {

class ChartPlot;
class DocumentController;
class SimulationTimeline;

/// A run over simulated time: requests, latency, failures, sizes of groups and how busy resources
/// are, in charts above each other, with what happened in words below. Another run is overlaid in
/// thin lines. Samples are kept and drawn ten times a second at most.
///
/// The wheel zooms, a drag pans, a double click shows the whole run; so do +, -, the arrow keys and
/// Home.
class SimulationCharts : public QWidget
{
    Q_OBJECT

public:
    enum Chart
    {
        Throughput,
        Latency,
        Failures,
        Groups,
        Utilization,
        ChartCount
    };

    explicit SimulationCharts(const DocumentController& controller, QWidget* parent = nullptr);

    void clear();
    /// `compared` is the run to overlay; null: none. Cheap where only samples were added.
    void setRuns(const RunPointer& shown, const RunPointer& compared);
    /// The runs of the shown scenario with other random numbers, merged: 95 % intervals as bands
    /// around the lines. Null: none.
    void setRepeated(const std::shared_ptr<const SimulationResult>& repeated);
    /// The instant that is shown on the drawing.
    void setPosition(double seconds);
    /// Draws now what has been added.
    void draw();

    ChartPlot* plot(Chart chart) const { return m_plots[static_cast<std::size_t>(chart)]; }
    SimulationTimeline* timeline() const { return m_timeline; }
    QAction* chartAction(Chart chart) const { return m_choices[static_cast<std::size_t>(chart)]; }
    QToolButton* wholeButton() const { return m_whole; }
    QString titleOf(Chart chart) const { return m_titles[static_cast<std::size_t>(chart)]->text(); }

    /// Shows that span and stays there, also while a run goes on.
    void zoomTo(double fromS, double toS);
    void showWhole();

    /// What is seen, in twice the resolution of the screen.
    QPixmap picture();
    /// All samples of the runs that are seen, one row per run and second.
    QString table() const;

    void retranslate();
    void restyle();

signals:
    void seekRequested(double seconds);
    /// The person wants a file; the answer is picture() or table().
    void pictureRequested();
    void tableRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// A line in a chart, for the run that is shown and, thin, for the other one.
    struct Line
    {
        Chart chart = Throughput;
        ResourceId node{}; ///< of a resource; empty: of all requests
        QString name{};
        QCPGraph* shown = nullptr;
        QCPGraph* compared = nullptr;
    };
    /// How much of a run the graphs have.
    struct Progress
    {
        RunPointer run{};
        std::size_t samples = 0;
        std::size_t points = 0;
    };

    void build();
    void buildButtons();
    void addLine(Chart chart, const ResourceId& node = {});
    void setPens();
    void addSamples(Progress& progress, QCPGraph* Line::*graph);
    void chooseNodes();
    std::vector<ResourceId> wantedNodes(Chart chart) const;
    void fillNodes(const Progress& progress, QCPGraph* Line::*graph);
    void showRange();
    void setSpan(double fromS, double toS);
    void showTitles();
    void showHovered(double seconds);
    void showChosenCharts();
    double wholeSpan() const;
    bool handleKey(int key);
    void alignTimeline();
    QString valueAt(const QCPGraph& graph) const;
    void showBands();

    const DocumentController& m_controller;
    std::array<ChartPlot*, ChartCount> m_plots{};
    std::array<QLabel*, ChartCount> m_titles{};
    std::array<QAction*, ChartCount> m_choices{};
    QToolButton* m_chartsButton;
    QToolButton* m_whole;
    QToolButton* m_export;
    QMenu* m_exportMenu;
    QScrollArea* m_area;
    QScrollArea* m_timelineArea;
    SimulationTimeline* m_timeline;
    std::vector<Line> m_lines;
    Progress m_shown;
    Progress m_compared;
    std::shared_ptr<const SimulationResult> m_repeated;
    QTimer m_timer;
    double m_hoveredS;
    double m_positionS = 0;
    bool m_isZoomed = false;
    bool m_isSettingSpan = false;
};

} // namespace skydraft
