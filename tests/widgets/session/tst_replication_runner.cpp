// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/session/replication_runner.h"

using namespace skydraft;

class TestReplicationRunner : public QObject
{
    Q_OBJECT

private slots:
    void severalRunsGiveIntervals();
    void cancellingIsQuickAndNothingComesOfIt();
    void whatCannotBePlayedSaysWhy();
    void theRunnerSurvivesBeingDestroyed();
};

namespace {

Architecture shop()
{
    return testing::Drawing()
        .add("users", "clients")
        .add("web", "ec2.instance", "", {{"workers", 2}, {"service_time_ms", 10}})
        .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
        .build();
}

Scenario lasting(double seconds, double ratePerS)
{
    Scenario scenario;
    scenario.id = ScenarioId("s");
    scenario.durationS = seconds;
    scenario.load = {Load{.client = ResourceId("users"), .ratePerS = ratePerS}};
    return scenario;
}

constexpr int patience = 60'000; // milliseconds, on the slowest machine

} // namespace

void TestReplicationRunner::severalRunsGiveIntervals()
{
    ReplicationRunner runner(Catalogue::builtIn());
    std::shared_ptr<const SimulationResult> merged;
    connect(&runner, &ReplicationRunner::merged, this,
            [&](const std::shared_ptr<const SimulationResult>& result) { merged = result; });
    runner.start(shop(), lasting(60, 100), 5);
    QVERIFY(runner.isRunning());
    QCOMPARE(runner.allRuns(), 5);
    QTRY_VERIFY_WITH_TIMEOUT(merged != nullptr, patience);
    QVERIFY(!runner.isRunning());
    QCOMPARE(merged->replications, 5);
    QCOMPARE(merged->confidence.series.size(), 60UL); // one a second
    const Interval& mean = merged->confidence.of(Measure::LatencyMean);
    QCOMPARE(mean.samples, 5);
    // M/M/2, 100/s, 10 ms each: rho = 0.5, C = 1/3, W = 10 ms + C x 10 ms / (2 - 1) = 13.3 ms.
    QVERIFY2(mean.low < 13.9 && mean.high > 12.7, qPrintable(QString::number(mean.mean)));
}

void TestReplicationRunner::cancellingIsQuickAndNothingComesOfIt()
{
    ReplicationRunner runner(Catalogue::builtIn());
    QSignalSpy merged(&runner, &ReplicationRunner::merged);
    runner.start(shop(), lasting(10'000'000, 100), 10); // 10^10 requests: an hour
    QTest::qWait(100);
    runner.cancel(); // comes back: who waits an hour is stopped by the test's watchdog
    QVERIFY(!runner.isRunning());
    QCoreApplication::processEvents();
    QCOMPARE(merged.count(), 0);
}

void TestReplicationRunner::whatCannotBePlayedSaysWhy()
{
    ReplicationRunner runner(Catalogue::builtIn());
    QSignalSpy failed(&runner, &ReplicationRunner::failed);
    runner.start(Architecture{}, lasting(60, 100), 5);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    QVERIFY(!failed[0][0].toString().isEmpty());
    QVERIFY(!runner.isRunning());
}

void TestReplicationRunner::theRunnerSurvivesBeingDestroyed()
{
    for (int i = 0; i < 5; ++i) {
        ReplicationRunner runner(Catalogue::builtIn());
        runner.start(shop(), lasting(1'000'000, 100), 5);
        QTest::qWait(i);
    }
}

QTEST_GUILESS_MAIN(TestReplicationRunner)
#include "tst_replication_runner.moc"
