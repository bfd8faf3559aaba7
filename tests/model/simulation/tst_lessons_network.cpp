// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

using namespace skydraft;
using namespace skydraft::testing;

/// What lessons on addresses and gateways say, played: a subnet that is full, a public address that
/// changes, a NAT gateway that is lost with its zone.
class TestLessonsNetwork : public QObject
{
    Q_OBJECT

private slots:
    void aSmallSubnetIsFull();
    void aFullSubnetLeavesRoomInTheOtherZone();
    void addressesComeBack();
    void whatIsDrawnHoldsAddressesToo();
    void aStoppedInstanceLosesItsPublicAddress_data();
    void aStoppedInstanceLosesItsPublicAddress();
    void privateAddressesStay();
    void aNatGatewayIsLostWithItsZone_data();
    void aNatGatewayIsLostWithItsZone();
};

namespace {

/// A group in one subnet of 16 addresses, or in two.
Drawing smallSubnets(Json subnets, Json group)
{
    Json properties = {{"launch_template", "template"}, {"min", 1}, {"max", 40}, {"desired", 1}};
    properties["subnets"] = std::move(subnets);
    properties.update(group);
    return Drawing()
        .add("users", "clients")
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("small-a", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/28"}, {"zone", "a"}})
        .add("small-b", "vpc.subnet", "vpc", {{"cidr", "10.0.0.16/28"}, {"zone", "b"}})
        .add("template", "ec2.launch-template", "", station(1, 4))
        .add("asg", "autoscaling.group", "vpc", properties)
        .connect("in", "users", "asg");
}

Json at(std::initializer_list<std::pair<int, int>> resizes)
{
    Json actions = Json::array();
    for (const auto& [atS, desired] : resizes)
        actions.push_back({{"name", "resize"}, {"at_s", atS}, {"desired", desired}});
    return actions;
}

int failedLaunches(const SimulationResult& result, const char* subnet)
{
    const std::string words = "Launching a new EC2 instance failed: there are not enough free "
                              "addresses in the subnet "
                              + std::string(subnet);
    return static_cast<int>(std::count_if(result.activities.begin(), result.activities.end(),
                                          [&](const ScalingActivity& activity) {
                                              return activity.status == ActivityStatus::Failed
                                                     && activity.description.english() == words;
                                          }));
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

void TestLessonsNetwork::aSmallSubnetIsFull()
{
    // A /28 has 16 addresses, of which AWS keeps five: the 12th launch fails, and is tried again
    // after 1, 2, 4 … minutes.
    Simulation simulation = start(
        smallSubnets({"small-a"}, {{"scheduled_actions", at({{100, 11}, {300, 12}})}}).build(),
        evenly(1, 500));
    QCOMPARE(groupAt(simulation, 299).total, 11);
    QCOMPARE(failedLaunches(simulation.result(), "small-a"), 0);
    QCOMPARE(groupAt(simulation, 301).total, 11);
    QCOMPARE(failedLaunches(simulation.result(), "small-a"), 1);
    QCOMPARE(groupAt(simulation, 500).total, 11);
    QCOMPARE(failedLaunches(simulation.result(), "small-a"), 3); // 300, 360, 480 s
    // The same in a subnet whose zone nobody has drawn, and at the start.
    Drawing bare = smallSubnets({"bare"}, {{"scheduled_actions", at({{100, 12}})}});
    bare.add("bare", "vpc.subnet", "vpc", {{"cidr", "10.0.0.32/28"}});
    Simulation anywhere = start(bare.build(), evenly(1, 200));
    QCOMPARE(groupAt(anywhere, 150).total, 11);
    QCOMPARE(failedLaunches(anywhere.result(), "bare"), 1);
    Simulation full = start(smallSubnets({"small-a"}, {{"desired", 12}}).build(), evenly(1, 10));
    QCOMPARE(groupAt(full, 1).total, 11);
    QCOMPARE(failedLaunches(full.result(), "small-a"), 1);
}

void TestLessonsNetwork::aFullSubnetLeavesRoomInTheOtherZone()
{
    // Three hosts stand in a: 8 addresses there, 11 in b. 16 instances would be 8 and 8; the 17th
    // to 19th find room in b only, the 20th none.
    Drawing drawing =
        smallSubnets({"small-a", "small-b"}, {{"scheduled_actions", at({{100, 20}})}});
    for (const char* id : {"x", "y", "z"})
        drawing.add(id, "ec2.instance", "small-a");
    Simulation simulation = start(drawing.build(), evenly(1, 150));
    QCOMPARE(groupAt(simulation, 140).total, 19);
    QVERIFY(failedLaunches(simulation.result(), "small-a") >= 1);
    QCOMPARE(failedLaunches(simulation.result(), "small-b"), 1);
}

void TestLessonsNetwork::addressesComeBack()
{
    // Full, then five fewer, then eleven again: those that were terminated gave theirs back.
    Simulation simulation =
        start(smallSubnets({"small-a"},
                           {{"desired", 11}, {"scheduled_actions", at({{100, 6}, {200, 11}})}})
                  .build(),
              evenly(1, 400));
    QCOMPARE(groupAt(simulation, 190).total, 6);
    QCOMPARE(groupAt(simulation, 390).total, 11);
    QCOMPARE(failedLaunches(simulation.result(), "small-a"), 0);
}

void TestLessonsNetwork::whatIsDrawnHoldsAddressesToo()
{
    // A NAT gateway and a balancer: 11 - 2 = 9 are left.
    Drawing drawing = smallSubnets({"small-a"}, {{"desired", 12}});
    drawing.add("nat", "vpc.nat-gateway", "small-a")
        .add("lb", "elb.application", "vpc", {{"subnets", {"small-a", "small-b"}}});
    Simulation simulation = start(drawing.build(), evenly(1, 10));
    QCOMPARE(groupAt(simulation, 1).total, 9);
}

void TestLessonsNetwork::aStoppedInstanceLosesItsPublicAddress_data()
{
    QTest::addColumn<bool>("hasElasticAddress");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("comesBack");
    QTest::newRow("an automatic address is another one after a stop")
        << false << "host.restart" << false;
    QTest::newRow("a reboot keeps it") << false << "host.reboot" << true;
    QTest::newRow("an Elastic IP address stays") << true << "host.restart" << true;
}

void TestLessonsNetwork::aStoppedInstanceLosesItsPublicAddress()
{
    QFETCH(bool, hasElasticAddress);
    QFETCH(QString, kind);
    QFETCH(bool, comesBack);
    Drawing drawing;
    drawing.add("users", "clients", "", {{"connect_timeout_s", 1}})
        .add("web", "ec2.instance", "", station(1, 100, {{"public_ip", true}, {"boot_time_s", 60}}))
        .connect("c", "users", "web");
    if (hasElasticAddress)
        drawing.add("eip", "vpc.elastic-ip", "", {{"associated_with", "web"}});
    Scenario scenario = evenly(10, 600);
    scenario.faults = {{.atS = 100, .kind = kind.toStdString(), .target = "web"}};
    if (kind == QStringLiteral("host.restart"))
        scenario.faults.front().durationS = 40;
    const SimulationResult result = play(drawing.build(), scenario);
    // Stopped for 40 s and booting for 60 s, or booting only: nothing answers, each is noticed 1 s
    // later. Then everything works again, or all ask an address that belongs to nobody now.
    const double back = kind == QStringLiteral("host.restart") ? 200 : 160;
    QCOMPARE(failedBetween(result, 0, 100), std::uint64_t{0});
    const auto down = static_cast<double>(failedBetween(result, 100, back + 1));
    VERIFY_NEAR(down, 10 * (back - 100), 0.02);
    // Those of the last 598 - back seconds, and the one that is noticed at 600 s.
    const auto later = static_cast<double>(failedBetween(result, back + 2, 600));
    QCOMPARE(later, comesBack ? 0 : 10 * (598 - back) + 1);
    QCOMPARE(result.incidents.front().recoveredS > 0, comesBack);
}

void TestLessonsNetwork::privateAddressesStay()
{
    // A server of the VPC calls the other by its private address, which a stop does not change.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "", station(1, 100))
            .add("app", "ec2.instance", "", station(1, 100, {{"public_ip", true}}))
            .connect("c", "users", "web")
            .connect("a", "web", "app")
            .build();
    Scenario scenario = evenly(10, 400);
    scenario.faults = {{.atS = 100, .kind = "host.restart", .target = "app", .durationS = 40}};
    const SimulationResult result = play(architecture, scenario);
    QVERIFY(result.failed > 900);
    QCOMPARE(failedBetween(result, 212, 400), std::uint64_t{0});
}

void TestLessonsNetwork::aNatGatewayIsLostWithItsZone_data()
{
    QTest::addColumn<bool>("hasOnePerZone");
    QTest::addColumn<double>("failed"); // of what b and c send out
    QTest::newRow("b and c leave through the gateway in a") << false << 1.0;
    QTest::newRow("each zone has a gateway of its own") << true << 0.0;
}

void TestLessonsNetwork::aNatGatewayIsLostWithItsZone()
{
    QFETCH(bool, hasOnePerZone);
    QFETCH(double, failed);
    Drawing drawing;
    drawing.add("users", "clients")
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("packages", "onpremises.host", "", station(1, 100));
    for (const std::string zone : {"a", "b", "c"}) {
        const std::string gateway = hasOnePerZone ? "nat-" + zone : "nat-a";
        drawing.add(("public-" + zone).c_str(), "vpc.subnet", "vpc", {{"zone", zone}})
            .add(("nat-" + zone).c_str(), "vpc.nat-gateway", ("public-" + zone).c_str())
            .add(("table-" + zone).c_str(), "vpc.route-table", "vpc",
                 {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", gateway}}}}})
            .add(("private-" + zone).c_str(), "vpc.subnet", "vpc",
                 {{"zone", zone}, {"route_table", "table-" + zone}})
            .add(("web-" + zone).c_str(), "ec2.instance", ("private-" + zone).c_str(),
                 station(1, 100))
            .connect(("p-" + zone).c_str(), ("web-" + zone).c_str(), "packages");
        if (zone != "a") // what stands in a is lost anyway
            drawing.connect(("c-" + zone).c_str(), "users", ("web-" + zone).c_str());
    }
    Scenario scenario = evenly(10, 200);
    scenario.faults = {{.atS = 100, .kind = "az.down", .target = "a", .durationS = 50}};
    const SimulationResult result = play(drawing.build(), scenario);
    QCOMPARE(failedBetween(result, 0, 110), std::uint64_t{0});
    // Noticed 10 s after it was sent.
    const auto lost = static_cast<double>(failedBetween(result, 112, 160));
    QVERIFY2(std::abs(lost - failed * 480) <= 2, qPrintable(QString::number(lost)));
    QCOMPARE(failedBetween(result, 162, 200), std::uint64_t{0});
}

QTEST_APPLESS_MAIN(TestLessonsNetwork)
#include "tst_lessons_network.moc"
