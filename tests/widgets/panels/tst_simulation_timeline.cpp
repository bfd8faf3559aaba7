// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include <QSignalSpy>

#include "tests/widgets/panels/simulation_panel_fixture.h"
#include "widgets/panels/simulation_events.h"
#include "widgets/panels/simulation_timeline.h"

using namespace skydraft;
using namespace skydraft::testing;

class TestSimulationTimeline : public QObject
{
    Q_OBJECT

private slots:
    void aClickOnTheTimelineGoesToTheEvent();
    void theTimelineStandsInLineWithTheCharts();
    void wordsAtTheSameTimeStandBelowEachOther();
    void arrowKeysAndEnterReachEveryEvent();
};

void TestSimulationTimeline::aClickOnTheTimelineGoesToTheEvent()
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

void TestSimulationTimeline::theTimelineStandsInLineWithTheCharts()
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

void TestSimulationTimeline::wordsAtTheSameTimeStandBelowEachOther()
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

void TestSimulationTimeline::arrowKeysAndEnterReachEveryEvent()
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

QTEST_MAIN(TestSimulationTimeline)
#include "tst_simulation_timeline.moc"
