// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// What a CDN does besides holding objects: collapsed fetches, kept errors, invalidations.
class TestEdgeCache : public QObject
{
    Q_OBJECT

private slots:
    void simultaneousMissesAreOneFetch();
    void everybodyWhoWaitedSharesTheError();
    void whoGivesUpStillFetchesForTheOthers();
    void aFetchThatNobodyCarriesOnIsTakenOver();
    void aDistributionThatStopsLosesThoseWhoWait();
    void anErrorIsKeptForTenSeconds_data();
    void anErrorIsKeptForTenSeconds();
    void contentIsStaleUntilItsTimeIsOver();
    void anInvalidationEndsIt();
    void aDistributionSparesItsOrigin();
    void onlyDistributionsAreInvalidated();
};

namespace {

/// One object that takes the origin `serviceMs` to give.
Architecture oneObject(double serviceMs, const Json& cdn, const Json& clients = Json::object())
{
    Json properties = {{"capacity_objects", 10}};
    properties.update(cdn);
    Json who = {{"objects", 1}};
    who.update(clients);
    return Drawing()
        .add("users", "clients", "", who)
        .add("cdn", "cloudfront.distribution", "", properties)
        .add("origin", "ec2.instance", "",
             station(serviceMs, 10'000, {{"service_time_distribution", "deterministic"}}))
        .connect("c", "users", "cdn")
        .connect("o", "cdn", "origin", Json::object(), ConnectionKind::Origin)
        .build();
}

Scenario with(Scenario scenario, std::vector<Fault> faults)
{
    scenario.faults = std::move(faults);
    return scenario;
}

} // namespace

void TestEdgeCache::simultaneousMissesAreOneFetch()
{
    // 100/s; the first at 0.01 s fetches until 1.01 s; 99 wait for it, one more comes just then.
    const SimulationResult together = play(oneObject(1000, Json::object()), evenly(100, 10));
    QCOMPARE(node(together, "origin").arrivals, std::uint64_t{1});
    QCOMPARE(together.succeeded, std::uint64_t{1000});
    QCOMPARE(together.latencyMs.max, 1000.0);
    // Waits of 1000, 990, … 10 ms and 900 of 0: 50,500 ms in all.
    VERIFY_NEAR(together.latencyMs.mean, 50.5, 1e-3);
    const SimulationResult alone =
        play(oneObject(1000, {{"request_collapsing", false}}), evenly(100, 10));
    QVERIFY(node(alone, "origin").arrivals >= 100 && node(alone, "origin").arrivals <= 101);
}

void TestEdgeCache::everybodyWhoWaitedSharesTheError()
{
    // The origin stops at 0.505 s: the fetch of the first fails, and so do the 49 who wait.
    const SimulationResult result = play(
        oneObject(1000, {{"error_caching_ttl_s", 0}}),
        with(evenly(100, 0.508), {{.atS = 0.505, .kind = "process.stop", .target = "origin"}}));
    QCOMPARE(result.failed, std::uint64_t{50});
    QCOMPARE(result.failedByCause.at("connection_reset"), std::uint64_t{50});
    QCOMPARE(result.inFlight, std::uint64_t{0});
}

void TestEdgeCache::whoGivesUpStillFetchesForTheOthers()
{
    // Patience of 0.4 s: those of the first 0.61 s give up, the others have what the first fetched.
    const SimulationResult result =
        play(oneObject(1000, Json::object(), {{"timeout_s", 0.4}}), evenly(100, 10));
    QCOMPARE(node(result, "origin").arrivals, std::uint64_t{1});
    // Those at 0.01 … 0.60 have no answer at 1.00; that of 0.61 gives up as the answer comes.
    QVERIFY(result.failed == 60 || result.failed == 61);
    QCOMPARE(result.failedByCause.at("timeout"), result.failed);
}

void TestEdgeCache::aFetchThatNobodyCarriesOnIsTakenOver()
{
    // The origin drops requests whose client is gone, and five others keep it busy for some 5 s:
    // who fetches has given up by then. The next one takes over, or nobody would ever have the
    // object.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"objects", 1}, {"timeout_s", 0.4}})
            .add("others", "clients")
            .add("cdn", "cloudfront.distribution", "",
                 {{"capacity_objects", 10}, {"default_ttl_s", 1}})
            .add(
                "origin", "ec2.instance", "",
                station(1000, 1,
                        {{"service_time_distribution", "deterministic"}, {"drop_abandoned", true}}))
            .connect("c", "users", "cdn")
            .connect("o", "cdn", "origin", Json::object(), ConnectionKind::Origin)
            .connect("d", "others", "origin")
            .build();
    Scenario scenario = evenly(10, 300);
    scenario.load.push_back(Load{.client = ResourceId{"others"}, .users = 5, .thinkTimeS = 0});
    const SimulationResult result = play(architecture, scenario);
    // Each round: some 5 s to be dropped, 6 s to be served, held for 1 s: 10 answers in 12 s.
    const auto succeeded =
        static_cast<double>(result.populations.at(ResourceId{"users"}).succeeded);
    QVERIFY2(succeeded > 150 && succeeded < 400, qPrintable(QString::number(succeeded)));
}

void TestEdgeCache::aDistributionThatStopsLosesThoseWhoWait()
{
    const SimulationResult result =
        play(oneObject(1000, Json::object()),
             with(evenly(100, 10),
                  {{.atS = 0.505, .kind = "process.stop", .target = "cdn", .durationS = 1}}));
    // Those until 1.5 s fail; afterwards another one fetches, and all is well.
    QCOMPARE(node(result, "origin").arrivals, std::uint64_t{2});
    QCOMPARE(result.failed, std::uint64_t{150});
    QCOMPARE(result.inFlight, std::uint64_t{0});
    QCOMPARE(result.offered, result.succeeded + result.failed);
}

void TestEdgeCache::anErrorIsKeptForTenSeconds_data()
{
    QTest::addColumn<double>("keptS");
    QTest::addColumn<int>("asked");
    // At 0.01 s, and each time by the first request after ten seconds: at 10.02, 20.03, 30.04 s.
    QTest::newRow("ten seconds") << 10.0 << 4;
    QTest::newRow("not at all: each request is a try") << 0.0 << 3500;
}

void TestEdgeCache::anErrorIsKeptForTenSeconds()
{
    QFETCH(double, keptS);
    QFETCH(int, asked);
    const SimulationResult result =
        play(oneObject(1, {{"error_caching_ttl_s", keptS}}),
             with(evenly(100, 35.005), {{.atS = 0, .kind = "http500", .target = "origin"}}));
    QCOMPARE(node(result, "origin").arrivals, static_cast<std::uint64_t>(asked));
    QCOMPARE(result.failed, std::uint64_t{3500});
    QCOMPARE(result.failedByCause.at("http_500"), std::uint64_t{3500});
}

void TestEdgeCache::contentIsStaleUntilItsTimeIsOver()
{
    // Held from 0.1 to 60.1 s; the page changes at 30.05 s: 30.1 … 60.0 at 10/s are 300 old pages.
    const SimulationResult result =
        play(oneObject(0, {{"default_ttl_s", 60}}),
             with(evenly(10, 100), {{.atS = 30.05, .kind = "content.change", .target = "cdn"}}));
    QCOMPARE(node(result, "cdn").staleReads, std::uint64_t{300});
    QCOMPARE(node(result, "origin").arrivals, std::uint64_t{2});
}

void TestEdgeCache::anInvalidationEndsIt()
{
    // Invalidated at 35.05 s, everywhere 10 s later: 30.1 … 45.0 at 10/s are 150 old pages.
    Fault invalidation{.atS = 35.05, .kind = "cdn.invalidate", .target = "cdn"};
    invalidation.extra = {{"propagation_s", 10}};
    const SimulationResult result =
        play(oneObject(0, {{"default_ttl_s", 60}}),
             with(evenly(10, 100),
                  {{.atS = 30.05, .kind = "content.change", .target = "cdn"}, invalidation}));
    QCOMPARE(node(result, "cdn").staleReads, std::uint64_t{150});
    // At 0.1 s, at 45.1 s; that lasts to the end.
    QCOMPARE(node(result, "origin").arrivals, std::uint64_t{2});
}

void TestEdgeCache::aDistributionSparesItsOrigin()
{
    // Clients in Seoul, the web server in Virginia: 170 ms there and back, and 5 ms of work.
    const auto drawing = [](bool hasCdn) {
        Drawing all;
        all.add("users", "clients", "", {{"region", "ap-northeast-2"}})
            .add("virginia", "region", "", {{"code", "us-east-1"}})
            .add("nginx", "ec2.instance", "virginia",
                 station(5, 1000, {{"service_time_distribution", "deterministic"}}));
        if (!hasCdn)
            return all.connect("1", "users", "nginx").build();
        return all
            .add("cdn", "cloudfront.distribution", "",
                 {{"hit_ratio", 0.9}, {"network_delay_ms", 5}})
            .connect("1", "users", "cdn")
            .connect("2", "cdn", "nginx", Json::object(), ConnectionKind::Origin)
            .build();
    };
    const SimulationResult without = play(drawing(false), evenly(1000, 100));
    const SimulationResult with = play(drawing(true), evenly(1000, 100));
    // A tenth of 100,000; deviation sqrt(100000 * 0.09) = 95
    QVERIFY(std::abs(static_cast<double>(node(with, "nginx").arrivals) - 10'000) < 4 * 95);
    QVERIFY(node(without, "nginx").arrivals >= 99'000);
    VERIFY_NEAR(with.latencyMs.p50, 10, 0.004); // the histogram is as exact as that
    QVERIFY(without.latencyMs.p50 > 150);
}

void TestEdgeCache::onlyDistributionsAreInvalidated()
{
    const Architecture architecture = oneObject(1, Json::object());
    const auto refused = Simulation::create(
        Catalogue::builtIn(), architecture,
        with(evenly(1, 10), {{.atS = 1, .kind = "cdn.invalidate", .target = "origin"}}), {});
    QVERIFY(!refused);
    QVERIFY(refused.error().location.pointer.find("/faults/0/target") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestEdgeCache)
#include "tst_edge_cache.moc"
