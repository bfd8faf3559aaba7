// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/engine.h"
#include "model/simulation/flow.h"
#include "model/simulation/flow_simulation.h"
#include "model/simulation/flow_station.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/queueing_formulas.h"
#include "model/simulation/recovery.h"
#include "model/simulation/replications.h"
#include "tests/model/simulation/play.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

/// The flow engine: its queues against the exact equations, its runs against the event engine.
class TestFlow : public QObject
{
    Q_OBJECT

private slots:
    void queueFollowsKolmogorov_data();
    void queueFollowsKolmogorov();
    void losesWorkersAsKolmogorov();
    void limitedQueue_data();
    void limitedQueue();
    void restsAsTheTextbooksSay_data();
    void restsAsTheTextbooksSay();
    void agreesWithEvents_data();
    void agreesWithEvents();
    void fleetsOnTheMove_data();
    void fleetsOnTheMove();
    void overloadOfAMinute();
    void deadTargetIsNoticed();
    void faultsAgreeWithEvents_data();
    void faultsAgreeWithEvents();
    void theDnsForgetsLinearly();
    void targetTrackingAddsAtTheSameTime();
    void closedPopulations();
    void impatientClientsTryAgain();
    void nothingIsLost();
    void sameSeedSameRun();
    void inPiecesItIsTheSameRun();
    void framesShowWhatHappens();
    void errorsStayWithinTheBound_data();
    void errorsStayWithinTheBound();
    void theCheaperEngineIsChosen();
    void aWeekIsPlayedInLongSteps();
    void oddLoadsEnd_data();
    void oddLoadsEnd();
    void badScenarioIsRefused();
    void whatItCannotPlayIsRefused();
};

namespace {

/// The Kolmogorov equations of M(t)/M(t)/c(t), by explicit steps small enough: the mean number
/// inside at every `sampleS`, from an empty queue.
std::vector<double> kolmogorov(const std::function<double(double)>& rate,
                               const std::function<double(double)>& workers, double endS,
                               double sampleS, std::size_t states)
{
    std::vector<double> p(states, 0);
    std::vector<double> change(states, 0);
    p[0] = 1;
    std::vector<double> levels;
    double fastest = 0;
    for (double t = 0; t <= endS; t += sampleS)
        fastest = std::max(fastest, rate(t) + workers(t));
    const int steps = static_cast<int>(std::ceil(sampleS * fastest * 2.5));
    const double step = sampleS / steps;
    const auto slope = [&](const std::vector<double>& at, double t) {
        const double birth = rate(t);
        const double most = workers(t);
        for (std::size_t n = 0; n < states; ++n) {
            const double death = std::min(static_cast<double>(n), most);
            change[n] = -(death + (n + 1 < states ? birth : 0)) * at[n];
            if (n > 0)
                change[n] += birth * at[n - 1];
            if (n + 1 < states)
                change[n] += std::min(static_cast<double>(n + 1), most) * at[n + 1];
        }
    };
    std::vector<double> middle(states);
    for (double t = 0; t < endS - sampleS / 2; t += sampleS) {
        for (int i = 0; i < steps; ++i) {
            const double now = t + i * step;
            slope(p, now);
            for (std::size_t n = 0; n < states; ++n)
                middle[n] = p[n] + step / 2 * change[n];
            slope(middle, now + step / 2);
            for (std::size_t n = 0; n < states; ++n)
                p[n] += step * change[n];
        }
        double level = 0;
        for (std::size_t n = 0; n < states; ++n)
            level += static_cast<double>(n) * p[n];
        levels.push_back(level);
    }
    return levels;
}

} // namespace

void TestFlow::queueFollowsKolmogorov_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<double>("base");
    QTest::addColumn<double>("amplitude");
    QTest::addColumn<double>("period"); // of a sine; 0: a burst from 30 to 60
    QTest::addColumn<double>("burst");
    QTest::addColumn<double>("after");
    QTest::addColumn<double>("rms");
    // Unit: the mean service time. rms of the error of L over rms of L.
    QTest::newRow("100 workers, sine") << 100 << 80.0 << 15.0 << 60.0 << 0.0 << 0.0 << 0.01;
    QTest::newRow("100 workers, burst") << 100 << 80.0 << 0.0 << 0.0 << 130.0 << 70.0 << 0.01;
    QTest::newRow("32 workers, burst") << 32 << 25.0 << 0.0 << 0.0 << 40.0 << 22.0 << 0.02;
    QTest::newRow("8 workers, sine") << 8 << 5.6 << 1.6 << 60.0 << 0.0 << 0.0 << 0.005;
    QTest::newRow("4 workers, burst") << 4 << 2.4 << 0.0 << 0.0 << 5.0 << 2.0 << 0.005;
    QTest::newRow("1 worker, slow sine") << 1 << 0.6 << 0.3 << 200.0 << 0.0 << 0.0 << 0.005;
}

void TestFlow::queueFollowsKolmogorov()
{
    QFETCH(int, workers);
    QFETCH(double, base);
    QFETCH(double, amplitude);
    QFETCH(double, period);
    QFETCH(double, burst);
    QFETCH(double, after);
    QFETCH(double, rms);
    const double end = period > 100 ? 2 * period : 150;
    const auto rate = [&](double t) {
        if (period > 0)
            return base + amplitude * std::sin(2 * std::numbers::pi * t / period);
        return t < 30 ? base : t < 60 ? burst : after;
    };
    const double sample = 0.1;
    const auto most = static_cast<std::uint32_t>(workers);
    const std::vector<double> exact = kolmogorov(
        rate, [&](double) { return workers; }, end, sample, workers >= 100 ? 1500 : 400);
    const LoadTable table{most, 1, 1};
    FlowStation station{most, FlowStation::endless, 1};
    double error = 0;
    double sum = 0;
    double arrived = 0;
    double served = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const double t = (static_cast<double>(i) + 0.5) * sample;
        served += station.advance(rate(t), sample, &table).served;
        arrived += rate(t) * sample;
        error += std::pow(station.level() - exact[i], 2);
        sum += exact[i] * exact[i];
    }
    const double off = std::sqrt(error / sum);
    QVERIFY2(off <= rms, qPrintable(QStringLiteral("off by %1 %").arg(100 * off)));
    VERIFY_NEAR(served + station.level(), arrived, 1e-9); // nothing is lost, nothing is made
}

namespace {

SimulationResult flow(const Architecture& architecture, const Scenario& scenario,
                      const CanReach& canReach = {})
{
    auto result = simulateFlow(Catalogue::builtIn(), architecture, scenario, canReach);
    if (!result)
        qFatal("%s", describe(result.error()).c_str());
    return std::move(*result);
}

Architecture oneQueue(const Json& properties, const Json& client = Json::object())
{
    return Drawing()
        .add("users", "clients", "", client)
        .add("server", "ec2.instance", "", properties)
        .connect("c", "users", "server")
        .build();
}

/// A load whose rate follows `rate`, by the second.
Scenario following(const std::function<double(double)>& rate, double durationS)
{
    Scenario scenario = open(rate(0), durationS);
    Json points = Json::array();
    for (double t = 0; t <= durationS; t += 0.1)
        points.push_back({t, rate(t)});
    scenario.load.front().shape = "trace";
    scenario.load.front().extra = {{"points", points}};
    return scenario;
}

Scenario with(Scenario scenario, std::vector<Fault> faults)
{
    scenario.faults = std::move(faults);
    return scenario;
}

/// Three servers of 33 workers in three zones behind a balancer.
Architecture threeZones(double serviceMs)
{
    Drawing drawing;
    drawing.add("users", "clients").add("vpc", "vpc.vpc");
    for (const char* zone : {"a", "b", "c"})
        drawing.add((std::string("net-") + zone).c_str(), "vpc.subnet", "vpc", {{"zone", zone}});
    drawing.add("lb", "elb.application", "", {{"subnets", {"net-a", "net-b", "net-c"}}})
        .connect("in", "users", "lb");
    for (const char* zone : {"a", "b", "c"}) {
        const std::string id = std::string("web-") + zone;
        drawing
            .add(id.c_str(), "ec2.instance", (std::string("net-") + zone).c_str(),
                 station(serviceMs, 33))
            .connect(id.c_str(), "lb", id.c_str());
    }
    return drawing.build();
}

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
    Burst,
    Ramp,
    ZoneLoss,
    Limited,
};

} // namespace

Q_DECLARE_METATYPE(Load100)

void TestFlow::losesWorkersAsKolmogorov()
{
    // A zone of three is lost: 100 workers, then 67, at 80 requests per service time. The fluid
    // keeps what is inside; so do the equations.
    const double sample = 0.1;
    const std::vector<double> exact =
        kolmogorov([](double) { return 80.0; }, [](double t) { return t < 30 ? 100.0 : 67.0; }, 90,
                   sample, 1300);
    const LoadTable all{100, 1, 1};
    const LoadTable rest{67, 1, 1};
    FlowStation before{100, FlowStation::endless, 1};
    double error = 0;
    double sum = 0;
    for (std::size_t i = 0; i < 300; ++i) {
        before.advance(80, sample, &all);
        error += std::pow(before.level() - exact[i], 2);
        sum += exact[i] * exact[i];
    }
    // What was inside moves to the smaller pool as one batch.
    FlowStation after{67, FlowStation::endless, 1};
    after.advance(before.level() * 1e6, 1e-6, &rest);
    after.advance(80, sample, &rest);
    for (std::size_t i = 301; i < exact.size(); ++i) {
        after.advance(80, sample, &rest);
        error += std::pow(after.level() - exact[i], 2);
        sum += exact[i] * exact[i];
    }
    QVERIFY2(std::sqrt(error / sum) <= 0.02, qPrintable(QString::number(std::sqrt(error / sum))));
}

void TestFlow::limitedQueue_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<int>("queue");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("level");
    QTest::addColumn<double>("tolerance");
    // M/M/8/12 at 6.4: PK .044104, L 6.683507; M/M/1/20 at 1.5: PK .333400, L .999900 · 18.006016
    // = 18.004215; M/M/32/64 at 40: PK .200036, L 31.998569 · 1.875295 = 60.006757
    QTest::newRow("M/M/8/12") << 8 << 4 << 6.4 << 0.044104 << 6.683507 << 0.001;
    QTest::newRow("M/M/1/20, overloaded") << 1 << 19 << 1.5 << 0.333400 << 18.004215 << 0.001;
    QTest::newRow("M/M/32/64, overloaded") << 32 << 32 << 40.0 << 0.200036 << 60.006757 << 0.03;
}

void TestFlow::limitedQueue()
{
    QFETCH(int, workers);
    QFETCH(int, queue);
    QFETCH(double, rate);
    QFETCH(double, loss);
    QFETCH(double, level);
    QFETCH(double, tolerance);
    FlowStation station{static_cast<std::uint32_t>(workers), static_cast<std::uint32_t>(queue), 1};
    for (int i = 0; i < 2000; ++i)
        station.advance(rate, 0.1, nullptr);
    double lost = 0;
    for (int i = 0; i < 100; ++i)
        lost += station.advance(rate, 0.1, nullptr).lost;
    VERIFY_NEAR(lost / (rate * 10), loss, tolerance);
    VERIFY_NEAR(station.level(), level, tolerance);
}

void TestFlow::restsAsTheTextbooksSay_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<double>("arrivals");
    QTest::addColumn<double>("service");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("level");
    // L of M/M/1, M/M/8, M/M/100; E8/M/4; M/D/1; M/G/1 with scv 4.
    QTest::newRow("M/M/1") << 1 << 1.0 << 1.0 << 0.8 << 4.0;
    QTest::newRow("M/M/8") << 8 << 1.0 << 1.0 << 6.4 << 8.230580;
    QTest::newRow("M/M/100") << 100 << 1.0 << 1.0 << 94.0 << 0.0;
    QTest::newRow("E8/M/4") << 4 << 0.125 << 1.0 << 3.2 << 4.248748;
    QTest::newRow("M/D/1") << 1 << 1.0 << 0.0 << 0.8 << 2.4;
    QTest::newRow("M/G/1") << 1 << 1.0 << 4.0 << 0.8 << 8.8;
}

void TestFlow::restsAsTheTextbooksSay()
{
    QFETCH(int, workers);
    QFETCH(double, arrivals);
    QFETCH(double, service);
    QFETCH(double, rate);
    QFETCH(double, level);
    const auto most = static_cast<std::uint32_t>(workers);
    if (level <= 0)
        level = queueMMc(rate, 1, most).meanInSystem;
    const LoadTable table{most, arrivals, service};
    FlowStation station{most, FlowStation::endless, 1};
    for (int i = 0; i < 40'000; ++i)
        station.advance(rate, 0.1, &table);
    VERIFY_NEAR(station.level(), level, 0.005);
    // Probes wait as long as the queue says: Wq = (L − ρc) / λ.
    RandomStream stream(1, 0, "test", Purpose::Probe);
    double waits = 0;
    for (int i = 0; i < 200'000; ++i)
        waits += station.drawWait(stream, stream.uniform());
    VERIFY_NEAR(waits / 200'000, (level - rate) / rate, 0.02);
}

void TestFlow::agreesWithEvents_data()
{
    QTest::addColumn<Load100>("load");
    QTest::addColumn<double>("inside");  // tolerance of the mean number inside
    QTest::addColumn<double>("settled"); // share of windows whose 99th percentile is within 5 %
    QTest::newRow("steady, 80 % busy") << Load100::Steady << 0.01 << 1.0;
    QTest::newRow("a sine of 60 service times") << Load100::Sine << 0.01 << 0.8;
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

namespace {

Architecture fleet(const char* algorithm = "round_robin")
{
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application", "", {{"algorithm", algorithm}});
    drawing.connect("0", "users", "lb");
    for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        drawing.add(id, "ec2.instance", "", station(20, 4)).connect(id, "lb", id);
    return drawing.build();
}

} // namespace

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

void TestFlow::deadTargetIsNoticed()
{
    // Two checks 30 s apart have to fail: 30 to 60 s. Until then each eighth request fails.
    const SimulationResult result = flow(
        fleet(), with(open(1280, 300), {{.atS = 100, .kind = "process.stop", .target = "s3"}}));
    const double detected = result.incidents.at(0).detectedS;
    QVERIFY(detected >= 30 && detected <= 60);
    VERIFY_NEAR(static_cast<double>(result.failed), 1280.0 / 8 * detected, 0.03);
    QVERIFY(static_cast<double>(result.failedByCause.at("http_502"))
            >= 0.98 * static_cast<double>(result.failed));
    // The other seven take over: 1280 · 200 / 1400 of their work.
    VERIFY_NEAR(node(result, "s1").utilization, 0.8 * (1 + (200 - detected) / 300 / 7), 0.01);
}

void TestFlow::faultsAgreeWithEvents_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("hasStandby");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("the process hangs") << "process.hang" << false << 0.02;
    QTest::newRow("it answers errors") << "http500" << false << 0.02;
    QTest::newRow("something else burns the processor") << "cpu.burn" << false << 0.1;
    QTest::newRow("the database fails over") << "db.failover" << true << 0.02;
    QTest::newRow("the host stops") << "host.stop" << false << 0.02;
}

void TestFlow::faultsAgreeWithEvents()
{
    QFETCH(QString, kind);
    QFETCH(bool, hasStandby);
    QFETCH(double, tolerance);
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "", station(5, 100))
            .add("db", "rds.instance", "",
                 station(20, 40, {{"multi_az", hasStandby}, {"failover_time_s", 40}}))
            .connect("1", "users", "web")
            .connect("2", "web", "db")
            .build();
    const Scenario scenario =
        with(open(1200, 200),
             {{.atS = 60, .kind = kind.toStdString(), .target = "db", .durationS = 30}});
    const SimulationResult events = play(architecture, scenario);
    const SimulationResult fluid = flow(architecture, scenario);
    VERIFY_NEAR(static_cast<double>(fluid.succeeded), static_cast<double>(events.succeeded), 0.01);
    if (events.failed > 0)
        VERIFY_NEAR(static_cast<double>(fluid.failed), static_cast<double>(events.failed),
                    tolerance);
    VERIFY_NEAR(fluid.latencyMs.mean, events.latencyMs.mean, tolerance);
    QCOMPARE(fluid.failedByCause.size(), events.failedByCause.size());
    for (const auto& [cause, count] : events.failedByCause)
        VERIFY_NEAR(static_cast<double>(fluid.failedByCause.at(cause)), static_cast<double>(count),
                    tolerance);
    QVERIFY(std::abs(fluid.incidents.at(0).recoveredS - events.incidents.at(0).recoveredS) <= 2);
    VERIFY_NEAR(node(fluid, "db").utilization, node(events, "db").utilization, 0.02);
}

void TestFlow::theDnsForgetsLinearly()
{
    // The check of the first fails three times at 30 s: known after 75 s on average. From then on
    // caches of 60 s still lead there, all at first, none at the end: 60 s · 100/s / 2 = 3000 more.
    Json common = {{"record_name", "www"}, {"routing_policy", "failover"}, {"ttl_s", 60}};
    Json first = common;
    first.update({{"targets", {"first"}}, {"failover_role", "primary"}, {"health_check", "check"}});
    Json second = common;
    second.update({{"targets", {"second"}}, {"failover_role", "secondary"}});
    const Json fast = station(1, 1000, {{"service_time_distribution", "deterministic"}});
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("zone", "route53.zone")
            .add("r1", "route53.record", "zone", first)
            .add("r2", "route53.record", "zone", second)
            .add("check", "route53.health-check", "",
                 {{"interval_s", 30}, {"failure_threshold", 3}, {"target", "first"}})
            .add("first", "ec2.instance", "", fast)
            .add("second", "ec2.instance", "", fast)
            .connect("c", "users", "zone")
            .build();
    const SimulationResult result =
        flow(architecture,
             with(open(100, 400), {{.atS = 90, .kind = "process.stop", .target = "first"}}));
    const double detected = result.incidents.at(0).detectedS;
    QCOMPARE(detected, 75.0); // checks at 15, 45, … 105, 135, 165
    VERIFY_NEAR(static_cast<double>(result.failed), 7500 + 3000, 0.02);
    double halfway = 0; // failures from 195 to 205: half of the caches
    for (const SecondSample& sample : result.series)
        halfway += sample.atS >= 190 && sample.atS < 200 ? static_cast<double>(sample.failed) : 0;
    VERIFY_NEAR(halfway, 500, 0.1);
}

void TestFlow::targetTrackingAddsAtTheSameTime()
{
    // Two members of four workers, 0.1 s a request: 54/s keep 54 · 0.1 / 8 = 67.5 % busy. With a
    // target of 50 % three are wanted, after three minutes.
    const Json policies = Json::array(
        {{{"name", "cpu"}, {"kind", "target-tracking"}, {"metric", "cpu"}, {"target", 50}}});
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("net-a", "vpc.subnet", "", {{"zone", "a"}})
            .add("net-b", "vpc.subnet", "", {{"zone", "b"}})
            .add("tg", "elb.target-group", "", {{"deregistration_delay_s", 30}})
            .add("lb", "elb.application", "",
                 {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}}}})
            .add("template", "ec2.launch-template", "",
                 station(100, 4, {{"detailed_monitoring", true}}))
            .add("asg", "autoscaling.group", "",
                 {{"subnets", {"net-a", "net-b"}},
                  {"target_groups", {"tg"}},
                  {"launch_template", "template"},
                  {"min", 2},
                  {"max", 10},
                  {"desired", 2},
                  {"policies", policies}})
            .connect("in", "users", "lb")
            .build();
    const SimulationResult fluid = flow(architecture, open(54, 1200));
    const SimulationResult events = play(architecture, open(54, 1200));
    QCOMPARE(fluid.scaling.size(), std::size_t{1});
    QCOMPARE(fluid.scaling.front().atS, 180.0);
    QCOMPARE(fluid.scaling.front().to, 3);
    QCOMPARE(fluid.scaling.front().cause.english(),
             std::string{"average CPU 67.5 % above the target 50 % for 3 minutes"});
    VERIFY_NEAR(node(fluid, "asg").utilization, node(events, "asg").utilization, 0.02);
    // A member whose host is gone is replaced.
    const SimulationResult lost = flow(
        architecture, with(open(30, 600), {{.atS = 200, .kind = "host.stop", .target = "asg"}}));
    QCOMPARE(lost.scaling.size(), std::size_t{1});
    QCOMPARE(lost.scaling.front().from, 1);
    QCOMPARE(lost.scaling.front().to, 2);
    QCOMPARE(lost.scaling.front().atS, 230.0); // EC2 looks every minute
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

void TestFlow::inPiecesItIsTheSameRun()
{
    const Scenario scenario =
        with(open(1280, 60, 5), {{.atS = 10, .kind = "process.stop", .target = "s3"}});
    const auto plan = PlanCompiler{Catalogue::builtIn(), fleet(), scenario, {}}.compile();
    QVERIFY(plan.has_value());
    FlowSimulation pieces{*plan};
    std::size_t samples = 0;
    for (int step = 1; pieces.now() < pieces.end(); ++step) {
        pieces.runUntil(pieces.now() + fromMilliseconds(37 * step));
        samples += pieces.frame().newSamples.size();
    }
    QCOMPARE(bytesOf(pieces.result()), bytesOf(playFlow(*plan)));
    QCOMPARE(samples, std::size_t{60}); // each second is told once
}

void TestFlow::framesShowWhatHappens()
{
    const Scenario scenario = with(
        open(1280, 60), {{.atS = 10, .kind = "process.stop", .target = "s3", .durationS = 20}});
    auto plan = PlanCompiler{Catalogue::builtIn(), fleet(), scenario, {}}.compile();
    QVERIFY(plan.has_value());
    FlowSimulation run{std::move(*plan)};
    run.runUntil(fromSeconds(9));
    SimulationFrame frame = run.frame();
    const auto node = [&](const char* id) { return frame.nodes.at(ResourceId{id}); };
    QCOMPARE(node("s3").health, NodeHealth::Running);
    // 1280/s over the servers of fleet(), in turn.
    const double each = node("s3").throughputPerS;
    QVERIFY(std::abs(node("s1").throughputPerS - each) < 1);
    QVERIFY(node("s3").load > 0.5 && node("s3").load < 1);
    run.runUntil(fromSeconds(15));
    frame = run.frame();
    QCOMPARE(node("s3").health, NodeHealth::Stopped);
    QCOMPARE(node("s3").throughputPerS, 0.0);
    QCOMPARE(frame.incidents.size(), std::size_t{1});
    QVERIFY(frame.failed > 0); // the balancer has not noticed yet
    run.runUntil(run.end());
    frame = run.frame();
    QCOMPARE(node("s3").health, NodeHealth::Running);
    QVERIFY(frame.isFinished);
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

void TestFlow::theCheaperEngineIsChosen()
{
    const auto planOf = [](const Scenario& scenario) {
        return *PlanCompiler{Catalogue::builtIn(), oneQueue(station(20, 4)), scenario, {}}
                    .compile();
    };
    // 100/s for ten minutes are 60,000 requests: 0.02 s. A million a second for a day: 8 hours.
    const SimulationPlan small = planOf(open(100, 600));
    VERIFY_NEAR(expectedRequests(small), 60'000, 1e-9);
    VERIFY_NEAR(projectedSeconds(small), 0.02, 1e-9);
    QVERIFY(chooseEngine(small) == EngineKind::Event);
    QVERIFY(chooseEngine(planOf(open(1e6, 86'400))) == EngineKind::Flow);
    QVERIFY(chooseEngine(small, 0.01) == EngineKind::Flow);
    const SimulationPlan users = planOf(closed(300, 3, 600, 0));
    VERIFY_NEAR(expectedRequests(users), 60'000, 1e-9);
}

void TestFlow::aWeekIsPlayedInLongSteps()
{
    // 604,800 s by ticks of at most 10 s, ten times as many while the load of a day changes.
    Scenario scenario = open(100, 604'800);
    scenario.load.front().shape = "daily";
    scenario.load.front().extra = {{"amplitude", 0.5}};
    const SimulationResult week = flow(oneQueue(station(20, 4)), scenario);
    QVERIFY2(week.events < 1'000'000, qPrintable(QString::number(week.events)));
    VERIFY_NEAR(static_cast<double>(week.offered), 100.0 * 604'800, 0.001);
    VERIFY_NEAR(node(week, "server").utilization, 0.5, 0.001);
    QCOMPARE(week.offered, week.succeeded + week.failed + week.inFlight);
}

void TestFlow::whatItCannotPlayIsRefused()
{
    SimulationPlan plan = *PlanCompiler{
        Catalogue::builtIn(),
        oneQueue(station(20, 4)),
        open(1e6, 86'400),
        {}}.compile();
    QVERIFY(checkFlow(plan));
    plan.faults = {FaultPlan{.kind = FaultKind::HostStop}, FaultPlan{}};
    plan.faults.back().kind = static_cast<FaultKind>(99);
    plan.faults.back().name = "meteor";
    const auto checked = checkFlow(plan, "/scenarios/0");
    QVERIFY(!checked);
    QCOMPARE(checked.error().location.pointer, std::string{"/scenarios/0/faults/1/kind"});
    QVERIFY(chooseEngine(plan) == EngineKind::Event); // however long it takes
    plan.faults.pop_back();
    QVERIFY(checkFlow(plan));
    plan.pools.push_back(PoolPlan{.isSticky = true});
    QVERIFY(!checkFlow(plan)); // whose sessions move, and where to, it does not know
    plan.faults.clear();
    QVERIFY(checkFlow(plan));
}

void TestFlow::oddLoadsEnd_data()
{
    QTest::addColumn<double>("serviceMs");
    QTest::addColumn<double>("workers");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("durationS");
    QTest::newRow("nobody comes") << 20.0 << 4.0 << 0.0 << 60.0;
    QTest::newRow("it takes no time") << 0.0 << 1.0 << 1e5 << 10.0;
    QTest::newRow("a billion workers") << 20.0 << 1e9 << 1e6 << 10.0;
    QTest::newRow("a billion requests a second") << 20.0 << 4.0 << 1e9 << 5.0;
    QTest::newRow("a microsecond") << 20.0 << 4.0 << 100.0 << 1e-6;
    QTest::newRow("an hour each") << 3.6e6 << 2.0 << 10.0 << 100.0;
}

void TestFlow::oddLoadsEnd()
{
    QFETCH(double, serviceMs);
    QFETCH(double, workers);
    QFETCH(double, rate);
    QFETCH(double, durationS);
    const Architecture architecture =
        oneQueue({{"service_time_ms", serviceMs}, {"workers", workers}},
                 {{"retries", 3}, {"timeout_s", 2}, {"retry_backoff_ms", 0}});
    const SimulationResult result = flow(architecture, open(rate, durationS));
    QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
    const NodeResult server = node(result, "server");
    QVERIFY(std::isfinite(server.meanInSystem) && std::isfinite(server.meanWaitMs));
    QVERIFY(server.utilization >= 0 && server.utilization <= 1);
    QVERIFY(std::isfinite(result.latencyMs.p99));
    const SimulationResult users = flow(architecture, closed(0, 0, durationS, 0));
    QCOMPARE(users.offered, std::uint64_t{0});
}

void TestFlow::badScenarioIsRefused()
{
    Scenario scenario = open(10, 60);
    scenario.faults = {{.atS = 1, .kind = "meteor", .target = "server"}};
    const auto result = simulateFlow(Catalogue::builtIn(), oneQueue(station(20)), scenario, {});
    QVERIFY(!result);
    QVERIFY(result.error().location.pointer.ends_with("/faults/0/kind"));
}

QTEST_APPLESS_MAIN(TestFlow)
#include "tst_flow.moc"
