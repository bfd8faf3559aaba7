// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QSignalSpy>

#include "model/network/network.h"
#include "widgets/canvas/trace_overlay.h"

#include "canvas_fixture.h"

using namespace skydraft;

namespace {

Hop hop(const char* component, const char* kind, const char* direction,
        Decision decision = Decision::Allow, const char* code = "")
{
    return {ResourceId(component), kind, direction, decision, {}, code};
}

/// The fixture's drawing with a group beside the subnets, and an arrow from web to db.
class TracedDrawing : public CanvasFixture
{
public:
    TracedDrawing()
    {
        controller.apply(
            Edit{AddResource{resource("sg-db", "vpc.security-group", "vpc", {600, 400, 64, 64})}},
            {});
        Connection arrow;
        arrow.id = ConnectionId("c");
        arrow.from = ResourceId("web");
        arrow.to = ResourceId("db");
        controller.apply(Edit{Connect{arrow}}, {});
        controller.clearSelection();
    }

    /// web -> (ACLs of both subnets) -> sg-db -> db, and back; `decision` is that of the group.
    static TracePointer trace(Decision decision)
    {
        Trace made;
        made.verdict = decision == Decision::Deny ? Verdict::Blocked : Verdict::Reachable;
        made.forward = {hop("web", "interface", "", Decision::Forward),
                        hop("public", "network-acl", "egress"),
                        hop("private", "network-acl", "ingress"),
                        hop("sg-db", "security-group", "ingress", decision,
                            decision == Decision::Deny ? "SG_HAS_NO_RULES" : ""),
                        hop("db", "interface", "", Decision::Forward)};
        made.back = {hop("db", "interface", "", Decision::Forward),
                     hop("web", "interface", "", Decision::Forward)};
        return std::make_shared<const Trace>(std::move(made));
    }

    void settle()
    {
        canvas.grab();
        QTRY_VERIFY(canvas.isSettled());
    }
    QPoint middleOf(const char* id) const
    {
        return canvas.resourceRect(ResourceId(id)).center().toPoint();
    }
    /// Pixels of the colour of traces around a point.
    int tracePixelsAround(const QPointF& at)
    {
        const QImage image = canvas.grab().toImage();
        int count = 0;
        for (int y = -9; y <= 9; ++y)
            for (int x = -9; x <= 9; ++x)
                count += image.pixelColor(qRound(at.x()) + x, qRound(at.y()) + y) == theme().trace;
        return count;
    }
};

QPointF middleOf(const TraceLeg& leg)
{
    SceneConnector line;
    line.corners = leg.corners;
    return line.pointAt(0.4);
}

} // namespace

class tst_canvas_trace : public QObject
{
    Q_OBJECT

private slots:
    void theLineFollowsTheDrawnArrowAndTheAnswerReturnsOnIt()
    {
        TracedDrawing drawing;
        drawing.canvas.setTrace(TracedDrawing::trace(Decision::Allow));
        const TraceRoute& route = drawing.canvas.traceRoute();
        const auto& arrow = drawing.canvas.scene().find(ConnectionId("c"))->corners;
        QCOMPARE(route.legs.size(), std::size_t{2});
        QVERIFY(route.legs[0].corners == arrow);
        QVERIFY((route.legs[1].corners == std::vector<QPointF>{arrow.rbegin(), arrow.rend()}));
        QVERIFY(route.legs[0].isTravelled && route.legs[1].isTravelled);
        QVERIFY(route.blocks.empty());
        std::set<std::string> lit;
        for (const auto& [id, hops] : route.lit)
            lit.insert(id.value());
        QCOMPARE(lit, (std::set<std::string>{"web", "public", "private", "sg-db", "db"}));
    }

    void aCrossStandsBeforeWhatIsNotReached()
    {
        TracedDrawing drawing;
        drawing.canvas.setTrace(TracedDrawing::trace(Decision::Deny));
        const TraceRoute& route = drawing.canvas.traceRoute();
        QCOMPARE(route.blocks.size(), std::size_t{1});
        QCOMPARE(route.blocks[0].code, QStringLiteral("SG_HAS_NO_RULES"));
        QVERIFY((route.blocks[0].hop == HopPlace{TraceWay::There, 3}));
        // The packet travels up to the database, where the group of the database refuses it.
        const QPointF end = route.legs[0].corners.back();
        QCOMPARE(qRound(QLineF(route.blocks[0].at, end).length()), 22);
        QVERIFY(route.legs[0].isTravelled);
        QVERIFY(!route.legs[1].isTravelled); // nothing is answered
    }

    void whatIsRefusedOnLeavingNeverTravels()
    {
        TracedDrawing drawing;
        Trace trace = *TracedDrawing::trace(Decision::Allow);
        trace.forward[1].decision = Decision::Deny;
        drawing.canvas.setTrace(std::make_shared<const Trace>(trace));
        const TraceRoute& route = drawing.canvas.traceRoute();
        QVERIFY(!route.legs[0].isTravelled);
        const QPointF start = route.legs[0].corners.front();
        QCOMPARE(qRound(QLineF(route.blocks[0].at, start).length()), 22);
    }

    void severalCrossesDoNotLieOnEachOther()
    {
        TracedDrawing drawing;
        Trace trace = *TracedDrawing::trace(Decision::Deny);
        trace.forward[2].decision = Decision::Deny;
        trace.back.insert(trace.back.begin() + 1,
                          hop("private", "network-acl", "egress", Decision::Deny, "X"));
        drawing.canvas.setTrace(std::make_shared<const Trace>(trace));
        const auto& blocks = drawing.canvas.traceRoute().blocks;
        QCOMPARE(blocks.size(), std::size_t{3});
        for (std::size_t i = 0; i < blocks.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY(QLineF(blocks[i].at, blocks[k].at).length() > 18);
    }

    void theInternetStandsOutsideOfTheFrames()
    {
        TracedDrawing drawing;
        Trace trace;
        trace.forward = {hop("", "internet", "", Decision::Forward),
                         hop("web", "interface", "", Decision::Forward)};
        drawing.canvas.setTrace(std::make_shared<const Trace>(trace));
        const TraceRoute& route = drawing.canvas.traceRoute();
        QVERIFY(!route.internet.isEmpty());
        QVERIFY(!route.internet.intersects(drawing.canvas.scene().find(ResourceId("vpc"))->rect));
        QCOMPARE(route.legs.size(), std::size_t{1});
        QVERIFY(route.internet.adjusted(-1, -1, 1, 1).contains(route.legs[0].corners.front()));
    }

    void clickingWhatIsLitSelectsItsHops()
    {
        TracedDrawing drawing;
        drawing.canvas.setTrace(TracedDrawing::trace(Decision::Deny));
        QSignalSpy clicked(&drawing.canvas, &CanvasWidget::hopClicked);
        drawing.click(drawing.middleOf("sg-db"));
        QCOMPARE(clicked.count(), 1);
        QVERIFY((clicked[0][0].value<HopPlace>() == HopPlace{TraceWay::There, 3}));
        // The database is the last hop there and the first one back.
        drawing.click(drawing.middleOf("db"));
        drawing.canvas.emphasizeHop(clicked[1][0].value<HopPlace>());
        drawing.click(drawing.middleOf("db"));
        QVERIFY((clicked[1][0].value<HopPlace>() == HopPlace{TraceWay::There, 4}));
        QVERIFY((clicked[2][0].value<HopPlace>() == HopPlace{TraceWay::Back, 0}));
        // The cross means the hop that blocks, whatever lies below.
        const QPointF cross = drawing.canvas.toWidget(drawing.canvas.traceRoute().blocks[0].at);
        drawing.click(cross.toPoint());
        QVERIFY((clicked[3][0].value<HopPlace>() == HopPlace{TraceWay::There, 3}));
        drawing.click({990, 690});
        QCOMPARE(clicked.count(), 4);
    }

    void draggingWhatIsLitIsNoClick()
    {
        TracedDrawing drawing;
        drawing.canvas.setTrace(TracedDrawing::trace(Decision::Allow));
        QSignalSpy clicked(&drawing.canvas, &CanvasWidget::hopClicked);
        const auto before = drawing.canvas.traceRoute().legs[0].corners;
        drawing.drag(drawing.middleOf("db"), drawing.middleOf("db") + QPoint(40, 60));
        QCOMPARE(clicked.count(), 0);
        // The line follows what moved.
        const auto& after = drawing.canvas.traceRoute().legs[0].corners;
        QVERIFY(after != before);
        QVERIFY(after == drawing.canvas.scene().find(ConnectionId("c"))->corners);
    }

    void escapeClosesThePathBeforeItClearsTheSelection()
    {
        TracedDrawing drawing;
        drawing.select("web");
        drawing.canvas.setTrace(TracedDrawing::trace(Decision::Allow));
        QSignalSpy dismissed(&drawing.canvas, &CanvasWidget::traceDismissed);
        QTest::keyClick(&drawing.canvas, Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
        QVERIFY(drawing.canvas.traceRoute().legs.empty());
        QCOMPARE(drawing.selection(), (std::set<std::string>{"web"}));
        QTest::keyClick(&drawing.canvas, Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
        QVERIFY(drawing.selection().empty());
    }

    void thePathStaysOnPanAndZoomAndPaintsNoTiles()
    {
        TracedDrawing drawing;
        drawing.settle();
        const QPointF line = drawing.canvas.toWidget({300, 192});
        drawing.canvas.setTrace(TracedDrawing::trace(Decision::Allow));
        QVERIFY(drawing.canvas.isSettled()); // no tile is rendered anew
        const TraceLeg& leg = drawing.canvas.traceRoute().legs[0];
        QVERIFY(drawing.tracePixelsAround(drawing.canvas.toWidget(middleOf(leg))) > 8);
        drawing.canvas.centreOn({520, 380});
        drawing.canvas.zoomIn();
        drawing.settle();
        QVERIFY(drawing.canvas.toWidget({300, 192}) != line);
        QVERIFY(drawing.tracePixelsAround(drawing.canvas.toWidget(middleOf(leg))) > 8);
        drawing.canvas.setTrace(nullptr);
        QVERIFY(drawing.canvas.isSettled());
        QCOMPARE(drawing.tracePixelsAround(drawing.canvas.toWidget({300, 192})), 0);
    }

    void anEmphasizedHopStandsOutAndIsScrolledIntoView()
    {
        TracedDrawing drawing;
        drawing.canvas.setTrace(TracedDrawing::trace(Decision::Allow));
        const QPointF corner =
            drawing.canvas.resourceRect(ResourceId("sg-db")).bottomRight() + QPointF(5, -20);
        const int quiet = drawing.tracePixelsAround(corner);
        drawing.canvas.emphasizeHop({TraceWay::There, 3});
        QVERIFY(drawing.tracePixelsAround(corner) > quiet);
        drawing.canvas.emphasizeHop({});
        QCOMPARE(drawing.tracePixelsAround(corner), quiet);
        drawing.canvas.centreOn({5000, 5000});
        QVERIFY(!drawing.canvas.rect().contains(drawing.middleOf("sg-db")));
        drawing.canvas.revealHop({TraceWay::There, 3});
        QVERIFY(drawing.canvas.rect().contains(drawing.middleOf("sg-db")));
    }

    void aScreenReaderHearsTheHops()
    {
        TracedDrawing drawing;
        drawing.canvas.setTrace(TracedDrawing::trace(Decision::Allow));
        QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(&drawing.canvas);
        const QPoint at = drawing.canvas.mapToGlobal(drawing.middleOf("sg-db"));
        const QString words = canvas->childAt(at.x(), at.y())->text(QAccessible::Description);
        QVERIFY2(words.contains(QStringLiteral("hop 4 of the traced path")), qPrintable(words));
    }

    void aTraceOfTheModelRunsThroughTheDrawing()
    {
        TracedDrawing drawing;
        const Network network(drawing.controller.catalogue(), drawing.now());
        const auto traced = traceConnection(network, *drawing.now().find(ConnectionId("c")));
        QVERIFY(traced.has_value());
        drawing.canvas.setTrace(std::make_shared<const Trace>(*traced));
        const TraceRoute& route = drawing.canvas.traceRoute();
        QCOMPARE(route.there.size(), traced->forward.size());
        for (const TraceRoute::HopSpot& spot : route.there)
            QVERIFY(!spot.shown.empty());
        QVERIFY(!route.legs.empty());
    }

    void aLineMovesToItsRight_data()
    {
        QTest::addColumn<QPolygonF>("corners");
        QTest::addColumn<QPolygonF>("moved");
        QTest::newRow("to the east: down")
            << QPolygonF({{0, 0}, {10, 0}}) << QPolygonF({{0, 2}, {10, 2}});
        QTest::newRow("to the west: up")
            << QPolygonF({{10, 0}, {0, 0}}) << QPolygonF({{10, -2}, {0, -2}});
        QTest::newRow("around a corner: the inner corner")
            << QPolygonF({{0, 0}, {10, 0}, {10, 10}}) << QPolygonF({{0, 2}, {8, 2}, {8, 10}});
        QTest::newRow("a point twice is one corner")
            << QPolygonF({{0, 0}, {10, 0}, {10, 0}, {10, 10}})
            << QPolygonF({{0, 2}, {8, 2}, {8, 10}});
    }

    void aLineMovesToItsRight()
    {
        QFETCH(QPolygonF, corners);
        QFETCH(QPolygonF, moved);
        const auto line = shiftedLine({corners.begin(), corners.end()}, 2);
        QCOMPARE(QPolygonF(QList<QPointF>(line.begin(), line.end())), moved);
    }
};

QTEST_MAIN(tst_canvas_trace)
#include "tst_canvas_trace.moc"
