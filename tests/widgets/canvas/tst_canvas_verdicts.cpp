// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QHelpEvent>
#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>
#include <QToolTip>

#include "widgets/canvas/scene_painter.h"
#include "widgets/canvas/verdict_key.h"
#include "widgets/canvas/verdict_marks.h"
#include "widgets/canvas/verdict_words.h"

#include "canvas_fixture.h"

using namespace skydraft;

namespace {

Connection traffic(const char* id, const char* from, const char* to, int port)
{
    Connection made;
    made.id = ConnectionId(id);
    made.from = ResourceId(from);
    made.to = ResourceId(to);
    made.properties = {{"protocol", "tcp"}, {"port", port}};
    return made;
}

/// The fixture's drawing with a group at the database that lets nothing in, and what the model says
/// about it.
class JudgedDrawing : public CanvasFixture
{
public:
    JudgedDrawing()
    {
        Resource group = resource("sg-db", "vpc.security-group", "vpc", {600, 400, 64, 64});
        controller.apply(Edit{AddResource{group}}, {});
        controller.apply(
            Edit{SetProperty{ResourceId("db"), "security_groups", Json::array({"sg-db"})}}, {});
        controller.apply(Edit{Connect{traffic("c", "web", "db", 3306)}}, {});
        controller.clearSelection();
        judge();
    }

    void judge()
    {
        canvas.setAnalysis(std::make_shared<const Analysis>(
            AnalysisRunner::analyse(controller.catalogue(), controller.architecture())));
    }
    NodeMark markOf(const char* id) const
    {
        return canvas.scene().find(ResourceId(id))->verdict.mark();
    }
    QString toolTipAt(const QPoint& at)
    {
        QHelpEvent help(QEvent::ToolTip, at, canvas.mapToGlobal(at));
        QCoreApplication::sendEvent(&canvas, &help);
        return QToolTip::text();
    }
};

QImage markImage(NodeMark mark, const Theme& theme)
{
    QImage image(40, 40, QImage::Format_RGB32);
    image.fill(theme.canvas);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paintNodeMark(painter, QRectF(10, 10, 19, 19), mark, theme, 1);
    return image;
}

} // namespace

class tst_canvas_verdicts : public QObject
{
    Q_OBJECT

private slots:
    void aNodesMarkIsTheGravest_data()
    {
        QTest::addColumn<int>("blocked");
        QTest::addColumn<int>("errors");
        QTest::addColumn<int>("unknown");
        QTest::addColumn<int>("warnings");
        QTest::addColumn<int>("reachable");
        QTest::addColumn<int>("mark");
        const auto row = [](const char* name, std::array<int, 5> counts, NodeMark mark) {
            QTest::newRow(name) << counts[0] << counts[1] << counts[2] << counts[3] << counts[4]
                                << static_cast<int>(mark);
        };
        row("nothing is said about it", {0, 0, 0, 0, 0}, NodeMark::None);
        row("everything arrives", {0, 0, 0, 0, 3}, NodeMark::Reachable);
        row("a warning counts more than what arrives", {0, 0, 0, 1, 3}, NodeMark::Warning);
        row("what nobody knows counts more than a warning", {0, 0, 1, 2, 3}, NodeMark::Unknown);
        row("an error counts more than what nobody knows", {0, 1, 2, 2, 3}, NodeMark::Error);
        row("one blocked connection counts most", {1, 5, 2, 2, 9}, NodeMark::Blocked);
    }

    void aNodesMarkIsTheGravest()
    {
        QFETCH(int, blocked);
        QFETCH(int, errors);
        QFETCH(int, unknown);
        QFETCH(int, warnings);
        QFETCH(int, reachable);
        QFETCH(int, mark);
        const NodeVerdict verdict{.errors = errors,
                                  .warnings = warnings,
                                  .blocked = blocked,
                                  .unknown = unknown,
                                  .reachable = reachable};
        QCOMPARE(static_cast<int>(verdict.mark()), mark);
    }

    void bothEndsOfABlockedConnectionShowIt()
    {
        JudgedDrawing drawing;
        QCOMPARE(drawing.markOf("web"), NodeMark::Blocked);
        QCOMPARE(drawing.markOf("db"), NodeMark::Blocked);
        const Json rule{
            {"protocol", "tcp"}, {"from_port", 3306}, {"to_port", 3306}, {"source", "0.0.0.0/0"}};
        drawing.controller.apply(
            Edit{SetProperty{ResourceId("sg-db"), "ingress", Json::array({rule})}}, {});
        drawing.judge();
        QVERIFY(drawing.markOf("web") < NodeMark::Unknown);
        QCOMPARE(drawing.canvas.scene().find(ResourceId("web"))->verdict.reachable, 1);
    }

    void aToolTipSaysWhyInWords()
    {
        JudgedDrawing drawing;
        const QString words =
            drawing.toolTipAt(drawing.canvas.resourceRect(ResourceId("db")).center().toPoint());
        QVERIFY2(words.contains(QStringLiteral("0 of 1 connections")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("web → db, tcp 3306")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("no rule allows tcp 3306")), qPrintable(words));
        const QString arrow =
            drawing.toolTipAt(drawing.canvas.connectorPoint(ConnectionId("c")).toPoint());
        QVERIFY2(arrow.contains(QStringLiteral("Blocked")), qPrintable(arrow));
        drawing.toolTipAt({990, 690});
        QTRY_COMPARE(QToolTip::text(), QString());
    }

    void everyMarkHasAShapeOfItsOwn()
    {
        Theme grey = lightTheme();
        for (QColor* color :
             {&grey.allowed, &grey.blocked, &grey.unknown, &grey.error, &grey.warning})
            *color = Qt::darkGray;
        const std::vector<NodeMark> marks{NodeMark::Reachable, NodeMark::Warning, NodeMark::Unknown,
                                          NodeMark::Error, NodeMark::Blocked};
        for (std::size_t i = 0; i < marks.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY(markImage(marks[i], grey) != markImage(marks[k], grey));
    }

    void whatTheInternetReachesGetsAGlobe()
    {
        CanvasFixture drawing;
        drawing.canvas.grab();
        QTRY_VERIFY(drawing.canvas.isSettled());
        const QImage before = drawing.canvas.grab().toImage();
        drawing.canvas.setExposure({{ResourceId("web"), QStringLiteral("tcp 443")}});
        QVERIFY(drawing.canvas.isSettled()); // no tile is rendered anew
        const QImage after = drawing.canvas.grab().toImage();
        const QRect web = drawing.canvas.resourceRect(ResourceId("web")).toAlignedRect();
        const QRect mark = web.adjusted(-60, 40, 60, 20);
        QVERIFY(after.copy(mark) != before.copy(mark));
        const QRect elsewhere = drawing.canvas.resourceRect(ResourceId("db")).toAlignedRect();
        QVERIFY(after.copy(elsewhere) == before.copy(elsewhere));
        QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(&drawing.canvas);
        const QPoint at = drawing.canvas.mapToGlobal(web.center());
        const QString words = canvas->childAt(at.x(), at.y())->text(QAccessible::Description);
        QVERIFY2(words.contains(QStringLiteral("the internet reaches it: tcp 443")),
                 qPrintable(words));
        drawing.canvas.setExposure({});
        QVERIFY(drawing.canvas.grab().toImage() == before);
    }

    void theKeyNamesEveryMarkAndCloses()
    {
        CanvasFixture drawing;
        drawing.canvas.setKeyShown(true);
        auto* key = drawing.canvas.findChild<VerdictKey*>();
        QVERIFY(key != nullptr && key->isVisible());
        QVERIFY(drawing.canvas.rect().contains(key->geometry()));
        QStringList words;
        for (const QLabel* label : key->findChildren<QLabel*>())
            words.append(label->text());
        for (const NodeMark mark : {NodeMark::Reachable, NodeMark::Warning, NodeMark::Unknown,
                                    NodeMark::Error, NodeMark::Blocked})
            QVERIFY(words.contains(VerdictWords::ofMark(mark)));
        drawing.canvas.resize(800, 600);
        QCOMPARE(key->geometry().bottom(), 600 - 11); // a margin of 10
        QSignalSpy dismissed(&drawing.canvas, &CanvasWidget::keyDismissed);
        QTest::mouseClick(key->findChild<QToolButton*>(), Qt::LeftButton);
        QTest::keyClick(key, Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 2);
        drawing.canvas.setKeyShown(false);
        QTRY_VERIFY(drawing.canvas.findChild<VerdictKey*>() == nullptr);
    }
};

QTEST_MAIN(tst_canvas_verdicts)
#include "tst_canvas_verdicts.moc"
