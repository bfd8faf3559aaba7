// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/portable_math.h"
#include "model/simulation/random_stream.h"

#include <cmath>
#include <limits>

using namespace skydraft;

class TestRandomStream : public QObject
{
    Q_OBJECT

private slots:
    void logarithmAgreesWithTheLibrary();
    void exponentialAgreesWithTheLibrary();
    void drawsAreTheSameForEver();
    void streamsDifferByEveryPartOfTheirKey();
    void drawsByNumberAreTheDrawsInOrder();
    void uniformIsNeverZero();
    void belowIsEven();
    void moments_data();
    void moments();
    void badNumbersBecomeHarmless_data();
    void badNumbersBecomeHarmless();
};

void TestRandomStream::logarithmAgreesWithTheLibrary()
{
    for (double x = 1e-300; x < 1e300; x *= 1.37)
        QVERIFY2(std::abs(portableLog(x) - std::log(x))
                     <= 4e-16 * std::max(1.0, std::abs(std::log(x))),
                 qPrintable(QString::number(x, 'g', 17)));
    for (int i = 1; i <= 4096; ++i) {
        const double x = 0.5 + i / 4096.0;
        QVERIFY(std::abs(portableLog(x) - std::log(x)) <= 4e-16);
    }
}

void TestRandomStream::exponentialAgreesWithTheLibrary()
{
    for (double x = -700; x < 700; x += 0.37)
        QVERIFY2(std::abs(portableExp(x) / std::exp(x) - 1) <= 1e-15,
                 qPrintable(QString::number(x)));
    QCOMPARE(portableExp(0), 1.0);
    QCOMPARE(portableExp(-1e9), 0.0);
    QVERIFY(std::isfinite(portableExp(1e9)));
}

void TestRandomStream::drawsAreTheSameForEver()
{
    // Computed once, with integers only: a change here changes the result of every saved scenario.
    RandomStream stream{1, 0, "users", Purpose::Arrival};
    QCOMPARE(stream.next(), std::uint64_t{1657203816514027377U});
    QCOMPARE(stream.next(), std::uint64_t{5666066675355325569U});
}

void TestRandomStream::streamsDifferByEveryPartOfTheirKey()
{
    const std::uint64_t here = RandomStream{1, 0, "a", Purpose::Service}.at(1);
    QVERIFY(here != (RandomStream{2, 0, "a", Purpose::Service}.at(1)));
    QVERIFY(here != (RandomStream{1, 1, "a", Purpose::Service}.at(1)));
    QVERIFY(here != (RandomStream{1, 0, "b", Purpose::Service}.at(1)));
    QVERIFY(here != (RandomStream{1, 0, "a", Purpose::Arrival}.at(1)));
    QCOMPARE(here, (RandomStream{1, 0, "a", Purpose::Service}.at(1)));
}

void TestRandomStream::drawsByNumberAreTheDrawsInOrder()
{
    RandomStream stream{7, 0, "a", Purpose::Service};
    const RandomStream again = stream;
    for (std::uint64_t n = 1; n <= 100; ++n)
        QCOMPARE(stream.next(), again.at(n));
}

void TestRandomStream::uniformIsNeverZero()
{
    QCOMPARE(RandomStream::toUniform(0), 0x1p-53);
    QCOMPARE(RandomStream::toUniform(std::numeric_limits<std::uint64_t>::max()), 1.0);
}

void TestRandomStream::belowIsEven()
{
    RandomStream stream{1, 0, "a", Purpose::Route};
    std::array<int, 7> counts{};
    for (int i = 0; i < 700'000; ++i)
        ++counts[stream.below(7)];
    // 100,000 each; the deviation of one is sqrt(700000 · 1/7 · 6/7) = 293, four of them 1171
    for (const int count : counts)
        QVERIFY2(std::abs(count - 100'000) < 1171, qPrintable(QString::number(count)));
    QCOMPARE(stream.below(0), 0U);
}

void TestRandomStream::moments_data()
{
    QTest::addColumn<int>("distribution");
    QTest::addColumn<double>("cv");
    QTest::addColumn<double>("expectedCv");
    QTest::newRow("deterministic has no spread") << int(Distribution::Deterministic) << 1.0 << 0.0;
    QTest::newRow("exponential, whatever its cv says")
        << int(Distribution::Exponential) << 3.0 << 1.0;
    QTest::newRow("Erlang of four stages") << int(Distribution::Erlang) << 0.5 << 0.5;
    QTest::newRow("Erlang rounds its stages: 1/0.6² = 2.8 makes three")
        << int(Distribution::Erlang) << 0.6 << std::sqrt(1 / 3.0);
    QTest::newRow("lognormal") << int(Distribution::Lognormal) << 1.5 << 1.5;
    QTest::newRow("hyperexponential") << int(Distribution::Hyperexponential) << 2.0 << 2.0;
    QTest::newRow("hyperexponential cannot be calmer than exponential")
        << int(Distribution::Hyperexponential) << 0.5 << 1.0;
}

void TestRandomStream::moments()
{
    QFETCH(int, distribution);
    QFETCH(double, cv);
    QFETCH(double, expectedCv);
    const RandomTime time{static_cast<Distribution>(distribution), 1e6, cv};
    RandomStream stream{1, 0, "server", Purpose::Service};
    constexpr int draws = 1'000'000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; ++i) {
        const auto draw = static_cast<double>(time.draw(stream));
        sum += draw;
        squares += draw * draw;
    }
    const double mean = sum / draws;
    const double deviation = std::sqrt(std::max(squares / draws - mean * mean, 0.0));
    // The mean of a million draws deviates by cv / 1000; four of them, and a nanosecond for
    // rounding.
    QVERIFY(std::abs(mean / 1e6 - 1) <= 4 * expectedCv / 1000 + 1e-6);
    QVERIFY2(std::abs(deviation / mean - expectedCv) <= 0.02 * expectedCv + 1e-9,
             qPrintable(QString::number(deviation / mean)));
}

void TestRandomStream::badNumbersBecomeHarmless_data()
{
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("cv");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    QTest::newRow("a mean that is no number") << nan << 1.0;
    QTest::newRow("a negative mean") << -5.0 << 1.0;
    QTest::newRow("an infinite mean") << infinite << 1.0;
    QTest::newRow("a variation that is no number") << 1e6 << nan;
    QTest::newRow("an infinite variation") << 1e6 << infinite;
    QTest::newRow("no variation") << 1e6 << 0.0;
    QTest::newRow("an enormous mean") << 1e300 << 1.0;
}

void TestRandomStream::badNumbersBecomeHarmless()
{
    QFETCH(double, mean);
    QFETCH(double, cv);
    for (int kind = 0; kind <= int(Distribution::Hyperexponential); ++kind) {
        const RandomTime time{static_cast<Distribution>(kind), mean, cv};
        RandomStream stream{1, 0, "server", Purpose::Service};
        for (int i = 0; i < 1000; ++i) {
            const std::int64_t draw = time.draw(stream);
            QVERIFY(draw >= 0 && draw <= static_cast<std::int64_t>(RandomTime::longestNs));
        }
    }
}

QTEST_APPLESS_MAIN(TestRandomStream)
#include "tst_random_stream.moc"
