// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header says foreach.
#undef QT_NO_FOREACH
#include <QSignalSpy>

#include "tests/widgets/panels/simulation_panel_fixture.h"
#include "widgets/panels/simulation_table.h"
#include "widgets/panels/simulation_timeline.h"
#include "widgets/theme/theme.h"

using namespace skydraft;
using namespace skydraft::testing;

class TestSimulationCharts : public QObject
{
    Q_OBJECT

private slots:
    void branchesAreNamedAndOverlaid();
    void theWheelZoomsAllChartsAndTheTimeline();
    void aDragPansWithinTheRun();
    void keysZoomAndPan();
    void theValueUnderTheMouseIsSaid();
    void groupsAndSelectedResourcesHaveLines();
    void anIntervalIsDrawnAsABand();
    void repetitionsOfTheShownRunAreBands();
    void whatCameWhileTheChartsWereHiddenIsDrawn();
    void theTableHasARowForEachRunAndSecond();
    void fieldsOfATableAreQuoted_data();
    void fieldsOfATableAreQuoted();
    void thePictureShowsTheCharts();
};

void TestSimulationCharts::branchesAreNamedAndOverlaid()
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

void TestSimulationCharts::theWheelZoomsAllChartsAndTheTimeline()
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

void TestSimulationCharts::aDragPansWithinTheRun()
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

void TestSimulationCharts::keysZoomAndPan()
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

void TestSimulationCharts::theValueUnderTheMouseIsSaid()
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

void TestSimulationCharts::groupsAndSelectedResourcesHaveLines()
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

void TestSimulationCharts::anIntervalIsDrawnAsABand()
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

void TestSimulationCharts::repetitionsOfTheShownRunAreBands()
{
    Shown shown;
    auto run = runOf(10);
    auto design = std::make_shared<PlayedDesign>();
    design->architecture = Drawing()
                               .add("users", "clients")
                               .add("web", "ec2.instance", "", {{"service_time_ms", 5}})
                               .connect("c", "users", "web")
                               .build();
    design->scenario.id = ScenarioId("s");
    design->scenario.durationS = 10;
    design->scenario.load = {Load{.client = ResourceId("users"), .ratePerS = 100}};
    run->design = design;
    shown.give(run, 10);
    const ChartPlot* plot = shown.plot(SimulationCharts::Throughput);
    const int before = plot->graphCount();
    QTest::mouseClick(shown.panel.repeatButton(), Qt::LeftButton);
    QVERIFY(shown.panel.repeatButton()->toolTip().contains(QStringLiteral("Cancel")));
    QTRY_COMPARE_WITH_TIMEOUT(plot->graphCount(), before + 4, 60'000); // succeeded and failed
    // Some 100 a second: the mean over ten runs lies within.
    const auto& lower = *plot->graph(before)->data();
    const auto& upper = *plot->graph(before + 1)->data();
    QCOMPARE(lower.size(), 10);
    QVERIFY(lower.at(5)->value > 70 && lower.at(5)->value < upper.at(5)->value);
    QVERIFY(upper.at(5)->value < 130);
    QVERIFY(shown.panel.charts()
                ->titleOf(SimulationCharts::Throughput)
                .contains(QStringLiteral("95 % interval of 10 runs")));
    // Another run has no bands; a branch cannot be repeated, and the button says why.
    auto branch = runOf(10, 1);
    branch->parent = 0;
    shown.panel.setRuns({{run, branch}, 1});
    shown.panel.setFrame(frameAt(10));
    QCOMPARE(plot->graph(before)->data()->size(), 0);
    QVERIFY(!shown.panel.repeatButton()->isEnabled());
    QVERIFY(shown.panel.repeatButton()->toolTip().contains(QStringLiteral("by hand")));
}

void TestSimulationCharts::whatCameWhileTheChartsWereHiddenIsDrawn()
{
    Shown shown;
    shown.give(runOf(100), 100);
    ChartPlot* plot = shown.plot(SimulationCharts::Throughput);
    const QImage before = plot->grab().toImage();
    shown.panel.tabs()->setCurrentIndex(1);
    auto repeated = std::make_shared<SimulationResult>();
    repeated->replications = 10;
    for (int second = 0; second < 100; ++second) {
        SecondBand band{.atS = static_cast<double>(second)};
        band.succeeded = {.mean = 8, .low = 2, .high = 12, .samples = 10};
        repeated->confidence.series.push_back(band);
    }
    shown.panel.charts()->setRepeated(repeated);
    QCoreApplication::processEvents();
    shown.panel.tabs()->setCurrentIndex(0);
    QTRY_VERIFY(plot->grab().toImage() != before);
    // The band is translucent and lies around the line: between 2 and 12 nothing is plain ground.
    const int x = static_cast<int>(plot->xAxis->coordToPixel(50.3));
    const int y = static_cast<int>(plot->yAxis->coordToPixel(5));
    QVERIFY(plot->grab().toImage().pixelColor(x, y) != theme().base);
}

void TestSimulationCharts::theTableHasARowForEachRunAndSecond()
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

void TestSimulationCharts::fieldsOfATableAreQuoted_data()
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

void TestSimulationCharts::fieldsOfATableAreQuoted()
{
    QFETCH(QString, field);
    QFETCH(QString, written);
    QCOMPARE(csvLine({field, QStringLiteral("1")}), written + QStringLiteral(",1\r\n"));
}

void TestSimulationCharts::thePictureShowsTheCharts()
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

QTEST_MAIN(TestSimulationCharts)
#include "tst_simulation_charts.moc"
