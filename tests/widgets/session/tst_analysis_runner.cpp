// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/session/analysis_runner.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

class TestAnalysisRunner : public QObject
{
    Q_OBJECT

private slots:
    void connectionsHaveTraces();
    void theNewestDrawingIsAnalysedLast();
    void aSmallDrawingIsAnalysedAtOnce();
    void closingWhileItAnalysesIsQuick();
    void intentsAndSuppressionsFollowEdits();
    void aWiderProfileFindsMore();
    void aChangeDoesNotWaitForIntents();
};

namespace {

const Text title = MODEL_TEXT("Test", "Step");

Edit openPort(int port)
{
    const Json rules = Json::array(
        {{{"protocol", "tcp"}, {"from_port", port}, {"to_port", port}, {"source", "0.0.0.0/0"}}});
    return Edit{SetProperty{ResourceId("sg-web"), "ingress", rules}};
}

/// `count` pairs of instances in one VPC, each pair with a connection.
Architecture manyPairs(int count)
{
    testing::Drawing drawing;
    drawing.add("vpc", "vpc.vpc").add("subnet", "vpc.subnet", "vpc");
    for (int i = 0; i < count; ++i) {
        const std::string a = "a" + std::to_string(i);
        const std::string b = "b" + std::to_string(i);
        drawing.add(a.c_str(), "ec2.instance", "subnet").add(b.c_str(), "ec2.instance", "subnet");
        drawing.connect(("c" + std::to_string(i)).c_str(), a.c_str(), b.c_str(),
                        {{"protocol", "tcp"}, {"port", 80}});
    }
    return drawing.build();
}

} // namespace

void TestAnalysisRunner::connectionsHaveTraces()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    AnalysisRunner runner(controller);
    QVERIFY(runner.latest() == nullptr);
    QTRY_VERIFY(runner.isUpToDate());
    QCOMPARE(runner.latest()->traces.size(), 1U);
    QVERIFY(runner.latest()->traces.contains(ConnectionId("c1")));
}

void TestAnalysisRunner::theNewestDrawingIsAnalysedLast()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(manyPairs(200));
    QVERIFY(controller.apply(
        Edit{AddResource{Resource{.id = ResourceId("sg-web"), .type = "vpc.security-group"}}},
        title));
    AnalysisRunner runner(controller);
    QSignalSpy results(&runner, &AnalysisRunner::analysed);
    constexpr int edits = 300;
    for (int port = 1; port <= edits; ++port) {
        QVERIFY(controller.apply(openPort(port), title));
        QCoreApplication::processEvents();
    }
    QVERIFY(results.wait(5000) || runner.isUpToDate());
    QTRY_VERIFY_WITH_TIMEOUT(runner.isUpToDate(), 20000);
    QVERIFY(runner.latest()->architecture == controller.architecture());
    // Those in between were skipped, not queued.
    QVERIFY2(results.count() < edits, qPrintable(QString::number(results.count())));
    QTest::qWait(50);
    QVERIFY(runner.isUpToDate());
}

void TestAnalysisRunner::aSmallDrawingIsAnalysedAtOnce()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    AnalysisRunner runner(controller);
    QTRY_VERIFY(runner.isUpToDate());
    // The best of several, because the machine may be busy with something else.
    qint64 best = 1'000'000;
    for (int port = 1; port <= 10; ++port) {
        QVERIFY(controller.apply(openPort(port), title));
        QElapsedTimer clock;
        clock.start();
        while (!runner.isUpToDate() && clock.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        best = std::min(best, clock.elapsed());
    }
    QVERIFY2(best <= 50, qPrintable(QString::number(best)));
}

void TestAnalysisRunner::closingWhileItAnalysesIsQuick()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(manyPairs(3000));
    auto runner = std::make_unique<AnalysisRunner>(controller);
    QTest::qWait(20); // the worker has begun
    QElapsedTimer clock;
    clock.start();
    runner.reset();
    QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
}

void TestAnalysisRunner::intentsAndSuppressionsFollowEdits()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    AnalysisRunner runner(controller);
    const Intent intent{.id = IntentId("i"), .kind = IntentKind::Never, .from = "web", .to = "db"};
    QVERIFY(controller.apply(Edit{SetIntent{intent.id, intent}}, title));
    QTRY_VERIFY(runner.isUpToDate());
    QCOMPARE(runner.latest()->intents.size(), 1U);
    QVERIFY(runner.latest()->intents.front().status == IntentStatus::Passed);

    QVERIFY(controller.apply(openPort(22), title));
    QTRY_VERIFY(runner.isUpToDate());
    const auto isOpen = [](const FindingPointer& finding) { return finding->code == "SG001"; };
    const auto countOpen = [&](const Findings& findings) {
        return std::count_if(findings.begin(), findings.end(), isOpen);
    };
    QCOMPARE(countOpen(runner.latest()->findings), 1);
    const Suppression accepted{.id = {"SG001", ResourceId("sg-web")}, .reason = "lab"};
    QVERIFY(controller.apply(Edit{SetSuppression{accepted.id, accepted}}, title));
    QTRY_VERIFY(runner.isUpToDate());
    QCOMPARE(countOpen(runner.latest()->findings), 0);
    QCOMPARE(countOpen(runner.latest()->suppressed), 1);
}

void TestAnalysisRunner::aWiderProfileFindsMore()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    AnalysisRunner runner(controller);
    QTRY_VERIFY(runner.isUpToDate());
    const std::size_t before = runner.latest()->findings.size();
    runner.setProfile(Profile::Strict);
    QVERIFY(!runner.isUpToDate());
    QTRY_VERIFY(runner.isUpToDate());
    QVERIFY(runner.latest()->findings.size() > before);
}

void TestAnalysisRunner::aChangeDoesNotWaitForIntents()
{
    // 120 x 119 pairs, all of which reach each other: each must be walked to say so.
    DocumentController controller(Catalogue::builtIn());
    controller.reset(manyPairs(60));
    const Intent intent{.id = IntentId("i"),
                        .kind = IntentKind::Reaches,
                        .from = "type:ec2.instance",
                        .to = "type:ec2.instance",
                        .protocol = "tcp",
                        .port = 22};
    QVERIFY(controller.apply(Edit{SetIntent{intent.id, intent}}, title));
    AnalysisRunner runner(controller);
    QTRY_VERIFY_WITH_TIMEOUT(runner.isUpToDate(), 60'000);
    QElapsedTimer clock;
    clock.start();
    const Analysis whole = AnalysisRunner::analyse(Catalogue::builtIn(), controller.architecture());
    const qint64 once = clock.restart();
    QVERIFY(whole.hasIntents);
    int cutShort = 0;
    int forgotten = 0; // analyses without the answer of before
    connect(&runner, &AnalysisRunner::analysed, this, [&](const AnalysisPointer& analysis) {
        cutShort += analysis->hasIntents ? 0 : 1;
        forgotten += analysis->intents.front().status == IntentStatus::Passed ? 0 : 1;
    });
    constexpr int edits = 20;
    for (int i = 0; i < edits; ++i) {
        QVERIFY(controller.apply(Edit{SetTitle{std::to_string(i)}}, title));
        QTest::qWait(5); // the worker takes it up
    }
    QTRY_VERIFY_WITH_TIMEOUT(runner.isUpToDate(), 60'000);
    QVERIFY2(clock.elapsed() < once * edits / 2, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(cutShort > 0);
    QCOMPARE(forgotten, 0);
}

QTEST_GUILESS_MAIN(TestAnalysisRunner)
#include "tst_analysis_runner.moc"
