// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

using namespace skydraft;
using namespace skydraft::testing;

/// What lessons on Auto Scaling say, played: times, costs and errors of whole stories.
class TestScalingLessons : public QObject
{
    Q_OBJECT

private slots:
    void aNewInstanceServesMinutesAfterTheBurn();
    void aLostZoneIsSurvivedWithoutErrors();
    void aScheduleCostsLessThanTheMaximum();
    void aSpikeFailsLessWithScaling();
    void growingWithTheLoadAndShrinkingAfterIt();
};

namespace {

/// Seconds that all members together have existed.
double memberSeconds(const Architecture& architecture, const Scenario& scenario,
                     SimulationResult& result)
{
    Simulation simulation = start(architecture, scenario);
    double sum = 0;
    for (double time = 10; time <= scenario.durationS; time += 10)
        sum += 10 * groupAt(simulation, time).total;
    result = simulation.result();
    return sum;
}

} // namespace

void TestScalingLessons::aNewInstanceServesMinutesAfterTheBurn()
{
    // Average CPU of at least 80 % for one period of 300 s. A burn from 300 + phase s on rings at
    // 600 s (240 s later at least) or 900 s; then 30 s to launch, 30 s to boot and at most 30 s to
    // the first check. The five to seven minutes of the console lie inside.
    Drawing drawing = group(
        {{"min", 1},
         {"max", 3},
         {"desired", 1},
         {"policies",
          Json::array(
              {{{"name", "up"}, {"kind", "simple"}, {"adjustment", 1}, {"alarm", "busy"}}})}});
    drawing.add("busy", "cloudwatch.alarm", "", {{"metric", "cpu"}, {"threshold", 80}});
    for (const double phase : {0.0, 59.0, 61.0, 150.0, 299.0}) {
        const double burns = 300 + phase;
        const double rings = phase <= 60 ? 600 : 900;
        Simulation simulation =
            start(drawing.build(),
                  with(evenly(0, 1000), {{.atS = burns, .kind = "cpu.burn", .target = "asg"}}));
        QCOMPARE(groupAt(simulation, rings - 1).total, 1);
        QCOMPARE(groupAt(simulation, rings).total, 2);
        QVERIFY(rings - burns >= 240 && rings - burns <= 540);
        QCOMPARE(groupAt(simulation, rings + 59).inService, 1);
        QCOMPARE(groupAt(simulation, rings + 90).inService, 2);
    }
}

void TestScalingLessons::aLostZoneIsSurvivedWithoutErrors()
{
    // Four members of 40/s in two zones at 60/s: two of them carry it, 75 % busy. Connections to
    // the lost ones time out after 10 s, until two checks have failed (at most 60 s + 5 s) and the
    // DNS of the balancer has left out the address there (30 s, and 60 s of TTL).
    const SimulationResult result =
        play(group({{"min", 4}, {"max", 8}, {"desired", 4}}).build(),
             with(evenly(60, 900), {{.atS = 120, .kind = "az.down", .target = "a"}}));
    std::uint64_t offered = 0;
    std::uint64_t failed = 0;
    for (const SecondSample& second : result.series) {
        if (second.atS < 120 + 30 + 60 + 10)
            continue;
        offered += second.offered;
        failed += second.failed;
    }
    QVERIFY2(static_cast<double>(failed) <= 0.001 * static_cast<double>(offered),
             qPrintable(QString::number(failed)));
    QVERIFY(result.failed > 0);
    QVERIFY(result.incidents.front().detectedS >= 0 && result.incidents.front().detectedS <= 65);
}

void TestScalingLessons::aScheduleCostsLessThanTheMaximum()
{
    // Two hours: 20/s, an hour of 120/s in the middle that four members of 40/s carry.
    Scenario scenario = evenly(20, 7200);
    scenario.load.front().shape = "trace";
    scenario.load.front().ratePerS.reset();
    scenario.load.front().extra["points"] = {
        {0, 20}, {1800, 20}, {1801, 120}, {5400, 120}, {5401, 20}};
    const Json actions = Json::array({{{"name", "open"}, {"at_s", 1500}, {"desired", 4}},
                                      {{"name", "close"}, {"at_s", 5500}, {"desired", 1}}});
    SimulationResult fixed;
    SimulationResult scheduled;
    const double most =
        memberSeconds(group({{"min", 4}, {"max", 4}, {"desired", 4}}).build(), scenario, fixed);
    const double less = memberSeconds(
        group({{"min", 1}, {"max", 4}, {"desired", 1}, {"scheduled_actions", actions}}).build(),
        scenario, scheduled);
    QCOMPARE(fixed.failed, std::uint64_t{0});
    QCOMPARE(scheduled.failed, std::uint64_t{0});
    QCOMPARE(most, 4 * 7200.0);
    // One from 0 to 1500 s, four to 5500 s, then one (and what it still drains).
    VERIFY_NEAR(less, 1500 + 4 * 4000 + 1700, 0.02);
}

void TestScalingLessons::aSpikeFailsLessWithScaling()
{
    // 30/s, five times as much from 300 s to 1800 s; two members of 40/s with queues of 20 places.
    Scenario scenario = evenly(30, 2400);
    scenario.load.front().shape = "trace";
    scenario.load.front().ratePerS.reset();
    scenario.load.front().extra["points"] = {
        {0, 30}, {300, 30}, {301, 150}, {1800, 150}, {1801, 30}};
    const auto failures = [&](int maximum) {
        return play(group({{"min", 2},
                           {"max", maximum},
                           {"desired", 2},
                           {"warmup_s", 60},
                           {"policies", tracking(60)}},
                          station(100, 4, {{"queue_limit", 20}}))
                        .build(),
                    scenario)
            .failed;
    };
    const auto fixed = static_cast<double>(failures(2));
    const auto scaled = static_cast<double>(failures(8));
    // Fixed: 150 - 80 fail every second for 1500 s.
    VERIFY_NEAR(fixed, 70 * 1500, 0.02);
    // Scaled: the same for the 3 minutes of the alarm (the first whole minute above the target ends
    // at 360 or 420 s) and 60 … 90 s of launch and check; then fewer and fewer.
    QVERIFY2(scaled >= 70 * 180 && scaled <= 0.4 * fixed, qPrintable(QString::number(scaled)));
}

void TestScalingLessons::growingWithTheLoadAndShrinkingAfterIt()
{
    // 20/s, then 200/s from 600 s to 1800 s, on members of 40/s each: out and back in again, and
    // never outside one to eight.
    Scenario scenario = open(20, 7200);
    scenario.load.front().shape = "trace";
    scenario.load.front().ratePerS.reset();
    scenario.load.front().extra["points"] = {
        {0, 20}, {600, 20}, {601, 200}, {1800, 200}, {1801, 20}};
    const SimulationResult result = play(
        group(
            {{"min", 1}, {"max", 8}, {"desired", 1}, {"warmup_s", 60}, {"policies", tracking(60)}})
            .build(),
        scenario);
    QVERIFY(result.scaling.size() >= 3);
    int most = 0;
    for (const ScalingEvent& event : result.scaling) {
        QVERIFY(event.to >= 1 && event.to <= 8);
        most = std::max(most, event.to);
    }
    QVERIFY(most >= 5);
    QCOMPARE(result.scaling.back().to, 1);
    // Three minutes of alarm after the rise, and 15 after the fall.
    QVERIFY(result.scaling.front().atS >= 780 && result.scaling.front().atS <= 900);
    QVERIFY(result.scaling.back().atS >= 1800 + 900);
}

QTEST_APPLESS_MAIN(TestScalingLessons)
#include "tst_scaling_lessons.moc"
