// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "model/simulation/replications.h"
#include "tests/model/simulation/play.h"

#include <limits>

using namespace skydraft;
using namespace skydraft::testing;

/// A whole run: what it refuses, what it counts, that it is the same every time.
class TestSimulation : public QObject
{
    Q_OBJECT

private slots:
    void refusesWhatCannotBePlayed_data();
    void refusesWhatCannotBePlayed();
    void aCircleOfCallsIsNamed();
    void theSameSeedGivesTheSameBytes();
    void stepsDoNotMatter();
    void anotherSeedGivesAnotherRun();
    void anUnrelatedResourceChangesNothing();
    void everyRequestIsAccountedFor();
    void shapes_data();
    void shapes();
    void retriesAndTimeouts();
    void cachesSpareTheDatabase();
    void writesGoToThePrimary();
    void aHeldWorkerWaitsForItsCalls();
    void networkDelayCountsTwice();
    void functionsThrottleAndStartCold();
    void aCdnAnswersItsHits();
    void callsPerRequest();
    void warmUpIsLeftOut();
    void badNumbersDoNotCrash_data();
    void badNumbersDoNotCrash();
    void replicationsMerge();
    void withoutAScenario();
    void framesTellTheLastSecond();
    void golden();
};

namespace {

Drawing shop(const Json& clients = Json::object())
{
    return Drawing()
        .add("users", "clients", "", clients)
        .add("lb", "elb.application", "", {{"network_delay_ms", 0.5}})
        .add("a", "ec2.instance", "", station(20, 8))
        .add("b", "ec2.instance", "", station(20, 8, {{"queue_limit", 5}}))
        .add("cache", "elasticache.redis", "", station(0.5, 1))
        .add("db", "rds.instance", "", station(5, 4))
        .connect("1", "users", "lb")
        .connect("2", "lb", "a")
        .connect("3", "lb", "b")
        .connect("4", "a", "cache")
        .connect("5", "a", "db")
        .connect("6", "b", "db");
}

Scenario shopping(std::uint64_t seed = 1)
{
    Scenario scenario = open(350, 120, 0, seed);
    scenario.load.front().shape = "spike";
    scenario.load.front().extra = {
        {"spike_at_s", 40}, {"spike_duration_s", 10}, {"spike_factor", 2.5}};
    scenario.faults = {{.atS = 60, .kind = "process.stop", .target = "b", .durationS = 30}};
    return scenario;
}

Architecture oneServer(const Json& properties = station(1), const Json& clients = Json::object())
{
    return Drawing()
        .add("users", "clients", "", clients)
        .add("web", "ec2.instance", "", properties)
        .connect("c", "users", "web")
        .build();
}

Json exactly(double serviceMs, int workers = 1000, Json more = Json::object())
{
    more["service_time_distribution"] = "deterministic";
    return station(serviceMs, workers, more);
}

} // namespace

void TestSimulation::refusesWhatCannotBePlayed_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("pointer");
    QTest::newRow("no clients at all") << 0 << int(ErrorCode::MissingMember) << "/resources";
    QTest::newRow("clients that send nowhere")
        << 1 << int(ErrorCode::MissingMember) << "/resources/0";
    QTest::newRow("a load for a server")
        << 2 << int(ErrorCode::WrongReference) << "/scenarios/0/load/0/client";
    QTest::newRow("a load for nothing")
        << 3 << int(ErrorCode::DanglingReference) << "/scenarios/0/load/0/client";
    QTest::newRow("an unknown shape")
        << 4 << int(ErrorCode::InvalidChoice) << "/scenarios/0/load/0/shape";
    QTest::newRow("unknown arrivals")
        << 5 << int(ErrorCode::InvalidChoice) << "/scenarios/0/load/0/arrivals";
    QTest::newRow("a negative rate")
        << 6 << int(ErrorCode::OutOfRange) << "/scenarios/0/load/0/rate_per_s";
    QTest::newRow("an unknown fault")
        << 7 << int(ErrorCode::InvalidChoice) << "/scenarios/0/faults/0/kind";
    QTest::newRow("a fault for nothing")
        << 8 << int(ErrorCode::DanglingReference) << "/scenarios/0/faults/0/target";
    QTest::newRow("an unknown zone")
        << 9 << int(ErrorCode::DanglingReference) << "/scenarios/0/faults/0/target";
    QTest::newRow("no duration") << 10 << int(ErrorCode::OutOfRange) << "/scenarios/0/duration_s";
    QTest::newRow("a warm-up longer than the run")
        << 11 << int(ErrorCode::OutOfRange) << "/scenarios/0/warmup_s";
    QTest::newRow("two loads of one population")
        << 12 << int(ErrorCode::DuplicateId) << "/scenarios/0/load/1/client";
    QTest::newRow("a fault that lasts no number of seconds")
        << 13 << int(ErrorCode::OutOfRange) << "/scenarios/0/faults/0/duration_s";
}

void TestSimulation::refusesWhatCannotBePlayed()
{
    QFETCH(int, what);
    QFETCH(int, code);
    QFETCH(QString, pointer);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    Architecture architecture = oneServer();
    Scenario scenario = open(10, 10);
    Load& load = scenario.load.front();
    switch (what) {
    case 0:
        architecture = Drawing().add("web", "ec2.instance").build();
        scenario.load.clear();
        break;
    case 1:
        architecture = Drawing().add("users", "clients").add("web", "ec2.instance").build();
        break;
    case 2:
        load.client = ResourceId{"web"};
        break;
    case 3:
        load.client = ResourceId{"nobody"};
        break;
    case 4:
        load.shape = "zigzag";
        break;
    case 5:
        load.arrivals = "in crowds";
        break;
    case 6:
        load.ratePerS = -1;
        break;
    case 7:
        scenario.faults = {{.kind = "meteor", .target = "web"}};
        break;
    case 8:
        scenario.faults = {{.kind = "host.stop", .target = "web-2"}};
        break;
    case 9:
        scenario.faults = {{.kind = "az.down", .target = "web"}};
        break;
    case 10:
        scenario.durationS = nan;
        break;
    case 11:
        scenario.warmupS = 11;
        break;
    case 12:
        scenario.load.push_back(load);
        break;
    default:
        scenario.faults = {{.kind = "host.stop", .target = "web", .durationS = nan}};
        break;
    }
    const auto simulation = Simulation::create(Catalogue::builtIn(), architecture, scenario, {});
    QVERIFY(!simulation.has_value());
    QCOMPARE(int(simulation.error().code), code);
    QCOMPARE(QString::fromStdString(simulation.error().location.pointer), pointer);
    QVERIFY(!simulation.error().message.english().empty());
}

void TestSimulation::aCircleOfCallsIsNamed()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("a", "ec2.instance")
                                          .add("b", "ec2.instance")
                                          .add("lb", "elb.application")
                                          .connect("1", "users", "a")
                                          .connect("2", "a", "lb")
                                          .connect("3", "lb", "b")
                                          .connect("4", "b", "a")
                                          .build();
    const auto simulation = Simulation::create(Catalogue::builtIn(), architecture, open(1, 1), {});
    QVERIFY(!simulation.has_value());
    const std::string message = simulation.error().message.english();
    QVERIFY2(message.find("a → lb → b → a") != std::string::npos, message.c_str());
    QCOMPARE(QString::fromStdString(simulation.error().location.pointer),
             QStringLiteral("/resources/0"));
}

void TestSimulation::theSameSeedGivesTheSameBytes()
{
    QCOMPARE(bytesOf(play(shop().build(), shopping())), bytesOf(play(shop().build(), shopping())));
}

void TestSimulation::stepsDoNotMatter()
{
    Simulation simulation = start(shop().build(), shopping());
    for (double seconds = 0; seconds < 121; seconds += 0.37) {
        simulation.runUntil(fromSeconds(seconds));
        simulation.frame();
    }
    QCOMPARE(bytesOf(simulation.result()), bytesOf(play(shop().build(), shopping())));
}

void TestSimulation::anotherSeedGivesAnotherRun()
{
    QVERIFY(bytesOf(play(shop().build(), shopping(1)))
            != bytesOf(play(shop().build(), shopping(2))));
}

void TestSimulation::anUnrelatedResourceChangesNothing()
{
    // A second population with a server of its own, whose ids sort before all others.
    Drawing more = shop();
    more.add("aaa-users", "clients")
        .add("aaa-web", "ec2.instance", "", station(3))
        .connect("0", "aaa-users", "aaa-web");
    Scenario scenario = shopping();
    scenario.load.push_back(Load{.client = ResourceId{"aaa-users"}, .ratePerS = 50});
    const SimulationResult alone = play(shop().build(), shopping());
    const SimulationResult together = play(more.build(), scenario);
    for (const char* id : {"a", "b", "cache", "db"}) {
        QCOMPARE(node(together, id).arrivals, node(alone, id).arrivals);
        QCOMPARE(node(together, id).meanInSystem, node(alone, id).meanInSystem);
        QCOMPARE(node(together, id).meanWaitMs, node(alone, id).meanWaitMs);
    }
    QVERIFY(together.offered > alone.offered);
}

void TestSimulation::everyRequestIsAccountedFor()
{
    for (const double timeout : {0.0, 0.05}) {
        Json clients = {{"retries", 2}, {"read_ratio", 0.8}};
        if (timeout > 0)
            clients["timeout_s"] = timeout;
        Simulation simulation = start(shop(clients).build(), shopping());
        for (double seconds = 0; seconds <= 120; seconds += 7) {
            simulation.runUntil(fromSeconds(seconds));
            const SimulationResult result = simulation.result();
            QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
        }
        simulation.runToEnd();
        const SimulationResult result = simulation.result();
        std::uint64_t byCause = 0;
        for (const auto& [cause, count] : result.failedByCause)
            byCause += count;
        QCOMPARE(byCause, result.failed);
        QVERIFY2(result.failed > 0 && result.inFlight < 200,
                 bytesOf(result).substr(0, 200).c_str());
        SecondSample sum;
        for (const SecondSample& second : result.series) {
            sum.offered += second.offered;
            sum.succeeded += second.succeeded;
            sum.failed += second.failed;
        }
        QCOMPARE(result.series.size(), std::size_t{120});
        QCOMPARE(sum.offered, result.offered);
        QCOMPARE(sum.succeeded, result.succeeded);
        QCOMPARE(sum.failed, result.failed);
    }
}

void TestSimulation::shapes_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("extra");
    QTest::addColumn<double>("first");  // requests in the first 50 s
    QTest::addColumn<double>("second"); // and in the other 50 s
    // 100/s: 5000 and 5000.
    QTest::newRow("constant") << "constant"
                              << "{}" << 5000.0 << 5000.0;
    // From 0 to 100/s in 50 s: 50 · 100 / 2 = 2500, then 5000.
    QTest::newRow("ramp") << "ramp"
                          << R"({"from_rate_per_s": 0, "ramp_s": 50})" << 2500.0 << 5000.0;
    QTest::newRow("step") << "step"
                          << R"({"step_at_s": 50, "step_rate_per_s": 20})" << 5000.0 << 1000.0;
    // Ten seconds at 500/s: 40 · 100 + 10 · 500 = 9000
    QTest::newRow("spike") << "spike"
                           << R"({"spike_at_s": 60, "spike_duration_s": 10, "spike_factor": 5})"
                           << 5000.0 << 9000.0;
    // From 0 to 200/s and back: two triangles of 50 · 200 / 2.
    QTest::newRow("points") << "trace"
                            << R"({"points": [[0, 0], [50, 200], [100, 0]]})" << 5000.0 << 5000.0;
    // 40/s, and 20/s from 50 s on.
    QTest::newRow("csv") << "trace"
                         << R"({"csv": "seconds,rate\n0,40\n49.999,40\r\n\n50;20\n"})" << 2000.0
                         << 1000.0;
    // The first hour of a day, from the usual rate down to a fifth of it: after 50 s still 1.1 %
    // less.
    QTest::newRow("hourly")
        << "daily"
        << R"({"hourly": [1, 0.2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]})"
        << 50 * 100 * (1 - 0.8 * 25 / 3600) << 50 * 100 * (1 - 0.8 * 75 / 3600);
    // Around noon, when the peak is: 100/s and half of it more.
    QTest::newRow("peak") << "daily"
                          << R"({"starts_at_h": 12, "peak_h": 12, "amplitude": 0.5})" << 7500.0
                          << 7500.0;
}

void TestSimulation::shapes()
{
    QFETCH(QString, shape);
    QFETCH(QString, extra);
    QFETCH(double, first);
    QFETCH(double, second);
    for (const char* arrivals : {"poisson", "deterministic"}) {
        Scenario scenario = open(100, 100);
        scenario.load.front().arrivals = arrivals;
        scenario.load.front().shape = shape.toStdString();
        scenario.load.front().extra = Json::parse(extra.toStdString());
        const SimulationResult result = play(oneServer(exactly(0)), scenario);
        double halves[2] = {0, 0};
        for (const SecondSample& sample : result.series)
            halves[sample.atS < 50 ? 0 : 1] += static_cast<double>(sample.offered);
        // A Poisson count deviates by its square root; an even one by its ends.
        const bool isPoisson = std::string_view(arrivals) == "poisson";
        QVERIFY2(std::abs(halves[0] - first) <= (isPoisson ? 4 * std::sqrt(first) : 2), arrivals);
        QVERIFY2(std::abs(halves[1] - second) <= (isPoisson ? 4 * std::sqrt(second) : 2), arrivals);
    }
}

void TestSimulation::retriesAndTimeouts()
{
    // A second of work against a patience of 0.4 s and two retries, 0.1 s and 0.2 s later: three
    // attempts, given up 0.4 + 0.1 + 0.4 + 0.2 + 0.4 = 1.5 s after the first.
    const Json clients = {{"timeout_s", 0.4}, {"retries", 2}, {"retry_backoff_ms", 100}};
    Simulation simulation = start(oneServer(exactly(1000), clients), evenly(1, 10.5));
    simulation.runUntil(fromSeconds(2.499));
    QCOMPARE(simulation.frame().failed, std::uint64_t{0});
    simulation.runUntil(fromSeconds(2.501));
    QCOMPARE(simulation.frame().failed, std::uint64_t{1});
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    // Sent at 1, 2 … 10 s: those of 1 … 9 have failed by 10.5 s. The server worked on all attempts.
    QCOMPARE(result.failedByCause.at("timeout"), std::uint64_t{9});
    QCOMPARE(result.inFlight, std::uint64_t{1});
    QCOMPARE(node(result, "web").arrivals, std::uint64_t{29}); // 9 · 3, and two of the tenth

    // A server that is back in time: the retry succeeds, and its latency counts from the first try.
    Scenario scenario = evenly(1, 1.99);
    scenario.faults = {{.atS = 0.5, .kind = "process.stop", .target = "web", .durationS = 0.6}};
    const SimulationResult again =
        play(oneServer(exactly(10), {{"retries", 3}, {"retry_backoff_ms", 200}}), scenario);
    // Refused at 1.0; tried again at 1.2, served in 10 ms: 210 ms.
    QCOMPARE(again.succeeded, std::uint64_t{1});
    QCOMPARE(again.latencyMs.max, 210.0);
}

void TestSimulation::cachesSpareTheDatabase()
{
    const auto database = [](const Json& cache) {
        const Architecture architecture = Drawing()
                                              .add("users", "clients", "", {{"read_ratio", 0.9}})
                                              .add("web", "ec2.instance", "", exactly(1))
                                              .add("cache", "elasticache.redis", "", cache)
                                              .add("db", "rds.instance", "", exactly(1))
                                              .connect("1", "users", "web")
                                              .connect("2", "web", "db")
                                              .connect("3", "web", "cache")
                                              .build();
        const SimulationResult result = play(architecture, evenly(1000, 100));
        return static_cast<double>(node(result, "db").arrivals);
    };
    // 100,000 requests: 10,000 writes and a fifth of 90,000 reads: 28,000; deviation about
    // sqrt(100000 · 0.28 · 0.72) = 142
    QVERIFY(std::abs(database(exactly(1, 1000, {{"hit_ratio", 0.8}})) - 28'000) < 4 * 142);
    QVERIFY(std::abs(database(exactly(1, 1000, {{"hit_ratio", 1}})) - 10'000) < 4 * 95);
    QCOMPARE(database(exactly(1, 1000, {{"hit_ratio", 0}})),
             99'998.0); // the last two are on their way
}

void TestSimulation::writesGoToThePrimary()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0.5}})
            .add("web", "ec2.instance", "", exactly(1))
            .add("primary", "rds.instance", "", exactly(1))
            .add("replica", "rds.instance", "",
                 exactly(1, 1000, {{"replica_role", "read-replica"}}))
            .add("standby", "rds.instance", "", exactly(1, 1000, {{"replica_role", "standby"}}))
            .connect("1", "users", "web")
            .connect("2", "web", "primary", {{"operation", "write"}})
            .connect("3", "web", "replica")
            .connect("4", "web", "standby")
            .build();
    const SimulationResult result = play(architecture, evenly(1000, 100));
    // Half of 100,000 each; deviation sqrt(100000 / 4) = 158
    QVERIFY(std::abs(static_cast<double>(node(result, "primary").arrivals) - 50'000) < 4 * 158);
    QVERIFY(std::abs(static_cast<double>(node(result, "replica").arrivals) - 50'000) < 4 * 158);
    QCOMPARE(node(result, "standby").arrivals, std::uint64_t{0});
}

void TestSimulation::aHeldWorkerWaitsForItsCalls()
{
    const auto busy = [](bool holds) {
        const Architecture architecture =
            Drawing()
                .add("users", "clients")
                .add("web", "ec2.instance", "", exactly(10, 10, {{"hold_worker", holds}}))
                .add("db", "rds.instance", "", exactly(30))
                .connect("1", "users", "web")
                .connect("2", "web", "db")
                .build();
        return node(play(architecture, evenly(100, 100)), "web").utilization;
    };
    // 100/s · 10 ms / 10 workers = 10 %; with the 30 ms of the database 40 %
    VERIFY_NEAR(busy(false), 0.1, 0.001);
    VERIFY_NEAR(busy(true), 0.4, 0.001);
}

void TestSimulation::networkDelayCountsTwice()
{
    const SimulationResult result =
        play(oneServer(exactly(10, 1000, {{"network_delay_ms", 3}})), evenly(10, 10));
    // 3 there, 10 of work, 3 back
    QCOMPARE(result.latencyMs.mean, 16.0);
    QCOMPARE(node(result, "web").meanWaitMs, 0.0);
}

void TestSimulation::functionsThrottleAndStartCold()
{
    const Json properties = {
        {"service_time_ms", 1000}, {"cold_start_ms", 250}, {"reserved_concurrency", 5}};
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("f", "lambda.function", "", properties)
                                          .connect("1", "users", "f")
                                          .build();
    const SimulationResult result = play(architecture, evenly(10, 10));
    // Five at a time: the sixth to arrive before the first is done is refused.
    QVERIFY(result.failedByCause.at("throttled") > 40);
    QCOMPARE(result.latencyMs.max, 1250.0); // a cold start
    VERIFY_NEAR(result.latencyMs.p50, 1000.0, 0.004);
}

void TestSimulation::aCdnAnswersItsHits()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("cdn", "cloudfront.distribution", "", {{"hit_ratio", 0.9}})
            .add("bucket", "s3.bucket")
            .connect("1", "users", "cdn")
            .connect("2", "cdn", "bucket", Json::object(), ConnectionKind::Origin)
            .build();
    const SimulationResult result = play(architecture, evenly(1000, 100));
    // A tenth of 100,000 misses; deviation sqrt(100000 · 0.09) = 95
    QVERIFY(std::abs(static_cast<double>(node(result, "bucket").arrivals) - 10'000) < 4 * 95);
    QCOMPARE(result.latencyMs.p50, 0.0);
    QCOMPARE(result.latencyMs.max, 100.0);
}

void TestSimulation::callsPerRequest()
{
    const auto calls = [](double perRequest) {
        const Architecture architecture =
            Drawing()
                .add("users", "clients")
                .add("web", "ec2.instance", "", exactly(1))
                .add("db", "rds.instance", "", exactly(1))
                .connect("1", "users", "web")
                .connect("2", "web", "db", {{"calls_per_request", perRequest}})
                .build();
        return play(architecture, evenly(100, 100.9));
    };
    QCOMPARE(node(calls(0), "db").arrivals, std::uint64_t{0});
    // 10,090 requests, the last ones 9 ms before the end; each takes 1 + 3 · 1 ms.
    QCOMPARE(calls(3).latencyMs.mean, 4.0);
    // 2.5: two always, the third for every other; deviation sqrt(10090 / 4) = 50
    const auto some = static_cast<double>(node(calls(2.5), "db").arrivals);
    QVERIFY(std::abs(some - 2.5 * 10'090) < 4 * 50 + 3);
}

void TestSimulation::warmUpIsLeftOut()
{
    // Ten a second for 100 s, of which the first 30 do not count: 10 · 70, and the one at 30 s.
    const SimulationResult result = play(oneServer(exactly(10)), evenly(10, 100, 30));
    QCOMPARE(result.offered, std::uint64_t{701});
    QCOMPARE(node(result, "web").arrivals, std::uint64_t{701});
    VERIFY_NEAR(node(result, "web").throughputPerS, 10, 0.002);
    QCOMPARE(result.series.size(), std::size_t{100}); // the series is of the whole run
}

void TestSimulation::badNumbersDoNotCrash_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("clients");
    const QString nothing = QStringLiteral("{}");
    QTest::newRow("a negative service time") << R"({"service_time_ms": -5})" << nothing;
    QTest::newRow("an endless service time") << R"({"service_time_ms": 1e300})" << nothing;
    QTest::newRow("no workers") << R"({"workers": 0})" << nothing;
    QTest::newRow("minus workers") << R"({"workers": -1e30})" << nothing;
    QTest::newRow("a negative queue") << R"({"queue_limit": -3})" << nothing;
    QTest::newRow("a wild variation")
        << R"({"service_time_distribution": "lognormal", "service_time_cv": 1e200})" << nothing;
    QTest::newRow("an unknown distribution")
        << R"({"service_time_distribution": "cauchy"})" << nothing;
    QTest::newRow("texts for numbers")
        << R"({"service_time_ms": "fast", "workers": []})" << nothing;
    QTest::newRow("clients without patience")
        << nothing << R"({"timeout_s": 1e-12, "retries": 1e9, "retry_backoff_ms": 0})";
    QTest::newRow("clients with negative patience")
        << nothing << R"({"timeout_s": -1, "connect_timeout_s": -1})";
    QTest::newRow("more reads than requests") << nothing << R"({"read_ratio": 17})";
    QTest::newRow("no resolvers") << nothing << R"({"dns_resolvers": 0})";
}

void TestSimulation::badNumbersDoNotCrash()
{
    QFETCH(QString, server);
    QFETCH(QString, clients);
    const Architecture architecture =
        oneServer(Json::parse(server.toStdString()), Json::parse(clients.toStdString()));
    const SimulationResult result = play(architecture, open(20, 10));
    QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
    QVERIFY(result.offered > 0);
    for (const double value :
         {result.latencyMs.mean, node(result, "web").utilization, node(result, "web").meanInSystem})
        QVERIFY(std::isfinite(value) && value >= 0);
    // Users that neither think nor wait must not stop the clock.
    Scenario stuck = closed(3, 0, 1, 0);
    stuck.faults = {{.atS = 0, .kind = "process.stop", .target = "web"}};
    QCOMPARE(play(architecture, stuck).simulatedS, 1.0);
}

void TestSimulation::replicationsMerge()
{
    const Architecture architecture = oneServer(station(1));
    const auto three =
        simulate(Catalogue::builtIn(), architecture, open(800, 50), {}, {.replications = 3});
    const auto one = simulate(Catalogue::builtIn(), architecture, open(800, 50), {});
    QVERIFY(three.has_value() && one.has_value());
    QCOMPARE(three->replications, 3);
    QVERIFY(10 * three->offered > 29 * one->offered);
    QCOMPARE(three->offered, three->succeeded + three->failed + three->inFlight);
    QCOMPARE(bytesOf(*one), bytesOf(play(architecture, open(800, 50))));
    QVERIFY(three->latencyMean95[0] < three->latencyMean95[1]);
    QCOMPARE(one->latencyMean95[0], one->latencyMean95[1]);
    VERIFY_NEAR(three->nodes.at(ResourceId{"web"}).utilization, 0.8, 0.02);
    const auto failing = simulate(Catalogue::builtIn(), {}, open(1, 1), {}, {.replications = 2});
    QVERIFY(!failing.has_value());
}

void TestSimulation::withoutAScenario()
{
    const Architecture architecture =
        Drawing()
            .add("open", "clients", "", {{"rate_per_s", 50}})
            .add("closed", "clients", "", {{"load", "closed"}, {"users", 7}, {"think_time_s", 2}})
            .add("web", "ec2.instance", "", station(1, 10))
            .connect("1", "open", "web")
            .connect("2", "closed", "web")
            .build();
    const Scenario scenario = defaultScenario(Catalogue::builtIn(), architecture);
    QCOMPARE(scenario.durationS, 600.0);
    QCOMPARE(scenario.load.size(), std::size_t{2});
    // 600 · 50 + 600 · 7 / 2.001 = 30,000 + 2,099; deviation about sqrt(32099) = 179
    const SimulationResult result = play(architecture, scenario);
    QVERIFY(std::abs(static_cast<double>(result.offered) - 32'099) < 4 * 179);
    // A scenario without loads plays the same.
    Scenario bare = scenario;
    bare.load.clear();
    QCOMPARE(bytesOf(play(architecture, bare)), bytesOf(result));
}

void TestSimulation::framesTellTheLastSecond()
{
    Simulation simulation = start(oneServer(exactly(10, 2)), evenly(100, 10));
    simulation.runUntil(fromSeconds(3.5));
    const SimulationFrame frame = simulation.frame();
    // 100/s · 10 ms / 2 workers = 50 %
    VERIFY_NEAR(frame.nodes.at(ResourceId{"web"}).load, 0.5, 0.02);
    VERIFY_NEAR(frame.nodes.at(ResourceId{"web"}).throughputPerS, 100, 0.02);
    VERIFY_NEAR(frame.connectionRatePerS.at(ConnectionId{"c"}), 100, 0.02);
    QCOMPARE(frame.newSamples.size(), std::size_t{3});
    QCOMPARE(frame.now, fromSeconds(3.5));
    QVERIFY(!frame.isFinished);
    simulation.runUntil(fromSeconds(5));
    QCOMPARE(simulation.frame().newSamples.size(), std::size_t{2});
    QVERIFY(simulation.frame().newSamples.empty());
}

void TestSimulation::golden()
{
    // A shop with a spike at 40 s and a stopped server from 60 to 90 s, second by second. When this
    // changes on purpose, the new table is in the message; look at every number before taking it.
    const SimulationResult result =
        play(shop({{"read_ratio", 0.8}, {"retries", 1}}).build(), shopping());
    QByteArray table = "at_s,offered,succeeded,failed,mean_ms,p50_ms,p95_ms,p99_ms\n";
    for (const SecondSample& second : result.series) {
        table += QByteArray::number(second.atS, 'f', 0) + ','
                 + QByteArray::number(qulonglong{second.offered}) + ','
                 + QByteArray::number(qulonglong{second.succeeded}) + ','
                 + QByteArray::number(qulonglong{second.failed});
        for (const double value : {second.meanMs, second.p50Ms, second.p95Ms, second.p99Ms})
            table += ',' + QByteArray::number(value, 'f', 6);
        table += '\n';
    }
    QFile file(QStringLiteral(SKYDRAFT_SOURCE_DIR "/tests/golden/shop-spike-and-stop-seed-1.csv"));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
    const QByteArray expected = file.readAll();
    if (table != expected)
        qWarning().noquote() << table;
    QVERIFY(table == expected);
}

QTEST_APPLESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
