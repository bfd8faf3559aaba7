// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play.h"

#include <algorithm>

using namespace skydraft;
using namespace skydraft::testing;

/// More work than there are workers: how a backlog grows, how long it lasts, what it costs.
class TestBacklogs : public QObject
{
    Q_OBJECT

private slots:
    void aMinuteOfOverloadTakesAMinuteToDrain();
    void aLostZoneThatTheOthersCanCarry();
    void aLostZoneThatTheOthersCannotCarry();
    void writersWaitForTheStandby();
    void aPoolOfConnectionsIsUsedUp();
};

namespace {

Scenario with(Scenario scenario, Fault fault)
{
    scenario.faults = {std::move(fault)};
    return scenario;
}

/// A server in each of three zones, of which a balancer takes one at random.
Architecture threeZonesAtRandom(int workers)
{
    Drawing drawing;
    drawing.add("users", "clients")
        .add("lb", "elb.application", "", {{"algorithm", "random"}})
        .connect("in", "users", "lb");
    for (const char* zone : {"a", "b", "c"}) {
        const std::string net = std::string("net-") + zone;
        const std::string web = std::string("web-") + zone;
        drawing.add(net.c_str(), "vpc.subnet", "", {{"zone", zone}})
            .add(web.c_str(), "ec2.instance", net.c_str(), station(20, workers))
            .connect(web.c_str(), "lb", web.c_str());
    }
    return drawing.build();
}

double queueAt(Simulation& simulation, const char* id, double seconds)
{
    simulation.runUntil(fromSeconds(seconds));
    return simulation.frame().nodes.at(ResourceId{id}).queue;
}

} // namespace

void TestBacklogs::aMinuteOfOverloadTakesAMinuteToDrain()
{
    // 150/s for a minute on a server that can do 100/s: (150 - 100) * 60 = 3,000 wait then. At 50/s
    // afterwards they are gone 3,000 / (100 - 50) = 60 s later. Who comes at 60 s waits 3,000 / 100
    // = 30 s. All together wait the triangle 120 * 3,000 / 2 = 180,000 request seconds.
    Scenario scenario = evenly(150, 130);
    scenario.load.front().shape = "step";
    scenario.load.front().extra = {{"step_rate_per_s", 50}, {"step_at_s", 60}};
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("server", "ec2.instance", "",
                 station(10, 1, {{"service_time_distribution", "deterministic"}}))
            .connect("c", "users", "server")
            .build();
    Simulation simulation = start(architecture, scenario);
    VERIFY_NEAR(queueAt(simulation, "server", 60), 3000, 0.002);
    QVERIFY(queueAt(simulation, "server", 119) > 10);
    QVERIFY(queueAt(simulation, "server", 120.5) <= 1);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    VERIFY_NEAR(result.latencyMs.max / 1000, 30, 0.002);
    VERIFY_NEAR(node(result, "server").meanInQueue * result.simulatedS, 180'000, 0.002);
}

void TestBacklogs::aLostZoneThatTheOthersCanCarry()
{
    // 120/s for each of three M/M/4 of 20 ms, 60 % busy: W = 23.588040 ms, p99 99.593827 ms. Two of
    // them carry 180/s each at 90 %: W = 59.387663 ms, p99 243.863349 ms. What is measured begins
    // when the lost zone has been noticed. At 90 % the deviation of the mean over n requests is
    // about sqrt(35,901 / n) / 9 / 4 of a service time per worker: 0.5 % for ten million.
    const Architecture architecture = threeZonesAtRandom(4);
    const SimulationResult whole = play(architecture, open(360, 6000, 60));
    VERIFY_NEAR(whole.latencyMs.mean, 23.588040, 0.01);
    VERIFY_NEAR(whole.latencyMs.p99, 99.593827, 0.03);
    const SimulationResult rest =
        play(architecture,
             with(open(360, 28'000, 300, 2), {.atS = 10, .kind = "az.down", .target = "a"}));
    QCOMPARE(rest.failed, std::uint64_t{0}); // all that failed did so before
    VERIFY_NEAR(rest.latencyMs.mean, 59.387663, 0.01);
    VERIFY_NEAR(rest.latencyMs.p99, 243.863349, 0.03);
    VERIFY_NEAR(node(rest, "web-b").utilization, 0.9, 0.005);
}

void TestBacklogs::aLostZoneThatTheOthersCannotCarry()
{
    // Three servers of 100 workers, 5,000/s each, 75 % busy; two of them would be 112.5 % busy: the
    // backlog of each grows by 0.125 * 5,000 = 625/s. Over 200 s that is 125,000 each, with a
    // deviation of sqrt((5,625 + 5,000) * 200) = 1,458 each and 0.8 % of both. When the zone is
    // back and passes its checks the backlog of b shrinks by 0.25 * 5,000 = 1,250/s.
    Simulation simulation = start(
        threeZonesAtRandom(100),
        with(open(11'250, 700), {.atS = 10, .kind = "az.down", .target = "a", .durationS = 340}));
    const auto both = [&](double seconds) {
        const double b = queueAt(simulation, "web-b", seconds);
        return b + queueAt(simulation, "web-c", seconds);
    };
    const double before = both(100);
    QVERIFY(before > 1000);
    const double grown = both(300) - before;
    VERIFY_NEAR(grown, 2 * 125'000, 0.025);
    // Repaired at 350 s; at most 60 s to boot and five checks of 30 s: full shares by 580 s.
    const double full = both(600);
    const double drained = full - both(650);
    VERIFY_NEAR(drained, 2 * 50 * 1250, 0.05);
}

void TestBacklogs::writersWaitForTheStandby()
{
    // A Multi-AZ database fails over in 90 s while 100 writes a second come and wait: 9,000 of them
    // then. It does 150/s, so they are gone after 9,000 / (150 - 100) = 180 s: nothing fails any
    // more after 90 s, but answers are fast again only after 270 s. Who waits: the clients, who try
    // again every second until there is a database.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "",
                 {{"read_ratio", 0},
                  {"connect_timeout_s", 1},
                  {"retries", 200},
                  {"retry_backoff_ms", 0}})
            .add("db", "rds.instance", "",
                 station(100, 15,
                         {{"service_time_distribution", "deterministic"},
                          {"multi_az", true},
                          {"failover_time_s", 90}}))
            .connect("c", "users", "db")
            .build();
    Simulation simulation = start(
        architecture, with(evenly(100, 500), {.atS = 60, .kind = "db.failover", .target = "db"}));
    // The last of those who waited try again within a second of the end: 151 s.
    const double most = queueAt(simulation, "db", 151);
    VERIFY_NEAR(most, 9000, 0.02);
    QVERIFY(queueAt(simulation, "db", 60 + 265) > 100);
    QVERIFY(queueAt(simulation, "db", 60 + 275) <= 1);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    QCOMPARE(result.failed, std::uint64_t{0});
    // Answered late, though never with an error: the worst waited out the failover, or the backlog
    // that it left.
    const auto lateAt = [&](double second) {
        return result.series.at(static_cast<std::size_t>(second)).meanMs > 1000;
    };
    QVERIFY(lateAt(60 + 200) && !lateAt(60 + 275));
}

void TestBacklogs::aPoolOfConnectionsIsUsedUp()
{
    // 200 workers that wait for the database, 100 requests a second, no queue: when the database is
    // gone, all of them wait after 200 / 100 = 2 s, and the web tier itself turns requests away.
    // Each gives up after 10 s, so that 200 of every 1,000 get as far as waiting.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "",
                 station(0.01, 200,
                         {{"service_time_distribution", "deterministic"},
                          {"hold_worker", true},
                          {"queue_limit", 0}}))
            .add("db", "rds.instance", "",
                 station(1, 1000, {{"multi_az", true}, {"failover_time_s", 90}}))
            .connect("c", "users", "web")
            .connect("q", "web", "db")
            .build();
    const SimulationResult result = play(
        architecture, with(evenly(100, 300), {.atS = 60, .kind = "db.failover", .target = "db"}));
    const auto failedIn = [&](int from, int to) {
        std::uint64_t failed = 0;
        for (int second = from; second < to; ++second)
            failed += result.series.at(static_cast<std::size_t>(second)).failed;
        return failed;
    };
    QVERIFY(failedIn(60, 62) <= 2);
    QVERIFY(failedIn(62, 70) >= 798 && failedIn(62, 70) <= 802);
    VERIFY_NEAR(static_cast<double>(result.failedByCause.at("queue_full")), 80 * 90, 0.02);
    VERIFY_NEAR(static_cast<double>(result.failedByCause.at("connect_timeout")), 20 * 90, 0.02);
}

QTEST_APPLESS_MAIN(TestBacklogs)
#include "tst_backlogs.moc"
