// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/session/document_controller.h"
#include "widgets/session/estimate_runner.h"

using namespace skydraft;

class TestEstimateRunner : public QObject
{
    Q_OBJECT

private slots:
    void whoLooksGetsTheTextbookFigure();
    void afterAnEditTheEstimateIsOfTheNewDrawing();
    void anEditWhileOneIsMadeIsNotForgotten();
    void manyEditsAtOnceAreFewEstimates();
    void whileNobodyLooksNothingIsWorkedOut();
    void theChosenScenarioIsEstimated();
    void whatCannotBeToldSaysWhy();
};

namespace {

const Text step = MODEL_TEXT("Test", "Step");

/// One queue: 50 requests a second, 10 ms each.
Architecture oneServer()
{
    return testing::Drawing()
        .add("users", "clients", "", {{"rate_per_s", 50}})
        .add("web", "ec2.instance", "", {{"workers", 1}, {"service_time_ms", 10}})
        .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
        .build();
}

double busy(const EstimateRunner& runner)
{
    const TheoryPointer& latest = runner.latest();
    return latest == nullptr || !latest->figures
               ? -1
               : latest->figures->nodes.at(ResourceId("web")).utilization;
}

} // namespace

void TestEstimateRunner::whoLooksGetsTheTextbookFigure()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneServer());
    EstimateRunner runner(controller);
    runner.setWatched(this, true);
    QVERIFY(runner.latest() == nullptr); // worked out elsewhere, told by the event loop
    QTRY_COMPARE(busy(runner), 0.5);     // 50/s x 10 ms
}

void TestEstimateRunner::afterAnEditTheEstimateIsOfTheNewDrawing()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneServer());
    EstimateRunner runner(controller);
    runner.setWatched(this, true);
    QTRY_COMPARE(busy(runner), 0.5);
    QVERIFY(controller.apply(Edit{SetProperty{ResourceId("web"), "workers", 2}}, step));
    QTRY_COMPARE(busy(runner), 0.25); // 50/s x 10 ms on two workers
}

void TestEstimateRunner::anEditWhileOneIsMadeIsNotForgotten()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneServer());
    for (int workers = 2; workers <= 20; ++workers) {
        EstimateRunner runner(controller);
        runner.setWatched(this, true);
        QCoreApplication::processEvents(); // it begins
        QVERIFY(controller.apply(Edit{SetProperty{ResourceId("web"), "workers", workers}}, step));
        QTRY_COMPARE(busy(runner), 0.5 / workers);
    }
}

void TestEstimateRunner::manyEditsAtOnceAreFewEstimates()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneServer());
    EstimateRunner runner(controller);
    runner.setWatched(this, true);
    QTRY_COMPARE(busy(runner), 0.5);
    QSignalSpy told(&runner, &EstimateRunner::estimated);
    for (int workers = 2; workers <= 50; ++workers)
        QVERIFY(controller.apply(Edit{SetProperty{ResourceId("web"), "workers", workers}}, step));
    QTRY_COMPARE(busy(runner), 0.01); // 50/s x 10 ms on 50 workers
    QCOMPARE(told.count(), 1);        // all edits came in one turn of the event loop
}

void TestEstimateRunner::whileNobodyLooksNothingIsWorkedOut()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneServer());
    EstimateRunner runner(controller);
    QSignalSpy told(&runner, &EstimateRunner::estimated);
    QVERIFY(controller.apply(Edit{SetProperty{ResourceId("web"), "workers", 2}}, step));
    QCoreApplication::processEvents();
    QCOMPARE(told.count(), 0);
    runner.setWatched(this, true);
    QTRY_COMPARE(busy(runner), 0.25);
    runner.setWatched(&controller, true); // somebody else looks as well
    runner.setWatched(this, false);
    QVERIFY(runner.latest() != nullptr);
    runner.setWatched(&controller, false);
    QVERIFY(runner.latest() == nullptr);
    QVERIFY(told.back()[0].value<TheoryPointer>() == nullptr);
}

void TestEstimateRunner::theChosenScenarioIsEstimated()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(oneServer());
    Scenario evening;
    evening.id = ScenarioId("evening");
    evening.durationS = 60;
    evening.warmupS = 10;
    evening.load = {Load{.client = ResourceId("users"), .ratePerS = 80}};
    evening.faults = {Fault{.atS = 20, .kind = "process.stop", .target = "web"}};
    QVERIFY(controller.apply(Edit{SetScenario{evening.id, evening}}, step));
    EstimateRunner runner(controller);
    runner.setWatched(this, true);
    QTRY_COMPARE(busy(runner), 0.5); // what the properties say
    runner.setScenario(evening.id);
    QTRY_COMPARE(busy(runner), 0.8);                // 80/s x 10 ms
    QCOMPARE(runner.latest()->caveats.size(), 1UL); // its fault
    QVERIFY(QString::fromStdString(runner.latest()->caveats[0].english())
                .contains(QStringLiteral("faults")));
}

void TestEstimateRunner::whatCannotBeToldSaysWhy()
{
    DocumentController controller(Catalogue::builtIn());
    EstimateRunner runner(controller);
    runner.setWatched(this, true);
    QTRY_VERIFY(runner.latest() != nullptr); // an empty drawing
    QVERIFY(!runner.latest()->figures);
    QVERIFY(!runner.latest()->error.message.empty());
}

QTEST_GUILESS_MAIN(TestEstimateRunner)
#include "tst_estimate_runner.moc"
