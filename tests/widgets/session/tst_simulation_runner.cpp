// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include "tests/support/drawing.h"
#include "widgets/session/simulation_runner.h"

using namespace skydraft;
using State = SimulationRunner::State;

class TestSimulationRunner : public QObject
{
    Q_OBJECT

private slots:
    void framesFollowTheClock();
    void framesAreAtMostSixtyASecond();
    void noSampleIsLostWhileTheWindowIsBusy();
    void pausingHoldsTheClock();
    void aRunThatEndsHasAResult();
    void stoppingUnderLoadIsQuick();
    void destroyingWhileItPlaysIsSafe();
    void aDrawingThatCannotBePlayedSaysWhy();
    void aStoppedProcessIsSeenAndRepaired();
    void anUnknownTargetSaysWhy();

private:
    static const Catalogue& catalogue() { return Catalogue::builtIn(); }
};

namespace {

/// People who send `ratePerS` requests to one server with room to spare.
Architecture shop(double ratePerS)
{
    return testing::Drawing()
        .add("users", "clients", "", {{"rate_per_s", ratePerS}})
        .add("web", "ec2.instance", "", {{"workers", 100}, {"service_time_ms", 5}})
        .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
        .build();
}

Scenario lasting(double seconds, double ratePerS)
{
    Scenario scenario;
    scenario.id = ScenarioId("s");
    scenario.durationS = seconds;
    Load load;
    load.client = ResourceId("users");
    load.ratePerS = ratePerS;
    scenario.load.push_back(load);
    return scenario;
}

double nowOf(const SimulationRunner& runner)
{
    return runner.latest() == nullptr ? -1 : toSeconds(runner.latest()->now);
}

} // namespace

void TestSimulationRunner::framesFollowTheClock()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(10);
    QElapsedTimer clock;
    clock.start();
    runner.play(shop(20), lasting(600, 20));
    QCOMPARE(runner.state(), State::Playing);
    QTRY_VERIFY(nowOf(runner) > 5); // half a second of wall time
    const double wall = static_cast<double>(clock.elapsed()) / 1000;
    QVERIFY2(nowOf(runner) <= wall * 10 + 0.5, "simulated time must not run ahead of the clock");
    QVERIFY2(wall < 3, "and not far behind");
    QVERIFY(runner.latest()->offered > 0);
    runner.stop();
    QCOMPARE(runner.state(), State::Stopped);
    QVERIFY(runner.latest() == nullptr);
}

void TestSimulationRunner::framesAreAtMostSixtyASecond()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(100);
    QSignalSpy frames(&runner, &SimulationRunner::frameReady);
    runner.play(shop(1000), lasting(100000, 1000));
    QTRY_VERIFY(frames.count() > 0);
    const qsizetype before = frames.count();
    QElapsedTimer clock;
    clock.start();
    QTest::qWait(1000);
    const double rate = 1000.0 * static_cast<double>(frames.count() - before)
                        / static_cast<double>(clock.elapsed());
    QVERIFY2(rate <= 61, qPrintable(QString::number(rate)));
    QVERIFY2(rate >= 10, qPrintable(QString::number(rate)));
}

void TestSimulationRunner::noSampleIsLostWhileTheWindowIsBusy()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(50);
    std::vector<double> times;
    connect(&runner, &SimulationRunner::frameReady, this, [&](const FramePointer& frame) {
        if (frame != nullptr)
            for (const SecondSample& sample : frame->newSamples)
                times.push_back(sample.atS);
    });
    runner.play(shop(20), lasting(60, 20));
    QThread::msleep(400); // no event is handled; about 20 simulated seconds go by
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 10000);
    QCOMPARE(times.size(), 60U); // one for each simulated second
    for (std::size_t i = 1; i < times.size(); ++i)
        QCOMPARE(times[i] - times[i - 1], 1.0);
}

void TestSimulationRunner::pausingHoldsTheClock()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(100);
    runner.play(shop(20), lasting(100000, 20));
    QTRY_VERIFY(nowOf(runner) > 1);
    runner.pause();
    QCOMPARE(runner.state(), State::Paused);
    QTest::qWait(100); // the last frame on its way
    const double held = nowOf(runner);
    QTest::qWait(300);
    QCOMPARE(nowOf(runner), held);
    runner.resume();
    QCOMPARE(runner.state(), State::Playing);
    QTRY_VERIFY(nowOf(runner) > held);
    // The pause of 400 ms is not made up for: that would be 40 simulated seconds at once.
    QVERIFY2(nowOf(runner) < held + 30, qPrintable(QString::number(nowOf(runner) - held)));
}

void TestSimulationRunner::aRunThatEndsHasAResult()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(1000);
    runner.play(shop(50), lasting(20, 50));
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 10000);
    QVERIFY(runner.result() != nullptr);
    QCOMPARE(runner.result()->simulatedS, 20.0);
    QVERIFY(runner.latest()->isFinished);
    QCOMPARE(runner.result()->offered, runner.latest()->offered);
}

void TestSimulationRunner::stoppingUnderLoadIsQuick()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(1000); // 100 million requests a second of wall time: far more than any machine
    runner.play(shop(100000), lasting(100000, 100000));
    QTest::qWait(300);
    QElapsedTimer clock;
    clock.start();
    runner.stop();
    QVERIFY2(clock.elapsed() < 250, qPrintable(QString::number(clock.elapsed())));
}

void TestSimulationRunner::destroyingWhileItPlaysIsSafe()
{
    for (int i = 0; i < 20; ++i) {
        auto runner = std::make_unique<SimulationRunner>(catalogue());
        runner->setSpeed(1000);
        runner->play(shop(1000), lasting(100000, 1000));
        QTest::qWait(i);
        runner->inject(Fault{.kind = "process.stop", .target = "web"});
        runner.reset();
        QCoreApplication::processEvents();
    }
}

void TestSimulationRunner::aDrawingThatCannotBePlayedSaysWhy()
{
    SimulationRunner runner(catalogue());
    QSignalSpy failures(&runner, &SimulationRunner::failed);
    runner.playDefault(testing::Drawing().add("web", "ec2.instance").build()); // nobody asks it
    QTRY_COMPARE(failures.count(), 1);
    QVERIFY(!failures.front().front().toString().isEmpty());
    QTRY_COMPARE(runner.state(), State::Stopped);
}

void TestSimulationRunner::aStoppedProcessIsSeenAndRepaired()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(100);
    runner.play(shop(20), lasting(100000, 20));
    QTRY_VERIFY(runner.latest() != nullptr);
    const auto health = [&] { return runner.latest()->nodes.at(ResourceId("web")).health; };
    QCOMPARE(health(), NodeHealth::Running);
    runner.inject(Fault{.kind = "process.stop", .target = "web"});
    QTRY_COMPARE(health(), NodeHealth::Stopped);
    QTRY_VERIFY(runner.latest()->failed > 0);
    runner.repair(QStringLiteral("web"));
    QTRY_COMPARE(health(), NodeHealth::Running);
}

void TestSimulationRunner::anUnknownTargetSaysWhy()
{
    SimulationRunner runner(catalogue());
    QSignalSpy failures(&runner, &SimulationRunner::failed);
    runner.play(shop(20), lasting(100000, 20));
    runner.inject(Fault{.kind = "process.stop", .target = "nobody"});
    QTRY_COMPARE(failures.count(), 1);
    QVERIFY(failures.front().front().toString().contains(QStringLiteral("nobody")));
    QCOMPARE(runner.state(), State::Playing); // the run goes on
}

QTEST_GUILESS_MAIN(TestSimulationRunner)
#include "tst_simulation_runner.moc"
