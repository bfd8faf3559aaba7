// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QWheelEvent>

#include "widgets/canvas/drawing_render.h"
#include "widgets/canvas/scene_painter.h"

#include "canvas_fixture.h"
#include <algorithm>
#include <cmath>

using namespace skydraft;

namespace {

void turnWheel(CanvasWidget& canvas, const QPointF& at, int notches,
               Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at, canvas.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&canvas, &event);
}

/// How many pixels differ by more than rounding does.
int differences(const QImage& a, const QImage& b)
{
    if (a.size() != b.size())
        return a.width() * a.height();
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QColor one = a.pixelColor(x, y);
            const QColor other = b.pixelColor(x, y);
            count +=
                std::max({std::abs(one.red() - other.red()), std::abs(one.green() - other.green()),
                          std::abs(one.blue() - other.blue())})
                        > 8
                    ? 1
                    : 0;
        }
    return count;
}

} // namespace

class tst_canvas_view : public QObject
{
    Q_OBJECT

private slots:
    void zoomingKeepsThePointUnderThePointer()
    {
        CanvasFixture drawing;
        const QPointF at(220, 170);
        const QPointF before = drawing.canvas.toDrawing(at);
        turnWheel(drawing.canvas, at, 1, Qt::ControlModifier);
        QCOMPARE(drawing.canvas.zoom(), 1.2);
        const QPointF after = drawing.canvas.toDrawing(at);
        QVERIFY(QLineF(before, after).length() < 0.5 / 1.2 * 1.5); // half a pixel in each direction
        for (int i = 0; i < 60; ++i)
            turnWheel(drawing.canvas, at, 1, Qt::ControlModifier);
        QCOMPARE(drawing.canvas.zoom(), 4.0);
        for (int i = 0; i < 60; ++i)
            turnWheel(drawing.canvas, at, -1, Qt::ControlModifier);
        QCOMPARE(drawing.canvas.zoom(), 0.05);
    }

    void theWheelPansAndShiftTurnsItSideways()
    {
        CanvasFixture drawing;
        const QRectF start = drawing.canvas.resourceRect(ResourceId("web"));
        turnWheel(drawing.canvas, {300, 300}, -1, Qt::NoModifier);
        const QRectF down = drawing.canvas.resourceRect(ResourceId("web"));
        QVERIFY(down.y() < start.y());
        QCOMPARE(down.x(), start.x());
        turnWheel(drawing.canvas, {300, 300}, -1, Qt::ShiftModifier);
        const QRectF right = drawing.canvas.resourceRect(ResourceId("web"));
        QCOMPARE(right.y(), down.y());
        QVERIFY(right.x() < down.x());
    }

    void zoomToFitShowsEverything()
    {
        CanvasFixture drawing;
        drawing.canvas.resize(500, 300);
        drawing.canvas.zoomToFit();
        QVERIFY(
            QRectF(drawing.canvas.rect()).contains(drawing.canvas.resourceRect(ResourceId("vpc"))));
    }

    void tilesShowWhatDirectPaintingShows_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::newRow("at 100 %") << 1.0;
        QTest::newRow("at 60 %") << 0.6;
        QTest::newRow("at 30 %, without labels") << 0.3;
        QTest::newRow("at 10 %, as rectangles") << 0.1;
        QTest::newRow("at 173 %") << 1.728;
    }

    void tilesShowWhatDirectPaintingShows()
    {
        QFETCH(double, zoom);
        CanvasFixture drawing;
        Connection connection;
        connection.id = ConnectionId("c");
        connection.from = ResourceId("web");
        connection.to = ResourceId("db");
        connection.properties = {{"protocol", "tcp"}, {"port", 3306}};
        drawing.controller.apply(Edit{Connect{connection}}, {});
        drawing.controller.clearSelection();
        drawing.canvas.clearFocus();
        while (drawing.canvas.zoom() > zoom * 1.0001)
            drawing.canvas.zoomOut();
        while (drawing.canvas.zoom() < zoom * 0.9999)
            drawing.canvas.zoomIn();
        PaintStyle style;
        drawing.canvas.grab();
        QTRY_VERIFY(drawing.canvas.isSettled());
        const QImage shown = drawing.canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
        style.theme = theme();
        style.font = drawing.canvas.font();
        style.zoom = drawing.canvas.zoom();
        style.scale = drawing.canvas.zoom();
        QImage direct(drawing.canvas.size(), QImage::Format_RGB32);
        QPainter painter(&direct);
        const QPointF origin = -drawing.canvas.toWidget({0, 0});
        painter.translate(-std::round(origin.x()), -std::round(origin.y()));
        painter.scale(style.scale, style.scale);
        ScenePainter scenePainter(painter, style);
        const QRectF area = drawing.canvas.visibleArea().adjusted(-50, -50, 50, 50);
        scenePainter.paintGround(area);
        scenePainter.paint(
            {drawing.canvas.scene().nodesIn(area), drawing.canvas.scene().connectorsIn(area)});
        painter.end();
        // Curves may differ by a shade where a tile's edge cuts them.
        const int allowed = shown.width() * shown.height() / 2000;
        const int found = differences(shown, direct);
        if (found > allowed && qEnvironmentVariableIsSet("SKYDRAFT_KEEP_IMAGES")) {
            shown.save(QStringLiteral("shown.png"));
            direct.save(QStringLiteral("direct.png"));
        }
        QVERIFY2(found <= allowed, qPrintable(QStringLiteral("%1 pixels differ").arg(found)));
    }

    void aDropShowsAtItsNewPlaceAndNoLongerAtTheOld()
    {
        CanvasFixture drawing;
        drawing.drag({190, 190}, {310, 190});
        drawing.controller.clearSelection();
        drawing.canvas.clearFocus();
        drawing.hover({5, 5});
        QTRY_VERIFY((drawing.canvas.grab(), drawing.canvas.isSettled()));
        const QImage shown = drawing.canvas.grab().toImage();
        CanvasFixture other; // the same drawing, made there from the start
        other.controller.reset(drawing.now());
        other.canvas.zoomToActualSize();
        other.canvas.centreOn({500, 350});
        other.canvas.clearFocus();
        QTRY_VERIFY((other.canvas.grab(), other.canvas.isSettled()));
        QCOMPARE(differences(shown, other.canvas.grab().toImage()), 0);
    }

    void anEmptyCanvasInvites()
    {
        DocumentController controller(Catalogue::builtIn());
        CanvasWidget canvas(controller);
        canvas.resize(900, 600);
        canvas.show();
        QTRY_VERIFY((canvas.grab(), canvas.isSettled()));
        canvas.clearFocus();
        const QImage shown = canvas.grab().toImage();
        QVERIFY(shown.copy(300, 180, 300, 240)
                != shown.copy(0, 0, 300, 240)); // more than bare ground
        QSignalSpy example(&canvas, &CanvasWidget::exampleRequested);
        QTest::mouseClick(&canvas, Qt::LeftButton, Qt::NoModifier, {450, 407}); // 300 + 125 - 18
        QCOMPARE(example.count(), 1);
        controller.apply(
            Edit{AddResource{CanvasFixture::resource("a", "clients", "", {-5000, -5000, 64, 64})}},
            {});
        QTRY_VERIFY((canvas.grab(), canvas.isSettled()));
        QVERIFY(canvas.grab().toImage().copy(300, 180, 300, 240) != shown.copy(300, 180, 300, 240));
    }

    void aRenderedDrawingHasItsMarginAndCanBeTransparent()
    {
        CanvasFixture drawing;
        RenderOptions options;
        options.isTransparent = true;
        const QImage image = renderDrawing(Catalogue::builtIn(), drawing.now(), options);
        // The VPC with what its border may touch: 700 + 10 + 10 wide, 500 + 12 + 8 high, 24 around.
        QCOMPARE(image.size(), QSize(768, 568));
        QCOMPARE(image.pixelColor(2, 2).alpha(), 0);
        QVERIFY(renderDrawing(Catalogue::builtIn(), Architecture(), options).isNull());
    }

    void screenReadersFindResourcesByContainment()
    {
        CanvasFixture drawing;
        QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(&drawing.canvas);
        QVERIFY(canvas != nullptr);
        QCOMPARE(canvas->childCount(), 1);
        QAccessibleInterface* vpc = canvas->child(0);
        QCOMPARE(vpc->text(QAccessible::Name), QStringLiteral("VPC vpc"));
        QCOMPARE(vpc->childCount(), 2);
        QAccessibleInterface* web =
            vpc->child(1)->child(0); // "private", "public" in order of their ids
        QCOMPARE(web->text(QAccessible::Name), QStringLiteral("EC2 instance web"));
        QVERIFY(web->text(QAccessible::Description).contains(QStringLiteral("public")));
        QCOMPARE(web->parent()->text(QAccessible::Name), QStringLiteral("Subnet public"));
        QCOMPARE(web->rect().size(), QSize(64, 64));
        drawing.controller.apply(Edit{RemoveResource{ResourceId("web")}}, {});
        QVERIFY(!web->isValid());
    }
};

QTEST_MAIN(tst_canvas_view)
#include "tst_canvas_view.moc"
