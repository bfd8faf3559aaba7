// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "model/simulation/analytic.h"
#include "model/simulation/flow.h"
#include "model/simulation/plan.h"
#include "tests/model/simulation/play.h"
#include "tests/model/simulation/play_group.h"

#include <algorithm>
#include <cmath>

using namespace skydraft;
using namespace skydraft::testing;

/// A shop whose visitors have carts: in the memory of servers, in cookies, in a cache, in a table;
/// and the database, its replica and the cache behind it.
class TestCarts : public QObject
{
    Q_OBJECT
private slots:
    void everyVisitorHasACart_data();
    void everyVisitorHasACart();
    void stickyCartsGoWithTheirServer();
    void aServerThatIsBackStaysIdleUnderStickiness();
    void cookiesGrowWithTheCart();
    void aCartThatOutgrowsItsCookieIsRefused();
    void tamperedCookies_data();
    void tamperedCookies();
    void cartsInACache_data();
    void cartsInACache();
    void cartsInATableSurviveAZone();
    void aTableIsSlowerThanACache();
    void aServerForgets();
    void addressesSurviveTheLossOfServersAndCache();
    void aReplicaTakesItsShareOfTheReads();
    void aCacheTakesItsShareOfTheReads();
    void aLostZone_data();
    void aLostZone();
    void whatForgetsAndWhatIsTamperedWith();
    void everyFaultOfLessonsIsThere();
    void otherEnginesLeaveCookiesOut();
};

namespace {

/// Three servers behind a balancer; 300 visitors.
Drawing shop(const Json& server, bool isSticky = false, const Json& clients = Json::object())
{
    Json people = {{"users", 300}, {"connect_timeout_s", 1}};
    people.update(clients);
    Drawing drawing;
    drawing.add("users", "clients", "", people)
        .add("lb", "elb.application", "", {{"listeners", {{{"port", 80}, {"target_group", "tg"}}}}})
        .add("tg", "elb.target-group", "",
             {{"targets", {"web-a", "web-b", "web-c"}},
              {"stickiness", {{"kind", isSticky ? "lb_cookie" : "none"}}}})
        .connect("in", "users", "lb");
    for (const char* id : {"web-a", "web-b", "web-c"})
        drawing.add(id, "ec2.instance", "", station(1, 100, server));
    return drawing;
}

Drawing& connectAll(Drawing& drawing, const char* to)
{
    for (const std::string from : {"web-a", "web-b", "web-c"})
        drawing.connect((from + '-' + to).c_str(), from.c_str(), to);
    return drawing;
}

Drawing shopWith(const char* store, const char* type, const Json& settings,
                 const Json& clients = Json::object())
{
    Drawing drawing = shop({{"session_store", store}}, false, clients);
    drawing.add("store", type, "", settings);
    return connectAll(drawing, "store");
}

std::uint64_t arrivalsOf(const SimulationResult& result, const char* id)
{
    return node(result, id).arrivals;
}

} // namespace

void TestCarts::everyVisitorHasACart_data()
{
    QTest::addColumn<QString>("store");
    QTest::addColumn<unsigned>("carts");
    QTest::newRow("nowhere") << "none" << 0U;
    QTest::newRow("in the servers") << "instance" << 300U;
    QTest::newRow("in cookies") << "cookie" << 300U;
    QTest::newRow("in a cache") << "cache" << 300U;
}

void TestCarts::everyVisitorHasACart()
{
    QFETCH(QString, store);
    QFETCH(unsigned, carts);
    // 300 visitors and 6,000 requests: nobody is left out (300 e^-20).
    Drawing drawing = shop({{"session_store", store.toStdString()}}, true, {{"read_ratio", 0.5}});
    drawing.add("cache", "elasticache.redis");
    QCOMPARE(play(connectAll(drawing, "cache").build(), open(100, 60)).sessions,
             std::uint64_t{carts});
}

void TestCarts::stickyCartsGoWithTheirServer()
{
    // One of three servers stops: 33 % of 300 carts, within 5 points.
    const SimulationResult result =
        play(shop({{"session_store", "instance"}}, true).build(),
             with(open(100, 400), {{.atS = 200, .kind = "process.stop", .target = "web-b"}}));
    const auto lost = static_cast<double>(result.incidents.front().lostSessions);
    QVERIFY2(std::abs(lost / 300 - 1.0 / 3) <= 0.05, qPrintable(QString::number(lost)));
    QCOMPARE(result.lostSessions, result.incidents.front().lostSessions);
}

void TestCarts::aServerThatIsBackStaysIdleUnderStickiness()
{
    // Away from 100 to 200 s. Its visitors are bound to the others by then, and stay there.
    const auto played = [](bool isSticky) {
        return play(
            shop({{"session_store", "cache"}}, isSticky).build(),
            with(open(100, 1000, 500),
                 {{.atS = 100, .kind = "process.stop", .target = "web-b", .durationS = 100}}));
    };
    const SimulationResult sticky = played(true);
    QVERIFY(arrivalsOf(sticky, "web-b") * 10 < arrivalsOf(sticky, "web-a"));
    const SimulationResult free = played(false);
    VERIFY_NEAR(static_cast<double>(arrivalsOf(free, "web-b")),
                static_cast<double>(arrivalsOf(free, "web-a")), 0.01);
}

void TestCarts::cookiesGrowWithTheCart()
{
    // One visitor puts 40 items of 100 bytes into the cart: the k-th request brings 100 (k - 1)
    // bytes along, on average 100 · (0 + … + 39) / 40 = 1,950.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"users", 1}, {"read_ratio", 0}})
            .add("web", "ec2.instance", "", station(1, 100, {{"session_store", "cookie"}}))
            .connect("c", "users", "web")
            .build();
    const SimulationResult result = play(architecture, evenly(1, 40.5));
    QCOMPARE(result.failed, std::uint64_t{0});
    VERIFY_NEAR(node(result, "web").meanCookieBytes, 1950, 1e-9);
    // The server keeps nothing: when it stops, no cart is lost.
    const SimulationResult killed =
        play(architecture,
             with(evenly(1, 40.5), {{.atS = 30.2, .kind = "host.terminate", .target = "web"}}));
    QCOMPARE(killed.lostSessions, std::uint64_t{0});
    QCOMPARE(killed.sessions, std::uint64_t{1});
}

void TestCarts::aCartThatOutgrowsItsCookieIsRefused()
{
    // 48 items of 100 bytes are 4,800; 40 of them fit into 4,096 bytes: eight are refused.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"users", 1}, {"read_ratio", 0}})
            .add("web", "ec2.instance", "", station(1, 100, {{"session_store", "cookie"}}))
            .connect("c", "users", "web")
            .build();
    const SimulationResult result = play(architecture, evenly(1, 48.5));
    QCOMPARE(result.failedByCause.at("cookie_too_large"), std::uint64_t{8});
    QCOMPARE(result.succeeded, std::uint64_t{40});
}

void TestCarts::tamperedCookies_data()
{
    QTest::addColumn<bool>("validates");
    QTest::newRow("whatever a cookie says is believed") << false;
    QTest::newRow("changed ones are refused") << true;
}

void TestCarts::tamperedCookies()
{
    QFETCH(bool, validates);
    // A fifth of 100 requests a second, for 100 s: 2,000.
    const SimulationResult result =
        play(shop({{"session_store", "cookie"}, {"validate_cookies", validates}}).build(),
             with(open(100, 300), {{.atS = 100,
                                    .kind = "cookie.tamper",
                                    .target = "web-a",
                                    .durationS = 100,
                                    .extra = {{"share", 0.6}}}}));
    const Incident& incident = result.incidents.front();
    VERIFY_NEAR(static_cast<double>(validates ? incident.forgedRefused : incident.forgedAccepted),
                2000, 0.08);
    QCOMPARE(validates ? incident.forgedAccepted : incident.forgedRefused, std::uint64_t{0});
    QCOMPARE(result.failed, incident.forgedRefused);
    if (validates)
        QCOMPARE(result.failedByCause.at("tampered_cookie"), result.failed);
    QVERIFY(std::any_of(result.timeline.begin(), result.timeline.end(), [&](const auto& event) {
        return event.incident == 0
               && event.text.english().find(validates ? "refuses a cookie" : "does not validate")
                      != std::string::npos;
    }));
}

void TestCarts::cartsInACache_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("target");
    QTest::addColumn<double>("lost");
    QTest::newRow("a server stops: none") << "elasticache.redis"
                                          << "{}"
                                          << "host.terminate"
                                          << "web-b" << 0.0;
    QTest::newRow("the only node of the cache stops: all") << "elasticache.redis"
                                                           << "{}"
                                                           << "host.stop"
                                                           << "store" << 300.0;
    QTest::newRow("its process stops: all") << "elasticache.redis"
                                            << "{}"
                                            << "process.stop"
                                            << "store" << 300.0;
    QTest::newRow("it has a replica that takes over: none")
        << "elasticache.redis"
        << R"({"replicas": 1, "automatic_failover": true, "multi_az": true})"
        << "host.stop"
        << "store" << 0.0;
    QTest::newRow("one of three nodes is emptied: a third") << "elasticache.memcached"
                                                            << R"({"nodes": 3})"
                                                            << "cache.kill"
                                                            << "store" << 100.0;
    QTest::newRow("it forgets: all") << "elasticache.memcached"
                                     << R"({"nodes": 3})"
                                     << "forget"
                                     << "store" << 300.0;
}

void TestCarts::cartsInACache()
{
    QFETCH(QString, type);
    QFETCH(QString, settings);
    QFETCH(QString, fault);
    QFETCH(QString, target);
    QFETCH(double, lost);
    const SimulationResult result = play(
        shopWith("cache", type.toLatin1().constData(), Json::parse(settings.toStdString())).build(),
        with(open(100, 300),
             {{.atS = 200, .kind = fault.toStdString(), .target = target.toStdString()}}));
    QCOMPARE(static_cast<double>(result.lostSessions), lost);
    QCOMPARE(static_cast<double>(result.incidents.front().lostSessions), lost);
}

void TestCarts::cartsInATableSurviveAZone()
{
    Drawing drawing;
    drawing.add("users", "clients", "", {{"users", 300}, {"connect_timeout_s", 1}})
        .add("za", "availability-zone", "", {{"zone", "ap-northeast-2a"}})
        .add("zb", "availability-zone", "", {{"zone", "ap-northeast-2b"}})
        .add("lb", "elb.application")
        .add("store", "dynamodb.table")
        .connect("in", "users", "lb");
    for (const auto& [id, zone] : {std::pair{"web-a", "za"}, std::pair{"web-b", "zb"}})
        drawing.add(id, "ec2.instance", zone, station(1, 100, {{"session_store", "table"}}))
            .connect(id, "lb", id)
            .connect((std::string{id} + "-t").c_str(), id, "store");
    for (const Fault& fault : {Fault{.atS = 100, .kind = "host.terminate", .target = "web-a"},
                               Fault{.atS = 100, .kind = "az.down", .target = "ap-northeast-2a"}}) {
        const SimulationResult result = play(drawing.build(), with(open(100, 300), {fault}));
        QCOMPARE(result.lostSessions, std::uint64_t{0});
        QCOMPARE(result.sessions, std::uint64_t{300});
    }
}

void TestCarts::aTableIsSlowerThanACache()
{
    // Single-digit milliseconds against less than one: 5 ms and 1 ms by themselves.
    const double cache =
        play(shopWith("cache", "elasticache.redis", Json::object()).build(), open(100, 300))
            .latencyMs.mean;
    const double table =
        play(shopWith("table", "dynamodb.table", Json::object()).build(), open(100, 300))
            .latencyMs.mean;
    QVERIFY2(std::abs(table - cache - 4) < 1,
             qPrintable(QStringLiteral("%1 %2").arg(cache).arg(table)));
}

void TestCarts::aServerForgets()
{
    const SimulationResult result =
        play(shop({{"session_store", "instance"}}, true).build(),
             with(open(100, 300), {{.atS = 200, .kind = "forget", .target = "web-c"}}));
    QVERIFY(std::abs(static_cast<double>(result.lostSessions) - 100) <= 15);
    QCOMPARE(result.failed, std::uint64_t{0});     // it works on
    QCOMPARE(result.sessions, std::uint64_t{300}); // of new carts
}

void TestCarts::addressesSurviveTheLossOfServersAndCache()
{
    Drawing drawing =
        shopWith("cache", "elasticache.redis", {{"hit_ratio", 0}}, {{"read_ratio", 0.9}});
    drawing.add("db", "rds.instance", "", station(1, 100));
    const SimulationResult result =
        play(connectAll(drawing, "db").build(),
             with(open(100, 400), {{.atS = 100, .kind = "host.terminate", .target = "web-a"},
                                   {.atS = 200, .kind = "forget", .target = "store"}}));
    QCOMPARE(result.lostSessions, std::uint64_t{300});
    for (const Incident& incident : result.incidents)
        QCOMPARE(incident.lostWrites, std::uint64_t{0});
    // Every write that reached it is still there: a tenth of what came to the database.
    VERIFY_NEAR(static_cast<double>(node(result, "db").storedWrites),
                0.1 * static_cast<double>(arrivalsOf(result, "db")), 0.05);
}

void TestCarts::aReplicaTakesItsShareOfTheReads()
{
    // 90 reads and 10 writes a second; with one replica of equal weight half of the reads go there.
    const auto played = [](bool hasReplica) {
        Drawing drawing;
        drawing.add("users", "clients", "", {{"read_ratio", 0.9}})
            .add("web", "ec2.instance", "", station(1, 100))
            .add("db", "rds.instance", "", station(1, 100))
            .connect("c", "users", "web")
            .connect("d", "web", "db");
        if (hasReplica)
            drawing
                .add("replica", "rds.instance", "",
                     station(1, 100,
                             {{"replica_role", "read-replica"},
                              {"source", "db"},
                              {"replica_lag_ms", 100}}))
                .connect("r", "web", "replica", {{"operation", "read"}});
        return play(drawing.build(), open(100, 2000));
    };
    const auto readsOfPrimary = [](const SimulationResult& result) {
        return static_cast<double>(arrivalsOf(result, "db") - node(result, "db").storedWrites);
    };
    const SimulationResult beside = played(true);
    VERIFY_NEAR(readsOfPrimary(beside) / readsOfPrimary(played(false)), 0.5, 0.03);
    // A read comes within 0.1 s after one of 10 writes a second with 1 - e^-1.
    VERIFY_NEAR(static_cast<double>(node(beside, "replica").staleReads),
                static_cast<double>(arrivalsOf(beside, "replica")) * (1 - std::exp(-1.0)), 0.03);
}

void TestCarts::aCacheTakesItsShareOfTheReads()
{
    // 1,000 of 10,000 objects fit: a hit ratio h of 0.436660 (see tst_caches). The database sees
    // 1 - h of the reads, within 2 %, and right after the cache is emptied 1 / (1 - h) as many:
    // of the first 20 requests, before any of them comes twice.
    const auto drawingWith = [](bool hasCache) {
        Drawing drawing;
        drawing.add("users", "clients", "", {{"objects", 10'000}, {"popularity_exponent", 0.8}})
            .add("web", "ec2.instance", "", station(0, 1000))
            .add("db", "rds.instance", "", station(0, 1000))
            .connect("c", "users", "web")
            .connect("d", "web", "db");
        if (hasCache)
            drawing
                .add("cache", "elasticache.redis", "",
                     {{"capacity_objects", 1000}, {"ttl_s", 0}, {"service_time_ms", 0}})
                .connect("k", "web", "cache");
        return drawing.build();
    };
    const double all =
        static_cast<double>(arrivalsOf(play(drawingWith(false), evenly(1000, 300, 100)), "db"));
    const SimulationResult cached = play(drawingWith(true), evenly(1000, 300, 100));
    const double hits = node(cached, "cache").hitRatio;
    VERIFY_NEAR(hits, 0.43666, 0.02);
    VERIFY_NEAR(static_cast<double>(arrivalsOf(cached, "db")) / all, 1 - hits, 0.02);

    Simulation simulation = start(drawingWith(true), evenly(1000, 600));
    double before = 0;
    double after = 0;
    const auto reads = [&](double fromS, double toS) {
        simulation.runUntil(fromSeconds(fromS));
        const std::uint64_t at = arrivalsOf(simulation.result(), "db");
        simulation.runUntil(fromSeconds(toS));
        return static_cast<double>(arrivalsOf(simulation.result(), "db") - at);
    };
    for (int round = 0; round < 50; ++round) {
        const double at = 100 + 10.0 * round;
        before += reads(at - 1, at) / 1000;
        QVERIFY(simulation.inject({.kind = "cache.kill", .target = "cache"}).has_value());
        after += reads(at, at + 0.02) / 20;
    }
    VERIFY_NEAR(after / before, 1 / (1 - hits), 0.06);
}

void TestCarts::aLostZone_data()
{
    QTest::addColumn<bool>("isMultiZone");
    QTest::newRow("standbys in the other zone: writes are back within 60 to 120 s") << true;
    QTest::newRow("everything in one zone: until it is restored") << false;
}

void TestCarts::aLostZone()
{
    QFETCH(bool, isMultiZone);
    Drawing drawing;
    drawing.add("users", "clients", "", {{"read_ratio", 0}, {"connect_timeout_s", 1}})
        .add("za", "availability-zone", "", {{"zone", "ap-northeast-2a"}})
        .add("zb", "availability-zone", "", {{"zone", "ap-northeast-2b"}})
        .add("lb", "elb.application")
        .add("cache", "elasticache.redis", "za",
             isMultiZone ? Json{{"replicas", 1}, {"automatic_failover", true}, {"multi_az", true}}
                         : Json::object())
        .add("db", "rds.instance", "za", station(1, 100, {{"multi_az", isMultiZone}}))
        .connect("in", "users", "lb");
    for (const auto& [id, zone] : {std::pair{"web-a", "za"}, std::pair{"web-b", "zb"}}) {
        drawing.add(id, "ec2.instance", zone, station(1, 100, {{"session_store", "cache"}}))
            .connect(id, "lb", id)
            .connect((std::string{id} + "-k").c_str(), id, "cache")
            .connect((std::string{id} + "-d").c_str(), id, "db");
    }
    const SimulationResult result =
        play(drawing.build(), with(evenly(100, 800),
                                   {{.atS = 200, .kind = "az.down", .target = "ap-northeast-2a"}}));
    double back = -1;
    for (const SecondSample& second : result.series)
        if (second.atS > 211 && second.succeeded > 80 && back < 0)
            back = second.atS - 200;
    if (isMultiZone)
        QVERIFY2(back >= 60 && back <= 120, qPrintable(QString::number(back)));
    else
        QCOMPARE(back, -1.0);
    QCOMPARE(result.lostSessions > 0, !isMultiZone);
    QCOMPARE(result.incidents.front().lostWrites, std::uint64_t{0});
    QVERIFY(node(result, "db").storedWrites >= result.succeeded); // what is committed is there
}

void TestCarts::whatForgetsAndWhatIsTamperedWith()
{
    const auto refused = [](const char* kind, const char* target,
                            const Json& extra = Json::object()) {
        Scenario scenario = evenly(1, 10);
        scenario.faults = {{.atS = 1, .kind = kind, .target = target, .extra = extra}};
        const auto simulation = Simulation::create(
            Catalogue::builtIn(), shop({{"session_store", "cookie"}}).build(), scenario, {});
        return simulation.has_value() ? std::string{} : simulation.error().location.pointer;
    };
    QCOMPARE(refused("forget", "web-a"), std::string{"/scenarios/0/faults/0/target"});
    QCOMPARE(refused("cookie.tamper", "lb"), std::string{"/scenarios/0/faults/0/target"});
    QCOMPARE(refused("cookie.tamper", "web-a", {{"share", 2}}),
             std::string{"/scenarios/0/faults/0/share"});
    QCOMPARE(refused("cookie.tamper", "web-a"), std::string{});
}

void TestCarts::everyFaultOfLessonsIsThere()
{
    const std::vector<FaultDescription> known = faultDescriptions();
    for (const char* name :
         {"process.stop",   "process.hang", "http500",      "host.stop",   "host.terminate",
          "az.down",        "region.down",  "lb.ipRotate",  "nat.down",    "cpu.burn",
          "db.failover",    "replica.lag",  "cache.kill",   "queue.stall", "cookie.tamper",
          "spot.interrupt", "dns.stale",    "link.latency", "link.loss",   "load.spike",
          "badVersion",     "forget"})
        QVERIFY2(std::any_of(known.begin(), known.end(),
                             [&](const FaultDescription& one) { return one.name == name; }),
                 name);
    // A bad version is a deployment whose new instances answer with errors.
    Drawing drawing;
    drawing.add("users", "clients").connect("c", "users", "group");
    drawing.add("group", "autoscaling.group", "", {{"min", 2}, {"max", 2}});
    const SimulationResult result =
        play(drawing.build(), with(evenly(10, 900), {{.atS = 100,
                                                      .kind = "badVersion",
                                                      .target = "group",
                                                      .extra = {{"policy", "all-at-once"}}}}));
    QVERIFY(result.failedByCause.contains("http_500"));
}

void TestCarts::otherEnginesLeaveCookiesOut()
{
    const Architecture drawn = shop({{"session_store", "cookie"}}).build();
    QVERIFY(!simulateFlow(Catalogue::builtIn(), drawn, open(10, 60), {}).has_value());
    const auto estimated = estimateOf(Catalogue::builtIn(), drawn, open(10, 60), {});
    QVERIFY(estimated.has_value());
    QCOMPARE(estimated->notes.size(), std::size_t{3}); // one for each server
    // Carts in a cache change nothing that they know of.
    const Architecture cached = shopWith("cache", "elasticache.redis", Json::object()).build();
    QVERIFY(simulateFlow(Catalogue::builtIn(), cached, open(10, 60), {}).has_value());
}

QTEST_APPLESS_MAIN(TestCarts)
#include "tst_carts.moc"
