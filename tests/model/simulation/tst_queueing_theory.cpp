// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// What the textbooks say about queues, against the engine. One service takes a millisecond on
/// average, so a rate of 0.8 in the textbook's units is 800 requests a second here.
class TestQueueingTheory : public QObject
{
    Q_OBJECT

private slots:
    void unlimitedQueues_data();
    void unlimitedQueues();
    void limitedQueues_data();
    void limitedQueues();
    void otherServiceTimes_data();
    void otherServiceTimes();
    void aFleetIsSlowerThanOnePool();
    void whatFailedIsDoneAgain();
    void tandem();
    void roundRobinSmoothsArrivals();
    void threeTiers();
    void closedNetworks_data();
    void closedNetworks();
    void machineRepair();
    void littlesLaw();
};

namespace {

Architecture oneQueue(const Json& properties)
{
    return Drawing()
        .add("users", "clients")
        .add("server", "ec2.instance", "", properties)
        .connect("c", "users", "server")
        .build();
}

} // namespace

void TestQueueingTheory::unlimitedQueues_data()
{
    QTest::addColumn<double>("rate"); // λ in units of the service rate
    QTest::addColumn<int>("workers");
    QTest::addColumn<double>("requests"); // millions
    QTest::addColumn<double>("sigma");    // of the mean wait, relative
    QTest::addColumn<double>("wait");
    QTest::addColumn<double>("inSystem");
    QTest::addColumn<double>("p50");
    QTest::addColumn<double>("p99");
    // M/M/1: L = ρ/(1−ρ), Wq = ρ/(1−ρ), quantile p of the time in the system −ln(1−p)/(1−ρ).
    // The variance of the mean wait of n requests is ρ(2+5ρ−4ρ²+ρ³)/(1−ρ)⁴ / n, so
    // ρ = 0.5: sqrt(29.0 / 2e6) / 1 = 0.4 %;  0.8: sqrt(1976 / 5e6) / 4 = 0.5 %;
    // ρ = 0.9: sqrt(35901 / 10e6) / 9 = 0.7 %;  0.95: sqrt(610000 / 20e6) / 19 = 0.9 %.
    QTest::newRow("M/M/1, half busy")
        << 0.5 << 1 << 2.0 << 0.004 << 1.0 << 1.0 << 1.386294 << 9.210340;
    QTest::newRow("M/M/1, 80 % busy")
        << 0.8 << 1 << 5.0 << 0.005 << 4.0 << 4.0 << 3.465736 << 23.025851;
    QTest::newRow("M/M/1, 90 % busy")
        << 0.9 << 1 << 10.0 << 0.007 << 9.0 << 9.0 << 6.931472 << 46.051702;
    QTest::newRow("M/M/1, 95 % busy")
        << 0.95 << 1 << 20.0 << 0.009 << 19.0 << 19.0 << 13.862944 << 92.103404;
    // M/M/c: Erlang C. A pool of c has about the variance of M/M/1 at the same load, in time / c.
    QTest::newRow("M/M/2") << 1.6 << 2 << 5.0 << 0.005 << 1.777778 << 4.444444 << 2.040031
                           << 11.937370;
    QTest::newRow("M/M/8") << 6.4 << 8 << 5.0 << 0.007 << 0.286028 << 8.230580 << 0.986334
                           << 5.152182;
    QTest::newRow("M/M/16") << 14.4 << 16 << 8.0 << 0.008 << 0.369590 << 19.722091 << 0.0
                            << 5.269835;
    QTest::newRow("M/M/64") << 57.6 << 64 << 8.0 << 0.01 << 0.048541 << 60.395970 << 0.0
                            << 4.661106;
    QTest::newRow("M/M/100") << 95.0 << 100 << 12.0 << 0.015 << 0.101291 << 104.622680 << 0.0
                             << 4.724387;
}

void TestQueueingTheory::unlimitedQueues()
{
    QFETCH(double, rate);
    QFETCH(int, workers);
    QFETCH(double, requests);
    QFETCH(double, sigma);
    QFETCH(double, wait);
    QFETCH(double, inSystem);
    QFETCH(double, p50);
    QFETCH(double, p99);

    const double durationS = requests * 1e6 / (rate * 1000);
    const SimulationResult result =
        play(oneQueue(station(1, workers)), open(rate * 1000, durationS, durationS / 100));
    const NodeResult server = node(result, "server");
    VERIFY_NEAR(server.meanWaitMs, wait, 4 * sigma);
    VERIFY_NEAR(result.latencyMs.mean, wait + 1, rate / workers > 0.85 ? 0.02 : 0.01);
    VERIFY_NEAR(server.meanInSystem, inSystem, rate / workers > 0.85 ? 0.02 : 0.01);
    VERIFY_NEAR(server.utilization, rate / workers, 0.005);
    if (p50 > 0)
        VERIFY_NEAR(result.latencyMs.p50, p50, 0.03);
    VERIFY_NEAR(result.latencyMs.p99, p99, 0.03);
    QCOMPARE(result.failed, std::uint64_t{0});
}

void TestQueueingTheory::limitedQueues_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("workers");
    QTest::addColumn<int>("places"); // in the whole system
    QTest::addColumn<double>("blocked");
    QTest::addColumn<double>("inSystem");
    QTest::addColumn<double>("latency");
    // M/M/1/K: P_K = (1−ρ)ρ^K / (1−ρ^(K+1)); for ρ = 0.8, K = 5: 0.2 · 0.32768 / 0.737856 =
    // 0.088819
    QTest::newRow("M/M/1/5") << 0.8 << 1 << 5 << 0.088819 << 1.868332 << 2.563065;
    // for ρ = 1 all K+1 states are equally likely: 1/11, L = 5, W = 5 / (1 − 1/11) = 5.5
    QTest::newRow("M/M/1/10 at full load") << 1.0 << 1 << 10 << 0.090909 << 5.0 << 5.5;
    QTest::newRow("M/M/8/12") << 6.4 << 8 << 12 << 0.044104 << 6.683507 << 1.092481;
    QTest::newRow("M/M/8/20 overloaded") << 10.0 << 8 << 20 << 0.205782 << 16.456 << 2.072008;
    // ρ = 1.5, K = 20: 0.5 · 1.5^20 / (1.5^21 − 1) = 0.333400; L = 1.5 · (1 − P_K) · W
    QTest::newRow("M/M/1/20 overloaded") << 1.5 << 1 << 20 << 0.333400 << 18.004215 << 18.006016;
    // Wq = 0.875295, so W = 1.875295, and L = 40 · (1 − 0.200036) · W = 31.998569 · W
    QTest::newRow("M/M/32/64 overloaded") << 40.0 << 32 << 64 << 0.200036 << 60.006757 << 1.875295;
}

void TestQueueingTheory::limitedQueues()
{
    QFETCH(double, rate);
    QFETCH(int, workers);
    QFETCH(int, places);
    QFETCH(double, blocked);
    QFETCH(double, inSystem);
    QFETCH(double, latency);

    const Json server = station(1, workers, {{"queue_limit", places - workers}});
    const double durationS = 3e6 / (rate * 1000);
    const SimulationResult result =
        play(oneQueue(server), open(rate * 1000, durationS, durationS / 100));
    const NodeResult station = node(result, "server");
    const double share =
        static_cast<double>(station.blocked) / static_cast<double>(station.arrivals);
    VERIFY_NEAR(share, blocked, 0.015);
    VERIFY_NEAR(station.meanInSystem, inSystem, 0.01);
    VERIFY_NEAR(result.latencyMs.mean, latency, 0.01);
    // Who found the queue full failed, and for no other reason.
    QCOMPARE(result.failed, station.blocked);
    QCOMPARE(result.failedByCause.at("queue_full"), result.failed);
    QCOMPARE(result.failedByCause.size(), std::size_t{1});
}

void TestQueueingTheory::otherServiceTimes_data()
{
    QTest::addColumn<QString>("form");
    QTest::addColumn<double>("cv");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("requests"); // millions
    QTest::addColumn<double>("wait");
    // Pollaczek-Khinchine: Wq = ρ (1 + cv²) / (2 (1 − ρ)).
    // 0.8 · 1 / 0.4 = 2;  0.8 · 1.5 / 0.4 = 3;  0.8 · 5 / 0.4 = 10;  0.7 · 3 / 0.6 = 3.5
    QTest::newRow("M/D/1") << "deterministic" << 0.0 << 0.8 << 5.0 << 2.0;
    QTest::newRow("M/E2/1") << "erlang" << std::sqrt(0.5) << 0.8 << 5.0 << 3.0;
    QTest::newRow("M/H2/1") << "hyperexponential" << 2.0 << 0.8 << 5.0 << 10.0;
    QTest::newRow("M/G/1, lognormal") << "lognormal" << std::sqrt(2.0) << 0.7 << 5.0 << 3.5;
    // 0.95 · 1 / 0.1 = 9.5; with half the variance of M/M/1, of which 20 million requests have a
    // deviation of 0.9 %, sqrt(1 / 2) of that: 0.65 %.
    QTest::newRow("M/D/1, 95 % busy") << "deterministic" << 0.0 << 0.95 << 20.0 << 9.5;
}

void TestQueueingTheory::otherServiceTimes()
{
    QFETCH(QString, form);
    QFETCH(double, cv);
    QFETCH(double, rate);
    QFETCH(double, requests);
    QFETCH(double, wait);
    const Json server =
        station(1, 1, {{"service_time_distribution", form.toStdString()}, {"service_time_cv", cv}});
    const double durationS = requests * 1e6 / (rate * 1000);
    const SimulationResult result =
        play(oneQueue(server), open(rate * 1000, durationS, durationS / 100));
    VERIFY_NEAR(node(result, "server").meanWaitMs, wait, 0.025);
    VERIFY_NEAR(result.latencyMs.mean, wait + 1, 0.02);
}

void TestQueueingTheory::aFleetIsSlowerThanOnePool()
{
    // 1,280/s on 32 workers of 20 ms. Eight servers of four that are chosen at random are M/M/4
    // with 160/s each: C = 0.596432, W = 20 + 1000 C / (200 - 160) = 34.910812 ms, p99 137.864 ms.
    // One pool of 32 is M/M/32: C = 0.160623, Wq = 1000 C / (1600 - 1280) = 0.501948 ms. Eight
    // million requests: 0.5 % of W of the small ones, less of the pool.
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application", "", {{"algorithm", "random"}});
    drawing.connect("0", "users", "lb");
    for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        drawing.add(id, "ec2.instance", "", station(20, 4)).connect(id, "lb", id);
    const SimulationResult fleet = play(drawing.build(), open(1280, 6250, 60));
    VERIFY_NEAR(fleet.latencyMs.mean, 34.910812, 0.01);
    VERIFY_NEAR(fleet.latencyMs.p50, 26.924, 0.03);
    VERIFY_NEAR(fleet.latencyMs.p99, 137.864, 0.03);
    VERIFY_NEAR(node(fleet, "s5").meanInSystem, 5.585730, 0.02);
    const SimulationResult pool = play(oneQueue(station(20, 32)), open(1280, 6250, 60));
    VERIFY_NEAR(pool.latencyMs.mean, 20.501948, 0.01);
    VERIFY_NEAR(node(pool, "server").meanWaitMs, 0.501948, 0.03);
}

void TestQueueingTheory::whatFailedIsDoneAgain()
{
    // Bernoulli feedback: 600/s, and a quarter of all answers are errors that the client repeats at
    // once. The server sees 600 / 0.75 = 800/s, so L = 4, and by Little's law each request takes
    // 4 / 0.6 = 6.666667 ms over all of its attempts. The errors come from what a quarter of the
    // requests call, which takes no time itself.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"retries", 100}, {"retry_backoff_ms", 0}})
            .add("server", "ec2.instance", "", station(1))
            .add("broken", "ec2.instance", "", station(0, 1000))
            .connect("c", "users", "server")
            .connect("b", "server", "broken", {{"calls_per_request", 0.25}})
            .build();
    // Ten million requests: sqrt(1,976 / 1e7) / 4 = 0.35 %.
    Scenario scenario = open(600, 16'000, 100);
    scenario.faults = {{.atS = 0, .kind = "http500", .target = "broken"}};
    const SimulationResult result = play(architecture, scenario);
    VERIFY_NEAR(node(result, "server").throughputPerS, 800, 0.005);
    VERIFY_NEAR(node(result, "server").meanInSystem, 4, 0.01);
    VERIFY_NEAR(result.latencyMs.mean, 6.666667, 0.01);
    QCOMPARE(result.failed, std::uint64_t{0});
}

void TestQueueingTheory::tandem()
{
    // Jackson: each station is an M/M/1 of its own. λ = 0.8, μ = 1, 1.25, 2:
    // W = 1/0.2 + 1/0.45 + 1/1.2 = 5 + 2.222222 + 0.833333 = 8.055556, L = 0.8 · W = 6.444444
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("a", "ec2.instance", "", station(1))
                                          .add("b", "ec2.instance", "", station(0.8))
                                          .add("c", "ec2.instance", "", station(0.5))
                                          .connect("1", "users", "a")
                                          .connect("2", "a", "b")
                                          .connect("3", "b", "c")
                                          .build();
    const SimulationResult result = play(architecture, open(800, 5000, 50));
    VERIFY_NEAR(result.latencyMs.mean, 8.055556, 0.02);
    VERIFY_NEAR(node(result, "a").meanInSystem + node(result, "b").meanInSystem
                    + node(result, "c").meanInSystem,
                6.444444, 0.02);
    VERIFY_NEAR(result.latencyMs.p50, 6.733590, 0.03);
    VERIFY_NEAR(result.latencyMs.p95, 18.802195, 0.03);
    VERIFY_NEAR(result.latencyMs.p99, 26.872809, 0.03);
}

void TestQueueingTheory::roundRobinSmoothsArrivals()
{
    // A Poisson stream dealt out over eight servers of four workers: each sees E8/M/4, whose mean
    // is 26.554674 ms and L is 4.248748 at 160/s with 20 ms; dealt out at random it would be 34.9
    // ms.
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application").connect("0", "users", "lb");
    for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        drawing.add(id, "ec2.instance", "", station(20, 4)).connect(id, "lb", id);
    const SimulationResult result = play(drawing.build(), open(1280, 1600, 16));
    VERIFY_NEAR(result.latencyMs.mean, 26.554674, 0.01);
    VERIFY_NEAR(node(result, "s3").meanInSystem, 4.248748, 0.02);
    // Dealt out evenly: nobody has a request more than any other.
    const std::uint64_t first = node(result, "s1").arrivals;
    for (const char* id : {"s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        QVERIFY(node(result, id).arrivals + 1 >= first && node(result, id).arrivals <= first + 1);
}

void TestQueueingTheory::threeTiers()
{
    // Eight M/M/4 (160/s each, 20 ms) chosen at random, W = 34.910812; every fifth request asks the
    // database, M/M/2 with 256/s and 5 ms, W = 8.468835: 34.910812 + 0.2 · 8.468835 = 36.604579 ms
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application", "", {{"algorithm", "random"}});
    drawing.add("db", "rds.instance", "", station(5, 2)).connect("0", "users", "lb");
    for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        drawing.add(id, "ec2.instance", "", station(20, 4))
            .connect((std::string("lb-") + id).c_str(), "lb", id)
            .connect((std::string(id) + "-db").c_str(), id, "db", {{"calls_per_request", 0.2}});
    const SimulationResult result = play(drawing.build(), open(1280, 2000, 20));
    VERIFY_NEAR(result.latencyMs.mean, 36.604579, 0.01);
    VERIFY_NEAR(node(result, "db").utilization, 256 / 400.0, 0.01);
}

void TestQueueingTheory::closedNetworks_data()
{
    QTest::addColumn<int>("users");
    QTest::addColumn<double>("think");
    QTest::addColumn<QList<double>>("demands"); // seconds
    QTest::addColumn<double>("throughput");
    QTest::addColumn<double>("response");
    // Exact mean value analysis: R_k(n) = D_k (1 + Q_k(n−1)), X(n) = n / (Z + ΣR), Q_k = X R_k.
    QTest::newRow("ten users") << 10 << 1.0 << QList<double>{0.005, 0.03, 0.02} << 9.355581
                               << 0.068881;
    QTest::newRow("fifty users fill the slowest station")
        << 50 << 1.0 << QList<double>{0.005, 0.03, 0.02} << 33.157117 << 0.507972;
    QTest::newRow("nobody thinks")
        << 8 << 0.0 << QList<double>{0.1, 0.2, 0.05} << 4.985337 << 1.604706;
}

void TestQueueingTheory::closedNetworks()
{
    QFETCH(int, users);
    QFETCH(double, think);
    QFETCH(QList<double>, demands);
    QFETCH(double, throughput);
    QFETCH(double, response);
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("a", "ec2.instance", "", station(demands[0] * 1000))
                                          .add("b", "ec2.instance", "", station(demands[1] * 1000))
                                          .add("c", "ec2.instance", "", station(demands[2] * 1000))
                                          .connect("1", "users", "a")
                                          .connect("2", "a", "b")
                                          .connect("3", "b", "c")
                                          .build();
    const double durationS = 1e6 / throughput;
    const SimulationResult result =
        play(architecture, closed(users, think, durationS, durationS / 100));
    const double seconds = durationS * 0.99;
    VERIFY_NEAR(static_cast<double>(result.succeeded) / seconds, throughput, 0.01);
    VERIFY_NEAR(result.latencyMs.mean / 1000, response, 0.01);
}

void TestQueueingTheory::machineRepair()
{
    // M/M/4//20: twenty users who think for a second, four workers of 0.2 s:
    // X = 15.823052, R = 20 / X − 1 = 0.263979, L = X R = 4.176948
    const SimulationResult result = play(oneQueue(station(200, 4)), closed(20, 1, 40'000, 400));
    VERIFY_NEAR(result.latencyMs.mean / 1000, 0.263979, 0.01);
    VERIFY_NEAR(node(result, "server").meanInSystem, 4.176948, 0.01);
    VERIFY_NEAR(node(result, "server").throughputPerS, 15.823052, 0.01);
}

void TestQueueingTheory::littlesLaw()
{
    // L = λ W holds for what was measured, not only for the means: over a run that begins and ends
    // nearly empty the two differ by the requests at its edges only.
    const SimulationResult result = play(oneQueue(station(1, 3)), open(2400, 400));
    const NodeResult server = node(result, "server");
    const double rate = static_cast<double>(server.arrivals) / result.simulatedS;
    VERIFY_NEAR(server.meanInSystem, rate * result.latencyMs.mean / 1000, 1e-4);
    VERIFY_NEAR(server.meanInQueue, rate * server.meanWaitMs / 1000, 1e-4);
}

QTEST_APPLESS_MAIN(TestQueueingTheory)
#include "tst_queueing_theory.moc"
