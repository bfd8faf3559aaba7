// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "model/simulation/analytic.h"
#include "model/simulation/flow.h"
#include "tests/model/simulation/play.h"
#include "tests/model/simulation/play_group.h"

#include <algorithm>

using namespace skydraft;
using namespace skydraft::testing;

/// An application and its database on one host: they share its processors and its fate.
class TestSharedHosts : public QObject
{
    Q_OBJECT
private slots:
    void loadOfTheDatabaseSlowsTheApplication();
    void twoProcessesAreOneProcessorSharingQueue();
    void bothStopWithTheirHost();
    void oneProcessStopsAlone();
    void aNaiveCloneHasTwoDatabases();
    void otherEnginesDoNotPlayIt();
};

namespace {

Json process(double serviceMs, Json more = Json::object())
{
    return station(serviceMs, 1, std::move(more));
}

/// The application makes a query for each request; reports ask the database alone.
Drawing oneHost(double reportsPerS, bool sharesHost)
{
    Json database =
        process(5, {{"software", "database"}, {"service_discipline", "processor_sharing"}});
    if (sharesHost)
        database["host"] = "was";
    return Drawing()
        .add("users", "clients", "", {{"rate_per_s", 40}})
        .add("reports", "clients", "", {{"rate_per_s", reportsPerS}})
        .add("was", "ec2.instance", "", process(5, {{"service_discipline", "processor_sharing"}}))
        .add("db", "ec2.instance", "", database)
        .connect("c", "users", "was")
        .connect("q", "was", "db", {{"operation", "read"}})
        .connect("r", "reports", "db");
}

Scenario everybody(double durationS, double warmupS = 0)
{
    Scenario scenario = open(0, durationS, warmupS);
    scenario.load.clear();
    return scenario;
}

double p95(const SimulationResult& result)
{
    return result.populations.at(ResourceId{"users"}).latencyMs.p95;
}

double mean(const SimulationResult& result)
{
    return result.populations.at(ResourceId{"users"}).latencyMs.mean;
}

} // namespace

void TestSharedHosts::loadOfTheDatabaseSlowsTheApplication()
{
    // On hosts of their own reports leave the application's part of the time alone: queries wait
    // for them, pages do not. On one host pages do, too.
    const double calm = p95(play(oneHost(0, true).build(), everybody(4000, 100)));
    const double busy = p95(play(oneHost(80, true).build(), everybody(4000, 100)));
    QVERIFY2(busy > 2 * calm, qPrintable(QStringLiteral("%1 %2").arg(calm).arg(busy)));
    const double apart = p95(play(oneHost(80, false).build(), everybody(4000, 100)));
    QVERIFY2(busy > 1.5 * apart, qPrintable(QStringLiteral("%1 %2").arg(apart).arg(busy)));
}

void TestSharedHosts::twoProcessesAreOneProcessorSharingQueue()
{
    // One processor, 40 pages and 40 + 40 queries a second of 5 ms each: 60 % busy. M/M/1 with
    // processor sharing: each piece of work takes 5 / (1 - 0.6) = 12.5 ms, page and query 25 ms.
    const SimulationResult shared = play(oneHost(40, true).build(), everybody(20'000, 100));
    VERIFY_NEAR(mean(shared), 25, 0.03);
    // Apart: 5 / (1 - 0.2) + 5 / (1 - 0.4) = 6.25 + 8.33 = 14.58 ms.
    const SimulationResult apart = play(oneHost(40, false).build(), everybody(20'000, 100));
    VERIFY_NEAR(mean(apart), 14.583, 0.03);
}

void TestSharedHosts::bothStopWithTheirHost()
{
    for (const char* struck : {"was", "db"}) {
        const SimulationResult result =
            play(oneHost(10, true).build(),
                 with(everybody(200), {{.atS = 100, .kind = "host.stop", .target = struck}}));
        std::uint64_t succeeded = 0;
        for (const SecondSample& second : result.series)
            succeeded += second.atS > 101 ? second.succeeded : 0;
        QCOMPARE(succeeded, std::uint64_t{0}); // neither pages nor reports
    }
    // And both come back with it.
    const SimulationResult back =
        play(oneHost(10, true).build(),
             with(everybody(400),
                  {{.atS = 100, .kind = "host.stop", .target = "was", .durationS = 50}}));
    std::uint64_t failedLater = 0;
    for (const SecondSample& second : back.series)
        failedLater += second.atS > 230 ? second.failed : 0;
    QCOMPARE(failedLater, std::uint64_t{0});
}

void TestSharedHosts::oneProcessStopsAlone()
{
    // The application's process stops: reports go on, and have the processor for themselves.
    const SimulationResult result =
        play(oneHost(40, true).build(),
             with(everybody(2000, 200), {{.atS = 100, .kind = "process.stop", .target = "was"}}));
    const PopulationResult& reports = result.populations.at(ResourceId{"reports"});
    QCOMPARE(reports.failed, std::uint64_t{0});
    VERIFY_NEAR(reports.latencyMs.mean, 5 / (1 - 0.2), 0.04);
    QCOMPARE(result.populations.at(ResourceId{"users"}).succeeded, std::uint64_t{0});
}

void TestSharedHosts::aNaiveCloneHasTwoDatabases()
{
    // Two copies of the whole behind a balancer: each database has the half of the rows that came
    // to its own application, and none of the other's.
    Drawing drawing;
    drawing.add("users", "clients", "", {{"read_ratio", 0}})
        .add("lb", "elb.application")
        .connect("in", "users", "lb");
    for (const std::string copy : {"a", "b"})
        drawing.add(("was-" + copy).c_str(), "ec2.instance", "", process(1))
            .add(("db-" + copy).c_str(), "ec2.instance", "",
                 process(1, {{"software", "database"}, {"host", "was-" + copy}}))
            .connect(("l-" + copy).c_str(), "lb", ("was-" + copy).c_str())
            .connect(("q-" + copy).c_str(), ("was-" + copy).c_str(), ("db-" + copy).c_str());
    const SimulationResult result = play(drawing.build(), evenly(20, 500));
    const std::uint64_t a = node(result, "db-a").storedWrites;
    const std::uint64_t b = node(result, "db-b").storedWrites;
    QVERIFY(a + b >= result.succeeded && a + b <= result.offered);
    VERIFY_NEAR(static_cast<double>(a), 5000, 0.01);
    VERIFY_NEAR(static_cast<double>(b), 5000, 0.01);
    // A host that is gone takes its half of the rows with it.
    const SimulationResult lost =
        play(drawing.build(),
             with(evenly(20, 500), {{.atS = 400, .kind = "host.terminate", .target = "was-a"}}));
    QVERIFY(std::abs(static_cast<double>(lost.incidents.front().lostWrites) - 4000) <= 20);
}

void TestSharedHosts::otherEnginesDoNotPlayIt()
{
    QVERIFY(!simulateFlow(Catalogue::builtIn(), oneHost(10, true).build(), everybody(60), {})
                 .has_value());
    const auto estimated =
        estimateOf(Catalogue::builtIn(), oneHost(10, true).build(), everybody(60), {});
    QVERIFY(estimated.has_value());
    QCOMPARE(estimated->notes.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestSharedHosts)
#include "tst_shared_hosts.moc"
