// SPDX-License-Identifier: GPL-3.0-or-later
// How smoothly the whole window plays: 12,800 requests a second on 200 resources, with dots on the
// drawing, charts and timeline. Exit code 1 below 30 frames a second.
#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "app/gui/main_window.h"
#include "tests/support/drawing.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/panels/simulation_panel.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

using namespace skydraft;

namespace {

constexpr double gateMs = 1000.0 / 30;
constexpr double measuredS = 8;

/// Notes when the canvas is painted and how long that takes, and how long any event takes.
class Watch : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        const bool isPaint = receiver == canvas && event->type() == QEvent::Paint;
        const bool isOuter = m_depth++ == 0;
        const qint64 start = m_clock.nsecsElapsed();
        const bool isDone = QApplication::notify(receiver, event);
        const qint64 end = m_clock.nsecsElapsed();
        --m_depth;
        if (isPaint) {
            paints.push_back(static_cast<double>(end - start) / 1e6);
            if (m_lastPaint > 0)
                intervals.push_back(static_cast<double>(start - m_lastPaint) / 1e6);
            m_lastPaint = start;
        }
        if (isOuter)
            events.push_back(static_cast<double>(end - start) / 1e6);
        return isDone;
    }

    void begin()
    {
        m_clock.start();
        m_lastPaint = 0;
        for (auto* times : {&paints, &intervals, &events})
            times->clear();
    }

    QObject* canvas = nullptr;
    std::vector<double> paints, intervals, events;

private:
    QElapsedTimer m_clock;
    qint64 m_lastPaint = 0;
    int m_depth = 0;
};

/// People, a balancer, 196 servers, a cache and a database: 200 resources, 80 % busy.
Architecture drawn()
{
    testing::Drawing drawing;
    constexpr int servers = 196;
    constexpr int columns = 28;
    drawing.add("users", "clients")
        .place("users", {0, 0, 64, 64})
        .add("lb", "elb.application")
        .place("lb", {0, 300, 64, 64})
        .add("cache", "elasticache.redis", "", {{"service_time_ms", 0.2}, {"workers", 64}})
        .place("cache", {4000, 200, 64, 64})
        .add("db", "rds.instance", "", {{"service_time_ms", 2}, {"workers", 64}})
        .place("db", {4000, 500, 64, 64})
        .connect("in", "users", "lb");
    for (int i = 0; i < servers; ++i) {
        const std::string id = "s" + std::to_string(i);
        drawing
            .add(id.c_str(), "ec2.instance", "",
                 {{"service_time_ms", 20}, {"workers", 2}, {"network_delay_ms", 0.2}})
            .place(id.c_str(), {200.0 + i % columns * 130, i / columns * 150.0, 64, 64})
            .connect(("lb-" + id).c_str(), "lb", id.c_str())
            .connect((id + "-cache").c_str(), id.c_str(), "cache")
            .connect((id + "-db").c_str(), id.c_str(), "db");
    }
    ArchitectureBuilder builder(drawing.build());
    Scenario scenario;
    scenario.id = ScenarioId("rush");
    scenario.name = "Rush";
    scenario.durationS = 3600;
    scenario.load = {Load{.client = ResourceId("users"), .ratePerS = 12'800}};
    scenario.faults = {Fault{.atS = 2, .kind = "host.stop", .target = "s5", .durationS = 60.0}};
    builder.put(scenario);
    return builder.build();
}

bool measure(Watch& watch, MainWindow& window, double speed)
{
    window.simulation().setSpeed(speed);
    QTest::qWait(1500);
    watch.begin();
    const double before = toSeconds(window.simulation().latest()->now);
    QTest::qWait(static_cast<int>(measuredS * 1000));
    const double reached = (toSeconds(window.simulation().latest()->now) - before) / measuredS;
    for (auto* times : {&watch.paints, &watch.intervals, &watch.events})
        std::sort(times->begin(), times->end());
    if (watch.intervals.empty()) {
        std::printf("%.0fx: nothing was painted\n", speed);
        return false;
    }
    const auto at = [](const std::vector<double>& times, std::size_t percent) {
        return times[std::min(times.size() * percent / 100, times.size() - 1)];
    };
    std::printf("%.0fx (reached %.1fx): %.0f frames a second; from frame to frame p50 %.1f ms, p95 "
                "%.1f ms (gate %.1f ms), most %.1f ms; canvas painted in p50 %.1f ms, p95 %.1f ms; "
                "longest event %.1f ms\n",
                speed, reached, static_cast<double>(watch.intervals.size()) / measuredS,
                at(watch.intervals, 50), at(watch.intervals, 95), gateMs, watch.intervals.back(),
                at(watch.paints, 50), at(watch.paints, 95), watch.events.back());
    return at(watch.intervals, 95) <= gateMs;
}

} // namespace

int main(int argc, char** argv)
{
    const QTemporaryDir home; // settings of the person who measures stay as they are
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // it measures painting, not a display
    Watch watch(argc, argv);
    MainWindow window(Catalogue::builtIn(), home.path());
    watch.canvas = &window.canvas();
    window.resize(1280, 800);
    window.show();
    window.controller().reset(drawn());
    window.canvas().setReducedMotion(false);
    QTest::qWait(1500);
    window.actions()[ActionId::Play]->trigger();
    QTest::qWait(1000);
    window.canvas().zoomToFit();
    bool isSmooth = measure(watch, window, 1);
    isSmooth = measure(watch, window, 10) && isSmooth;
    window.canvas().zoomToActualSize();
    isSmooth = measure(watch, window, 1) && isSmooth;
    window.simulation().stop();
    return isSmooth ? 0 : 1;
}
