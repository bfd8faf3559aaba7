// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_flow.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Faults, names and scaling as the flow engine plays them.
class TestFlowFaults : public QObject
{
    Q_OBJECT

private slots:
    void deadTargetIsNoticed();
    void faultsAgreeWithEvents_data();
    void faultsAgreeWithEvents();
    void theDnsForgetsLinearly();
    void targetTrackingAddsAtTheSameTime();
};

void TestFlowFaults::deadTargetIsNoticed()
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

void TestFlowFaults::faultsAgreeWithEvents_data()
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

void TestFlowFaults::faultsAgreeWithEvents()
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

void TestFlowFaults::theDnsForgetsLinearly()
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

void TestFlowFaults::targetTrackingAddsAtTheSameTime()
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

QTEST_APPLESS_MAIN(TestFlowFaults)
#include "tst_flow_faults.moc"
