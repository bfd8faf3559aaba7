// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/analytic.h"
#include "model/simulation/token_bucket.h"
#include "model/simulation/warm_pool.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// API gateways and functions: limits, environments, time-outs.
class TestThrottling : public QObject
{
    Q_OBJECT

private slots:
    void aBucketFillsUpAgain();
    void theEnvironmentUsedLastIsTakenFirst();
    void anApiTakesItsBurstAndItsRate();
    void theAccountsQuotaIsForAllItsApis();
    void aSlowBackendIsGivenUp_data();
    void aSlowBackendIsGivenUp();
    void functionsGrowByAThousandEveryTenSeconds_data();
    void functionsGrowByAThousandEveryTenSeconds();
    void functionsShareTheConcurrencyOfTheirRegion();
    void aReservedConcurrencyOfNothingStopsAFunction();
    void beyondItsConcurrencyAFunctionIsThrottled();
    void idleEnvironmentsDie_data();
    void idleEnvironmentsDie();
    void provisionedEnvironmentsAreWarm();
    void aFunctionThatTakesTooLongIsStopped();
    void anEnvironmentWaitsForItsDatabase();
    void anImageIsMadeOnce();
    void everyRequestIsAccountedForAmongFaults();
};

namespace {

Json constant(double serviceMs, Json more = Json::object())
{
    Json properties = {{"service_time_ms", serviceMs}};
    properties.update(more);
    return properties;
}

Architecture oneFunction(const Json& properties, const Json& region = Json::object())
{
    return Drawing()
        .add("users", "clients")
        .add("seoul", "region", "", region)
        .add("f", "lambda.function", "seoul", properties)
        .connect("1", "users", "f")
        .build();
}

Architecture apiBefore(const Json& api, double serviceMs)
{
    return Drawing()
        .add("users", "clients")
        .add("api", "apigateway.api", "", api)
        .add("web", "ec2.instance", "",
             station(serviceMs, 1000, {{"service_time_distribution", "deterministic"}}))
        .connect("1", "users", "api")
        .connect("2", "api", "web")
        .build();
}

std::uint64_t failedFor(const SimulationResult& result, const char* cause)
{
    const auto found = result.failedByCause.find(cause);
    return found == result.failedByCause.end() ? 0 : found->second;
}

} // namespace

void TestThrottling::aBucketFillsUpAgain()
{
    TokenBucket bucket{10, 3};
    const auto taken = [&](std::int64_t ms) {
        int count = 0;
        for (; bucket.hasOne(ms * 1'000'000); ++count)
            bucket.take();
        return count;
    };
    QCOMPARE(taken(0), 3);
    QCOMPARE(taken(99), 0);
    QCOMPARE(taken(100), 1); // ten a second
    QCOMPARE(taken(50), 0);  // time does not go back
    QCOMPARE(taken(9000), 3);
}

void TestThrottling::theEnvironmentUsedLastIsTakenFirst()
{
    WarmEnvironments warm{100};
    QVERIFY(!warm.take(0));
    warm.giveBack(10);
    warm.giveBack(50);
    QVERIFY(warm.take(109)); // that of 50
    QVERIFY(warm.take(109)); // that of 10
    QVERIFY(!warm.take(109));
    warm.giveBack(110);
    QVERIFY(!warm.take(210)); // idle for 100: gone
}

void TestThrottling::anApiTakesItsBurstAndItsRate()
{
    // 200/s for 100 s against 100/s and a burst of 50: 50 + 100 * 100 = 10,050 of 20,000 pass.
    const SimulationResult result = play(
        apiBefore({{"throttle_rate_per_s", 100}, {"throttle_burst", 50}}, 0), evenly(200, 100));
    const auto passed = static_cast<double>(node(result, "web").arrivals);
    QVERIFY2(std::abs(passed - 10'050) <= 1, qPrintable(QString::number(passed)));
    QCOMPARE(failedFor(result, "http_429"), result.failed);
    QCOMPARE(node(result, "api").blocked, result.failed);
    QCOMPARE(result.offered, result.succeeded + result.failed);
    // 5,000 at once and 10,000 a second are the default: nothing is refused.
    QCOMPARE(play(apiBefore(Json::object(), 0), evenly(200, 100)).failed, std::uint64_t{0});
}

void TestThrottling::theAccountsQuotaIsForAllItsApis()
{
    // Two APIs with 1,000/s each in a Region that has 100/s and a burst of 20 for both.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("seoul", "region", "",
                 {{"apigateway_rate_quota", 100}, {"apigateway_burst_quota", 20}})
            .add("a", "apigateway.api", "seoul", {{"throttle_rate_per_s", 1000}})
            .add("b", "apigateway.api", "seoul", {{"throttle_rate_per_s", 1000}})
            .connect("1", "users", "a")
            .connect("2", "users", "b")
            .build();
    const SimulationResult result = play(architecture, evenly(400, 50));
    // 20 + 100 * 50
    QVERIFY(std::abs(static_cast<double>(result.succeeded) - 5020) <= 1);
}

void TestThrottling::aSlowBackendIsGivenUp_data()
{
    QTest::addColumn<double>("serviceMs");
    QTest::addColumn<int>("failed");
    QTest::newRow("within its time") << 1900.0 << 0;
    // One a second from second 1 on: those until 98 have waited 2 s when the run ends at 100.
    QTest::newRow("too slow") << 5000.0 << 98;
}

void TestThrottling::aSlowBackendIsGivenUp()
{
    QFETCH(double, serviceMs);
    QFETCH(int, failed);
    const SimulationResult result = play(apiBefore({{"timeout_s", 2}}, serviceMs), evenly(1, 100));
    QCOMPARE(failedFor(result, "http_504"), static_cast<std::uint64_t>(failed));
    QCOMPARE(result.failed, static_cast<std::uint64_t>(failed));
    // The backend works on for nobody: 95 of 100 are done by then.
    if (failed > 0)
        QCOMPARE(node(result, "web").throughputPerS, 0.95);
}

void TestThrottling::functionsGrowByAThousandEveryTenSeconds_data()
{
    QTest::addColumn<int>("quota");
    QTest::newRow("1,000 as every account has") << 1000;
    QTest::newRow("5,000 on request") << 5000;
}

void TestThrottling::functionsGrowByAThousandEveryTenSeconds()
{
    // 1,000 requests a second that last longer than the run, so what was taken in is at work:
    // min(quota, 1000 + 100 t), full at 40 s with 5,000.
    QFETCH(int, quota);
    const SimulationResult result =
        play(oneFunction(constant(600'000, {{"timeout_s", 900}, {"cold_start_ms", 0}}),
                         {{"lambda_concurrency_quota", quota}}),
             evenly(1000, 60));
    double atWork = 0;
    for (const SecondSample& second : result.series) {
        atWork += static_cast<double>(second.offered) - static_cast<double>(second.failed);
        const double end = second.atS + 1;
        if (end < 2)
            continue; // not yet 1,100 have come
        const double expected = std::min<double>(quota, 1000 + 100 * end);
        QVERIFY2(std::abs(atWork - expected) <= 1,
                 qPrintable(QStringLiteral("%1 at %2 s").arg(atWork).arg(end)));
    }
    QCOMPARE(atWork, double(quota));
    QCOMPARE(failedFor(result, "throttled"), std::uint64_t(60'000 - quota));
    QCOMPARE(node(result, "f").coldStarts, std::uint64_t(quota));
}

void TestThrottling::functionsShareTheConcurrencyOfTheirRegion()
{
    const Json busy = constant(600'000, {{"timeout_s", 900}});
    const auto twoFunctions = [&](const Json& second) {
        return Drawing()
            .add("users", "clients")
            .add("seoul", "region", "", {{"lambda_concurrency_quota", 100}})
            .add("f", "lambda.function", "seoul", busy)
            .add("g", "lambda.function", "seoul", second)
            .connect("1", "users", "f")
            .connect("2", "users", "g")
            .build();
    };
    const SimulationResult shared = play(twoFunctions(busy), evenly(100, 10));
    QCOMPARE(shared.failed, std::uint64_t{900});
    const auto taken = [](const SimulationResult& result, const char* id) {
        return node(result, id).arrivals - node(result, id).blocked;
    };
    QVERIFY(taken(shared, "f") > 20 && taken(shared, "g") > 20);
    Json reserved = busy;
    reserved["reserved_concurrency"] = 60;
    const SimulationResult divided = play(twoFunctions(reserved), evenly(100, 10));
    QCOMPARE(taken(divided, "f"), std::uint64_t{40}); // 100 - 60 are left for the others
    QCOMPARE(taken(divided, "g"), std::uint64_t{60});
}

void TestThrottling::aReservedConcurrencyOfNothingStopsAFunction()
{
    const SimulationResult result =
        play(oneFunction(constant(100, {{"reserved_concurrency", 0}})), evenly(10, 10));
    QCOMPARE(result.failed, std::uint64_t{100});
}

void TestThrottling::beyondItsConcurrencyAFunctionIsThrottled()
{
    // M/G/c/c with a = 100/s * 0.08 s = 8 and 10 places: Erlang B 0.121661.
    const SimulationResult result =
        play(oneFunction(constant(80, {{"reserved_concurrency", 10}, {"cold_start_ms", 0}})),
             open(100, 4000, 10));
    const double lost = static_cast<double>(result.failed) / static_cast<double>(result.offered);
    VERIFY_NEAR(lost, 0.121661, 0.02);
}

void TestThrottling::idleEnvironmentsDie_data()
{
    QTest::addColumn<double>("everyS");
    QTest::addColumn<int>("coldStarts");
    QTest::addColumn<double>("p99Ms");
    QTest::newRow("one that is kept warm") << 100.0 << 1 << 100.0;
    QTest::newRow("one that is forgotten each time") << 400.0 << 200 << 350.0;
}

void TestThrottling::idleEnvironmentsDie()
{
    QFETCH(double, everyS);
    QFETCH(int, coldStarts);
    QFETCH(double, p99Ms);
    // 200 calls of 100 ms; a cold start takes 250 ms more; 360 s without a call end an environment.
    const SimulationResult result = play(oneFunction(constant(100, {{"environment_idle_s", 360}})),
                                         evenly(1 / everyS, 200 * everyS + 1));
    QCOMPARE(result.succeeded, std::uint64_t{200});
    QCOMPARE(node(result, "f").coldStarts, static_cast<std::uint64_t>(coldStarts));
    VERIFY_NEAR(result.latencyMs.p99, p99Ms, 0.005);
    QCOMPARE(result.latencyMs.max, 350.0);
}

void TestThrottling::provisionedEnvironmentsAreWarm()
{
    // Ten calls a second of 1 s: four environments are there; those at 0.5 … 1.0 s start cold and
    // are busy until 1.75 s and later, so do those at 1.5, 1.6 and 1.7 s: 9.
    const Json properties = constant(1000, {{"provisioned_concurrency", 4}});
    const SimulationResult result = play(oneFunction(properties), evenly(10, 20));
    QCOMPARE(node(result, "f").coldStarts, std::uint64_t{9});
    QCOMPARE(result.failed, std::uint64_t{0});
    QCOMPARE(node(play(oneFunction(properties), evenly(4, 20)), "f").coldStarts, std::uint64_t{0});
}

void TestThrottling::aFunctionThatTakesTooLongIsStopped()
{
    // One call every 10 s of 5 s, cut after 3 s, and each time with its environment.
    const SimulationResult result =
        play(oneFunction(constant(5000, {{"timeout_s", 3}})), evenly(0.1, 105));
    QCOMPARE(failedFor(result, "function_timeout"), std::uint64_t{10});
    QCOMPARE(node(result, "f").coldStarts, std::uint64_t{10});
    // Busy for 3 of 10 s with one of 1,000 places.
    VERIFY_NEAR(node(result, "f").meanInSystem, 30.0 / 105, 1e-6);
}

void TestThrottling::anEnvironmentWaitsForItsDatabase()
{
    // 100 ms of its own and 900 ms in the database: ten a second keep ten environments.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("f", "lambda.function", "", constant(100, {{"cold_start_ms", 0}}))
            .add("db", "rds.instance", "",
                 station(900, 100, {{"service_time_distribution", "deterministic"}}))
            .connect("1", "users", "f")
            .connect("2", "f", "db")
            .build();
    const SimulationResult result = play(architecture, evenly(10, 100, 10));
    VERIFY_NEAR(node(result, "f").meanInSystem, 10, 0.01);
    QCOMPARE(node(result, "f").coldStarts, std::uint64_t{0}); // all before the warm-up ended
    // The formulas say the same: ten of 1,000 are busy.
    const auto estimated = estimateOf(Catalogue::builtIn(), architecture, evenly(10, 100, 10), {});
    QVERIFY(estimated.has_value());
    VERIFY_NEAR(estimated->nodes.at(ResourceId{"f"}).utilization, 0.01, 0.01);
}

void TestThrottling::anImageIsMadeOnce()
{
    // The first GET passes the distribution, the API and the function, which makes the picture and
    // puts it into the bucket; the others are answered at the edge.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"objects", 1}})
            .add("cdn", "cloudfront.distribution", "", {{"capacity_objects", 100}})
            .add("api", "apigateway.api")
            .add("resize", "lambda.function", "", constant(300))
            .add("bucket", "s3.bucket", "", {{"service_time_ms", 50}})
            .connect("1", "users", "cdn")
            .connect("2", "cdn", "api", Json::object(), ConnectionKind::Origin)
            .connect("3", "api", "resize")
            .connect("4", "resize", "bucket")
            .build();
    const SimulationResult result = play(architecture, evenly(1, 10.5));
    QCOMPARE(result.succeeded, std::uint64_t{10});
    for (const char* once : {"api", "resize", "bucket"})
        QCOMPARE(node(result, once).arrivals, std::uint64_t{1});
    QCOMPARE(result.latencyMs.p50, 0.0);
    QVERIFY(result.latencyMs.max >= 550); // 250 cold, 300 of work, and the bucket
}

void TestThrottling::everyRequestIsAccountedForAmongFaults()
{
    // Everything at once: time-outs of clients, of the API and of the function, retries,
    // throttling, waiting at the edge, and whatever stops while all that goes on.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "",
                 {{"objects", 50}, {"timeout_s", 1.5}, {"retries", 2}, {"read_ratio", 0.8}})
            .add("cdn", "cloudfront.distribution", "",
                 {{"capacity_objects", 20}, {"default_ttl_s", 2}, {"error_caching_ttl_s", 1}})
            .add("api", "apigateway.api", "",
                 {{"timeout_s", 1}, {"throttle_rate_per_s", 60}, {"throttle_burst", 20}})
            .add("f", "lambda.function", "",
                 constant(50, {{"reserved_concurrency", 40}, {"timeout_s", 2}}))
            .add("db", "rds.instance", "", station(60, 4, {{"drop_abandoned", true}}))
            .connect("1", "users", "cdn")
            .connect("2", "cdn", "api", Json::object(), ConnectionKind::Origin)
            .connect("3", "api", "f")
            .connect("4", "f", "db")
            .build();
    Scenario scenario = open(100, 300);
    scenario.faults = {{.atS = 20, .kind = "process.hang", .target = "db", .durationS = 30},
                       {.atS = 80, .kind = "process.stop", .target = "f", .durationS = 20},
                       {.atS = 120, .kind = "host.stop", .target = "db", .durationS = 20},
                       {.atS = 180, .kind = "process.stop", .target = "cdn", .durationS = 10},
                       {.atS = 200, .kind = "process.hang", .target = "api", .durationS = 10},
                       {.atS = 220, .kind = "http500", .target = "f", .durationS = 10},
                       {.atS = 240, .kind = "cdn.invalidate", .target = "cdn"}};
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        scenario.seed = seed;
        const SimulationResult result = play(architecture, scenario);
        QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
        QVERIFY2(result.inFlight < 200, qPrintable(QString::number(result.inFlight)));
        QVERIFY(result.failedByCause.contains("http_429") && result.succeeded > 1000);
        QVERIFY(node(result, "f").utilization <= 1 && node(result, "db").utilization <= 1);
        QVERIFY(node(result, "f").meanInSystem <= 40);
        // At the end all is well again.
        std::uint64_t succeeded = 0;
        for (const SecondSample& second : result.series)
            succeeded += second.atS >= 280 ? second.succeeded : 0;
        QVERIFY2(succeeded > 500, qPrintable(QString::number(succeeded)));
        QCOMPARE(bytesOf(play(architecture, scenario)), bytesOf(result));
    }
}

QTEST_APPLESS_MAIN(TestThrottling)
#include "tst_throttling.moc"
