// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include "tests/widgets/panels/simulation_panel_fixture.h"
#include "widgets/panels/compare_view.h"
#include "widgets/panels/theory_table.h"
#include "widgets/session/drawing_theory.h"

using namespace skydraft;
using namespace skydraft::testing;
using State = SimulationRunner::State;

class TestCompareView : public QObject
{
    Q_OBJECT

private slots:
    void twoRunsAreComparedFigureByFigure();
    void runsAreComparedOverWhatBothHave();
    void whatWasPlayedBeforeCanBeCompared();
    void theoryStandsBesideWhatWasMeasured();
    void whereTheoryDoesNotApplyItSaysWhy();
};

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

void TestCompareView::twoRunsAreComparedFigureByFigure()
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

void TestCompareView::runsAreComparedOverWhatBothHave()
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

void TestCompareView::whatWasPlayedBeforeCanBeCompared()
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

namespace {

/// M/M/1 at half its load: 20 ms, p99 92.1 ms, a wait of 10 ms.
Theory halfBusy()
{
    Estimate estimate;
    estimate.nodes[ResourceId("web")] = {.arrivalsPerS = 50,
                                         .throughputPerS = 50,
                                         .capacityPerS = 100,
                                         .utilization = 0.5,
                                         .meanWaitMs = 10,
                                         .formula = Formula::ErlangC};
    estimate.populations = {{.id = ResourceId("users"),
                             .requestsPerS = 50,
                             .succeededPerS = 50,
                             .meanMs = 20,
                             .p50Ms = 13.9,
                             .p99Ms = 92.1,
                             .percentiles = Formula::ErlangC}};
    return {.figures = estimate};
}

std::shared_ptr<PlayedRun> measuredWith(Theory theory)
{
    auto run = runOf(100);
    auto figures = std::make_shared<SimulationResult>();
    figures->latencyMs = {.mean = 21, .p50 = 14, .p99 = 90};
    figures->nodes[ResourceId("web")] = {
        .throughputPerS = 49, .utilization = 0.51, .meanWaitMs = 11};
    run->soFar = figures;
    run->theory = std::make_shared<const Theory>(std::move(theory));
    return run;
}

QString theoryCell(const QTableWidget& table, const QString& where, const QString& figure,
                   int column)
{
    for (int row = 0; row < table.rowCount(); ++row)
        if (table.item(row, 0)->text() == where && table.item(row, 1)->text() == figure)
            return table.item(row, column)->text();
    return {};
}

} // namespace

void TestCompareView::theoryStandsBesideWhatWasMeasured()
{
    Shown shown;
    const auto original = measuredWith(halfBusy());
    const auto branch = withFigures(runOf(100, 1), 900, 100, 55.5);
    branch->parent = 0;
    shown.panel.setRuns({{original, branch}, 0});
    shown.panel.setFrame(frameAt(100));
    shown.panel.tabs()->setCurrentWidget(shown.panel.comparison());
    QComboBox* other = shown.panel.comparison()->otherBox();
    QCOMPARE(other->count(), 2); // the branch and theory
    QVERIFY(!shown.panel.comparison()->isWithTheory());
    other->setFocus();
    QTest::keyClick(other, Qt::Key_End);
    QVERIFY(shown.panel.comparison()->isWithTheory());
    const QTableWidget& table = *shown.panel.comparison()->theoryTable();
    QVERIFY(!table.isHidden());
    QVERIFY(shown.panel.comparison()->table()->isHidden());
    const QString all = QStringLiteral("All requests");
    QCOMPARE(theoryCell(table, all, QStringLiteral("Mean, ms"), 2), QStringLiteral("20.0"));
    QCOMPARE(theoryCell(table, all, QStringLiteral("Mean, ms"), 3), QStringLiteral("21.0"));
    QCOMPARE(theoryCell(table, all, QStringLiteral("Mean, ms"), 4), QStringLiteral("+5.0 %"));
    // 90 of 92.1: 2.28 % less.
    QCOMPARE(theoryCell(table, all, QStringLiteral("p99, ms"), 4), QStringLiteral("−2.3 %"));
    QCOMPARE(theoryCell(table, QStringLiteral("web"), QStringLiteral("Busy, %"), 4),
             QStringLiteral("+2.0 %"));
    QCOMPARE(theoryCell(table, QStringLiteral("web"), QStringLiteral("Wait, ms"), 5),
             QStringLiteral("M/M/c (Erlang C)"));
    QVERIFY(shown.panel.comparison()->csv().contains(
        QStringLiteral("All requests,\"p99, ms\",92.1,90")));
    // Back to the branch.
    QTest::keyClick(other, Qt::Key_Home);
    QVERIFY(!shown.panel.comparison()->table()->isHidden());
}

void TestCompareView::whereTheoryDoesNotApplyItSaysWhy()
{
    Shown shown;
    Theory theory = halfBusy();
    theory.caveats = {Text("Theory", "The scenario has faults.")};
    theory.figures->nodes[ResourceId("web")].isOverloaded = true;
    theory.figures->populations[0].isOverloaded = true;
    shown.panel.setRuns(only(measuredWith(theory)));
    shown.panel.setFrame(frameAt(100));
    QVERIFY(shown.panel.comparison()->isWithTheory()); // there is nothing else
    const QTableWidget& table = *shown.panel.comparison()->theoryTable();
    const QString all = QStringLiteral("All requests");
    QCOMPARE(theoryCell(table, all, QStringLiteral("Mean, ms"), 2), QStringLiteral("–"));
    QCOMPARE(theoryCell(table, all, QStringLiteral("Mean, ms"), 4), QString());
    QVERIFY(theoryCell(table, all, QStringLiteral("p99, ms"), 5)
                .contains(QStringLiteral("no steady state")));
    QVERIFY(theoryCell(table, QStringLiteral("web"), QStringLiteral("Wait, ms"), 5)
                .contains(QStringLiteral("no limit")));
    QVERIFY(shown.panel.comparison()->hintText().contains(QStringLiteral("has faults")));
    QVERIFY(shown.panel.comparison()->hintText().contains(QStringLiteral("no steady state")));
}

QTEST_MAIN(TestCompareView)
#include "tst_compare_view.moc"
