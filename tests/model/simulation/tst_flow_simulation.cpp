// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/flow_simulation.h"
#include "model/simulation/plan_compiler.h"
#include "tests/model/simulation/play_flow.h"

#include <cmath>
#include <utility>

using namespace skydraft;
using namespace skydraft::testing;

/// A run of the flow engine that is watched while it goes on.
class TestFlowSimulation : public QObject
{
    Q_OBJECT

private slots:
    void inPiecesItIsTheSameRun();
    void framesShowWhatHappens();
};

void TestFlowSimulation::inPiecesItIsTheSameRun()
{
    const Scenario scenario =
        with(open(1280, 60, 5), {{.atS = 10, .kind = "process.stop", .target = "s3"}});
    const auto plan = PlanCompiler{Catalogue::builtIn(), fleet(), scenario, {}}.compile();
    QVERIFY(plan.has_value());
    FlowSimulation pieces{*plan};
    std::size_t samples = 0;
    for (int step = 1; pieces.now() < pieces.end(); ++step) {
        pieces.runUntil(pieces.now() + fromMilliseconds(37 * step));
        samples += pieces.frame().newSamples.size();
    }
    QCOMPARE(bytesOf(pieces.result()), bytesOf(playFlow(*plan)));
    QCOMPARE(samples, std::size_t{60}); // each second is told once
}

void TestFlowSimulation::framesShowWhatHappens()
{
    const Scenario scenario = with(
        open(1280, 60), {{.atS = 10, .kind = "process.stop", .target = "s3", .durationS = 20}});
    auto plan = PlanCompiler{Catalogue::builtIn(), fleet(), scenario, {}}.compile();
    QVERIFY(plan.has_value());
    FlowSimulation run{std::move(*plan)};
    run.runUntil(fromSeconds(9));
    SimulationFrame frame = run.frame();
    const auto node = [&](const char* id) { return frame.nodes.at(ResourceId{id}); };
    QCOMPARE(node("s3").health, NodeHealth::Running);
    // 1280/s over the servers of fleet(), in turn.
    const double each = node("s3").throughputPerS;
    QVERIFY(std::abs(node("s1").throughputPerS - each) < 1);
    QVERIFY(node("s3").load > 0.5 && node("s3").load < 1);
    run.runUntil(fromSeconds(15));
    frame = run.frame();
    QCOMPARE(node("s3").health, NodeHealth::Stopped);
    QCOMPARE(node("s3").throughputPerS, 0.0);
    QCOMPARE(frame.incidents.size(), std::size_t{1});
    QVERIFY(frame.failed > 0); // the balancer has not noticed yet
    run.runUntil(run.end());
    frame = run.frame();
    QCOMPARE(node("s3").health, NodeHealth::Running);
    QVERIFY(frame.isFinished);
}

QTEST_APPLESS_MAIN(TestFlowSimulation)
#include "tst_flow_simulation.moc"
