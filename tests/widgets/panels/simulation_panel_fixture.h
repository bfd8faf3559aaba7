// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <QWheelEvent>

#include "tests/support/drawing.h"
#include "widgets/common/language.h"
#include "widgets/panels/chart_plot.h"
#include "widgets/panels/simulation_charts.h"
#include "widgets/panels/simulation_panel.h"
#include "widgets/session/document_controller.h"

#include <cmath>

// Whoever includes this must allow foreach first, which QCustomPlot's header says.

namespace skydraft::testing {

inline FramePointer frameAt(double seconds)
{
    auto frame = std::make_shared<SimulationFrame>();
    frame->now = fromSeconds(seconds);
    frame->offered = 1000;
    frame->succeeded = 999;
    frame->failed = 1;
    return frame;
}

inline std::vector<SecondSample> secondsOf(int count)
{
    std::vector<SecondSample> samples;
    for (int second = 1; second <= count; ++second)
        samples.push_back({.atS = static_cast<double>(second),
                           .offered = 10,
                           .succeeded = 8,
                           .failed = 2,
                           .meanMs = 5,
                           .p50Ms = 4,
                           .p95Ms = 9,
                           .p99Ms = 12});
    return samples;
}

inline std::shared_ptr<PlayedRun> runOf(int seconds, int id = 0)
{
    auto run = std::make_shared<PlayedRun>();
    run->id = id;
    run->playedS = seconds;
    run->endS = 600;
    run->samples = secondsOf(seconds);
    return run;
}

inline PlayedRuns only(const RunPointer& run)
{
    return {{run}, run->id};
}

/// A run of two minutes in which a server failed at 60 s, was missed at 80 s and back at 100 s.
inline std::shared_ptr<PlayedRun> troubledRun()
{
    auto run = runOf(120);
    Incident incident;
    incident.fault = "process.stop";
    incident.target = "web";
    incident.atS = 60;
    incident.detectedS = 20;
    incident.recoveredS = 40;
    run->incidents = {incident};
    return run;
}

/// A panel as large as a dock, shown, so that the mouse finds it.
struct Shown
{
    Shown()
    {
        setLanguage(QStringLiteral("en"));
        controller.reset(twoTiers());
        panel.resize(800, 460);
        panel.show();
        panel.setState(SimulationRunner::State::Playing);
    }

    void give(const RunPointer& run, double atS)
    {
        panel.setRuns(only(run));
        panel.setFrame(frameAt(atS));
        panel.charts()->draw();
        QCoreApplication::processEvents();
    }

    ChartPlot* plot(SimulationCharts::Chart chart) const { return panel.charts()->plot(chart); }
    QPoint at(SimulationCharts::Chart chart, double seconds) const
    {
        return {static_cast<int>(std::lround(plot(chart)->xAxis->coordToPixel(seconds))),
                plot(chart)->axisRect()->center().y()};
    }

    DocumentController controller{Catalogue::builtIn()};
    SimulationPanel panel{controller};
};

/// Scrolls over a widget, one notch up.
inline void turnWheel(QWidget* widget, const QPoint& at)
{
    QWheelEvent event(at, widget->mapToGlobal(at), QPoint(), QPoint(0, 120), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

/// Hovers: QTest::mouseMove() alone moves the cursor, which an offscreen window does not have.
inline void hover(QWidget* widget, const QPoint& at, Qt::MouseButtons buttons = Qt::NoButton)
{
    QMouseEvent event(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, buttons,
                      Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &event);
}

} // namespace skydraft::testing
