// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/architecture/document.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Edit renamed(const char* id, const char* name)
{
    return Edit{RenameResource{ResourceId(id), name}};
}

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT

private slots:
    void undoAndRedoWalkThroughWholeStates();
    void aNewStepForgetsWhatWasUndone();
    void aTransactionIsOneStepAndOneSignal();
    void aTransactionThatIsNotCommittedLeavesNothing();
    void aRefusedEditChangesNothing();
    void savedMeansEqualToWhatWasSaved();
    void theJournalHearsEditsAndInverses();
};

void TestDocument::undoAndRedoWalkThroughWholeStates()
{
    Document document(Catalogue::builtIn());
    const Architecture empty = document.architecture();
    QVERIFY(document.apply(
        Edit{AddResource{Resource{.id = ResourceId("web"), .type = "ec2.instance"}}}, {}));
    const Architecture added = document.architecture();
    QVERIFY(document.apply(renamed("web", "웹"), {}));
    const Architecture afterRename = document.architecture();

    document.undo();
    QVERIFY(document.architecture() == added);
    document.undo();
    QVERIFY(document.architecture() == empty);
    QVERIFY(!document.canUndo());
    document.undo();
    QVERIFY(document.architecture() == empty);
    document.redo();
    document.redo();
    QVERIFY(document.architecture() == afterRename);
    QVERIFY(!document.canRedo());
}

void TestDocument::aNewStepForgetsWhatWasUndone()
{
    Document document(Catalogue::builtIn(), twoTiers());
    QVERIFY(document.apply(renamed("web", "a"), MODEL_TEXT("Test", "first")));
    document.undo();
    QVERIFY(document.apply(renamed("web", "b"), MODEL_TEXT("Test", "second")));
    QVERIFY(!document.canRedo());
    QCOMPARE(document.undoTitle().english(), std::string("second"));
}

void TestDocument::aTransactionIsOneStepAndOneSignal()
{
    Document document(Catalogue::builtIn(), twoTiers());
    const Architecture before = document.architecture();
    int signalled = 0;
    ChangeSet heard;
    const auto connection = document.changed.connect([&](const ChangeSet& changes) {
        ++signalled;
        heard = changes;
    });
    Document::Transaction step(document, MODEL_TEXT("Test", "both"));
    QVERIFY(step.apply(renamed("web", "a")));
    QVERIFY(step.apply(renamed("db", "b")));
    QVERIFY(document.architecture() == before); // not before the commit
    step.commit();
    QCOMPARE(signalled, 1);
    QCOMPARE(heard.resources, (std::set{ResourceId("db"), ResourceId("web")}));
    document.undo();
    QVERIFY(document.architecture() == before);
}

void TestDocument::aTransactionThatIsNotCommittedLeavesNothing()
{
    Document document(Catalogue::builtIn(), twoTiers());
    {
        Document::Transaction step(document, {});
        QVERIFY(step.apply(renamed("web", "a")));
    }
    QVERIFY(document.architecture() == twoTiers());
    QVERIFY(!document.canUndo());
}

void TestDocument::aRefusedEditChangesNothing()
{
    Document document(Catalogue::builtIn(), twoTiers());
    QVERIFY(!document.apply(renamed("nobody", "a"), {}).has_value());
    QVERIFY(document.architecture() == twoTiers());
    QVERIFY(!document.canUndo());
}

void TestDocument::savedMeansEqualToWhatWasSaved()
{
    Document document(Catalogue::builtIn(), twoTiers());
    QVERIFY(!document.isModified());
    QVERIFY(document.apply(renamed("web", "a"), {}));
    QVERIFY(document.isModified());
    document.markSaved();
    QVERIFY(!document.isModified());
    document.undo();
    QVERIFY(document.isModified());
    document.redo();
    QVERIFY(!document.isModified());
}

void TestDocument::theJournalHearsEditsAndInverses()
{
    Document document(Catalogue::builtIn(), twoTiers());
    std::vector<Edit> heard;
    const auto connection =
        document.applied.connect([&](const Edit& edit) { heard.push_back(edit); });
    QVERIFY(document.apply(renamed("web", "a"), {}));
    document.undo();
    QCOMPARE(heard, (std::vector{renamed("web", "a"), renamed("web", "web")}));
}

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"
