// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "model/simulation/cache_store.h"
#include "model/simulation/popularity.h"
#include "tests/model/simulation/play.h"

#include <cmath>
#include <list>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

class TestCaches : public QObject
{
    Q_OBJECT
private slots:
    void popularityFollowsZipf();
    void theStoreIsLeastRecentlyUsed();
    void leastRecentlyUsedUnderZipf_data();
    void leastRecentlyUsedUnderZipf();
    void timeToLive_data();
    void timeToLive();
    void timeToLiveUnderZipf_data();
    void timeToLiveUnderZipf();
    void aFlushedCacheWarmsUpAgain();
    void cacheAsideIsFilledByItsServer();
    void uncacheableRequestsGoToTheOrigin();
    void aSecondOriginAnswersForTheFirst();
    void staleObjectsAreBetterThanNone();
    void theStaticShareLeavesTheServers();
};

namespace {

Json objects(int count, double exponent, Json more = Json::object())
{
    Json properties = {{"objects", count}, {"popularity_exponent", exponent}};
    properties.update(more);
    return properties;
}

/// Clients, a CDN with a store, and a bucket behind it.
Architecture edge(const Json& clients, const Json& cdn)
{
    return Drawing()
        .add("users", "clients", "", clients)
        .add("cdn", "cloudfront.distribution", "", cdn)
        .add("origin", "s3.bucket", "", {{"service_time_ms", 0}})
        .connect("c", "users", "cdn")
        .connect("o", "cdn", "origin", Json::object(), ConnectionKind::Origin)
        .build();
}

double hitRatio(const SimulationResult& result, const char* id)
{
    return node(result, id).hitRatio;
}

} // namespace

void TestCaches::popularityFollowsZipf()
{
    // 1/1, 1/2, 1/3, 1/4 of 25/12: 0.48, 0.24, 0.16, 0.12. A share of n draws has a deviation of
    // sqrt(p (1 - p) / n) <= 0.0005 for n = 10^6.
    const Popularity popularity(4, 1);
    RandomStream stream{1, 0, "users", Purpose::Key};
    std::vector<int> counts(4);
    for (int i = 0; i < 1'000'000; ++i)
        ++counts[popularity.draw(stream)];
    const std::vector<double> expected{0.48, 0.24, 0.16, 0.12};
    for (std::size_t object = 0; object < 4; ++object)
        QVERIFY(std::abs(counts[object] / 1e6 - expected[object]) < 0.002);
    QCOMPARE(Popularity(0, 1).objects(), 1U);
}

void TestCaches::theStoreIsLeastRecentlyUsed()
{
    // Beside a list that is searched from end to end.
    CacheStore store(40, 10, 0);
    std::list<std::uint32_t> reference;
    RandomStream stream{1, 0, "store", Purpose::Key};
    for (int step = 0; step < 20'000; ++step) {
        const std::uint32_t object = stream.below(40);
        const auto place = std::find(reference.begin(), reference.end(), object);
        const bool isThere = place != reference.end();
        QCOMPARE(store.lookUp(object, step), isThere);
        if (isThere)
            reference.erase(place);
        if (stream.chance(0.05)) {
            store.remove(object);
        } else {
            if (!isThere)
                store.store(object, step);
            reference.push_front(object);
            if (reference.size() > 10)
                reference.pop_back();
        }
        QCOMPARE(std::size_t{store.size()}, reference.size());
    }
    store.clear();
    QCOMPARE(store.size(), 0U);
    QVERIFY(!store.lookUp(1'000'000, 0)); // not one of its objects
}

void TestCaches::leastRecentlyUsedUnderZipf_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("exponent");
    QTest::addColumn<int>("capacity");
    QTest::addColumn<double>("hits");
    // Che's approximation (Che, Tung, Wang: Hierarchical web caching systems, 2002): T from sum
    // (1 - e^(-p T)) = C, hits = sum p (1 - e^(-p T)).
    QTest::newRow("100 of 10,000, exponent 0.8") << 10'000 << 0.8 << 100 << 0.156625;
    QTest::newRow("1,000 of 10,000, exponent 0.8") << 10'000 << 0.8 << 1'000 << 0.436660;
    QTest::newRow("1,000 of 10,000, exponent 1") << 10'000 << 1.0 << 1'000 << 0.675602;
    QTest::newRow("10,000 of 100,000, exponent 0.8") << 100'000 << 0.8 << 10'000 << 0.468685;
    QTest::newRow("1,000 of 100,000, exponent 1") << 100'000 << 1.0 << 1'000 << 0.506170;
    QTest::newRow("50,000 of a million, exponent 0.9") << 1'000'000 << 0.9 << 50'000 << 0.554150;
}

void TestCaches::leastRecentlyUsedUnderZipf()
{
    QFETCH(int, count);
    QFETCH(double, exponent);
    QFETCH(int, capacity);
    QFETCH(double, hits);
    // Some ten times the capacity to warm up, then a million: deviation of a share 0.0005.
    const double warmupS = std::max(100.0, capacity / 100.0);
    const SimulationResult result =
        play(edge(objects(count, exponent), {{"capacity_objects", capacity}}),
             open(1000, 1000 + warmupS, warmupS));
    VERIFY_NEAR(hitRatio(result, "cdn"), hits, 0.01);
    QCOMPARE(node(result, "cdn").arrivals,
             node(result, "origin").arrivals
                 + static_cast<std::uint64_t>(std::llround(
                     hitRatio(result, "cdn") * static_cast<double>(node(result, "cdn").arrivals))));
}

void TestCaches::timeToLive_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("ttlS");
    QTest::addColumn<double>("durationS");
    QTest::addColumn<double>("hits");
    // One object under Poisson requests: h = lambda T / (1 + lambda T).
    QTest::newRow("36 requests in an hour") << 0.01 << 3600 << 2e7 << 0.972973;
    QTest::newRow("five in ten seconds") << 0.5 << 10 << 4e5 << 0.833333;
}

void TestCaches::timeToLive()
{
    QFETCH(double, rate);
    QFETCH(int, ttlS);
    QFETCH(double, durationS);
    QFETCH(double, hits);
    const SimulationResult result =
        play(edge(objects(1, 0), {{"capacity_objects", 1}, {"default_ttl_s", ttlS}}),
             open(rate, durationS));
    VERIFY_NEAR(hitRatio(result, "cdn"), hits, 0.005);
}

void TestCaches::timeToLiveUnderZipf_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("hits");
    // Sum over objects of p * lambda p T / (1 + lambda p T) for 10,000 objects, exponent 0.8, 60 s.
    QTest::newRow("100 requests a second") << 100.0 << 0.575328;
    QTest::newRow("1,000 requests a second") << 1000.0 << 0.878230;
}

void TestCaches::timeToLiveUnderZipf()
{
    QFETCH(double, rate);
    QFETCH(double, hits);
    const SimulationResult result =
        play(edge(objects(10'000, 0.8), {{"capacity_objects", 10'000}, {"default_ttl_s", 60}}),
             open(rate, 600'000 / rate + 120, 120));
    VERIFY_NEAR(hitRatio(result, "cdn"), hits, 0.005);
}

void TestCaches::aFlushedCacheWarmsUpAgain()
{
    // 1,000 requests a second for 10,000 objects (exponent 0.8), 1,000 of them fit. After a flush
    // h(t) = sum p (1 - e^(-p t)), t in requests: 0.148574 after 0.1 s, 0.300166 after 0.5 s,
    // 0.384301 after 1 s. Of one second, the mean of h over it: the integral is
    // 1 - sum (1 - e^(-1000 p)) / 1000 = share of requests for objects that were asked for before.
    std::vector<double> popularity(10'000);
    double sum = 0;
    for (std::size_t object = 0; object < popularity.size(); ++object)
        sum += popularity[object] = std::pow(static_cast<double>(object) + 1, -0.8);
    double misses = 0;
    for (const double weight : popularity)
        misses += 1 - std::exp(-1000 * weight / sum);
    // The database sees the misses: 1,000 at the moment of the flush, some 563 per second later.
    Scenario scenario = open(1000, 200);
    constexpr int flushes = 30;
    for (int i = 0; i < flushes; ++i)
        scenario.faults.push_back({.atS = 50.0 + 5 * i, .kind = "cache.kill", .target = "cdn"});
    scenario.faults.back().durationS = 0;
    const Architecture architecture =
        edge(objects(10'000, 0.8), {{"capacity_objects", 1'000}, {"default_ttl_s", 0}});
    Simulation simulation = start(architecture, scenario);
    double missed = 0;
    for (int i = 0; i < flushes; ++i) {
        simulation.runUntil(fromSeconds(50.0 + 5 * i));
        const std::uint64_t before = node(simulation.result(), "origin").arrivals;
        simulation.runUntil(fromSeconds(51.0 + 5 * i));
        missed += static_cast<double>(node(simulation.result(), "origin").arrivals - before);
    }
    VERIFY_NEAR(missed / flushes, misses, 0.02);
    // And in the steady state (between flushes it is nearly reached): 1,000 * (1 - 0.436660).
    simulation.runUntil(fromSeconds(198));
    const std::uint64_t before = node(simulation.result(), "origin").arrivals;
    simulation.runUntil(fromSeconds(200));
    VERIFY_NEAR(static_cast<double>(node(simulation.result(), "origin").arrivals - before) / 2,
                563.34, 0.06);
}

void TestCaches::cacheAsideIsFilledByItsServer()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", objects(10'000, 0.8))
            .add("web", "ec2.instance", "", station(0, 1000))
            .add("cache", "elasticache.redis", "",
                 {{"capacity_objects", 1000}, {"ttl_s", 0}, {"service_time_ms", 0}})
            .add("db", "rds.instance", "", station(0, 1000))
            .connect("c", "users", "web")
            .connect("k", "web", "cache")
            .connect("d", "web", "db")
            .build();
    const SimulationResult result = play(architecture, open(1000, 1000, 50));
    VERIFY_NEAR(hitRatio(result, "cache"), 0.436660, 0.01);
    VERIFY_NEAR(node(result, "db").throughputPerS, 1000 * (1 - 0.436660), 0.01);
    // Writes go to the database and throw the object out: fewer hits.
    Architecture writing = architecture;
    const Scenario scenario = open(1000, 300, 50);
    const Architecture half =
        Drawing()
            .add("users", "clients", "", objects(10'000, 0.8, {{"read_ratio", 0.5}}))
            .add("web", "ec2.instance", "", station(0, 1000))
            .add("cache", "elasticache.redis", "",
                 {{"capacity_objects", 1000}, {"ttl_s", 0}, {"service_time_ms", 0}})
            .add("db", "rds.instance", "", station(0, 1000))
            .connect("c", "users", "web")
            .connect("k", "web", "cache")
            .connect("d", "web", "db")
            .build();
    QVERIFY(hitRatio(play(half, scenario), "cache") < 0.40);
}

void TestCaches::uncacheableRequestsGoToTheOrigin()
{
    // Nine of ten requests are static and always held: the origin sees the tenth.
    const Json clients =
        objects(1, 0,
                {{"request_classes",
                  {{{"name", "picture"}, {"share", 9}, {"path", "/img/1"}},
                   {{"name", "cart"}, {"share", 1}, {"path", "/cart"}, {"cacheable", false}}}}});
    const SimulationResult result =
        play(edge(clients, {{"capacity_objects", 10}}), open(1000, 200, 10));
    VERIFY_NEAR(node(result, "origin").throughputPerS, 100, 0.04);
}

void TestCaches::aSecondOriginAnswersForTheFirst()
{
    const auto architecture = [](bool hasFailover) {
        return Drawing()
            .add("users", "clients")
            .add("cdn", "cloudfront.distribution", "",
                 {{"hit_ratio", 0}, {"origin_failover", hasFailover}})
            .add("first", "ec2.instance", "", station(1, 10))
            .add("second", "s3.bucket", "", {{"service_time_ms", 1}})
            .connect("c", "users", "cdn")
            .connect("o1", "cdn", "first", Json::object(), ConnectionKind::Origin)
            .connect("o2", "cdn", "second", {{"origin_role", "secondary"}}, ConnectionKind::Origin)
            .build();
    };
    Scenario scenario = evenly(10, 100);
    scenario.faults = {{.atS = 50, .kind = "process.stop", .target = "first"}};
    const SimulationResult with = play(architecture(true), scenario);
    QCOMPARE(with.failed, std::uint64_t{0});
    // 10/s from second 50 to 100, the first at 0.1 s: those at 50.0 to 100.0 s.
    QCOMPARE(node(with, "second").arrivals, std::uint64_t{501});
    QCOMPARE(node(with, "first").arrivals, std::uint64_t{499});
}

void TestCaches::staleObjectsAreBetterThanNone()
{
    // One object that lives 10 s; the origin stops at 50 s. What is held is given out though stale.
    const Architecture held = edge(objects(1, 0), {{"capacity_objects", 1}, {"default_ttl_s", 10}});
    Scenario scenario = evenly(10, 100);
    scenario.faults = {{.atS = 50, .kind = "process.stop", .target = "origin"}};
    QCOMPARE(play(held, scenario).failed, std::uint64_t{0});
    // Without anything held every request fails.
    const Architecture bare = edge(Json::object(), {{"hit_ratio", 0}});
    QCOMPARE(play(bare, scenario).failed, std::uint64_t{501});
}

void TestCaches::theStaticShareLeavesTheServers()
{
    // /img/* goes to the bucket, the rest to the servers: 70 and 30 of 100 a second.
    const Json clients = {{"request_classes",
                           {{{"name", "static"}, {"share", 7}, {"path", "/img/logo.png"}},
                            {{"name", "page"}, {"share", 3}, {"path", "/index"}}}}};
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", clients)
            .add("cdn", "cloudfront.distribution", "", {{"hit_ratio", 0}})
            .add("web", "ec2.instance", "", station(1, 10))
            .add("bucket", "s3.bucket", "", {{"service_time_ms", 1}})
            .connect("c", "users", "cdn")
            .connect("o1", "cdn", "web", Json::object(), ConnectionKind::Origin)
            .connect("o2", "cdn", "bucket", {{"path", "/img/*"}}, ConnectionKind::Origin)
            .build();
    const SimulationResult result = play(architecture, open(100, 2000));
    VERIFY_NEAR(node(result, "bucket").throughputPerS, 70, 0.02);
    VERIFY_NEAR(node(result, "web").throughputPerS, 30, 0.02);
}

QTEST_APPLESS_MAIN(TestCaches)
#include "tst_caches.moc"
