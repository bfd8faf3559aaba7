// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/common/language.h"
#include "widgets/panels/fault_lane.h"
#include "widgets/panels/load_curve.h"
#include "widgets/panels/load_form.h"
#include "widgets/panels/scenario_dialog.h"
#include "widgets/panels/simulation_words.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

/// Scenarios edited by mouse and keys; each test looks at what stands in the document afterwards.
class TestScenarioDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void scenariosAreAddedNamedCopiedAndDeletedInOneStep();
    void cancelChangesNothing();
    void okWithoutAChangeIsNoStep();
    void timesAndSeedAreWritten();
    void aShapeIsChosenAndDrawn();
    void pointsOfATraceAreDraggedAddedAndDeleted();
    void pointsOfATraceMoveByKeys();
    void aPointNeverPassesItsNeighbour();
    void aTraceReadFromATableIsDraggedToo();
    void onlyWhatCanFailSoIsOffered_data();
    void onlyWhatCanFailSoIsOffered();
    void faultsAreDraggedStretchedAndDeleted();
    void faultsMoveByKeys();
    void aDoubleClickDropsAFault();
    void aFaultIsDraggedOntoTheTimeline();
    void everyKindOfTheModelIsOffered();
    void errorsStandAtTheirPlace();
    void membersThatTheDialogDoesNotKnowStay();
    void everyFieldHasAName();

private:
    void open(const char* scenario = "loss");
    void accept();
    Scenario written(const char* id = "loss") const;
    Load load() const { return m_dialog->scenarios().front().load.front(); }

    std::unique_ptr<DocumentController> m_controller;
    std::unique_ptr<ScenarioDialog> m_dialog;
};

namespace {

Architecture drawing()
{
    testing::Drawing drawing;
    drawing.add("region", "region")
        .add("zone", "availability-zone", "region", {{"zone", "ap-northeast-2a"}})
        .add("users", "clients", "", {{"rate_per_s", 40}})
        .add("partners", "clients")
        .add("lb", "elb.application")
        .add("web", "ec2.instance")
        .add("db", "rds.instance", "", {{"multi_az", true}})
        .connect("1", "users", "lb")
        .connect("2", "lb", "web")
        .connect("3", "web", "db")
        .connect("4", "partners", "lb");
    ArchitectureBuilder builder(drawing.build());
    Scenario scenario;
    scenario.id = ScenarioId("loss");
    scenario.name = "Losing the server";
    scenario.durationS = 600;
    scenario.load = {Load{.client = ResourceId("users"), .ratePerS = 100}};
    scenario.faults = {
        Fault{.atS = 200, .kind = "process.stop", .target = "web", .durationS = 100}};
    builder.put(scenario);
    return builder.build();
}

void drag(QWidget* widget, const QPointF& from, const QPointF& to)
{
    QTest::mousePress(widget, Qt::LeftButton, Qt::NoModifier, from.toPoint());
    for (const QPointF& at : {(from + to) / 2, to}) {
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(widget, &move);
    }
    QTest::mouseRelease(widget, Qt::LeftButton, Qt::NoModifier, to.toPoint());
}

} // namespace

void TestScenarioDialog::init()
{
    setLanguage(QStringLiteral("en"));
    m_controller = std::make_unique<DocumentController>(Catalogue::builtIn());
    m_controller->reset(drawing());
}

void TestScenarioDialog::cleanup()
{
    m_dialog.reset();
}

void TestScenarioDialog::open(const char* scenario)
{
    m_dialog = std::make_unique<ScenarioDialog>(*m_controller, ScenarioId(scenario), nullptr);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

void TestScenarioDialog::accept()
{
    m_dialog->accept();
    QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
}

Scenario TestScenarioDialog::written(const char* id) const
{
    const Scenario* found = m_controller->architecture().find(ScenarioId(id));
    return found == nullptr ? Scenario{} : *found;
}

void TestScenarioDialog::scenariosAreAddedNamedCopiedAndDeletedInOneStep()
{
    const Architecture before = m_controller->architecture();
    open();
    QTest::mouseClick(m_dialog->addButton(), Qt::LeftButton);
    QTest::keyClicks(m_dialog->nameField(), QStringLiteral("Rush hour")); // its name is selected
    QCOMPARE(m_dialog->list()->currentItem()->text(), QStringLiteral("Rush hour"));
    m_dialog->list()->setCurrentRow(0);
    QTest::mouseClick(m_dialog->copyButton(), Qt::LeftButton);
    QCOMPARE(m_dialog->nameField()->text(), QStringLiteral("Losing the server (copy)"));
    m_dialog->list()->setCurrentRow(0);
    QTest::mouseClick(m_dialog->deleteButton(), Qt::LeftButton);
    accept();
    const auto scenarios = m_controller->architecture().scenarios();
    QCOMPARE(scenarios.size(), 2U);
    QVERIFY(m_controller->architecture().find(ScenarioId("loss")) == nullptr);
    QCOMPARE(written("scenario-1").name, std::string("Rush hour"));
    QCOMPARE(written("scenario-2").faults.size(), 1U); // the copy has its fault
    const Architecture after = m_controller->architecture();
    m_controller->undo();
    QVERIFY(m_controller->architecture() == before);
    m_controller->redo();
    QVERIFY(m_controller->architecture() == after);
}

void TestScenarioDialog::cancelChangesNothing()
{
    const Architecture before = m_controller->architecture();
    open();
    QTest::mouseClick(m_dialog->deleteButton(), Qt::LeftButton);
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    QVERIFY(m_controller->architecture() == before);
}

void TestScenarioDialog::okWithoutAChangeIsNoStep()
{
    open();
    accept();
    QVERIFY(!m_controller->document().canUndo());
}

void TestScenarioDialog::timesAndSeedAreWritten()
{
    open();
    m_dialog->durationField()->setValue(1200);
    m_dialog->warmupField()->setValue(60);
    m_dialog->seedField()->selectAll();
    QTest::keyClicks(m_dialog->seedField(), QStringLiteral("9000000000"));
    accept();
    QCOMPARE(written().durationS, 1200.0);
    QCOMPARE(written().warmupS, 60.0);
    QCOMPARE(written().seed, 9'000'000'000U);
}

void TestScenarioDialog::aShapeIsChosenAndDrawn()
{
    open();
    LoadForm* form = m_dialog->loadForm();
    QVERIFY(form->rateField()->isVisible());
    QVERIFY(!form->usersField()->isVisible());
    QVERIFY(!form->field("spike_factor")->isVisible());
    form->shapeBox()->setFocus();
    QTest::keyClicks(form->shapeBox(), QStringLiteral("Sp")); // Spike
    QCOMPARE(load().shape, std::string("spike"));
    QVERIFY(form->field("spike_factor")->isVisible());
    QCOMPARE(form->field("spike_at_s")->value(), 300.0); // half of 600 s where nothing is said
    form->field("spike_factor")->setValue(4);
    // The line is at 100 before the spike and at 4 * 100 in it.
    const QImage image = form->curve()->grab().toImage();
    const auto hasLine = [&](double seconds, double rate) {
        const QPoint at = form->curve()->placeOf(seconds, rate).toPoint();
        const QColor found = image.pixelColor(at);
        return found.blue() > found.red() + 40; // the load is drawn in blue
    };
    QVERIFY(hasLine(100, 100));
    QVERIFY(hasLine(330, 400));
    QVERIFY(!hasLine(330, 100));
    form->kindBox()->setCurrentIndex(2); // users who wait
    QVERIFY(form->usersField()->isVisible());
    form->usersField()->setValue(250);
    accept();
    QCOMPARE(written().load.front().users, std::optional<std::int64_t>(250));
    QVERIFY(!written().load.front().ratePerS.has_value());
}

void TestScenarioDialog::pointsOfATraceAreDraggedAddedAndDeleted()
{
    open();
    LoadForm* form = m_dialog->loadForm();
    form->shapeBox()->setCurrentIndex(form->shapeBox()->findData(QStringLiteral("trace")));
    LoadCurve* curve = form->curve();
    QCOMPARE(curve->points().size(), 3U); // something to drag
    drag(curve, curve->placeOf(1), curve->placeOf(450, 50));
    QCOMPARE(curve->points().size(), 3U);
    const auto near = [](double value, double wanted, double by) {
        return std::abs(value - wanted) <= by;
    };
    QVERIFY2(near(curve->points()[1].first, 450, 3), "a pixel is about 2 s");
    QVERIFY2(near(curve->points()[1].second, 50, 3), "and about 1 request/s");
    QTest::mouseClick(curve, Qt::LeftButton, Qt::NoModifier, curve->placeOf(150, 60).toPoint());
    QCOMPARE(curve->points().size(), 4U); // a press beside the line
    QVERIFY(near(curve->points()[1].first, 150, 3));
    QTest::keyClick(curve, Qt::Key_Delete);
    QCOMPARE(curve->points().size(), 3U);
    accept();
    const Json points = written().load.front().extra["points"];
    QCOMPARE(points.size(), 3U);
    QVERIFY(near(points[1][1].get<double>(), 50, 3));
}

void TestScenarioDialog::pointsOfATraceMoveByKeys()
{
    open();
    LoadForm* form = m_dialog->loadForm();
    form->shapeBox()->setCurrentIndex(form->shapeBox()->findData(QStringLiteral("trace")));
    LoadCurve* curve = form->curve();
    curve->setFocus();
    QTest::keyClick(curve, Qt::Key_Right); // the first
    QTest::keyClick(curve, Qt::Key_Right); // the second, at 300 s
    QCOMPARE(curve->current(), 1);
    QTest::keyClick(curve, Qt::Key_Right, Qt::ControlModifier); // a hundredth of 600 s
    QCOMPARE(curve->points()[1].first, 306.0);
    const double before = curve->points()[1].second;
    QTest::keyClick(curve, Qt::Key_Up);
    QVERIFY(curve->points()[1].second > before);
    QTest::keyClick(curve, Qt::Key_Insert);
    QCOMPARE(curve->points().size(), 4U);
    QVERIFY(curve->accessibleDescription().startsWith(QStringLiteral("Point 3 of 4")));
}

void TestScenarioDialog::aPointNeverPassesItsNeighbour()
{
    open();
    LoadForm* form = m_dialog->loadForm();
    form->shapeBox()->setCurrentIndex(form->shapeBox()->findData(QStringLiteral("trace")));
    LoadCurve* curve = form->curve();
    drag(curve, curve->placeOf(1), curve->placeOf(0, 20) - QPointF(30, 0)); // past the first
    QVERIFY(curve->points()[1].first > curve->points()[0].first);
    QVERIFY(m_dialog->errorText().isEmpty());
    for (int i = 0; i < 5; ++i) { // one point stays
        QTest::keyClick(curve, Qt::Key_Delete);
        QTest::keyClick(curve, Qt::Key_Right);
    }
    QCOMPARE(curve->points().size(), 1U);
}

void TestScenarioDialog::aTraceReadFromATableIsDraggedToo()
{
    Scenario scenario = written();
    scenario.load.front().shape = "trace";
    scenario.load.front().extra["csv"] = "seconds,rate\n0,10\n100,50\n600,20\n";
    QVERIFY(m_controller->apply(Edit{SetScenario{scenario.id, scenario}}, Text()));
    open();
    LoadCurve* curve = m_dialog->loadForm()->curve();
    QCOMPARE(curve->points().size(), 3U);
    drag(curve, curve->placeOf(1), curve->placeOf(100, 30));
    accept();
    QVERIFY(!written().load.front().extra.contains("csv"));
    QCOMPARE(written().load.front().extra["points"].size(), 3U);
}

void TestScenarioDialog::onlyWhatCanFailSoIsOffered_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QStringList>("targets");
    QTest::newRow("a zone is lost") << "az.down" << QStringList{QStringLiteral("zone")};
    // AWS runs the load balancer; clients do not fail.
    QTest::newRow("a process stops")
        << "process.stop" << QStringList{QStringLiteral("db"), QStringLiteral("web")};
    QTest::newRow("only what has a standby fails over")
        << "db.failover" << QStringList{QStringLiteral("db")};
}

void TestScenarioDialog::onlyWhatCanFailSoIsOffered()
{
    QFETCH(QString, kind);
    QFETCH(QStringList, targets);
    open();
    m_dialog->kindBox()->setCurrentIndex(m_dialog->kindBox()->findData(kind));
    QStringList offered;
    for (int i = 0; i < m_dialog->targetBox()->count(); ++i)
        offered.append(m_dialog->targetBox()->itemData(i).toString());
    QCOMPARE(offered, targets);
}

void TestScenarioDialog::faultsAreDraggedStretchedAndDeleted()
{
    open();
    FaultLane* lane = m_dialog->faultLane();
    const double pixel = 600.0 / (lane->width() - 20); // seconds
    const auto near = [&](double value, double wanted) {
        return std::abs(value - wanted) <= 2 * pixel + 1;
    };
    const QPointF middle = lane->barOf(0).center();
    drag(lane, middle, middle + QPointF(100 / pixel, 0));
    const auto fault = [&] { return m_dialog->scenarios().front().faults.front(); };
    QVERIFY2(near(fault().atS, 300), qPrintable(QString::number(fault().atS)));
    QCOMPARE(fault().durationS, std::optional(100.0)); // moved, not stretched
    const QPointF end(lane->barOf(0).right() - 1, lane->barOf(0).center().y());
    drag(lane, end, end + QPointF(50 / pixel, 0));
    QVERIFY(near(*fault().durationS, 150));
    const QPointF newEnd(lane->barOf(0).right() - 1, lane->barOf(0).center().y());
    drag(lane, newEnd, QPointF(lane->width(), newEnd.y())); // as far as it goes: to the end
    QVERIFY(!fault().durationS.has_value());
    QTest::keyClick(lane, Qt::Key_Delete);
    accept();
    QVERIFY(written().faults.empty());
    m_controller->undo();
    QCOMPARE(written().faults.size(), 1U);
}

void TestScenarioDialog::faultsMoveByKeys()
{
    open();
    FaultLane* lane = m_dialog->faultLane();
    lane->setFocus();
    QTest::keyClick(lane, Qt::Key_Down);
    QTest::keyClick(lane, Qt::Key_Right);                      // 201
    QTest::keyClick(lane, Qt::Key_Right, Qt::ControlModifier); // 211
    QTest::keyClick(lane, Qt::Key_Left, Qt::ShiftModifier);    // for 99 s
    QVERIFY(lane->accessibleDescription().contains(QStringLiteral("03:31")));
    accept();
    QCOMPARE(written().faults.front().atS, 211.0);
    QCOMPARE(written().faults.front().durationS, std::optional(99.0));
}

void TestScenarioDialog::aFaultIsDraggedOntoTheTimeline()
{
    open();
    const ScenarioDialog* dialog = m_dialog.get();
    FaultLane* lane = dialog->faultLane();
    const std::size_t before = lane->rows().size();
    // Where the axis says a quarter of the time: margins of 10 pixels on both sides.
    const QPoint at(10 + (lane->width() - 20) / 4, lane->height() / 2);
    QMimeData data;
    data.setData(QLatin1String(faultMimeType), "fault");
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(lane, &enter);
    QVERIFY(enter.isAccepted());
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(lane, &move);
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(lane, &drop);
    QCOMPARE(lane->rows().size(), before + 1);
    const Fault& fault = lane->rows().back().fault;
    const double quarter = dialog->durationField()->value() / 4;
    QVERIFY2(std::abs(fault.atS - quarter) <= quarter / 20, qPrintable(QString::number(fault.atS)));
    QCOMPARE(QString::fromStdString(fault.kind), dialog->kindBox()->currentData().toString());
    QMimeData other; // a service of the palette is no fault
    other.setData(QStringLiteral("application/x-skydraft-type"), "ec2.instance");
    QDragEnterEvent wrong(at, Qt::CopyAction, &other, Qt::LeftButton, Qt::NoModifier);
    wrong.ignore();
    QCoreApplication::sendEvent(lane, &wrong);
    QVERIFY(!wrong.isAccepted());
}

void TestScenarioDialog::everyKindOfTheModelIsOffered()
{
    open();
    const ScenarioDialog* dialog = m_dialog.get();
    for (const FaultDescription& described : faultDescriptions()) {
        const QString kind = QString::fromStdString(std::string(described.name));
        const int place = dialog->kindBox()->findData(kind);
        QVERIFY2(place >= 0, qPrintable(kind));
        QVERIFY2(dialog->kindBox()->itemText(place) != kind, qPrintable(kind)); // in words
        QVERIFY2(faultInWords(kind.toStdString()) != kind, qPrintable(kind));
    }
}

void TestScenarioDialog::aDoubleClickDropsAFault()
{
    open();
    FaultLane* lane = m_dialog->faultLane();
    m_dialog->kindBox()->setCurrentIndex(m_dialog->kindBox()->findData(QStringLiteral("az.down")));
    QTest::mouseDClick(lane, Qt::LeftButton, Qt::NoModifier,
                       QPoint(lane->width() / 2, static_cast<int>(lane->barOf(0).bottom()) + 12));
    accept();
    QCOMPARE(written().faults.size(), 2U);
    QCOMPARE(written().faults.back().kind, std::string("az.down"));
    QCOMPARE(written().faults.back().target, std::string("zone"));
    QVERIFY(std::abs(written().faults.back().atS - 300) <= 2); // the middle of 600 s
}

void TestScenarioDialog::errorsStandAtTheirPlace()
{
    Scenario scenario = written();
    scenario.faults.front().target = "nobody";
    QVERIFY(m_controller->apply(Edit{SetScenario{scenario.id, scenario}}, Text()));
    open();
    QVERIFY2(m_dialog->errorText().contains(QStringLiteral("nobody")),
             qPrintable(m_dialog->errorText()));
    m_dialog->faultLane()->setFocus();
    QTest::keyClick(m_dialog->faultLane(), Qt::Key_Down);
    QTest::keyClick(m_dialog->faultLane(), Qt::Key_Delete);
    QTRY_VERIFY(m_dialog->errorText().isEmpty());
    m_dialog->warmupField()->setValue(700); // longer than the scenario
    QTRY_VERIFY(!m_dialog->errorText().isEmpty());
    m_dialog->warmupField()->setValue(0);
    QTRY_VERIFY(m_dialog->errorText().isEmpty());
}

void TestScenarioDialog::membersThatTheDialogDoesNotKnowStay()
{
    Scenario scenario = written();
    scenario.extra["owner"] = "team a";
    scenario.load.front().extra["note"] = "measured";
    scenario.faults.front().extra["ticket"] = 17;
    QVERIFY(m_controller->apply(Edit{SetScenario{scenario.id, scenario}}, Text()));
    open();
    m_dialog->durationField()->setValue(700);
    m_dialog->loadForm()->rateField()->setValue(120);
    m_dialog->faultLane()->setFocus();
    QTest::keyClick(m_dialog->faultLane(), Qt::Key_Down);
    QTest::keyClick(m_dialog->faultLane(), Qt::Key_Right);
    accept();
    QVERIFY(written().extra["owner"] == Json("team a"));
    QVERIFY(written().load.front().extra["note"] == Json("measured"));
    QVERIFY(written().faults.front().extra["ticket"] == Json(17));
    QCOMPARE(written().load.front().ratePerS, std::optional(120.0));
}

void TestScenarioDialog::everyFieldHasAName()
{
    open();
    for (const QWidget* widget : m_dialog->findChildren<QWidget*>())
        if (widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) != 0
            && qobject_cast<const QWidget*>(widget->parentWidget()) != nullptr
            && qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) == nullptr)
            QVERIFY2(
                !widget->accessibleName().isEmpty()
                    || !widget->property("text").toString().isEmpty(),
                qPrintable(QStringLiteral("%1 %2").arg(
                    QString::fromLatin1(widget->metaObject()->className()), widget->objectName())));
}

QTEST_MAIN(TestScenarioDialog)
#include "tst_scenario_dialog.moc"
