// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/histogram.h"
#include "model/simulation/random_stream.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace skydraft;

/// The three small machines of the engine: sums, histograms and the queue of events.
class TestHistogram : public QObject
{
    Q_OBJECT

private slots:
    void sumsDoNotOverflow();
    void percentilesAreExactToFourPerMille();
    void smallValuesAreExact();
    void mergingInAnyOrderGivesTheSame();
    void clearingForgetsEverything();
    void extremesAreNoTrouble();
};

void TestHistogram::sumsDoNotOverflow()
{
    WideSum sum;
    // 2^63 · 2^32 = 2^95, four times: 2^97
    for (int i = 0; i < 4; ++i)
        sum.addProduct(std::uint64_t{1} << 63U, 0x80000000U);
    QCOMPARE(sum.toDouble(), std::ldexp(1.0, 63 + 31 + 2));
    WideSum more = sum;
    more.add(12345);
    QCOMPARE(more.minus(sum).toDouble(), 12345.0);
    // A carry out of the lower half.
    WideSum carry;
    carry.add(std::numeric_limits<std::uint64_t>::max());
    carry.add(1);
    QCOMPARE(carry.toDouble(), std::ldexp(1.0, 64));
}

void TestHistogram::percentilesAreExactToFourPerMille()
{
    Histogram histogram;
    std::vector<std::int64_t> values;
    RandomStream stream{1, 0, "server", Purpose::Service};
    const RandomTime time{Distribution::Lognormal, 5e6, 2};
    for (int i = 0; i < 100'000; ++i) {
        values.push_back(time.draw(stream));
        histogram.record(values.back());
    }
    std::sort(values.begin(), values.end());
    for (const double share : {0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999}) {
        const auto exact =
            static_cast<double>(values[static_cast<std::size_t>(share * 100'000) - 1]);
        QVERIFY2(std::abs(histogram.percentile(share) / exact - 1) <= 0.004,
                 qPrintable(QString::number(share)));
    }
    QCOMPARE(histogram.percentile(1), static_cast<double>(values.back()));
    QCOMPARE(histogram.maximum(), static_cast<std::uint64_t>(values.back()));
    double sum = 0;
    for (const std::int64_t value : values)
        sum += static_cast<double>(value);
    QVERIFY(std::abs(histogram.mean() / (sum / 100'000) - 1) < 1e-12);
}

void TestHistogram::smallValuesAreExact()
{
    Histogram histogram;
    for (int value = 1; value <= 100; ++value)
        histogram.record(value);
    QCOMPARE(histogram.percentile(0.5), 50.0);
    QCOMPARE(histogram.percentile(0.99), 99.0);
    QCOMPARE(histogram.mean(), 50.5);
}

void TestHistogram::mergingInAnyOrderGivesTheSame()
{
    Histogram a;
    Histogram b;
    RandomStream stream{1, 0, "server", Purpose::Service};
    for (int i = 0; i < 1000; ++i) {
        a.record(static_cast<std::int64_t>(stream.next() >> 30U));
        b.record(static_cast<std::int64_t>(stream.next() >> 40U));
    }
    Histogram ab = a;
    ab.merge(b);
    Histogram ba = b;
    ba.merge(a);
    QVERIFY(ab == ba);
    QVERIFY(!(ab == a));
    QCOMPARE(ab.count(), std::uint64_t{2000});
    Histogram unchanged = a;
    unchanged.merge(Histogram{});
    QVERIFY(unchanged == a);
}

void TestHistogram::clearingForgetsEverything()
{
    Histogram histogram;
    for (const std::int64_t value :
         {std::int64_t{0}, std::int64_t{1'000'000}, std::int64_t{1} << 62U})
        histogram.record(value);
    histogram.clear();
    QVERIFY(histogram == Histogram{});
    histogram.record(7);
    QCOMPARE(histogram.percentile(0.5), 7.0);
}

void TestHistogram::extremesAreNoTrouble()
{
    Histogram histogram;
    QCOMPARE(histogram.percentile(0.5), 0.0);
    QCOMPARE(histogram.mean(), 0.0);
    histogram.record(std::numeric_limits<std::int64_t>::max());
    histogram.record(-1);
    QCOMPARE(histogram.percentile(0), 0.0);
    QVERIFY(histogram.percentile(1) > 9e18);
}

QTEST_APPLESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
