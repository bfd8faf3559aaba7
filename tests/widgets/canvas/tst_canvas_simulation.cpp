// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QToolTip>
#include <QtTest>

#include "tests/support/drawing.h"
#include "tests/widgets/canvas/canvas_fixture.h"
#include "widgets/theme/theme.h"

using namespace skydraft;

/// What a frame of the simulation looks like on the drawing.
class TestCanvasSimulation : public QObject
{
    Q_OBJECT

private slots:
    void whatFailedIsCrossedOutAndHatched();
    void aLostZoneIsHatched();
    void aZoneOfWhichSomethingRunsIsNot();
    void aGroupShowsItsMembers();
    void eachMemberShowsWhereItIsInItsLife();
    void anEarlierFrameIsDrawnAsItWas();
    void requestsMoveWhileTimeDoesAndStandStillInAPause();
};

namespace {

FramePointer frameOf(std::map<ResourceId, NodeFrame> nodes)
{
    auto frame = std::make_shared<SimulationFrame>();
    frame->nodes = std::move(nodes);
    return frame;
}

NodeFrame running()
{
    NodeFrame state;
    state.inService = 1;
    return state;
}

NodeFrame stopped()
{
    NodeFrame state;
    state.health = NodeHealth::Stopped;
    state.inService = 0;
    return state;
}

bool isNear(const QColor& a, const QColor& b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green())
               + std::abs(a.blue() - b.blue())
           < 60;
}

int countNear(const QImage& image, const QRectF& where, const QColor& color)
{
    int found = 0;
    const QRect in = where.toAlignedRect() & image.rect();
    for (int y = in.top(); y <= in.bottom(); ++y)
        for (int x = in.left(); x <= in.right(); ++x)
            found += isNear(image.pixelColor(x, y), color) ? 1 : 0;
    return found;
}

QImage shot(CanvasWidget& canvas)
{
    QTest::qWait(300); // tiles are painted on other threads
    return canvas.grab().toImage();
}

/// A zone with two servers.
struct Zone
{
    Zone()
        : canvas(controller)
    {
        controller.reset(testing::Drawing()
                             .add("region", "region")
                             .add("zone", "availability-zone", "region")
                             .add("a", "ec2.instance", "zone")
                             .add("b", "ec2.instance", "zone")
                             .place("region", {0, 0, 700, 500})
                             .place("zone", {40, 60, 600, 400})
                             .place("a", {120, 160, 64, 64})
                             .place("b", {420, 160, 64, 64})
                             .build());
        canvas.resize(900, 650);
        canvas.show();
        canvas.zoomToActualSize();
        canvas.centreOn({350, 250});
    }

    /// A piece of the zone in which nothing else is drawn.
    QRectF emptyPiece() const
    {
        const QRectF zone = canvas.resourceRect(ResourceId("zone"));
        return {zone.left() + 20, zone.bottom() - 80, 200, 60};
    }

    DocumentController controller{Catalogue::builtIn()};
    CanvasWidget canvas;
};

} // namespace

void TestCanvasSimulation::whatFailedIsCrossedOutAndHatched()
{
    CanvasFixture fixture;
    fixture.canvas.setFrame(
        frameOf({{ResourceId("web"), running()}, {ResourceId("db"), running()}}));
    const QRectF web = fixture.canvas.resourceRect(ResourceId("web"));
    const QColor color = theme().blocked;
    const int before = countNear(shot(fixture.canvas), web, color);
    fixture.canvas.setFrame(
        frameOf({{ResourceId("web"), stopped()}, {ResourceId("db"), running()}}));
    const QImage image = shot(fixture.canvas);
    // Two lines of 3 x 65 pixels, less their crossing.
    QVERIFY(countNear(image, web, color) > before + 250);
    QVERIFY2(isNear(image.pixelColor(web.center().toPoint()), color), "the middle of the cross");
    QVERIFY(countNear(image, fixture.canvas.resourceRect(ResourceId("db")), color) < 50);
}

void TestCanvasSimulation::aLostZoneIsHatched()
{
    Zone zone;
    zone.canvas.setFrame(frameOf({{ResourceId("a"), running()}, {ResourceId("b"), running()}}));
    const QImage calm = shot(zone.canvas);
    zone.canvas.setFrame(frameOf({{ResourceId("a"), stopped()}, {ResourceId("b"), stopped()}}));
    const QImage lost = shot(zone.canvas);
    const QRect piece = zone.emptyPiece().toRect();
    int differing = 0;
    for (int y = piece.top(); y <= piece.bottom(); ++y)
        for (int x = piece.left(); x <= piece.right(); ++x)
            differing += calm.pixel(x, y) != lost.pixel(x, y) ? 1 : 0;
    QVERIFY2(differing > piece.width() * piece.height() / 20, "diagonal lines");
    QVERIFY2(differing < piece.width() * piece.height() / 2, "lines, not a ground");
}

void TestCanvasSimulation::aZoneOfWhichSomethingRunsIsNot()
{
    Zone zone;
    zone.canvas.setFrame(frameOf({{ResourceId("a"), running()}, {ResourceId("b"), running()}}));
    const QImage calm = shot(zone.canvas);
    zone.canvas.setFrame(frameOf({{ResourceId("a"), stopped()}, {ResourceId("b"), running()}}));
    const QImage half = shot(zone.canvas);
    QCOMPARE(half.copy(zone.emptyPiece().toRect()), calm.copy(zone.emptyPiece().toRect()));
}

void TestCanvasSimulation::aGroupShowsItsMembers()
{
    CanvasFixture fixture;
    NodeFrame group = running();
    group.total = 4;
    group.inService = 4;
    fixture.canvas.setFrame(frameOf({{ResourceId("web"), group}}));
    const QRectF top(fixture.canvas.resourceRect(ResourceId("web")).topLeft() + QPointF(0, 2),
                     QSizeF(64, 9));
    const int all = countNear(shot(fixture.canvas), top, theme().allowed);
    group.inService = 3; // one boots
    group.health = NodeHealth::Starting;
    fixture.canvas.setFrame(frameOf({{ResourceId("web"), group}}));
    const int three = countNear(shot(fixture.canvas), top, theme().allowed);
    QVERIFY2(all >= 4 * 16,
             qPrintable(QString::number(all))); // squares of 6 pixels, less their edge
    QVERIFY2(std::abs(three - all * 3 / 4) <= all / 10, qPrintable(QString::number(three)));
}

void TestCanvasSimulation::eachMemberShowsWhereItIsInItsLife()
{
    CanvasFixture fixture;
    NodeFrame group = running();
    group.total = 3;
    group.inService = 2;
    const std::vector<MemberPhase> phases{MemberPhase::InService, MemberPhase::Booting,
                                          MemberPhase::Unhealthy, MemberPhase::Draining,
                                          MemberPhase::Terminating};
    // Each phase beside one in service: five different pictures.
    std::vector<QImage> pictures;
    const QRect top(fixture.canvas.resourceRect(ResourceId("web")).topLeft().toPoint()
                        + QPoint(0, 2),
                    QSize(64, 10));
    for (const MemberPhase phase : phases) {
        group.members = {MemberPhase::InService, phase};
        fixture.canvas.setFrame(frameOf({{ResourceId("web"), group}}));
        pictures.push_back(shot(fixture.canvas).copy(top));
    }
    for (std::size_t i = 0; i < pictures.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY2(pictures[i] != pictures[j],
                     qPrintable(QStringLiteral("%1 and %2").arg(i).arg(j)));
    // The tool tip says it in words.
    group.members = {MemberPhase::InService, MemberPhase::InService, MemberPhase::Booting,
                     MemberPhase::Draining};
    fixture.canvas.setFrame(frameOf({{ResourceId("web"), group}}));
    const QPoint at = fixture.canvas.resourceRect(ResourceId("web")).center().toPoint();
    QHelpEvent help(QEvent::ToolTip, at, fixture.canvas.mapToGlobal(at));
    QCoreApplication::sendEvent(&fixture.canvas, &help);
    QTRY_COMPARE(QToolTip::text(), QStringLiteral("2 in service, 1 booting, 1 draining"));
}

void TestCanvasSimulation::anEarlierFrameIsDrawnAsItWas()
{
    CanvasFixture fixture;
    fixture.canvas.setReducedMotion(true);
    const FramePointer early = frameOf({{ResourceId("web"), running()}});
    const FramePointer late = frameOf({{ResourceId("web"), stopped()}});
    fixture.canvas.setFrame(early);
    const QImage before = shot(fixture.canvas);
    fixture.canvas.setFrame(late);
    QVERIFY(shot(fixture.canvas) != before);
    fixture.canvas.setFrame(early);
    QCOMPARE(shot(fixture.canvas), before);
}

void TestCanvasSimulation::requestsMoveWhileTimeDoesAndStandStillInAPause()
{
    CanvasFixture fixture;
    ArchitectureBuilder builder(fixture.now());
    builder.put(Connection{.id = ConnectionId("c"),
                           .from = ResourceId("web"),
                           .to = ResourceId("db"),
                           .kind = ConnectionKind::Traffic});
    fixture.controller.reset(builder.build());
    fixture.canvas.setReducedMotion(false);
    auto frame = std::make_shared<SimulationFrame>();
    frame->connectionRatePerS[ConnectionId("c")] = 40;
    fixture.canvas.setFrame(frame);
    const QImage first = shot(fixture.canvas);
    auto later = std::make_shared<SimulationFrame>(*frame);
    later->now = fromSeconds(1);
    fixture.canvas.setFrame(later);
    QVERIFY(shot(fixture.canvas) != first); // 0.25 s at 150 pixels/s
    QTest::qWait(400);
    const QImage paused = shot(fixture.canvas);
    QCOMPARE(shot(fixture.canvas), paused);
}

QTEST_MAIN(TestCanvasSimulation)
#include "tst_canvas_simulation.moc"
