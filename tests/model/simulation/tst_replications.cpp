// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QCryptographicHash>
#include <QTest>

#include "model/formats/result_json.h"
#include "model/simulation/replications.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Replications: the same for any number of threads, as sure as they say, stopped by rules.
class TestReplications : public QObject
{
    Q_OBJECT

private slots:
    void theResultIsTheSameForAnyNumberOfThreads_data();
    void theResultIsTheSameForAnyNumberOfThreads();
    void intervalsHoldTheTruthInNineteenOfTwentyCases();
    void runsUntilTheIntervalIsNarrow();
    void givesUpAtTheLargestNumber();
    void aWarmupIsFoundAndTakesTheBiasAway();
    void noWarmupIsDeletedWhereThereAreFaults();
    void canBeStopped();
    void tellsHowFarItIs();
};

namespace {

Architecture queue(double serviceMs)
{
    return Drawing()
        .add("users", "clients")
        .add("web", "ec2.instance", "", station(serviceMs))
        .connect("c", "users", "web")
        .build();
}

Replications replicated(const Architecture& architecture, const Scenario& scenario,
                        const ReplicationSettings& settings)
{
    auto done = replicate(Catalogue::builtIn(), architecture, scenario, {}, settings);
    if (!done)
        qFatal("%s", describe(done.error()).c_str());
    return std::move(*done);
}

QByteArray hashOf(const SimulationResult& result)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromStdString(resultToJson(result).dump()));
    hash.addData(QByteArray::fromStdString(seriesToCsv(result)));
    return hash.result().toHex();
}

} // namespace

void TestReplications::theResultIsTheSameForAnyNumberOfThreads_data()
{
    QTest::addColumn<bool>("isSequential");
    QTest::newRow("a fixed number of replications") << false;
    QTest::newRow("until the interval is narrow, with a warm-up that is found") << true;
}

void TestReplications::theResultIsTheSameForAnyNumberOfThreads()
{
    QFETCH(bool, isSequential);
    Scenario scenario = open(80, 60);
    ReplicationSettings settings{.replications = 12};
    if (isSequential)
        settings = {.replications = 3,
                    .halfWidth = 0.06,
                    .watched = Measure::LatencyP99,
                    .findsWarmup = true};
    else
        scenario.faults = {{.atS = 20, .kind = "process.stop", .target = "web", .durationS = 5}};
    QByteArray first;
    for (const int jobs : {1, 2, 4, 8}) {
        settings.jobs = jobs;
        const Replications done = replicated(queue(10), scenario, settings);
        QVERIFY(isSequential ? done.each.size() > 8 : done.each.size() == 12);
        const QByteArray hash = hashOf(done.result);
        if (first.isEmpty())
            first = hash;
        QCOMPARE(hash, first);
    }
}

void TestReplications::intervalsHoldTheTruthInNineteenOfTwentyCases()
{
    // M/M/1, λ = 50, μ = 100 per second: W = 1 / (100 - 50) = 20 ms. Of 200 intervals 190 are
    // expected to hold it, with a deviation of sqrt(200 · 0.95 · 0.05) = 3.1: 178 is 4 σ below.
    int held = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Replications done =
            replicated(queue(10), open(50, 60, 5, seed), {.replications = 8, .jobs = 2});
        const Interval mean = done.result.confidence.of(Measure::LatencyMean);
        held += mean.low <= 20 && 20 <= mean.high ? 1 : 0;
        QCOMPARE(done.result.latencyMean95[0], mean.low);
    }
    QVERIFY2(held >= 178 && held < 200, qPrintable(QString::number(held)));
}

void TestReplications::runsUntilTheIntervalIsNarrow()
{
    const Scenario scenario = open(80, 30);
    const Replications done =
        replicated(queue(10), scenario, {.replications = 5, .halfWidth = 0.05});
    const auto count = static_cast<int>(done.each.size());
    QVERIFY(count > 5 && count < 1000);
    QVERIFY(done.result.confidence.isTargetReached);
    QCOMPARE(done.result.replications, count);
    // It is the first number of replications, from five on, that reaches it.
    RunningMean mean;
    for (int i = 0; i < count; ++i) {
        const bool wasExact = i >= 5 && mean.interval().relativeHalfWidth() <= 0.05;
        QVERIFY2(!wasExact, qPrintable(QString::number(i)));
        mean.add(done.each[static_cast<std::size_t>(i)][0]);
    }
    QVERIFY(mean.interval().relativeHalfWidth() <= 0.05);
    // And it is what that number of replications gives.
    QCOMPARE(hashOf(done.result),
             hashOf(replicated(queue(10), scenario, {.replications = count}).result));
}

void TestReplications::givesUpAtTheLargestNumber()
{
    const Replications done =
        replicated(queue(10), open(80, 10),
                   {.replications = 2, .halfWidth = 0.0001, .maxReplications = 6, .jobs = 3});
    QCOMPARE(done.result.replications, 6);
    QVERIFY(!done.result.confidence.isTargetReached);
}

void TestReplications::aWarmupIsFoundAndTakesTheBiasAway()
{
    // M/M/1, λ = 9, μ = 10 per second, begun empty: W = 1 / (10 - 9) = 1 s in the steady state,
    // which takes some 1 / (μ (1 - sqrt ρ)²) = 38 s to come near. 2,000 runs of 200 s are 3.6
    // million requests: by the asymptotic variance of Wq (35,900 service times²) the deviation of
    // their mean is 100 ms · sqrt(35,900 / 3.6e6) = 10 ms; with and without deletion they are the
    // same runs.
    const Scenario scenario = open(9, 200);
    ReplicationSettings settings{.replications = 2000, .jobs = 2};
    const SimulationResult biased = replicated(queue(100), scenario, settings).result;
    settings.findsWarmup = true;
    const SimulationResult settled = replicated(queue(100), scenario, settings).result;
    const Confidence& confidence = settled.confidence;
    QCOMPARE(confidence.warmup, WarmupMethod::Mser5);
    QVERIFY(confidence.hasSettled);
    // The rule takes what lowers the error of the rest most, not all of the transient.
    QVERIFY2(confidence.warmupS >= 5 && confidence.warmupS < 100,
             qPrintable(QString::number(confidence.warmupS)));
    const double without = 1000 - biased.latencyMs.mean;
    const double with = 1000 - settled.latencyMs.mean;
    QVERIFY2(without > 3 * 10 && with > -4 * 10 && with < 0.7 * without,
             qPrintable(QStringLiteral("bias %1 ms, then %2 ms").arg(without).arg(with)));
    QCOMPARE(biased.confidence.warmup, WarmupMethod::Given);
    QCOMPARE(biased.confidence.warmupS, 0.0);
}

void TestReplications::noWarmupIsDeletedWhereThereAreFaults()
{
    Scenario scenario = open(90, 100, 10);
    scenario.faults = {{.atS = 20, .kind = "process.stop", .target = "web", .durationS = 5}};
    const SimulationResult faulty =
        replicated(queue(10), scenario, {.replications = 2, .findsWarmup = true}).result;
    QCOMPARE(faulty.confidence.warmup, WarmupMethod::NotSteady);
    QCOMPARE(faulty.confidence.warmupS, 0.0);
    Scenario ramp = open(90, 100);
    ramp.load.front().shape = "ramp";
    QCOMPARE(replicated(queue(10), ramp, {.findsWarmup = true}).result.confidence.warmup,
             WarmupMethod::NotSteady);
}

void TestReplications::canBeStopped()
{
    std::atomic<bool> cancel = false;
    int told = 0;
    ReplicationSettings settings{.replications = 100'000, .jobs = 3, .cancel = &cancel};
    settings.progress = [&](const ReplicationProgress&) { cancel = ++told >= 50; };
    const auto done = simulate(Catalogue::builtIn(), queue(10), open(80, 1000), {}, settings);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Cancelled);
}

void TestReplications::tellsHowFarItIs()
{
    ReplicationProgress last;
    ReplicationSettings settings{.replications = 4, .halfWidth = 0.9};
    settings.progress = [&](const ReplicationProgress& progress) {
        QVERIFY(progress.finished >= last.finished && progress.started >= 0);
        QVERIFY(progress.finished + progress.started <= progress.most);
        last = progress;
    };
    settings.maxReplications = 7;
    replicated(queue(10), open(80, 100), settings);
    QCOMPARE(last.finished, 4);
    QCOMPARE(last.most, 7);
    QVERIFY(last.watched.isKnown());
}

QTEST_APPLESS_MAIN(TestReplications)
#include "tst_replications.moc"
