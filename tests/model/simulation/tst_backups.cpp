// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "model/simulation/analytic.h"
#include "model/simulation/database_connections.h"
#include "model/simulation/flow.h"
#include "tests/model/simulation/play.h"
#include "tests/model/simulation/play_group.h"

#include <algorithm>

using namespace skydraft;
using namespace skydraft::testing;

/// Databases: snapshots, recovery to a point in time, connections, replicas, several kinds of them.
class TestBackups : public QObject
{
    Q_OBJECT
private slots:
    void rowsAfterThePointInTimeAreAbsent_data();
    void rowsAfterThePointInTimeAreAbsent();
    void aLostDatabaseIsRestored_data();
    void aLostDatabaseIsRestored();
    void withoutBackupsThereIsNothingToRestore();
    void theSnapshotOfTheDay();
    void aRestoreSaysWhenAndHow();
    void connectionsByClass_data();
    void connectionsByClass();
    void whoFindsNoConnectionIsRefused();
    void aFullStorageTakesNoWrites();
    void writesToAReplicaAreRefused_data();
    void writesToAReplicaAreRefused();
    void databasesThatLoseTheirZone_data();
    void databasesThatLoseTheirZone();
    void anOwnDatabaseOnAnInstanceStore();
    void aDocumentDatabaseFailsOver();
    void otherEnginesSayThatReplicasRefuse();
};

namespace {

/// Ten writes a second into a database.
Architecture writers(const char* type, const Json& database)
{
    return Drawing()
        .add("users", "clients", "", {{"read_ratio", 0}, {"connect_timeout_s", 1}})
        .add("db", type, "", station(0, 100, database))
        .connect("c", "users", "db")
        .build();
}

bool saysOf(const SimulationResult& result, const std::string& words)
{
    return std::any_of(result.timeline.begin(), result.timeline.end(), [&](const auto& event) {
        return event.text.english().find(words) != std::string::npos;
    });
}

std::uint64_t succeededBetween(const SimulationResult& result, double from, double to)
{
    std::uint64_t succeeded = 0;
    for (const SecondSample& second : result.series)
        if (second.atS >= from && second.atS < to)
            succeeded += second.succeeded;
    return succeeded;
}

} // namespace

void TestBackups::rowsAfterThePointInTimeAreAbsent_data()
{
    QTest::addColumn<double>("toS"); ///< -1: the latest
    QTest::addColumn<int>("lost");
    // Asked for at 1,000 s, ready at 1,200 s: what came after the point and before that is lost.
    QTest::newRow("to 600 s: 600 s of writes") << 600.0 << 6'000;
    QTest::newRow("to 100 s: 1,100 s of writes") << 100.0 << 11'000;
    QTest::newRow("to the latest, five minutes ago: 500 s") << -1.0 << 5'000;
    QTest::newRow("later than the latest is the latest") << 990.0 << 5'000;
}

void TestBackups::rowsAfterThePointInTimeAreAbsent()
{
    QFETCH(double, toS);
    QFETCH(int, lost);
    Fault restore{.atS = 1000, .kind = "db.restore", .target = "db"};
    restore.extra = {{"restore_time_s", 200}};
    if (toS >= 0)
        restore.extra["to_s"] = toS;
    const SimulationResult result = play(writers("rds.instance", {{"backup_retention_days", 7}}),
                                         with(evenly(10, 1500), {restore}));
    const Incident& incident = result.incidents.front();
    QVERIFY2(std::abs(static_cast<double>(incident.lostWrites) - lost) <= 10,
             qPrintable(QString::number(incident.lostWrites)));
    // The others are there, those before the point and those after the switch; nothing stood still.
    QCOMPARE(node(result, "db").storedWrites + incident.lostWrites, result.succeeded);
    QVERIFY(result.failed <= 1);
}

void TestBackups::aLostDatabaseIsRestored_data()
{
    QTest::addColumn<int>("retentionDays");
    QTest::addColumn<double>("snapshotS"); ///< -1: none
    QTest::addColumn<int>("stored");       ///< of the 10,000 before the loss
    QTest::newRow("from automatic backups: all but five minutes") << 7 << -1.0 << 7'000;
    QTest::newRow("from a manual snapshot: what it has") << 0 << 400.0 << 4'000;
    QTest::newRow("from the later of both") << 7 << 900.0 << 9'000;
}

void TestBackups::aLostDatabaseIsRestored()
{
    QFETCH(int, retentionDays);
    QFETCH(double, snapshotS);
    QFETCH(int, stored);
    std::vector<Fault> faults;
    if (snapshotS >= 0)
        faults.push_back({.atS = snapshotS, .kind = "db.snapshot", .target = "db"});
    faults.push_back({.atS = 1000, .kind = "host.terminate", .target = "db"});
    faults.push_back(
        {.atS = 1100, .kind = "db.restore", .target = "db", .extra = {{"restore_time_s", 900}}});
    const SimulationResult result =
        play(writers("rds.instance", {{"backup_retention_days", retentionDays}}),
             with(evenly(10, 2500), faults));
    // Away from 1,000 to 2,000 s; then ten a second again, 5,000 of them.
    QCOMPARE(succeededBetween(result, 1001, 2000), std::uint64_t{0});
    VERIFY_NEAR(static_cast<double>(node(result, "db").storedWrites), stored + 5'000, 0.005);
    std::uint64_t lost = 0;
    for (const Incident& incident : result.incidents)
        lost += incident.lostWrites;
    QCOMPARE(node(result, "db").storedWrites + lost, result.succeeded); // none twice, none left out
}

void TestBackups::withoutBackupsThereIsNothingToRestore()
{
    const SimulationResult result =
        play(writers("rds.instance", {{"backup_retention_days", 0}}),
             with(evenly(10, 2000), {{.atS = 1000, .kind = "host.terminate", .target = "db"},
                                     {.atS = 1100,
                                      .kind = "db.restore",
                                      .target = "db",
                                      .extra = {{"restore_time_s", 10}}}}));
    QVERIFY(saysOf(result, "no backup"));
    QCOMPARE(succeededBetween(result, 1001, 2000), std::uint64_t{0});
    QCOMPARE(node(result, "db").storedWrites, std::uint64_t{0});
    QVERIFY(std::abs(static_cast<double>(result.incidents.front().lostWrites) - 10'000) <= 10);
}

void TestBackups::theSnapshotOfTheDay()
{
    // The run begins at midnight; the window at 3:00, two days long.
    const SimulationResult result =
        play(writers("rds.instance", {{"backup_retention_days", 7}, {"backup_hour", 3}}),
             evenly(0.01, 2 * 86'400));
    std::vector<double> times;
    for (const TimelineEvent& event : result.timeline)
        if (event.text.english().find("automatic snapshot") != std::string::npos)
            times.push_back(event.atS);
    QCOMPARE(times, (std::vector<double>{10'800, 97'200}));
}

void TestBackups::aRestoreSaysWhenAndHow()
{
    const auto refused = [](const Json& extra, const char* target) {
        Scenario scenario = evenly(1, 10);
        scenario.faults = {{.atS = 1, .kind = "db.restore", .target = target, .extra = extra}};
        const auto simulation = Simulation::create(
            Catalogue::builtIn(), writers("rds.instance", Json::object()), scenario, {});
        return simulation.has_value() ? std::string{} : simulation.error().location.pointer;
    };
    QCOMPARE(refused({{"to_s", "noon"}}, "db"), std::string{"/scenarios/0/faults/0/to_s"});
    QCOMPARE(refused({{"restore_time_s", -1}}, "db"),
             std::string{"/scenarios/0/faults/0/restore_time_s"});
    QCOMPARE(refused(Json::object(), "users"), std::string{"/scenarios/0/faults/0/target"});
    QCOMPARE(refused({{"to_s", 0}}, "db"), std::string{});
}

void TestBackups::connectionsByClass_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QByteArray>("instanceClass");
    QTest::addColumn<unsigned>("most");
    // 1 GiB / 12,582,880 = 85.3; / 9,531,392 = 112.7; 16 GiB / 12,582,880 = 1,365.3.
    QTest::newRow("MySQL with 1 GiB") << QByteArray{"mysql"} << QByteArray{"db.t3.micro"} << 85U;
    QTest::newRow("PostgreSQL with 1 GiB")
        << QByteArray{"postgres"} << QByteArray{"db.t4g.micro"} << 112U;
    QTest::newRow("MySQL with 16 GiB") << QByteArray{"mysql"} << QByteArray{"db.r5.large"} << 1365U;
    QTest::newRow("PostgreSQL has at most 5,000")
        << QByteArray{"postgres"} << QByteArray{"db.r6g.4xlarge"} << 5000U;
    QTest::newRow("an unknown class has no figure")
        << QByteArray{"mysql"} << QByteArray{"db.serverless"} << 0U;
}

void TestBackups::connectionsByClass()
{
    QFETCH(QByteArray, engine);
    QFETCH(QByteArray, instanceClass);
    QFETCH(unsigned, most);
    QCOMPARE(mostConnections(engine.toStdString(), instanceClass.toStdString()).value_or(0), most);
}

void TestBackups::whoFindsNoConnectionIsRefused()
{
    // One query at a time, a second each, ten of them a second: within ten seconds all 85
    // connections of a db.t3.micro are taken, 1 at work and 84 waiting; from then on 9 of 10 fail.
    const Json slow = station(1000, 1, {{"service_time_distribution", "deterministic"}});
    const auto played = [&](Json more) {
        Json database = slow;
        database.update(more);
        const Architecture architecture = Drawing()
                                              .add("users", "clients")
                                              .add("web", "ec2.instance", "", station(0, 1000))
                                              .add("db", "rds.instance", "", database)
                                              .connect("c", "users", "web")
                                              .connect("d", "web", "db")
                                              .build();
        return play(architecture, evenly(10, 100));
    };
    const SimulationResult limited = played({{"limit_connections", true}});
    // 1,000 came; 99 were answered, 85 have a connection at the end, the rest was refused.
    QCOMPARE(limited.failedByCause.at("too_many_connections"), limited.failed);
    QVERIFY(limited.inFlight >= 84 && limited.inFlight <= 86);
    QCOMPARE(limited.failed, 1000 - limited.succeeded - limited.inFlight);
    QCOMPARE(played({{"limit_connections", true}, {"max_connections", 20}}).inFlight,
             std::uint64_t{20});
    QCOMPARE(played(Json::object()).failed, std::uint64_t{0});
}

void TestBackups::aFullStorageTakesNoWrites()
{
    // 20 GiB of which 19 are used: room for 1,024 writes of 1 MiB. Of 2,000 requests, half of them
    // writes, all reads succeed.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0}})
            .add("readers", "clients", "", {{"rate_per_s", 10}})
            .add("db", "rds.instance", "",
                 station(0, 100, {{"storage_gib", 20}, {"used_gib", 19}, {"write_size_kib", 1024}}))
            .connect("c", "users", "db")
            .connect("r", "readers", "db")
            .build();
    Scenario scenario = evenly(10, 200);
    scenario.load.push_back(Load{.client = ResourceId{"readers"}, .ratePerS = 10});
    const SimulationResult result = play(architecture, scenario);
    QCOMPARE(node(result, "db").storedWrites, std::uint64_t{1024});
    QCOMPARE(result.failedByCause.at("storage_full"), result.failed);
    QCOMPARE(result.failed, result.populations.at(ResourceId{"users"}).offered - 1024);
    QVERIFY(saysOf(result, "no storage left"));
}

void TestBackups::writesToAReplicaAreRefused_data()
{
    QTest::addColumn<QString>("operation"); ///< of the connection to the replica
    QTest::addColumn<bool>("hasPrimary");
    QTest::addColumn<double>("failedShare");
    QTest::newRow("only a replica is drawn: its writes fail") << "" << false << 0.2;
    QTest::newRow("writes are sent to it: they fail") << "write" << false << 0.2;
    QTest::newRow("beside a primary writes go there") << "" << true << 0.0;
    QTest::newRow("drawn for reads only: somebody else writes") << "read" << false << 0.0;
}

void TestBackups::writesToAReplicaAreRefused()
{
    QFETCH(QString, operation);
    QFETCH(bool, hasPrimary);
    QFETCH(double, failedShare);
    Drawing drawing;
    drawing.add("users", "clients", "", {{"read_ratio", 0.8}})
        .add("web", "ec2.instance", "", station(0, 1000))
        .add("db", "rds.instance", "", station(0, 100))
        .add("replica", "rds.instance", "",
             station(0, 100, {{"replica_role", "read-replica"}, {"source", "db"}}))
        .connect("c", "users", "web")
        .connect("r", "web", "replica",
                 operation.isEmpty() ? Json::object()
                                     : Json{{"operation", operation.toStdString()}});
    if (hasPrimary)
        drawing.connect("w", "web", "db");
    const SimulationResult result = play(drawing.build(), open(100, 300));
    const double share = static_cast<double>(result.failed) / static_cast<double>(result.offered);
    QVERIFY2(std::abs(share - failedShare) < 0.01, qPrintable(QString::number(share)));
    if (failedShare > 0)
        QCOMPARE(result.failedByCause.at("read_only"), result.failed);
    QCOMPARE(node(result, "replica").storedWrites, std::uint64_t{0});
}

void TestBackups::databasesThatLoseTheirZone_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("properties");
    QTest::addColumn<double>("leastS"); ///< without the database
    QTest::addColumn<double>("mostS");
    QTest::newRow("on an EC2 host: until the zone is back")
        << "ec2.instance"
        << R"({"software": "database", "boot_time_s": 60})" << 960.0 << 961.0;
    QTest::newRow("RDS in one zone: until the zone is back") << "rds.instance"
                                                             << R"({})" << 900.0 << 961.0;
    QTest::newRow("RDS Multi-AZ: until the standby has taken over")
        << "rds.instance"
        << R"({"multi_az": true})" << 60.0 << 120.0;
    QTest::newRow("DocumentDB with two instances: the same")
        << "docdb.cluster"
        << R"({"instances": 2})" << 20.0 << 40.0;
}

void TestBackups::databasesThatLoseTheirZone()
{
    QFETCH(QString, type);
    QFETCH(QString, properties);
    QFETCH(double, leastS);
    QFETCH(double, mostS);
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0}, {"connect_timeout_s", 1}})
            .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("net", "vpc.subnet", "vpc", {{"zone", "ap-northeast-2a"}})
            .add("db", type.toLatin1().constData(),
                 type.startsWith(QLatin1String("docdb")) ? "" : "net",
                 station(0, 100,
                         type.startsWith(QLatin1String("docdb"))
                             ? Json{{"subnets", {"net"}}, {"instances", 2}}
                             : Json::parse(properties.toStdString())))
            .connect("c", "users", "db")
            .build();
    const SimulationResult result = play(
        architecture,
        with(evenly(10, 2000),
             {{.atS = 500, .kind = "az.down", .target = "ap-northeast-2a", .durationS = 900}}));
    double back = -1;
    for (const SecondSample& second : result.series)
        if (second.atS > 501 && second.succeeded > 0 && back < 0)
            back = second.atS - 500;
    QVERIFY2(back >= leastS && back <= mostS, qPrintable(QString::number(back)));
    QCOMPARE(node(result, "db").storedWrites, result.succeeded); // nothing committed is lost
}

void TestBackups::anOwnDatabaseOnAnInstanceStore()
{
    // Its data stood on the disks of the host: the zone comes back, the rows do not.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0}, {"connect_timeout_s", 1}})
            .add("zone", "availability-zone", "", {{"zone", "ap-northeast-2a"}})
            .add("db", "ec2.instance", "zone",
                 station(0, 100, {{"software", "database"}, {"file_store", "instance-store"}}))
            .connect("c", "users", "db")
            .build();
    const SimulationResult result = play(
        architecture,
        with(evenly(10, 1000),
             {{.atS = 500, .kind = "az.down", .target = "ap-northeast-2a", .durationS = 100}}));
    QVERIFY(std::abs(static_cast<double>(result.incidents.front().lostWrites) - 5'000) <= 10);
    QCOMPARE(node(result, "db").storedWrites + result.incidents.front().lostWrites,
             result.succeeded);
}

void TestBackups::aDocumentDatabaseFailsOver()
{
    // 30 s by itself with a second instance; with one only it stays away.
    for (const int instances : {1, 2}) {
        const SimulationResult result =
            play(writers("docdb.cluster", {{"instances", instances}}),
                 with(evenly(10, 300), {{.atS = 100, .kind = "host.stop", .target = "db"}}));
        VERIFY_NEAR(static_cast<double>(result.succeeded), instances == 2 ? 2'700 : 1'000, 0.01);
    }
    // And it is restored as an RDS database is.
    const SimulationResult restored =
        play(writers("docdb.cluster", {{"backup_retention_days", 1}}),
             with(evenly(10, 1500), {{.atS = 1000,
                                      .kind = "db.restore",
                                      .target = "db",
                                      .extra = {{"to_s", 500}, {"restore_time_s", 100}}}}));
    QVERIFY(std::abs(static_cast<double>(restored.incidents.front().lostWrites) - 6'000) <= 10);
}

void TestBackups::otherEnginesSayThatReplicasRefuse()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0.5}})
            .add("web", "ec2.instance", "", station(1, 100))
            .add("replica", "rds.instance", "", station(1, 100, {{"replica_role", "read-replica"}}))
            .connect("c", "users", "web")
            .connect("r", "web", "replica")
            .build();
    QVERIFY(!simulateFlow(Catalogue::builtIn(), architecture, open(10, 60), {}).has_value());
    const auto estimated = estimateOf(Catalogue::builtIn(), architecture, open(10, 60), {});
    QVERIFY(estimated.has_value());
    QCOMPARE(estimated->notes.size(), std::size_t{1});
    // Those who ask it themselves are no better off.
    const Architecture direct =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0.5}})
            .add("replica", "rds.instance", "", station(1, 100, {{"replica_role", "read-replica"}}))
            .connect("c", "users", "replica")
            .build();
    QVERIFY(!simulateFlow(Catalogue::builtIn(), direct, open(10, 60), {}).has_value());
    const SimulationResult played = play(direct, open(100, 300));
    VERIFY_NEAR(static_cast<double>(played.failedByCause.at("read_only")),
                static_cast<double>(played.offered) / 2, 0.03);
}

QTEST_APPLESS_MAIN(TestBackups)
#include "tst_backups.moc"
