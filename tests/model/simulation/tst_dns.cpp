// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Names: who is sent where, and for how long a stale answer is believed.
class TestDns : public QObject
{
    Q_OBJECT

private slots:
    void oneOfThreeAddressesIsDead();
    void aZoneAnswersWithItsRecords();
    void anAliasLeadsToItsBalancer();
    void weightsShareTheCaches();
    void failoverTakesDetectionAndTheTtl();
    void theStaleShareFallsLinearly();
    void aLostZoneLeavesTheAnswer();
    void connectionsAreChosenByWeight();
};

namespace {

Json fast()
{
    return station(1, 1000, {{"service_time_distribution", "deterministic"}});
}

std::uint64_t failedBetween(const SimulationResult& result, double from, double to)
{
    std::uint64_t failed = 0;
    for (const SecondSample& second : result.series)
        if (second.atS >= from && second.atS < to)
            failed += second.failed;
    return failed;
}

Scenario with(Scenario scenario, std::vector<Fault> faults)
{
    scenario.faults = std::move(faults);
    return scenario;
}

/// Two servers of which the second takes over when the health check of the first fails.
Architecture primaryAndSecondary()
{
    const Json common = {{"record_name", "www"}, {"routing_policy", "failover"}, {"ttl_s", 60}};
    Json first = common;
    first.update({{"targets", {"first"}}, {"failover_role", "primary"}, {"health_check", "check"}});
    Json second = common;
    second.update({{"targets", {"second"}}, {"failover_role", "secondary"}});
    return Drawing()
        .add("users", "clients", "", {{"dns_resolvers", 10000}})
        .add("zone", "route53.zone")
        .add("r1", "route53.record", "zone", first)
        .add("r2", "route53.record", "zone", second)
        .add("check", "route53.health-check", "",
             {{"interval_s", 30}, {"failure_threshold", 3}, {"target", "first"}})
        .add("first", "ec2.instance", "", fast())
        .add("second", "ec2.instance", "", fast())
        .connect("c", "users", "zone")
        .build();
}

} // namespace

void TestDns::oneOfThreeAddressesIsDead()
{
    // The name answers with three addresses and nobody checks them: a third of the requests fails.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("www", "route53.record", "", {{"targets", {"a", "b", "c"}}})
            .add("a", "ec2.instance", "", fast())
            .add("b", "ec2.instance", "", fast())
            .add("c", "ec2.instance", "", fast())
            .connect("1", "users", "www")
            .build();
    const SimulationResult result =
        play(architecture,
             with(evenly(100, 400), {{.atS = 100, .kind = "process.stop", .target = "b"}}));
    // 300 s · 100/s / 3 = 10,000; deviation sqrt(30000 · 1/3 · 2/3) = 82
    QVERIFY2(std::abs(static_cast<double>(result.failed) - 10'000) < 4 * 82,
             qPrintable(QString::number(result.failed)));
    QCOMPARE(result.failedByCause.at("connection_refused"), result.failed);
    QCOMPARE(failedBetween(result, 0, 100), std::uint64_t{0});
}

void TestDns::aZoneAnswersWithItsRecords()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("zone", "route53.zone")
                                          .add("www", "route53.record", "zone")
                                          .add("web", "ec2.instance", "", fast())
                                          .connect("1", "users", "zone")
                                          .connect("2", "www", "web")
                                          .build();
    Simulation simulation = start(architecture, evenly(100, 10));
    simulation.runToEnd();
    QCOMPARE(node(simulation.result(), "web").arrivals, std::uint64_t{1000});
    // Both lines show the traffic.
    QCOMPARE(simulation.frame().connectionRatePerS.at(ConnectionId{"1"}), 101.0);
    QCOMPARE(simulation.frame().connectionRatePerS.at(ConnectionId{"2"}), 101.0);
}

void TestDns::anAliasLeadsToItsBalancer()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("www", "route53.record", "", {{"alias_target", "lb"}})
            .add("lb", "elb.application")
            .add("web", "ec2.instance", "", fast())
            .connect("1", "users", "www")
            .connect("2", "www", "lb", Json::object(), ConnectionKind::Alias)
            .connect("3", "lb", "web")
            .build();
    const SimulationResult result = play(architecture, evenly(100, 10));
    QCOMPARE(node(result, "lb").arrivals, std::uint64_t{1000});
    QCOMPARE(result.failed, std::uint64_t{0});
}

void TestDns::weightsShareTheCaches()
{
    Json heavy = {{"record_name", "www"}, {"routing_policy", "weighted"}, {"ttl_s", 10}};
    Json light = heavy;
    heavy.update({{"weight", 3}, {"targets", {"a"}}});
    light.update({{"weight", 1}, {"targets", {"b"}}});
    const Architecture architecture = Drawing()
                                          .add("users", "clients", "", {{"dns_resolvers", 100}})
                                          .add("zone", "route53.zone")
                                          .add("r1", "route53.record", "zone", heavy)
                                          .add("r2", "route53.record", "zone", light)
                                          .add("a", "ec2.instance", "", fast())
                                          .add("b", "ec2.instance", "", fast())
                                          .connect("c", "users", "r1")
                                          .build();
    const SimulationResult result = play(architecture, evenly(100, 1000));
    // 3 of 4 answers; 100 caches · 100 renewals = 10,000 draws: deviation sqrt(0.75 · 0.25 / 10000)
    // = 0.0043
    const double share =
        static_cast<double>(node(result, "a").arrivals) / static_cast<double>(result.offered);
    QVERIFY2(std::abs(share - 0.75) < 4 * 0.0043, qPrintable(QString::number(share)));
}

void TestDns::failoverTakesDetectionAndTheTtl()
{
    // 1,000 a second; three checks of 30 s miss, then the caches renew within 60 s, half of them on
    // average stale over that time: errors = 1000 · (60 + φ + 60 / 2), φ from the run.
    const SimulationResult result =
        play(primaryAndSecondary(),
             with(evenly(1000, 400), {{.atS = 100, .kind = "process.stop", .target = "first"}}));
    const double detected = result.incidents.front().detectedS;
    QVERIFY(detected >= 60 && detected <= 90);
    const double expected = 1000 * (detected + 30);
    // Each of 10,000 caches is stale for an even time in 0 … 60 s: their mean deviates by
    // 60 / sqrt(12) / sqrt(10000) = 0.17 s, which is 173 requests.
    QVERIFY2(std::abs(static_cast<double>(result.failed) - expected) < 4 * 173 + 100,
             qPrintable(QStringLiteral("%1, not %2").arg(result.failed).arg(expected)));
    QCOMPARE(failedBetween(result, 101 + detected + 60, 400), std::uint64_t{0});
}

void TestDns::theStaleShareFallsLinearly()
{
    const SimulationResult result =
        play(primaryAndSecondary(),
             with(evenly(1000, 400), {{.atS = 100, .kind = "process.stop", .target = "first"}}));
    const double changed = 100 + result.incidents.front().detectedS;
    // t seconds after the change 1 − t / 60 of the caches are stale; an exponential decline would
    // leave 61 % at 30 s and 37 % at 60 s.
    for (const double after : {6.0, 15.0, 30.0, 45.0, 54.0}) {
        const double from = std::floor(changed + after);
        const double share = static_cast<double>(failedBetween(result, from, from + 1)) / 1000;
        const double expected = 1 - (from + 0.5 - changed) / 60;
        QVERIFY2(
            std::abs(share - expected) < 0.06,
            qPrintable(QStringLiteral("%1 s: %2, not %3").arg(after).arg(share).arg(expected)));
    }
}

void TestDns::aLostZoneLeavesTheAnswer()
{
    // A balancer with an address in each of two zones and one server in the second. When the first
    // zone is lost, half of the clients talk to a dead address: for 30 s all of them go on doing
    // so, then within the TTL of 60 s they learn the other address.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"dns_resolvers", 10000}, {"connect_timeout_s", 1}})
            .add("net-a", "vpc.subnet", "", {{"zone", "a"}})
            .add("net-b", "vpc.subnet", "", {{"zone", "b"}})
            .add("lb", "elb.application", "", {{"subnets", {"net-a", "net-b"}}})
            .add("web", "ec2.instance", "net-b", fast())
            .connect("1", "users", "lb")
            .connect("2", "lb", "web")
            .build();
    Simulation simulation = start(
        architecture, with(evenly(100, 400), {{.atS = 100, .kind = "az.down", .target = "a"}}));
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    // 100/s · 1/2 · (30 + 60 / 2) = 3000; deviation about sqrt(6000 · 1/2) = 55
    QVERIFY2(std::abs(static_cast<double>(result.failed) - 3000) < 4 * 55,
             qPrintable(QString::number(result.failed)));
    QCOMPARE(result.failedByCause.at("connect_timeout"), result.failed);
    QCOMPARE(failedBetween(result, 192, 400), std::uint64_t{0});
}

void TestDns::connectionsAreChosenByWeight()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("a", "ec2.instance", "", fast())
                                          .add("b", "ec2.instance", "", fast())
                                          .connect("1", "users", "a", {{"weight", 2}})
                                          .connect("2", "users", "b")
                                          .build();
    const SimulationResult result = play(architecture, evenly(900, 100));
    // 90,000 over weights 2:1 -> 60,000; deviation sqrt(90000 · 2/3 · 1/3) = 141
    QVERIFY(std::abs(static_cast<double>(node(result, "a").arrivals) - 60'000) < 4 * 141);
}

QTEST_APPLESS_MAIN(TestDns)
#include "tst_dns.moc"
