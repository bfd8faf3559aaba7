// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/engine.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/recovery.h"
#include "model/simulation/replications.h"
#include "tests/model/simulation/play_flow.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

/// The flow engine: its runs against the event engine.
class TestFlow : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithEvents_data();
    void agreesWithEvents();
    void fleetsOnTheMove_data();
    void fleetsOnTheMove();
    void overloadOfAMinute();
    void closedPopulations();
    void impatientClientsTryAgain();
    void nothingIsLost();
    void sameSeedSameRun();
    void errorsStayWithinTheBound_data();
    void errorsStayWithinTheBound();
};

namespace {

/// Ten seconds of a series; of several runs on average.
struct Window
{
    double succeeded = 0;
    double failed = 0;
    double p99 = 0;
};

void addWindows(const SimulationResult& result, double weight, std::vector<Window>& windows)
{
    constexpr std::size_t length = 10;
    windows.resize(result.series.size() / length);
    for (std::size_t i = 0; i < windows.size() * length; ++i) {
        const SecondSample& second = result.series[i];
        Window& window = windows[i / length];
        window.succeeded += weight * static_cast<double>(second.succeeded);
        window.failed += weight * static_cast<double>(second.failed);
        window.p99 += weight * second.p99Ms / length;
    }
}

enum class Load100
{
    Steady,
    Sine,
    WideSine,
    SlowSine,
    Burst,
    WideBurst,
    Ramp,
    ZoneLoss,
    Limited,
};

} // namespace

Q_DECLARE_METATYPE(Load100)

void TestFlow::agreesWithEvents_data()
{
    QTest::addColumn<Load100>("load");
    QTest::addColumn<double>("inside");  // tolerance of the mean number inside
    QTest::addColumn<double>("settled"); // share of windows whose 99th percentile is within 5 %
    QTest::newRow("steady, 80 % busy") << Load100::Steady << 0.01 << 1.0;
    QTest::newRow("a sine of 60 service times") << Load100::Sine << 0.01 << 0.8;
    QTest::newRow("half to 90 %, as of eight workers") << Load100::WideSine << 0.01 << 0.8;
    QTest::newRow("30 to 90 % and slower, as of one") << Load100::SlowSine << 0.01 << 0.8;
    QTest::newRow("60, 125 and 50 %, as of four") << Load100::WideBurst << 0.02 << 0.7;
    QTest::newRow("a burst of 130 % for 20 s") << Load100::Burst << 0.02 << 0.7;
    // The backlog of a run wanders: 40 s at 5000/s make a deviation of sqrt(2 · 200,000) = 630 of
    // some 9,000 at the end, 4 % of the mean of three runs.
    QTest::newRow("a ramp to 120 %") << Load100::Ramp << 0.06 << 0.5;
    QTest::newRow("a zone is lost") << Load100::ZoneLoss << 0.02 << 0.7;
    QTest::newRow("a queue of 64 places, overloaded") << Load100::Limited << 0.02 << 0.8;
}

/// A hundred workers of 20 ms. Seconds are those of single runs, whose backlogs differ: their 99th
/// percentiles are narrower than those of all runs together, so only most windows are that close.
void TestFlow::agreesWithEvents()
{
    QFETCH(Load100, load);
    QFETCH(double, inside);
    QFETCH(double, settled);
    const double capacity = 5000;
    Architecture architecture = oneQueue(station(20, 100));
    Scenario scenario = open(0.8 * capacity, 120);
    if (load == Load100::Sine)
        scenario = following(
            [&](double t) {
                return capacity * (0.8 + 0.15 * std::sin(2 * std::numbers::pi * t / 1.2));
            },
            120);
    if (load == Load100::WideSine || load == Load100::SlowSine)
        scenario = following(
            [&](double t) {
                const bool isSlow = load == Load100::SlowSine;
                return capacity
                       * ((isSlow ? 0.6 : 0.7)
                          + (isSlow ? 0.3 : 0.2)
                                * std::sin(2 * std::numbers::pi * t / (isSlow ? 4.0 : 1.2)));
            },
            120);
    if (load == Load100::WideBurst)
        scenario = following(
            [&](double t) {
                return capacity * (t < 30 ? 0.6 : t < 50 ? 1.25 : 0.5);
            },
            120);
    if (load == Load100::Burst)
        scenario = following(
            [&](double t) {
                return capacity * (t < 30 ? 0.8 : t < 50 ? 1.3 : 0.7);
            },
            120);
    if (load == Load100::Ramp)
        scenario = following([&](double t) { return capacity * (0.6 + 0.005 * t); }, 120);
    if (load == Load100::Limited) {
        architecture = oneQueue(station(20, 100, {{"queue_limit", 64}}));
        scenario = open(1.2 * capacity, 60);
    }
    if (load == Load100::ZoneLoss) {
        architecture = threeZones(20);
        scenario = with(open(0.8 * capacity, 200),
                        {{.atS = 20, .kind = "az.down", .target = "b", .durationS = 60}});
    }
    // Replications, so that there is one distribution of latencies as the fluid means it.
    constexpr int runs = 6;
    std::vector<Window> events;
    Histogram latencies;
    double succeeded = 0;
    double insideEvents = 0;
    const auto insideOf = [](const SimulationResult& result) {
        double all = 0;
        for (const auto& [id, one] : result.nodes)
            all += one.meanInSystem;
        return all;
    };
    const SimulationPlan plan =
        *PlanCompiler{Catalogue::builtIn(), architecture, scenario, {}}.compile();
    for (std::uint64_t run = 0; run < runs; ++run) {
        EventEngine engine{plan, run};
        engine.runUntil(engine.end());
        const SimulationResult result = engine.result();
        addWindows(result, 1.0 / runs, events);
        latencies.merge(engine.latencies());
        succeeded += static_cast<double>(result.succeeded) / runs;
        insideEvents += insideOf(result) / runs;
    }
    const LatencySummary merged = summaryOf(latencies);
    const SimulationResult fluid = playFlow(plan);
    std::vector<Window> windows;
    addWindows(fluid, 1, windows);
    VERIFY_NEAR(insideOf(fluid), insideEvents, inside);
    VERIFY_NEAR(static_cast<double>(fluid.succeeded), succeeded, 0.01);
    VERIFY_NEAR(fluid.latencyMs.mean, merged.mean, inside + 0.02);
    VERIFY_NEAR(fluid.latencyMs.p99, merged.p99, 0.05);
    // Two thirds of the servers, full: 4 sqrt(33,000 / 6) of 33,000 are 0.9 % in six runs.
    const double within = load == Load100::ZoneLoss ? 0.015 : 0.01;
    int close = 0;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        close += relativeError(windows[i].p99, events[i].p99) <= 0.05 ? 1 : 0;
        // When checks notice the lost zone is a matter of chance, and so are some of its seconds.
        const bool isNoticing = load == Load100::ZoneLoss && i >= 5 && i < 10;
        if (!isNoticing)
            VERIFY_NEAR(windows[i].succeeded, events[i].succeeded, within);
    }
    QVERIFY2(close >= settled * static_cast<double>(windows.size()),
             qPrintable(QString::number(close)));
}

void TestFlow::fleetsOnTheMove_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("in turn") << "round_robin" << 0.06;
    QTest::newRow("at random") << "random" << 0.05;
    QTest::newRow("least outstanding") << "least_outstanding_requests" << 0.08;
}

void TestFlow::fleetsOnTheMove()
{
    QFETCH(QString, algorithm);
    QFETCH(double, tolerance);
    // 1600/s are all that they can do; the load swings between half and 90 % of it every 10 s.
    const Scenario scenario = following(
        [](double t) { return 1600 * (0.7 + 0.2 * std::sin(2 * std::numbers::pi * t / 10)); }, 150);
    const Architecture architecture = fleet(algorithm.toUtf8().constData());
    // Five runs: the p99 of one wanders by some 5 %.
    const auto several = simulate(Catalogue::builtIn(), architecture, scenario, {},
                                  ReplicationSettings{.replications = 5, .jobs = 2});
    QVERIFY(several.has_value());
    const SimulationResult& events = *several;
    const SimulationResult fluid = flow(architecture, scenario);
    VERIFY_NEAR(fluid.latencyMs.mean, events.latencyMs.mean, tolerance);
    VERIFY_NEAR(fluid.latencyMs.p99, events.latencyMs.p99, tolerance);
    VERIFY_NEAR(node(fluid, "s1").utilization, node(events, "s1").utilization, 0.02);
}

void TestFlow::overloadOfAMinute()
{
    // 150/s for a minute where 100/s are served, then 50/s: a backlog of (150 − 100) · 60 = 3000,
    // which takes 3000 / (100 − 50) = 60 s to drain; the last of the minute waits 3000 / 100 = 30
    // s.
    const SimulationResult result =
        flow(oneQueue(station(1000, 100)),
             following([](double t) { return t < 60 ? 150.0 : 50.0; }, 200));
    double inside = 0;
    double most = 0;
    double drained = 0;
    double slowest = 0;
    for (const SecondSample& second : result.series) {
        inside += static_cast<double>(second.offered)
                  - static_cast<double>(second.succeeded + second.failed);
        most = std::max(most, inside);
        drained = inside > 150 ? second.atS + 1 : drained;
        slowest = std::max(slowest, second.p50Ms / 1000);
    }
    // And a hundred at work; the backlog is a difference of counts that probes know to 1 %.
    VERIFY_NEAR(most, 3000 + 100, 0.03);
    VERIFY_NEAR(drained - 60, 60, 0.05);
    VERIFY_NEAR(slowest, 30 + 1, 0.05);
    VERIFY_NEAR(node(result, "server").throughputPerS, 79.5, 0.02); // (60 · 150 + 140 · 50) / 200
}

void TestFlow::closedPopulations()
{
    // 500 users who think for a second, 64 workers of 0.2 s: 320/s is all they can do, so
    // R = 500 / 320 − 1 = 0.5625 s.
    const SimulationResult full = flow(oneQueue(station(200, 64)), closed(500, 1, 300, 50));
    VERIFY_NEAR(node(full, "server").throughputPerS, 320, 0.01);
    VERIFY_NEAR(full.latencyMs.mean, 562.5, 0.02);
    // M/M/4//20: X = 15.823052. Few users and few workers: the fluid is some percent off.
    const SimulationResult few = flow(oneQueue(station(200, 4)), closed(20, 1, 500, 50));
    VERIFY_NEAR(node(few, "server").throughputPerS, 15.823052, 0.1);
}

void TestFlow::impatientClientsTryAgain()
{
    const Architecture architecture =
        oneQueue(station(200, 40), {{"timeout_s", 1}, {"retries", 2}});
    const Scenario scenario =
        following([](double t) { return t < 60   ? 160.0
                                        : t < 80 ? 260.0
                                                 : 120.0; }, 200);
    const SimulationResult events = play(architecture, scenario);
    const SimulationResult fluid = flow(architecture, scenario);
    VERIFY_NEAR(static_cast<double>(fluid.succeeded), static_cast<double>(events.succeeded), 0.03);
    VERIFY_NEAR(static_cast<double>(fluid.failed), static_cast<double>(events.failed), 0.03);
    VERIFY_NEAR(static_cast<double>(node(fluid, "server").arrivals),
                static_cast<double>(node(events, "server").arrivals), 0.02);
}

void TestFlow::nothingIsLost()
{
    Scenario scenario = open(900, 300, 20);
    scenario.faults = {{.atS = 60, .kind = "process.stop", .target = "s3", .durationS = 60},
                       {.atS = 90, .kind = "host.stop", .target = "s4", .durationS = 60},
                       {.atS = 100, .kind = "cpu.burn", .target = "s1", .durationS = 20}};
    const SimulationResult result = flow(fleet(), scenario);
    QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
    QVERIFY(result.inFlight < 200);
    QCOMPARE(result.series.size(), std::size_t{300});
    std::uint64_t offered = 0;
    std::uint64_t failed = 0;
    for (const SecondSample& second : result.series) {
        offered += second.atS >= 20 ? second.offered : 0;
        failed += second.failed;
    }
    QVERIFY(offered + 1 >= result.offered && offered <= result.offered + 1);
    QVERIFY(failed + 1 >= result.failed && failed <= result.failed + 1);
    std::uint64_t byCause = 0;
    for (const auto& [cause, count] : result.failedByCause)
        byCause += count;
    QVERIFY(byCause + 1 >= result.failed && byCause <= result.failed + 1);
    for (const auto& [id, one] : result.nodes) {
        QVERIFY(one.utilization >= 0 && one.utilization <= 1);
        if (id.value() == "s5") // served what came but for what was and is inside
            VERIFY_NEAR(one.throughputPerS * 280, static_cast<double>(one.arrivals), 0.001);
    }
}

void TestFlow::sameSeedSameRun()
{
    const Scenario scenario =
        with(open(1280, 60), {{.atS = 10, .kind = "process.stop", .target = "s3"}});
    const std::string once = bytesOf(flow(fleet(), scenario));
    QCOMPARE(bytesOf(flow(fleet(), scenario)), once);
    Scenario other = scenario;
    other.seed = 2;
    QVERIFY(bytesOf(flow(fleet(), other)) != once);
}

void TestFlow::errorsStayWithinTheBound_data()
{
    QTest::addColumn<int>("users"); // 0: 80 % of the capacity, open
    QTest::addColumn<int>("workers");
    QTest::addColumn<QString>("form");
    QTest::addColumn<double>("bound");
    QTest::newRow("a large pool") << 0 << 40 << "exponential" << 0.03;
    QTest::newRow("a small pool") << 0 << 4 << "exponential" << 0.08;
    QTest::newRow("uneven work") << 0 << 16 << "lognormal" << 0.08;
    QTest::newRow("five users") << 5 << 1 << "exponential" << 0.7;
    QTest::newRow("twenty users") << 20 << 8 << "exponential" << 0.25;
    QTest::newRow("three hundred users") << 300 << 64 << "exponential" << 0.03;
}

void TestFlow::errorsStayWithinTheBound()
{
    QFETCH(int, users);
    QFETCH(int, workers);
    QFETCH(QString, form);
    QFETCH(double, bound);
    const Architecture architecture =
        oneQueue(station(200, workers,
                         {{"service_time_distribution", form.toStdString()},
                          {"service_time_cv", form == QStringLiteral("lognormal") ? 1.5 : 1.0}}));
    const Scenario scenario =
        users > 0 ? closed(users, 1, 1500, 50) : open(0.8 * workers / 0.2, 1500, 50);
    const SimulationResult events = play(architecture, scenario);
    const SimulationResult fluid = flow(architecture, scenario);
    VERIFY_NEAR(fluid.errorBound, bound, 1e-9);
    VERIFY_NEAR(fluid.latencyMs.mean, events.latencyMs.mean, bound);
    VERIFY_NEAR(fluid.latencyMs.p99, events.latencyMs.p99, bound);
    VERIFY_NEAR(node(fluid, "server").throughputPerS, node(events, "server").throughputPerS, bound);
}

QTEST_APPLESS_MAIN(TestFlow)
#include "tst_flow.moc"
