// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

using namespace skydraft;
using namespace skydraft::testing;

/// From one server to many, as lessons tell it: split, balanced, scaled up, scaled out.
class TestLessonsGrowth : public QObject
{
    Q_OBJECT

private slots:
    void aDatabaseOfItsOwnCostsARoundTripAndGivesRoom();
    void theOnlyApplicationServerStopsEverything();
    void halfFailsUntilTheBalancerNotices();
    void aBalancerOfOnesOwnStopsEverything();
    void moreProcessesThanProcessorsDoNoMore_data();
    void moreProcessesThanProcessorsDoNoMore();
    void oneProcessLessIsNoOutage();
    void theLastProcessTakesItsRequestWithIt();
    void anAlarmRingsInTheDrill();
    void aRestartTakesAsLongAsTheRestart();
    void aLargerInstanceNeedsAStop();
    void aGroupGrowsWithoutAStop();
    void badSizesAreRefused();
    void aGroupReplacesWhatSpotTakesBack();
    void aStoppedWebServerStopsEverythingThoughItsHostRuns();
    void threeServersSurviveTheLossOfOne_data();
    void threeServersSurviveTheLossOfOne();
};

namespace {

const Json constant = {{"service_time_distribution", "deterministic"}};

Scenario during(Scenario scenario, Fault fault)
{
    scenario.faults = {std::move(fault)};
    return scenario;
}

Architecture alone(const Json& server, const Json& clients = Json::object())
{
    return Drawing()
        .add("users", "clients", "", clients)
        .add("web", "ec2.instance", "", server)
        .connect("c", "users", "web")
        .build();
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

void TestLessonsGrowth::aDatabaseOfItsOwnCostsARoundTripAndGivesRoom()
{
    // Together: 10 ms of the application and 10 ms of the database on one processor. Apart: 10 ms
    // each, and 1 ms to the database and back.
    const Json together = station(20, 1, constant);
    Drawing apart;
    apart.add("users", "clients")
        .add("app", "ec2.instance", "", station(10, 1, constant))
        .add("db", "rds.instance", "",
             station(10, 1,
                     {{"service_time_distribution", "deterministic"}, {"network_delay_ms", 0.5}}))
        .connect("c", "users", "app")
        .connect("q", "app", "db");
    QCOMPARE(play(alone(together), evenly(1, 10)).latencyMs.mean, 20.0);
    QCOMPARE(play(apart.build(), evenly(1, 10)).latencyMs.mean, 21.0);
    // At 45 requests a second the one is 90 % busy and the two 45 % each; M/D/1 waits
    // rho / (2 (1 - rho)) services, 4.5 * 20 = 90 ms against twice 0.409 * 10 at most.
    const SimulationResult one = play(alone(together), open(45, 20'000, 100));
    const SimulationResult two = play(apart.build(), open(45, 20'000, 100));
    VERIFY_NEAR(one.latencyMs.mean, 20 + 90, 0.03);
    VERIFY_NEAR(node(one, "web").utilization, 0.9, 0.01);
    VERIFY_NEAR(node(two, "app").utilization, 0.45, 0.01);
    QVERIFY(two.latencyMs.mean < 21 + 2 * 4.1);
    // At 60 a second the one cannot keep up, and the two can.
    QVERIFY(play(alone(together), open(60, 100)).latencyMs.p99 > 5000);
    QVERIFY(play(apart.build(), open(60, 100)).latencyMs.p99 < 150);
}

void TestLessonsGrowth::theOnlyApplicationServerStopsEverything()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("app", "ec2.instance", "", station(1, 10))
                                          .add("db", "rds.instance", "", station(1, 10))
                                          .connect("c", "users", "app")
                                          .connect("q", "app", "db")
                                          .build();
    const SimulationResult result =
        play(architecture,
             during(evenly(10, 100), {.atS = 50, .kind = "process.stop", .target = "app"}));
    QCOMPARE(failedBetween(result, 50, 100), std::uint64_t{501}); // the one at 50.0 s included
}

void TestLessonsGrowth::halfFailsUntilTheBalancerNotices()
{
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application").connect("c", "users", "lb");
    for (const char* id : {"a", "b"})
        drawing.add(id, "ec2.instance", "", station(1, 100)).connect(id, "lb", id);
    const SimulationResult result =
        play(drawing.build(),
             during(evenly(100, 200), {.atS = 50, .kind = "process.stop", .target = "a"}));
    const double detected = result.incidents.front().detectedS;
    QVERIFY(detected >= 30 && detected <= 60);
    // Every other one of 100/s.
    QVERIFY(std::abs(static_cast<double>(result.failed) - 50 * detected) <= 2);
    QCOMPARE(failedBetween(result, 51 + detected, 200), std::uint64_t{0});
}

void TestLessonsGrowth::aBalancerOfOnesOwnStopsEverything()
{
    // nginx on an instance, two servers behind it.
    Drawing drawing;
    drawing.add("users", "clients")
        .add("nginx", "ec2.instance", "", station(0.1, 100))
        .connect("c", "users", "nginx");
    for (const char* id : {"a", "b"})
        drawing.add(id, "ec2.instance", "", station(1, 100)).connect(id, "nginx", id);
    const SimulationResult result =
        play(drawing.build(),
             during(evenly(100, 100), {.atS = 50, .kind = "process.stop", .target = "nginx"}));
    QCOMPARE(failedBetween(result, 0, 50), std::uint64_t{0});
    QVERIFY(failedBetween(result, 50, 100) >= 5000);
    QCOMPARE(result.incidents.front().recoveredS, -1.0);
    // One of ELB's own stands in each zone, and none of them can be stopped.
    Drawing managed;
    managed.add("users", "clients").add("lb", "elb.application").connect("c", "users", "lb");
    managed.add("a", "ec2.instance").connect("a", "lb", "a");
    QVERIFY(!Simulation::create(
        Catalogue::builtIn(), managed.build(),
        during(evenly(1, 10), {.atS = 1, .kind = "process.stop", .target = "lb"}), {}));
}

void TestLessonsGrowth::moreProcessesThanProcessorsDoNoMore_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<bool>("isCpuBound");
    QTest::addColumn<double>("throughput");
    // A c5.xlarge has four vCPUs; 100 ms of processor time a request: ten a second each.
    QTest::newRow("one process") << 1 << true << 10.0;
    QTest::newRow("two processes") << 2 << true << 20.0;
    QTest::newRow("as many as processors") << 4 << true << 40.0;
    QTest::newRow("twice as many") << 8 << true << 40.0;
    QTest::newRow("twice as many that mostly wait") << 8 << false << 80.0;
}

void TestLessonsGrowth::moreProcessesThanProcessorsDoNoMore()
{
    QFETCH(int, processes);
    QFETCH(bool, isCpuBound);
    QFETCH(double, throughput);
    const Json server = station(100, processes,
                                {{"service_time_distribution", "deterministic"},
                                 {"instance_type", "c5.xlarge"},
                                 {"cpu_bound", isCpuBound},
                                 {"queue_limit", 50}});
    const SimulationResult result = play(alone(server), evenly(200, 200, 10));
    VERIFY_NEAR(node(result, "web").throughputPerS, throughput, 0.01);
    VERIFY_NEAR(node(result, "web").utilization, 1, 0.001);
}

void TestLessonsGrowth::oneProcessLessIsNoOutage()
{
    // Four of four processes do 40/s; one of them stops for 100 s: 30/s, and no more than the one
    // request it was at work on is lost.
    const Json server = station(100, 4, {{"service_time_distribution", "deterministic"}});
    Simulation simulation =
        start(alone(server),
              during(evenly(100, 300),
                     {.atS = 100, .kind = "worker.stop", .target = "web", .durationS = 100}));
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    const auto servedIn = [&](double from) {
        std::uint64_t count = 0;
        for (const SecondSample& second : result.series)
            count += second.atS >= from && second.atS < from + 50 ? second.succeeded : 0;
        return static_cast<double>(count);
    };
    VERIFY_NEAR(servedIn(40), 50 * 40, 0.005);
    VERIFY_NEAR(servedIn(120), 50 * 30, 0.005);
    VERIFY_NEAR(servedIn(220), 50 * 40, 0.005);
    QCOMPARE(result.failed, std::uint64_t{1});
    QCOMPARE(result.failedByCause.at("connection_reset"), std::uint64_t{1});
    // At half of the load three are enough for all.
    const SimulationResult calm =
        play(alone(server),
             during(evenly(20, 300), {.atS = 100, .kind = "worker.stop", .target = "web"}));
    QCOMPARE(calm.failed, std::uint64_t{0});
    VERIFY_NEAR(node(calm, "web").throughputPerS, 20, 0.01);
}

void TestLessonsGrowth::theLastProcessTakesItsRequestWithIt()
{
    // Nobody is left to work: what comes waits, and is worked off when the process is back.
    const Json server = station(100, 1, {{"service_time_distribution", "deterministic"}});
    for (const char* discipline : {"first_come_first_served", "processor_sharing"}) {
        Json properties = server;
        properties["service_discipline"] = discipline;
        Simulation simulation = start(
            alone(properties),
            during(evenly(5, 100),
                   {.atS = 10.25, .kind = "worker.stop", .target = "web", .durationS = 19.8}));
        simulation.runUntil(fromSeconds(20));
        const std::uint64_t done = simulation.frame().succeeded;
        simulation.runUntil(fromSeconds(30));
        QCOMPARE(simulation.frame().succeeded, done);
        simulation.runToEnd();
        const SimulationResult result = simulation.result();
        QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
        QVERIFY(result.failed <= 1);
        QVERIFY(result.succeeded >= 495);
    }
}

void TestLessonsGrowth::anAlarmRingsInTheDrill()
{
    // Configure, deploy, monitor: in the drill the errors of the balancer ring an alarm at the end
    // of the minute in which they begin.
    Drawing drawing = group({{"min", 2}, {"max", 2}, {"desired", 2}});
    drawing
        .add("mail", "sns.topic", "",
             {{"subscriptions", Json::array({{{"endpoint", "ops@example.com"}}})}})
        .add("errors", "cloudwatch.alarm", "",
             {{"target", "lb"},
              {"metric", "errors"},
              {"statistic", "sum"},
              {"comparison", "greater_than"},
              {"threshold", 10},
              {"period_s", 60},
              {"actions", {"mail"}},
              {"topic", "mail"}});
    const SimulationResult result =
        play(drawing.build(),
             during(evenly(20, 300), {.atS = 130, .kind = "process.stop", .target = "asg"}));
    const auto rings =
        std::find_if(result.alarms.begin(), result.alarms.end(),
                     [](const AlarmEvent& one) { return one.to == AlarmState::Alarm; });
    QVERIFY(rings != result.alarms.end());
    QCOMPARE(rings->atS, 180.0);
}

void TestLessonsGrowth::aRestartTakesAsLongAsTheRestart()
{
    // One instance with an Elastic IP address: 30 s stopped and 60 s to boot, 90 s of 10/s.
    Drawing drawing;
    drawing.add("users", "clients", "", {{"connect_timeout_s", 1}})
        .add("web", "ec2.instance", "",
             station(1, 100, {{"instance_type", "t2.micro"}, {"boot_time_s", 60}}))
        .add("eip", "vpc.elastic-ip", "", {{"associated_with", "web"}})
        .connect("c", "users", "web");
    const SimulationResult result =
        play(drawing.build(),
             during(evenly(10, 300),
                    {.atS = 100, .kind = "host.restart", .target = "web", .durationS = 30}));
    VERIFY_NEAR(static_cast<double>(result.failed), 900, 0.005);
    QVERIFY(std::abs(result.incidents.front().recoveredS - 91) <= 1);
}

void TestLessonsGrowth::aLargerInstanceNeedsAStop()
{
    // t2.micro has one vCPU and m5.large two: 8/s of 100 ms are 80 %, then 40 %. The change takes a
    // stop, a minute here, and a boot of 60 s, in which all 8/s fail; the address stays.
    Drawing drawing;
    drawing.add("users", "clients", "", {{"connect_timeout_s", 1}})
        .add("web", "ec2.instance", "",
             station(100, 1,
                     {{"service_time_distribution", "deterministic"},
                      {"instance_type", "t2.micro"},
                      {"boot_time_s", 60}}))
        .add("eip", "vpc.elastic-ip", "", {{"associated_with", "web"}})
        .connect("c", "users", "web");
    Fault resize{.atS = 100, .kind = "host.resize", .target = "web", .durationS = 60};
    resize.extra = {{"instance_type", "m5.large"}};
    Simulation simulation = start(drawing.build(), during(evenly(8, 400), resize));
    const auto cpuAt = [&](double seconds) {
        simulation.runUntil(fromSeconds(seconds));
        return simulation.frame().nodes.at(ResourceId{"web"}).load;
    };
    VERIFY_NEAR(cpuAt(90), 0.8, 0.001);
    QCOMPARE(cpuAt(200), 0.0);
    VERIFY_NEAR(cpuAt(300), 0.4, 0.001);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    VERIFY_NEAR(static_cast<double>(result.failed), 8 * 120, 0.01);
    QCOMPARE(failedBetween(result, 222, 400), std::uint64_t{0});
    // Work that needs processors has those of the new type: 2 of 8 processes work at once.
    Drawing bound;
    bound.add("users", "clients")
        .add("web", "ec2.instance", "",
             station(100, 8,
                     {{"service_time_distribution", "deterministic"},
                      {"instance_type", "t2.micro"},
                      {"cpu_bound", true},
                      {"queue_limit", 10}}))
        .connect("c", "users", "web");
    const SimulationResult after = play(bound.build(), during(evenly(100, 1000, 500), resize));
    VERIFY_NEAR(node(after, "web").throughputPerS, 20, 0.01);
}

void TestLessonsGrowth::aGroupGrowsWithoutAStop()
{
    // The same load on one instance and then on two: CPU falls as far, and nothing fails.
    const Json grow = Json::array({{{"name", "grow"}, {"at_s", 100}, {"desired", 2}}});
    Simulation simulation =
        start(group({{"min", 1}, {"max", 2}, {"desired", 1}, {"scheduled_actions", grow}},
                    station(100, 1, constant))
                  .build(),
              evenly(8, 400));
    VERIFY_NEAR(groupAt(simulation, 90).load, 0.8, 0.001);
    VERIFY_NEAR(groupAt(simulation, 390).load, 0.4, 0.001);
    QCOMPARE(simulation.result().failed, std::uint64_t{0});
}

void TestLessonsGrowth::badSizesAreRefused()
{
    const auto refusal = [](const Architecture& architecture, const char* target, Json type) {
        Fault resize{.atS = 1, .kind = "host.resize", .target = target};
        if (!type.is_null())
            resize.extra = {{"instance_type", type}};
        const auto made = Simulation::create(Catalogue::builtIn(), architecture,
                                             during(evenly(1, 10), resize), {});
        return made ? QString() : QString::fromStdString(made.error().location.pointer);
    };
    const QString place = QStringLiteral("/scenarios/0/faults/0/");
    const Architecture web = alone(station(1));
    QCOMPARE(refusal(web, "web", {}), QString());
    QCOMPARE(refusal(web, "web", "m5.huge"), place + QStringLiteral("instance_type"));
    QCOMPARE(refusal(web, "web", ".large"), place + QStringLiteral("instance_type"));
    QCOMPARE(refusal(web, "web", "m5.99999999999999999999xlarge"),
             place + QStringLiteral("instance_type"));
    QCOMPARE(refusal(web, "web", 4), place + QStringLiteral("instance_type"));
    const Architecture members = group({{"min", 1}, {"max", 1}}).build();
    QCOMPARE(refusal(members, "asg", "m5.large"), place + QStringLiteral("target"));
}

void TestLessonsGrowth::aGroupReplacesWhatSpotTakesBack()
{
    // Four members at half load; one is announced at 100 s and taken back at 220 s. The others
    // carry its share: only what was sent to it before two checks failed (35 to 65 s) fails, a
    // quarter of 20/s, and the group is four again.
    Simulation simulation =
        start(group({{"min", 4}, {"max", 4}, {"desired", 4}},
                    station(100, 1,
                            {{"purchase_option", "spot"},
                             {"service_time_distribution", "deterministic"}}))
                  .build(),
              during(evenly(20, 600), {.atS = 100, .kind = "spot.interrupt", .target = "asg"}));
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    QCOMPARE(failedBetween(result, 0, 220), std::uint64_t{0});
    QVERIFY2(result.failed <= 5 * 65 + 2, qPrintable(QString::number(result.failed)));
    QCOMPARE(failedBetween(result, 220 + 65 + 11, 600), std::uint64_t{0});
    QCOMPARE(groupAt(simulation, 600).inService, 4);
}

void TestLessonsGrowth::aStoppedWebServerStopsEverythingThoughItsHostRuns()
{
    Simulation simulation =
        start(alone(station(1, 10)),
              during(evenly(10, 100), {.atS = 50, .kind = "process.stop", .target = "web"}));
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    // Refused at once: somebody is there to refuse. A host that is gone lets clients wait.
    QCOMPARE(result.failedByCause.at("connection_refused"), std::uint64_t{501});
    QVERIFY(simulation.frame().nodes.at(ResourceId{"web"}).health == NodeHealth::Stopped);
}

void TestLessonsGrowth::threeServersSurviveTheLossOfOne_data()
{
    QTest::addColumn<int>("servers");
    QTest::addColumn<bool>("isStopped");
    QTest::addColumn<double>("refused"); // of 3,000 at once
    // 2 worker processes of 1,024 connections: 2,048 at once.
    QTest::newRow("one server: 3,000 - 2,048 = 952") << 1 << false << 952.0;
    QTest::newRow("two carry them") << 2 << false << 0.0;
    QTest::newRow("one of two stops: as before") << 2 << true << 952.0;
    QTest::newRow("one of three stops: two carry them") << 3 << true << 0.0;
}

void TestLessonsGrowth::threeServersSurviveTheLossOfOne()
{
    QFETCH(int, servers);
    QFETCH(bool, isStopped);
    QFETCH(double, refused);
    // 300 new ones a second, each for 10 s: 3,000 at once, and those that are refused do not come
    // again. One of 2,048 places is free 204.8 times a second.
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application").connect("c", "users", "lb");
    for (int i = 0; i < servers; ++i) {
        const std::string id = "web-" + std::to_string(i);
        drawing
            .add(id.c_str(), "ec2.instance", "",
                 station(10'000, 2048,
                         {{"service_time_distribution", "deterministic"}, {"queue_limit", 0}}))
            .connect(id.c_str(), "lb", id.c_str());
    }
    Scenario scenario = evenly(300, 400, 150);
    if (isStopped)
        scenario.faults = {{.atS = 50, .kind = "process.stop", .target = "web-0"}};
    const SimulationResult result = play(drawing.build(), scenario);
    const double share =
        static_cast<double>(result.failed) / static_cast<double>(result.succeeded + result.failed);
    QVERIFY2(std::abs(3000 * share - refused) <= 0.01 * 3000, qPrintable(QString::number(share)));
}

QTEST_APPLESS_MAIN(TestLessonsGrowth)
#include "tst_lessons_growth.moc"
