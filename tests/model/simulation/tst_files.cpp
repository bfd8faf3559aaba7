// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "model/simulation/analytic.h"
#include "model/simulation/file_pipe.h"
#include "model/simulation/flow.h"
#include "tests/model/simulation/play.h"
#include "tests/model/simulation/play_group.h"

#include <algorithm>
#include <cmath>

using namespace skydraft;
using namespace skydraft::testing;

/// Uploaded pictures on the disks of single servers and in shared file systems.
class TestFiles : public QObject
{
    Q_OBJECT
private slots:
    void aFreshPictureOnTheWrongVolume_data();
    void aFreshPictureOnTheWrongVolume();
    void aSharedFileSystemHasEveryPicture();
    void whatWasDeployedIsEverywhere();
    void disksThatAreLost_data();
    void disksThatAreLost();
    void aStoppedServerBringsItsVolumeBack();
    void aGroupThatShrinksLosesPictures();
    void aZoneWithoutMountTarget();
    void aMountTargetBehindAClosedPort();
    void aLostZoneLeavesTheSharedFiles_data();
    void aLostZoneLeavesTheSharedFiles();
    void burstCreditsOfAFileSystem();
    void aFileSystemIsAsFastAsItIsSet_data();
    void aFileSystemIsAsFastAsItIsSet();
    void otherEnginesDoNotPlayIt();
};

namespace {

constexpr const char* zoneA = "ap-northeast-2a";
constexpr const char* zoneB = "ap-northeast-2b";

/// People who upload and look at 500 pictures, nine looks for each upload.
Drawing gallery(int servers, const Json& server, const Json& clients = Json::object())
{
    Json people = {{"read_ratio", 0.5}, {"objects", 500}, {"popularity_exponent", 0}};
    people.update(clients);
    Drawing drawing;
    drawing.add("users", "clients", "", people)
        .add("lb", "elb.application")
        .connect("in", "users", "lb");
    for (int i = 0; i < servers; ++i) {
        const std::string id = "web-" + std::to_string(i);
        drawing.add(id.c_str(), "ec2.instance", "", station(1, 100, server))
            .connect(id.c_str(), "lb", id.c_str());
    }
    return drawing;
}

double shareNotFound(const SimulationResult& result)
{
    const auto found = result.failedByCause.find("http_404");
    return found == result.failedByCause.end()
               ? 0
               : static_cast<double>(found->second) / static_cast<double>(result.offered);
}

} // namespace

void TestFiles::aFreshPictureOnTheWrongVolume_data()
{
    QTest::addColumn<int>("servers");
    for (const int servers : {1, 2, 3, 5, 8})
        QTest::addRow("%d servers", servers) << servers;
}

void TestFiles::aFreshPictureOnTheWrongVolume()
{
    QFETCH(int, servers);
    // Half of the requests look; after 100 s all 500 pictures have been uploaded. A look meets the
    // server that has it with 1 / n: (n - 1) / n of the looks are a 404.
    const SimulationResult result =
        play(gallery(servers, {{"file_store", "volume"}}).build(), open(100, 1100, 100));
    const double expected = (servers - 1.0) / servers;
    QVERIFY2(std::abs(2 * shareNotFound(result) - expected) <= 0.03 * std::max(expected, 0.5),
             qPrintable(QString::number(2 * shareNotFound(result))));
    QCOMPARE(result.failed,
             result.failedByCause.count("http_404") > 0 ? result.failedByCause.at("http_404") : 0);
}

void TestFiles::aSharedFileSystemHasEveryPicture()
{
    Drawing drawing = gallery(3, Json::object());
    drawing.add("efs", "efs.file-system");
    for (const char* server : {"web-0", "web-1", "web-2"})
        drawing.connect((std::string{"e-"} + server).c_str(), server, "efs");
    const SimulationResult result = play(drawing.build(), open(100, 600));
    QCOMPARE(result.failed, std::uint64_t{0});
    // Every upload is there: half of the requests.
    VERIFY_NEAR(static_cast<double>(node(result, "efs").files), 30'000, 0.03);
}

void TestFiles::whatWasDeployedIsEverywhere()
{
    const SimulationResult result =
        play(gallery(4, {{"file_store", "volume"}}, {{"read_ratio", 1}}).build(), open(100, 100));
    QCOMPARE(result.failed, std::uint64_t{0});
}

void TestFiles::disksThatAreLost_data()
{
    QTest::addColumn<QString>("store");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<bool>("isAttached"); ///< a volume of its own, not deleted on termination
    QTest::addColumn<bool>("isLost");
    QTest::newRow("stopped: the instance store is gone") << "instance-store"
                                                         << "host.stop" << false << true;
    QTest::newRow("stopped: the volume stays") << "volume"
                                               << "host.stop" << false << false;
    QTest::newRow("process stopped: everything stays") << "instance-store"
                                                       << "process.stop" << false << false;
    QTest::newRow("terminated: the instance store is gone") << "instance-store"
                                                            << "host.terminate" << false << true;
    QTest::newRow("terminated: the root volume goes with it") << "volume"
                                                              << "host.terminate" << false << true;
    QTest::newRow("terminated: an attached volume stays") << "volume"
                                                          << "host.terminate" << true << false;
    QTest::newRow("taken back: the root volume goes with it") << "volume"
                                                              << "spot.interrupt" << false << true;
}

void TestFiles::disksThatAreLost()
{
    QFETCH(QString, store);
    QFETCH(QString, fault);
    QFETCH(bool, isAttached);
    QFETCH(bool, isLost);
    Drawing drawing = gallery(1, {{"file_store", store.toStdString()}}, {{"read_ratio", 0}});
    if (isAttached)
        drawing.add("disk", "ec2.volume", "", {{"attached_to", "web-0"}});
    // Ten uploads a second for 100 s.
    Scenario scenario = evenly(10, 200);
    Fault struck{.atS = 100.05, .kind = fault.toStdString(), .target = "web-0"};
    if (struck.kind == "spot.interrupt")
        struck.extra = {{"notice_s", 0}};
    scenario.faults = {struck};
    const SimulationResult result = play(drawing.build(), scenario);
    QCOMPARE(result.lostFiles, std::uint64_t{isLost ? 1000U : 0U});
    QCOMPARE(result.incidents.front().lostFiles, result.lostFiles);
    QCOMPARE(node(result, "web-0").files >= 1000, !isLost);
}

void TestFiles::aStoppedServerBringsItsVolumeBack()
{
    // One of two servers is away for a minute. What only it had is a 404 meanwhile; after that half
    // of all looks again.
    Scenario scenario = open(200, 900, 600, 3);
    scenario.faults = {{.atS = 300, .kind = "host.stop", .target = "web-0", .durationS = 60}};
    const SimulationResult kept =
        play(gallery(2, {{"file_store", "volume"}, {"boot_time_s", 10}}).build(), scenario);
    VERIFY_NEAR(2 * shareNotFound(kept), 0.5, 0.03);
    QCOMPARE(kept.lostFiles, std::uint64_t{0});
}

void TestFiles::aGroupThatShrinksLosesPictures()
{
    Drawing drawing;
    drawing.add("users", "clients", "", {{"read_ratio", 0}, {"objects", 100}})
        .add("lb", "elb.application")
        .add("group", "autoscaling.group", "",
             {{"min", 1},
              {"max", 2},
              {"desired", 2},
              {"launch_template", "template"},
              {"scheduled_actions", {{{"name", "night"}, {"at_s", 200}, {"desired", 1}}}}})
        .add("template", "ec2.launch-template", "", station(1, 10, {{"file_store", "volume"}}))
        .connect("c", "users", "lb")
        .connect("l", "lb", "group");
    // Both members take five a second until one drains at 200 s: its 1,000 go with it at 500 s.
    const SimulationResult result = play(drawing.build(), evenly(10, 700));
    VERIFY_NEAR(static_cast<double>(result.lostFiles), 1000, 0.03);
    QCOMPARE(result.lostFiles + node(result, "group").files, result.succeeded);
}

namespace {

Drawing twoZones(bool hasTargetInB, const Json& fileSystem = Json::object())
{
    Drawing drawing;
    drawing.add("users", "clients", "", {{"connect_timeout_s", 1}})
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net-a", "vpc.subnet", "vpc", {{"zone", zoneA}, {"cidr", "10.0.1.0/24"}})
        .add("net-b", "vpc.subnet", "vpc", {{"zone", zoneB}, {"cidr", "10.0.2.0/24"}})
        .add("efs", "efs.file-system", "vpc", fileSystem)
        .add("target-a", "efs.mount-target", "net-a", {{"file_system", "efs"}})
        .add("lb", "elb.application")
        .add("web-a", "ec2.instance", "net-a", station(1, 100))
        .add("web-b", "ec2.instance", "net-b", station(1, 100))
        .connect("c", "users", "lb")
        .connect("la", "lb", "web-a")
        .connect("lb-b", "lb", "web-b")
        .connect("ea", "web-a", "efs")
        .connect("eb", "web-b", "efs");
    if (hasTargetInB)
        drawing.add("target-b", "efs.mount-target", "net-b", {{"file_system", "efs"}});
    return drawing;
}

} // namespace

void TestFiles::aZoneWithoutMountTarget()
{
    const SimulationResult whole = play(twoZones(true).build(), evenly(100, 100));
    QCOMPARE(whole.failed, std::uint64_t{0});
    // The servers in zone b, half of all, cannot use it.
    const SimulationResult result = play(twoZones(false).build(), evenly(100, 100));
    VERIFY_NEAR(static_cast<double>(result.failed) / static_cast<double>(result.offered), 0.5,
                0.01);
    QCOMPARE(result.failedByCause.at("no_mount_target"), result.failed);
    QCOMPARE(std::count_if(result.timeline.begin(), result.timeline.end(),
                           [](const auto& event) { return event.subject == "efs"; }),
             std::ptrdiff_t{1});
    // A One Zone file system has one mount target, and everybody uses it.
    QCOMPARE(play(twoZones(false, {{"availability", "one-zone"}}).build(), evenly(100, 100)).failed,
             std::uint64_t{0});
}

void TestFiles::aMountTargetBehindAClosedPort()
{
    // A security group lets nothing through to port 2049 in zone b.
    const SimulationResult result =
        play(twoZones(true).build(), evenly(100, 100),
             [](const ResourceId&, const ResourceId& to, std::string_view, int port) {
                 return !(to.value() == "target-b" && port == 2049);
             });
    QCOMPARE(result.failedByCause.at("blocked_by_network"), result.failed);
    QVERIFY(result.failed > 4000);
    // Nothing that came there succeeded; the last ones are still waiting for an answer.
    QVERIFY(node(result, "web-b").arrivals <= result.failed + result.inFlight);
}

void TestFiles::aLostZoneLeavesTheSharedFiles_data()
{
    QTest::addColumn<QString>("availability");
    QTest::addColumn<bool>("survives");
    QTest::newRow("in several zones") << "regional" << true;
    QTest::newRow("in the lost zone only") << "one-zone" << false;
}

void TestFiles::aLostZoneLeavesTheSharedFiles()
{
    QFETCH(QString, availability);
    QFETCH(bool, survives);
    Scenario scenario = evenly(100, 400);
    scenario.faults = {{.atS = 100, .kind = "az.down", .target = zoneA}};
    const bool isRegional = survives;
    const SimulationResult result = play(
        twoZones(isRegional, {{"availability", availability.toStdString()}}).build(), scenario);
    // 200 s after the fault the balancer has long left out the lost server.
    std::uint64_t succeeded = 0;
    for (const SecondSample& second : result.series)
        succeeded += second.atS >= 300 ? second.succeeded : 0;
    QCOMPARE(succeeded, std::uint64_t{survives ? 10'000U : 0U});
    QCOMPARE(result.lostFiles, std::uint64_t{0});
}

void TestFiles::burstCreditsOfAFileSystem()
{
    // 20 GiB: a baseline of 1 MiB/s (50 per TiB would be 0.98), 100 in a burst. With 990 MiB of
    // credits, writes of 10 MiB without a pause: each earns 0.1 s and spends 10: 990 / 9.9 = 100
    // of them in 10 s; the next takes 10 s.
    FilePipe pipe(FileSystemPlan{
        .baselineMibPerS = 1, .burstMibPerS = 100, .mostCreditsMib = 1e6, .creditsMib = 990});
    std::int64_t now = 0;
    int bursts = 0;
    while (true) {
        const std::int64_t span = pipe.carry(10, true, now);
        if (span > 1'000'000'000)
            break;
        QCOMPARE(span, std::int64_t{100'000'000});
        now += span;
        ++bursts;
    }
    QVERIFY2(bursts >= 99 && bursts <= 101, qPrintable(QString::number(bursts)));
    // A read counts for a third: 30 MiB are as much as 10 written.
    FilePipe reading(FileSystemPlan{.baselineMibPerS = 10, .burstMibPerS = 10});
    QCOMPARE(reading.carry(30, false, 0), std::int64_t{1'000'000'000});
    QCOMPARE(reading.carry(10, true, 0), std::int64_t{2'000'000'000}); // after the other
}

void TestFiles::aFileSystemIsAsFastAsItIsSet_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<double>("creditGib");
    QTest::addColumn<double>("perS");
    // Uploads of 10 MiB, 20 a second: 200 MiB/s are wanted.
    QTest::newRow("elastic: all of them") << "elastic" << 0.0 << 20.0;
    QTest::newRow("bursting with credits: 100 MiB/s") << "bursting" << 2000.0 << 10.0;
    QTest::newRow("bursting without credits: 25 MiB/s for half a TiB") << "bursting" << 0.0 << 2.5;
    QTest::newRow("provisioned: 50 MiB/s") << "provisioned" << 0.0 << 5.0;
}

void TestFiles::aFileSystemIsAsFastAsItIsSet()
{
    QFETCH(QString, mode);
    QFETCH(double, creditGib);
    QFETCH(double, perS);
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "",
                 {{"request_classes",
                   {{{"name", "upload"}, {"operation", "write"}, {"size_kib", 10 * 1024}}}}})
            .add("web", "ec2.instance", "", station(0, 1000))
            .add("efs", "efs.file-system", "",
                 {{"throughput_mode", mode.toStdString()},
                  {"provisioned_mibps", 50},
                  {"size_gib", 512},
                  {"burst_credit_gib", creditGib},
                  {"service_time_ms", 0}})
            .connect("c", "users", "web")
            .connect("e", "web", "efs")
            .build();
    const SimulationResult result = play(architecture, evenly(20, 400));
    VERIFY_NEAR(static_cast<double>(result.succeeded), 400 * perS, 0.01);
}

void TestFiles::otherEnginesDoNotPlayIt()
{
    const Architecture drawn = gallery(2, {{"file_store", "volume"}}).build();
    QVERIFY(!simulateFlow(Catalogue::builtIn(), drawn, open(10, 60), {}).has_value());
    const auto estimated = estimateOf(Catalogue::builtIn(), drawn, open(10, 60), {});
    QVERIFY(estimated.has_value());
    QCOMPARE(estimated->notes.size(), std::size_t{2}); // one for each server
    const auto shared =
        simulateFlow(Catalogue::builtIn(), twoZones(true).build(), open(10, 60), {});
    QVERIFY(shared.has_value());
    QCOMPARE(shared->notes.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestFiles)
#include "tst_files.moc"
