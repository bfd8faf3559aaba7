// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/analytic.h"
#include "tests/model/simulation/play.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

/// The estimate of drawings against textbook values and against the event engine.
class TestAnalytic : public QObject
{
    Q_OBJECT

private slots:
    void oneQueueIsExact();
    void otherServiceTimes_data();
    void otherServiceTimes();
    void roundRobinIsNotRandom();
    void threeTiers();
    void cacheSparesTheDatabase();
    void overloadSaysSo();
    void closedByMeanValues_data();
    void closedByMeanValues();
    void closedWithLimitsAgreesWithEvents();
    void retriesFeedBack();
    void impatientClients();
    void blockedPathSucceedsNever();
    void heldWorkersWaitForCalls();
    void agreesWithEvents_data();
    void agreesWithEvents();
    void serverAlone();
    void serversInTwoZones();
    void sharedDatabaseIsOnePart();
    void figuresAreChecked();
    void oddLoadsAreEstimated();
    void badScenarioIsRefused();
};

namespace {

Estimate estimated(const Architecture& architecture, const Scenario& scenario,
                   const CanReach& canReach = {})
{
    auto estimate = estimateOf(Catalogue::builtIn(), architecture, scenario, canReach);
    if (!estimate)
        qFatal("%s", describe(estimate.error()).c_str());
    return std::move(*estimate);
}

NodeEstimate node(const Estimate& estimate, const char* id)
{
    return estimate.nodes.at(ResourceId{id});
}

Architecture oneQueue(const Json& properties, const Json& client = Json::object())
{
    return Drawing()
        .add("users", "clients", "", client)
        .add("server", "ec2.instance", "", properties)
        .connect("c", "users", "server")
        .build();
}

/// Eight servers of four workers behind a balancer.
Architecture fleet(const char* algorithm)
{
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application", "", {{"algorithm", algorithm}});
    drawing.connect("0", "users", "lb");
    for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        drawing.add(id, "ec2.instance", "", station(20, 4)).connect(id, "lb", id);
    return drawing.build();
}

} // namespace

void TestAnalytic::oneQueueIsExact()
{
    // M/M/4 with 160/s and 20 ms: W = 34.910812 ms, p50 26.924 ms, p99 137.864 ms; 3.2 of 4 busy.
    const Estimate estimate = estimated(oneQueue(station(20, 4)), open(160, 60));
    const NodeEstimate server = node(estimate, "server");
    QCOMPARE(server.formula, Formula::ErlangC);
    VERIFY_NEAR(server.meanWaitMs, 14.910812, 1e-7);
    VERIFY_NEAR(server.utilization, 0.8, 1e-12);
    VERIFY_NEAR(server.capacityPerS, 200, 1e-12);
    const PopulationEstimate users = estimate.populations.at(0);
    QCOMPARE(users.percentiles, Formula::ErlangC);
    VERIFY_NEAR(users.meanMs, 34.910812, 1e-7);
    VERIFY_NEAR(users.p50Ms, 26.924, 1e-4);
    VERIFY_NEAR(users.p99Ms, 137.864, 1e-5);
    QCOMPARE(estimate.bottleneck, ResourceId{"server"});
    VERIFY_NEAR(estimate.headroom, 1.25, 1e-12); // 200 / 160
    QVERIFY(estimate.isStable);
}

void TestAnalytic::otherServiceTimes_data()
{
    QTest::addColumn<QString>("form");
    QTest::addColumn<double>("cv");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("wait");
    // Wq = ρ (1 + cv²) / (2 (1 − ρ))
    QTest::newRow("M/D/1") << "deterministic" << 0.0 << 0.8 << 2.0;
    QTest::newRow("M/E2/1") << "erlang" << std::sqrt(0.5) << 0.8 << 3.0;
    QTest::newRow("M/H2/1") << "hyperexponential" << 2.0 << 0.8 << 10.0;
    QTest::newRow("M/G/1, lognormal") << "lognormal" << std::sqrt(2.0) << 0.7 << 3.5;
}

void TestAnalytic::otherServiceTimes()
{
    QFETCH(QString, form);
    QFETCH(double, cv);
    QFETCH(double, rate);
    QFETCH(double, wait);
    const Json server =
        station(1, 1, {{"service_time_distribution", form.toStdString()}, {"service_time_cv", cv}});
    const Estimate estimate = estimated(oneQueue(server), open(rate * 1000, 60));
    QCOMPARE(node(estimate, "server").formula, Formula::PollaczekKhinchine);
    VERIFY_NEAR(node(estimate, "server").meanWaitMs, wait, 1e-9);
}

void TestAnalytic::roundRobinIsNotRandom()
{
    // 1280/s over eight M/M/4 of 50/s. In turn: E8/M/4, 26.554674 ms; at random 34.910812 ms; as
    // one pool of 32 20.501948 ms.
    const Estimate inTurn = estimated(fleet("round_robin"), open(1280, 60));
    QCOMPARE(node(inTurn, "s3").formula, Formula::ErlangArrivals);
    VERIFY_NEAR(inTurn.populations.at(0).meanMs, 26.554674, 1e-7);
    const Estimate random = estimated(fleet("random"), open(1280, 60));
    VERIFY_NEAR(random.populations.at(0).meanMs, 34.910812, 0.002);
    const Estimate least = estimated(fleet("least_outstanding_requests"), open(1280, 60));
    QCOMPARE(node(least, "s3").formula, Formula::OnePool);
    VERIFY_NEAR(least.populations.at(0).meanMs, 20.501948, 1e-7);
    const SimulationResult events = play(fleet("least_outstanding_requests"), open(1280, 300, 20));
    // Eight queues are never quite as good as one, though the shortest is joined.
    QVERIFY(events.latencyMs.mean > 20.501948 * 0.995);
    VERIFY_NEAR(events.latencyMs.mean, 20.501948, 0.02);
}

void TestAnalytic::threeTiers()
{
    // Every fifth of 1280/s asks an M/M/2 of 200/s: 34.910812 + 0.2 · 8.468835 = 36.604579 ms
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application", "", {{"algorithm", "random"}});
    drawing.add("db", "rds.instance", "", station(5, 2)).connect("0", "users", "lb");
    for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        drawing.add(id, "ec2.instance", "", station(20, 4))
            .connect((std::string("lb-") + id).c_str(), "lb", id)
            .connect((std::string(id) + "-db").c_str(), id, "db", {{"calls_per_request", 0.2}});
    const Estimate estimate = estimated(drawing.build(), open(1280, 60));
    VERIFY_NEAR(node(estimate, "db").arrivalsPerS, 256, 1e-9);
    VERIFY_NEAR(node(estimate, "db").meanWaitMs, 3.468835, 1e-3);
    VERIFY_NEAR(estimate.populations.at(0).meanMs, 36.604579, 1e-3);
}

void TestAnalytic::cacheSparesTheDatabase()
{
    // 100/s, 80 % hits, reads only: 20/s reach the database. M/M/1 of 10 ms: ρ = 0.2,
    // W = 1 / (100 − 20) = 12.5 ms; the cache M/M/1 of 1 ms: 1 / (1000 − 100) = 1.111111 ms; the
    // server M/M/1 of 2 ms: 1 / (500 − 100) = 2.5 ms: 2.5 + 1.111111 + 0.2 · 12.5 = 6.111111 ms
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "", station(2))
            .add("cache", "elasticache.redis", "",
                 {{"service_time_ms", 1}, {"workers", 1}, {"hit_ratio", 0.8}})
            .add("db", "rds.instance", "", station(10))
            .connect("1", "users", "web")
            .connect("2", "web", "cache")
            .connect("3", "web", "db")
            .build();
    const Estimate estimate = estimated(architecture, open(100, 60));
    VERIFY_NEAR(node(estimate, "db").arrivalsPerS, 20, 1e-9);
    VERIFY_NEAR(node(estimate, "cache").hitRatio, 0.8, 1e-12);
    VERIFY_NEAR(estimate.populations.at(0).meanMs, 6.111111, 1e-6);
}

void TestAnalytic::overloadSaysSo()
{
    // 300/s for a server of 100/s and what it calls: no latency, no wait, a third gets through.
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("web", "ec2.instance", "", station(1, 100))
                                          .add("db", "rds.instance", "", station(10))
                                          .connect("1", "users", "web")
                                          .connect("2", "web", "db")
                                          .build();
    const Estimate estimate = estimated(architecture, open(300, 60));
    QVERIFY(!estimate.isStable);
    QVERIFY(node(estimate, "db").isOverloaded);
    QVERIFY(!node(estimate, "web").isOverloaded);
    QCOMPARE(node(estimate, "db").meanWaitMs, 0.0);
    VERIFY_NEAR(node(estimate, "db").throughputPerS, 100, 1e-9);
    QVERIFY(estimate.populations.at(0).isOverloaded);
    QCOMPARE(estimate.populations.at(0).p99Ms, 0.0);
    VERIFY_NEAR(estimate.populations.at(0).succeededPerS, 100, 1e-9);
    QCOMPARE(estimate.bottleneck, ResourceId{"db"});
    VERIFY_NEAR(estimate.headroom, 1.0 / 3, 1e-9);
}

void TestAnalytic::closedByMeanValues_data()
{
    QTest::addColumn<int>("users");
    QTest::addColumn<double>("think");
    QTest::addColumn<QList<double>>("demands");
    QTest::addColumn<double>("throughput");
    QTest::addColumn<double>("response");
    QTest::newRow("ten users") << 10 << 1.0 << QList<double>{0.005, 0.03, 0.02} << 9.355581
                               << 0.068881;
    QTest::newRow("fifty users fill the slowest station")
        << 50 << 1.0 << QList<double>{0.005, 0.03, 0.02} << 33.157117 << 0.507972;
    QTest::newRow("nobody thinks")
        << 8 << 0.0 << QList<double>{0.1, 0.2, 0.05} << 4.985337 << 1.604706;
}

void TestAnalytic::closedByMeanValues()
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
    const Estimate estimate = estimated(architecture, closed(users, think, 60, 0));
    QCOMPARE(node(estimate, "b").formula, Formula::MeanValueAnalysis);
    VERIFY_NEAR(estimate.populations.at(0).requestsPerS, throughput, 1e-6);
    VERIFY_NEAR(estimate.populations.at(0).meanMs / 1000, response, 1e-5);
    VERIFY_NEAR(node(estimate, "b").utilization, throughput * demands[1], 1e-6);
    QVERIFY(estimate.isStable);
}

void TestAnalytic::closedWithLimitsAgreesWithEvents()
{
    // A queue limit breaks the product form; the open formulas take over. 200 users who think for a
    // second at 150/s: X (1 + R) = 200.
    const Json server = station(40, 8, {{"queue_limit", 500}});
    const Architecture architecture = oneQueue(server);
    const SimulationResult events = play(architecture, closed(150, 1, 2000, 100));
    const Estimate estimate = estimated(architecture, closed(150, 1, 2000, 100));
    VERIFY_NEAR(estimate.populations.at(0).requestsPerS,
                skydraft::testing::node(events, "server").throughputPerS, 0.02);
}

void TestAnalytic::retriesFeedBack()
{
    // One worker without a queue loses a / (1 + a). With one retry and 0.5 of work offered:
    // x = 0.5 (1 + x / (1 + x))  →  x² = 0.5, x = 0.707107; lost in the end (x / (1 + x))².
    const Architecture architecture =
        oneQueue(station(1, 1, {{"queue_limit", 0}}), {{"retries", 1}});
    const Estimate estimate = estimated(architecture, open(500, 60));
    VERIFY_NEAR(estimate.populations.at(0).attemptsPerS, 707.10678, 1e-5);
    const double lost = 0.70710678 / 1.70710678;
    VERIFY_NEAR(estimate.populations.at(0).failedShare, lost * lost, 1e-5);
    QCOMPARE(node(estimate, "server").formula, Formula::ErlangLoss);
}

void TestAnalytic::impatientClients()
{
    // M/M/1 with 500/s and 1 ms: the response is exponential with mean 2 ms; e^(−2/2) take longer
    // than 2 ms. The server does the work all the same.
    const Estimate estimate =
        estimated(oneQueue(station(1), {{"timeout_s", 0.002}}), open(500, 60));
    VERIFY_NEAR(estimate.populations.at(0).failedShare, std::exp(-1), 1e-6);
    VERIFY_NEAR(node(estimate, "server").utilization, 0.5, 1e-9);
}

void TestAnalytic::blockedPathSucceedsNever()
{
    const CanReach never = [](const ResourceId&, const ResourceId&, std::string_view, int) {
        return false;
    };
    const Estimate estimate = estimated(oneQueue(station(20, 4)), open(160, 60), never);
    QVERIFY(!estimate.populations.at(0).isReached);
    VERIFY_NEAR(estimate.populations.at(0).failedShare, 1, 1e-12);
    QCOMPARE(node(estimate, "server").arrivalsPerS, 0.0);
    QCOMPARE(estimate.availability.availability, 0.0);
}

void TestAnalytic::heldWorkersWaitForCalls()
{
    // The worker of the server waits for the database: M/M/1 there, 1 / (200 − 100) = 10 ms. So it
    // is busy for 20 + 10 ms: of 4 workers 100/s · 30 ms = 3 are.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "", station(20, 4, {{"hold_worker", true}}))
            .add("db", "rds.instance", "", station(5))
            .connect("1", "users", "web")
            .connect("2", "web", "db")
            .build();
    const Estimate estimate = estimated(architecture, open(100, 60));
    VERIFY_NEAR(node(estimate, "web").meanServiceMs, 30, 0.02);
    VERIFY_NEAR(node(estimate, "web").utilization, 0.75, 0.02);
}

void TestAnalytic::agreesWithEvents_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("cv");
    QTest::addColumn<double>("tolerance"); // of the mean and of the 99th percentile
    QTest::newRow("half busy") << 640.0 << 1.0 << 0.03;
    QTest::newRow("80 % busy") << 1024.0 << 1.0 << 0.04;
    QTest::newRow("uneven work") << 900.0 << 1.5 << 0.08;
}

void TestAnalytic::agreesWithEvents()
{
    QFETCH(double, rate);
    QFETCH(double, cv);
    QFETCH(double, tolerance);
    Drawing drawing;
    drawing.add("users", "clients", "", {{"read_ratio", 0.8}})
        .add("lb", "elb.application", "", {{"network_delay_ms", 0.5}})
        .add("cache", "elasticache.redis", "",
             {{"service_time_ms", 0.5}, {"workers", 2}, {"hit_ratio", 0.7}})
        .add("db", "rds.instance", "", station(6, 4))
        .connect("0", "users", "lb");
    const Json server =
        station(20, 4,
                {{"service_time_distribution", cv > 1 ? "lognormal" : "exponential"},
                 {"service_time_cv", cv}});
    for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        drawing.add(id, "ec2.instance", "", server)
            .connect((std::string("lb-") + id).c_str(), "lb", id)
            .connect((std::string(id) + "-cache").c_str(), id, "cache")
            .connect((std::string(id) + "-db").c_str(), id, "db");
    const Architecture architecture = drawing.build();
    const SimulationResult events = play(architecture, open(rate, 400, 20));
    const Estimate estimate = estimated(architecture, open(rate, 400, 20));
    VERIFY_NEAR(estimate.populations.at(0).meanMs, events.latencyMs.mean, tolerance);
    VERIFY_NEAR(estimate.populations.at(0).p99Ms, events.latencyMs.p99, 3 * tolerance);
    VERIFY_NEAR(node(estimate, "db").utilization, skydraft::testing::node(events, "db").utilization,
                0.02);
    VERIFY_NEAR(node(estimate, "s1").utilization, skydraft::testing::node(events, "s1").utilization,
                0.02);
}

void TestAnalytic::serverAlone()
{
    // region 0.9999 · server 0.995 = 0.99490050, 220.298 minutes of 43,200
    const AvailabilityEstimate alone =
        estimated(oneQueue(station(20, 4)), open(160, 60)).availability;
    VERIFY_NEAR(alone.availability, 0.9949005, 1e-9);
    VERIFY_NEAR(alone.downMinutesPerMonth, 220.2984, 1e-6);
    QCOMPARE(alone.singlePoints, std::vector{ResourceId{"server"}});
    QVERIFY(alone.singleZones.empty());
}

void TestAnalytic::serversInTwoZones()
{
    const Architecture architecture =
        Drawing()
            .add("vpc", "vpc.vpc")
            .add("net-a", "vpc.subnet", "vpc", {{"zone", "a"}})
            .add("net-b", "vpc.subnet", "vpc", {{"zone", "b"}})
            .add("users", "clients")
            .add("lb", "elb.application", "", {{"subnets", {"net-a", "net-b"}}})
            .add("web-a", "ec2.instance", "net-a", station(20, 4))
            .add("web-b", "ec2.instance", "net-b", station(20, 4))
            .connect("0", "users", "lb")
            .connect("1", "lb", "web-a")
            .connect("2", "lb", "web-b")
            .build();
    const AvailabilityEstimate both = estimated(architecture, open(100, 60)).availability;
    // Both zones up: balancer and one of two servers. One down: balancer and the other server.
    const double up = 0.9995 * 0.9995 * 0.9999 * (1 - 0.005 * 0.005);
    const double half = 2 * 0.9995 * 0.0005 * 0.9999 * 0.995;
    VERIFY_NEAR(both.availability, 0.9999 * (up + half), 1e-12);
    QCOMPARE(both.singlePoints, std::vector{ResourceId{"lb"}});
    QVERIFY(both.singleZones.empty());

    // The same with both servers in one zone: that zone is a single point of failure.
    const Architecture one =
        Drawing()
            .add("vpc", "vpc.vpc")
            .add("net-a", "vpc.subnet", "vpc", {{"zone", "a"}})
            .add("net-b", "vpc.subnet", "vpc", {{"zone", "b"}})
            .add("users", "clients")
            .add("lb", "elb.application", "", {{"subnets", {"net-a", "net-b"}}})
            .add("web-a", "ec2.instance", "net-a", station(20, 4))
            .add("web-b", "ec2.instance", "net-a", station(20, 4))
            .connect("0", "users", "lb")
            .connect("1", "lb", "web-a")
            .connect("2", "lb", "web-b")
            .build();
    const AvailabilityEstimate same = estimated(one, open(100, 60)).availability;
    QCOMPARE(same.singleZones, std::vector<std::string>{"a"});
    VERIFY_NEAR(same.availability, 0.9999 * 0.9995 * 0.9999 * (1 - 0.005 * 0.005), 1e-12);
}

void TestAnalytic::sharedDatabaseIsOnePart()
{
    // Two servers that both need one database: 0.999 · 0.995 · (1 − 0.005²), not
    // 1 − (1 − 0.995 · 0.995)².
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("lb", "elb.application")
                                          .add("a", "ec2.instance", "", station(20, 4))
                                          .add("b", "ec2.instance", "", station(20, 4))
                                          .add("db", "rds.instance", "", station(5, 4))
                                          .connect("0", "users", "lb")
                                          .connect("1", "lb", "a")
                                          .connect("2", "lb", "b")
                                          .connect("3", "a", "db")
                                          .connect("4", "b", "db")
                                          .build();
    const AvailabilityEstimate shared = estimated(architecture, open(100, 60)).availability;
    VERIFY_NEAR(shared.availability, 0.9999 * 0.999 * 0.995 * (1 - 0.005 * 0.005), 1e-12);
    QCOMPARE(shared.singlePoints, (std::vector{ResourceId{"db"}, ResourceId{"lb"}}));
}

void TestAnalytic::figuresAreChecked()
{
    QVERIFY(AvailabilityFigures::builtIn().single.size() >= 9);
    const auto refused = [](const char* text) {
        const auto read = AvailabilityFigures::fromJson(text, "figures");
        return read ? std::string{"accepted"} : read.error().location.pointer;
    };
    QCOMPARE(refused(R"({"region": {"availability": 1.5, "source": "me"}})"),
             std::string{"/region/availability"});
    QCOMPARE(refused(R"({"region": {"availability": 0.5}})"), std::string{"/region/source"});
    QCOMPARE(refused(R"([])"), std::string{"/region/availability"});
    QCOMPARE(refused(R"({"region": {"availability": 1, "source": "me"},
                         "zone": {"availability": 1, "source": "me"},
                         "behaviours": {"server": {"single": 3}}})"),
             std::string{"/behaviours/server/single/availability"});
}

void TestAnalytic::oddLoadsAreEstimated()
{
    const auto isSane = [](const Estimate& estimate) {
        const NodeEstimate server = node(estimate, "server");
        const PopulationEstimate users = estimate.populations.at(0);
        return std::isfinite(server.meanWaitMs) && std::isfinite(server.throughputPerS)
               && server.utilization >= 0 && server.utilization <= 1 + 1e-9
               && std::isfinite(users.meanMs) && std::isfinite(users.p99Ms)
               && users.failedShare >= 0 && users.failedShare <= 1;
    };
    for (const double serviceMs : {0.0, 1e-6, 20.0, 3.6e6})
        for (const double workers : {1.0, 30'000.0, 1e9})
            for (const bool isLimited : {false, true})
                for (const char* form : {"exponential", "deterministic", "lognormal"}) {
                    const Json properties = {{"service_time_ms", serviceMs},
                                             {"workers", workers},
                                             {"service_time_distribution", form},
                                             {"queue_limit", isLimited ? 1000 : -1}};
                    const Json client = {{"retries", 2}, {"timeout_s", 1}};
                    for (const double rate : {0.0, 1e-3, 1e3, 1e9})
                        QVERIFY(isSane(estimated(oneQueue(properties, client), open(rate, 60))));
                    for (const int users : {0, 1, 1000, 10'000'000})
                        QVERIFY(isSane(estimated(oneQueue(properties), closed(users, 0, 60, 0))));
                }
}

void TestAnalytic::badScenarioIsRefused()
{
    Scenario scenario = open(10, 60);
    scenario.load.front().client = ResourceId{"server"};
    QVERIFY(!estimateOf(Catalogue::builtIn(), oneQueue(station(20)), scenario, {}));
}

QTEST_APPLESS_MAIN(TestAnalytic)
#include "tst_analytic.moc"
