// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/mime_types.h"

#include "canvas_fixture.h"

using namespace skydraft;

class tst_canvas_group_drop : public QObject
{
    Q_OBJECT

private slots:
    void aGroupIsAttachedToTheResourceUnderIt();
    void theResourceLightsUpWhileItIsDragged();
    void whatCannotHaveItRefusesWithAReason_data();
    void whatCannotHaveItRefusesWithAReason();
};

namespace {

/// The drawing of the fixture with two groups, one of them in a VPC of its own.
void addGroups(CanvasFixture& drawing)
{
    const auto put = [&](const char* id, const char* type, const char* parent, Placement place) {
        drawing.controller.apply(
            Edit{AddResource{CanvasFixture::resource(id, type, parent, place)}}, {});
    };
    put("sg", "vpc.security-group", "vpc", {80, 380, 64, 64});
    put("other", "vpc.vpc", "", {800, 40, 180, 200});
    put("sg-far", "vpc.security-group", "other", {840, 100, 64, 64});
    put("bucket", "s3.bucket", "", {860, 500, 64, 64});
}

struct Dragged
{
    bool isOffered = false;
    bool isTaken = false;
};

Dragged drag(CanvasFixture& drawing, const char* group, const QPoint& at, bool drops = true)
{
    QMimeData mime;
    mime.setData(QString::fromLatin1(securityGroupMimeType), group);
    QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&drawing.canvas, &enter);
    QDragMoveEvent move(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&drawing.canvas, &move);
    Dragged result{move.isAccepted(), false};
    if (drops) {
        QDropEvent event(QPointF(at), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&drawing.canvas, &event);
        result.isTaken = event.isAccepted();
    }
    return result;
}

} // namespace

void tst_canvas_group_drop::aGroupIsAttachedToTheResourceUnderIt()
{
    CanvasFixture drawing;
    addGroups(drawing);
    const Architecture before = drawing.now();
    const Dragged result = drag(drawing, "sg", {190, 190});
    QVERIFY(result.isOffered);
    QVERIFY(result.isTaken);
    QCOMPARE(drawing.at("web").properties.value("security_groups", Json()).dump(),
             std::string("[\"sg\"]"));
    QCOMPARE(drawing.controller.document().undoTitle().english(), std::string("Attach sg"));
    drawing.controller.undo(); // one step
    QVERIFY(drawing.now() == before);
}

void tst_canvas_group_drop::theResourceLightsUpWhileItIsDragged()
{
    CanvasFixture drawing;
    addGroups(drawing);
    const auto corner = [&] {
        return drawing.canvas.grab().toImage().copy(QRect(158, 158, 20, 8));
    };
    corner(); // tiles that are still being painted come with the next one
    QTest::qWait(100);
    const QImage before = corner();
    drag(drawing, "sg", {200, 200}, false);
    QVERIFY(corner() != before);
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(&drawing.canvas, &leave);
    QTRY_COMPARE(corner(), before);
}

void tst_canvas_group_drop::whatCannotHaveItRefusesWithAReason_data()
{
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<QPoint>("at");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a bucket") << QByteArray("sg") << QPoint(890, 530)
                              << "bucket cannot have security groups: S3 bucket";
    QTest::newRow("a server of another VPC")
        << QByteArray("sg-far") << QPoint(190, 190)
        << "sg-far stands in another VPC (other) than web (vpc)";
    QTest::newRow("the empty ground") << QByteArray("sg") << QPoint(600, 450)
                                      << "Drop the group on a resource that has security groups";
}

void tst_canvas_group_drop::whatCannotHaveItRefusesWithAReason()
{
    QFETCH(QByteArray, group);
    QFETCH(QPoint, at);
    QFETCH(QString, reason);
    CanvasFixture drawing;
    addGroups(drawing);
    const Architecture before = drawing.now();
    QSignalSpy hints(&drawing.canvas, &CanvasWidget::hintChanged);
    const Dragged result = drag(drawing, group.constData(), at);
    QVERIFY(!result.isOffered);
    QVERIFY(!result.isTaken);
    QVERIFY(drawing.now() == before);
    QCOMPARE(hints.last().first().toString(), reason);
}

QTEST_MAIN(tst_canvas_group_drop)
#include "tst_canvas_group_drop.moc"
