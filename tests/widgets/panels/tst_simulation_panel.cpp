// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

#include "tests/support/drawing.h"
#include "widgets/common/language.h"
#include "widgets/panels/simulation_charts.h"
#include "widgets/panels/simulation_events.h"
#include "widgets/panels/simulation_panel.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;
using State = SimulationRunner::State;

class TestSimulationPanel : public QObject
{
    Q_OBJECT

private slots:
    void thePlayButtonFollowsTheState();
    void scenariosOfTheDrawingCanBeChosen();
    void figuresAndChartsShowTheFrame();
    void aNewRunStartsWithEmptyCharts();
    void eventsStandInOrderOfTime();
    void speedIsToldOnce();
};

namespace {

FramePointer frameAt(double seconds, std::vector<SecondSample> samples = {})
{
    auto frame = std::make_shared<SimulationFrame>();
    frame->now = fromSeconds(seconds);
    frame->offered = 1000;
    frame->succeeded = 999;
    frame->failed = 1;
    frame->newSamples = std::move(samples);
    return frame;
}

std::vector<SecondSample> threeSeconds()
{
    std::vector<SecondSample> samples;
    for (int second = 1; second <= 3; ++second)
        samples.push_back({.atS = static_cast<double>(second),
                           .offered = 10,
                           .succeeded = 8,
                           .failed = 2,
                           .meanMs = 5,
                           .p50Ms = 4,
                           .p95Ms = 9,
                           .p99Ms = 12});
    return samples;
}

} // namespace

void TestSimulationPanel::thePlayButtonFollowsTheState()
{
    const DocumentController controller(Catalogue::builtIn());
    SimulationPanel panel(controller);
    QSignalSpy play(&panel, &SimulationPanel::playRequested);
    QSignalSpy pause(&panel, &SimulationPanel::pauseRequested);
    QSignalSpy resume(&panel, &SimulationPanel::resumeRequested);
    QSignalSpy stop(&panel, &SimulationPanel::stopRequested);
    QVERIFY(!panel.stopButton()->isEnabled());
    panel.playButton()->click();
    QCOMPARE(play.count(), 1);
    QVERIFY(play[0][0].value<ScenarioId>().empty()); // the default load
    panel.setState(State::Playing);
    QVERIFY(!panel.scenarioBox()->isEnabled());
    panel.playButton()->click();
    QCOMPARE(pause.count(), 1);
    panel.setState(State::Paused);
    panel.playButton()->click();
    QCOMPARE(resume.count(), 1);
    panel.stopButton()->click();
    QCOMPARE(stop.count(), 1);
    panel.setState(State::Finished);
    panel.playButton()->click();
    QCOMPARE(play.count(), 2);
}

void TestSimulationPanel::scenariosOfTheDrawingCanBeChosen()
{
    DocumentController controller(Catalogue::builtIn());
    SimulationPanel panel(controller);
    QCOMPARE(panel.scenarioBox()->count(), 1);
    Scenario loss;
    loss.id = ScenarioId("az-loss");
    loss.name = "Losing a zone";
    QVERIFY(controller.apply(Edit{SetScenario{loss.id, loss}}, MODEL_TEXT("Test", "Scenario")));
    QCOMPARE(panel.scenarioBox()->count(), 2);
    panel.scenarioBox()->setCurrentIndex(
        panel.scenarioBox()->findText(QStringLiteral("Losing a zone")));
    QCOMPARE(panel.scenario().value(), std::string("az-loss"));
    controller.undo();
    QCOMPARE(panel.scenarioBox()->count(), 1);
    QVERIFY(panel.scenario().empty());
}

void TestSimulationPanel::figuresAndChartsShowTheFrame()
{
    const DocumentController controller(Catalogue::builtIn());
    SimulationPanel panel(controller);
    setLanguage(QStringLiteral("en"));
    panel.setState(State::Playing);
    panel.setFrame(frameAt(3725, threeSeconds()));
    QCOMPARE(panel.clockText(), QStringLiteral("1:02:05"));         // 3600 + 2 * 60 + 5
    QCOMPARE(panel.availabilityText(), QStringLiteral("99.900 %")); // 999 / (999 + 1)
    panel.charts()->draw();
    const auto* throughput = panel.charts()->plot(SimulationCharts::Throughput);
    QCOMPARE(throughput->graph(0)->data()->size(), 3);
    QCOMPARE(throughput->graph(0)->data()->at(2)->value, 8.0);
    QCOMPARE(throughput->graph(1)->data()->at(2)->value, 2.0);
    const auto* latency = panel.charts()->plot(SimulationCharts::Latency);
    QCOMPARE(latency->graph(2)->data()->at(0)->value, 12.0);
    // 2 of 8 + 2 requests failed: 20 %.
    QCOMPARE(panel.charts()->plot(SimulationCharts::Failures)->graph(0)->data()->at(0)->value,
             20.0);
}

void TestSimulationPanel::aNewRunStartsWithEmptyCharts()
{
    const DocumentController controller(Catalogue::builtIn());
    SimulationPanel panel(controller);
    const auto points = [&] {
        return panel.charts()->plot(SimulationCharts::Throughput)->graph(0)->data()->size();
    };
    panel.setState(State::Playing);
    panel.setFrame(frameAt(3, threeSeconds()));
    panel.setState(State::Paused);
    panel.setState(State::Playing);
    QCOMPARE(points(), 3); // going on is no new run
    panel.setState(State::Stopped);
    panel.setFrame(nullptr);
    QCOMPARE(points(), 3); // what was measured can still be read
    panel.setState(State::Playing);
    QCOMPARE(points(), 0);
    QCOMPARE(panel.clockText(), QStringLiteral("00:00"));
}

void TestSimulationPanel::eventsStandInOrderOfTime()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    SimulationPanel panel(controller);
    auto frame = std::make_shared<SimulationFrame>();
    Incident incident;
    incident.fault = "process.stop";
    incident.target = "web";
    incident.atS = 60;
    incident.detectedS = 20;
    incident.recoveredS = 90;
    frame->incidents = {incident};
    frame->scaling = {{70, ResourceId("db"), 1, 2, Text("Scaling", "cpu")}};
    panel.setFrame(frame);
    // The fault at 60 s, the group at 70 s, noticed at 60 + 20 s, recovered at 60 + 90 s.
    QStringList times;
    for (int i = 0; i < panel.events()->count(); ++i)
        times.append(panel.events()->topLevelItem(i)->text(0));
    QCOMPARE(times, (QStringList{QStringLiteral("01:00"), QStringLiteral("01:10"),
                                 QStringLiteral("01:20"), QStringLiteral("02:30")}));
    QCOMPARE(panel.events()->topLevelItem(0)->text(1), QStringLiteral("web"));
}

void TestSimulationPanel::speedIsToldOnce()
{
    const DocumentController controller(Catalogue::builtIn());
    SimulationPanel panel(controller);
    QSignalSpy told(&panel, &SimulationPanel::speedChanged);
    QCOMPARE(panel.speed(), 1.0);
    panel.setSpeed(20); // from outside: nobody needs to be told
    QCOMPARE(told.count(), 0);
    QCOMPARE(panel.speed(), 20.0);
    panel.speedBox()->setCurrentIndex(0);
    emit panel.speedBox()->activated(0);
    QCOMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toDouble(), 0.5);
}

QTEST_MAIN(TestSimulationPanel)
#include "tst_simulation_panel.moc"
