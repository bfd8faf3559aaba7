// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QTest>

#include "model/formats/compare_report.h"
#include "model/simulation/compare.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Two designs under the same random numbers: which is better, and how sure that is.
class TestCompare : public QObject
{
    Q_OBJECT

private slots:
    void theDifferenceIsTheTextbooks();
    void aSmallDifferenceIsSeenBecauseRunsArePaired();
    void aDesignIsNoBetterThanItself();
    void equalDesignsAreRarelyCalledDifferent();
    void oneIsFasterAndTheOtherAnswersMore();
    void whatNeverAnswersHasNoLatency();
    void theSentencesSayIt();
    void errorsComeThrough();
};

namespace {

Architecture queue(const Json& server, const char* id = "web")
{
    return Drawing()
        .add("users", "clients")
        .add(id, "ec2.instance", "", server)
        .connect("c", "users", id)
        .build();
}

Comparison compared(const Architecture& a, const Architecture& b, const Scenario& scenario,
                    int replications = 10)
{
    const auto done = compareDesigns(Catalogue::builtIn(), {{a, scenario}, {}}, {{b, scenario}, {}},
                                     {.replications = replications, .jobs = 2});
    if (!done)
        qFatal("%s", describe(done.error()).c_str());
    return *done;
}

} // namespace

void TestCompare::theDifferenceIsTheTextbooks()
{
    // M/M/1, λ = 50 per second: W = 1 / (100 - 50) = 20 ms with services of 10 ms, and
    // 1 / (125 - 50) = 13.333 ms with 8 ms: -6.667 ms. p99 = ln 100 · W: 92.103 and 61.402 ms.
    const Comparison comparison =
        compared(queue(station(10)), queue(station(8)), open(50, 400, 10), 20);
    const Difference& mean = comparison.differences[0];
    QCOMPARE(mean.better, Better::B);
    VERIFY_NEAR(mean.difference.mean, -6.667, 0.03);
    QVERIFY(mean.difference.halfWidth() < 0.2);
    QVERIFY(std::abs(mean.difference.mean - (mean.b.mean - mean.a.mean)) < 1e-9);
    QVERIFY(mean.pairingGain > 2);
    const Difference& p99 = comparison.differences[1];
    QCOMPARE(p99.better, Better::B);
    VERIFY_NEAR(p99.difference.mean, 61.402 - 92.103, 0.06);
    QCOMPARE(comparison.differences[2].better, Better::Neither); // all requests succeed
    QCOMPARE(comparison.better, Better::B);
    QCOMPARE(compared(queue(station(8)), queue(station(10)), open(50, 60)).better, Better::A);
}

void TestCompare::aSmallDifferenceIsSeenBecauseRunsArePaired()
{
    const Comparison comparison = compared(queue(station(10)), queue(station(9.9)), open(80, 60));
    const Difference& mean = comparison.differences[0];
    QVERIFY(mean.b.high > mean.a.low); // two intervals side by side say nothing
    QCOMPARE(mean.better, Better::B);
    QVERIFY2(mean.pairingGain > 20, qPrintable(QString::number(mean.pairingGain)));
}

void TestCompare::aDesignIsNoBetterThanItself()
{
    Scenario other = open(80, 30);
    other.seed = 99; // the seed of A counts
    const auto done = compareDesigns(Catalogue::builtIn(), {{queue(station(10)), open(80, 30)}, {}},
                                     {{queue(station(10)), other}, {}}, {.replications = 5});
    QVERIFY(done.has_value());
    QCOMPARE(done->better, Better::Neither);
    QCOMPARE(done->seed, std::uint64_t{1});
    for (const Difference& difference : done->differences) {
        QCOMPARE(difference.difference.low, 0.0);
        QCOMPARE(difference.difference.high, 0.0);
        QCOMPARE(difference.pairingGain, 0.0);
    }
}

void TestCompare::equalDesignsAreRarelyCalledDifferent()
{
    // The same server by another name has other random numbers. A 95 % interval is wrong in 5 of
    // 100 cases; the deviation is sqrt(100 · 0.05 · 0.95) = 2.2, and 5 + 4 · 2.2 = 13.7.
    int wrong = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Comparison comparison =
            compared(queue(station(10)), queue(station(10), "other"), open(50, 20, 2, seed), 6);
        wrong += comparison.differences[0].better != Better::Neither ? 1 : 0;
    }
    QVERIFY2(wrong >= 1 && wrong <= 13, qPrintable(QString::number(wrong)));
}

void TestCompare::oneIsFasterAndTheOtherAnswersMore()
{
    // Nobody waits: fast for those who are served, and the others are sent away.
    const Comparison comparison =
        compared(queue(station(10)), queue(station(10, 1, {{"queue_limit", 0}})), open(80, 60));
    QCOMPARE(comparison.differences[0].better, Better::B);
    QCOMPARE(comparison.differences[2].better, Better::A);
    QCOMPARE(comparison.better, Better::Mixed);
    // M/M/1/1 answers 1 / (1 + ρ) = 1 / 1.8 = 55.6 % (Erlang B).
    VERIFY_NEAR(comparison.differences[2].difference.mean, 1 / 1.8 - 1, 0.03);
}

void TestCompare::whatNeverAnswersHasNoLatency()
{
    Scenario scenario = open(20, 30);
    const Architecture good = queue(station(10));
    Scenario dead = scenario;
    dead.faults = {{.atS = 0, .kind = "process.stop", .target = "web"}};
    const auto done = compareDesigns(Catalogue::builtIn(), {{good, scenario}, {}},
                                     {{good, dead}, {}}, {.replications = 3});
    QVERIFY(done.has_value());
    QCOMPARE(done->differences[0].better, Better::Neither);
    QCOMPARE(done->differences[0].difference.samples, 0);
    QCOMPARE(done->differences[2].difference.mean, -1.0);
    QCOMPARE(done->differences[2].better, Better::A); // each run says the same
    QVERIFY(sentenceOf(done->differences[0], "a", "b").english().find("too few")
            != std::string::npos);
}

void TestCompare::theSentencesSayIt()
{
    const Difference lower{Measure::LatencyMean, {}, {}, {-3.14159, -3.5, -2.8, 10}, 0, Better::B};
    QCOMPARE(sentenceOf(lower, "old", "new").english(),
             std::string("Mean latency: new is lower by 3.14 ms (95 % interval 2.80 … 3.50 ms), "
                         "which is significant."));
    const Difference higher{Measure::Availability, {}, {}, {0.012, 0.002, 0.022, 10}, 0, Better::B};
    QCOMPARE(sentenceOf(higher, "old", "new").english(),
             std::string("Availability: new is higher by 1.20 percentage points (95 % interval "
                         "0.200 … 2.20 percentage points), which is significant."));
    const Difference none{Measure::LatencyP99, {}, {}, {1, -120.4, 122.4, 10}, 0, Better::Neither};
    QCOMPARE(sentenceOf(none, "old", "new").english(),
             std::string("99th percentile: no significant difference (95 % interval of new minus "
                         "old: -120 … 122 ms)."));
    Comparison comparison{.replications = 10, .better = Better::A};
    QCOMPARE(verdictOf(comparison, "old", "new").english(), std::string("old is better than new."));
    comparison.better = Better::Mixed;
    QCOMPARE(verdictOf(comparison, "old", "new").english(),
             std::string("old and new are each better in something."));
    comparison.better = Better::Neither;
    QCOMPARE(verdictOf(comparison, "old", "new").english(),
             std::string("10 replications show no significant difference between old and new."));
}

void TestCompare::errorsComeThrough()
{
    const auto done = compareDesigns(Catalogue::builtIn(), {{queue(station(10)), open(1, 1)}, {}},
                                     {{{}, open(1, 1)}, {}}, {});
    QVERIFY(!done);
}

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
