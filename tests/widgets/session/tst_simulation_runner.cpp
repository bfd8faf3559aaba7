// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include "model/simulation/simulation.h"
#include "tests/support/drawing.h"
#include "widgets/session/drawing_theory.h"
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
    void seekingShowsAnEarlierInstantExactly();
    void theSliderMayBeDraggedFarAndFast();
    void playingOnFromThePastShowsTheSameAgain();
    void aFaultInThePastMakesABranch();
    void bothRunsAreKept();
    void aFinishedRunCanBeLookedBackAt();
    void lookingBackIsNotUndoneByLateNews();
    void thereAreAsManyBranchesAsMemoryAllows();
    void pointsOfResourcesAreTakenEverySecond();
    void hugeLoadsArePlayedByTheFlowEngine();
    void theFlowEngineCanBeLookedBackAtAndTakesNoFaults();
    void whatTheFlowEngineCannotPlaySaysWhy();
    void aRunKnowsWhatTheTextbooksExpect();

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
    runner.play(shop(20), lasting(60, 20));
    QThread::msleep(400); // no event is handled; about 20 simulated seconds go by
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 10000);
    std::vector<double> times;
    for (const SecondSample& sample : runner.runs().all.front()->samples)
        times.push_back(sample.atS);
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

namespace {

/// What a simulation says at `seconds` that was played straight to there.
SimulationFrame frameAt(const Architecture& architecture, const Scenario& scenario, double seconds)
{
    auto simulation = Simulation::create(Catalogue::builtIn(), architecture, scenario, {});
    simulation->runUntil(fromSeconds(seconds));
    return simulation->frame();
}

void playTo(SimulationRunner& runner, double seconds)
{
    runner.setSpeed(1000);
    runner.play(shop(50), lasting(100000, 50));
    QTRY_VERIFY_WITH_TIMEOUT(nowOf(runner) > seconds, 10000);
    runner.pause();
    QTest::qWait(50);
}

} // namespace

void TestSimulationRunner::seekingShowsAnEarlierInstantExactly()
{
    SimulationRunner runner(catalogue());
    playTo(runner, 100);
    const double newest = nowOf(runner);
    QVERIFY(!runner.isLookingBack());
    runner.seek(42.125);
    QTRY_COMPARE(nowOf(runner), 42.125);
    QVERIFY(runner.isLookingBack());
    const SimulationFrame expected = frameAt(shop(50), lasting(100000, 50), 42.125);
    QCOMPARE(runner.latest()->offered, expected.offered);
    QCOMPARE(runner.latest()->succeeded, expected.succeeded);
    QCOMPARE(runner.latest()->nodes.at(ResourceId("web")).load,
             expected.nodes.at(ResourceId("web")).load);
    QCOMPARE(runner.latest()->connectionRatePerS, expected.connectionRatePerS);
    runner.seek(1e8); // beyond what was played: the newest instant
    QTRY_COMPARE(nowOf(runner), newest);
    QVERIFY(!runner.isLookingBack());
}

void TestSimulationRunner::theSliderMayBeDraggedFarAndFast()
{
    SimulationRunner runner(catalogue());
    playTo(runner, 100);
    for (double second = 100; second >= 10; second -= 0.05)
        runner.seek(second); // 1,800 places; the newest one counts
    runner.seek(7.5);
    QTRY_COMPARE(nowOf(runner), 7.5);
    runner.seek(-3);
    QTRY_COMPARE(nowOf(runner), 0.0);
    runner.seek(qQNaN());
    QTest::qWait(50);
    QCOMPARE(nowOf(runner), 0.0);
}

void TestSimulationRunner::playingOnFromThePastShowsTheSameAgain()
{
    SimulationRunner runner(catalogue());
    playTo(runner, 60);
    const double newest = nowOf(runner);
    const auto samples = runner.runs().all.front()->samples.size();
    runner.seek(10);
    QTRY_COMPARE(nowOf(runner), 10.0);
    runner.setSpeed(10);
    runner.resume();
    QTRY_VERIFY(nowOf(runner) > 12);
    QCOMPARE(runner.runs().all.size(), 1U); // nothing was done: no branch
    QVERIFY(runner.isLookingBack());
    QCOMPARE(runner.runs().all.front()->samples.size(), samples); // none comes twice
    runner.setSpeed(1000);
    QTRY_VERIFY_WITH_TIMEOUT(nowOf(runner) > newest + 10, 10000);
    const auto& all = runner.runs().all.front()->samples;
    for (std::size_t i = 1; i < all.size(); ++i)
        QCOMPARE(all[i].atS - all[i - 1].atS, 1.0);
}

void TestSimulationRunner::aFaultInThePastMakesABranch()
{
    SimulationRunner runner(catalogue());
    playTo(runner, 60);
    QSignalSpy changes(&runner, &SimulationRunner::runsChanged);
    runner.seek(20);
    QTRY_COMPARE(nowOf(runner), 20.0);
    runner.inject(Fault{.kind = "process.stop", .target = "web"});
    QTRY_COMPARE(runner.runs().all.size(), 2U);
    QTRY_COMPARE(runner.runs().shown, 1);
    QVERIFY(changes.count() > 0);
    const PlayedRun& branch = *runner.runs().all.back();
    QCOMPARE(branch.parent, 0);
    QCOMPARE(branch.branchedAtS, 20.0);
    QTRY_VERIFY(branch.difference.has_value());
    QCOMPARE(branch.difference->kind, std::string("process.stop"));
    QCOMPARE(branch.samples.size(), 20U); // the seconds 0 to 19 are the original's
    QCOMPARE(nowOf(runner), 20.0);
    runner.resume();
    QTRY_VERIFY_WITH_TIMEOUT(branch.playedS > 60, 10000);
    runner.pause();
    QVERIFY(branch.samples.size() >= 59);
    QCOMPARE(branch.samples[19].failed, runner.runs().all.front()->samples[19].failed);
    QVERIFY(branch.samples[30].failed > 0); // nobody answers any more
    QCOMPARE(runner.runs().all.front()->samples[30].failed, 0U);
    for (std::size_t i = 1; i < branch.samples.size(); ++i)
        QCOMPARE(branch.samples[i].atS - branch.samples[i - 1].atS, 1.0);
}

void TestSimulationRunner::bothRunsAreKept()
{
    SimulationRunner runner(catalogue());
    playTo(runner, 60);
    const double newest = nowOf(runner);
    runner.seek(20);
    runner.branch();
    QTRY_COMPARE(runner.runs().shown, 1);
    runner.inject(Fault{.kind = "host.stop", .target = "web"});
    runner.resume();
    QTRY_VERIFY_WITH_TIMEOUT(nowOf(runner) > newest + 5, 10000);
    runner.pause();
    QTRY_VERIFY(runner.latest()->failed > 0);
    runner.seek(30);
    QTRY_COMPARE(nowOf(runner), 30.0);
    runner.showRun(0); // the same instant of the other run
    QTRY_COMPARE(runner.runs().shown, 0);
    QCOMPARE(nowOf(runner), 30.0);
    QCOMPARE(runner.latest()->failed, 0U);
    QCOMPARE(runner.latest()->nodes.at(ResourceId("web")).health, NodeHealth::Running);
    runner.showRun(1);
    QTRY_COMPARE(runner.runs().shown, 1);
    QCOMPARE(runner.latest()->nodes.at(ResourceId("web")).health, NodeHealth::Stopped);
    runner.renameRun(1, QStringLiteral("without the server"));
    QCOMPARE(runner.runs().find(1)->name, QStringLiteral("without the server"));
}

void TestSimulationRunner::aFinishedRunCanBeLookedBackAt()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(1000);
    runner.play(shop(50), lasting(20, 50));
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 10000);
    const auto result = runner.result();
    runner.seek(5);
    QCOMPARE(runner.state(), State::Paused);
    QTRY_COMPARE(nowOf(runner), 5.0);
    QVERIFY(!runner.latest()->isFinished);
    runner.resume();
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 10000);
    QCOMPARE(nowOf(runner), 20.0);
    QCOMPARE(runner.result()->offered, result->offered);
    runner.seek(3);
    runner.seek(20);
    QTRY_COMPARE(runner.state(), State::Finished); // there is nothing to play on
}

/// What the engine sent before it heard of seek() may arrive after it.
void TestSimulationRunner::lookingBackIsNotUndoneByLateNews()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(1000);
    runner.play(shop(50), lasting(20, 50));
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 10000);
    for (int i = 0; i < 40; ++i) {
        runner.seek(20);
        QThread::usleep(static_cast<unsigned long>(i % 10) * 20); // the end may be on its way
        runner.seek(5);
        QTRY_COMPARE_WITH_TIMEOUT(nowOf(runner), 5.0, 10000);
        QCOMPARE(runner.state(), State::Paused);
        runner.resume();
        QCOMPARE(runner.state(), State::Playing);
        QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 10000);
        QCOMPARE(nowOf(runner), 20.0);
        QVERIFY(runner.result() != nullptr);
    }
}

void TestSimulationRunner::thereAreAsManyBranchesAsMemoryAllows()
{
    SimulationRunner runner(catalogue());
    QSignalSpy failures(&runner, &SimulationRunner::failed);
    playTo(runner, 20);
    for (int i = 0; i < 12; ++i) {
        runner.seek(5 + i);
        runner.branch();
    }
    QTRY_VERIFY(failures.count() > 0);
    QCOMPARE(runner.runs().all.size(), 8U); // the original and 7 branches
}

void TestSimulationRunner::pointsOfResourcesAreTakenEverySecond()
{
    SimulationRunner runner(catalogue());
    runner.setSpeed(1000);
    runner.play(shop(50), lasting(20, 50));
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 10000);
    const auto& points = runner.runs().all.front()->nodes.at(ResourceId("web"));
    QCOMPARE(points.size(), 20U);
    for (std::size_t i = 0; i < points.size(); ++i)
        QCOMPARE(points[i].atS, static_cast<double>(i + 1));
    QCOMPARE(points.front().total, 1);
}

void TestSimulationRunner::hugeLoadsArePlayedByTheFlowEngine()
{
    // 2e6/s for 60 s are 1.2e8 requests: 40 s of work at 3e6 requests a second, more than 10 s.
    SimulationRunner runner(catalogue());
    runner.setSpeed(1000);
    const Architecture drawing =
        testing::Drawing()
            .add("users", "clients", "", {{"rate_per_s", 2e6}})
            .add("web", "ec2.instance", "", {{"workers", 20000}, {"service_time_ms", 5}})
            .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
            .build();
    runner.play(drawing, lasting(60, 2e6));
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 60'000);
    const RunPointer run = runner.runs().all.front();
    QCOMPARE(run->engine, EngineKind::Flow);
    QVERIFY(run->errorBound > 0 && run->errorBound < 0.1);
    QVERIFY(!runner.takesDeeds());
    QCOMPARE(run->samples.size(), 60UL);
    QCOMPARE(run->nodes.at(ResourceId("web")).size(), 60UL);
    // 2e6/s x 5 ms on 20,000 workers: half of them are busy.
    QVERIFY(std::abs(run->nodes.at(ResourceId("web")).back().load - 0.5) < 0.01);
    QVERIFY(run->result != nullptr);
    QCOMPARE(run->result->engine, std::string("flow"));
    QVERIFY(std::abs(static_cast<double>(run->result->offered) - 1.2e8) < 1.2e6);
    // The same load by the other engine where a person wants it.
    runner.setEngine(EngineChoice::Event);
    runner.play(drawing, lasting(60, 2e6));
    QTRY_VERIFY(runner.latest() != nullptr);
    QCOMPARE(runner.runs().all.front()->engine, EngineKind::Event);
}

void TestSimulationRunner::theFlowEngineCanBeLookedBackAtAndTakesNoFaults()
{
    SimulationRunner runner(catalogue());
    QSignalSpy failures(&runner, &SimulationRunner::failed);
    runner.setEngine(EngineChoice::Flow);
    runner.setSpeed(1000);
    Scenario scenario = lasting(100, 200);
    scenario.faults = {Fault{.atS = 40, .kind = "process.stop", .target = "web", .durationS = 20}};
    runner.play(shop(200), scenario);
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 60'000);
    const auto health = [&] { return runner.latest()->nodes.at(ResourceId("web")).health; };
    QCOMPARE(health(), NodeHealth::Running);
    runner.seek(50); // 10 s after its process stopped
    QTRY_COMPARE(nowOf(runner), 50.0);
    QVERIFY(runner.isLookingBack());
    QCOMPARE(health(), NodeHealth::Stopped);
    runner.inject(Fault{.kind = "process.stop", .target = "web"});
    QTRY_COMPARE(failures.count(), 1);
    QVERIFY(failures[0][0].toString().contains(QStringLiteral("flow engine")));
    runner.branch();
    QCOMPARE(runner.runs().all.size(), 1UL);
    runner.resume(); // again through what was played
    QTRY_COMPARE_WITH_TIMEOUT(runner.state(), State::Finished, 60'000);
    QCOMPARE(nowOf(runner), 100.0);
}

void TestSimulationRunner::whatTheFlowEngineCannotPlaySaysWhy()
{
    SimulationRunner runner(catalogue());
    QSignalSpy failures(&runner, &SimulationRunner::failed);
    runner.setEngine(EngineChoice::Flow);
    Scenario scenario = lasting(100, 20);
    scenario.faults = {Fault{.atS = 40, .kind = "load.spike", .target = "users"}};
    runner.play(shop(20), scenario);
    QTRY_COMPARE(runner.state(), State::Stopped);
    QCOMPARE(failures.count(), 1);
    QVERIFY(failures[0][0].toString().contains(QStringLiteral("load.spike")));
    runner.setEngine(EngineChoice::Automatic); // the event engine plays it
    runner.play(shop(20), scenario);
    QTRY_VERIFY(nowOf(runner) > 0);
    QCOMPARE(runner.runs().all.front()->engine, EngineKind::Event);
}

void TestSimulationRunner::aRunKnowsWhatTheTextbooksExpect()
{
    SimulationRunner runner(catalogue());
    runner.play(shop(1000), lasting(100, 1000));
    QTRY_VERIFY(runner.latest() != nullptr);
    const TheoryPointer theory = runner.runs().all.front()->theory;
    QVERIFY(theory != nullptr && theory->figures);
    // 1000/s x 5 ms on 100 workers
    QCOMPARE(theory->figures->nodes.at(ResourceId("web")).utilization, 0.05);
    runner.pause();
    runner.branch();
    QTRY_COMPARE(runner.runs().all.size(), 2UL);
    QCOMPARE(runner.runs().all.back()->theory, theory);
}

QTEST_GUILESS_MAIN(TestSimulationRunner)
#include "tst_simulation_runner.moc"
