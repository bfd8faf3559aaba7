// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/scaling_policy.h"
#include "tests/model/simulation/play_group.h"

#include <limits>

using namespace skydraft;
using namespace skydraft::testing;

/// Auto Scaling groups: replacing what stopped, growing and shrinking.
class TestScaling : public QObject
{
    Q_OBJECT

private slots:
    void targetTrackingNeedsThreeMinutes();
    void targetTrackingNeverGoesBeyondTheMaximum();
    void targetTrackingShrinksAfterFifteenMinutes();
    void anAlarmAdjustsAndCoolsDown();
    void aBurntProcessorRingsTheAlarm();
    void aStoppedInstanceIsReplaced();
    void elbHealthReplacesAfterTheGracePeriod();
    void ec2HealthDoesNotSeeAStoppedProcess();
    void aLostZoneMovesItsMembers();
    void drawnInstancesAreTheFirstMembers();
    void aMemberIsRegisteredOnce();
    void clientsMayCallTheGroupItself();
    void processStopStrikesTheLowestNumber();
    void drainingLetsRequestsFinish();
    void adjustments_data();
    void adjustments();
    void aPercentageMovesAtLeastSoMany();
    void stepsHaveTheirBoundsOnTheSideOfTheThreshold_data();
    void stepsHaveTheirBoundsOnTheSideOfTheThreshold();
    void eachMemberIsSeenThroughItsLife();
    void wantedCapacityRoundsUp();
    void anAlarmDoublesTheGroupUpToItsMaximum();
    void aCooldownBeginsAfterTheDraining();
    void oneStepMakesOneChangeUntilItIsWarm();
    void aHigherStepAddsTheDifference();
    void anyPolicyGrowsTheGroupButAllMustAgreeToShrinkIt();
    void aPolicyThatMayNotShrinkIsNotAsked();
    void schedulesFollowTheClock();
    void basicMonitoringDelaysTargetTracking();
};

namespace {} // namespace

void TestScaling::targetTrackingNeedsThreeMinutes()
{
    // Two members of four workers, 0.1 s a request: 54/s keep 54 · 0.1 / 8 = 67.5 % busy. With a
    // target of 50 % three are wanted (2 · 67.5 / 50 = 2.7). The alarm needs three minutes.
    Simulation simulation =
        start(group({{"min", 2}, {"max", 10}, {"desired", 2}, {"policies", tracking(50)}}).build(),
              open(54, 1200));
    QCOMPARE(groupAt(simulation, 179).total, 2);
    QVERIFY(simulation.result().scaling.empty());
    QCOMPARE(groupAt(simulation, 181).total, 3);
    const ScalingEvent event = simulation.result().scaling.front();
    QCOMPARE(event.atS, 180.0);
    QCOMPARE(event.from, 2);
    QCOMPARE(event.to, 3);
    const std::string cause = event.cause.english();
    QVERIFY2(cause.find("average CPU 6") == 0 && cause.find("for 3 minutes") != std::string::npos,
             cause.c_str());
    // 60 s until it runs, at most 30 s until its first check passes.
    QCOMPARE(groupAt(simulation, 239).inService, 2);
    QCOMPARE(groupAt(simulation, 271).inService, 3);
    // Three are busy to 54 · 0.1 / 12 = 45 %, above 90 % of the target: they stay.
    QCOMPARE(groupAt(simulation, 1200).total, 3);
    QCOMPARE(simulation.result().scaling.size(), std::size_t{1});
}

void TestScaling::targetTrackingNeverGoesBeyondTheMaximum()
{
    Simulation simulation =
        start(group({{"min", 1}, {"max", 3}, {"desired", 1}, {"policies", tracking(10)}}).build(),
              open(30, 1800));
    QCOMPARE(groupAt(simulation, 1800).total, 3);
    for (const ScalingEvent& event : simulation.result().scaling)
        QVERIFY(event.to <= 3);
}

void TestScaling::targetTrackingShrinksAfterFifteenMinutes()
{
    // Four members, 16 workers, 4/s: 2.5 % busy. ceil(4 · 2.5 / 50) = 1, but the minimum is 2.
    Simulation simulation =
        start(group({{"min", 2}, {"max", 10}, {"desired", 4}, {"policies", tracking(50)}}).build(),
              open(4, 1800));
    QCOMPARE(groupAt(simulation, 899).total, 4);
    QCOMPARE(groupAt(simulation, 901).total, 2);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    QCOMPARE(result.scaling.size(), std::size_t{1});
    QCOMPARE(result.scaling.front().atS, 900.0);
    // They finish what they had begun.
    QCOMPARE(result.failed, std::uint64_t{0});
}

void TestScaling::anAlarmAdjustsAndCoolsDown()
{
    Json policies = Json::array({{{"name", "up"},
                                  {"kind", "simple"},
                                  {"adjustment", 2},
                                  {"alarm", "busy"},
                                  {"cooldown_s", 600}}});
    Drawing drawing = group({{"min", 1}, {"max", 20}, {"desired", 2}, {"policies", policies}});
    drawing.add("busy", "cloudwatch.alarm", "",
                {{"metric", "cpu"},
                 {"threshold", 5},
                 {"comparison", "greater_than"},
                 {"period_s", 60},
                 {"evaluation_periods", 2}});
    const SimulationResult result = play(drawing.build(), open(60, 1500));
    // Two periods of 60 s above 5 %: at 120 s. Then 60 s to launch and 600 s to cool down.
    QVERIFY(result.scaling.size() >= 2);
    QCOMPARE(result.scaling[0].atS, 120.0);
    QCOMPARE(result.scaling[0].to, 4);
    QCOMPARE(result.scaling[1].atS, 780.0);
    QCOMPARE(result.scaling[1].to, 6);
    QCOMPARE(QString::fromStdString(result.scaling[0].cause.english().substr(0, 11)),
             QStringLiteral("alarm busy:"));
}

void TestScaling::aBurntProcessorRingsTheAlarm()
{
    // Average CPU of at least 80 % for one period of 300 s. The fault begins at 100 s: the first
    // whole period that it fills ends at 600 s; the one before has 200 s of it, 67 %.
    Json policies = Json::array({{{"name", "up"},
                                  {"kind", "simple"},
                                  {"adjustment", 1},
                                  {"alarm", "busy"},
                                  {"cooldown_s", 300}}});
    Drawing drawing = group({{"min", 1}, {"max", 3}, {"desired", 1}, {"policies", policies}});
    drawing.add("busy", "cloudwatch.alarm", "",
                {{"metric", "cpu"},
                 {"threshold", 80},
                 {"comparison", "greater_than_or_equal"},
                 {"period_s", 300},
                 {"evaluation_periods", 1}});
    const SimulationResult result = play(
        drawing.build(), with(evenly(1, 900), {{.atS = 100, .kind = "cpu.burn", .target = "asg"}}));
    QVERIFY(!result.scaling.empty());
    QCOMPARE(result.scaling.front().to, 2);
    const double after = result.scaling.front().atS - 100;
    QVERIFY2(after >= 240 && after <= 540, qPrintable(QString::number(after)));
}

void TestScaling::aStoppedInstanceIsReplaced()
{
    Simulation simulation =
        start(group({{"min", 2}, {"max", 2}, {"desired", 2}}).build(),
              with(evenly(10, 400), {{.atS = 60, .kind = "host.stop", .target = "asg"}}));
    QCOMPARE(groupAt(simulation, 59).inService, 2);
    // Seen by the next status check, at most 60 s later; the new one runs 60 s after that and is in
    // service after its first health check, at most 30 s later: 60 + 60 + 60 + 30 = 210.
    QCOMPARE(groupAt(simulation, 119).inService, 1);
    QCOMPARE(groupAt(simulation, 210).inService, 2);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    QCOMPARE(result.scaling.size(), std::size_t{1});
    QCOMPARE(result.scaling.front().from, 1);
    QCOMPARE(result.scaling.front().to, 2);
    QCOMPARE(QString::fromStdString(result.scaling.front().cause.english()),
             QStringLiteral("asg/1 stopped; a new instance replaces it"));
    const double detected = result.incidents.front().detectedS;
    QVERIFY(detected > 0 && detected <= 60);
    QCOMPARE(result.scaling.front().atS, 60 + detected);
}

void TestScaling::elbHealthReplacesAfterTheGracePeriod()
{
    const Json properties = {{"min", 2}, {"max", 2}, {"desired", 2}, {"health_check_type", "elb"}};
    const SimulationResult result =
        play(group(properties).build(),
             with(evenly(10, 400), {{.atS = 60, .kind = "process.stop", .target = "asg"}}));
    QCOMPARE(result.scaling.size(), std::size_t{1});
    // The target is unhealthy after its second failed check: 30 … 60 s after the fault.
    QVERIFY(result.scaling.front().atS >= 90 && result.scaling.front().atS < 120);
    QCOMPARE(result.scaling.front().atS, 60 + result.incidents.front().detectedS);
    QCOMPARE(QString::fromStdString(result.scaling.front().cause.english()),
             QStringLiteral("asg/1 failed its health checks; a new instance replaces it"));
}

void TestScaling::ec2HealthDoesNotSeeAStoppedProcess()
{
    const SimulationResult result =
        play(group({{"min", 2}, {"max", 2}, {"desired", 2}}).build(),
             with(evenly(10, 400), {{.atS = 60, .kind = "process.stop", .target = "asg"}}));
    QVERIFY(result.scaling.empty());
    QVERIFY(result.incidents.front().detectedS >= 30); // the balancer does see it
}

void TestScaling::aLostZoneMovesItsMembers()
{
    Simulation simulation = start(
        group({{"min", 4}, {"max", 6}, {"desired", 4}}).build(),
        with(evenly(10, 600), {{.atS = 60, .kind = "az.down", .target = "a", .durationS = 300}}));
    QCOMPARE(groupAt(simulation, 61).inService, 2);
    // Two new ones start in the other zone, although that makes four there and none here; seen, run
    // and checked after at most 60 + 60 + 30 s.
    QCOMPARE(groupAt(simulation, 210).inService, 4);
    simulation.runToEnd();
    QCOMPARE(simulation.result().scaling.size(), std::size_t{2});

    // With one zone only there is nowhere to go until it is back at 360 s.
    Simulation stuck = start(
        group({{"min", 2}, {"max", 2}, {"desired", 2}, {"subnets", {"net-a"}}}).build(),
        with(evenly(10, 600), {{.atS = 60, .kind = "az.down", .target = "a", .durationS = 300}}));
    QCOMPARE(groupAt(stuck, 359).total, 0);
    QCOMPARE(groupAt(stuck, 361).total, 2);
    QCOMPARE(groupAt(stuck, 460).inService, 2);
}

void TestScaling::drawnInstancesAreTheFirstMembers()
{
    Drawing drawing = group({{"min", 1}, {"max", 4}, {"desired", 3}});
    drawing.add("web-1", "ec2.instance", "net-a", station(100, 4, {{"auto_scaling_group", "asg"}}));
    const SimulationResult result = play(drawing.build(), evenly(30, 100));
    // Three members, 1000 requests each; two of them are not drawn. The group has all three.
    QCOMPARE(node(result, "web-1").arrivals, std::uint64_t{1000});
    QCOMPARE(node(result, "asg").arrivals, std::uint64_t{3000});
    VERIFY_NEAR(node(result, "asg").utilization, 30 * 0.1 / 12, 0.1);
}

void TestScaling::aMemberIsRegisteredOnce()
{
    // Named by the target group and a member of the group that registers there: half, not two
    // thirds.
    Drawing drawing = group({{"min", 1}, {"max", 4}, {"desired", 2}});
    drawing.add("tg", "elb.target-group", "", {{"targets", {"web-1"}}});
    drawing.add("web-1", "ec2.instance", "net-a", station(100, 4, {{"auto_scaling_group", "asg"}}));
    const SimulationResult result = play(drawing.build(), evenly(20, 100));
    QCOMPARE(node(result, "web-1").arrivals, std::uint64_t{1000});
}

void TestScaling::clientsMayCallTheGroupItself()
{
    const Json member =
        station(10, 4, {{"service_time_distribution", "deterministic"}, {"network_delay_ms", 3}});
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("template", "ec2.launch-template", "", member)
            .add("asg", "autoscaling.group", "",
                 {{"launch_template", "template"}, {"max", 2}, {"desired", 2}})
            .connect("c", "users", "asg")
            .build();
    const SimulationResult result = play(architecture, evenly(10, 10));
    QCOMPARE(result.latencyMs.max, 16.0); // 3 there, 10 of work, 3 back
    // The hundredth, sent at the very end, is on its way.
    QCOMPARE(node(result, "asg").arrivals, std::uint64_t{99});
    // 9.9/s · 10 ms / 8 workers
    VERIFY_NEAR(node(result, "asg").utilization, 0.012375, 0.001);
}

void TestScaling::processStopStrikesTheLowestNumber()
{
    Drawing drawing = group({{"min", 1}, {"max", 4}, {"desired", 2}});
    drawing.add("web-1", "ec2.instance", "net-a", station(100, 4, {{"auto_scaling_group", "asg"}}));
    Simulation simulation = start(drawing.build(), evenly(30, 100));
    QVERIFY(simulation.inject({.kind = "process.stop", .target = "asg"}).has_value());
    QVERIFY(simulation.frame().nodes.at(ResourceId{"web-1"}).health == NodeHealth::Stopped);
    QVERIFY(simulation.repair("asg"));
    QVERIFY(simulation.frame().nodes.at(ResourceId{"web-1"}).health == NodeHealth::Running);
}

void TestScaling::drainingLetsRequestsFinish()
{
    // Requests of 100 s on a group that shrinks from two to one after 15 minutes, with a
    // deregistration delay of 30 s: those that need longer are cut off and answered with 502.
    Simulation simulation =
        start(group({{"min", 1}, {"max", 2}, {"desired", 2}, {"policies", tracking(90)}},
                    station(100'000, 100, {{"service_time_distribution", "deterministic"}}))
                  .build(),
              evenly(0.2, 1200));
    simulation.runUntil(fromSeconds(929));
    QCOMPARE(simulation.frame().failed, std::uint64_t{0});
    QCOMPARE(simulation.frame().scaling.size(), std::size_t{1});
    simulation.runToEnd();
    // The newer of the two got every second request: at 900 s it works on those of 810, 820 … 890
    // s. By 930 s the first three are done; those of 840 … 890 s are cut off.
    QCOMPARE(simulation.result().failedByCause.at("http_502"), std::uint64_t{6});
}

void TestScaling::adjustments_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<double>("adjustment");
    QTest::addColumn<int>("expected");
    QTest::newRow("ten and three more") << int(Adjustment::ChangeInCapacity) << 3.0 << 13;
    QTest::newRow("never below nothing") << int(Adjustment::ChangeInCapacity) << -30.0 << 0;
    QTest::newRow("exactly five") << int(Adjustment::ExactCapacity) << 5.0 << 5;
    QTest::newRow("25 % of ten is 2.5, rounded down")
        << int(Adjustment::PercentChange) << 25.0 << 12;
    QTest::newRow("5 % of ten is half, which makes one")
        << int(Adjustment::PercentChange) << 5.0 << 11;
    QTest::newRow("minus 25 % of ten") << int(Adjustment::PercentChange) << -25.0 << 8;
    QTest::newRow("minus 5 % of ten") << int(Adjustment::PercentChange) << -5.0 << 9;
}

void TestScaling::adjustments()
{
    QFETCH(int, type);
    QFETCH(double, adjustment);
    QFETCH(int, expected);
    ScalingPolicyPlan policy;
    policy.adjustmentType = static_cast<Adjustment>(type);
    QCOMPARE(static_cast<int>(adjustedCapacity(10, policy, adjustment)), expected);
}

void TestScaling::eachMemberIsSeenThroughItsLife()
{
    // As in targetTrackingNeedsThreeMinutes: the third member is launched at 180 s.
    Simulation simulation =
        start(group({{"min", 2}, {"max", 10}, {"desired", 2}, {"policies", tracking(50)}}).build(),
              open(54, 1200));
    using Phases = std::vector<MemberPhase>;
    QCOMPARE(groupAt(simulation, 179).members,
             (Phases{MemberPhase::InService, MemberPhase::InService}));
    QCOMPARE(groupAt(simulation, 181).members,
             (Phases{MemberPhase::InService, MemberPhase::InService, MemberPhase::Booting}));
    QCOMPARE(groupAt(simulation, 900).members, Phases(3, MemberPhase::InService));
    // Only groups have members.
    QVERIFY(simulation.frame().nodes.at(ResourceId{"lb"}).members.empty());
    QVERIFY(simulation.inject({.kind = "process.stop", .target = "asg"}).has_value());
    QCOMPARE(groupAt(simulation, 900.5).members, // of a group one member is struck
             (Phases{MemberPhase::InService, MemberPhase::InService, MemberPhase::Unhealthy}));
}

void TestScaling::wantedCapacityRoundsUp()
{
    QCOMPARE(wantedCapacity(4, 90, 50), 8U); // 7.2
    QCOMPARE(wantedCapacity(4, 50, 50), 4U);
    QCOMPARE(wantedCapacity(4, 10, 50), 1U); // 0.8
    QCOMPARE(wantedCapacity(4, 10, 0), 4U);
}

void TestScaling::aPercentageMovesAtLeastSoMany()
{
    // 25 % of four is one instance, but at least two are moved.
    ScalingPolicyPlan policy;
    policy.adjustmentType = Adjustment::PercentChange;
    policy.leastChange = 2;
    QCOMPARE(adjustedCapacity(4, policy, 25), 6U);
    QCOMPARE(adjustedCapacity(4, policy, -25), 2U);
    QCOMPARE(adjustedCapacity(4, policy, 100), 8U);
    QCOMPARE(adjustedCapacity(4, policy, 0), 4U);
}

void TestScaling::stepsHaveTheirBoundsOnTheSideOfTheThreshold_data()
{
    QTest::addColumn<double>("metric");
    QTest::addColumn<double>("expected");
    // Threshold 50. Above: 0 … 10 nothing, 10 … 20 adds 10 %, from 20 on 30 %; below the same down.
    QTest::newRow("59.9: nothing") << 59.9 << 0.0;
    QTest::newRow("60: the lower bound belongs to its step") << 60.0 << 10.0;
    QTest::newRow("70: and to the next") << 70.0 << 30.0;
    QTest::newRow("1000") << 1000.0 << 30.0;
    QTest::newRow("40.1: nothing") << 40.1 << 0.0;
    QTest::newRow("40: the upper bound belongs to its step") << 40.0 << -10.0;
    QTest::newRow("30: and to the next") << 30.0 << -30.0;
    QTest::newRow("0") << 0.0 << -30.0;
}

void TestScaling::stepsHaveTheirBoundsOnTheSideOfTheThreshold()
{
    QFETCH(double, metric);
    QFETCH(double, expected);
    constexpr double far = std::numeric_limits<double>::infinity();
    ScalingPolicyPlan policy;
    policy.steps = {{0, 10, 0},  {10, 20, 10},    {20, far, 30},
                    {-10, 0, 0}, {-20, -10, -10}, {-far, -20, -30}};
    const StepPlan* step = stepFor(policy, 50, metric);
    QVERIFY(step != nullptr);
    QCOMPARE(step->adjustment, expected);
    policy.steps = {{0, 10, 1}};
    QVERIFY(stepFor(policy, 50, 60) == nullptr);
}

void TestScaling::anAlarmDoublesTheGroupUpToItsMaximum()
{
    // 100 % of two are two more, but the maximum is three.
    Drawing drawing =
        group({{"min", 1},
               {"max", 3},
               {"desired", 2},
               {"policies", Json::array({{{"name", "double"},
                                          {"kind", "simple"},
                                          {"adjustment_type", "percent_change_in_capacity"},
                                          {"adjustment", 100},
                                          {"alarm", "busy"}}})}});
    drawing.add("busy", "cloudwatch.alarm", "",
                {{"metric", "cpu"}, {"threshold", 5}, {"period_s", 60}});
    const SimulationResult result = play(drawing.build(), open(60, 900));
    QCOMPARE(result.scaling.size(), std::size_t{1});
    QCOMPARE(result.scaling.front().atS, 60.0);
    QCOMPARE(result.scaling.front().to, 3);
}

void TestScaling::aCooldownBeginsAfterTheDraining()
{
    // Requests of 100 s: at 60 s one of three members begins to drain, for 30 s. The cooldown of 60
    // s lasts from 90 s to 150 s; the next member goes at 180 s, not at 120 s.
    Drawing drawing = group(
        {{"min", 1},
         {"max", 3},
         {"desired", 3},
         {"cooldown_s", 60},
         {"policies",
          Json::array(
              {{{"name", "down"}, {"kind", "simple"}, {"adjustment", -1}, {"alarm", "idle"}}})}},
        station(100'000, 100, {{"service_time_distribution", "deterministic"}}));
    drawing.add(
        "idle", "cloudwatch.alarm", "",
        {{"metric", "cpu"}, {"threshold", 50}, {"period_s", 60}, {"comparison", "less_than"}});
    const SimulationResult result = play(drawing.build(), evenly(1, 200));
    QCOMPARE(result.scaling.size(), std::size_t{2});
    QCOMPARE(result.scaling[0].atS, 60.0);
    QCOMPARE(result.scaling[1].atS, 180.0);
}

namespace {

/// A step policy that adds one instance from the threshold on and three from 30 points above it.
Drawing stepped(int warmupS, double burnThreshold = 20, const Json& defaultWarmupS = nullptr)
{
    const Json steps = Json::array(
        {{{"lower", 0}, {"upper", 30}, {"adjustment", 1}}, {{"lower", 30}, {"adjustment", 3}}});
    Drawing drawing = group({{"min", 1},
                             {"max", 20},
                             {"desired", 2},
                             {"warmup_s", defaultWarmupS},
                             {"policies", Json::array({{{"name", "steps"},
                                                        {"kind", "step"},
                                                        {"steps", steps},
                                                        {"warmup_s", warmupS},
                                                        {"alarm", "busy"}}})}});
    drawing.add("busy", "cloudwatch.alarm", "",
                {{"metric", "cpu"}, {"threshold", burnThreshold}, {"period_s", 60}});
    return drawing;
}

} // namespace

void TestScaling::oneStepMakesOneChangeUntilItIsWarm()
{
    // 24/s keep 2 · 4 workers 24 · 0.1 / 8 = 30 % busy, 10 above the threshold: one more at 60 s.
    // It is in service at 90 s and warm at 390 s. Three are busy to 20 %, give or take; whatever
    // they are, nothing happens before 390 s.
    const SimulationResult result = play(stepped(300).build(), open(24, 380));
    QCOMPARE(result.scaling.size(), std::size_t{1});
    QCOMPARE(result.scaling.front().atS, 60.0);
    QCOMPARE(result.scaling.front().to, 3);
    // Without a warm-up the next minute after its 30 s of launch counts it.
    const SimulationResult quick = play(stepped(0, 5).build(), open(24, 380));
    QCOMPARE(quick.scaling[0].atS, 60.0);
    QCOMPARE(quick.scaling[1].atS, 120.0);
    // What the policy says overrides the default of the group.
    QCOMPARE(play(stepped(300, 5, 0).build(), open(24, 380)).scaling.size(), std::size_t{1});
    QCOMPARE(play(stepped(0, 5, 300).build(), open(24, 380)).scaling[1].atS, 120.0);
}

void TestScaling::aHigherStepAddsTheDifference()
{
    // One of two burns from 60 s on: (30 + 100) / 2 = 65 %, 45 above the threshold: three are
    // wanted. One is on its way since 60 s, so two more at 120 s.
    const SimulationResult result =
        play(stepped(300).build(),
             with(open(24, 200), {{.atS = 60, .kind = "cpu.burn", .target = "asg"}}));
    QCOMPARE(result.scaling.size(), std::size_t{2});
    QCOMPARE(result.scaling[0].to, 3);
    QCOMPARE(result.scaling[1].atS, 120.0);
    QCOMPARE(result.scaling[1].to, 5);
}

void TestScaling::anyPolicyGrowsTheGroupButAllMustAgreeToShrinkIt()
{
    // 54/s on two members: 67 % busy, 1620 requests per target and minute. A target of 5 % CPU
    // would want many; the one of requests is far away and would shrink: the first one wins.
    const auto policies = [](double cpu, double requests) {
        return Json::array(
            {{{"name", "cpu"}, {"kind", "target-tracking"}, {"metric", "cpu"}, {"target", cpu}},
             {{"name", "requests"},
              {"kind", "target-tracking"},
              {"metric", "requests_per_target"},
              {"target", requests}}});
    };
    const auto played = [&](double cpu, double requests) {
        return play(
            group({{"min", 1}, {"max", 6}, {"desired", 4}, {"policies", policies(cpu, requests)}})
                .build(),
            open(54, 1500));
    };
    // Four members: 34 % busy, 810 requests per target and minute.
    const SimulationResult grows = played(25, 100'000);
    QVERIFY(!grows.scaling.empty());
    QCOMPARE(grows.scaling.front().to, 6); // ceil(4 · 34 / 25)
    // CPU is far below its target, requests are not below 90 % of it: nobody shrinks the group.
    QVERIFY(played(90, 840).scaling.empty());
    // Both are below: CPU wants 4 · 34 / 90 = 2, requests 4 · 810 / 1200 = 3. More win.
    const SimulationResult shrinks = played(90, 1200);
    QCOMPARE(shrinks.scaling.size(), std::size_t{1});
    QCOMPARE(shrinks.scaling.front().atS, 900.0);
    QCOMPARE(shrinks.scaling.front().to, 3);
}

void TestScaling::aPolicyThatMayNotShrinkIsNotAsked()
{
    Json policies = tracking(90);
    policies.front()["disable_scale_in"] = true;
    const SimulationResult result =
        play(group({{"min", 1}, {"max", 6}, {"desired", 4}, {"policies", policies}}).build(),
             open(4, 1500));
    QVERIFY(result.scaling.empty());
}

void TestScaling::schedulesFollowTheClock()
{
    // The scenario starts at 7:00. Every day at 8:00 three to six, at 20:00 one; once at 7:30 two.
    const Json actions =
        Json::array({{{"name", "morning"}, {"daily_at_h", 8}, {"min", 3}, {"max", 6}},
                     {{"name", "evening"}, {"daily_at_h", 20}, {"min", 1}, {"desired", 1}},
                     {{"name", "test"}, {"at_s", 1800}, {"desired", 2}}});
    Scenario scenario = evenly(0.01, 90'000);
    scenario.load.front().extra["starts_at_h"] = 7;
    const SimulationResult result = play(
        group({{"min", 1}, {"max", 4}, {"desired", 1}, {"scheduled_actions", actions}}).build(),
        scenario);
    QStringList changes;
    for (const ScalingEvent& event : result.scaling)
        changes << QStringLiteral("%1: %2").arg(event.atS).arg(event.to);
    QCOMPARE(changes, (QStringList{QStringLiteral("1800: 2"), QStringLiteral("3600: 3"),
                                   QStringLiteral("46800: 1"), QStringLiteral("90000: 3")}));
}

void TestScaling::basicMonitoringDelaysTargetTracking()
{
    // The CPU of 54/s on two members, 67 %, is told at 300 s first. The alarm of three periods of
    // 60 s waits until this datapoint is three periods old: 420 s instead of 180 s.
    const SimulationResult result =
        play(group({{"min", 2}, {"max", 10}, {"desired", 2}, {"policies", tracking(50)}},
                   station(100, 4, {{"detailed_monitoring", false}}))
                 .build(),
             open(54, 600));
    QVERIFY(!result.scaling.empty());
    QCOMPARE(result.scaling.front().atS, 420.0);
}

QTEST_APPLESS_MAIN(TestScaling)
#include "tst_scaling.moc"
