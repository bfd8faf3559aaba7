// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// What happens when a server, a host or a zone stops, and when it comes back.
class TestFailover : public QObject
{
    Q_OBJECT

private slots:
    void oneOfEightTargetsStops();
    void theMeanOverManyPhasesIs7200();
    void aHostThatIsGoneIsNoticedLater();
    void balancersNameTheCause_data();
    void balancersNameTheCause();
    void withNoHealthyTargetABalancerFailsOpen();
    void aStoppedProcessIsRepairedAfterItsTime();
    void aFaultWhileItRuns();
    void aProcessThatHangsIsNoticedByItsSilence();
    void errorsAreNoticedLikeARefusal();
    void aBurntProcessorIsHalfAsFast();
    void whatHasNoStandbyFailsOverToNothing();
    void aMultiZoneDatabaseFailsOver();
    void anAuroraReaderTakesOver();
    void aDatabaseWithoutStandbyStaysDown();
    void losingAZone();
    void aBlockedConnectionTimesOut();
    void aBlockedTargetIsUnhealthy();
    void stickySessionsStayWithTheirTarget();
    void leastOutstandingRequestsSpareTheSlow();
    void aNewTargetStartsSlowly();
    void killAndRecoverGivesTheSteadyStateBack();
    void whatWasUnderWayIsLost();
};

namespace {

const std::vector<std::string> eight{"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"};

/// Servers without queues behind a balancer: failures come from faults alone.
Architecture behindBalancer(const std::vector<std::string>& servers,
                            const Json& balancer = Json::object(),
                            const Json& clients = Json::object())
{
    Drawing drawing;
    drawing.add("users", "clients", "", clients).add("lb", "elb.application", "", balancer);
    drawing.connect("in", "users", "lb");
    for (const std::string& id : servers)
        drawing
            .add(id.c_str(), "ec2.instance", "",
                 station(5, 1000, {{"service_time_distribution", "deterministic"}}))
            .connect(id.c_str(), "lb", id.c_str());
    return drawing.build();
}

Scenario with(Scenario scenario, std::vector<Fault> faults)
{
    scenario.faults = std::move(faults);
    return scenario;
}

/// Per hour, so that the check falls anywhere: the time from the fault to the next health check.
SimulationResult killOne(std::uint64_t seed)
{
    return play(behindBalancer(eight), with(evenly(1280, 200, 0, seed),
                                            {{.atS = 60, .kind = "process.stop", .target = "s3"}}));
}

std::uint64_t failedBetween(const SimulationResult& result, double from, double to)
{
    std::uint64_t failed = 0;
    for (const SecondSample& second : result.series)
        if (second.atS >= from && second.atS < to)
            failed += second.failed;
    return failed;
}

} // namespace

void TestFailover::oneOfEightTargetsStops()
{
    // 1,280 requests a second dealt to eight targets: 160 each. The stopped one refuses every one
    // of its requests until its second failed check: φ seconds to the first, 30 s to the second. So
    // errors = 160 · (30 + φ), and detected = 30 + φ: the run tells φ, which must fit both.
    const SimulationResult result = killOne(1);
    QCOMPARE(result.incidents.size(), std::size_t{1});
    const Incident incident = result.incidents.front();
    QVERIFY(incident.detectedS >= 30 && incident.detectedS < 60);
    // In flight at the moment of the fault: at most one (5 ms at one each 6.25 ms).
    const double expected = 160 * incident.detectedS;
    QVERIFY2(std::abs(static_cast<double>(result.failed) - expected) <= 2,
             qPrintable(QStringLiteral("%1 failed, %2 expected").arg(result.failed).arg(expected)));
    QCOMPARE(result.failedByCause.at("http_502"), result.failed);
    // Nothing before the fault, nothing after the detection, and then it has recovered.
    QCOMPARE(failedBetween(result, 0, 60), std::uint64_t{0});
    QCOMPARE(failedBetween(result, 61 + incident.detectedS, 200), std::uint64_t{0});
    QVERIFY(std::abs(incident.recoveredS - incident.detectedS) <= 1);
    QCOMPARE(incident.failedRequests, result.failed);
}

void TestFailover::theMeanOverManyPhasesIs7200()
{
    // φ is even over 0 … 30 s: the mean is 160 · (30 + 15) = 7200; the deviation of one run is
    // 160 · 30 / sqrt(12) = 1386, of the mean of forty 219.
    double sum = 0;
    constexpr int runs = 40;
    for (std::uint64_t seed = 1; seed <= runs; ++seed) {
        const std::uint64_t failed = killOne(seed).failed;
        QVERIFY(failed >= 4798 && failed <= 9602);
        sum += static_cast<double>(failed);
    }
    QVERIFY2(std::abs(sum / runs - 7200) < 3 * 219, qPrintable(QString::number(sum / runs)));
}

void TestFailover::aHostThatIsGoneIsNoticedLater()
{
    // Nobody answers the check, so it fails only after its timeout of 5 s; and a request fails only
    // after the balancer's 10 s to connect: 502 becomes 504.
    const Scenario scenario =
        with(evenly(1280, 200), {{.atS = 60, .kind = "host.stop", .target = "s3"}});
    const SimulationResult gone = play(behindBalancer(eight), scenario);
    const SimulationResult refused = killOne(1);
    QVERIFY(std::abs(gone.incidents.front().detectedS - refused.incidents.front().detectedS - 5)
            < 1e-6);
    QCOMPARE(gone.failedByCause.at("http_504"), gone.failed);
    QCOMPARE(failedBetween(gone, 60, 70), std::uint64_t{0});
    QVERIFY(failedBetween(gone, 70, 71) > 150);
}

void TestFailover::balancersNameTheCause_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("cause");
    QTest::newRow("a stopped process refuses") << "process.stop"
                                               << "http_502";
    QTest::newRow("a host that is gone does not answer") << "host.stop"
                                                         << "http_504";
    QTest::newRow("a process that hangs does not answer") << "process.hang"
                                                          << "http_504";
    QTest::newRow("a process with an error answers itself") << "http500"
                                                            << "http_500";
}

void TestFailover::balancersNameTheCause()
{
    QFETCH(QString, fault);
    QFETCH(QString, cause);
    const Architecture architecture = behindBalancer({"only"});
    const SimulationResult result =
        play(architecture,
             with(evenly(10, 100), {{.atS = 20, .kind = fault.toStdString(), .target = "only"}}));
    QCOMPARE(result.failedByCause.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(result.failedByCause.begin()->first), cause);
    const SimulationResult empty = play(behindBalancer({}), evenly(10, 10));
    QCOMPARE(empty.failedByCause.at("http_503"), empty.offered);
}

void TestFailover::withNoHealthyTargetABalancerFailsOpen()
{
    // Both stop, both are marked; then one starts again, still marked: it gets half of the requests
    // at once, long before five checks in a row have passed (150 s).
    const Architecture architecture = behindBalancer({"a", "b"});
    const SimulationResult result =
        play(architecture, with(evenly(10, 200),
                                {{.atS = 1, .kind = "process.stop", .target = "a", .durationS = 99},
                                 {.atS = 1, .kind = "process.stop", .target = "b"}}));
    QCOMPARE(failedBetween(result, 80, 100), std::uint64_t{200});
    QVERIFY(failedBetween(result, 101, 121) == 100);
}

void TestFailover::aStoppedProcessIsRepairedAfterItsTime()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("web", "ec2.instance", "", station(1))
                                          .connect("c", "users", "web")
                                          .build();
    const SimulationResult result =
        play(architecture,
             with(evenly(100, 200),
                  {{.atS = 50, .kind = "process.stop", .target = "web", .durationS = 20}}));
    // 20 s · 100/s, all refused; and then nothing fails any more.
    QVERIFY2(result.failed >= 2000 && result.failed <= 2001,
             qPrintable(QString::number(result.failed)));
    QVERIFY(result.failedByCause.at("connection_refused") >= 1999);
    QCOMPARE(result.incidents.front().recoveredS, 20.0);
    QCOMPARE(failedBetween(result, 71, 200), std::uint64_t{0});
}

void TestFailover::aFaultWhileItRuns()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("web", "ec2.instance", "", station(1))
                                          .connect("c", "users", "web")
                                          .build();
    Simulation simulation = start(architecture, evenly(100, 100));
    simulation.runUntil(fromSeconds(10));
    QVERIFY(simulation.frame().nodes.at(ResourceId{"web"}).health == NodeHealth::Running);
    QVERIFY(!simulation.repair("web"));
    QVERIFY(simulation.inject({.kind = "process.stop", .target = "web"}).has_value());
    QVERIFY(simulation.frame().nodes.at(ResourceId{"web"}).health == NodeHealth::Stopped);
    simulation.runUntil(fromSeconds(15));
    const std::uint64_t failed = simulation.frame().failed;
    QVERIFY(failed >= 500 && failed <= 501); // 5 s · 100/s
    QVERIFY(simulation.repair("web"));
    simulation.runToEnd();
    QCOMPARE(simulation.result().failed, failed);
    QCOMPARE(simulation.result().incidents.front().atS, 10.0);
    QVERIFY(simulation.frame().isFinished);

    const auto unknown = simulation.inject({.kind = "meteor", .target = "web"});
    QVERIFY(!unknown.has_value());
    QCOMPARE(QString::fromStdString(unknown.error().location.pointer), QStringLiteral("/kind"));
}

void TestFailover::aProcessThatHangsIsNoticedByItsSilence()
{
    // The check waits 5 s for an answer; a request waits for the balancer's idle timeout of 60 s.
    const Scenario scenario =
        with(evenly(1280, 200), {{.atS = 60, .kind = "process.hang", .target = "s3"}});
    const SimulationResult hung = play(behindBalancer(eight), scenario);
    const SimulationResult refused = killOne(1);
    QVERIFY(std::abs(hung.incidents.front().detectedS - refused.incidents.front().detectedS - 5)
            < 1e-6);
    QVERIFY(hung.incidents.front().detectedS >= 35 && hung.incidents.front().detectedS <= 65);
    QCOMPARE(hung.failedByCause.at("http_504"), hung.failed);
    QCOMPARE(failedBetween(hung, 60, 119), std::uint64_t{0});
    QVERIFY(failedBetween(hung, 120, 121) > 150);
    // Those who ask it themselves wait too, and everything is well again after the repair.
    const Architecture alone = Drawing()
                                   .add("users", "clients", "", {{"timeout_s", 3}})
                                   .add("web", "ec2.instance", "", station(1))
                                   .connect("c", "users", "web")
                                   .build();
    const SimulationResult result =
        play(alone, with(evenly(100, 100),
                         {{.atS = 20, .kind = "process.hang", .target = "web", .durationS = 10}}));
    QCOMPARE(result.failedByCause.at("timeout"), result.failed);
    QVERIFY(result.failed >= 1000 && result.failed <= 1001);
    QCOMPARE(failedBetween(result, 34, 100), std::uint64_t{0});
}

void TestFailover::errorsAreNoticedLikeARefusal()
{
    const SimulationResult wrong =
        play(behindBalancer(eight),
             with(evenly(1280, 200), {{.atS = 60, .kind = "http500", .target = "s3"}}));
    const SimulationResult refused = killOne(1);
    QVERIFY(std::abs(wrong.incidents.front().detectedS - refused.incidents.front().detectedS)
            < 1e-6);
    QCOMPARE(wrong.failedByCause.at("http_500"), wrong.failed);
    QVERIFY(relativeError(double(wrong.failed), double(refused.failed)) < 0.01);
}

void TestFailover::aBurntProcessorIsHalfAsFast()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "",
                 station(10, 2, {{"service_time_distribution", "deterministic"}}))
            .connect("c", "users", "web")
            .build();
    Simulation simulation = start(
        architecture,
        with(evenly(20, 100), {{.atS = 50, .kind = "cpu.burn", .target = "web", .durationS = 20}}));
    const auto loadAt = [&](double seconds) {
        simulation.runUntil(fromSeconds(seconds));
        return simulation.frame().nodes.at(ResourceId{"web"}).load;
    };
    QVERIFY(std::abs(loadAt(40) - 0.1) < 1e-6); // 20/s · 10 ms / 2 workers
    QCOMPARE(loadAt(60), 1.0);
    QVERIFY(std::abs(loadAt(90) - 0.1) < 1e-6);
    const SimulationResult result = simulation.result();
    const auto meanAt = [&](double second) {
        for (const SecondSample& sample : result.series)
            if (sample.atS == second)
                return sample.meanMs;
        return 0.0;
    };
    QVERIFY(std::abs(meanAt(60) - 2 * meanAt(40)) < 0.5);
    QVERIFY(std::abs(meanAt(80) - meanAt(40)) < 0.01);
    QCOMPARE(result.failed, std::uint64_t{0});
}

void TestFailover::whatHasNoStandbyFailsOverToNothing()
{
    const auto played = [](bool hasStandby) {
        return Simulation::create(
            Catalogue::builtIn(),
            Drawing()
                .add("users", "clients")
                .add("db", "rds.instance", "", station(1, 1000, {{"multi_az", hasStandby}}))
                .connect("1", "users", "db")
                .build(),
            with(evenly(10, 400), {{.atS = 60, .kind = "db.failover", .target = "db"}}), {});
    };
    const auto refused = played(false);
    QVERIFY(!refused.has_value());
    QVERIFY(describe(refused.error()).find("no standby") != std::string::npos);
    auto simulation = played(true);
    QVERIFY(simulation.has_value());
    simulation->runToEnd();
    const SimulationResult result = simulation->result();
    QVERIFY(result.failed > 500); // about a minute without a database
    QVERIFY(result.incidents.front().recoveredS > 0);
}

void TestFailover::aMultiZoneDatabaseFailsOver()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "", station(1, 1000))
            .add("db", "rds.instance", "",
                 station(1, 1000, {{"multi_az", true}, {"failover_time_s", 90}}))
            .connect("1", "users", "web")
            .connect("2", "web", "db")
            .build();
    const SimulationResult result = play(
        architecture, with(evenly(100, 400), {{.atS = 60, .kind = "host.stop", .target = "db"}}));
    // 90 s without the database: 9,000 requests, each noticed 10 s after it was sent.
    QVERIFY2(result.failed >= 8999 && result.failed <= 9001,
             qPrintable(QString::number(result.failed)));
    QCOMPARE(result.incidents.front().detectedS, 0.0);
    QCOMPARE(failedBetween(result, 161, 400), std::uint64_t{0});
}

void TestFailover::anAuroraReaderTakesOver()
{
    const auto played = [](int readers) {
        const Architecture architecture =
            Drawing()
                .add("users", "clients")
                .add("web", "ec2.instance", "", station(1, 1000))
                .add("db", "rds.aurora-cluster", "", station(1, 1000, {{"readers", readers}}))
                .connect("1", "users", "web")
                .connect("2", "web", "db")
                .build();
        return play(architecture,
                    with(evenly(100, 300), {{.atS = 60, .kind = "host.stop", .target = "db"}}));
    };
    // Promoted within 30 s, the default: 3,000 requests, each noticed 10 s after it was sent.
    const SimulationResult one = played(1);
    QVERIFY2(one.failed >= 2999 && one.failed <= 3001, qPrintable(QString::number(one.failed)));
    QCOMPARE(failedBetween(one, 101, 300), std::uint64_t{0});
    // Nobody to promote: nothing succeeds any more.
    QVERIFY(played(0).succeeded <= 6000);
}

void TestFailover::aDatabaseWithoutStandbyStaysDown()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("web", "ec2.instance", "", station(1, 1000))
                                          .add("db", "rds.instance", "", station(1, 1000))
                                          .connect("1", "users", "web")
                                          .connect("2", "web", "db")
                                          .build();
    const SimulationResult result = play(
        architecture, with(evenly(100, 300), {{.atS = 60, .kind = "host.stop", .target = "db"}}));
    // From 60 s on nothing succeeds; those sent in the last 10 s are still in flight at the end.
    QVERIFY(result.succeeded >= 5999 && result.succeeded <= 6000);
    QVERIFY(result.inFlight >= 999 && result.inFlight <= 1001);
    QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
    QCOMPARE(result.incidents.front().recoveredS, -1.0);
}

void TestFailover::losingAZone()
{
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application").connect("in", "users", "lb");
    drawing.add("vpc", "vpc.vpc")
        .add("zone-a", "availability-zone", "vpc", {{"zone", "ap-northeast-2a"}});
    drawing.add("net-b", "vpc.subnet", "vpc", {{"zone", "ap-northeast-2b"}});
    for (const char* id : {"a1", "a2"})
        drawing.add(id, "ec2.instance", "zone-a", station(5, 100)).connect(id, "lb", id);
    for (const char* id : {"b1", "b2"})
        drawing.add(id, "ec2.instance", "net-b", station(5, 100)).connect(id, "lb", id);
    const Architecture architecture = drawing.build();
    for (const char* target : {"ap-northeast-2a", "zone-a"}) {
        const SimulationResult result =
            play(architecture,
                 with(evenly(100, 500),
                      {{.atS = 60, .kind = "az.down", .target = target, .durationS = 100}}));
        // Half of the requests go to the lost zone until its two targets are marked.
        QVERIFY(result.incidents.front().detectedS > 30
                && result.incidents.front().detectedS <= 65);
        QVERIFY(result.failed >= 50 * 35 - 2 && result.failed <= 50 * 65 + 2);
        QCOMPARE(result.failedByCause.at("http_504"), result.failed);
        // Repaired at 160, booted at 220, healthy five checks later, by 370 at most: even shares.
        QCOMPARE(failedBetween(result, 160, 500), std::uint64_t{0});
        const auto a = static_cast<double>(node(result, "a1").arrivals);
        const auto b = static_cast<double>(node(result, "b1").arrivals);
        QVERIFY(a < b && a > 25 * (60 + 130) - 10);
    }
}

void TestFailover::aBlockedConnectionTimesOut()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients", "", {{"connect_timeout_s", 3}})
                                          .add("web", "ec2.instance", "", station(1))
                                          .connect("c", "users", "web", {{"port", 5000}})
                                          .build();
    std::vector<std::string> asked;
    const SimulationResult result = play(
        architecture, evenly(10, 100),
        [&](const ResourceId& from, const ResourceId& to, std::string_view protocol, int port) {
            asked.push_back(from.value() + ' ' + to.value() + ' ' + std::string(protocol) + ' '
                            + std::to_string(port));
            return false;
        });
    QCOMPARE(asked, (std::vector<std::string>{"users web tcp 5000"}));
    // Sent at 0.1 … 100 s, failed 3 s later: those of the last 3 s are still in flight.
    QCOMPARE(result.offered, std::uint64_t{1000});
    QCOMPARE(result.failedByCause.at("blocked_by_network"), std::uint64_t{970});
    QCOMPARE(result.inFlight, std::uint64_t{30});
    QCOMPARE(node(result, "web").arrivals, std::uint64_t{0});
}

void TestFailover::aBlockedTargetIsUnhealthy()
{
    // A security group lets the balancer reach one server only: the other is marked and left out.
    const SimulationResult result =
        play(behindBalancer({"open", "shut"}), evenly(100, 300),
             [](const ResourceId&, const ResourceId& to, std::string_view, int) {
                 return to.value() != "shut";
             });
    QVERIFY(result.failedByCause.at("blocked_by_network") == result.failed);
    // Marked by the second check: after at most 30 + 30 + 5 s, and no earlier than 35 s.
    QVERIFY(result.failed >= 50 * 35 - 2 && result.failed <= 50 * 65 + 2);
    QCOMPARE(failedBetween(result, 76, 300), std::uint64_t{0});
}

void TestFailover::stickySessionsStayWithTheirTarget()
{
    Drawing drawing;
    drawing.add("users", "clients", "", {{"users", 8}})
        .add("tg", "elb.target-group", "",
             {{"targets", {"a", "b"}},
              {"stickiness", {{"kind", "lb_cookie"}, {"duration_s", 3600}}}})
        .add("lb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}}}})
        .connect("in", "users", "lb");
    for (const char* id : {"a", "b"})
        drawing.add(id, "ec2.instance", "", station(1, 100));
    const SimulationResult result =
        play(drawing.build(),
             with(evenly(80, 300), {{.atS = 100, .kind = "process.stop", .target = "a"}}));
    // Four of the eight people are bound to each; those of "a" lose all their requests until it is
    // marked, and their sessions then: half of all requests fail.
    const double detected = result.incidents.front().detectedS;
    const double share = static_cast<double>(result.failed) / (80 * detected);
    QVERIFY2(std::abs(share - 0.5) < 0.03, qPrintable(QString::number(share)));
    QCOMPARE(result.incidents.front().lostSessions, std::uint64_t{4});
}

void TestFailover::leastOutstandingRequestsSpareTheSlow()
{
    Drawing drawing;
    drawing.add("users", "clients").connect("in", "users", "lb");
    drawing.add("lb", "elb.application", "", {{"algorithm", "least_outstanding_requests"}});
    drawing.add("fast", "ec2.instance", "", station(10)).connect("1", "lb", "fast");
    drawing.add("slow", "ec2.instance", "", station(100)).connect("2", "lb", "slow");
    const SimulationResult result = play(drawing.build(), open(60, 1000));
    // Dealt out evenly the slow one would need 30 · 0.1 = 3 servers; so it gets less than 10 a
    // second.
    QVERIFY(node(result, "slow").utilization < 1);
    QVERIFY(node(result, "slow").arrivals * 4 < node(result, "fast").arrivals);
}

void TestFailover::aNewTargetStartsSlowly()
{
    // b is back and healthy at some instant; over the next 200 s it takes its turn with a
    // probability p that grows from 0 to 1, and a takes what b leaves: b has p / (1 + p) of the
    // requests, over the 200 s 1 - ln 2 = 0.306853 of 20,000.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("lb", "elb.application", "",
                 {{"listeners", {{{"port", 80}, {"target_group", "tg"}}}}})
            .add("tg", "elb.target-group", "", {{"targets", {"a", "b"}}, {"slow_start_s", 200}})
            .add("a", "ec2.instance", "", station(1, 100))
            .add("b", "ec2.instance", "", station(1, 100))
            .connect("c", "users", "lb")
            .build();
    Scenario scenario = evenly(100, 1000);
    scenario.faults = {{.atS = 50, .kind = "process.stop", .target = "b", .durationS = 100}};
    Simulation simulation = start(architecture, scenario);
    simulation.runUntil(fromSeconds(150));
    std::uint64_t before = node(simulation.result(), "b").arrivals;
    double healthyAt = 150;
    while (node(simulation.result(), "b").arrivals == before) { // its checks pass first
        healthyAt += 1;
        simulation.runUntil(fromSeconds(healthyAt));
    }
    simulation.runUntil(fromSeconds(healthyAt + 200));
    VERIFY_NEAR(static_cast<double>(node(simulation.result(), "b").arrivals - before),
                20'000 * 0.306853, 0.05);
    before = node(simulation.result(), "b").arrivals;
    simulation.runUntil(fromSeconds(healthyAt + 400));
    VERIFY_NEAR(static_cast<double>(node(simulation.result(), "b").arrivals - before), 10'000,
                0.02);
}

void TestFailover::killAndRecoverGivesTheSteadyStateBack()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("web", "ec2.instance", "", station(1, 4))
                                          .connect("c", "users", "web")
                                          .build();
    Simulation simulation =
        start(architecture,
              with(open(3200, 600, 200),
                   {{.atS = 50, .kind = "process.stop", .target = "web", .durationS = 20}}));
    simulation.runToEnd();
    // M/M/4 at 80 %: C = 0.596432, Wq = 0.596432 / (4 − 3.2) = 0.745540 ms
    VERIFY_NEAR(node(simulation.result(), "web").meanWaitMs, 0.745540, 0.03);
    VERIFY_NEAR(node(simulation.result(), "web").utilization, 0.8, 0.01);
}

void TestFailover::whatWasUnderWayIsLost()
{
    // One worker, a second each, three a second: at 10 s some twenty wait. All of them are reset.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "",
                 station(1000, 1, {{"service_time_distribution", "deterministic"}}))
            .connect("c", "users", "web")
            .build();
    Simulation simulation = start(architecture, evenly(3, 20));
    simulation.runUntil(fromSeconds(10.1));
    // Arrivals at 1/3, 2/3 … 10: thirty; the first starts at 1/3, so nine are done by 10.1.
    QCOMPARE(simulation.frame().succeeded, std::uint64_t{9});
    QCOMPARE(simulation.frame().nodes.at(ResourceId{"web"}).queue, 20.0);
    QVERIFY(simulation.inject({.kind = "process.stop", .target = "web"}).has_value());
    QCOMPARE(simulation.frame().failed, std::uint64_t{21});
    QCOMPARE(simulation.frame().nodes.at(ResourceId{"web"}).queue, 0.0);
    QCOMPARE(simulation.result().failedByCause.at("connection_reset"), std::uint64_t{21});
}

QTEST_APPLESS_MAIN(TestFailover)
#include "tst_failover.moc"
