// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/support/drawing.h"
#include "widgets/common/language.h"
#include "widgets/panels/chart_plot.h"
#include "widgets/panels/compare_view.h"
#include "widgets/panels/experiment_view.h"
#include "widgets/panels/simulation_charts.h"
#include "widgets/panels/simulation_events.h"
#include "widgets/panels/simulation_panel.h"
#include "widgets/panels/simulation_table.h"
#include "widgets/panels/simulation_timeline.h"
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
    void experimentsPlayTheChosenScenario();
    void speedIsToldOnce();
    void theStatusSaysHowFarAndHowMuch();
    void draggingTheSliderBackAsksForThatInstant();
    void aPressBesideTheHandleGoesThere();
    void keysMoveTheSliderBySeconds();
    void theSliderFollowsTheFrameButNotUnderTheHand();
    void branchesAreNamedAndOverlaid();
    void theWheelZoomsAllChartsAndTheTimeline();
    void aDragPansWithinTheRun();
    void keysZoomAndPan();
    void theValueUnderTheMouseIsSaid();
    void groupsAndSelectedResourcesHaveLines();
    void aClickOnTheTimelineGoesToTheEvent();
    void theTimelineStandsInLineWithTheCharts();
    void wordsAtTheSameTimeStandBelowEachOther();
    void arrowKeysAndEnterReachEveryEvent();
    void anIntervalIsDrawnAsABand();
    void theTableHasARowForEachRunAndSecond();
    void fieldsOfATableAreQuoted_data();
    void fieldsOfATableAreQuoted();
    void thePictureShowsTheCharts();
    void twoRunsAreComparedFigureByFigure();
    void runsAreComparedOverWhatBothHave();
    void whatWasPlayedBeforeCanBeCompared();
};

namespace {

FramePointer frameAt(double seconds)
{
    auto frame = std::make_shared<SimulationFrame>();
    frame->now = fromSeconds(seconds);
    frame->offered = 1000;
    frame->succeeded = 999;
    frame->failed = 1;
    return frame;
}

std::vector<SecondSample> secondsOf(int count)
{
    std::vector<SecondSample> samples;
    for (int second = 1; second <= count; ++second)
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

std::shared_ptr<PlayedRun> runOf(int seconds, int id = 0)
{
    auto run = std::make_shared<PlayedRun>();
    run->id = id;
    run->playedS = seconds;
    run->endS = 600;
    run->samples = secondsOf(seconds);
    return run;
}

PlayedRuns only(const RunPointer& run)
{
    return {{run}, run->id};
}

/// A run of two minutes in which a server failed at 60 s, was missed at 80 s and back at 100 s.
std::shared_ptr<PlayedRun> troubledRun()
{
    auto run = runOf(120);
    Incident incident;
    incident.fault = "process.stop";
    incident.target = "web";
    incident.atS = 60;
    incident.detectedS = 20;
    incident.recoveredS = 40;
    run->incidents = {incident};
    return run;
}

/// A panel as large as a dock, shown, so that the mouse finds it.
struct Shown
{
    Shown()
    {
        setLanguage(QStringLiteral("en"));
        controller.reset(testing::twoTiers());
        panel.resize(800, 460);
        panel.show();
        panel.setState(State::Playing);
    }

    void give(const RunPointer& run, double atS)
    {
        panel.setRuns(only(run));
        panel.setFrame(frameAt(atS));
        panel.charts()->draw();
        QCoreApplication::processEvents();
    }

    ChartPlot* plot(SimulationCharts::Chart chart) const { return panel.charts()->plot(chart); }
    QPoint at(SimulationCharts::Chart chart, double seconds) const
    {
        return {static_cast<int>(std::lround(plot(chart)->xAxis->coordToPixel(seconds))),
                plot(chart)->axisRect()->center().y()};
    }

    DocumentController controller{Catalogue::builtIn()};
    SimulationPanel panel{controller};
};

/// Scrolls over a widget, one notch up.
void turnWheel(QWidget* widget, const QPoint& at)
{
    QWheelEvent event(at, widget->mapToGlobal(at), QPoint(), QPoint(0, 120), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

/// Hovers: QTest::mouseMove() alone moves the cursor, which an offscreen window does not have.
void hover(QWidget* widget, const QPoint& at, Qt::MouseButtons buttons = Qt::NoButton)
{
    QMouseEvent event(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, buttons,
                      Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &event);
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

void TestSimulationPanel::branchesAreNamedAndOverlaid()
{
    Shown shown;
    const auto original = runOf(100);
    auto branch = runOf(80, 1);
    branch->parent = 0;
    branch->branchedAtS = 65;
    branch->difference = Fault{.kind = "host.stop", .target = "web"};
    for (auto& sample : branch->samples)
        sample.succeeded = 5;
    shown.panel.setRuns({{original}, 0});
    QVERIFY(!shown.panel.runBox()->isVisible()); // there is nothing to choose
    shown.panel.setRuns({{original, branch}, 1});
    shown.panel.setFrame(frameAt(80));
    shown.panel.charts()->draw();
    QVERIFY(shown.panel.runBox()->isVisible());
    QCOMPARE(shown.panel.runBox()->itemText(0), QStringLiteral("Original"));
    QCOMPARE(shown.panel.runBox()->currentText(),
             QStringLiteral("Branch 1 at 01:05: web, its host stopped"));
    const ChartPlot* plot = shown.plot(SimulationCharts::Throughput);
    QCOMPARE(plot->graph(1)->data()->size(), 80); // the branch
    QCOMPARE(plot->graph(1)->data()->at(3)->value, 5.0);
    QCOMPARE(plot->graph(0)->data()->size(), 100); // the original, thin
    QCOMPARE(plot->graph(0)->data()->at(3)->value, 8.0);
    QVERIFY(plot->graph(0)->pen().widthF() < plot->graph(1)->pen().widthF());
    QVERIFY(shown.panel.charts()
                ->titleOf(SimulationCharts::Throughput)
                .contains(QStringLiteral("thin: Original")));
    QSignalSpy wanted(&shown.panel, &SimulationPanel::runRequested);
    shown.panel.runBox()->setFocus();
    QTest::keyClick(shown.panel.runBox(), Qt::Key_Up);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toInt(), 0);
}

void TestSimulationPanel::theWheelZoomsAllChartsAndTheTimeline()
{
    Shown shown;
    shown.give(troubledRun(), 120);
    const QCPRange whole = shown.plot(SimulationCharts::Throughput)->xAxis->range();
    QCOMPARE(whole.lower, 0.0);
    QCOMPARE(whole.upper, 120.0);
    const double before = shown.panel.charts()->timeline()->placeOf(0).left();
    turnWheel(shown.plot(SimulationCharts::Throughput), shown.at(SimulationCharts::Throughput, 30));
    const QCPRange zoomed = shown.plot(SimulationCharts::Throughput)->xAxis->range();
    QVERIFY(zoomed.size() < whole.size());
    QVERIFY(zoomed.contains(30));
    QCOMPARE(shown.plot(SimulationCharts::Latency)->xAxis->range().upper, zoomed.upper);
    QVERIFY(shown.panel.charts()->timeline()->placeOf(0).left() > before); // 60 s moved right
    shown.give(runOf(200), 200); // the run goes on; the zoom stays
    QCOMPARE(shown.plot(SimulationCharts::Throughput)->xAxis->range().upper, zoomed.upper);
    QTest::mouseDClick(shown.plot(SimulationCharts::Latency), Qt::LeftButton, Qt::NoModifier,
                       shown.at(SimulationCharts::Latency, 40));
    QCOMPARE(shown.plot(SimulationCharts::Throughput)->xAxis->range().upper, 200.0);
}

void TestSimulationPanel::aDragPansWithinTheRun()
{
    Shown shown;
    shown.give(runOf(100), 100);
    shown.panel.charts()->zoomTo(40, 60);
    ChartPlot* plot = shown.plot(SimulationCharts::Throughput);
    const QPoint from = shown.at(SimulationCharts::Throughput, 50);
    const QPoint to = shown.at(SimulationCharts::Throughput, 55);
    QTest::mousePress(plot, Qt::LeftButton, Qt::NoModifier, from);
    hover(plot, (from + to) / 2, Qt::LeftButton);
    hover(plot, to, Qt::LeftButton);
    QTest::mouseRelease(plot, Qt::LeftButton, Qt::NoModifier, to);
    const QCPRange range = plot->xAxis->range();
    QVERIFY2(std::abs(range.lower - 35) < 0.5, qPrintable(QString::number(range.lower)));
    QVERIFY(std::abs(range.size() - 20) < 1e-6);
    shown.panel.charts()->zoomTo(-30, -10); // before the run there is nothing
    QCOMPARE(plot->xAxis->range().lower, 0.0);
}

void TestSimulationPanel::keysZoomAndPan()
{
    Shown shown;
    shown.give(runOf(100), 100);
    ChartPlot* plot = shown.plot(SimulationCharts::Throughput);
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Plus); // a fifth of 100 s from both sides
    QCOMPARE(plot->xAxis->range().lower, 20.0);
    QCOMPARE(plot->xAxis->range().upper, 80.0);
    QTest::keyClick(plot, Qt::Key_Right); // by a fifth of 60 s
    QCOMPARE(plot->xAxis->range().lower, 32.0);
    QTest::keyClick(plot, Qt::Key_Home);
    QCOMPARE(plot->xAxis->range().upper, 100.0);
}

void TestSimulationPanel::theValueUnderTheMouseIsSaid()
{
    Shown shown;
    shown.give(runOf(100), 100);
    ChartPlot* plot = shown.plot(SimulationCharts::Throughput);
    QVERIFY(!plot->accessibleDescription().contains(QStringLiteral("8")));
    hover(plot, shown.at(SimulationCharts::Throughput, 50));
    QVERIFY2(shown.panel.charts()
                 ->titleOf(SimulationCharts::Throughput)
                 .contains(QStringLiteral("<b>8</b>")),
             qPrintable(shown.panel.charts()->titleOf(SimulationCharts::Throughput)));
    QVERIFY(shown.panel.charts()
                ->titleOf(SimulationCharts::Latency)
                .contains(QStringLiteral("<b>12</b>"))); // p99: all charts at once
    QVERIFY(plot->accessibleDescription().contains(QStringLiteral("succeeded 8")));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(plot, &leave);
    QVERIFY(!shown.panel.charts()
                 ->titleOf(SimulationCharts::Throughput)
                 .contains(QStringLiteral("<b>8</b>")));
}

void TestSimulationPanel::groupsAndSelectedResourcesHaveLines()
{
    setLanguage(QStringLiteral("en"));
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::Drawing()
                         .add("fleet", "autoscaling.group")
                         .add("web", "ec2.instance")
                         .add("db", "rds.instance")
                         .build());
    SimulationCharts charts(controller);
    charts.resize(700, 500);
    auto run = runOf(3);
    for (int second = 1; second <= 3; ++second) {
        run->nodes[ResourceId("fleet")].push_back({double(second), 0.5, 10, second, 3});
        run->nodes[ResourceId("web")].push_back({double(second), 0.25, 10, 1, 1});
        run->nodes[ResourceId("db")].push_back({double(second), 0.75, 10, 1, 1});
    }
    charts.chartAction(SimulationCharts::Groups)->setChecked(true);
    charts.chartAction(SimulationCharts::Utilization)->setChecked(true);
    controller.select({ResourceId("web")});
    charts.setRuns(run, nullptr);
    charts.draw();
    const ChartPlot* groups = charts.plot(SimulationCharts::Groups);
    QCOMPARE(groups->graphCount(), 2); // one group, for both runs
    QCOMPARE(groups->graph(1)->data()->at(2)->value, 3.0);
    const ChartPlot* busy = charts.plot(SimulationCharts::Utilization);
    QCOMPARE(busy->graphCount(), 2); // only what is selected
    QCOMPARE(busy->graph(1)->data()->at(0)->value, 25.0);
    controller.clearSelection();
    QCOMPARE(busy->graphCount(), 6); // the busiest, the database first
    QCOMPARE(busy->graph(1)->data()->at(0)->value, 75.0);
}

void TestSimulationPanel::aClickOnTheTimelineGoesToTheEvent()
{
    Shown shown;
    shown.give(troubledRun(), 120);
    SimulationTimeline* timeline = shown.panel.charts()->timeline();
    QCOMPARE(timeline->count(), 3); // fault, noticed, recovered
    QSignalSpy seeks(&shown.panel, &SimulationPanel::seekRequested);
    QTest::mouseClick(timeline, Qt::LeftButton, Qt::NoModifier,
                      timeline->placeOf(1).center().toPoint());
    QCOMPARE(seeks.count(), 1);
    QCOMPARE(seeks[0][0].toDouble(), 80.0);
    QTest::mouseClick(timeline, Qt::LeftButton, Qt::NoModifier, QPoint(4, 4)); // nothing is there
    QCOMPARE(seeks.count(), 1);
}

void TestSimulationPanel::theTimelineStandsInLineWithTheCharts()
{
    Shown shown;
    shown.give(troubledRun(), 120);
    SimulationTimeline* timeline = shown.panel.charts()->timeline();
    ChartPlot* plot = shown.plot(SimulationCharts::Throughput);
    const int inChart = plot->mapTo(&shown.panel, shown.at(SimulationCharts::Throughput, 60)).x();
    const int inTimeline =
        timeline->mapTo(&shown.panel, timeline->placeOf(0).topLeft().toPoint()).x();
    QVERIFY2(std::abs(inChart - inTimeline) <= 1,
             qPrintable(QStringLiteral("%1 and %2").arg(inChart).arg(inTimeline)));
}

void TestSimulationPanel::wordsAtTheSameTimeStandBelowEachOther()
{
    SimulationTimeline timeline;
    timeline.resize(600, 100);
    std::vector<SimulationEvent> events;
    for (int i = 0; i < 4; ++i)
        events.push_back({SimulationEvent::Kind::Scaling, 10.0 + i, -1, -1,
                          QStringLiteral("Grows from %1 to %2").arg(i).arg(i + 1),
                          QStringLiteral("fleet")});
    timeline.setSpan(0, 600);
    timeline.setEvents(events);
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < i; ++j)
            QVERIFY(!timeline.placeOf(i).intersects(timeline.placeOf(j)));
    QVERIFY(timeline.minimumHeight() >= timeline.placeOf(3).bottom());
    timeline.setSpan(100, 600);
    QVERIFY(timeline.placeOf(0).isNull()); // out of sight
}

void TestSimulationPanel::arrowKeysAndEnterReachEveryEvent()
{
    Shown shown;
    shown.give(troubledRun(), 120);
    SimulationTimeline* timeline = shown.panel.charts()->timeline();
    QSignalSpy seeks(&shown.panel, &SimulationPanel::seekRequested);
    timeline->setFocus();
    timeline->activateWindow();
    QTest::keyClick(timeline, Qt::Key_Home);
    QTest::keyClick(timeline, Qt::Key_Right);
    QTest::keyClick(timeline, Qt::Key_Right);
    QTest::keyClick(timeline, Qt::Key_Right); // there is no fourth
    QCOMPARE(timeline->current(), 2);
    QVERIFY(timeline->accessibleDescription().contains(QStringLiteral("01:40")));
    QTest::keyClick(timeline, Qt::Key_Return);
    QCOMPARE(seeks.back()[0].toDouble(), 100.0);
    // The list says the same, and Enter does the same.
    shown.panel.events()->setCurrentItem(shown.panel.events()->topLevelItem(0));
    QTest::keyClick(shown.panel.events(), Qt::Key_Return);
    QCOMPARE(seeks.back()[0].toDouble(), 60.0);
}

void TestSimulationPanel::anIntervalIsDrawnAsABand()
{
    Shown shown;
    shown.give(runOf(100), 100);
    ChartPlot* plot = shown.plot(SimulationCharts::Latency);
    const int before = plot->graphCount();
    plot->setBand(plot->graph(1), {{10, 3, 5}, {20, 2, 6}});
    QCOMPARE(plot->graphCount(), before + 2);
    QCOMPARE(plot->graph(before)->data()->at(1)->value, 2.0);
    QCOMPARE(plot->graph(before + 1)->data()->at(1)->value, 6.0);
    QCOMPARE(plot->graph(before + 1)->channelFillGraph(), plot->graph(before));
    plot->setBand(plot->graph(1), {{10, 1, 9}}); // the same band, not one more
    QCOMPARE(plot->graphCount(), before + 2);
    plot->clearBands();
    QCOMPARE(plot->graphCount(), before);
}

void TestSimulationPanel::theTableHasARowForEachRunAndSecond()
{
    Shown shown;
    auto original = runOf(3);
    original->nodes[ResourceId("web")] = {{2, 0.5, 10, 1, 1}, {3, 0.75, 10, 1, 1}};
    auto branch = runOf(2, 1);
    branch->parent = 0;
    branch->name = QStringLiteral("a, b");
    const QStringList lines = runsAsTable({original, branch}, shown.controller.architecture())
                                  .split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + 3 + 2);
    QCOMPARE(lines[0], QStringLiteral("run,at_s,offered,succeeded,failed,mean_ms,p50_ms,p95_ms,"
                                      "p99_ms,web utilization,web in_service,web total"));
    // What the sample of second 1 to 2 says, and the resource at its end, 2 s.
    QCOMPARE(lines[1], QStringLiteral("Original,1,10,8,2,5,4,9,12,0.5,1,1"));
    QCOMPARE(lines[4], QStringLiteral("\"a, b\",1,10,8,2,5,4,9,12,,,"));
}

void TestSimulationPanel::fieldsOfATableAreQuoted_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("written");
    QTest::newRow("plain") << "web a"
                           << "web a";
    QTest::newRow("a comma") << "a,b"
                             << "\"a,b\"";
    QTest::newRow("a quote") << "the \"best\""
                             << "\"the \"\"best\"\"\"";
    QTest::newRow("a line break") << "a\nb"
                                  << "\"a\nb\"";
    QTest::newRow("a formula") << "=SUM(A1)"
                               << "'=SUM(A1)";
    QTest::newRow("a negative number is none") << "-1.5"
                                               << "-1.5";
}

void TestSimulationPanel::fieldsOfATableAreQuoted()
{
    QFETCH(QString, field);
    QFETCH(QString, written);
    QCOMPARE(csvLine({field, QStringLiteral("1")}), written + QStringLiteral(",1\r\n"));
}

void TestSimulationPanel::thePictureShowsTheCharts()
{
    Shown shown;
    shown.give(troubledRun(), 120);
    const QImage image = shown.panel.charts()->picture().toImage();
    QVERIFY(image.width() >= 2 * shown.plot(SimulationCharts::Throughput)->width());
    const QColor line = shown.plot(SimulationCharts::Throughput)->graph(1)->pen().color();
    int found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            found += image.pixelColor(x, y) == line ? 1 : 0;
    QVERIFY2(found > 200, qPrintable(QString::number(found)));
}

namespace {

std::shared_ptr<PlayedRun> withFigures(std::shared_ptr<PlayedRun> run, std::uint64_t succeeded,
                                       std::uint64_t failed, double p99)
{
    run->offered = succeeded + failed;
    run->succeeded = succeeded;
    run->failed = failed;
    auto figures = std::make_shared<SimulationResult>();
    figures->latencyMs.p99 = p99;
    run->soFar = figures;
    return run;
}

QString cell(const QTableWidget& table, const QString& figure, int column)
{
    for (int row = 0; row < table.rowCount(); ++row)
        if (table.item(row, 0)->text() == figure)
            return table.item(row, column)->text();
    return {};
}

} // namespace

void TestSimulationPanel::twoRunsAreComparedFigureByFigure()
{
    Shown shown;
    const auto original = withFigures(runOf(100), 1000, 0, 40);
    const auto branch = withFigures(runOf(100, 1), 900, 100, 55.5);
    branch->parent = 0;
    branch->branchedAtS = 50;
    shown.panel.setRuns({{original, branch}, 1});
    shown.panel.setFrame(frameAt(100));
    const QTableWidget& table = *shown.panel.comparison()->table();
    // 900 of 1000 against all: 90 % - 100 % = -10 %; 55.5 ms - 40 ms = 15.5 ms.
    QCOMPARE(cell(table, QStringLiteral("Failed"), 1), QStringLiteral("100"));
    QCOMPARE(cell(table, QStringLiteral("Failed"), 3), QStringLiteral("+100 (worse)"));
    QCOMPARE(cell(table, QStringLiteral("Availability, %"), 3), QStringLiteral("−10.000 (worse)"));
    QCOMPARE(cell(table, QStringLiteral("p99, ms"), 3), QStringLiteral("+15.5 (worse)"));
    QCOMPARE(cell(table, QStringLiteral("Requests"), 3), QStringLiteral("="));
    QVERIFY(
        shown.panel.comparison()->csv().contains(QStringLiteral("\"Availability, %\",90,100,-10")));
    shown.panel.setRuns({{original, branch}, 0}); // the other way round
    QCOMPARE(cell(table, QStringLiteral("Failed"), 3), QStringLiteral("−100 (better)"));
}

void TestSimulationPanel::runsAreComparedOverWhatBothHave()
{
    Shown shown;
    // Ten requests a second, two of which fail; one run was played twice as far.
    const auto original = withFigures(runOf(100), 800, 200, 40);
    const auto branch = withFigures(runOf(50, 1), 450, 50, 55.5);
    branch->parent = 0;
    shown.panel.setRuns({{original, branch}, 1});
    shown.panel.setFrame(frameAt(50));
    const QTableWidget& table = *shown.panel.comparison()->table();
    // The samples of seconds 1 to 49 of the original: 49 x 2 = 98 failed.
    QCOMPARE(cell(table, QStringLiteral("Failed"), 2), QStringLiteral("98"));
    QCOMPARE(cell(table, QStringLiteral("Failed"), 3), QStringLiteral("−48 (better)"));
    QCOMPARE(cell(table, QStringLiteral("p99, ms"), 3), QStringLiteral("+15.5")); // no verdict
}

void TestSimulationPanel::whatWasPlayedBeforeCanBeCompared()
{
    Shown shown;
    auto first = withFigures(runOf(50), 500, 0, 20);
    first->play = 1;
    first->scenario = QStringLiteral("Calm");
    shown.panel.setRuns(only(first));
    shown.panel.setFrame(frameAt(50));
    QCOMPARE(shown.panel.comparison()->otherBox()->count(), 0);
    shown.panel.setState(State::Stopped);
    shown.panel.setState(State::Playing);
    auto second = withFigures(runOf(50), 400, 100, 30);
    second->play = 2;
    second->scenario = QStringLiteral("Storm");
    shown.panel.setRuns(only(second));
    shown.panel.setFrame(frameAt(50));
    shown.panel.charts()->draw();
    QComboBox* other = shown.panel.comparison()->otherBox();
    QCOMPARE(other->count(), 1);
    QCOMPARE(other->itemText(0), QStringLiteral("Play 1, Original: Calm"));
    // Nobody asked for it yet: the charts show one run.
    QCOMPARE(shown.plot(SimulationCharts::Throughput)->graph(0)->data()->size(), 0);
    shown.panel.tabs()->setCurrentWidget(shown.panel.comparison());
    other->setFocus();
    QTest::keyClick(other, Qt::Key_Down);
    QCOMPARE(other->currentIndex(), 0);
    QCOMPARE(shown.plot(SimulationCharts::Throughput)->graph(0)->data()->size(), 50);
    QCOMPARE(cell(*shown.panel.comparison()->table(), QStringLiteral("Succeeded"), 3),
             QStringLiteral("−100 (worse)"));
}

QTEST_MAIN(TestSimulationPanel)
#include "tst_simulation_panel.moc"
