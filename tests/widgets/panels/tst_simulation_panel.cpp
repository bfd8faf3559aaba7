// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include <QRegularExpression>
#include <QSignalSpy>

#include "tests/widgets/panels/simulation_panel_fixture.h"
#include "widgets/panels/experiment_view.h"
#include "widgets/panels/simulation_events.h"
#include "widgets/panels/simulation_history.h"

using namespace skydraft;
using namespace skydraft::testing;
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
    void historiesAreShownAndFiltered();
    void experimentsPlayTheChosenScenario();
    void speedIsToldOnce();
    void theStatusSaysHowFarAndHowMuch();
    void theEngineIsChosenAndTold();
    void draggingTheSliderBackAsksForThatInstant();
    void aPressBesideTheHandleGoesThere();
    void keysMoveTheSliderBySeconds();
    void theSliderFollowsTheFrameButNotUnderTheHand();
};

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
    panel.setRuns(only(runOf(3)));
    panel.setFrame(frameAt(3725));
    QCOMPARE(panel.clockText(), QStringLiteral("1:02:05"));         // 3600 + 2 * 60 + 5
    QCOMPARE(panel.availabilityText(), QStringLiteral("99.900 %")); // 999 / (999 + 1)
    panel.charts()->draw();
    const auto* throughput = panel.charts()->plot(SimulationCharts::Throughput);
    QCOMPARE(throughput->graph(1)->data()->size(), 3);
    QCOMPARE(throughput->graph(1)->data()->at(2)->value, 8.0);
    QCOMPARE(throughput->graph(3)->data()->at(2)->value, 2.0);
    const auto* latency = panel.charts()->plot(SimulationCharts::Latency);
    QCOMPARE(latency->graph(5)->data()->at(0)->value, 12.0);
    // Even graphs are those of the other run. 2 of 8 + 2 requests failed: 20 %.
    QCOMPARE(panel.charts()->plot(SimulationCharts::Failures)->graph(1)->data()->at(0)->value,
             20.0);
}

void TestSimulationPanel::aNewRunStartsWithEmptyCharts()
{
    const DocumentController controller(Catalogue::builtIn());
    SimulationPanel panel(controller);
    const auto points = [&] {
        return panel.charts()->plot(SimulationCharts::Throughput)->graph(1)->data()->size();
    };
    panel.setState(State::Playing);
    panel.setRuns(only(runOf(3)));
    panel.setFrame(frameAt(3));
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
    auto run = runOf(200);
    Incident incident;
    incident.fault = "process.stop";
    incident.target = "web";
    incident.atS = 60;
    incident.detectedS = 20;
    incident.recoveredS = 90;
    run->incidents = {incident};
    run->scaling = {{70, ResourceId("db"), 1, 2, Text("Scaling", "cpu")}};
    panel.setRuns(only(run));
    panel.setFrame(frameAt(200));
    // The fault at 60 s, the group at 70 s, noticed at 60 + 20 s, recovered at 60 + 90 s.
    QStringList times;
    for (int i = 0; i < panel.events()->count(); ++i)
        times.append(panel.events()->topLevelItem(i)->text(0));
    QCOMPARE(times, (QStringList{QStringLiteral("01:00"), QStringLiteral("01:10"),
                                 QStringLiteral("01:20"), QStringLiteral("02:30")}));
    QCOMPARE(panel.events()->topLevelItem(0)->text(1), QStringLiteral("web"));
}

void TestSimulationPanel::historiesAreShownAndFiltered()
{
    Shown shown;
    auto run = troubledRun(); // fault, noticed, recovered
    auto figures = std::make_shared<SimulationResult>();
    figures->activities = {{.atS = 30,
                            .endS = 90,
                            .group = ResourceId("web"),
                            .instance = "i-1",
                            .status = ActivityStatus::Successful,
                            .description = Text("Scaling", "Launching a new EC2 instance: i-1"),
                            .cause = Text("Scaling", "an alarm")}};
    figures->alarms = {{.atS = 25,
                        .alarm = "cpu-high",
                        .from = AlarmState::Ok,
                        .to = AlarmState::Alarm,
                        .reason = Text("Alarm", "3 datapoints")}};
    run->soFar = figures;
    shown.give(run, 120);
    shown.panel.tabs()->setCurrentWidget(shown.panel.history());
    SimulationEvents* list = shown.panel.events();
    QCOMPARE(list->count(), 5);
    QCOMPARE(shown.panel.tabs()->tabText(1), QStringLiteral("Events (5)"));
    const auto line = [&](int row) { return list->topLevelItem(row)->text(2); };
    QCOMPARE(line(0), QStringLiteral("Alarm: OK → in alarm. 3 datapoints")); // at 25 s
    QCOMPARE(line(1), QStringLiteral("Launching a new EC2 instance: i-1 (done after 60.0 s). "
                                     "an alarm"));
    QComboBox* filter = shown.panel.history()->filterBox();
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_End);
    QCOMPARE(list->count(), 1); // the alarm
    QCOMPARE(list->topLevelItem(0)->text(1), QStringLiteral("cpu-high"));
    QTest::keyClick(filter, Qt::Key_Up);
    QCOMPARE(list->count(), 1);         // the launch
    shown.panel.setFrame(frameAt(120)); // the filter stays
    QCOMPARE(list->count(), 1);
    QTest::keyClick(filter, Qt::Key_Home);
    QCOMPARE(list->count(), 5);
    QSignalSpy seeks(&shown.panel, &SimulationPanel::seekRequested);
    list->setCurrentItem(list->topLevelItem(1));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(seeks.back()[0].toDouble(), 30.0);
}

void TestSimulationPanel::experimentsPlayTheChosenScenario()
{
    setLanguage(QStringLiteral("en"));
    DocumentController controller(Catalogue::builtIn());
    SimulationPanel panel(controller);
    controller.reset(testing::Drawing()
                         .add("users", "clients")
                         .add("web", "ec2.instance")
                         .connect("c", "users", "web")
                         .build());
    Scenario brief;
    brief.id = ScenarioId("short");
    brief.durationS = 10;
    brief.load = {Load{.client = ResourceId("users"), .arrivals = "deterministic", .ratePerS = 50}};
    QVERIFY(controller.apply(Edit{SetScenario{brief.id, brief}}, MODEL_TEXT("Test", "Scenario")));
    QCOMPARE(panel.scenario().value(), std::string("short")); // the first of the drawing
    panel.resize(800, 400);
    panel.show();
    panel.tabs()->setCurrentWidget(panel.experiment());
    QCOMPARE(panel.experiment()->resourceBox()->currentData().toString(), QStringLiteral("web"));
    panel.experiment()->valuesField()->setText(
        panel.experiment()->valuesField()->text().section(QLatin1Char(','), 0, 0));
    QTest::mouseClick(panel.experiment()->runButton(), Qt::LeftButton);
    const auto requests = [&] { return panel.experiment()->table()->item(0, 2)->text(); };
    QTRY_COMPARE(requests(), QStringLiteral("500")); // 50/s for 10 s
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

void TestSimulationPanel::theStatusSaysHowFarAndHowMuch()
{
    Shown shown;
    auto frame = std::make_shared<SimulationFrame>(*frameAt(90));
    frame->offered = 1012;
    shown.panel.setRuns(only(runOf(90)));
    shown.panel.setFrame(frame);
    // 1012 sent, 999 succeeded, 1 failed: 12 are on their way.
    QCOMPARE(shown.panel.statusText(),
             QStringLiteral("01:30 of 10:00 · 12 in flight · event engine"));
    QTest::qWait(1050);
    auto later = std::make_shared<SimulationFrame>(*frame);
    later->now = fromSeconds(100);
    shown.panel.setFrame(later); // 10 s in about a second
    QVERIFY2(shown.panel.statusText().contains(
                 QRegularExpression(QStringLiteral("· (9|8|7)\\.\\d× real time"))),
             qPrintable(shown.panel.statusText()));
}

void TestSimulationPanel::theEngineIsChosenAndTold()
{
    Shown shown;
    QSignalSpy chosen(&shown.panel, &SimulationPanel::engineChosen);
    shown.panel.engineBox()->setFocus();
    QTest::keyClick(shown.panel.engineBox(), Qt::Key_End);
    QCOMPARE(chosen.back()[0].value<EngineChoice>(), EngineChoice::Flow);
    auto run = runOf(90);
    shown.give(run, 90);
    QVERIFY(shown.panel.branchButton()->isEnabled());
    run = runOf(90);
    run->engine = EngineKind::Flow;
    run->errorBound = 0.03;
    shown.give(run, 90);
    QVERIFY2(shown.panel.statusText().endsWith(QStringLiteral("flow engine, error about 3 %")),
             qPrintable(shown.panel.statusText()));
    QVERIFY(!shown.panel.branchButton()->isEnabled());
    QVERIFY(shown.panel.branchButton()->toolTip().contains(QStringLiteral("flow engine")));
}

void TestSimulationPanel::draggingTheSliderBackAsksForThatInstant()
{
    Shown shown;
    shown.give(runOf(100), 100);
    QSignalSpy seeks(&shown.panel, &SimulationPanel::seekRequested);
    QSlider* slider = shown.panel.timeSlider();
    QCOMPARE(slider->maximum(), 1000); // tenths of seconds
    QCOMPARE(slider->value(), 1000);
    const int middle = slider->height() / 2;
    const QPoint handle(slider->width() - 8, middle);
    QTest::mousePress(slider, Qt::LeftButton, Qt::NoModifier, handle);
    QVERIFY(slider->isSliderDown());
    hover(slider, QPoint(slider->width() * 3 / 4, middle), Qt::LeftButton);
    hover(slider, QPoint(slider->width() / 2, middle), Qt::LeftButton);
    QTest::mouseRelease(slider, Qt::LeftButton, Qt::NoModifier,
                        QPoint(slider->width() / 2, middle));
    QVERIFY(seeks.count() >= 2); // the drawing follows the hand
    const double asked = seeks.back()[0].toDouble();
    QVERIFY2(asked > 45 && asked < 55, qPrintable(QString::number(asked)));
}

void TestSimulationPanel::aPressBesideTheHandleGoesThere()
{
    Shown shown;
    shown.give(runOf(100), 100);
    QSignalSpy seeks(&shown.panel, &SimulationPanel::seekRequested);
    QSlider* slider = shown.panel.timeSlider();
    QTest::mousePress(slider, Qt::LeftButton, Qt::NoModifier,
                      QPoint(slider->width() / 4, slider->height() / 2));
    QVERIFY(slider->isSliderDown()); // and it is in the hand
    const double asked = seeks.back()[0].toDouble();
    QVERIFY2(asked > 22 && asked < 28, qPrintable(QString::number(asked)));
    QTest::mouseRelease(slider, Qt::LeftButton, Qt::NoModifier,
                        QPoint(slider->width() / 4, slider->height() / 2));
}

void TestSimulationPanel::keysMoveTheSliderBySeconds()
{
    Shown shown;
    shown.give(runOf(100), 100);
    QSignalSpy seeks(&shown.panel, &SimulationPanel::seekRequested);
    QTest::keyClick(shown.panel.timeSlider(), Qt::Key_Left);
    QCOMPARE(seeks.back()[0].toDouble(), 99.0);
    QTest::keyClick(shown.panel.timeSlider(), Qt::Key_PageDown);
    QCOMPARE(seeks.back()[0].toDouble(), 89.0);
    QTest::keyClick(shown.panel.timeSlider(), Qt::Key_Home);
    QCOMPARE(seeks.back()[0].toDouble(), 0.0);
}

void TestSimulationPanel::theSliderFollowsTheFrameButNotUnderTheHand()
{
    Shown shown;
    QSignalSpy seeks(&shown.panel, &SimulationPanel::seekRequested);
    shown.give(runOf(100), 42);
    QCOMPARE(shown.panel.timeSlider()->value(), 420);
    QVERIFY(!shown.panel.noteText().isEmpty()); // an earlier instant is shown, and it says so
    const int width = shown.panel.timeSlider()->width();
    shown.panel.timeSlider()->setSliderDown(true);
    shown.panel.setFrame(frameAt(50));
    QCOMPARE(shown.panel.timeSlider()->value(), 420);
    shown.panel.timeSlider()->setSliderDown(false);
    shown.panel.setFrame(frameAt(100));
    QCOMPARE(shown.panel.timeSlider()->value(), 1000);
    QVERIFY(shown.panel.noteText().isEmpty());
    QCoreApplication::processEvents();
    QCOMPARE(shown.panel.timeSlider()->width(), width); // it does not move under the mouse
    QCOMPARE(seeks.count(), 0);                         // nobody asked for anything
}

QTEST_MAIN(TestSimulationPanel)
#include "tst_simulation_panel.moc"
