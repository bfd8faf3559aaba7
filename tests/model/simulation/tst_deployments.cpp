// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

using namespace skydraft;
using namespace skydraft::testing;

/// New versions for a group: what each way of deploying costs, and what a bad version does.
class TestDeployments : public QObject
{
    Q_OBJECT

private slots:
    void allAtOnceInterruptsTheService();
    void rollingGoesRound();
    void aBadVersionStopsARollingDeployment();
    void aBadVersionAllAtOnceIsAnOutage();
    void anAdditionalBatchKeepsTheCapacity();
    void immutableAndBlueGreenReplaceTheFleet_data();
    void immutableAndBlueGreenReplaceTheFleet();
    void aBadFleetNeverTakesOver_data();
    void aBadFleetNeverTakesOver();
    void anInstanceRefreshReplacesOneAfterTheOther();
    void aRefreshWithoutElbHealthDoesNotSeeABadVersion();
    void aDeploymentThatCannotStandIsRefused_data();
    void aDeploymentThatCannotStandIsRefused();
};

namespace {

Fault deploy(double atS, const char* policy, Json more = Json::object())
{
    Fault fault{.atS = atS, .kind = "deploy", .target = "asg"};
    fault.extra = {{"policy", policy}, {"install_time_s", 20}};
    fault.extra.update(more);
    return fault;
}

/// Four members behind a balancer that checks every 10 s; requests take 100 ms.
Drawing four(Json more = Json::object())
{
    Json properties = {{"min", 4}, {"max", 4}, {"desired", 4}, {"warmup_s", 0}};
    properties.update(more);
    Drawing drawing =
        group(properties, station(100, 4, {{"service_time_distribution", "deterministic"}}));
    drawing.add(
        "tg", "elb.target-group", "",
        {{"deregistration_delay_s", 30},
         {"health_check", {{"interval_s", 10}, {"timeout_s", 5}, {"unhealthy_threshold", 2}}}});
    return drawing;
}

SimulationResult deployed(const Fault& fault, double seconds = 900, const Drawing& drawing = four())
{
    return play(drawing.build(), with(evenly(10, seconds), {fault}));
}

QString linesOf(const SimulationResult& result)
{
    QString lines;
    for (const ScalingActivity& activity : result.activities)
        lines += QStringLiteral("%1-%2 %3 %4\n")
                     .arg(activity.atS)
                     .arg(activity.endS)
                     .arg(static_cast<int>(activity.status))
                     .arg(QString::fromStdString(activity.description.english()));
    return lines;
}

int countOf(const SimulationResult& result, const char* beginning, ActivityStatus status)
{
    return static_cast<int>(std::count_if(
        result.activities.begin(), result.activities.end(), [&](const ScalingActivity& activity) {
            return activity.status == status
                   && activity.description.english().starts_with(beginning);
        }));
}

} // namespace

void TestDeployments::allAtOnceInterruptsTheService()
{
    // Nothing answers for 20 s: the 200 requests of 60 … 80 s and what was in flight fail.
    const SimulationResult result = deployed(deploy(60, "all-at-once"));
    QVERIFY2(result.failed >= 200 && result.failed <= 202,
             qPrintable(QString::number(result.failed)));
    QCOMPARE(countOf(result, "Deploying version 2: all at once", ActivityStatus::Successful), 1);
}

void TestDeployments::rollingGoesRound()
{
    // One of four at a time (30 % of 4 = 1.2): out of service, drained, installed, checked.
    const SimulationResult result = deployed(deploy(60, "rolling"));
    QCOMPARE(result.failed, std::uint64_t{0});
    QVERIFY2(countOf(result, "Deploying version 2: rolling", ActivityStatus::Successful) == 1,
             qPrintable(linesOf(result)));
    // 4 times 20 s of installing and at most 5 + 10 + 5 s to be noticed as healthy.
    const double took = result.activities.front().endS - 60;
    QVERIFY2(took >= 80 && took <= 4 * (20 + 10 + 3 * 5), qPrintable(QString::number(took)));
}

void TestDeployments::aBadVersionStopsARollingDeployment()
{
    const SimulationResult result = deployed(deploy(60, "rolling", {{"bad_version", true}}));
    // A new target gets nothing before its first passed check: the bad one never serves.
    QCOMPARE(result.failed, std::uint64_t{0});
    QVERIFY2(countOf(result, "Deploying version 2", ActivityStatus::Failed) == 1,
             qPrintable(linesOf(result)));
    QCOMPARE(countOf(result, "Rolling back to version 1", ActivityStatus::Successful), 1);
    // Drained by 65 s, installed by 90 s, two checks of 10 s fail by 110 s, seen every 5 s.
    const double detected = result.incidents.front().detectedS;
    QVERIFY2(detected >= 30 && detected <= 55, qPrintable(QString::number(detected)));
}

void TestDeployments::aBadVersionAllAtOnceIsAnOutage()
{
    Fault fault = deploy(60, "all-at-once", {{"bad_version", true}});
    const SimulationResult result = deployed(fault, 300);
    // From 60 s on everything fails, by the end still: 240 s of 10/s.
    QVERIFY2(result.failed >= 2390, qPrintable(QString::number(result.failed)));
    QVERIFY(result.incidents.front().recoveredS < 0);
    // Going back after 100 s heals it: outage of 100 s, and 20 s to install the old version.
    fault.durationS = 100;
    const SimulationResult healed = deployed(fault, 600);
    QVERIFY2(healed.failed >= 1190 && healed.failed <= 1260,
             qPrintable(QString::number(healed.failed)));
    QVERIFY(healed.incidents.front().recoveredS > 0);
}

void TestDeployments::anAdditionalBatchKeepsTheCapacity()
{
    Simulation simulation =
        start(four().build(), with(evenly(10, 900), {deploy(60, "rolling-with-additional-batch")}));
    int fewest = 4;
    int most = 0;
    for (int second = 60; second < 900; ++second) {
        const NodeFrame frame = groupAt(simulation, second);
        fewest = std::min(fewest, frame.inService);
        most = std::max(most, frame.total);
    }
    QCOMPARE(fewest, 4); // rolling alone has three meanwhile
    QCOMPARE(most, 5);
    QCOMPARE(groupAt(simulation, 900).total, 4);
    QCOMPARE(simulation.result().failed, std::uint64_t{0});
}

void TestDeployments::immutableAndBlueGreenReplaceTheFleet_data()
{
    QTest::addColumn<QString>("policy");
    QTest::newRow("immutable") << QStringLiteral("immutable");
    QTest::newRow("blue/green") << QStringLiteral("blue-green");
}

void TestDeployments::immutableAndBlueGreenReplaceTheFleet()
{
    QFETCH(QString, policy);
    Simulation simulation =
        start(four().build(), with(evenly(10, 900), {deploy(60, policy.toUtf8().constData())}));
    QCOMPARE(groupAt(simulation, 65).total, 8); // twice the fleet, although the maximum is four
    QCOMPARE(groupAt(simulation, 899).total, 4);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    QVERIFY2(result.failed == 0, qPrintable(linesOf(result)));
    QCOMPARE(countOf(result, "Launching", ActivityStatus::Successful), 4);
    QCOMPARE(countOf(result, "Terminating", ActivityStatus::Successful), 4);
    QCOMPARE(countOf(result, "Deploying", ActivityStatus::Successful), 1);
}

void TestDeployments::aBadFleetNeverTakesOver_data()
{
    immutableAndBlueGreenReplaceTheFleet_data();
}

void TestDeployments::aBadFleetNeverTakesOver()
{
    QFETCH(QString, policy);
    const SimulationResult result =
        deployed(deploy(60, policy.toUtf8().constData(), {{"bad_version", true}}));
    QVERIFY2(result.failed == 0, qPrintable(linesOf(result)));
    QCOMPARE(countOf(result, "Deploying", ActivityStatus::Failed), 1);
    QCOMPARE(countOf(result, "Terminating", ActivityStatus::Successful), 4);  // the new ones
    QCOMPARE(countOf(result, "Rolling back", ActivityStatus::Successful), 0); // nothing to do
}

void TestDeployments::anInstanceRefreshReplacesOneAfterTheOther()
{
    Fault fault{.atS = 60, .kind = "deploy.refresh", .target = "asg"};
    const SimulationResult result = deployed(fault, 900, four({{"health_check_type", "elb"}}));
    QVERIFY2(result.failed == 0, qPrintable(linesOf(result)));
    QCOMPARE(countOf(result, "Terminating", ActivityStatus::Successful), 4);
    QCOMPARE(countOf(result, "Launching", ActivityStatus::Successful), 4);
    // One at a time (10 % of 4 is less than one), each 30 s to launch, 30 s to boot and a check.
    std::vector<double> launches;
    for (const ScalingActivity& activity : result.activities)
        if (activity.description.english().starts_with("Launching"))
            launches.push_back(activity.atS);
    for (std::size_t i = 1; i < launches.size(); ++i)
        QVERIFY(launches[i] - launches[i - 1] >= 60);
}

void TestDeployments::aRefreshWithoutElbHealthDoesNotSeeABadVersion()
{
    Fault fault{.atS = 60, .kind = "deploy.refresh", .target = "asg"};
    fault.extra = {{"bad_version", true}};
    // EC2 health: running is healthy. At the end all four answer errors.
    const SimulationResult ec2 = deployed(fault);
    QCOMPARE(countOf(ec2, "Deploying", ActivityStatus::Successful), 1);
    QVERIFY(ec2.failed > 1000);
    // ELB health: the first one fails its checks, the refresh stops there.
    const SimulationResult elb = deployed(fault, 900, four({{"health_check_type", "elb"}}));
    QVERIFY2(countOf(elb, "Deploying", ActivityStatus::Failed) == 1, qPrintable(linesOf(elb)));
    QCOMPARE(elb.failed, std::uint64_t{0});
}

void TestDeployments::aDeploymentThatCannotStandIsRefused_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    QTest::newRow("no such way") << QStringLiteral("asg") << QStringLiteral("policy")
                                 << QStringLiteral("\"canary\"");
    QTest::newRow("no instance at a time")
        << QStringLiteral("asg") << QStringLiteral("batch") << QStringLiteral("0");
    QTest::newRow("a share without its sign")
        << QStringLiteral("asg") << QStringLiteral("batch") << QStringLiteral("\"30\"");
    QTest::newRow("more than all")
        << QStringLiteral("asg") << QStringLiteral("batch") << QStringLiteral("\"130%\"");
    QTest::newRow("a word for a flag")
        << QStringLiteral("asg") << QStringLiteral("bad_version") << QStringLiteral("\"yes\"");
    QTest::newRow("before it began")
        << QStringLiteral("asg") << QStringLiteral("install_time_s") << QStringLiteral("-1");
    QTest::newRow("no group") << QStringLiteral("users") << QStringLiteral("target")
                              << QStringLiteral("\"users\"");
}

void TestDeployments::aDeploymentThatCannotStandIsRefused()
{
    QFETCH(QString, target);
    QFETCH(QString, member);
    QFETCH(QString, value);
    Fault fault = deploy(60, "rolling");
    fault.target = target.toStdString();
    fault.extra[member.toStdString()] = Json::parse(value.toStdString());
    const auto refused = Simulation::create(Catalogue::builtIn(), four().build(),
                                            with(evenly(10, 100), {fault}), {});
    QVERIFY(!refused);
    QCOMPARE(QString::fromStdString(refused.error().location.pointer),
             QStringLiteral("/scenarios/0/faults/0/") + member);
}

QTEST_APPLESS_MAIN(TestDeployments)
#include "tst_deployments.moc"
