// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QTest>

#include "model/simulation/merge.h"
#include "model/simulation/warmup.h"
#include "tests/model/simulation/play.h"

#include <limits>

using namespace skydraft;
using namespace skydraft::testing;

/// Means, intervals and the end of a transient, by hand.
class TestStatistics : public QObject
{
    Q_OBJECT

private slots:
    void studentsT_data();
    void studentsT();
    void meanAndInterval();
    void whatHasNoNumberIsLeftOut();
    void secondsHaveBands();
    void latenciesOfNoRequestAreNoLatencies();
    void recoveriesThatNeverHappenedAreCounted();
    void mser5DeletesTheTransient();
    void mser5DeletesNothingOfAFlatSeries();
    void mser5SaysWhenASeriesHasNotSettled();
    void aCurveIsTheMeanOverRequests();
};

void TestStatistics::studentsT_data()
{
    QTest::addColumn<int>("freedom");
    QTest::addColumn<double>("expected");
    // Any table of statistics.
    QTest::newRow("1") << 1 << 12.706;
    QTest::newRow("9") << 9 << 2.262;
    QTest::newRow("30") << 30 << 2.042;
    QTest::newRow("31, beyond the table") << 31 << 2.0395;
    QTest::newRow("60") << 60 << 2.0003;
    QTest::newRow("120") << 120 << 1.9799;
    QTest::newRow("a million") << 1'000'000 << 1.95997;
}

void TestStatistics::studentsT()
{
    QFETCH(int, freedom);
    QFETCH(double, expected);
    VERIFY_NEAR(studentQuantile(static_cast<std::size_t>(freedom)), expected, 0.0002);
}

void TestStatistics::meanAndInterval()
{
    // 1, 2, 3: mean 2, deviation 1, two degrees of freedom: 4.303 · 1 / sqrt(3) = 2.484
    VERIFY_NEAR(halfWidth95({1, 2, 3}), 2.484, 0.001);
    QCOMPARE(halfWidth95({5}), 0.0);
    RunningMean mean;
    for (const double sample : {10.0, 12.0, 14.0, 16.0})
        mean.add(sample);
    QCOMPARE(mean.mean(), 13.0);
    VERIFY_NEAR(mean.variance(), 20.0 / 3, 1e-12); // (9 + 1 + 1 + 9) / 3
    const Interval interval = mean.interval();
    VERIFY_NEAR(interval.halfWidth(), 3.182 * 1.290994, 1e-4); // sqrt(20 / 3 / 4) = 1.290994
    VERIFY_NEAR(interval.relativeHalfWidth(), 3.182 * 1.290994 / 13, 1e-4);
    VERIFY_NEAR(interval.low, 13 - interval.halfWidth(), 1e-12);
}

void TestStatistics::whatHasNoNumberIsLeftOut()
{
    RunningMean mean;
    mean.add(1);
    mean.add(std::numeric_limits<double>::quiet_NaN());
    mean.add(3);
    QCOMPARE(mean.count(), 2);
    QCOMPARE(mean.mean(), 2.0);
}

void TestStatistics::secondsHaveBands()
{
    SimulationResult quiet;
    quiet.series = {{.atS = 0, .offered = 20, .succeeded = 2, .meanMs = 10}};
    SimulationResult loud = quiet;
    loud.series = {{.atS = 0, .offered = 40, .succeeded = 0, .meanMs = 0}};
    ResultMerger merger;
    merger.add(quiet, {}, 1);
    merger.add(loud, {}, 1);
    const std::vector<SecondBand> bands = merger.merged().confidence.series;
    QCOMPARE(bands.size(), std::size_t{1});
    QCOMPARE(bands[0].offered.mean, 30.0);
    // The deviation of 20 and 40 is sqrt(200): 12.706 · sqrt(200 / 2) = 127.06; no count is below
    // 0.
    QCOMPARE(bands[0].offered.low, 0.0);
    VERIFY_NEAR(bands[0].offered.high, 157.06, 1e-9);
    // Nothing succeeded in the second run: its latency of 0 is none.
    QCOMPARE(bands[0].meanMs.mean, 10.0);
    QCOMPARE(bands[0].meanMs.samples, 1);
}

void TestStatistics::latenciesOfNoRequestAreNoLatencies()
{
    SimulationResult failed;
    failed.failed = 5;
    failed.availability = 0;
    const Measured measured = measuredOf(failed, 10);
    QVERIFY(std::isnan(measured[static_cast<std::size_t>(Measure::LatencyMean)]));
    QVERIFY(std::isnan(measured[static_cast<std::size_t>(Measure::LatencyP99)]));
    QCOMPARE(measured[static_cast<std::size_t>(Measure::Availability)], 0.0);
    SimulationResult good;
    good.succeeded = 50;
    QCOMPARE(measuredOf(good, 10)[static_cast<std::size_t>(Measure::Throughput)], 5.0); // 50 / 10 s
}

void TestStatistics::recoveriesThatNeverHappenedAreCounted()
{
    ResultMerger merger;
    for (const double recovered : {30.0, 50.0, -1.0}) {
        SimulationResult result;
        result.incidents = {
            {.fault = "az.down", .atS = 5, .detectedS = 10, .recoveredS = recovered}};
        merger.add(result, {}, 1);
    }
    const IncidentConfidence incident = merger.merged().confidence.incidents.at(0);
    QCOMPARE(incident.detectedS.samples, 3);
    QCOMPARE(incident.recoveredS.samples, 2);
    QCOMPARE(incident.recoveredS.mean, 40.0);
}

void TestStatistics::mser5DeletesTheTransient()
{
    // Ten observations of the transient, then 90 that vary about 2. Batches of five: 100, 100, then
    // 18 of about 2. With the first two deleted the variance is smallest; deleting more leaves
    // fewer.
    std::vector<double> series(10, 100);
    for (int i = 0; i < 90; ++i)
        series.push_back(i % 10 < 5 ? 1.5 : 2.5);
    const Truncation truncation = mser5(series);
    QCOMPARE(truncation.deleted, std::size_t{10});
    QVERIFY(truncation.hasSettled);
}

void TestStatistics::mser5DeletesNothingOfAFlatSeries()
{
    const Truncation flat = mser5(std::vector<double>(200, 7));
    QCOMPARE(flat.deleted, std::size_t{0});
    QVERIFY(flat.hasSettled);
    const Truncation shortest = mser5({9, 1, 1});
    QCOMPARE(shortest.deleted, std::size_t{0});
    QVERIFY(!shortest.hasSettled);
}

void TestStatistics::mser5SaysWhenASeriesHasNotSettled()
{
    std::vector<double> rising;
    for (int i = 0; i < 200; ++i)
        rising.push_back(i);
    const Truncation truncation = mser5(rising);
    QCOMPARE(truncation.deleted, std::size_t{100}); // never more than half
    QVERIFY(!truncation.hasSettled);
}

void TestStatistics::aCurveIsTheMeanOverRequests()
{
    LatencyCurve curve;
    curve.add({{.succeeded = 0}, {.succeeded = 1, .meanMs = 10}, {.succeeded = 0}});
    curve.add({{.succeeded = 0}, {.succeeded = 3, .meanMs = 2}, {.succeeded = 0}});
    // (1 · 10 + 3 · 2) / 4 = 4; the seconds before and after repeat it.
    QCOMPARE(curve.meanMs(), (std::vector<double>{4, 4, 4}));
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
