// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>

#include "canvas_fixture.h"

using namespace skydraft;

class tst_canvas_editing : public QObject
{
    Q_OBJECT

private slots:
    void aClickSelectsAndMovesNothing()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        drawing.click({190, 190});
        QCOMPARE(drawing.selection(), std::set<std::string>{"web"});
        drawing.click({510, 190}, Qt::ShiftModifier);
        QCOMPARE(drawing.selection(), (std::set<std::string>{"web", "db"}));
        drawing.click({900, 650});
        QVERIFY(drawing.selection().empty());
        QVERIFY(drawing.now() == before);
    }

    void draggingANodeMovesItAsOneUndoableStep()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        drawing.drag({190, 190}, {246, 190}); // 56 to the right: 160 + 56 = 216, on the grid of 8
        QCOMPARE(drawing.placeOf("web"), QPointF(216, 160));
        QCOMPARE(drawing.parentOf("web"), std::string("public"));
        const Architecture moved = drawing.now();
        drawing.controller.undo();
        QVERIFY(drawing.now() == before);
        drawing.controller.redo();
        QVERIFY(drawing.now() == moved);
    }

    void aNodeDroppedInAnotherSubnetBelongsToIt()
    {
        CanvasFixture drawing;
        drawing.drag({190, 190}, {600, 190});
        QCOMPARE(drawing.parentOf("web"), std::string("private"));
        drawing.controller.undo();
        QCOMPARE(drawing.parentOf("web"), std::string("public"));
    }

    void ctrlKeepsTheParent()
    {
        CanvasFixture drawing;
        drawing.drag({190, 190}, {600, 190}, Qt::ControlModifier);
        QCOMPARE(drawing.parentOf("web"), std::string("public"));
        QCOMPARE(drawing.placeOf("web"), QPointF(570, 160)); // 160 + (600 - 190)
    }

    void shiftKeepsToOneDirection()
    {
        CanvasFixture drawing;
        drawing.drag({190, 190}, {250, 200}, Qt::ShiftModifier);
        QCOMPARE(drawing.placeOf("web").y(), 160.0);
        QVERIFY(drawing.placeOf("web").x() > 200);
    }

    void aFrameMovesByItsTitleAndCarriesItsContents()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        drawing.drag({200, 112}, {200, 312});
        QCOMPARE(drawing.placeOf("public"), QPointF(80, 300));
        QCOMPARE(drawing.placeOf("web"), QPointF(160, 360)); // 160 + 200
        QCOMPARE(drawing.placeOf("private"), QPointF(400, 100));
        drawing.controller.undo();
        QVERIFY(drawing.now() == before);
    }

    void draggingInsideAFrameIsARubberBand()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        drawing.drag({120, 150}, {300, 280});
        QVERIFY(drawing.now() == before);
        QCOMPARE(drawing.selection(), std::set<std::string>{"web"});
        drawing.drag({10, 10}, {390, 350}); // wholly around one subnet only
        QCOMPARE(drawing.selection(), (std::set<std::string>{"public", "web"}));
    }

    void escapeRestoresWhatADragWasDoing()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        drawing.press({190, 190});
        drawing.moveTo({300, 250});
        drawing.moveTo({600, 250});
        QTest::keyClick(&drawing.canvas, Qt::Key_Escape);
        drawing.release({600, 250});
        QVERIFY(drawing.now() == before);
        QCOMPARE(drawing.canvas.resourceRect(ResourceId("web")), QRectF(160, 160, 64, 64));
    }

    void resizingAFrameStopsAtItsContents()
    {
        CanvasFixture drawing;
        drawing.select("public");
        drawing.drag({360, 300},
                     {400, 344}); // the lower right corner; 400 and 344 are on the grid of 8
        QCOMPARE(drawing.at("public").placement->width, 320.0);  // 400 - 80
        QCOMPARE(drawing.at("public").placement->height, 244.0); // 344 - 100
        drawing.drag({400, 344}, {100, 120});                    // far into the contents
        const Placement small = *drawing.at("public").placement;
        QVERIFY(
            QRectF(small.x, small.y, small.width, small.height).contains(QRectF(160, 160, 64, 64)));
        QCOMPARE(drawing.placeOf("web"), QPointF(160, 160));
    }

    void draggingFromAHandleConnectsToThePortOfTheTarget()
    {
        CanvasFixture drawing;
        drawing.hover({190, 190});
        drawing.drag({238, 192}, {510, 190}); // 14 right of web's right side at 224
        QCOMPARE(drawing.now().connections().size(), std::size_t{1});
        const Connection& made = *drawing.now().connections().front();
        QCOMPARE(made.from.value(), std::string("web"));
        QCOMPARE(made.to.value(), std::string("db"));
        QVERIFY(made.kind == ConnectionKind::Traffic);
        QCOMPARE(made.properties.at("protocol").get<std::string>(), std::string("tcp"));
        QCOMPARE(made.properties.at("port").get<int>(), 3306); // MySQL, the default engine
    }

    void anEndOfAConnectorCanBeLedElsewhere()
    {
        CanvasFixture drawing;
        drawing.controller.apply(Edit{AddResource{CanvasFixture::resource(
                                     "api", "ec2.instance", "private", {584, 200, 64, 64})}},
                                 {});
        Connection connection;
        connection.id = ConnectionId("c");
        connection.from = ResourceId("web");
        connection.to = ResourceId("db");
        connection.properties = {{"protocol", "tcp"}, {"port", 3306}};
        drawing.controller.apply(Edit{Connect{connection}}, {});
        drawing.controller.select({}, {ConnectionId("c")});
        drawing.drag({480, 192}, {616, 232});
        const Connection* now = drawing.now().find(ConnectionId("c"));
        QVERIFY(now != nullptr);
        QCOMPARE(now->to.value(), std::string("api"));
        QCOMPARE(now->properties.at("port").get<int>(),
                 80); // of the new target, as 3306 was of the old
    }

    void deleteRemovesTheSelectionWithItsContents()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        drawing.select("public");
        QTest::keyClick(&drawing.canvas, Qt::Key_Delete);
        QVERIFY(drawing.now().find(ResourceId("web")) == nullptr);
        QCOMPARE(drawing.now().resources().size(), std::size_t{3}); // 5 - subnet - instance
        drawing.controller.undo();
        QVERIFY(drawing.now() == before);
    }

    void aBurstOfArrowKeysIsOneStep()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        drawing.select("web");
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&drawing.canvas, Qt::Key_Right);
        QTest::keyClick(&drawing.canvas, Qt::Key_Down, Qt::ShiftModifier);
        QTRY_COMPARE(drawing.placeOf("web"), QPointF(163, 170)); // 160 + 3 * 1, 160 + 10
        drawing.controller.undo();
        QVERIFY(drawing.now() == before);
    }

    void altDragCopiesUnderNewIds()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        drawing.drag({200, 112}, {200, 412}, Qt::AltModifier);
        QCOMPARE(drawing.now().resources().size(), std::size_t{7}); // 5 + subnet + instance
        std::set<std::string> ids;
        for (const auto& resource : drawing.now().resources())
            ids.insert(resource->id.value());
        QCOMPARE(ids.size(), std::size_t{7});
        QCOMPARE(drawing.placeOf("public"), QPointF(80, 100));
        QCOMPARE(drawing.placeOf("public-2"), QPointF(80, 400)); // 100 + 300
        QCOMPARE(drawing.parentOf("web-2"), std::string("public-2"));
        drawing.controller.undo();
        QVERIFY(drawing.now() == before);
    }

    void copyAndPasteKeepInnerConnectionsAndReferences()
    {
        CanvasFixture drawing;
        Connection connection;
        connection.id = ConnectionId("c");
        connection.from = ResourceId("web");
        connection.to = ResourceId("db");
        drawing.controller.apply(Edit{Connect{connection}}, {});
        drawing.controller.apply(
            Edit{SetProperty{ResourceId("db"), "subnets", Json::array({"private", "public"})}}, {});
        drawing.controller.select({ResourceId("web"), ResourceId("private")});
        drawing.canvas.copy();
        drawing.canvas.paste();
        QCOMPARE(drawing.now().connections().size(), std::size_t{2});
        // The copy of db names the copy of private, and public itself, which was not copied.
        QCOMPARE(drawing.at("db-2").properties.at("subnets").dump(),
                 std::string(R"(["private-2","public"])"));
    }

    void typingARenameSetsTheName()
    {
        CanvasFixture drawing;
        drawing.select("web");
        QTest::keyClick(&drawing.canvas, Qt::Key_F2);
        auto* editor = drawing.canvas.findChild<QLineEdit*>(QStringLiteral("inlineRename"));
        QVERIFY(editor != nullptr);
        QCOMPARE(editor->text(), QStringLiteral("web"));
        QTest::keyClicks(editor, QStringLiteral("front"));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(drawing.at("web").name, std::string("front"));
    }

    void escapeKeepsTheOldName()
    {
        CanvasFixture drawing;
        drawing.select("web");
        drawing.canvas.renameSelected();
        auto* editor = drawing.canvas.findChild<QLineEdit*>(QStringLiteral("inlineRename"));
        QVERIFY(editor != nullptr);
        QTest::keyClicks(editor, QStringLiteral("front"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QCOMPARE(drawing.at("web").name, std::string("web"));
    }

    void keysWalkTheTree()
    {
        CanvasFixture drawing;
        drawing.select("vpc");
        QTest::keyClick(&drawing.canvas, Qt::Key_Return);
        QCOMPARE(drawing.selection(), std::set<std::string>{"public"});
        QTest::keyClick(&drawing.canvas, Qt::Key_Tab);
        QCOMPARE(drawing.selection(), std::set<std::string>{"private"});
        QTest::keyClick(&drawing.canvas, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(drawing.selection(), std::set<std::string>{"vpc"});
    }

    void aReadOnlyDrawingCannotBeMoved()
    {
        CanvasFixture drawing;
        drawing.controller.setReadOnly(true);
        const Architecture before = drawing.now();
        drawing.drag({190, 190}, {260, 190});
        QVERIFY(drawing.now() == before);
    }
};

QTEST_MAIN(tst_canvas_editing)
#include "tst_canvas_editing.moc"
