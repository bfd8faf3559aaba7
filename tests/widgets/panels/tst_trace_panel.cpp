// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/panels/trace_panel.h"
#include "widgets/panels/trace_request_bar.h"
#include "widgets/panels/trace_view.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

class TestTracePanel : public QObject
{
    Q_OBJECT

private slots:
    void aBlockedPathSaysWhere();
    void theFixButtonAppliesTheEdit();
    void allFixesAreOneStep();
    void aHopRevealsItsComponent();
    void aChosenPairIsTraced();
    void aWrongRequestSaysWhatIsMissing();
    void hoveringAndChoosingAHopEmphasizesIt();
    void aHopChosenOnTheDrawingIsTheCurrentOne();
    void aPathThatWasClosedOnTheDrawingStaysClosed();
    void closingThePathForgetsIt();
    void aFlowFromElsewhereStandsInTheFields();
};

namespace {

Trace blockedTrace()
{
    Trace trace;
    trace.verdict = Verdict::Blocked;
    trace.forward = {
        {ResourceId("web"), "interface", "", Decision::Forward, MODEL_TEXT("T", "10.0.1.4"), ""},
        {ResourceId("sg-web"), "security-group", "egress", Decision::Deny,
         MODEL_TEXT("T", "no rule allows it"), "ENI_SG_RULES_MISMATCH"}};
    trace.blockedBy = {{ResourceId("sg-web"), "ENI_SG_RULES_MISMATCH", MODEL_TEXT("T", "no rule")}};
    trace.fixes = {
        {MODEL_TEXT("T", "Allow it in sg-web"),
         Edit{SetProperty{ResourceId("sg-web"), "description", Json("open")}}},
        {MODEL_TEXT("T", "Name the database"), Edit{RenameResource{ResourceId("db"), "main"}}}};
    return trace;
}

} // namespace

void TestTracePanel::aBlockedPathSaysWhere()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    panel.setTrace(ConnectionId("c1"), blockedTrace());
    QCOMPARE(panel.view()->headline(), QStringLiteral("Blocked"));
    const QTreeWidgetItem* way = panel.view()->hops()->topLevelItem(0);
    QCOMPARE(way->childCount(), 2);
    QCOMPARE(way->child(1)->text(0), QStringLiteral("2  sg-web, Security group (outbound)"));
    QCOMPARE(way->child(1)->text(1), QStringLiteral("blocks"));
    QVERIFY(way->child(1)->text(2).contains(QStringLiteral("ENI_SG_RULES_MISMATCH")));
    // Two fixes, and one button for both.
    QCOMPARE(panel.view()->fixButtons().size(), std::size_t{3});
}

void TestTracePanel::theFixButtonAppliesTheEdit()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    panel.setTrace(ConnectionId("c1"), blockedTrace());
    QAbstractButton* button = panel.view()->fixButtons().front();
    QCOMPARE(button->accessibleName(), QStringLiteral("Allow it in sg-web"));
    button->click();
    const Resource* group = controller.architecture().find(ResourceId("sg-web"));
    QCOMPARE(group->properties["description"].dump(), std::string("\"open\""));
    controller.undo();
    QVERIFY(controller.architecture() == testing::twoTiers());
}

void TestTracePanel::allFixesAreOneStep()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    panel.setTrace(ConnectionId("c1"), blockedTrace());
    panel.view()->fixButtons().back()->click();
    QCOMPARE(controller.architecture().find(ResourceId("db"))->name, std::string("main"));
    QVERIFY(
        controller.architecture().find(ResourceId("sg-web"))->properties.contains("description"));
    controller.undo();
    QVERIFY(controller.architecture() == testing::twoTiers());
}

void TestTracePanel::aHopRevealsItsComponent()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    panel.resize(700, 500);
    panel.show();
    panel.setTrace(ConnectionId("c1"), blockedTrace());
    QSignalSpy revealed(&panel, &TracePanel::revealRequested);
    QTreeWidget* hops = panel.view()->hops();
    QTest::mouseClick(hops->viewport(), Qt::LeftButton, {},
                      hops->visualItemRect(hops->topLevelItem(0)->child(1)).center());
    QCOMPARE(revealed.count(), 1);
    QCOMPARE(revealed[0][0].value<ResourceId>().value(), std::string("sg-web"));
}

void TestTracePanel::aChosenPairIsTraced()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    TraceRequestBar* request = panel.request();
    panel.setFrom(ResourceId("web"));
    panel.setTo(ResourceId("db"));
    request->portField()->setText(QStringLiteral("3306"));
    const auto flow = request->flow();
    QVERIFY(flow.has_value());
    QCOMPARE(flow->from.resource->value(), std::string("web"));
    QCOMPARE(flow->port.value_or(0), 3306);
    request->traceButton()->click();
    const auto walked = trace(Network(controller.catalogue(), controller.architecture()), *flow);
    QVERIFY(walked.has_value());
    QCOMPARE(panel.view()->hops()->topLevelItem(0)->childCount(),
             static_cast<int>(walked->forward.size()));
    QVERIFY(!panel.view()->headline().isEmpty());
    request->fromBox()->setCurrentIndex(0);
    QVERIFY(request->flow()->from.isInternet);
    request->fromBox()->setEditText(QStringLiteral("203.0.113.9"));
    QCOMPARE(request->flow()->from.address->toString(), std::string("203.0.113.9"));
}

void TestTracePanel::aWrongRequestSaysWhatIsMissing()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    TraceRequestBar* request = panel.request();
    QVERIFY(!request->flow().has_value());
    QVERIFY(request->message().contains(QStringLiteral("starts")));
    panel.setFrom(ResourceId("web"));
    QVERIFY(!request->flow().has_value());
    QVERIFY(request->message().contains(QStringLiteral("goes")));
    panel.setTo(ResourceId("db"));
    request->portField()->setText(QStringLiteral("70000"));
    QVERIFY(!request->flow().has_value());
    QVERIFY(request->message().contains(QStringLiteral("65535")));
    request->portField()->clear();
    QVERIFY(request->flow().has_value());
    QCOMPARE(request->message(), QString());
}

void TestTracePanel::hoveringAndChoosingAHopEmphasizesIt()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    panel.resize(700, 500);
    panel.show();
    panel.setTrace(ConnectionId("c1"), blockedTrace());
    QSignalSpy emphasized(&panel, &TracePanel::hopEmphasized);
    QSignalSpy revealed(&panel, &TracePanel::hopRevealRequested);
    QTreeWidget* hops = panel.view()->hops();
    const auto middle = [&](int row) {
        return hops->visualItemRect(hops->topLevelItem(0)->child(row)).center();
    };
    QTest::mouseMove(hops->viewport(), middle(0));
    QTest::mouseMove(hops->viewport(), middle(1));
    QTRY_VERIFY(!emphasized.isEmpty());
    QVERIFY((emphasized.last()[0].value<HopPlace>() == HopPlace{TraceWay::There, 1}));
    QEvent leave(QEvent::Leave); // nothing is chosen yet
    QCoreApplication::sendEvent(hops->viewport(), &leave);
    QVERIFY(!emphasized.last()[0].value<HopPlace>().isValid());
    QVERIFY(revealed.isEmpty());
    QTest::mouseClick(hops->viewport(), Qt::LeftButton, {}, middle(0));
    QVERIFY((revealed.last()[0].value<HopPlace>() == HopPlace{TraceWay::There, 0}));
    QTest::keyClick(hops, Qt::Key_Down);
    QVERIFY((emphasized.last()[0].value<HopPlace>() == HopPlace{TraceWay::There, 1}));
    QTest::keyClick(hops, Qt::Key_Return);
    QVERIFY((revealed.last()[0].value<HopPlace>() == HopPlace{TraceWay::There, 1}));
}

void TestTracePanel::aHopChosenOnTheDrawingIsTheCurrentOne()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    panel.setTrace(ConnectionId("c1"), blockedTrace());
    panel.selectHop({TraceWay::There, 1});
    const QTreeWidget* hops = panel.view()->hops();
    QCOMPARE(hops->currentItem(), hops->topLevelItem(0)->child(1));
    panel.setTrace(ConnectionId("c1"), blockedTrace()); // traced again after a change
    QCOMPARE(hops->currentItem(), hops->topLevelItem(0)->child(1));
    panel.selectHop({TraceWay::Back, 7}); // there is none
    QCOMPARE(hops->currentItem(), hops->topLevelItem(0)->child(1));
}

void TestTracePanel::aPathThatWasClosedOnTheDrawingStaysClosed()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    panel.resize(700, 500);
    panel.show();
    QSignalSpy paths(&panel, &TracePanel::pathChanged);
    const auto isShown = [&] { return paths.last()[0].value<TracePointer>() != nullptr; };
    panel.setTrace(ConnectionId("c1"), blockedTrace());
    QVERIFY(isShown());
    panel.hidePath();
    QVERIFY(!isShown());
    panel.setAnalysis(std::make_shared<const Analysis>(
        AnalysisRunner::analyse(controller.catalogue(), controller.architecture())));
    QVERIFY(!isShown());
    QVERIFY(!panel.view()->hops()->isHidden()); // the list is still there
    QTreeWidget* hops = panel.view()->hops();
    QTest::mouseClick(hops->viewport(), Qt::LeftButton, {},
                      hops->visualItemRect(hops->topLevelItem(0)->child(0)).center());
    QVERIFY(isShown());
}

void TestTracePanel::closingThePathForgetsIt()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    panel.resize(700, 500);
    panel.show();
    QSignalSpy paths(&panel, &TracePanel::pathChanged);
    for (const bool byKey : {false, true}) {
        panel.setTrace(ConnectionId("c1"), blockedTrace());
        QVERIFY(paths.last()[0].value<TracePointer>() != nullptr);
        if (byKey)
            QTest::keyClick(panel.view()->hops(), Qt::Key_Escape);
        else
            QTest::mouseClick(panel.view()->closeButton(), Qt::LeftButton);
        QVERIFY(paths.last()[0].value<TracePointer>() == nullptr);
        QVERIFY(panel.view()->hops()->isHidden());
        QVERIFY(panel.view()->headline().contains(QStringLiteral("Choose two ends")));
    }
}

void TestTracePanel::aFlowFromElsewhereStandsInTheFields()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    TracePanel panel(controller);
    Flow flow;
    flow.from.isInternet = true;
    flow.to.resource = ResourceId("db");
    flow.protocol = Protocol::Udp;
    flow.port = 53;
    panel.showFlow(flow);
    const auto shown = panel.request()->flow();
    QVERIFY(shown.has_value());
    QVERIFY(shown->from.isInternet);
    QCOMPARE(shown->to.resource.value_or(ResourceId()), ResourceId("db"));
    QVERIFY(shown->protocol == Protocol::Udp);
    QCOMPARE(shown->port.value_or(0), 53);
    flow.from = {.address = IpAddress::parse("203.0.113.9")};
    flow.port.reset();
    panel.showFlow(flow);
    QCOMPARE(panel.request()->flow()->from.address->toString(), std::string("203.0.113.9"));
    QCOMPARE(panel.request()->portField()->text(), QString());
}

QTEST_MAIN(TestTracePanel)
#include "tst_trace_panel.moc"
