// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

using namespace skydraft;
using namespace skydraft::testing;

/// The life of the members of an Auto Scaling group: launch, boot, hooks, health, termination.
class TestGroupLifecycle : public QObject
{
    Q_OBJECT

private slots:
    void softwareInTheImageAnswersSooner_data();
    void softwareInTheImageAnswersSooner();
    void withoutAutostartNoInstanceBecomesHealthy();
    void aShortGracePeriodLoops();
    void ec2HealthKeepsWhatElbHealthReplaces();
    void unhealthyMembersAreReplacedOneByOne();
    void aLaunchHookHoldsTheInstance();
    void anAbandonedHookTriesAgain();
    void aTerminateHookHoldsTheInstance();
    void aWarmPoolSkipsUserData();
    void aZoneWithoutCapacityIsLeftOut();
    void launchesAreTriedAgainWithGrowingPauses();
    void suspendedProcessesDoNothing();
    void zonesComeBackIntoBalance();
    void terminationPolicies_data();
    void terminationPolicies();
    void anOldTemplateGoesBeforeANewOne();
    void protectedInstancesStay();
    void theHistoryExplainsEveryChange();
    void fourKindsOfNoticesAreSent();
};

namespace {

/// "90 Launching … asg/2" for each activity: when it ended, what it was and how it ended.
QStringList history(const SimulationResult& result)
{
    QStringList lines;
    for (const ScalingActivity& activity : result.activities) {
        const char* const status = activity.status == ActivityStatus::Successful   ? "ok"
                                   : activity.status == ActivityStatus::Failed     ? "failed"
                                   : activity.status == ActivityStatus::InProgress ? "under way"
                                                                                   : "cancelled";
        lines << QStringLiteral("%1-%2 %3: %4")
                     .arg(activity.atS)
                     .arg(activity.endS)
                     .arg(QString::fromStdString(activity.description.english()),
                          QString::fromLatin1(status));
    }
    return lines;
}

int countOf(const SimulationResult& result, const char* beginning)
{
    const QStringList lines = history(result);
    return static_cast<int>(std::count_if(lines.begin(), lines.end(), [&](const QString& line) {
        return line.section(QLatin1Char(' '), 1).startsWith(QLatin1String(beginning));
    }));
}

/// Sets the desired capacity at a time.
Json resize(int atS, int desired)
{
    return {{"name", "resize"}, {"at_s", atS}, {"desired", desired}};
}

Json resizes(std::initializer_list<Json> actions)
{
    return Json::array_t(actions);
}

/// When the group has `count` members in service first, seconds; -1: never.
double whenInService(Simulation& simulation, int count, double end)
{
    for (double time = 0; time <= end; time += 1)
        if (groupAt(simulation, time).inService >= count)
            return time;
    return -1;
}

} // namespace

void TestGroupLifecycle::softwareInTheImageAnswersSooner_data()
{
    QTest::addColumn<double>("userData");
    QTest::addColumn<double>("answers");
    // EC2 runs an instance after 30 s, its image boots in 30 s.
    QTest::newRow("golden image: 30 + 30") << 0.0 << 60.0;
    QTest::newRow("hybrid: 30 + 30 + 30") << 30.0 << 90.0;
    QTest::newRow("all by user data: 30 + 30 + 300") << 300.0 << 360.0;
}

void TestGroupLifecycle::softwareInTheImageAnswersSooner()
{
    QFETCH(double, userData);
    QFETCH(double, answers);
    const Json member = station(100, 4, {{"user_data_time_s", userData}});
    // Clients call the group itself: a member is in service as soon as it answers.
    Drawing drawing = group({{"min", 1},
                             {"max", 2},
                             {"desired", 1},
                             {"target_groups", Json::array()},
                             {"scheduled_actions", resizes({resize(100, 2)})}},
                            member);
    drawing.connect("direct", "users", "asg");
    Simulation simulation = start(drawing.build(), evenly(0, 600));
    QCOMPARE(whenInService(simulation, 2, 600), 100 + answers);
}

void TestGroupLifecycle::withoutAutostartNoInstanceBecomesHealthy()
{
    // With EC2 health it stays, out of service; nothing answers.
    const Json member = station(100, 4, {{"autostart", false}});
    Simulation simulation = start(group({{"min", 1},
                                         {"max", 2},
                                         {"desired", 1},
                                         {"scheduled_actions", resizes({resize(100, 2)})}},
                                        member)
                                      .build(),
                                  evenly(0, 2000));
    QCOMPARE(whenInService(simulation, 2, 2000), -1.0);
    QCOMPARE(groupAt(simulation, 2000).total, 2);
    // With ELB health it is replaced when its grace period of 300 s is over, again and again: in
    // service after 30 s, replaced at the first failed check after 330 s.
    const SimulationResult loops = play(group({{"min", 1},
                                               {"max", 2},
                                               {"desired", 1},
                                               {"health_check_type", "elb"},
                                               {"scheduled_actions", resizes({resize(100, 2)})}},
                                              member)
                                            .build(),
                                        evenly(0, 2000));
    // (2000 - 100) / 330 … 360 s a turn
    QCOMPARE(countOf(loops, "Terminating"), 5);
}

void TestGroupLifecycle::aShortGracePeriodLoops()
{
    const auto played = [](int graceS) {
        return play(group({{"min", 1},
                           {"max", 2},
                           {"desired", 1},
                           {"health_check_type", "elb"},
                           {"grace_period_s", graceS},
                           {"scheduled_actions", resizes({resize(100, 2)})}},
                          station(100, 4, {{"boot_time_s", 60}}))
                        .build(),
                    evenly(0, 1000));
    };
    // In service after 30 s, answers 60 s later; two checks, 30 s apart, have failed by then.
    const SimulationResult loops = played(5);
    QVERIFY2(countOf(loops, "Terminating") >= 9,
             qPrintable(history(loops).join(QLatin1Char('\n'))));
    QCOMPARE(countOf(loops, "Launching"), countOf(loops, "Terminating") + 1);
    const SimulationResult waits = played(300);
    QCOMPARE(countOf(waits, "Terminating"), 0);
}

void TestGroupLifecycle::ec2HealthKeepsWhatElbHealthReplaces()
{
    for (const char* type : {"ec2", "elb"}) {
        const SimulationResult result = play(
            group({{"min", 2}, {"max", 2}, {"desired", 2}, {"health_check_type", type}}).build(),
            with(evenly(1, 600), {{.atS = 60, .kind = "process.stop", .target = "asg"}}));
        QCOMPARE(countOf(result, "Terminating"), QByteArray(type) == "elb" ? 1 : 0);
    }
}

void TestGroupLifecycle::unhealthyMembersAreReplacedOneByOne()
{
    // Four members answer errors at once. 10 % of four is less than one: one at a time, the next
    // when its successor is in service, healthy and has warmed up for 60 s: 30 + 60 s at least.
    std::vector<Fault> faults;
    for (const char* name : {"w1", "w2", "w3", "w4"})
        faults.push_back({.atS = 60, .kind = "process.stop", .target = name});
    Drawing drawing = group({{"min", 4},
                             {"max", 4},
                             {"desired", 4},
                             {"warmup_s", 60},
                             {"subnets", {"net-a"}},
                             {"health_check_type", "elb"}});
    for (const char* name : {"w1", "w2", "w3", "w4"})
        drawing.add(name, "ec2.instance", "net-a",
                    station(100, 4, {{"auto_scaling_group", "asg"}}));
    const SimulationResult result = play(drawing.build(), with(evenly(1, 1500), faults));
    QVERIFY2(result.scaling.size() == 4, qPrintable(history(result).join(QLatin1Char('\n'))));
    for (std::size_t i = 1; i < 4; ++i)
        QVERIFY(result.scaling[i].atS - result.scaling[i - 1].atS >= 90);
    // EC2 saying that hosts are gone is not held back: all within the minute of a status check.
    for (Fault& fault : faults)
        fault.kind = "host.stop";
    const SimulationResult gone = play(drawing.build(), with(evenly(1, 1500), faults));
    QCOMPARE(gone.scaling.size(), std::size_t{4});
    QVERIFY(gone.scaling.back().atS <= 120);
}

void TestGroupLifecycle::aLaunchHookHoldsTheInstance()
{
    const Json hook = {{"name", "install"}, {"transition", "launching"}, {"completes_after_s", 90}};
    const SimulationResult result = play(group({{"min", 1},
                                                {"max", 2},
                                                {"desired", 1},
                                                {"lifecycle_hooks", Json::array({hook})},
                                                {"scheduled_actions", resizes({resize(100, 2)})}})
                                             .build(),
                                         evenly(0, 400));
    // Pending 30 s, Pending:Wait 90 s.
    QCOMPARE(history(result),
             QStringList{QStringLiteral("100-220 Launching a new EC2 instance: asg/2: ok")});
}

void TestGroupLifecycle::anAbandonedHookTriesAgain()
{
    // Nobody completes the hook: after its heartbeat of 60 s it is abandoned. Pauses of 1, 2 …
    // minutes between the attempts: 100 + 30 + 60 = 190, + 60 = 250, 340, + 120 = 460.
    const Json hook = {{"name", "install"}, {"transition", "launching"}, {"heartbeat_s", 60}};
    const SimulationResult result = play(group({{"min", 1},
                                                {"max", 2},
                                                {"desired", 1},
                                                {"lifecycle_hooks", Json::array({hook})},
                                                {"scheduled_actions", resizes({resize(100, 2)})}})
                                             .build(),
                                         evenly(0, 500));
    QCOMPARE(
        history(result),
        (QStringList{QStringLiteral("100-190 Launching a new EC2 instance: asg/2: cancelled"),
                     QStringLiteral("190-190 Terminating EC2 instance: asg/2: ok"),
                     QStringLiteral("250-340 Launching a new EC2 instance: asg/3: cancelled"),
                     QStringLiteral("340-340 Terminating EC2 instance: asg/3: ok"),
                     QStringLiteral("460--1 Launching a new EC2 instance: asg/4: under way")}));
}

void TestGroupLifecycle::aTerminateHookHoldsTheInstance()
{
    const Json hook = {{"name", "logs"}, {"transition", "terminating"}, {"heartbeat_s", 120}};
    const SimulationResult result = play(group({{"min", 1},
                                                {"max", 2},
                                                {"desired", 2},
                                                {"lifecycle_hooks", Json::array({hook})},
                                                {"scheduled_actions", resizes({resize(100, 1)})}})
                                             .build(),
                                         evenly(0, 400));
    QCOMPARE(history(result),
             QStringList{QStringLiteral("100-220 Terminating EC2 instance: asg/2: ok")});
}

void TestGroupLifecycle::aWarmPoolSkipsUserData()
{
    const auto answersAfter = [](const char* state) {
        Drawing drawing = group({{"min", 1},
                                 {"max", 3},
                                 {"desired", 1},
                                 {"warm_pool", true},
                                 {"warm_pool_state", state},
                                 {"target_groups", Json::array()},
                                 {"scheduled_actions", resizes({resize(100, 2)})}},
                                station(100, 4, {{"user_data_time_s", 300}}));
        drawing.connect("direct", "users", "asg");
        Simulation simulation = start(drawing.build(), evenly(0, 600));
        return whenInService(simulation, 2, 600) - 100;
    };
    QCOMPARE(answersAfter("stopped"), 45.0); // 15 until EC2 runs it, 30 of boot
    QCOMPARE(answersAfter("running"), 15.0); // without a warm pool: 30 + 30 + 300
}

void TestGroupLifecycle::aZoneWithoutCapacityIsLeftOut()
{
    const SimulationResult result =
        play(group({{"min", 1},
                    {"max", 4},
                    {"desired", 2},
                    {"scheduled_actions", resizes({resize(100, 3)})}})
                 .build(),
             with(evenly(0, 400), {{.atS = 50, .kind = "capacity.out", .target = "a"}}));
    QCOMPARE(history(result),
             (QStringList{QStringLiteral("100-100 Launching a new EC2 instance failed: there is "
                                         "not sufficient t3.micro capacity in the Availability "
                                         "Zone a: failed"),
                          QStringLiteral("100-130 Launching a new EC2 instance: asg/3: ok")}));
}

void TestGroupLifecycle::launchesAreTriedAgainWithGrowingPauses()
{
    // Both zones are out of capacity until 1000 s: tried at 100, 160, 280, 520 and 1000 s.
    const std::vector<Fault> faults{
        {.atS = 50, .kind = "capacity.out", .target = "a", .durationS = 949},
        {.atS = 50, .kind = "capacity.out", .target = "b", .durationS = 949}};
    const SimulationResult result = play(group({{"min", 1},
                                                {"max", 4},
                                                {"desired", 2},
                                                {"scheduled_actions", resizes({resize(100, 3)})}})
                                             .build(),
                                         with(evenly(0, 1200), faults));
    QCOMPARE(countOf(result, "Launching a new EC2 instance failed"), 8); // two zones, four times
    QCOMPARE(history(result).back(),
             QStringLiteral("1000-1030 Launching a new EC2 instance: asg/3: ok"));
}

void TestGroupLifecycle::suspendedProcessesDoNothing()
{
    const auto changes = [](const char* process) {
        return play(group({{"min", 1},
                           {"max", 4},
                           {"desired", 2},
                           {"suspended_processes", {process}},
                           {"scheduled_actions", resizes({resize(100, 3), resize(400, 2)})}})
                        .build(),
                    with(evenly(1, 800), {{.atS = 250, .kind = "host.stop", .target = "asg"}}));
    };
    QCOMPARE(countOf(changes("AlarmNotification"), "Launching"), 2); // growing, replacing
    QCOMPARE(countOf(changes("ScheduledActions"), "Launching"), 1);
    QCOMPARE(countOf(changes("ReplaceUnhealthy"), "Launching"), 1);
    QCOMPARE(countOf(changes("HealthCheck"), "Launching"), 1);
    QCOMPARE(countOf(changes("Launch"), "Launching"), 0);
    QCOMPARE(countOf(changes("Terminate"), "Terminating"), 0);
}

void TestGroupLifecycle::zonesComeBackIntoBalance()
{
    // Zone a is lost from 60 to 360 s: its two members are replaced in b, which has four then. From
    // the next look of the group on, at 360 or 420 s, it launches in a before it terminates in b.
    Simulation simulation = start(
        group({{"min", 4}, {"max", 4}, {"desired", 4}}).build(),
        with(evenly(1, 900), {{.atS = 60, .kind = "az.down", .target = "a", .durationS = 300}}));
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    int balancing = 0;
    for (const ScalingActivity& activity : result.activities)
        balancing +=
            activity.cause.english().find("balancing the group's zones") != std::string::npos ? 1
                                                                                              : 0;
    QCOMPARE(balancing, 2);
    QCOMPARE(groupAt(simulation, 900).total, 4);
    QCOMPARE(result.scaling.size(), std::size_t{2}); // the capacity itself did not change again

    const SimulationResult suspended = play(
        group({{"min", 4}, {"max", 4}, {"desired", 4}, {"suspended_processes", {"AZRebalance"}}})
            .build(),
        with(evenly(1, 900), {{.atS = 60, .kind = "az.down", .target = "a", .durationS = 300}}));
    QCOMPARE(countOf(suspended, "Launching"), 2);
}

void TestGroupLifecycle::terminationPolicies_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("victim");
    // One zone. asg/1 runs from 0 s, asg/2 from 1000 s, asg/3 from 3000 s; at 4000 s they are 400,
    // 3000 and 1000 s into an hour.
    QTest::newRow("default: the closest to its hour")
        << QStringLiteral("default") << QStringLiteral("asg/2");
    QTest::newRow("oldest") << QStringLiteral("oldest_instance") << QStringLiteral("asg/1");
    QTest::newRow("newest") << QStringLiteral("newest_instance") << QStringLiteral("asg/3");
    QTest::newRow("closest to next hour")
        << QStringLiteral("closest_to_next_instance_hour") << QStringLiteral("asg/2");
}

void TestGroupLifecycle::terminationPolicies()
{
    QFETCH(QString, policy);
    QFETCH(QString, victim);
    const SimulationResult result = play(
        group({{"min", 1},
               {"max", 4},
               {"desired", 1},
               {"subnets", {"net-a"}},
               {"termination_policy", policy.toStdString()},
               {"scheduled_actions", resizes({resize(1000, 2), resize(3000, 3), resize(4000, 2)})}})
            .build(),
        evenly(0, 4100));
    QCOMPARE(QString::fromStdString(result.activities.back().instance), victim);
    QCOMPARE(result.activities.back().atS, 4000.0);
}

void TestGroupLifecycle::anOldTemplateGoesBeforeANewOne()
{
    // An instance refresh replaces asg/1 by asg/5 of a new version and stops there, because that
    // one answers errors. Of the old ones the newest goes, although asg/5 is the newest of all.
    const auto victim = [](const char* policy) {
        Fault refresh{.atS = 60, .kind = "deploy.refresh", .target = "asg"};
        refresh.extra = {{"bad_version", true}};
        const SimulationResult result =
            play(group({{"min", 1},
                        {"max", 4},
                        {"desired", 4},
                        {"warmup_s", 0},
                        {"subnets", {"net-a"}},
                        {"health_check_type", "elb"},
                        {"termination_policy", policy},
                        {"scheduled_actions", resizes({resize(300, 3)})}})
                     .build(),
                 with(evenly(0, 301), {refresh}));
        return QString::fromStdString(result.activities.back().instance);
    };
    QCOMPARE(victim("oldest_launch_template"), QStringLiteral("asg/4"));
    QCOMPARE(victim("default"), QStringLiteral("asg/4"));
    QCOMPARE(victim("newest_instance"), QStringLiteral("asg/5"));
}

void TestGroupLifecycle::protectedInstancesStay()
{
    Simulation simulation = start(group({{"min", 1},
                                         {"max", 4},
                                         {"desired", 2},
                                         {"scale_in_protection", true},
                                         {"scheduled_actions", resizes({resize(100, 1)})}})
                                      .build(),
                                  evenly(0, 400));
    QCOMPARE(groupAt(simulation, 400).total, 2);
    QCOMPARE(history(simulation.result()),
             QStringList{QStringLiteral(
                 "100-100 Could not scale to the desired capacity: all remaining instances are "
                 "protected from scale-in: failed")});
}

void TestGroupLifecycle::theHistoryExplainsEveryChange()
{
    const SimulationResult result =
        play(group({{"min", 1},
                    {"max", 4},
                    {"desired", 2},
                    {"scheduled_actions", resizes({resize(100, 3), resize(300, 2)})}})
                 .build(),
             with(evenly(1, 800), {{.atS = 450, .kind = "host.stop", .target = "asg"}}));
    QCOMPARE(result.activities.size(), std::size_t{4});
    const auto cause = [&](std::size_t index) {
        return QString::fromStdString(result.activities[index].cause.english());
    };
    QCOMPARE(cause(0), QStringLiteral("a scheduled action (resize) updated the group's constraints "
                                      "to min: 1, max: 4, desired: 3, changing the desired "
                                      "capacity from 2 to 3"));
    // Zone a has asg/1 and asg/3; asg/1 is further into its hour.
    QVERIFY(cause(1).endsWith(QStringLiteral("changing the desired capacity from 3 to 2. Instance "
                                             "asg/1 was selected for termination")));
    QCOMPARE(cause(2), QStringLiteral("an instance was taken out of service in response to an EC2 "
                                      "health check that indicates it has been terminated or "
                                      "stopped"));
    QCOMPARE(cause(3), QStringLiteral("an instance was launched in response to an unhealthy "
                                      "instance needing to be replaced"));
    for (const ScalingActivity& activity : result.activities)
        QVERIFY(activity.status == ActivityStatus::Successful);
}

void TestGroupLifecycle::fourKindsOfNoticesAreSent()
{
    const auto messages = [](Json events) {
        Json properties = {{"min", 1},
                           {"max", 4},
                           {"desired", 2},
                           {"notification_topic", "mail"},
                           {"scale_in_protection", true},
                           {"scheduled_actions", resizes({resize(100, 3), resize(300, 2)})}};
        if (!events.is_null())
            properties["notification_events"] = std::move(events);
        Drawing drawing = group(properties);
        drawing.add("mail", "sns.topic", "",
                    {{"subscriptions",
                      Json::array({{{"protocol", "email"}, {"endpoint", "ops@example.com"}}})}});
        const SimulationResult result =
            play(drawing.build(),
                 with(evenly(1, 700), {{.atS = 50, .kind = "capacity.out", .target = "a"},
                                       {.atS = 450, .kind = "host.stop", .target = "asg"}}));
        QStringList kinds;
        for (const Notification& message : result.notifications)
            kinds << QString::fromStdString(message.message.english())
                         .section(QLatin1Char(' '), 2, 3);
        return kinds;
    };
    // The launch at 100 s fails in zone a and succeeds in b; nobody may be terminated at 300 s; the
    // host that stops at 450 s is terminated, and replaced, in b again.
    QCOMPARE(
        messages({}),
        (QStringList{QStringLiteral("failed launch"), QStringLiteral("launch for"),
                     QStringLiteral("failed termination"), QStringLiteral("termination for")}));
    QCOMPARE(messages({"terminate"}), QStringList{QStringLiteral("termination for")});
}

QTEST_APPLESS_MAIN(TestGroupLifecycle)
#include "tst_group_lifecycle.moc"
