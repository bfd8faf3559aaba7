// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

using namespace skydraft;
using namespace skydraft::testing;

/// A class on Elastic Load Balancing, step by step: health checks, zones, draining, algorithms and
/// stickiness, with the settings of the console.
class TestLessonsBalancerLab : public QObject
{
    Q_OBJECT

private slots:
    void outAfterTwoChecksAndBackAfterTen_data();
    void outAfterTwoChecksAndBackAfterTen();
    void theShareOfAZoneDependsOnCrossZone_data();
    void theShareOfAZoneDependsOnCrossZone();
    void drainingDecidesWhoFinishes_data();
    void drainingDecidesWhoFinishes();
    void anApplicationThatDoesNotRunIsRefusedUntilItIsStarted();
    void aPortThatIsClosedLeavesNoTarget();
    void theLeastBusyTargetMakesTheSlowestFaster();
    void aSessionStaysUntilItExpires_data();
    void aSessionStaysUntilItExpires();
};

namespace {

/// A Classic Load Balancer with the health check of the console: every 30 s, out after two, back
/// after ten.
Drawing classic(Json more = Json::object())
{
    Json properties = {{"instances", {"a", "b"}},
                       {"cross_zone", true},
                       {"health_check",
                        {{"protocol", "http"},
                         {"port", 80},
                         {"path", "/index.html"},
                         {"interval_s", 30},
                         {"timeout_s", 5},
                         {"healthy_threshold", 10},
                         {"unhealthy_threshold", 2}}}};
    properties.update(more);
    return Drawing()
        .add("users", "clients")
        .add("nginx-lb", "elb.classic", "", properties)
        .add("a", "ec2.instance", "", station(1, 100))
        .add("b", "ec2.instance", "", station(1, 100))
        .connect("c", "users", "nginx-lb");
}

NodeHealth healthAt(Simulation& simulation, const char* id, double seconds)
{
    simulation.runUntil(fromSeconds(seconds));
    return simulation.frame().nodes.at(ResourceId{id}).health;
}

/// The first second at which something is as healthy as that; -1: never.
double firstSecond(Simulation& simulation, const char* id, NodeHealth health, double from,
                   double to)
{
    for (double second = from; second <= to; ++second)
        if (healthAt(simulation, id, second) == health)
            return second;
    return -1;
}

} // namespace

void TestLessonsBalancerLab::outAfterTwoChecksAndBackAfterTen_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<double>("earliest");
    QTest::addColumn<double>("latest");
    // 30 s and what is left of the first interval; a hanging process also takes the time-out.
    QTest::newRow("a process that stops is out after 30 to 60 s") << "process.stop" << 30.0 << 60.0;
    QTest::newRow("errors are noticed like that") << "http500" << 30.0 << 60.0;
    QTest::newRow("a process that hangs is out after 35 to 65 s") << "process.hang" << 35.0 << 65.0;
}

void TestLessonsBalancerLab::outAfterTwoChecksAndBackAfterTen()
{
    QFETCH(QString, kind);
    QFETCH(double, earliest);
    QFETCH(double, latest);
    // Repaired at 300 s: ten checks pass, the first after 0 to 30 s, the last 270 s later.
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Simulation simulation = start(
            classic().build(),
            with(evenly(10, 700, 0, seed),
                 {{.atS = 100, .kind = kind.toStdString(), .target = "a", .durationS = 200}}));
        simulation.runUntil(fromSeconds(299));
        const double out = simulation.result().incidents.front().detectedS;
        QVERIFY2(out >= earliest && out <= latest, qPrintable(QString::number(out)));
        QVERIFY(healthAt(simulation, "a", 301) == NodeHealth::Unhealthy);
        const double back = firstSecond(simulation, "a", NodeHealth::Running, 302, 700) - 300;
        QVERIFY2(back >= 270 && back <= 301, qPrintable(QString::number(back)));
    }
}

void TestLessonsBalancerLab::theShareOfAZoneDependsOnCrossZone_data()
{
    QTest::addColumn<bool>("crosses");
    QTest::addColumn<double>("alone");
    QTest::addColumn<double>("eachOfThree");
    // Half of the clients ask each of the two addresses.
    QTest::newRow("off: 50 % for the one, 50 / 3 = 16.7 % for each of three")
        << false << 0.5 << 0.5 / 3;
    QTest::newRow("on: a quarter each") << true << 0.25 << 0.25;
}

void TestLessonsBalancerLab::theShareOfAZoneDependsOnCrossZone()
{
    QFETCH(bool, crosses);
    QFETCH(double, alone);
    QFETCH(double, eachOfThree);
    Drawing drawing;
    drawing.add("users", "clients", "", {{"users", 10'000}, {"dns_resolvers", 10'000}})
        .add("net-a", "vpc.subnet", "", {{"zone", "ap-northeast-2a"}})
        .add("net-c", "vpc.subnet", "", {{"zone", "ap-northeast-2c"}})
        .add("lb", "elb.classic", "",
             {{"subnets", {"net-a", "net-c"}},
              {"cross_zone", crosses},
              {"instances", {"a1", "c1", "c2", "c3"}}})
        .add("a1", "ec2.instance", "net-a", station(1, 100))
        .connect("c", "users", "lb");
    for (const char* id : {"c1", "c2", "c3"})
        drawing.add(id, "ec2.instance", "net-c", station(1, 100));
    const SimulationResult result = play(drawing.build(), open(1000, 100));
    const auto shareOf = [&](const char* id) {
        return static_cast<double>(node(result, id).arrivals) / static_cast<double>(result.offered);
    };
    QVERIFY2(std::abs(shareOf("a1") - alone) < 0.01, qPrintable(QString::number(shareOf("a1"))));
    for (const char* id : {"c1", "c2", "c3"})
        QVERIFY2(std::abs(shareOf(id) - eachOfThree) < 0.01, id);
}

void TestLessonsBalancerLab::drainingDecidesWhoFinishes_data()
{
    QTest::addColumn<double>("serviceS");
    QTest::addColumn<int>("delayS");
    QTest::addColumn<bool>("fails");
    QTest::addColumn<double>("gone"); // when the instance is gone
    QTest::newRow("200 s of work end before 300 s of draining") << 200.0 << 300 << false << 299.0;
    QTest::newRow("400 s of work are cut off at 300 s") << 400.0 << 300 << true << 400.0;
    QTest::newRow("without draining they are cut off at once") << 200.0 << 0 << true << 100.0;
}

void TestLessonsBalancerLab::drainingDecidesWhoFinishes()
{
    QFETCH(double, serviceS);
    QFETCH(int, delayS);
    QFETCH(bool, fails);
    QFETCH(double, gone);
    // Two requests at 99 s, one for each instance; one instance goes at 100 s.
    const Json shrink = Json::array({{{"name", "shrink"}, {"at_s", 100}, {"desired", 1}}});
    Drawing drawing =
        group({{"min", 1}, {"max", 2}, {"desired", 2}, {"scheduled_actions", shrink}},
              station(serviceS * 1000, 10, {{"service_time_distribution", "deterministic"}}));
    drawing.add("tg", "elb.target-group", "", {{"deregistration_delay_s", delayS}})
        .add("lb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}}},
              {"idle_timeout_s", 3600}});
    Scenario scenario = evenly(1, 900);
    scenario.load.front().shape = "trace";
    scenario.load.front().ratePerS.reset();
    scenario.load.front().extra = {
        {"points", {{0, 0}, {98, 0}, {98.001, 2}, {99, 2}, {99.001, 0}}}};
    Simulation simulation = start(drawing.build(), scenario);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    QCOMPARE(result.offered, std::uint64_t{2});
    QCOMPARE(result.failed, std::uint64_t{fails ? 1U : 0U});
    QCOMPARE(result.succeeded, std::uint64_t{fails ? 1U : 2U});
    QVERIFY2(std::abs(result.activities.back().endS - gone) <= 1,
             qPrintable(QString::number(result.activities.back().endS)));
}

void TestLessonsBalancerLab::anApplicationThatDoesNotRunIsRefusedUntilItIsStarted()
{
    // Both targets listen on 5000, but nobody started the application there until 200 s.
    Drawing drawing;
    drawing.add("users", "clients")
        .add("tg", "elb.target-group", "", {{"port", 5000}, {"targets", {"a", "b"}}})
        .add("alb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}}}})
        .connect("c", "users", "alb");
    for (const char* id : {"a", "b"})
        drawing.add(id, "ec2.instance", "", station(1, 100));
    Simulation simulation =
        start(drawing.build(),
              with(evenly(10, 600),
                   {{.atS = 0, .kind = "process.stop", .target = "a", .durationS = 200},
                    {.atS = 0, .kind = "process.stop", .target = "b", .durationS = 200}}));
    QVERIFY(healthAt(simulation, "a", 100) == NodeHealth::Stopped);
    QVERIFY(healthAt(simulation, "a", 201) == NodeHealth::Unhealthy); // it runs, not checked yet
    // Five checks of 30 s.
    const double back = firstSecond(simulation, "a", NodeHealth::Running, 202, 600) - 200;
    QVERIFY(back >= 120 && back <= 151);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    // The balancer answers 502 for a refused connection. With no healthy target it tries them all,
    // so that nothing fails from 200 s on.
    QCOMPARE(result.failedByCause.at("http_502"), result.failed);
    QVERIFY(result.failed >= 1998 && result.failed <= 2000);
}

void TestLessonsBalancerLab::aPortThatIsClosedLeavesNoTarget()
{
    // The security group of the servers does not allow 5000 from the balancer: all are unhealthy,
    // and what is sent to them all the same arrives nowhere.
    Drawing drawing;
    drawing.add("users", "clients")
        .add("tg", "elb.target-group", "", {{"port", 5000}, {"targets", {"a"}}})
        .add("alb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}}}})
        .add("a", "ec2.instance", "", station(1, 100))
        .connect("c", "users", "alb");
    Simulation simulation = start(drawing.build(), evenly(10, 300),
                                  [](const ResourceId&, const ResourceId& to, std::string_view,
                                     int port) { return to != ResourceId{"a"} || port != 5000; });
    QVERIFY(healthAt(simulation, "a", 100) == NodeHealth::Unhealthy);
    simulation.runToEnd();
    QCOMPARE(simulation.result().succeeded, std::uint64_t{0});
    QCOMPARE(simulation.result().failedByCause.at("blocked_by_network"),
             simulation.result().failed);
}

void TestLessonsBalancerLab::theLeastBusyTargetMakesTheSlowestFaster()
{
    // Requests of very different length on eight servers, 70 % busy.
    const auto p95 = [](const char* algorithm) {
        Drawing drawing;
        drawing.add("users", "clients")
            .add("lb", "elb.application", "", {{"algorithm", algorithm}})
            .connect("c", "users", "lb");
        for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
            drawing
                .add(id, "ec2.instance", "",
                     station(20, 1,
                             {{"service_time_distribution", "lognormal"}, {"service_time_cv", 2}}))
                .connect(id, "lb", id);
        return play(drawing.build(), open(280, 1000, 10)).latencyMs.p95;
    };
    const double inTurn = p95("round_robin");
    const double leastBusy = p95("least_outstanding_requests");
    QVERIFY2(leastBusy < 0.6 * inTurn,
             qPrintable(QStringLiteral("%1 after %2").arg(leastBusy).arg(inTurn)));
}

void TestLessonsBalancerLab::aSessionStaysUntilItExpires_data()
{
    QTest::addColumn<int>("durationS");
    QTest::addColumn<int>("onOne");
    // One person asks every ten seconds, a hundred times.
    QTest::newRow("a minute, renewed by each request: always the same") << 60 << 100;
    QTest::newRow("five seconds: expired each time, the two take turns") << 5 << 50;
}

void TestLessonsBalancerLab::aSessionStaysUntilItExpires()
{
    QFETCH(int, durationS);
    QFETCH(int, onOne);
    Drawing drawing;
    drawing.add("users", "clients", "", {{"users", 1}})
        .add("tg", "elb.target-group", "",
             {{"targets", {"a", "b"}},
              {"stickiness", {{"kind", "lb_cookie"}, {"duration_s", durationS}}}})
        .add("lb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}}}})
        .connect("c", "users", "lb");
    for (const char* id : {"a", "b"})
        drawing.add(id, "ec2.instance", "", station(1, 100));
    const SimulationResult result = play(drawing.build(), evenly(0.1, 1005));
    const std::uint64_t most = std::max(node(result, "a").arrivals, node(result, "b").arrivals);
    QCOMPARE(most, static_cast<std::uint64_t>(onOne));
    // Its target stops: the session moves to the other one, and stays there.
    if (durationS < 60)
        return;
    const char* home = node(result, "a").arrivals > 0 ? "a" : "b";
    const SimulationResult moved =
        play(drawing.build(),
             with(evenly(0.1, 1005), {{.atS = 501, .kind = "process.stop", .target = home}}));
    QVERIFY(moved.failed >= 3 && moved.failed <= 6); // until it is noticed
    QCOMPARE(moved.incidents.front().lostSessions, std::uint64_t{1});
    QCOMPARE(node(moved, home).arrivals, std::uint64_t{50});
}

QTEST_APPLESS_MAIN(TestLessonsBalancerLab)
#include "tst_lessons_balancer_lab.moc"
