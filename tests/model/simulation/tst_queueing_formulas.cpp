// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/cache_formulas.h"
#include "model/simulation/failure_formulas.h"
#include "model/simulation/queueing_formulas.h"
#include "model/simulation/queueing_networks.h"
#include "model/simulation/scaling_policy.h"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

using namespace skydraft;

/// The formulas against reference values, to every digit that those have: "0.457645" means within
/// half a unit of the sixth decimal. The unit is the mean service time unless a row says otherwise.
class TestQueueingFormulas : public QObject
{
    Q_OBJECT

private slots:
    void references_data();
    void references();
    void overloadSaysSo();
    void limitsOfLargePools();
    void quantilesInvertTails();
};

namespace {

void row(const char* name, double value, const char* reference)
{
    QTest::newRow(name) << value << QByteArray(reference);
}

void poolRows()
{
    // M/M/1: L = ρ/(1−ρ), W = 1/(μ−λ), quantile p of the response −ln(1−p)/(μ−λ).
    row("M/M/1 .5 L", queueMMc(.5, 1, 1).meanInSystem, "1.000000");
    row("M/M/1 .5 Wq", queueMMc(.5, 1, 1).meanWait, "1.000000");
    row("M/M/1 .5 p50", responseQuantileMMc(.5, 1, 1, .5), "1.386294");
    row("M/M/1 .5 p99", responseQuantileMMc(.5, 1, 1, .99), "9.210340");
    row("M/M/1 .8 Lq", queueMMc(.8, 1, 1).meanInQueue, "3.200000");
    row("M/M/1 .8 W", queueMMc(.8, 1, 1).meanResponse, "5.000000");
    row("M/M/1 .8 p50", responseQuantileMMc(.8, 1, 1, .5), "3.465736");
    row("M/M/1 .8 p99", responseQuantileMMc(.8, 1, 1, .99), "23.025851");
    row("M/M/1 .9 Wq", queueMMc(.9, 1, 1).meanWait, "9.000000");
    row("M/M/1 .9 p50", responseQuantileMMc(.9, 1, 1, .5), "6.931472");
    row("M/M/1 .9 p99", responseQuantileMMc(.9, 1, 1, .99), "46.051702");
    row("M/M/1 .95 W", queueMMc(.95, 1, 1).meanResponse, "20.000000");
    row("M/M/1 .95 p99", responseQuantileMMc(.95, 1, 1, .99), "92.103404");
    // M/M/c: C = B/(1−ρ(1−B)), Wq = C/(cμ−λ).
    row("M/M/2 C", erlangC(1.6, 2), ".711111");
    row("M/M/2 Wq", queueMMc(1.6, 1, 2).meanWait, "1.777778");
    row("M/M/2 L", queueMMc(1.6, 1, 2).meanInSystem, "4.444444");
    row("M/M/2 p50", responseQuantileMMc(1.6, 1, 2, .5), "2.040031");
    row("M/M/2 p99", responseQuantileMMc(1.6, 1, 2, .99), "11.937370");
    row("M/M/8 C", erlangC(6.4, 8), ".457645");
    row("M/M/8 Wq", queueMMc(6.4, 1, 8).meanWait, ".286028");
    row("M/M/8 W", queueMMc(6.4, 1, 8).meanResponse, "1.286028");
    row("M/M/8 L", queueMMc(6.4, 1, 8).meanInSystem, "8.230580");
    row("M/M/8 p50", responseQuantileMMc(6.4, 1, 8, .5), ".986334");
    row("M/M/8 p99", responseQuantileMMc(6.4, 1, 8, .99), "5.152182");
    row("M/M/16 C", erlangC(14.4, 16), ".591343");
    row("M/M/16 Wq", queueMMc(14.4, 1, 16).meanWait, ".369590");
    row("M/M/16 L", queueMMc(14.4, 1, 16).meanInSystem, "19.722091");
    row("M/M/16 p99", responseQuantileMMc(14.4, 1, 16, .99), "5.269835");
    row("M/M/64 C", erlangC(57.6, 64), ".310663");
    row("M/M/64 Wq", queueMMc(57.6, 1, 64).meanWait, ".048541");
    row("M/M/64 L", queueMMc(57.6, 1, 64).meanInSystem, "60.395970");
    row("M/M/64 p99", responseQuantileMMc(57.6, 1, 64, .99), "4.661106");
    row("M/M/100 C", erlangC(95, 100), ".506457");
    row("M/M/100 Wq", queueMMc(95, 1, 100).meanWait, ".101291");
    row("M/M/100 L", queueMMc(95, 1, 100).meanInSystem, "104.622680");
    row("M/M/100 p99", responseQuantileMMc(95, 1, 100, .99), "4.724387");
    row("M/M/4 in seconds C", erlangC(160.0 / 50, 4), ".596432");
    row("M/M/4 in seconds W ms", 1e3 * queueMMc(160, 50, 4).meanResponse, "34.910812");
    row("M/M/4 in seconds p50 ms", 1e3 * responseQuantileMMc(160, 50, 4, .5), "26.924");
    row("M/M/4 in seconds p99 ms", 1e3 * responseQuantileMMc(160, 50, 4, .99), "137.864");
    row("M/M/4 in seconds L", queueMMc(160, 50, 4).meanInSystem, "5.585730");
    row("M/M/32 pooled C", erlangC(1280.0 / 50, 32), ".160623");
    row("M/M/32 pooled Wq ms", 1e3 * queueMMc(1280, 50, 32).meanWait, ".501948");
    row("M/M/32 pooled W ms", 1e3 * queueMMc(1280, 50, 32).meanResponse, "20.501948");
}

void evenArrivalRows()
{
    row("E8/M/4 L", queueErlangMc(160, 8, 50, 4).meanInSystem, "4.248748");
    row("E8/M/4 W ms", 1e3 * queueErlangMc(160, 8, 50, 4).meanResponse, "26.554674");
    row("D/M/1 σ", sigmaErlangM1(.8, 0, 1), ".628630");
    row("D/M/1 Wq", queueErlangMc(.8, 0, 1, 1).meanWait, "1.692731");
    row("E2/M/1 σ", sigmaErlangM1(.8, 2, 1), ".739853");
    row("E2/M/1 Wq", queueErlangMc(.8, 2, 1, 1).meanWait, "2.843980");
    row("E8/M/1 σ", sigmaErlangM1(.8, 8, 1), ".664399");
    row("E8/M/1 Wq", queueErlangMc(.8, 8, 1, 1).meanWait, "1.979729");
}

void limitedRows()
{
    row("Erlang B c=1", erlangB(.8, 1), ".444444");
    row("Erlang B c=5", erlangB(3, 5), ".110054");
    row("Erlang B c=10", erlangB(8, 10), ".121661");
    row("Erlang B c=10 carried", 8 * (1 - erlangB(8, 10)), "7.026711");
    row("Erlang B c=100", erlangB(90, 100), ".026957");
    row("Erlang B c=1000", erlangB(950, 1000), ".003649");
    row("M/M/1/5 PK", queueMMcK(.8, 1, 1, 5).lossProbability, ".088819");
    row("M/M/1/5 L", queueMMcK(.8, 1, 1, 5).meanInSystem, "1.868332");
    row("M/M/1/5 W", queueMMcK(.8, 1, 1, 5).meanResponse, "2.563065");
    row("M/M/1/5 throughput", queueMMcK(.8, 1, 1, 5).throughput, ".728944");
    row("M/M/1/10 at full load PK", queueMMcK(1, 1, 1, 10).lossProbability, ".090909");
    row("M/M/1/10 at full load L", queueMMcK(1, 1, 1, 10).meanInSystem, "5.000000");
    row("M/M/1/10 at full load W", queueMMcK(1, 1, 1, 10).meanResponse, "5.500000");
    row("M/M/1/20 overload PK", queueMMcK(1.5, 1, 1, 20).lossProbability, ".333400");
    row("M/M/1/20 overload W", queueMMcK(1.5, 1, 1, 20).meanResponse, "18.006016");
    row("M/M/1/20 overload throughput", queueMMcK(1.5, 1, 1, 20).throughput, ".999900");
    row("M/M/8/12 PK", queueMMcK(6.4, 1, 8, 12).lossProbability, ".044104");
    row("M/M/8/12 L", queueMMcK(6.4, 1, 8, 12).meanInSystem, "6.683507");
    row("M/M/8/12 W", queueMMcK(6.4, 1, 8, 12).meanResponse, "1.092481");
    row("M/M/8/20 overload PK", queueMMcK(10, 1, 8, 20).lossProbability, ".205782");
    row("M/M/8/20 overload W", queueMMcK(10, 1, 8, 20).meanResponse, "2.072008");
    row("M/M/8/20 overload throughput", queueMMcK(10, 1, 8, 20).throughput, "7.942185");
    row("M/M/32/64 overload PK", queueMMcK(40, 1, 32, 64).lossProbability, ".200036");
    row("M/M/32/64 overload Wq", queueMMcK(40, 1, 32, 64).meanWait, ".875295");
    row("M/M/32/64 overload throughput", queueMMcK(40, 1, 32, 64).throughput, "31.998569");
    // Erlang-A: clients who give up.
    row("Erlang-A 120/100 abandon", queueErlangA(120, 1, 100, 1).lossProbability, ".167693");
    row("Erlang-A 120/100 wait", queueErlangA(120, 1, 100, 1).waitProbability, ".972136");
    row("Erlang-A 120/100 Lq", queueErlangA(120, 1, 100, 1).meanInQueue, "20.123155");
    row("Erlang-A 100/100 abandon", queueErlangA(100, 1, 100, .5).lossProbability, ".033030");
    row("Erlang-A 100/100 wait", queueErlangA(100, 1, 100, .5).waitProbability, ".596703");
}

void otherServiceRows()
{
    row("M/D/1 Wq", queueMG1(.8, 1, 0).meanWait, "2.000000");
    row("M/D/1 L", queueMG1(.8, 1, 0).meanInSystem, "2.400000");
    row("M/D/1 P(Wq<=1)", waitDistributionMD1(.8, 1, 1), ".445108");
    row("M/D/1 P(Wq<=2)", waitDistributionMD1(.8, 1, 2), ".634520");
    row("M/D/1 P(Wq<=5)", waitDistributionMD1(.8, 1, 5), ".899503");
    row("M/D/1 p99 of Wq", waitQuantileMD1(.8, 1, .99), "10.355887");
    row("M/E2/1 Wq", queueMG1(.8, 1, .5).meanWait, "3.000000");
    row("M/E2/1 W", queueMG1(.8, 1, .5).meanResponse, "4.000000");
    row("M/H2/1 scv 4 Wq", queueMG1(.8, 1, 4).meanWait, "10.000000");
    row("M/H2/1 scv 4 L", queueMG1(.8, 1, 4).meanInSystem, "8.800000");
    row("M/lognormal/1 scv 2 W", queueMG1(.7, 1, 2).meanResponse, "4.500000");
    row("M/lognormal/1 scv 2 L", queueMG1(.7, 1, 2).meanInSystem, "3.150000");
    row("M/D/1 at .95 Wq", queueMG1(.95, 1, 0).meanWait, "9.500000");
    row("processor sharing W", responsePS(.8, 1, 1), "5.000000");
    row("processor sharing, a job of 2", responsePS(.8, 1, 2), "10.000000");
    row("M/G/infinity L", inServiceMGInfinity(128, .25), "32.000000");
    row("priority, first class", waitsWithPriority(.3, .5, 1).first, "1.142857");
    row("priority, second class", waitsWithPriority(.3, .5, 1).second, "5.714286");
    row("fork-join of two at .5", responseForkJoin2(.5, 1), "2.875");
    row("fork-join of two at .8", responseForkJoin2(.8, 1), "7.000");
    row("power of two at .8", responseOfChoices(.8, 1, 2), "1.947363");
    row("power of two at .9", responseOfChoices(.9, 1, 2), "2.614057");
}

void networkRows()
{
    const std::vector<double> rates{1, 1.25, 2};
    row("tandem W", tandem(.8, rates).response, "8.055556");
    row("tandem L", tandem(.8, rates).inSystem, "6.444444");
    row("tandem p50", tandemQuantile(.8, rates, .5), "6.733590");
    row("tandem p95", tandemQuantile(.8, rates, .95), "18.802195");
    row("tandem p99", tandemQuantile(.8, rates, .99), "26.872809");
    // Eight M/M/4 behind a random split; a fifth of the requests goes on to an M/M/2.
    const QueueFigures server = queueMMc(160, 50, 4);
    const QueueFigures database = queueMMc(256, 200, 2);
    row("three tiers, database W ms", 1e3 * database.meanResponse, "8.468835");
    row("three tiers, W ms", 1e3 * (server.meanResponse + .2 * database.meanResponse), "36.604579");
    row("three tiers, L", 8 * server.meanInSystem + database.meanInSystem, "46.853861");
    // A quarter comes back: 0.6 / 0.75 = 0.8 at an M/M/1: L = 4, and 4 / 0.6 in all.
    const QueueFigures again = queueMMc(feedbackRate(.6, .25), 1, 1);
    row("feedback, rate", feedbackRate(.6, .25), ".800000");
    row("feedback, W in all", again.meanInSystem / .6, "6.666667");
    row("retries, attempts", attemptsWithRetries(.3, 3), "1.417");
    const std::vector<ClosedStation> three{{.005, 1}, {.03, 1}, {.02, 1}};
    const ClosedFigures ten = closedNetwork(three, 1, 10);
    row("closed, 10 users, X", ten.throughput, "9.355581");
    row("closed, 10 users, R", ten.response, ".068881");
    row("closed, 10 users, Q1", ten.inside[0], ".048827");
    row("closed, 10 users, Q2", ten.inside[1], ".371471");
    row("closed, 10 users, Q3", ten.inside[2], ".224120");
    const ClosedFigures fifty = closedNetwork(three, 1, 50);
    row("closed, 50 users, X", fifty.throughput, "33.157117");
    row("closed, 50 users, R", fifty.response, ".507972");
    row("closed, 50 users, Q2", fifty.inside[1], "14.709069");
    row("closed, 50 users, U2", fifty.throughput * .03, ".994713");
    const ClosedFigures batch = closedNetwork({{.1, 1}, {.2, 1}, {.05, 1}}, 0, 8);
    row("closed, no thinking, X", batch.throughput, "4.985337");
    row("closed, no thinking, R", batch.response, "1.604706");
    const ClosedFigures repair = closedNetwork({{.2, 4}}, 1, 20);
    row("machine repair X", repair.throughput, "15.823052");
    row("machine repair R", repair.response, ".263979");
    row("machine repair L", repair.inside[0], "4.176948");
}

void cacheRows()
{
    const std::vector<double> small = zipfShares(10'000, .8);
    row("LRU 100 of 1e4 T", lruCache(small, 100).characteristicTime, "110.790846");
    row("LRU 100 of 1e4 hits", lruCache(small, 100).hitRatio, ".156625");
    const CacheFigures thousand = lruCache(small, 1000);
    row("LRU 1000 of 1e4 hits", thousand.hitRatio, ".436660");
    row("LRU 1000 of 1e4 first item", lruItemHitRatio(small[0], thousand.characteristicTime),
        "1.0");
    row("LRU 1000 of 1e4 item 100", lruItemHitRatio(small[99], thousand.characteristicTime),
        ".744440");
    const std::vector<double> steep = zipfShares(10'000, 1);
    row("LRU 1000 of 1e4, exponent 1", lruCache(steep, 1000).hitRatio, ".675602");
    row("LFU bound", lfuBound(steep, 1000), ".764791");
    row("LRU 1e4 of 1e5", lruCache(zipfShares(100'000, .8), 10'000).hitRatio, ".468685");
    row("LRU 1e3 of 1e5", lruCache(zipfShares(100'000, 1), 1'000).hitRatio, ".506170");
    row("LRU 5e4 of 1e6", lruCache(zipfShares(1'000'000, .9), 50'000).hitRatio, ".554150");
    row("TTL of an hour", ttlHitRatio(.01, 3600), ".972973");
    row("TTL of 10 s", ttlHitRatio(.5, 10), ".833333");
    row("TTL of many items, 100/s", ttlHitRatio(small, 100, 60), ".575328");
    row("TTL of many items, 1000/s", ttlHitRatio(small, 1000, 60), ".878230");
}

void failureRows()
{
    const double series = seriesAvailability({.9999, .9999, .9995, .999});
    row("series", series, ".998301");
    row("series, minutes in 30 days", downTime(series, 30 * 1440), "73.405013");
    row("parallel .995", parallelAvailability({.995, .995}), ".999975");
    row("parallel .99", parallelAvailability({.99, .99}), ".999900");
    row("3 of 4", availabilityOfSome(3, 4, .99), ".999408");
    row("2 of 3", availabilityOfSome(2, 3, .999), ".999997");
    const double renewal = renewalAvailability(720 * 3600, 90);
    row("renewal", renewal, ".999965");
    row("renewal, seconds a year", downTime(renewal, 365 * 86'400), "1094.962");
    row("pair with one crew, U * 1e6", 1e6 * pairWithOneCrew(1000, 1).unavailability, "1.996004");
    row("pair with one crew, MTTF", pairWithOneCrew(1000, 1).timeToFailure, "501500");
    const BacklogFigures overload = backlog(150, 100, 60, 50);
    row("overload, peak", overload.peak, "3000");
    row("overload, drain", overload.drainTime, "60");
    row("overload, longest delay", overload.longestDelay, "30");
    row("overload, request seconds", overload.requestTime, "180000");
    row("detection, mean", detectionTime(30, 2, 0).mean, "45");
    row("detection, longest", detectionTime(30, 2, 5).longest, "65");
    row("failures until detection", failuresUntilDetection(1280, 8, 45), "7200");
    row("duplicates", duplicateShare(10, 30), ".049787");
    row("t3.medium until throttled", minutesUntilThrottled(576, 2, .4), "360.0");
    row("t3.micro until throttled", minutesUntilThrottled(288, 2, .2), "160.0");
    row("t3.large until throttled", minutesUntilThrottled(864, 2, .6), "617.142857");
    row("target tracking", wantedCapacity(4, 90, 50), "8");
}

} // namespace

void TestQueueingFormulas::references_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("reference");
    poolRows();
    evenArrivalRows();
    limitedRows();
    otherServiceRows();
    networkRows();
    cacheRows();
    failureRows();
}

void TestQueueingFormulas::references()
{
    QFETCH(double, value);
    QFETCH(QByteArray, reference);
    const qsizetype point = reference.indexOf('.');
    const auto decimals = static_cast<double>(point < 0 ? 0 : reference.size() - point - 1);
    const double within = 0.5000001 * std::pow(10, -decimals);
    QVERIFY2(std::abs(value - reference.toDouble()) <= within,
             qPrintable(QStringLiteral("%1, not %2")
                            .arg(value, 0, 'g', 12)
                            .arg(QString::fromLatin1(reference))));
}

void TestQueueingFormulas::overloadSaysSo()
{
    QVERIFY(!queueMMc(2, 1, 2).isStable);
    QVERIFY(!queueMG1(1, 1, 1).isStable);
    QVERIFY(!queueErlangMc(3, 8, 1, 2).isStable);
    QVERIFY(!queueGGc(3, 1, 2, .5, 2).isStable);
    QVERIFY(!tandem(1, {2, 1}).isStable);
    QVERIFY(std::isinf(responsePS(1, 1, 1)));
    QVERIFY(std::isinf(responseQuantileMMc(2, 1, 2, .99)));
    QVERIFY(queueMMcK(2, 1, 1, 3).isStable); // it loses what it cannot hold
    QVERIFY(queueErlangA(5, 1, 2, 1).isStable);
}

void TestQueueingFormulas::limitsOfLargePools()
{
    // The normal approximation takes over at 20,000 servers: no step there.
    const double below = erlangB(19'900, 20'000);
    const double above = erlangB(19'901, 20'001);
    QVERIFY2(std::abs(below - above) < .02 * below, qPrintable(QString::number(above / below)));
    QVERIFY(erlangC(9e8, 1'000'000'000) < 1e-6);
    // Many waiting places are as good as unlimited ones: Wq of M/M/2 at 1.6 is 1.777778.
    QVERIFY(std::abs(queueMMcK(1.6, 1, 2, 4'000'000'000U).meanWait - 1.7777778) < 1e-6);
    // Round robin over ever more servers tends to equal distances.
    const double even = queueErlangMc(.8, 0, 1, 1).meanWait;
    QVERIFY(std::abs(queueErlangMc(.8, 10'000, 1, 1).meanWait - even) < 1e-3 * even);
    // Krämer and Langenbach-Belz at E8/M/4: 3.5 % above the exact 26.554674 ms.
    const double approximate = 1e3 * queueGGc(160, 50, 4, 1.0 / 8, 1).meanResponse;
    QVERIFY2(std::abs(approximate / 26.554674 - 1.035) < .002,
             qPrintable(QString::number(approximate)));
}

void TestQueueingFormulas::quantilesInvertTails()
{
    for (const double share : {.01, .5, .9, .999}) {
        const double time = responseQuantileMMc(3, 1, 4, share); // spare rate 1: equal to service
        QVERIFY(std::abs(responseTailMMc(3, 1, 4, time) - (1 - share)) < 1e-9);
        const double wait = waitQuantileMD1(.9, 1, share);
        const double below = waitDistributionMD1(.9, 1, wait);
        QVERIFY2(share < .2 || std::abs(below - share) < 1e-6, // a tenth does not wait at all
                 qPrintable(QStringLiteral("%1 at %2 for %3").arg(below).arg(wait).arg(share)));
    }
}

QTEST_APPLESS_MAIN(TestQueueingFormulas)
#include "tst_queueing_formulas.moc"
