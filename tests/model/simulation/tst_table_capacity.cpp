// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "model/simulation/analytic.h"
#include "model/simulation/flow.h"
#include "model/simulation/table_capacity.h"
#include "tests/model/simulation/play.h"

#include <algorithm>

using namespace skydraft;
using namespace skydraft::testing;

/// DynamoDB: capacity modes, burst credit, hot keys, auto scaling.
class TestTableCapacity : public QObject
{
    Q_OBJECT
private slots:
    void burstCreditLastsForFiveMinutes();
    void unusedCapacityIsKeptForFiveMinutesOnly();
    void unitsByItemAndConsistency_data();
    void unitsByItemAndConsistency();
    void aNewOnDemandTable_data();
    void aNewOnDemandTable();
    void onDemandGrowsToTwiceThePreviousPeak();
    void aRampThrottlesProvisionedAndNotOnDemand();
    void aHotKeyHasOnePartition_data();
    void aHotKeyHasOnePartition();
    void manyKeysShareManyPartitions();
    void autoScalingFollowsTheLoad();
    void autoScalingComesDownSlowly();
    void theCauseIsSeenThroughAServer();
    void otherEnginesSayWhatTheyLeaveOut();
};

namespace {

constexpr const char* exceeded = "provisioned_throughput_exceeded";

Architecture table(const Json& properties, const Json& clients = {{"read_ratio", 0}})
{
    return Drawing()
        .add("users", "clients", "", clients)
        .add("table", "dynamodb.table", "", properties)
        .connect("c", "users", "table")
        .build();
}

Json provisioned(int reads, int writes, Json more = Json::object())
{
    Json properties = {{"billing_mode", "provisioned"},
                       {"read_capacity", reads},
                       {"write_capacity", writes},
                       {"service_time_ms", 0}};
    properties.update(more);
    return properties;
}

std::uint64_t failedBetween(const SimulationResult& result, double from, double to)
{
    std::uint64_t failed = 0;
    for (const SecondSample& second : result.series)
        if (second.atS >= from && second.atS < to)
            failed += second.failed;
    return failed;
}

double firstFailure(const SimulationResult& result)
{
    for (const SecondSample& second : result.series)
        if (second.failed > 0)
            return second.atS;
    return -1;
}

} // namespace

void TestTableCapacity::burstCreditLastsForFiveMinutes()
{
    // 100 units a second and 300 seconds' worth of them kept: 30,000. At 200 writes a second 100 of
    // those go every second: after 300 s half of the writes are throttled, 10,000 in 100 s.
    const SimulationResult result = play(table(provisioned(5, 100)), evenly(200, 400));
    QVERIFY2(firstFailure(result) >= 299 && firstFailure(result) <= 301,
             qPrintable(QString::number(firstFailure(result))));
    QVERIFY(result.failed >= 9'999 && result.failed <= 10'001);
    QCOMPARE(result.failedByCause.at(exceeded), result.failed);
    QCOMPARE(node(result, "table").throttled, result.failed);
    QCOMPARE(node(result, "table").hotKeys, std::uint64_t{0});
    // It is told once, not ten thousand times.
    QCOMPARE(std::count_if(result.timeline.begin(), result.timeline.end(),
                           [](const TimelineEvent& event) { return event.subject == "table"; }),
             std::ptrdiff_t{1});
}

void TestTableCapacity::unusedCapacityIsKeptForFiveMinutesOnly()
{
    // Idle for 1,000 s or for 300 s: the same credit. 100 units: 300 · 100 / (200 − 100) = 300 s.
    Scenario scenario = evenly(0.001, 1500);
    scenario.faults = {
        {.atS = 1000, .kind = "load.spike", .target = "users", .extra = {{"factor", 200'000}}}};
    const SimulationResult result = play(table(provisioned(5, 100)), scenario);
    QVERIFY(firstFailure(result) >= 1299 && firstFailure(result) <= 1302);
}

void TestTableCapacity::unitsByItemAndConsistency_data()
{
    QTest::addColumn<double>("itemKib");
    QTest::addColumn<bool>("isStrong");
    QTest::addColumn<bool>("writes");
    QTest::addColumn<double>("perRequest");
    QTest::newRow("an eventually consistent read of 4 KB is half a unit")
        << 4.0 << false << false << 0.5;
    QTest::newRow("a strongly consistent one is one") << 4.0 << true << false << 1.0;
    QTest::newRow("4.1 KB are two") << 4.1 << true << false << 2.0;
    QTest::newRow("a write of 1 KB is one") << 1.0 << false << true << 1.0;
    QTest::newRow("one of 2.5 KB is three") << 2.5 << true << true << 3.0;
}

void TestTableCapacity::unitsByItemAndConsistency()
{
    QFETCH(double, itemKib);
    QFETCH(bool, isStrong);
    QFETCH(bool, writes);
    QFETCH(double, perRequest);
    // 12 units a second; the credit of 3,600 is used up after 3,600 / (40 u − 12) s.
    const SimulationResult result = play(
        table(provisioned(12, 12, {{"item_size_kib", itemKib}, {"consistent_reads", isStrong}}),
              {{"read_ratio", writes ? 0 : 1}}),
        evenly(40, 1000));
    const double usedUp = 3600 / (40 * perRequest - 12);
    QVERIFY2(std::abs(firstFailure(result) - usedUp) < 2,
             qPrintable(QString::number(firstFailure(result))));
    // From then on 12 / u a second succeed.
    const double late = static_cast<double>(failedBetween(result, 900, 1000));
    VERIFY_NEAR(late, 100 * (40 - 12 / perRequest), 0.01);
}

void TestTableCapacity::aNewOnDemandTable_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<double>("readRatio");
    QTest::addColumn<double>("failedShare");
    QTest::newRow("4,000 writes a second") << 4'000 << 0.0 << 0.0;
    QTest::newRow("5,000 writes a second: a fifth too many") << 5'000 << 0.0 << 0.2;
    QTest::newRow("24,000 eventually consistent reads") << 24'000 << 1.0 << 0.0;
    QTest::newRow("30,000 of them: a fifth too many") << 30'000 << 1.0 << 0.2;
}

void TestTableCapacity::aNewOnDemandTable()
{
    QFETCH(int, rate);
    QFETCH(double, readRatio);
    QFETCH(double, failedShare);
    // One second's worth is there at once: seconds 1 to 10 have none of it left.
    const SimulationResult result =
        play(table({{"service_time_ms", 0}}, {{"read_ratio", readRatio}}), evenly(rate, 11));
    const double failed = static_cast<double>(failedBetween(result, 5, 10)) / (5.0 * rate);
    QVERIFY2(std::abs(failed - failedShare) < 0.001, qPrintable(QString::number(failed)));
}

void TestTableCapacity::onDemandGrowsToTwiceThePreviousPeak()
{
    // The table itself, with its figures divided by 100: 40 writes a second at once.
    TablePlan plan;
    plan.writes = UnitsPlan{.perS = 40, .mostPerS = 400, .perPartition = 1000, .perRequest = 1};
    plan.reads = plan.writes;
    TableCapacity capacity(plan);
    const auto takenOf = [&](int perS, std::int64_t fromS, std::int64_t toS) {
        std::int64_t taken = 0;
        for (std::int64_t n = fromS * perS; n < toS * perS; ++n)
            taken += capacity.take(TableCapacity::Writes, std::nullopt, n * 1'000'000'000 / perS)
                             == TableCapacity::Verdict::Taken
                         ? 1
                         : 0;
        return taken;
    };
    // 40 a second for five minutes. 80 are too many before that peak is half an hour old, …
    QCOMPARE(takenOf(40, 0, 300), std::int64_t{12'000});
    QVERIFY(takenOf(80, 300, 900) <= 600 * 40 + 40);
    // … which it is after 31 minutes: then 80, and not 100.
    QVERIFY(takenOf(80, 1900, 2500) >= 600 * 80 - 80);
    VERIFY_NEAR(capacity.perS(TableCapacity::Writes), 80.0, 0.02); // and its bucket of a second
    QVERIFY(takenOf(100, 2500, 2600) <= 100 * 82 + 82);
    // Never more than the quota: 80 -> 160 -> 320 -> 400.
    for (int round = 1; round <= 4; ++round)
        takenOf(500, 5000L * round, 5000L * round + 120);
    QCOMPARE(capacity.perS(TableCapacity::Writes), 400.0);
}

void TestTableCapacity::aRampThrottlesProvisionedAndNotOnDemand()
{
    // From 0 to 400 writes a second in 400 s: t a second at t. With 100 units credit is used from
    // 100 s on, (t − 100)² / 2 of 30,000: until 100 + 244.95 = 344.9 s. Then what is above 100
    // fails: the integral of t − 100 from 344.9 to 400 is (300² − 244.95²) / 2 = 15,000.
    Scenario scenario = evenly(400, 400);
    scenario.load.front().shape = "ramp";
    const SimulationResult onDemand =
        play(table({{"billing_mode", "pay_per_request"}, {"service_time_ms", 0}}), scenario);
    QCOMPARE(onDemand.failed, std::uint64_t{0});
    const SimulationResult result = play(table(provisioned(5, 100)), scenario);
    QCOMPARE(result.offered, onDemand.offered);
    QVERIFY2(std::abs(firstFailure(result) - 344.9) < 2,
             qPrintable(QString::number(firstFailure(result))));
    VERIFY_NEAR(static_cast<double>(result.failedByCause.at(exceeded)), 15'000, 0.02);
}

void TestTableCapacity::aHotKeyHasOnePartition_data()
{
    QTest::addColumn<double>("readRatio");
    QTest::addColumn<int>("rate");
    QTest::addColumn<double>("served");
    QTest::newRow("reads: 3,000 units, two of them each") << 1.0 << 8'000 << 6'000.0;
    QTest::newRow("writes: 1,000 units") << 0.0 << 2'000 << 1'000.0;
}

void TestTableCapacity::aHotKeyHasOnePartition()
{
    QFETCH(double, readRatio);
    QFETCH(int, rate);
    QFETCH(double, served);
    // One key: the table would serve 24,000 such reads or 4,000 writes, its partition does not.
    const SimulationResult result =
        play(table({{"service_time_ms", 0}}, {{"read_ratio", readRatio}, {"objects", 1}}),
             evenly(rate, 11));
    const double failed = static_cast<double>(failedBetween(result, 5, 10)) / 5;
    VERIFY_NEAR(failed, rate - served, 0.005);
    QCOMPARE(node(result, "table").hotKeys, result.failed);
    QVERIFY(std::any_of(result.timeline.begin(), result.timeline.end(), [](const auto& event) {
        return event.text.english().find("partition key") != std::string::npos;
    }));
}

void TestTableCapacity::manyKeysShareManyPartitions()
{
    // 10,000 keys asked for alike over four partitions: each has some 2,000 of 8,000 reads.
    const SimulationResult even =
        play(table({{"service_time_ms", 0}},
                   {{"read_ratio", 1}, {"objects", 10'000}, {"popularity_exponent", 0}}),
             evenly(8'000, 11));
    QCOMPARE(even.failed, std::uint64_t{0});
    // By Zipf's law with exponent 2 the first has 1 / 1.6448 = 60.8 %: of 16,000 a second 9,728,
    // and its partition serves 6,000 (others share it, which fail too): at least 23 % fail.
    const SimulationResult skewed =
        play(table({{"service_time_ms", 0}},
                   {{"read_ratio", 1}, {"objects", 10'000}, {"popularity_exponent", 2}}),
             evenly(16'000, 11));
    const double failed = static_cast<double>(failedBetween(skewed, 5, 10)) / (5 * 16'000.0);
    QVERIFY2(failed > 0.23 && failed < 0.55, qPrintable(QString::number(failed)));
}

void TestTableCapacity::autoScalingFollowsTheLoad()
{
    // 100 units, 150 writes a second from the beginning: above 70 in the minutes that end at 60
    // and 120 s, so at 180 s the table has 150 / 0.7 -> 215. The credit of 30,000 loses 50 a second
    // and lasts until then: nothing is throttled. Without scaling it is used up after 600 s.
    const SimulationResult scaled =
        play(table(provisioned(5, 100, {{"auto_scaling", true}})), evenly(150, 1200));
    QCOMPARE(scaled.failed, std::uint64_t{0});
    const auto change =
        std::find_if(scaled.timeline.begin(), scaled.timeline.end(),
                     [](const auto& event) { return event.kind == TimelineKind::Scaling; });
    QVERIFY(change != scaled.timeline.end());
    QCOMPARE(change->atS, 180.0);
    QVERIFY2(change->text.english().find("215 write") != std::string::npos,
             change->text.english().c_str());
    const SimulationResult fixed = play(table(provisioned(5, 100)), evenly(150, 1200));
    QVERIFY(firstFailure(fixed) >= 599 && firstFailure(fixed) <= 601);
    // Far above: throttled requests consume nothing, so once the credit is gone its alarm sees the
    // capacity itself, and each step is by 1 / 0.7 only: from 10 to 400 ln 40 / ln (1 / 0.7) = 10.3
    // steps, one in three minutes.
    const SimulationResult late =
        play(table(provisioned(5, 10, {{"auto_scaling", true}})), evenly(400, 2600));
    QVERIFY(failedBetween(late, 900, 1000) > 10'000);
    QCOMPARE(failedBetween(late, 2200, 2600), std::uint64_t{0});
}

void TestTableCapacity::autoScalingComesDownSlowly()
{
    // 300 a second, from 1,800 s on 30. Fifteen minutes well below the target, one to change: not
    // before 1,800 + 900 + 60 s; then 30 / 0.7 -> 43, but never below the given 100.
    Scenario scenario = evenly(300, 4000);
    scenario.faults = {
        {.atS = 1800, .kind = "load.spike", .target = "users", .extra = {{"factor", 0.1}}}};
    const SimulationResult result =
        play(table(provisioned(5, 100, {{"auto_scaling", true}})), scenario);
    const auto isDecrease = [](const TimelineEvent& event) {
        return event.text.english().find(" 100 write") != std::string::npos;
    };
    const auto change = std::find_if(result.timeline.begin(), result.timeline.end(), isDecrease);
    QVERIFY(change != result.timeline.end());
    QCOMPARE(change->atS, 2760.0);
}

void TestTableCapacity::theCauseIsSeenThroughAServer()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"read_ratio", 0}, {"retries", 2}})
            .add("lb", "elb.application")
            .add("web", "ec2.instance", "", station(0, 100))
            .add("table", "dynamodb.table", "", provisioned(5, 10))
            .connect("c", "users", "lb")
            .connect("l", "lb", "web")
            .connect("t", "web", "table")
            .build();
    const SimulationResult result = play(architecture, evenly(50, 600));
    QVERIFY(result.failed > 0);
    QCOMPARE(result.failedByCause.at(exceeded), result.failed);
    // The server works: its health checks pass, nothing of it is thought to be down.
    QVERIFY(std::none_of(result.timeline.begin(), result.timeline.end(),
                         [](const auto& event) { return event.subject == "web"; }));
}

void TestTableCapacity::otherEnginesSayWhatTheyLeaveOut()
{
    const auto flowOf = [](const Json& properties) {
        return simulateFlow(Catalogue::builtIn(), table(properties), evenly(10, 60), {});
    };
    const auto refused = flowOf(provisioned(5, 100));
    QVERIFY(!refused.has_value());
    QVERIFY(describe(refused.error()).find("\"table\"") != std::string::npos);
    const auto played = flowOf({{"service_time_ms", 5}});
    QVERIFY(played.has_value());
    QCOMPARE(played->notes.size(), std::size_t{1});
    const auto estimated =
        estimateOf(Catalogue::builtIn(), table(provisioned(5, 100)), evenly(10, 60), {});
    QVERIFY(estimated.has_value());
    QCOMPARE(estimated->notes.size(), std::size_t{1});
    QVERIFY(estimated->notes.front().english().find("throughput limits") != std::string::npos);
    QVERIFY(play(table(provisioned(5, 100)), evenly(10, 60)).notes.empty());
}

QTEST_APPLESS_MAIN(TestTableCapacity)
#include "tst_table_capacity.moc"
