// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

class TestDocumentController : public QObject
{
    Q_OBJECT

private slots:
    void undoingARemovalBringsEverythingBack();
    void selectionForgetsWhatIsGone();
    void aLaterVersionIsNotChanged();
    void anEditThatCannotBeSaysWhy();
    void savedStateFollowsUndo();
};

namespace {

const Text title = MODEL_TEXT("Test", "A step");

Edit renaming(const char* id, const char* name)
{
    return Edit{RenameResource{ResourceId(id), name}};
}

} // namespace

void TestDocumentController::undoingARemovalBringsEverythingBack()
{
    DocumentController controller(Catalogue::builtIn());
    const Architecture built = testing::twoTiers();
    controller.reset(built);
    // The subnet takes the instance in it along, and that its connection: one step.
    controller.select({ResourceId("public"), ResourceId("web")}, {ConnectionId("c1")});
    QSignalSpy changes(&controller, &DocumentController::changed);
    controller.removeSelection();
    QCOMPARE(changes.count(), 1);
    QVERIFY(controller.architecture().find(ResourceId("web")) == nullptr);
    QVERIFY(controller.architecture().find(ConnectionId("c1")) == nullptr);
    QVERIFY(controller.architecture().find(ResourceId("db")) != nullptr);
    controller.undo();
    QVERIFY(controller.architecture() == built);
}

void TestDocumentController::selectionForgetsWhatIsGone()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    controller.select({ResourceId("web"), ResourceId("db"), ResourceId("never-was")});
    QVERIFY(controller.selectedResources() == (std::set{ResourceId("db"), ResourceId("web")}));
    QSignalSpy selections(&controller, &DocumentController::selectionChanged);
    QVERIFY(controller.apply(Edit{RemoveResource{ResourceId("web")}}, title));
    QVERIFY(controller.selectedResources() == std::set{ResourceId("db")});
    QCOMPARE(selections.count(), 1);
}

void TestDocumentController::aLaterVersionIsNotChanged()
{
    DocumentController controller(Catalogue::builtIn());
    const Architecture built = testing::twoTiers();
    controller.reset(built);
    controller.setReadOnly(true);
    QSignalSpy refusals(&controller, &DocumentController::refused);
    QVERIFY(!controller.apply(renaming("web", "front"), title));
    QCOMPARE(refusals.count(), 1);
    QVERIFY(controller.architecture() == built);
}

void TestDocumentController::anEditThatCannotBeSaysWhy()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    QSignalSpy refusals(&controller, &DocumentController::refused);
    QVERIFY(!controller.apply(renaming("nobody", "front"), title));
    QCOMPARE(refusals.count(), 1);
    QVERIFY(refusals.front().front().toString().contains(QStringLiteral("nobody")));
}

void TestDocumentController::savedStateFollowsUndo()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(testing::twoTiers());
    QVERIFY(!controller.isModified());
    QVERIFY(controller.apply(renaming("web", "front"), title));
    QVERIFY(controller.isModified());
    controller.markSaved();
    QVERIFY(!controller.isModified());
    controller.undo();
    QVERIFY(controller.isModified());
    controller.redo();
    QVERIFY(!controller.isModified());
}

QTEST_GUILESS_MAIN(TestDocumentController)
#include "tst_document_controller.moc"
