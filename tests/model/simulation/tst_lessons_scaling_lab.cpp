// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

using namespace skydraft;
using namespace skydraft::testing;

/// A class on Amazon EC2 Auto Scaling: templates, zones, ranges, metrics. tst_scaling_lessons has
/// whole stories; tst_alarms, tst_scaling and tst_group_lifecycle the single steps.
class TestLessonsScalingLab : public QObject
{
    Q_OBJECT

private slots:
    void instancesTakeTheValuesOfTheirTemplate();
    void zonesDifferByOneAtMost_data();
    void zonesDifferByOneAtMost();
    void neverOutsideItsRange();
    void slowAnswersAddAnInstance();
    void scalingInLetsRequestsFinish();
    void withoutASpareTheSurvivorsAreShort_data();
    void withoutASpareTheSurvivorsAreShort();
};

namespace {

Json atTimes(std::initializer_list<std::pair<int, int>> resizes)
{
    Json actions = Json::array();
    for (const auto& [atS, desired] : resizes)
        actions.push_back({{"name", "resize"}, {"at_s", atS}, {"desired", desired}});
    return actions;
}

/// A load that is `low`, and `high` from `from` to `to`.
Scenario peak(double low, double high, double from, double to, double durationS)
{
    Scenario scenario = evenly(low, durationS);
    scenario.load.front().shape = "trace";
    scenario.load.front().ratePerS.reset();
    scenario.load.front().extra["points"] = {
        {0, low}, {from, low}, {from + 1, high}, {to, high}, {to + 1, low}};
    return scenario;
}

} // namespace

void TestLessonsScalingLab::instancesTakeTheValuesOfTheirTemplate()
{
    // 20/s of 50 ms on three workers of each of two instances: 20 * 0.05 / 6 = 16.7 %.
    Drawing drawing = group({{"min", 2}, {"max", 2}, {"desired", 2}},
                            station(50, 3, {{"service_time_distribution", "deterministic"}}));
    const SimulationResult first = play(drawing.build(), evenly(20, 100));
    QCOMPARE(first.latencyMs.mean, 50.0);
    VERIFY_NEAR(node(first, "asg").utilization, 1.0 / 6, 0.01);
    // Another template, other instances: launched after 30 s and booted after 100 s more. Until
    // then its checks fail, so that it is in service after five that pass, 120 to 150 s later.
    drawing.add("image", "ec2.ami", "", {{"boot_time_s", 100}})
        .add("template", "ec2.launch-template", "",
             station(10, 1, {{"service_time_distribution", "deterministic"}, {"image", "image"}}))
        .add("asg", "autoscaling.group", "",
             {{"subnets", {"net-a", "net-b"}},
              {"target_groups", {"tg"}},
              {"launch_template", "template"},
              {"min", 1},
              {"max", 2},
              {"desired", 1},
              {"scheduled_actions", atTimes({{50, 2}})}});
    Simulation simulation = start(drawing.build(), evenly(20, 400));
    QCOMPARE(groupAt(simulation, 50 + 30 + 100 + 119).inService, 1);
    QCOMPARE(groupAt(simulation, 50 + 30 + 100 + 151).inService, 2);
    QCOMPARE(simulation.result().latencyMs.mean, 10.0);
}

void TestLessonsScalingLab::zonesDifferByOneAtMost_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("fewest"); // in a zone
    QTest::newRow("one of two") << 2 << 1;
    QTest::newRow("three are two and one") << 3 << 1;
    QTest::newRow("four are two and two") << 4 << 2;
    QTest::newRow("five are three and two") << 5 << 2;
    QTest::newRow("seven are four and three") << 7 << 3;
}

void TestLessonsScalingLab::zonesDifferByOneAtMost()
{
    QFETCH(int, size);
    QFETCH(int, fewest);
    // Grown to two more and back again. A lost zone shows who was where.
    for (const char* zone : {"a", "b"}) {
        Simulation simulation =
            start(group({{"min", 1},
                         {"max", 10},
                         {"desired", 1},
                         {"scheduled_actions", atTimes({{50, size + 2}, {300, size}})}})
                      .build(),
                  with(evenly(0, 600), {{.atS = 500, .kind = "az.down", .target = zone}}));
        QCOMPARE(groupAt(simulation, 499).inService, size);
        const int left = groupAt(simulation, 500.5).inService;
        QVERIFY2(left >= fewest && size - left >= fewest,
                 qPrintable(QStringLiteral("%1 of %2 are left").arg(left).arg(size)));
    }
}

void TestLessonsScalingLab::neverOutsideItsRange()
{
    // 1 … 3; a load for ten, then for nobody.
    Simulation simulation = start(
        group(
            {{"min", 1}, {"max", 3}, {"desired", 2}, {"warmup_s", 30}, {"policies", tracking(50)}},
            station(100, 4, {{"queue_limit", 20}}))
            .build(),
        peak(0, 400, 600, 2400, 7200));
    int least = 3;
    int most = 1;
    for (double time = 60; time <= 7200; time += 60) {
        const int total = groupAt(simulation, time).total;
        least = std::min(least, total);
        most = std::max(most, total);
    }
    QCOMPARE(least, 1);
    QCOMPARE(most, 3);
}

void TestLessonsScalingLab::slowAnswersAddAnInstance()
{
    // Instances wait for something else, so that their CPU says nothing; the time of an answer
    // does. 30/s on one instance that does 20/s: its queue grows by ten every second, so answers
    // take more than two seconds from 12 s on and all of the minute that ends at 120 s.
    Drawing drawing = group(
        {{"min", 1},
         {"max", 4},
         {"desired", 1},
         {"policies", Json::array({{{"name", "up"},
                                    {"kind", "simple"},
                                    {"adjustment", 2},
                                    {"alarm", "slow"},
                                    {"cooldown_s", 600}}})}},
        station(50, 1, {{"service_time_distribution", "deterministic"}, {"queue_limit", 200}}));
    drawing.add("slow", "cloudwatch.alarm", "",
                {{"target", "lb"},
                 {"metric", "response_time"},
                 {"statistic", "average"},
                 {"comparison", "greater_than"},
                 {"threshold", 2},
                 {"period_s", 60},
                 {"evaluation_periods", 1}});
    Simulation simulation = start(drawing.build(), evenly(30, 900));
    QCOMPARE(groupAt(simulation, 59).total, 1);
    QCOMPARE(groupAt(simulation, 121).total, 3);
    // Three do 60/s: a while later answers take 50 ms again.
    simulation.runUntil(fromSeconds(900));
    QVERIFY(simulation.result().series.at(890).meanMs < 60);
}

void TestLessonsScalingLab::scalingInLetsRequestsFinish()
{
    // 100/s on four, then one after the other goes: not one request is lost, since each takes less
    // than the 30 s of the deregistration delay.
    Simulation simulation =
        start(group({{"min", 1},
                     {"max", 4},
                     {"desired", 4},
                     {"scheduled_actions", atTimes({{100, 3}, {200, 2}, {300, 1}})}},
                    station(500, 100, {{"service_time_distribution", "deterministic"}}))
                  .build(),
              evenly(100, 400));
    QCOMPARE(groupAt(simulation, 400).total, 1);
    QCOMPARE(simulation.result().failed, std::uint64_t{0});
}

void TestLessonsScalingLab::withoutASpareTheSurvivorsAreShort_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("failedShare"); // between detection and replacement
    // Four members of 40/s in two zones, no queues to speak of. What two of them can do is 80/s.
    QTest::newRow("60/s: two carry it") << 60.0 << 0.0;
    QTest::newRow("150/s: 150 - 80 of it fails") << 150.0 << 70.0 / 150;
}

void TestLessonsScalingLab::withoutASpareTheSurvivorsAreShort()
{
    QFETCH(double, rate);
    QFETCH(double, failedShare);
    // Zone a is lost at 120 s and noticed by 185 s; its DNS answers are forgotten by 210 s. Zone b
    // has no capacity to give, so that nobody is replaced before 600 s.
    const SimulationResult result = play(
        group({{"min", 4}, {"max", 4}, {"desired", 4}},
              station(100, 4, {{"service_time_distribution", "deterministic"}, {"queue_limit", 2}}))
            .build(),
        with(evenly(rate, 900),
             {{.atS = 120, .kind = "az.down", .target = "a"},
              {.atS = 120, .kind = "capacity.out", .target = "b", .durationS = 480}}));
    double offered = 0;
    double failed = 0;
    for (const SecondSample& second : result.series) {
        offered += second.atS >= 230 && second.atS < 600 ? static_cast<double>(second.offered) : 0;
        failed += second.atS >= 230 && second.atS < 600 ? static_cast<double>(second.failed) : 0;
    }
    QVERIFY2(std::abs(failed / offered - failedShare) < 0.01,
             qPrintable(QString::number(failed / offered)));
    // Whose availability is what a lesson asks for: at least 99.9 %, or not.
    QCOMPARE(failed / offered <= 0.001, failedShare <= 0.001);
}

QTEST_APPLESS_MAIN(TestLessonsScalingLab)
#include "tst_lessons_scaling_lab.moc"
