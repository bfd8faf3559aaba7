// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "model/simulation/plan.h"
#include "model/simulation/regions.h"
#include "tests/model/simulation/play.h"

#include <cmath>
#include <numeric>

using namespace skydraft;
using namespace skydraft::testing;

/// Faults of places, gateways, connections and clients; distances; what is lost.
class TestDisturbances : public QObject
{
    Q_OBJECT
private slots:
    void distances();
    void farClientsWaitForTheLight();
    void latencyRoutingTakesTheNearest();
    void geolocationTakesTheMostExactPlace();
    void aLostRegionFailsOverToTheOther();
    void oneNatGatewayForThreeZones_data();
    void oneNatGatewayForThreeZones();
    void aSlowConnection();
    void lostPacketsAreSentAgain();
    void aSpikeOfLoad();
    void moreUsersForAWhile();
    void staleResolvers();
    void newAddressesOfABalancer_data();
    void newAddressesOfABalancer();
    void aSpotInstanceHasTwoMinutes();
    void aTerminatedHostStaysAway();
    void aLostDatabaseLosesWhatWasNotBackedUp_data();
    void aLostDatabaseLosesWhatWasNotBackedUp();
    void readsOfALaggingReplica();
    void sessionsInTheMemoryOfAnInstance_data();
    void sessionsInTheMemoryOfAnInstance();
    void anIncidentTellsWhereTheTimeWent();
    void everyFaultHasATargetItCannotStrike();
    void paths_data();
    void paths();
};

namespace {

std::uint64_t sum(const std::vector<SecondSample>& series, double from, double to,
                  std::uint64_t SecondSample::*member)
{
    std::uint64_t total = 0;
    for (const SecondSample& second : series)
        if (second.atS >= from && second.atS < to)
            total += second.*member;
    return total;
}

Architecture twoServers(const Json& clients = Json::object())
{
    return Drawing()
        .add("users", "clients", "", clients)
        .add("lb", "elb.application")
        .add("a", "ec2.instance", "", station(1, 10))
        .add("b", "ec2.instance", "", station(1, 10))
        .connect("c", "users", "lb")
        .connect("la", "lb", "a")
        .connect("lb-b", "lb", "b")
        .build();
}

/// Two regions with a server each, and a record for each under one name.
Drawing twoRegions(const Json& seoul, const Json& virginia, const char* where)
{
    return Drawing()
        .add("users", "clients", "", {{"region", where}, {"dns_resolvers", 200}})
        .add("r-seoul", "region", "", {{"code", "ap-northeast-2"}})
        .add("r-virginia", "region", "", {{"code", "us-east-1"}})
        .add("seoul", "ec2.instance", "r-seoul",
             station(1, 1000, {{"service_time_distribution", "deterministic"}}))
        .add("virginia", "ec2.instance", "r-virginia",
             station(1, 1000, {{"service_time_distribution", "deterministic"}}))
        .add("zone", "route53.zone")
        .add("rec-seoul", "route53.record", "zone", seoul)
        .add("rec-virginia", "route53.record", "zone", virginia)
        .connect("c", "users", "zone")
        .connect("rs", "rec-seoul", "seoul", Json::object(), ConnectionKind::Alias)
        .connect("rv", "rec-virginia", "virginia", Json::object(), ConnectionKind::Alias);
}

Json record(const char* policy, Json more = Json::object())
{
    Json properties = {{"record_name", "www"}, {"routing_policy", policy}, {"ttl_s", 60}};
    properties.update(more);
    return properties;
}

} // namespace

void TestDisturbances::distances()
{
    // Seoul to Virginia: 11,180 km * 1.5 / 200,000 km/s = 84 ms, and 1 ms.
    VERIFY_NEAR(static_cast<double>(oneWayNs("ap-northeast-2", "us-east-1")), 85e6, 0.02);
    QCOMPARE(oneWayNs("us-east-1", "ap-northeast-2"), oneWayNs("ap-northeast-2", "us-east-1"));
    QCOMPARE(oneWayNs("us-east-1", "us-east-1"), std::int64_t{0});
    QCOMPARE(oneWayNs("us-east-1", "nowhere"), std::int64_t{0});
}

void TestDisturbances::farClientsWaitForTheLight()
{
    const Architecture architecture =
        twoRegions(record("latency"), record("latency"), "eu-west-1").build();
    // From Ireland Virginia is nearer. There and back, and 1 ms of work.
    const SimulationResult result = play(architecture, evenly(10, 100));
    QCOMPARE(node(result, "seoul").arrivals, std::uint64_t{0});
    const double wayMs = static_cast<double>(oneWayNs("eu-west-1", "us-east-1")) / 1e6;
    QVERIFY(wayMs > 30 && wayMs < 50);
    VERIFY_NEAR(result.latencyMs.mean, 2 * wayMs + 1, 1e-9);
}

void TestDisturbances::latencyRoutingTakesTheNearest()
{
    const Architecture architecture =
        twoRegions(record("latency"), record("latency"), "ap-northeast-1").build();
    const SimulationResult result = play(architecture, evenly(10, 100));
    QCOMPARE(node(result, "virginia").arrivals, std::uint64_t{0});
    QVERIFY(node(result, "seoul").arrivals >= 999);
}

void TestDisturbances::geolocationTakesTheMostExactPlace()
{
    const auto arrivals = [](const char* first, const char* second, const char* where) {
        const SimulationResult result =
            play(twoRegions(record("geolocation", {{"location", first}}),
                            record("geolocation", {{"location", second}}), where)
                     .build(),
                 evenly(10, 10));
        return node(result, "seoul").arrivals;
    };
    QVERIFY(arrivals("KR", "*", "ap-northeast-2") >= 99);               // the country
    QVERIFY(arrivals("AS", "*", "ap-northeast-1") >= 99);               // the continent
    QCOMPARE(arrivals("KR", "*", "ap-northeast-1"), std::uint64_t{0});  // the default
    QCOMPARE(arrivals("AS", "KR", "ap-northeast-2"), std::uint64_t{0}); // country before continent
}

void TestDisturbances::aLostRegionFailsOverToTheOther()
{
    Drawing drawing =
        twoRegions(record("failover", {{"failover_role", "primary"}, {"health_check", "check"}}),
                   record("failover", {{"failover_role", "secondary"}}), "ap-northeast-2");
    drawing.add("check", "route53.health-check", "",
                {{"target", "seoul"}, {"interval_s", 30}, {"failure_threshold", 3}});
    // The mean over phases: 30 s * 3 checks, the first of them after 15 s on average: 75 s; then
    // half of the TTL of 60 s: 1,000 (75 + 30) = 105,000 requests at 1,000/s. Here 100/s.
    double failed = 0;
    constexpr int seeds = 20;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Scenario scenario = open(100, 400, 0, seed);
        scenario.faults = {{.atS = 100, .kind = "region.down", .target = "ap-northeast-2"}};
        const SimulationResult result = play(drawing.build(), scenario);
        failed += static_cast<double>(result.failed) / seeds;
        // Ten seconds pass before a client notices; then nothing fails any more.
        QCOMPARE(sum(result.series, 100 + 90 + 60 + 11, 400, &SecondSample::failed),
                 std::uint64_t{0});
    }
    VERIFY_NEAR(failed, 10'500, 0.06);
}

void TestDisturbances::oneNatGatewayForThreeZones_data()
{
    QTest::addColumn<bool>("hasOnePerZone");
    QTest::newRow("all zones leave through the lost one") << false;
    QTest::newRow("one for each zone: a third is lost with its zone") << true;
}

void TestDisturbances::oneNatGatewayForThreeZones()
{
    QFETCH(bool, hasOnePerZone);
    Drawing drawing;
    drawing.add("users", "clients")
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("partner", "onpremises.host", "", station(1, 100));
    for (const char* zone : {"a", "b", "c"}) {
        const std::string z = zone;
        const std::string gateway = hasOnePerZone ? "nat-" + z : "nat-a";
        drawing.add(("public-" + z).c_str(), "vpc.subnet", "vpc", {{"zone", "ap-northeast-2" + z}})
            .add(("nat-" + z).c_str(), "vpc.nat-gateway", ("public-" + z).c_str())
            .add(("table-" + z).c_str(), "vpc.route-table", "vpc",
                 {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", gateway}}}}})
            .add(("private-" + z).c_str(), "vpc.subnet", "vpc",
                 {{"zone", "ap-northeast-2" + z}, {"route_table", "table-" + z}})
            .add(("web-" + z).c_str(), "ec2.instance", ("private-" + z).c_str(), station(1, 100))
            .connect(("c-" + z).c_str(), "users", ("web-" + z).c_str())
            .connect(("p-" + z).c_str(), ("web-" + z).c_str(), "partner");
    }
    // The gateway of zone a fails, its zone does not. With one gateway for all every request
    // fails; with one for each zone a third does.
    Scenario scenario = open(100, 200);
    scenario.faults = {{.atS = 100, .kind = "nat.down", .target = "nat-a"}};
    const SimulationResult result = play(drawing.build(), scenario);
    const double failed = static_cast<double>(sum(result.series, 115, 200, &SecondSample::failed));
    const double offered =
        static_cast<double>(sum(result.series, 105, 190, &SecondSample::offered));
    VERIFY_NEAR(failed / offered, hasOnePerZone ? 1.0 / 3 : 1.0, 0.05);
}

void TestDisturbances::aSlowConnection()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "",
                 station(1, 100, {{"service_time_distribution", "deterministic"}}))
            .connect("c", "users", "web")
            .build();
    Scenario scenario = evenly(10, 30);
    scenario.faults = {{.atS = 10,
                        .kind = "link.latency",
                        .target = "c",
                        .durationS = 10,
                        .extra = {{"latency_ms", 50}}}};
    const SimulationResult result = play(architecture, scenario);
    VERIFY_NEAR(result.series[5].meanMs, 1, 1e-6);
    VERIFY_NEAR(result.series[15].meanMs, 101, 1e-6); // there and back
    VERIFY_NEAR(result.series[25].meanMs, 1, 1e-6);
}

void TestDisturbances::lostPacketsAreSentAgain()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "",
                 station(1, 100, {{"service_time_distribution", "deterministic"}}))
            .connect("c", "users", "web")
            .build();
    Scenario scenario = evenly(1000, 300);
    scenario.faults = {{.atS = 0, .kind = "link.loss", .target = "c", .extra = {{"loss", 0.1}}}};
    // 1 s with 0.1, 2 s more with 0.01, 4 s with 0.001 …: 0.1 (1 + 0.2 + 0.04 + …) = 0.125 s.
    const SimulationResult result = play(architecture, scenario);
    VERIFY_NEAR(result.latencyMs.mean, 1 + 125, 0.03);
}

void TestDisturbances::aSpikeOfLoad()
{
    Scenario scenario = evenly(10, 300);
    scenario.faults = {{.atS = 100,
                        .kind = "load.spike",
                        .target = "users",
                        .durationS = 100,
                        .extra = {{"factor", 5}}}};
    const SimulationResult result = play(twoServers(), scenario);
    QCOMPARE(sum(result.series, 0, 100, &SecondSample::offered), std::uint64_t{999});
    VERIFY_NEAR(static_cast<double>(sum(result.series, 100, 200, &SecondSample::offered)), 5000,
                0.002);
    VERIFY_NEAR(static_cast<double>(sum(result.series, 200, 300, &SecondSample::offered)), 1000,
                0.002);
}

void TestDisturbances::moreUsersForAWhile()
{
    // 100 users who think for a second: 100 requests a second, 300 while there are three times as
    // many.
    Scenario scenario = closed(100, 1, 300, 0);
    scenario.faults = {{.atS = 100,
                        .kind = "load.spike",
                        .target = "users",
                        .durationS = 100,
                        .extra = {{"factor", 3}}}};
    const SimulationResult result = play(twoServers(), scenario);
    VERIFY_NEAR(static_cast<double>(sum(result.series, 10, 100, &SecondSample::offered)), 9000,
                0.05);
    VERIFY_NEAR(static_cast<double>(sum(result.series, 110, 200, &SecondSample::offered)), 27'000,
                0.05);
    VERIFY_NEAR(static_cast<double>(sum(result.series, 210, 300, &SecondSample::offered)), 9000,
                0.05);
}

void TestDisturbances::staleResolvers()
{
    Drawing drawing =
        twoRegions(record("failover", {{"failover_role", "primary"}, {"health_check", "check"}}),
                   record("failover", {{"failover_role", "secondary"}}), "ap-northeast-2");
    drawing.add("check", "route53.health-check", "", {{"target", "seoul"}});
    Scenario scenario = open(100, 600);
    scenario.faults = {{.atS = 90, .kind = "dns.stale", .target = "users", .durationS = 400},
                       {.atS = 100, .kind = "process.stop", .target = "seoul"}};
    const SimulationResult result = play(drawing.build(), scenario);
    // Though Route 53 has long switched, everybody goes on to the dead server until 490 s.
    const std::uint64_t offered = sum(result.series, 300, 480, &SecondSample::offered);
    QCOMPARE(sum(result.series, 300, 480, &SecondSample::failed), offered);
    QCOMPARE(sum(result.series, 560, 600, &SecondSample::failed), std::uint64_t{0});
}

void TestDisturbances::newAddressesOfABalancer_data()
{
    QTest::addColumn<bool>("isAlias");
    QTest::addColumn<double>("failedLater");
    QTest::newRow("an alias follows within a minute") << true << 0.0;
    QTest::newRow("an A record with the old addresses never does") << false << 1.0;
}

void TestDisturbances::newAddressesOfABalancer()
{
    QFETCH(bool, isAlias);
    QFETCH(double, failedLater);
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"connect_timeout_s", 1}})
            .add("www", "route53.record", "",
                 isAlias ? Json{{"alias_target", "lb"}} : Json{{"targets", {"lb"}}, {"ttl_s", 60}})
            .add("lb", "elb.application")
            .add("web", "ec2.instance", "", station(1, 100))
            .connect("c", "users", "www")
            .connect("l", "lb", "web")
            .build();
    Scenario scenario = open(100, 300);
    scenario.faults = {{.atS = 100, .kind = "lb.ipRotate", .target = "lb"}};
    const SimulationResult result = play(architecture, scenario);
    QCOMPARE(sum(result.series, 0, 100, &SecondSample::failed), std::uint64_t{0});
    QVERIFY(sum(result.series, 101, 120, &SecondSample::failed) > 1000);
    const double failed = static_cast<double>(sum(result.series, 170, 299, &SecondSample::failed));
    const double offered =
        static_cast<double>(sum(result.series, 169, 298, &SecondSample::offered));
    QVERIFY(std::abs(failed / offered - failedLater) < 0.01);
}

void TestDisturbances::aSpotInstanceHasTwoMinutes()
{
    Scenario scenario = evenly(10, 400);
    scenario.faults = {{.atS = 100, .kind = "spot.interrupt", .target = "a"}};
    const SimulationResult result = play(twoServers(), scenario);
    QCOMPARE(sum(result.series, 0, 220, &SecondSample::failed), std::uint64_t{0});
    QVERIFY(sum(result.series, 220, 320, &SecondSample::failed) > 100); // until it is unhealthy
    QCOMPARE(result.incidents.front().detectedS, 0.0);                  // it was announced
    QCOMPARE(sum(result.series, 350, 400, &SecondSample::failed), std::uint64_t{0});
}

void TestDisturbances::aTerminatedHostStaysAway()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("web", "ec2.instance", "", station(1, 100))
                                          .connect("c", "users", "web")
                                          .build();
    Scenario scenario = evenly(10, 300);
    scenario.faults = {{.atS = 100, .kind = "host.terminate", .target = "web", .durationS = 10}};
    const SimulationResult result = play(architecture, scenario);
    QCOMPARE(sum(result.series, 111, 300, &SecondSample::succeeded), std::uint64_t{0});
}

void TestDisturbances::aLostDatabaseLosesWhatWasNotBackedUp_data()
{
    QTest::addColumn<int>("retentionDays");
    QTest::addColumn<bool>("hasStandby");
    QTest::addColumn<double>("lost");
    // Ten writes a second; the database is lost at 1,000 s.
    QTest::newRow("backups: the last five minutes") << 7 << false << 3000.0;
    QTest::newRow("no backups: everything") << 0 << false << 10'000.0;
    QTest::newRow("a synchronous standby: nothing") << 7 << true << 0.0;
}

void TestDisturbances::aLostDatabaseLosesWhatWasNotBackedUp()
{
    QFETCH(int, retentionDays);
    QFETCH(bool, hasStandby);
    QFETCH(double, lost);
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0}})
            .add("db", "rds.instance", "",
                 station(1, 100,
                         {{"backup_retention_days", retentionDays}, {"multi_az", hasStandby}}))
            .connect("c", "users", "db")
            .build();
    Scenario scenario = evenly(10, 1200);
    scenario.faults = {{.atS = 1000, .kind = "host.terminate", .target = "db"}};
    const SimulationResult result = play(architecture, scenario);
    QVERIFY(std::abs(static_cast<double>(result.incidents.front().lostWrites) - lost) <= 10);
}

void TestDisturbances::readsOfALaggingReplica()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0.5}})
            .add("web", "ec2.instance", "", station(0, 1000))
            .add("db", "rds.instance", "", station(0, 100))
            .add("replica", "rds.instance", "",
                 station(0, 100, {{"replica_role", "read-replica"}, {"source", "db"}}))
            .connect("c", "users", "web")
            .connect("w", "web", "db", {{"operation", "write"}})
            .connect("r", "web", "replica", {{"operation", "read"}})
            .build();
    Scenario scenario = open(20, 300);
    QCOMPARE(node(play(architecture, scenario), "replica").staleReads, std::uint64_t{0});
    scenario.faults = {
        {.atS = 100, .kind = "replica.lag", .target = "replica", .extra = {{"lag_s", 0.2}}}};
    // 10 writes and 10 reads a second: a read comes within 0.2 s of a write with 1 - e^-2.
    const double stale =
        static_cast<double>(node(play(architecture, scenario), "replica").staleReads);
    VERIFY_NEAR(stale, 200 * 10 * (1 - std::exp(-2.0)), 0.05);
}

void TestDisturbances::sessionsInTheMemoryOfAnInstance_data()
{
    QTest::addColumn<QString>("store");
    QTest::addColumn<bool>("isSticky");
    QTest::addColumn<double>("leastLost");
    QTest::addColumn<double>("mostLost");
    // 50 people, 10 requests a second for 300 s; one of two servers stops at 150 s. Until then half
    // of 1,500 requests come to the other server than the last of the same person: 750.
    QTest::newRow("in memory, not sticky: lost at every other request")
        << QStringLiteral("instance") << false << 650.0 << 850.0;
    QTest::newRow("in memory and sticky: lost with the server")
        << QStringLiteral("instance") << true << 15.0 << 35.0;
    QTest::newRow("in a cache: never") << QStringLiteral("cache") << false << 0.0 << 0.0;
}

void TestDisturbances::sessionsInTheMemoryOfAnInstance()
{
    QFETCH(QString, store);
    QFETCH(bool, isSticky);
    QFETCH(double, leastLost);
    QFETCH(double, mostLost);
    const Json server = station(1, 10, {{"session_store", store.toStdString()}});
    const Json sticky = {{"stickiness", {{"kind", isSticky ? "lb_cookie" : "none"}}},
                         {"targets", {"a", "b"}}};
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"users", 50}})
            .add("lb", "elb.application", "",
                 {{"listeners", {{{"port", 80}, {"target_group", "tg"}}}}})
            .add("tg", "elb.target-group", "", sticky)
            .add("a", "ec2.instance", "", server)
            .add("b", "ec2.instance", "", server)
            .connect("c", "users", "lb")
            .build();
    Scenario scenario = open(10, 300);
    scenario.faults = {{.atS = 150, .kind = "process.stop", .target = "a"}};
    const double lost = static_cast<double>(play(architecture, scenario).lostSessions);
    QVERIFY2(lost >= leastLost && lost <= mostLost, qPrintable(QString::number(lost)));
}

void TestDisturbances::anIncidentTellsWhereTheTimeWent()
{
    // Detection takes 30 to 60 s; then the other one answers everything.
    Scenario scenario = evenly(100, 400);
    scenario.faults = {{.atS = 100, .kind = "host.stop", .target = "a", .durationS = 200}};
    const SimulationResult result = play(twoServers(), scenario);
    const Incident& incident = result.incidents.front();
    QVERIFY(incident.recoveredS > 30);
    double total = 0;
    for (const IncidentPhase& phase : incident.phases)
        total += phase.seconds;
    VERIFY_NEAR(total, incident.recoveredS, 1e-9); // nothing of it is left out
    QCOMPARE(QString::fromStdString(incident.phases.front().cause.english()),
             QStringLiteral("detection"));
    VERIFY_NEAR(incident.phases.front().seconds, incident.detectedS, 1e-9);
    // The repair at 300 s has no part in it: service was back before.
    QVERIFY(std::none_of(incident.phases.begin(), incident.phases.end(), [](const auto& phase) {
        return phase.cause.english() == "until the fault was over";
    }));
    // In the order in which it happened.
    QVERIFY(std::is_sorted(
        result.timeline.begin(), result.timeline.end(),
        [](const TimelineEvent& a, const TimelineEvent& b) { return a.atS < b.atS; }));
    QVERIFY(result.timeline.front().kind == TimelineKind::Fault);
    QCOMPARE(result.timeline.front().incident, 0);
}

void TestDisturbances::everyFaultHasATargetItCannotStrike()
{
    const Architecture architecture = twoServers();
    for (const FaultDescription& described : faultDescriptions()) {
        Scenario scenario = evenly(10, 10);
        scenario.faults = {{.atS = 1, .kind = std::string{described.name}, .target = "nothing"}};
        const auto simulation =
            Simulation::create(Catalogue::builtIn(), architecture, scenario, {});
        QVERIFY2(!simulation.has_value(), scenario.faults.front().kind.c_str());
        QCOMPARE(simulation.error().location.pointer, std::string{"/scenarios/0/faults/0/target"});
    }
    Scenario scenario = evenly(10, 10);
    scenario.faults = {{.atS = 1, .kind = "link.loss", .target = "c", .extra = {{"loss", "much"}}}};
    const auto wrong = Simulation::create(Catalogue::builtIn(), architecture, scenario, {});
    QVERIFY(!wrong.has_value());
    QCOMPARE(wrong.error().location.pointer, std::string{"/scenarios/0/faults/0/loss"});
    scenario.faults = {{.atS = 1, .kind = "cache.kill", .target = "a"}};
    QVERIFY(!Simulation::create(Catalogue::builtIn(), architecture, scenario, {}).has_value());
}

void TestDisturbances::paths_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("matches");
    QTest::newRow("itself") << "/album"
                            << "/album" << true;
    QTest::newRow("not a part of it") << "/album"
                                      << "/album/7" << false;
    QTest::newRow("anything below") << "/album/*"
                                    << "/album/7/8" << true;
    QTest::newRow("a star may be empty") << "/album/*"
                                         << "/album/" << true;
    QTest::newRow("the end matters") << "*.png"
                                     << "/img/a.png.txt" << false;
    QTest::newRow("a star tries again") << "*.png"
                                        << "/a.png/b.png" << true;
    QTest::newRow("one character") << "/?"
                                   << "/a" << true;
    QTest::newRow("not none") << "/?"
                              << "/" << false;
    QTest::newRow("letters are told apart") << "/A"
                                            << "/a" << false;
    QTest::newRow("nothing matches nothing") << ""
                                             << "" << true;
    QTest::newRow("a star that is one") << "*"
                                        << "*" << true;
}

void TestDisturbances::paths()
{
    QFETCH(QString, pattern);
    QFETCH(QString, path);
    QFETCH(bool, matches);
    QCOMPARE(matchesPath(pattern.toStdString(), path.toStdString()), matches);
}

QTEST_APPLESS_MAIN(TestDisturbances)
#include "tst_disturbances.moc"
